"""The reports of all parts of a unit at once."""

import os
import sys
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.exit_codes import DONE, NOT_ALL_MADE
from ansinh.cli.installation import ready
from ansinh.cli.output import say
from ansinh.cli.reports.making import read_formats
from ansinh.cli.reports.recipes import RECIPE, read_recipe
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.places.reads import parts
from ansinh.reports.batch import make_all, tasks_for
from ansinh.reports.making import Format
from ansinh.reports.worker import Outcome

MOST_WORKERS = 64


@command("batch", _("Make the reports of all members of a cluster, or of all provinces (VN), in parallel."))
@click.argument("unit")
@RECIPE
@option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    says=_("Directory with the paragraphs of the units, each file under the unit's code: 42.md."),
)
@option("--format", "formats", metavar="LIST", says=_("Files to write: json, docx, pdf, xlsx; all when not given."))
@option("--workers", type=click.IntRange(1, MOST_WORKERS), says=_("How many at once; as many as there are processors."))
@option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, says=_("Directory."))
def batch(unit: str, texts: Path | None, formats: str | None, workers: int | None, output: Path, **options: Any) -> int:
    ready()
    recipe = read_recipe(unit, options)
    whole = recipe.find_unit()
    members = parts(whole, recipe.boundaries.on(recipe.period.end))
    if not members:
        raise InputError(
            _("{unit} has no parts to make reports of.", unit=whole),
            _("Name a cluster, a province, or the country (VN); of one unit: `ansinh report make`."),
        )
    wanted = read_formats(formats) if formats else list(Format)
    tasks = tasks_for(
        members, recipe, wanted, output, made_at=timezone.localtime(), outline=options["outline"], texts=texts
    )
    failed = 0
    for number, outcome in enumerate(make_all(tasks, workers=workers or os.cpu_count() or 1), 1):
        _say(number, len(tasks), outcome)
        failed += outcome.failure is not None
    say(_("Made: {made} of {all}; in {directory}.", made=len(tasks) - failed, all=len(tasks), directory=output))
    return NOT_ALL_MADE if failed else DONE


def _say(number: int, whole: int, outcome: Outcome) -> None:
    """One line each, as they come: what was made on standard output, what failed on standard error."""
    if outcome.failure is None:
        say(f"[{number}/{whole}] {outcome.unit}: {', '.join(Path(path).name for path in outcome.paths)}")
        return
    cause, remedy = outcome.failure
    sys.stderr.write(f"[{number}/{whole}] {outcome.unit}: {cause} {remedy}\n")

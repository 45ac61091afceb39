"""A report becomes a document: number, day, signer; its bytes are archived."""

from pathlib import Path
from typing import Any

import click
from django.conf import settings

from ansinh.cli.bilingual import BY, command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import say
from ansinh.cli.reports.recipes import RECIPE, read_recipe
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date, short_date
from ansinh.reports.archive import write_out
from ansinh.reports.issuing import issue as issue_report
from ansinh.reports.recipe import Particulars

OUTPUT = option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), says=_("Directory for the files."))


@command("issue", _("Issue a report: number, date, signer; archive its files."))
@click.argument("unit")
@RECIPE
@option("--number", required=True, metavar="NUMBER", says=_("Its number in the register, without the symbol: 12."))
@option("--date", "day", required=True, metavar="DATE", says=_("The day on which it is signed: 2020-06-20."))
@option("--signer", required=True, metavar="NAME", says=_("Who signs it, without academic titles."))
@option("--accept-claims", is_flag=True, says=_("Issue it although its text claims what the figures contradict."))
@BY
@OUTPUT
def issue(
    unit: str, number: str, day: str, signer: str, accept_claims: bool, by: str, output: Path | None, **options: Any
) -> None:
    ready()
    particulars = Particulars(number, parse_date(day), signer)
    recipe, store = read_recipe(unit, options), settings.ENVIRONMENT.files
    issued = issue_report(recipe, particulars, by=by, store=store, accept_claims=accept_claims)
    row = issued.issue
    said = _(
        "Issued and archived: {number} of {day}, reference {reference}.",
        number=row.printed,
        day=short_date(row.day),
        reference=row.made.reference,
    )
    say(said)
    for path in write_out(issued.contents, output) if output else ():
        say(path)

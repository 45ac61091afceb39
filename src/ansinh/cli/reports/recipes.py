"""The options that say what a report is made from, and the officer's file of paragraphs."""

import re
from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import click

from ansinh.cli.bilingual import Function, option
from ansinh.cli.comparisons import BOUNDARIES, PERIOD, read_bases, read_boundaries
from ansinh.cli.scope import SCOPE, read_scope
from ansinh.compare.bases import IN_TIME, Base
from ansinh.documents.tree import Form
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.places.finding import find_unit
from ansinh.reports.making import usual_outline
from ansinh.reports.paragraphs import read_text
from ansinh.reports.recipe import Recipe

_OPTIONS = (
    PERIOD,
    option(
        "--outline",
        metavar="NAME",
        says=_("Kind of report, as `ansinh report outlines` lists them; the usual one of the unit when not given."),
    ),
    option(
        "--text",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        says=_("Your own paragraphs: Markdown, each under # and the name of its section."),
    ),
    option("--years", metavar="LIST", says=_("Years to look across: 2013-2017, or 2013,2015,2017.")),
    option("--about", metavar="TITLE", says=_("The resolution that is reviewed: 21-NQ/TW, 28-NQ/TW, or its title.")),
    option(
        "--as",
        "form",
        type=click.Choice([form.value for form in Form]),
        says=_("Form of the document: the State's or the Party's; the outline's when not given."),
    ),
    option(
        "--against",
        metavar="LIST",
        says=_("What with: same-period, end:2015, …; as the outline has it when not given."),
    ),
    BOUNDARIES,
    SCOPE,
)


def RECIPE(function: Function) -> Function:  # noqa: N802 (used as the other option constants are)
    return reduce(lambda wrapped, add: add(wrapped), reversed(_OPTIONS), function)


def read_recipe(unit: str, options: Mapping[str, Any]) -> Recipe:
    """Raises the errors of what is unreadable, unknown, or no comparison in time."""
    period = Period.parse(options["period"])
    boundaries = read_boundaries(options["boundaries"])
    found = find_unit(unit, boundaries.on(period.end))
    years = _years(options["years"]) if options["years"] else ()
    if years and years[-1] > period.year_number:
        raise InputError(
            _("The report ends before {year}.", year=years[-1]),
            _("Leave later years out of --years."),
        )
    return Recipe(
        unit=found.code,
        period=period,
        outline=options["outline"] or usual_outline(found, years),
        language=current_language(),
        scope=read_scope(options),
        against=_bases(options["against"]) if options["against"] else None,
        boundaries=boundaries,
        years=years,
        about=options["about"] or "",
        form=Form(options["form"]) if options["form"] else None,
        text=read_text(options["text"]) if options["text"] else "",
    )


def _bases(text: str) -> tuple[Base, ...]:
    bases = tuple(read_bases(text))
    for base in bases:
        if base.kind not in IN_TIME:
            raise InputError(
                _("A report compares in time: it cannot be made {base}.", base=base),
                _("Plan and threshold are in every report that has them; leave them out of --against."),
            )
    return bases


def _years(text: str) -> tuple[int, ...]:
    """2013-2017, or 2013,2015, or both mixed; each once."""
    found: set[int] = set()
    for one in text.split(","):
        written = re.fullmatch(r"\s*((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?\s*", one)
        if written is None or int(written[2] or written[1]) < int(written[1]):
            raise InputError(_("“{text}” is not a list of years.", text=text), _("Write 2013-2017, or 2013,2015,2017."))
        found |= set(range(int(written[1]), int(written[2] or written[1]) + 1))
    return tuple(sorted(found))

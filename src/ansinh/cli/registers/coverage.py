"""`ansinh register coverage`: how many residents there are, how many are insured, and where the gap is."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import say
from ansinh.cli.registers.asking import (
    AT,
    SNAPSHOT,
    chosen,
    day_asked,
    engine_of,
    place_of,
    registers,
)
from ansinh.cli.registers.files import check_name, hand_out
from ansinh.cli.registers.gap import Gap
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.units import OF_UNITS, Level, Units, units_for
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.registers.disclosure import THRESHOLD, published
from ansinh.registers.engines import Engine
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.questions import Coverage, CoverageRow, Dimension
from ansinh.registers.records import Scheme
from ansinh.registers.rollup import coverage_of
from ansinh.reviews.areas import areas_on


@command("coverage", _("Residents, insured, not insured, rate, by unit, group, sex, age: the biggest gap first."))
@SNAPSHOT
@AT
@option(
    "--scheme",
    "schemes",
    default=Scheme.BHYT.value,
    show_default=True,
    metavar="LIST",
    says=_("bhyt, bhxh_compulsory, bhxh_voluntary, bhtn, any (at least one of them); several with commas."),
)
@option(
    "--by",
    default=Dimension.COMMUNE.value,
    show_default=True,
    metavar="LIST",
    says=_("Told apart by: commune (the unit of --level), group, sex, age; several with commas."),
)
@option(
    "--publish",
    is_flag=True,
    says=_("For a table that leaves the office: small counts, and what gives them away, are left out."),
)
@option(
    "--small",
    type=click.IntRange(min=3),  # if only 1 were small, a small count would be 1
    metavar="N",
    says=_("With --publish: counts from 1 to below this are small; {count} when not given.", count=THRESHOLD),
)
@option("--explain", is_flag=True, says=_("Print the SQL that computes it, and compute nothing."))
@OF_UNITS
def coverage(
    snapshot: str | None,
    at: str | None,
    schemes: str,
    by: str,
    publish: bool,
    small: int | None,
    explain: bool,
    form: str,
    export: Path | None,
    **options: Any,
) -> None:
    ready()
    if small and not publish:
        raise InputError(_("--small goes with --publish."), _("Add --publish, or leave --small out."))
    if export:
        check_name(export)
    asked = registers().snapshot(snapshot)
    areas = areas_on(asked.as_of)
    place = place_of(options["inside"], areas)
    question = Coverage(
        at=day_asked(at, asked),
        schemes=chosen(schemes, {one.value: one for one in Scheme}),
        by=chosen(by, {one.value: one for one in Dimension}),
        communes=place.communes,
    )
    with progress(_("Counting"), brief=True), engine_of(asked, **options) as engine:
        if explain:
            say(_explained(engine, question))
            return
        rows = engine.answer(question)
    units = units_for(options["level"], (row.commune for row in rows if row.commune), areas, place)
    gap, summed = Gap(asked, place, question, units), rolled_up(rows, units)
    sheet = gap.published_sheet(published(summed, threshold=small or THRESHOLD)) if publish else gap.sheet(summed)
    hand_out(sheet, form, top=options["top"], export=export)


def _explained(engine: Engine, question: Coverage) -> str:
    if isinstance(engine, DuckEngine):
        return engine.explain(question)
    raise InputError(_("--explain goes with --engine duckdb."), _("Leave --engine out."))


def rolled_up(rows: Sequence[CoverageRow], units: Units) -> list[CoverageRow]:
    """Communes as the units of the level, where communes were asked for."""
    if units.level is Level.COMMUNE or any(row.commune is None for row in rows):
        return list(rows)
    return coverage_of(rows, units.lies_in)

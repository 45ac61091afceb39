"""`ansinh register criterion`: which units reach the share of insured residents that a programme asks for."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.registers.asking import AT, SNAPSHOT, day_asked, engine_of, place_of, registers
from ansinh.cli.registers.coverage import rolled_up
from ansinh.cli.registers.files import check_name, hand_out
from ansinh.cli.registers.judged import Asking
from ansinh.cli.registers.own import own_thresholds
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.units import OF_UNITS, units_for
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import parse_number
from ansinh.registers.criteria.judging import judge
from ansinh.registers.criteria.thresholds import Threshold, UnitType
from ansinh.registers.questions import Coverage, Dimension, Outlook
from ansinh.registers.rollup import outlook_of
from ansinh.reviews.areas import areas_on

NEW_RURAL = "ntm"
_GIVEN = re.compile(r"\s*(?P<over>>)?\s*(?P<share>[0-9.,]+)\s*%?\s*")


@command("criterion", _("Which units reach the share of insured that a programme asks for, or are about to lose it."))
@SNAPSHOT
@AT
@option(
    "--programme",
    metavar="CODE",
    default=NEW_RURAL,
    show_default=True,
    says=_("ntm, ntm_nang_cao, ntm_kieu_mau (new rural), quoc_gia (national target), or one of your own file."),
)
@option("--threshold", "given", metavar="PERCENT", says=_("This share instead of a programme's: 95, or “>93”."))
@option(
    "--horizon",
    type=click.IntRange(0, 730),
    default=Outlook.days,
    show_default=True,
    metavar="DAYS",
    says=_("Look so many days ahead for units that fall below it if nobody renews."),
)
@OF_UNITS
def criterion(
    snapshot: str | None,
    at: str | None,
    programme: str,
    given: str | None,
    horizon: int,
    form: str,
    export: Path | None,
    **options: Any,
) -> None:
    ready()
    if export:
        check_name(export)
    wanted, known = _given(given) if given else None, own_thresholds()
    programme = known.checked(programme)
    asked = registers().snapshot(snapshot)
    areas = areas_on(asked.as_of)
    place = place_of(options["inside"], areas)
    day = day_asked(at, asked)
    counted = Coverage(at=day, by=(Dimension.COMMUNE, Dimension.SEX), communes=place.communes)
    with progress(_("Counting"), brief=True), engine_of(asked, **options) as engine:
        rows = engine.answer(counted)
        coming = engine.answer(Outlook(day, horizon, communes=place.communes))
    units = units_for(options["level"], (row.commune for row in rows if row.commune), areas, place)
    asking = Asking(asked, place, day, horizon, units, known, programme, wanted)
    judged = judge(rolled_up(rows, units), asking.threshold_of, outlook=outlook_of(coming, units.lies_in))
    if rows and not judged:
        raise asking.unknown()
    hand_out(asking.sheet(judged), form, top=options["top"], export=export)


def _given(text: str) -> Threshold:
    """Raises InputError for what is no share."""
    match = _GIVEN.fullmatch(text)
    share = parse_number(match["share"]) / 100 if match else Decimal(0)
    if match is None or not 0 < share <= 1 or (match["over"] and share == 1):
        raise InputError(
            _("“{text}” is not a share of the residents.", text=text),
            _("Write a per cent: --threshold 95 for at least 95%, --threshold “>93” for more than 93%."),
        )
    return Threshold("", frozenset(UnitType), share, strict=bool(match["over"]))

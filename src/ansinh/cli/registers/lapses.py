"""`ansinh register lapses`: whose insurance ends in the weeks ahead, by unit and week."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, format_option
from ansinh.cli.registers.asking import (
    ENGINE,
    SCHEME,
    SNAPSHOT,
    WITHIN,
    day_asked,
    engine_of,
    place_of,
    registers,
)
from ansinh.cli.registers.files import EXPORT, check_name, hand_out
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.sheets import Column, Sheet
from ansinh.cli.registers.units import LEVEL, TOP, UNIT_COLUMNS, Level, Units, units_for
from ansinh.cli.registers.words import SCHEMES
from ansinh.kernel.language import Message, capital
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.registers.questions import LapseRow, Lapses, monday
from ansinh.registers.records import Scheme
from ansinh.registers.rollup import lapses_of
from ansinh.reviews.areas import areas_on

SHOWN_WEEKS = 13  # wider tables do not fit on a screen


@command("lapses", _("Whose insurance ends in the weeks ahead, by unit and week: whom to remind, and when."))
@SNAPSHOT
@option("--from", "start", metavar="DATE", says=_("The first day; the register's own when not given."))
@option(
    "--weeks",
    type=click.IntRange(1, 520),
    default=SHOWN_WEEKS,
    show_default=True,
    metavar="N",
    says=_("So many weeks ahead."),
)
@SCHEME
@WITHIN
@LEVEL
@ENGINE
@TOP
@EXPORT
@format_option(TABLE, JSON, CSV)
def lapses(
    snapshot: str | None, start: str | None, weeks: int, scheme: str, form: str, export: Path | None, **options: Any
) -> None:
    ready()
    if export:
        check_name(export)
    asked = registers().snapshot(snapshot)
    areas = areas_on(asked.as_of)
    place = place_of(options["inside"], areas)
    question = Lapses(day_asked(start, asked), weeks, Scheme(scheme), place.communes)
    with progress(_("Looking for what ends"), brief=True), engine_of(asked, **options) as engine:
        rows = engine.answer(question)
    units = units_for(options["level"], (row.commune for row in rows), areas, place)
    title = _(
        "{scheme} ending from {start} to {end}: {place}, register {name}",
        scheme=capital(SCHEMES[question.scheme].text()),
        start=short_date(question.start),
        end=short_date(question.end - timedelta(days=1)),
        place=place.title,
        name=asked.name,
    )
    make = _by_week if export or form == TABLE else _list
    rows = rows if units.level is Level.COMMUNE else lapses_of(rows, units.lies_in)
    hand_out(make(rows, question, units, title), form, top=options["top"], export=export)


def _by_week(rows: Sequence[LapseRow], question: Lapses, units: Units, title: Message) -> Sheet:
    """Weeks across, the units with most to do first."""
    counts, totals = Counter[tuple[str, date]](), Counter[str]()
    for row in rows:
        counts[row.commune, row.week] += row.persons
        totals[row.commune] += row.persons
    weeks = _weeks(question)
    of_weeks = [sum(counts[unit, week] for unit in totals) or None for week in weeks]
    return Sheet(
        columns=(
            UNIT_COLUMNS[1],
            Column("persons", _("Sum"), right=True, width=9),
            *(Column(week.isoformat(), _week_heading(week), right=True, width=7) for week in weeks),
        ),
        rows=[
            (units.name(unit), total, *(counts[unit, week] or None for week in weeks))
            for unit, total in sorted(totals.items(), key=lambda one: (-one[1], one[0]))
        ],
        title=title,
        total=(str(_("Total")), totals.total(), *of_weeks),
        notes=_notes(question),
        empty=_empty(question),
    )


def _list(rows: Sequence[LapseRow], question: Lapses, units: Units, title: Message) -> Sheet:
    return Sheet(
        columns=(
            *UNIT_COLUMNS,
            Column("week", _("Week from")),
            Column("persons", _("Persons"), right=True),
        ),
        rows=[(*units.cells(row.commune), row.week, row.persons) for row in rows],
        title=title,
        facts={
            "scheme": question.scheme.value,
            "start": question.start.isoformat(),
            "weeks": question.weeks,
            "persons": sum(row.persons for row in rows),
        },
    )


def _weeks(question: Lapses) -> list[date]:
    """Mondays. One more than asked for where the first day is none: the first and the last week are then parts."""
    last = monday(question.end - timedelta(days=1))
    first = monday(question.start)
    return [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]


def _week_heading(week: date) -> str:
    """In two lines: thirteen weeks beside each other fit on a screen."""
    return f"{week.day:02}/\n{week.month:02}"


def _notes(question: Lapses) -> list[Message]:
    notes = [_("Each column is a week from Monday on. Counted as if nobody renewed.")]
    if question.start.weekday():
        notes.append(
            _(
                "The first week begins on {start}, the last ends on {end}.",
                start=short_date(question.start),
                end=short_date(question.end - timedelta(days=1)),
            )
        )
    return notes


def _empty(question: Lapses) -> Message:
    return _(
        "No insurance ends from {start} to {end} there. Look further ahead with --weeks, or elsewhere with --within.",
        start=short_date(question.start),
        end=short_date(question.end - timedelta(days=1)),
    )

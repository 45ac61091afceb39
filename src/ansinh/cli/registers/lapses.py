"""`ansinh register lapses`: whose insurance ends in the weeks ahead, by unit and week."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import TABLE
from ansinh.cli.registers.asking import (
    SCHEME,
    SNAPSHOT,
    Place,
    day_asked,
    engine_of,
    place_of,
    registers,
)
from ansinh.cli.registers.files import check_name, hand_out
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.sheets import Column, Sheet, printed
from ansinh.cli.registers.units import OF_UNITS, UNIT_COLUMNS, Level, Units, units_for
from ansinh.cli.registers.words import SCHEMES
from ansinh.kernel.language import Message, capital
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.registers.questions import LapseRow, Lapses, monday
from ansinh.registers.records import Scheme
from ansinh.registers.rollup import lapses_of
from ansinh.reviews.areas import areas_on

SHOWN_WEEKS = 13
MOST_ACROSS = 20  # weeks: wider tables do not fit on a screen


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
@OF_UNITS
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
    rows = rows if units.level is Level.COMMUNE else lapses_of(rows, units.lies_in)
    if export:
        sheet = _by_week(rows, question, units, title, week_heading=short_date)
    elif form == TABLE and weeks <= MOST_ACROSS:
        sheet = _by_week(rows, question, units, title, week_heading=_narrow)
    else:
        sheet = _list(rows, question, units, title)
    hand_out(sheet, form, top=options["top"], export=export)


def _by_week(
    rows: Sequence[LapseRow],
    question: Lapses,
    units: Units,
    title: Message,
    *,
    week_heading: Callable[[date], str],
) -> Sheet:
    """Weeks across, the units with most to do first."""
    counts, totals = Counter[tuple[str, date]](), Counter[str]()
    for row in rows:
        counts[row.commune, row.week] += row.persons
        totals[row.commune] += row.persons
    weeks = _weeks(question)
    of_weeks = [sum(counts[unit, week] for unit in totals) or None for week in weeks]
    return Sheet(
        columns=(
            replace(UNIT_COLUMNS[0], on_screen=False),
            UNIT_COLUMNS[1],
            Column("persons", _("Sum"), right=True, width=9),
            *(Column(week.isoformat(), week_heading(week), right=True, width=11) for week in weeks),
        ),
        rows=[
            (*units.cells(unit), total, *(counts[unit, week] or None for week in weeks))
            for unit, total in sorted(totals.items(), key=lambda one: (-one[1], one[0]))
        ],
        title=title,
        total=("", str(_("Total")), totals.total(), *of_weeks),
        notes=[_("Each column is a week from Monday on. Counted as if nobody renewed."), *_notes(question)],
        empty=_empty(question, units.place),
    )


def _list(rows: Sequence[LapseRow], question: Lapses, units: Units, title: Message) -> Sheet:
    persons = sum(row.persons for row in rows)
    return Sheet(
        columns=(
            *UNIT_COLUMNS,
            Column("week", _("Week from")),
            Column("persons", _("Persons"), right=True),
        ),
        rows=[(*units.cells(row.commune), row.week, row.persons) for row in rows],
        title=title,
        notes=[
            _("In all: {count}. Weeks begin on Monday. Counted as if nobody renewed.", count=printed(persons)),
            *_notes(question),
        ],
        empty=_empty(question, units.place),
        facts={
            "scheme": question.scheme.value,
            "start": question.start.isoformat(),
            "weeks": question.weeks,
            "persons": persons,
        },
    )


def _weeks(question: Lapses) -> list[date]:
    """Mondays. One more than asked for where the first day is none: the first and the last week are then parts."""
    last = monday(question.end - timedelta(days=1))
    first = monday(question.start)
    return [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]


def _narrow(week: date) -> str:
    """In two lines: the weeks stand beside each other on a screen."""
    return f"{week.day:02}/\n{week.month:02}"


def _notes(question: Lapses) -> Iterator[Message]:
    if question.start.weekday():
        yield _(
            "The first week begins on {start}, the last ends on {end}.",
            start=short_date(question.start),
            end=short_date(question.end - timedelta(days=1)),
        )


def _empty(question: Lapses, place: Place) -> Message:
    start, end = short_date(question.start), short_date(question.end - timedelta(days=1))
    if place.is_country:
        return _("No insurance ends from {start} to {end}. Look further ahead with --weeks.", start=start, end=end)
    return _(
        "No insurance ends from {start} to {end} in {place}. Look further ahead with --weeks, "
        "or elsewhere with --within.",
        start=start,
        end=end,
        place=place.title,
    )

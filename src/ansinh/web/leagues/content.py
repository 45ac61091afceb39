"""What the page of a league table shows: the whole context of its templates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ansinh.compare.leagues import LeagueColumn, Standing, is_share, offered
from ansinh.compare.printing import Shown, show_bar
from ansinh.indicators.catalogue import Direction
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import Printed
from ansinh.web.leagues.asking import BY_CLIMB, BY_NAME, BY_RANK, COMMUNES, DESCENDING, Asked, Status
from ansinh.web.leagues.columns import Choice, ColumnChoice, chooser, column_title, column_unit
from ansinh.web.leagues.drawing import Bar, Course, bar, course
from ansinh.web.leagues.tabling import Line, Tabled
from ansinh.web.looking import Look

STATUS_NAMES = {
    Status.REACHED: _("Reaches the threshold"),
    Status.BELOW: _("Below the threshold"),
    Status.UNKNOWN: _("No figures yet"),
}


@dataclass(frozen=True)
class Head:
    """``address``: sorts by this column; ``sorted``: as ``aria-sort`` has it. ``unit``: under the title."""

    title: str
    unit: str
    address: str
    sorted: str
    look: str
    explanation: str = ""


@dataclass(frozen=True)
class Climb:
    """``words`` for who cannot see the arrow."""

    icon: str
    tone: str
    ranks: str
    words: str


@dataclass(frozen=True)
class CellShown:
    """``status``: what the bar says, in words. ``estimated``: printed with its range."""

    text: str
    bar: Bar | None
    status: str
    estimated: bool


@dataclass(frozen=True)
class RowShown:
    rank: str
    climb: Climb | None
    name: str
    kind: str
    key: str
    course: Course
    course_words: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True)
class PageLink:
    number: int
    address: str
    is_here: bool


@dataclass(frozen=True)
class LeaguePage:
    """``summary``: how many units of how many. ``threshold``: the bar of the month, "" for none. ``divisions``: which
    parts, empty where there is no choice. ``total``: the whole's figures. ``has_course``: the column of courses shows.
    ``order_hidden``: order and sort as the form's hidden fields."""

    look: Look
    asked: Asked
    title: str
    indicator: str
    indicator_id: str
    threshold: str
    summary: str
    indicators: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    divisions: tuple[Choice, ...]
    chooser: tuple[ColumnChoice, ...]
    heads: tuple[Head, ...]
    rows: tuple[RowShown, ...]
    total: tuple[CellShown, ...]
    has_course: bool
    pages: tuple[PageLink, ...]
    notes: tuple[str, ...]
    order_hidden: tuple[tuple[str, str], ...]


def league_page(look: Look, asked: Asked, table: Tabled) -> LeaguePage:
    ranked = table.league
    return LeaguePage(
        look=look,
        asked=asked,
        title=_("League table of {period}", period=look.period).text(),
        indicator=ranked.indicator.text(),
        indicator_id=ranked.indicator.id,
        threshold=show_bar(ranked.threshold, ranked.measured).text() if ranked.threshold.known else "",
        summary=_summary(table).text(),
        indicators=tuple(Choice(one.id, one.text(), one is ranked.indicator) for one in offered(look.period.end)),
        statuses=tuple(Choice(one, name.text(), one is asked.status) for one, name in STATUS_NAMES.items()),
        divisions=_divisions(asked) if table.has_communes else (),
        chooser=tuple(chooser(offered(look.period.end), table.columns)),
        heads=tuple(_heads(asked, table)),
        rows=tuple(_row(line, table) for line in table.lines),
        total=tuple(
            _cell(shown, column, table, None) for shown, column in zip(table.whole, table.columns, strict=True)
        ),
        has_course=any(value is not None for line in table.lines for value in line.course),
        pages=tuple(
            PageLink(number, asked.but(page=number).address, number == table.page)
            for number in (range(1, table.pages + 1) if table.pages > 1 else ())
        ),
        notes=tuple(note.text() for note in table.notes),
        order_hidden=tuple(_order_hidden(asked)),
    )


def _summary(table: Tabled) -> Message:
    if table.found == table.units:
        return _("Units: {count}. Click a heading to sort.", count=Printed(Decimal(table.units)))
    return _(
        "Units shown: {count} of {units}.", count=Printed(Decimal(table.found)), units=Printed(Decimal(table.units))
    )


def _divisions(asked: Asked) -> tuple[Choice, ...]:
    return (
        Choice("", _("Direct parts").text(), not asked.communes),
        Choice(COMMUNES, _("All communes").text(), asked.communes),
    )


def _order_hidden(asked: Asked) -> Iterator[tuple[str, str]]:
    if asked.sort != BY_RANK:
        yield "sort", asked.sort
    if asked.descending:
        yield "order", DESCENDING


def _heads(asked: Asked, table: Tabled) -> Iterator[Head]:
    yield _head(asked, BY_RANK, _("Rank").text(), "", "rank", falls_first=False)
    yield _head(asked, BY_CLIMB, "±", "", "climb", falls_first=True, explanation=_("Change of rank").text())
    yield _head(asked, BY_NAME, _("Unit").text(), "", "unit", falls_first=False)
    for column in table.columns:
        definition = column.definition
        yield _head(
            asked,
            column.written,
            column_title(column),
            column_unit(column),
            "number",
            falls_first=column.change or definition.direction is not Direction.LOWER,
            explanation=definition.text(),
        )


def _head(
    asked: Asked, sort: str, title: str, unit: str, look: str, *, falls_first: bool, explanation: str = ""
) -> Head:
    """``falls_first``: the first click puts the greatest on top, the second the least."""
    is_here = asked.sort == sort
    descending = not asked.descending if is_here else falls_first
    direction = ("descending" if asked.descending else "ascending") if is_here else "none"
    return Head(title, unit, asked.sorted_by(sort, descending=descending).address, direction, look, explanation)


def _row(line: Line, table: Tabled) -> RowShown:
    row = line.standing
    shown = zip(line.cells, table.columns, strict=True)
    return RowShown(
        rank="" if row.rank is None else str(row.rank),
        climb=_climb(row, table),
        name=row.unit.text(),
        kind=row.unit.kind,
        key=row.unit.key,
        course=course(line.course),
        course_words=_course_words(line.course),
        cells=tuple(_cell(one, column, table, row) for one, column in shown),
    )


def _climb(row: Standing, table: Tabled) -> Climb | None:
    if row.rank is None or table.league.before is None:
        return None
    if row.climbed is None:
        return Climb("", "quiet", _("new").text(), _("not ranked the month before").text())
    if row.climbed == 0:
        return Climb("minus", "quiet", "", _("rank unchanged").text())
    ranks = str(abs(row.climbed))
    if row.climbed > 0:
        return Climb("arrow-up", "good", ranks, _("ranks up").text())
    return Climb("arrow-down", "bad", ranks, _("ranks down").text())


def _cell(shown: Shown, column: LeagueColumn, table: Tabled, row: Standing | None = None) -> CellShown:
    """With a bar for a share; against the threshold where it is held against it."""
    is_measured = column == LeagueColumn(table.league.measured.id)
    threshold = table.league.threshold.value if is_measured else None
    reached = row.reached if row and is_measured else None
    drawn = bar(shown.quantity.value, threshold, reached) if is_share(column) else None
    is_why_unranked = row is not None and row.rank is None and column == LeagueColumn(table.league.indicator.id)
    is_missing = is_why_unranked and not shown.quantity.within
    text = STATUS_NAMES[Status.UNKNOWN].text() if is_missing else shown.number()
    return CellShown(text, drawn, _status(reached), shown.quantity.estimated)


def _status(reached: bool | None) -> str:
    if reached is None:
        return ""
    return STATUS_NAMES[Status.REACHED if reached else Status.BELOW].text()


def _course_words(values: Sequence[Fraction | None]) -> str:
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    trend = _("rising") if known[-1] > known[0] else _("falling") if known[-1] < known[0] else _("steady")
    return _("months with figures: {count}, {trend}", count=len(known), trend=trend).text()

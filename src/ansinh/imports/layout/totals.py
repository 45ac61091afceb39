"""Totals and subtotals of a table: compared with the rows that they sum up, never loaded beside them."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ansinh.imports.cells import Figure
from ansinh.imports.errors import Check
from ansinh.imports.files.sheets import Cell
from ansinh.imports.layout.figures import Series, TableFigures
from ansinh.imports.layout.labels import Axis
from ansinh.imports.layout.subject import Subject
from ansinh.imports.layout.tables import Line, Part, Table
from ansinh.imports.layout.words import Role
from ansinh.imports.page import Page, is_figure
from ansinh.indicators.catalogue import RollUp
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import Hedge, Printed
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind
from ansinh.places.reads import parts, wholes

Beside = Sequence[tuple[Table, TableFigures]]
"""The tables of one region, side by side: the second half of the rows may stand to the right of the first."""


def settle_totals(
    page: Page, table: Table, subject: Subject, figures: TableFigures, beside: Beside = ()
) -> list[NewFact]:
    """The facts of the table without those of rows that only sum up others; findings where a sum does not agree."""
    if table.axis is not Axis.UNITS:
        for column in table.columns:
            if column.part is Part.TOTAL:
                _compare_across(page, table, figures, column)
        return figures.facts
    sums = _sums(table, subject, figures)
    adding = _Adding(page, figures)
    for row, summed in sums.items():
        for column in table.columns:
            _compare(adding, row, summed, column.position, beside)
    summing = {row.position for row in sums}
    return [fact for fact in figures.facts if fact.row not in summing] if summing else figures.facts


def _sums(table: Table, subject: Subject, figures: TableFigures) -> Mapping[Line, Sequence[Sequence[Line]]]:
    """Row → the sets of rows of which it may be the sum."""
    whole_rows = _whole_rows(table, subject, figures)
    summing = {line.position for line in whole_rows}
    leaves: dict[Kind | None, list[Line]] = defaultdict(list)
    for line in table.rows:
        if line.part is Part.FIGURES and line.position not in summing:
            leaves[line.meaning.kind].append(line)
    found: dict[Line, Sequence[Sequence[Line]]] = dict(whole_rows)
    sums = [line for line in table.rows if line.part in (Part.TOTAL, Part.SUBTOTAL)]
    for place, row in enumerate(sums):
        after = sums[place + 1].position if place + 1 < len(sums) else table.region.last + 1
        before = sums[place - 1].position if place else table.region.first - 1
        own = leaves[row.meaning.kind]
        beside = _beside(row, own, before, after)
        found[row] = [own, *beside] if row.part is Part.TOTAL else _of_subtotal(row, beside, sums, own)
    return found


def _beside(row: Line, leaves: Sequence[Line], before: int, after: int) -> list[Sequence[Line]]:
    """The rows under it up to the next sum, and those above it down from the last one."""
    start, middle, end = (bisect(leaves, place, key=position_of) for place in (before, row.position, after - 1))
    return [leaves[middle:end], leaves[start:middle]]


def _of_subtotal(
    row: Line, beside: Sequence[Sequence[Line]], sums: Sequence[Line], leaves: Sequence[Line]
) -> list[Sequence[Line]]:
    """Subtotals all stand over their rows, or all under them."""
    first = next(line for line in sums if line.part is Part.SUBTOTAL)
    under, above = beside
    return [under] if leaves and first.position < leaves[0].position else [above]


def position_of(line: Line) -> int:
    return line.position


def _whole_rows(table: Table, subject: Subject, figures: TableFigures) -> dict[Line, Sequence[Sequence[Line]]]:
    """Rows of units whose parts have rows of their own: the sending unit's among its districts, a province's among its
    communes. Where parts are missing it is a figure of its own, unless it is just the sum of those that are there."""
    day = subject.period.end
    lines = {line.unit.pk: line for line in table.rows if line.unit is not None and line.part is Part.FIGURES}
    inside = _inside(lines, subject)
    found: dict[Line, Sequence[Sequence[Line]]] = {}
    for whole, below in inside.items():
        unit = lines[whole].unit
        own = {part.pk for part in parts(unit, day)} if unit else set()
        direct = [lines[key] for key in below if key in own]
        lowest = [lines[key] for key in below if key not in inside]
        if own and len(direct) == len(own):
            found[lines[whole]] = [direct]
            continue
        for group in (direct, lowest):
            if group and _sums_up(figures, lines[whole], group, table):
                found[lines[whole]] = [group]
                break
    return found


def _inside(lines: Mapping[int, Line], subject: Subject) -> Mapping[int, list[int]]:
    """Units with a row → those inside them that have one too; the sender holds all."""
    inside: dict[int, list[int]] = defaultdict(list)
    for key, around in wholes(lines.keys(), subject.period.end).items():
        for whole in {one.pk for one in around} | {subject.sender.pk}:
            if whole in lines and whole != key:
                inside[whole].append(key)
    return inside


def _sums_up(figures: TableFigures, whole: Line, below: Sequence[Line], table: Table) -> bool:
    """Whether each figure of the whole is just the sum of the parts that are there."""
    for column in table.columns:
        series = figures.series_at(whole.position, column.position)
        total = figures.value_at(whole.position, column.position)
        if series is None or total is None or series.indicator.roll_up is not RollUp.SUM:
            continue
        value, count = _sum(figures, below, column.position)
        if abs(value - total[0]) > _tolerance(figures, series, count):
            return False
    return True


class _Adding:
    """Sums of groups of rows, each once: many totals may sum up the same rows."""

    def __init__(self, page: Page, figures: TableFigures) -> None:
        self.page, self.figures = page, figures
        self._sums: dict[tuple[int, int], tuple[Decimal, int] | None] = {}
        self._groups: list[Sequence[Line]] = []

    def up(self, group: Sequence[Line], column: int) -> tuple[Decimal, int] | None:
        """Sum and number of figures; None where one is to be mended first."""
        key = id(group), column
        if key not in self._sums:
            self._groups.append(group)  # kept, so that its id is no other's
            unread = _is_unread(self.page, self.figures, column, group)
            self._sums[key] = None if unread else _sum(self.figures, group, column)
        return self._sums[key]


def _compare(adding: _Adding, row: Line, groups: Sequence[Sequence[Line]], column: int, beside: Beside) -> None:
    figures = adding.figures
    total = figures.value_at(row.position, column)
    series = figures.series_at(row.position, column)
    groups = [group for group in groups if group]
    if total is None or series is None or series.role not in (Role.FIGURE, Role.REFERENCE) or not groups:
        return
    if series.indicator.roll_up is not RollUp.SUM or total[1] is not Hedge.EXACT:
        return
    sums = [adding.up(group, column) for group in groups]
    if None in sums:
        return
    known = [one for one in sums if one and one[1]]
    if row.part is Part.TOTAL and known:
        more, further = _sum_beside(series, beside)
        known += [(value + more, count + further) for value, count in known if further]
    if not known or any(abs(value - total[0]) <= _tolerance(figures, series, count) for value, count in known):
        return
    _report(adding.page, series, total, known[0], (row.position, column))


def _is_unread(page: Page, figures: TableFigures, column: int, group: Sequence[Line]) -> bool:
    held = figures.values.get(column, {})
    missing = (line.position for line in group if line.position not in held)
    return any(is_figure(page.cell(row, column)) for row in missing)


def _compare_across(page: Page, table: Table, figures: TableFigures, column: Line) -> None:
    """A column that sums up the units across."""
    for row in table.rows:
        total = figures.value_at(row.position, column.position)
        series = figures.series_at(row.position, column.position)
        if total is None or series is None or total[1] is not Hedge.EXACT:
            continue
        values = [
            figure[0]
            for other in table.columns
            if other.unit is not None
            and figures.series_at(row.position, other.position) == series
            and (figure := figures.value_at(row.position, other.position))
        ]
        value = sum(values, Decimal(0))
        if values and abs(value - total[0]) > _tolerance(figures, series, len(values)):
            _report(page, series, total, (value, len(values)), (row.position, column.position))


def _report(page: Page, series: Series, total: Figure, summed: tuple[Decimal, int], cell: Cell) -> None:
    value, count = summed
    page.ask_why(
        Check.TOTAL,
        *cell,
        _(
            "The total is {total} {unit}, but its {count} figures sum to {sum} {unit}.",
            total=Printed(series.measure.from_base(total[0])),
            sum=Printed(series.measure.from_base(value)),
            count=count,
            unit=series.measure,
        ),
        _("Mend the total or the figures; or explain the difference. The total is not recorded."),
    )


def _sum(figures: TableFigures, group: Iterable[Line], column: int) -> tuple[Decimal, int]:
    held = figures.values.get(column, {})
    values = [figure[0] for line in group if (figure := held.get(line.position))]
    return sum(values, Decimal(0)), len(values)


def _sum_beside(series: Series, beside: Beside) -> tuple[Decimal, int]:
    """Of the same series in the tables to the left and to the right."""
    values = [fact.value for _table, figures in beside for fact in figures.facts if fact.request == series.request]
    return sum(values, Decimal(0)), len(values)


def _tolerance(figures: TableFigures, series: Series, count: int) -> Decimal:
    """Each figure may be rounded by half of its last decimal; persons in ones are not rounded."""
    if series.indicator.unit.integral and series.measure.power_of_ten == 0:
        return Decimal(0)
    decimals = figures.decimals(series)
    return series.measure.to_base(Decimal(1).scaleb(-decimals) * (count + 1) / 2)

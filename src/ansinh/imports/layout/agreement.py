"""Columns that follow from others are computed again; earlier figures repeated are put beside the ledger's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ansinh.imports.cells import EXCEL_DIGITS
from ansinh.imports.errors import Check
from ansinh.imports.files.sheets import CellValue
from ansinh.imports.layout.figures import Series, TableFigures, decimals_of
from ansinh.imports.layout.subject import Subject
from ansinh.imports.layout.tables import Line, Table
from ansinh.imports.layout.words import Role
from ansinh.imports.page import Page, is_figure
from ansinh.indicators.catalogue import Ratio, catalogue
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import PERCENT
from ansinh.kernel.numbers import Hedge, Printed, Written, parse_quantity
from ansinh.ledger.facts import Request
from ansinh.ledger.models import Kind
from ansinh.ledger.reads import Ledger
from ansinh.places.models import Unit

OF_A_PLAN = frozenset({"kh", "giao", "dat", "hoanthanh"})
EARLIER = frozenset({"cungky", "kytruoc"})
CHANGE = frozenset({"tang", "giam", "chenhlech", "sovoi"})

Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class _Operand:
    """A figure that others follow from, with the numbers that it may be rounded from, in its own unit of measure."""

    series: Series
    column: int
    bounds: Interval


def check_agreement(page: Page, table: Table, subject: Subject, figures: TableFigures) -> None:
    for column in table.columns:
        if column.meaning.role is Role.DERIVED:
            for row in table.rows:
                _check_derived(page, table, figures, row, column)
    _check_earlier(page, table, subject, figures)


def _check_derived(page: Page, table: Table, figures: TableFigures, row: Line, column: Line) -> None:
    value = page.cell(row.position, column.position)
    written = _written(value) if is_figure(value) else None
    if written is None:
        return
    operands = list(_operands(table, figures, row))
    expected = [bounds for bounds in _expected(operands, column) if bounds]
    if not expected or any(_meet(one, bounds) for bounds in expected for one in _readings(written)):
        return
    low, high = expected[0]
    page.ask_why(
        Check.DERIVED,
        row.position,
        column.position,
        _(
            "The cell says {written}, but the figures beside it give {expected}.",
            written=value if isinstance(value, str) else Printed(written.value),
            expected=Printed(Decimal(str(float((low + high) / 2))), 2),
        ),
        _("Mend the cell, or the figures that it follows from; or explain."),
    )


def _written(value: CellValue) -> Written | None:
    """A number, however shown."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(f"{value:.{EXCEL_DIGITS}g}")
        return Written(number, None, Hedge.EXACT, decimals_of(number))
    if not isinstance(value, str):
        return None
    try:
        return parse_quantity(value, PERCENT if "%" in value else None, decimals=2)
    except AnsinhError:
        return None  # a remark in a column of shares


def _readings(written: Written) -> Iterator[Interval]:
    """What it may be rounded from: the number, and a hundred times it, as a cell shown as 36% holds 0.36."""
    value, half = Fraction(written.value), Fraction(10) ** -written.decimals / 2
    yield value - half, value + half
    if abs(value) <= 3:
        yield (value - half) * 100, (value + half) * 100


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _operands(table: Table, figures: TableFigures, row: Line) -> Iterator[_Operand]:
    for column in table.columns:
        series = figures.series_at(row.position, column.position)
        figure = figures.value_at(row.position, column.position)
        if series is not None and figure is not None and figure[1] is Hedge.EXACT:
            value = series.measure.from_base(figure[0])
            half = Fraction(0) if series.indicator.unit.integral else Fraction(10) ** -decimals_of(value) / 2
            yield _Operand(series, column.position, (Fraction(value) - half, Fraction(value) + half))


def _expected(operands: Sequence[_Operand], column: Line) -> Iterator[Interval | None]:
    """The numbers that may stand in the column, by what its words say and which figures are there."""
    meaning = column.meaning
    if meaning.indicator is not None:
        formula = catalogue()[meaning.indicator].formula
        if isinstance(formula, Ratio):
            top = _of(operands, formula.numerator.indicator, target=formula.numerator.target)
            bottom = _of(operands, formula.denominator.indicator, target=formula.denominator.target)
            if top and bottom:
                yield _share(top, bottom)
                return
    done = _nearest([one for one in operands if _is_done(one)], column)
    if done is None:
        return
    planned = _nearest([one for one in operands if _is_like(one, done) and one.series.kind is Kind.TARGET], column)
    if meaning.words & OF_A_PLAN and not meaning.words & EARLIER and planned:
        yield from _compared(done, planned, column)
    earlier = [one for one in operands if _is_like(one, done) and _is_earlier(one, done)]
    before = _nearest(earlier, column)
    if not meaning.words & OF_A_PLAN and meaning.words & (EARLIER | CHANGE) and before:
        yield from _compared(done, before, column)


def _compared(done: _Operand, base: _Operand, column: Line) -> Iterator[Interval | None]:
    """A share of the base, a change in per cent of it, or a difference, either way."""
    as_share = column.meaning.measure == "%" or column.meaning.words & {"%", "tyle"}
    share = _share(done, base)
    if as_share or not column.meaning.measure:
        yield share
        yield (share[0] - 100, share[1] - 100) if share else None
    if not as_share:
        (low, high), (other_low, other_high) = done.bounds, base.bounds
        yield low - other_high, high - other_low
        yield other_low - high, other_high - low


def _share(top: _Operand, bottom: _Operand) -> Interval | None:
    scale = Fraction(10) ** (top.series.measure.power_of_ten - bottom.series.measure.power_of_ten) * 100
    if bottom.bounds[0] <= 0 or top.bounds[0] < 0:
        return None
    return top.bounds[0] / bottom.bounds[1] * scale, top.bounds[1] / bottom.bounds[0] * scale


def _is_done(one: _Operand) -> bool:
    return one.series.kind in (Kind.ACTUAL, Kind.ESTIMATE) and one.series.role is Role.FIGURE


def _is_earlier(one: _Operand, done: _Operand) -> bool:
    return one.series.role is Role.REFERENCE or (_is_done(one) and one.series.period.end < done.series.period.end)


def _is_like(one: _Operand, other: _Operand) -> bool:
    return one.series.indicator is other.series.indicator


def _of(operands: Sequence[_Operand], indicator: str, *, target: bool) -> _Operand | None:
    return next(
        (
            one
            for one in operands
            if one.series.indicator.id == indicator
            and one.series.role is Role.FIGURE
            and (one.series.kind is Kind.TARGET) == target
        ),
        None,
    )


def _nearest(operands: Sequence[_Operand], column: Line) -> _Operand | None:
    """The one nearest before the column, else the first after it."""
    before = [one for one in operands if one.column < column.position]
    return before[-1] if before else next(iter(operands), None)


def _check_earlier(page: Page, table: Table, subject: Subject, figures: TableFigures) -> None:
    """Last year's figures repeated beside this year's must be those that were approved."""
    earlier = [series for series in figures.series.values() if series.role is Role.REFERENCE]
    cells = [
        ((row, column), figure, series)
        for column, held in figures.values.items()
        for row, figure in (held.items() if earlier else ())
        if (series := figures.series_at(row, column)) and series.role is Role.REFERENCE and figure[1] is Hedge.EXACT
    ]
    if not cells:
        return
    units = {row.position: row.unit for row in table.rows if row.unit is not None}
    across = {column.position: column.unit for column in table.columns if column.unit is not None}
    held = _held(units, across, subject.sender, {series.request for _key, _figure, series in cells})
    for (row, column), (value, _hedge), series in cells:
        unit = units.get(row) or across.get(column) or subject.sender
        fact = held.get((unit.pk, series.request))
        if fact is not None and abs(fact - value) > _half_step(series, value):
            page.ask_why(
                Check.EARLIER,
                row,
                column,
                _(
                    "The file gives {written} for {period}, but {held} {unit} is approved.",
                    written=Printed(series.measure.from_base(value)),
                    held=Printed(series.measure.from_base(fact)),
                    period=series.request.period,
                    unit=series.measure,
                ),
                _("Mend the cell, or correct the earlier report; or explain. It is not recorded again."),
            )


def _held(
    units: Mapping[int, Unit], across: Mapping[int, Unit], sender: Unit, requests: set[Request]
) -> Mapping[tuple[int, Request], Decimal]:
    wanted = {unit.pk: unit for unit in (*units.values(), *across.values(), sender)}
    found = Ledger().facts(list(wanted.values()), requests)
    return {key: fact.value for key, fact in found.items() if fact.complete and fact.hedge is Hedge.EXACT}


def _half_step(series: Series, value: Decimal) -> Decimal:
    if series.indicator.unit.integral and series.measure.power_of_ten == 0:
        return Decimal(0)
    return series.measure.to_base(Decimal(1).scaleb(-decimals_of(series.measure.from_base(value))) / 2)

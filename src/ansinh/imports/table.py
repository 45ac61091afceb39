"""A form's table → facts: its columns (indicators and their units of measure), its rows (units), its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ansinh.imports import form
from ansinh.imports.head import Head
from ansinh.imports.page import Page, attempt, is_figure, text_of
from ansinh.imports.workbook import CellValue
from ansinh.indicators.catalogue import IndicatorDefinition, Observed, catalogue
from ansinh.indicators.errors import IndicatorUnknownError
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit, DisplayUnit, UnitError, display_unit
from ansinh.kernel.names import fold
from ansinh.kernel.numbers import Hedge, Printed, Written, parse_quantity, round_half_up
from ansinh.kernel.periods import short_date
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from ansinh.places.reads import parts

TOO_LARGE = 10**17  # steps of a base unit; a sum of 63 smaller ones fits into the 64 bits in which it is kept
EXCEL_DIGITS = 15  # what a spreadsheet keeps of a number; the rest of the float is noise


@dataclass(frozen=True)
class _Column:
    indicator: IndicatorDefinition
    measure: DisplayUnit


def read_table(page: Page, head: Head) -> list[NewFact]:
    columns = _read_columns(page, head)
    first = page.find(form.UNIT_CODE)
    if not columns or first is None:
        return []
    _check_not_early(page, head, columns)
    _check_no_nameless_column(page, head, columns, first)
    rows = {unit.pk: unit for unit in (head.unit, *parts(head.unit, head.period.end))}
    facts: list[NewFact] = []
    seen: dict[int, int] = {}
    for row in range(first + 1, len(page.rows)):
        unit = _read_unit(page, row, head, rows, columns)
        if unit is None:
            continue
        if unit.pk in seen:
            page.block(
                row,
                form.LABEL_COLUMN,
                _("{unit} is already in row {row}.", unit=unit, row=seen[unit.pk] + 1),
                _("Keep one row for each unit."),
            )
            continue
        seen[unit.pk] = row
        for column, wanted in columns.items():
            fact = _read_fact(page, row, column, wanted, unit, head)
            if fact:
                facts.append(fact)
    return facts


def _check_no_nameless_column(page: Page, head: Head, columns: Mapping[int, _Column], first: int) -> None:
    """Figures of units under no indicator id would be passed over without a word."""
    ids = page.find(form.INDICATOR_IDS)
    units = [row for row in range(first + 1, len(page.rows)) if _looks_like_a_code(page.cell(row, form.LABEL_COLUMN))]
    for column in range(form.FIRST_INDICATOR_COLUMN, max((len(page.rows[row]) for row in units), default=0)):
        named = ids is not None and text_of(page.cell(ids, column))
        if column not in columns and not named and any(is_figure(page.cell(row, column)) for row in units):
            page.block(
                ids,
                column,
                _("This column has figures but no indicator id."),
                _("Write the id of the indicator, or empty the column; `ansinh indicators` lists them."),
            )


def _looks_like_a_code(value: CellValue) -> bool:
    """A unit's code: not a label, and not a sentence of somebody's notes."""
    text = text_of(value)
    return bool(text) and " " not in text and fold(text) not in form.LABELS


def _check_not_early(page: Page, head: Head, columns: Mapping[int, _Column]) -> None:
    """Done before it was over? Only a denominator (the year's population) is known, as a projection, before its end."""
    yearly = all(column.indicator.observed is Observed.YEAR for column in columns.values())
    if head.kind is Kind.ACTUAL and head.reported_on < head.period.end and not yearly:
        page.block(
            page.find(form.REPORTED_ON),
            form.VALUE_COLUMN,
            _("Reported on {day}, before {period} was over.", day=short_date(head.reported_on), period=head.period),
            _("Mend the date, or write “{estimate}” as the kind of figure.", estimate=form.KINDS[Kind.ESTIMATE]),
        )


def _read_columns(page: Page, head: Head) -> Mapping[int, _Column]:
    ids, measures = page.find(form.INDICATOR_IDS), page.find(form.MEASURES)
    for label in (form.INDICATOR_IDS, form.UNIT_CODE, form.MEASURES):
        if page.find(label) is None:
            page.block(None, 0, _("The line “{label}” is missing.", label=label), _("Put it back as in the form."))
    if ids is None or measures is None:
        return {}
    columns: dict[int, _Column] = {}
    for position in range(form.FIRST_INDICATOR_COLUMN, len(page.rows[ids])):
        written = text_of(page.cell(ids, position))
        if not written:
            continue
        indicator = _read_indicator(page, ids, position, written, head)
        measure = indicator and _read_measure(page, measures, position, indicator)
        if indicator and measure:
            if any(column.indicator is indicator for column in columns.values()):
                page.block(
                    ids, position, _("{id} has two columns.", id=indicator.id), _("Keep one column for each indicator.")
                )
                continue
            columns[position] = _Column(indicator, measure)
    return columns


def _read_indicator(page: Page, row: int, column: int, written: str, head: Head) -> IndicatorDefinition | None:
    try:
        indicator = catalogue()[written]
    except IndicatorUnknownError as error:
        page.block(row, column, error.cause, error.remedy)
        return None
    if not form.may_hold(indicator, head.kind):
        page.block(
            row,
            column,
            _("{id} is computed, not reported.", id=indicator.id),
            _("Delete the column; give the figures that it is computed from."),
        )
        return None
    if not indicator.valid_on(head.period.end):
        page.block(
            row,
            column,
            _("{id} did not exist in {period}.", id=indicator.id, period=head.period),
            _("It is in force from {day}.", day=short_date(indicator.valid_from)),
        )
        return None
    return indicator


def _read_measure(page: Page, row: int, column: int, indicator: IndicatorDefinition) -> DisplayUnit | None:
    written = text_of(page.cell(row, column))
    remedy = _("Write the unit of measure, for instance “{unit}”.", unit=indicator.display)
    if not written:
        page.block(row, column, _("The unit of measure of {id} is not stated.", id=indicator.id), remedy)
        return None
    try:
        measure = display_unit(written, indicator.unit)
    except UnitError as error:
        page.block(row, column, error.cause, remedy)
        return None
    if measure.base is not indicator.unit:
        page.block(row, column, _("{id} is not measured in “{unit}”.", id=indicator.id, unit=written), remedy)
        return None
    return measure


def _read_unit(
    page: Page, row: int, head: Head, rows: Mapping[int, Unit], columns: Mapping[int, _Column]
) -> Unit | None:
    """The unit of a row; None for a row of notes, an empty row, or one whose unit is wrong (then a finding says so)."""
    code = text_of(page.cell(row, form.LABEL_COLUMN))
    filled = [column for column in columns if is_figure(page.cell(row, column))]
    if not filled or fold(code) in form.LABELS or fold(code) in form.TABLE_LABELS:
        return None
    if not code:
        page.block(
            row,
            form.LABEL_COLUMN,
            _("This row has figures but no unit code."),
            _("Write the code, or empty the row: totals are computed, not reported."),
        )
        return None
    try:
        unit = find_unit(code, head.period.end)
    except AnsinhError as error:
        page.block(row, form.LABEL_COLUMN, error.cause, error.remedy)
        return None
    if unit.pk not in rows:
        page.block(
            row,
            form.LABEL_COLUMN,
            _("{unit} is not part of {whole}.", unit=unit, whole=head.unit),
            _("Report it in a form of its own."),
        )
        return None
    name = text_of(page.cell(row, form.VALUE_COLUMN))
    if name and fold(name) not in (fold(unit.full_name), fold(unit.name), fold(unit.name_en)):
        page.block(
            row,
            form.VALUE_COLUMN,
            _("Code {code} is {unit}, but the name beside it is “{name}”.", code=unit.code, unit=unit, name=name),
            _("Make code and name agree, or empty the name; was one column sorted without the others?"),
        )
        return None
    return unit


def _read_fact(page: Page, row: int, column: int, wanted: _Column, unit: Unit, head: Head) -> NewFact | None:
    value = page.cell(row, column)
    if not is_figure(value):
        return None
    written = attempt(page, row, lambda: _read_value(value, wanted.measure), column)
    if written is None or not _fits(page, row, column, wanted, written):
        return None
    if not isinstance(value, str) and wanted.indicator.unit is BaseUnit.PERCENT and 0 < written.value <= 1:
        # A cell shown as 36% holds 0.36: which of the two is meant, the number alone does not say.
        page.block(
            row,
            column,
            _(
                "{value} in a column of % may mean {value}% or {more}%.",
                value=Printed(written.value),
                more=Printed(written.value * 100),
            ),
            _("Write it as text with the sign, for instance “36%”."),
        )
        return None
    exact = _kept(page, row, column, wanted.indicator, written.value)
    if exact is None:
        return None
    if exact < 0:
        page.block(
            row, column, _("{id} cannot be negative.", id=wanted.indicator.id), _("Check the figure and its sign.")
        )
        return None
    request = Request(wanted.indicator.id, form.fact_period(wanted.indicator, head.period, head.kind), head.kind)
    return NewFact(unit.pk, request, exact, written.hedge, page.position, row, column)


def _read_value(value: CellValue, measure: DisplayUnit) -> Written:
    """Raises NumberError, AmbiguousNumberError for text; a number in a cell is what it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return parse_quantity(text_of(value), measure)
    number = Decimal(f"{value:.{EXCEL_DIGITS}g}")
    return Written(measure.to_base(number), measure, Hedge.EXACT, 0)


def _fits(page: Page, row: int, column: int, wanted: _Column, written: Written) -> bool:
    """Whether a figure written with its own unit is in one that the indicator is measured in, and of a likely size."""
    indicator = wanted.indicator
    if written.unit is not None and written.unit.base is not indicator.unit:
        page.block(
            row,
            column,
            _("{id} is not measured in “{unit}”.", id=indicator.id, unit=written.unit),
            _("Write the unit of measure, for instance “{unit}”.", unit=wanted.measure),
        )
        return False
    if abs(written.value).scaleb(indicator.unit.scale) >= TOO_LARGE:
        page.block(
            row,
            column,
            _("The figure is too large: {id} is given in {unit}.", id=indicator.id, unit=wanted.measure),
            _("Check the figure and its unit of measure."),
        )
        return False
    return True


def _kept(page: Page, row: int, column: int, indicator: IndicatorDefinition, value: Decimal) -> Decimal | None:
    """The value no finer than the ledger keeps it: half a person is an error, half a đồng is rounded and noted."""
    kept = round_half_up(value, indicator.unit.scale)
    if kept == value:
        return kept
    if indicator.unit is BaseUnit.VND or indicator.unit.scale:
        page.note(
            row,
            column,
            _(
                "The figure is finer than {unit} are counted; it is recorded as {kept}.",
                unit=indicator.unit,
                kept=Printed(kept),
            ),
            _("Nothing needs to be done."),
        )
        return kept
    page.block(
        row,
        column,
        _(
            "{id} counts {unit}: {value} is not a whole number.",
            id=indicator.id,
            unit=indicator.unit,
            value=Printed(value),
        ),
        _("Check the figure and its unit of measure."),
    )
    return None

"""A form's table → facts: its columns (indicators and their units of measure), its rows (units), its cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ansinh.imports import form
from ansinh.imports.cells import CellReader
from ansinh.imports.errors import Check
from ansinh.imports.files.sheets import CellValue
from ansinh.imports.head import Head
from ansinh.imports.page import Page, is_figure, text_of
from ansinh.indicators.catalogue import IndicatorDefinition, Observed, catalogue
from ansinh.indicators.errors import IndicatorUnknownError
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import DisplayUnit, UnitError, display_unit
from ansinh.kernel.names import fold
from ansinh.kernel.periods import short_date
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_units
from ansinh.places.models import Unit
from ansinh.places.reads import parts


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
    readers = {column: CellReader(page, wanted.indicator, wanted.measure) for column, wanted in columns.items()}
    requests = {
        column: Request(wanted.indicator.id, form.fact_period(wanted.indicator, head.period, head.kind), head.kind)
        for column, wanted in columns.items()
    }
    facts: list[NewFact] = []
    for row, unit in _read_units(page, first, head, columns):
        for column, reader in readers.items():
            figure = reader.read(row, column, page.cell(row, column))
            if figure:
                facts.append(NewFact(unit.pk, requests[column], *figure, page.position, row, column))
    return facts


def _read_units(page: Page, first: int, head: Head, columns: Mapping[int, _Column]) -> Iterator[tuple[int, Unit]]:
    """The rows with figures whose unit is known, each unit once."""
    members = {unit.pk: unit for unit in (head.unit, *parts(head.unit, head.day))}
    filled = [row for row in range(first + 1, len(page.rows)) if _holds_figures(page, row, columns)]
    codes = {row: text_of(page.cell(row, form.LABEL_COLUMN)) for row in filled}
    found = find_units([code for code in codes.values() if code], head.day)
    seen: dict[int, int] = {}
    for row, code in codes.items():
        unit = _read_unit(page, row, code, head, members, found)
        if unit is None:
            continue
        if unit.pk in seen:
            page.block(
                Check.DUPLICATE,
                row,
                form.LABEL_COLUMN,
                _("{unit} is already in row {row}.", unit=unit, row=seen[unit.pk] + 1),
                _("Keep one row for each unit."),
            )
            continue
        seen[unit.pk] = row
        yield row, unit


def _holds_figures(page: Page, row: int, columns: Mapping[int, _Column]) -> bool:
    label = fold(text_of(page.cell(row, form.LABEL_COLUMN)))
    if label in form.LABELS or label in form.TABLE_LABELS:
        return False
    return any(is_figure(page.cell(row, column)) for column in columns)


def _check_no_nameless_column(page: Page, head: Head, columns: Mapping[int, _Column], first: int) -> None:
    """Figures of units under no indicator id would be passed over without a word."""
    ids = page.find(form.INDICATOR_IDS)
    units = [row for row in range(first + 1, len(page.rows)) if _looks_like_a_code(page.cell(row, form.LABEL_COLUMN))]
    for column in range(form.FIRST_INDICATOR_COLUMN, max((len(page.rows[row]) for row in units), default=0)):
        named = ids is not None and text_of(page.cell(ids, column))
        if column not in columns and not named and any(is_figure(page.cell(row, column)) for row in units):
            page.block(
                Check.LAYOUT,
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
            Check.PERIOD,
            page.find(form.REPORTED_ON),
            form.VALUE_COLUMN,
            _("Reported on {day}, before {period} was over.", day=short_date(head.reported_on), period=head.period),
            _("Mend the date, or write “{estimate}” as the kind of figure.", estimate=form.KINDS[Kind.ESTIMATE]),
        )


def _read_columns(page: Page, head: Head) -> Mapping[int, _Column]:
    ids, measures = page.find(form.INDICATOR_IDS), page.find(form.MEASURES)
    for label in (form.INDICATOR_IDS, form.UNIT_CODE, form.MEASURES):
        if page.find(label) is None:
            page.block(
                Check.HEAD, None, 0, _("The line “{label}” is missing.", label=label), _("Put it back as in the form.")
            )
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
                    Check.DUPLICATE,
                    ids,
                    position,
                    _("{id} has two columns.", id=indicator.id),
                    _("Keep one column for each indicator."),
                )
                continue
            columns[position] = _Column(indicator, measure)
    return columns


def _read_indicator(page: Page, row: int, column: int, written: str, head: Head) -> IndicatorDefinition | None:
    try:
        indicator = catalogue()[written]
    except IndicatorUnknownError as error:
        page.block(Check.INDICATOR, row, column, error.cause, error.remedy)
        return None
    if not form.may_hold(indicator, head.kind):
        page.block(
            Check.INDICATOR,
            row,
            column,
            _("{id} is computed, not reported.", id=indicator.id),
            _("Delete the column; give the figures that it is computed from."),
        )
        return None
    if not indicator.valid_on(head.period.end):
        page.block(
            Check.INDICATOR,
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
        page.block(Check.MEASURE, row, column, _("The unit of measure of {id} is not stated.", id=indicator.id), remedy)
        return None
    try:
        measure = display_unit(written, indicator.unit)
    except UnitError as error:
        page.block(Check.MEASURE, row, column, error.cause, remedy)
        return None
    if measure.base is not indicator.unit:
        page.block(
            Check.MEASURE, row, column, _("{id} is not measured in “{unit}”.", id=indicator.id, unit=written), remedy
        )
        return None
    return measure


def _read_unit(
    page: Page, row: int, code: str, head: Head, members: Mapping[int, Unit], found: Mapping[str, Unit | AnsinhError]
) -> Unit | None:
    """The unit of a row; None where it is wrong: then a finding says so."""
    if not code:
        page.block(
            Check.LAYOUT,
            row,
            form.LABEL_COLUMN,
            _("This row has figures but no unit code."),
            _("Write the code, or empty the row: totals are computed, not reported."),
        )
        return None
    unit = found[code]
    if isinstance(unit, AnsinhError):
        page.block(Check.UNIT_UNKNOWN, row, form.LABEL_COLUMN, unit.cause, unit.remedy)
        return None
    if unit.pk not in members:
        page.block(
            Check.UNIT_ELSEWHERE,
            row,
            form.LABEL_COLUMN,
            _("{unit} is not part of {whole}.", unit=unit, whole=head.unit),
            _("Report it in a form of its own."),
        )
        return None
    name = text_of(page.cell(row, form.VALUE_COLUMN))
    if name and fold(name) not in (fold(unit.full_name), fold(unit.name), fold(unit.name_en)):
        page.block(
            Check.UNIT_NAME,
            row,
            form.VALUE_COLUMN,
            _("Code {code} is {unit}, but the name beside it is “{name}”.", code=unit.code, unit=unit, name=name),
            _("Make code and name agree, or empty the name; was one column sorted without the others?"),
        )
        return None
    return unit

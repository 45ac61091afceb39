"""A filled-in form → facts and findings. Every finding names its cell; a cell that cannot be read is never guessed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django.utils import timezone

from ansinh.imports import form
from ansinh.imports.errors import Finding, Severity, WorkbookError
from ansinh.imports.workbook import CellValue, Rows, WorkbookFile, read_sheets
from ansinh.indicators.catalogue import IndicatorDefinition, Observed, Sum, catalogue
from ansinh.indicators.errors import IndicatorUnknownError
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit, DisplayUnit, UnitError, display_unit
from ansinh.kernel.names import fold
from ansinh.kernel.numbers import Hedge, Printed, Written, parse_quantity, round_half_up
from ansinh.kernel.periods import Period, Shape, parse_date, short_date
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import Kind
from ansinh.ledger.reads import cell_name
from ansinh.places.models import Unit
from ansinh.places.reads import find_unit, parts

T = TypeVar("T")

EMPTY = ("", "-", "–", "—", "...", "…", "x")  # how officers write "no figure"
TOO_LARGE = 10**17  # steps of a base unit; a sum of 63 smaller ones fits into the 64 bits in which it is kept
EXCEL_DIGITS = 15  # what a spreadsheet keeps of a number; the rest of the float is noise


@dataclass(frozen=True)
class FormReading:
    """What a workbook says. ``unit`` and ``reported_on`` are those of all its sheets; None where it does not say."""

    unit: Unit | None
    reported_on: date | None
    document: str
    sheets: tuple[str, ...]
    facts: tuple[NewFact, ...]
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.BLOCKS for finding in self.findings)


@dataclass(frozen=True)
class _Column:
    indicator: IndicatorDefinition
    measure: DisplayUnit


@dataclass
class _Page:
    """One sheet while it is read."""

    name: str
    position: int
    rows: Rows
    findings: list[Finding] = field(default_factory=list)

    def cell(self, row: int, column: int) -> CellValue:
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else ""

    def find(self, label: str) -> int | None:
        """The row whose first cell holds this label."""
        return next((row for row in range(len(self.rows)) if fold(_text(self.cell(row, 0))) == fold(label)), None)

    def block(self, row: int | None, column: int, cause: Message, remedy: Message) -> None:
        cell = "" if row is None else cell_name(row, column)
        self.findings.append(Finding(self.name, cell, Severity.BLOCKS, cause, remedy))

    def note(self, row: int, column: int, cause: Message, remedy: Message) -> None:
        self.findings.append(Finding(self.name, cell_name(row, column), Severity.NOTE, cause, remedy))


@dataclass(frozen=True)
class _Head:
    unit: Unit
    period: Period
    kind: Kind
    reported_on: date
    document: str


def read_form(file: WorkbookFile) -> FormReading:
    """Raises WorkbookError when it is no workbook, or has no sheet that is our form."""
    names: list[str] = []
    heads: list[_Head] = []
    facts: list[NewFact] = []
    findings: list[Finding] = []
    sheets = list(read_sheets(file))
    for position, (name, rows) in enumerate(sheets):
        names.append(name)
        page = _Page(name, position, rows)
        if page.find(form.FORM) is None and page.find(form.INDICATOR_IDS) is None:
            continue  # somebody's own notes
        head = _read_head(page)
        if head:
            _check_agrees(page, heads, head)
            heads.append(head)
            facts += _read_table(page, head)
        findings += page.findings
    if not any(_Page(name, 0, rows).find(form.FORM) is not None for name, rows in sheets):
        raise WorkbookError(
            _("{file} is not a form of Ansinh: no sheet has a line “{label}”.", file=file.name, label=form.FORM),
            _("Make the form with `ansinh template`, and copy the figures into it."),
        )
    findings += _repeated(facts, names)
    findings += _wrong_totals(facts, names)
    first = heads[0] if heads else None
    return FormReading(
        unit=first.unit if first else None,
        reported_on=first.reported_on if first else None,
        document=first.document if first else "",
        sheets=tuple(names),
        facts=tuple(facts),
        findings=tuple(findings),
    )


def _read_head(page: _Page) -> _Head | None:
    """None when something in it is wrong; what, is among the findings."""
    rows = {label: page.find(label) for label in form.LABELS.values()}
    texts = {label: _text(page.cell(row, form.VALUE_COLUMN)) for label, row in rows.items() if row is not None}
    for label in form.LABELS.values():
        if label not in texts:
            page.block(None, 0, _("The line “{label}” is missing.", label=label), _("Put it back as in the form."))
    for label, row in rows.items():
        if label != form.DOCUMENT and texts.get(label) == "":
            page.block(
                row, form.VALUE_COLUMN, _("“{label}” is not filled in.", label=label), _("Write it in this cell.")
            )
    if len(texts) < len(rows) or page.findings:
        return None
    if texts[form.FORM] != form.VERSION:
        page.block(
            rows[form.FORM],
            form.VALUE_COLUMN,
            _("“{written}” is not a form that can be read here.", written=texts[form.FORM]),
            _("Make the form anew with `ansinh template` ({version}).", version=form.VERSION),
        )
        return None
    period = _attempt(page, rows[form.PERIOD], lambda: Period.parse(texts[form.PERIOD]))
    reported_on = _attempt(page, rows[form.REPORTED_ON], lambda: _date(page, rows[form.REPORTED_ON] or 0))
    if isinstance(page.cell(rows[form.PERIOD] or 0, form.VALUE_COLUMN), date):
        page.block(
            rows[form.PERIOD],
            form.VALUE_COLUMN,
            _("The spreadsheet program has turned the period into a date."),
            _("Write it as text, for instance “tháng 6 năm 2020”."),
        )
        return None
    if reported_on and reported_on > timezone.localdate():
        page.block(
            rows[form.REPORTED_ON],
            form.VALUE_COLUMN,
            _("Reported on {day}, which is still to come.", day=short_date(reported_on)),
            _("Mend the date; the day comes before the month."),
        )
    kind = form.read_kind(texts[form.KIND])
    if kind is None:
        page.block(
            rows[form.KIND],
            form.VALUE_COLUMN,
            _("“{written}” is not a kind of figure.", written=texts[form.KIND]),
            _("Write one of: {kinds}.", kinds=", ".join(form.KINDS.values())),
        )
    if period is None or kind is None or reported_on is None:
        return None
    if kind is Kind.TARGET and period.shape is not Shape.YEAR:
        page.block(rows[form.PERIOD], form.VALUE_COLUMN, *form.PLANS_ARE_YEARLY)
        return None
    unit = _attempt(page, rows[form.UNIT], lambda: find_unit(texts[form.UNIT], period.end))
    if unit is None:
        return None
    return _Head(unit, period, kind, reported_on, texts[form.DOCUMENT])


def _check_agrees(page: _Page, heads: Sequence[_Head], head: _Head) -> None:
    """One file is one report: its sheets may differ in period and kind of figure only."""
    if heads and (heads[0].unit, heads[0].reported_on, heads[0].document) != (
        head.unit,
        head.reported_on,
        head.document,
    ):
        page.block(
            None,
            0,
            _("This sheet names another unit, report date or document than the first one."),
            _("Send it in a file of its own, or make the lines above the table agree."),
        )


def _read_table(page: _Page, head: _Head) -> list[NewFact]:
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


def _check_no_nameless_column(page: _Page, head: _Head, columns: Mapping[int, _Column], first: int) -> None:
    """Figures of units under no indicator id would be passed over without a word."""
    ids = page.find(form.INDICATOR_IDS)
    units = [row for row in range(first + 1, len(page.rows)) if _looks_like_a_code(page.cell(row, form.LABEL_COLUMN))]
    for column in range(form.FIRST_INDICATOR_COLUMN, max((len(page.rows[row]) for row in units), default=0)):
        named = ids is not None and _text(page.cell(ids, column))
        if column not in columns and not named and any(_is_figure(page.cell(row, column)) for row in units):
            page.block(
                ids,
                column,
                _("This column has figures but no indicator id."),
                _("Write the id of the indicator, or empty the column; `ansinh indicators` lists them."),
            )


def _looks_like_a_code(value: CellValue) -> bool:
    """A unit's code: not a label, and not a sentence of somebody's notes."""
    text = _text(value)
    return bool(text) and " " not in text and fold(text) not in form.LABELS


def _check_not_early(page: _Page, head: _Head, columns: Mapping[int, _Column]) -> None:
    """Done before it was over? Only a denominator (the year's population) is known, as a projection, before its end."""
    yearly = all(column.indicator.observed is Observed.YEAR for column in columns.values())
    if head.kind is Kind.ACTUAL and head.reported_on < head.period.end and not yearly:
        page.block(
            page.find(form.REPORTED_ON),
            form.VALUE_COLUMN,
            _("Reported on {day}, before {period} was over.", day=short_date(head.reported_on), period=head.period),
            _("Mend the date, or write “{estimate}” as the kind of figure.", estimate=form.KINDS[Kind.ESTIMATE]),
        )


def _read_columns(page: _Page, head: _Head) -> Mapping[int, _Column]:
    ids, measures = page.find(form.INDICATOR_IDS), page.find(form.MEASURES)
    for label in (form.INDICATOR_IDS, form.UNIT_CODE, form.MEASURES):
        if page.find(label) is None:
            page.block(None, 0, _("The line “{label}” is missing.", label=label), _("Put it back as in the form."))
    if ids is None or measures is None:
        return {}
    columns: dict[int, _Column] = {}
    for position in range(form.FIRST_INDICATOR_COLUMN, len(page.rows[ids])):
        written = _text(page.cell(ids, position))
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


def _read_indicator(page: _Page, row: int, column: int, written: str, head: _Head) -> IndicatorDefinition | None:
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


def _read_measure(page: _Page, row: int, column: int, indicator: IndicatorDefinition) -> DisplayUnit | None:
    written = _text(page.cell(row, column))
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
    page: _Page, row: int, head: _Head, rows: Mapping[int, Unit], columns: Mapping[int, _Column]
) -> Unit | None:
    """The unit of a row; None for a row of notes, an empty row, or one whose unit is wrong (then a finding says so)."""
    code = _text(page.cell(row, form.LABEL_COLUMN))
    filled = [column for column in columns if _is_figure(page.cell(row, column))]
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
    name = _text(page.cell(row, form.VALUE_COLUMN))
    if name and fold(name) not in (fold(unit.full_name), fold(unit.name), fold(unit.name_en)):
        page.block(
            row,
            form.VALUE_COLUMN,
            _("Code {code} is {unit}, but the name beside it is “{name}”.", code=unit.code, unit=unit, name=name),
            _("Make code and name agree, or empty the name; was one column sorted without the others?"),
        )
        return None
    return unit


def _read_fact(page: _Page, row: int, column: int, wanted: _Column, unit: Unit, head: _Head) -> NewFact | None:
    value = page.cell(row, column)
    if not _is_figure(value):
        return None
    written = _attempt(page, row, lambda: _read_value(value, wanted.measure), column)
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
        return parse_quantity(_text(value), measure)
    number = Decimal(f"{value:.{EXCEL_DIGITS}g}")
    return Written(measure.to_base(number), measure, Hedge.EXACT, 0)


def _fits(page: _Page, row: int, column: int, wanted: _Column, written: Written) -> bool:
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


def _kept(page: _Page, row: int, column: int, indicator: IndicatorDefinition, value: Decimal) -> Decimal | None:
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


def _repeated(facts: Sequence[NewFact], names: Sequence[str]) -> Iterator[Finding]:
    """The same fact on two sheets: one of them would silently win."""
    seen: dict[tuple[int, Request], NewFact] = {}
    for fact in facts:
        first = seen.setdefault((fact.unit, fact.request), fact)
        if first is not fact:
            yield Finding(
                names[fact.sheet],
                cell_name(fact.row, fact.column),
                Severity.BLOCKS,
                _(
                    "This figure is already given in {place}.",
                    place=f"{names[first.sheet]}!{cell_name(first.row, first.column)}",
                ),
                _("Keep it in one place."),
            )


def _wrong_totals(facts: Sequence[NewFact], names: Sequence[str]) -> Iterator[Finding]:
    """A total beside its own terms (BHXH, compulsory and voluntary) must be their sum."""
    given = {(fact.unit, fact.request): fact for fact in facts}
    for fact in facts:
        formula = catalogue()[fact.request.indicator].formula
        if not isinstance(formula, Sum):
            continue
        wanted = [(fact.unit, replace(fact.request, indicator=term.indicator)) for term in formula.terms]
        terms = [given[key].value for key in wanted if key in given]
        if len(terms) == len(wanted) and sum(terms) != fact.value:
            yield Finding(
                names[fact.sheet],
                cell_name(fact.row, fact.column),
                Severity.BLOCKS,
                _("{id} is not the sum of its parts in this row.", id=fact.request.indicator),
                _("Check the three figures, or leave out the total: it is computed."),
            )


def _attempt(page: _Page, row: int | None, read: Callable[[], T], column: int = form.VALUE_COLUMN) -> T | None:
    """What ``read`` gives; None, and a finding at the cell, when it cannot be read."""
    try:
        return read()
    except AnsinhError as error:
        page.block(row, column, error.cause, error.remedy)
        return None


def _date(page: _Page, row: int) -> date:
    value = page.cell(row, form.VALUE_COLUMN)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else parse_date(_text(value))


def _text(value: CellValue) -> str:
    """As a person reads the cell: 42.0 is 42."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _is_figure(value: CellValue) -> bool:
    return _text(value).lower() not in EMPTY

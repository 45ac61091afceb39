"""A form that was filled in is read as it was meant: whatever the unit of measure, as numbers or as text."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from unicodedata import normalize

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from ansinh.imports.form import KINDS, usual_indicators
from ansinh.imports.template import Sheet, write_form
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.measures import (
    BILLION_DONG,
    DONG,
    MILLION_DONG,
    MILLION_PERSONS,
    PERSONS,
    THOUSAND_DONG,
    THOUSAND_PERSONS,
    DisplayUnit,
)
from ansinh.kernel.numbers import Hedge, format_number
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit
from ansinh.places.reads import parts
from tests.integration.factories import A_DAY, COLLECTIONS, INSURED, MAY, request, unit
from tests.integration.workbooks import REPORTED_ON, Book, as_typed, blank, figures, form, read

pytestmark = pytest.mark.django_db

MEMBERS = ("54", "52", "51", "49", "48", "46", "45", "44", "42")
MEASURES = {
    COLLECTIONS: (DONG, THOUSAND_DONG, MILLION_DONG, BILLION_DONG),
    INSURED: (PERSONS, THOUSAND_PERSONS, MILLION_PERSONS),
}


@dataclass(frozen=True)
class Entry:
    """What an officer types into one cell, and what he means by it: so many of the base unit."""

    meant: int
    as_text: bool
    hedge: Hedge

    def typed(self, measure: DisplayUnit) -> str | float:
        value = measure.from_base(Decimal(self.meant))
        if not self.as_text:
            return float(value)
        decimals = measure.power_of_ten + 1 if measure.power_of_ten else 0  # never three: those can be thousands
        return f"{self.hedge.text('vi')} {format_number(value, decimals, 'vi')}".strip()


@st.composite
def columns(draw: st.DrawFn, indicator: str) -> tuple[DisplayUnit, dict[str, Entry]]:
    entry = st.builds(
        Entry,
        meant=st.integers(0, 10**15 - 1),  # as many digits as a spreadsheet keeps
        as_text=st.booleans(),
        hedge=st.sampled_from(Hedge),
    )
    return draw(st.sampled_from(MEASURES[indicator])), draw(st.dictionaries(st.sampled_from(MEMBERS), entry))


@cache
def empty_form() -> bytes:
    return form()


@settings(max_examples=60, deadline=None)
@drawn(money=columns(COLLECTIONS), persons=columns(INSURED))
def test_what_is_typed_is_what_is_read(
    money: tuple[DisplayUnit, dict[str, Entry]], persons: tuple[DisplayUnit, dict[str, Entry]]
) -> None:
    book = Book.of(empty_form())
    meant: dict[tuple[int, str], tuple[Decimal, Hedge]] = {}
    for indicator, (measure, entries) in ((COLLECTIONS, money), (INSURED, persons)):
        book.set("Đơn vị tính", indicator, measure.vi)
        for code, entry in entries.items():
            book.set(code, indicator, entry.typed(measure))
            hedge = entry.hedge if entry.as_text else Hedge.EXACT
            meant[unit(code).pk, indicator] = Decimal(entry.meant), hedge
    reading = as_typed(book)
    assert reading.findings == ()
    assert {(fact.unit, fact.request.indicator): (fact.value, fact.hedge) for fact in reading.facts} == meant


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("period", ["2020-05", "2020-Q2", "2020-9M", "2020", "2020-05-31", "2020-01-01/2020-05-15"])
def test_a_form_filled_in_by_the_program_is_read_back_the_same(kind: Kind, period: str) -> None:
    if kind is Kind.TARGET:
        period = "2020"  # plans are assigned for years
    _assert_read_back(kind, Period.parse(period))


def _assert_read_back(kind: Kind, period: Period) -> None:
    whole = unit("cum-iv-2020")
    wanted = usual_indicators(catalogue(), period, kind)
    values = {
        (code, indicator.id): Decimal(1 + 100 * position + row)
        for position, indicator in enumerate(wanted)
        for row, code in enumerate(MEMBERS)
    }
    content = write_form(
        whole,
        parts(whole, A_DAY),
        [Sheet(period, kind, wanted, values, ["a remark"])],
        reported_on=date(2021, 1, 31),
        document="Báo cáo 12/BC-BHXH",
        created=date(2020, 1, 1),
    )
    reading = as_typed(content)
    assert reading.findings == ()
    assert (reading.unit, reading.reported_on, reading.document) == (whole, date(2021, 1, 31), "Báo cáo 12/BC-BHXH")
    assert figures(reading) == {
        (unit(code).pk, indicator): catalogue()[indicator].display.to_base(value)
        for (code, indicator), value in values.items()
    }
    assert {fact.request for fact in reading.facts} == {request(one.id, period.iso, kind) for one in wanted}


def test_the_same_form_has_the_same_bytes() -> None:
    assert form() == form()


def test_every_fact_knows_its_cell() -> None:
    book = blank()
    book.set("42", COLLECTIONS, 5.0)
    (fact,) = read(book).facts
    assert (fact.sheet, fact.row, fact.column) == (0, book.row("42"), book.column(COLLECTIONS))


@pytest.mark.parametrize(
    ("measure", "typed", "dong"),
    [
        ("tỷ đồng", 10101.8, 10_101_800_000_000),
        ("triệu đồng", 10_101_800.0, 10_101_800_000_000),
        ("tr.đ", "10.101.800", 10_101_800_000_000),
        ("đồng", "10.101.800.000.000", 10_101_800_000_000),
        ("đồng", "10.101", 10_101),
        ("tỷ đồng", "10.101,8", 10_101_800_000_000),
        ("tỷ đồng", "10,101.8", 10_101_800_000_000),
        ("triệu đồng", "10,5 tỷ đồng", 10_500_000_000),
        ("tỷ đồng", 0.1 + 0.2, 300_000_000),
    ],
)
def test_money_is_read_in_its_unit_of_measure(measure: str, typed: str | float, dong: int) -> None:
    book = blank()
    book.set("Đơn vị tính", COLLECTIONS, measure)
    book.set("42", COLLECTIONS, typed)
    reading = read(book)
    assert reading.findings == ()
    assert figures(reading) == {(unit("42").pk, COLLECTIONS): dong}


@pytest.mark.parametrize(
    ("typed", "persons", "hedge"),
    [
        ("10.101", 10_101, Hedge.EXACT),
        ("10,101", 10_101, Hedge.EXACT),
        ("hơn 3.320", 3_320, Hedge.OVER),
        ("gần 70.649 người", 70_649, Hedge.NEARLY),
        ("1.000 người trở lên", 1_000, Hedge.AT_LEAST),
        ("70\u00a0649", 70_649, Hedge.EXACT),
        ("2,5 nghìn người", 2_500, Hedge.EXACT),
        (" 42 ", 42, Hedge.EXACT),
        (0.0, 0, Hedge.EXACT),
    ],
)
def test_persons_are_read_with_their_hedge(typed: str | float, persons: int, hedge: Hedge) -> None:
    book = blank()
    book.set("42", INSURED, typed)
    reading = read(book)
    assert reading.findings == ()
    assert [(fact.value, fact.hedge) for fact in reading.facts] == [(persons, hedge)]


@pytest.mark.parametrize("typed", ["36,45%", "36.45%", "36,45", 36.45])
def test_percentages_are_read_with_and_without_their_sign(typed: str | float) -> None:
    book = blank("42", ["collections_vs_plan"], MAY, Kind.THRESHOLD)
    book.set("42", "collections_vs_plan", typed)
    (fact,) = read(book).facts
    assert fact.value == Decimal("36.45")


@pytest.mark.parametrize("typed", ["", "-", "–", "—", "...", "…", "x", "X", "  "])
def test_how_officers_write_no_figure_is_no_figure(typed: str) -> None:
    book = blank()
    book.set("42", COLLECTIONS, typed)
    book.set("44", COLLECTIONS, 1.0)
    assert list(figures(read(book))) == [(unit("44").pk, COLLECTIONS)]


def test_a_figure_finer_than_a_dong_is_rounded_and_noted() -> None:
    book = blank()
    cell = book.set("42", COLLECTIONS, "1,00000000050 tỷ đồng")
    reading = read(book)
    assert figures(reading) == {(unit("42").pk, COLLECTIONS): 1_000_000_001}
    (note,) = reading.findings
    assert note.cell == cell
    assert not reading.blocked


@pytest.mark.parametrize("typed", ["05/6/2020", "5.6.2020", "2020-06-05", "ngày 05 tháng 6 năm 2020", REPORTED_ON])
def test_the_report_date_is_read_as_text_or_as_a_date(typed: str | date) -> None:
    book = blank()
    book.set("Ngày báo cáo", 1, datetime(2020, 6, 5) if isinstance(typed, date) else typed)  # noqa: DTZ001
    book.set("42", COLLECTIONS, 1.0)
    reading = read(book)
    assert reading.findings == ()
    assert reading.reported_on == REPORTED_ON


def test_rows_may_be_in_any_order_with_notes_around_the_table() -> None:
    book = blank()
    book.set("42", COLLECTIONS, 1.0)
    book.set("54", COLLECTIONS, 2.0)
    book.rows.append(book.rows.pop(book.row("54")))
    book.add_row("Số liệu chưa kiểm toán", at=0)
    book.add_row()
    book.add_row("Người lập biểu", "Nguyễn Văn A")
    reading = read(book)
    assert reading.findings == ()
    assert figures(reading) == {(unit("42").pk, COLLECTIONS): 10**9, (unit("54").pk, COLLECTIONS): 2 * 10**9}


@pytest.mark.parametrize("label", ["Ngày báo cáo", "Văn bản", "Mã đơn vị lập biểu", "Mã chỉ tiêu", "Đơn vị tính"])
def test_a_line_may_be_moved_below_the_table(label: str) -> None:
    book = blank()
    book.set("42", COLLECTIONS, 1.0)
    book.rows.append(book.rows.pop(book.row(label)))
    reading = read(book)
    assert reading.findings == ()
    assert figures(reading) == {(unit("42").pk, COLLECTIONS): 10**9}


@pytest.mark.parametrize("form_", ["NFC", "NFD"])
def test_text_may_be_typed_with_marks_apart(form_: str) -> None:
    """As some keyboards and systems write it: ò as o and a combining mark."""
    book = blank()
    book.set("42", COLLECTIONS, "hơn 5 tỷ đồng")
    for cells in book.rows:
        cells[:] = [normalize(form_, cell) if isinstance(cell, str) else cell for cell in cells]
    reading = read(book)
    assert reading.findings == ()
    assert [(fact.value, fact.hedge) for fact in reading.facts] == [(5 * 10**9, Hedge.OVER)]


@pytest.mark.parametrize("written", ["ĐƠN VỊ TÍNH", "Đơn  vị tính", "don vi tinh"])
def test_labels_are_found_however_they_are_written(written: str) -> None:
    book = blank()
    book.set("42", COLLECTIONS, 1.0)
    book.set("Đơn vị tính", 0, written)
    assert read(book).findings == ()


@pytest.mark.parametrize("written", ["42", 42.0, "Hà Tĩnh", "tỉnh Hà Tĩnh", "ha tinh"])
def test_a_row_may_name_its_unit_by_code_or_by_name(written: str | float) -> None:
    book = blank()
    book.set("42", COLLECTIONS, 1.0)
    book.set("42", 0, written)
    assert figures(read(book)) == {(unit("42").pk, COLLECTIONS): 10**9}


def test_the_unit_that_fills_in_the_form_may_have_a_row_of_its_own() -> None:
    book = blank()
    book.add_row("cum-iv-2020", "Cụm thi đua số IV", 9.0, at=book.row("54"))
    assert figures(read(book)) == {(unit("cum-iv-2020").pk, COLLECTIONS): 9 * 10**9}


@pytest.mark.parametrize(("name", "accepted"), [("", True), ("HA TINH", True), ("tỉnh Quảng Bình", False)])
def test_a_units_name_must_agree_with_its_code(name: str, accepted: bool) -> None:
    """One column sorted without the others would give each province its neighbour's figures."""
    book = blank()
    book.set("42", COLLECTIONS, 1.0)
    book.set("42", 1, name)
    assert read(book).blocked is not accepted


def test_several_sheets_are_one_report_of_several_periods_and_kinds() -> None:
    sheets = [
        Sheet(Period.month(2020, 5), Kind.ACTUAL, _indicators(COLLECTIONS), {("42", COLLECTIONS): Decimal(1)}),
        Sheet(Period.month(2020, 6), Kind.ESTIMATE, _indicators(COLLECTIONS), {("42", COLLECTIONS): Decimal(2)}),
        Sheet(Period.year(2020), Kind.TARGET, _indicators(COLLECTIONS), {("42", COLLECTIONS): Decimal(3)}),
    ]
    reading = read(_written(unit("42"), sheets))
    assert reading.findings == ()
    assert reading.sheets == tuple(f"{KINDS[sheet.kind]} {sheet.period.iso}" for sheet in sheets)
    assert [(fact.sheet, fact.request, fact.value) for fact in reading.facts] == [
        (0, request(COLLECTIONS, "2020-05"), 10**9),
        (1, request(COLLECTIONS, "2020-06", Kind.ESTIMATE), 2 * 10**9),
        (2, request(COLLECTIONS, "2020", Kind.TARGET), 3 * 10**9),
    ]


def test_sheets_that_are_no_form_are_left_alone() -> None:
    book = blank()
    book.set("42", COLLECTIONS, 1.0)
    book.sheets["Ghi chú"] = [["42", "", 999.0]]
    reading = read(book)
    assert reading.findings == ()
    assert figures(reading) == {(unit("42").pk, COLLECTIONS): 10**9}


def _indicators(*ids: str) -> list[IndicatorDefinition]:
    return [catalogue()[one] for one in ids]


def _written(whole: Unit, sheets: list[Sheet]) -> bytes:
    return write_form(whole, [whole], sheets, reported_on=REPORTED_ON, created=date(2020, 1, 1))

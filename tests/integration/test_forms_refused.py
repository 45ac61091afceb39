"""A cell that cannot be read is named with what to do, in both languages; it is never guessed, nothing is recorded."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from ansinh.imports.errors import Finding, WorkbookError
from ansinh.imports.outcome import Reading
from ansinh.imports.template import Sheet, write_form
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import LANGUAGES
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from tests.integration.factories import COLLECTIONS, INSURED, MAY, unit
from tests.integration.workbooks import Book, blank, blocks, filled, form, read, with_cell

pytestmark = pytest.mark.django_db

HEAD = ("Mẫu biểu", "Mã đơn vị lập biểu", "Kỳ số liệu", "Loại số liệu", "Ngày báo cáo", "Văn bản")


def only_block(reading: Reading) -> Finding:
    """The one thing that keeps it from being recorded, said in two languages."""
    (finding,) = blocks(reading)
    for text in (finding.cause, finding.remedy):
        vietnamese, english = (text.text(language) for language in LANGUAGES)
        assert vietnamese
        assert english
        assert vietnamese != english
    assert reading.blocked
    return finding


# Figures


@pytest.mark.parametrize(
    ("indicator", "typed", "said"),
    [
        (COLLECTIONS, -5.0, "không thể âm"),
        (COLLECTIONS, "-5", "không thể âm"),
        (COLLECTIONS, "(5)", "không thể âm"),
        (INSURED, -1.0, "không thể âm"),
        (INSURED, 1.5, "1,5"),
        (INSURED, "1,5", "1,5"),
        (INSURED, "năm nghìn", "năm nghìn"),
        (INSURED, "10.10.1", "10.10.1"),
        (INSURED, "#REF!", "#REF!"),
        (INSURED, True, "True"),
        (INSURED, datetime(2020, 5, 31), "2020-05-31"),  # noqa: DTZ001
        (COLLECTIONS, "10 bạc", "10 bạc"),
    ],
)
def test_a_figure_that_cannot_be_is_named_by_its_cell(indicator: str, typed: str | float, said: str) -> None:
    book = blank()
    cell = book.set("42", indicator, typed)
    reading = read(book)
    finding = only_block(reading)
    assert finding.place == f"{book.name}!{cell}"
    assert said in finding.cause.text("vi")
    assert reading.facts == ()


@pytest.mark.parametrize(("indicator", "measure"), [(COLLECTIONS, "tỷ đồng"), (INSURED, "nghìn người")])
def test_a_number_that_can_be_read_twice_is_asked_about_with_both_readings(indicator: str, measure: str) -> None:
    book = blank()
    book.set("Đơn vị tính", indicator, measure)
    cell = book.set("42", indicator, "10.101")
    reading = read(book)
    finding = only_block(reading)
    assert finding.cell == cell
    assert "10101" in finding.cause.text("vi")
    assert "10,101" in finding.cause.text("vi")
    assert "10.101" in finding.cause.text("en").replace("“10.101”", "")
    assert reading.facts == ()


@pytest.mark.parametrize(
    ("indicator", "typed"),
    [(INSURED, "12 tỷ đồng"), (INSURED, "36%"), (COLLECTIONS, "5 người"), (COLLECTIONS, "36,45%")],
)
def test_a_figure_in_a_unit_of_something_else_is_refused(indicator: str, typed: str) -> None:
    book = blank()
    cell = book.set("42", indicator, typed)
    assert only_block(read(book)).cell == cell


@pytest.mark.parametrize("typed", [10_101_800_000_000.0, "10.101.800.000.000", 1e300])
def test_a_figure_too_large_for_the_ledger_is_refused(typed: str | float) -> None:
    """Đồng typed into a column of tỷ đồng."""
    book = blank()
    cell = book.set("42", COLLECTIONS, typed)
    assert only_block(read(book)).cell == cell


def test_every_wrong_cell_is_named_at_once() -> None:
    book = blank()
    cells = [book.set("42", COLLECTIONS, "x1"), book.set("44", INSURED, -3.0), book.set("45", INSURED, 0.5)]
    book.set("54", COLLECTIONS, 1.0)
    assert sorted(finding.cell for finding in blocks(read(book))) == sorted(cells)


# Rows


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("99", "99"),
        ("Hà Tỉn", "42 (tỉnh Hà Tĩnh)"),
        ("01", "thành phố Hà Nội"),  # known, but not of this cluster
        ("Tổng cộng", "Tổng cộng"),
    ],
)
def test_a_row_of_an_unknown_or_strange_unit_is_refused(code: str, said: str) -> None:
    book = filled()
    book.set("42", 0, code)
    finding = only_block(read(book))
    assert said in finding.text("vi")
    assert finding.cell.startswith("A")


def test_a_row_with_figures_but_no_code_is_a_total_that_nobody_should_give() -> None:
    book = filled()
    row = book.add_row("", "Tổng cộng", 5.0, at=book.row("42") + 1)
    finding = only_block(read(book))
    assert finding.cell == f"A{row + 1}"


def test_a_unit_has_one_row() -> None:
    book = filled()
    row = book.add_row("Hà Tĩnh", "", 6.0)
    finding = only_block(read(book))
    assert finding.cell == f"A{row + 1}"
    assert str(book.row("42") + 1) in finding.cause.text("vi")


def test_the_form_of_a_province_holds_no_other_province() -> None:
    book = blank("42")
    book.add_row("44", "", 6.0)
    assert "tỉnh Quảng Bình" in only_block(read(book)).cause.text("vi")


def test_a_unit_that_is_no_more_on_the_periods_last_day_is_unknown() -> None:
    book = filled(code="VN", period="2020-05")
    book.set("42", 0, "93")  # Hậu Giang, merged in 2025
    book.set("Kỳ số liệu", 1, "2026-05")
    book.set("Ngày báo cáo", 1, "05/6/2026")
    finding = only_block(read(book))
    assert "93" in finding.cause.text("vi")
    assert "31/5/2026" in finding.cause.text("vi")


# Columns


@pytest.mark.parametrize(
    ("indicator", "said"),
    [("colections", "collections"), ("bhyt_coverage", "bhyt_coverage"), ("nonsense_of_mine", "nonsense_of_mine")],
    ids=["misspelt", "computed", "unknown"],
)
def test_a_column_of_an_unknown_or_computed_indicator_is_refused(indicator: str, said: str) -> None:
    book = filled()
    cell = book.set("Mã chỉ tiêu", INSURED, indicator)
    finding = only_block(read(book))
    assert finding.cell == cell
    assert said in finding.text("vi")


@pytest.mark.parametrize("measure", ["", "triệu đồng", "bó", "%"])
def test_a_column_in_no_or_another_unit_of_measure_is_refused(measure: str) -> None:
    book = filled()
    cell = book.set("Đơn vị tính", INSURED, measure)
    finding = only_block(read(book))
    assert finding.cell == cell
    assert "người" in finding.remedy.text("vi")


def test_an_indicator_has_one_column() -> None:
    book = filled()
    cell = book.set("Mã chỉ tiêu", INSURED, COLLECTIONS)
    book.set("Đơn vị tính", 3, "tỷ đồng")
    assert only_block(read(book)).cell == cell


def test_an_indicator_of_a_later_law_is_refused() -> None:
    book = blank("42", ["new_rural_residents"], "2009-05", reported_on=date(2009, 6, 5))
    book.set("42", "new_rural_residents", 1.0)
    assert "01/01/2010" in only_block(read(book)).remedy.text("vi")


# The lines above the table


@pytest.mark.parametrize("label", [*HEAD[1:], "Mã chỉ tiêu", "Mã đơn vị", "Đơn vị tính"])
def test_a_missing_line_is_named(label: str) -> None:
    book = filled()
    book.remove(label)
    finding = only_block(read(book))
    assert label in finding.cause.text("vi")
    assert finding.sheet == book.name


def test_a_workbook_without_the_forms_first_line_is_not_a_form() -> None:
    book = filled()
    book.remove("Mẫu biểu")
    with pytest.raises(WorkbookError) as refusal:
        read(book)
    assert "Mẫu biểu" in refusal.value.text("vi")
    assert "form.xlsx" in refusal.value.text("en")


def test_one_sheet_of_two_that_lost_its_first_line_is_not_passed_over() -> None:
    book = filled()
    lost = filled(7, period="2020-04")
    lost.remove("Mẫu biểu")
    book.sheets["tháng 4"] = lost.rows
    assert only_block(read(book)).sheet == "tháng 4"


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("Mẫu biểu", "ansinh-99"),
        ("Mã đơn vị lập biểu", "nowhere"),
        ("Mã đơn vị lập biểu", ""),
        ("Kỳ số liệu", "tháng 13 năm 2020"),
        ("Kỳ số liệu", ""),
        ("Loại số liệu", "số đẹp"),
        ("Ngày báo cáo", "31/6/2020"),
        ("Ngày báo cáo", ""),
        ("Ngày báo cáo", 43987.0),
    ],
)
def test_a_wrong_line_is_named_by_its_cell(label: str, written: str | float) -> None:
    book = filled()
    cell = book.set(label, 1, written)
    finding = only_block(read(book))
    assert finding.cell == cell


def test_what_happened_is_not_reported_before_it_is_over() -> None:
    book = filled()
    cell = book.set("Ngày báo cáo", 1, "30/5/2020")
    finding = only_block(read(book))
    assert finding.cell == cell
    assert "ước thực hiện" in finding.remedy.text("vi")


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.set("Ngày báo cáo", 1, "31/5/2020"),
        lambda book: (book.set("Ngày báo cáo", 1, "01/5/2020"), book.set("Loại số liệu", 1, "ước thực hiện")),
        lambda book: (
            book.set("Ngày báo cáo", 1, "01/5/2020"),
            book.set("Loại số liệu", 1, "kế hoạch"),
            book.set("Kỳ số liệu", 1, "2020"),
        ),
    ],
    ids=["on its last day", "an estimate", "a plan"],
)
def test_what_may_be_reported_before_the_end_is_accepted(change: Callable[[Book], object]) -> None:
    book = filled()
    change(book)
    assert read(book).findings == ()


def test_the_years_population_is_known_before_its_end() -> None:
    book = blank("42", ["population"], "2020", reported_on=date(2020, 1, 15))
    book.set("42", "population", 1_290_000.0)
    assert read(book).findings == ()


# The workbook


def test_the_same_figure_on_two_sheets_is_refused_and_the_first_place_named() -> None:
    book = filled()
    book.sheets["lại"] = [list(cells) for cells in book.rows]
    finding = only_block(read(book))
    assert finding.sheet == "lại"
    assert f"{book.name}!C{book.row('42') + 1}" in finding.cause.text("vi")


def test_the_same_figure_in_two_periods_that_are_kept_as_one_is_refused() -> None:
    """A stock at the end of May is in the form of the month and in that of the five months."""
    sheets = [
        Sheet(period, Kind.ACTUAL, [catalogue()[INSURED]], {("42", INSURED): Decimal(5)})
        for period in (Period.month(2020, 5), Period.first_months(2020, 5))
    ]
    content = write_form(unit("42"), [unit("42")], sheets, reported_on=date(2020, 6, 5), created=date(2020, 1, 1))
    only_block(read(content))


@pytest.mark.parametrize(
    ("label", "other"), [("Mã đơn vị lập biểu", "VN"), ("Ngày báo cáo", "06/6/2020"), ("Văn bản", "1")]
)
def test_sheets_that_name_another_unit_date_or_document_are_refused(label: str, other: str) -> None:
    book, second = filled(), filled(7, period="2020-04")
    second.set(label, 1, other)
    book.sheets["tháng 4"] = second.rows
    finding = only_block(read(book))
    assert finding.sheet == "tháng 4"


def test_an_empty_form_has_nothing_wrong_and_no_figure() -> None:
    reading = read(form("42", [COLLECTIONS], MAY))
    assert reading.findings == ()
    assert reading.facts == ()


def test_a_plan_of_a_quarter_is_refused() -> None:
    """It would be kept as the whole year's."""
    book = filled()
    book.set("Loại số liệu", 1, "kế hoạch")
    book.set("Kỳ số liệu", 1, "2020-Q2")
    assert only_block(read(book)).cell.startswith("B")


def test_a_period_that_the_spreadsheet_turned_into_a_date_is_refused() -> None:
    book = filled()
    book.set("Kỳ số liệu", 1, datetime(2020, 5, 1))  # noqa: DTZ001
    assert "tháng 6 năm 2020" in only_block(read(book)).remedy.text("vi")


def test_a_total_that_is_not_the_sum_of_its_terms_is_refused() -> None:
    terms = ["participants_bhxh_compulsory", "participants_bhxh_voluntary", "participants_bhxh"]
    book = blank("42", terms, "2020-05")
    for indicator, persons in zip(terms, (7, 9, 10), strict=True):
        cell = book.set("42", indicator, float(persons))
    assert only_block(read(book)).cell == cell
    book.set("42", terms[-1], 16.0)
    assert read(book).findings == ()


@pytest.mark.parametrize(
    "value", ['<c r="{cell}" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '<c r="{cell}"><f>A1+A2</f></c>']
)
def test_a_formula_without_a_value_is_no_empty_cell(value: str) -> None:
    """A reader of workbooks takes both for empty: a province's figure would be left out without a word."""
    book = blank()
    cell = book.set("42", COLLECTIONS, 12345.0)
    spoilt = with_cell(book.content, cell, value.format(cell=cell))
    finding = only_block(read(spoilt))
    assert finding.cell == cell

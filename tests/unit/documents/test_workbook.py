import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from ansinh.documents.tree import Appendix, Column, Constant, Document, Figure, Own, Row, Table, Text
from ansinh.documents.workbook import to_xlsx


def opened(document: Document, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(document)), data_only=values)


def only_table(document: Document, table: Table) -> Document:
    return replace(document, blocks=(table,), appendices=())


def sheet_of(document: Document, table: Table, *, values: bool = False) -> Worksheet:
    return opened(only_table(document, table), values=values).worksheets[0]


def rows_from(sheet: Worksheet, first: str) -> list[tuple[object, ...]]:
    """The rows from the one that begins with this on."""
    rows = list(sheet.iter_rows(values_only=True))
    return rows[next(number for number, row in enumerate(rows) if row[0] == first) :]


def test_each_table_has_its_sheet(document: Document) -> None:
    assert opened(document).sheetnames == ["Bảng 1", "Bảng 2"]


def test_names_of_sheets_are_short_and_all_different(document: Document, table: Table) -> None:
    captions = ["Kết quả [thu]: a/b?*\\", "kết quả thu a b", "x" * 50, "x" * 50, "", "History", "'a'"]
    tables = tuple(replace(table, label="", caption=caption) for caption in captions)
    names = opened(replace(document, blocks=tables, appendices=())).sheetnames
    assert names == [
        "Kết quả thu a b",
        "kết quả thu a b (2)",
        "x" * 31,
        f"{'x' * 26} (2)",
        "Tỉnh, thành phố",
        "History (2)",
        "a",
    ]


def test_the_sheet_says_all_that_the_table_says(document: Document, table: Table) -> None:
    rows = rows_from(sheet_of(document, table, values=True), "Báo cáo: " + document.subject)
    assert [row[0] for row in rows[:2]] == [f"Báo cáo: {document.subject}", "Bảng 1. Kết quả thu"]
    assert rows[3:6] == [
        ("TT", "Tỉnh, thành phố", "Số thu", None),
        (None, None, "Kế hoạch\n(triệu đồng)", "Thực hiện\n(%)"),
        ("(1)", "(2)", "(3)", "(4)"),
    ]
    assert rows[6:] == [
        (1, "Phú Yên", 1234, 98.4),
        (2, "Thừa Thiên Huế", 5000, 92.7),
        (3, "Hà Tĩnh", "–", "–"),
        (None, "Toàn cụm", 6234, 93.85),
        ("Ghi chú: – là chưa có số liệu.", None, None, None),
    ]


def test_sums_are_formulas_with_their_result(document: Document, table: Table) -> None:
    sheet = sheet_of(document, table)
    assert [cell.value for cell in sheet[10]][2:] == ["=SUM(C7:C9)", 93.85], "a share is not added up"
    values = CalamineWorkbook.from_object(io.BytesIO(to_xlsx(only_table(document, table)))).get_sheet_by_index(0)
    assert values.to_python()[9][2] == 6234


def test_a_sum_names_only_the_rows_it_adds(document: Document) -> None:
    def row(value: str, *sum_of: int) -> Row:
        return Row(((Figure(value, "a.b", Decimal(value)),),), sum_of=sum_of)

    rows = (row("1"), row("2"), row("3", 0, 1), row("4"), row("7", 0, 1, 3))
    sheet = sheet_of(document, Table("", (Column("a", adds=True),), rows, label="T", numbered=False))
    formulas = [cell.value for [cell] in sheet.iter_rows() if str(cell.value).startswith("=")]
    assert formulas == ["=SUM(A5:A6)", "=SUM(A5:A6,A8)"]


def test_a_total_of_more_than_is_shown_stays_a_number(document: Document, table: Table) -> None:
    """A unit's figure is not known here, but is in the total."""
    first, _second, *others = table.rows
    unknown = Row((*first.cells[:2], (Text("–"),), (Text("–"),)))
    sheet = sheet_of(document, replace(table, rows=(first, unknown, *others)))
    assert sheet["C10"].value == 6234


@pytest.mark.parametrize(
    ("figure", "number_format"),
    [
        (Figure("1.234", "a", Decimal(1234)), "#,##0"),
        (Figure("98,40", "a", Decimal("98.4"), 2), "#,##0.00"),
        (Figure("98,4%", "a", Decimal("98.4"), 1), '#,##0.0"%"'),
        (Figure("2016", "a", Decimal(2016)), "0"),
        (Figure("+1,5", "a", Decimal("1.5"), 1), "+#,##0.0;-#,##0.0;#,##0.0"),
        (Figure("−1,5", "a", Decimal("-1.5"), 1), '#,##0.0;"−"#,##0.0'),
    ],
)
def test_numbers_are_exact_and_print_as_in_the_document(document: Document, figure: Figure, number_format: str) -> None:
    table = Table("", (Column("a", align="right"),), (Row(((figure,),)),), label="T", numbered=False)
    cell = sheet_of(document, table)["A5"]
    assert Decimal(str(cell.value)) == figure.value
    assert cell.number_format == number_format


def test_exact_values_are_kept_however_few_decimals_are_printed(document: Document) -> None:
    figure = Figure("36,45", "a", Decimal("36.4512345678"), 2)
    table = Table("", (Column("a"),), (Row(((figure,),)),), label="T", numbered=False)
    assert sheet_of(document, table)["A5"].value == 36.4512345678


def test_ranks_are_numbers_and_all_else_is_text(document: Document) -> None:
    cells = (Constant("12"), Own("7"), Constant("007"), Own("1,5"), Figure("–", "a"), Text("12"))
    table = Table("", (Column("a"),), tuple(Row(((cell,),)) for cell in cells), label="T", numbered=False)
    values = [cell.value for [cell] in sheet_of(document, table)["A5:A10"]]
    assert values == [12, 7, "007", "1,5", "–", "12"]


@pytest.mark.parametrize("attack", ["=1+1", '=HYPERLINK("http://x")', "+1", "@a", "http://x", "{=1}", "-1"])
def test_text_is_never_taken_for_a_formula(document: Document, attack: str) -> None:
    table = Table(attack, (Column(attack, group="=2"),), (Row(((Text(attack),),)),), (attack,), attack)
    sheet = sheet_of(document, table)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    with ZipFile(io.BytesIO(to_xlsx(only_table(document, table)))) as file:
        content = file.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in content
    assert b"hyperlink" not in content


def test_the_header_stays_in_sight_and_on_each_printed_page(document: Document, table: Table) -> None:
    sheet = sheet_of(document, table)
    assert sheet.freeze_panes == "A7"
    assert sheet.print_title_rows == "$4:$6"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation != "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert {str(merged) for merged in sheet.merged_cells.ranges} >= {"A4:A5", "B4:B5", "C4:D4"}


def test_wide_tables_and_those_of_landscape_appendices_lie_on_their_side(document: Document, table: Table) -> None:
    many = tuple(Column(f"Chỉ tiêu thứ {number} của tỉnh", align="right") for number in range(14))
    row = Row(tuple((Figure("123.456.789", "a", Decimal(123456789)),) for _ in many))
    assert sheet_of(document, Table("", many, (row,), label="T")).page_setup.orientation == "landscape"
    aside = Appendix("I", "Bảng", "", (replace(table, label="Bảng 9"),), landscape=True)
    assert opened(replace(document, appendices=(aside,)))["Bảng 9"].page_setup.orientation == "landscape"


def test_columns_are_wide_enough_for_their_numbers(document: Document) -> None:
    figure = Figure("123.456.789.012.345", "a", Decimal(123456789012345))
    table = Table("", (Column("a", align="right", weight=0.1), Column("b")), (Row(((figure,), ())),), label="T")
    assert sheet_of(document, table).column_dimensions["A"].width > len(figure.text)


def test_a_draft_says_so_on_each_sheet(document: Document) -> None:
    for sheet in opened(replace(document, banner="DỰ THẢO")).worksheets:
        assert sheet["A1"].value == "DỰ THẢO"


@pytest.mark.parametrize(("language", "words"), [("vi", "không có bảng"), ("en", "no tables")])
def test_a_document_without_tables_says_so(document: Document, language: str, words: str) -> None:
    [sheet] = opened(replace(document, blocks=(), appendices=(), language=language)).worksheets
    assert words in sheet["A3"].value


def test_same_document_same_bytes(document: Document) -> None:
    assert to_xlsx(document) == to_xlsx(document)
    assert to_xlsx(document) != to_xlsx(replace(document, made_at=document.made_at + timedelta(hours=1)))


def test_properties_are_the_documents(document: Document) -> None:
    properties = opened(document).properties
    assert properties.title == f"Báo cáo: {document.subject}"
    assert properties.creator == "CỤM THI ĐUA SỐ IV"
    assert properties.keywords == properties.description == "report:abc"
    assert properties.created.isoformat() == "2017-07-05T01:30:00"

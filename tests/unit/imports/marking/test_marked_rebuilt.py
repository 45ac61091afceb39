"""A .xls or .csv cannot be marked in place: an .xlsx with the same values is made, and says that it is rebuilt."""

from datetime import date, datetime, time, timedelta

from ansinh.imports.errors import Severity
from ansinh.imports.files.sheets import FileKind, Rows, SheetCells, Span, Workbook
from ansinh.imports.marking.copies import MarkedCopy, mark
from ansinh.imports.marking.marks import COLOURS
from tests.unit.imports.marking.samples import (
    SHEET,
    coloured,
    comment,
    commented,
    fill,
    finding,
    opened,
    sheet_named,
    values,
)

ROWS: Rows = [
    ["Báo cáo thu của một tỉnh có tên rất dài, dài hơn mọi cột của bảng"],
    ["Đơn vị", "Số thu", "=1+1", "+84 24", "@SUM(A1)"],
    ["Phú Yên", 1250.5, True, "001", float("inf")],
    ["Huế", 3, datetime(2020, 5, 31, 8, 30), date(2020, 5, 31), time(8, 30)],  # noqa: DTZ001
    ["", date(1890, 1, 1), timedelta(hours=30), "http://example.org", "x" * 40_000],
]


def rebuilt(sheets: tuple[SheetCells, ...], *cells: str, sheet: str = SHEET) -> MarkedCopy:
    findings = [finding(cell, sheet=sheet) for cell in cells]
    copy = mark("bao-cao.csv", b"", Workbook(FileKind.CSV, sheets), findings, "vi")
    assert copy.rebuilt
    return copy


def test_it_says_that_it_is_rebuilt_and_is_an_xlsx() -> None:
    assert rebuilt((SheetCells(SHEET, 0, ROWS),)).name == "bao-cao.danh-dau.xlsx"


def test_text_stays_text_and_values_stay() -> None:
    content = rebuilt((SheetCells(SHEET, 0, ROWS),), "C2", "B3").content
    page = sheet_named(content, SHEET)
    assert [page[cell].data_type for cell in ("C2", "D2", "E2", "D3", "D5")] == ["s"] * 5
    assert page["C2"].value == "=1+1"
    read = values(content)[SHEET]
    assert read[1] == ROWS[1]
    assert read[2][:4] == ROWS[2][:4]
    assert read[3][1:3] == ROWS[3][1:3]
    assert read[4][1] == "1890-01-01"
    assert page["C5"].number_format == "[h]:mm:ss"


def test_cells_with_findings_are_coloured_and_commented() -> None:
    content = rebuilt((SheetCells(SHEET, 0, ROWS),), "C2", "B3", "H20").content
    assert coloured(content) == dict.fromkeys([(SHEET, "C2"), (SHEET, "B3"), (SHEET, "H20")], COLOURS[Severity.BLOCKS])
    assert "Remedy of H20." in comment(content, "H20")


def test_merged_cells_stay_merged_and_overlapping_ones_do_not_spoil_the_copy() -> None:
    merged = (Span(0, 0, 0, 4), Span(0, 3, 1, 4), Span(2, 0, 2, 0))
    content = rebuilt((SheetCells(SHEET, 0, ROWS, merged),), "D1").content
    assert [str(one) for one in sheet_named(content, SHEET).merged_cells.ranges] == ["A1:E1"]
    assert sheet_named(content, SHEET)["A1"].value == ROWS[0][0]
    assert fill(content, "A1") == COLOURS[Severity.BLOCKS]
    assert commented(content).keys() == {(SHEET, "A1")}


def test_hidden_sheets_rows_and_columns_stay_hidden() -> None:
    first = SheetCells("Ẩn", 0, [["x"]], hidden=True)
    second = SheetCells(SHEET, 1, ROWS, hidden_rows=frozenset({2}), hidden_columns=frozenset({1}))
    pages = opened(rebuilt((first, second), "").content)
    assert [page.sheet_state for page in pages] == ["hidden", "visible"]
    assert pages[1].row_dimensions[3].hidden
    assert pages[1].column_dimensions["B"].hidden


def test_sheet_names_that_xlsx_cannot_have_are_replaced() -> None:
    names = ["a/b*c", "a_b_c", "'" + "d" * 40, "History", "D" * 31]
    content = rebuilt(
        tuple(SheetCells(name, at, [["x"]]) for at, name in enumerate(names)), "A1", sheet="a_b_c"
    ).content
    assert [page.title for page in opened(content)] == ["a_b_c", "a_b_c 2", "d" * 31, "History 2", "D" * 27 + " 2"]
    assert coloured(content).keys() == {("a_b_c 2", "A1")}


def test_a_title_does_not_widen_its_column() -> None:
    widths = sheet_named(rebuilt((SheetCells(SHEET, 0, ROWS),)).content, SHEET).column_dimensions
    assert widths["A"].width < 15
    assert widths["D"].width > 15
    assert widths["E"].width <= 61


def test_the_same_arguments_give_the_same_bytes() -> None:
    sheets = (SheetCells(SHEET, 0, ROWS),)
    assert rebuilt(sheets, "C2").content == rebuilt(sheets, "C2").content

"""What rows and columns of a sheet look like, whatever somebody has put into them."""

import pytest

from ansinh.imports.files.sheets import SheetCells, Span
from ansinh.imports.layout.grid import MOST_MERGED, Grid, Look, looks_like_a_figure, regions
from ansinh.imports.layout.labels import clean


def grid(*rows: list[object], merged: tuple[Span, ...] = ()) -> Grid:
    return Grid(SheetCells("S", 0, [list(row) for row in rows], merged=merged))  # type: ignore[arg-type]


@pytest.mark.parametrize("head", ["Nợ", "BHXH tự nguyện (người)", "Số đơn vị nợ", "Chưa rõ"])
def test_small_figures_under_a_header_of_their_own_do_not_count_the_rows(head: str) -> None:
    sheet = grid(["STT", "Đơn vị", head], *[[number, f"Huyện {number}", float(number)] for number in range(1, 6)])
    assert sheet.serial_columns == {0}
    assert [region.columns for region in regions(sheet)] == [(2,)]


@pytest.mark.parametrize("head", ["STT", "TT", "Số TT", "No.", ""])
def test_the_numbers_of_the_rows_are_no_figures(head: str) -> None:
    sheet = grid([head, "Đơn vị", "BHYT"], *[[number, f"Huyện {number}", 1000.0 + number] for number in range(1, 6)])
    assert sheet.serial_columns == {0}


def test_a_row_of_column_numbers_is_no_row_of_figures() -> None:
    sheet = grid(["STT", "Đơn vị", "BHYT", "BHXH"], ["(1)", "(2)", "(3)", "(4)"], [1.0, "Vinh", 70.0, 80.0])
    assert sheet.looks == [Look.WORDS, Look.COLUMN_NUMBERS, Look.FIGURES]


@pytest.mark.parametrize("text", ["²", "①", "¹", "٣"])
def test_a_footnote_mark_is_no_number(text: str) -> None:
    assert grid(["TT", "Đơn vị"], [text, "Vinh"], [text, "Cửa Lò"]).serial_columns == frozenset()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1.234,5", True), ("1.234,5 triệu", True), ("hơn 1.000", True), ("8O.4I2", True), ("#REF!", True),
        ("1. TP Vinh", False), ("31/12/2019", False), ("2024/2023 (%)", False), ("Ước 2025", False),
        ("Vinh", False), ("9" * 500, False),
    ],
)  # fmt: skip
def test_a_text_is_a_figure_when_somebody_meant_one(text: str, meant: bool) -> None:
    assert looks_like_a_figure(text) is meant


def test_merged_cells_that_reach_beyond_the_sheet_cost_no_more_than_the_sheet() -> None:
    spans = tuple(Span(0, 0, 40_000, 16_000) for _copy in range(100))
    sheet = grid(*[["x"] for _row in range(1_000)], merged=(*spans, Span(1, 0, 2, 0)))
    assert sheet.text(999, 0) == "x"
    assert sheet.text(2, 0) == "x"
    assert MOST_MERGED >= 1_000


@pytest.mark.parametrize("text", ["1." * 15_000, "- " * 15_000, "a)" * 15_000, "1.1." * 9_000 + "Vinh"])
def test_no_label_keeps_the_reader_busy(text: str) -> None:
    assert len(clean(text)) <= 300


@pytest.mark.parametrize(
    ("written", "name"),
    [("1. TP Vinh", "TP Vinh"), ("1/ Huyện Quỳ Hợp", "Huyện Quỳ Hợp"), ("I.2. Nghệ An (1)", "Nghệ An"),
     ("- Vinh *", "Vinh"), ("BHXH huyện Quỳ Châu", "huyện Quỳ Châu"), ("BHXH cơ sở Vị Tân", "BHXH cơ sở Vị Tân")],
)  # fmt: skip
def test_a_label_is_read_without_what_stands_around_its_name(written: str, name: str) -> None:
    assert clean(written) == name

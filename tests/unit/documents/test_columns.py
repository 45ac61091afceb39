from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.documents.columns import SIZES, setting
from ansinh.documents.letters import balanced, width_mm
from ansinh.documents.measures import Measures
from ansinh.documents.pdf import to_pdf
from ansinh.documents.tree import Column, Document, Figure, Row, Table, Text

NUMBER = Figure("123.456.789", "a.b", Decimal(123456789))


def numbers(columns: int, *, weight: float = 1) -> Table:
    heads = tuple(Column("Số", align="right", weight=weight) for _ in range(columns))
    return Table("", heads, (Row(((NUMBER,),) * columns),), label="T")


@pytest.mark.parametrize("within", [165.0, 252.0])
@pytest.mark.parametrize("columns", [1, 4, 9, 14, 30])
def test_columns_fill_the_width_exactly(columns: int, within: float) -> None:
    assert sum(setting(numbers(columns), within, Measures()).widths_mm) == pytest.approx(within)


def test_letters_shrink_only_when_numbers_would_be_torn() -> None:
    sizes = [setting(numbers(columns), 165, Measures()).size for columns in (4, 7, 8, 14)]
    assert sizes[0] == SIZES[0]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == SIZES[-1]


@given(weights=st.lists(st.floats(0.01, 9), min_size=1, max_size=6))
def test_no_column_is_narrower_than_its_number(weights: list[float]) -> None:
    columns = tuple(Column("Số", align="right", weight=weight) for weight in weights)
    table = Table("", columns, (Row(((NUMBER,),) * len(columns)),), label="T")
    shape = setting(table, 165, Measures())
    assert min(shape.widths_mm) >= width_mm(NUMBER.text, shape.size)
    assert sum(shape.widths_mm) == pytest.approx(165)


def test_texts_are_not_squeezed_by_numbers_while_letters_stay_readable() -> None:
    name = "Bảo hiểm xã hội tỉnh Thừa Thiên Huế"
    heads = (Column("Đơn vị"), *(Column("Số", "triệu đồng", "right") for _ in range(7)))
    table = Table("", heads, (Row(((Text(name),), *((NUMBER,) for _ in range(7)))),), label="T")
    shape = setting(table, 165, Measures())
    assert shape.size >= 9
    assert balanced(name, shape.size, shape.widths_mm[0] - 2.5).count <= 3


def test_letters_are_as_wide_as_they_print(document: Document) -> None:
    pdf = pypdfium2.PdfDocument(to_pdf(document))
    page = pdf[0].get_textpage()
    text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    start = page.get_text_range().index(text)
    left = page.get_charbox(start, loose=True)[0]
    right = page.get_charbox(start + len(text) - 1, loose=True)[2]
    page.close()
    pdf.close()
    assert (right - left) * 25.4 / 72 == pytest.approx(width_mm(text, 12, bold=True), abs=0.3)


def test_lines_are_even() -> None:
    words = "Sơ kết năm năm thực hiện Nghị quyết về bảo hiểm xã hội, bảo hiểm y tế và phương hướng năm sau"
    lines = balanced(words, 14, 140, bold=True)
    assert lines.count == 2
    assert lines.longest_mm <= lines.width_mm <= 140
    assert lines.longest_mm < 0.6 * width_mm(words, 14, bold=True)


def test_a_word_longer_than_the_room_takes_a_line_of_its_own() -> None:
    assert balanced("x" * 100 + " y", 14, 50).count == 2
    assert balanced("", 14, 50).count == 1

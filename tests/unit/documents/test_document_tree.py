from dataclasses import replace
from datetime import datetime

import pytest

from ansinh.documents.tree import Column, Document, Figure, Row, Table, Text, plain_text


def test_plain_text_has_all_words_in_order(document: Document) -> None:
    words = plain_text(document)
    expected = (
        "BẢO HIỂM XÃ HỘI VIỆT NAM",
        "Huế, ngày 05",
        "BÁO CÁO Kết quả thu",
        "I. Kết quả chung Thu đạt 93,85% kế hoạch. 1. Chi tiết",
        "Bảng 1. Kết quả thu TT Tỉnh, thành phố Tỷ lệ so với kế hoạch (%) 1 Phú Yên 98,40 2",
        "Ghi chú",
        "Hình 1.",
        "Số liệu đến ngày",
    )
    places = [words.index(piece) for piece in expected]
    assert places == sorted(places)


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="Row 1 has 1 cells for 2 columns"):
        Table("", (Column("a"), Column("b")), (Row(((Text("x"),),)),))


def test_a_column_has_a_width() -> None:
    with pytest.raises(ValueError, match="weight"):
        Column("a", weight=0)


@pytest.mark.parametrize("figure_id", ["", "x" * 65])
def test_a_figure_id_fits_words_tag(figure_id: str) -> None:
    with pytest.raises(ValueError, match="1 to 64"):
        Figure("1", figure_id)


def test_the_time_needs_its_zone(document: Document) -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(document, made_at=datetime(2017, 7, 5))  # noqa: DTZ001

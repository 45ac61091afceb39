from dataclasses import replace
from datetime import datetime

import pytest

from ansinh.documents.tree import Column, Document, Figure, Row, Table, Text


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="Row 1 has 1 cells for 2 columns"):
        Table("", (Column("a"), Column("b")), (Row(((Text("x"),),)),))


def test_a_total_adds_up_rows_that_are_there() -> None:
    with pytest.raises(ValueError, match="Row 1 adds up rows that are not there"):
        Table("", (Column("a"),), (Row(((Text("x"),),), sum_of=(1,)),))


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


def test_tables_of_the_appendices_count_too(document: Document) -> None:
    assert [table.label for table in document.tables()] == ["Bảng 1", "Bảng 2"]

"""One document with every kind of block in it, which tests vary with ``dataclasses.replace``."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from ansinh.documents.tree import Column, Document, Figure, Heading, Paragraph, Picture, Row, Table, Text

MADE_AT = datetime(2017, 7, 5, 8, 30, tzinfo=timezone(timedelta(hours=7)))
SQUARE_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
SQUARE_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001487672ae0000000049454e44ae426082"
)
SPECIAL = '#chỉ *sao* _gạch_ $tiền$ @a <nhãn> \\ [x] `y` --- "ngoặc" {z} & ~ // /* %'


@pytest.fixture
def table() -> Table:
    columns = (
        Column("TT", align="center", weight=0.4),
        Column("Tỉnh, thành phố", weight=2),
        Column("Tỷ lệ so với kế hoạch", "%", "right"),
    )
    rows = (
        Row(((Text("1"),), (Text("Phú Yên"),), (Figure("98,40", "collections.vs_plan"),))),
        Row(((Text("2"),), (Text("Thừa Thiên Huế"),), (Figure("92,70", "collections.own"),)), emphasis=True),
        Row(((Text("3"),), (Text("Hà Tĩnh"),), (Text("–"),))),
    )
    return Table("Bảng 1. Kết quả thu", columns, rows, ("Ghi chú: – là chưa có số liệu.",))


@pytest.fixture
def document(table: Table) -> Document:
    return Document(
        title="Báo cáo",
        subtitle="Kết quả thu bảo hiểm xã hội, bảo hiểm y tế sáu tháng đầu năm 2017",
        organisation=("BẢO HIỂM XÃ HỘI VIỆT NAM", "BẢO HIỂM XÃ HỘI TỈNH THỪA THIÊN HUẾ"),
        place_and_date="Huế, ngày 05 tháng 7 năm 2017",
        language="vi",
        banner=None,
        blocks=(
            Heading(1, "I. Kết quả chung"),
            Paragraph(
                (Text("Thu đạt "), Figure("93,85%", "collections.total"), Text(" kế hoạch", bold=True), Text("."))
            ),
            Heading(2, "1. Chi tiết"),
            Paragraph((Text(SPECIAL, italic=True),)),
            table,
            Paragraph((Text("Số liệu đã duyệt."),), "note"),
            Picture(SQUARE_SVG, SQUARE_PNG, "Một hình chữ nhật", "Hình 1. Tỷ lệ thu", 120),
        ),
        footnote="Số liệu đến ngày 05/7/2017.",
        made_at=MADE_AT,
    )


@pytest.fixture
def long_document(document: Document, table: Table) -> Document:
    """Three hundred rows, over many pages."""
    rows = tuple(
        Row(((Text(str(number)),), (Text(f"Đơn vị {number}"),), (Figure("1.234", "a.b"),))) for number in range(1, 301)
    )
    return replace(document, blocks=(Table(table.caption, table.columns, rows),))

"""One document with every kind of block and part in it, which tests vary with ``dataclasses.replace``."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from ansinh.documents.tree import (
    Appendix,
    Column,
    Constant,
    Document,
    Figure,
    Form,
    Heading,
    Letterhead,
    Own,
    Paragraph,
    Picture,
    Rank,
    Row,
    Signature,
    Table,
    Text,
)

MADE_AT = datetime(2017, 7, 5, 8, 30, tzinfo=timezone(timedelta(hours=7)))
SQUARE_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
SQUARE_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001487672ae0000000049454e44ae426082"
)
SPECIAL = '#chỉ *sao* _gạch_ $tiền$ @a <nhãn> \\ [x] `y` --- "ngoặc" {z} & ~ // /* %'
ATTACHED = "(Kèm theo Báo cáo số 05/BC-BHXH ngày 05 tháng 7 năm 2017 của Cụm thi đua số IV)"


def amount(text: str, figure: str, value: str | None = None, decimals: int = 0) -> tuple[Figure]:
    return (Figure(text, figure, None if value is None else Decimal(value), decimals),)


@pytest.fixture
def table() -> Table:
    """Two columns under one title, a total, a missing figure."""
    columns = (
        Column("TT", align="center", weight=0.4),
        Column("Tỉnh, thành phố", weight=2),
        Column("Kế hoạch", "triệu đồng", "right", 1, "Số thu", adds=True),
        Column("Thực hiện", "%", "right", 1, "Số thu"),
    )
    rows = (
        Row(
            (
                (Constant("1"),),
                (Text("Phú Yên"),),
                amount("1.234", "units.54.collections.plan", "1234"),
                amount("98,40", "units.54.collections.vs_plan", "98.4", 2),
            )
        ),
        Row(
            (
                (Constant("2"),),
                (Text("Thừa Thiên Huế"),),
                amount("5.000", "units.46.collections.plan", "5000"),
                amount("92,70", "units.46.collections.vs_plan", "92.7", 2),
            )
        ),
        Row(((Constant("3"),), (Text("Hà Tĩnh"),), (Text("–"),), (Text("–"),))),
        Row(
            (
                (),
                (Text("Toàn cụm"),),
                amount("6.234", "collections.plan", "6234"),
                amount("93,85", "collections.vs_plan", "93.85", 2),
            ),
            emphasis=True,
            sum_of=(0, 1, 2),
        ),
    )
    return Table("Kết quả thu", columns, rows, ("Ghi chú: – là chưa có số liệu.",), "Bảng 1")


@pytest.fixture
def picture() -> Picture:
    return Picture(SQUARE_SVG, SQUARE_PNG, "Một hình chữ nhật", "Tỷ lệ thu", 120, "Biểu đồ 1")


@pytest.fixture
def document(table: Table, picture: Picture) -> Document:
    return Document(
        letterhead=Letterhead(
            form=Form.STATE,
            superior=("BẢO HIỂM XÃ HỘI VIỆT NAM",),
            issuer=("CỤM THI ĐUA SỐ IV",),
            number="5",
            symbol="BC-BHXH",
            place="Huế",
            day=date(2017, 7, 5),
        ),
        kind="Báo cáo",
        subject="Kết quả thu bảo hiểm xã hội, bảo hiểm y tế sáu tháng đầu năm 2017",
        blocks=(
            Heading(Rank.SECTION, "I.", "Kết quả chung"),
            Paragraph(
                (Text("Thu đạt "), Figure("93,85%", "collections.total"), Text(" kế hoạch", bold=True), Text("."))
            ),
            Heading(Rank.CLAUSE, "1.", "Chi tiết"),
            Paragraph((Text(SPECIAL, italic=True),)),
            Paragraph((Text("Có "), Own("12"), Text(" mô hình hay;")), "bullet"),
            table,
            Paragraph((Text("Số liệu đã duyệt."),), "note"),
            Paragraph((Text("Trên đây là báo cáo của cụm thi đua./."),)),
        ),
        appendices=(
            Appendix("I", "Tỷ lệ thu của các đơn vị", ATTACHED, (picture,)),
            Appendix("II", "Bảng số liệu", ATTACHED, (replace(table, label="Bảng 2"),), landscape=True),
        ),
        signature=Signature(("KT. CỤM TRƯỞNG",), ("CỤM PHÓ",), "Nguyễn Văn An"),
        recipients=("- Như trên;", "- Lưu: VT, TĐKT."),
        language="vi",
        made_at=MADE_AT,
        addressees=("Bảo hiểm xã hội Việt Nam",),
        grounds=("Căn cứ Luật Bảo hiểm xã hội ngày 20 tháng 11 năm 2014;", "Căn cứ Nghị định số 30/2020/NĐ-CP."),
        reference="report:abc",
    )


@pytest.fixture
def bare_document(document: Document) -> Document:
    """As little as a document can have."""
    return replace(
        document,
        letterhead=replace(document.letterhead, superior=(), number=None, day=None),
        subject="",
        blocks=(),
        appendices=(),
        recipients=(),
        signature=Signature((), ("GIÁM ĐỐC",), ""),
        addressees=(),
        grounds=(),
        reference="",
    )


@pytest.fixture
def party_document(document: Document) -> Document:
    letterhead = replace(
        document.letterhead,
        form=Form.PARTY,
        superior=("ĐẢNG BỘ TỈNH NGHỆ AN",),
        issuer=("HUYỆN ỦY TƯƠNG DƯƠNG",),
        symbol="BC/HU",
        place="Tương Dương",
    )
    return replace(document, letterhead=letterhead, signature=Signature(("T/M BAN THƯỜNG VỤ",), ("BÍ THƯ",), "Lê An"))


@pytest.fixture
def long_document(document: Document, table: Table) -> Document:
    """Three hundred rows, over many pages."""
    rows = tuple(
        Row(((Constant(str(number)),), (Text(f"Đơn vị {number}"),), *(amount("1.234", "a.b") for _ in range(2))))
        for number in range(1, 301)
    )
    return replace(document, blocks=(replace(table, rows=rows, notes=()),), appendices=())

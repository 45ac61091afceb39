"""What we print is as its form wants it: nothing is found in it but the room that is left to be filled in."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ansinh.documents.lint.checking import lint
from ansinh.documents.tree import (
    Appendix,
    Block,
    Column,
    Constant,
    Document,
    Figure,
    Form,
    Heading,
    Letterhead,
    Paragraph,
    Rank,
    Row,
    Signature,
    Table,
    Text,
)
from ansinh.documents.word import to_docx

WORDS = "Thu bảo hiểm xã hội, bảo hiểm y tế toàn cụm đạt khá, nhiều đơn vị vượt mức; chi tiết ở Phụ lục kèm theo."
ATTACHED = "(Kèm theo Báo cáo số 05/BC-BHXH ngày 05 tháng 02 năm 2020 của Bảo hiểm xã hội tỉnh)"
TABLE = Table(
    "Kết quả thu",
    (
        Column("TT", align="center", weight=0.4),
        Column("Đơn vị", weight=2),
        Column("Số thu", "triệu đồng", "right", group="Thu"),
        Column("So với kế hoạch", "%", "right", group="Thu"),
    ),
    tuple(
        Row(
            (
                (Constant(str(number)),),
                (Text(f"Tỉnh {letter}"),),
                (Figure(f"{number}.345,6", f"units.{number}.collections"),),
                (Figure("36,45", f"units.{number}.vs_plan"),),
            )
        )
        for number, letter in enumerate("ABCDEFG", 1)
    ),
    ("Ghi chú: – là chưa có số liệu.",),
    label="Bảng 1",
)
BLOCKS: tuple[Block, ...] = (
    Paragraph((Text(WORDS),)),
    Heading(Rank.PART, "Phần I", "Kết quả"),
    Heading(Rank.SECTION, "I.", "Kết quả thực hiện"),
    Paragraph((Text("Toàn cụm thu đạt "), Figure("36,45%", "collections.vs_plan"), Text(" kế hoạch."))),
    Heading(Rank.CLAUSE, "1.", "Công tác thu"),
    Heading(Rank.POINT, "a)", "Bảo hiểm xã hội bắt buộc"),
    Paragraph((Text("Đạt kế hoạch;"),), "bullet"),
    TABLE,
    Paragraph((Text("Số liệu đến hết ngày 31/5/2020."),), "note"),
    Paragraph((Text(WORDS[:-1] + "./."),)),
)
STATE = Document(
    letterhead=Letterhead(
        Form.STATE,
        ("BẢO HIỂM XÃ HỘI VIỆT NAM",),
        ("BẢO HIỂM XÃ HỘI TỈNH HÀ TĨNH",),
        "05",
        "BC-BHXH",
        "Hà Tĩnh",
        date(2020, 2, 5),
    ),
    kind="Báo cáo",
    subject="Kết quả công tác thi đua, khen thưởng 6 tháng đầu năm 2020",
    blocks=BLOCKS,
    appendices=(
        Appendix("I", "KẾT QUẢ THU", ATTACHED, (TABLE,), landscape=True),
        Appendix("II", "XẾP HẠNG", ATTACHED, (TABLE,)),
    ),
    signature=Signature(("KT. GIÁM ĐỐC",), ("PHÓ GIÁM ĐỐC",), "Nguyễn Văn A"),
    recipients=("- Như trên;", "- Giám đốc;", "- Lưu: VT, KHTC."),
    language="vi",
    made_at=datetime(2020, 2, 5, 8, 30, tzinfo=UTC),
    addressees=("Bảo hiểm xã hội Việt Nam",),
    grounds=(
        "Căn cứ Luật Bảo hiểm xã hội ngày 20 tháng 11 năm 2014;",
        "Căn cứ Quyết định số 21/QĐ-TTg ngày 05/01/2016.",
    ),
)
PARTY = replace(
    STATE,
    letterhead=replace(
        STATE.letterhead,
        form=Form.PARTY,
        superior=("ĐẢNG BỘ TỈNH HÀ TĨNH",),
        issuer=("ĐẢNG ỦY BẢO HIỂM XÃ HỘI",),
        symbol="BC/ĐU",
    ),
    signature=Signature(("T/M ĐẢNG ỦY",), ("BÍ THƯ",), "Nguyễn Văn A"),
    recipients=("- Như trên;", "- Lưu Văn phòng Đảng ủy."),
)
UNSIGNED = replace(
    STATE,
    letterhead=replace(STATE.letterhead, superior=(), issuer=("CỤM THI ĐUA SỐ IV",), number=None, day=None),
    signature=Signature(("TM. CỤM THI ĐUA",), ("CỤM TRƯỞNG",), ""),
)
DOCUMENTS = {
    "state": STATE,
    "party": PARTY,
    "draft": replace(STATE, banner="BẢN NHÁP – SỐ LIỆU CHƯA DUYỆT"),
    "english": replace(STATE, language="en", kind="Report"),
    "several addressees": replace(STATE, addressees=("Bảo hiểm xã hội Việt Nam", "Ủy ban nhân dân tỉnh"), grounds=()),
    "alone": replace(STATE, appendices=(), addressees=(), grounds=()),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_what_we_print_is_clean(kind: str) -> None:
    found = lint(to_docx(DOCUMENTS[kind]), "a.docx")
    assert found.findings == ()
    assert found.form is DOCUMENTS[kind].letterhead.form


def test_an_unsigned_document_has_room_and_no_fault() -> None:
    found = lint(to_docx(UNSIGNED), "a.docx")
    assert {finding.rule for finding in found.findings} == {"number.room", "place_date.room", "signer.room"}
    assert found.clean


def test_a_numbered_list_that_the_officer_wrote_is_no_heading() -> None:
    items = ("1. Một đơn vị đã mở hội nghị tuyên truyền", "2. Hai đơn vị đã ký quy chế phối hợp.", "a) Một huyện")
    listed = tuple(Paragraph((Text(item),)) for item in items)
    document = replace(STATE, blocks=(*BLOCKS[:6], *listed, *BLOCKS[6:]))
    assert lint(to_docx(document), "a.docx").findings == ()

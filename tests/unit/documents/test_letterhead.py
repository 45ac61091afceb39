"""The head and the end of an official document, measured in the files that are made."""

import io
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import _Cell as WordCell

from ansinh.documents.letters import width_mm
from ansinh.documents.pdf import to_pdf
from ansinh.documents.tree import Document
from ansinh.documents.word import to_docx

ROOM = "\N{NO-BREAK SPACE}" * 8
LONG_ISSUER = "BẢO HIỂM XÃ HỘI TỈNH BÀ RỊA - VŨNG TÀU VÀ CÁC ĐƠN VỊ TRỰC THUỘC"


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(to_docx(document)))


def lines(cell: WordCell) -> list[str]:
    return [paragraph.text for paragraph in cell.paragraphs if paragraph.text]


def rules_mm(cell: WordCell, within_mm: float) -> list[float]:
    """The lengths of the lines drawn in a cell: borders of empty paragraphs between their indents."""
    drawn = [paragraph for paragraph in cell.paragraphs if paragraph._p.find(f".//{qn('w:pBdr')}") is not None]
    layouts = [paragraph.paragraph_format for paragraph in drawn]
    return [within_mm - layout.left_indent.mm - layout.right_indent.mm for layout in layouts]


def test_issuer_and_nation_stand_side_by_side_without_borders(document: Document) -> None:
    head = opened(document).tables[0]
    assert (len(head.rows), len(head.columns)) == (2, 2)
    assert head._tbl.find(f".//{qn('w:tblBorders')}") is None
    assert lines(head.cell(0, 0)) == ["BẢO HIỂM XÃ HỘI VIỆT NAM", "CỤM THI ĐUA SỐ IV"]
    assert lines(head.cell(0, 1)) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines(head.cell(1, 0)) == ["Số: 05/BC-BHXH"]
    assert lines(head.cell(1, 1)) == ["Huế, ngày 05 tháng 7 năm 2017"]


@pytest.mark.parametrize(
    ("row", "column", "looks"),
    [
        (0, 0, [(12, False, False), (13, True, False)]),
        (0, 1, [(12, True, False), (13, True, False)]),
        (1, 0, [(13, False, False)]),
        (1, 1, [(13, False, True)]),
    ],
)
def test_letters_of_the_letterhead(
    document: Document, row: int, column: int, looks: list[tuple[int, bool, bool]]
) -> None:
    cell = opened(document).tables[0].cell(row, column)
    fonts = [paragraph.style.font for paragraph in cell.paragraphs if paragraph.text]
    assert [(font.size.pt, font.bold, font.italic) for font in fonts] == looks


def test_lines_are_drawn_as_long_as_the_decree_says(document: Document) -> None:
    head = opened(document).tables[0]
    left, right = (column.width.mm - 2 for column in head.columns)
    [under_issuer] = rules_mm(head.cell(0, 0), left)
    [under_motto] = rules_mm(head.cell(0, 1), right)
    assert 1 / 3 <= under_issuer / width_mm("CỤM THI ĐUA SỐ IV", 13, bold=True) <= 1 / 2
    assert under_motto == pytest.approx(width_mm("Độc lập - Tự do - Hạnh phúc", 13, bold=True), abs=0.2)


@pytest.mark.parametrize("place", ["Huế", "Thành phố Hồ Chí Minh"])
def test_the_nations_name_and_the_date_keep_on_one_line(document: Document, place: str) -> None:
    letterhead = replace(document.letterhead, place=place, issuer=(LONG_ISSUER,))
    pdf = pypdfium2.PdfDocument(to_pdf(replace(document, letterhead=letterhead)))
    printed = pdf[0].get_textpage().get_text_range().replace("\r\n", "\n")
    pdf.close()
    right = [line for line in printed.split("\n") if line.endswith(("VIỆT NAM", "2017"))]
    assert any(line.endswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") for line in right)
    assert any(line.endswith(f"{place}, ngày 05 tháng 7 năm 2017") for line in right)


def test_a_long_issuer_is_set_in_even_lines(document: Document) -> None:
    letterhead = replace(document.letterhead, issuer=(LONG_ISSUER,))
    cell = opened(replace(document, letterhead=letterhead)).tables[0].cell(0, 0)
    issuer = cell.paragraphs[1].paragraph_format
    assert issuer.left_indent.mm == pytest.approx(issuer.right_indent.mm, abs=0.1)
    assert issuer.left_indent.mm > 1


def test_room_is_left_for_what_the_clerk_writes(document: Document) -> None:
    letterhead = replace(document.letterhead, number=None, day=None)
    head = opened(replace(document, letterhead=letterhead)).tables[0]
    assert lines(head.cell(1, 0)) == [f"Số: {ROOM}/BC-BHXH"]
    assert lines(head.cell(1, 1)) == [f"Huế, ngày{ROOM}tháng{ROOM}năm 2017"]


@pytest.mark.parametrize(
    ("number", "printed"), [("5", "Số: 05/"), ("09", "Số: 09/"), ("12", "Số: 12/"), ("7a", "Số: 7a/")]
)
def test_numbers_below_ten_take_a_zero(document: Document, number: str, printed: str) -> None:
    letterhead = replace(document.letterhead, number=number)
    [line] = lines(opened(replace(document, letterhead=letterhead)).tables[0].cell(1, 0))
    assert line.startswith(printed)


def test_days_and_the_first_two_months_take_a_zero(document: Document) -> None:
    letterhead = replace(document.letterhead, day=date(2026, 2, 5))
    [line] = lines(opened(replace(document, letterhead=letterhead)).tables[0].cell(1, 1))
    assert line == "Huế, ngày 05 tháng 02 năm 2026"


def test_the_partys_form(party_document: Document) -> None:
    word = opened(party_document)
    head = word.tables[0]
    assert lines(head.cell(0, 0)) == ["ĐẢNG BỘ TỈNH NGHỆ AN", "HUYỆN ỦY TƯƠNG DƯƠNG", "*"]
    assert lines(head.cell(0, 1)) == ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert lines(head.cell(1, 0)) == ["Số 05-BC/HU"]
    assert head.cell(0, 1).paragraphs[0].style.font.size.pt == 15
    [under_title] = rules_mm(head.cell(0, 1), head.columns[1].width.mm - 2)
    assert under_title == pytest.approx(width_mm("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True), abs=0.2)
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts[texts.index(party_document.subject) + 1] == "-----"
    signing = next(table for table in word.tables if table.cell(0, 0).text.startswith("Nơi nhận:"))
    left, right = signing.rows[0].cells
    assert left.paragraphs[0].style.font.underline
    assert [paragraph.style.font.bold for paragraph in right.paragraphs if paragraph.text] == [True, False, True]


def test_english_documents_have_the_same_head_in_english(document: Document) -> None:
    head = opened(replace(document, language="en")).tables[0]
    assert lines(head.cell(0, 1)) == ["SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness"]
    assert lines(head.cell(1, 0)) == ["No.: 05/BC-BHXH"]
    assert lines(head.cell(1, 1)) == ["Huế, 5 July 2017"]


def test_kind_and_subject_stand_in_the_middle_with_a_line_under_them(document: Document) -> None:
    paragraphs = opened(document).paragraphs
    kind, subject, rule = paragraphs[0], paragraphs[1], paragraphs[2]
    assert (kind.text, kind.style.name, kind.style.font.size.pt) == ("BÁO CÁO", "Title", 14)
    assert (subject.text, subject.style.font.bold) == (document.subject, True)
    assert rule._p.find(f".//{qn('w:pBdr')}") is not None
    length = 165 - 2 * rule.paragraph_format.left_indent.mm
    assert 1 / 3 <= length / width_mm(document.subject, 14, bold=True) <= 1 / 2


def test_one_addressee_stands_behind_the_words_and_several_under_them(document: Document) -> None:
    texts = [paragraph.text for paragraph in opened(document).paragraphs]
    assert "Kính gửi: Bảo hiểm xã hội Việt Nam" in texts
    texts = [paragraph.text for paragraph in opened(replace(document, addressees=("A", "B"))).paragraphs]
    assert texts[texts.index("Kính gửi:") :][:3] == ["Kính gửi:", "- A;", "- B."]


def test_recipients_stand_left_and_who_signs_right(document: Document) -> None:
    signing = next(table for table in opened(document).tables if table.cell(0, 0).text.startswith("Nơi nhận:"))
    left, right = signing.rows[0].cells
    assert lines(left) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, TĐKT."]
    fonts = [paragraph.style.font for paragraph in left.paragraphs]
    assert [(font.size.pt, font.bold, font.italic) for font in fonts[:2]] == [(12, True, True), (11, False, False)]
    assert lines(right) == ["KT. CỤM TRƯỞNG", "CỤM PHÓ", "Nguyễn Văn An"]
    fonts = [paragraph.style.font for paragraph in right.paragraphs if paragraph.text]
    assert {(font.size.pt, font.bold) for font in fonts} == {(14, True)}
    room = right.paragraphs[2]._p.find(f".//{qn('w:spacing')}").get(qn("w:line"))
    assert int(room) >= 1000, "twentieths of a point, for the signature and the seal"


def test_an_appendix_says_what_it_is_attached_to(document: Document) -> None:
    paragraphs = opened(document).paragraphs
    texts = [paragraph.text for paragraph in paragraphs]
    first = texts.index("Phụ lục I")
    assert texts[first + 1] == "TỶ LỆ THU CỦA CÁC ĐƠN VỊ"
    assert texts[first + 2] == document.appendices[0].attached_to
    assert paragraphs[first + 2].style.font.italic
    alone = replace(document, appendices=(replace(document.appendices[0], number=""),))
    assert "Phụ lục" in [paragraph.text for paragraph in opened(alone).paragraphs]

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from ansinh.documents.tree import Block, Document, Heading, Paragraph, Picture, Rank, Table, Text
from ansinh.documents.word import to_docx
from tests.unit.documents.tags import tagged


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(to_docx(document)))


def with_blocks(document: Document, *blocks: Block) -> Document:
    return replace(document, blocks=blocks, appendices=())


def drawn(document: Document, table: Table) -> WordTable:
    """The table alone in its document: between the letterhead and the place of signing."""
    return opened(with_blocks(document, table)).tables[1]


def cell_text(cell: object) -> str:
    return "".join(text.text for text in cell._tc.iter(qn("w:t")))


def keeps_with_next(element: object) -> bool:
    return element.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def bold(runs: Sequence[object]) -> list[bool]:
    return [run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in runs]


def test_figures_own_numbers_and_constants_are_told_apart(document: Document) -> None:
    found = tagged(to_docx(document))
    assert ("collections.total", "93,85%") in found
    assert ("own", "12") in found
    assert [text for tag, text in found if tag == "constant"] == ["1", "2", "3"] * 2
    assert {tag for tag, _text in found} >= {"units.54.collections.plan", "collections.vs_plan"}


def test_headings_are_words_own(document: Document) -> None:
    headings = [Heading(rank, number, "tên") for rank, number in zip(Rank, ("Phần I", "I.", "1.", "a)"), strict=True)]
    word = opened(with_blocks(document, *headings))
    found = [paragraph for paragraph in word.paragraphs if paragraph.style.name.startswith("Heading")]
    assert [paragraph.text for paragraph in found] == ["Phần I\nTÊN", "I. TÊN", "1. tên", "a) tên"]
    assert [paragraph.style.font.bold for paragraph in found] == [True, True, True, False]
    assert [paragraph.style.paragraph_format.alignment for paragraph in found[:2]] == [
        WD_ALIGN_PARAGRAPH.CENTER,
        WD_ALIGN_PARAGRAPH.JUSTIFY,
    ]
    outline = [paragraph.style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for paragraph in found]
    assert outline == ["0", "1", "2", "3"]


def test_the_highest_rank_that_is_used_is_the_first_level(document: Document) -> None:
    styles = [paragraph.style.name for paragraph in opened(document).paragraphs if paragraph.text.startswith("I.")]
    assert styles == ["Heading 1"]


def test_body_is_set_as_the_decree_wants(document: Document) -> None:
    style = opened(document).styles["Body Text"]
    layout = style.paragraph_format
    assert style.font.size.pt == 14
    assert layout.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert 10 <= layout.first_line_indent.mm <= 12.7
    assert layout.space_after.pt >= 6
    assert 1 <= layout.line_spacing <= 1.5


def test_neighbours_of_one_group_stand_under_its_title(document: Document, table: Table) -> None:
    found = drawn(document, table)
    first, second = found.rows[0], found.rows[1]
    assert [cell_text(cell) for cell in first.cells] == ["TT", "Tỉnh, thành phố", "Số thu", "Số thu"]
    assert first.cells[2]._tc is first.cells[3]._tc
    assert second.cells[0]._tc is first.cells[0]._tc, "an ungrouped column's title stands over both rows"
    assert [cell_text(cell) for cell in second.cells[2:]] == ["Kế hoạch(triệu đồng)", "Thực hiện(%)"]
    assert all(bold(list(found._tbl.tr_lst[0].iter(qn("w:r")))))


def test_columns_are_numbered_where_it_is_wanted(document: Document, table: Table) -> None:
    assert [cell_text(cell) for cell in drawn(document, table).rows[2].cells] == ["(1)", "(2)", "(3)", "(4)"]
    bare = drawn(document, replace(table, numbered=False))
    assert cell_text(bare.rows[2].cells[1]) == "Phú Yên"


def test_header_rows_repeat_and_rows_stay_whole(long_document: Document) -> None:
    rows = opened(long_document).tables[1]._tbl.tr_lst
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] * 3 + [False] * 300
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_totals_are_bold_and_numbers_stand_right(document: Document, table: Table) -> None:
    found = drawn(document, table)
    assert all(bold(list(found._tbl.tr_lst[-1].iter(qn("w:r")))))
    assert not any(bold(list(found._tbl.tr_lst[3].iter(qn("w:r")))))
    assert [cell.paragraphs[0].alignment for cell in found.rows[3].cells[1:3]] == [
        WD_ALIGN_PARAGRAPH.LEFT,
        WD_ALIGN_PARAGRAPH.RIGHT,
    ]


def test_captions_keep_with_what_they_name(document: Document, table: Table, picture: Picture) -> None:
    paragraphs = opened(with_blocks(document, table, picture)).paragraphs
    caption = next(paragraph for paragraph in paragraphs if paragraph.text == "Bảng 1. Kết quả thu")
    assert bold([run._r for run in caption.runs]) == [True, False], "the label is bold"
    assert keeps_with_next(caption._p)
    assert keeps_with_next(next(paragraph for paragraph in paragraphs if paragraph.style.name == "Picture")._p)


def test_notes_keep_with_the_last_row(document: Document, table: Table) -> None:
    text = Paragraph((Text("Hết."),))
    last = opened(with_blocks(document, table, text)).tables[1].rows[-1].cells[0].paragraphs[0]
    assert keeps_with_next(last._p)
    last = opened(with_blocks(document, replace(table, notes=()), text)).tables[1].rows[-1].cells[0].paragraphs[0]
    assert not keeps_with_next(last._p)


def test_short_tables_are_not_torn_and_the_total_of_long_ones_keeps_company(document: Document, table: Table) -> None:
    first, *_others, total = table.rows

    def kept(rows: int) -> list[bool]:
        found = drawn(document, replace(table, rows=(*[first] * (rows - 1), replace(total, sum_of=())), notes=()))
        return [keeps_with_next(row.cells[0].paragraphs[0]._p) for row in found.rows[3:]]

    assert kept(4)[:-1] == [True] * 3
    assert kept(9)[:-1] == [False] * 7 + [True]


@pytest.mark.parametrize("end", ["paragraph", "table", "picture"])
def test_the_place_of_signing_is_never_torn_from_the_text(
    document: Document, table: Table, picture: Picture, end: str
) -> None:
    ends = {"paragraph": Paragraph((Text("Hết./."),)), "table": replace(table, notes=()), "picture": picture}
    word = opened(with_blocks(document, ends[end]))
    elements = list(word.element.body)
    signing = elements.index(word.tables[-1]._tbl)
    *_before, last, spacer = elements[:signing]
    assert keeps_with_next(spacer)
    assert keeps_with_next(last)
    if end == "table":
        assert all(keeps_with_next(paragraph) for paragraph in elements[signing - 3][-1].iter(qn("w:p")))
    assert word.tables[-1]._tbl.tr_lst[0].find(f".//{qn('w:cantSplit')}") is not None


def test_pictures_have_their_alternative_text(document: Document) -> None:
    shapes = opened(document).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["Một hình chữ nhật"]
    assert shapes[0].width.mm == pytest.approx(120, abs=0.1)


def test_a_picture_is_never_wider_than_the_text(document: Document, picture: Picture) -> None:
    [shape] = opened(with_blocks(document, replace(picture, width_mm=400))).inline_shapes
    assert shape.width.mm == pytest.approx(165, abs=0.1)


def test_appendices_turn_their_page_and_count_from_one(document: Document) -> None:
    sections = opened(document).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]
    assert [round(section.page_width.mm) for section in sections] == [210, 210, 297]
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in sections]
    assert starts == ["1", "1", "1"]
    assert all(section.different_first_page_header_footer for section in sections)


def test_a_full_last_page_is_followed_by_no_empty_one(document: Document) -> None:
    """Word wants a paragraph after a table and at the end of each section: it takes one point."""
    body = opened(document).element.body
    ends = [paragraph for paragraph in body.iter(qn("w:p")) if paragraph.find(f".//{qn('w:sectPr')}") is not None]
    assert len(ends) == 2
    for paragraph in (*ends, body[-2]):
        spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("20", "exact")


def test_wide_tables_keep_within_the_page(document: Document) -> None:
    word = opened(document)
    for table, width in ((word.tables[1], 165), (word.tables[-1], 252)):
        assert sum(column.width.mm for column in table.columns) == pytest.approx(width, abs=0.5)


def test_page_is_a4_with_the_margins_of_the_decree(document: Document) -> None:
    section = opened(document).sections[0]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(side.mm) for side in (section.page_width, section.page_height, *margins)] == [
        210,
        297,
        30,
        15,
        20,
        20,
    ]


def test_banner_on_every_page(document: Document) -> None:
    section = opened(replace(document, banner="BẢN NHÁP")).sections[0]
    for header in (section.first_page_header, section.header):
        assert header.paragraphs[0].text == "BẢN NHÁP"


def test_page_number_on_all_pages_but_the_first(document: Document) -> None:
    section = opened(document).sections[0]
    field = f".//{qn('w:fldSimple')}"
    assert section.first_page_header._element.find(field) is None
    assert section.header._element.find(field).get(qn("w:instr")) == "PAGE"
    assert section.header.paragraphs[0].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert section.header.paragraphs[0].style.font.size.pt in (13, 14)


@pytest.mark.parametrize(("language", "locale"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_font_and_language(document: Document, language: str, locale: str) -> None:
    word = opened(replace(document, language=language))
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert len(fonts.attrib) == 4, "a theme font would win over the name"
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == locale
    assert word.core_properties.language == locale


def test_same_document_same_bytes(document: Document) -> None:
    assert to_docx(document) == to_docx(document)
    assert to_docx(document) != to_docx(replace(document, made_at=document.made_at + timedelta(hours=1)))


def test_decomposed_letters_are_composed(document: Document) -> None:
    decomposed = "Huế".replace("ế", "e\u0302\u0301")
    found = opened(with_blocks(document, Paragraph((Text(decomposed),))))
    assert "Huế" in [paragraph.text for paragraph in found.paragraphs]


def test_properties_are_the_documents(document: Document) -> None:
    data = to_docx(document)
    with ZipFile(io.BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2017, 7, 5, 1, 30, 0)}
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.created == properties.modified == document.made_at
    assert properties.title == f"Báo cáo: {document.subject}"
    assert properties.author == "CỤM THI ĐUA SỐ IV"
    assert properties.identifier == "report:abc"
    assert not properties.comments

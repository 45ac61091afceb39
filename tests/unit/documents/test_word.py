import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ansinh.documents.tree import Document, Table, plain_text
from ansinh.documents.word import to_docx


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(to_docx(document)))


def words(word: WordDocument) -> str:
    return " ".join(" ".join(_paragraphs(word)).split())


def _paragraphs(word: WordDocument) -> Iterator[str]:
    for paragraph in word.element.body.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:br"))
        yield "".join(" " if piece.tag == qn("w:br") else piece.text for piece in pieces)


def test_prints_all_words_in_order(document: Document) -> None:
    assert words(opened(document)) == plain_text(document)


def test_bare_document(document: Document) -> None:
    bare = replace(document, organisation=(), subtitle="", blocks=(), footnote=None)
    assert words(opened(bare)) == plain_text(bare)


def test_figures_are_found_by_their_ids(document: Document) -> None:
    controls = opened(document).element.body.iter(qn("w:sdt"))
    found = {
        control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): "".join(
            text.text for text in control.iter(qn("w:t"))
        )
        for control in controls
    }
    assert found == {"collections.total": "93,85%", "collections.vs_plan": "98,40", "collections.own": "92,70"}


def test_an_emphasised_row_is_bold_throughout(document: Document) -> None:
    table = opened(document).tables[-1]
    runs = list(table.rows[2]._tr.iter(qn("w:r")))
    assert len(runs) == 3
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in runs)


def test_banner_on_every_page(document: Document) -> None:
    section = opened(replace(document, banner="BẢN NHÁP")).sections[0]
    assert section.different_first_page_header_footer
    for header in (section.first_page_header, section.header):
        assert header.paragraphs[0].text == "BẢN NHÁP"


def test_page_number_on_all_pages_but_the_first(document: Document) -> None:
    section = opened(document).sections[0]
    field = f".//{qn('w:fldSimple')}"
    assert section.first_page_header._element.find(field) is None
    assert section.header._element.find(field).get(qn("w:instr")) == "PAGE"


def test_header_row_repeats_and_rows_stay_whole(long_document: Document) -> None:
    rows = opened(long_document).tables[-1]._tbl.tr_lst
    assert len(rows) == 301
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 300
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_captions_keep_with_what_they_name(document: Document) -> None:
    paragraphs = opened(document).paragraphs
    table_caption = next(paragraph for paragraph in paragraphs if paragraph.text.startswith("Bảng 1."))
    picture = next(paragraph for paragraph in paragraphs if paragraph.style.name == "Picture")
    assert table_caption.paragraph_format.keep_with_next
    assert picture.paragraph_format.keep_with_next


def test_notes_keep_with_the_last_row(document: Document, table: Table) -> None:
    last = opened(document).tables[-1].rows[-1].cells[0].paragraphs[0]
    assert last.paragraph_format.keep_with_next
    bare = opened(replace(document, blocks=(replace(table, notes=()),))).tables[-1].rows[-1].cells[0].paragraphs[0]
    assert not bare.paragraph_format.keep_with_next


def test_pictures_have_their_alternative_text(document: Document) -> None:
    shapes = opened(document).inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == ["Một hình chữ nhật"]
    assert shapes[0].width.mm == pytest.approx(120, abs=0.1)


def test_headings_are_headings(document: Document) -> None:
    found = [
        (paragraph.style.name, paragraph.text)
        for paragraph in opened(document).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert found == [("Heading 1", "I. Kết quả chung"), ("Heading 2", "1. Chi tiết")]


@pytest.mark.parametrize(("language", "locale"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_font_and_language(document: Document, language: str, locale: str) -> None:
    word = opened(replace(document, language=language))
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    fonts = defaults.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert len(fonts.attrib) == 4, "a theme font would win over the name"
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == locale
    assert word.core_properties.language == locale


def test_page_is_a4(document: Document) -> None:
    section = opened(document).sections[0]
    sides = (section.page_width, section.page_height, section.left_margin, section.right_margin, section.top_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 30, 20, 20]


def test_same_document_same_bytes(document: Document) -> None:
    assert to_docx(document) == to_docx(document)
    assert to_docx(document) != to_docx(replace(document, made_at=document.made_at + timedelta(hours=1)))


def test_times_are_the_documents(document: Document) -> None:
    data = to_docx(document)
    with ZipFile(io.BytesIO(data)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(2017, 7, 5, 1, 30, 0)}
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.created == properties.modified == document.made_at
    assert properties.author == document.organisation[-1]
    assert not properties.comments

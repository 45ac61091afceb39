import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from ansinh.documents import fonts
from ansinh.documents.pdf import to_pdf
from ansinh.documents.tree import Document, Paragraph, Text, plain_text
from ansinh.kernel.errors import InputError, SettingError


@contextmanager
def opened(document: Document) -> Iterator[pypdfium2.PdfDocument]:
    pdf = pypdfium2.PdfDocument(to_pdf(document))
    try:
        yield pdf
    finally:
        pdf.close()


def pages(document: Document) -> list[str]:
    with opened(document) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def test_prints_all_words_in_order(document: Document) -> None:
    assert pages(document) == [plain_text(document)]


def test_bare_document(document: Document) -> None:
    bare = replace(document, organisation=(), subtitle="", blocks=(), footnote=None)
    assert pages(bare) == [plain_text(bare)]


def test_banner_on_every_page_and_number_on_all_but_the_first(long_document: Document) -> None:
    first, *others = pages(replace(long_document, banner="BẢN NHÁP #1"))
    assert first.startswith("BẢN NHÁP #1 BẢO HIỂM")
    assert len(others) > 3
    for number, page in enumerate(others, 2):
        assert page.startswith(f"BẢN NHÁP #1 {number} TT")


def test_a_long_banner_stays_off_the_text(long_document: Document) -> None:
    banner = "BẢN NHÁP – CHƯA ĐƯỢC PHÊ DUYỆT, KHÔNG DÙNG ĐỂ BÁO CÁO " * 3
    with opened(replace(long_document, banner=banner)) as pdf:
        text = pdf[1].get_textpage()
        words = text.get_text_range()
        number, header = words.index("\n2\r\n") + 1, words.index("TT")
        _, bottom_of_number, _, _ = text.get_charbox(number)
        _, _, _, top_of_header = text.get_charbox(header)
        assert bottom_of_number > top_of_header + 10


def test_header_row_repeats(long_document: Document) -> None:
    assert all("Tỷ lệ so với kế hoạch (%)" in page for page in pages(long_document))


def test_a_caption_stays_with_its_table(long_document: Document) -> None:
    """However full the page before is."""
    for lines in range(30, 50):
        filling = tuple(Paragraph((Text("Một dòng."),)) for _ in range(lines))
        printed = pages(replace(long_document, blocks=(*filling, *long_document.blocks)))
        page = next(page for page in printed if "Bảng 1. Kết quả thu" in page)
        assert "Đơn vị 1 " in page


def test_is_pdf_a_with_its_language_and_alternative_texts(document: Document) -> None:
    data = to_pdf(document)
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    assert b"/Lang(vi-VN)" in data
    assert b"/Lang(en-GB)" in to_pdf(replace(document, language="en"))
    assert b"/Alt" in data


def test_embeds_only_our_fonts(document: Document) -> None:
    names = re.findall(rb"/BaseFont\s*/[A-Z]+\+([A-Za-z]+)", to_pdf(document))
    assert names
    assert set(names) == {b"Tinos"}


def test_bookmarks_are_the_headings(document: Document) -> None:
    with opened(document) as pdf:
        assert [(mark.level, mark.get_title()) for mark in pdf.get_toc()] == [
            (0, "I. Kết quả chung"),
            (1, "1. Chi tiết"),
        ]


def test_same_document_same_bytes(document: Document) -> None:
    assert to_pdf(document) == to_pdf(document)
    assert to_pdf(document) != to_pdf(replace(document, made_at=document.made_at + timedelta(hours=1)))


def test_properties_are_the_documents(document: Document) -> None:
    with opened(document) as pdf:
        properties = pdf.get_metadata_dict()
    assert properties["Title"] == document.title
    assert properties["Author"] == document.organisation[-1]
    assert properties["CreationDate"] == "D:20170705013000Z"


def test_a_character_without_a_shape_is_named(document: Document) -> None:
    with pytest.raises(InputError) as error:
        to_pdf(replace(document, footnote="chữ 漢"))
    assert "漢" in error.value.cause.text("en")


def test_missing_fonts_are_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as error:
        fonts.require_fonts(tmp_path)
    assert str(tmp_path) in error.value.cause.text("en")
    assert "Reinstall" in error.value.remedy.text("en")

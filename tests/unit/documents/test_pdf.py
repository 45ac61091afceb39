import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from ansinh.documents import fonts
from ansinh.documents.pdf import to_pdf
from ansinh.documents.tree import Document, Heading, Paragraph, Rank, Table, Text
from ansinh.kernel.errors import InputError, SettingError
from tests.unit.documents.reading import pdf_pages

A_LINE = Paragraph((Text("Một dòng."),))


@contextmanager
def opened(document: Document) -> Iterator[pypdfium2.PdfDocument]:
    pdf = pypdfium2.PdfDocument(to_pdf(document))
    try:
        yield pdf
    finally:
        pdf.close()


def pages(document: Document) -> list[str]:
    return pdf_pages(to_pdf(document))


def test_banner_on_every_page_and_number_on_all_but_the_first(long_document: Document) -> None:
    first, *others = pages(replace(long_document, banner="BẢN NHÁP #1"))
    assert first.startswith("BẢN NHÁP #1 BẢO HIỂM")
    assert len(others) > 3
    for number, page in enumerate(others, 2):
        assert page.startswith(f"BẢN NHÁP #1 {number} ")


def test_a_long_banner_stays_off_the_text(long_document: Document) -> None:
    banner = "BẢN NHÁP – CHƯA ĐƯỢC PHÊ DUYỆT, KHÔNG DÙNG ĐỂ BÁO CÁO " * 3
    for text in (banner, "DỰ THẢO"):
        with opened(replace(long_document, banner=text)) as pdf:
            page = pdf[1].get_textpage()
            words = page.get_text_range()
            number, header = words.index("\n2\r\n") + 1, words.index("Số thu")
            _, bottom_of_number, _, _ = page.get_charbox(number)
            _, _, _, top_of_header = page.get_charbox(header)
            assert bottom_of_number > top_of_header + 4


def test_each_appendix_counts_its_pages_from_one_and_may_lie_on_its_side(document: Document) -> None:
    lines = tuple(A_LINE for _ in range(60))
    first, second = document.appendices
    made = replace(document, appendices=(replace(first, blocks=lines), replace(second, blocks=lines)))
    printed = pages(made)
    begins = [number for number, page in enumerate(printed) if page.startswith("Phụ lục")]
    assert len(begins) == 2
    for begin, end in zip(begins, [*begins[1:], len(printed)], strict=True):
        assert end - begin > 1
        for number, page in enumerate(printed[begin + 1 : end], 2):
            assert page.startswith(f"{number} Một dòng.")
    with opened(made) as pdf:
        assert [round(side) for side in pdf[begins[0]].get_size()] == [595, 842]
        assert [round(side) for side in pdf[begins[1]].get_size()] == [842, 595]


def test_header_rows_repeat(long_document: Document) -> None:
    printed = pages(long_document)
    assert len(printed) > 3
    for page in printed[:-1]:
        assert "Thực hiện (%) (1) (2) (3) (4)" in page


def test_a_caption_stays_with_its_table(long_document: Document) -> None:
    """However full the page before is."""
    for lines in range(16, 34, 3):
        filling = tuple(A_LINE for _ in range(lines))
        printed = pages(replace(long_document, blocks=(*filling, *long_document.blocks)))
        page = next(page for page in printed if "Bảng 1. Kết quả thu" in page)
        assert "Đơn vị 1 " in page


def test_short_tables_are_not_torn_and_the_total_never_stands_alone(document: Document, table: Table) -> None:
    first, *_others, total = table.rows
    total = replace(total, sum_of=())
    for lines in range(12, 28, 3):
        filling = tuple(A_LINE for _ in range(lines))
        short = replace(table, rows=(first, total), notes=())
        printed = pages(replace(document, blocks=(*filling, short), appendices=()))
        page = next(page for page in printed if "Bảng 1" in page)
        assert "Toàn cụm" in page
        long = replace(table, rows=(*[first] * 12, total))
        printed = pages(replace(document, blocks=(*filling, long), appendices=()))
        page = next(page for page in printed if "Toàn cụm" in page)
        assert "Phú Yên 1.234 98,40 Toàn cụm" in page


def test_the_place_of_signing_stays_with_the_last_lines(document: Document) -> None:
    for lines in range(12, 24, 2):
        filling = tuple(A_LINE for _ in range(lines))
        printed = pages(replace(document, blocks=(*filling, Paragraph((Text("Hết./."),))), appendices=()))
        assert "Hết./. Nơi nhận:" in next(page for page in printed if "Nguyễn Văn An" in page)


def test_is_tagged_and_an_archive_file(document: Document) -> None:
    data = to_pdf(document)
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in data, "A holds all that B does, and the tags"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"/StructTreeRoot" in data
    assert b"/Marked true" in data
    assert b"/Alt" in data
    assert b"/Lang(vi-VN)" in data
    assert b"/Lang(en-GB)" in to_pdf(replace(document, language="en"))


def test_tags_name_headings_headers_of_tables_and_figures(document: Document) -> None:
    data = to_pdf(document)
    for tag in (b"/S/H1", b"/S/H2", b"/S/Table", b"/S/THead", b"/S/TH", b"/S/TD", b"/S/Figure"):
        assert tag in data or tag.replace(b"/S/", b"/S /") in data, tag


def test_letters_can_be_searched_composed(document: Document) -> None:
    decomposed = unicodedata.normalize("NFD", "Thừa Thiên Huế đạt kế hoạch")
    [page, *_others] = pages(replace(document, blocks=(Paragraph((Text(decomposed),)),)))
    assert "Thừa Thiên Huế đạt kế hoạch" in page
    assert unicodedata.is_normalized("NFC", page)


def test_embeds_only_our_fonts(document: Document) -> None:
    names = re.findall(rb"/BaseFont\s*/[A-Z]+\+([A-Za-z]+)", to_pdf(document))
    assert names
    assert set(names) == {b"Tinos"}


def test_bookmarks_are_the_headings_and_the_appendices(document: Document) -> None:
    with opened(document) as pdf:
        assert [(mark.level, mark.get_title()) for mark in pdf.get_toc()] == [
            (0, "I. KẾT QUẢ CHUNG"),
            (1, "1. Chi tiết"),
            (0, "Phụ lục I"),
            (0, "Phụ lục II"),
        ]


def test_headings_that_leave_out_a_rank_still_make_an_outline(document: Document) -> None:
    ranks = (Rank.POINT, Rank.CLAUSE, Rank.PART, Rank.POINT, Rank.SECTION)
    blocks = tuple(Heading(rank, "", "Tên") for rank in ranks)
    with opened(replace(document, blocks=blocks, appendices=())) as pdf:
        assert [mark.level for mark in pdf.get_toc()] == [0, 0, 0, 1, 1]


def test_same_document_same_bytes(document: Document) -> None:
    assert to_pdf(document) == to_pdf(document)
    assert to_pdf(document) != to_pdf(replace(document, made_at=document.made_at + timedelta(hours=1)))


def test_properties_are_the_documents(document: Document) -> None:
    with opened(document) as pdf:
        properties = pdf.get_metadata_dict()
    assert properties["Title"] == f"Báo cáo: {document.subject}"
    assert properties["Author"] == "CỤM THI ĐUA SỐ IV"
    assert properties["Keywords"] == "report:abc"
    assert properties["CreationDate"] == "D:20170705013000Z"


def test_a_character_without_a_shape_is_named(document: Document) -> None:
    with pytest.raises(InputError) as error:
        to_pdf(replace(document, subject="chữ 漢"))
    assert "漢" in error.value.cause.text("en")


def test_missing_fonts_are_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as error:
        fonts.require_fonts(tmp_path)
    assert str(tmp_path) in error.value.cause.text("en")
    assert "Reinstall" in error.value.remedy.text("en")

"""Documents as they are typed in offices: without tables, with tabs, typed lines, boxes, and ours."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ansinh.documents.lint.checking import lint
from tests.unit.documents.lint.officers import STATE, made
from tests.unit.documents.lint.raw import W, raw_docx


def paragraph(text: str, *, align: str = "center", bold: bool = False, italic: bool = False, size: int = 26) -> str:
    """``size``: half points. A tab, a line break and an underscored line are typed as they are."""
    marks = f'{"<w:b/>" * bold}{"<w:i/>" * italic}<w:sz w:val="{size}"/>'
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    typed = text.replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    run = f'<w:r><w:rPr>{font}{marks}</w:rPr><w:t xml:space="preserve">{typed}</w:t></w:r>'
    indent = '<w:ind w:firstLine="567"/>' if align == "both" else ""
    spacing = '<w:spacing w:before="120"/>' if align == "both" else ""
    return f'<w:p><w:pPr>{spacing}{indent}<w:jc w:val="{align}"/></w:pPr>{run}</w:p>'


BODY = paragraph("Kết quả thu đạt khá so với cùng kỳ năm trước./.", align="both", size=28)
PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701"/><w:titlePg/></w:sectPr>'
)
HEADER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="26"/></w:rPr>'
    "<w:t>2</w:t></w:r></w:fldSimple></w:p>"
)


def rules_broken(*paragraphs: str) -> set[str]:
    found = lint(raw_docx("".join(paragraphs) + PAGE, header=HEADER), "a.docx")
    return {finding.rule for finding in found.findings}


def test_a_head_typed_with_tabs_is_read_from_both_sides() -> None:
    broken = rules_broken(
        paragraph("BẢO HIỂM XÃ HỘI VIỆT NAM\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True),
        paragraph("BẢO HIỂM XÃ HỘI TỈNH HÀ TĨNH\tĐộc lập - Tự do - Hạnh phúc", bold=True),
        paragraph("____________\t_________________________"),
        paragraph("Số: 05/BC-BHXH\tHà Tĩnh, ngày 05 tháng 02 năm 2020", italic=True),
        paragraph("BÁO CÁO", bold=True, size=28),
        paragraph("Kết quả công tác", bold=True, size=28),
        paragraph("_______"),
        BODY,
        paragraph("Nơi nhận:\tGIÁM ĐỐC", bold=True, italic=True, align="left", size=24),
        paragraph("- Như trên;", align="left", size=22),
        paragraph("- Lưu: VT.\tNguyễn Văn A", align="left", size=22),
    )
    required = {rule for rule in broken if rule.endswith(".required")}
    assert required == set()
    assert {"superior.bold", "number.italic", "post.italic", "post.size", "signer.bold"} <= broken
    assert not {rule for rule in broken if rule.startswith(("national_name", "motto.size", "kind", "page"))}


def test_names_with_line_breaks_in_one_paragraph_are_read_line_by_line() -> None:
    def joined(word: WordDocument) -> None:
        cell = word.tables[0].rows[0].cells[0]
        first, second = cell.paragraphs[0], cell.paragraphs[1]
        first.runs[0].add_break()
        for run in second.runs:
            first._p.append(run._r)
        cell._tc.remove(second._p)

    assert lint(made(replace(STATE, last=joined)), "a.docx").findings == ()


def test_an_issuer_of_two_names_is_told_from_its_superior_by_its_letters() -> None:
    sheet = STATE.saying("issuer", "BẢO HIỂM XÃ HỘI TỈNH HÀ TĨNH", "PHÒNG KẾ HOẠCH - TÀI CHÍNH")
    assert lint(made(sheet), "a.docx").findings == ()


LINES = {
    "drawn": '<w:p {w}><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:pict>'
    '<v:line xmlns:v="urn:schemas-microsoft-com:vml" from="0,0" to="{length}pt,0"/></w:pict></w:r></w:p>',
    "typed": '<w:p {w}><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr>'
    "<w:t>{underscores}</w:t></w:r></w:p>",
}


@pytest.mark.parametrize("kind", LINES)
def test_a_line_may_be_drawn_or_typed(kind: str) -> None:
    drawn = parse_xml(LINES[kind].format(w=W, length=178, underscores="_" * 27))

    def redraw(word: WordDocument) -> None:
        cell = word.tables[0].rows[0].cells[1]
        cell._tc.replace(cell.paragraphs[-1]._p, drawn)

    assert lint(made(replace(STATE, last=redraw)), "a.docx").findings == ()


def test_an_underlined_motto_has_its_line() -> None:
    def underline(word: WordDocument) -> None:
        cell = word.tables[0].rows[0].cells[1]
        cell._tc.remove(cell.paragraphs[-1]._p)
        cell.paragraphs[-1].runs[0].underline = True

    assert lint(made(replace(STATE, last=underline)), "a.docx").findings == ()


def _in_one_cell(word: WordDocument) -> None:
    """The addressees stand in a table without lines, as many do to align their dashes."""
    paragraph = next(one for one in word.paragraphs if one.text.startswith("Kính gửi"))
    table = word.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    for cell, lines in ((left, ["Kính gửi:"]), (right, ["- Bảo hiểm xã hội Việt Nam;", "- Ủy ban nhân dân tỉnh."])):
        for line in lines:
            run = cell.add_paragraph().add_run(line)
            run.font.size = paragraph.runs[0].font.size
        cell._tc.remove(cell.paragraphs[0]._p)
    paragraph._p.addnext(table._tbl)
    paragraph._p.getparent().remove(paragraph._p)


def _in_a_control(word: WordDocument) -> None:
    """A figure in the body stands in a content control."""
    paragraph = next(one for one in word.paragraphs if one.text.startswith("- Số thu"))
    control = parse_xml(f'<w:sdt {W}><w:sdtPr><w:tag w:val="a"/></w:sdtPr><w:sdtContent/></w:sdt>')
    run = paragraph.runs[0]._r
    run.addprevious(control)
    control.find(qn("w:sdtContent")).append(run)


@pytest.mark.parametrize("habit", [_in_one_cell, _in_a_control], ids=["addressees in a table", "content control"])
def test_habits_that_are_no_fault(habit: Callable[[WordDocument], None]) -> None:
    assert lint(made(replace(STATE, last=habit)), "a.docx").findings == ()


def test_text_after_the_signature_is_out_of_order() -> None:
    def add(word: WordDocument) -> None:
        word.tables[-1]._tbl.addnext(parse_xml(f"<w:p {W}><w:r><w:t>Ghi thêm sau chữ ký.</w:t></w:r></w:p>"))

    found = lint(made(replace(STATE.saying("appendix"), last=add)), "a.docx").findings
    assert [finding.rule for finding in found] == ["order.after_signature"]


def test_a_document_that_is_no_official_one_lacks_its_parts() -> None:
    broken = rules_broken(paragraph("Kính thưa quý vị, hôm nay trời đẹp.", align="left"))
    assert {"national_name.required", "motto.required", "issuer.required", "kind.required"} <= broken


def test_a_numbered_sentence_without_an_outline_is_no_heading() -> None:
    broken = rules_broken(
        paragraph("BÁO CÁO", bold=True, size=28),
        paragraph("Kết quả công tác", bold=True, size=28),
        paragraph("I. Một đơn vị đã mở hội nghị.", align="both", size=28),
        paragraph("1. Hai đơn vị đã ký quy chế.", align="both", size=28),
        BODY,
    )
    assert not {rule for rule in broken if rule.startswith(("section", "clause"))}

"""A document as Word (docx) with real styles; each figure stays findable by its id."""

import io
from collections.abc import Iterable
from datetime import UTC
from typing import assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.blkcntnr import BlockItemContainer
from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from ansinh.documents.measures import Measures, measures_for, table_size
from ansinh.documents.tree import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
    printed_unit,
)
from ansinh.documents.word_styles import prepare, table_style
from ansinh.documents.word_xml import element, replace_children, twips

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def to_docx(document: Document) -> bytes:
    word = docx.Document()
    prepare(word, document)
    measures = measures_for(document)
    _write_page_heads(word, document)
    _write_head(word, document, measures)
    _write_title(word, document, measures)
    for block in document.blocks:
        _write_block(word, block, measures)
    if document.footnote:
        _rule(word, measures.text_width_mm, share=0.3, centred=False, before=14)
        word.add_paragraph(document.footnote, style="Footnote Line")
    return _with_fixed_times(word, document)


def _write_page_heads(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    _write_page_head(section.first_page_header, document.banner, numbered=False)
    _write_page_head(section.header, document.banner, numbered=True)


def _write_page_head(header: BlockItemContainer, banner: str | None, *, numbered: bool) -> None:
    paragraph = header.paragraphs[0]
    if banner:
        paragraph.text, paragraph.style = banner, "Banner"
        _frame(paragraph)
        paragraph = header.add_paragraph(style="Header")
    if numbered:
        field = element("w:fldSimple", instr="PAGE")
        field.append(paragraph.add_run("2")._r)  # shown until Word counts the pages itself
        paragraph._p.append(field)


def _frame(paragraph: WordParagraph) -> None:
    sides = [element(f"w:{side}", val="single", sz=6, space=3, color="000000") for side in ("top", "bottom")]
    shade = element("w:shd", val="clear", color="auto", fill="F0F0F0")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(element("w:pBdr", *sides), "w:shd", "w:spacing", "w:jc")
    properties.insert_element_before(shade, "w:spacing", "w:jc")


def _write_head(word: WordDocument, document: Document, measures: Measures) -> None:
    if not document.organisation:
        date = word.add_paragraph(document.place_and_date, style="Place and Date")
        date.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return
    table = word.add_table(rows=1, cols=2)
    width, share = measures.text_width_mm, measures.head_left_share
    _set_widths(table, [width * share, width * (1 - share)])
    left, right = table.rows[0].cells
    _write_organisation(left, document.organisation, width * share)
    right.paragraphs[0].text, right.paragraphs[0].style = document.place_and_date, "Place and Date"


def _write_organisation(cell: WordCell, lines: tuple[str, ...], width_mm: float) -> None:
    paragraph = cell.paragraphs[0]
    for line in lines[:-1]:
        paragraph.text, paragraph.style = line, "Head"
        paragraph = cell.add_paragraph()
    paragraph.style = "Head"
    paragraph.add_run(lines[-1]).bold = True
    _rule(cell, width_mm, share=0.3)


def _rule(
    container: BlockItemContainer | WordDocument,
    width_mm: float,
    *,
    share: float,
    centred: bool = True,
    before: float = 3,
) -> None:
    """A short line: the upper border of an empty paragraph, as narrow as its indents make it."""
    paragraph = container.add_paragraph(style="Head")
    layout = paragraph.paragraph_format
    rest = width_mm * (1 - share)
    layout.left_indent, layout.right_indent = (Mm(rest / 2), Mm(rest / 2)) if centred else (Mm(0), Mm(rest))
    layout.space_before, layout.line_spacing, layout.keep_with_next = Pt(before), Pt(3), True
    border = element("w:pBdr", element("w:top", val="single", sz=5, space=0, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:spacing", "w:ind", "w:jc")


def _write_title(word: WordDocument, document: Document, measures: Measures) -> None:
    word.add_paragraph(document.printed_title, style="Title")
    if document.subtitle:
        word.add_paragraph(document.subtitle, style="Subtitle")
        _rule(word, measures.text_width_mm, share=0.25)
    word.paragraphs[-1].paragraph_format.space_after = Pt(10)


def _write_block(word: WordDocument, block: Block, measures: Measures) -> None:
    match block:
        case Heading():
            word.add_paragraph(block.text, style=f"Heading {block.level}")
        case Paragraph():
            style = "Body Text" if block.style == "body" else "Note"
            _write_inlines(word.add_paragraph(style=style), block.inlines)
        case Table():
            _write_table(word, block, measures)
        case Picture():
            _write_picture(word, block, measures)
        case _:
            assert_never(block)


def _write_inlines(paragraph: WordParagraph, inlines: Iterable[Inline], *, bold: bool = False) -> None:
    for inline in inlines:
        run = paragraph.add_run(inline.text)
        match inline:
            case Text():
                run.bold, run.italic = bold or inline.bold or None, inline.italic or None
            case Figure():
                run.bold = bold or None
                paragraph._p.append(_content_control(inline.id, run._r))
            case _:
                assert_never(inline)


def _content_control(tag: str, run: BaseOxmlElement) -> BaseOxmlElement:
    """A plain-text control tagged with the figure's id: it survives editing and saving, cannot lose its number to a
    neighbouring word, and does not print. A bookmark allows neither dots nor more than 40 letters, and gets lost when
    its text is retyped."""
    properties = element("w:sdtPr", element("w:tag", val=tag))
    return element("w:sdt", properties, element("w:sdtContent", run))


def _write_table(word: WordDocument, table: Table, measures: Measures) -> None:
    if table.caption:
        word.add_paragraph(table.caption, style="Caption").paragraph_format.keep_with_next = True
    drawn = word.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Table Grid")
    total = sum(column.weight for column in table.columns)
    _set_widths(drawn, [measures.text_width_mm * column.weight / total for column in table.columns])
    _set_cell_margins(drawn, measures)
    style = table_style(table_size(table))
    heading_row, *rows = drawn.rows
    _write_header(heading_row, table.columns, style)
    for drawn_row, row in zip(rows, table.rows, strict=True):
        _write_row(drawn_row, row, table.columns, style, measures)
    if table.notes:
        _keep_with_next(drawn.rows[-1])
    for note in table.notes:
        word.add_paragraph(note, style="Table Note")
    _space(word)


def _write_header(drawn: WordRow, columns: tuple[Column, ...], style: str) -> None:
    _never_split(drawn)
    drawn._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for cell, column in zip(drawn.cells, columns, strict=True):
        paragraph = _cell_paragraph(cell, style)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(column.title).bold = True
        if column.unit:
            unit = paragraph.add_run()
            unit.italic = True
            unit.add_break()
            unit.add_text(printed_unit(column))


def _write_row(drawn: WordRow, row: Row, columns: tuple[Column, ...], style: str, measures: Measures) -> None:
    _never_split(drawn)
    for cell, column, inlines in zip(drawn.cells, columns, row.cells, strict=True):
        paragraph = _cell_paragraph(cell, style)
        paragraph.alignment = ALIGNMENTS[column.align]
        _write_inlines(paragraph, inlines, bold=row.emphasis)
        if row.emphasis:
            shade = element("w:shd", val="clear", color="auto", fill=measures.emphasis_fill)
            cell._tc.get_or_add_tcPr().insert_element_before(shade, "w:vAlign")


def _cell_paragraph(cell: WordCell, style: str) -> WordParagraph:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph.style = style
    return paragraph


def _never_split(row: WordRow) -> None:
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def _keep_with_next(row: WordRow) -> None:
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _space(word: WordDocument) -> None:
    """Without a paragraph between them Word joins two tables to one."""
    layout = word.add_paragraph(style="Head").paragraph_format
    layout.line_spacing = Pt(8)


def _set_widths(table: WordTable, widths_mm: list[float]) -> None:
    """Fixed widths, said both to Word (each cell) and to LibreOffice (the grid)."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    replace_children(table._tbl.tblPr, element("w:tblW", w=twips(sum(widths_mm)), type="dxa"))
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def _set_cell_margins(table: WordTable, measures: Measures) -> None:
    side = round(measures.cell_x * 20)
    margins = element("w:tblCellMar", *(element(f"w:{name}", w=side, type="dxa") for name in ("left", "right")))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _write_picture(word: WordDocument, picture: Picture, measures: Measures) -> None:
    paragraph = word.add_paragraph(style="Picture")
    width = Mm(min(picture.width_mm, measures.text_width_mm))
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=width)
    shape._inline.docPr.set("descr", picture.alt)
    paragraph.paragraph_format.keep_with_next = bool(picture.caption)
    if picture.caption:
        word.add_paragraph(picture.caption, style="Caption")


def _with_fixed_times(word: WordDocument, document: Document) -> bytes:
    """The file as python-docx makes it, with the document's time in place of the clock's: same document, same bytes."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    word.save(raw)
    moment = document.made_at.astimezone(UTC).timetuple()[:6]
    with ZipFile(raw) as source, ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, moment)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # the same on every operating system
            target.writestr(entry, source.read(name))
    return fixed.getvalue()

"""Tables and pictures in a Word document, with their captions and notes."""

import io
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from ansinh.documents.columns import HeaderCell, Setting, column_number, header_rows, is_kept_whole, setting
from ansinh.documents.measures import Measures, Part
from ansinh.documents.tree import Picture, Row, Table
from ansinh.documents.word_styles import table_style
from ansinh.documents.word_xml import cell, element, inline_runs, keep_with_next, line_break, paragraph, run, table


def table_elements(block: Table, within_mm: float, measures: Measures) -> Iterator[BaseOxmlElement]:
    if block.title:
        yield _caption(block.label, block.caption, keep=True)
    drawn = _table(block, setting(block, within_mm, measures), measures)
    yield drawn
    if block.notes:
        keep_with_next(drawn[-1].iter(qn("w:p")))
    for note in block.notes:
        yield paragraph(Part.TABLE_NOTE, run(note), keep=note is not block.notes[-1])
    yield paragraph("Gap")  # without a paragraph between them Word joins two tables to one


def _caption(label: str, caption: str, *, keep: bool = False) -> BaseOxmlElement:
    pieces = [run(label, bold=True)] if label else []
    if caption:
        pieces.append(run(f". {caption}" if label else caption, bold=not label))
    return paragraph(Part.CAPTION, *pieces, keep=keep)


def _table(block: Table, shape: Setting, measures: Measures) -> BaseOxmlElement:
    side = round(measures.cell_x * 20)
    margins = element("w:tblCellMar", *(element(f"w:{name}", w=side, type="dxa") for name in ("left", "right")))
    drawn = table("TableGrid", shape.widths_mm, margins)
    style = table_style(shape.size)
    header = header_rows(block.columns)
    for number, cells in enumerate(header):
        drawn.append(_row(_header_cells(cells, header[:number], shape, style), header=True))
    if block.numbered:
        numbers = (run(column_number(number)) for number in range(1, len(block.columns) + 1))
        drawn.append(
            _row((_cell(width, style, [one]) for width, one in zip(shape.widths_mm, numbers, strict=True)), header=True)
        )
    for row in block.rows:
        drawn.append(_row(_body_cells(block, row, shape, style)))
    rows = [one for one in drawn if one.tag == qn("w:tr")]
    for one in rows[:-1] if is_kept_whole(block) else rows[-2:-1]:  # the total never stands alone on a page
        keep_with_next(one.iter(qn("w:p")))
    return drawn


def _row(cells: Iterator[BaseOxmlElement], *, header: bool = False) -> BaseOxmlElement:
    """Never torn; a header is repeated on each page."""
    properties = element("w:trPr", element("w:cantSplit"))
    if header:
        properties.append(element("w:tblHeader"))
    return element("w:tr", properties, *cells)


def _cell(width_mm: float, style: str, runs: list[BaseOxmlElement]) -> BaseOxmlElement:
    return cell(width_mm, [paragraph(style, *runs, align="center", keep=True)], centred=True)


def _header_cells(
    cells: list[HeaderCell], above: list[list[HeaderCell]], shape: Setting, style: str
) -> Iterator[BaseOxmlElement]:
    """In the second row, the cells that come down from the first stand between its own."""
    from_above = [(one, True) for row in above for one in row if one.rows > 1]
    for one, goes_on in sorted([*((one, False) for one in cells), *from_above], key=lambda pair: pair[0].first):
        width = sum(shape.widths_mm[one.first : one.first + one.columns])
        runs = [] if goes_on else _header_runs(one)
        merge = "continue" if goes_on else "restart" if one.rows > 1 else None
        content = [paragraph(style, *runs, align="center", keep=True)]
        yield cell(width, content, columns=one.columns, merge=merge, centred=True)


def _header_runs(one: HeaderCell) -> list[BaseOxmlElement]:
    title = [run(one.title, bold=True)]
    return [*title, line_break(), run(one.unit, italic=True)] if one.unit else title


def _body_cells(block: Table, row: Row, shape: Setting, style: str) -> Iterator[BaseOxmlElement]:
    for width, column, inlines in zip(shape.widths_mm, block.columns, row.cells, strict=True):
        content = paragraph(style, *inline_runs(inlines, bold=row.emphasis), align=column.align)
        yield cell(width, [content], centred=True)


def picture_elements(word: WordDocument, block: Picture, within_mm: float) -> Iterator[BaseOxmlElement]:
    held = word.add_paragraph(style="Picture")  # python-docx keeps the file of the picture
    shape = held.add_run().add_picture(io.BytesIO(block.png), width=Mm(min(block.width_mm, within_mm)))
    shape._inline.docPr.set("descr", block.alt)
    held.paragraph_format.keep_with_next = bool(block.title)
    yield held._p
    if block.title:
        yield _caption(block.label, block.caption)

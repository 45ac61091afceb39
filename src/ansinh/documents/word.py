"""A document as Word (docx) with real styles; each figure stays findable by its id."""

from collections.abc import Iterable, Iterator
from typing import assert_never

import docx
from docx.blkcntnr import BlockItemContainer
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from ansinh.documents.forms import heading_lines, printed_inlines
from ansinh.documents.measures import Measures, Part, measures_for
from ansinh.documents.tree import Block, Document, Heading, Paragraph, Picture, Rank, Table
from ansinh.documents.word_head import appendix_elements, head_elements, signing_elements
from ansinh.documents.word_properties import fixed_bytes, prepare
from ansinh.documents.word_styles import set_styles
from ansinh.documents.word_tables import picture_elements, table_elements
from ansinh.documents.word_xml import element, inline_runs, keep_with_next, line_break, paragraph, replace_children, run

STYLES = {"body": Part.BODY, "bullet": Part.BULLET, "note": Part.NOTE}


def to_docx(document: Document) -> bytes:
    word = docx.Document()
    measures = measures_for(document)
    prepare(word, document)
    set_styles(word, document.letterhead.form, used_ranks(document), measures)
    _Writer(word, document, measures).write()
    return fixed_bytes(word, document)


def used_ranks(document: Document) -> list[Rank]:
    used = {block.rank for block in document.all_blocks() if isinstance(block, Heading)}
    return [rank for rank in Rank if rank in used]


class _Writer:
    def __init__(self, word: WordDocument, document: Document, measures: Measures) -> None:
        self._word, self._document, self._measures = word, document, measures
        self._levels = {rank: level for level, rank in enumerate(used_ranks(document), 1)}
        self._body = word.element.body

    def write(self) -> None:
        document, measures = self._document, self._measures
        section = self._word.sections[0]
        _set_page(section, measures, landscape=False)
        _write_page_head(section.first_page_header, document.banner, numbered=False)
        _write_page_head(section.header, document.banner, numbered=True)
        self._add(head_elements(document, measures))
        self._write_blocks(document.blocks, measures.text_width_mm())
        self._keep_end()
        self._add(signing_elements(document, measures))
        for appendix in document.appendices:
            self._new_section(landscape=appendix.landscape)
            self._add(appendix_elements(appendix, document, measures))
            self._write_blocks(appendix.blocks, measures.text_width_mm(landscape=appendix.landscape))
        self._closing_gap()

    def _add(self, elements: Iterable[BaseOxmlElement]) -> None:
        for one in elements:
            self._body.insert_element_before(one, "w:sectPr")

    def _new_section(self, *, landscape: bool) -> None:
        section = self._word.add_section()
        holder = self._body.findall(qn("w:p"))[-1]  # of the properties of the section so far
        holder.getparent().remove(holder)
        self._closing_gap().append(holder.find(f".//{qn('w:sectPr')}"))
        _set_page(section, self._measures, landscape=landscape)

    def _closing_gap(self) -> BaseOxmlElement:
        """The properties of a paragraph that takes next to no room, so that a full page is followed by no empty one;
        Word wants it after a table and at the end of a section."""
        last = self._body[-2]
        if last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) != "Gap":
            last = paragraph("Gap")
            self._add([last])
        properties: BaseOxmlElement = last.find(qn("w:pPr"))
        replace_children(properties, element("w:spacing", before=0, after=0, line=20, lineRule="exact"))
        return properties

    def _write_blocks(self, blocks: Iterable[Block], within_mm: float) -> None:
        for block in blocks:
            self._add(self._block(block, within_mm))

    def _block(self, block: Block, within_mm: float) -> Iterator[BaseOxmlElement]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph():
                yield paragraph(STYLES[block.style], *inline_runs(printed_inlines(block)))
            case Table():
                yield from table_elements(block, within_mm, self._measures)
            case Picture():
                yield from picture_elements(self._word, block, within_mm)
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> BaseOxmlElement:
        first, *others = (run(line) for line in heading_lines(heading))
        return paragraph(
            f"Heading {self._levels[heading.rank]}",
            first,
            *(piece for line in others for piece in (line_break(), line)),
        )

    def _keep_end(self) -> None:
        """The place of signing never stands alone on a page: it stays with the end of the text."""
        for one in reversed(self._body[:-1]):
            keep_with_next(one.iter(qn("w:p")) if one.tag == qn("w:p") else one[-1].iter(qn("w:p")))
            if one.tag == qn("w:tbl") or one.find(f".//{qn('w:t')}") is not None:
                return


def _set_page(section: Section, measures: Measures, *, landscape: bool) -> None:
    """Pages are numbered from 1 in the document and in each appendix, where the first shows no number."""
    sides = Mm(measures.page_width_mm), Mm(measures.page_height_mm)
    section.page_width, section.page_height = reversed(sides) if landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(measures.left_mm), Mm(measures.right_mm)
    section.top_margin, section.bottom_margin = Mm(measures.top_mm), Mm(measures.bottom_mm)
    section.header_distance = section.footer_distance = Mm(measures.header_mm)
    section.different_first_page_header_footer = True
    if section._sectPr.find(qn("w:pgNumType")) is None:
        section._sectPr.insert_element_before(element("w:pgNumType", start=1), "w:cols", "w:titlePg", "w:docGrid")


def _write_page_head(header: BlockItemContainer, banner: str | None, *, numbered: bool) -> None:
    paragraph = header.paragraphs[0]
    if banner:
        paragraph.text, paragraph.style = banner, "Banner"
        _frame(paragraph)
        paragraph = header.add_paragraph()
    paragraph.style = "Header"
    if numbered:
        paragraph._p.append(element("w:fldSimple", run("2"), instr="PAGE"))  # shown until Word counts the pages itself


def _frame(banner: WordParagraph) -> None:
    sides = [element(f"w:{side}", val="single", sz=6, space=1, color="000000") for side in ("top", "bottom")]
    properties = banner._p.get_or_add_pPr()
    properties.insert_element_before(element("w:pBdr", *sides), "w:shd", "w:spacing", "w:ind", "w:jc")

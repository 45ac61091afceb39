"""The styles of a Word document: one for each part of an official document, named for it."""

from collections.abc import Sequence
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from ansinh.documents.columns import SIZES
from ansinh.documents.measures import FONT, LOOKS, Look, Measures, Part
from ansinh.documents.tree import Form, Rank
from ansinh.documents.word_xml import element

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def set_styles(word: WordDocument, form: Form, ranks: Sequence[Rank], measures: Measures) -> None:
    """``ranks``: those the document uses; the highest of them is Word's Heading 1."""
    plain = Look(measures.body, align="left")
    _style(word, "Normal", plain, measures)
    _style(word, "Header", Look(measures.page_number), measures)
    _style(word, "Banner", Look(measures.banner, bold=True, after=1), measures)
    for part, look in LOOKS[form].items():
        _style(word, part.value, look, measures)
    for level, rank in enumerate(ranks, 1):
        style = _style(word, f"Heading {level}", heading_look(rank, measures), measures)
        style.element.get_or_add_pPr().append(element("w:outlineLvl", val=level - 1))
    word.styles[Part.APPENDIX.value].element.get_or_add_pPr().append(element("w:outlineLvl", val=0))
    _style(word, "Picture", replace(plain, align="center", before=6, keep=True), measures)
    for size in SIZES:
        before = after = measures.cell_y
        _style(word, table_style(size), replace(plain, size=size, before=before, after=after), measures)
    _thin(word, "Rule", 3, before=3)
    _thin(word, "Gap", 8)


def heading_look(rank: Rank, measures: Measures) -> Look:
    after = measures.after_paragraph
    look = Look(measures.body, bold=rank is not Rank.POINT, before=after, after=after, line=measures.line, keep=True)
    return look if rank is Rank.PART else replace(look, align="justify", indented=True)


def table_style(size: float) -> str:
    return f"Table Text {size:g}"


def _thin(word: WordDocument, name: str, height: float, before: float = 0) -> None:
    """A paragraph that only takes room."""
    layout = _style(word, name, Look(height, before=before), Measures()).paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)


def _style(word: WordDocument, name: str, look: Look, measures: Measures) -> ParagraphStyle:
    """A style that says all there is to say, whatever the template said before."""
    style = _blank_style(word, name)
    style.font.name, style.font.size = FONT, Pt(look.size)
    style.font.bold, style.font.italic, style.font.underline = look.bold, look.italic, look.underlined or None
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.alignment, layout.line_spacing = ALIGNMENTS[look.align], look.line
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.first_line_indent = Mm(measures.first_line_mm if look.indented else 0)
    layout.left_indent = Mm(look.left_mm)
    layout.keep_with_next, layout.widow_control = look.keep, True
    fonts = style.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), FONT)
    fonts.set(qn("w:cs"), FONT)
    return style


def _blank_style(word: WordDocument, name: str) -> ParagraphStyle:
    if name not in word.styles:
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.quick_style = True
    found = word.styles[name]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(f"{name} is not a paragraph style of the template")
    for child in list(found.element):
        if child.tag in {qn("w:rPr"), qn("w:pPr"), qn("w:link")}:
            found.element.remove(child)
    return found

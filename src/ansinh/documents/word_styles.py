"""Styles, page and properties of a Word document: everything but its content."""

from datetime import UTC

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from ansinh.documents.measures import LOCALES, Measures, measures_for
from ansinh.documents.tree import Document
from ansinh.documents.word_xml import element, replace_children

FONT = "Times New Roman"
TABLE_SIZES = (12, 11, 10)
KEPT_STYLES = frozenset(
    {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Header"}
    | {"Title", "Subtitle", "heading 1", "heading 2", "caption", "Body Text"}
)
UNWANTED_PARTS = (
    "thumbnail",
    "stylesWithEffects",
    "customXml",
    "numbering",
)  # left by whoever made python-docx's template

CENTER, JUSTIFY, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT


def prepare(word: WordDocument, document: Document) -> None:
    measures = measures_for(document)
    _drop_unwanted_parts(word)
    _set_defaults(word, LOCALES[document.language])
    _set_settings(word, LOCALES[document.language])
    _set_page(word, measures)
    _set_styles(word, measures)
    _set_properties(word, document)


def table_style(size: float) -> str:
    return f"Table Text {size:g}"


def _drop_unwanted_parts(word: WordDocument) -> None:
    for relations in (word.part.rels, word.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(UNWANTED_PARTS)]:
            del relations[key]


def _set_defaults(word: WordDocument, locale: str) -> None:
    """Times New Roman and the language in the defaults of all styles, in place of the template's theme fonts."""
    styles = word.styles.element
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")).get(qn("w:val")) not in KEPT_STYLES:
            styles.remove(style)
    defaults = styles.find(qn("w:docDefaults"))
    fonts = element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = element("w:lang", val=locale, eastAsia=locale, bidi="ar-SA")
    replace_children(defaults.find(qn("w:rPrDefault")).find(qn("w:rPr")), fonts, language)
    spacing = element("w:spacing", after=0, line=240, lineRule="auto")
    replace_children(defaults.find(qn("w:pPrDefault")).find(qn("w:pPr")), spacing)


def _set_settings(word: WordDocument, locale: str) -> None:
    settings = word.settings.element
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # without it Word opens the file in its compatibility mode
    decimal, separator = (",", ";") if locale == "vi-VN" else (".", ",")
    replace_children(
        settings,
        element("w:themeFontLang", val=locale),
        element("w:decimalSymbol", val=decimal),
        element("w:listSeparator", val=separator),
    )


def _set_page(word: WordDocument, measures: Measures) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(measures.page_width_mm), Mm(measures.page_height_mm)
    section.left_margin, section.right_margin = Mm(measures.left_mm), Mm(measures.right_mm)
    section.top_margin, section.bottom_margin = Mm(measures.top_mm), Mm(measures.bottom_mm)
    section.header_distance = section.footer_distance = Mm(measures.header_mm)
    section.different_first_page_header_footer = True  # the first page has no number


def _set_styles(word: WordDocument, measures: Measures) -> None:
    after = measures.after_paragraph
    _style(word, "Normal", measures.body)
    _style(word, "Body Text", measures.body, JUSTIFY, after=after, line=measures.line, indent=measures.first_line_mm)
    _style(word, "Note", measures.note, JUSTIFY, after=after)
    _style(word, "Table Note", measures.footnote, JUSTIFY, before=2)
    _style(word, "Footnote Line", measures.footnote, JUSTIFY, italic=True)
    _style(word, "Head", measures.head, CENTER)
    _style(word, "Place and Date", measures.date, CENTER, italic=True)
    _style(word, "Header", measures.body, CENTER)
    _style(word, "Banner", measures.banner, CENTER, bold=True, after=4)
    _style(word, "Title", measures.title, CENTER, bold=True, before=18, after=3, keep=True)
    _style(word, "Subtitle", measures.subtitle, CENTER, bold=True, keep=True)
    _heading(word, 1, measures, italic=False)
    _heading(word, 2, measures, italic=True)
    _style(word, "Caption", measures.caption, CENTER, italic=True, before=after, after=after)
    _style(word, "Picture", measures.body, CENTER, before=after, keep=True)
    for size in TABLE_SIZES:
        style = _style(word, table_style(size), size, line=measures.table_line)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(measures.cell_y)


def _heading(word: WordDocument, level: int, measures: Measures, *, italic: bool) -> None:
    after, indent = measures.after_paragraph, measures.first_line_mm
    style = _style(
        word, f"Heading {level}", measures.body, bold=True, italic=italic, before=after, after=after, indent=indent
    )
    style.paragraph_format.keep_with_next = True
    style.element.get_or_add_pPr().append(element("w:outlineLvl", val=level - 1))


def _style(
    word: WordDocument,
    name: str,
    size: float,
    alignment: WD_ALIGN_PARAGRAPH = LEFT,
    *,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
    indent: float = 0,
    keep: bool = False,
) -> ParagraphStyle:
    """A style that says all there is to say, whatever the template said before."""
    style = _blank_style(word, name)
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.bold, style.font.italic = bold, italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.alignment, layout.line_spacing = alignment, line
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.first_line_indent = Mm(indent)
    layout.keep_with_next, layout.widow_control = keep, True
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


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    made_at = document.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.title, properties.subject = document.title, document.subtitle
    properties.author = document.organisation[-1] if document.organisation else ""
    properties.language = LOCALES[document.language]
    properties.created = properties.modified = made_at
    properties.comments = properties.last_modified_by = properties.keywords = ""
    properties.revision = 1

"""Settings, properties and the bytes of a Word file: everything that is neither its content nor its looks."""

import io
from datetime import UTC
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ansinh.documents.forms import document_title
from ansinh.documents.measures import FONT, LOCALES
from ansinh.documents.tree import Document
from ansinh.documents.word_xml import element, replace_children

KEPT_STYLES = frozenset(
    {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Header", "Title", "Subtitle"}
    | {f"heading {level}" for level in range(1, 5)}
    | {"caption", "Body Text"}
)
UNWANTED_PARTS = ("thumbnail", "stylesWithEffects", "customXml", "numbering")  # of python-docx's template


def prepare(word: WordDocument, document: Document) -> None:
    _drop_unwanted_parts(word)
    _set_defaults(word, LOCALES[document.language])
    _set_settings(word, LOCALES[document.language])
    _set_properties(word, document)


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


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    made_at = document.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.title, properties.subject = document_title(document), document.subject
    properties.author = " ".join(document.letterhead.issuer)
    properties.language = LOCALES[document.language]
    properties.created = properties.modified = made_at
    properties.identifier = document.reference
    properties.keywords = document.reference  # all that is left of it in a PDF that Word or LibreOffice prints
    properties.comments = properties.last_modified_by = ""
    properties.revision = 1


def fixed_bytes(word: WordDocument, document: Document) -> bytes:
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

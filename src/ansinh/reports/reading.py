"""The numbers of a document as it lies on the disk, whoever saved it last: Word, PDF; and by what it is known."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pypdfium2
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from ansinh.imports.files.archive import Archive, open_archive
from ansinh.imports.files.received import WorkbookFile
from ansinh.kernel.errors import AnsinhError, InputError
from ansinh.kernel.language import message as _
from ansinh.reports.numerals import Binding, composed, numerals
from ansinh.reports.references import references_in
from ansinh.reports.tokens import around

LARGEST_FILE = 100 * 2**20
MOST_PAGES = 2_000
HEAD_LINES = 4  # of a page, a banner and its number


class FileKind(StrEnum):
    DOCX = "docx"
    PDF = "pdf"
    JSON = "json"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Stretch:
    """A paragraph of Word, or the whole text of a PDF. ``tags``: of the content control that each letter lies in,
    empty for none; ``pages``: where each page's text begins; ``where``: the head of its row, if it is a table's."""

    text: str
    tags: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Found:
    """A number in a file. ``binding``: as it looks by itself; ``tag``: of its content control; ``page``: of a PDF,
    from 1, else 0."""

    text: str
    binding: Binding
    stretch: Stretch
    start: int
    end: int
    tag: str = ""
    page: int = 0

    @property
    def context(self) -> str:
        return around(self.stretch.text, self.start, self.end)


@dataclass(frozen=True)
class DocumentFile:
    """``references``: all that its properties could mean; of a file that is not ours there is none."""

    name: str
    kind: FileKind
    references: tuple[str, ...]
    found: tuple[Found, ...]


class NotADocumentError(InputError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} cannot be read as a report: it is damaged, or something else.", name=name),
            _("Give a .docx or .pdf, for a trace also the .json or .xlsx of a report."),
        )


def read_document(path: Path, *kinds: FileKind) -> DocumentFile:
    """Only of these kinds, by the file's ending. Raises NotADocumentError."""
    kind = next((one for one in kinds if path.suffix.lower() == f".{one}"), None)
    if kind is None or path.stat().st_size > LARGEST_FILE:
        raise NotADocumentError(path.name)
    content = path.read_bytes()
    if kind is FileKind.JSON:
        return DocumentFile(path.name, kind, _json_references(path.name, content), ())
    if kind is FileKind.PDF:
        references, stretch = _pdf(path.name, content)
        return DocumentFile(path.name, kind, references, tuple(_found_in_pdf(stretch)))
    try:
        with open_archive(WorkbookFile(path.name, content)) as archive:
            references = _references(archive)
            found = tuple(_found_in_word(archive)) if kind is FileKind.DOCX else ()
    except (AnsinhError, SyntaxError):  # the second: XML that is none
        raise NotADocumentError(path.name) from None
    return DocumentFile(path.name, kind, references, found)


def _json_references(name: str, content: bytes) -> tuple[str, ...]:
    try:
        kept = json.loads(content)
    except ValueError:
        raise NotADocumentError(name) from None
    return tuple(references_in(str(kept.get("reference", "")))) if isinstance(kept, dict) else ()


def _references(archive: Archive) -> tuple[str, ...]:
    """Its identifier before other properties: programs that save it again keep some and not others."""
    found: list[str] = []
    for part in ("docProps/core.xml", "docProps/custom.xml"):
        if part in archive:
            properties = sorted(parse_xml(archive.part(part)).iter(), key=lambda one: "identifier" not in str(one.tag))
            found += (reference for one in properties for reference in references_in(one.text or ""))
    return tuple(dict.fromkeys(found))


def _found_in_word(archive: Archive) -> Iterator[Found]:
    if "word/document.xml" not in archive:
        raise SyntaxError("no document in it")
    for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if part in archive:
            for stretch in stretches(parse_xml(archive.part(part))):
                yield from _found(stretch)
    for part in filter(_PAGE_MARGIN.match, archive.entries):
        for stretch in stretches(_without_page_numbers(parse_xml(archive.part(part)))):
            yield from _found(stretch)


def _found(stretch: Stretch) -> Iterator[Found]:
    for one in numerals(stretch.text):
        tag = next(filter(None, stretch.tags[one.start : one.end]), "")
        yield Found(one.text, one.binding, stretch, one.start, one.end, tag)


_PAGE_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml$")
_PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


def _without_page_numbers(root: BaseOxmlElement) -> BaseOxmlElement:
    """A field keeps the number that it last showed, as a text."""
    for field in [one for one in root.iter(qn("w:fldSimple")) if _counts_pages(one.get(qn("w:instr"), ""))]:
        field.getparent().remove(field)
    for text in list(_shown_by_page_fields(root)):
        text.getparent().remove(text)
    return root


def _counts_pages(instruction: str) -> bool:
    return bool(_PAGE_NUMBERS & set(instruction.upper().split()[:1]))


def _shown_by_page_fields(root: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    fields: list[str] = []  # the instructions of those that are open, one within the other
    for one in root.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        kind = one.get(qn("w:fldCharType"))
        if kind == "begin":
            fields.append("")
        elif kind == "end" and fields:
            fields.pop()
        elif one.tag == qn("w:instrText") and fields:
            fields[-1] += one.text or ""
        elif one.tag == qn("w:t") and any(map(_counts_pages, fields)):
            yield one


_PARAGRAPH, _ROW, _CONTROL, _BOX = qn("w:p"), qn("w:tr"), qn("w:sdt"), qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same again for older programs
_NOT_READ = {qn("w:del"), qn("w:moveFrom"), qn("w:sdtPr"), qn("w:pPr"), qn("w:rPr"), _FALLBACK}
_LETTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "",
}


def stretches(element: BaseOxmlElement, where: str = "", tag: str = "") -> Iterator[Stretch]:
    """Paragraphs in order, with the words at the head of the row that they stand in; controls may hold several."""
    for child in element:
        if child.tag in _NOT_READ:
            continue
        if child.tag == _PARAGRAPH:
            yield _stretch(_pieces(child, tag), where)
            for box in _boxes(child):
                yield from stretches(box)
        elif child.tag == _ROW:
            yield from stretches(child, _row_head(child), tag)
        else:
            yield from stretches(child, where, _tag_of(child) or tag if child.tag == _CONTROL else tag)


def _boxes(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """The outermost alone: what stands in a box is read with it."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _NOT_READ:
            yield from _boxes(child)


def _stretch(pieces: Iterable[tuple[str, str]], where: str) -> Stretch:
    pieces = [(composed(text), tag) for text, tag in _joined(pieces)]
    tags = tuple(tag for text, tag in pieces for _letter in text)
    return Stretch("".join(text for text, _tag in pieces), tags, where=where)


def _joined(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Word cuts a text into runs anywhere, even between a letter and its mark."""
    text, before = "", ""
    for piece, tag in pieces:
        if tag != before:
            yield text, before
            text, before = "", tag
        text += piece
    yield text, before


def _pieces(element: BaseOxmlElement, tag: str) -> Iterator[tuple[str, str]]:
    """Letters with the tag of the innermost control that has one."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or "", tag
        elif child.tag in _LETTERS:
            yield _LETTERS[child.tag], tag
        elif child.tag == _CONTROL:
            yield from _pieces(child, _tag_of(child) or tag)
        elif child.tag not in _NOT_READ and child.tag != _BOX:
            yield from _pieces(child, tag)


def _tag_of(control: BaseOxmlElement) -> str:
    found = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if found is None else found.get(qn("w:val"), "")


def _row_head(row: BaseOxmlElement) -> str:
    """The first cell with words in it."""
    texts = ("".join(text for text, _tag in _pieces(cell, "")) for cell in row.iter(qn("w:tc")))
    return next((text.strip() for text in texts if any(letter.isalpha() for letter in text)), "")


_HYPHENS_AT_LINE_ENDS = ("\ufffe", "\x02", "\u00ad")  # as PDFium gives them


def _pdf(name: str, content: bytes) -> tuple[tuple[str, ...], Stretch]:
    try:
        with pypdfium2.PdfDocument(content) as pdf:
            if len(pdf) > MOST_PAGES:
                raise NotADocumentError(name)
            properties = pdf.get_metadata_dict(skip_empty=True)
            pages = list(_page_texts(page.get_textpage().get_text_range() for page in pdf))
    except pypdfium2.PdfiumError:
        raise NotADocumentError(name) from None
    said = [properties.pop("Keywords", ""), *properties.values()]
    references = tuple(dict.fromkeys(one for text in said for one in references_in(text)))
    starts = [0]
    for page in pages:
        starts.append(starts[-1] + len(page) + 1)
    return references, Stretch("\n".join(pages), pages=tuple(starts[:-1]))


def _page_texts(pages: Iterable[str]) -> Iterator[str]:
    """Without the pages' own numbers, which begin anew in each appendix."""
    number = 0
    for text in pages:
        lines = _page_lines(text)
        number += 1
        place = _page_number(lines, number)
        if place is None:
            number = 1  # the first page of a part has none
        else:
            del lines[place]
        yield "\n".join(lines)


def _page_lines(text: str) -> list[str]:
    text = composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in _HYPHENS_AT_LINE_ENDS:
        text = text.replace(f"{mark}\n", "-").replace(mark, "-")
    return [line for line in text.split("\n") if line.strip()]


def _page_number(lines: Sequence[str], expected: int) -> int | None:
    """Its line: alone at the page's head, under a banner perhaps, or at its foot."""
    ends = (*range(min(HEAD_LINES, len(lines))), *range(len(lines) - 1, max(len(lines) - 2, HEAD_LINES), -1))
    return next((place for place in ends if lines[place].strip() == str(expected)), None)


def _found_in_pdf(stretch: Stretch) -> Iterator[Found]:
    """What a number is, is seen from the words around it, over the ends of lines; or from its line alone."""
    alone = {
        start + one.start: one.binding
        for start, line in _lines(stretch.text)
        for one in numerals(line)
        if one.binding is not Binding.UNBOUND
    }
    for one in numerals(stretch.text):
        binding = alone.get(one.start, one.binding) if one.binding is Binding.UNBOUND else one.binding
        page = sum(start <= one.start for start in stretch.pages)
        yield Found(one.text, binding, stretch, one.start, one.end, page=page)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1

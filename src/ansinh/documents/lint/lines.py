"""Lines of a document as they are compared with what an official document says, whatever they were typed in."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from ansinh.documents.lint.written import Block, Cell, Paragraph, Read, Row, Span, Table
from ansinh.kernel.legacy_fonts import LegacyEncoding, convert, encodings_of, font_encoding, is_unicode_vietnamese

_UNDERSCORES = re.compile(r"^\s*_{5,}\s*$")
_MARK = re.compile(r"^\s*([*✻]|[-–—]{3,}|-(\s-)+)\s*$")


@dataclass(frozen=True)
class Line:
    """A line of a paragraph: what stands between its line breaks, and between its tabs where that was asked for."""

    spans: tuple[Span, ...]
    paragraph: Paragraph

    @cached_property
    def text(self) -> str:
        return " ".join("".join(span.text for span in self.spans).split())

    @property
    def is_rule(self) -> bool:
        return _UNDERSCORES.match(self.text) is not None

    @property
    def mark(self) -> str:
        found = _MARK.match(self.text)
        return found[1] if found else ""

    @property
    def says(self) -> bool:
        return bool(self.text) and not self.is_rule and not self.mark

    @property
    def printed(self) -> tuple[Span, ...]:
        """The spans with letters."""
        return tuple(span for span in self.spans if span.text.strip())

    @property
    def bold(self) -> bool:
        return bool(self.printed) and all(span.letters.bold for span in self.printed)

    @property
    def all_capitals(self) -> bool:
        shown = "".join(span.text.upper() if span.letters.capitals else span.text for span in self.spans)
        return shown == shown.upper() and any(letter.isalpha() for letter in shown)


def lines_of(paragraph: Paragraph, *, tabs: bool = False) -> list[Line]:
    breaks = "\n\t" if tabs else "\n"
    groups: list[list[Span]] = [[]]
    for span in paragraph.spans:
        first, *others = re.split(f"[{breaks}]", span.text)
        groups[-1].append(Span(first, span.letters))
        groups += [[Span(other, span.letters)] for other in others]
    return [Line(tuple(group), paragraph) for group in groups]


def lines_of_all(paragraphs: Iterable[Paragraph], *, tabs: bool = False) -> list[Line]:
    return [line for paragraph in paragraphs for line in lines_of(paragraph, tabs=tabs)]


@dataclass(frozen=True)
class Spelling:
    """How the letters of a document are stored: the paragraphs that are not composed, or not Unicode at all."""

    decomposed: tuple[Paragraph, ...]
    legacy: tuple[tuple[Paragraph, LegacyEncoding], ...]


def unified(read: Read) -> tuple[Read, Spelling]:
    """The document in composed Unicode, and what was not."""
    texts = [paragraph.text for paragraph in read.paragraphs()]
    encodings = encodings_of(texts)
    spelling = Spelling(
        tuple(one for one in read.paragraphs() if not unicodedata.is_normalized("NFC", one.text)),
        tuple((one, found) for one in read.paragraphs() if (found := _encoding(one, encodings))),
    )
    if not spelling.decomposed and not spelling.legacy:
        return read, spelling
    blocks = tuple(_unified_block(block, encodings) for block in read.blocks)
    return replace(read, blocks=blocks), spelling


def _encoding(paragraph: Paragraph, encodings: tuple[LegacyEncoding, ...]) -> LegacyEncoding | None:
    fonts = {font for span in paragraph.spans for font in span.letters.fonts_of(span.text)}
    named = next((found for font in sorted(fonts) if (found := font_encoding(font))), None)
    if named:
        return named
    text = paragraph.text
    changed = bool(encodings) and not is_unicode_vietnamese(text) and convert(text, encodings[0]) != text
    return encodings[0] if changed else None


def _unified_block(block: Block, encodings: tuple[LegacyEncoding, ...]) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=tuple(_unified_row(row, encodings) for row in block.rows))
    encoding = _encoding(block, encodings)
    spans = tuple(Span(_unified_text(span.text, encoding), span.letters) for span in block.spans)
    return replace(block, spans=spans)


def _unified_row(row: Row, encodings: tuple[LegacyEncoding, ...]) -> Row:
    return Row(tuple(_unified_cell(cell, encodings) for cell in row.cells), row.repeated)


def _unified_cell(cell: Cell, encodings: tuple[LegacyEncoding, ...]) -> Cell:
    return replace(cell, blocks=tuple(_unified_block(block, encodings) for block in cell.blocks))


def _unified_text(text: str, encoding: LegacyEncoding | None) -> str:
    return unicodedata.normalize("NFC", convert(text, encoding) if encoding else text)

"""The officer's own paragraphs: Markdown under the names of an outline's sections, with figures by their ids.

    # advantages
    Cụm đã thu {collections}, đạt {collections.vs_plan} kế hoạch; có **12 hội nghị**:
    - hội nghị ký giao ước;

A figure is printed as ``{id}``; ``{id:size}`` without its sign, ``{id:number}`` without its unit.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ansinh.compare.printing import Shown
from ansinh.documents.tree import Block, Column, Figure, Inline, Own, Paragraph, Row, Table, Text
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _
from ansinh.reports.numerals import Binding, composed, numerals
from ansinh.reports.outlines.reading import Outline, section_names

LARGEST = 1_000_000  # bytes of a file
LONGEST = 200_000  # characters; a report of a hundred pages
DEEPEST = 9  # lists within lists; the parser drops what lies deeper
BULLET = "-"
NEAREST = 3
WIDEST = 4.0  # times a column of numbers

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # no XML can hold most of them
_PLACE = re.compile(r"\{([^{}\s:]+)(?::([a-z]+))?\}")
_NUMBER = re.compile(r"^(?:[IVX]+|\d+|[a-zđ])[.)]\s+")
_PRINTED: Mapping[str, Callable[[Shown, Language], str]] = {
    "": Shown.text,
    "size": Shown.size,
    "number": Shown.number,
}


class TextError(InputError):
    """Something in the officer's text that cannot be printed; ``line`` counts from 1."""


def read_paragraphs(
    text: str, outline: Outline, figures: Mapping[str, Shown], language: Language
) -> Mapping[str, tuple[Block, ...]]:
    """Section id → what the officer wrote for it. Raises TextError naming the line."""
    text = _UNPRINTABLE.sub(" ", composed(text.removeprefix("\ufeff")))
    if len(text) > LONGEST:
        raise TextError(
            _("The text has {count} characters.", count=len(text)),
            _("Write at most {most}; put the rest into an annex of its own.", most=LONGEST),
        )
    return _Reader(outline, figures, language, text.splitlines()).read(_parse(text))


def read_text(file: Path) -> str:
    """Raises InputError for a file that is too large or no text in UTF-8."""
    if file.stat().st_size > LARGEST:
        raise InputError(
            _("{file} is larger than a report's text can be.", file=file.name),
            _("Write the paragraphs into a text file (Markdown, UTF-8)."),
        )
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            _("{file} is no text in UTF-8 (byte {position}).", file=file.name, position=error.start + 1),
            _("Save it again as UTF-8: in Notepad, File, Save as, Encoding."),
        ) from error


def _parse(text: str) -> list[Token]:
    tokens = MarkdownIt("zero").enable(["heading", "list", "emphasis", "table", "escape"]).parse(text)
    too_deep = next((one for one in tokens if one.type == "list_item_open" and one.level > 2 * DEEPEST), None)
    if too_deep:
        raise TextError(
            _("Line {line}: the list lies in too many others.", line=_line(too_deep)),
            _("Nest lists at most {most} deep.", most=DEEPEST),
        )
    return tokens


class _Reader:
    def __init__(
        self, outline: Outline, figures: Mapping[str, Shown], language: Language, lines: Sequence[str]
    ) -> None:
        self._outline = outline
        self._lines = lines
        self._figures = figures
        self._language: Language = language
        self._sections = _sections_by_name(outline)
        self._found: dict[str, list[Block]] = {}

    def read(self, tokens: Sequence[Token]) -> Mapping[str, tuple[Block, ...]]:
        section = None
        lists: list[str] = []  # the mark of each item that is open: a bullet, or its number
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.type == "heading_open":
                section = self._section(tokens[position + 1])
                position += 3
                continue
            if token.type == "table_open":
                end = next(at for at in range(position, len(tokens)) if tokens[at].type == "table_close")
                self._add(section, self._table(tokens[position:end]), token)
                position = end + 1
                continue
            if token.type == "list_item_open":
                lists.append(f"{token.info}{token.markup}" if token.info else BULLET)
            elif token.type == "list_item_close":
                lists.pop()
            elif token.type == "inline":
                self._add(section, self._paragraph(token, lists), token)
            position += 1
        return {name: tuple(blocks) for name, blocks in self._found.items()}

    def _paragraph(self, token: Token, lists: list[str]) -> Paragraph:
        """The number of an item is printed as it was written, before its first paragraph."""
        inlines = tuple(self._inlines(token))
        mark = lists[-1] if lists else ""
        if mark == BULLET or not mark:
            return Paragraph(inlines, style="bullet" if mark else "body")
        lists[-1] = ""
        return Paragraph((Own(mark[:-1]), Text(f"{mark[-1]} "), *inlines))

    def _section(self, token: Token) -> str:
        name = _folded(token.content)
        if name not in self._sections:
            raise TextError(
                _("Line {line}: the report has no section “{name}”.", line=_line(token), name=token.content),
                _("Head the paragraphs by one of: {sections}.", sections="; ".join(section_names(self._outline))),
            )
        return self._sections[name]

    def _add(self, section: str | None, block: Block, token: Token) -> None:
        if section is None:
            raise TextError(
                _("Line {line}: the text stands under no section.", line=_line(token)),
                _(
                    "Write a heading above it: # and one of: {sections}.",
                    sections="; ".join(section_names(self._outline)),
                ),
            )
        self._found.setdefault(section, []).append(block)

    def _inlines(self, token: Token) -> Iterator[Inline]:
        bold = italic = 0
        for child in token.children or ():
            bold += (child.type == "strong_open") - (child.type == "strong_close")
            italic += (child.type == "em_open") - (child.type == "em_close")
            if child.content:
                text = child.content.replace("\n", " ")
                yield from self._with_figures(text, token, bold=bool(bold), italic=bool(italic))

    def _with_figures(self, text: str, token: Token, *, bold: bool, italic: bool) -> Iterator[Inline]:
        end = 0
        for match in _PLACE.finditer(text):
            yield from _with_own_numbers(text[end : match.start()], bold=bold, italic=italic)
            yield self._figure(match[1], match[2] or "", token)
            end = match.end()
        yield from _with_own_numbers(text[end:], bold=bold, italic=italic)

    def _figure(self, name: str, form: str, token: Token) -> Figure:
        shown = self._figures.get(name)
        if shown is None:
            near = get_close_matches(name, self._figures, NEAREST) or list(self._figures)[:NEAREST]
            raise TextError(
                _("Line {line}: the report has no figure “{name}”.", line=_line(token), name=name),
                _("Write one that it has, such as {near}; `--format json` lists them all.", near=", ".join(near)),
            )
        if not shown.quantity.known:
            raise TextError(
                _("Line {line}: the figure “{name}” is not known.", line=_line(token), name=name),
                _("Leave the sentence out, or import what it is made of."),
            )
        if form not in _PRINTED:
            raise TextError(
                _("Line {line}: a figure is not printed as “{form}”.", line=_line(token), form=form),
                _("Write {{id}}, {{id:size}} (without its sign) or {{id:number}} (without its unit)."),
            )
        return Figure(_PRINTED[form](shown, self._language), name)

    def _refuse_too_wide(self, row: Token, rows: Sequence[Sequence[object]]) -> None:
        """Markdown drops the cells that have no head, without a word."""
        cells = len(_BETWEEN.split(_EDGE.sub("", self._lines[_line(row) - 1])))
        if rows and cells > len(rows[0]):
            raise TextError(
                _("Line {line}: the row has more cells ({cells}) than the table's head.", line=_line(row), cells=cells),
                _("Give each column a head, or write \\| for a bar within a cell."),
            )

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows: list[list[tuple[Inline, ...]]] = []
        for token in tokens:
            if token.type == "tr_open":
                self._refuse_too_wide(token, rows)
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(tuple(self._inlines(token)))
        head, *body = rows
        columns = tuple(_column(cell, [row[position] for row in body]) for position, cell in enumerate(head))
        return Table("", columns, tuple(Row(tuple(cells)) for cells in body), numbered=False)


_EDGE = re.compile(r"^\s*\||(?<!\\)\|\s*$")
_BETWEEN = re.compile(r"(?<!\\)\|")


def _column(head: Sequence[Inline], cells: Sequence[Sequence[Inline]]) -> Column:
    """Numbers stand at the right; words have room by the length of the longest."""
    texts = ["".join(one.text for one in cell).strip() for cell in cells]
    counts = all(not text or text in _DASHES or text[0].isdigit() for text in texts)
    longest = max(map(len, texts), default=0)
    weight = 1.0 if counts else min(max(longest / 10, 1.0), WIDEST)
    return Column("".join(one.text for one in head), align="right" if counts else "left", weight=weight)


_DASHES = ("-", "–", "—")


def _with_own_numbers(text: str, *, bold: bool, italic: bool) -> Iterator[Inline]:
    """Dates and the numbers of documents are words; any other number is the officer's own."""
    end = 0
    for numeral in numerals(text):
        if numeral.binding not in (Binding.DATE, Binding.DOCUMENT):
            if text[end : numeral.start]:
                yield Text(text[end : numeral.start], bold, italic)
            yield Own(text[numeral.start : numeral.end])
            end = numeral.end
    if text[end:]:
        yield Text(text[end:], bold, italic)


def _sections_by_name(outline: Outline) -> Mapping[str, str]:
    """By their ids, and by their headings in either language where only one section has it."""
    sections = list(outline.all_sections())
    headings = [_folded(heading) for one in sections for heading in {one.heading.vi, one.heading.en}]
    named = {
        _folded(heading): section.id
        for section in sections
        for heading in (section.heading.vi, section.heading.en)
        if headings.count(_folded(heading)) == 1
    }
    return {**named, **{_folded(section.id): section.id for section in sections}}


def _folded(name: str) -> str:
    return " ".join(_NUMBER.sub("", name.strip()).rstrip(":").split()).casefold()


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1

"""Every number that a document prints, in the order in which it is read, with what it stands for."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from docx.oxml import parse_xml

from ansinh.documents.forms import printed_number
from ansinh.documents.tree import (
    Appendix,
    Block,
    Column,
    Constant,
    Document,
    Figure,
    Heading,
    Inline,
    Own,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
    printed_unit,
)
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import long_date
from ansinh.reports.content import ReportContent
from ansinh.reports.numerals import Binding, composed, numerals, printed_numbers

BETWEEN = " · "  # table, row, column


class Part(StrEnum):
    """How a passage is printed: HEADER of a table, again on each page that it goes on to; CHART as a drawing."""

    TEXT = "text"
    HEADER = "header"
    CHART = "chart"


@dataclass(frozen=True)
class Passage:
    """A paragraph or a table's cell. ``where``: its table, row and column; empty for a paragraph. ``table``: counts
    from 1, of a HEADER alone."""

    text: str
    where: str = ""
    part: Part = Part.TEXT
    table: int = 0


@dataclass(frozen=True)
class Token:
    """``text``: with its sign and per cent. ``figure``: the id of what it shows, if that is its binding."""

    text: str
    binding: Binding
    passage: Passage
    start: int
    end: int
    figure: str = ""

    @property
    def context(self) -> str:
        return around(self.passage.text, self.start, self.end)


def around(text: str, start: int, end: int, *, words: int = 5) -> str:
    """The token between brackets, with the words beside it: "kế hoạch giao, đạt [36,45%] so với kế hoạch"."""
    before, after = text[:start].split(), text[end:].split()
    glued_before = "" if not text[:start] or text[start - 1].isspace() else "\u2060"
    glued_after = "" if not text[end:] or text[end].isspace() else "\u2060"
    parts = [*before[-words:], f"{glued_before}[{text[start:end].strip()}]{glued_after}", *after[:words]]
    said = " ".join(parts).replace(" \u2060", "").replace("\u2060 ", "")
    return f"{'… ' if len(before) > words else ''}{said}{' …' if len(after) > words else ''}".strip()


def tokens(document: Document, content: ReportContent | None = None) -> tuple[Token, ...]:
    """``content``: whose figures the charts show, and whose units' names hold numbers (Quận 1)."""
    return tuple(_Reader(content).document(document))


class _Reader:
    def __init__(self, content: ReportContent | None) -> None:
        self._names = _numbered_names(content) if content else frozenset()
        self._content = content
        self._tables = 0

    @cached_property
    def _charted(self) -> dict[str, str]:
        return _charted(self._content) if self._content else {}

    def document(self, document: Document) -> Iterator[Token]:
        yield from self._letterhead(document)
        yield from self._set(document.subject)
        for text in (*document.addressees, *document.grounds):
            yield from self._set(text)
        yield from self._blocks(document.blocks)
        for text in (*document.recipients, *document.signature.authority, *document.signature.post):
            yield from self._set(text)
        yield from self._set(document.signature.name)
        for appendix in document.appendices:
            yield from self._appendix(appendix)

    def _letterhead(self, document: Document) -> Iterator[Token]:
        head = document.letterhead
        dated = f"năm {document.made_at.year}" if head.day is None else long_date(head.day)
        for text in (*head.superior, *head.issuer, printed_number(head, document.language), dated):
            yield from self._set(text)

    def _appendix(self, appendix: Appendix) -> Iterator[Token]:
        yield from self._set(appendix.title)
        yield from self._set(appendix.attached_to)
        yield from self._blocks(appendix.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[Token]:
        for block in blocks:
            match block:
                case Heading():
                    yield from self._set(f"{block.number} {block.text}".strip())
                case Paragraph():
                    yield from self._inlines(block.inlines)
                case Table():
                    yield from self._table(block)
                case Picture():
                    yield from self._picture(block)

    def _table(self, table: Table) -> Iterator[Token]:
        self._tables += 1
        yield from self._set(table.title)
        numbers = [f"({number})" for number, _column in enumerate(table.columns, 1)] if table.numbered else []
        for text in (*_header(table), *numbers):
            yield from self._set(text, Passage(text, table.label, Part.HEADER, self._tables))
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                yield from self._inlines(cell, where=_place(table, row, column))
        for note in table.notes:
            yield from self._set(note)

    def _picture(self, picture: Picture) -> Iterator[Token]:
        bound = _queues(picture.bound)
        for text in _svg_texts(picture.svg):
            passage = Passage(composed(text), picture.label, Part.CHART)
            queue = bound.get(passage.text)
            known = queue.popleft() if queue else None
            for one in numerals(passage.text):
                figure = self._charted.get(one.text.rstrip("%"), "") if known is None else known
                binding = Binding.FIGURE if figure else Binding.CONSTANT
                yield Token(one.text, binding, passage, one.start, one.end, figure)
        yield from self._set(picture.title)

    def _set(self, text: str, passage: Passage | None = None) -> Iterator[Token]:
        """What the outline, the office or the head of a table says: "Sơ kết 05 năm …", "CỤM THI ĐUA SỐ 5", "Đợt 1"."""
        passage = passage or Passage(composed(text))
        for one in numerals(passage.text, names=self._names):
            binding = Binding.CONSTANT if one.binding is Binding.UNBOUND else one.binding
            yield Token(one.text, binding, passage, one.start, one.end)

    def _inlines(self, inlines: Sequence[Inline], *, where: str = "") -> Iterator[Token]:
        """A date may begin in one piece and end in the next; a number stands for what its own piece says."""
        pieces = [(composed(inline.text), inline) for inline in inlines]
        passage = Passage("".join(text for text, _inline in pieces), where)
        owners = [inline for text, inline in pieces for _letter in text]
        for one in numerals(passage.text, names=self._names):
            owner = next((owners[at] for at in range(one.start, one.end) if not isinstance(owners[at], Text)), None)
            binding = _binding(owner) or one.binding
            figure = owner.id if isinstance(owner, Figure) else ""
            yield Token(one.text, binding, passage, one.start, one.end, figure)


def _binding(owner: Inline | None) -> Binding | None:
    match owner:
        case Figure():
            return Binding.FIGURE
        case Constant():
            return Binding.CONSTANT
        case Own():
            return Binding.OWN
    return None


def _header(table: Table) -> Iterator[str]:
    """The row of groups, in which a column without one has its title already; then the titles under the groups."""
    grouped = any(column.group for column in table.columns)
    before: str | None = None
    for column in table.columns:
        if column.group is None:
            yield _titled(column)
        elif column.group != before:
            yield column.group
        before = column.group
    if grouped:
        yield from (_titled(column) for column in table.columns if column.group is not None)


def _titled(column: Column) -> str:
    return composed(f"{column.title} {printed_unit(column)}".strip())


def _place(table: Table, row: Row, column: Column) -> str:
    heads = ("".join(inline.text for inline in cell) for cell in row.cells)
    head = next((text for text in heads if any(letter.isalpha() for letter in text)), "")
    group = f"{column.group}: " if column.group else ""
    return BETWEEN.join(filter(None, (table.label, head, f"{group}{column.title}")))


def _svg_texts(svg: str) -> Iterator[str]:
    for element in parse_xml(svg.encode()).iter("{http://www.w3.org/2000/svg}text"):
        yield "".join(element.itertext())


def _numbered_names(content: ReportContent) -> frozenset[str]:
    """What may have a number in its name, which counts nothing: "Quận 5", "Số đơn vị chậm đóng từ 3 tháng trở lên"."""
    units = [content.unit, *(part.unit for part in content.parts)]
    names = [name for unit in units for name in (unit.name, unit.text("vi"), unit.text("en"))]
    for one in catalogue().indicators.values():
        names += [one.name.vi, one.name.en, one.short.vi, one.short.en]
    return frozenset(map(composed, names))


def _queues(bound: Sequence[tuple[str, str]]) -> dict[str, deque[str]]:
    """A text → the figures that it stands for, one each time it is printed."""
    found: dict[str, deque[str]] = {}
    for text, figure in bound:
        found.setdefault(composed(text), deque()).append(figure)
    return found


def _charted(content: ReportContent) -> dict[str, str]:
    """A number as a map prints it, which does not say of which figure → the first figure that is printed so."""
    found: dict[str, str] = {}
    for name, shown in content.figures.items():
        for printed in _printed_forms(shown.text("vi"), shown.text("en")):
            found.setdefault(printed, name)
    return found


def _printed_forms(*texts: str) -> Collection[str]:
    return [one.rstrip("%") for text in texts for one in printed_numbers(composed(text))]

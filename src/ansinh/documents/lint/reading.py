"""A Word file taken apart: its sections with their margins, its paragraphs and tables, wherever they are wrapped."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ansinh.documents.lint import errors
from ansinh.documents.lint.formatting import TWIPS, Formatting, TableStyle, table_style
from ansinh.documents.lint.inline import WRAPPERS, Inline
from ansinh.documents.lint.numbering import Numbering, whole_number
from ansinh.documents.lint.opening import WordFile, child, children, value
from ansinh.documents.lint.written import Block, Cell, Paragraph, Read, Row, Section, Table, Where

_DEFAULT_PAGE = (12_240, 15_840)  # Word's own, US Letter
_BORDERLESS = frozenset({"nil", "none"})
_HEXADECIMAL = re.compile(r"^[0-9A-Fa-f]{1,8}$")


def read(file: WordFile) -> Read:
    """Raises WordFileError."""
    root = file.part(file.main)
    body = child(root, "w:body")
    if body is None:
        raise errors.not_a_document(file.name)
    return _Reader(file, body).read()


@dataclass(frozen=True)
class _Around:
    """What a paragraph stands in."""

    where: Where
    width: float
    table: TableStyle | None = None


@dataclass
class _Reader:
    file: WordFile
    body: Element
    tables: int = 0

    def __post_init__(self) -> None:
        self.formatting = Formatting(self.file)
        self.numbering = Numbering(self.file, self.formatting)

    def read(self) -> Read:
        sections = self._sections()
        blocks: list[Block] = []
        number = 1
        for element in _flattened(self.body):
            section = sections[min(number, len(sections)) - 1]
            width = (section.width - section.left - section.right) * 72 / 25.4
            blocks += self._block(element, _Around(Where(section=section.number), width))
            if child(element, "w:pPr", "w:sectPr") is not None:
                number += 1
        settings = self.file.only("settings")
        return Read(tuple(blocks), tuple(sections), child(settings, "w:evenAndOddHeaders") is not None)

    def _block(self, element: Element, around: _Around) -> list[Block]:
        if element.tag == "w:tbl":
            return [self._table(element, around)]
        return [self._paragraph(element, around)]

    def _sections(self) -> list[Section]:
        found = [one for element in _flattened(self.body) if (one := child(element, "w:pPr", "w:sectPr")) is not None]
        last = child(self.body, "w:sectPr")
        if last is not None or not found:
            found.append(last if last is not None else Element("w:sectPr"))
        sections: list[Section] = []
        for number, properties in enumerate(found, 1):
            sections.append(self._section(number, properties, sections[-1] if sections else None))
        return sections

    def _section(self, number: int, properties: Element, before: Section | None) -> Section:
        size, margins = child(properties, "w:pgSz"), child(properties, "w:pgMar")
        pages = child(properties, "w:pgNumType")
        empty = Element("none")
        size, margins = (one if one is not None else empty for one in (size, margins))
        return Section(
            number=number,
            width=_mm(size, "w:w", _DEFAULT_PAGE[0]),
            height=_mm(size, "w:h", _DEFAULT_PAGE[1]),
            top=abs(_mm(margins, "w:top", 1440)),
            right=_mm(margins, "w:right", 1440),
            bottom=abs(_mm(margins, "w:bottom", 1440)),
            left=_mm(margins, "w:left", 1440) + _mm(margins, "w:gutter", 0),
            title_page=_on(child(properties, "w:titlePg")),
            restarts=pages is not None and pages.get("w:start") is not None,
            headers=self._margins(properties, "header", number, before.headers if before else {}),
            footers=self._margins(properties, "footer", number, before.footers if before else {}),
        )

    def _margins(
        self, properties: Element, kind: str, number: int, before: dict[str, tuple[Paragraph, ...]]
    ) -> dict[str, tuple[Paragraph, ...]]:
        parts = self.file.related(kind)
        found = dict(before)
        for reference in children(properties, f"w:{kind}Reference"):
            part = self.file.part(parts.get(reference.get("r:id", ""), ""))
            if part is not None:
                around = _Around(Where(section=number, margin=kind), 0)
                found[reference.get("w:type", "default")] = tuple(self._margin_paragraphs(part, around))
        return found

    def _margin_paragraphs(self, part: Element, around: _Around) -> Iterator[Paragraph]:
        for element in _flattened(part):
            for block in self._block(element, around):
                yield from block.paragraphs() if isinstance(block, Table) else [block]

    def _table(self, element: Element, around: _Around) -> Table:
        self.tables += 1
        where = replace(around.where, table=self.tables)
        widths = [_points(column, "w:w") for column in children(child(element, "w:tblGrid"), "w:gridCol")]
        bordered = self._bordered(element)
        rows = [one for one in _flattened(element) if one.tag == "w:tr"]
        return Table(
            tuple(
                self._row(element, row, replace(around, where=replace(where, row=number)), widths, len(rows), bordered)
                for number, row in enumerate(rows, 1)
            ),
            where,
            bordered,
        )

    def _row(
        self, table: Element, row: Element, around: _Around, widths: Sequence[float], rows: int, bordered: bool
    ) -> Row:
        cells = []
        column = 0
        for number, element in enumerate((one for one in _flattened(row) if one.tag == "w:tc"), 1):
            spans = max(1, whole_number(value(element, "w:tcPr", "w:gridSpan"), 1))
            conditions = _conditions(table, around.where.row, rows, column, spans, len(widths))
            inside = _Around(
                replace(around.where, cell=number),
                _own_width(element) or sum(widths[column : column + spans]),
                table_style(self.formatting, table, conditions),
            )
            blocks = [block for one in _flattened(element) for block in self._block(one, inside)]
            own = child(element, "w:tcPr", "w:tcBorders")
            lined = _has_borders(own) if own is not None else bordered
            cells.append(Cell(tuple(blocks), column, spans, lined))
            column += spans
        return Row(tuple(cells), _on(child(row, "w:trPr", "w:tblHeader")))

    def _bordered(self, table: Element) -> bool:
        own = child(table, "w:tblPr", "w:tblBorders")
        if own is not None:
            return _has_borders(own)
        name = self.formatting.style_of(child(table, "w:tblPr"), "table", "w:tblStyle")
        borders = [child(style.element, "w:tblPr", "w:tblBorders") for style in self.formatting.chain(name)]
        return any(_has_borders(one) for one in borders if one is not None)

    def _paragraph(self, element: Element, around: _Around) -> Paragraph:
        properties = child(element, "w:pPr")
        label = self.numbering.label(properties)
        inline = Inline(self.formatting, properties, around.table)
        inline.walk(element)
        spans = tuple(span for span in inline.spans if not span.letters.hidden)
        start = "".join(span.text for span in spans).strip()
        frame = child(properties, "w:framePr")
        return Paragraph(
            spans=spans,
            layout=self.formatting.layout(
                properties,
                label.paragraph if label else None,
                numbered_by_style=bool(label and label.of_style),
                table=around.table,
            ),
            mark=self.formatting.letters(child(properties, "w:rPr"), properties, around.table),
            where=replace(around.where, start=start),
            width=around.width,
            label=label.text if label else "",
            drawn=tuple(inline.drawn),
            picture=inline.picture,
            page_number=inline.page_number,
            framed=frame.get("w:xAlign", "") if frame is not None else "",
            tabs=self.formatting.tabs(properties),
        )


def _flattened(parent: Element) -> Iterator[Element]:
    """Paragraphs, tables, rows or cells, also those inside content controls and accepted insertions."""
    for one in parent:
        if one.tag in WRAPPERS:
            yield from _flattened(one)
        elif one.tag in {"w:p", "w:tbl", "w:tr", "w:tc"}:
            yield one


def _conditions(table: Element, row: int, rows: int, column: int, spans: int, columns: int) -> list[str]:
    """Of the table's style, those that hold for a cell, the weaker ones first. ``row`` is counted from 1."""
    look = child(table, "w:tblPr", "w:tblLook")
    if look is None:
        return ["wholeTable"]
    bits = _hexadecimal(look.get("w:val"))

    def asked(name: str, bit: int) -> bool:
        return look.get(f"w:{name}", "1" if bits & bit else "0") not in {"0", "false"}

    found = ["wholeTable"]
    if not asked("noHBand", 0x200):
        found.append("band1Horz" if (row - asked("firstRow", 0x20)) % 2 else "band2Horz")
    if asked("firstColumn", 0x80) and column == 0:
        found.append("firstCol")
    if asked("lastColumn", 0x100) and column + spans >= columns:
        found.append("lastCol")
    if asked("firstRow", 0x20) and row == 1:
        found.append("firstRow")
    if asked("lastRow", 0x40) and row == rows:
        found.append("lastRow")
    return found


def _own_width(cell: Element) -> float:
    width = child(cell, "w:tcPr", "w:tcW")
    return _points(width, "w:w") if width is not None and width.get("w:type", "dxa") == "dxa" else 0.0


def _hexadecimal(text: str | None) -> int:
    return int(text, 16) if text and _HEXADECIMAL.match(text) else 0


def _has_borders(borders: Element) -> bool:
    return any(side.get("w:val", "nil") not in _BORDERLESS for side in borders)


def _on(element: Element | None) -> bool:
    return element is not None and element.get("w:val", "1") not in {"0", "false", "off"}


def _points(element: Element | None, name: str) -> float:
    text = element.get(name, "0") if element is not None else "0"
    return float(text) / TWIPS if text.replace(".", "", 1).lstrip("-").isdigit() else 0.0


def _mm(element: Element, name: str, otherwise: int) -> float:
    text = element.get(name, str(otherwise))
    points = float(text) / TWIPS if text.replace(".", "", 1).lstrip("-").isdigit() else float(otherwise) / TWIPS
    return points * 25.4 / 72

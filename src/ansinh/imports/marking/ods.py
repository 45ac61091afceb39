"""Mark an .ods workbook in place: cells get another style and an annotation; every other byte stays."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence

from ansinh.imports.errors import Finding, Severity
from ansinh.imports.files.sheets import Cell
from ansinh.imports.marking.marks import (
    AUTHOR,
    COLOURS,
    SEPARATOR,
    CannotMarkInPlace,
    Mark,
    anchors,
    by_sheet,
)
from ansinh.imports.marking.markup import (
    Edit,
    changed,
    checked,
    closing,
    escaped,
    head_end,
    opened,
    with_attributes,
)
from ansinh.imports.marking.ods_cells import DC, FO, OFFICE, STYLE, TABLE, TEXT, ContentXml, Piece, TableXml
from ansinh.imports.marking.package import Package
from ansinh.kernel.language import Language

_CONTENT = "content.xml"
_NAMED = "Ansinh"
_BY_LETTER = {"b": Severity.BLOCKS, "e": Severity.EXPLAIN, "n": Severity.NOTE}
_LETTERS = {severity: letter for letter, severity in _BY_LETTER.items()}


def mark_ods(content: bytes, findings: Sequence[Finding], language: Language) -> bytes:
    """Raises CannotMarkInPlace."""
    package = Package(content)
    if posixpath.normpath(_CONTENT) not in package:
        raise CannotMarkInPlace("no content")
    xml = package.read(_CONTENT)
    first = ContentXml(xml, {})
    names = [table.name for table in first.tables]
    if len(set(names)) != len(names):
        raise CannotMarkInPlace("two sheets of one name")
    shown = (table.name for table in first.tables if table.hidden_style not in first.hidden_table_styles)
    found = by_sheet(findings, names, next(shown, names[0]))
    marks = {table.name: found[table.name].marks(language, anchors(table.merged)) for table in first.tables}
    wanted = {name: {row for row, _ in cells} for name, cells in marks.items()}
    marked = _Marking(ContentXml(xml, wanted), marks).written()
    return package.with_members({} if marked == xml else {_CONTENT: marked})


class _Marking:
    def __init__(self, xml: ContentXml, marks: Mapping[str, Mapping[Cell, Mark]]) -> None:
        self._xml, self._content, self._marks = xml, xml.content, marks
        self._table, self._text, self._office = (xml.named(space) for space in (TABLE, TEXT, OFFICE))
        self._style, self._fo = xml.named(STYLE), xml.named(FO)
        self._new_styles: dict[str, bytes] = {}

    def written(self) -> bytes:
        edits: list[Edit] = []
        for table in self._xml.tables:
            edits += self._in_table(table, self._marks[table.name])
        if self._new_styles:
            edits.append(self._with_styles(b"".join(self._new_styles.values())))
        return checked(changed(self._content, edits)) if edits else self._content

    def _with_styles(self, new: bytes) -> Edit:
        start, end = self._xml.automatic
        head = head_end(self._content, start)
        tail, last = closing(self._content, head, end)
        if tail != last:
            return tail, tail, new
        opening, ending = opened(self._content[start:head])
        return start, head, opening + new + ending

    def _in_table(self, table: TableXml, marks: Mapping[Cell, Mark]) -> Iterator[Edit]:
        rows: dict[int, dict[int, Mark]] = {}
        for (row, column), mark in marks.items():
            rows.setdefault(row, {})[column] = mark
        for piece in table.rows:
            head = head_end(self._content, piece.start)
            end = closing(self._content, head, piece.end)[1]
            new = b"".join(self._row_split(table, piece, rows))
            if new != self._content[piece.start : end]:
                yield piece.start, end, new
        below = b"".join(self._rows_below(table, {row: rows[row] for row in sorted(rows) if row >= table.height}))
        if below:
            yield table.tail, table.tail, below

    def _row_split(self, table: TableXml, row: Piece, marks: Mapping[int, dict[int, Mark]]) -> Iterator[bytes]:
        """The row once for each stretch of repeated rows that stay alike, once for each row that is marked."""
        at, last = row.first, row.first + row.count
        for wanted in [*sorted(one for one in marks if row.first <= one < last), last]:
            if wanted > at:
                yield self._row(table, row, {}, wanted - at)
            if wanted < last:
                yield self._row(table, row, marks[wanted], 1)
            at = wanted + 1

    def _row(self, table: TableXml, row: Piece, marks: Mapping[int, Mark], count: int) -> bytes:
        head = head_end(self._content, row.start)
        tail, end = closing(self._content, head, row.end)
        tag = self._content[row.start : head]
        if count != row.count:
            tag = self._counted(tag, "rows", count)
        edits = [edit for cell in row.cells for edit in self._cell_split(table, row, cell, marks)]
        width = row.cells[-1].first + row.cells[-1].count if row.cells else 0
        beyond = {column: mark for column, mark in sorted(marks.items()) if column >= width}
        added = b"".join(self._cells_beyond(table, row, width, beyond))
        if tail == end and added:
            tag, ending = opened(tag)
            return tag + added + ending
        inner = changed(self._content[head:tail], [(start - head, to - head, new) for start, to, new in edits])
        return tag + inner + added + self._content[tail:end]

    def _cell_split(self, table: TableXml, row: Piece, cell: Piece, marks: Mapping[int, Mark]) -> Iterator[Edit]:
        last = cell.first + cell.count
        wanted = sorted(column for column in marks if cell.first <= column < last)
        if not wanted and not cell.marked:
            return
        end = closing(self._content, head_end(self._content, cell.start), cell.end)[1]
        parts, at = [], cell.first
        for column in [*wanted, last]:
            if column > at:
                parts.append(self._cell(table, row, cell, None, at, column - at))
            if column < last:
                parts.append(self._cell(table, row, cell, marks[column], column, 1))
            at = column + 1
        yield cell.start, end, b"".join(parts)

    def _cell(self, table: TableXml, row: Piece, cell: Piece, mark: Mark | None, column: int, count: int) -> bytes:
        head = head_end(self._content, cell.start)
        tail, end = closing(self._content, head, cell.end)
        tag = self._content[cell.start : head]
        if count != cell.count:
            tag = self._counted(tag, "columns", count)
        if mark or cell.marked:
            style = self._marked_style(cell.style or row.style or table.column_style(column), mark)
            tag = with_attributes(tag, {f"{self._table}style-name": style or None})
        note = self._note(self._content[slice(*cell.note)] if cell.note else b"", mark.text if mark else "")
        if tail == end:
            if not note:
                return tag
            tag, ending = opened(tag)
            return tag + note + ending
        start, after = cell.note or (head, head)
        return tag + self._content[head:start] + note + self._content[after:end]

    def _rows_below(self, table: TableXml, rows: Mapping[int, dict[int, Mark]]) -> Iterator[bytes]:
        at = table.height
        for row, marks in rows.items():
            if row > at:
                repeated = f' {self._table}number-rows-repeated="{row - at}"' if row - at > 1 else ""
                yield f"<{self._table}table-row{repeated}><{self._table}table-cell/></{self._table}table-row>".encode()
            cells = b"".join(self._cells_beyond(table, None, 0, dict(sorted(marks.items()))))
            yield f"<{self._table}table-row>".encode() + cells + f"</{self._table}table-row>".encode()
            at = row + 1

    def _cells_beyond(self, table: TableXml, row: Piece | None, width: int, marks: dict[int, Mark]) -> Iterator[bytes]:
        at = width
        for column, mark in marks.items():
            if column > at:
                repeated = f' {self._table}number-columns-repeated="{column - at}"' if column - at > 1 else ""
                yield f"<{self._table}table-cell{repeated}/>".encode()
            style = self._marked_style((row.style if row else "") or table.column_style(column), mark)
            tag = f'<{self._table}table-cell {self._table}style-name="{style}">'.encode()
            yield tag + self._note(b"", mark.text) + f"</{self._table}table-cell>".encode()
            at = column + 1

    def _counted(self, tag: bytes, what: str, count: int) -> bytes:
        return with_attributes(tag, {f"{self._table}number-{what}-repeated": str(count) if count > 1 else None})

    def _marked_style(self, style: str, mark: Mark | None) -> str:
        """The name of the style of a cell that has ``style``, marked; without a mark, as it was before it was marked.

        Ours is named after the cell's own. A program that saved the copy has given it another name: then the cell's
        own colour is not known any more.
        """
        known = self._xml.styles.get(style)
        own = _own_name(style) if known and known.ours else style
        if mark:
            return self._new_style(f"{_NAMED}.{_LETTERS[mark.severity]}.{own}", own, COLOURS[mark.severity])
        if known and known.ours and own == style:
            return self._new_style(f"{_NAMED}.plain.{own}", own, "")
        return own

    def _new_style(self, name: str, own: str, colour: str) -> str:
        if name not in self._xml.styles and name not in self._new_styles:
            self._new_styles[name] = self._style_of(name, own, colour)
        return name

    def _style_of(self, name: str, own: str, colour: str) -> bytes:
        """``colour``: RRGGBB; empty takes the background off."""
        background = {f"{self._fo}background-color": f"#{colour.lower()}" if colour else None}
        plain = f"<{self._style}table-cell-properties/>".encode()
        known = self._xml.styles.get(own)
        if known is None:  # a style that is not this document's content but of its common styles, or none
            look = with_attributes(plain, background)
            names = {f"{self._style}name": name, f"{self._style}parent-style-name": own or "Default"}
            tag = with_attributes(f'<{self._style}style {self._style}family="table-cell">'.encode(), names)
            return tag + look + f"</{self._style}style>".encode()
        text = self._content[known.start : known.end]
        head = head_end(text, 0)
        tag = with_attributes(text[:head], {f"{self._style}name": name})
        if text[:head].endswith(b"/>"):
            tag, ending = opened(tag)
            return tag + with_attributes(plain, background) + ending
        at = text.find(f"<{self._style}table-cell-properties".encode())
        if at < 0:
            return tag + with_attributes(plain, background) + text[head:]
        after = head_end(text, at)
        return tag + text[head:at] + with_attributes(text[at:after], background) + text[after:]

    def _note(self, note: bytes, text: str) -> bytes:
        """The sender's annotation with ours after it, an earlier one of ours taken off."""
        kept = self._without_ours(note)
        if not text:
            return kept
        lines = b"".join(self._paragraph(line) for line in text.split("\n"))
        if not kept:
            dc = self._xml.named(DC)
            head = f'<{self._office}annotation {self._office}display="false">'
            return (
                f"{head}<{dc}creator>{AUTHOR}</{dc}creator>".encode() + lines + f"</{self._office}annotation>".encode()
            )
        own = _tail(kept)
        return kept[:own] + lines + kept[own:]

    def _paragraph(self, line: str) -> bytes:
        return f"<{self._text}p>".encode() + escaped(line) + f"</{self._text}p>".encode()

    def _without_ours(self, note: bytes) -> bytes:
        dc = self._xml.named(DC) if note else ""
        if f"<{dc}creator>{AUTHOR}</{dc}creator>".encode() in note:
            return b""
        at = note.find(SEPARATOR.encode())
        if at < 0:
            return note
        paragraph = f"<{self._text}p".encode()
        before = note[: note.rfind(paragraph, 0, at)]
        return before + note[_tail(note) :] if paragraph in before else b""


def _tail(note: bytes) -> int:
    """Where the end tag of the annotation begins."""
    if note.endswith(b"/>"):
        raise CannotMarkInPlace("an empty annotation")
    return note.rindex(b"</")


def _own_name(style: str) -> str:
    named, _, rest = style.partition(".")
    letter, _, own = rest.partition(".")
    return own if named == _NAMED and letter in _BY_LETTER else style

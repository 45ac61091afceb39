"""A worksheet's XML: where the cells to mark stand, or would stand."""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from ansinh.imports.errors import Severity
from ansinh.imports.files.sheets import Cell, Span
from ansinh.imports.marking.marks import LAST_COLUMN, LAST_ROW, CannotMarkInPlace
from ansinh.imports.marking.markup import (
    Attributes,
    Edit,
    changed,
    checked,
    head_end,
    number,
    opened,
    prefix,
    walk,
    with_attributes,
)
from ansinh.imports.marking.names import MAIN, OFFICE, RELATION
from ansinh.kernel.cells import cell_name

_ROW, _CELL, _DATA, _SHEET = MAIN + "row", MAIN + "c", MAIN + "sheetData", MAIN + "worksheet"
_COLUMN, _FORMAT, _DRAWING = MAIN + "col", MAIN + "sheetFormatPr", MAIN + "legacyDrawing"
# What follows legacyDrawing among a worksheet's children (CT_Worksheet).
_LATER = {
    *(MAIN + name for name in ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls")),
    *(MAIN + name for name in ("webPublishItems", "tableParts", "extLst")),
    "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent",
}
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
# In a well-formed document a < begins a tag, or stands in a comment or CDATA, which would move a mark and no more.
_MERGED = re.compile(
    rb"""<(?:[\w.-]+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']"""
)
_PIXELS_A_COLUMN, _PIXELS_A_ROW = 64, 20

StyleOf = Callable[[int, Severity | None], int]


@dataclass(frozen=True)
class Place:
    """A cell's start tag. ``style``: the number of its style now."""

    cell: Cell
    start: int
    style: int


@dataclass(frozen=True)
class Gap:
    """Where cells that are not there belong. ``row``: the start of a row's tag where they go into it at ``at``;
    -1: the row itself is missing. ``style`` of each by its column."""

    at: int
    cells: tuple[Cell, ...]
    row: int
    style: Callable[[int], int]


@dataclass
class Geometry:
    """Pixels of the columns and rows that are not of the usual size; hidden ones have none."""

    columns: dict[int, int] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)
    column: int = _PIXELS_A_COLUMN
    row: int = _PIXELS_A_ROW


class SheetXml:
    """Raises CannotMarkInPlace: not well-formed, no worksheet, rows or cells out of order.

    ``wanted``: cells to mark. ``marked``: styles by which cells are known that were marked earlier.
    """

    def __init__(self, content: bytes, wanted: Set[Cell], marked: Set[int]) -> None:
        self._content, self._marked = content, marked
        self._wanted: dict[int, list[int]] = {}
        for row, column in sorted(wanted):
            self._wanted.setdefault(row, []).append(column)
        self._rows = sorted(self._wanted)
        self.geometry = Geometry()
        self.drawing = ""
        """The relation of the sheet's legacy drawing."""
        self.places: list[Place] = []
        self._gaps: list[Gap] = []
        self._column_styles: list[tuple[int, int, int]] = []
        self._next_column = 0
        self._depth, self._row, self._column, self._row_start, self._in_row = 0, -1, -1, -1, False
        self._row_style: int | None = None
        self._left: list[int] = []
        self._watched = False
        self._in_data, self._data, self._later = False, -1, -1
        self._root, self._root_start = "", 0
        walk(content, self._start, self._end)
        if self._root != _SHEET or self._data < 0:
            raise CannotMarkInPlace("no worksheet")
        self._prefix = prefix(content, self._root_start)

    def written(self, marks: Mapping[Cell, Severity], style: StyleOf, drawing: str = "") -> bytes:
        """The sheet with these marks alone. ``drawing``: the relation of a legacy drawing to add."""
        edits = [edit for place in self.places for edit in self._cell(place, marks.get(place.cell), style)]
        edits += self._inserted(marks, style)
        if drawing:
            tag = f'<{self._prefix}legacyDrawing xmlns:r="{OFFICE}" r:id="{drawing}"/>'.encode()
            edits.append((self._later, self._later, tag))
        return checked(changed(self._content, edits)) if edits else self._content

    def _cell(self, place: Place, severity: Severity | None, style: StyleOf) -> Iterator[Edit]:
        new = style(place.style, severity)
        if new != place.style:
            end = head_end(self._content, place.start)
            yield place.start, end, with_attributes(self._content[place.start : end], {"s": str(new)})

    def _inserted(self, marks: Mapping[Cell, Severity], style: StyleOf) -> Iterator[Edit]:
        missing_rows = []
        for gap in self._gaps:
            cells = b"".join(
                f'<{self._prefix}c r="{cell_name(*cell)}" s="{style(gap.style(cell[1]), marks[cell])}"/>'.encode()
                for cell in gap.cells
            )
            if gap.row < 0:
                head = f'<{self._prefix}row r="{gap.cells[0][0] + 1}">'.encode()
                row = head + cells + f"</{self._prefix}row>".encode()
                missing_rows.append((gap.at, row))
            else:
                yield self._into(gap.row, gap.at, cells)
        if missing_rows and self._closed(self._data):
            yield self._into(self._data, missing_rows[0][0], b"".join(row for _, row in missing_rows))
        else:
            yield from ((at, at, row) for at, row in missing_rows)

    def _into(self, start: int, at: int, new: bytes) -> Edit:
        """Put ``new`` at a place inside the element that begins at ``start``."""
        if not self._closed(start):
            return at, at, new
        end = head_end(self._content, start)
        head, tail = opened(self._content[start:end])
        return start, end, head + new + tail

    def _closed(self, start: int) -> bool:
        end = head_end(self._content, start)
        return self._content[end - 2 : end] == b"/>"

    def _start(self, name: str, attributes: Attributes, at: int) -> None:
        self._depth += 1
        if name == _CELL:
            if self._in_row and (self._watched or self._marked):
                self._start_cell(attributes, at)
        elif name == _ROW:
            if self._in_data:
                self._start_row(attributes, at)
        elif not self._in_data:
            self._start_other(name, attributes, at)

    def _end(self, name: str, at: int) -> None:
        self._depth -= 1
        if name == _ROW and self._in_row:
            self._in_row = False
            self._gap_in_row(self._left, at)
        elif name == _DATA and self._in_data:
            self._in_data = False
            self._gap_of_rows(LAST_ROW + 1, at)
        elif self._depth == 0 and self._later < 0:
            self._later = at

    def _start_other(self, name: str, attributes: Attributes, at: int) -> None:
        if self._depth == 1:
            self._root, self._root_start = name, at
        elif name == _DATA and self._depth == 2 and self._data < 0:
            self._in_data, self._data = True, at
        elif name == _COLUMN:
            self._note_columns(attributes)
        elif name == _FORMAT:
            self.geometry.column = _column_pixels(attributes.get("defaultColWidth"), _PIXELS_A_COLUMN)
            self.geometry.row = _row_pixels(attributes.get("defaultRowHeight"), _PIXELS_A_ROW)
        elif self._depth == 2 and name == _DRAWING:
            self.drawing = attributes.get(RELATION + "id", "")
        elif self._depth == 2 and name in _LATER and self._later < 0 and self._data >= 0:
            self._later = at

    def _start_row(self, attributes: Attributes, at: int) -> None:
        row = number(attributes["r"]) - 1 if "r" in attributes else self._row + 1
        if row <= self._row or row > LAST_ROW:
            raise CannotMarkInPlace("rows out of order")
        self._gap_of_rows(row, at)
        self._row, self._column, self._row_start, self._in_row = row, -1, at, True
        self._left = self._wanted.get(row, [])
        self._watched = bool(self._left)  # to its end: a cell out of order would be there twice
        if self._left:
            self._rows.remove(row)
            styled = attributes.get("customFormat") in ("1", "true")
            self._row_style = number(attributes.get("s", "0")) if styled else None
        if attributes.get("hidden") in ("1", "true"):
            self.geometry.rows[row] = 0
        elif "ht" in attributes:
            self.geometry.rows[row] = _row_pixels(attributes["ht"], self.geometry.row)

    def _start_cell(self, attributes: Attributes, at: int) -> None:
        column = self._column + 1
        if "r" in attributes:
            found = _REFERENCE.fullmatch(attributes["r"])
            if found is None or int(found[2]) != self._row + 1:
                raise CannotMarkInPlace("a cell in another row")
            column = column_number(found[1])
        if column <= self._column or column > LAST_COLUMN:
            raise CannotMarkInPlace("cells out of order")
        self._gap_in_row([other for other in self._left if other < column], at)
        self._left = [other for other in self._left if other >= column]
        style = number(attributes.get("s", "0"))
        if column in self._left or style in self._marked:
            self.places.append(Place((self._row, column), at, style))
            self._left = [other for other in self._left if other > column]
        self._column = column

    def _gap_in_row(self, columns: list[int], at: int) -> None:
        if columns:
            cells = tuple((self._row, column) for column in columns)
            self._gaps.append(Gap(at, cells, self._row_start, self._style_in(self._row_style)))

    def _gap_of_rows(self, before: int, at: int) -> None:
        while self._rows and self._rows[0] < before:
            row = self._rows.pop(0)
            cells = tuple((row, column) for column in self._wanted[row])
            self._gaps.append(Gap(at, cells, -1, self._style_in(None)))

    def _style_in(self, row_style: int | None) -> Callable[[int], int]:
        """What an empty cell looks like: its row's style, else its column's."""

        def style(column: int) -> int:
            if row_style is not None:
                return row_style
            return next((style for low, high, style in self._column_styles if low <= column <= high), 0)

        return style

    def _note_columns(self, attributes: Attributes) -> None:
        low, high = number(attributes.get("min", "1")) - 1, number(attributes.get("max", "1")) - 1
        if low < self._next_column:  # not in order: no spreadsheet program writes that
            return
        self._next_column = high + 1
        if "style" in attributes:
            self._column_styles.append((low, high, number(attributes["style"])))
        hidden = attributes.get("hidden") in ("1", "true")
        pixels = 0 if hidden else _column_pixels(attributes.get("width"), self.geometry.column)
        self.geometry.columns |= dict.fromkeys(range(low, min(high, LAST_COLUMN) + 1), pixels)


def merged(content: bytes) -> list[Span]:
    return [
        Span(int(top) - 1, column_number(left.decode()), int(bottom) - 1, column_number(right.decode()))
        for left, top, right, bottom in _MERGED.findall(content)
    ]


def column_number(letters: str) -> int:
    """From zero."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _column_pixels(width: str | None, usual: int) -> int:
    try:
        return min(int(float(width) * 7 + 5), 2_000) if width else usual
    except (ValueError, OverflowError):
        return usual


def _row_pixels(height: str | None, usual: int) -> int:
    try:
        return min(int(float(height) * 4 / 3), 2_000) if height else usual
    except (ValueError, OverflowError):
        return usual

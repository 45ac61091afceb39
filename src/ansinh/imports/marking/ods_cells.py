"""The content.xml of an OpenDocument spreadsheet: which bytes are which cell, repeated ones counted."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from ansinh.imports.files.sheets import Span
from ansinh.imports.marking.marks import AUTHOR, COLOURS, LAST_COLUMN, LAST_ROW, SEPARATOR, CannotMarkInPlace
from ansinh.imports.marking.markup import Attributes, closing, head_end, number, walk

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OFFICE, TABLE, TEXT, STYLE = (_SPACE.format(name) for name in ("office", "table", "text", "style"))
FO = _SPACE.format("xsl-fo-compatible")
DC = "http://purl.org/dc/elements/1.1/"
SPACES = (OFFICE, TABLE, TEXT, STYLE, FO, DC)

_SHEETS, _AUTOMATIC, _ANNOTATION = f"{OFFICE} spreadsheet", f"{OFFICE} automatic-styles", f"{OFFICE} annotation"
_SHEET, _ROW, _COLUMN = f"{TABLE} table", f"{TABLE} table-row", f"{TABLE} table-column"
_CELLS = {f"{TABLE} table-cell", f"{TABLE} covered-table-cell"}
_STYLE, _LOOK = f"{STYLE} style", f"{STYLE} table-cell-properties"
_NAME, _STYLE_NAME, _DEFAULT = f"{TABLE} name", f"{TABLE} style-name", f"{TABLE} default-cell-style-name"
_ROWS, _COLUMNS = f"{TABLE} number-rows-repeated", f"{TABLE} number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{TABLE} number-rows-spanned", f"{TABLE} number-columns-spanned"
_OURS = {f"#{colour.lower()}" for colour in COLOURS.values()}
_TRACES = (AUTHOR.encode(), SEPARATOR.encode())


@dataclass(slots=True)
class Piece:
    """A cell or a row: its bytes, and the columns or rows from ``first`` that it stands for."""

    start: int
    first: int
    count: int
    style: str
    end: int = 0
    """What ``markup.walk`` says of the end; see ``markup.closing``."""
    note: tuple[int, int] | None = None
    """Of a cell: its annotation, from and to."""
    marked: bool = False
    cells: list["Piece"] = field(default_factory=list)


@dataclass
class TableXml:
    """A sheet. ``rows``: those with cells to mark or marked earlier. ``tail``: where its last row ends;
    ``height``: its rows, repeated ones counted."""

    name: str
    hidden_style: str
    rows: list[Piece] = field(default_factory=list)
    columns: list[tuple[int, str]] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    tail: int = 0
    height: int = 0

    def column_style(self, column: int) -> str:
        return next((style for last, style in self.columns if column <= last), "")


@dataclass(frozen=True)
class StyleXml:
    """An automatic style of cells."""

    start: int
    end: int
    ours: bool


class ContentXml:
    """Raises CannotMarkInPlace. ``wanted``: sheet → rows in which cells are to be marked."""

    def __init__(self, content: bytes, wanted: Mapping[str, Set[int]]) -> None:
        self.content = content
        self._wanted = wanted
        self.tables: list[TableXml] = []
        self.styles: dict[str, StyleXml] = {}
        self.hidden_table_styles: set[str] = set()
        self.automatic: tuple[int, int] = (-1, -1)
        self._declared: dict[str, str] = {}
        self._path: list[str] = []
        self._table: TableXml | None = None
        self._row: Piece | None = None
        self._cell: Piece | None = None
        self._style: tuple[str, int] | None = None
        self._style_ours = False
        self._table_style = ""
        self._note = -1
        self._column = 0
        walk(content, self._start, self._end, declared=self._declare)
        if not self.tables or self.automatic[0] < 0:
            raise CannotMarkInPlace("no tables")

    def named(self, space: str) -> str:
        """The prefix of a namespace, with its colon. Raises CannotMarkInPlace where it has none."""
        if space not in self._declared:
            raise CannotMarkInPlace("namespaces")
        return f"{self._declared[space]}:"

    @property
    def ours(self) -> set[str]:
        """Styles that an earlier marking gave."""
        return {name for name, style in self.styles.items() if style.ours}

    def _declare(self, prefix: str | None, space: str) -> None:
        bound = {other: one for one, other in self._declared.items()}
        if space in SPACES and (not prefix or self._declared.setdefault(space, prefix) != prefix):
            raise CannotMarkInPlace("namespaces")
        if prefix in bound and bound[prefix] != space:
            raise CannotMarkInPlace("namespaces")

    def _start(self, name: str, attributes: Attributes, at: int) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if self._table is None:
            self._start_outside(name, parent, attributes, at)
        elif name == _ROW and self._row is None:
            self._start_row(self._table, attributes, at)
        elif name in _CELLS and parent == _ROW and self._row is not None and self._cell is None:
            self._start_cell(self._table, self._row, attributes, at)
        elif name == _ANNOTATION and self._cell is not None and parent in _CELLS and self._path.count(_SHEET) == 1:
            self._note = at
        elif name == _COLUMN and self._row is None:
            before = self._table.columns[-1][0] if self._table.columns else -1
            last = before + _count(attributes.get(_COLUMNS, "1"))
            self._table.columns.append((last, attributes.get(_DEFAULT, "")))

    def _end(self, name: str, at: int) -> None:
        self._path.pop()
        if self._table is None:
            self._end_outside(name, at)
        elif name == _ANNOTATION and self._note >= 0 and self._cell is not None:
            end = closing(self.content, head_end(self.content, self._note), at)[1]
            self._cell.note, self._note = (self._note, end), -1
            note = self.content[slice(*self._cell.note)]
            self._cell.marked = self._cell.marked or any(trace in note for trace in _TRACES)
        elif name in _CELLS and self._cell is not None and self._path[-1] == _ROW and self._path.count(_SHEET) == 1:
            self._cell.end = at
            self._cell = None
        elif name == _ROW and self._row is not None and self._cell is None:
            self._end_row(self._table, self._row, at)
        elif name == _SHEET and self._row is None:
            self.tables.append(self._table)
            self._table.tail = self._table.tail or at
            self._table = None

    def _start_outside(self, name: str, parent: str, attributes: Attributes, at: int) -> None:
        if name == _SHEET and parent == _SHEETS:
            self._table = TableXml(attributes.get(_NAME, ""), attributes.get(_STYLE_NAME, ""))
        elif name == _AUTOMATIC:
            self.automatic = at, -1
        elif name == _STYLE and parent == _AUTOMATIC:
            self._style_ours = False
            family, own = attributes.get(f"{STYLE} family"), attributes.get(f"{STYLE} name", "")
            self._style = (own, at) if family == "table-cell" else None
            self._table_style = own if family == "table" else ""
        elif name == _LOOK and self._style:
            self._style_ours = attributes.get(f"{FO} background-color", "").lower() in _OURS
        elif self._table_style and attributes.get(f"{TABLE} display") == "false":
            self.hidden_table_styles.add(self._table_style)

    def _end_outside(self, name: str, at: int) -> None:
        if name == _STYLE and self._style:
            own, start = self._style
            end = closing(self.content, head_end(self.content, start), at)[1]
            self.styles[own] = StyleXml(start, end, self._style_ours)
            self._style = None
        elif name == _AUTOMATIC:
            self.automatic = self.automatic[0], at

    def _start_row(self, table: TableXml, attributes: Attributes, at: int) -> None:
        self._row = Piece(at, table.height, _count(attributes.get(_ROWS, "1")), attributes.get(_DEFAULT, ""))
        table.height += self._row.count
        self._column = 0

    def _start_cell(self, table: TableXml, row: Piece, attributes: Attributes, at: int) -> None:
        style = attributes.get(_STYLE_NAME, "")
        self._cell = Piece(at, self._column, _count(attributes.get(_COLUMNS, "1")), style)
        self._cell.marked = style in self.styles and self.styles[style].ours
        row.cells.append(self._cell)
        self._column += self._cell.count
        down, across = attributes.get(_ROWS_SPANNED, "1"), attributes.get(_COLUMNS_SPANNED, "1")
        if (down, across) != ("1", "1"):
            top, left = row.first, self._cell.first
            table.merged.append(Span(top, left, top + _count(down) - 1, left + _count(across) - 1))

    def _end_row(self, table: TableXml, row: Piece, at: int) -> None:
        row.end, self._row = at, None
        table.tail = closing(self.content, head_end(self.content, row.start), at)[1]
        wanted = self._wanted.get(table.name, frozenset())
        row.marked = any(cell.marked for cell in row.cells)
        if row.marked or any(row.first <= one < row.first + row.count for one in wanted):
            table.rows.append(row)


def _count(text: str) -> int:
    if not 0 < number(text) <= max(LAST_ROW, LAST_COLUMN) + 1:
        raise CannotMarkInPlace("a number")
    return number(text)

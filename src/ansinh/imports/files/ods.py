"""OpenDocument spreadsheets. They say "this row, a million times": what is blank is passed over, the rest is counted
before it is written out, which is why no reader made for trusted files is used."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite
from urllib.parse import unquote

from ansinh.imports.files import refusals
from ansinh.imports.files.archive import Archive
from ansinh.imports.files.bounds import MOST_CELLS, MOST_COLUMNS, MOST_MERGED, MOST_ROWS, MOST_SHEETS, MOST_TEXT_BYTES
from ansinh.imports.files.markup import Attributes, read_xml
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import Cell, CellValue, FileKind, Rows, SheetCells, Span, Workbook
from ansinh.imports.files.values import with_plain_values

_HIDDEN = ("collapse", "filter")
_MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001 (of any day)
_CELLS = ("table-cell", "covered-table-cell")
_PASSED_OVER = ("annotation", "shapes", "tracked-changes", "forms", "frame", "dde-links")  # texts that are in no cell
_REFERENCE = re.compile(r"\[([^\]]*)\]")
_FILE = re.compile(r"'file:[^']*/([^'/]*)'#")
_DURATION = re.compile(r"(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9}(?:[.,]\d+)?)S)?)?")


def read_ods(archive: Archive) -> Workbook:
    """Raises WorkbookError."""
    file = archive.file
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise refusals.with_password(file)
    if any(_is_program(name) for name in archive.entries):
        raise refusals.with_macros(file)
    reading = _Reading(file)
    read_xml(file, archive.chunks("content.xml"), reading.begin, reading.end, reading.text)
    return Workbook(FileKind.ODS, tuple(reading.sheets), tuple(dict.fromkeys(reading.links)))


def _is_program(part: str) -> bool:
    """Libraries list their modules in script-lc.xml and script-lb.xml, which are there without modules too."""
    directory, _slash, name = part.rpartition("/")
    if directory.startswith("scripts"):
        return bool(name)
    listing = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")
    return directory.startswith("basic") and bool(name) and name not in listing


@dataclass
class _Table:
    """A sheet while it is read. ``row``, ``column``: of the cell that comes next."""

    name: str
    hidden: bool
    rows: Rows = field(default_factory=list)
    row: int = 0
    column: int = 0
    width: int = 0
    columns_seen: int = 0
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[Cell, str] = field(default_factory=dict)
    values: dict[int, CellValue] = field(default_factory=dict)
    row_formulas: dict[int, str] = field(default_factory=dict)


@dataclass
class _Reading:
    file: WorkbookFile
    sheets: list[SheetCells] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    hidden_styles: set[str] = field(default_factory=set)
    style: str = ""
    table: _Table | None = None
    tables: int = 0
    row: Attributes = field(default_factory=dict)
    cell: Attributes | None = None
    paragraphs: list[list[str]] = field(default_factory=list)
    in_paragraph: bool = False
    passed_over: int = 0
    cells: int = 0
    characters: int = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        if self.passed_over or name in _PASSED_OVER:
            self.passed_over += 1
        elif name == "style":
            self.style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "table":
            self._begin_table(attributes)
        elif self.table is None:
            pass
        elif name == "table-column":
            self._columns(self.table, attributes)
        elif name == "table-row":
            self.row, self.table.column = attributes, 0
            self.table.values, self.table.row_formulas = {}, {}
        elif name in _CELLS:
            self.cell, self.paragraphs = attributes, []
        elif self.cell is not None:
            self._begin_text(name, attributes)

    def _begin_table(self, attributes: Attributes) -> None:
        self.tables += 1
        if self.tables > 1:  # a table within a cell
            self.passed_over += 1
            self.tables -= 1
            return
        name = attributes.get("name", "")
        if link := _FILE.match(name):  # what another file held when it was last looked at
            self.links.append(unicodedata.normalize("NFC", unquote(link[1])))
            self.passed_over += 1
            self.tables -= 1
            return
        if len(self.sheets) >= MOST_SHEETS:
            raise refusals.too_many_sheets(self.file)
        self.table = _Table(unicodedata.normalize("NFC", name), attributes.get("style-name", "") in self.hidden_styles)

    def _begin_text(self, name: str, attributes: Attributes) -> None:
        if name == "p":
            self.paragraphs.append([])
            self.in_paragraph = True
        elif name == "s":
            self.text(" " * min(self._count(attributes, "c"), 1000))
        elif name == "tab":
            self.text("\t")
        elif name == "line-break":
            self.text("\n")

    def text(self, text: str) -> None:
        if self.in_paragraph and not self.passed_over and self.paragraphs:
            self.characters += len(text)
            if self.characters > MOST_TEXT_BYTES:
                raise refusals.too_much_text(self.file)
            self.paragraphs[-1].append(text)

    def end(self, name: str) -> None:
        if self.passed_over:
            self.passed_over -= 1
        elif name == "p":
            self.in_paragraph = False
        elif self.table is None:
            pass
        elif name in _CELLS and self.cell is not None:
            self._end_cell(self.table, self.cell)
            self.cell = None
        elif name == "table-row":
            self._end_row(self.table)
        elif name == "table":
            self._end_table(self.table)

    def _count(self, attributes: Attributes, name: str) -> int:
        written = attributes.get(name, "1")
        if not (written.isascii() and written.isdecimal() and len(written) <= 9) or int(written) < 1:
            return 1
        return int(written)

    def _columns(self, table: _Table, attributes: Attributes) -> None:
        repeated = self._count(attributes, "number-columns-repeated")
        if attributes.get("visibility") in _HIDDEN:
            last = min(table.columns_seen + repeated, MOST_COLUMNS)
            table.hidden_columns.update(range(table.columns_seen, last))
        table.columns_seen += repeated

    def _end_cell(self, table: _Table, cell: Attributes) -> None:
        text = "\n".join("".join(paragraph) for paragraph in self.paragraphs)
        value = _value(cell, text)
        repeated = self._count(cell, "number-columns-repeated")
        if value != "":
            last = table.column + repeated - 1
            if last >= MOST_COLUMNS or table.row >= MOST_ROWS:
                raise refusals.too_far(self.file, (table.row, last))
            table.values.update(dict.fromkeys(range(table.column, last + 1), value))
            if "formula" in cell and "value-type" in cell and cell["value-type"] != "error":
                formula = _formula(cell["formula"])
                table.row_formulas.update(dict.fromkeys(range(table.column, last + 1), formula))
            if "formula" in cell:
                self.links += [unicodedata.normalize("NFC", unquote(name)) for name in _FILE.findall(cell["formula"])]
        if len(table.merged) < MOST_MERGED:
            table.merged += self._span(table, cell)
        table.column += repeated

    def _span(self, table: _Table, cell: Attributes) -> list[Span]:
        rows, columns = (self._count(cell, f"number-{what}-spanned") for what in ("rows", "columns"))
        if (rows, columns) == (1, 1):
            return []
        return [Span(table.row, table.column, table.row + rows - 1, table.column + columns - 1)]

    def _end_row(self, table: _Table) -> None:
        repeated = self._count(self.row, "number-rows-repeated")
        first, table.row = table.row, table.row + repeated
        if self.row.get("visibility") in _HIDDEN:
            table.hidden_rows.update(range(first, min(table.row, MOST_ROWS)))
        if not table.values:
            return
        width = max(table.values) + 1
        if table.row > MOST_ROWS:
            raise refusals.too_far(self.file, (table.row - 1, width - 1))
        table.width = max(table.width, width)
        if self.cells + table.row * table.width > MOST_CELLS:
            raise refusals.too_many_cells(self.file)
        table.rows += [[] for _row in range(first - len(table.rows))]
        line: list[CellValue] = [table.values.get(column, "") for column in range(width)]
        table.rows += [list(line) for _row in range(repeated)]
        for row in range(first, table.row):
            table.formulas |= {(row, column): formula for column, formula in table.row_formulas.items()}

    def _end_table(self, table: _Table) -> None:
        self.tables -= 1
        self.table = None
        self.cells += len(table.rows) * table.width
        sheet = SheetCells(
            name=table.name,
            position=len(self.sheets),
            rows=table.rows,
            merged=tuple(table.merged),
            hidden=table.hidden,
            hidden_rows=frozenset(table.hidden_rows),
            hidden_columns=frozenset(table.hidden_columns),
            formulas=table.formulas,
        )
        self.sheets.append(with_plain_values(sheet, {}))


def _value(cell: Attributes, text: str) -> CellValue:
    """A value that cannot be what its type says stays the text that a person sees."""
    kind = cell.get("value-type", "")
    if not kind:
        return text or (f"={_formula(cell['formula'])}" if "formula" in cell else "")
    try:
        if kind in ("float", "percentage", "currency"):
            number = float(cell.get("value", ""))
            return number if isfinite(number) else text
        if kind == "date":
            return _date(cell.get("date-value", ""))
        if kind == "time":
            return _duration(cell.get("time-value", ""))
    except (ValueError, OverflowError):
        return text
    if kind == "boolean":
        return cell.get("boolean-value") == "true"
    return text or cell.get("string-value", "")


def _date(written: str) -> date | datetime:
    """Raises ValueError."""
    if "T" not in written:
        return date.fromisoformat(written)
    return datetime.fromisoformat(written).replace(tzinfo=None)


def _duration(written: str) -> time | timedelta:
    """A time of day, or a length from a day on. Raises ValueError, OverflowError."""
    match = _DURATION.fullmatch(written)
    if match is None:
        raise ValueError(written)
    days, hours, minutes = (int(match[group] or 0) for group in (2, 3, 4))
    seconds = float((match[5] or "0").replace(",", "."))
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if not match[1] and length < timedelta(days=1):
        return (_MIDNIGHT + length).time()
    return -length if match[1] else length


def _formula(written: str) -> str:
    """of:=[.A1]+[$Sheet.B2] → A1+$Sheet!B2"""

    def reference(match: re.Match[str]) -> str:
        return re.sub(r"(^|:)\.", r"\1", match[1]).replace(".", "!")

    return _REFERENCE.sub(reference, written.partition("=")[2])

"""Workbooks of Excel 97 to 2003: records of a stream, read one by one within bounds.

They are not handed to the reader of .xlsx files: it takes the memory that a record says a sheet will need.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite

from ansinh.imports.files import refusals, serials
from ansinh.imports.files.bounds import MOST_CELLS, MOST_COLUMNS, MOST_MERGED, MOST_ROWS, MOST_SHEETS, MOST_TEXT_BYTES
from ansinh.imports.files.ole import CompoundFile
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import Cell, CellValue, FileKind, Rows, SheetCells, Span, Workbook
from ansinh.imports.files.values import with_plain_values
from ansinh.kernel.language import message as _
from ansinh.kernel.legacy_fonts import font_encoding

# Records, by the names of [MS-XLS]
_FORMULA, _EOF, _DATE1904, _FILEPASS, _FONT, _CONTINUE = 0x06, 0x0A, 0x22, 0x2F, 0x31, 0x3C
_COLINFO, _BOUNDSHEET, _MULRK, _RSTRING, _XF, _MERGECELLS = 0x7D, 0x85, 0xBD, 0xD6, 0xE0, 0xE5
_SST, _LABELSST, _SUPBOOK, _NUMBER, _LABEL, _BOOLERR, _STRING = 0xFC, 0xFD, 0x1AE, 0x203, 0x204, 0x205, 0x207
_ROW, _RK, _FORMAT, _BOF = 0x208, 0x27E, 0x41E, 0x809
_WORKSHEET, _MACROS, _VBA = 0, 1, 6
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BIFF8 = 0x0600

Record = tuple[int, list[bytes], int]
"""Its kind, its content and that of the records that continue it, where the next one begins."""


@dataclass(frozen=True)
class _Sheet:
    name: str
    begins: int
    hidden: bool


@dataclass
class _Globals:
    """What all sheets share. ``styles``: per number of a cell's style its font and number format."""

    from_1904: bool = False
    formats: dict[int, str] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)
    styles: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    sheets: list[_Sheet] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    dates: dict[int, bool] = field(default_factory=dict)
    """Style → whether a date of it is a length of time; only styles of dates."""
    legacy: dict[int, str] = field(default_factory=dict)
    """Style → its font; only legacy fonts."""


def read_xls(file: WorkbookFile, container: CompoundFile) -> Workbook:
    """Raises WorkbookError."""
    stream = container.stream("Workbook")
    try:
        shared = _read_globals(file, stream)
        sheets: list[SheetCells] = []
        cells = walked = 0
        for about in shared.sheets:
            reading = _Reading(file, shared, MOST_CELLS - cells)
            sheet = reading.sheet(stream, about, len(sheets))
            walked += reading.end - about.begins
            if walked > len(stream):  # sheets at the same place, each to be read again
                raise refusals.broken(file)
            cells += len(sheet.rows) * max(map(len, sheet.rows), default=0)
            sheets.append(sheet)
    except (struct.error, IndexError, ValueError):
        raise refusals.broken(file) from None
    return Workbook(FileKind.XLS, tuple(sheets), tuple(shared.links))


def _records(stream: bytes, begin: int) -> Iterator[Record]:
    """From there to the end of the part that begins there, without the parts inside it (charts). Raises ValueError."""
    depth = 0
    while begin + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, begin)
        content = [stream[begin + 4 : begin + 4 + length]]
        begin += 4 + length
        if begin > len(stream):
            raise ValueError("cut off")
        while kind in (_SST, _STRING) and stream[begin : begin + 2] == b"\x3c\x00":
            (length,) = struct.unpack_from("<H", stream, begin + 2)
            content.append(stream[begin + 4 : begin + 4 + length])
            begin += 4 + length
        if depth == 0 and kind != _BOF:
            raise ValueError("no beginning")
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
        if depth <= 1:
            yield kind, content, begin
        if depth <= 0:
            return
    raise ValueError("no end")


def _read_globals(file: WorkbookFile, stream: bytes) -> _Globals:
    shared = _Globals()
    for kind, (data, *more), _end in _records(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", data)[0] != _BIFF8:
            raise refusals.save_anew(file, _("a workbook of Excel 95 or older"))
        if kind == _FILEPASS:
            raise refusals.with_password(file)
        if kind == _DATE1904:
            shared.from_1904 = data[0] == 1
        elif kind == _FORMAT:
            shared.formats[struct.unpack_from("<H", data)[0]] = _text([data], 2)
        elif kind == _FONT:
            shared.fonts.append(_short_text(data, 14))
        elif kind == _XF:
            font, number_format = struct.unpack_from("<HH", data)
            shared.styles.append((font, number_format))
        elif kind == _SST:
            shared.texts = _shared_texts(file, [data, *more])
        elif kind == _SUPBOOK:
            shared.links += _linked_file(data)
        elif kind == _BOUNDSHEET:
            _read_sheet_listed(file, shared, data)
    for style, (font, number_format) in enumerate(shared.styles):
        code = shared.formats.get(number_format)
        if serials.is_date_format(number_format, code):
            shared.dates[style] = serials.is_elapsed_format(number_format, code)
        position = font - 1 if font > 4 else font  # there is no fifth font, by an old mistake
        if position < len(shared.fonts) and font_encoding(shared.fonts[position]):
            shared.legacy[style] = shared.fonts[position]
    return shared


def _read_sheet_listed(file: WorkbookFile, shared: _Globals, data: bytes) -> None:
    begins, state, kind = struct.unpack_from("<IBB", data)
    if kind in (_MACROS, _VBA):
        raise refusals.with_macros(file)
    if kind != _WORKSHEET:
        return
    shared.sheets.append(_Sheet(unicodedata.normalize("NFC", _short_text(data, 6)), begins, bool(state & 3)))
    if len(shared.sheets) > MOST_SHEETS:
        raise refusals.too_many_sheets(file)


def _linked_file(data: bytes) -> Iterator[str]:
    """The other workbook's name, without its drive and directories (which control characters mark)."""
    (length,) = struct.unpack_from("<H", data, 2)
    if length not in (0x0401, 0x3A01) and len(data) > 4:  # this workbook itself; programs that add functions
        name = re.split(r"[\x00-\x1f/\\:]", _text([data], 2))[-1]
        if name:
            yield unicodedata.normalize("NFC", name)


@dataclass
class _Pieces:
    """The content of a record and its continuations, while it is read: texts go on in the next piece."""

    pieces: Sequence[bytes]
    piece: int = 0
    place: int = 0

    def take(self, length: int) -> bytes:
        """Raises IndexError at the end of the last piece."""
        taken = b""
        while len(taken) < length:
            self._go_on()
            part = self.pieces[self.piece][self.place : self.place + length - len(taken)]
            self.place += len(part)
            taken += part
        return taken

    def characters(self, count: int, wide: int) -> str:
        """A piece that goes on with a text begins with a byte that says anew how wide its characters are."""
        texts: list[str] = []
        while count:
            if self.place >= len(self.pieces[self.piece]):
                self._go_on()
                wide = self.take(1)[0] & 1
            size = 2 if wide else 1
            part = self.pieces[self.piece][self.place : self.place + count * size]
            if not part or len(part) % size:
                raise ValueError("half a character")
            self.place += len(part)
            count -= len(part) // size
            texts.append(part.decode("utf-16-le" if wide else "latin-1", errors="replace"))
        return "".join(texts)

    def _go_on(self) -> None:
        while self.place >= len(self.pieces[self.piece]):
            self.piece += 1
            self.place = 0


def _text(pieces: Sequence[bytes], place: int) -> str:
    """A text after its length in two bytes. Raises struct.error, IndexError, ValueError."""
    reading = _Pieces(pieces, 0, place)
    (count,) = struct.unpack("<H", reading.take(2))
    flags = reading.take(1)[0]
    reading.take((2 if flags & 8 else 0) + (4 if flags & 4 else 0))
    return reading.characters(count, flags & 1)


def _short_text(data: bytes, place: int) -> str:
    """A text after its length in one byte."""
    return _Pieces([data], 0, place + 2).characters(data[place], data[place + 1] & 1)


def _shared_texts(file: WorkbookFile, pieces: Sequence[bytes]) -> list[str]:
    reading = _Pieces(pieces)
    _shown, count = struct.unpack("<II", reading.take(8))
    texts: list[str] = []
    characters = 0
    for _number in range(count):
        (length,) = struct.unpack("<H", reading.take(2))
        flags = reading.take(1)[0]
        runs = struct.unpack("<H", reading.take(2))[0] if flags & 8 else 0
        (extra,) = struct.unpack("<I", reading.take(4)) if flags & 4 else (0,)
        text = reading.characters(length, flags & 1)
        reading.take(4 * runs + extra)
        characters += len(text)
        if characters > MOST_TEXT_BYTES:
            raise refusals.too_much_text(file)
        texts.append(text)
    return texts


@dataclass
class _Reading:
    """A sheet while it is read."""

    file: WorkbookFile
    shared: _Globals
    most_cells: int
    values: dict[Cell, CellValue] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    fonts: dict[Cell, str] = field(default_factory=dict)
    waiting: Cell | None = None  # the formula whose text the next record holds
    end: int = 0  # of the sheet, in the stream

    def sheet(self, stream: bytes, about: _Sheet, position: int) -> SheetCells:
        for kind, pieces, end in _records(stream, about.begins):
            self._read(kind, pieces)
            self.end = end
        sheet = SheetCells(
            name=about.name,
            position=position,
            rows=self._rows(),
            merged=tuple(self.merged),
            hidden=about.hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
        )
        return with_plain_values(sheet, self.fonts)

    def _read(self, kind: int, pieces: list[bytes]) -> None:
        data = pieces[0]
        if kind in (_NUMBER, _RK, _LABELSST, _LABEL, _RSTRING, _BOOLERR, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", data)
            self._put(row, column, style, self._value(kind, data, style))
            if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 0:
                self.waiting = row, column
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", data)
            for place in range(4, len(data) - 6, 6):
                style, number = struct.unpack_from("<HI", data, place)
                self._put(row, first + (place - 4) // 6, style, self._number(_unpacked(number), style))
        elif kind == _STRING and self.waiting:
            self.values[self.waiting] = _text(pieces, 0)
            self.waiting = None
        elif kind == _ROW:
            if data[12] & 0x20:
                self.hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLINFO:
            first, last = struct.unpack_from("<HH", data)
            if data[8] & 1:
                self.hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))
        elif kind == _MERGECELLS:
            (count,) = struct.unpack_from("<H", data)
            for place in range(min(count, MOST_MERGED - len(self.merged))):
                top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * place)
                if top <= bottom and left <= right:
                    self.merged.append(Span(top, left, bottom, right))

    def _value(self, kind: int, data: bytes, style: int) -> CellValue:
        if kind == _NUMBER:
            return self._number(float(struct.unpack_from("<d", data, 6)[0]), style)
        if kind == _RK:
            return self._number(_unpacked(_integer(data, 6)), style)
        if kind == _LABELSST:
            return self.shared.texts[_integer(data, 6)]
        if kind in (_LABEL, _RSTRING):
            return _text([data], 6)
        if kind == _BOOLERR:
            return _ERRORS.get(data[6], "#N/A") if data[7] else bool(data[6])
        if data[12:14] != b"\xff\xff":
            return self._number(struct.unpack_from("<d", data, 6)[0], style)
        if data[6] == 1:
            return bool(data[8])
        return _ERRORS.get(data[8], "#N/A") if data[6] == 2 else ""

    def _number(self, number: float, style: int) -> CellValue:
        if not isfinite(number):
            return "#NUM!"
        elapsed = self.shared.dates.get(style)
        if elapsed is None:
            return number
        return serials.dated(number, from_1904=self.shared.from_1904, elapsed=elapsed)

    def _put(self, row: int, column: int, style: int, value: CellValue) -> None:
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise refusals.too_far(self.file, (row, column))
        self.values[row, column] = value
        if style in self.shared.legacy:
            self.fonts[row, column] = self.shared.legacy[style]

    def _rows(self) -> Rows:
        filled = {cell: value for cell, value in self.values.items() if value != ""}
        height = max((row for row, _column in filled), default=-1) + 1
        width = max((column for _row, column in filled), default=-1) + 1
        if height * width > self.most_cells:
            raise refusals.too_many_cells(self.file)
        rows: Rows = [[""] * width for _row in range(height)]
        for (row, column), value in filled.items():
            rows[row][column] = value
        return rows


def _integer(data: bytes, place: int) -> int:
    number: int = struct.unpack_from("<I", data, place)[0]
    return number


def _unpacked(number: int) -> float:
    """A number in 30 bits: whole or the upper half of a float, perhaps of its hundredfold."""
    if number & 2:
        value = float((number >> 2) - (1 << 30 if number & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))
    return value / 100 if number & 1 else value

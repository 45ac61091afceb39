"""A sheet of an .xlsx file: from its XML, which nobody vouches for, to the rows that the reader is given.

Nearly every sheet is written in one ordinary way, and a single pass shows that all of it is so written and within
bounds. Whatever is not, is parsed and written anew in that way, or refused: what was checked is what is read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from xml.sax.saxutils import escape

from ansinh.imports.files import refusals
from ansinh.imports.files.bounds import MOST_CELLS, MOST_COLUMNS, MOST_KEPT_BYTES, MOST_MERGED, MOST_ROWS
from ansinh.imports.files.formulas import cell_of, column_number, shifted
from ansinh.imports.files.markup import Attributes, read_xml
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import Cell, Span
from ansinh.kernel.cells import cell_name, column_letters

_BLANK_CELL = re.compile(rb'<c r="[A-Z0-9]*+"(?: [a-z]+="[A-Za-z0-9]*+")*+ ?(?:/>|></c>|><v/></c>|><v></v></c>)')
_BLANK_ROW = re.compile(rb'<row r="[0-9]*+"[^<>]*+>(?:(?<=/>)|\s*+</row>)')
_ROW_NUMBER = re.compile(rb'<row r="([0-9]{1,7})"')
_LONGEST_ROW = 4 * 2**20  # bytes; a longer one is looked at in pieces, which spares no blank cell
_PLENTY = 32 * 2**20  # bytes of a sheet, from which on its blank cells are not even kept until it is looked at
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_UNUSUAL = (b"<!", b"<?", b"\0")  # comments, CDATA, declarations; instructions; UTF-16

_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"(?=[^<>]*? hidden="(?:1|true)")')
_COLUMN = re.compile(rb"<col\b[^<>]*>")
_MERGED = re.compile(rb'<mergeCell\b[^<>]*?\bref="([A-Z0-9:]+)"')
_CELL = rb'<c r="([A-Z]+)([0-9]+)"([^<>]*)>'
_FORMULA = re.compile(_CELL + rb"\s*<f([^<>]*?)(?:/>|>([^<]*)</f>)\s*(?:<v[^<>/]*>([^<]*)</v>)?")
_ERROR = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"(?=[^<>]*? t="e")[^<>]*>\s*(?:<f[^<>]*>(?:(?<=/>)|[^<]*</f>))?\s*<v>([^<]*)</v>'
)
_STYLED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^<>]*? s="([0-9]+)"')
_SHARED = re.compile(rb'<c [^<>]*? t="s"[^<>]*>(?:<f[^<>]*>(?:[^<]*</f>)?)?<v>([0-9]+)</v>')

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class Worksheet:
    """``head``, ``body``, ``tail``: the XML before, within and after its ``sheetData``, in the ordinary way."""

    head: bytes
    body: bytes
    tail: bytes

    @property
    def pieces(self) -> tuple[bytes, bytes, bytes]:
        """The XML of a sheet of nothing but the cells."""
        return b'<worksheet xmlns="%b">%b' % (MAIN, _BEGIN), self.body, _END + b"</worksheet>"


def read_worksheet(file: WorkbookFile, chunks: Iterable[bytes]) -> Worksheet:
    """Raises WorkbookError: no XML, a cell too far off, too many cells."""
    xml = _unpacked(file, chunks)
    return _as_it_is(xml) or _as_it_is(xml := _without_blanks(xml)) or _Rewriting(file).sheet(xml)


def _unpacked(file: WorkbookFile, chunks: Iterable[bytes]) -> bytes:
    """A million rows that are only styled or empty come to nothing, from some size on, while they are unpacked."""
    kept: list[bytes] = []
    size = 0
    rest = b""
    for chunk in chunks:
        if size < _PLENTY:
            kept.append(chunk)
            size += len(chunk)
            continue
        text = rest + chunk
        cut = text.rfind(b"<row ")
        if cut <= 0 or len(text) - cut > _LONGEST_ROW:
            cut = max(text.rfind(b"<"), 0)
        text, rest = _without_blanks(text[:cut]), text[cut:]
        if len(rest) > _LONGEST_ROW:
            raise refusals.too_much_text(file)
        size += len(text)
        if size > MOST_KEPT_BYTES:
            raise refusals.unpacks_to_too_much(file)
        kept.append(text)
    return b"".join([*kept, rest])


def _without_blanks(xml: bytes) -> bytes:
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", xml))


def _as_it_is(xml: bytes) -> Worksheet | None:
    """None when it is not written in the ordinary way, or reaches beyond the bounds."""
    begin, end = xml.find(_BEGIN), xml.rfind(_END)
    if not 0 <= begin < end:
        return None
    sheet = Worksheet(xml[:begin], xml[begin + len(_BEGIN) : end], xml[end:])
    around = sheet.head.removeprefix(b"<?xml") + sheet.tail  # the pattern of the body has no place for the unusual
    if any(mark in around for mark in _UNUSUAL) or b"\0" in sheet.body or not _is_ordinary(sheet.body):
        return None
    return sheet


def _is_ordinary(body: bytes) -> bool:
    """Whether it is rows of cells each with its place, within bounds, and nothing else."""
    last = max(map(int, _ROW_NUMBER.findall(body)), default=0)
    if last > MOST_ROWS:
        return False
    if not last:
        return not body.strip()
    return _ordinary(last, min(MOST_COLUMNS, MOST_CELLS // last)).fullmatch(body) is not None


@lru_cache(maxsize=32)
def _ordinary(rows: int, columns: int) -> re.Pattern[bytes]:
    """All repetitions are possessive: the pass neither goes back nor remembers, however long the sheet."""
    place = f"(?:{_letters_up_to(columns)})(?:{_numbers_up_to(rows)})".encode()
    formula = rb"(?:<f[^<>]*+>(?:(?<=/>)|[^<]*+</f>))?+"
    value = rb"(?:<v>[^<]*+</v>|<v/>|<is><t[^<>]*+>[^<]*+</t></is>)?+"
    content = rb"(?:><v>[^<]*+</v></c>|/>|>" + formula + value + rb"</c>)"  # the first is by far the most frequent
    cell = rb'<c r="' + place + rb'"(?: (?!r=)[a-z]+="[A-Za-z0-9]*+")*+' + content
    row = rb'<row r="[0-9]{1,5}"[^<>]*+>(?:(?<=/>)|\s*+(?:' + cell + rb"\s*+)*+</row>)"
    return re.compile(rb"\s*+(?:" + row + rb"\s*+)*+")


def _numbers_up_to(most: int) -> str:
    """A pattern of the whole numbers from 1 to this one: 42 → [1-9][0-9]{0,0}|[1-3][0-9]{1}|4[0-1][0-9]{0}|42."""
    digits = str(most)
    patterns = [f"[1-9][0-9]{{0,{len(digits) - 2}}}"] if len(digits) > 1 else []
    for place, digit in enumerate(digits):
        lowest = 1 if place == 0 else 0
        if int(digit) > lowest:
            patterns.append(f"{digits[:place]}[{lowest}-{int(digit) - 1}][0-9]{{{len(digits) - place - 1}}}")
    return "|".join([*patterns, digits])


def _letters_up_to(columns: int) -> str:
    """A pattern of the first so many columns; at most 702."""
    last = column_letters(columns - 1)
    if len(last) == 1:
        return f"[A-{last}]"
    full = f"[A-{chr(ord(last[0]) - 1)}][A-Z]|" if last[0] > "A" else ""
    return f"[A-Z]|{full}{last[0]}[A-{last[1]}]"


@dataclass
class _Rewriting:
    """A sheet that is not written in the ordinary way, while it is parsed and written anew."""

    file: WorkbookFile
    head: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    place: Cell = (-1, -1)
    last: Cell = (0, 0)
    inside: bool = False
    stated: set[bool] = field(default_factory=set)
    row: Attributes = field(default_factory=dict)
    cells: list[str] = field(default_factory=list)
    cell: Attributes | None = None
    open: str = ""
    texts: dict[str, list[str]] = field(default_factory=dict)
    formula: Attributes = field(default_factory=dict)
    phonetic: bool = False

    def sheet(self, xml: bytes) -> Worksheet:
        read_xml(self.file, [xml], self.begin, self.end, self.text)
        return Worksheet(*("".join(part).encode() for part in (self.head, self.body, self.tail)))

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "sheetData":
            self.inside = True
        elif name == "row" and self.inside:
            self.row = attributes
            self.place = (self._row_stated(attributes), -1)
        elif name == "c" and self.inside:
            self._begin_cell(attributes)
        elif self.cell is not None:
            self.phonetic = self.phonetic or name == "rPh"
            self.open = name if name in ("v", "f", "t") else ""
            if self.open:
                self.texts.setdefault(name, [])
            if name == "f":
                self.formula = attributes
        elif name == "col":
            self.head.append(_tag("col", attributes, ("min", "max", "hidden")))
        elif name == "mergeCell":
            self.tail.append(_tag("mergeCell", attributes, ("ref",)))

    def text(self, text: str) -> None:
        if self.open and not (self.open == "t" and self.phonetic):
            self.texts[self.open].append(text)

    def end(self, name: str) -> None:
        self.open = ""
        if name == "sheetData":
            self.inside = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "c" and self.cell is not None:
            self._end_cell(self.cell)
        elif name == "row" and self.inside and self.cells:
            hidden = _tag("row", {**self.row, "r": str(self.place[0] + 1)}, ("r", "hidden"))
            self.body += [hidden[:-2] + ">", *self.cells, "</row>"]
            self.cells = []

    def _row_stated(self, attributes: Attributes) -> int:
        self._state("r" in attributes)
        try:
            row = int(attributes["r"]) - 1 if "r" in attributes else self.place[0] + 1
        except ValueError:
            raise refusals.broken(self.file) from None
        if row < 0:
            raise refusals.broken(self.file)
        return row

    def _begin_cell(self, attributes: Attributes) -> None:
        self._state("r" in attributes)
        self.cell, self.texts, self.formula = attributes, {}, {}
        try:
            self.place = cell_of(attributes["r"].upper()) if "r" in attributes else (self.place[0], self.place[1] + 1)
        except ValueError:
            raise refusals.broken(self.file) from None

    def _state(self, stated: bool) -> None:
        """Blank cells are gone by now: those without a place would be counted from the wrong one beside others."""
        self.stated.add(stated)
        if len(self.stated) > 1:
            raise refusals.broken(self.file)

    def _end_cell(self, cell: Attributes) -> None:
        self.cell = None
        value, formula, inline = ("".join(self.texts.get(name, ())) for name in ("v", "f", "t"))
        if not (value or inline or "f" in self.texts):
            return
        row, column = self.place
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise refusals.too_far(self.file, self.place)
        self.last = max(self.last[0], row), max(self.last[1], column)
        if (self.last[0] + 1) * (self.last[1] + 1) > MOST_CELLS:
            raise refusals.too_many_cells(self.file)
        parts = [_tag("c", {**cell, "r": cell_name(*self.place)}, ("r", "s", "t"))[:-2] + ">"]
        if "f" in self.texts:
            parts.append(_tag("f", self.formula, ("t", "ref", "si"))[:-2] + f">{escape(formula)}</f>")
        if value:
            parts.append(f"<v>{escape(value)}</v>")
        elif inline:
            parts.append(f'<is><t xml:space="preserve">{escape(inline)}</t></is>')
        self.cells.append("".join(parts) + "</c>")


def _tag(name: str, attributes: Attributes, kept: Iterable[str]) -> str:
    written = "".join(f' {key}="{escape(attributes[key], {chr(34): "&quot;"})}"' for key in kept if key in attributes)
    return f"<{name}{written}/>"


def hidden_rows(sheet: Worksheet) -> frozenset[int]:
    if b"hidden=" not in sheet.body:
        return frozenset()
    return frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(sheet.body))


def hidden_columns(sheet: Worksheet) -> frozenset[int]:
    if b"hidden=" not in sheet.head:
        return frozenset()
    columns: set[int] = set()
    for tag in _COLUMN.findall(sheet.head):
        first, last = (_number(tag, name) for name in (b"min", b"max"))
        if re.search(rb'\bhidden="(?:1|true)"', tag) and 0 < first <= last:
            columns.update(range(first - 1, min(last, MOST_COLUMNS)))
    return frozenset(columns)


def _number(tag: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb'="([0-9]{1,7})"', tag)
    return int(found[1]) if found else 0


def merged(sheet: Worksheet) -> tuple[Span, ...]:
    """Those that reach beyond the bounds are left out: no cell with content is there."""
    spans: list[Span] = []
    for reference in _MERGED.findall(sheet.tail)[:MOST_MERGED] if b"mergeCell" in sheet.tail else ():
        first, _colon, last = reference.decode().partition(":")
        try:
            (top, left), (bottom, right) = cell_of(first), cell_of(last or first)
        except ValueError:
            continue
        if (top, left) != (bottom, right) and top <= bottom and left <= right:
            spans.append(Span(top, left, bottom, right))
    return tuple(spans)


def formulas(sheet: Worksheet) -> tuple[dict[Cell, str], dict[Cell, str]]:
    """Those of cells with a value; those of cells whose value was never computed."""
    computed: dict[Cell, str] = {}
    uncomputed: dict[Cell, str] = {}
    if b"</f>" not in sheet.body:
        return computed, uncomputed
    masters: dict[bytes, tuple[Cell, str]] = {}
    for letters, digits, about, kind, text, value in _FORMULA.findall(sheet.body):
        cell = int(digits) - 1, column_number(letters.decode())
        formula = unescape(text.decode(errors="replace"))
        shared = re.search(rb'\bsi="([0-9]+)"', kind) if b'"shared"' in kind else None
        if shared and formula:
            masters[shared[1]] = cell, formula
        elif shared and shared[1] in masters:
            first, formula = masters[shared[1]]
            formula = shifted(formula, cell[0] - first[0], cell[1] - first[1])
        # A text that is empty is a value: ="" is no formula that was never computed.
        (computed if value or b't="str"' in about else uncomputed)[cell] = formula
    return computed, uncomputed


def errors(sheet: Worksheet) -> dict[Cell, str]:
    """Cells whose formula failed → the error as it stands in the cell."""
    if b't="e"' not in sheet.body:
        return {}
    return {
        (int(digits) - 1, column_number(letters.decode())): unescape(text.decode(errors="replace"))
        for letters, digits, text in _ERROR.findall(sheet.body)
    }


def cells_of_styles(sheet: Worksheet, styles: Mapping[int, str]) -> Iterator[tuple[Cell, str]]:
    """Cells whose style is one of these, with what it stands for."""
    if styles:
        for letters, digits, style in _STYLED.findall(sheet.body):
            if int(style) in styles:
                yield (int(digits) - 1, column_number(letters.decode())), styles[int(style)]


def shared_texts(sheet: Worksheet) -> Iterator[int]:
    """The number of each shared text that a cell shows, as often as cells show it."""
    return map(int, _SHARED.findall(sheet.body))

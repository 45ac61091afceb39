"""A sheet as a person sees it: a merged cell shows everywhere in it; rows look like figures or like words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from itertools import pairwise

from ansinh.imports.files.sheets import CellValue, SheetCells
from ansinh.imports.layout.words import as_measure
from ansinh.imports.page import EMPTY, text_of
from ansinh.kernel.names import fold
from ansinh.kernel.periods import short_date

_FIGURE = re.compile(
    r"[<>~≈=]?\s*(?:hơn|gần|trên|dưới|khoảng|ước|đạt|ít nhất)?\s*[-−–+(]?\s*"
    r"[0-9](?:[0-9.,\s]*[0-9])?\s*\)?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# What should have been one: a failed formula, one never computed, a letter among the digits.
_SPOILT = re.compile(r"#[A-Z0-9/!?]+|=.+|[0-9][0-9.,]*[A-Za-z]{1,2}[0-9.,]*[0-9]|[0-9][0-9.,OoIlSBZ]*[0-9OoIlSBZ]")
_DATE = re.compile(
    r"(?i:ước|đạt|khoảng)\s+(?:19|20)[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{1,2}[/-][0-9]{4}"
)
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:[0-9]{1,2}|[A-Ga-g])\s*\)?(?:\s*[=:].*)?")
NUMBERS = frozenset((int, float))  # types of a cell that is a number and nothing else
MOST_MERGED = 500_000  # cells inside merged ones
LONGEST_FIGURE = 120
LONGEST_TEXT = 500  # characters that are read as words
HEADER_REACH = 8  # rows above the first number in which its header stands
_HEADING_NUMBER = re.compile("[ivx]{1,5}|[a-h]")
_SERIAL_HEADS = frozenset({"stt", "tt", "số tt", "so tt", "số thứ tự", "so thu tu", "s.t.t", "no", "#", "n°"})
FEW = 20  # numbers that show whether a column counts its rows
LONGEST_COLUMN_NUMBER = 40
_YEARS = range(1990, 2101)
_HEAD_WORDS = frozenset(
    [
        "stt",
        "tt",
        "so",
        "thu",
        "tu",
        "chi",
        "tieu",
        "don",
        "vi",
        "noi",
        "dung",
        "dia",
        "phuong",
        "ban",
        "ten",
        "huyen",
        "tinh",
        "xa",
        "nam",
        "cac",
    ]
)


class Look(Enum):
    BLANK = "blank"
    WORDS = "words"
    COLUMN_NUMBERS = "column numbers"
    FIGURES = "figures"


class Grid:
    """``width``: of its longest row; cells beyond a row's end are empty."""

    def __init__(self, cells: SheetCells) -> None:
        self.cells = cells
        self.rows = cells.rows
        self.height = len(cells.rows)
        self.width = max(map(len, cells.rows), default=0)

    def own(self, row: int, column: int) -> CellValue:
        """What stands in this very cell."""
        line = self.rows[row] if 0 <= row < self.height else []
        return line[column] if column < len(line) else ""

    def shown(self, row: int, column: int) -> CellValue:
        """What a person sees there."""
        return self.own(*self._anchors.get((row, column), (row, column)))

    def text(self, row: int, column: int) -> str:
        value = self.shown(row, column)
        if isinstance(value, date):
            return f"tháng {value.month}/{value.year}" if value.day == 1 else short_date(value)
        return text_of(value)[:LONGEST_TEXT]

    def is_anchor(self, row: int, column: int) -> bool:
        """Whether the cell shows something of its own."""
        return (row, column) not in self._anchors and text_of(self.own(row, column)) != ""

    def said(self, row: int, column: int) -> str:
        """The text of the cell's own; empty inside a merged cell that begins elsewhere."""
        if (row, column) in self._anchors:
            return ""
        value = self.own(row, column)
        return short_date(value) if isinstance(value, date) else text_of(value)[:LONGEST_TEXT]

    def spans_columns(self, row: int, column: int) -> int:
        """How many columns the merged cell that begins here takes."""
        return self._widths.get((row, column), 1)

    @cached_property
    def _anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Of the cells that there are: a merged rectangle may reach far beyond, and many may lie over each other."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for span in self.cells.merged:
            rows = range(span.top, min(span.bottom + 1, self.height))
            columns = range(span.left, min(span.right + 1, self.width))
            if len(found) + len(rows) * len(columns) > MOST_MERGED:
                continue
            found |= {
                (row, column): (span.top, span.left)
                for row in rows
                for column in columns
                if (row, column) != (span.top, span.left)
            }
        return found

    @cached_property
    def _widths(self) -> dict[tuple[int, int], int]:
        return {(span.top, span.left): span.right - span.left + 1 for span in self.cells.merged}

    @cached_property
    def serial_columns(self) -> frozenset[int]:
        """Columns that only count the rows: 1, 2, 3 …"""
        return frozenset(column for column in range(min(self.width, 40)) if self._counts(column))

    @cached_property
    def _column_numbers(self) -> frozenset[int]:
        """The rows (1) (2) (3) under headers."""
        return frozenset(row for row, line in enumerate(self.rows) if _counts_columns(line))

    def _counts(self, column: int) -> bool:
        """Whether a column only counts the rows: 1, 2, 3 … under STT, or under nothing and before all names."""
        numbers: list[int] = []
        first = -1
        for row, line in enumerate(self.rows):
            value = line[column] if column < len(line) else ""
            if value == "" or row in self._column_numbers or (number := _whole(value)) is None:
                continue
            if first < 0:
                first = row
                if not self._is_headed_as_serial(row, column):
                    return False
            if len(numbers) == FEW and not _follow_each_other(numbers):
                return False
            numbers.append(number)
        if len(numbers) < 2 or numbers[0] not in (1, 2):
            return False
        return _follow_each_other(numbers)

    def _is_headed_as_serial(self, first: int, column: int) -> bool:
        for row in range(first - 1, max(first - HEADER_REACH, -1), -1):
            text = fold_text(self.shown(row, column))
            if text and row not in self._column_numbers and not _HEADING_NUMBER.fullmatch(text):
                # With its marks: "Nợ" is no "No".
                return text_of(self.shown(row, column)).lower().strip(" .:") in _SERIAL_HEADS
        before = (fold_text(self.own(first, other)) for other in range(column))
        return not any(text and not text.isdigit() for text in before)

    @cached_property
    def looks(self) -> list[Look]:
        return [self._look(row) for row in range(self.height)]

    @cached_property
    def figure_columns(self) -> list[list[int]]:
        """Of each row the columns in which something looks like a figure and does not only count the rows."""
        serial = self.serial_columns
        return [
            [
                column
                for column, value in enumerate(line)
                if column not in serial and (type(value) in NUMBERS or looks_like_a_figure(value))
            ]
            for line in self.rows
        ]

    def _look(self, row: int) -> Look:
        line, numbers = self.rows[row], self.figure_columns[row]
        if row in self._column_numbers:
            return Look.COLUMN_NUMBERS
        if not numbers:
            return Look.WORDS if any(value != "" for value in line) else Look.BLANK
        return Look.WORDS if self._is_row_of_years(row, numbers) else Look.FIGURES

    def _is_row_of_years(self, row: int, numbers: list[int]) -> bool:
        """Years as numbers head columns; nothing before them names what would be counted."""
        if not all(_whole(self.own(row, column)) in _YEARS for column in numbers):
            return False
        before = [fold_text(self.own(row, column)) for column in range(numbers[0])]
        return all(word in _HEAD_WORDS or word.isdigit() for text in before for word in text.split())


@dataclass(frozen=True)
class Region:
    """A table's rows. ``top``: the first row that may speak about it; ``head``: its header rows; from ``first`` to
    ``last`` its figures; ``columns``: those that have any."""

    top: int
    head: tuple[int, ...]
    first: int
    last: int
    columns: tuple[int, ...]


def regions(grid: Grid) -> Iterator[Region]:
    """The tables of a sheet, from the top down. Words in the columns of the figures end one and head the next."""
    top, start, last = 0, None, -1
    columns: set[int] = set()
    for row, look in enumerate(grid.looks):
        if look is Look.FIGURES:
            if start is not None and _is_headed_anew(grid, last, row, columns, (top, start)):
                yield _region(grid, top, start, last, columns)
                top, start, columns = last + 1, None, set()
            start = row if start is None else start
            last = row
            columns.update(grid.figure_columns[row])
    if start is not None:
        yield _region(grid, top, start, last, columns)


def _is_headed_anew(grid: Grid, last: int, row: int, columns: set[int], table: tuple[int, int]) -> bool:
    """The same header again, as on each printed page, heads nothing anew."""
    top, first = table
    heads: list[list[str]] | None = None
    for between in range(last + 1, row):
        if grid.looks[between] in (Look.COLUMN_NUMBERS, Look.WORDS):
            heads = heads or [_folded(grid, head) for head in range(top, first)]
            if _folded(grid, between) in heads:
                continue
        if grid.looks[between] is Look.COLUMN_NUMBERS:
            return True
        if grid.looks[between] is Look.WORDS:
            words = [column for column in range(grid.width) if grid.is_anchor(between, column)]
            named = [column for column in words if fold_text(grid.own(between, column)) not in EMPTY]
            if len(named) > 1 and columns & set(named):
                return True
    return False


def _folded(grid: Grid, row: int) -> list[str]:
    return [fold_text(grid.own(row, column)) for column in range(grid.width)]


def _region(grid: Grid, top: int, first: int, last: int, columns: set[int]) -> Region:
    figures = {column for column in columns if not _is_of_words(grid, first, last, column)} or columns
    return Region(top, tuple(_head_rows(grid, top, first, figures)), first, last, tuple(sorted(figures)))


def _is_of_words(grid: Grid, first: int, last: int, column: int) -> bool:
    """Whether a column is one of names, though a note under the table has a number in it."""
    lines = [grid.rows[row] for row in range(first, last + 1) if grid.looks[row] is Look.FIGURES]
    values = [line[column] for line in lines if column < len(line)]
    kinds = Counter(map(type, values))
    balance = sum(kinds[kind] for kind in NUMBERS)
    if balance * 2 >= len(values):
        return False  # whatever the others are
    others = [value for value in values if type(value) not in NUMBERS and fold_text(value) not in EMPTY]
    return balance + sum(1 if looks_like_a_figure(value) else -1 for value in others) < 0


def _head_rows(grid: Grid, top: int, first: int, columns: set[int]) -> list[int]:
    """The rows just above the figures that have words over them; between the two there may be headings."""
    row = first - 1
    while row >= top and not _has_words_over(grid, row, columns):
        row -= 1
    found: list[int] = []
    while row >= top and grid.looks[row] is not Look.BLANK and not _is_title(grid, row, columns, found):
        if grid.looks[row] is not Look.COLUMN_NUMBERS:
            found.append(row)
        row -= 1
    return found[::-1]


def _has_words_over(grid: Grid, row: int, columns: set[int]) -> bool:
    return grid.looks[row] is Look.WORDS and not _is_title(grid, row, columns, [])


def _is_title(grid: Grid, row: int, columns: set[int], below: list[int]) -> bool:
    """A line about the table rather than the name of some of its columns."""
    if grid.looks[row] is Look.COLUMN_NUMBERS:
        return False
    anchors = [column for column in range(grid.width) if grid.is_anchor(row, column)]
    over = [column for column in columns if grid.text(row, column)]
    if not over:
        return True
    if len(anchors) > 1:
        return not any(
            column in columns or any(column <= one < column + grid.spans_columns(row, column) for one in columns)
            for column in anchors
            if column >= min(columns) or grid.spans_columns(row, column) == 1
        ) and not any(column in columns for column in anchors)
    if not anchors:
        return False  # the middle of cells that are merged downwards
    alone = anchors[0]
    if "don vi tinh" in fold_text(grid.own(row, alone)) or fold_text(grid.own(row, alone)).startswith("dvt"):
        return True
    covered = grid.spans_columns(row, alone)
    if alone < min(columns):
        return True
    complete = bool(below) and all(any(grid.text(under, column) for under in below) for column in columns)
    return complete and covered == 1 and len(columns) > 1


def looks_like_a_figure(value: CellValue) -> bool:
    """A number, or a text that somebody meant as one."""
    if isinstance(value, str):
        text = value.strip()
        if len(text) > LONGEST_FIGURE:
            return False
        if _SPOILT.fullmatch(text):
            return True
        if not any(map(str.isdigit, text[:24])):
            return False
        match = _FIGURE.fullmatch(text)
        if match is None or _DATE.fullmatch(text):
            return False
        rest = match["rest"].strip(" .,*)")
        return not any(map(str.isalnum, rest)) or as_measure(rest) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _counts_columns(line: list[CellValue]) -> bool:
    """Whether the row is the (1) (2) (3) under a header."""
    numbers: list[int] = []
    letters = 0
    for value in line:
        text = text_of(value)
        if not text:
            continue
        if len(text) > LONGEST_COLUMN_NUMBER or not _COLUMN_NUMBER.fullmatch(text):
            return False
        found = re.search("[0-9]+", text.split("=")[0])
        if found:
            numbers.append(int(found[0]))
        letters += text.strip("() ").isalpha()
    if len(numbers) < 2:
        return len(numbers) == 1 and letters > 0
    return all(after == before + 1 for before, after in pairwise(numbers))


def _follow_each_other(numbers: list[int]) -> bool:
    steps = sum(after == before + 1 or (after == 1 and before > 1) for before, after in pairwise(numbers))
    return steps >= 0.8 * (len(numbers) - 1)


def _whole(value: CellValue) -> int | None:
    if isinstance(value, str):
        text = value.strip(" .")
        return int(text) if len(text) < 7 and re.fullmatch("[0-9]+", text) else None
    if isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer():
        return int(value)
    return None


def fold_text(value: CellValue) -> str:
    if isinstance(value, date | datetime):
        return ""
    return " ".join(_fold(text_of(value)[:LONGEST_TEXT]).split())


def _fold(text: str) -> str:
    return fold(text).strip(" .:;,")

"""How a table's columns share its width, and the cells of its header: the same in each format."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ansinh.documents.letters import BETWEEN_WORDS, MM_OF_POINT, SLACK_MM, width_in_lines, width_mm
from ansinh.documents.measures import Measures
from ansinh.documents.tree import Column, Inline, Table, printed_unit

SIZES = (12, 11, 10, 9, 8, 7)  # of letters, the largest that fits
READABLE = 9  # smaller ones only where the numbers would be torn otherwise
LINES_OF_TEXT = 3  # of a cell, if the letters stay readable
SHORT_TABLE = 6  # rows; it is not torn by the end of a page
WHOLE_CELL = 24  # letters; a number is not torn, a longer text may be


@dataclass(frozen=True)
class Setting:
    size: float
    widths_mm: tuple[float, ...]


@dataclass(frozen=True)
class HeaderCell:
    """``first``: its column from 0; ``columns`` and ``rows``: over how many of them it stands."""

    first: int
    columns: int
    rows: int
    title: str
    unit: str = ""


def header_rows(columns: Sequence[Column]) -> list[list[HeaderCell]]:
    """One row of titles, or two where neighbours have a common title above theirs."""
    grouped = any(column.group for column in columns)
    upper: list[HeaderCell] = []
    lower: list[HeaderCell] = []
    for group, members in groupby(enumerate(columns), key=lambda numbered: numbered[1].group):
        own = [(first, column) for first, column in members]
        if group:
            upper.append(HeaderCell(own[0][0], len(own), 1, group))
        cells = [HeaderCell(first, 1, 1, column.title, printed_unit(column)) for first, column in own]
        if group or not grouped:
            lower += cells
        else:
            upper += [HeaderCell(cell.first, 1, 2, cell.title, cell.unit) for cell in cells]
    return [upper, lower] if grouped else [lower]


def column_number(number: int) -> str:
    return f"({number})"


def plain(inlines: Sequence[Inline]) -> str:
    return "".join(inline.text for inline in inlines)


def is_kept_whole(table: Table) -> bool:
    return len(table.rows) <= SHORT_TABLE


def setting(table: Table, within_mm: float, measures: Measures) -> Setting:
    """The columns' shares, but no column narrower than its longest word or number, and texts of three lines at most;
    smaller letters if need be. What no letters can hold is scaled down."""
    readable = ((size, LINES_OF_TEXT) for size in SIZES if size >= READABLE)
    for size, lines in (*readable, *((size, None) for size in SIZES)):
        needs = [_need(table, number, size, lines, measures) for number in range(len(table.columns))]
        if sum(needs) <= within_mm:
            return Setting(size, tuple(_shared([column.weight for column in table.columns], needs, within_mm)))
    scale = within_mm / sum(needs)
    return Setting(SIZES[-1], tuple(need * scale for need in needs))


def _shared(weights: list[float], needs: list[float], within_mm: float) -> list[float]:
    """What is left after the columns that need more than their share is shared by the others."""
    pinned: set[int] = set()
    while True:
        rest = within_mm - sum(needs[number] for number in pinned)
        total = sum(weight for number, weight in enumerate(weights) if number not in pinned)
        widths = [needs[number] if number in pinned else rest * weight / total for number, weight in enumerate(weights)]
        tight = {number for number, width in enumerate(widths) if width < needs[number]}
        if not tight:
            return widths
        pinned |= tight
        if len(pinned) == len(weights):
            return [need * within_mm / sum(needs) for need in needs]


def _need(table: Table, number: int, size: float, lines: int | None, measures: Measures) -> float:
    column = table.columns[number]
    heads = f"{column.title} {printed_unit(column)}".split(BETWEEN_WORDS)
    if table.numbered:
        heads.append(column_number(number + 1))
    widest = max(width_mm(word, size, bold=True) for word in heads)
    for row in table.rows:
        text, bold = plain(row.cells[number]), row.emphasis
        widest = max(widest, *(width_mm(word, size, bold=bold) for word in _words(text, column)), 0)
        if lines and not _is_number(text, column):
            widest = width_in_lines(text, size, lines, widest, bold=bold)
    return widest + 2 * measures.cell_x * MM_OF_POINT + SLACK_MM


def _words(text: str, column: Column) -> list[str]:
    return [text] if _is_number(text, column) else text.split(BETWEEN_WORDS)


def _is_number(text: str, column: Column) -> bool:
    return column.align == "right" and len(text) <= WHOLE_CELL

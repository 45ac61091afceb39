"""Columns of a chart over time, with the numbers in rows below: however near the lines are, each number can be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from ansinh.charts.letters import text_width, widest, wrapped
from ansinh.charts.sheet import LINE, SMALL, UPWARDS, Look, Pen, Sheet
from ansinh.charts.specifications import GRID, MISSING, SMALL_SIZE, WIDTH, Value

ROW = 18
BETWEEN = 3  # texts of neighbouring columns
WIDEST_TITLE = 0.19 * WIDTH


@dataclass(frozen=True)
class Columns:
    """Equal columns from ``left`` to the sheet's right edge."""

    left: float
    count: int

    @property
    def width(self) -> float:
        return (WIDTH - self.left) / max(self.count, 1)

    def middle(self, number: int) -> float:
        return self.left + (number + 0.5) * self.width

    def start(self, number: int) -> float:
        return self.left + number * self.width

    def holds(self, texts: Sequence[str], look: Look) -> bool:
        """Whether they stand side by side; else they are turned."""
        return widest(list(texts), look.size, bold=look.bold) + BETWEEN <= self.width


@dataclass(frozen=True)
class StripRow:
    """``bold``: numbers of the columns whose cells are. A cell without text stays empty: nothing was to be known."""

    title: str
    cells: tuple[Value, ...]
    look: Look = SMALL
    bold: frozenset[int] = frozenset()

    @property
    def title_lines(self) -> list[str]:
        return wrapped(self.title, WIDEST_TITLE, SMALL_SIZE)


def room_for_titles(rows: Sequence[StripRow]) -> float:
    lines = [line for row in rows for line in row.title_lines]
    return widest(lines, SMALL_SIZE) + 8 if any(lines) else 0


def draw_strip(sheet: Sheet, rows: Sequence[StripRow], columns: Columns, top: float) -> float:
    """Gives where it ends."""
    for number, row in enumerate(rows):
        bottom = top + _height(row, columns)
        if number:
            sheet.line(0, top, WIDTH, top, Pen(GRID))
        sheet.paragraph(0, (top + bottom) / 2, row.title_lines, SMALL)
        flat = _flat(row, columns)
        for at, value in enumerate(row.cells):
            if not value.text:
                continue
            look = Look(row.look.size, at in row.bold, row.look.italic, row.look.colour)
            angle = 0 if flat or value.text == MISSING else UPWARDS
            sheet.value(columns.middle(at), (top + bottom) / 2, value, look, align="center", angle=angle)
        top = bottom
    return top


def _flat(row: StripRow, columns: Columns) -> bool:
    return columns.holds([value.text for value in row.cells], Look(row.look.size, bold=bool(row.bold)))


def _height(row: StripRow, columns: Columns) -> float:
    lines = len(row.title_lines) * LINE * SMALL_SIZE + 5
    if _flat(row, columns):
        return max(ROW, lines)
    longest = max(text_width(value.text, row.look.size, bold=bool(row.bold)) for value in row.cells)
    return max(longest + 8, lines)

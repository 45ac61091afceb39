"""A sheet as an officer makes one: cells with a look, merged cells, widths of columns; in whatever format."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xlsxwriter.utility import xl_cell_to_rowcol, xl_range, xl_rowcol_to_cell

Value = str | Decimal | int

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
WHOLE, ONE_DECIMAL, TWO_DECIMALS = "#,##0", "#,##0.0", "0.00"


@dataclass(frozen=True)
class Look:
    """``number``: the format of a number; ``align``: left, center or right; ``font``: another than the sheet's."""

    bold: bool = False
    italic: bool = False
    boxed: bool = False
    wrap: bool = False
    size: int = 12
    align: str = ""
    number: str = ""
    font: str = ""


PLAIN = Look()
TITLE = Look(bold=True, size=14, align="center")
CENTRED = Look(align="center")
STRONG = Look(bold=True, align="center")
SLANTED = Look(italic=True, align="center")
REMARK = Look(italic=True, size=10)
HEAD = Look(bold=True, boxed=True, wrap=True, align="center")
COUNT = Look(italic=True, boxed=True, align="center", size=10)
LABEL = Look(boxed=True)
MIDDLE = Look(boxed=True, align="center")
FIGURE = Look(boxed=True, align="right", number=WHOLE)
MONEY = replace(FIGURE, number=ONE_DECIMAL)
SHARE = replace(FIGURE, number=TWO_DECIMALS)


@dataclass(frozen=True)
class Cell:
    """``value`` of a formula: what the program that saved it had computed."""

    value: Value
    look: Look = PLAIN
    formula: str = ""


@dataclass
class Sheet:
    """``cells``, ``merged`` (top, left, bottom, right) and ``heights`` count from zero; widths of columns are in
    characters, heights of rows in points."""

    name: str
    font: str = "Times New Roman"
    widths: Sequence[float] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    landscape: bool = False
    hidden: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    def put(self, place: str, value: Value, look: Look = PLAIN, formula: str = "") -> None:
        """``place``: C7, or C7:F7 for merged cells."""
        first, _colon, last = place.partition(":")
        row, column = xl_cell_to_rowcol(first)
        self.cells[row, column] = Cell(value, look, formula)
        if last:
            self.merged.append((row, column, *xl_cell_to_rowcol(last)))

    def line(self, place: str, values: Sequence[Value | None], *looks: Look) -> None:
        """Cells side by side; the last look holds for the rest. None: an empty cell in the same look."""
        row, column = xl_cell_to_rowcol(place)
        for index, value in enumerate(values):
            look = looks[min(index, len(looks) - 1)] if looks else PLAIN
            self.cells[row, column + index] = Cell("" if value is None else value, look)

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        corners = [*self.cells, *((bottom, right) for _top, _left, bottom, right in self.merged)]
        return max(row for row, _ in corners) + 1, max(column for _, column in corners) + 1

    def covered(self) -> Iterator[tuple[tuple[int, int], Look]]:
        """The cells that a merged one hides, with its look: their borders show."""
        for top, left, bottom, right in self.merged:
            look = self.cells[top, left].look
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if (row, column) != (top, left):
                        yield (row, column), look


def place(row: int, column: int) -> str:
    """(0, 2) → C1"""
    return str(xl_rowcol_to_cell(row, column))


def area(top: int, left: int, bottom: int, right: int) -> str:
    return str(xl_range(top, left, bottom, right))

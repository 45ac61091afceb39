"""Formulas whose saved value is not what they give now: the sums and differences of cells of one sheet.

Nothing is executed: a formula of any other kind is passed over, and its saved value counts.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isclose

from ansinh.imports.errors import Check, cell_position
from ansinh.imports.files.sheets import Cell
from ansinh.imports.page import Page
from ansinh.kernel.language import message as _

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(\$?[A-Z]{1,3}\$?\d+)|(SUM|ROUND)(?=\()|([-+*/():,;]))")
_LONGEST = 2_000
_DEEPEST = 50
MOST_ADDED = 3_000_000  # cells in the sums of one sheet


class _NotSimpleError(Exception):
    """The formula is not one of sums and differences, or its cells hold no numbers."""


def check_formulas(page: Page) -> None:
    budget = _Budget(MOST_ADDED)
    for (row, column), formula in page.cells.formulas.items():
        saved = page.cell(row, column)
        if isinstance(saved, bool) or not isinstance(saved, int | float):
            continue
        try:
            now = _Formula(page, formula, budget).value()
        except (_NotSimpleError, ArithmeticError, ValueError):
            continue
        if not isclose(now, saved, rel_tol=1e-9, abs_tol=1e-9):
            page.ask_why(
                Check.FORMULA_STALE,
                row,
                column,
                _(
                    "The formula ={formula} gives {now}, but the value saved is {saved}.",
                    formula=formula,
                    now=f"{now:.15g}",
                    saved=f"{saved:.15g}",
                ),
                _("Open the file, recalculate (F9), look at the figure, and save."),
            )


@dataclass
class _Budget:
    """Cells that the sums of one sheet may still add up: running totals over thousands of rows would add millions."""

    cells: int

    def spend(self, cells: int) -> None:
        self.cells -= cells
        if self.cells < 0:
            raise _NotSimpleError


class _Formula:
    """Sums, products, SUM and ROUND over the saved values of a sheet: recursive descent."""

    def __init__(self, page: Page, text: str, budget: _Budget) -> None:
        self._budget = budget
        if len(text) > _LONGEST:
            raise _NotSimpleError
        self._page = page
        self._tokens = list(_tokens(text.upper().replace("$", "")))
        self._next = 0
        self._depth = 0

    def value(self) -> float:
        found = self._sum()
        if self._next < len(self._tokens):
            raise _NotSimpleError
        return found

    def _sum(self) -> float:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NotSimpleError
        total = self._product()
        while self._peek() in ("+", "-"):
            total += self._product() if self._take() == "+" else -self._product()
        self._depth -= 1
        return total

    def _product(self) -> float:
        total = self._one()
        while self._peek() in ("*", "/"):
            total = total * self._one() if self._take() == "*" else total / self._one()
        return total

    def _one(self) -> float:
        sign = 1
        while self._peek() in ("-", "+"):
            sign = -sign if self._take() == "-" else sign
        return sign * self._unsigned()

    def _unsigned(self) -> float:
        match self._take():
            case "(":
                return self._within(self._sum)
            case "SUM":
                self._expect("(")
                return self._within(self._arguments)
            case "ROUND":
                self._expect("(")
                return self._within(self._rounded)
            case number if number[0].isdigit():
                return float(number)
            case cell if cell[0].isalpha():
                return self._cell(cell_position(cell))
        raise _NotSimpleError

    def _within(self, read: Callable[[], float]) -> float:
        found = read()
        self._expect(")")
        return found

    def _arguments(self) -> float:
        total = self._argument()
        while self._peek() in (",", ";"):
            self._take()
            total += self._argument()
        return total

    def _argument(self) -> float:
        if self._next + 1 < len(self._tokens) and self._tokens[self._next + 1] == ":":
            first = cell_position(self._take())
            self._expect(":")
            return self._range(first, cell_position(self._take()))
        return self._sum()

    def _rounded(self) -> float:
        number = self._sum()
        if self._take() not in (",", ";"):
            raise _NotSimpleError
        digits = 10.0 ** int(self._sum())
        return int(abs(number) * digits + 0.5) / digits * (1 if number >= 0 else -1)

    def _range(self, first: Cell, last: Cell) -> float:
        (top, left), (bottom, right) = first, last
        self._budget.spend(max(bottom - top + 1, 0) * max(right - left + 1, 0))
        cells = (self._page.cell(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        # SUM passes over text in a range, as the spreadsheet does.
        return sum(cell for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool))

    def _cell(self, cell: Cell) -> float:
        value = self._page.cell(*cell)
        if value == "":
            return 0.0
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _NotSimpleError
        return float(value)

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        if not token:
            raise _NotSimpleError
        self._next += 1
        return token

    def _expect(self, wanted: str) -> None:
        if self._take() != wanted:
            raise _NotSimpleError


def _tokens(text: str) -> Iterator[str]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise _NotSimpleError
        yield match[0].strip()
        position = match.end()

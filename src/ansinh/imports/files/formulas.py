"""A formula that a sheet writes once for many cells, as it reads in each of them."""

import re

from ansinh.imports.files.sheets import Cell
from ansinh.kernel.cells import column_letters

# Texts and quoted sheet names are left alone; so is what is a function (LOG10) or a longer name.
_TOKEN = re.compile(
    r'"[^"]*"|\'[^\']*\'|(?<![A-Za-z0-9_.$])(?P<column>\$?[A-Z]{1,3})(?P<row>\$?[1-9][0-9]{0,6})(?![A-Za-z0-9_.(!])'
)


def column_number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it is copied this many rows down and columns to the right."""

    def moved(token: re.Match[str]) -> str:
        column, row = token["column"], token["row"]
        if column is None or row is None:
            return token[0]
        if not column.startswith("$"):
            column = column_letters(max(0, column_number(column) + columns))
        if not row.startswith("$"):
            row = str(max(1, int(row) + rows))
        return column + row

    return _TOKEN.sub(moved, formula)


def cell_of(name: str) -> Cell:
    """D12 → (11, 3). Raises ValueError."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and letters.isupper()) or len(letters) > 3 or len(digits) > 7:
        raise ValueError(name)
    row = int(digits) - 1
    if row < 0:
        raise ValueError(name)
    return row, column_number(letters)

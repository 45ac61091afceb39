"""Values as the rest of the program takes them: text is Unicode in NFC whatever font it was typed in, numbers end."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from math import isfinite

from ansinh.imports.files.sheets import Cell, CellValue, Rows, SheetCells
from ansinh.kernel.legacy_fonts import (
    LegacyEncoding,
    encodings_of,
    font_encoding,
    from_legacy,
    is_capital_font,
    is_unicode_vietnamese,
)

ENDLESS = "#NUM!"
"""In place of a number that no spreadsheet has (NaN, infinity), as Excel would show it."""


def with_plain_values(sheet: SheetCells, fonts: Mapping[Cell, str]) -> SheetCells:
    """``fonts``: the legacy fonts of cells, where the format tells. The sheet's rows are changed in place."""
    texts = _examine(sheet.rows)
    encodings = encodings_of(texts.values())
    alone = not any(map(is_unicode_vietnamese, texts.values()))
    converted: set[Cell] = set()
    for cell, text in texts.items():
        unicode = _unicode(text, fonts.get(cell, ""), encodings, alone=alone)
        sheet.rows[cell[0]][cell[1]] = text if unicode is None else unicode
        if unicode is not None:
            converted.add(cell)
    for cell, font in fonts.items():  # text without a mark is ASCII in these fonts too
        if is_capital_font(font):
            _capitals(sheet.rows, cell)
    return replace(sheet, converted=frozenset(converted)) if converted else sheet


def _examine(rows: Rows) -> dict[Cell, str]:
    """The texts beyond ASCII, in NFC. Column by column: most columns hold numbers alone and are soon done with."""
    texts: dict[Cell, str] = {}
    for position, column in enumerate(zip_longest(*rows, fillvalue="")):
        kinds = set(map(type, column))
        if str in kinds:
            for row, value in enumerate(column):
                if type(value) is str and not value.isascii():
                    texts[row, position] = unicodedata.normalize("NFC", value)
        if float in kinds and not _all_end(column, mixed=len(kinds) > 1):
            for row, value in enumerate(column):
                if type(value) is float and not isfinite(value):
                    rows[row][position] = ENDLESS
    return texts


def _all_end(column: tuple[CellValue, ...], *, mixed: bool) -> bool:
    """A sum is endless when one of its terms is; now and then when none is, and then each is looked at."""
    numbers = [value for value in column if type(value) is float] if mixed else column
    return isfinite(sum(numbers))  # type: ignore[arg-type]


def _unicode(text: str, font: str, encodings: tuple[LegacyEncoding, ...], *, alone: bool) -> str | None:
    """None where the text is Unicode already. A legacy font shows nothing else: what it shows is what is meant."""
    if known := font_encoding(font):
        return from_legacy(text, known, alone=True)
    found = (from_legacy(text, encoding, alone=alone) for encoding in encodings)
    return next((unicode for unicode in found if unicode is not None), None)


def _capitals(rows: Rows, cell: Cell) -> None:
    row, column = cell
    if row < len(rows) and column < len(rows[row]) and isinstance(value := rows[row][column], str):
        rows[row][column] = value.upper()

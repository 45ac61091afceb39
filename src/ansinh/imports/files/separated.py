"""Text files of figures: .csv, .tsv and .txt, with whatever separator and encoding they were saved."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import PurePath

from ansinh.imports.files import refusals
from ansinh.imports.files.bounds import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from ansinh.imports.files.encodings import EncodingUnknownError, decoded
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import FileKind, Rows, SheetCells, Workbook
from ansinh.imports.files.values import with_plain_values

_SEPARATORS = "\t;,|"
_SAMPLED_LINES = 200
_LONGEST_FIELD = 2**20


def read_separated(file: WorkbookFile) -> Workbook:
    """One sheet, named like the file; every cell is text, as it was written. Raises WorkbookError."""
    try:
        text, encoding = decoded(file.content)
    except EncodingUnknownError:
        raise refusals.unknown_encoding(file) from None
    sheet = SheetCells(name=unicodedata.normalize("NFC", PurePath(file.name).stem), position=0, rows=_rows(file, text))
    return Workbook(FileKind.CSV, (with_plain_values(sheet, {}),), encoding=encoding)


def _rows(file: WorkbookFile, text: str) -> Rows:
    text, separator = _separator(text)
    rows: Rows = []
    width = 0
    for position, fields in enumerate(_fields(file, text, separator)):
        values = [field.strip() for field in fields]
        while values and not values[-1]:
            values.pop()
        if not values:
            continue  # it counts in the places of those after it
        if position >= MOST_ROWS or len(values) > MOST_COLUMNS:
            raise refusals.too_far(file, (position, len(values) - 1))
        width = max(width, len(values))
        if (position + 1) * width > MOST_CELLS:
            raise refusals.too_many_cells(file)
        rows += [[] for _row in range(position - len(rows))]
        rows.append([*values])
    return rows


def _fields(file: WorkbookFile, text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error:  # a quote that nothing closes, for a mebibyte
        raise refusals.broken(file) from None


def _separator(text: str) -> tuple[str, str]:
    """The text without a line that names its separator (``sep=;``), and the separator.

    The one that divides the most lines into equally many fields; "12,5;13,5" has two of either kind of field, but
    divided at the comma its lines do not agree.
    """
    first = text[:7].splitlines()[0].lower() if text[:7].strip() else ""
    if first.startswith("sep=") and len(first) == 5:
        return text[5:].removeprefix("\r").removeprefix("\n"), first[4]
    lines = [line for line in text[: 2**18].splitlines()[:_SAMPLED_LINES] if line.strip()]

    def agreement(separator: str) -> tuple[int, int]:
        counts = Counter(count for count in (_outside_quotes(line, separator) for line in lines) if count)
        (fields, agreeing), *_others = counts.most_common(1) or [(0, 0)]
        return agreeing, fields

    return text, max(_SEPARATORS, key=agreement)


def _outside_quotes(line: str, separator: str) -> int:
    return sum(part.count(separator) for part in line.split('"')[::2])

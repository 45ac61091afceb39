"""A copy made anew from the cells that were read, for files that cannot be changed in place."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ansinh.imports.errors import Finding, Severity
from ansinh.imports.files.sheets import Cell, CellValue, SheetCells, Span, Workbook
from ansinh.imports.marking.marks import AUTHOR, COLOURS, LAST_COLUMN, LAST_ROW, Mark, anchors, by_sheet
from ansinh.kernel.language import Language

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 (the copy of one file has the same bytes whenever it is made)
_LONGEST_TEXT = 32_767
_NARROWEST, _WIDEST = 8.43, 60.0
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_MOST_MERGED = 2_000  # each is compared with those before it
_NUMBER_FORMATS = {datetime: "dd/mm/yyyy hh:mm:ss", date: "dd/mm/yyyy", time: "hh:mm:ss", timedelta: "[h]:mm:ss"}
Look = tuple[str, Severity | None]


def rebuild(workbook: Workbook, findings: Sequence[Finding], language: Language) -> bytes:
    """An .xlsx with the same values; text stays text, whatever it begins with."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": MADE, "author": AUTHOR})
    looks = _Looks(book)
    shown = next((sheet for sheet in workbook.sheets if not sheet.hidden), workbook.sheets[0])
    found = by_sheet(findings, [sheet.name for sheet in workbook.sheets], shown.name)
    used: set[str] = set()
    for sheet in workbook.sheets:
        page = book.add_worksheet(_sheet_name(sheet.name, used))
        marks = found[sheet.name].marks(language, anchors(sheet.merged))
        _write(page, looks, sheet, marks)
        if sheet is shown:
            page.activate()
            page.set_first_sheet()
        elif sheet.hidden:
            page.hide()
    book.close()
    return stream.getvalue()


class _Looks:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._formats: dict[Look, Format] = {}

    def of(self, value: CellValue, severity: Severity | None) -> Format | None:
        number_format = _NUMBER_FORMATS.get(type(value), "")
        if not number_format and severity is None:
            return None
        if (number_format, severity) not in self._formats:
            look: dict[str, str] = {"num_format": number_format} if number_format else {}
            look |= {"bg_color": f"#{COLOURS[severity]}"} if severity else {}
            self._formats[number_format, severity] = self._book.add_format(look)
        return self._formats[number_format, severity]


def _write(page: Worksheet, looks: _Looks, sheet: SheetCells, marks: dict[Cell, Mark]) -> None:
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width, None, {"hidden": column in sheet.hidden_columns})
    for row in sorted(sheet.hidden_rows):
        page.set_row(row, None, None, {"hidden": True})
    for span in _apart(sheet.merged):
        severity = marks[span.top, span.left].severity if (span.top, span.left) in marks else None
        page.merge_range(span.top, span.left, span.bottom, span.right, "", looks.of("", severity))
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            if value != "" and (row, column) not in marks:
                _write_value(page, row, column, value, looks.of(value, None))
    for (row, column), mark in marks.items():
        value = _value(sheet, row, column)
        _write_value(page, row, column, value, looks.of(value, mark.severity))
        _write_comment(page, row, column, mark.text)


def _write_value(page: Worksheet, row: int, column: int, value: CellValue, look: Format | None) -> None:
    if isinstance(value, str):
        if value:
            page.write_string(row, column, value[:_LONGEST_TEXT], look)
        else:
            page.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        page.write_boolean(row, column, value, look)
    elif isinstance(value, int | float):
        if math.isfinite(value):
            page.write_number(row, column, value, look)
        else:
            page.write_string(row, column, str(value), look)
    elif isinstance(value, date) and value.year < 1900:  # no spreadsheet counts days so far back
        page.write_string(row, column, value.isoformat(), look)
    else:
        page.write_datetime(row, column, value, look)


def _write_comment(page: Worksheet, row: int, column: int, text: str) -> None:
    lines = sum(1 + len(line) // 56 for line in text.split("\n"))
    options = {"author": AUTHOR, "width": 380, "height": min(lines * 15 + 12, 480)}
    page.write_comment(row, column, text[:_LONGEST_TEXT], options)


def _value(sheet: SheetCells, row: int, column: int) -> CellValue:
    values = sheet.rows[row] if row < len(sheet.rows) else []
    return values[column] if column < len(values) else ""


def _widths(sheet: SheetCells) -> list[float]:
    """Characters: the longest short text or number of each column; long text, such as a title, does not widen it."""
    widths = [_NARROWEST] * max((len(row) for row in sheet.rows), default=0)
    spread = {(span.top, span.left) for span in sheet.merged if span.right > span.left}
    for row, values in enumerate(sheet.rows):
        alone = sum(value != "" for value in values) == 1
        for column, value in enumerate(values):
            if value != "" and not alone and (row, column) not in spread:
                longest = max(len(line) for line in str(value).split("\n"))
                widths[column] = max(widths[column], min(longest * 1.1 + 2, _WIDEST))
    return widths


def _apart(merged: Sequence[Span]) -> list[Span]:
    """Rectangles that can be written: within the sheet, more than a cell, none over another."""
    taken: list[Span] = []
    for span in merged[:_MOST_MERGED]:
        single = (span.top, span.left) == (span.bottom, span.right)
        inside = 0 <= span.top <= span.bottom <= LAST_ROW and 0 <= span.left <= span.right <= LAST_COLUMN
        if inside and not single and not any(_overlap(span, other) for other in taken):
            taken.append(span)
    return taken


def _overlap(one: Span, other: Span) -> bool:
    rows = one.top <= other.bottom and other.top <= one.bottom
    return rows and one.left <= other.right and other.left <= one.right


def _sheet_name(name: str, used: set[str]) -> str:
    """A name that .xlsx can have, and that no sheet before has."""
    plain = _FORBIDDEN.sub("_", name).strip("'")[:_LONGEST_NAME] or "Sheet"
    numbered, number = plain, 1
    while numbered.lower() in used or numbered.lower() == "history":
        number += 1
        numbered = f"{plain[: _LONGEST_NAME - 4]} {number}"
    used.add(numbered.lower())
    return numbered

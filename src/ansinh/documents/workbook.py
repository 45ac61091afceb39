"""The tables of a document as a workbook: a sheet for each, exact values, sums as formulas, safe to open."""

from collections.abc import Iterator
from datetime import UTC
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ansinh.documents.columns import HeaderCell, Setting, column_number, header_rows, plain, setting
from ansinh.documents.forms import WORDS, document_title
from ansinh.documents.letters import balanced
from ansinh.documents.measures import Measures
from ansinh.documents.tree import Document, Row, Table
from ansinh.documents.workbook_cells import Looks, write_row

# Nothing that is written as text is ever taken for a formula, an address or a number.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
A4 = 9
LONGEST_NAME = 31
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
MM_OF_CHARACTER = 1.9  # a unit of Excel's column widths
POINTS_OF_LINE = 1.25  # of the letters' size
INCH_MM = 25.4
EXCELS_OWN_MM = 3  # of a cell's width


def to_xlsx(document: Document) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    _set_properties(book, document)
    looks = Looks(book)
    names = sheet_names(document)
    wide = {id(block) for appendix in document.appendices if appendix.landscape for block in appendix.blocks}
    for name, table in zip(names, document.tables(), strict=True):
        _Sheet(book.add_worksheet(name), looks, document, table, landscape=id(table) in wide).write()
    if not names:
        words = WORDS[document.language]
        sheet = book.add_worksheet(words.table)
        sheet.write_string(0, 0, document_title(document), looks.title)
        sheet.write_string(2, 0, words.no_tables, looks.note)
    book.close()
    return stream.getvalue()


def _set_properties(book: xlsxwriter.Workbook, document: Document) -> None:
    book.set_properties(
        {
            "title": document_title(document),
            "subject": document.subject,
            "author": " ".join(document.letterhead.issuer),
            "keywords": document.reference,
            "comments": document.reference,
            "created": document.made_at.astimezone(UTC).replace(tzinfo=None),
        }
    )


def sheet_names(document: Document) -> list[str]:
    """Bảng 1, Bảng 2 …: the tables' labels, or their captions, or the longest title of their columns, as short as
    Excel wants them and all different."""
    names: list[str] = []
    for number, table in enumerate(document.tables(), 1):
        wanted = (table.label or table.caption or max((column.title for column in table.columns), key=len)).translate(
            FORBIDDEN_IN_NAMES
        )
        wanted = " ".join(wanted.split()).strip("'")[:LONGEST_NAME].strip(" '")
        names.append(_unused(wanted or f"{WORDS[document.language].table} {number}", names))
    return names


def _unused(wanted: str, names: list[str]) -> str:
    taken = {name.casefold() for name in names} | {"history"}  # Excel keeps that name to itself
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1
        name = f"{wanted[: LONGEST_NAME - 5].strip()} ({number})"
    return name


class _Sheet:
    def __init__(self, sheet: Worksheet, looks: Looks, document: Document, table: Table, *, landscape: bool) -> None:
        self._sheet, self._looks, self._document, self._table = sheet, looks, document, table
        upright = setting(table, Measures().text_width_mm(), Measures())
        self._landscape = landscape or upright.size < looks.size
        shape = setting(table, Measures().text_width_mm(landscape=True), Measures()) if self._landscape else upright
        self._shape = Setting(looks.size, tuple(width * looks.size / shape.size for width in shape.widths_mm))
        self._line = 0

    def write(self) -> None:
        for number, width in enumerate(self._shape.widths_mm):
            self._sheet.set_column(number, number, width / MM_OF_CHARACTER)
        if self._document.banner:
            self._write_across(self._document.banner, self._looks.title, bold=True)
        self._write_across(document_title(self._document), self._looks.plain)
        self._write_across(self._table.title, self._looks.title, bold=True)
        self._line += 1
        first = self._line
        self._write_header()
        self._set_print(first)
        top = self._line
        for row in self._table.rows:
            self._sheet.set_row(self._line, self._row_height(row))
            write_row(self._sheet, self._looks, self._table, row, self._line, top)
            self._line += 1
        for note in self._table.notes:
            self._write_across(note, self._looks.note)

    def _write_across(self, text: str, look: object, *, bold: bool = False) -> None:
        """Over the whole width of the table, as high as it needs: Excel does not size merged cells itself."""
        if not text:
            return
        last = len(self._table.columns) - 1
        lines = balanced(text, self._looks.size, sum(self._shape.widths_mm), bold=bold).count
        self._sheet.set_row(self._line, self._points(lines))
        self._write_merged(self._line, 0, self._line, last, text, look)
        self._line += 1

    def _write_merged(self, top: int, left: int, bottom: int, right: int, text: str, look: object) -> None:
        if (top, left) != (bottom, right):
            self._sheet.merge_range(top, left, bottom, right, "", look)
        self._sheet.write_string(top, left, text, look)

    def _write_header(self) -> None:
        rows = header_rows(self._table.columns)
        for row in rows:
            for cell in row:
                text = f"{cell.title}\n{cell.unit}" if cell.unit else cell.title
                bottom, right = self._line + cell.rows - 1, cell.first + cell.columns - 1
                self._write_merged(self._line, cell.first, bottom, right, text, self._looks.head)
            self._sheet.set_row(self._line, self._header_height(row))
            self._line += 1
        if self._table.numbered:
            for number in range(len(self._table.columns)):
                self._sheet.write_string(self._line, number, column_number(number + 1), self._looks.number_row)
            self._line += 1

    def _points(self, lines: float) -> float:
        return (lines * POINTS_OF_LINE + 0.4) * self._looks.size

    def _row_height(self, row: Row) -> float:
        cells = zip(self._shape.widths_mm, map(plain, row.cells), strict=True)
        return self._points(max(self._lines(text, width, bold=row.emphasis) for width, text in cells))

    def _header_height(self, row: list[HeaderCell]) -> float:
        return self._points(max(map(self._header_lines, row), default=1.0))

    def _header_lines(self, cell: HeaderCell) -> float:
        """How many lines a cell asks of each row it stands in."""
        width = sum(self._shape.widths_mm[cell.first : cell.first + cell.columns])
        return (self._lines(cell.title, width, bold=True) + bool(cell.unit)) / cell.rows

    def _lines(self, text: str, width: float, *, bold: bool) -> int:
        return balanced(text, self._looks.size, width - EXCELS_OWN_MM, bold=bold).count

    def _set_print(self, first: int) -> None:
        sheet, measures = self._sheet, Measures()
        sheet.freeze_panes(self._line, 0)
        sheet.repeat_rows(first, self._line - 1)
        sheet.set_paper(A4)
        if self._landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(*self._margins(measures))
        sheet.center_horizontally()
        sheet.set_header("&C&P")
        sheet.hide_gridlines(2)

    @staticmethod
    def _margins(measures: Measures) -> Iterator[float]:
        margins = (measures.left_mm, measures.right_mm, measures.top_mm, measures.bottom_mm)
        return (margin / INCH_MM for margin in margins)

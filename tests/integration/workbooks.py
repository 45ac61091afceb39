"""Filled-in forms, and what officers do to them: the form is written by the program, then its cells are changed."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import xlsxwriter

from ansinh.imports.checks.checking import check_figures
from ansinh.imports.checks.figures import Figures
from ansinh.imports.errors import Finding, Severity
from ansinh.imports.files.reading import WorkbookFile, read_workbook
from ansinh.imports.files.sheets import CellValue, Rows
from ansinh.imports.outcome import Reading
from ansinh.imports.reading import read_cells
from ansinh.imports.template import Sheet, Values, write_form
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.cells import cell_name
from ansinh.kernel.names import fold
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Level, UnitKind
from ansinh.places.reads import parts
from tests.integration.factories import COLLECTIONS, INSURED, MAY

RECEIVED = date(2026, 11, 2)

REPORTED_ON = date(2020, 6, 5)


def form(
    code: str = "cum-iv-2020",
    indicators: Sequence[str] = (COLLECTIONS, INSURED),
    period: str = MAY,
    kind: Kind = Kind.ACTUAL,
    values: Values | None = None,
    reported_on: date | None = REPORTED_ON,
) -> bytes:
    """The form as the program writes it: of the country or a cluster with its members, of a province for itself."""
    asked = Period.parse(period)
    whole = find_unit(code, asked.end)
    sheet = Sheet(asked, kind, [catalogue()[one] for one in indicators], values)
    members = (whole,) if whole.level != Level.COUNTRY and whole.kind == UnitKind.AREA else parts(whole, asked.end)
    return write_form(whole, members, [sheet], reported_on=reported_on, created=date(2020, 1, 1))


@dataclass
class Book:
    """A workbook's cells, to be changed and written again."""

    sheets: dict[str, Rows]

    @classmethod
    def of(cls, content: bytes) -> "Book":
        return cls({sheet.name: sheet.rows for sheet in read_workbook(WorkbookFile("form.xlsx", content)).sheets})

    @property
    def name(self) -> str:
        return next(iter(self.sheets))

    @property
    def rows(self) -> Rows:
        """Of the first sheet."""
        return self.sheets[self.name]

    def row(self, label: str) -> int:
        """The row of a label or a unit code."""
        return next(row for row, cells in enumerate(self.rows) if fold(str(cells[0])) == fold(label))

    def column(self, indicator: str) -> int:
        return self.rows[self.row("Mã chỉ tiêu")].index(indicator)

    def set(self, label: str, column: str | int, value: CellValue) -> str:
        """Change the cell in the row with this label, in an indicator's column or a numbered one; its name."""
        row = self.row(label)
        position = column if isinstance(column, int) else self.column(column)
        self.rows[row][position] = value
        return cell_name(row, position)

    def add_row(self, *cells: CellValue, at: int | None = None) -> int:
        row = len(self.rows) if at is None else at
        self.rows.insert(row, [*cells, *[""] * (len(self.rows[0]) - len(cells))])
        return row

    def remove(self, label: str) -> None:
        del self.rows[self.row(label)]

    @property
    def content(self) -> bytes:
        stream = BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
        for name, lines in self.sheets.items():
            page = book.add_worksheet(name)
            for row, cells in enumerate(lines):
                for column, value in enumerate(cells):
                    if value != "":
                        write = page.write_string if isinstance(value, str) else page.write
                        write(row, column, value)
        book.close()
        return stream.getvalue()

    def save(self, directory: Path, name: str = "form.xlsx") -> Path:
        path = directory / name
        path.write_bytes(self.content)
        return path


def blank(
    code: str = "cum-iv-2020",
    indicators: Sequence[str] = (COLLECTIONS, INSURED),
    period: str = MAY,
    kind: Kind = Kind.ACTUAL,
    reported_on: date | None = REPORTED_ON,
) -> Book:
    return Book.of(form(code, indicators, period, kind, reported_on=reported_on))


def filled(value: Decimal | int = 5, code: str = "cum-iv-2020", period: str = MAY) -> Book:
    """A form with one figure for Hà Tĩnh, in tỷ đồng; the smallest that can be recorded."""
    book = blank(code, [COLLECTIONS, INSURED], period)
    book.set("42", COLLECTIONS, float(value))
    return book


def as_typed(book: Book | bytes) -> Reading:
    """What the cells say; the figures are not put beside each other."""
    content = book if isinstance(book, bytes) else book.content
    return read_cells(read_workbook(WorkbookFile("form.xlsx", content)), "form.xlsx", received=RECEIVED)


def read(book: Book | bytes) -> Reading:
    """As the import reads it: its figures are put beside each other and beside the ledger's."""
    reading = as_typed(book)
    if reading.unit is None or reading.reported_on is None:
        return reading
    checked = check_figures(Figures(reading.unit, reading.reported_on, reading.sheets, reading.facts, None))
    return replace(reading, findings=(*reading.findings, *checked.findings))


def blocks(reading: Reading) -> list[Finding]:
    return [finding for finding in reading.findings if finding.severity is Severity.BLOCKS]


def figures(reading: Reading) -> dict[tuple[int, str], Decimal]:
    """(unit key, indicator id) → value in the base unit, of a form of one period."""
    return {(fact.unit, fact.request.indicator): fact.value for fact in reading.facts}


def with_cell(content: bytes, cell: str, xml: str) -> bytes:
    """The workbook with another cell in its first sheet's own XML: what no writer of ours would write."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part, count = re.subn(rf'<c r="{cell}"[^>]*>.*?</c>'.encode(), xml.encode(), part)
                assert count == 1
            new.writestr(name, part)
    return stream.getvalue()

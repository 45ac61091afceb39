"""Workbooks as offices send them, findings about them, and what a marked copy shows when it is opened."""

import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import openpyxl
import xlsxwriter
from openpyxl.cell import Cell as OpenedCell
from openpyxl.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet as OpenedSheet
from python_calamine import CalamineWorkbook

from ansinh.imports.errors import Check, Finding, Severity
from ansinh.imports.files.sheets import FileKind, SheetCells, Workbook
from ansinh.imports.marking.copies import MarkedCopy, mark
from ansinh.imports.marking.marks import COLOURS
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001487672ae0000000049454e44ae426082"
)
SHEET, HIDDEN, PLAIN = "Tháng 5", "Ẩn", "Trống & <trơn>"
SENDERS_CELL = "D6"


def finding(cell: str, severity: Severity = Severity.BLOCKS, sheet: str = SHEET, cause: str = "Cause.") -> Finding:
    return Finding(sheet, cell, severity, Check.NUMBER, _(cause), _("Remedy of {cell}.", cell=cell or "all"))


def rich_workbook() -> bytes:
    """A sheet with a chart, a picture, conditional formats, validation, merged cells, formulas and a comment; a hidden
    sheet; a sheet without anything."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2020, 6, 5)})  # noqa: DTZ001
    title = book.add_format({"bold": True, "align": "center", "font_size": 14})
    money = book.add_format({"num_format": "#,##0.0", "border": 1, "font_name": "Times New Roman", "italic": True})
    head = book.add_format({"bg_color": "#1F3864", "font_color": "white", "border": 1, "text_wrap": True})
    page = book.add_worksheet(SHEET)
    page.merge_range("A1:F1", "BÁO CÁO THÁNG 5", title)
    page.set_column("B:B", 30)
    page.set_column("H:H", 12, money)
    page.set_row(2, 30)
    page.write_row("A4", ["STT", "Đơn vị", "Thu", "Chi", "Tỷ lệ", "Ghi chú"], head)
    for row, name in enumerate(("Phú Yên", "Khánh Hòa", "Bình Thuận"), 4):
        page.write_row(row, 0, [row - 3, name])
        page.write_number(row, 2, 1250.5 * row, money)
        page.write_number(row, 3, 800 + row, money)
        page.write_formula(row, 4, f"=C{row + 1}/D{row + 1}", None, 1250.5 * row / (800 + row))
    page.write_string("F5", "=không phải công thức")
    page.write_formula("C8", "=SUM(C5:C7)", money, 18757.5)
    page.write_boolean("F7", True)
    page.conditional_format("C5:C7", {"type": "data_bar", "bar_color": "#63C384", "data_bar_2010": True})
    page.conditional_format("D5:D7", {"type": "cell", "criteria": ">", "value": 803, "format": title})
    page.data_validation("F6:F9", {"validate": "list", "source": ["a", "b"]})
    page.write_comment(SENDERS_CELL, "Số này <đã> kiểm tra", {"author": "Chị Hoa"})
    page.insert_image("H10", "p.png", {"image_data": BytesIO(PIXEL)})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{SHEET}'!$C$5:$C$7"})
    page.insert_chart("H2", chart)
    book.define_name("Thu", f"='{SHEET}'!$C$5:$C$7")
    hidden = book.add_worksheet(HIDDEN)
    hidden.hide()
    hidden.write_row("A1", ["x", 1])
    book.add_worksheet(PLAIN)
    book.close()
    return stream.getvalue()


def read(content: bytes, kind: FileKind = FileKind.XLSX) -> Workbook:
    """What a reader gives, as far as these tests need it."""
    cells = CalamineWorkbook.from_filelike(BytesIO(content))
    return Workbook(
        kind,
        tuple(
            SheetCells(name, at, cells.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for at, name in enumerate(cells.sheet_names)
        ),
    )


def marked(
    content: bytes,
    findings: Iterable[Finding],
    language: Language = "en",
    kind: FileKind = FileKind.XLSX,
    in_place: bool = True,
    name: str = "",
    read_from: bytes = b"",
) -> MarkedCopy:
    """``read_from``: the workbook that was read, where it is not the one that is marked."""
    workbook = read(read_from or content, kind)
    copy = mark(name or f"bao-cao.{kind}", content, workbook, list(findings), language)
    assert copy.rebuilt is not in_place
    return copy


def values(content: bytes) -> dict[str, list[list[object]]]:
    """Sheet → rows as calamine reads them, without empty cells and rows at their ends."""
    cells = CalamineWorkbook.from_filelike(BytesIO(content))
    found: dict[str, list[list[object]]] = {}
    for name in cells.sheet_names:
        rows: list[list[object]] = []
        for given in cells.get_sheet_by_name(name).to_python(skip_empty_area=False):
            row: list[object] = list(given)
            while row and row[-1] == "":
                row.pop()
            rows.append(row)
        while rows and not rows[-1]:
            rows.pop()
        found[name] = rows
    return found


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def with_members(content: bytes, changed: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (members(content) | changed).items():
            package.writestr(name, data)
    return stream.getvalue()


@dataclass(frozen=True)
class Seen:
    """A cell as it looks but for the fill."""

    value: object
    number_format: str
    font: str
    border: str
    alignment: str
    protection: str


def looks(content: bytes, only: Iterable[tuple[str, str]] | None = None) -> dict[tuple[str, str], Seen]:
    """Every cell that is there, formulas as formulas; with ``only``, these cells and any other that holds something."""
    book = opened(content)
    seen = {(page.title, cell.coordinate): _seen(cell) for page in book for row in page.iter_rows() for cell in row}
    kept = None if only is None else set(only)
    return {place: one for place, one in seen.items() if kept is None or place in kept or one.value is not None}


def _seen(cell: OpenedCell | MergedCell) -> Seen:
    parts = (cell.font, cell.border, cell.alignment, cell.protection)
    return Seen(cell.value, cell.number_format, *(repr(part) for part in parts))


def opened(content: bytes) -> list[OpenedSheet]:
    """The sheets, as openpyxl opens them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it knows no data bars of 2010; it is not used to write
        return [page for page in openpyxl.load_workbook(BytesIO(content)) if isinstance(page, OpenedSheet)]


def sheet_named(content: bytes, sheet: str) -> OpenedSheet:
    return next(page for page in opened(content) if page.title == sheet)


def fill(content: bytes, cell: str, sheet: str = SHEET) -> str:
    """RRGGBB; empty for none."""
    look = sheet_named(content, sheet)[cell].fill
    return str(look.fgColor.rgb)[2:] if look.fill_type == "solid" else ""


def comment(content: bytes, cell: str, sheet: str = SHEET) -> str:
    return commented(content).get((sheet, cell), "")


def fills(content: bytes) -> dict[tuple[str, str], str]:
    """RRGGBB of every cell that is filled."""
    cells = ((page.title, cell) for page in opened(content) for row in page.iter_rows() for cell in row)
    return {
        (title, cell.coordinate): str(cell.fill.fgColor.rgb)[2:]
        for title, cell in cells
        if cell.fill.fill_type == "solid"
    }


def coloured(content: bytes) -> dict[tuple[str, str], str]:
    """Cells with a colour of ours → the colour."""
    return {place: colour for place, colour in fills(content).items() if colour in COLOURS.values()}


def commented(content: bytes) -> dict[tuple[str, str], str]:
    cells = ((page.title, cell) for page in opened(content) for row in page.iter_rows() for cell in row)
    return {(title, cell.coordinate): cell.comment.text for title, cell in cells if cell.comment}

"""Sheets as files: .xlsx, .xls, .ods, .csv; the same bytes every time."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt
from sheets import PLAIN, Cell, Look, Sheet

SAVED = datetime(2020, 6, 5, 9, 30)  # noqa: DTZ001 (neither format knows time zones)


def xlsx(sheets: Sequence[Sheet], saved: datetime = SAVED) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": saved})
    for sheet in sheets:
        _xlsx_sheet(book, sheet)
    book.close()
    return stream.getvalue()


def _xlsx_sheet(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    looks: dict[Look, Any] = {}

    def format_of(look: Look) -> Any:
        if look not in looks:
            looks[look] = book.add_format(_xlsx_look(look, sheet.font))
        return looks[look]

    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width, None, {"hidden": column in sheet.hidden_columns})
    for row, height in sheet.heights.items():
        page.set_row(row, height)
    for span in sheet.merged:
        page.merge_range(*span, "", format_of(sheet.cells[span[0], span[1]].look))
    for (row, column), cell in sorted(sheet.cells.items()):
        _xlsx_cell(page, row, column, cell, format_of(cell.look))
    if sheet.landscape:
        page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if sheet.hidden:
        page.hide()


def _xlsx_look(look: Look, font: str) -> dict[str, object]:
    wanted: dict[str, object] = {
        "font_name": look.font or font,
        "font_size": look.size,
        "bold": look.bold,
        "italic": look.italic,
        "border": int(look.boxed),
        "text_wrap": look.wrap,
        "align": look.align,
        "valign": "vcenter",
        "num_format": look.number,
    }
    return {name: value for name, value in wanted.items() if value}


def _xlsx_cell(page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    value = cell.value
    if cell.formula:
        page.write_formula(row, column, f"={cell.formula}", look, float(value))
    elif isinstance(value, str):
        page.write_string(row, column, value, look) if value else page.write_blank(row, column, None, look)
    else:
        page.write_number(row, column, float(value), look)


def xls(sheets: Sequence[Sheet]) -> bytes:
    """BIFF8, as Excel 97 to 2003 saved it."""
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        styles: dict[Look, Any] = {}
        for column, width in enumerate(sheet.widths):
            page.col(column).width = int(256 * width)
            page.col(column).hidden = column in sheet.hidden_columns
        for row, height in sheet.heights.items():
            page.row(row).height_mismatch = True
            page.row(row).height = int(20 * height)
        anchors = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
        for (row, column), cell in sorted(sheet.cells.items()):
            if cell.look not in styles:
                styles[cell.look] = _xls_style(cell.look, sheet.font)
            value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
            if (row, column) in anchors:
                bottom, right = anchors[row, column]
                page.write_merge(row, bottom, column, right, value, styles[cell.look])
            else:
                page.write(row, column, value, styles[cell.look])
        page.portrait = not sheet.landscape
        page.paper_size_code = 9
        page.header_str = page.footer_str = b""
        page.fit_num_pages, page.fit_width_to_pages, page.fit_height_to_pages = 1, 1, 0
        page.visibility = int(sheet.hidden)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xls_style(look: Look, font: str) -> Any:
    style = xlwt.XFStyle()
    style.font.name = look.font or font
    style.font.height = 20 * look.size
    style.font.bold, style.font.italic = look.bold, look.italic
    style.alignment.vert = xlwt.Alignment.VERT_CENTER
    style.alignment.wrap = int(look.wrap)
    style.alignment.horz = {
        "center": xlwt.Alignment.HORZ_CENTER,
        "right": xlwt.Alignment.HORZ_RIGHT,
    }.get(look.align, xlwt.Alignment.HORZ_GENERAL)
    if look.boxed:
        style.borders.left = style.borders.right = style.borders.top = style.borders.bottom = xlwt.Borders.THIN
    style.num_format_str = look.number or "General"
    return style


_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = " ".join(
    [f'xmlns:{name}="{_ODS}{name}:1.0"' for name in ("office", "table", "text", "style", "manifest")]
    + [f'xmlns:number="{_ODS}datastyle:1.0"', f'xmlns:fo="{_ODS}xsl-fo-compatible:1.0"']
)
_ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def ods(sheets: Sequence[Sheet], saved: datetime = SAVED) -> bytes:
    looks = list(dict.fromkeys(cell.look for sheet in sheets for cell in sheet.cells.values()))
    names = {look: f"ce{number}" for number, look in enumerate(looks, start=1)}
    widths = list(dict.fromkeys(width for sheet in sheets for width in sheet.widths))
    columns = {width: f"co{number}" for number, width in enumerate(widths, start=1)}
    font = sheets[0].font
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.2">'
        f"<office:automatic-styles>{''.join(map(_ods_number, ('#,##0', '#,##0.0', '0.00')))}"
        + "".join(_ods_look(names[look], look, font) for look in looks)
        + "".join(_ods_width(columns[width], width) for width in widths)
        + "</office:automatic-styles><office:body><office:spreadsheet>"
        + "".join(_ods_table(sheet, names, columns) for sheet in sheets)
        + "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {_NAMES} manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_KIND}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    parts = {"mimetype": _ODS_KIND, "content.xml": content, "META-INF/manifest.xml": manifest}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, saved.timetuple()[:6]), part, compress_type=method)
    return stream.getvalue()


def _ods_number(number: str) -> str:
    grouped = ' number:grouping="true"' if "," in number else ""
    decimals = len(number.partition(".")[2])
    return (
        f'<number:number-style style:name="N{decimals}"><number:number number:min-integer-digits="1"'
        f' number:decimal-places="{decimals}"{grouped}/></number:number-style>'
    )


def _ods_look(name: str, look: Look, font: str) -> str:
    border = ' fo:border="0.5pt solid #000000"' if look.boxed else ""
    wrap = ' fo:wrap-option="wrap"' if look.wrap else ""
    bold = ' fo:font-weight="bold"' if look.bold else ""
    italic = ' fo:font-style="italic"' if look.italic else ""
    align = {"center": "center", "right": "end"}.get(look.align, "start")
    number = f' style:data-style-name="N{len(look.number.partition(".")[2])}"' if look.number else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{number}>'
        f'<style:table-cell-properties style:vertical-align="middle"{border}{wrap}/>'
        f'<style:paragraph-properties fo:text-align="{align}"/>'
        f'<style:text-properties fo:font-family="{look.font or font}" fo:font-size="{look.size}pt"{bold}{italic}/>'
        "</style:style>"
    )


def _ods_width(name: str, width: float) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.19:.2f}cm"/></style:style>'
    )


def _ods_table(sheet: Sheet, names: dict[Look, str], columns: dict[float, str]) -> str:
    height, width = sheet.size
    covered = dict(sheet.covered())
    head = "".join(f'<table:table-column table:style-name="{columns[one]}"/>' for one in sheet.widths)
    rows = "".join(
        "<table:table-row>"
        + "".join(_ods_cell(sheet, row, column, covered, names) for column in range(width))
        + "</table:table-row>"
        for row in range(height)
    )
    return f"<table:table table:name={quoteattr(sheet.name)}>{head}{rows}</table:table>"


def _ods_cell(sheet: Sheet, row: int, column: int, covered: dict[tuple[int, int], Look], names: dict[Look, str]) -> str:
    if (row, column) in covered:
        return f'<table:covered-table-cell table:style-name="{names[covered[row, column]]}"/>'
    cell = sheet.cells.get((row, column), Cell(""))
    style = f' table:style-name="{names[cell.look]}"' if cell.look is not PLAIN or cell.value != "" else ""
    spans = "".join(
        f' table:number-columns-spanned="{right - left + 1}" table:number-rows-spanned="{bottom - top + 1}"'
        for top, left, bottom, right in sheet.merged
        if (top, left) == (row, column)
    )
    if cell.value == "":
        return f"<table:table-cell{style}{spans}/>"
    formula = f" table:formula={quoteattr('of:=' + cell.formula)}" if cell.formula else ""
    if isinstance(cell.value, str):
        return (
            f'<table:table-cell{style}{spans} office:value-type="string"><text:p>{escape(cell.value)}</text:p>'
            "</table:table-cell>"
        )
    return (
        f'<table:table-cell{style}{spans}{formula} office:value-type="float" office:value="{cell.value}">'
        f"<text:p>{cell.value}</text:p></table:table-cell>"
    )


def csv_text(lines: Sequence[Sequence[str]], delimiter: str = ";") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return stream.getvalue()

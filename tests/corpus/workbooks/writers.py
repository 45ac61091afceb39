"""Books as files: .xlsx, .xls, .ods and .csv, the same bytes each time."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
import xlwt

from tests.corpus.workbooks.sheets import Book, Cell, Sheet

CREATED = datetime(2020, 6, 5, 8, 0)  # noqa: DTZ001  xlsxwriter and zip know no time zone
ZIP_TIME = (2020, 6, 5, 8, 0, 0)


def xlsx(book: Book) -> bytes:
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    workbook.set_properties({"created": CREATED})
    for sheet in book.sheets:
        _xlsx_sheet(workbook, sheet)
    shown = [position for position, sheet in enumerate(book.sheets) if not sheet.hidden]
    workbook.worksheets()[shown[0]].activate()  # the active sheet, else the first, cannot be hidden
    workbook.close()
    return stream.getvalue()


def _xlsx_sheet(workbook: Any, sheet: Sheet) -> None:
    page = workbook.add_worksheet(sheet.name)
    formats: dict[str, Any] = {}

    def format_of(cell: Cell) -> Any:
        look = (cell.look or {}) | ({"quote_prefix": True} if cell.quoted else {})
        return formats.setdefault(repr(look), workbook.add_format(look)) if look else None

    for merge in sheet.merges:
        page.merge_range(*merge, "")
    for (row, column), cell in sorted(sheet.cells.items()):
        _xlsx_cell(page, row, column, cell, format_of(cell))
    for row in sheet.hidden_rows:
        page.set_row(row, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        page.set_column(column, column, None, None, {"hidden": True})
    if sheet.hidden:
        page.hide()
    if sheet.freeze:
        page.freeze_panes(*sheet.freeze)
    if sheet.filtered:
        page.autofilter(*sheet.filtered)
    if sheet.repeated:
        page.repeat_rows(*sheet.repeated)


def _xlsx_cell(page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    value = cell.value
    if cell.formula:
        saved = float(value) if isinstance(value, Decimal) else value
        page.write_formula(row, column, f"={cell.formula}", look, saved)
    elif isinstance(value, str):
        page.write_string(row, column, value, look)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, look)
    elif value is None:
        page.write_blank(row, column, None, look)
    else:
        page.write_number(row, column, float(value), look)


def xls(book: Book) -> bytes:
    """BIFF8. Of the looks only the font and the number format are kept; formulas have no saved value there."""
    workbook = xlwt.Workbook(encoding="utf-8")
    for sheet in book.sheets:
        page = workbook.add_sheet(sheet.name)
        styles: dict[str, Any] = {}
        for merge in sheet.merges:
            cell = sheet.cells.get((merge.top, merge.left), Cell(""))
            page.write_merge(merge.top, merge.bottom, merge.left, merge.right, cell.value, _xls_style(cell, styles))
        merged = {(merge.top, merge.left) for merge in sheet.merges}
        for (row, column), cell in sorted(sheet.cells.items()):
            if (row, column) not in merged:
                value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
                page.write(row, column, value, _xls_style(cell, styles))
        for row in sheet.hidden_rows:
            page.row(row).hidden = True
        for column in sheet.hidden_columns:
            page.col(column).hidden = True
        if sheet.hidden:
            page.visibility = 1
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _xls_style(cell: Cell, styles: dict[str, Any]) -> Any:
    look = cell.look or {}
    key = repr(look)
    if key not in styles:
        style = xlwt.XFStyle()
        style.font.name = look.get("font_name", "Arial")
        style.font.bold = look.get("bold", False)
        style.num_format_str = look.get("num_format", "dd/mm/yyyy" if isinstance(cell.value, date) else "General")
        styles[key] = style
    return styles[key]


_ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ods(book: Book) -> bytes:
    tables = "".join(map(_ods_table, book.sheets))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES} office:version="1.2">'
        '<office:automatic-styles><style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
        f"</style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return zipped(
        {"mimetype": kind.encode(), "content.xml": content.encode(), "META-INF/manifest.xml": manifest.encode()}
    )


def _ods_table(sheet: Sheet) -> str:
    height = max(row for row, _ in sheet.cells) + 1
    width = max(column for _, column in sheet.cells) + 1
    columns = "".join(f"<table:table-column{_ods_hidden(column in sheet.hidden_columns)}/>" for column in range(width))
    rows = "".join(
        f"<table:table-row{_ods_hidden(row in sheet.hidden_rows)}>"
        + "".join(_ods_cell(sheet, row, column) for column in range(width))
        + "</table:table-row>"
        for row in range(height)
    )
    blank = (
        f'<table:table-row table:number-rows-repeated="{1_048_576 - height}">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    style = "ta2" if sheet.hidden else "ta1"
    return (
        f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{style}">'
        f"{columns}{rows}{blank}</table:table>"
    )


def _ods_hidden(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _ods_cell(sheet: Sheet, row: int, column: int) -> str:
    spans = ""
    for merge in sheet.merges:
        if (row, column) == (merge.top, merge.left):
            spans = (
                f' table:number-columns-spanned="{merge.right - merge.left + 1}"'
                f' table:number-rows-spanned="{merge.bottom - merge.top + 1}"'
            )
        elif merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            return "<table:covered-table-cell/>"
    cell = sheet.cells.get((row, column))
    if cell is None or cell.value is None:
        return f"<table:table-cell{spans}/>"
    formula = f" table:formula={quoteattr('of:=' + cell.formula)}" if cell.formula else ""
    if isinstance(cell.value, str):
        text = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.value.split("\n"))
        return f'<table:table-cell office:value-type="string"{formula}{spans}>{text}</table:table-cell>'
    if isinstance(cell.value, date):
        day = cell.value.isoformat()
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{day}"{spans}>'
            f"<text:p>{day}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell.value}"{formula}{spans}>'
        f"<text:p>{cell.value}</text:p></table:table-cell>"
    )


def csv_text(sheet: Sheet, delimiter: str = ",") -> str:
    """The sheet as a spreadsheet program in Viet Nam saves it: numbers with a decimal comma, one line a row."""
    height = max(row for row, _ in sheet.cells) + 1
    width = max(column for _, column in sheet.cells) + 1
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    for row in range(height):
        cells = (sheet.cells.get((row, column)) for column in range(width))
        writer.writerow([_csv_value(cell.value) if cell else "" for cell in cells])
    return stream.getvalue()


def _csv_value(value: object) -> str:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return value if isinstance(value, str) else str(value).replace(".", ",")


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), content, compress_type=method)
    return stream.getvalue()


def changed(
    content: bytes, changes: Mapping[str, Callable[[bytes], bytes]], added: Mapping[str, bytes] | None = None
) -> bytes:
    """The same archive with some of its parts changed, and others added."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({name: changes.get(name, bytes)(part) for name, part in parts.items()} | dict(added or {}))


def with_blank_rows(content: bytes, last: int = 1_048_576, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """Styled but empty cells down to the last row of a sheet, as painting whole columns leaves them."""

    def lengthened(xml: bytes) -> bytes:
        first = int(xml.rpartition(b'<row r="')[2].partition(b'"')[0]) + 1
        rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(first, last + 1))
        return xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>")

    return changed(content, {part: lengthened})


def with_external_link(content: bytes, target: str) -> bytes:
    """As a formula over another file leaves it: the file is named in the archive as [1]."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<externalBook xmlns:r="{kind}" r:id="rId1"><sheetNames><sheetName val="T5"/></sheetNames></externalBook>'
        "</externalLink>"
    )
    relation = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}/externalLinkPath" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    in_book = '<externalReferences><externalReference r:id="rId99"/></externalReferences>'
    in_relations = f'<Relationship Id="rId99" Type="{kind}/externalLink" Target="externalLinks/externalLink1.xml"/>'
    in_types = (
        '<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"/>'
    )
    return changed(
        content,
        {
            "xl/workbook.xml": lambda xml: xml.replace(b"</sheets>", b"</sheets>" + in_book.encode()),
            "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(
                b"</Relationships>", in_relations.encode() + b"</Relationships>"
            ),
            "[Content_Types].xml": lambda xml: xml.replace(b"</Types>", in_types.encode() + b"</Types>"),
        },
        {
            "xl/externalLinks/externalLink1.xml": link.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": relation.encode(),
        },
    )

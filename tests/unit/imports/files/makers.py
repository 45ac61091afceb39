"""Workbooks of every format, made here: good ones, and what no program would write."""

import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

import xlsxwriter

from ansinh.imports.files.ole import MAGIC
from ansinh.kernel.legacy_fonts import TCVN3, VNI

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MANIFEST = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    return stream.getvalue()


def table(book: xlsxwriter.Workbook) -> None:
    """Three rows and three columns, with text, a number and a formula."""
    sheet = book.add_worksheet("Biểu 1")
    sheet.write_row(0, 0, ["Đơn vị", "Số thu", "Gấp đôi"])
    for row, name in enumerate(("Hà Tĩnh", "Nghệ An"), start=1):
        sheet.write_row(row, 0, [name, row * 12.5])
        sheet.write_formula(row, 2, f"=B{row + 1}*2", None, row * 25.0)


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method, compresslevel=1) as container:
        for name, content in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None  # so that it can be seen from outside
            container.writestr(name, content, stored)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as container:
        return {name: container.read(name) for name in container.namelist()}


def sheet_xml(rows: str, head: str = "", tail: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'.encode()
    )


def xlsx_parts(sheet: bytes, **parts: bytes) -> dict[str, bytes]:
    """The parts of a workbook of one sheet. Others: their names with ``__`` for ``/`` and ``_`` for ``.``."""
    content = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(("w", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="s1"/></sheets>'
            "</workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": relations(
            ("s1", "worksheet", "worksheets/sheet1.xml"), ("t", "sharedStrings", "sharedStrings.xml")
        ),
        SHEET: sheet,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"/>'.encode(),
    }
    return content | {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}


def relations(*related: tuple[str, str, str], external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    tags = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>' for key, kind, target in related
    )
    return f'<Relationships xmlns="{PACKAGE}">{tags}</Relationships>'.encode()


def ods(tables: str, styles: str = "", **parts: bytes) -> bytes:
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {namespaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {"mimetype": mimetype, "content.xml": content.encode(), "META-INF/manifest.xml": MANIFEST}
        | {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    )


def ods_text(text: str, about: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{about}><text:p>{text}</text:p></table:table-cell>'


def ods_number(number: float, about: str = "") -> str:
    return f'<table:table-cell office:value-type="float" office:value="{number}"{about}/>'


def ods_table(rows: str, name: str = "S", about: str = "") -> str:
    return f'<table:table table:name="{name}"{about}>{rows}</table:table>'


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BOF_GLOBALS = record(0x809, struct.pack("<HH12x", 0x0600, 0x0005))
BOF_SHEET = record(0x809, struct.pack("<HH12x", 0x0600, 0x0010))
END = record(0x0A)


def xls_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def xls_label(row: int, column: int, text: str, style: int = 0) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, style) + xls_text(text))


def xls_number(row: int, column: int, number: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, number))


def xls_stream(sheet: bytes, shared: bytes = b"", name: str = "S", kind: int = 0, state: int = 0) -> bytes:
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    length = len(BOF_GLOBALS) + len(shared) + 4 + 6 + len(title) + len(END)
    listed = record(0x85, struct.pack("<IBB", length, state, kind) + title)
    return BOF_GLOBALS + shared + listed + END + BOF_SHEET + sheet + END


def compound(streams: Mapping[str, bytes], storages: Sequence[str] = ()) -> bytes:
    """A compound file with these streams side by side."""
    sectors: list[bytes] = []
    table: list[int] = []

    def add(content: bytes) -> int:
        first = len(sectors)
        count = max(1, -(-len(content) // 512))
        sectors.extend(content[512 * place : 512 * (place + 1)].ljust(512, b"\0") for place in range(count))
        table.extend([*range(first + 1, first + count), 0xFFFFFFFE])
        return first

    none = 0xFFFFFFFF
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}  # shorter ones lie elsewhere
    placed = [(name, 2, add(content), len(content)) for name, content in padded.items()]
    placed += [(name, 1, 0, 0) for name in storages]
    directory = _entry("Root Entry", 5, none, 1, 0xFFFFFFFE, 0)
    for number, (name, kind, start, size) in enumerate(placed, start=1):
        directory += _entry(name, kind, number + 1 if number < len(placed) else none, none, start, size)
    at = add(directory)
    count = 1
    while 128 * count < len(table) + count:
        count += 1
    first = len(sectors)
    table += [0xFFFFFFFD] * count + [none] * (128 * count - len(table) - count)
    sectors += [struct.pack("<128I", *table[128 * place : 128 * (place + 1)]) for place in range(count)]
    difat = [first + place for place in range(count)] + [none] * (109 - count)
    header = MAGIC + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, count, at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, difat[0])
    return header + struct.pack("<108I", *difat[1:]) + b"".join(sectors)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    record = written.ljust(64, b"\0") + struct.pack("<HBBIII", len(written) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return (record + bytes(36) + struct.pack("<IQ", start, size)).ljust(128, b"\0")


def xls(sheet: bytes, shared: bytes = b"", **about: int) -> bytes:
    return compound({"Workbook": xls_stream(sheet, shared, **about)})


def in_tcvn3(text: str) -> str:
    """As typed with .VnTime: capitals with a tone are small letters there."""
    letters = {letter: code for code, letter in TCVN3.items()}
    return "".join(letters.get(one, letters.get(one.lower(), one)) for one in text)


def in_vni(text: str) -> str:
    """As typed with VNI-Times; of the ways to write a letter the one whose mark has the letter's case."""
    letters: dict[str, str] = {}
    for written, letter in VNI.items():
        if written.isupper() or written.islower():
            letters.setdefault(letter, written)
    return "".join(letters.get(one, one) for one in text)

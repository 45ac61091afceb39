"""Files that are no honest workbooks: refused whole."""

import io
import struct
import zipfile

from tests.corpus.workbooks.case import Case, case
from tests.corpus.workbooks.sheets import Book
from tests.corpus.workbooks.writers import ZIP_TIME, changed, xlsx, zipped


def _book() -> Book:
    book = Book()
    sheet = book.sheet("Sheet1")
    sheet.lines(0, [["CỤM THI ĐUA SỐ IV"], ["THÁNG 5 NĂM 2020"], ["Đơn vị", "BHYT"], ["Hà Tĩnh", 1_234_567]])
    return book


def _refused(file_name: str, content: bytes, why: str) -> Case:
    return Case(file_name, content, why, error=why)


@case
def refused_zip_bomb() -> Case:
    """A few hundred kilobytes that unpack to half a gigabyte of blanks between two rows."""
    part = "xl/worksheets/sheet1.xml"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(_book()))) as good, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in good.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            before, end, after = good.read(name).partition(b"</sheetData>")
            with bomb.open(entry, "w", force_zip64=True) as target:
                target.write(before)
                for _ in range(500 if name == part else 0):
                    target.write(b" " * 1_000_000)
                target.write(end + after)
    return _refused("bao cao.xlsx", stream.getvalue(), "unpacks to 500 MB")


@case
def refused_broken_zip() -> Case:
    content = xlsx(_book())
    return _refused("hong.xlsx", content[: len(content) * 2 // 3], "cut off on the way")


@case
def refused_ten_thousand_columns() -> Case:
    book = Book()
    sheet = book.sheet("Sheet1")
    for row in range(3):
        for column in range(10_000):
            sheet.put(row, column, column + row)
    return _refused("rong.xlsx", xlsx(book), "10,000 columns of figures")


@case
def refused_web_page_named_xls() -> Case:
    """What web systems export as "Excel"."""
    page = "<html><body><table><tr><td>Hà Tĩnh</td><td>1.234.567</td></tr></table></body></html>"
    return _refused("export.xls", page.encode(), "a web page")


@case
def refused_document_named_xlsx() -> Case:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    return _refused("bao cao.xlsx", zipped(parts), "a Word document")


@case
def refused_picture_named_csv() -> Case:
    return _refused("scan.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "a scanned picture")


@case
def refused_macros() -> Case:
    macros = b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    ordinary = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    content = changed(
        xlsx(_book()),
        {
            "[Content_Types].xml": lambda xml: xml.replace(
                ordinary, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
            ).replace(b"</Types>", macros)
        },
        {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016)},
    )
    return _refused("tu dong.xlsm", content, "holds macros")


@case
def refused_empty_file() -> Case:
    return _refused("trong.xlsx", b"", "nothing in it")


@case
def refused_password() -> Case:
    """An encrypted workbook is an OLE file with two streams of these names."""
    return _refused("mat khau.xlsx", _ole(("EncryptionInfo", "EncryptedPackage")), "protected by a password")


def _ole(streams: tuple[str, ...]) -> bytes:
    """The smallest OLE file (512-byte sectors) whose directory names the streams, all of them empty."""
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        1,
        1,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (126 * 4)
    entries = [_entry("Root Entry", 5, 1), *(_entry(name, 2, 0xFFFFFFFF) for name in streams)]
    directory = b"".join(entries).ljust(512, b"\0")
    return header + table + directory


def _entry(name: str, kind: int, child: int) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        + bytes(36)
        + struct.pack("<IQ", 0xFFFFFFFE, 0)
    )

"""What is no workbook, or none that may be read, is called what it is, with what to do about it."""

import pytest

from ansinh.imports.errors import WorkbookError
from ansinh.imports.files.bounds import MOST_BYTES
from ansinh.imports.files.reading import WorkbookFile, read_workbook
from tests.unit.imports.files.makers import (
    BOF_GLOBALS,
    BOF_SHEET,
    END,
    compound,
    ods,
    ods_table,
    parts_of,
    record,
    sheet_xml,
    table,
    xls,
    xls_number,
    xls_stream,
    xlsx,
    xlsx_parts,
    zipped,
)

GOOD_XLSX = xlsx(table)
GOOD_XLS = xls(xls_number(0, 0, 1))
GOOD_ODS = ods(ods_table(""))
XML_2003 = b'<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
OLD_STREAM = BOF_GLOBALS.replace(b"\x00\x06", b"\x00\x05", 1) + END
SHEETLESS = xls_stream(b"").removesuffix(BOF_SHEET + END)

REFUSED = {
    "html named xls": ("a.xls", b"\r\n<HTML><body><table>", "web page", "save it as"),
    "html in utf-16": ("a.xls", "<html>".encode("utf-16"), "web page", "save it as"),
    "xml 2003": ("a.xls", XML_2003, "XML Spreadsheet 2003", "save it as"),
    "mhtml": ("a.xls", b"MIME-Version: 1.0\r\n", "MHTML", "save it as"),
    "pdf": ("a.xlsx", b"%PDF-1.7\n", "PDF", "Send the workbook"),
    "picture": ("a.xlsx", b"\x89PNG\r\n\x1a\n", "picture", "Send the workbook"),
    "word": ("a.xlsx", zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "Word", "Send the workbook"),
    "old word": ("a.xls", compound({"WordDocument": b"x"}), "Word", "Send the workbook"),
    "slides": ("a.xlsx", zipped({"ppt/presentation.xml": b""}), "presentation", "Send the workbook"),
    "zip": ("a.xlsx", zipped({"a.xlsx": GOOD_XLSX}), ".zip", "Send the workbook"),
    "zip named csv": ("a.csv", zipped({"a.csv": b"1"}), ".zip", "Send the workbook"),
    "odt": ("a.ods", zipped({"mimetype": b"application/x", "content.xml": b""}), "no spreadsheet", "Send the workbook"),
    "xlsb": ("a.xlsb", zipped({"xl/workbook.bin": b""}), ".xlsb", "save it as"),
    "excel 95": ("a.xls", compound({"Book": b"x"}), "Excel 95", "save it as"),
    "excel 95 inside": ("a.xls", compound({"Workbook": OLD_STREAM}), "Excel 95", "save it as"),
    "password": (
        "a.xlsx",
        compound({"EncryptionInfo": b"", "EncryptedPackage": b"x"}),
        "password",
        "Take the password",
    ),
    "xls password": ("a.xls", xls(b"", record(0x2F, bytes(6))), "password", "Take the password"),
    "ods password": (
        "a.ods",
        ods("", **{"META-INF__manifest_xml": b"<manifest:encryption-data/>"}),
        "password",
        "Take the password",
    ),
    "macros": ("a.xlsm", zipped(parts_of(GOOD_XLSX) | {"xl/vbaProject.bin": b"x"}), "macros", "leaves the macros out"),
    "macro sheets": (
        "a.xlsx",
        zipped(parts_of(GOOD_XLSX) | {"xl/macrosheets/sheet1.xml": b"x"}),
        "macros",
        "Save it as",
    ),
    "xls macros": ("a.xls", compound({"Workbook": xls_stream(b"")}, ["_VBA_PROJECT_CUR"]), "macros", "Save it as"),
    "xls macro sheet": ("a.xls", xls(b"", kind=1), "macros", "Save it as"),
    "ods macros": ("a.ods", ods("", Basic__Standard__Module1_xml=b"x"), "macros", "Save it as"),
    "xlsx named xls": ("a.xls", GOOD_XLSX, "an Excel workbook (.xlsx)", "ends in .xlsx"),
    "xlsx named csv": ("a.csv", GOOD_XLSX, "an Excel workbook (.xlsx)", "ends in .xlsx"),
    "xls named xlsx": ("a.XLSX", GOOD_XLS, "Excel 97–2003", "ends in .xls"),
    "ods named xlsx": ("a.xlsx", GOOD_ODS, "OpenDocument", "ends in .ods"),
    "text named xlsx": ("a.xlsx", b"1;2", "not a workbook", "Save it as"),
    "text without a name of one": ("a.py", b"import x", "not a workbook", "Save it as"),
    "noise named csv": ("a.csv", bytes(range(256)), "encoding", "CSV UTF-8"),
    "nothing": ("a.csv", b"", "not a workbook", "Save it as"),
    "too large": ("a.csv", b"1" * (MOST_BYTES + 1), "larger than 30 MB", "alone"),
    "too many sheets": ("a.ods", ods(ods_table("") * 257), "256 sheets", "alone"),
    "no sheet in its place": (
        "a.xls",
        compound({"Workbook": xls_stream(b"").replace(BOF_SHEET, b"")}),
        "damaged",
        "save it again",
    ),
    "entities": ("a.xlsx", zipped(xlsx_parts(b"<!DOCTYPE x>" + sheet_xml(""))), "XML declarations", "save it as"),
}


@pytest.mark.parametrize(("name", "content", "cause", "remedy"), REFUSED.values(), ids=REFUSED.keys())
def test_it_is_called_what_it_is_with_a_remedy(name: str, content: bytes, cause: str, remedy: str) -> None:
    with pytest.raises(WorkbookError) as refusal:
        read_workbook(WorkbookFile(name, content))
    assert cause in refusal.value.cause.text("en")
    assert name in refusal.value.cause.text("en")
    assert remedy in refusal.value.remedy.text("en")


@pytest.mark.parametrize("content", [GOOD_XLSX, GOOD_XLS, GOOD_ODS])
def test_a_name_that_says_nothing_is_no_reason_to_refuse(content: bytes) -> None:
    assert read_workbook(WorkbookFile("bao cao thang 5", content)).sheets


def test_an_xlsm_without_macros_is_read() -> None:
    assert read_workbook(WorkbookFile("a.xlsm", GOOD_XLSX)).sheets

"""Files made to take memory or time: each is refused, or read, in a process that may have little of either."""

import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from tests.unit.imports.files import read_confined
from tests.unit.imports.files.makers import (
    BOF_SHEET,
    MAIN,
    SHEET,
    compound,
    ods,
    ods_number,
    ods_table,
    ods_text,
    parts_of,
    record,
    relations,
    sheet_xml,
    table,
    xls,
    xls_label,
    xls_number,
    xls_stream,
    xlsx,
    xlsx_parts,
    zipped,
)

MIB = 2**20
MOST_RESIDENT = 600 * MIB
TABLE = "".join(
    f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>Xã {row}</t></is></c><c r="B{row}"><v>{row}</v></c></row>'
    for row in range(1, 11)
)


@pytest.fixture
def confined(tmp_path: Path) -> Callable[[str, bytes], dict[str, Any]]:
    def read(name: str, content: bytes) -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(content)
        environment = {**os.environ, "ANSINH_HOME": str(tmp_path)}
        command = [sys.executable, read_confined.__file__, str(path)]
        ended = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)
        assert ended.returncode == 0, ended.stderr[-2000:]
        outcome: dict[str, Any] = json.loads(ended.stdout)
        assert outcome["memory"] < MOST_RESIDENT
        return outcome

    return read


Confined = Callable[[str, bytes], dict[str, Any]]


def bomb(part: str, megabytes: int, content: bytes) -> bytes:
    """The workbook with a part that unpacks to this much."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as container:
        for name, inside in parts_of(content).items():
            if name != part:
                container.writestr(name, inside)
        with container.open(part, "w", force_zip64=True) as hole:
            for _megabyte in range(megabytes):
                hole.write(b" " * MIB)
    return stream.getvalue()


def with_sizes_understated(content: bytes, part: str) -> bytes:
    """The central directory says that the part is ten bytes long."""
    changed = bytearray(content)
    entry = changed.rindex(part.encode()) - 46
    assert changed[entry : entry + 4] == b"PK\x01\x02"
    changed[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    return bytes(changed)


def far_shared_text(megabytes: int, cells: int) -> bytes:
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for column in "ABCDEFGHIJ") + "</row>"
        for row in range(1, cells // 10 + 1)
    )
    texts = f'<sst xmlns="{MAIN}"><si><t>'.encode() + b"x" * (megabytes * MIB) + b"</t></si></sst>"
    return zipped(xlsx_parts(sheet_xml(rows), xl__sharedStrings_xml=texts))


def billion_laughs(root: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{entities}]><{root}>&l9;</{root}>'.encode()


def many_columns(columns: int) -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for column in range(columns):
            sheet.write(0, column, 1)

    return xlsx(fill)


def looped_chain() -> bytes:
    """The stream's second sector leads back to its first."""
    content = bytearray(compound({"Workbook": xls_stream(xls_number(0, 0, 1)).ljust(20_000, b"\0")}))
    table_at = 512 * (1 + int.from_bytes(content[76:80], "little"))
    content[table_at + 4 : table_at + 8] = (0).to_bytes(4, "little")
    return bytes(content)


def overlapping() -> bytes:
    """A hundred entries that all unpack the same ten megabytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", b"<Types/>")
        container.writestr("kernel", b"\0" * 10 * MIB)
        for number in range(100):
            info = zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml")
            kernel = container.getinfo("kernel")
            info.compress_type, info.CRC = kernel.compress_type, kernel.CRC
            info.compress_size, info.file_size = kernel.compress_size, kernel.file_size
            info.header_offset = kernel.header_offset
            container.filelist.append(info)
            container.NameToInfo[info.filename] = info
    return stream.getvalue()


GOOD = xlsx(table)
WIDE_NESTED = "<x>" * 100_000 + "</x>" * 100_000
HOSTILE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "a bomb that says so": lambda: ("a.xlsx", bomb("xl/media/bomb.bin", 301, GOOD)),
    "a bomb in the sheet": lambda: ("a.xlsx", bomb(SHEET, 290, GOOD)),
    "a bomb that denies it": lambda: ("a.xlsx", with_sizes_understated(bomb(SHEET, 200, GOOD), SHEET)),
    "a bomb in an ods": lambda: ("a.ods", bomb("content.xml", 290, ods(""))),
    "overlapping entries": lambda: ("a.xlsx", overlapping()),
    "a million entries": lambda: ("a.xlsx", zipped({f"x{number}": b"" for number in range(6000)} | parts_of(GOOD))),
    "a far cell": lambda: ("a.xlsx", zipped(xlsx_parts(sheet_xml('<row r="1"><c r="XFD1048576"><v>1</v></c></row>')))),
    "a far cell in single quotes": lambda: (
        "a.xlsx",
        zipped(xlsx_parts(sheet_xml("<row r='1'><c r = 'XFD1048576'><v>1</v></c></row>"))),
    ),
    "a far cell in small letters": lambda: (
        "a.xlsx",
        zipped(xlsx_parts(sheet_xml('<row r="1"><c r="xfd1048576"><v>1</v></c></row>'))),
    ),
    "a far cell with a prefix": lambda: (
        "a.xlsx",
        zipped(
            xlsx_parts(
                f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="XFD1048576"><x:v>1</x:v></x:c>'
                "</x:row></x:sheetData></x:worksheet>".encode()
            )
        ),
    ),
    "a far cell as an entity": lambda: (
        "a.xlsx",
        zipped(xlsx_parts(sheet_xml('<row r="1"><c r="&#88;FD1048576"><v>1</v></c></row>'))),
    ),
    "a far cell of a row that is near": lambda: (
        "a.xlsx",
        zipped(xlsx_parts(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="SF50000"><v>1</v></c></row>'))),
    ),
    "cells without a place": lambda: (
        "a.xlsx",
        zipped(xlsx_parts(sheet_xml("<row>" + "<c><v>1</v></c>" * 10_000 + "</row>"))),
    ),
    "rows without a place": lambda: (
        "a.xlsx",
        zipped(xlsx_parts(sheet_xml("<row><c><v>1</v></c></row>" * 60_000))),
    ),
    "10,000 columns": lambda: ("a.xlsx", many_columns(10_000)),
    "two far corners": lambda: (
        "a.xlsx",
        zipped(
            xlsx_parts(
                sheet_xml('<row r="1"><c r="SF1"><v>1</v></c></row><row r="50000"><c r="A50000"><v>1</v></c></row>')
            )
        ),
    ),
    "a long text shown a million times": lambda: ("a.xlsx", far_shared_text(25, 1_000_000)),
    "laughs in the workbook": lambda: (
        "a.xlsx",
        zipped(xlsx_parts(sheet_xml(TABLE), xl__workbook_xml=billion_laughs("workbook"))),
    ),
    "laughs in the sheet": lambda: ("a.xlsx", zipped(xlsx_parts(billion_laughs("worksheet")))),
    "laughs in the texts": lambda: (
        "a.xlsx",
        zipped(xlsx_parts(sheet_xml(TABLE), xl__sharedStrings_xml=billion_laughs("sst"))),
    ),
    "laughs in an ods": lambda: (
        "a.ods",
        zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": billion_laughs("document-content"),
            }
        ),
    ),
    "deep nesting": lambda: ("a.xlsx", zipped(xlsx_parts(sheet_xml(WIDE_NESTED)))),
    "deep nesting in an ods": lambda: ("a.ods", ods(ods_table(WIDE_NESTED))),
    "cells repeated": lambda: (
        "a.ods",
        ods(
            ods_table(
                "<table:table-row>" + ods_number(1, ' table:number-columns-repeated="16384"') + "</table:table-row>"
            )
        ),
    ),
    "rows repeated": lambda: (
        "a.ods",
        ods(ods_table('<table:table-row table:number-rows-repeated="1048576">' + ods_number(1) + "</table:table-row>")),
    ),
    "a far cell in an ods": lambda: (
        "a.ods",
        ods(
            ods_table(
                '<table:table-row table:number-rows-repeated="1048575"/><table:table-row>'
                '<table:table-cell table:number-columns-repeated="16383"/>' + ods_number(1) + "</table:table-row>"
            )
        ),
    ),
    "a far cell in an xls": lambda: ("a.xls", xls(xls_number(65535, 65535, 1))),
    "a chain in a circle": lambda: ("a.xls", looped_chain()),
    "an xls whose directory is in a circle": lambda: (
        "a.xls",
        compound({"Workbook": b""})[:48] + (2**31).to_bytes(4, "little") + compound({"Workbook": b""})[52:],
    ),
    "texts that are not there": lambda: (
        "a.xls",
        xls(xls_number(0, 0, 1), record(0xFC, (2**31 - 1).to_bytes(4, "little") * 2)),
    ),
    "a quote that nothing closes": lambda: ("a.csv", b'a,"' + b"x" * (3 * MIB)),
    "a text of a million columns": lambda: ("a.csv", b"1," * 1_000_000),
    "a text of a million rows": lambda: ("a.csv", b"1,2\n" * 1_000_000),
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_little_memory(
    confined: Confined, hostile: Callable[[], tuple[str, bytes]]
) -> None:
    assert "refused" in confined(*hostile())


def test_a_sheet_that_a_record_says_is_enormous_is_read_as_it_is(confined: Confined) -> None:
    enormous = record(0x200, (0).to_bytes(4, "little") + (2**31).to_bytes(4, "little") + bytes(6))
    assert confined("a.xls", xls(enormous + xls_label(1, 1, "Huế")))["sheets"] == [[2, 2]]


def test_sheets_that_all_lie_at_one_place_are_refused(confined: Confined) -> None:
    stream = xls_stream(b"".join(xls_number(row % 40_000, 0, row) for row in range(200_000)))
    listed_at = stream.index(b"\x85\x00")
    listed = stream[listed_at : stream.index(BOF_SHEET)][:-4]
    begins = len(stream[:listed_at]) + 200 * len(listed) + 4
    one = listed[:4] + begins.to_bytes(4, "little") + listed[8:]
    assert "refused" in confined(
        "a.xls", compound({"Workbook": stream[:listed_at] + one * 200 + stream[listed_at + len(listed) :]})
    )


@pytest.mark.parametrize(
    "blank",
    [
        '<row r="{row}" spans="1:10" s="1" customFormat="1" ht="15" customHeight="1"/>',
        '<row r="{row}" spans="1:10"></row>',
        '<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/><c r="C{row}" s="1"></c></row>',
    ],
    ids=["rows without cells", "rows with nothing in them", "cells with only a style"],
)
def test_a_million_blank_rows_below_the_table_are_cut_off(confined: Confined, blank: str) -> None:
    below = "".join(blank.format(row=row) for row in range(11, 1_000_000))
    assert confined("a.xlsx", zipped(xlsx_parts(sheet_xml(TABLE + below))))["sheets"] == [[10, 2]]


def test_blank_columns_beyond_the_table_do_not_count(confined: Confined) -> None:
    blank = '<row r="11">' + "".join(f'<c r="{letters}11" s="1"/>' for letters in ("SG", "AAA", "XFD")) + "</row>"
    assert confined("a.xlsx", zipped(xlsx_parts(sheet_xml(TABLE + blank))))["sheets"] == [[10, 2]]
    near = '<row r="20"><c r="Z20" s="1"/></row>'
    assert confined("a.xlsx", zipped(xlsx_parts(sheet_xml(TABLE + near))))["sheets"] == [[10, 2]]


def test_a_million_blank_rows_of_an_ods_are_cut_off(confined: Confined) -> None:
    rows = (
        f"<table:table-row>{ods_text('Hà Nội')}{ods_number(5)}"
        '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:style-name="ce1"'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert confined("a.ods", ods(ods_table(rows)))["sheets"] == [[1, 2]]


def test_a_table_of_the_largest_size_is_read(confined: Confined) -> None:
    """As many cells as are read at all, each with a number of its own."""
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}"><v>{row}.25</v></c>' for column in COLUMNS) + "</row>"
        for row in range(1, 50_001)
    )
    assert confined("a.xlsx", zipped(xlsx_parts(sheet_xml(rows))))["sheets"] == [[50_000, 60]]


COLUMNS = [f"{first}{second}" for first in ("", "A", "B") for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"][:60]


def test_200_mb_are_refused_before_they_are_read(confined: Confined, tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as stream:
        stream.truncate(200 * MIB)
    assert "larger than 30 MB" in read_confined.main(path)["refused"]  # type: ignore[operator]


def test_noise_after_a_beginning_is_refused(confined: Confined) -> None:
    chance = random.Random(1997)  # noqa: S311 (noise, not secrets)
    for name, beginning in (("a.xls", bytes.fromhex("d0cf11e0a1b11ae1")), ("a.xlsx", b"PK\x03\x04")):
        assert "refused" in confined(name, beginning + chance.randbytes(100_000))


def test_the_links_of_a_part_that_leads_to_itself_are_read_once(confined: Confined) -> None:
    parts = xlsx_parts(sheet_xml(TABLE))
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("s1", "worksheet", "worksheets/sheet1.xml"), ("e", "externalLink", "workbook.xml")
    )
    assert confined("a.xlsx", zipped(parts))["sheets"] == [[10, 2]]

"""For any bytes at all: a workbook, or a WorkbookError; never anything else, and never figures that were not there."""

import random
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.imports.errors import WorkbookError
from ansinh.imports.files.reading import WorkbookFile, read_workbook
from ansinh.imports.files.sheets import Rows
from tests.unit.imports.files.makers import (
    ods,
    ods_number,
    ods_table,
    ods_text,
    parts_of,
    record,
    sheet_xml,
    table,
    xls,
    xls_label,
    xls_number,
    xlsx,
    xlsx_parts,
    zipped,
)

GOOD = {
    "a.xlsx": xlsx(table),
    "b.xlsx": zipped(
        xlsx_parts(sheet_xml("<row><c t='inlineStr'><is><r><t>Hà</t></r></is></c><c><f>A1</f><v>1</v></c></row>"))
    ),
    "a.xls": xls(
        b"".join(xls_label(row, 0, f"Xã {row}") + xls_number(row, 1, row / 3) for row in range(50))
        + record(0xE5, b"\x01\x00\x00\x00\x00\x00\x00\x00\x01\x00"),
        record(0x31, bytes(14) + b"\x03\x00abc") + record(0xE0, bytes(20)) + record(0x41E, b"\xa4\x00\x02\x00\x00d."),
    ),
    "a.ods": ods(
        ods_table(
            f"<table:table-row>{ods_text('Hà Tĩnh')}{ods_number(5)}</table:table-row>"
            f'<table:table-row table:number-rows-repeated="3">{ods_number(7)}</table:table-row>'
        )
    ),
    "a.csv": "Đơn vị;Số thu\r\nHà Tĩnh;12,5\r\n".encode("utf-16"),
}


def rows_of(name: str, content: bytes) -> list[Rows] | None:
    """None when it is refused, by its name."""
    try:
        return [sheet.rows for sheet in read_workbook(WorkbookFile(name, content)).sheets]
    except WorkbookError as error:
        refusal = error.text("en")
    assert name in refusal
    return None


def test_what_is_spoilt_here_is_read_when_it_is_whole() -> None:
    assert all(rows_of(name, content) for name, content in GOOD.items())


@pytest.mark.parametrize("name", [name for name in GOOD if name != "a.csv"])
def test_a_workbook_cut_off_anywhere_is_refused(name: str) -> None:
    content = GOOD[name]
    whole = rows_of(name, content)
    for length in range(0, len(content), max(1, len(content) // 150)):
        read = rows_of(name, content[:length])
        assert read is None or (name == "a.xls" and read == whole)  # it is filled up to whole sectors after its end


def test_a_text_cut_off_anywhere_is_its_beginning_or_refused() -> None:
    (whole,) = rows_of("a.csv", GOOD["a.csv"]) or []
    beginnings = [rows_of("a.csv", GOOD["a.csv"][:length]) for length in range(len(GOOD["a.csv"]))]
    assert all(read is None or len(read[0]) <= len(whole) for read in beginnings)


@pytest.mark.parametrize("name", GOOD)
def test_bytes_changed_anywhere_never_crash(name: str) -> None:
    chance = random.Random(name)  # noqa: S311 (damage, not secrets)
    whole = rows_of(name, GOOD[name])
    for _attempt in range(400):
        damaged = bytearray(GOOD[name])
        for _byte in range(chance.choice([1, 2, 8, 40])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        read = rows_of(name, bytes(damaged))
        assert read in (None, whole) or not name.endswith(("xlsx", "ods"))  # the others have no checksums


@pytest.mark.parametrize("name", [name for name in GOOD if name.endswith(("xlsx", "ods"))])
def test_bytes_changed_within_a_part_never_crash(name: str) -> None:
    """The archive itself is in order: what is inside reaches the readers."""
    chance = random.Random(name)  # noqa: S311
    parts = parts_of(GOOD[name])
    outcomes = set()
    for _attempt in range(300):
        part = chance.choice(list(parts))
        damaged = bytearray(parts[part])
        for _byte in range(chance.choice([1, 2, 8])):
            damaged[chance.randrange(len(damaged))] = chance.choice(b"<>\"'/&= \0r1Z\xff")
        outcomes.add(rows_of(name, zipped(parts | {part: bytes(damaged)})) is None)
    assert outcomes == {True, False}


@pytest.mark.parametrize("name", [name for name in GOOD if name.endswith(("xlsx", "ods"))])
def test_parts_dropped_emptied_or_given_other_names_never_crash(name: str) -> None:
    parts = parts_of(GOOD[name])
    for part in parts:
        others = {key: content for key, content in parts.items() if key != part}
        for spoilt in (others, others | {part: b""}, others | {f"{part}x": parts[part]}, others | {part: b"<a>"}):
            rows_of(name, zipped(spoilt))
    needed = {key for key in parts if rows_of(name, zipped({k: v for k, v in parts.items() if k != key})) is None}
    assert needed & {"xl/worksheets/sheet1.xml", "content.xml"}


def test_a_part_that_is_there_twice_is_refused() -> None:
    stream = BytesIO(GOOD["a.xlsx"])
    with ZipFile(stream, "a") as container:
        container.writestr("XL/worksheets\\sheet1.xml", b"<worksheet/>")
    assert rows_of("a.xlsx", stream.getvalue()) is None


@given(
    beginning=st.sampled_from([b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"<?xml ", b"\xff\xfe"]),
    content=st.binary(max_size=3000),
    name=st.sampled_from(["a.xlsx", "a.xls", "a.ods", "a.csv", "a", "a.pdf"]),
)
def test_any_bytes_are_read_or_refused(beginning: bytes, content: bytes, name: str) -> None:
    rows_of(name, beginning + content)


CELLS = st.sampled_from(
    ["", "<v>1</v>", "<v>NaN</v>", "<v>1e999</v>", "<f>A1</f>", "<f t='shared' si='0'/>", "<is><t>ệ</t></is>", "<v/>"]
)
PLACES = st.sampled_from(["", ' r="A1"', ' r="ZZ9"', ' r="SF50000"', ' r="A0"', ' r="1A"', ' r=""', " r='B2'"])
KINDS = st.sampled_from(["", ' t="s"', ' t="e"', ' t="b"', ' t="str"', ' t="inlineStr"', ' t="d"', ' t="zz"'])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.tuples(PLACES, KINDS, CELLS), max_size=4), max_size=4))
def test_any_cells_are_read_or_refused(rows: list[list[tuple[str, str, str]]]) -> None:
    written = "".join(
        "<row>" + "".join(f"<c{place}{kind}>{cell}</c>" for place, kind, cell in row) + "</row>" for row in rows
    )
    for sheet in rows_of("a.xlsx", zipped(xlsx_parts(sheet_xml(written)))) or []:
        values = [value for line in sheet for value in line]
        assert all(value == value and value not in (float("inf"), float("-inf")) for value in values)


SHORT = (0x06, 0x0A, 0x31, 0x3C, 0x7D, 0x85, 0xBD, 0xE0, 0xE5, 0xFC, 0xFD)
LONG = (0x1AE, 0x203, 0x204, 0x205, 0x207, 0x208, 0x27E, 0x41E, 0x809)
RECORDS = st.sampled_from([*SHORT, *LONG])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(RECORDS, st.binary(max_size=40)), max_size=8), st.booleans())
def test_any_records_are_read_or_refused(records: list[tuple[int, bytes]], shared: bool) -> None:
    written = b"".join(record(kind, content) for kind, content in records)
    rows_of("a.xls", xls(b"" if shared else written, written if shared else b""))

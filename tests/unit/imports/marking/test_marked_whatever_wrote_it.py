"""Any lawful way of writing a sheet's XML is marked in place; what cannot be is rebuilt, never spoilt."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.imports.errors import Severity
from ansinh.imports.marking.copies import mark
from ansinh.imports.marking.marks import COLOURS
from tests.unit.imports.marking.samples import (
    coloured,
    commented,
    finding,
    marked,
    members,
    read,
    values,
    with_members,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

PLAIN = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
ROWS = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row><row r="3"><c r="B3"><v>5</v></c></row>'
FORMS = {
    "plain": PLAIN.format(ROWS),
    "prefixed": (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    ),
    "single quotes": PLAIN.format(ROWS).replace('"', "'"),
    "closed in their own tags": PLAIN.format('<row r="1"><c r="A1"/><c r="B1" s="0" /></row><row r="2" /><row r="3"/>'),
    "no rows": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    "rows without a number": PLAIN.format("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"),
    "cells without a place": PLAIN.format('<row r="2"><c><v>1</v></c><c r="D2"><v>2</v></c><c><v>3</v></c></row>'),
    "text in the cell": PLAIN.format('<row r="1"><c r="A1" t="inlineStr"><is><t>a &lt; b</t></is></c></row>'),
    "a tag in a comment": PLAIN.format(f'<!-- <row r="1"><c r="A1"> -->{ROWS}'),
    "tags in CDATA": PLAIN.format(
        '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[</t><c r="B3">]]></t></is></c></row>'
    ),
    "greater-than in an attribute": PLAIN.format('<row r="1" x="a>b"><c x=\'">\' r="A1"><v>1</v></c></row>'),
    "lines in a tag": PLAIN.format('<row\n\tr="1"\r\n><c\n r = "A1"\n><v>1</v></c\n></row >'),
    "with a byte order mark": "\ufeff" + PLAIN.format(ROWS),
    "what follows the cells": PLAIN.format(ROWS).replace(
        "</worksheet>",
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><extLst/></worksheet>',
    ),
}
CELLS = ["A1", "B1", "D2", "B3", "F7"]
REFUSED = {
    "rows out of order": PLAIN.format('<row r="3"/><row r="1"/>'),
    "cells out of order": PLAIN.format('<row r="1"><c r="C1"/><c r="A1"/></row>'),
    "a cell of another row": PLAIN.format('<row r="1"><c r="A2"/></row>'),
    "a document type": '<!DOCTYPE worksheet [<!ENTITY e "x">]>' + PLAIN.format(ROWS),
    "another encoding": '<?xml version="1.0" encoding="ISO-8859-1"?>' + PLAIN.format(ROWS),
    "a number that is none": PLAIN.format('<row r="1"><c r="A1" s="-1"/></row>'),
}


def workbook(sheet: str) -> bytes:
    """The least that is a workbook, around one sheet's XML."""
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREADSHEET}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{SPREADSHEET}.styles+xml"/></Types>'
        ),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Tháng 5" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "/xl/styles.xml")}
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills count="2">'
            '<fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills><borders><border/></borders>'
            '<cellStyleXfs><xf/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            "</cellXfs></styleSheet>"
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    listed = (f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{to}"/>' for id_, (kind, to) in targets.items())
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(listed)}</Relationships>'


@pytest.mark.parametrize("form", FORMS)
def test_it_is_marked_in_place(form: str) -> None:
    sent = workbook(FORMS[form])
    copy = marked(sent, [finding(cell) for cell in CELLS]).content
    expected = {("Tháng 5", cell): COLOURS[Severity.BLOCKS] for cell in CELLS}
    assert coloured(copy) == expected
    assert commented(copy).keys() == expected.keys()
    assert values(copy) == values(sent)
    assert marked(copy, [finding(cell) for cell in CELLS]).content == copy


@pytest.mark.parametrize("form", REFUSED)
def test_it_is_rebuilt(form: str) -> None:
    readable = workbook(PLAIN.format(ROWS))
    sent = with_members(readable, {"xl/worksheets/sheet1.xml": REFUSED[form].encode("latin-1", "xmlcharrefreplace")})
    copy = marked(sent, [finding("B1")], in_place=False, read_from=readable).content
    assert values(copy) == values(readable)
    assert coloured(copy) == {("Tháng 5", "B1"): COLOURS[Severity.BLOCKS]}


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_part_that_is_no_xml_makes_it_rebuilt(part: str) -> None:
    readable = workbook(PLAIN.format(ROWS))
    copy = marked(with_members(readable, {part: b"<"}), [finding("B3")], in_place=False, read_from=readable).content
    assert values(copy) == values(readable)


@given(st.data())
def test_a_spoilt_workbook_is_marked_or_rebuilt_and_never_fails(data: st.DataObject) -> None:
    readable = workbook(PLAIN.format(ROWS))
    sent = marked(readable, [finding("B1")]).content
    part = data.draw(st.sampled_from(sorted(members(sent))))
    content = bytearray(members(sent)[part])
    at = data.draw(st.integers(0, len(content) - 1))
    content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=8))
    spoilt = with_members(sent, {part: bytes(content)})
    copy = mark("a.xlsx", spoilt, read(readable), [finding("A1"), finding("C1")], "vi")
    for name, written in members(copy.content).items():
        if written != members(spoilt).get(name) and not name.endswith(".vml"):
            ElementTree.fromstring(written)  # noqa: S314 (what we have just written)


def test_a_zip_file_that_is_cut_off_is_rebuilt() -> None:
    readable = workbook(PLAIN.format(ROWS))
    for length in (0, 10, len(readable) // 2, len(readable) - 1):
        assert mark("a.xlsx", readable[:length], read(readable), [finding("B1")], "vi").rebuilt


def test_the_bytes_of_other_members_stay_as_they_were_packed() -> None:
    sent = with_members(workbook(PLAIN.format(ROWS)), {"xl/media/Ảnh.bin": bytes(range(256)) * 40})
    copy = marked(sent, [finding("B3")]).content
    assert members(copy)["xl/media/Ảnh.bin"] == bytes(range(256)) * 40
    with zipfile.ZipFile(BytesIO(sent)) as before, zipfile.ZipFile(BytesIO(copy)) as after:
        one, other = before.getinfo("xl/media/Ảnh.bin"), after.getinfo("xl/media/Ảnh.bin")
        assert (other.CRC, other.compress_size, other.date_time) == (one.CRC, one.compress_size, one.date_time)

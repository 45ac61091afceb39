"""What a workbook holds comes out alike, whichever program wrote it and in whichever format."""

import struct
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from ansinh.imports.errors import WorkbookError
from ansinh.imports.files.formulas import shifted
from ansinh.imports.files.reading import WorkbookFile, read_workbook
from ansinh.imports.files.sheets import FileKind, SheetCells, Span, Workbook
from tests.unit.imports.files.makers import (
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
    xls_text,
    xlsx,
    xlsx_parts,
    zipped,
)

TEXT = "Bảo hiểm xã hội"


def book(name: str, content: bytes) -> Workbook:
    return read_workbook(WorkbookFile(name, content))


def only(name: str, content: bytes) -> SheetCells:
    (sheet,) = book(name, content).sheets
    return sheet


def of_rows(rows: str, head: str = "", tail: str = "") -> SheetCells:
    return only("a.xlsx", zipped(xlsx_parts(sheet_xml(rows, head, tail))))


def many_kinds(book: Any) -> None:
    sheet = book.add_worksheet("Số liệu")
    formats = [book.add_format({"num_format": code}) for code in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "#,##0")]
    sheet.merge_range("A1:D1", TEXT)
    sheet.write_row(1, 0, [12.5, "x", True])
    sheet.write(2, 0, date(2020, 5, 1), formats[0])
    sheet.write(2, 1, datetime(2020, 5, 1, 13, 30), formats[1])  # noqa: DTZ001
    sheet.write(2, 2, time(7, 30), formats[2])
    sheet.write(2, 3, 12000, formats[3])
    sheet.write_formula(3, 0, "=A2*2", None, 25)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column("C:D", None, None, {"hidden": True})
    book.add_chartsheet("Biểu đồ")
    book.add_worksheet("Ghi chú").hide()


def test_an_xlsx_comes_with_all_that_is_known_of_it() -> None:
    read = book("a.xlsx", xlsx(many_kinds))
    assert (read.kind, [sheet.name for sheet in read.sheets]) == (FileKind.XLSX, ["Số liệu", "Ghi chú"])
    first, notes = read.sheets
    assert first.rows == [
        [TEXT, "", "", ""],
        [12.5, "x", True, ""],
        [date(2020, 5, 1), datetime(2020, 5, 1, 13, 30), time(7, 30), 12000],  # noqa: DTZ001
        [25, "", "", ""],
    ]
    assert first.merged == (Span(0, 0, 0, 3),)
    assert (first.hidden_rows, first.hidden_columns) == ({1}, {2, 3})
    assert first.formulas == {(3, 0): "A2*2"}
    assert (first.hidden, notes.hidden, notes.position) == (False, True, 1)


def test_a_sheet_written_in_an_unusual_way_is_read_as_its_ordinary_twin() -> None:
    ordinary = of_rows(
        '<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>Hà</t></is></c><c r="B1"><v>5</v></c></row>'
    )
    for unusual in (
        "<row r='1' hidden='1'><c r='A1' t='inlineStr'><is><t>Hà</t></is></c><c r='B1'><v>5</v></c></row>",
        '<row hidden="1"><c t="inlineStr"><is><t>Hà</t></is></c><c><v>5</v></c></row>',
        '<!-- x --><row r="1" hidden="true"><c r="A1" t="inlineStr"><is><t>H&#224;</t></is></c>\n'
        '<c r="B1"><v >5</v></c></row>',
        '<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><r><t>H</t></r><r><t><![CDATA[à]]></t></r></is></c>'
        '<c r="B1"><v>5</v></c></row>',
    ):
        assert of_rows(unusual) == ordinary
    assert (ordinary.rows, ordinary.hidden_rows) == ([["Hà", 5]], {0})


def test_places_that_only_some_cells_state_are_not_guessed() -> None:
    with pytest.raises(WorkbookError, match="hỏng"):
        of_rows('<row r="1"><c r="B1"><v>5</v></c><c><v>6</v></c></row>')


def test_a_formula_that_failed_or_was_never_computed_stands_as_text() -> None:
    sheet = of_rows(
        '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>A2&amp;"x"</f></c>'
        '<c r="C1"><f>C2</f><v></v></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><v>#REF!</v></c></row>'
    )
    assert sheet.rows == [["#DIV/0!", '=A2&"x"', "=C2", "", "#REF!"]]
    assert dict(sheet.formulas) == {(0, 3): '""'}


def test_a_shared_formula_reads_in_each_cell_as_it_is_there() -> None:
    sheet = of_rows(
        '<row r="1"><c r="B1"><f t="shared" ref="B1:B2" si="0">A1*$A$1+SUM(LOG10(A1),Tổng!A1)&amp;"A1"</f>'
        "<v>1</v></c></row>"
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    assert sheet.formulas[1, 1] == 'A2*$A$1+SUM(LOG10(A2),Tổng!A2)&"A1"'


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1", "C4"),
        ("$A1", "$A4"),
        ("A$1", "C$1"),
        ("'A1'!Z9", "'A1'!AB12"),
        ("T1.A1+A1B", "T1.A1+A1B"),
        ("Z9:AA10", "AB12:AC13"),
    ],
)
def test_a_formula_is_copied_like_a_spreadsheet_copies_it(formula: str, moved: str) -> None:
    assert shifted(formula, 3, 2) == moved


def test_numbers_that_no_spreadsheet_has_stand_as_text() -> None:
    assert of_rows(
        '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c><c r="C1"><v>2</v></c></row>'
    ).rows == [["#NUM!", "#NUM!", 2]]


def test_decomposed_text_is_composed() -> None:
    assert of_rows('<row r="1"><c r="A1" t="inlineStr"><is><t>Hà Tĩnh</t></is></c></row>').rows == [["Hà Tĩnh"]]


def test_the_other_files_that_formulas_refer_to_are_named_without_their_directories() -> None:
    parts = xlsx_parts(sheet_xml("")) | {
        "xl/_rels/workbook.xml.rels": relations(
            ("s1", "worksheet", "worksheets/sheet1.xml"), ("e1", "externalLink", "externalLinks/externalLink1.xml")
        ),
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("r1", "externalLinkPath", "file:///C:\\Users\\an\\T%C3%A0i%20li%E1%BB%87u\\thang%204.xlsx"), external=True
        ),
    }
    assert book("a.xlsx", zipped(parts)).external_links == ("thang 4.xlsx",)
    supbook = record(0x1AE, b"\x01\x00" + xls_text("\x01\x01C\x03Users\x03an\x03tháng 4.xls"))
    assert book("a.xls", xls(b"", supbook)).external_links == ("tháng 4.xls",)
    cached = ods_table("", name="'file:///home/an/th%C3%A1ng%204.ods'#S") + ods_table("")
    assert book("a.ods", ods(cached)).external_links == ("tháng 4.ods",)


def test_an_xls_comes_with_all_that_is_known_of_it() -> None:
    formats = record(0x41E, struct.pack("<H", 164) + xls_text('dd"d"/mm/yyyy')) + b"".join(
        record(0xE0, struct.pack("<HH16x", 0, code)) for code in (0, 164, 46, 22)
    )
    texts = record(0xFC, struct.pack("<II", 1, 1) + struct.pack("<HBH", 7, 9, 1) + "Hà ".encode("utf-16-le")) + record(
        0x3C, b"\x00Tinh" + bytes(4)
    )
    cells = (
        record(0x208, struct.pack("<HHHHHHHI", 1, 0, 5, 0, 0, 0, 0x20, 0)[:16])
        + record(0x7D, struct.pack("<HHHHH", 2, 3, 0, 0, 1))
        + record(0xE5, struct.pack("<H4H", 1, 0, 0, 0, 3))
        + xls_label(0, 0, TEXT)
        + record(0xFD, struct.pack("<HHHI", 1, 0, 0, 0))
        + record(0x27E, struct.pack("<HHHI", 1, 1, 0, (1250 << 2) | 3))
        + record(
            0xBD, struct.pack("<HH", 2, 0) + struct.pack("<HIHI", 0, (7 << 2) | 2, 1, (43952 << 2) | 2) + b"\x01\x00"
        )
        + xls_number(2, 2, 1.75, 2)
        + xls_number(2, 3, 43952.5625, 3)
        + record(0x06, struct.pack("<HHH", 3, 0, 0) + b"\x00\0\0\0\0\0\xff\xff" + bytes(8))
        + record(0x207, xls_text("kết quả"))
        + record(0x06, struct.pack("<HHH", 3, 1, 0) + b"\x02\0\x07\0\0\0\xff\xff" + bytes(8))
        + record(0x205, struct.pack("<HHHBB", 3, 2, 0, 1, 0))
        + record(0x205, struct.pack("<HHHBB", 3, 3, 0, 42, 1))
    )
    content = xls(cells, formats + texts, state=1)
    sheet = only("a.xls", content)
    assert sheet.rows == [
        [TEXT, "", "", ""],
        ["Hà Tinh", 12.5, "", ""],
        [7, date(2020, 5, 1), timedelta(days=1, hours=18), datetime(2020, 5, 1, 13, 30)],  # noqa: DTZ001
        ["kết quả", "#DIV/0!", True, "#N/A"],
    ]
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {1}, {2, 3})
    assert sheet.merged == (Span(0, 0, 0, 3),)


def test_an_ods_comes_with_all_that_is_known_of_it() -> None:
    hidden = '<style:table-properties table:display="false"/>'
    style = f'<style:style style:name="ta2" style:family="table">{hidden}</style:style>'
    cell = "table:table-cell"
    rows = (
        '<table:table-column/><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
        f'<table:table-row><{cell} office:value-type="string" table:number-columns-spanned="2"><text:p>Hà<text:s/>'
        f"Tĩnh</text:p><text:p>2</text:p><office:annotation><text:p>ghi chú</text:p></office:annotation></{cell}>"
        "<table:covered-table-cell/></table:table-row>"
        f'<table:table-row table:visibility="filter" table:number-rows-repeated="2">{ods_number(5)}'
        f'<{cell} office:value-type="float" office:value="10" table:formula="of:=[.A2]*2+[$S.B1]"/></table:table-row>'
        f'<table:table-row><{cell} office:value-type="date" office:date-value="2020-05-01"/>'
        f'<{cell} office:value-type="date" office:date-value="2020-05-01T13:30:00"/>'
        f'<{cell} office:value-type="boolean" office:boolean-value="true"/>'
        f'<{cell} office:value-type="time" office:time-value="PT42H30M"/><{cell} table:formula="of:=[.A9]"/>'
        f'<{cell} office:value-type="float" office:value="NaN"><text:p>#N/A</text:p></{cell}></table:table-row>'
    )
    sheet = only("a.ods", ods(ods_table(rows, about=' table:style-name="ta2"'), style))
    assert sheet.rows == [
        ["Hà Tĩnh\n2"],
        [5, 10],
        [5, 10],
        [date(2020, 5, 1), datetime(2020, 5, 1, 13, 30), True, timedelta(hours=42, minutes=30), "=A9", "#N/A"],  # noqa: DTZ001
    ]
    assert sheet.merged == (Span(0, 0, 0, 1),)
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {1, 2}, {1, 2})
    assert sheet.formulas == {(1, 1): "A2*2+$S!B1", (2, 1): "A2*2+$S!B1"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", xlsx(many_kinds)),
        ("a.xlsx", xlsx(table)),
        ("a.xls", xls(b"".join(xls_label(row, 1, f"Xã {row}") + xls_number(row, 3, row / 7) for row in range(2, 99)))),
        ("a.ods", ods(ods_table(f"<table:table-row>{ods_text('Huế')}{ods_number(5.25)}</table:table-row>"))),
    ],
)
def test_an_independent_reader_finds_the_same_cells(name: str, content: bytes) -> None:
    peer = CalamineWorkbook.from_filelike(BytesIO(content))
    for sheet in book(name, content).sheets:
        assert sheet.rows == peer.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)


def test_a_workbook_whose_parts_have_unusual_names_is_read() -> None:
    moved = {
        name.replace("workbook.xml", "workbook2.xml").replace("/", "\\"): content.replace(
            b"workbook.xml", b"workbook2.xml"
        )
        for name, content in parts_of(xlsx(table)).items()
    }
    assert book("a.xlsx", zipped(moved)) == book("a.xlsx", xlsx(table))

"""An .ods is marked in place too: repeated cells and rows are split where one of them has a finding."""

import re
import zipfile
from io import BytesIO

import pytest

from ansinh.imports.errors import Severity
from ansinh.imports.files.sheets import FileKind
from ansinh.imports.marking.marks import AUTHOR, SEPARATOR
from tests.unit.imports.marking.samples import finding, marked, members, values, with_members

SPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
SPACES = {
    **{name: SPACE.format(name) for name in ("office", "table", "text", "style")},
    "fo": SPACE.format("xsl-fo-compatible"),
    "dc": "http://purl.org/dc/elements/1.1/",
}
STYLES = (
    '<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties fo:background-color="#1f3864" fo:border="1pt"/><style:text-properties/></style:style>'
    '<style:style style:name="ce2" style:family="table-cell"/>'
)
ROWS = (
    '<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="ce2"/>'
    "<table:table-header-rows><table:table-row>"
    '<table:table-cell table:style-name="ce1" table:number-columns-spanned="3" office:value-type="string">'
    '<text:p>Tiêu đề &amp;</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/>'
    "</table:table-row></table:table-header-rows>"
    '<table:table-row table:number-rows-repeated="4"><table:table-cell table:number-columns-repeated="3"'
    ' office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell><table:table-cell/>'
    "</table:table-row>"
    '<table:table-row><table:table-cell office:value-type="float" office:value="8"><office:annotation>'
    "<dc:creator>Chị Hoa</dc:creator><text:p>Đã kiểm tra</text:p></office:annotation><text:p>8</text:p>"
    "</table:table-cell></table:table-row>"
)
CELLS = ["B3", "C3", "A6", "F9", "C1", "C6", "E4"]
NOTE = re.compile(r"<office:annotation.*?</office:annotation>")


def workbook(rows: str = ROWS, styles: str = STYLES) -> bytes:
    declared = " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
    content = (
        f'<office:document-content {declared} office:version="1.3"><office:automatic-styles>{styles}'
        '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Tháng 5">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = SPACE.format("manifest")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
    return stream.getvalue()


def mark_it(content: bytes, cells: list[str], severity: Severity = Severity.BLOCKS) -> bytes:
    return marked(content, [finding(cell, severity) for cell in cells], kind=FileKind.ODS).content


def text_of(content: bytes) -> str:
    return members(content)["content.xml"].decode()


def plain(content: bytes) -> list[list[tuple[str, str, str]]]:
    """Rows of cells, repeated ones written out: style, annotation, the rest inside."""
    found = []
    for tag, inner in re.findall(r"(<table:table-row[^>]*>)(.*?)</table:table-row>", text_of(content)):
        row = []
        for cell in re.finditer(r"<table:(?:covered-)?table-cell([^>]*?)(?:/>|>(.*?)</table:table-cell>)", inner):
            style = re.search(r'style-name="([^"]*)"', cell[1])
            note = NOTE.search(cell[2] or "")
            one = (style[1] if style else "", note[0] if note else "", NOTE.sub("", cell[2] or ""))
            row += [one] * int((re.findall(r'columns-repeated="(\d+)"', cell[1]) or ["1"])[0])
        found += [row] * int((re.findall(r'rows-repeated="(\d+)"', tag) or ["1"])[0])
    return found


def test_only_the_content_changes_and_values_stay() -> None:
    sent = workbook()
    copy = mark_it(sent, CELLS)
    assert [name for name, data in members(copy).items() if data != members(sent)[name]] == ["content.xml"]
    assert next(iter(members(copy))) == "mimetype"
    assert values(copy) == values(sent)


def test_every_cell_with_a_finding_and_no_other_is_marked() -> None:
    rows = plain(mark_it(workbook(), CELLS))
    marks = {
        (row, column): (style, note)
        for row, cells in enumerate(rows)
        for column, (style, note, _) in enumerate(cells)
        if style.startswith("Ansinh.") or AUTHOR in note
    }
    assert marks.keys() == {(2, 1), (2, 2), (5, 0), (8, 5), (0, 0), (5, 2), (3, 4)}
    assert all(style.startswith("Ansinh.b.") and SEPARATOR in note for style, note in marks.values())


def test_a_marks_style_is_the_cells_own_with_another_background() -> None:
    content = text_of(mark_it(workbook(), ["A1"]))
    (style,) = re.findall(r'<style:style style:name="Ansinh\.b\.ce1".*?</style:style>', content)
    assert 'fo:background-color="#ee8f87"' in style
    assert 'fo:border="1pt"' in style
    assert 'style:parent-style-name="Default"' in style


def test_the_senders_annotation_stays_and_ours_stands_under_it() -> None:
    _, note, inner = plain(mark_it(workbook(), ["A6"]))[5][0]
    assert note.startswith("<office:annotation><dc:creator>Chị Hoa</dc:creator><text:p>Đã kiểm tra</text:p>")
    assert "Remedy of A6." in note
    assert inner == "<text:p>8</text:p>"


def test_marked_again_it_is_the_same_and_marked_clean_it_is_what_was_sent() -> None:
    copy = mark_it(workbook(), CELLS)
    assert mark_it(copy, CELLS) == copy
    sent, clean = plain(workbook()), plain(mark_it(copy, []))
    for row, cells in enumerate(sent):
        for column, (style, note, inner) in enumerate(cells):
            assert clean[row][column][1:] == (note, inner)
            assert clean[row][column][0] in (style, "ce2")  # a column's own style, now said by the cell
    assert AUTHOR not in "".join(NOTE.findall(text_of(mark_it(copy, []))))


def test_a_program_that_renamed_our_styles_does_not_hide_them() -> None:
    copy = mark_it(workbook(), ["B3"])
    renamed = text_of(copy).replace("Ansinh.b.", "ce9").encode()
    clean = mark_it(with_members(copy, {"content.xml": renamed}), [])
    assert plain(clean)[2][1][0].startswith("Ansinh.plain.")
    (style,) = re.findall(r'<style:style[^>]*style:name="Ansinh\.plain\.[^"]*".*?</style:style>', text_of(clean))
    assert "background-color" not in style


def test_a_sheet_without_rows_gets_those_that_are_marked() -> None:
    copy = mark_it(workbook(rows="", styles=""), ["B3"])
    assert plain(copy)[2][1][0] == "Ansinh.b."


@pytest.mark.parametrize("spoilt", ["<!DOCTYPE x>", "<"])
def test_what_cannot_be_changed_is_rebuilt(spoilt: str) -> None:
    sent = with_members(workbook(), {"content.xml": (spoilt + text_of(workbook())).encode()})
    copy = marked(sent, [finding("B3")], kind=FileKind.ODS, in_place=False, read_from=workbook())
    assert copy.name == "bao-cao.marked.xlsx"
    assert values(copy.content) == values(workbook())

"""A marked .xlsx is the sender's own: cells with findings are coloured and commented, and nothing else is changed."""

import re

import pytest

from ansinh.imports.errors import Check, Finding, Severity
from ansinh.imports.marking.marks import AUTHOR, COLOURS, MOST_CELLS, SEPARATOR
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _
from tests.unit.imports.marking.samples import (
    HIDDEN,
    PLAIN,
    SENDERS_CELL,
    SHEET,
    coloured,
    comment,
    commented,
    fill,
    finding,
    looks,
    marked,
    members,
    opened,
    rich_workbook,
    sheet_named,
    values,
    with_members,
)

FINDINGS = [
    finding("C5"),
    finding(SENDERS_CELL, Severity.EXPLAIN, cause="Phú Yên <1> & 2"),
    finding("B4", Severity.NOTE),
    finding("H9", Severity.EXPLAIN),
    finding("J30", Severity.NOTE),
    finding("A1", Severity.NOTE, HIDDEN),
    finding("B2", Severity.BLOCKS, PLAIN),
]
CHANGES = re.compile(
    r"\[Content_Types\]\.xml|xl/styles\.xml|xl/worksheets/(_rels/)?sheet\d\.xml(\.rels)?|xl/comments\d\.xml"
    r"|xl/drawings/vmlDrawing\d\.vml"
)
SHEET_PART = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def sent() -> bytes:
    return rich_workbook()


@pytest.fixture(scope="module")
def copy(sent: bytes) -> bytes:
    return marked(sent, FINDINGS).content


def test_every_finding_is_seen_on_its_cell_and_no_other_cell_is_coloured(copy: bytes) -> None:
    expected = {(one.sheet, one.cell): COLOURS[one.severity] for one in FINDINGS}
    assert coloured(copy) == expected
    assert commented(copy).keys() == expected.keys()


def test_all_members_but_those_that_must_change_keep_their_bytes(sent: bytes, copy: bytes) -> None:
    before, after = members(sent), members(copy)
    assert before.keys() <= after.keys()
    changed = [name for name in after if after[name] != before.get(name)]
    assert [name for name in changed if not CHANGES.fullmatch(name)] == []
    assert [name for name in after if name in before] == list(before)
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/workbook.xml"} <= before.keys() - set(changed)


def test_without_the_marks_the_sheet_is_the_one_that_was_sent(sent: bytes, copy: bytes) -> None:
    before, after = (members(one)[SHEET_PART].decode() for one in (sent, copy))
    after = re.sub(r'<c r="H9" s="\d+"/>', "", after)
    after = re.sub(r'<row r="30"><c r="J30" s="\d+"/></row>|<row r="9"></row>', "", after)
    assert re.sub(r' s="\d+"', "", after) == re.sub(r' s="\d+"', "", before)


def test_values_formulas_formats_fonts_and_borders_stay(sent: bytes, copy: bytes) -> None:
    before = looks(sent)
    assert looks(copy, before) == before
    assert values(copy) == values(sent)
    assert sheet_named(copy, SHEET)["E5"].value == "=C5/D5"


def test_merged_cells_validation_conditional_formats_and_hidden_sheets_stay(sent: bytes, copy: bytes) -> None:
    for before, after in zip(opened(sent), opened(copy), strict=True):
        assert after.sheet_state == before.sheet_state
        assert after.merged_cells.ranges == before.merged_cells.ranges
        assert [one.sqref for one in after.conditional_formatting] == [
            one.sqref for one in before.conditional_formatting
        ]
        assert after.data_validations.count == before.data_validations.count
        assert after.column_dimensions["B"].width == before.column_dimensions["B"].width


def test_a_cell_that_was_not_there_looks_like_its_column(copy: bytes) -> None:
    assert sheet_named(copy, SHEET)["H9"].number_format == "#,##0.0"


def test_a_finding_within_merged_cells_is_seen_on_the_first_of_them(sent: bytes) -> None:
    copy = marked(sent, [finding("C1"), finding("F1", Severity.NOTE)]).content
    assert coloured(copy) == {(SHEET, "A1"): COLOURS[Severity.BLOCKS]}
    assert "C1: Cause." in comment(copy, "A1")
    assert "F1: Cause." in comment(copy, "A1")


def test_the_worst_finding_of_a_cell_gives_its_colour_and_the_comment_names_all(sent: bytes) -> None:
    found = [finding("E6", Severity.NOTE, cause="Small."), finding("E6", Severity.BLOCKS, cause="Large.")]
    copy = marked(sent, found).content
    assert fill(copy, "E6") == COLOURS[Severity.BLOCKS]
    assert comment(copy, "E6").index("1. CANNOT BE RECORDED – Large.") < comment(copy, "E6").index("2. NOTE – Small.")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_comment_speaks_the_language_asked_for_first_and_the_other_below(sent: bytes, language: Language) -> None:
    class Both:
        def text(self, language: Language | None = None) -> str:
            return {"vi": "NGUYÊN NHÂN", "en": "THE CAUSE"}[language or "vi"]

    found = Finding(SHEET, "C5", Severity.BLOCKS, Check.NUMBER, _("{it}", it=Both()), _("Remedy."))
    text = comment(marked(sent, [found], language).content, "C5")
    assert (text.index("NGUYÊN NHÂN") < text.index("THE CAUSE")) is (language == "vi")


def test_what_is_about_the_whole_sheet_or_file_is_said_on_a1(sent: bytes) -> None:
    whole = Finding("", "", Severity.NOTE, Check.EXTERNAL_LINK, _("The file."), _("Send it."))
    copy = marked(sent, [finding("", Severity.EXPLAIN, PLAIN), whole, finding("A1", sheet="Không có")]).content
    assert "The whole sheet: Cause." in comment(copy, "A1", PLAIN)
    assert "The whole file: The file." in comment(copy, "A1")
    assert "Không có!A1: Cause." in comment(copy, "A1")
    assert fill(copy, "A1", PLAIN) == COLOURS[Severity.EXPLAIN]


def test_the_senders_comment_stays_and_ours_stands_under_it(copy: bytes) -> None:
    text = comment(copy, SENDERS_CELL)
    assert text.startswith(f"Số này <đã> kiểm tra\n{SEPARATOR}\n")
    assert "Phú Yên <1> & 2" in text
    note = sheet_named(copy, SHEET)[SENDERS_CELL].comment
    assert note is not None
    assert note.author == "Chị Hoa"


def test_every_comment_has_one_box_and_every_box_a_number_of_its_own(copy: bytes) -> None:
    drawings = [data.decode() for name, data in members(copy).items() if name.endswith(".vml")]
    numbers = [number for drawing in drawings for number in re.findall(r'<v:shape id="_x0000_s(\d+)"', drawing)]
    assert len(numbers) == len(set(numbers)) == len(commented(copy))
    for drawing in drawings:
        blocks = re.findall(r'data="([\d,]+)"', drawing)[0].split(",")
        shapes = re.findall(r'<v:shape id="_x0000_s(\d+)"', drawing)
        assert {str(int(number) // 1024) for number in shapes} == set(blocks)


def test_text_that_xml_cannot_hold_is_made_safe(sent: bytes) -> None:
    cause = "a\x00b\x1b\ud800\uffff<c>&'\"]]>_x000D_ d\nnew line"
    text = comment(marked(sent, [finding("C5", cause=cause)]).content, "C5")
    assert "a b" in text
    assert "<c>&'\"]]>_x005F_x000D_ d new line" in text  # openpyxl shows the escape as it stands


def test_more_cells_than_can_be_marked_are_counted_and_the_gravest_are_kept(sent: bytes) -> None:
    many = [finding(f"C{row}", Severity.NOTE) for row in range(10, 10 + MOST_CELLS)]
    copy = marked(sent, [*many, finding("C9000", Severity.BLOCKS), finding("C9001", Severity.BLOCKS)]).content
    colours = coloured(copy)
    assert len(colours) == MOST_CELLS + 1  # and A1, which says so
    assert {(SHEET, "C9000"), (SHEET, "C9001")} <= colours.keys()
    assert "Further cells with findings, not marked: 2." in comment(copy, "A1")


def test_the_same_arguments_give_the_same_bytes(sent: bytes, copy: bytes) -> None:
    assert marked(sent, FINDINGS).content == copy


def test_without_findings_the_copy_holds_the_same_bytes(sent: bytes) -> None:
    assert members(marked(sent, []).content) == members(sent)


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("bao-cao.xlsx", "vi", "bao-cao.danh-dau.xlsx"),
        ("bao-cao.danh-dau.xlsx", "en", "bao-cao.marked.xlsx"),
        ("bao-cao.XLSM", "en", "bao-cao.marked.xlsm"),
        ("bao-cao.xls", "vi", "bao-cao.danh-dau.xlsx"),
    ],
)
def test_the_copys_name_says_what_it_is(sent: bytes, name: str, language: Language, expected: str) -> None:
    from_file = marked(sent, [], language, name=name)
    assert from_file.name == expected


def test_a_thread_of_comments_is_left_alone_and_the_finding_is_said_on_a1(sent: bytes) -> None:
    part = members(sent)["xl/comments1.xml"].replace("Chị Hoa".encode(), b"tc={00000000-0000-0000-0000-000000000001}")
    threaded = with_members(sent, {"xl/comments1.xml": part})
    copy = marked(threaded, [finding(SENDERS_CELL)]).content
    assert comment(copy, SENDERS_CELL) == "Số này <đã> kiểm tra"
    assert fill(copy, SENDERS_CELL) == COLOURS[Severity.BLOCKS]
    assert f"{SENDERS_CELL}: Cause." in comment(copy, "A1")


def test_a_drawing_that_holds_other_shapes_keeps_them(sent: bytes) -> None:
    button = b'<v:shape id="_x0000_s1030"><br><x:ClientData ObjectType="Button"></x:ClientData></v:shape>'
    name = "xl/drawings/vmlDrawing1.vml"
    drawing = members(sent)[name].replace(b"</xml>", button + b"</xml>")
    copy = marked(with_members(sent, {name: drawing}), FINDINGS).content
    assert button in members(copy)[name]


def test_our_own_author_is_named_on_new_comments(copy: bytes) -> None:
    note = sheet_named(copy, SHEET)["C5"].comment
    assert note is not None
    assert note.author == AUTHOR

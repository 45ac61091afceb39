"""A marked copy that is sent back is marked anew: old marks are replaced, and taken off where nothing is found."""

from ansinh.imports.errors import Severity
from ansinh.imports.marking.marks import AUTHOR, COLOURS, SEPARATOR
from tests.unit.imports.marking.samples import (
    HIDDEN,
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
    rich_workbook,
    values,
    with_members,
)

SENT = rich_workbook()
FOUND = [finding("C5"), finding(SENDERS_CELL), finding("B4"), finding("J30"), finding("A1", sheet=HIDDEN), finding("")]
FIRST = marked(SENT, FOUND).content


def test_the_same_findings_again_change_nothing() -> None:
    assert marked(FIRST, FOUND).content == FIRST


def test_other_findings_replace_those_of_before() -> None:
    again = marked(FIRST, [finding("C5", Severity.NOTE, cause="Other."), finding("D7")]).content
    assert coloured(again) == {(SHEET, "C5"): COLOURS[Severity.NOTE], (SHEET, "D7"): COLOURS[Severity.BLOCKS]}
    assert commented(again).keys() == {(SHEET, "C5"), (SHEET, "D7"), (SHEET, SENDERS_CELL)}
    assert "Cause." not in comment(again, "C5")


def test_with_nothing_found_any_more_cells_have_their_own_looks_and_comments_back() -> None:
    clean = marked(FIRST, []).content
    assert coloured(clean) == {}
    assert commented(clean) == commented(SENT)
    assert fill(clean, "B4") == fill(SENT, "B4") == "1F3864"
    before = looks(SENT)
    assert looks(clean, before) == before
    assert values(clean) == values(SENT)


def test_styles_do_not_pile_up_however_often_a_copy_comes_back() -> None:
    copy, sizes = SENT, []
    for _ in range(4):
        copy = marked(marked(copy, FOUND).content, []).content
        sizes.append(len(members(copy)["xl/styles.xml"]))
    assert sizes[1:] == [sizes[1]] * 3


def test_comments_are_known_as_ours_when_a_program_has_dropped_their_author() -> None:
    """LibreOffice saves comments without their authors, and adds lines between the runs of a comment."""
    part = members(FIRST)["xl/comments1.xml"].replace(f"<author>{AUTHOR}<".encode(), b"<author> <")
    part = part.replace(f"\n{SEPARATOR}".encode(), f"\n\n{SEPARATOR}".encode())
    again = marked(with_members(FIRST, {"xl/comments1.xml": part}), [finding(SENDERS_CELL)]).content
    assert commented(again).keys() == {(SHEET, SENDERS_CELL)}
    assert comment(again, SENDERS_CELL).count(SEPARATOR) == 1
    assert comment(again, SENDERS_CELL).startswith("Số này <đã> kiểm tra")

"""Whatever a grid holds and wherever findings are: each is seen, nothing else is changed, and it can be undone."""

from datetime import datetime
from io import BytesIO

import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from ansinh.imports.errors import Finding, Severity
from ansinh.imports.marking.marks import COLOURS
from ansinh.kernel.cells import cell_name
from tests.unit.imports.marking.samples import (
    SHEET,
    coloured,
    commented,
    fills,
    finding,
    looks,
    marked,
    values,
)

PLACES = st.tuples(st.integers(0, 12), st.integers(0, 30))
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
FORMATS: list[dict[str, str | int]] = [
    {},
    {"bg_color": "#FFFF00"},
    {"num_format": "0.00", "border": 1},
    {"bold": 1, "pattern": 1, "fg_color": "#00B0F0"},
]
CELLS = st.dictionaries(PLACES, st.tuples(st.one_of(TEXTS, st.integers(-9, 10**9)), st.integers(0, 3)), max_size=30)
FINDINGS = st.lists(
    st.builds(lambda place, severity: finding(cell_name(*place), severity), PLACES, st.sampled_from(Severity)),
    max_size=12,
)


def workbook(cells: dict[tuple[int, int], tuple[str | int, int]], comments: set[tuple[int, int]]) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2020, 6, 5)})  # noqa: DTZ001
    page = book.add_worksheet(SHEET)
    formats = [book.add_format(look) for look in FORMATS]
    for place, (value, look) in cells.items():
        if isinstance(value, str):
            page.write_string(*place, value, formats[look])
        else:
            page.write_number(*place, value, formats[look])
    for place in comments:
        page.write_comment(*place, "Của người gửi", {"author": "Chị Hoa"})
    book.close()
    return stream.getvalue()


@given(CELLS, st.sets(PLACES, max_size=4), FINDINGS, FINDINGS)
def test_each_finding_is_seen_nothing_else_changes_and_it_can_be_undone(
    cells: dict[tuple[int, int], tuple[str | int, int]],
    comments: set[tuple[int, int]],
    first: list[Finding],
    second: list[Finding],
) -> None:
    sent = workbook(cells, comments)
    before = looks(sent)
    copy = sent
    for findings in (first, second):
        copy = marked(copy, findings).content
        assert coloured(copy) == _colours(findings)
        assert commented(copy).keys() == {(SHEET, cell_name(*place)) for place in comments} | _colours(findings).keys()
        assert values(copy) == values(sent)
        assert looks(copy, before) == before
    clean = marked(copy, []).content
    assert coloured(clean) == {}
    assert commented(clean) == commented(sent)
    assert _fills(clean, before) == _fills(sent, before)


def _colours(findings: list[Finding]) -> dict[tuple[str, str], str]:
    order = list(Severity)
    worst: dict[tuple[str, str], str] = {}
    for one in sorted(findings, key=lambda one: order.index(one.severity), reverse=True):
        worst[SHEET, one.cell] = COLOURS[one.severity]
    return worst


def _fills(content: bytes, cells: dict[tuple[str, str], object]) -> dict[tuple[str, str], str]:
    return {place: colour for place, colour in fills(content).items() if place in cells}

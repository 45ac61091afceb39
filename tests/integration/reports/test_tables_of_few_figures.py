"""Tables of ledgers that know little: what is missing is a dash, what is empty is not printed."""

from collections.abc import Callable
from dataclasses import replace

from ansinh.cli.examples import ReportExample
from ansinh.documents.tree import Text
from ansinh.kernel.numbers import MISSING
from ansinh.ledger.models import Kind
from ansinh.reports.content import ReportContent
from ansinh.reports.making import Composed
from ansinh.reports.outlines.reading import TableKind
from ansinh.reports.tables import make_tables
from tests.integration.factories import COLLECTIONS, INSURED, given
from tests.integration.factories import report as approved
from tests.integration.reports.printed_tables import figures_of, printed, table

Report = Callable[..., ReportContent]
Demonstrated = Callable[[ReportExample], Composed]
BILLION = 10**9


def test_what_is_missing_is_a_dash(report: Report) -> None:
    approved(given("42", 420 * BILLION), given("42", 400 * BILLION, period="2019-05"), given("42", 1000, INSURED))
    made = table(TableKind.OVERVIEW, report("42", "2020-05"))
    assert [column.title for column in made.columns][3:] == ["Thực hiện", "Cùng kỳ", "Tăng, giảm", "Tăng, giảm"]
    assert printed(made) == [
        ["1", "Số thu BHXH, BHYT, BHTN", "tỷ đồng", "420,0", "400,0", "+20,0", "+5,00"],
        ["2", "Số người tham gia BHYT", "người", "1.000", MISSING, MISSING, MISSING],
    ]
    assert all(isinstance(cell[0], Text) for cell in made.rows[1].cells[4:])


def test_there_is_no_table_of_nothing(report: Report) -> None:
    approved(given("42", 1000, INSURED))
    content = report("42", "2020-05")
    made = {kind: make_tables(kind, content, (), "vi") for kind in TableKind}
    assert [kind for kind, one in made.items() if one] == [TableKind.OVERVIEW]
    bare = replace(content, figures={}, rankings={}, years={}, months={}, parts=())
    assert [make_tables(kind, bare, (), "vi") for kind in TableKind] == [()] * len(TableKind)


def test_one_month_alone_is_no_table(report: Report) -> None:
    approved(given("42", 420 * BILLION))
    assert make_tables(TableKind.MONTHS, report("42", "2020-05"), ("collections",), "vi") == ()
    approved(given("42", 300 * BILLION, period="2020-04"))
    assert printed(table(TableKind.MONTHS, report("42", "2020-05"), "collections")) == [
        ["Tháng 4 năm 2020", "300,0"],
        ["Tháng 5 năm 2020", "420,0"],
    ]


def test_months_are_tabulated_though_the_last_one_is_missing(report: Report) -> None:
    approved(
        *(given("42", value * BILLION, period=f"2020-0{month}") for month, value in ((2, 100), (3, 180))),
        *(given("42", value, INSURED, f"2020-0{month}") for month, value in ((4, 990), (5, 1000))),
    )
    content = report("42", "2020-05")
    assert [row[1] for row in printed(table(TableKind.MONTHS, content, "collections"))] == ["100,0", "180,0"]
    assert [figure.id for figure in figures_of(table(TableKind.MONTHS, content))] == [
        "participants_bhyt.month_2020_04",
        "participants_bhyt.month_2020_05",
    ]


def test_years_that_are_no_neighbours_have_no_change_against_the_year_before(report: Report) -> None:
    facts = {"2015": 100, "2017": 300, "2018": 330}
    approved(*(given("42", value, INSURED, f"{year}-12") for year, value in facts.items()))
    content = report("42", "2018-12", years=(2015, 2017, 2018))
    made = table(TableKind.YEARS, content)
    assert printed(made)[0][3:] == ["100", "300", "330"]
    assert printed(made)[1][3:] == [MISSING, MISSING, "+30"]
    assert "participants_bhyt.year_2017_change" not in content.figures


def test_a_part_without_a_figure_comes_last_with_dashes(report: Report) -> None:
    approved(
        *(given(code, value * BILLION) for code, value in (("42", 50), ("44", 40))),
        *(given(code, 100 * BILLION, COLLECTIONS, "2020", Kind.TARGET) for code in ("42", "44", "45")),
        given("cum-iv-2020", 900 * BILLION, COLLECTIONS, "2020", Kind.TARGET),
        given("cum-iv-2020", 200 * BILLION),
    )
    rows = printed(table(TableKind.RANKING, report("cum-iv-2020", "2020-05")))
    assert rows[0] == ["1", "Hà Tĩnh", "50,0", "50,0"]
    assert rows[1] == ["2", "Quảng Bình", "40,0", "40,0"]
    assert all(row[0] == row[2] == row[3] == MISSING for row in rows[2:])
    assert len(rows) == 9


def test_a_total_with_a_part_missing_is_not_said_to_be_a_sum(report: Report) -> None:
    approved(given("42", 50 * BILLION), given("44", 40 * BILLION), given("cum-iv-2020", 200 * BILLION))
    made = table(TableKind.UNITS, report("cum-iv-2020", "2020-05"), "collections")
    assert [column.adds for column in made.columns] == [False] * 3
    assert [row[2] for row in printed(made)].count(MISSING) == 7

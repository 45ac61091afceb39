"""The tables of a report: every number in them is one of its figures, sums add up, nothing empty is printed."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from ansinh.cli.examples import REPORTS, ReportExample
from ansinh.documents.tree import Constant, Figure, Own, Row
from ansinh.kernel.language import LANGUAGES
from ansinh.kernel.numbers import MISSING
from ansinh.reports.content import ReportContent, part_id
from ansinh.reports.making import Composed
from ansinh.reports.outlines.reading import TableKind
from ansinh.reports.sentences import plain
from ansinh.reports.tables import figure_in_cell, make_tables, told
from tests.integration.reports.printed_tables import figures_of, printed, table

pytestmark = pytest.mark.usefixtures("shared_demonstration")
Report = Callable[..., ReportContent]
Demonstrated = Callable[[ReportExample], Composed]
BILLION = 10**9


@pytest.fixture
def everything(demonstration: None, report: Report) -> list[ReportContent]:
    """What the demonstration knows of a cluster, a province, a district."""
    return [
        report("cum-iv-2020", "2020-05"),
        report("54", "2020-05"),
        report("418", "2017-06", years=tuple(range(2013, 2018))),
    ]


def test_every_cell_is_a_figure_of_the_report_or_no_number(everything: list[ReportContent]) -> None:
    made = [
        (content, language, one)
        for content in everything
        for language in LANGUAGES
        for kind in TableKind
        for one in make_tables(kind, content, (), language)
    ]
    kinds = [{kind for kind in TableKind if make_tables(kind, content, (), "vi")} for content in everything]
    assert set().union(*kinds) == set(TableKind)
    for content, language, one in made:
        found = list(figures_of(one))
        assert found
        for figure in found:
            shown = content.figures[figure.id]
            assert shown.quantity.known
            assert figure == figure_in_cell(figure.id, shown, language)
            assert figure.text in (shown.number(language), shown.text(language))
            assert figure.value == shown.display.from_base(shown.exact or Decimal())
        for cell in (cell for row in one.rows for cell in row.cells):
            assert not any(isinstance(inline, Own) for inline in cell)
            assert len(cell) == 1


def test_no_column_of_a_table_is_empty(everything: list[ReportContent]) -> None:
    for content in everything:
        for kind in TableKind:
            for made in make_tables(kind, content, (), "vi"):
                for position in range(len(made.columns)):
                    assert any(plain(row.cells[position]) not in ("", MISSING) for row in made.rows), (kind, position)


def test_the_overview_has_the_published_figures(cluster: ReportContent) -> None:
    made = table(TableKind.OVERVIEW, cluster)
    assert printed(made)[0] == [
        "1", "Số thu BHXH, BHYT, BHTN", "tỷ đồng", "10.101,8", "27.713,5", "36,45", "9.523,6", "+578,2", "+6,07",
    ]  # fmt: skip
    assert [row[0] for row in printed(made)] == [str(number) for number in range(1, len(made.rows) + 1)]
    assert all(isinstance(row.cells[0][0], Constant) for row in made.rows)
    assert made.notes == ("Số thu, số chi là số lũy kế từ đầu năm đến ngày 31/5/2020.",)
    assert "population" not in {figure.id for figure in figures_of(made)}


def test_a_table_holds_only_the_indicators_asked_for(cluster: ReportContent) -> None:
    made = table(TableKind.OVERVIEW, cluster, "participants_bhyt", "bhyt_coverage")
    assert {figure.id.partition(".")[0] for figure in figures_of(made)} == {"participants_bhyt", "bhyt_coverage"}
    assert made.notes == ()
    assert make_tables(TableKind.OVERVIEW, cluster, ("arrears",), "vi") == ()


def test_bases_say_the_level_then_and_the_change(district: ReportContent) -> None:
    made = printed(table(TableKind.BASES, district, "participants_bhyt"))
    assert [row[1:] for row in made] == [
        ["Cùng kỳ năm 2016", "người", "70.880", "-231", "-0,33"],
        ["Cuối năm 2015", "người", "69.447", "+1.202", "+1,73"],
        ["Cuối năm 2014", "người", "69.357", "+1.292", "+1,86"],
        ["Cuối năm 2013", "người", "69.183", "+1.466", "+2,12"],
    ]


def test_months_stand_beside_their_bars(cluster: ReportContent) -> None:
    made = table(TableKind.MONTHS, cluster, "collections")
    assert [row[0] for row in printed(made)] == [
        "Tháng 01 năm 2020",
        "Tháng 02 năm 2020",
        "Tháng 3 năm 2020",
        "Tháng 4 năm 2020",
        "Tháng 5 năm 2020",
    ]
    assert printed(made)[-1][1:] == ["10.101,8", "36,45", "36"]
    assert [figure.id for figure in figures_of(made)][:3] == [
        "collections.month_2020_01",
        "collections.month_2020_01_vs_plan",
        "collections.month_2020_01_threshold",
    ]


def test_years_stand_across_and_say_on_which_day_the_last_one_is(everything: list[ReportContent]) -> None:
    *_others, district = everything
    made = table(TableKind.YEARS, district)
    assert [column.title for column in made.columns][3:] == ["2013", "2014", "2015", "30/6/2017"]
    level, change, *_more = printed(made)
    assert level == ["1", "Số người tham gia BHXH bắt buộc", "người", "3.115", "3.049", "3.117", "3.320"]
    assert (change[0], change[2:]) == ("", ["người", MISSING, "-66", "+68", MISSING])
    assert [row.emphasis for row in made.rows] == [True, False] * (len(made.rows) // 2)


def test_the_ranking_is_in_the_order_of_the_first_one_told(cluster: ReportContent) -> None:
    made = table(TableKind.RANKING, cluster)
    first, *_others = told(cluster)
    assert first == "collections.vs_plan"
    ranked = cluster.rankings[first]
    assert [row[:2] for row in printed(made)] == [[str(one.rank), one.item.name] for one in ranked]
    shares = [figure.value or Decimal() for figure in figures_of(made) if figure.id.endswith("collections.vs_plan")]
    assert shares == sorted(shares, reverse=True)
    only = table(TableKind.RANKING, cluster, "bhyt_coverage")
    assert [row[1] for row in printed(only)] == [one.item.name for one in cluster.rankings["bhyt_coverage"]]


def test_the_total_is_the_sum_of_the_units_under_it(everything: list[ReportContent]) -> None:
    for content in everything[:2]:
        made = table(TableKind.UNITS, content)
        total, *units = made.rows
        assert total.emphasis
        assert total.sum_of == tuple(range(1, len(units) + 1))
        assert [row[1] for row in printed(made)[1:]] == [part.unit.name for part in content.parts]
        adding = [position for position, column in enumerate(made.columns) if column.adds]
        assert adding
        for position in adding:
            assert value(total, position) == sum(value(row, position) for row in units)


def value(row: Row, position: int) -> Decimal:
    (figure,) = row.cells[position]
    assert isinstance(figure, Figure)
    assert figure.value is not None
    return figure.value


def test_shares_and_ratios_are_not_added_up(cluster: ReportContent) -> None:
    made = table(TableKind.UNITS, cluster, "collections", "bhyt_coverage")
    assert [(column.group, column.title, column.adds) for column in made.columns[2:]] == [
        ("Số thu", "Thực hiện", True),
        ("Số thu", "Tỷ lệ so với KH", False),
        (None, "Bao phủ BHYT", False),
    ]


@pytest.mark.parametrize("example", REPORTS, ids=[one.unit for one in REPORTS])
def test_tables_are_numbered_in_order_and_the_officers_own_are_not(
    demonstrated: Demonstrated, example: ReportExample
) -> None:
    composed = demonstrated(example)
    ours = [one for one in composed.document.tables() if one.caption]
    assert [one.label.split()[-1] for one in ours] == [str(number) for number in range(1, len(ours) + 1)]
    own = [one for one in composed.document.tables() if not one.caption]
    assert [one.label for one in own] == [""] * len(own)
    assert len(ours) >= 2
    for one in ours:
        for figure in figures_of(one):
            assert figure.id in composed.content.figures


def test_ids_of_parts_name_the_parts(cluster: ReportContent) -> None:
    made = table(TableKind.UNITS, cluster, "collections")
    assert {figure.id for figure in figures_of(made)} == {
        "collections",
        "collections.vs_plan",
        *(part_id(part.unit, name) for part in cluster.parts for name in ("collections", "collections.vs_plan")),
    }

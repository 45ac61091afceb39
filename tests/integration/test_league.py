"""A league table: who is ranked, what is beside the figures, in how many queries."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.compare.errors import NotComparableError
from ansinh.compare.leagues import (
    League,
    LeagueColumn,
    cells,
    competitors,
    courses,
    first_with_figures,
    has_communes_below,
    is_share,
    league,
    offered,
)
from ansinh.compare.reads import Figures
from ansinh.indicators.errors import IndicatorUnknownError
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Level
from tests.integration.factories import COLLECTIONS, INSURED, codes, given, report, unit

pytestmark = pytest.mark.django_db

MAY = Period.month(2020, 5)
RATIO = "collections_vs_plan"
CLUSTER = "cum-iv-2020"
PLANS = {"42": 1000, "44": 500, "45": 500, "46": 400}


def planned() -> None:
    report(*(given(code, plan, period="2020", kind=Kind.TARGET) for code, plan in PLANS.items()))
    report(given("VN", 36, RATIO, kind=Kind.THRESHOLD))


def collected(by_code: dict[str, int], period: str = "2020-05") -> None:
    report(*(given(code, value, COLLECTIONS, period) for code, value in by_code.items()))


def of_cluster(indicator: str = RATIO, period: Period = MAY) -> League:
    whole = unit(CLUSTER)
    return league(Figures(), whole, competitors(whole, period.end), indicator, period)


def test_the_best_is_first_and_those_without_a_figure_are_last_and_unranked() -> None:
    planned()
    collected({"42": 300, "44": 250})
    rows = of_cluster().standings
    assert [(row.unit.code, row.rank) for row in rows[:2]] == [("44", 1), ("42", 2)]
    assert {row.rank for row in rows[2:]} == {None}
    assert len(rows) == len(competitors(unit(CLUSTER), MAY.end))


def test_equal_figures_share_a_rank_and_the_next_is_left_out() -> None:
    planned()
    collected({"42": 400, "44": 200, "45": 100})
    assert [(row.rank, row.tied) for row in of_cluster().standings[:3]] == [(1, True), (1, True), (3, False)]


def test_who_overtook_the_other_since_the_month_before_climbed() -> None:
    planned()
    collected({"42": 200, "44": 200}, "2020-04")
    collected({"42": 450, "44": 220, "45": 100})
    table = of_cluster()
    assert table.before == Period.month(2020, 4)
    climbed = {row.unit.code: row.climbed for row in table.standings if row.rank}
    assert climbed == {"42": 1, "44": -1, "45": None}


def test_what_accumulates_is_not_ranked_against_december() -> None:
    planned()
    report(given("42", 20, period="2020-01"), given("42", 90, period="2019-12"))
    report(given("42", 7, INSURED, "2020-01"), given("42", 7, INSURED, "2019-12"))
    assert of_cluster(period=Period.month(2020, 1)).before is None
    assert of_cluster(INSURED, Period.month(2020, 1)).before == Period.month(2019, 12)


def test_without_figures_of_the_month_before_no_rank_changed() -> None:
    planned()
    collected({"42": 360, "44": 250})
    assert of_cluster().before is None


def test_the_share_of_the_plan_is_held_against_the_threshold_also_where_the_amount_ranks() -> None:
    planned()
    collected({"42": 360, "44": 179})
    table = of_cluster(COLLECTIONS)
    assert table.measured.id == RATIO
    assert table.threshold.value == 36
    assert {row.unit.code: row.reached for row in table.standings if row.rank} == {"42": True, "44": False}
    assert {row.reached for row in table.standings if not row.rank} == {None}


def test_a_members_own_threshold_is_its_bar() -> None:
    planned()
    report(given("42", 38, RATIO, kind=Kind.THRESHOLD))
    collected({"42": 370, "44": 185})
    assert [row.reached for row in of_cluster().standings[:2]] == [False, True]


def test_cells_are_the_value_and_its_change_on_the_same_period() -> None:
    planned()
    collected({"42": 300})
    collected({"42": 240}, "2019-05")
    value, change, share = map(LeagueColumn.parse, (COLLECTIONS, "collections.change", "collections_vs_plan.change"))
    found = cells(Figures(), [unit("42")], [value, change, share], MAY)
    assert found[unit("42").pk, value].quantity.value == 300
    assert found[unit("42").pk, change].quantity.value == 25
    assert found[unit("42").pk, share].quantity.value is None


def test_the_wholes_share_is_of_the_sums_and_not_a_mean() -> None:
    members = competitors(unit(CLUSTER), MAY.end)
    report(*(given(one.code, 100 * place, period="2020", kind=Kind.TARGET) for place, one in enumerate(members, 1)))
    report(*(given(one.code, 50, COLLECTIONS) for one in members))
    column = LeagueColumn(RATIO)
    found = cells(Figures(), [unit(CLUSTER)], [column], MAY)[unit(CLUSTER).pk, column]
    assert found.quantity.value == Fraction(100 * 50 * 9, 100 * sum(range(1, 10)))


def test_a_course_has_a_figure_for_each_of_twelve_months_that_has_one() -> None:
    report(given("42", 90, INSURED, "2020-03"), given("42", 100, INSURED, "2020-05"))
    values = [one.value for one in courses(Figures(), [unit("42")], INSURED, MAY)[unit("42").pk]]
    assert values == [*[None] * 9, 90, None, 100]


def test_the_course_of_what_accumulates_begins_in_january() -> None:
    collected({"42": 900}, "2019-12")
    collected({"42": 50}, "2020-01")
    values = [one.value for one in courses(Figures(), [unit("42")], COLLECTIONS, MAY)[unit("42").pk]]
    assert values == [50, None, None, None, None]


def test_a_course_is_unknown_before_the_unit_was_there() -> None:
    day = date(2025, 8, 31)
    commune = next(one for one in competitors(find_unit("01", day), day) if one.valid_from == date(2025, 7, 1))
    values = courses(Figures(), [commune], INSURED, Period.month(2025, 8))[commune.pk]
    assert [one.value for one in values] == [None] * 12


def test_communes_below_districts_are_a_table_of_their_own() -> None:
    whole = unit("42")
    direct = competitors(whole, MAY.end)
    communes = competitors(whole, MAY.end, communes=True)
    assert {one.level for one in direct} == {Level.DISTRICT}
    assert {one.level for one in communes} == {Level.COMMUNE}
    assert has_communes_below(whole, direct)
    assert not has_communes_below(whole, communes)
    assert not has_communes_below(unit(CLUSTER), competitors(unit(CLUSTER), MAY.end))


def test_a_commune_has_no_competitors_within() -> None:
    commune = competitors(unit("42"), MAY.end, communes=True)[0]
    assert competitors(commune, MAY.end) == ()
    assert competitors(commune, MAY.end, communes=True) == ()


def test_the_first_indicator_with_a_figure_is_taken() -> None:
    members = competitors(unit(CLUSTER), MAY.end)
    assert first_with_figures(Figures(), members, MAY, (RATIO, INSURED)) == RATIO
    report(given("42", 90, INSURED))
    assert first_with_figures(Figures(), members, MAY, (RATIO, INSURED)) == INSURED


def test_columns_are_written_as_they_are_read() -> None:
    for written in ("collections", "collections_vs_plan", "bhyt_coverage.change"):
        assert LeagueColumn.parse(written).written == written


def test_a_column_of_nothing_known_is_refused() -> None:
    with pytest.raises(IndicatorUnknownError):
        LeagueColumn.parse("colections")
    with pytest.raises(NotComparableError):
        LeagueColumn.parse("collections_units_at_threshold")


def test_counts_of_units_and_what_law_did_not_know_yet_are_not_offered() -> None:
    names = {one.id for one in offered(MAY.end)}
    assert {"collections", RATIO, "bhyt_coverage"} <= names
    assert "collections_units_at_threshold" not in names
    assert "participants_bhtn" not in {one.id for one in offered(date(2008, 12, 31))}


def test_only_shares_are_drawn_as_bars() -> None:
    assert is_share(LeagueColumn(RATIO))
    assert is_share(LeagueColumn("bhyt_coverage"))
    assert not is_share(LeagueColumn("bhyt_coverage", change=True))
    assert not is_share(LeagueColumn("arrears_ratio"))
    assert not is_share(LeagueColumn(COLLECTIONS))


def test_the_number_of_queries_does_not_depend_on_the_number_of_units() -> None:
    planned()
    collected({"42": 300, "44": 250}, "2020-04")
    collected({"42": 360, "44": 260})
    whole = unit("VN")
    provinces = competitors(whole, MAY.end)
    columns = [LeagueColumn.parse(one) for one in (COLLECTIONS, RATIO, "collections.change", "bhyt_coverage.change")]

    def queries(count: int) -> int:
        figures = Figures()
        with CaptureQueriesContext(connection) as asked:
            table = league(figures, whole, provinces[:count], RATIO, MAY)
            cells(figures, [row.unit for row in table.standings] + [whole], columns, MAY)
            courses(figures, [row.unit for row in table.standings], INSURED, MAY)
        return len(asked)

    assert codes(provinces[:2]) != codes(provinces[-2:])
    assert queries(2) == queries(len(provinces))

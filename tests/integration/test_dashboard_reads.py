"""What a dashboard shows of a unit: its tiles, its rank, its year, what needs attention; in how many queries."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.compare.attention import Concern
from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, end_of_year
from ansinh.compare.dashboards import Dashboard, family, read_dashboard
from ansinh.compare.tiles import Tile
from ansinh.indicators.errors import IndicatorUnknownError
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from ansinh.places.reads import parts
from tests.integration.factories import found as finding
from tests.integration.factories import given, hand_in, record, report, unit

pytestmark = pytest.mark.django_db

MAY = Period.month(2020, 5)
TODAY = date(2020, 6, 10)
PLAN = "collections_vs_plan"
BHYT, VOLUNTARY = "participants_bhyt", "participants_bhxh_voluntary"
CLUSTER = ("42", "44", "45", "46", "48", "49", "51", "52", "54")


def everything(units: Sequence[Unit]) -> Sequence[Unit]:
    return units


def nothing(_units: Sequence[Unit]) -> Sequence[Unit]:
    return []


def cluster() -> Unit:
    return find_unit("cum-iv-2020", MAY.end)


def dashboard(
    of: Unit,
    wanted: str = "",
    period: Period = MAY,
    visible: Callable[[Sequence[Unit]], Sequence[Unit]] = everything,
    sees_submissions: bool = True,
) -> Dashboard:
    around = family(of, period.end)
    return read_dashboard(around, period, wanted, visible=visible, today=TODAY, sees_submissions=sees_submissions)


def tile_of(read: Dashboard, indicator: str) -> Tile:
    return next(one for one in read.tiles if one.indicator.id == indicator)


def concerns(read: Dashboard) -> list[Concern]:
    return [notice.concern for notice in read.notices]


def attained(shares: dict[str, int], bar: int | None = 36) -> None:
    """Per cent of a plan of 100 that units collected by the end of May, with the month's bar of the country."""
    report(
        *(given(code, share) for code, share in shares.items()),
        *(given(code, 100, period="2020", kind=Kind.TARGET) for code in shares),
        *([given("VN", bar, PLAN, kind=Kind.THRESHOLD)] if bar else []),
    )


@pytest.mark.parametrize(("collected", "reached"), [(36, True), (35, False)])
def test_a_tile_has_its_plan_its_share_and_whether_it_reaches_the_bar(collected: int, reached: bool) -> None:
    attained({"42": collected})
    tile = tile_of(dashboard(unit("42")), "collections")
    assert (tile.value.value, tile.plan.value, tile.attained.value) == (collected, 100, collected)
    assert (tile.bar.value, tile.reached) == (36, reached)
    assert tile.distance.value == collected - 36


def test_where_less_is_better_a_tile_reaches_its_bar_from_above() -> None:
    report(
        given("42", 3, "arrears"),
        given("42", 100, "amount_due", period="2020"),
        given("42", 2, "arrears_ratio", period="2020", kind=Kind.TARGET),
    )
    tile = tile_of(dashboard(unit("42")), "arrears_ratio")
    assert (tile.value.value, tile.bar.value, tile.reached) == (3, 2, False)
    assert Concern.BELOW_BAR in concerns(dashboard(unit("42")))


def test_a_change_is_against_the_same_period_while_it_is_known() -> None:
    report(given("42", 120), given("42", 100, period="2019-05"), given("42", 90, period="2020-04"))
    change = tile_of(dashboard(unit("42")), "collections").change
    assert change is not None
    assert (change.base, change.change.value, change.percent and change.percent.value) == (SAME_PERIOD, 20, 20)


def test_without_a_same_period_it_is_against_the_end_of_last_year_then_the_month_before() -> None:
    report(given("42", 7, VOLUNTARY), given("42", 5, VOLUNTARY, period="2020-04"))
    change = tile_of(dashboard(unit("42")), VOLUNTARY).change
    assert change
    assert change.base == PREVIOUS_MONTH
    report(given("42", 4, VOLUNTARY, period="2019-12"))
    change = tile_of(dashboard(unit("42")), VOLUNTARY).change
    assert change
    assert (change.base, change.change.value) == (end_of_year(2019), 3)


def test_a_history_of_what_accumulates_begins_with_the_year() -> None:
    report(given("42", 90, period="2019-12"), *(given("42", 10 * m, period=f"2020-0{m}") for m in range(1, 6)))
    history = tile_of(dashboard(unit("42")), "collections").history
    assert [(point.period.end.month, point.value.value) for point in history] == [(m, 10 * m) for m in range(1, 6)]


def test_a_level_known_by_years_only_has_a_history_of_years() -> None:
    report(given("42", 9, BHYT), *(given("42", year - 2010, BHYT, period=f"{year}-12") for year in (2017, 2018, 2019)))
    history = tile_of(dashboard(unit("42")), BHYT).history
    assert [point.value.value for point in history] == [7, 8, 9, 9]


def test_what_was_not_reported_is_unknown_never_zero() -> None:
    tile = tile_of(dashboard(unit("42")), "collections")
    assert (tile.known, tile.value.value, tile.change, tile.reached, tile.history) == (False, None, None, None, ())


def test_what_is_not_approved_is_not_shown() -> None:
    hand_in(given("42", 5))
    read = dashboard(unit("42"))
    assert not read.has_figures
    assert not tile_of(read, "collections").known


def test_a_cluster_ranks_its_members_and_a_member_stands_among_them() -> None:
    attained({code: 30 + place for place, code in enumerate(CLUSTER)})
    whole, member = dashboard(cluster()), dashboard(unit("42"))
    assert whole.parts is not None
    assert [row.item.code for row in whole.parts.rows] == list(reversed(CLUSTER))
    assert member.siblings is not None
    assert member.siblings.whole == cluster()
    assert [(row.rank, row.item.code) for row in member.siblings.rows][-1] == (9, "42")


def test_units_are_ranked_by_their_share_of_the_plan_else_by_the_figure() -> None:
    report(given("42", 5, BHYT), given("44", 7, BHYT))
    read = dashboard(unit("VN"))
    assert [one.id for one in read.choices] == [BHYT]
    assert read.selected.id == BHYT
    attained({"42": 30})
    assert dashboard(unit("VN")).selected.id == PLAN


def test_another_indicator_may_be_wanted_and_an_unknown_one_is_refused() -> None:
    assert dashboard(unit("42"), wanted=BHYT).selected.id == BHYT
    with pytest.raises(IndicatorUnknownError):
        dashboard(unit("42"), wanted="no-such-thing")


def test_parts_and_siblings_that_may_not_be_seen_are_not_there() -> None:
    attained(dict.fromkeys(CLUSTER, 30))
    read = dashboard(cluster(), visible=nothing)
    assert (read.parts, read.siblings) == (None, None)
    assert Concern.PARTS_BELOW_BAR not in concerns(read)
    assert dashboard(unit("42"), visible=nothing).siblings is None


def test_no_rank_is_told_among_some_of_the_members() -> None:
    attained(dict.fromkeys(CLUSTER, 30))

    def but_one(units: Sequence[Unit]) -> Sequence[Unit]:
        return [one for one in units if one.code != "54"]

    assert dashboard(unit("42"), visible=but_one).siblings is None


def test_the_year_has_the_share_of_the_plan_and_the_bar_of_each_month() -> None:
    attained({"42": 37})
    report(given("42", 30, period="2020-04"), given("VN", 45, PLAN, period="2020-06", kind=Kind.THRESHOLD))
    year = dashboard(unit("42")).year
    assert [point.vs_plan.value for point in year][3:6] == [30, 37, None]
    assert [point.threshold.value for point in year][4:7] == [36, 45, None]


def test_units_short_of_the_bar_are_counted_exactly() -> None:
    attained({code: 36 - (code in ("42", "54")) for code in CLUSTER})
    notice = next(one for one in dashboard(cluster()).notices if one.concern is Concern.PARTS_BELOW_BAR)
    assert ({one.code for one in notice.units}, notice.among) == ({"42", "54"}, 9)


def test_without_a_bar_what_accumulates_is_held_against_an_even_pace() -> None:
    attained({"42": 41, "44": 42}, bar=None)
    assert Concern.BEHIND_PACE in concerns(dashboard(unit("42")))  # five months of twelve are 41,67 %
    assert Concern.BEHIND_PACE not in concerns(dashboard(unit("44")))


def test_a_level_that_falls_is_noticed_where_more_is_better() -> None:
    report(given("42", 5, VOLUNTARY), given("42", 6, VOLUNTARY, period="2020-04"))
    report(given("44", 6, VOLUNTARY), given("44", 5, VOLUNTARY, period="2020-04"))
    assert concerns(dashboard(unit("42"))) == [Concern.FALLING]
    assert concerns(dashboard(unit("44"))) == []


def test_members_that_have_not_sent_are_named() -> None:
    attained({code: 40 for code in CLUSTER if code != "48"})
    notice = next(one for one in dashboard(cluster()).notices if one.concern is Concern.PARTS_NOT_SENT)
    assert ([one.code for one in notice.units], notice.among) == (["48"], 9)


def test_parts_that_never_send_anything_are_not_missed() -> None:
    attained({"42": 40})
    assert Concern.PARTS_NOT_SENT not in concerns(dashboard(unit("42")))


def test_files_on_their_way_are_told_to_whom_they_concern() -> None:
    hand_in(given("42", 5), of="42")
    record(given("44", 5), of="44", findings=[finding()])
    for who, expected in (
        (unit("VN"), [Concern.TO_APPROVE, Concern.UNEXPLAINED]),
        (cluster(), [Concern.TO_APPROVE, Concern.UNEXPLAINED]),
        (unit("42"), [Concern.TO_APPROVE]),
        (unit("44"), [Concern.UNEXPLAINED]),
        (unit("45"), []),
    ):
        assert concerns(dashboard(who)) == expected
        assert concerns(dashboard(who, sees_submissions=False)) == []


def test_a_province_hears_of_its_districts_files() -> None:
    hand_in(given("443", 5), of="443")
    assert [(one.concern, one.count) for one in dashboard(unit("42")).notices] == [(Concern.TO_APPROVE, 1)]


def test_of_a_unit_that_was_no_more_there_is_nothing() -> None:
    attained({"48": 40})
    read = dashboard(unit("48"), period=Period.month(2026, 5))
    assert (read.has_figures, read.tiles, read.parts, read.siblings) == (False, (), None, None)


def queries(of: Unit) -> int:
    with CaptureQueriesContext(connection) as captured:
        dashboard(of)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_parts() -> None:
    few, many = unit("35"), unit("40")
    for whole in (few, many):
        report(*(given(part.code, 5) for part in parts(whole, MAY.end)))
    assert (len(parts(few, MAY.end)), len(parts(many, MAY.end))) == (6, 21)
    assert queries(few) == queries(many)


def test_the_number_of_queries_does_not_grow_with_the_siblings_figures() -> None:
    attained({"42": 40, "44": 41})
    before = queries(cluster())
    attained({code: 40 for code in CLUSTER if code not in ("42", "44")}, bar=None)
    assert queries(cluster()) <= before

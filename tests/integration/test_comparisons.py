"""A figure against earlier periods, its plan, its threshold and a target: each in the meaning that reports give it."""

from datetime import date
from fractions import Fraction

import pytest

from ansinh.compare.bases import PLAN, PREVIOUS_MONTH, SAME_PERIOD, THRESHOLD, Base, end_of_year
from ansinh.compare.calc import Quantity
from ansinh.compare.errors import MeaninglessError, NotComparableError
from ansinh.compare.reads import Comparison, Figures
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Kind
from tests.integration.factories import INSURED, given, report, unit

pytestmark = pytest.mark.django_db

PREVIOUS_QUARTER = Base.parse("previous-quarter")
RATIO = "collections_vs_plan"


def compared(code: str, indicator: str, period: str, base: Base, scope: Scope | None = None) -> Comparison:
    return Figures(scope or Scope()).compare(unit(code), indicator, Period.parse(period), base)


def numbers(comparison: Comparison) -> tuple[Fraction | None, Fraction | None, Fraction | None, Fraction | None]:
    """Value, against, change, percent."""
    percent = comparison.percent.value if comparison.percent else None
    return comparison.value.value, comparison.against.value, comparison.change.value, percent


def collected(by_month: dict[str, int], code: str = "42") -> None:
    """Collections from 1 January to the end of each month."""
    report(*(given(code, value, period=month) for month, value in by_month.items()), on=date(2021, 1, 31))


def test_a_flow_is_compared_with_the_same_months_of_last_year() -> None:
    collected({"2020-05": 150, "2019-05": 120, "2020-04": 110, "2019-12": 300})
    found = compared("42", "collections", "2020-05", SAME_PERIOD)
    assert found.base_period == Period.month(2019, 5)
    assert numbers(found) == (150, 120, 30, 25)


def test_a_stock_is_compared_with_the_same_day_of_last_year() -> None:
    report(given("42", 90, INSURED, "2020-02"), given("42", 100, INSURED, "2019-02"))
    assert numbers(compared("42", INSURED, "2020-02-29", SAME_PERIOD)) == (90, 100, -10, -10)


def test_a_cumulative_flow_against_the_month_before_is_what_fell_within_the_two_months() -> None:
    collected({"2020-03": 300, "2020-04": 380, "2020-05": 500})
    found = compared("42", "collections", "2020-05", PREVIOUS_MONTH)
    assert found.base_period == Period.month(2020, 4)
    assert numbers(found) == (120, 80, 40, 50)


def test_january_is_compared_with_december_alone() -> None:
    collected({"2019-11": 900, "2019-12": 1000, "2020-01": 80})
    found = compared("42", "collections", "2020-01", PREVIOUS_MONTH)
    assert found.base_period == Period.month(2019, 12)
    assert numbers(found) == (80, 100, -20, -20)


def test_february_begins_where_january_ended() -> None:
    collected({"2020-01": 80, "2020-02": 200})
    assert numbers(compared("42", "collections", "2020-02", PREVIOUS_MONTH)) == (120, 80, 40, 50)


def test_a_month_without_the_month_before_it_is_unknown() -> None:
    """500 to the end of May and nothing known of April is not 500 in May."""
    collected({"2020-05": 500})
    assert numbers(compared("42", "collections", "2020-05", PREVIOUS_MONTH)) == (None, None, None, None)


def test_a_cumulative_flow_against_the_quarter_before_is_what_fell_within_the_two_quarters() -> None:
    collected({"2020-03": 300, "2020-06": 700, "2020-09": 900})
    assert numbers(compared("42", "collections", "2020-Q2", PREVIOUS_QUARTER)) == (400, 300, 100, Fraction(100, 3))
    assert numbers(compared("42", "collections", "2020-Q3", PREVIOUS_QUARTER)) == (200, 400, -200, -50)


def test_the_first_quarter_is_compared_with_the_last_of_the_year_before() -> None:
    collected({"2019-09": 900, "2019-12": 1000, "2020-03": 150})
    found = compared("42", "collections", "2020-Q1", PREVIOUS_QUARTER)
    assert found.base_period == Period.quarter(2019, 4)
    assert numbers(found) == (150, 100, 50, 50)


def test_a_stock_is_compared_with_the_last_day_of_the_month_and_of_the_quarter_before() -> None:
    report(
        *(given("42", value, INSURED, month) for month, value in {"2020-03": 80, "2020-05": 90, "2020-06": 99}.items()),
        on=date(2020, 7, 5),
    )
    assert numbers(compared("42", INSURED, "2020-06", PREVIOUS_MONTH)) == (99, 90, 9, 10)
    assert numbers(compared("42", INSURED, "2020-06", PREVIOUS_QUARTER)) == (99, 80, 19, Fraction(95, 4))


def test_a_stock_is_compared_with_the_end_of_any_year() -> None:
    """Tương Dương in June 2017: 3.320, up 203 since the end of 2015 and 271 since the end of 2014."""
    compulsory = "participants_bhxh_compulsory"
    report(
        given("418", 3320, compulsory, "2017-06"),
        given("418", 3117, compulsory, "2015-12"),
        given("418", 3049, compulsory, "2014"),
        of="418",
        on=date(2017, 7, 5),
    )
    assert numbers(compared("418", compulsory, "2017-06", end_of_year(2015)))[2] == 203
    assert numbers(compared("418", compulsory, "2017-06", end_of_year(2014)))[2] == 271
    assert numbers(compared("418", compulsory, "2017-06", end_of_year(2016))) == (3320, None, None, None)


@pytest.mark.parametrize("indicator", ["collections", "health_spending", "new_participants_bhxh_voluntary"])
def test_a_flow_is_not_compared_with_the_end_of_a_year(indicator: str) -> None:
    with pytest.raises(MeaninglessError) as refusal:
        compared("42", indicator, "2020-05", end_of_year(2019))
    assert "cuối năm 2019" in refusal.value.text("vi")
    assert "the end of 2019" in refusal.value.text("en")


@pytest.mark.parametrize("base", [PREVIOUS_MONTH, PREVIOUS_QUARTER])
def test_a_figure_of_the_year_is_not_compared_within_it(base: Base) -> None:
    with pytest.raises(MeaninglessError):
        compared("42", "population", "2020-05", base)


def test_a_count_of_units_is_not_compared_but_made() -> None:
    with pytest.raises(NotComparableError):
        compared("cum-iv-2020", "collections_units_at_threshold", "2020-05", SAME_PERIOD)


# Ratios


def test_a_ratio_takes_the_population_of_its_own_year() -> None:
    report(
        given("42", 90, INSURED, "2020-05"),
        given("42", 80, INSURED, "2019-05"),
        given("42", 100, "population", "2020"),
        given("42", 160, "population", "2019"),
    )
    found = compared("42", "bhyt_coverage", "2020-05", SAME_PERIOD)
    assert numbers(found) == (90, 50, 40, None)
    assert found.value.unit is BaseUnit.PERCENT
    assert found.change.unit is BaseUnit.PERCENTAGE_POINT
    assert found.percent is None  # 40 points, never "80 %"


def test_the_ratio_of_a_whole_is_the_ratio_of_sums_not_the_mean_of_ratios() -> None:
    members = ("54", "52", "51", "49", "48", "46", "45", "44", "42")
    populations = {code: 100 * 10**position for position, code in enumerate(members)}
    insured = {code: people // (2 if code == "42" else 1) for code, people in populations.items()}
    report(
        *(given(code, people, "population", "2020") for code, people in populations.items()),
        *(given(code, people, INSURED) for code, people in insured.items()),
    )
    found = Figures().quantity(unit("cum-iv-2020"), "bhyt_coverage", Period.month(2020, 5)).value
    of_sums = Fraction(100 * sum(insured.values()), sum(populations.values()))
    of_ratios = sum(Fraction(100 * insured[code], populations[code]) for code in members) / 9
    assert found == of_sums
    assert (float(of_sums), float(of_ratios)) == (pytest.approx(55, abs=0.1), pytest.approx(94.4, abs=0.1))


def test_a_ratio_of_money_and_visits_is_not_a_percentage() -> None:
    report(given("42", 7_000, "health_spending"), given("42", 3, "health_visits"))
    found = Figures().quantity(unit("42"), "health_spending_per_visit", Period.month(2020, 5))
    assert (found.value, found.unit) == (Fraction(7_000, 3), BaseUnit.VND)


def test_persons_insured_are_compulsory_and_voluntary_unless_reported_as_one() -> None:
    total = "participants_bhxh"
    report(given("42", 70, "participants_bhxh_compulsory"), given("42", 30, "participants_bhxh_voluntary"))
    report(given("44", 70, "participants_bhxh_compulsory"), given("44", 30, total))
    report(given("45", 70, "participants_bhxh_compulsory"))
    may = Period.month(2020, 5)
    assert [Figures().quantity(unit(code), total, may).value for code in ("42", "44", "45")] == [100, 30, None]


def test_a_whole_with_a_part_missing_has_no_figure_and_no_comparison() -> None:
    members = ("54", "52", "51", "49", "48", "46", "45", "44", "42")
    report(*(given(code, 1, period="2019-05") for code in members), on=date(2019, 6, 5))
    report(*(given(code, 1) for code in members[1:]))
    found = compared("cum-iv-2020", "collections", "2020-05", SAME_PERIOD)
    assert numbers(found) == (None, 9, None, None)


@pytest.mark.parametrize("base_value", [0, None])
def test_a_zero_or_missing_base_gives_no_percentage(base_value: int | None) -> None:
    report(given("42", 150))
    if base_value is not None:
        report(given("42", base_value, period="2019-05"))
    found = compared("42", "collections", "2020-05", SAME_PERIOD)
    assert found.percent
    assert found.percent.value is None
    assert found.change.value == (None if base_value is None else 150)


def test_a_zero_is_a_figure_and_not_a_missing_one() -> None:
    collected({"2020-05": 0, "2019-05": 10})
    assert numbers(compared("42", "collections", "2020-05", SAME_PERIOD)) == (0, 10, -10, -100)


def test_a_zero_or_missing_denominator_gives_no_ratio() -> None:
    report(given("42", 90, INSURED), given("42", 0, "population", "2020"), given("44", 90, INSURED))
    for code in ("42", "44"):
        assert Figures().quantity(unit(code), "bhyt_coverage", Period.month(2020, 5)).value is None


# Plan, threshold, target


def test_the_plan_is_of_the_whole_year_whatever_the_month() -> None:
    report(given("42", 1000, period="2020", kind=Kind.TARGET), on=date(2020, 1, 15))
    collected({"2020-05": 364, "2020-09": 800})
    assert numbers(compared("42", "collections", "2020-05", PLAN)) == (364, 1000, -636, Fraction("36.4"))
    assert numbers(compared("42", "collections", "2020-09", PLAN)) == (800, 1000, -200, 80)


def test_a_plan_given_in_a_form_of_a_month_is_the_plan_of_the_year() -> None:
    report(given("42", 1000, period="2020-05", kind=Kind.TARGET))
    collected({"2020-09": 800})
    assert numbers(compared("42", "collections", "2020-09", PLAN))[3] == 80


def test_the_threshold_of_the_month_is_held_against_the_share_of_the_plan() -> None:
    report(given("42", 1000, period="2020", kind=Kind.TARGET), given("VN", 36, RATIO, kind=Kind.THRESHOLD))
    collected({"2020-05": 375})
    found = compared("42", "collections", "2020-05", THRESHOLD)
    assert numbers(found) == (Fraction("37.5"), 36, Fraction("1.5"), None)
    assert found.change.unit is BaseUnit.PERCENTAGE_POINT


def test_a_units_own_threshold_comes_before_the_countrys() -> None:
    may = Period.month(2020, 5)
    report(given("VN", 36, RATIO, kind=Kind.THRESHOLD), given("42", 38, RATIO, kind=Kind.THRESHOLD))
    assert Figures().threshold(unit("42"), RATIO, may).value == 38
    assert Figures().threshold(unit("44"), RATIO, may).value == 36
    assert Figures().threshold(unit("42"), RATIO, Period.month(2020, 6)).value is None


def test_a_target_of_a_ratio_is_missed_by_percentage_points() -> None:
    report(given("42", 9_000, INSURED), given("42", 10_000, "population", "2020"))
    report(
        given("42", "95.5", "bhyt_coverage", "2025", Kind.TARGET), given("42", 91, "bhyt_coverage", kind=Kind.TARGET)
    )
    found = compared("42", "bhyt_coverage", "2020-05", Base.parse("target:2025"))
    assert numbers(found) == (90, Fraction("95.5"), Fraction("-5.5"), None)
    assert found.change.unit is BaseUnit.PERCENTAGE_POINT
    assert numbers(compared("42", "bhyt_coverage", "2020-05", PLAN))[1] == 91


# Exactness and origin


def test_a_comparison_is_exact_and_only_the_printer_rounds() -> None:
    report(given("42", 10_101_800_000_000), given("42", 9_523_600_000_000, period="2019-05"))
    percent = compared("42", "collections", "2020-05", SAME_PERIOD).percent
    assert percent
    assert percent.value == Fraction(100 * 5_782, 95_236)


def test_what_is_compared_with_an_inexact_figure_is_inexact() -> None:
    report(given("42", 150, hedge=Hedge.OVER), given("42", 120, period="2019-05"))
    found = compared("42", "collections", "2020-05", SAME_PERIOD)
    assert [one.hedge for one in (found.value, found.against, found.change)] == [Hedge.OVER, Hedge.EXACT, Hedge.OVER]


def test_every_result_carries_exactly_the_observations_that_it_came_from() -> None:
    members = ("54", "52", "51", "49", "48", "46", "45", "44", "42")
    now = report(*(given(code, 10) for code in members), *(given(code, 7, INSURED) for code in members))
    then = report(*(given(code, 8, period="2019-05") for code in members), on=date(2019, 6, 5))
    plan = report(*(given(code, 50, period="2020", kind=Kind.TARGET) for code in members))
    bar = report(given("VN", 36, RATIO, kind=Kind.THRESHOLD))
    report(given("01", 99), given("42", 99, period="2020-04"))  # no matter here

    figures = Figures()
    cluster, may = unit("cum-iv-2020"), Period.month(2020, 5)
    in_time = figures.compare(cluster, "collections", may, SAME_PERIOD)
    with_bar = figures.compare(cluster, "collections", may, THRESHOLD)
    assert in_time.percent

    def keys(quantity: Quantity) -> set[int]:
        found = figures.ledger.observations(quantity.facts)
        assert len(found) == len(set(found))
        return set(found)

    first, last, planned = (
        {submission.first_key + position for position in range(9)} for submission in (now, then, plan)
    )
    assert keys(in_time.value) == first
    assert keys(in_time.against) == last
    assert keys(in_time.change) == keys(in_time.percent) == first | last
    assert keys(with_bar.value) == first | planned
    assert keys(with_bar.against) == {bar.first_key}
    assert keys(with_bar.change) == first | planned | {bar.first_key}


def test_what_cannot_be_had_still_names_what_it_would_be_made_of() -> None:
    submission = report(given("42", 150))
    figures = Figures()
    found = figures.compare(unit("42"), "collections", Period.month(2020, 5), SAME_PERIOD)
    assert found.change.value is None
    assert figures.ledger.observations(found.change.facts) == [submission.first_key]


def test_figures_keep_to_the_scope_they_are_asked_in() -> None:
    first = report(given("42", 150), given("42", 100, period="2019-05"), on=date(2020, 6, 5))
    report(given("42", 160), on=date(2020, 6, 10), corrects=first)
    past = Scope(reported_by=date(2020, 6, 9))
    assert numbers(compared("42", "collections", "2020-05", SAME_PERIOD, past))[3] == 50
    assert numbers(compared("42", "collections", "2020-05", SAME_PERIOD))[3] == 60


def test_loading_ahead_changes_no_answer() -> None:
    members = [unit(code) for code in ("54", "52", "51", "49", "48", "46", "45", "44", "42")]
    report(*(given(one.code, 10 + position) for position, one in enumerate(members)))
    report(*(given(one.code, 50, period="2020", kind=Kind.TARGET) for one in members))
    may = Period.month(2020, 5)
    ahead, lazy = Figures(), Figures()
    ahead.load([*members, unit("cum-iv-2020")], ahead.requests([RATIO, "collections"], [may]))
    for one in (*members, unit("cum-iv-2020")):
        assert ahead.quantity(one, RATIO, may).value == lazy.quantity(one, RATIO, may).value
    assert ahead.quantity(unit("cum-iv-2020"), RATIO, may).value == Fraction(100 * sum(range(10, 19)), 450)

"""Figures over months and years, and those counted from them: what is alike is compared, nothing else."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from ansinh.compare.reads import Figures
from ansinh.compare.series import monthly, yearly
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.reports.content import ReportContent, month_id, year_id
from tests.integration.factories import COLLECTIONS, INSURED, given, unit
from tests.integration.factories import report as approved

pytestmark = pytest.mark.django_db
Report = Callable[..., ReportContent]
BILLION = 10**9
COVERAGE = "bhyt_coverage"


def collected(values: dict[str, int], code: str = "42", kind: Kind = Kind.ACTUAL) -> None:
    approved(*(given(code, value * BILLION, COLLECTIONS, period, kind) for period, value in values.items()))


def of_series(content: ReportContent, prefix: str = "collections.year") -> dict[str, str]:
    return {
        name.removeprefix("collections."): shown.text("vi")
        for name, shown in content.figures.items()
        if name.startswith(prefix)
    }


def test_years_are_whole_but_for_the_one_of_the_period() -> None:
    collected({"2018": 100, "2019": 120, "2020-05": 50})
    approved(given("42", 900, INSURED, "2019-12"), given("42", 950, INSURED, "2020-05"))
    may = Period.month(2020, 5)
    points = yearly(Figures(), unit("42"), COLLECTIONS, (2017, 2018, 2019, 2020), may)
    assert [point.period for point in points] == [*map(Period.year, (2017, 2018, 2019)), may]
    assert [point.value.value for point in points] == [None, *(Fraction(value * BILLION) for value in (100, 120, 50))]
    assert [point.value.value for point in yearly(Figures(), unit("42"), INSURED, (2019, 2020), may)] == [900, 950]


def test_months_are_twelve_each_with_its_bar_and_the_plan_of_the_year() -> None:
    collected({"2020-01": 10, "2020-03": 36})
    collected({"2020": 120}, kind=Kind.TARGET)
    approved(given("VN", 25, "collections_vs_plan", "2020-03", Kind.THRESHOLD))
    points = monthly(Figures(), unit("42"), COLLECTIONS, Period.year(2020))
    assert [point.period for point in points] == [Period.month(2020, month) for month in range(1, 13)]
    assert [point.value.known for point in points] == [True, False, True, *[False] * 9]
    assert {point.plan.value for point in points} == {Fraction(120 * BILLION)}
    assert (points[2].vs_plan.value, points[2].vs_plan.unit) == (Fraction(30), BaseUnit.PERCENT)
    assert [point.threshold.value for point in points if point.threshold.known] == [Fraction(25)]


def test_of_the_months_after_the_period_there_is_the_bar_alone() -> None:
    collected({"2020-01": 10, "2020-02": 20, "2020-03": 36})
    collected({"2020": 120}, kind=Kind.TARGET)
    approved(given("VN", 25, "collections_vs_plan", "2020-03", Kind.THRESHOLD))
    points = monthly(Figures(), unit("42"), COLLECTIONS, Period.month(2020, 2))
    assert [point.value.known for point in points] == [True, True, *[False] * 10]
    assert [point.vs_plan.known for point in points] == [True, True, *[False] * 10]
    assert points[2].threshold.value == Fraction(25)


def test_a_ratio_is_measured_in_points_over_its_target() -> None:
    approved(given("42", 950, INSURED, "2019-12"), given("42", 1000, "population", "2019"))
    approved(given("42", 93, COVERAGE, "2019", Kind.TARGET))
    (point,) = yearly(Figures(), unit("42"), COVERAGE, (2019,), Period.month(2020, 5))
    assert (point.value.value, point.plan.value, point.vs_plan.value) == (95, 93, 2)
    assert point.vs_plan.unit is BaseUnit.PERCENTAGE_POINT


def test_of_what_accumulates_no_part_of_a_year_is_compared_with_a_whole_one(report: Report) -> None:
    collected({"2017": 80, "2018": 100, "2019": 120, "2020-05": 50})
    assert of_series(report("42", "2020-05")) == {
        "year_2017": "80,0 tỷ đồng",
        "year_2018": "100,0 tỷ đồng",
        "year_2018_change": "+20,0 tỷ đồng",
        "year_2018_change_percent": "+25,00%",
        "year_2019": "120,0 tỷ đồng",
        "year_2019_change": "+20,0 tỷ đồng",
        "year_2019_change_percent": "+20,00%",
        "year_2020": "50,0 tỷ đồng",
        "years_2017_2019_change": "+40,0 tỷ đồng",
        "years_2017_2019_change_percent": "+50,00%",
    }


@pytest.mark.parametrize("period", ["2020", "2020-12", "2020-Q4", "2020-H2", "2020-12-31"])
def test_a_year_that_is_over_is_compared_however_the_period_is_written(report: Report, period: str) -> None:
    collected({"2019": 120, "2020": 150})
    collected({"2020": 125}, kind=Kind.TARGET)
    found = of_series(report("42", period))
    assert found["year_2020_change"] == "+30,0 tỷ đồng"
    assert found["year_2020_over_plan"] == "+20,00%"
    assert found["years_2019_2020_change_percent"] == "+25,00%"


def test_a_level_is_compared_within_the_year_too(report: Report) -> None:
    approved(given("42", 900, INSURED, "2019-12"), given("42", 950, INSURED, "2020-05"))
    figures = report("42", "2020-05").figures
    assert figures["participants_bhyt.year_2020_change"].text("vi") == "+50 người"
    assert figures["participants_bhyt.years_2019_2020_change"].text("vi") == "+50 người"


def test_a_missing_year_leaves_a_gap_without_a_change(report: Report) -> None:
    collected({"2016": 80, "2018": 100, "2019": 120})
    found = of_series(report("42", "2019", years=(2016, 2017, 2018, 2019)))
    assert [name for name in found if name.endswith("_change")] == ["year_2019_change", "years_2016_2019_change"]
    assert not any(name.startswith("year_2017") for name in found)


def test_years_that_were_asked_for_and_are_no_neighbours_have_no_change_from_one_to_the_next(report: Report) -> None:
    collected({"2013": 80, "2015": 100, "2017": 120, "2018": 150})
    found = of_series(report("42", "2018", years=(2013, 2015, 2017, 2018)))
    assert [name for name in found if name.endswith("_change")] == ["year_2018_change", "years_2013_2018_change"]


def test_by_how_much_a_plan_was_exceeded_is_said_of_whole_years_only(report: Report) -> None:
    collected({"2019": 126, "2020-05": 50})
    collected({"2019": 120, "2020": 125}, kind=Kind.TARGET)
    approved(given("42", 950, INSURED, "2020-05"), given("42", 1000, INSURED, "2020", Kind.TARGET))
    approved(given("42", 900, INSURED, "2019-12"))
    figures = report("42", "2020-05").figures
    assert figures["collections.year_2019_over_plan"].text("vi") == "+5,00%"
    assert figures["collections.year_2019_vs_plan"].text("vi") == "105,00%"
    assert figures["collections.year_2020_vs_plan"].text("vi") == "40,00%"
    assert not any(name.endswith("year_2020_over_plan") for name in figures)


def test_ids_of_months_and_years_are_those_that_are_documented(report: Report) -> None:
    collected({"2019": 120, "2020-03": 30, "2020-05": 50})
    content = report("42", "2020-05")
    for name in (year_id(COLLECTIONS, 2019), month_id(COLLECTIONS, Period.month(2020, 3))):
        assert content.figures[name].quantity.known
    assert month_id(COLLECTIONS, Period.month(2020, 3), "vs_plan") == "collections.month_2020_03_vs_plan"
    assert month_id(COLLECTIONS, Period.month(2020, 4)) not in content.figures


def test_what_remains_is_what_is_missing_of_the_plan_and_never_less_than_nothing(report: Report) -> None:
    collected({"2020-05": 50})
    collected({"2020": 125}, kind=Kind.TARGET)
    approved(given("42", 1000, INSURED), given("42", 1000, INSURED, "2020", Kind.TARGET))
    figures = report("42", "2020-05").figures
    assert figures["collections.remaining"].text("vi") == "75,0 tỷ đồng"
    assert "participants_bhyt.remaining" not in figures
    collected({"2020-06": 130})
    assert "collections.remaining" not in report("42", "2020-06").figures


def test_how_many_parts_rose_and_fell_is_counted_over_all_that_have_a_value(report: Report) -> None:
    now, before = {"42": 50, "44": 40, "45": 30, "46": 20}, {"42": 45, "44": 41, "45": 30}
    collected_by(now, "2020-05")
    collected_by(before, "2019-05")
    collected_by({"cum-iv-2020": 500}, "2020-05")  # its own total, because five of its members sent nothing
    assert "collections.units_risen" not in report("cum-iv-2020", "2020-05").figures
    collected_by({"46": 10}, "2019-05")
    figures = report("cum-iv-2020", "2020-05").figures
    counted = {
        part: figures[f"collections.{part}"].text("vi") for part in ("units_risen", "units_fallen", "units_compared")
    }
    assert counted == {"units_risen": "2 đơn vị", "units_fallen": "1 đơn vị", "units_compared": "4 đơn vị"}


def collected_by(values: dict[str, int], period: str) -> None:
    approved(*(given(code, value * BILLION, COLLECTIONS, period) for code, value in values.items()))


def test_of_a_total_that_is_not_known_the_parts_that_reported_are_counted(report: Report) -> None:
    collected_by({"42": 50, "44": 40}, "2020-05")
    figures = report("cum-iv-2020", "2020-05").figures
    assert not figures["collections"].quantity.known
    assert figures["collections.parts_reported"].text("vi") == "2 đơn vị"
    assert figures["collections.parts_expected"].text("vi") == "9 đơn vị"


def test_what_nothing_is_known_of_is_no_series(report: Report) -> None:
    collected({"2020-05": 50})
    content = report("42", "2020-05")
    assert content.years == {}
    assert list(content.months) == ["collections"]


def test_without_years_asked_for_a_series_begins_with_the_first_that_is_known(report: Report) -> None:
    collected({"2018": 100, "2019": 120, "2020-05": 50})
    assert [point.period.year_number for point in report("42", "2020-05").years["collections"]] == [2018, 2019, 2020]
    asked = report("42", "2020-05", years=(2016, 2018, 2019)).years["collections"]
    assert [(point.period.year_number, point.value.known) for point in asked] == [
        (2016, False),
        (2018, True),
        (2019, True),
    ]

"""Beside which earlier and later periods a figure is looked at."""

import pytest

from ansinh.imports.checks import times
from ansinh.imports.form import fact_period
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request
from ansinh.ledger.models import Kind

LEVEL, ACCUMULATING, YEARLY = "participants_bhyt", "collections", "population"


def request(indicator: str, period: str, kind: Kind = Kind.ACTUAL) -> Request:
    return Request(indicator, fact_period(catalogue()[indicator], Period.parse(period), kind), kind)


@pytest.mark.parametrize(
    ("indicator", "asked", "steps", "expected"),
    [
        (LEVEL, "2020-03", 1, "2020-02"),
        (LEVEL, "2020-01", 1, "2019-12"),
        (LEVEL, "2020-03", 12, "2019-03"),
        (ACCUMULATING, "2020-03", 1, "2020-02"),  # a quarter, after two months
        (ACCUMULATING, "2020-06", 3, "2020-03"),
        (YEARLY, "2020", 1, "2019"),
    ],
)
def test_the_figure_before(indicator: str, asked: str, steps: int, expected: str) -> None:
    assert times.earlier(request(indicator, asked), steps) == request(indicator, expected)


@pytest.mark.parametrize(
    ("indicator", "asked", "steps"), [(ACCUMULATING, "2020-01", 1), (LEVEL, "2020-03", 13), (YEARLY, "2020", 6)]
)
def test_nothing_is_before_a_new_year_of_what_accumulates_or_too_long_ago(
    indicator: str, asked: str, steps: int
) -> None:
    assert times.earlier(request(indicator, asked), steps) is None


def test_an_estimate_is_looked_at_beside_what_happened() -> None:
    estimate = request(LEVEL, "2020-05", Kind.ESTIMATE)
    assert times.earlier(estimate, 1) == request(LEVEL, "2020-04")
    assert times.last_year(estimate) == request(LEVEL, "2019-05")


def test_a_target_is_looked_at_beside_last_years_and_what_came_of_it() -> None:
    target = request(ACCUMULATING, "2020", Kind.TARGET)
    assert times.earlier(target, 1) == request(ACCUMULATING, "2019", Kind.TARGET)
    assert times.last_year(target) == request(ACCUMULATING, "2019")


def test_a_target_of_a_ratio_has_nothing_that_came_of_it() -> None:
    assert times.last_year(request("bhyt_coverage", "2020", Kind.TARGET)) is None


def test_only_what_accumulates_has_later_figures_to_stay_below() -> None:
    later = times.later_in_year(request(ACCUMULATING, "2020-10"))
    assert later == (request(ACCUMULATING, "2020-11"), request(ACCUMULATING, "2020-12"))
    assert times.later_in_year(request(LEVEL, "2020-10")) == ()


def test_the_target_of_a_figure_is_that_of_its_year() -> None:
    assert times.target_of(request(ACCUMULATING, "2020-05")) == request(ACCUMULATING, "2020", Kind.TARGET)
    assert times.target_of(request(ACCUMULATING, "2020", Kind.TARGET)) is None
    assert times.target_of(request(YEARLY, "2020")) is None

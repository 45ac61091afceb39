"""Figures are kept to the last đồng and the last millionth of a per cent, on either database."""

from decimal import Decimal

import pytest

from ansinh.compare.calc import at_least, observed
from ansinh.kernel.measures import BaseUnit
from ansinh.ledger.models import Kind
from ansinh.ledger.reads import from_steps, to_steps
from ansinh.places.reads import parts
from tests.integration.factories import A_DAY, ask, codes, given, report, unit, value_of

pytestmark = pytest.mark.django_db

THRESHOLD = "collections_vs_plan"


@pytest.mark.parametrize("dong", [10**15 + 1, 9_007_199_254_740_993, 123_456_789_012_345_679])
def test_dong_beyond_what_a_float_holds_come_back_exactly(dong: int) -> None:
    report(given("42", dong))
    assert value_of("42") == dong


def test_a_sum_beyond_what_a_float_holds_is_exact_to_the_dong() -> None:
    members = ("54", "52", "51", "49", "48", "46", "45", "44", "42")
    report(*(given(code, 10**17 + position) for position, code in enumerate(members)))
    assert value_of("cum-iv-2020") == 9 * 10**17 + 36


def test_the_kept_sum_of_the_country_is_exact_to_the_dong() -> None:
    provinces = codes(parts(unit("VN"), A_DAY))
    report(*(given(code, 9_007_199_254_740_993 + position) for position, code in enumerate(provinces)))
    fact = ask("VN")
    assert fact
    assert fact.roll_up
    assert fact.value == 63 * 9_007_199_254_740_993 + sum(range(63))


@pytest.mark.parametrize("percent", ["36", "35.999999", "36.000001", "0.1", "149.5"])
def test_percentages_come_back_exactly(percent: str) -> None:
    report(given("VN", percent, THRESHOLD, kind=Kind.THRESHOLD))
    assert value_of("VN", THRESHOLD, kind=Kind.THRESHOLD) == Decimal(percent)


def test_a_threshold_is_missed_by_a_millionth_of_a_per_cent() -> None:
    report(given("VN", "36", THRESHOLD, kind=Kind.THRESHOLD))
    report(given("42", "35.999999", THRESHOLD, kind=Kind.TARGET))
    threshold = observed(ask("VN", THRESHOLD, kind=Kind.THRESHOLD), BaseUnit.PERCENT)
    below = observed(ask("42", THRESHOLD, kind=Kind.TARGET), BaseUnit.PERCENT)
    assert at_least(below, threshold) is False
    assert at_least(threshold, threshold) is True


@pytest.mark.parametrize(
    ("indicator", "value"),
    [("collections", "0.5"), ("participants_bhyt", "1.1"), ("collections_vs_plan", "36.0000001")],
)
def test_a_value_finer_than_it_is_kept_is_refused(indicator: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"finer than {indicator}"):
        to_steps(indicator, Decimal(value))


@pytest.mark.parametrize(
    ("indicator", "value", "steps"),
    [
        ("collections", "10101800000000", 10_101_800_000_000),
        ("collections", "1E+3", 1000),
        ("participants_bhyt", "70649.00", 70_649),
        ("collections_vs_plan", "36.45", 36_450_000),
    ],
)
def test_steps_and_values_are_the_same_number(indicator: str, value: str, steps: int) -> None:
    assert to_steps(indicator, Decimal(value)) == steps
    assert from_steps(indicator, steps) == Decimal(value)

"""Provinces ranked by a figure, and counted against a threshold by exact values, never by rounded ones."""

from fractions import Fraction

import pytest

from ansinh.compare.calc import laggards, leaders
from ansinh.compare.reads import Figures
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit
from tests.integration.factories import codes, given, report, unit

pytestmark = pytest.mark.django_db

MAY = Period.month(2020, 5)
RATIO = "collections_vs_plan"
PLAN = 1_000_000


def attained(millionths: dict[str, int | None]) -> list[Unit]:
    """Units that collected so many millionths of a plan."""
    report(
        *(given(code, value) for code, value in millionths.items() if value is not None),
        *(given(code, PLAN, period="2020", kind=Kind.TARGET) for code in millionths),
    )
    return [unit(code) for code in millionths]


def test_units_are_ranked_best_first_and_equals_share_a_rank() -> None:
    units = attained({"42": 300_000, "44": 411_000, "45": 375_000, "46": None, "48": 375_000})
    ranked = Figures().ranking(units, RATIO, MAY)
    assert [(row.item.code, row.rank, row.tied) for row in ranked] == [
        ("44", 1, False),
        ("45", 2, True),
        ("48", 2, True),
        ("42", 4, False),
        ("46", None, False),
    ]


def test_where_less_is_better_the_least_is_first() -> None:
    report(given("42", 5, "arrears"), given("44", 3, "arrears"), given("45", 0, "arrears"))
    ranked = Figures().ranking([unit(code) for code in ("42", "44", "45")], "arrears", MAY)
    assert [(row.item.code, row.rank) for row in ranked] == [("45", 1), ("44", 2), ("42", 3)]


def test_a_millionth_of_a_per_cent_decides_a_rank() -> None:
    units = attained({"42": 360_000, "44": 360_001})
    assert [row.item.code for row in Figures().ranking(units, RATIO, MAY)] == ["44", "42"]


def test_leaders_and_laggards_take_in_all_who_are_tied() -> None:
    units = attained({"42": 1, "44": 4, "45": 3, "46": 3, "48": 1, "49": None})
    ranked = Figures().ranking(units, RATIO, MAY)
    assert [row.item.code for row in leaders(ranked, 2)] == ["44", "45", "46"]
    assert {row.item.code for row in laggards(ranked, 1)} == {"42", "48"}


def test_units_reaching_the_threshold_are_counted_exactly() -> None:
    """35,9999 % prints as 36,00 %; it does not reach 36."""
    units = attained({"42": 360_000, "44": 359_999, "45": 411_000, "46": 0})
    report(given("VN", 36, RATIO, kind=Kind.THRESHOLD))
    count = Figures().reaching(unit("VN"), units, RATIO, MAY)
    assert codes(count.reaching) == ["42", "45"]
    assert (count.quantity.value, count.quantity.unit) == (2, BaseUnit.UNIT)
    assert count.missing == ()
    assert count.threshold.value == 36


@pytest.mark.parametrize("bar", ["36.000001", "35.999999"])
def test_the_threshold_itself_is_exact(bar: str) -> None:
    units = attained({"42": 360_000})
    report(given("VN", bar, RATIO, kind=Kind.THRESHOLD))
    assert bool(Figures().reaching(unit("VN"), units, RATIO, MAY).reaching) is (bar == "35.999999")


def test_the_threshold_of_the_whole_counts_its_members() -> None:
    units = attained({"42": 360_000, "44": 380_000})
    report(given("VN", 36, RATIO, kind=Kind.THRESHOLD), given("cum-iv-2020", 37, RATIO, kind=Kind.THRESHOLD))
    assert codes(Figures().reaching(unit("cum-iv-2020"), units, RATIO, MAY).reaching) == ["44"]


def test_a_unit_without_a_figure_makes_the_count_unknown_and_is_named() -> None:
    units = attained({"42": 360_000, "44": None})
    report(given("VN", 36, RATIO, kind=Kind.THRESHOLD))
    count = Figures().reaching(unit("VN"), units, RATIO, MAY)
    assert count.quantity.value is None
    assert codes(count.missing) == ["44"]
    assert codes(count.reaching) == ["42"]


def test_without_a_threshold_there_is_no_count() -> None:
    count = Figures().reaching(unit("VN"), attained({"42": 360_000}), RATIO, MAY)
    assert count.quantity.value is None
    assert count.reaching == ()


def test_a_count_is_a_count_however_inexact_the_figures() -> None:
    report(given("42", 40, hedge=Hedge.OVER), given("42", 100, period="2020", kind=Kind.TARGET))
    report(given("VN", 36, RATIO, kind=Kind.THRESHOLD))
    count = Figures().reaching(unit("VN"), [unit("42")], RATIO, MAY)
    assert (count.quantity.value, count.quantity.hedge) == (Fraction(1), Hedge.EXACT)


def test_a_count_carries_every_figure_that_was_counted_and_the_threshold() -> None:
    units = attained({"42": 360_000, "44": 100})
    bar = report(given("VN", 36, RATIO, kind=Kind.THRESHOLD))
    figures = Figures()
    found = figures.ledger.observations(figures.reaching(unit("VN"), units, RATIO, MAY).quantity.facts)
    first = found[0] - found[0] % 2**24
    assert set(found) == {*range(first, first + 4), bar.first_key}
    assert len(found) == 5

"""The arithmetic of comparisons: exact, and silent about what cannot be had."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.compare.calc import (
    Quantity,
    at_least,
    count_reaching,
    difference,
    laggards,
    leaders,
    observed,
    percent_change,
    percent_of,
    rank,
    ratio,
    total,
)
from ansinh.indicators.catalogue import Direction
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact, Request, common_hedge

UNKNOWN = Quantity(None, BaseUnit.VND)
ZERO = Quantity(Fraction(0), BaseUnit.VND)


def vnd(value: int | str) -> Quantity:
    return Quantity(Fraction(value), BaseUnit.VND)


def percent(value: int | str) -> Quantity:
    return Quantity(Fraction(value), BaseUnit.PERCENT)


def fact(value: int, hedge: Hedge = Hedge.EXACT, *, expected: int = 0, reported: int = 0) -> Fact:
    asked = Request("collections", Period.first_months(2020, 5))
    return Fact(
        1,
        asked,
        Decimal(value),
        hedge,
        date(2020, 6, 5),
        observation=value,
        parts_expected=expected,
        parts_reported=reported,
    )


def values(ranked: tuple[object, ...]) -> list[object]:
    return [getattr(row, "item") for row in ranked]  # noqa: B009


def test_a_percentage_is_of_the_base() -> None:
    assert percent_change(vnd(150), vnd(120)).value == 25
    assert percent_of(vnd(150), vnd(120)).value == 125
    assert percent_change(vnd(1), vnd(3)).value == Fraction(-200, 3)


@pytest.mark.parametrize("base", [ZERO, UNKNOWN])
def test_nothing_is_a_percentage_of_nothing(base: Quantity) -> None:
    for made in (percent_change(vnd(5), base), percent_of(vnd(5), base), ratio(vnd(5), base, BaseUnit.PERCENT)):
        assert made.value is None
        assert not made.known


def test_what_is_made_of_the_unknown_is_unknown() -> None:
    assert difference(UNKNOWN, vnd(5)).value is None
    assert difference(vnd(5), UNKNOWN).value is None
    assert total([vnd(5), UNKNOWN], BaseUnit.VND).value is None
    assert at_least(UNKNOWN, vnd(5)) is None
    assert at_least(vnd(5), UNKNOWN) is None


def test_two_percentages_differ_by_percentage_points() -> None:
    made = difference(percent("45.1"), percent("42.71"))
    assert (made.value, made.unit) == (Fraction("2.39"), BaseUnit.PERCENTAGE_POINT)
    assert difference(vnd(5), vnd(3)).unit is BaseUnit.VND


def test_a_threshold_is_reached_by_the_exact_value_only() -> None:
    assert at_least(percent("35.999"), percent(36)) is False
    assert at_least(percent("36"), percent(36)) is True
    assert at_least(Quantity(Fraction(36) - Fraction(1, 10**30), BaseUnit.PERCENT), percent(36)) is False


def test_a_sum_with_a_part_missing_is_no_figure_but_keeps_its_facts() -> None:
    part = fact(8, expected=9, reported=8)
    assert observed(part, BaseUnit.VND) == Quantity(None, BaseUnit.VND, Hedge.EXACT, (part,))
    assert observed(None, BaseUnit.VND) == UNKNOWN
    assert observed(fact(8, expected=9, reported=9), BaseUnit.VND).value == 8


def test_facts_are_carried_once_each_in_order() -> None:
    first, second = fact(1), fact(2)
    one, two = observed(first, BaseUnit.VND), observed(second, BaseUnit.VND)
    assert percent_change(one, two).facts == (first, second)
    assert total([one, two, one], BaseUnit.VND).facts == (first, second)
    assert percent_change(one, UNKNOWN).facts == (first,)


@pytest.mark.parametrize(
    ("hedges", "common"),
    [
        ([], Hedge.EXACT),
        ([Hedge.EXACT, Hedge.EXACT], Hedge.EXACT),
        ([Hedge.OVER, Hedge.EXACT], Hedge.OVER),
        ([Hedge.OVER, Hedge.OVER], Hedge.OVER),
        ([Hedge.OVER, Hedge.UNDER], Hedge.ABOUT),
    ],
)
def test_a_result_is_as_exact_as_what_it_is_made_of(hedges: list[Hedge], common: Hedge) -> None:
    assert common_hedge(hedges) is common


# Ranks


def ranks(direction: Direction, *figures: int | None) -> list[tuple[int, int | None, bool]]:
    quantities = [UNKNOWN if figure is None else vnd(figure) for figure in figures]
    ranked = rank(range(len(figures)), lambda place: quantities[place], direction)
    return [(row.item, row.rank, row.tied) for row in ranked]


def test_equal_values_share_the_better_rank_and_the_next_is_skipped() -> None:
    assert ranks(Direction.HIGHER, 10, 30, 20, 20) == [(1, 1, False), (2, 2, True), (3, 2, True), (0, 4, False)]


def test_where_lower_is_better_the_lowest_is_first() -> None:
    assert ranks(Direction.LOWER, 10, 30, 20, 20) == [(0, 1, False), (2, 2, True), (3, 2, True), (1, 4, False)]


def test_what_has_no_figure_comes_last_without_a_rank() -> None:
    assert ranks(Direction.LOWER, None, 5, None) == [(1, 1, False), (0, None, False), (2, None, False)]
    assert ranks(Direction.HIGHER) == []


@given(st.lists(st.none() | st.integers(0, 5)), st.sampled_from(Direction))
def test_a_rank_counts_those_that_are_better(figures: list[int | None], direction: Direction) -> None:
    present = [figure for figure in figures if figure is not None]
    for place, found, tied in ranks(direction, *figures):
        figure = figures[place]
        if figure is None:
            assert (found, tied) == (None, False)
            continue
        better = [one for one in present if (one < figure if direction is Direction.LOWER else one > figure)]
        assert found == len(better) + 1
        assert tied == (present.count(figure) > 1)


@pytest.mark.parametrize(
    ("count", "first", "last"),
    [(1, [1], [0, 4]), (2, [1, 2, 3], [0, 4]), (3, [1, 2, 3], [0, 4, 2, 3]), (9, [1, 2, 3, 0, 4], [0, 4, 2, 3, 1])],
)
def test_leaders_and_laggards_take_in_all_who_are_tied(count: int, first: list[int], last: list[int]) -> None:
    quantities = [vnd(1), vnd(4), vnd(3), vnd(3), vnd(1), UNKNOWN]
    ranked = rank(range(6), lambda place: quantities[place], Direction.HIGHER)
    assert values(leaders(ranked, count)) == first
    assert sorted(values(laggards(ranked, count))) == sorted(last)
    worst = [row.quantity.value for row in laggards(ranked, count)]
    assert worst == sorted(worst)


def test_no_leaders_and_no_laggards_are_none() -> None:
    ranked = rank([1, 2], vnd, Direction.HIGHER)
    assert leaders(ranked, 0) == ()
    assert laggards(ranked, 0) == ()
    assert laggards((), 3) == ()


# Counts


def test_a_count_knows_who_reaches_and_who_is_missing() -> None:
    quantities = {"a": percent(36), "b": percent("35.999"), "c": percent(41)}
    count = count_reaching(list(quantities), quantities.__getitem__, percent(36))
    assert (count.reaching, count.items, count.missing) == (("a", "c"), ("a", "b", "c"), ())
    assert (count.quantity.value, count.quantity.unit) == (2, BaseUnit.UNIT)


@pytest.mark.parametrize("items", [[], ["a", "none"], ["none"]])
def test_a_count_of_nobody_or_with_somebody_missing_is_unknown(items: list[str]) -> None:
    quantities = {"a": percent(36), "none": Quantity(None, BaseUnit.PERCENT)}
    count = count_reaching(items, quantities.__getitem__, percent(36))
    assert count.quantity.value is None
    assert count.missing == tuple(item for item in items if item == "none")

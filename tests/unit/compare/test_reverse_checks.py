"""Published figures are checked against each other, each standing for all that rounds to it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansinh.compare.reverse import Implied, Interval, Role, reverse_check
from ansinh.kernel.measures import BILLION_DONG, PERCENT, PERSONS, DisplayUnit
from ansinh.kernel.numbers import Hedge, Written, parse_quantity, round_half_up

BILLION = 10**9

# Article 004, on cluster IV in May 2020.
ARTICLE = {
    Role.VALUE: "10.101,8 tỷ đồng",
    Role.CHANGE: "578,2 tỷ đồng",
    Role.CHANGE_PERCENT: "6,07%",
    Role.VS_PLAN: "36,45%",
}


def check(texts: Mapping[Role, str]) -> dict[Role, Implied]:
    found = reverse_check({role: parse_quantity(text) for role, text in texts.items()})
    assert [one.role for one in found] == list(Role)
    return {one.role: one for one in found}


def ends(one: Implied) -> tuple[Fraction, Fraction]:
    assert one.implied.bounded
    return one.implied.bounded


def contradicted(found: Mapping[Role, Implied]) -> set[Role]:
    return {role for role, one in found.items() if one.contradicted}


def test_the_article_of_cluster_iv_is_consistent_and_implies_its_plan_and_its_base() -> None:
    found = check(ARTICLE)
    assert contradicted(found) == set()
    low, high = ends(found[Role.PLAN])
    assert (round(low / BILLION), round(high / BILLION)) == (27_710, 27_718)
    low, high = ends(found[Role.BASE])
    assert (low, high) == (Fraction("9523.5") * BILLION, Fraction("9523.7") * BILLION)


def test_the_plan_of_the_article_by_its_printed_value_alone() -> None:
    """10.101,8 taken as exact: 27.710,3 to 27.717,9 tỷ, as the example workbooks have it."""
    figures = {Role.VALUE: parse_quantity("10.101,80000 tỷ đồng"), Role.VS_PLAN: parse_quantity("36,45%")}
    low, high = ends({one.role: one for one in reverse_check(figures)}[Role.PLAN])
    assert (round(low / BILLION, 1), round(high / BILLION, 1)) == (Fraction("27710.3"), Fraction("27717.9"))


def test_the_percentage_of_the_article_follows_from_its_value_and_change() -> None:
    found = check({role: ARTICLE[role] for role in (Role.VALUE, Role.CHANGE)})
    low, high = ends(found[Role.CHANGE_PERCENT])
    assert low < Fraction(5782, 95236) * 100 < high
    assert (round(low, 2), round(high, 2)) == (Fraction("6.07"), Fraction("6.07"))


def test_hoa_binh_s_new_persons_are_what_its_percentage_says() -> None:
    """June 2019: 3.426 persons, 2.053 more, 149,5 per cent."""
    found = check({Role.VALUE: "3.426 người", Role.CHANGE: "2.053 người", Role.CHANGE_PERCENT: "149,5%"})
    assert contradicted(found) == set()
    low, high = ends(found[Role.BASE])
    assert low <= 1373 <= high
    assert high - low < 4


@pytest.mark.parametrize(
    ("role", "wrong"),
    [
        (Role.VALUE, "10.181,8 tỷ đồng"),
        (Role.CHANGE, "587,2 tỷ đồng"),
        (Role.CHANGE_PERCENT, "6,70%"),
        (Role.CHANGE, "578,2 triệu đồng"),
    ],
)
def test_one_wrong_figure_of_three_is_found(role: Role, wrong: str) -> None:
    three = {one: ARTICLE[one] for one in (Role.VALUE, Role.CHANGE, Role.CHANGE_PERCENT)} | {role: wrong}
    assert role in contradicted(check(three))


def test_a_plan_that_does_not_fit_its_share_is_found() -> None:
    fitting = {Role.VALUE: ARTICLE[Role.VALUE], Role.VS_PLAN: "36,45%"}
    assert contradicted(check(fitting | {Role.PLAN: "27.713,5 tỷ đồng"})) == set()
    assert contradicted(check(fitting | {Role.PLAN: "27.719,0 tỷ đồng"})) == {Role.VALUE, Role.PLAN, Role.VS_PLAN}


def test_a_fall_is_checked_as_a_rise_is() -> None:
    fall = {Role.VALUE: "70.649 người", Role.BASE: "70.880 người", Role.CHANGE: "-231 người"}
    assert contradicted(check(fall)) == set()
    assert Role.CHANGE in contradicted(check(fall | {Role.CHANGE: "231 người"}))


def test_an_end_of_what_a_figure_stands_for_is_no_contradiction() -> None:
    """0,5 rounds to 1: it is the very end of both."""
    assert contradicted(check({Role.VALUE: "1 người", Role.BASE: "0 người", Role.CHANGE: "0 người"})) == set()
    assert contradicted(check({Role.VALUE: "3 người", Role.BASE: "0 người", Role.CHANGE: "1 người"})) != set()


def test_coarser_figures_imply_wider_intervals() -> None:
    wide = ends(check({Role.VALUE: "10 tỷ đồng", Role.VS_PLAN: "36%"})[Role.PLAN])
    narrow = ends(check({Role.VALUE: "10,00 tỷ đồng", Role.VS_PLAN: "36,00%"})[Role.PLAN])
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@pytest.mark.parametrize(
    "figures",
    [{}, {Role.VALUE: "5 người"}, {Role.VS_PLAN: "36,45%"}, {Role.BASE: "5 người", Role.VS_PLAN: "36,45%"}],
)
def test_too_few_figures_imply_nothing_and_contradict_nothing(figures: dict[Role, str]) -> None:
    found = check(figures)
    assert contradicted(found) == set()
    assert all(one.implied.bounded is None for role, one in found.items() if role in figures)


def test_a_base_that_may_be_zero_implies_no_percentage() -> None:
    found = check({Role.VALUE: "5 người", Role.BASE: "0 người"})
    assert found[Role.CHANGE_PERCENT].implied == Interval()
    assert ends(found[Role.CHANGE]) == (4, 6)


def test_intervals_meet_in_a_point_or_not_at_all() -> None:
    low, high, far = (Interval(Fraction(low), Fraction(low + 1)) for low in (0, 1, 3))
    assert not (low & high).empty
    assert (low & far).empty
    assert not (Interval() & low).empty
    assert Interval().bounded is None


def printed(value: Fraction, unit: DisplayUnit, decimals: int) -> Written:
    """As it would be read in a newspaper."""
    in_unit = Decimal(value.numerator) / Decimal(value.denominator) / Decimal(10**unit.power_of_ten)
    rounded = round_half_up(in_unit, decimals)
    return Written(unit.to_base(rounded), unit, Hedge.EXACT, decimals)


amounts = st.integers(1, 10**14).map(Fraction)


@given(
    value=amounts, base=amounts, plan=amounts, places=st.integers(0, 3), unit=st.sampled_from([PERSONS, BILLION_DONG])
)
def test_true_figures_however_rounded_are_never_contradicted(
    value: Fraction, base: Fraction, plan: Fraction, places: int, unit: DisplayUnit
) -> None:
    decimals = places if unit.power_of_ten else 0
    assume(max(value, base, plan) / min(value, base, plan) < 10**6)
    figures = {
        Role.VALUE: printed(value, unit, decimals),
        Role.BASE: printed(base, unit, decimals),
        Role.CHANGE: printed(value - base, unit, decimals),
        Role.CHANGE_PERCENT: printed((value - base) / base * 100, PERCENT, places),
        Role.PLAN: printed(plan, unit, decimals),
        Role.VS_PLAN: printed(value / plan * 100, PERCENT, places),
    }
    true = {
        Role.VALUE: value,
        Role.BASE: base,
        Role.CHANGE: value - base,
        Role.CHANGE_PERCENT: (value - base) / base * 100,
        Role.PLAN: plan,
        Role.VS_PLAN: value / plan * 100,
    }
    for one in reverse_check(figures):
        assert not one.contradicted
        assert not (one.implied & Interval(true[one.role], true[one.role])).empty

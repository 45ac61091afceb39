"""Figures in messages are exact and in the reader's language; hedged ones are compared only as far as it is certain."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.imports.checks.amounts import Amount, Share, high, low, surely_more
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact, Request


def figure(value: int, hedge: Hedge = Hedge.EXACT) -> NewFact:
    request = Request("participants_bhyt", Period.parse("2020-05-31"))
    return NewFact(unit=1, request=request, value=Decimal(value), hedge=hedge, sheet=0, row=0, column=0)


def test_an_amount_is_written_with_all_its_decimals() -> None:
    money = Amount("collections", Decimal("10101823000000"))
    assert money.text("vi") == "10.101,823 tỷ đồng"
    assert money.text("en") == "10,101.823 billion VND"
    assert Amount("collections", Decimal(10**12)).text("vi") == "1.000,0 tỷ đồng"


def test_an_amount_says_its_hedge() -> None:
    assert Amount("participants_bhyt", Decimal(10_000), Hedge.OVER).text("vi") == "hơn 10.000 người"


def test_a_change_has_its_sign() -> None:
    assert Share(Decimal("0.0607"), signed=True).text("vi") == "+6,1%"
    assert Share(Decimal("-0.5"), signed=True).text("en") == "-50.0%"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (figure(101), figure(100), True),
        (figure(100), figure(100), False),
        (figure(101), figure(100, Hedge.OVER), False),  # over 100 may well be 101
        (figure(106), figure(100, Hedge.OVER), True),
        (figure(101, Hedge.OVER), figure(100), True),
        (figure(103, Hedge.ABOUT), figure(100), False),
        (figure(100), figure(99, Hedge.UNDER), True),
    ],
)
def test_more_is_said_only_when_it_is_certain(one: NewFact, other: NewFact, expected: bool) -> None:
    assert surely_more(one, other) is expected


figures = st.builds(figure, st.integers(0, 10**15), st.sampled_from(Hedge))


@given(figures, figures)
def test_of_two_figures_at_most_one_is_surely_more(one: NewFact, other: NewFact) -> None:
    assert low(one) <= one.value <= high(one)
    assert not (surely_more(one, other) and surely_more(other, one))
    assert not surely_more(one, one)

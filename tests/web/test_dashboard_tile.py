"""A tile as it is printed: hedges and estimates kept, good and bad by the indicator's direction, in words."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ansinh.accounts.access import Actor
from ansinh.compare.bases import PREVIOUS_MONTH
from ansinh.compare.calc import Quantity, difference, percent_change
from ansinh.compare.reads import Comparison
from ansinh.compare.tiles import Tile
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import speaking
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.web.dashboards.ranking import shown_places
from ansinh.web.dashboards.tiling import TileView, tile_view
from ansinh.web.looking import Look
from tests.integration.factories import unit

pytestmark = pytest.mark.django_db

MAY, APRIL = Period.month(2020, 5), Period.month(2020, 4)


def persons(count: int) -> Quantity:
    return Quantity(Fraction(count), BaseUnit.PERSON)


def tile(value: Quantity, before: Quantity | None = None, indicator: str = "participants_bhyt") -> Tile:
    definition, unknown = catalogue()[indicator], Quantity(None, value.unit)
    change = before and Comparison(
        PREVIOUS_MONTH, APRIL, value, before, difference(value, before), percent_change(value, before)
    )
    return Tile(definition, value, change, unknown, unknown, definition, unknown, None, ())


def printed(one: Tile) -> TileView:
    with speaking("vi"):
        return tile_view(Look(unit("42"), MAY, Actor(1, "lan", "Lan", date(2020, 6, 1), ()), ()), one)


def test_a_hedge_is_kept() -> None:
    assert printed(tile(replace(persons(70_649), hedge=Hedge.OVER))).number == "hơn 70.649"


def test_an_estimate_is_marked_and_has_its_interval() -> None:
    shown = printed(tile(replace(persons(1_250), interval=(Fraction(1_000), Fraction(1_500)))))
    assert shown.is_estimate
    assert shown.text == "≈ 1.250 người (1.000 – 1.500)"


@pytest.mark.parametrize(
    ("indicator", "now", "then", "sense", "icon", "verdict"),
    [
        ("participants_bhyt", 11, 10, "good", "arrow-up", "better"),
        ("participants_bhyt", 9, 10, "bad", "arrow-down", "worse"),
        ("arrears", 11, 10, "bad", "arrow-up", "worse"),
        ("arrears", 9, 10, "good", "arrow-down", "better"),
        ("participants_bhyt", 10, 10, "quiet", "minus", "no change"),
    ],
)
def test_good_and_bad_follow_the_direction_of_the_indicator(
    indicator: str, now: int, then: int, sense: str, icon: str, verdict: str
) -> None:
    change = printed(tile(persons(now), persons(then), indicator)).change
    assert change is not None
    assert (change.sense, change.icon, change.verdict.text("en")) == (sense, icon, verdict)


def test_a_percentage_changes_in_percentage_points() -> None:
    value, before = (Quantity(Fraction(one), BaseUnit.PERCENT) for one in (91, 90))
    change = Comparison(PREVIOUS_MONTH, APRIL, value, before, difference(value, before), None)
    shown = printed(replace(tile(value, indicator="bhyt_coverage"), change=change))
    assert shown.number == "91,00%"
    assert shown.change is not None
    assert shown.change.text == "+1,00 điểm phần trăm"


def test_the_first_the_own_and_the_last_are_shown_of_many() -> None:
    assert shown_places([place == 12 for place in range(34)]) == [0, 1, 2, 3, 4, 5, 12, 31, 32, 33]
    assert shown_places([False] * 10) == list(range(10))

"""Of which units of another day a territory is made, through chains of mergers, splits and renames."""

import random
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.places.territory import Piece, Step, Territories
from tests.unit.places.histories import BEFORE_ALL, DAYS, MOMENTS, Eras, histories, territories

EARLY, BETWEEN, LATE = BEFORE_ALL, date(2019, 6, 1), date(2020, 6, 1)


def whole(*units: int) -> tuple[Piece, ...]:
    return tuple(Piece(unit, Fraction(1)) for unit in units)


MERGED = territories((1, 10, DAYS[0], 1), (2, 10, DAYS[0], 1), (10, 20, DAYS[1], 1), (3, 20, DAYS[1], 1))
TAKER = territories((1, 20, DAYS[1], 1), (2, 20, DAYS[1], 1))  # 20: the new version of 2, which took in 1
GIVER = territories((1, 10, DAYS[1], 3), (1, 20, DAYS[1], 1), (2, 20, DAYS[1], 1))  # 10: of 1, which gave 20 a part
SPLIT = territories((1, 10, DAYS[0], 1), (1, 11, DAYS[0], 3), (2, 11, DAYS[0], 1))


def test_a_merged_unit_is_the_sum_of_what_it_was_made_of_over_several_dates() -> None:
    assert MERGED.made_of([20], EARLY) == whole(1, 2, 3)
    assert MERGED.made_of([20], BETWEEN) == whole(3, 10)
    assert MERGED.made_of([20], LATE) == whole(20)


def test_what_was_merged_cannot_be_taken_apart_but_all_of_it_together_can_be_told() -> None:
    assert MERGED.made_of([1], BETWEEN) == (Piece(10, None),)
    assert MERGED.made_of([1, 2], BETWEEN) == whole(10)
    assert MERGED.made_of([1, 2], LATE) == (Piece(20, None),)
    assert MERGED.made_of([1, 2, 3], LATE) == whole(20)


def test_a_divided_unit_gives_each_its_share_by_weight() -> None:
    assert SPLIT.made_of([10], EARLY) == (Piece(1, Fraction(1, 4), registered=False),)
    assert SPLIT.made_of([11], EARLY) == (Piece(1, Fraction(3, 4), registered=False), Piece(2, Fraction(1)))
    assert SPLIT.made_of([10, 11], EARLY) == whole(1, 2)


def test_a_taker_is_another_unit_from_the_day_on_the_sum_of_itself_and_of_what_it_took() -> None:
    assert TAKER.made_of([20], EARLY) == whole(1, 2)
    assert TAKER.made_of([1], LATE) == TAKER.made_of([2], LATE) == (Piece(20, None),)
    assert TAKER.made_of([1, 2], LATE) == whole(20)
    assert TAKER.same_territory(2, LATE) is None
    assert TAKER.bounded_since(20) == DAYS[1]


def test_a_giver_is_another_unit_from_the_day_on_and_lies_wholly_in_what_it_was() -> None:
    assert GIVER.made_of([1], LATE) == (*whole(10), Piece(20, None))
    assert GIVER.made_of([10], EARLY) == (Piece(1, Fraction(3, 4), registered=False),)
    assert GIVER.made_of([20], EARLY) == (Piece(1, Fraction(1, 4), registered=False), *whole(2))
    assert GIVER.made_of([1, 2], LATE) == whole(10, 20)
    assert GIVER.same_territory(1, LATE) is None


def test_a_unit_that_was_there_before_is_not_made_of_what_it_took_in_later() -> None:
    there_before = Territories({1: (None, date(2019, 12, 31)), 2: (None, None)}, [Step(1, 2, DAYS[1], Fraction(1))])
    assert there_before.made_of([1], LATE) == (Piece(2, None),)


def test_shares_of_registered_population_are_no_guess() -> None:
    known = territories((1, 10, DAYS[0], 700), (1, 11, DAYS[0], 300), registered=[1])
    assert known.made_of([10], EARLY) == (Piece(1, Fraction(7, 10), registered=True),)


def test_a_unit_made_only_of_the_territory_is_whole_however_it_was_divided() -> None:
    assert SPLIT.made_of([1], BETWEEN) == (*whole(10), Piece(11, None))
    assert SPLIT.made_of([1, 2], BETWEEN) == whole(10, 11)


def test_a_renamed_unit_has_the_same_territory_a_merged_or_divided_one_has_not() -> None:
    renamed = territories((1, 2, DAYS[0], 1), (2, 3, DAYS[1], 1))
    assert renamed.same_territory(3, EARLY) == 1
    assert renamed.same_territory(1, LATE) == 3
    assert renamed.bounded_since(3) is None
    assert MERGED.same_territory(20, BETWEEN) is None
    assert MERGED.same_territory(10, EARLY) is None
    assert MERGED.same_territory(3, LATE) is None
    assert SPLIT.same_territory(10, EARLY) is None
    again = territories((1, 10, DAYS[2], 1), (2, 10, DAYS[2], 1), (10, 11, DAYS[3], 1))
    assert again.bounded_since(11) == DAYS[2]


def test_a_unit_of_which_it_is_not_recorded_what_was_there_has_no_pieces() -> None:
    lifetimes = {1: (DAYS[0], None), 2: (None, DAYS[0])}
    alone = Territories(lifetimes, [])
    assert alone.made_of([1], EARLY) is None
    assert alone.made_of([2], LATE) is None
    assert alone.made_of([1], BETWEEN) == whole(1)


@given(histories(), st.data())
def test_the_whole_country_is_the_whole_country_on_every_day(
    history: tuple[Territories, Eras], data: st.DataObject
) -> None:
    country, eras = history
    one = data.draw(st.integers(0, len(eras) - 1))
    other = data.draw(st.integers(0, len(eras) - 1))
    assert country.made_of(eras[one], MOMENTS[other]) == whole(*sorted(eras[other]))


@given(histories())
def test_the_shares_of_a_unit_in_all_later_ones_sum_to_one(history: tuple[Territories, Eras]) -> None:
    country, eras = history
    sums: dict[int, Fraction] = dict.fromkeys(eras[0], Fraction(0))
    for unit in eras[-1]:
        for piece in country.made_of([unit], EARLY) or ():
            assert piece.share is not None
            sums[piece.unit] += piece.share
    assert set(sums.values()) == {Fraction(1)}


@given(histories(), st.randoms())
def test_the_order_in_which_successions_were_recorded_does_not_matter(
    history: tuple[Territories, Eras], chance: random.Random
) -> None:
    country, eras = history
    rows = [step for unit in set().union(*eras) for step in country.origins(unit)]
    shuffled = Territories(country._lifetimes, chance.sample(rows, len(rows)))
    for unit in eras[-1]:
        assert shuffled.made_of([unit], EARLY) == country.made_of([unit], EARLY)


@pytest.mark.parametrize("day", MOMENTS)
def test_a_territory_is_told_of_every_unit_of_the_chain(day: date) -> None:
    for unit in (1, 2, 3, 10, 20):
        assert MERGED.made_of([unit], day) is not None

"""Whatever boundaries a country is looked at on, its total is the same, exactly."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ansinh.compare.calc import Quantity, shared, total
from ansinh.kernel.measures import BaseUnit
from ansinh.places.territory import Territories
from tests.unit.places.histories import MOMENTS, Eras, histories

PERSONS = BaseUnit.PERSON
Figures = dict[int, int]  # of the units of one era


def figure(country: Territories, unit: int, day: date, figures: Figures) -> Quantity:
    """Of the unit, from those that there were on the day of the figures."""
    pieces = country.made_of([unit], day)
    assert pieces is not None
    quantities = [shared(Quantity(Fraction(figures[piece.unit]), PERSONS), piece.share) for piece in pieces]
    return total(quantities, PERSONS)


@st.composite
def reported(draw: st.DrawFn) -> tuple[Territories, Eras, int, int, Figures]:
    """A country, the era its figures are of, another era, and the figures."""
    country, eras = draw(histories())
    one, other = draw(st.integers(0, len(eras) - 1)), draw(st.integers(0, len(eras) - 1))
    return country, eras, one, other, {unit: draw(st.integers(0, 10_000)) for unit in eras[one]}


@given(reported())
def test_the_total_is_kept_forward_and_lies_within_the_bounds_backward(
    drawn: tuple[Territories, Eras, int, int, Figures],
) -> None:
    country, eras, one, other, figures = drawn
    on_other = total([figure(country, unit, MOMENTS[one], figures) for unit in eras[other]], PERSONS)
    whole = sum(figures.values())
    assert on_other.within is not None
    assert on_other.within[0] <= whole <= on_other.within[1]
    if one <= other:  # merged and divided since: nothing has to be taken apart
        assert on_other.value == whole


@given(reported())
def test_all_units_together_are_exact_in_either_direction(
    drawn: tuple[Territories, Eras, int, int, Figures],
) -> None:
    country, eras, one, other, figures = drawn
    pieces = country.made_of(eras[other], MOMENTS[one]) or ()
    quantities = [shared(Quantity(Fraction(figures[piece.unit]), PERSONS), piece.share) for piece in pieces]
    together = total(quantities, PERSONS)
    assert together.value == sum(figures.values())
    assert not together.estimated


@given(reported())
def test_an_estimate_lies_in_its_interval_and_what_is_exact_has_none(
    drawn: tuple[Territories, Eras, int, int, Figures],
) -> None:
    country, eras, one, other, figures = drawn
    for unit in eras[other]:
        found = figure(country, unit, MOMENTS[one], figures)
        whole = all(piece.whole for piece in country.made_of([unit], MOMENTS[one]) or ())
        assert found.estimated is not whole
        if found.value is not None and found.interval is not None:
            assert found.interval[0] <= found.value <= found.interval[1]


@given(reported())
def test_forward_by_one_step_after_the_other_gives_what_one_step_gives(
    drawn: tuple[Territories, Eras, int, int, Figures],
) -> None:
    """The order in which mergers are followed does not matter: each era's figures from those of the one before."""
    country, eras, one, _other, figures = drawn
    at_once = {unit: figure(country, unit, MOMENTS[one], figures).value for unit in eras[-1]}
    stepwise = {unit: Fraction(value) for unit, value in figures.items()}
    for era in range(one + 1, len(eras)):
        made_of = {unit: country.made_of([unit], MOMENTS[era - 1]) or () for unit in eras[era]}
        stepwise = {
            unit: sum((stepwise[piece.unit] * (piece.share or 0) for piece in pieces), Fraction(0))
            for unit, pieces in made_of.items()
        }
    assert stepwise == at_once

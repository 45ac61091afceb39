"""What a report is made from is kept as JSON and read again unchanged."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, end_of_year
from ansinh.compare.boundaries import Boundaries
from ansinh.documents.tree import Form
from ansinh.kernel.language import LANGUAGES
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.reports.outlines.reading import outlines
from ansinh.reports.recipe import Recipe

PERIODS = st.one_of(
    st.builds(Period.month, st.integers(1996, 2040), st.integers(1, 12)),
    st.builds(Period.quarter, st.integers(1996, 2040), st.integers(1, 4)),
    st.builds(Period.half_year, st.integers(1996, 2040), st.integers(1, 2)),
    st.builds(Period.first_months, st.integers(1996, 2040), st.integers(1, 12)),
    st.builds(Period.year, st.integers(1996, 2040)),
    st.builds(Period.day, st.dates(date(1996, 1, 1), date(2040, 12, 31))),
    st.dates(date(1996, 1, 2), date(2040, 12, 31)).map(lambda end: Period(date(end.year, 1, 1), end)),
)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=7))])
MOMENTS = st.builds(datetime.fromtimestamp, st.integers(950_000_000, 2_200_000_000), ZONES)
SCOPES = st.builds(
    Scope,
    reported_by=st.none() | st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    recorded_by=st.none() | MOMENTS,
    draft=st.booleans(),
)
BASES = st.sampled_from([SAME_PERIOD, PREVIOUS_MONTH, *map(end_of_year, range(2010, 2020))])
BOUNDARIES = st.sampled_from([Boundaries(), *map(Boundaries.parse, ("reported", "like-for-like", "2026-01-01"))])
RECIPES = st.builds(
    Recipe,
    unit=st.sampled_from(["42", "VN", "418", "cum-iv-2020", "00001"]),
    period=PERIODS,
    outline=st.sampled_from([one.id for one in outlines()]),
    language=st.sampled_from(LANGUAGES),
    scope=SCOPES,
    against=st.none() | st.lists(BASES, unique=True).map(tuple),
    boundaries=BOUNDARIES,
    years=st.lists(st.integers(1995, 2040), unique=True).map(lambda years: tuple(sorted(years))),
    about=st.text(st.characters(exclude_categories=["Cs"])),
    form=st.none() | st.sampled_from(Form),
    text=st.text(st.characters(exclude_categories=["Cs"])),
)


@given(RECIPES)
def test_a_recipe_is_the_same_after_it_was_kept(recipe: Recipe) -> None:
    assert Recipe.from_json(json.loads(json.dumps(recipe.to_json()))) == recipe


@given(RECIPES, MOMENTS)
def test_asked_of_another_moment_only_that_differs(recipe: Recipe, moment: datetime) -> None:
    again = recipe.as_recorded_by(moment)
    assert again.scope.recorded_by == moment
    kept, now = recipe.to_json(), again.to_json()
    assert {name for name in kept if kept[name] != now[name]} <= {"recorded_by"}  # type: ignore[literal-required]
    assert (again.scope.reported_by, again.scope.draft) == (recipe.scope.reported_by, recipe.scope.draft)

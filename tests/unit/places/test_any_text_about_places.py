"""Whatever is typed, the gazetteer answers; whatever rule a place is written by, with all its areas, it is found."""

import unicodedata
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from ansinh.places.gazetteer import LEVELS, Outcome
from tests.corpus.places.catalogue import catalogue_of, gazetteer_of
from tests.corpus.places.make import ABBREVIATED, Path_, full, plain

DAYS = (date(2025, 6, 30), date(2026, 6, 1))
PATHS = {
    day: [(place, *catalogue_of(day).around(place)) for place in catalogue_of(day).places if place.level != "country"]
    for day in DAYS
}
days = st.sampled_from(DAYS)
paths = days.flatmap(lambda day: st.tuples(st.just(day), st.sampled_from(PATHS[day])))
texts = st.text(max_size=60) | st.text("aăâđeêtpxhqư ẮÀÁẢÃẠIVX0123456789-–,.()/'̣̀", max_size=60)


@given(texts, days, st.sampled_from([None, *LEVELS]), st.sampled_from([None, 1, 2, 999_999]))
def test_any_text_is_answered(text: str, day: date, level: str | None, within: int | None) -> None:
    match = gazetteer_of(day).resolve(text, level=level, within=within)
    if match.outcome in (Outcome.EXACT, Outcome.UNIQUE):
        assert len(match.places) == 1
    if match.outcome is Outcome.AMBIGUOUS:
        assert len(set(match.places)) > 1
    if match.outcome is Outcome.UNKNOWN:
        assert len(match.places) <= 5
        return
    assert all(level in (None, place.level) for place in match.places)
    assert all(within is None or within in place.within for place in match.places)


@given(texts, days)
def test_the_encoding_of_marks_changes_no_answer(text: str, day: date) -> None:
    gazetteer = gazetteer_of(day)
    answer = gazetteer.resolve(text)
    assert gazetteer.resolve(unicodedata.normalize("NFD", text)) == answer
    assert gazetteer.resolve(unicodedata.normalize("NFC", text)) == answer


@given(
    paths,
    st.sampled_from([", ", " - ", "; ", "/", " – ", "\n", " "]),
    st.booleans(),
    st.sampled_from([str, str.upper, str.lower]),
    st.sampled_from(["NFC", "NFD"]),
)
def test_a_place_with_its_areas_is_found(
    path: tuple[date, Path_], separator: str, backward: bool, case: Callable[[str], str], form: Literal["NFC", "NFD"]
) -> None:
    day, places = path
    names = [place.full_name for place in (reversed(places) if backward else places)]
    match = gazetteer_of(day).resolve(unicodedata.normalize(form, case(separator.join(names))))
    assert match.outcome is Outcome.EXACT
    assert match.places == (places[0],)


@given(paths, st.sampled_from(["", " "]), st.randoms(use_true_random=False))
def test_abbreviated_and_without_some_marks_it_is_among_those_found(
    path: tuple[date, Path_], between: str, chance: Random
) -> None:
    day, places = path
    text = ", ".join(f"{ABBREVIATED[one.designation]}{between}{one.name}" for one in places)
    text = "".join(plain(one) if chance.random() < 0.5 else one for one in text)
    assert places[0] in gazetteer_of(day).resolve(text).places


@given(paths)
def test_without_any_mark_it_is_among_those_found(path: tuple[date, Path_]) -> None:
    day, places = path
    assert places[0] in gazetteer_of(day).resolve(plain(full(places))).places

"""The two phrase books say the same things, and hold nothing that is not a word."""

import re
from string import Formatter

import pytest

from ansinh.indicators.catalogue import IndicatorType, catalogue
from ansinh.kernel.language import LANGUAGES, Language
from ansinh.reports.sentences import plain
from ansinh.reports.sentences.phrases import named, phrasebook

WORDS_ALONE = ("nouns.", "schemes.", "rates.", "shares.")
GRAMMAR_ALONE = {
    *("noun", "scheme", "unit", "parts", "this", "verb"),
    *("when", "during", "span", "year", "first_when", "last_when", "before"),
}


def phrases(language: Language) -> dict[str, tuple[str, ...]]:
    return phrasebook(language).phrases


def places(phrase: str) -> set[str]:
    return {place for _words, place, _specification, _conversion in Formatter().parse(phrase) if place}


def test_both_books_have_the_same_keys() -> None:
    vietnamese, english = ({key for key in phrases(one) if not key.startswith("nouns.")} for one in LANGUAGES)
    assert vietnamese == english


def test_each_wording_of_a_phrase_places_the_same_figures_in_both_languages() -> None:
    for key, wordings in phrases("vi").items():
        if key.startswith(WORDS_ALONE):
            continue
        said = {frozenset(places(one) - GRAMMAR_ALONE) for one in (*wordings, *phrases("en")[key])}
        assert len(said) == 1, (key, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_hold_no_digits_and_end_without_a_full_stop(language: Language) -> None:
    for key, wordings in phrases(language).items():
        for phrase in wordings:
            assert not re.search(r"\d", phrase) or key.startswith("nouns."), key
            assert not phrase.endswith("."), key
            assert "  " not in phrase, key


def test_every_indicator_has_a_noun_of_its_own_in_english() -> None:
    """Its name in the catalogue stands alone, over a column, and is not made for a sentence."""
    nouns = {key.removeprefix("nouns.") for key in phrases("en") if key.startswith("nouns.")}
    assert nouns == set(catalogue().indicators)


def test_nouns_and_schemes_are_of_indicators_that_exist() -> None:
    for language in LANGUAGES:
        for key in phrases(language):
            group, _dot, name = key.partition(".")
            if group in ("nouns", "schemes", "rates", "shares"):
                assert name in catalogue().indicators


def test_every_share_of_the_plan_with_a_bar_has_a_word_for_the_bar() -> None:
    """An indicator that is held to a month's bar is named with it."""
    book = phrasebook("vi")
    for indicator in catalogue().indicators.values():
        measured = catalogue().plan_of(indicator.id)
        if indicator.type is IndicatorType.FLOW and measured and catalogue().count_of(measured.id):
            assert f"rates.{indicator.id}" in book


@pytest.mark.parametrize(
    ("name", "constants"),
    [("Quận 5", ["5"]), ("tiêu chí 15.1", ["15.1"]), ("Hà Tĩnh", []), ("5 và 12 xã", ["5", "12"])],
)
def test_a_number_in_a_name_is_part_of_it(name: str, constants: list[str]) -> None:
    inlines = named(name)
    assert plain(inlines) == name
    assert [inline.text for inline in inlines if inline.text[:1].isdigit()] == constants

"""Whatever the figures are, what is said of them agrees with them, and reads as a sentence."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, Base, end_of_year
from ansinh.compare.printing import ABOUT_EQUAL
from ansinh.documents.tree import Constant, Figure, Text
from ansinh.indicators.catalogue import IndicatorType, catalogue
from ansinh.kernel.language import LANGUAGES, Language
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.places.models import Level
from ansinh.reports.content import ReportContent
from ansinh.reports.numerals import Binding, numerals
from ansinh.reports.sentences import Inlines, SentenceKind, Sentences, plain
from tests.unit.reports.sentences.contents import BILLION, CLUSTER, Given, GivenYear, Value, area, make_content

INDICATORS = (
    "collections",
    "participants_bhxh_compulsory",
    "participants_bhxh_voluntary",
    "participants_bhxh",
    "participants_bhyt",
    "bhyt_coverage",
    "arrears",
    "arrears_ratio",
    "employers_in_arrears_3_months",
    "health_spending",
    "new_participants_bhxh_voluntary",
)
PERIODS = ("2020-05", "2020-5M", "2020-Q2", "2020-H1", "2020", "2020-01-01/2020-05-15", "2020-06-30")
UNITS = (CLUSTER, area("Việt Nam", Level.COUNTRY), area("Hà Tĩnh", Level.PROVINCE, "tỉnh"))
BASES = (SAME_PERIOD, PREVIOUS_MONTH, end_of_year(2018), end_of_year(2017), end_of_year(2015))
VERBS = {
    "vi": {"tăng": 1, "giảm": -1, "cao hơn": 1, "thấp hơn": -1, "lên": 1, "xuống": -1, "vượt": 1},
    "en": {
        "up": 1,
        "down": -1,
        "increase": 1,
        "decrease": -1,
        "rose": 1,
        "fell": -1,
        "falls": -1,
        "rise": 1,
        "fall": -1,
        "above": 1,
        "below": -1,
        "grew": 1,
        "declined": -1,
        "exceeded": 1,
        "over": 1,
    },
}


def values(name: str) -> st.SearchStrategy[int | Fraction]:
    """Small enough to meet ties, zeros and equal printed figures."""
    unit = catalogue()[name].unit
    if unit is BaseUnit.PERCENT:
        return st.fractions(min_value=0, max_value=100, max_denominator=1000)
    if unit is BaseUnit.VND:
        return st.integers(0, 40).map(lambda tenths: tenths * BILLION // 7)
    return st.integers(0, 2000)


@st.composite
def givens(draw: st.DrawFn, name: str, bases: tuple[Base, ...]) -> Given:
    one = values(name)
    maybe = st.none() | one
    hedge = draw(st.sampled_from([Hedge.EXACT, Hedge.EXACT, Hedge.EXACT, *Hedge]))
    value = draw(one) if draw(st.integers(0, 9)) else None
    interval = None
    if value is not None and hedge is Hedge.EXACT and not draw(st.integers(0, 5)):
        interval = (Fraction(value) * Fraction(9, 10), Fraction(value) * Fraction(11, 10))
    ratio_or_planned = catalogue().plan_of(name) or catalogue()[name].type is IndicatorType.RATIO
    plan = draw(maybe) if ratio_or_planned else None
    return Given(value, plan, {base: draw(maybe) for base in bases}, hedge, interval)


@st.composite
def samples(draw: st.DrawFn) -> "Sample":
    names = draw(st.lists(st.sampled_from(INDICATORS), unique=True, min_size=1, max_size=6))
    bases = tuple(draw(st.lists(st.sampled_from(BASES), unique=True, max_size=5)))
    count = draw(st.sampled_from([0, 2, 5, 9]))
    parts = [{name: draw(givens(name, bases)) for name in names} for _ in range(count)]
    years = {name: draw(yearly(name)) for name in names if draw(st.booleans())}
    share = st.none() | st.integers(0, 60)
    by_month = {month: (draw(share), draw(share)) for month in range(1, 9)}
    before = {f"{name}.vs_plan": [draw(share) for _ in parts] for name in names if catalogue().plan_of(name) and parts}
    content = make_content(
        {name: draw(givens(name, bases)) for name in names},
        period=Period.parse(draw(st.sampled_from(PERIODS))),
        parts=parts,
        bar=draw(share),
        years=years,
        months={"collections": by_month} if draw(st.booleans()) else {},
        ranks_before=before,
        years_without_data=draw(st.sampled_from([(), (2016,), (2015, 2016)])),
        whole_unit=draw(st.sampled_from(UNITS)),
    )
    return Sample(content)


class Sample:
    """Hypothesis prints what failed: a whole report would be thousands of lines."""

    def __init__(self, content: ReportContent) -> None:
        self.content = content

    def __repr__(self) -> str:
        return f"a report of {len(self.content.figures)} figures"


@st.composite
def yearly(draw: st.DrawFn, name: str) -> dict[int, GivenYear]:
    planned = catalogue().plan_of(name) or catalogue()[name].type is IndicatorType.RATIO
    maybe: st.SearchStrategy[Value] = st.none() | values(name) | values(name)
    kept = draw(st.booleans())
    last = draw(st.sampled_from([2018, 2020]))
    found = draw(st.lists(values(name) if kept else maybe, min_size=2, max_size=6))
    if kept and draw(st.booleans()):
        found = sorted(found)  # type: ignore[type-var]
    first = last - len(found) + 1
    return {
        first + place: GivenYear(value, draw(values(name)) if planned else None) for place, value in enumerate(found)
    }


def passages(content: ReportContent, language: Language) -> Iterator[tuple[SentenceKind, list[Inlines]]]:
    sentences = Sentences(content, language)
    for kind in SentenceKind:
        yield kind, sentences.of(kind, INDICATORS)


def all_sentences(content: ReportContent, language: Language) -> list[Inlines]:
    return [sentence for _kind, passage in passages(content, language) for sentence in passage]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(sample=samples())
def test_sentences_end_once_begin_with_a_capital_and_are_spaced(sample: Sample, language: Language) -> None:
    content = sample.content
    for sentence in all_sentences(content, language):
        said = plain(sentence)
        assert said.endswith(".")
        assert not said.endswith("..")
        assert said[0].isupper() or said[0].isdigit()
        assert not re.search(r"\s\s|\s[,.;:)]|\(\s|[,;:]\s?[,;:.]|\(\)|[{}]|None|–\)|\(–", said), said
        assert not re.search(r"[^\W\d_][.;][^\W\d_]", said), said


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(sample=samples())
def test_each_number_is_a_known_figure_as_it_is_printed(sample: Sample, language: Language) -> None:
    content = sample.content
    for sentence in all_sentences(content, language):
        for inline in sentence:
            if isinstance(inline, Figure):
                shown = content.figures[inline.id]
                assert shown.quantity.known, plain(sentence)
                printed = (shown.text(language), shown.size(language), shown.number(language))
                assert inline.text in {one.removeprefix(ABOUT_EQUAL).strip() for one in printed}
            elif isinstance(inline, Constant):
                assert inline.text.isdigit()


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(sample=samples())
def test_the_words_hold_no_numerals_but_times(sample: Sample, language: Language) -> None:
    content = sample.content
    for sentence in all_sentences(content, language):
        for inline in sentence:
            if isinstance(inline, Text):
                wrong = [one for one in numerals(inline.text) if one.binding not in (Binding.DATE, Binding.DOCUMENT)]
                assert not wrong, (wrong, plain(sentence))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(sample=samples())
def test_verbs_agree_with_the_signs_of_changes(sample: Sample, language: Language) -> None:
    for kind, passage in passages(sample.content, language):
        for sentence in passage if kind is not SentenceKind.OUTLOOK else ():  # which says what has yet to change
            for place, inline in enumerate(sentence):
                if isinstance(inline, Figure) and sample.content.figures[inline.id].signed:
                    rounded = sample.content.figures[inline.id].rounded
                    assert rounded, plain(sentence)
                    said = said_way(sentence, place, language)
                    assert said == (1 if rounded > 0 else -1), (inline, plain(sentence))


def said_way(sentence: Inlines, place: int, language: Language) -> int:
    """By the last verb before the figure, but "0.5 points above"."""
    after = plain(sentence[place + 1 : place + 2]).split(maxsplit=1)[:1]
    return VERBS[language].get("".join(after)) or last_verb(plain(sentence[:place]), language)


def last_verb(text: str, language: Language) -> int:
    verbs = VERBS[language]
    found = list(re.finditer(rf"\b({'|'.join(verbs)})\b", text.casefold()))
    return verbs[found[-1][1]] if found else 0


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(sample=samples())
def test_a_difference_of_percentages_is_in_points(sample: Sample, language: Language) -> None:
    content = sample.content
    points = "điểm phần trăm" if language == "vi" else "percentage points"
    for sentence in all_sentences(content, language):
        for inline in sentence:
            if isinstance(inline, Figure) and content.figures[inline.id].signed:
                name = next(part for part in inline.id.split(".") if part in catalogue().indicators)
                of_share = catalogue()[name].unit is BaseUnit.PERCENT or inline.id.endswith("vs_threshold")
                assert inline.text.endswith(points) == of_share, plain(sentence)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(sample=samples())
def test_no_two_neighbours_begin_with_the_same_four_words(sample: Sample, language: Language) -> None:
    content = sample.content
    for _kind, passage in passages(content, language):
        beginnings = [plain(sentence).split()[:4] for sentence in passage]
        assert all(one != other for one, other in pairwise(beginnings)), beginnings


@settings(max_examples=40)
@given(sample=samples())
def test_both_languages_say_the_same_figures_in_as_many_sentences(sample: Sample) -> None:
    content = sample.content
    for kind in SentenceKind:
        vietnamese, english = (figures(Sentences(content, language).of(kind, INDICATORS)) for language in LANGUAGES)
        assert vietnamese == english


def figures(passage: list[Inlines]) -> list[list[str]]:
    return [sorted(inline.id for inline in sentence if isinstance(inline, Figure)) for sentence in passage]


@settings(max_examples=40)
@given(sample=samples())
def test_the_same_content_gives_the_same_words(sample: Sample) -> None:
    content = sample.content
    assert all_sentences(content, "vi") == all_sentences(content, "vi")

"""Every written form of the corpus is answered, and none is answered with another place.

Precision: of the forms answered with one place, how many are that place. Recall: of the forms that mean one place, how
many are answered with it. Both are printed; run with ``-rP`` to see them for each rule.
"""

import sys
from collections import Counter
from pathlib import Path

import pytest

from ansinh.places.gazetteer import Match, Outcome
from tests.corpus.places import make
from tests.corpus.places.catalogue import catalogue_of, gazetteer_of
from tests.corpus.places.make import Form

BY_HAND = Path(make.__file__).with_name("by_hand.csv")
FORMS = [*make.read(BY_HAND), *make.read(make.MADE)]
ONE = ("exact", "unique")


def asked(form: Form) -> Match:
    within = catalogue_of(form.day).by_key[form.within].key if form.within else None
    return gazetteer_of(form.day).resolve(form.written, level=form.level or None, within=within)


def answer(form: Form, match: Match) -> set[str]:
    keys = catalogue_of(form.day).keys
    return set() if match.outcome is Outcome.UNKNOWN else {keys[place.key] for place in match.places}


def test_no_form_is_answered_with_another_place(capsys: pytest.CaptureFixture[str]) -> None:
    answers = [(form, asked(form)) for form in FORMS]
    one_answer = [(form, match) for form, match in answers if match.outcome in ONE]
    wrong = [form for form, match in one_answer if answer(form, match) != set(form.answer.split())]
    one_meant = [(form, match) for form, match in answers if form.outcome in ONE]
    missed = [form for form, match in one_meant if match.outcome not in ONE]
    precision, recall = 1 - len(wrong) / len(one_answer), 1 - len(missed) / len(one_meant)
    summary = f"names: {len(FORMS)} written forms, precision {precision:.4f}, recall {recall:.4f}"
    with capsys.disabled():
        sys.stdout.write(f"\n{summary}\n")
    lines = [summary]
    for rule, count in Counter(form.rule for form in FORMS).items():
        lines.append(f"{rule:30}{count:5}" + _those("wrong", rule, wrong) + _those("missed", rule, missed))
    sys.stdout.write("\n".join(lines))
    assert wrong == []
    assert recall >= 0.98


def _those(word: str, rule: str, forms: list[Form]) -> str:
    return "".join(f" {word}: {form.written!r}" for form in forms if form.rule == rule)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_outcomes_are_those_of_the_corpus(outcome: Outcome) -> None:
    forms = [form for form in FORMS if form.outcome == outcome]
    assert len(forms) > 30
    assert [form for form in forms if (match := asked(form)).outcome != outcome or not right(form, match)] == []


def right(form: Form, match: Match) -> bool:
    return answer(form, match) == set(form.answer.split())


def test_the_corpus_is_large_and_comes_out_the_same() -> None:
    assert len(make.read(make.MADE)) >= 800
    assert len(make.read(BY_HAND)) >= 120
    assert list(make.made()) == make.read(make.MADE)


def test_near_places_are_at_most_five_and_nearest_first() -> None:
    unknown = [form for form in FORMS if form.outcome == "unknown"]
    assert max(len(asked(form).places) for form in unknown) == 5
    mistyped = [form for form in make.read(make.MADE) if form.rule in ("mistyped", "another tone")]
    assert len(mistyped) > 30
    assert [form for form in mistyped if not in_the_area_written(form)] == []


def in_the_area_written(form: Form) -> bool:
    """Whether the nearest place is there: the corpus does not say which was meant."""
    area = form.written.split(", ")[1]
    first = asked(form).places[:1]
    return any(one.full_name == area for place in first for one in catalogue_of(form.day).around(place))

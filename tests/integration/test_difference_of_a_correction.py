"""What a correction changes is shown figure by figure, the same before and after its approval."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from ansinh.kernel.numbers import Hedge
from ansinh.ledger.actions import approve
from ansinh.ledger.differences import Difference, difference
from ansinh.ledger.models import Submission
from tests.integration.factories import APPROVER, INSURED, given, hand_in, record, report, unit

pytestmark = pytest.mark.django_db

TENTH, TWENTIETH = date(2020, 6, 10), date(2020, 6, 20)
CODES = ("42", "44", "45", "46", "48")


def said(shown: Difference) -> dict[str, tuple[Decimal | None, Decimal, Decimal | None]]:
    """Of each changed or added figure: before, after, change."""
    names = {unit(code).pk: code for code in CODES}
    return {
        f"{names[change.after.unit]} {change.after.request.indicator}": (
            change.before.value if change.before else None,
            change.after.value,
            change.by,
        )
        for change in (*shown.changed, *shown.added)
    }


def correction() -> Submission:
    first = report(given("42", 100), given("44", 50), given("45", 7))
    return hand_in(given("42", 101), given("44", 50), given("46", 3), given("42", 9, INSURED), on=TENTH, corrects=first)


@pytest.mark.parametrize("is_approved", [False, True])
def test_changed_added_and_unchanged_figures_are_told_apart(is_approved: bool) -> None:
    submission = correction()
    if is_approved:
        approve(by=APPROVER, submission=submission)
    shown = difference(submission)
    assert said(shown) == {
        "42 collections": (100, 101, 1),
        "46 collections": (None, 3, None),
        f"42 {INSURED}": (None, 9, None),
    }
    assert (len(shown.changed), len(shown.added), shown.same, shown.approved) == (1, 2, 1, is_approved)


def test_both_figures_name_their_cells() -> None:
    first = report(given("42", 100)._replace(row=6, column=2), given("44", 1))
    submission = record(given("42", 101)._replace(row=8, column=3), on=TENTH, corrects=first)
    (change,) = difference(submission).changed
    assert change.before
    assert (change.before.place, change.before.submission) == ("S!C7", first.pk)
    assert (change.after.place, change.after.submission) == ("S!D9", submission.pk)


def test_a_correction_of_a_correction_is_shown_beside_the_latest() -> None:
    first = report(given("42", 100))
    second = report(given("42", 101), on=TENTH, corrects=first)
    third = report(given("42", 103), on=TWENTIETH, corrects=second)
    assert said(difference(third)) == {"42 collections": (101, 103, 2)}
    assert said(difference(second)) == {"42 collections": (100, 101, 1)}  # as it was then
    assert said(difference(first)) == {"42 collections": (None, 100, None)}


def test_another_hedge_is_a_change() -> None:
    first = report(given("42", 100))
    submission = record(given("42", 100, hedge=Hedge.OVER), on=TENTH, corrects=first)
    (change,) = difference(submission).changed
    assert (change.by, change.after.hedge) == (0, Hedge.OVER)


def test_a_file_that_corrects_nothing_shows_what_it_would_clash_with() -> None:
    report(given("42", 100))
    assert said(difference(record(given("42", 90), given("44", 1)))) == {
        "42 collections": (100, 90, -10),
        "44 collections": (None, 1, None),
    }


values = st.dictionaries(st.sampled_from(CODES), st.integers(0, 3), min_size=1)


@settings(max_examples=25)
@drawn(old=values, new=values)
def test_the_difference_is_that_of_the_two_files(old: dict[str, int], new: dict[str, int]) -> None:
    with transaction.atomic():
        first = report(*(given(code, value) for code, value in old.items()))
        submission = record(*(given(code, value) for code, value in new.items()), on=TENTH, corrects=first)
        shown = difference(submission)
        assert said(shown) == {
            f"{code} collections": (old.get(code), value, value - old[code] if code in old else None)
            for code, value in new.items()
            if old.get(code) != value
        }
        assert shown.same == sum(old.get(code) == value for code, value in new.items())
        transaction.set_rollback(True)

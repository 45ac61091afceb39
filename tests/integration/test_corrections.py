"""A correction stands in place of what it corrects, and the past still gives the past's answer."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from ansinh.ledger.actions import approve, lock, unlock
from ansinh.ledger.errors import (
    AlreadyApprovedError,
    CorrectionDatedEarlierError,
    CorrectsAnotherError,
    CorrectsNothingError,
    StateError,
)
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import State, Submission, Supersession
from ansinh.ledger.submissions import states_of
from tests.integration.factories import APPROVER, INSURED, ask, given, hand_in, moment, record, report, rows, value_of

pytestmark = pytest.mark.django_db

FIFTH, TENTH, TWENTIETH = date(2020, 6, 5), date(2020, 6, 10), date(2020, 6, 20)


def as_reported_by(day: date) -> Decimal | None:
    return value_of("42", scope=Scope(reported_by=day))


def refused_approval(submission: Submission, error: type[Exception]) -> Exception:
    """The refusal; it leaves the ledger as it was."""
    before = rows()
    with pytest.raises(error) as refusal:
        approve(by=APPROVER, submission=submission)
    assert rows() == before
    assert states_of([submission.pk])[submission.pk] is State.SUBMITTED
    return refusal.value


def test_a_correction_counts_from_its_approval_on() -> None:
    first = report(given("42", 100))
    correction = hand_in(given("42", 101), on=TENTH, corrects=first)
    assert value_of("42") == 100
    approve(by=APPROVER, submission=correction)
    assert value_of("42") == 101


def test_as_reported_by_a_day_sees_what_was_reported_by_then() -> None:
    first = report(given("42", 100), on=FIFTH)
    report(given("42", 101), on=TENTH, corrects=first)
    assert as_reported_by(date(2020, 6, 4)) is None
    assert as_reported_by(FIFTH) == 100
    assert as_reported_by(date(2020, 6, 9)) == 100
    assert as_reported_by(TENTH) == 101


def test_as_recorded_by_a_moment_sees_what_was_approved_by_then() -> None:
    start = moment()
    first = hand_in(given("42", 100))
    handed_in = moment()
    approve(by=APPROVER, submission=first)
    approved = moment()
    correction = hand_in(given("42", 101), corrects=first)
    correction_handed_in = moment()
    approve(by=APPROVER, submission=correction)
    end = moment()
    seen = [
        value_of("42", scope=Scope(recorded_by=then))
        for then in (start, handed_in, approved, correction_handed_in, end)
    ]
    assert seen == [None, None, 100, 100, 101]


def test_a_draft_recorded_later_is_not_seen_as_recorded_by_an_earlier_moment() -> None:
    report(given("42", 100))
    then = moment()
    hand_in(given("44", 50))
    assert value_of("44", scope=Scope(draft=True)) == 50
    assert value_of("44", scope=Scope(draft=True, recorded_by=then)) is None
    assert value_of("42", scope=Scope(draft=True, recorded_by=then)) == 100


def test_a_report_backdated_into_the_past_shows_there_only_to_who_knows_it_now() -> None:
    """Declared for the 5th, approved after the moment: the report of the 5th has it, the auditor's ledger not."""
    then = moment()
    report(given("42", 100), on=FIFTH)
    assert value_of("42", scope=Scope(reported_by=FIFTH)) == 100
    assert value_of("42", scope=Scope(reported_by=FIFTH, recorded_by=then)) is None


def test_a_chain_of_two_corrections_gives_each_day_its_own_figure() -> None:
    first = report(given("42", 100), on=FIFTH)
    before_second = moment()
    second = report(given("42", 101), on=TENTH, corrects=first)
    before_third = moment()
    report(given("42", 102), on=TWENTIETH, corrects=second)
    assert [as_reported_by(day) for day in (FIFTH, TENTH, TWENTIETH)] == [100, 101, 102]
    assert value_of("42", scope=Scope(recorded_by=before_second)) == 100
    assert value_of("42", scope=Scope(recorded_by=before_third)) == 101
    assert value_of("42", scope=Scope(reported_by=FIFTH, recorded_by=before_third)) == 100


def test_two_corrections_of_one_submission_the_one_approved_last_stands() -> None:
    first = report(given("42", 100), on=FIFTH)
    one = hand_in(given("42", 101), on=TENTH, corrects=first)
    other = hand_in(given("42", 102), on=TENTH, corrects=first)
    approve(by=APPROVER, submission=other)
    assert value_of("42") == 102
    approve(by=APPROVER, submission=one)
    assert value_of("42") == 101
    assert [as_reported_by(day) for day in (FIFTH, TENTH)] == [100, 101]


def test_a_correction_leaves_the_figures_that_it_does_not_give() -> None:
    first = report(given("42", 100), given("44", 50), given("42", 900, INSURED))
    report(given("42", 101), given("45", 7), corrects=first, on=TENTH)
    assert [value_of("42"), value_of("44"), value_of("45"), value_of("42", INSURED)] == [101, 50, 7, 900]
    assert Supersession.objects.count() == 1


def test_a_correction_of_the_same_day_stands() -> None:
    first = report(given("42", 100), on=FIFTH)
    report(given("42", 101), on=FIFTH, corrects=first)
    assert as_reported_by(FIFTH) == 101


def test_a_correction_may_go_back_to_the_first_figure() -> None:
    first = report(given("42", 100), on=FIFTH)
    second = report(given("42", 101), on=TENTH, corrects=first)
    report(given("42", 100), on=TWENTIETH, corrects=second)
    assert [as_reported_by(day) for day in (FIFTH, TENTH, TWENTIETH)] == [100, 101, 100]


def test_a_correction_dated_before_what_it_corrects_is_refused() -> None:
    first = report(given("42", 100), on=TENTH)
    refusal = refused_approval(hand_in(given("42", 101), on=FIFTH, corrects=first), CorrectionDatedEarlierError)
    assert "05/6/2020" in str(refusal)
    assert "10/6/2020" in str(refusal)
    assert value_of("42") == 100


def test_figures_approved_before_are_refused_by_name_unless_corrected() -> None:
    first = report(given("42", 100), given("44", 50))
    other = hand_in(given("42", 101), given("45", 7))
    refusal = refused_approval(other, AlreadyApprovedError)
    assert "42 collections 2020-5M" in str(refusal)
    assert f"--corrects {first.pk}" in str(refusal)
    assert "45" not in str(refusal).replace(f"{other.pk}", "")
    assert value_of("42") == 100
    assert value_of("45") is None


def test_a_correction_does_not_reach_into_a_third_submission() -> None:
    first = report(given("42", 100))
    third = report(given("44", 50))
    refusal = refused_approval(
        hand_in(given("42", 101), given("44", 51), on=TENTH, corrects=first), AlreadyApprovedError
    )
    assert f"--corrects {third.pk}" in str(refusal)
    assert "44 collections" in str(refusal)
    assert "42 collections" not in str(refusal)


def test_only_what_is_approved_is_corrected() -> None:
    first = hand_in(given("42", 100))
    with pytest.raises(StateError):
        record(given("42", 101), corrects=first)


def test_what_is_locked_takes_no_more_corrections() -> None:
    first = report(given("42", 100))
    waiting = hand_in(given("42", 101), corrects=first)
    lock(by=APPROVER, submission=first)
    with pytest.raises(StateError):
        record(given("42", 102), corrects=first)
    refused_approval(waiting, StateError)
    assert value_of("42") == 100


def test_what_is_unlocked_takes_corrections_again_and_may_be_locked_again() -> None:
    first = report(given("42", 100), given("44", 50))
    lock(by=APPROVER, submission=first)
    waiting = hand_in(given("42", 105), on=TENTH, corrects=_unlocked(first))
    approve(by=APPROVER, submission=waiting)
    assert [value_of("42"), value_of("44")] == [105, 50]
    lock(by=APPROVER, submission=first)
    with pytest.raises(StateError):
        record(given("44", 51), on=TENTH, corrects=first)


def _unlocked(submission: Submission) -> Submission:
    unlock(by=APPROVER, submission=submission, reason="the audit found more")
    return submission


def test_a_locked_submission_is_guarded_by_the_database_until_it_is_unlocked() -> None:
    first = report(given("42", 100))
    other = report(given("44", 1))
    supersession = {"old_id": first.first_key, "new_id": other.first_key, "submission": other}
    lock(by=APPROVER, submission=first)
    with pytest.raises(DatabaseError, match="no more corrections"), transaction.atomic():
        Supersession.objects.create(**supersession)
    _unlocked(first)
    Supersession.objects.create(**supersession)
    assert Supersession.objects.count() == 1


def test_a_correction_is_of_the_same_unit_and_of_figures_that_are_there() -> None:
    first = report(given("42", 100), of="42")
    with pytest.raises(CorrectsAnotherError):
        record(given("44", 101), of="44", corrects=first)
    refused_approval(hand_in(given("42", 5, INSURED), of="42", corrects=first), CorrectsNothingError)


def test_the_fact_after_a_correction_names_the_correcting_observation() -> None:
    first = report(given("42", 100))
    correction = report(given("42", 101), on=TENTH, corrects=first)
    new, old = ask("42"), ask("42", scope=Scope(reported_by=FIFTH))
    assert new
    assert old
    assert (old.observation, old.reported_on) == (first.first_key, FIFTH)
    assert (new.observation, new.reported_on) == (correction.first_key, TENTH)

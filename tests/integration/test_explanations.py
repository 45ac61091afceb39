"""What a check found is kept with the submission, and what must be explained is explained before it is handed in."""

import pytest

from ansinh.audit.models import Event
from ansinh.ledger import actions
from ansinh.ledger.errors import (
    ActorError,
    ExplanationEmptyError,
    ExplanationsMissingError,
    FindingUnknownError,
    NothingToExplainError,
    StateError,
)
from ansinh.ledger.facts import Scope
from ansinh.ledger.life import findings_of, life
from ansinh.ledger.models import State, Submission
from ansinh.ledger.submissions import states_of
from tests.integration.factories import APPROVER, OFFICER, found, given, record, rows, value_of

pytestmark = pytest.mark.django_db


def draft() -> Submission:
    """Of three findings two need an explanation."""
    return record(given("42", 100), findings=[found("C7"), found("C8", "note"), found("C9")])


def state_of(submission: Submission) -> State:
    return states_of([submission.pk])[submission.pk]


def explained(submission: Submission, *positions: int, text: str = "a new hospital") -> None:
    actions.explain(by=OFFICER, submission=submission, text=text, positions=positions or None)


def test_findings_are_kept_in_both_languages_in_the_order_of_the_check() -> None:
    kept = [one.finding for one in findings_of(draft())]
    assert [(one.place, one.severity, one.check_name) for one in kept] == [
        ("S!C7", "explain", "outlier"),
        ("S!C8", "note", "outlier"),
        ("S!C9", "explain", "outlier"),
    ]
    assert [kept[0].cause(language) for language in ("vi", "en")] == ["C7 cao quá.", "C7 is high."]
    assert [kept[0].remedy(language) for language in ("vi", "en")] == ["Giải trình.", "Explain."]


def test_a_file_without_anything_to_explain_is_checked_at_once() -> None:
    assert state_of(record(given("42", 100), findings=[found(severity="note")])) is State.CHECKED


def test_a_file_explained_with_its_import_is_checked_at_once() -> None:
    submission = record(given("42", 100), findings=[found(explanation="a new hospital")])
    assert state_of(submission) is State.CHECKED
    ((one,),) = [kept.explanations for kept in findings_of(submission)]
    assert (one.text, one.actor) == ("a new hospital", OFFICER)


def test_a_finding_that_blocks_is_never_recorded() -> None:
    with pytest.raises(ValueError, match="blocks"):
        found(severity="blocks")


def test_a_draft_becomes_checked_with_its_last_explanation() -> None:
    submission = draft()
    assert state_of(submission) is State.DRAFT
    explained(submission, 0)
    assert (state_of(submission), life(submission).waiting) == (State.DRAFT, 1)
    explained(submission, 2)
    assert (state_of(submission), life(submission).waiting) == (State.CHECKED, 0)


def test_all_that_wait_are_explained_by_one_text_and_notes_are_left() -> None:
    submission = draft()
    explained(submission)
    assert [[one.text for one in kept.explanations] for kept in findings_of(submission)] == [
        ["a new hospital"],
        [],
        ["a new hospital"],
    ]
    assert state_of(submission) is State.CHECKED


@pytest.mark.parametrize("step", ["submit", "approve", "lock", "unlock"])
def test_a_draft_goes_no_further_and_the_refusal_says_how_to_explain(step: str) -> None:
    submission = draft()
    before = rows()
    more = {"reason": "audited"} if step == "unlock" else {}
    with pytest.raises(ExplanationsMissingError) as refusal:
        getattr(actions, step)(by=OFFICER, submission=submission, **more)
    for language in ("vi", "en"):
        assert f"ansinh explain {submission.pk}" in refusal.value.remedy.text(language)
        assert " 2 " in refusal.value.cause.text(language)
    assert rows() == before


def test_a_returned_draft_is_not_submitted_past_its_explanations() -> None:
    submission = draft()
    actions.send_back(by=APPROVER, submission=submission, reason="explain column C")
    with pytest.raises(ExplanationsMissingError):
        actions.submit(by=OFFICER, submission=submission)
    explained(submission)
    actions.submit(by=OFFICER, submission=submission)
    assert state_of(submission) is State.SUBMITTED


def test_a_better_explanation_is_added_and_the_first_one_stays() -> None:
    submission = draft()
    explained(submission)
    explained(submission, 0, text="two new hospitals")
    assert [one.text for one in findings_of(submission)[0].explanations] == ["a new hospital", "two new hospitals"]


def test_what_was_handed_in_takes_no_more_explanations() -> None:
    submission = draft()
    explained(submission)
    actions.submit(by=OFFICER, submission=submission)
    with pytest.raises(StateError):
        explained(submission, 0)


def test_what_cannot_be_an_explanation_is_refused_and_adds_nothing() -> None:
    submission = draft()
    before = rows()
    with pytest.raises(ExplanationEmptyError):
        explained(submission, text=" ")
    with pytest.raises(FindingUnknownError):
        explained(submission, 0, 3)
    with pytest.raises(ActorError):
        actions.explain(by=" ", submission=submission, text="a new hospital")
    assert rows() == before
    explained(submission)
    with pytest.raises(NothingToExplainError):
        explained(submission)


def test_an_explanation_is_in_the_audit_log_without_its_text() -> None:
    submission = draft()
    explained(submission, 0)
    event = Event.objects.get(action="submission.explained")
    assert (event.actor, event.subject, event.details) == (OFFICER, f"submission {submission.pk}", {"findings": [0]})


def test_a_drafts_figures_are_seen_by_who_asks_for_drafts() -> None:
    draft()
    assert value_of("42") is None
    assert value_of("42", scope=Scope(draft=True)) == 100

"""A submission goes draft, checked, submitted, approved, locked, unlocked; every other step is refused."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError

from ansinh.audit.models import Event
from ansinh.kernel.errors import AnsinhError
from ansinh.ledger import actions
from ansinh.ledger.errors import ActorError, NoFactsError, ReasonMissingError, SameActorError, StateError
from ansinh.ledger.models import STATE_NAMES, State, Submission
from ansinh.ledger.submissions import states_of, submissions
from tests.integration.factories import APPROVER, OFFICER, given, record, rows, value_of

pytestmark = pytest.mark.django_db

Step = Callable[[Submission], None]

STEPS: dict[str, Step] = {
    "submit": lambda submission: actions.submit(by=OFFICER, submission=submission),
    "return": lambda submission: actions.send_back(by=APPROVER, submission=submission, reason="column C is empty"),
    "approve": lambda submission: actions.approve(by=APPROVER, submission=submission),
    "lock": lambda submission: actions.lock(by=APPROVER, submission=submission),
    "unlock": lambda submission: actions.unlock(by=APPROVER, submission=submission, reason="audited again"),
}
WAY_TO: dict[State, tuple[str, ...]] = {
    State.CHECKED: (),
    State.SUBMITTED: ("submit",),
    State.RETURNED: ("submit", "return"),
    State.APPROVED: ("submit", "approve"),
    State.LOCKED: ("submit", "approve", "lock"),
    State.UNLOCKED: ("submit", "approve", "lock", "unlock"),
}
NEEDED: dict[str, tuple[State, ...]] = {
    "submit": (State.CHECKED, State.RETURNED),
    "return": (State.CHECKED, State.SUBMITTED),
    "approve": (State.SUBMITTED,),
    "lock": (State.APPROVED, State.UNLOCKED),
    "unlock": (State.LOCKED,),
}


def brought_to(state: State) -> Submission:
    submission = record(given("42", 100))
    for step in WAY_TO[state]:
        STEPS[step](submission)
    assert state_of(submission) is state
    return submission


def state_of(submission: Submission) -> State:
    return states_of([submission.pk])[submission.pk]


@pytest.mark.parametrize(("step", "state"), [(step, state) for step, states in NEEDED.items() for state in states])
def test_a_step_is_taken_from_the_states_that_it_needs(step: str, state: State) -> None:
    submission = brought_to(state)
    STEPS[step](submission)
    assert state_of(submission) is not state


@pytest.mark.parametrize(
    ("step", "state"), [(step, state) for step in STEPS for state in WAY_TO if state not in NEEDED[step]]
)
def test_any_other_step_is_refused_naming_the_state_and_what_is_needed(step: str, state: State) -> None:
    submission = brought_to(state)
    before = rows()
    with pytest.raises(StateError) as refusal:
        STEPS[step](submission)
    for language in ("vi", "en"):
        assert STATE_NAMES[state].text(language) in refusal.value.cause.text(language)
        for needed in NEEDED[step]:
            assert STATE_NAMES[needed].text(language) in refusal.value.remedy.text(language)
    assert rows() == before


@pytest.mark.parametrize("state", WAY_TO)
def test_figures_count_from_the_approval_on(state: State) -> None:
    brought_to(state)
    assert value_of("42") == (100 if state in (State.APPROVED, State.LOCKED, State.UNLOCKED) else None)


def test_whoever_submits_does_not_approve() -> None:
    submission = brought_to(State.SUBMITTED)
    with pytest.raises(SameActorError) as refusal:
        actions.approve(by=OFFICER, submission=submission)
    assert OFFICER in refusal.value.text("vi")
    assert state_of(submission) is State.SUBMITTED


def test_who_submitted_last_is_the_one_who_does_not_approve() -> None:
    submission = brought_to(State.RETURNED)
    actions.submit(by=APPROVER, submission=submission)
    with pytest.raises(SameActorError):
        actions.approve(by=APPROVER, submission=submission)
    actions.approve(by=OFFICER, submission=submission)
    assert state_of(submission) is State.APPROVED


def test_a_returned_submission_keeps_its_reason_and_may_be_submitted_again() -> None:
    submission = brought_to(State.RETURNED)
    assert submission.events.get(state=State.RETURNED).reason == "column C is empty"
    STEPS["submit"](submission)
    STEPS["approve"](submission)
    assert value_of("42") == 100


def test_unlocking_needs_a_reason() -> None:
    submission = brought_to(State.LOCKED)
    with pytest.raises(ReasonMissingError):
        actions.unlock(by=APPROVER, submission=submission, reason=" ")
    assert state_of(submission) is State.LOCKED


@pytest.mark.parametrize("nobody", ["", "  "])
@pytest.mark.parametrize("state", [State.CHECKED, State.SUBMITTED, State.APPROVED, State.LOCKED])
def test_every_step_needs_an_actor(state: State, nobody: str) -> None:
    submission = brought_to(state)
    steps: dict[State, tuple[Step, ...]] = {
        State.CHECKED: (
            lambda one: actions.submit(by=nobody, submission=one),
            lambda one: actions.send_back(by=nobody, submission=one, reason="late"),
        ),
        State.SUBMITTED: (lambda one: actions.approve(by=nobody, submission=one),),
        State.APPROVED: (lambda one: actions.lock(by=nobody, submission=one),),
        State.LOCKED: (lambda one: actions.unlock(by=nobody, submission=one, reason="audited"),),
    }
    for step in steps[state]:
        with pytest.raises(ActorError):
            step(submission)
    assert state_of(submission) is state


def test_recording_needs_an_actor_and_a_figure() -> None:
    before = rows()
    with pytest.raises(ActorError):
        record(given("42", 100), by=" ")
    with pytest.raises(NoFactsError):
        record()
    assert rows() == before


def test_a_submission_whose_figures_cannot_be_kept_is_not_recorded_at_all() -> None:
    """The last figure is finer than a person: the submission and the figures before it are not there either."""
    before = rows()
    with pytest.raises(ValueError, match="finer"):
        record(given("42", 1), given("44", 2), given("45", "0.5", "participants_bhyt"))
    assert rows() == before


def test_a_correction_without_a_reason_is_refused() -> None:
    first = brought_to(State.APPROVED)
    before = rows()
    with pytest.raises((AnsinhError, IntegrityError)):
        actions.record_submission(
            by=OFFICER,
            unit=first.unit,
            reported_on=first.reported_on,
            document="",
            file_name="again.xlsx",
            file_sha256="again",
            sheets=["S"],
            facts=[given("42", 101)],
            corrects=first,
        )
    assert rows() == before


def test_every_step_is_in_the_audit_log_with_its_actor_and_reason() -> None:
    submission = brought_to(State.RETURNED)
    for step in ("submit", "approve", "lock", "unlock", "lock"):
        STEPS[step](submission)
    events = Event.objects.filter(subject=f"submission {submission.pk}").order_by("pk")
    assert [(event.action, event.actor, event.details["reason"]) for event in events] == [
        ("submission.draft", OFFICER, ""),
        ("submission.checked", OFFICER, ""),
        ("submission.submitted", OFFICER, ""),
        ("submission.returned", APPROVER, "column C is empty"),
        ("submission.submitted", OFFICER, ""),
        ("submission.approved", APPROVER, ""),
        ("submission.locked", APPROVER, ""),
        ("submission.unlocked", APPROVER, "audited again"),
        ("submission.locked", APPROVER, ""),
    ]
    assert [event.state for event in submission.events.order_by("pk")] == [
        event.action.removeprefix("submission.") for event in events
    ]


def test_submissions_are_listed_newest_first_with_where_each_stands() -> None:
    first, second = brought_to(State.APPROVED), record(given("44", 7))
    lines = submissions()
    assert [(line.submission, line.state, line.actor) for line in lines] == [
        (second, State.CHECKED, OFFICER),
        (first, State.APPROVED, APPROVER),
    ]

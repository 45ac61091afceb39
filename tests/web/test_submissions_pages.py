"""Submissions in the browser: who sees which, and each step by whom it may be taken."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from ansinh.accounts.roles import Role
from ansinh.ledger.models import State, Submission
from ansinh.ledger.submissions import states_of
from tests.integration.cast import place
from tests.integration.factories import COLLECTIONS, found, given, record, report
from tests.web.signed_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_second_factors")]


@pytest.fixture
def officer() -> Client:
    return signed_in(Role.DATA_ENTRY, place("own"), username="lan")


@pytest.fixture
def approver() -> Client:
    return signed_in(Role.APPROVER, place("own"), username="binh")


def sent(**kwargs: object) -> Submission:
    return record(given("42", 10**9, COLLECTIONS), of="42", **kwargs)  # type: ignore[arg-type]


def state(submission: Submission) -> State:
    return states_of([submission.pk])[submission.pk]


def step(browser: Client, submission: Submission, name: str, **said: str) -> int:
    return browser.post(f"/submissions/{submission.pk}/{name}/", said).status_code


def page(browser: Client, submission: Submission) -> str:
    return browser.get(f"/submissions/{submission.pk}/").content.decode()


def test_from_the_office_to_the_ledger(officer: Client, approver: Client) -> None:
    submission = sent(by="lan")
    assert step(officer, submission, "submit") == 302
    assert state(submission) is State.SUBMITTED
    assert "Approve" in page(approver, submission)
    assert step(approver, submission, "approve") == 302
    assert state(submission) is State.APPROVED
    assert step(approver, submission, "lock") == 302
    assert step(approver, submission, "unlock", reason="a district was forgotten") == 302
    assert state(submission) is State.UNLOCKED
    assert "a district was forgotten" in page(officer, submission)


def test_what_is_returned_says_why_and_comes_back(officer: Client, approver: Client) -> None:
    submission = sent(by="lan")
    step(officer, submission, "submit")
    assert step(approver, submission, "return", reason="the total is missing") == 302
    assert state(submission) is State.RETURNED
    assert "the total is missing" in page(officer, submission)
    step(officer, submission, "submit")
    assert state(submission) is State.SUBMITTED


def test_a_finding_is_explained_on_the_page(officer: Client) -> None:
    submission = sent(by="lan", findings=[found("C7")])
    assert "waits for an explanation" in page(officer, submission)
    step(officer, submission, "explain", reason="the district reported late")
    assert state(submission) is State.CHECKED
    assert "the district reported late" in page(officer, submission)


def test_nobody_approves_what_the_own_hand_submitted(approver: Client) -> None:
    both = signed_in(Role.APPROVER, place("own"), username="lan")
    submission = sent(by="lan")
    signed_in(Role.DATA_ENTRY, place("own"), username="hoa")
    assert step(both, submission, "submit") == 404  # an approver enters no figures
    officer = signed_in(Role.DATA_ENTRY, place("own"), username="an")
    step(officer, submission, "submit")
    assert step(officer, submission, "approve") == 404
    assert state(submission) is State.SUBMITTED


def test_a_step_that_the_state_forbids_is_said_and_changes_nothing(officer: Client) -> None:
    submission = sent(by="lan", findings=[found("C7")])
    answer = officer.post(f"/submissions/{submission.pk}/submit/", follow=True)
    assert "alert-danger" in answer.content.decode()
    assert state(submission) is State.DRAFT


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ["submit", "approve", "return", "lock", "unlock", "explain"])
def test_steps_are_taken_only_by_whom_they_are(role: Role, name: str) -> None:
    theirs = {
        Role.DATA_ENTRY: {"submit", "explain"},
        Role.CLUSTER_SECRETARY: {"submit", "explain"},
        Role.APPROVER: {"approve", "return", "lock", "unlock"},
    }
    submission = sent()
    expected = 302 if name in theirs.get(role, ()) else 404
    assert step(signed_in(role, place("own")), submission, name, reason="why") == expected
    assert step(signed_in(role, place("sibling")), submission, name, reason="why") == 404
    assert step(signed_in(role, place("fellow")), submission, name, reason="why") == 404


def test_the_list_holds_what_one_may_see_and_tells_whose_turn_it_is(officer: Client, approver: Client) -> None:
    submission, foreign = sent(by="lan"), record(given("38", 1, COLLECTIONS), of="38")
    listed = officer.get("/submissions/").content.decode()
    assert f'/submissions/{submission.pk}/"' in listed
    assert f'/submissions/{foreign.pk}/"' not in listed
    assert "your turn" in listed
    assert "your turn" not in approver.get("/submissions/").content.decode()
    step(officer, submission, "submit")
    assert "your turn" in approver.get("/submissions/?show=waiting").content.decode()
    assert "Nothing waits for you" in officer.get("/submissions/?show=waiting").content.decode()
    assert officer.get("/submissions/?show=nonsense").status_code == 404


def test_the_difference_from_what_stands_is_shown_and_given_as_a_file(officer: Client) -> None:
    first = report(given("42", 10**9, COLLECTIONS))
    correction = record(given("42", 2 * 10**9, COLLECTIONS), of="VN", corrects=first)
    shown = signed_in(Role.DATA_ENTRY, place("parent")).get(f"/submissions/{correction.pk}/?format=csv")
    line = next(csv.DictReader(StringIO(shown.content.decode())))
    assert (line["before"], line["after"], line["change"]) == ("1000000000", "2000000000", "1000000000")
    assert officer.get(f"/submissions/{correction.pk}/?format=csv").status_code == 404


def test_the_file_comes_back_byte_for_byte(officer: Client, settings: Settings, tmp_path: Path) -> None:
    submission = sent(by="lan", file="a1b2")
    kept = settings.ENVIRONMENT.files / "a1b2.xlsx"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"as it was sent")
    answer = officer.get(f"/submissions/{submission.pk}/file/")
    assert b"".join(answer) == b"as it was sent"  # type: ignore[arg-type]
    assert answer["Content-Disposition"] == 'attachment; filename="a1b2"'
    kept.unlink()
    assert officer.get(f"/submissions/{submission.pk}/file/").status_code == 404
    assert signed_in(Role.VIEWER, place("own")).get(f"/submissions/{submission.pk}/file/").status_code == 404


def test_who_has_not_sent_is_listed_the_most_urgent_first() -> None:
    report(given("42", 10**9, COLLECTIONS))
    browser = signed_in(Role.APPROVER, place("cluster"))
    listed = browser.get("/cluster/cum-iv-2020@2020-01-01/2020-05/missing/").content.decode()
    assert "<strong>8/9</strong>" in listed
    assert listed.rindex("nothing sent") < listed.index("approved</span>")

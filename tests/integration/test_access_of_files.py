"""A file is seen by whoever has the unit that sent it in reach; an approved figure by whoever has its unit."""

from datetime import date

import pytest

from ansinh.accounts.access import Actor
from ansinh.accounts.errors import NothingThereError
from ansinh.accounts.roles import PERMISSIONS, Permission, Role
from ansinh.ledger.access import visible_fact, visible_submission, visible_submissions
from ansinh.ledger.errors import SubmissionUnknownError
from ansinh.places.finding import find_unit
from tests.integration.cast import THEN, TODAY, actor, place
from tests.integration.factories import given, hand_in, report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role)
def test_a_file_of_ones_unit_is_seen_with_the_permission_only(role: Role) -> None:
    submission = report(given("42", 1), of="42")
    by = actor(role, place("own"))
    if Permission.SEE_SUBMISSIONS in PERMISSIONS[role]:
        assert visible_submission(by, submission.pk) == submission
    else:
        with pytest.raises(SubmissionUnknownError):
            visible_submission(by, submission.pk)


@pytest.mark.parametrize("at", ["child", "sibling", "fellow", "cluster"])
def test_a_file_of_a_unit_above_beside_or_in_the_same_cluster_is_not_seen(at: str) -> None:
    submission = report(given("42", 1), of="42")
    with pytest.raises(SubmissionUnknownError):
        visible_submission(actor(Role.AUDITOR, place(at)), submission.pk)


def test_a_file_is_approved_by_an_approver_of_the_unit_or_above_it() -> None:
    submission = hand_in(given("42", 1), of="42")
    above = actor(Role.APPROVER, place("parent"))
    assert visible_submission(above, submission.pk, Permission.APPROVE_FIGURES) == submission
    with pytest.raises(SubmissionUnknownError):
        visible_submission(actor(Role.DATA_ENTRY, place("own")), submission.pk, Permission.APPROVE_FIGURES)


def test_the_list_holds_the_files_in_reach_newest_first() -> None:
    first, second = report(given("42", 1), of="42"), hand_in(given("42", 2, period="2020-04"), of="42")
    other = report(given("38", 1), of="38")
    mine = [line.submission for line in visible_submissions(actor(Role.DATA_ENTRY, place("own")))]
    assert mine == [second, first]
    everything = [line.submission for line in visible_submissions(actor(Role.AUDITOR, place("parent")))]
    assert everything == [other, second, first]
    assert visible_submissions(actor(Role.VIEWER, place("own"))) == []


def test_files_of_a_unit_that_ended_are_its_heirs() -> None:
    submission = report(given("52", 1), of="52")
    assert visible_submission(actor(Role.AUDITOR, find_unit("52", TODAY)), submission.pk) == submission


def test_an_approved_figure_in_a_file_from_above_is_seen_without_its_file() -> None:
    submission = report(given("42", 1), given("38", 2), of="VN")
    seen = visible_fact(actor(Role.AUDITOR, place("own")), submission.first_key)
    assert seen.observation.unit == place("own")
    assert not seen.with_source
    with pytest.raises(NothingThereError):
        visible_fact(actor(Role.AUDITOR, place("own")), submission.first_key + 1)


def test_an_approved_figure_in_ones_own_file_is_seen_with_it() -> None:
    submission = report(given("42", 1), of="42")
    assert visible_fact(actor(Role.DATA_ENTRY, place("own")), submission.first_key).with_source
    assert not visible_fact(actor(Role.VIEWER, place("own")), submission.first_key).with_source


def test_fellows_of_a_cluster_see_approved_figures_without_their_file() -> None:
    submission = report(given("51", 1), of="51")
    seen = visible_fact(actor(Role.AUDITOR, place("own")), submission.first_key)
    assert not seen.with_source


@pytest.mark.parametrize("by", [("viewer", "own"), ("auditor", "fellow"), ("auditor", "cluster")])
def test_a_figure_that_is_not_approved_is_seen_with_its_file_only(by: tuple[str, str]) -> None:
    submission = hand_in(given("42", 1), of="42", on=date(2020, 6, 7))
    role, at = by
    with pytest.raises(NothingThereError):
        visible_fact(actor(Role(role), place(at)), submission.first_key)
    assert visible_fact(actor(Role.APPROVER, place("own")), submission.first_key).with_source


def test_nobody_without_a_role_sees_a_file() -> None:
    submission = report(given("42", 1), of="42")
    with pytest.raises(SubmissionUnknownError):
        visible_submission(Actor(0, "lan", "Lan", THEN, ()), submission.pk)

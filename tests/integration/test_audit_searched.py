"""Events are found by who, what, from where, when and what is said in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from unittest import mock

import pytest

from ansinh.audit import actions
from ansinh.audit.actions import record
from ansinh.audit.origin import acting_from
from ansinh.audit.reads import Search, actions_recorded, all_events, events

pytestmark = pytest.mark.django_db

NIGHT = datetime(2031, 3, 1, 17, 30, tzinfo=UTC)  # the 2nd in Viet Nam, half past midnight


@contextmanager
def happening_at(moment: datetime) -> Iterator[None]:
    with mock.patch.object(actions, "_my_turn", return_value=moment):
        yield


@pytest.fixture(autouse=True)
def _acts() -> None:
    record(by="lan", action="trial.draft", subject="trial 1", reason="Đổi nhiệm vụ (100%)")
    with acting_from("10.0.0.7"), happening_at(NIGHT):
        record(by="minh", action="trial.approved", subject="trial 1", before={"state": "submitted"}, after="approved")
    record(by="minh", action="trials.renewed", subject="trial 12", findings=[1, 2])


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search(actor="minh"), ["trials.renewed", "trial.approved"]),
        (Search(actor="Minh"), ["trials.renewed", "trial.approved"]),
        (Search(action="trial."), ["trial.approved", "trial.draft"]),
        (Search(action="trial.draft"), ["trial.draft"]),
        (Search(subject="trial 1"), ["trial.approved", "trial.draft"]),
        (Search(origin="10.0.0.7"), ["trial.approved"]),
        (Search(text="nhiệm vụ"), ["trial.draft"]),
        (Search(text="ĐỔI NHIỆM"), ["trial.draft"]),
        (Search(text="(100%)"), ["trial.draft"]),
        (Search(text="submitted"), ["trial.approved"]),
        (Search(text="approved"), ["trial.approved"]),
        (Search(text="trial 1", actor="lan"), ["trial.draft"]),
        (Search(text=".*"), []),
        (Search(first=date(2031, 3, 2), last=date(2031, 3, 2)), ["trial.approved"]),
        (Search(first=date(2031, 3, 1), last=date(2031, 3, 1)), []),
        (Search(first=date(2031, 3, 3)), []),
        (Search(last=date(2001, 1, 1)), []),
        (Search(first=date.min, last=date.max, actor="lan"), ["trial.draft"]),
        (Search(actor="nobody"), []),
    ],
    ids=str,
)
def test_what_is_asked_for_is_found_the_newest_first(search: Search, found: list[str]) -> None:
    assert [entry.action for entry in events(search).entries] == found
    assert [entry.action for entry in all_events(search)] == found[::-1]


def test_pages_hold_every_event_once() -> None:
    search, seen, before = Search(text="trial"), [], None
    while True:
        page = events(search, before=before, size=2)
        seen += [entry.action for entry in page.entries]
        if page.older is None:
            break
        before = page.older
    assert seen == ["trials.renewed", "trial.approved", "trial.draft"]


def test_a_page_that_is_just_full_is_the_last() -> None:
    assert events(Search(actor="minh"), size=2).older is None


def test_kinds_of_acts_are_offered_once_each() -> None:
    offered = [one for one in actions_recorded() if one.startswith("trial")]
    assert offered == ["trial.approved", "trial.draft", "trials.renewed"]

"""Whoever drops the triggers and changes the log is found out."""

from collections.abc import Callable

import pytest
from django.db import connection

from ansinh.audit import verification
from ansinh.audit.actions import record
from ansinh.audit.reads import Head, head
from ansinh.audit.verification import Break, Kind, Verified, read_head, verify
from ansinh.kernel.errors import InputError

pytestmark = pytest.mark.django_db

EVENTS = 20
TRIGGERS = {
    "sqlite": ("audit_event_no_update", "audit_event_no_delete", "audit_event_no_replace", "audit_event_chained"),
    "postgresql": ("audit_event_no_change ON audit_event", "audit_event_chained ON audit_event"),
}
Tamper = Callable[[str], None]


@pytest.fixture
def tamper() -> Tamper:
    """SQL on an unguarded log; {n} is the tenth event of this test, {last} the last."""
    for number in range(EVENTS):
        record(by="lan", action="test.act", subject=f"test {number}", before={"n": number}, after={"n": number + 1})
    last = head().number
    with connection.cursor() as cursor:
        for trigger in TRIGGERS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER {trigger}")

    def execute(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(n=last - 10, last=last, following=last + 1))

    return execute


def about_the_tenth(found: Verified | list[Break]) -> list[tuple[Kind, int, int]]:
    """Numbers counted from the event {n}."""
    assert isinstance(found, list)
    tenth = head().number - 10
    return [(one.kind, one.first - tenth, one.last - tenth) for one in found]


def test_an_untouched_log_is_whole_and_its_head_is_told(tamper: Tamper) -> None:
    assert verify() == Verified(head())


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'minh'",
        "action = 'test.other'",
        "subject = 'test'",
        "origin = '10.0.0.7'",
        "recorded_at = '2026-01-01 00:00:00+00:00'",
        "details = '{{\"more\": 1}}'",
        "before = NULL",
        "after = '{{\"n\": 0}}'",
        "previous = hash",
        "hash = previous",
    ],
)
def test_an_event_of_which_anything_was_altered_is_named(tamper: Tamper, change: str) -> None:
    tamper(f"UPDATE audit_event SET {change} WHERE id = {{n}}")
    assert about_the_tenth(verify()) == [(Kind.ALTERED, 0, 0)]


@pytest.mark.parametrize("change", ["recorded_at = 'yesterday'", "actor = x'00ff'", "hash = x'00ff'"])
def test_what_is_no_event_at_all_is_named_too(tamper: Tamper, change: str, on_postgresql: bool) -> None:
    if on_postgresql:
        change = "hash = ''"  # its columns take nothing but what they are of
    tamper(f"UPDATE audit_event SET {change} WHERE id = {{n}}")
    assert about_the_tenth(verify()) == [(Kind.ALTERED, 0, 0)]


def test_removed_events_are_named(tamper: Tamper) -> None:
    tamper("DELETE FROM audit_event WHERE id BETWEEN {n} AND {n} + 2")
    assert about_the_tenth(verify()) == [(Kind.REMOVED, 0, 2)]


def test_an_inserted_event_is_named(tamper: Tamper) -> None:
    tamper(
        "INSERT INTO audit_event (id, recorded_at, actor, action, subject, origin, details, previous, hash) "
        "SELECT {following}, recorded_at, 'minh', action, subject, origin, details, previous, hash "
        "FROM audit_event WHERE id = {n}"
    )
    assert verify() == [Break(Kind.INSERTED, head().number, head().number)]


def test_events_that_changed_places_are_named(tamper: Tamper) -> None:
    for statement in ("{n} + 1000 WHERE id = {n}", "{n} WHERE id = {n} + 1", "{n} + 1 WHERE id = {n} + 1000"):
        tamper(f"UPDATE audit_event SET id = {statement}")
    assert about_the_tenth(verify()) == [(Kind.ALTERED, 0, 1)]


def test_events_cut_off_at_the_end_are_found_with_a_head_that_was_kept(tamper: Tamper) -> None:
    kept = head()
    tamper("DELETE FROM audit_event WHERE id > {n}")
    assert isinstance(verify(), Verified)
    assert verify(kept) == [Break(Kind.REMOVED, kept.number - 9, kept.number)]


def test_a_log_that_was_cut_and_goes_on_otherwise_contradicts_the_head_that_was_kept(tamper: Tamper) -> None:
    kept = head()
    tamper("DELETE FROM audit_event WHERE id > {n}")
    for number in range(EVENTS):
        record(by="minh", action="test.other", subject=f"test {number}")
    assert isinstance(verify(), Verified)
    assert verify(kept) == [Break(Kind.CONTRADICTED, kept.number, kept.number)]


def test_a_log_that_went_on_since_agrees_with_an_earlier_head(tamper: Tamper) -> None:
    kept = head()
    record(by="lan", action="test.act", subject="test")
    assert verify(kept) == Verified(head())
    assert verify(Head(0, "0" * 64)) == Verified(head())


def test_an_emptied_log_is_found_with_a_head_that_was_kept(tamper: Tamper) -> None:
    kept = head()
    tamper("DELETE FROM audit_event")
    assert verify() == Verified(Head(0, "0" * 64))
    assert verify(kept) == [Break(Kind.REMOVED, 1, kept.number)]


def test_no_more_breaks_are_listed_than_anybody_reads(tamper: Tamper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "MOST_BREAKS", 3)
    tamper("DELETE FROM audit_event WHERE id > {last} - 18 AND id % 3 = 0")
    found = verify()
    assert isinstance(found, list)
    assert len(found) == 3


def test_a_head_is_read_as_it_was_printed() -> None:
    assert read_head(f" {head()}\n") == head()


@pytest.mark.parametrize("text", ["", "12", "12:", ":", f"-1:{'0' * 64}", f"1:{'g' * 64}", f"1:{'0' * 63}"])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refusal:
        read_head(text)
    assert "ansinh audit head" in refusal.value.remedy.text("en")

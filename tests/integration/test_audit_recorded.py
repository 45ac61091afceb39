"""What an event of the audit log holds, and that events are numbered and chained one after the other."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from ansinh.audit.actions import record
from ansinh.audit.chain import NONE_BEFORE, Entry, digest
from ansinh.audit.models import Event
from ansinh.audit.origin import acting_from
from ansinh.audit.reads import Search, all_events, events, head

pytestmark = pytest.mark.django_db

MINE = Search(actor="lan")


def recorded(**more: object) -> Entry:
    record(by="lan", action="test.act", subject="test 1", **more)
    return events().entries[0]


def test_an_event_says_who_what_and_before_and_after() -> None:
    entry = recorded(before={"role": "viewer"}, after={"role": "approver"}, reason="đổi nhiệm vụ", numbers=(1, 2))
    assert (entry.actor, entry.action, entry.subject) == ("lan", "test.act", "test 1")
    assert (entry.before, entry.after) == ({"role": "viewer"}, {"role": "approver"})
    assert entry.details == {"reason": "đổi nhiệm vụ", "numbers": [1, 2]}


def test_before_and_after_are_nothing_where_nothing_was_said() -> None:
    entry = recorded()
    assert (entry.before, entry.after, entry.details) == (None, None, {})


def test_an_event_is_of_the_command_line_unless_somebody_acts_from_elsewhere() -> None:
    with acting_from("10.0.0.7"):
        assert recorded().origin == "10.0.0.7"
    assert recorded().origin == "cli"


def test_the_moment_is_the_machines_and_nobody_sets_it() -> None:
    entry = recorded(recorded_at="2001-01-01T00:00:00Z")
    assert abs(datetime.now(UTC) - entry.recorded_at) < timedelta(minutes=5)
    assert entry.details == {"recorded_at": "2001-01-01T00:00:00Z"}  # said, and not believed


def test_each_event_follows_the_one_before_it() -> None:
    before = head()
    first, second = recorded(), recorded()
    assert (first.number, first.previous) == (before.number + 1, before.hash)
    assert (second.number, second.previous) == (first.number + 1, first.hash)


def test_the_first_event_of_a_log_follows_none() -> None:
    first = next(all_events())
    assert (first.number, first.previous) == (1, NONE_BEFORE)


@pytest.mark.parametrize(
    "said",
    [
        {"b": 1, "a": {"d": [], "c": None}},
        {"numbers": [0, -1, 10**30, True, False]},
        {"text": 'Đắk Lắk – “số liệu” \\ " \n\t \U0001f4c8 e\u0301'},
        {"": "", "1": {"2": [[[]], {}]}},
        {1: "a number for a key"},
        "text alone",
        0,
        [],
    ],
)
def test_what_the_database_gives_back_hashes_as_what_was_written(said: object) -> None:
    entry = recorded(before=said, after=[said], said=said)
    assert digest(entry) == entry.hash


@pytest.mark.parametrize(
    "said", [1.5, {"share": [0.1]}, float("nan"), Decimal("1.5"), datetime(2026, 7, 1, tzinfo=UTC)]
)
def test_what_databases_write_differently_is_refused(said: object) -> None:
    before = head()
    with pytest.raises(TypeError):
        record(by="lan", action="test.act", subject="test 1", said=said)
    assert head() == before


def test_an_act_that_is_undone_leaves_no_event_and_no_gap() -> None:
    before = head()
    with transaction.atomic():
        recorded()
        transaction.set_rollback(True)
    assert head() == before
    assert recorded().number == before.number + 1


@pytest.mark.parametrize(
    ("number", "previous"),
    [(5, "the last"), (1, "f" * 64), (0, NONE_BEFORE)],
    ids=["with a gap", "after another", "before the first"],
)
def test_the_database_refuses_an_event_that_does_not_continue_the_chain(number: int, previous: str) -> None:
    last = head()
    number = last.number + number if number else 0
    previous = last.hash if previous == "the last" else previous
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (id, recorded_at, actor, action, subject, origin, details, previous, hash) "
            f"VALUES ({number}, '2026-07-01', 'minh', '', '', '', '{{}}', '{previous}', '')"
        )


def test_letters_are_stored_as_they_are_so_that_the_database_finds_them() -> None:
    recorded(reason="đổi nhiệm vụ")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT details FROM {Event._meta.db_table} ORDER BY id DESC LIMIT 1")
        (stored,) = cursor.fetchone()
    assert "đổi nhiệm vụ" in str(stored)

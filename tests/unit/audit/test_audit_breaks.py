"""What was done to a log is told from its hashes: altered, removed, inserted, and where."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from ansinh.audit.chain import Entry, sealed
from ansinh.audit.verification import Break, Kind, Walk
from tests.unit.audit.an_audit_log import at, audit_log, event, renumbered

LOG = audit_log(200)
ALTERED, REMOVED, INSERTED = Kind.ALTERED, Kind.REMOVED, Kind.INSERTED


def breaks(entries: Sequence[Entry]) -> list[tuple[Kind, int, int]]:
    return [(one.kind, one.first, one.last) for one in Walk().breaks(entries)]


def put(*entries: Entry) -> list[Entry]:
    """In place of those of the same numbers."""
    others = {entry.number: entry for entry in entries}
    return [others.get(entry.number, entry) for entry in LOG]


def without(first: int, last: int) -> list[Entry]:
    return [entry for entry in LOG if not first <= entry.number <= last]


def altered(number: int) -> Entry:
    return replace(at(LOG, number), actor="minh")


@pytest.mark.parametrize("size", [0, 1, 2, 200])
def test_a_log_as_it_was_written_has_no_break(size: int) -> None:
    walk = Walk()
    assert list(walk.breaks(LOG[:size])) == []
    assert walk.end == walk.last.number == size


@pytest.mark.parametrize("number", [1, 2, 100, 199, 200])
def test_an_altered_event_is_named(number: int) -> None:
    assert breaks(put(altered(number))) == [(ALTERED, number, number)]


@pytest.mark.parametrize("number", [1, 2, 100, 199])
def test_an_event_altered_with_its_hash_made_anew_is_named(number: int) -> None:
    assert breaks(put(sealed(altered(number)))) == [(ALTERED, number, number)]


def test_an_altered_hash_is_named() -> None:
    assert breaks(put(replace(at(LOG, 7), hash="0" * 64))) == [(ALTERED, 7, 7)]


def test_several_altered_events_are_named_as_one_run() -> None:
    assert breaks(put(*map(altered, range(20, 151)))) == [(ALTERED, 20, 150)]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 2), (7, 150), (199, 199), (1, 199)])
def test_removed_events_are_named(first: int, last: int) -> None:
    assert breaks(without(first, last)) == [(REMOVED, first, last)]


@pytest.mark.parametrize(("first", "last"), [(1, 1), (7, 7), (7, 40), (190, 198)])
def test_removed_events_are_named_though_the_gap_was_closed(first: int, last: int) -> None:
    assert breaks(renumbered(without(first, last))) == [(REMOVED, first, last)]


def test_the_last_events_can_be_cut_off_unseen_where_no_head_was_kept() -> None:
    assert breaks(LOG[:150]) == []


@pytest.mark.parametrize("number", [1, 2, 100, 200])
def test_an_inserted_event_is_named_though_it_was_given_its_place_and_a_fitting_hash(number: int) -> None:
    previous = at(LOG, number).previous
    foreign = sealed(event(number, previous, actor="minh"))
    assert breaks(renumbered([*LOG[: number - 1], foreign, *LOG[number - 1 :]])) == [(INSERTED, number, number)]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("number", [1, 2, 100, 199])
def test_events_inserted_with_hashes_of_nothing_are_named(number: int, count: int) -> None:
    foreign = [event(0, "f" * 64, actor="minh") for _ in range(count)]
    assert breaks(renumbered([*LOG[: number - 1], *foreign, *LOG[number - 1 :]])) == [
        (INSERTED, number, number + count - 1)
    ]


@pytest.mark.parametrize("number", [-5, 0, 201, 300])
def test_an_event_put_before_the_first_or_after_the_last_is_named(number: int) -> None:
    foreign = replace(event(201, "f" * 64, actor="minh"), number=number)
    assert breaks(sorted([*LOG, foreign], key=lambda entry: entry.number)) == [(INSERTED, number, number)]


def test_two_events_that_changed_places_are_named() -> None:
    swapped = put(replace(at(LOG, 50), number=51), replace(at(LOG, 51), number=50))
    assert breaks(sorted(swapped, key=lambda entry: entry.number)) == [(ALTERED, 50, 51)]


def test_an_event_replaced_by_another_with_a_fitting_hash_is_named() -> None:
    assert breaks(put(sealed(event(60, at(LOG, 60).previous, actor="minh")))) == [(ALTERED, 60, 60)]


def test_breaks_in_several_places_are_each_named() -> None:
    tampered = [entry for entry in put(altered(10), sealed(altered(90))) if entry.number not in (40, 41, 160)]
    assert breaks(tampered) == [(ALTERED, 10, 10), (REMOVED, 40, 41), (ALTERED, 90, 90), (REMOVED, 160, 160)]


def test_an_altered_event_beside_removed_ones_is_told_from_them() -> None:
    assert breaks([entry for entry in put(altered(12)) if entry.number not in (10, 11)]) == [
        (REMOVED, 10, 11),
        (ALTERED, 12, 12),
    ]
    assert breaks([entry for entry in put(altered(12)) if entry.number not in (13, 14)]) == [
        (ALTERED, 12, 12),
        (REMOVED, 13, 14),
    ]


def test_a_log_written_anew_from_some_event_on_shows_no_break() -> None:
    """Hence a head is kept elsewhere."""
    rewritten = LOG[:100]
    for entry in LOG[100:]:
        rewritten.append(sealed(replace(entry, actor="minh", previous=rewritten[-1].hash)))
    assert breaks(rewritten) == []
    assert rewritten[-1].hash != LOG[-1].hash


def test_a_break_says_from_where_to_where() -> None:
    assert list(Walk().breaks(without(3, 5))) == [Break(Kind.REMOVED, 3, 5)]

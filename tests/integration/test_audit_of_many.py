"""A log of many events is verified and exported without holding it in memory."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from ansinh.audit import verification
from ansinh.audit.actions import record
from ansinh.audit.chain import COLUMNS, Entry, sealed
from ansinh.audit.exports import as_json_lines
from ansinh.audit.models import Event
from ansinh.audit.reads import all_events, events, head
from ansinh.audit.verification import Verified, verify

pytestmark = pytest.mark.django_db

MANY = 100_000
CHUNK = 5_000
FEW = 300_000  # objects of Python at once; all events would be two million


@pytest.fixture
def many() -> int:
    """As many more events as nobody records one by one in a test; how many there are then."""
    record(by="lan", action="test.act", subject="test", before={"n": 0}, after={"n": 1}, reason="thử " * 20)
    rows = (
        Event(id=entry.number, **{name: getattr(entry, name) for name in COLUMNS if name != "number"})
        for entry in islice(following(events(size=1).entries[0]), MANY)
    )
    while chunk := list(islice(rows, CHUNK)):
        Event.objects.bulk_create(chunk)
    return head().number


def following(entry: Entry) -> Iterator[Entry]:
    while True:
        entry = sealed(replace(entry, number=entry.number + 1, previous=entry.hash))
        yield entry


class Memory:
    """How many objects there are at most while entries pass by, above those at the beginning."""

    def __init__(self) -> None:
        self.before, self.most = sys.getallocatedblocks(), 0

    def watched(self) -> Iterator[Entry]:
        for number, entry in enumerate(all_events()):
            if number % 1_000 == 0:
                self.most = max(self.most, sys.getallocatedblocks() - self.before)
            yield entry


def test_many_events_are_verified_and_exported_in_little_memory(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    monkeypatch.setattr(verification, "all_events", memory.watched)
    assert many > MANY
    assert verify() == Verified(head())
    assert sum(1 for _line in as_json_lines(memory.watched())) == many
    assert 0 < memory.most < FEW

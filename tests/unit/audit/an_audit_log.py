"""A log in memory, to be tampered with."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ansinh.audit.chain import NONE_BEFORE, Entry, sealed

BEGIN = datetime(2026, 7, 1, 1, 2, 3, 4, tzinfo=UTC)


def audit_log(size: int, previous: str = NONE_BEFORE) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(1, size + 1):
        entries.append(sealed(event(number, entries[-1].hash if entries else previous)))
    return entries


def event(number: int, previous: str, actor: str = "lan") -> Entry:
    moment = BEGIN + timedelta(minutes=number)
    return Entry(
        number, moment, actor, "cli", "submission.draft", f"submission {number}", None, None, {"reason": ""}, previous
    )


def renumbered(entries: Iterable[Entry]) -> list[Entry]:
    """As somebody does who closes a gap, or makes room: the hashes stay."""
    return [replace(entry, number=number) for number, entry in enumerate(entries, 1)]


def at(entries: Sequence[Entry], number: int) -> Entry:
    return entries[number - 1]

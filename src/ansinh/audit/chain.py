"""The chain of the audit log: the hash of each event covers all that it says and the hash of the event before it.

What is hashed never changes its form: events hashed long ago must give the same hash for ever.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime

NONE_BEFORE = "0" * 64  # in place of the hash before the first event's


@dataclass(frozen=True)
class Entry:
    """An event as it is read, exported and hashed. ``before``, ``after``, ``details``: JSON."""

    number: int
    recorded_at: datetime
    actor: str
    origin: str
    action: str
    subject: str
    before: object
    after: object
    details: object
    previous: str
    hash: str = ""


COLUMNS = tuple(field.name for field in fields(Entry))


def as_json(entry: Entry) -> Mapping[str, object]:
    """By column. The moment is in UTC, to the microsecond: 2026-07-05T01:02:03.000004Z."""
    said = {name: getattr(entry, name) for name in COLUMNS}
    return said | {"recorded_at": f"{entry.recorded_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"}


def canonical(value: object) -> str:
    """One text for one value: keys in order, no blanks, letters as they are (as RFC 8785 has it)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(entry: Entry) -> str:
    """SHA-256 of the canonical JSON of all columns but the hash itself."""
    said = {name: value for name, value in as_json(entry).items() if name != "hash"}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def sealed(entry: Entry) -> Entry:
    return replace(entry, hash=digest(entry))

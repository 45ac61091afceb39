"""What is hashed, and that it never changes its form: hashes written once must hold for ever."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from ansinh.audit.chain import COLUMNS, NONE_BEFORE, Entry, as_json, canonical, digest, sealed
from ansinh.audit.exports import as_csv, as_json_lines

ENTRY = Entry(
    number=1,
    recorded_at=datetime(2026, 7, 5, 1, 2, 3, 4, tzinfo=UTC),
    actor="nguyễn thị lan",
    origin="10.0.0.7",
    action="account.changed",
    subject="user minh",
    before={"roles": ["viewer"], "active": True},
    after={"roles": ["viewer", "approver"], "active": True},
    details={"reason": "đổi nhiệm vụ"},
    previous=NONE_BEFORE,
)
TEXT = (
    '{"action":"account.changed","actor":"nguyễn thị lan","after":{"active":true,"roles":["viewer","approver"]},'
    '"before":{"active":true,"roles":["viewer"]},"details":{"reason":"đổi nhiệm vụ"},"number":1,"origin":"10.0.0.7",'
    f'"previous":"{NONE_BEFORE}","recorded_at":"2026-07-05T01:02:03.000004Z","subject":"user minh"}}'
)
OTHERWISE = {
    "number": 2,
    "recorded_at": ENTRY.recorded_at + timedelta(microseconds=1),
    "actor": "nguyễn thị lân",
    "origin": "cli",
    "action": "account.change",
    "subject": "user  minh",
    "before": None,
    "after": {},
    "details": {"reason": "đổi nhiệm vụ "},
    "previous": f"{1:064}",
}


def test_the_hash_is_of_this_text_and_no_other() -> None:
    assert digest(ENTRY) == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("column", [column for column in COLUMNS if column != "hash"])
def test_every_column_is_in_the_hash(column: str) -> None:
    assert digest(replace(ENTRY, **{column: OTHERWISE[column]})) != digest(ENTRY)


def test_a_moment_hashes_the_same_in_every_time_zone() -> None:
    in_viet_nam = ENTRY.recorded_at.astimezone(timezone(timedelta(hours=7)))
    assert digest(replace(ENTRY, recorded_at=in_viet_nam)) == digest(ENTRY)


def test_whoever_has_an_exported_line_can_make_its_hash_again() -> None:
    (line,) = as_json_lines([sealed(ENTRY)])
    said = json.loads(line)
    claimed = said.pop("hash")
    assert hashlib.sha256(canonical(said).encode()).hexdigest() == claimed == digest(ENTRY)


def test_a_csv_has_every_column_and_computes_nothing() -> None:
    headings, line = as_csv([sealed(replace(ENTRY, actor="=1+1", before=None, after="text"))])
    assert headings == ",".join(COLUMNS) + "\n"
    assert line.startswith('''1,2026-07-05T01:02:03.000004Z,'=1+1,10.0.0.7,account.changed,user minh,,"""text""",''')


def test_an_event_is_exported_in_this_order() -> None:
    assert list(as_json(ENTRY)) == [
        "number", "recorded_at", "actor", "origin", "action", "subject", "before", "after", "details", "previous",
        "hash",
    ]  # fmt: skip

"""The log of an older version is chained as it stands, and guarded again."""

import subprocess
import sys

import pytest

from tests.conftest import Program
from tests.integration.ledger_files import Books

OLD_EVENTS = 4_500  # more than are chained at once
GAP = 7  # left by an act that was undone
OLD_LOG = f"""
import django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
call_command("migrate", "audit", "0002", verbosity=0)
rows = [
    (number if number < 4 else number + {GAP}, "2026-07-01 01:02:03.004+00:00", "lan", "submission.draft",
     f"submission {{number}}", '{{"reason": "\\\\u0111\\\\u1ed5i", "n": ' + str(number) + '}}')
    for number in range(1, {OLD_EVENTS} + 1)
]
with transaction.atomic(), connection.cursor() as cursor:
    cursor.executemany(
        "INSERT INTO audit_event (id, recorded_at, actor, action, subject, details) VALUES (%s, %s, %s, %s, %s, %s)",
        rows,
    )
"""
CHANGES = ("UPDATE audit_event SET actor = 'minh'", "DELETE FROM audit_event")
ATTEMPT = """
import sys
import django
django.setup()
from django.db import DatabaseError, connection
try:
    connection.cursor().execute(sys.argv[1])
except DatabaseError as error:
    print(error)
"""


@pytest.fixture
def migrated(program: Program) -> Program:
    program.home.mkdir()
    run(program, OLD_LOG)
    program("setup")
    return program


def run(program: Program, code: str, *arguments: str) -> str:
    line = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(line, env=program.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_old_events_are_numbered_without_a_gap_and_chained_as_they_stand(migrated: Program) -> None:
    old = f"FROM audit_event WHERE id <= {OLD_EVENTS}"
    assert Books(migrated).ask(f"SELECT COUNT(*), MIN(id), MAX(id) {old}") == [(OLD_EVENTS, 1, OLD_EVENTS)]
    told = Books(migrated).ask(f"SELECT actor, action, subject, origin {old} ORDER BY id")
    assert told == [("lan", "submission.draft", f"submission {number}", "") for number in range(1, OLD_EVENTS + 1)]
    assert "The audit log is whole" in migrated("audit", "verify", language="en").out
    assert Books(migrated).one("SELECT MAX(id) - COUNT(*) FROM audit_event") == 0


def test_old_events_are_found_by_what_they_say(migrated: Program) -> None:
    found = migrated("audit", "list", "--text", "ĐỔI", "--limit", 1000, "--format", "csv").out.splitlines()
    assert len(found) == 1 + 1000
    assert '"{""n"":4500,""reason"":""đổi""}"' in found[1]


@pytest.mark.parametrize("change", CHANGES)
def test_the_log_is_guarded_again(migrated: Program, change: str) -> None:
    assert "append-only" in run(migrated, ATTEMPT, change)

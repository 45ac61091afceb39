"""Several processes record at the same moment: one chain, without a gap; nobody is refused."""

import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.conftest import Program
from tests.integration.ledger_files import Books

PROCESSES = 4
EACH = 25
RECORDS = f"""
import os, sys, time
import django
django.setup()
from django.db import transaction
from ansinh.audit.actions import record
from ansinh.audit.origin import acting_from
who = sys.argv[1]
with acting_from(who):
    for number in range({EACH}):
        with transaction.atomic():
            record(by=who, action="test.first", subject=f"test {{number}}")
            record(by=who, action="test.second", subject=f"test {{number}}")
            if number % 5 == 4:
                transaction.set_rollback(True)
"""
UNDONE = EACH // 5
THREADS = f"""
import threading
import django
django.setup()
from django.db import connection, transaction
from ansinh.audit.actions import record
from ansinh.audit.origin import acting_from, current_origin

def work(who):
    with acting_from(who):
        for number in range({EACH}):
            record(by=who, action="test.first", subject=f"test {{number}}")
    connection.close()

threads = [threading.Thread(target=work, args=(f"w{{one}}",)) for one in range({PROCESSES})]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert current_origin() == "cli"
"""
# Whoever has recorded goes on for a while; a reader does not wait for that, and a writer does.
SLOW = """
import sys
import django
django.setup()
from django.db import transaction
from ansinh.audit.actions import record
with transaction.atomic():
    record(by="slow", action="test.first", subject="test")
    print("recorded", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def ledger(program: Program) -> Program:
    program("setup")
    return program


def python(ledger: Program, code: str, *arguments: str) -> "subprocess.Popen[str]":
    line = [sys.executable, "-c", code, *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(line, env=ledger.environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def ended(running: Sequence["subprocess.Popen[str]"]) -> list[tuple[int, str]]:
    said = [process.communicate(timeout=120)[1] for process in running]
    return [(process.returncode, text) for process, text in zip(running, said, strict=True)]


def count(ledger: Program, where: str) -> object:
    return Books(ledger).one(f"SELECT COUNT(*) FROM audit_event WHERE {where}")


def test_processes_that_record_at_once_make_one_whole_chain(ledger: Program) -> None:
    writers = [f"w{number}" for number in range(PROCESSES)]
    assert ended([python(ledger, RECORDS, who) for who in writers]) == [(0, "")] * PROCESSES
    for who in writers:
        assert count(ledger, f"actor = '{who}' AND origin = '{who}'") == 2 * (EACH - UNDONE)
    assert Books(ledger).one("SELECT MAX(id) - COUNT(*) FROM audit_event") == 0
    ledger("audit", "verify")


def test_events_of_one_transaction_stand_side_by_side(ledger: Program) -> None:
    ended([python(ledger, RECORDS, who) for who in ("w0", "w1")])
    rows = Books(ledger).ask("SELECT actor, action FROM audit_event WHERE action LIKE 'test.%' ORDER BY id")
    pairs = zip(rows[::2], rows[1::2], strict=True)
    assert all(first == (second[0], "test.first") and second[1] == "test.second" for first, second in pairs)


def test_threads_that_record_at_once_each_act_from_their_own_place(ledger: Program) -> None:
    assert ended([python(ledger, THREADS)]) == [(0, "")]
    for number in range(PROCESSES):
        assert count(ledger, f"actor = 'w{number}' AND origin = 'w{number}'") == EACH
    ledger("audit", "verify")


def test_whoever_records_while_another_act_is_not_over_waits_and_is_chained_after_it(ledger: Program) -> None:
    slow = python(ledger, SLOW)
    assert slow.stdout
    assert slow.stdout.readline() == "recorded\n"
    other = python(ledger, RECORDS, "w0")
    ledger("audit", "verify")  # readers see what is settled, and wait for nobody
    assert count(ledger, "actor IN ('slow', 'w0')") == 0
    assert ended([slow, other]) == [(0, ""), (0, "")]
    assert Books(ledger).ask("SELECT actor FROM audit_event WHERE action LIKE 'test.%' ORDER BY id")[0] == ("slow",)
    ledger("audit", "verify")

"""`ansinh audit`: what it prints, writes and refuses, and how it ends."""

import csv
import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ansinh.audit.chain import COLUMNS, canonical
from ansinh.cli.exit_codes import DONE, FAULTS_FOUND, KINDS, USAGE
from ansinh.kernel.errors import ConflictError, InputError
from tests.conftest import Program
from tests.functional.a_small_register import program_at

SETUP = ["places.load", "indicators.load", "sums.renew"]  # in this order


@pytest.fixture(scope="module")
def ansinh(tmp_path_factory: pytest.TempPathFactory) -> Program:
    ansinh = program_at(tmp_path_factory.mktemp("audited") / "home")
    ansinh("setup")
    return ansinh


@pytest.fixture
def tampered(tmp_path: Path) -> Program:
    """The second of three events is another's."""
    ansinh = program_at(tmp_path / "home")
    ansinh("setup")
    with closing(sqlite3.connect(ansinh.home / "ledger.sqlite3")) as file:
        file.execute("DROP TRIGGER audit_event_no_update")
        file.execute("UPDATE audit_event SET actor = 'minh' WHERE id = 2")
        file.commit()
    return ansinh


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_events_are_listed_the_newest_first_with_who_what_and_from_where(ansinh: Program) -> None:
    printed = ansinh("audit", "list", language="en").out
    assert [printed.index(action) for action in reversed(SETUP)] == sorted(map(printed.index, SETUP))
    assert "From where" in printed
    assert "ansinh setup" in printed


def test_a_list_goes_on_where_it_says(ansinh: Program) -> None:
    assert "--before 2" in ansinh("audit", "list", "--limit", 2).out
    older = ansinh("audit", "list", "--limit", 2, "--before", 2).out
    assert "places.load" in older
    assert "--before" not in older


def test_a_list_is_printed_for_programs(ansinh: Program) -> None:
    as_json = json.loads(ansinh("audit", "list", "--format", "json").out)
    assert [one["action"] for one in as_json] == SETUP[::-1]
    assert [one["action"] for one in lines(ansinh("audit", "list", "--format", "csv").out)] == SETUP[::-1]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (("--actor", "ansinh setup", "--action", "places"), ["places.load"]),
        (("--subject", "roll-ups"), ["sums.renew"]),
        (("--text", "UNITS"), ["places.load"]),
        (("--origin", "cli", "--from", "1/1/2020"), SETUP),
        (("--origin", "10.0.0.7"), []),
        (("--to", "2020-01-01"), []),
    ],
    ids=str,
)
def test_lists_and_exports_know_the_same_filters(ansinh: Program, filters: tuple[str, ...], found: list[str]) -> None:
    assert [one["action"] for one in lines(ansinh("audit", "export", *filters).out)] == found
    assert [one["action"] for one in lines(ansinh("audit", "list", "--format", "csv", *filters).out)] == found[::-1]


def test_days_the_wrong_way_round_are_refused(ansinh: Program) -> None:
    refused = ansinh(
        "audit", "list", "--from", "2026-07-02", "--to", "2026-07-01", code=KINDS[InputError], language="en"
    )
    assert "before the first" in refused.err


def test_an_export_is_the_whole_log_the_oldest_first(ansinh: Program) -> None:
    exported = ansinh("audit", "export").out
    assert exported.splitlines()[0] == ",".join(COLUMNS)
    assert [one["action"] for one in lines(exported)] == SETUP


def test_each_line_of_an_export_proves_itself(ansinh: Program) -> None:
    previous = "0" * 64
    for line in ansinh("audit", "export", "--format", "jsonl").out.splitlines():
        event = json.loads(line)
        assert event["previous"] == previous
        previous = event.pop("hash")
        assert hashlib.sha256(canonical(event).encode()).hexdigest() == previous
    assert ansinh("audit", "head").out == f"{len(SETUP)}:{previous}\n"


def test_an_export_goes_to_a_file_of_its_owner_alone_and_overwrites_none(ansinh: Program, tmp_path: Path) -> None:
    file = tmp_path / "audit.csv"
    ansinh("audit", "export", "-o", file)
    written = file.read_bytes()
    assert [one["action"] for one in lines(written.decode("utf-8-sig"))] == SETUP
    assert file.stat().st_mode & 0o777 == 0o600
    ansinh("audit", "export", "-o", file, code=KINDS[ConflictError])
    assert file.read_bytes() == written
    assert list(tmp_path.iterdir()) == [file]


def test_a_whole_log_verifies_and_says_what_it_cannot_show(ansinh: Program) -> None:
    said = ansinh("audit", "verify", language="en", code=DONE).out
    assert "whole; events: 3" in said
    assert "--against" in said


def test_a_head_that_was_kept_agrees_or_does_not(ansinh: Program) -> None:
    kept = ansinh("audit", "head").out.strip()
    assert "--against" not in ansinh("audit", "verify", "--against", kept).out
    another = f"3:{'0' * 64}"
    assert "Event 3" in ansinh("audit", "verify", "--against", another, code=FAULTS_FOUND, language="en").out
    later = f"5:{'0' * 64}"
    refused = ansinh("audit", "verify", "--against", later, code=FAULTS_FOUND, language="en").out
    assert refused == "Events 4 to 5 were removed.\n"


def test_what_is_no_head_is_refused_with_how_it_looks(ansinh: Program) -> None:
    assert "ansinh audit head" in ansinh("audit", "verify", "--against", "3", code=KINDS[InputError]).err


def test_a_tampered_log_is_named_and_does_not_end_well(tampered: Program) -> None:
    assert tampered("audit", "verify", code=FAULTS_FOUND, language="en").out == "Event 2 was altered.\n"


@pytest.mark.parametrize("more", [("--limit", 0), ("--limit", 1001), ("--before", 0), ("--format", "xml")], ids=str)
def test_options_out_of_bounds_are_refused(ansinh: Program, more: tuple[object, ...]) -> None:
    ansinh("audit", "list", *more, code=USAGE)

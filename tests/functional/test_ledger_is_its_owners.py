"""A new ledger can be read by its owner alone: it says who asked for whom, and why."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ansinh.cli.exit_codes import DATABASE
from tests.functional.a_small_register import program_at


@pytest.fixture(autouse=True)
def _usual_rights() -> Iterator[None]:
    """Files of this user are readable by all unless something is done about it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("first", [("setup",), ("submissions",)], ids=["setup", "any command"])
def test_a_new_ledger_and_its_journals_are_its_owners(tmp_path: Path, first: tuple[str, ...]) -> None:
    ansinh = program_at(tmp_path / "home")
    ansinh(*first)
    ledger = ansinh.home / "ledger.sqlite3"
    assert rights(ledger) == 0o600
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE more (id INTEGER)")
        assert {rights(one) for one in ansinh.home.glob("ledger.sqlite3*")} == {0o600}


def test_one_that_is_there_keeps_the_rights_that_were_given_to_it(tmp_path: Path) -> None:
    ansinh = program_at(tmp_path / "home")
    ansinh("setup")
    (ansinh.home / "ledger.sqlite3").chmod(0o640)
    ansinh("submissions")
    assert rights(ansinh.home / "ledger.sqlite3") == 0o640


def test_where_it_cannot_be_made_the_database_says_why(tmp_path: Path) -> None:
    ansinh = program_at(tmp_path / "home")
    ansinh.environment["DATABASE_URL"] = f"sqlite:///{tmp_path / 'nowhere' / 'ledger.sqlite3'}"
    refusal = ansinh("submissions", code=DATABASE)
    assert "Traceback" not in refusal.err

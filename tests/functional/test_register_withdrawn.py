"""`ansinh register withdraw`, and what `load` refuses or says loudly so that it is seldom needed."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from ansinh.cli.exit_codes import KINDS, USAGE
from ansinh.kernel.errors import InputError, NotFoundError, RefusedError
from tests.conftest import Program
from tests.functional.a_small_register import JULY, JUNE, RESIDENTS, RURAL, SOUTH, WARD, program_at, write_lists

SURE = ("--reason", "Danh sách của năm khác", "--by", "Lan", "--yes")


@pytest.fixture(scope="module")
def ansinh(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program with its ledger and no register."""
    ansinh = program_at(tmp_path_factory.mktemp("registers") / "home")
    ansinh("setup")
    return ansinh


@pytest.fixture(autouse=True)
def _no_register(ansinh: Program) -> None:
    shutil.rmtree(ansinh.home / "registers", ignore_errors=True)


def loaded(ansinh: Program, directory: Path, day: str = JUNE, *more: object) -> str:
    return ansinh("register", "load", *write_lists(directory), "--as-of", day, *more, language="en").out


def names(ansinh: Program) -> dict[str, str]:
    """Register → state."""
    rows = json.loads(ansinh("register", "snapshots", "--format", "json").out)["rows"]
    return {row["snapshot"]: row["state"] for row in rows}


def answered(ansinh: Program, keys: bytes, *words: object) -> "subprocess.CompletedProcess[str]":
    """By keys pressed at a terminal."""
    screen, keyboard = os.openpty()
    try:
        os.write(screen, keys)
        environment = ansinh.environment | {"ANSINH_LANG": "en"}
        return subprocess.run(
            ansinh.line(*words), env=environment, stdin=keyboard, capture_output=True, text=True, check=False
        )
    finally:
        os.close(keyboard)
        os.close(screen)


def test_a_withdrawn_register_is_not_asked_and_is_told_with_its_reason(ansinh: Program, tmp_path: Path) -> None:
    loaded(ansinh, tmp_path)
    loaded(ansinh, tmp_path, JULY)
    said = ansinh("register", "withdraw", JULY, *SURE, language="en").out
    assert f"Register {JULY} is withdrawn." in said
    assert f"asked when none is named: {JUNE}." in said
    assert "stay in the ledger" in said

    assert "Coverage on 30/6/2026" in ansinh("register", "coverage", language="en").out
    for words in (("coverage", JULY), ("movement", JUNE, JULY), ("describe", JULY), ("withdraw", JULY, *SURE)):
        refusal = ansinh("register", *words, language="en", code=KINDS[RefusedError])
        assert "Danh sách của năm khác" in refusal.err
    assert names(ansinh) == {JUNE: "in_use", JULY: "withdrawn"}
    shown = ansinh("register", "snapshots", language="en").out
    assert re.search(rf"{JULY}.*withdrawn \d.*Danh sách của năm khác", shown)
    assert len(ansinh("register", "snapshots", "--format", "csv").out.splitlines()) == 3


def test_it_is_in_the_audit_log_with_who_and_why(ansinh: Program, tmp_path: Path) -> None:
    loaded(ansinh, tmp_path)
    ansinh("register", "withdraw", JUNE, *SURE)
    with closing(sqlite3.connect(ansinh.home / "ledger.sqlite3")) as ledger:
        query = "SELECT actor, subject, details FROM audit_event WHERE action = 'register.withdrawn' ORDER BY id DESC"
        actor, subject, details = ledger.execute(query).fetchone()
    assert (actor, subject) == ("lan", f"register {JUNE}")
    assert json.loads(details) == {"reason": "Danh sách của năm khác"}


def test_the_same_lists_can_be_loaded_again(ansinh: Program, tmp_path: Path) -> None:
    loaded(ansinh, tmp_path)
    ansinh("register", "withdraw", JUNE, *SURE)
    assert f"Register {JUNE}.2, as of 30/6/2026" in loaded(ansinh, tmp_path)
    assert names(ansinh) == {JUNE: "withdrawn", f"{JUNE}.2": "in_use"}
    ansinh("register", "load", *write_lists(tmp_path), "--as-of", JULY, "--changes-to", JUNE, code=KINDS[RefusedError])


def test_one_on_which_another_builds_is_refused_and_the_other_named(ansinh: Program, tmp_path: Path) -> None:
    loaded(ansinh, tmp_path)
    loaded(ansinh, tmp_path, JULY, "--changes-to", JUNE)
    refusal = ansinh("register", "withdraw", JUNE, *SURE, language="en", code=KINDS[RefusedError])
    assert f"{JULY} builds on it" in refusal.err
    assert names(ansinh) == {JUNE: "in_use", JULY: "in_use"}


def test_somebody_must_say_that_it_is_meant(ansinh: Program, tmp_path: Path) -> None:
    loaded(ansinh, tmp_path)
    words = ("register", "withdraw", JUNE, *SURE[:-1])
    assert "--yes" in ansinh(*words, code=KINDS[InputError]).err
    for keys in (b"n\n", b"\n"):
        declined = answered(ansinh, keys, *words)
        assert "stay in the ledger" in declined.stderr
        assert (declined.returncode, declined.stdout) == (0, "Nothing was changed.\n")
    assert names(ansinh) == {JUNE: "in_use"}
    assert answered(ansinh, b"y\n", *words).returncode == 0
    assert names(ansinh) == {JUNE: "withdrawn"}


WRONG = (
    (JUNE, "  ", "lan", KINDS[InputError]),
    (JUNE, "…", "lan", KINDS[InputError]),
    (JUNE, "Trùng người 092080000001", "lan", KINDS[InputError]),
    (JUNE, "Trùng người 092 080 000 001", "lan", KINDS[InputError]),
    (JUNE, "dài " * 200, "lan", KINDS[InputError]),
    (JUNE, "Sai năm", " ", KINDS[InputError]),
    (JUNE, "Sai năm", "092080000001", KINDS[InputError]),
    ("2020-01-01", "Sai năm", "lan", KINDS[NotFoundError]),
)


def test_nothing_is_withdrawn_for_no_reason_or_with_a_persons_number(ansinh: Program, tmp_path: Path) -> None:
    loaded(ansinh, tmp_path)
    for name, reason, by, code in WRONG:
        refusal = ansinh("register", "withdraw", name, "--reason", reason, "--by", by, "--yes", code=code)
        assert "0920" not in refusal.err.replace(" ", "")
    ansinh("register", "withdraw", JUNE, "--yes", code=USAGE)
    assert names(ansinh) == {JUNE: "in_use"}


def test_a_day_to_come_is_refused_and_today_is_not(ansinh: Program, tmp_path: Path) -> None:
    lists = write_lists(tmp_path)
    ahead = timezone.localdate() + timedelta(days=1)
    refusal = ansinh("register", "load", *lists, "--as-of", ahead, language="en", code=KINDS[InputError])
    assert f"{ahead.day:02}/" in refusal.err
    assert "still to come" in refusal.err
    ansinh("register", "load", *lists, "--as-of", "30/6/2099", code=KINDS[InputError])
    assert names(ansinh) == {}
    ansinh("register", "load", *lists, "--as-of", timezone.localdate())


def test_lists_of_which_nobody_could_be_taken_keep_no_register(ansinh: Program, tmp_path: Path) -> None:
    nowhere = RESIDENTS.replace(WARD, "99998").replace(RURAL, "99998").replace(SOUTH, "99998")
    refusal = ansinh(
        "register", "load", *write_lists(tmp_path, nowhere), "--as-of", JUNE, language="en", code=KINDS[InputError]
    )
    assert "11 unknown_commune (" in refusal.err
    assert names(ansinh) == {}
    assert json.loads(ansinh("register", "snapshots", "--format", "json").out)["leftovers"] == []


def test_without_the_insured_it_is_said_loudly_that_nobody_counts_as_insured(ansinh: Program, tmp_path: Path) -> None:
    residents = write_lists(tmp_path)[:2]
    load = ("register", "load", *residents, "--as-of", JUNE)
    assert "ATTENTION" in ansinh(*load, language="en").out
    for_programs = ansinh(*load, "--format", "json", language="en")
    assert "--spells FILE" in for_programs.err
    assert json.loads(for_programs.out)["snapshot"] == JUNE
    assert "ATTENTION" not in loaded(ansinh, tmp_path)
    assert names(ansinh) == {JUNE: "in_use", f"{JUNE}.2": "in_use"}
    change = ansinh("register", "load", *residents, "--as-of", JULY, "--changes-to", JUNE, language="en").out
    assert "ATTENTION" not in change


def test_within_is_said_to_be_needless_where_communes_have_codes(ansinh: Program, tmp_path: Path) -> None:
    assert "--within 92 was not needed" in loaded(ansinh, tmp_path, JUNE, "--within", "92")
    named = "Họ tên,Ngày sinh,Xã\nNguyễn Văn An,01/02/1980,phường Ninh Kiều\n"
    lists = write_lists(tmp_path, named)
    said = ansinh("register", "load", *lists, "--as-of", JUNE, "--within", "Cần Thơ", language="en").out
    assert "residents 1," in said
    assert "not needed" not in said


def test_what_goes_with_months_is_refused_without_them_and_lists_are_of_days_past(
    ansinh: Program, tmp_path: Path
) -> None:
    wanted = ("register", "simulate", "--persons", "50", "--province", "92", "-o", tmp_path / "made")
    for more in (("--changes", "0.5"), ("--whole-after",)):
        assert more[0] in ansinh(*wanted, *more, code=KINDS[InputError]).err
    made = ansinh(*wanted, "--months", "2", language="en").out
    days = re.findall(r"--as-of (\S+)", made)
    assert len(days) == 3
    assert date.fromisoformat(days[-1]) <= timezone.localdate()


def test_a_load_shows_that_its_stages_end(ansinh: Program, tmp_path: Path) -> None:
    shown = ansinh("register", "load", *write_lists(tmp_path), "--as-of", JUNE).err
    parts = re.findall(r"(\d+)/(\d+) \(", shown)
    assert {total for _done, total in parts} == {total for done, total in parts if done == total}
    assert ("0", "1") in parts
    assert ("1", "1") in parts

"""What the register commands say and write: days, weeks with their year, places, a report beside the register."""

import csv
from pathlib import Path

import openpyxl
import pytest

from ansinh.cli.exit_codes import KINDS
from ansinh.kernel.errors import InputError, RefusedError
from tests.conftest import Program
from tests.functional.a_small_register import JUNE, RURAL, SOUTH, WARD, load_both


@pytest.fixture(scope="module")
def ansinh(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return load_both(tmp_path_factory.mktemp("registers"))


def test_lapses_in_a_file_have_the_units_code_and_the_year(ansinh: Program, tmp_path: Path) -> None:
    asked = ("register", "lapses", JUNE, "--level", "commune", "--weeks", "80")
    for name in ("lapses.xlsx", "lapses.csv"):
        ansinh(*asked, "--export", tmp_path / name)
    page = openpyxl.load_workbook(tmp_path / "lapses.xlsx").active
    assert page is not None
    assert [page.cell(3, column).value for column in range(1, 6)] == ["Mã", "Đơn vị", "Cộng", "29/6/2026", "06/7/2026"]
    assert {page.cell(row, 1).value for row in range(4, 7)} == {WARD, RURAL, SOUTH}
    assert [page.cell(7, column).value for column in (1, 2, 3)] == ["", "Tổng cộng", 4]
    with (tmp_path / "lapses.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = {one["unit"]: one for one in csv.DictReader(stream)}
    assert (found[WARD]["persons"], found[WARD]["2026-07-06"], found[WARD]["2026-12-28"]) == ("2", "1", "1")


def test_more_weeks_than_a_screen_holds_stand_below_each_other(ansinh: Program) -> None:
    asked = ("register", "lapses", JUNE, "--within", WARD)
    narrow = ansinh(*asked).out
    assert "06/" in narrow
    assert "06/7/2026" not in narrow
    shown = ansinh(*asked, "--weeks", "80", language="en").out
    assert "06/7/2026" in shown
    assert "28/12/2026" in shown
    assert "In all: 2." in shown


def test_where_nothing_ends_a_place_is_named_only_if_one_was(ansinh: Program) -> None:
    asked = ("register", "lapses", JUNE, "--from", "2029-01-01", "--weeks", "1")
    everywhere = ansinh(*asked, language="en").out
    assert "No insurance ends from 01/01/2029 to 07/01/2029. Look further" in everywhere
    assert "--within" not in everywhere
    assert "in Ninh Kieu Ward. Look further" in ansinh(*asked, "--within", WARD, language="en").out


def test_where_nobody_lives_the_place_is_named(ansinh: Program) -> None:
    for command in (("coverage",), ("criterion", "--threshold", "95")):
        shown = ansinh("register", *command, "--within", "31", language="en").out
        assert "The register has no residents in Hai Phong." in shown


def test_a_list_is_not_written_into_a_directory_that_is_not_there(ansinh: Program, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "deep"
    refusal = ansinh(
        "register", "coverage", JUNE, "--export", nowhere / "gap.xlsx", language="en", code=KINDS[InputError]
    )
    assert f"There is no directory {nowhere}." in refusal.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_days_in_errors_are_written_as_in_tables(ansinh: Program, language: str) -> None:
    refusal = ansinh("register", "coverage", JUNE, "--at", "2026-02-01", language=language, code=KINDS[RefusedError])
    assert "30/6/2026" in refusal.err
    assert "01/02/2026" in refusal.err
    assert "2026-" not in refusal.err


def test_a_day_that_is_none_is_answered_with_how_days_are_written(ansinh: Program) -> None:
    refusal = ansinh("register", "coverage", "--at", "31/2/2026", language="en", code=KINDS[InputError])
    assert "day, month and year like 31/5/2020, or year, month and day like 2020-05-31" in refusal.err


def test_a_reported_figure_is_brought_to_the_registers_line_by_line(ansinh: Program) -> None:
    ansinh("register", "publish", "92", "--snapshot", JUNE, "--whole", "--by", "lan")
    asked = ("register", "reconcile", "92", "--snapshot", JUNE, "--draft", "--scheme")
    cards = ansinh(*asked, "bhyt", language="en").out
    assert "Cards issued here, by the register: 3." in cards
    assert "Here: the place of issue is 92, 93, 94 in the list of 63 provinces." in cards
    times = ansinh(*asked, "bhxh_compulsory", language="en").out
    assert "Times of insurance recorded here, by the register: 0." in times
    assert "card" not in times.lower()
    assert "thẻ" not in ansinh(*asked, "bhxh_compulsory").out

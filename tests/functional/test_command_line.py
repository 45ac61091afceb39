"""The program as a user runs it: help, exit codes, the demonstration, a month from form to report."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ansinh.cli.bilingual import Command, Group, Option
from ansinh.cli.examples import EXAMPLES, WORKBOOKS, Example
from ansinh.cli.exit_codes import KINDS, MEANINGS
from ansinh.cli.main import COMMANDS
from ansinh.kernel.errors import ConflictError, InputError, NotFoundError, RefusedError, SettingError

Program = Any


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_gives_every_command_one_line(program: Program, language: str) -> None:
    narrow = replace(program, environment=program.environment | {"COLUMNS": "80"})
    shown = narrow("--help", "--lang", language).out
    assert re.findall(r"^  ([a-z][a-z-]*) {2,}\S", shown, re.MULTILINE) == list(COMMANDS)
    commands = shown.splitlines()[-len(COMMANDS) :]
    assert all(re.match(r"  [a-z]", line) and len(line) <= 80 for line in commands)


def test_a_command_has_the_name_by_which_it_is_found() -> None:
    groups = [one for one in COMMANDS.values() if isinstance(one, Group)]
    assert {"accounts", "audit", "report", "register", "places", "profiles"} == {one.name for one in groups}
    for commands in (COMMANDS, *(group.commands for group in groups)):
        assert [one.name for one in commands.values()] == list(commands)


def test_help_speaks_the_language_asked_for(program: Program) -> None:
    assert "Cách dùng" in program("--help").out
    assert "Usage" in program("--help", "--lang", "en").out
    assert "Usage" in program("report", "--help", language="en").out


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_and_option_explains_itself_in_both_languages(command: Command) -> None:
    for said in (command.says, *(one.says for one in command.params if isinstance(one, Option))):
        assert said.text("vi") != said.text("en")


def test_errors_exit_by_their_kind(program: Program, tmp_path: Path) -> None:
    nonsense = tmp_path / "x.xlsx"
    nonsense.write_text("not a workbook")
    program("compare", "42", code=2)
    program("compare", "42", "collections", "--period", "2020-13", code=KINDS[InputError])
    program("import", nonsense, "--by", "a", code=KINDS[InputError])
    program("compare", "nowhere", "collections", "--period", "2020-05", code=KINDS[NotFoundError])
    program("submit", "1", "--by", "a", code=KINDS[NotFoundError])
    assert len(set(KINDS.values())) == len(KINDS)
    assert set(KINDS.values()) <= MEANINGS.keys()


def test_a_wrong_setting_is_refused_by_name(program: Program) -> None:
    wrong = replace(program, environment=program.environment | {"ANSINH_HOEM": str(program.home)})
    refusal = wrong("indicators", code=KINDS[SettingError])
    assert "ANSINH_HOEM" in refusal.err
    assert "ANSINH_HOME" in refusal.err


def test_the_demonstration_prints_what_the_article_says_and_may_be_run_again(program: Program, tmp_path: Path) -> None:
    home = tmp_path / "apart"
    shown = program("demo", "--home", home).out
    for said in (
        "10.101,8 tỷ đồng", "36,45%", "578,2 tỷ đồng", "6,07%", "5/9", "36%", "Quảng Ngãi (41,1%)", "Hà Tĩnh (37,5%)",
        "91,61%", "69,4%", "61,1%", "60,3%", "50,1%",
    ):  # fmt: skip
        assert said in shown
    names = ("418-2017-06-resolution-review-21-NQ-TW-2013-2017", "54-2020-05", "cum-iv-2020-2020-05")
    wanted = {f"{name}.{suffix}" for name in names for suffix in ("docx", "json", "pdf", "xlsx")}
    assert {path.name for path in (home / "reports").iterdir()} == wanted
    assert all(name in shown for name in wanted)
    assert not program.home.exists()
    again = program("demo", "--home", home).out
    assert again.count("đã có từ trước") == len(WORKBOOKS)


def test_the_demonstration_keeps_away_from_other_figures(program: Program, examples: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.xlsx"
    real.write_bytes((examples / "tuong-duong-2017-06.xlsx").read_bytes())
    program("import", real, "--by", "officer")
    program("demo", code=KINDS[RefusedError])


def answered(example: Example) -> list[str]:
    """What an officer says on the command line about a file of the demonstration."""
    lines = [f"--line={text}={answer}" for text, answer in example.answers.lines.items()]
    return lines + [f"--explain={cell}={why}" for cell, why in example.explanations.items()]


def test_a_month_from_files_to_report(
    program: Program, examples: Path, approved: Callable[..., int], tmp_path: Path
) -> None:
    program("template", "cum-iv-2020", "--period", "2020-06", "-o", tmp_path / "form.xlsx")
    program("import", tmp_path / "form.xlsx", "--by", "officer", code=KINDS[InputError])  # not filled in
    *others, last = EXAMPLES
    for example in others:
        approved(examples / example.file, *answered(example))
    may, number = examples / last.file, str(len(EXAMPLES))
    assert f"{last.file}: 5 số liệu, không có gì phải sửa." in program("import", may, "--check").out
    program("import", may, "--by", "officer")
    program("import", may, "--by", "officer", code=KINDS[ConflictError])
    program("report", "cum-iv-2020", "--period", "2020-05", code=KINDS[RefusedError])
    assert "BẢN NHÁP" in program("report", "cum-iv-2020", "--period", "2020-05", "--draft").out
    program("approve", number, "--by", "approver", code=KINDS[RefusedError])  # not submitted yet
    program("submit", number, "--by", "officer")
    program("approve", number, "--by", "officer", code=KINDS[RefusedError])
    program("approve", number, "--by", "approver")
    program("lock", number, "--by", "approver")
    reports = tmp_path / "reports"
    program("report", "cum-iv-2020", "--period", "2020-05", "--format", "json", "-o", reports)
    figures = json.loads((reports / "cum-iv-2020-2020-05.json").read_text())["figures"]
    assert figures["collections.vs_plan"]["text"] == "36,45%"


def test_compare_prints_and_gives_json(program: Program, examples: Path, approved: Callable[[Path], int]) -> None:
    approved(examples / "tuong-duong-2017-06.xlsx")
    asked = ("compare", "Tương Dương", "participants_bhyt", "--period", "2017-06", "--against", "same-period,end:2015")
    table = program(*asked).out
    assert "-231 người" in table
    assert "+1.202 người" in table
    found = json.loads(program(*asked, "--format", "json").out)
    assert [one["change"]["value"] for one in found["comparisons"]] == ["-231", "1202"]
    assert found["comparisons"][0]["change"]["trace"][0]["file"] == "tuong-duong-2017-06.xlsx"
    lines = program(*asked, "--format", "csv").out.splitlines()
    assert lines[1].startswith("vs_same_period,2016-06,70649,70880,-231,")


def test_findings_come_in_both_languages(program: Program, tmp_path: Path) -> None:
    program("template", "418", "--period", "2017-06", "-o", tmp_path / "form.xlsx")
    found = json.loads(program("import", tmp_path / "form.xlsx", "--check", "--format", "json", code=4).out)
    finding = found[0]["findings"][0]
    assert finding["cell"]
    assert finding["cause"]["vi"] != finding["cause"]["en"]
    assert finding["remedy"]["vi"] != finding["remedy"]["en"]


def test_published_figures_are_checked_against_each_other(program: Program) -> None:
    article = ("check-figures", "--value", "10.101,8 tỷ", "--change", "578,2 tỷ", "--vs-plan", "36,45%")
    assert "27.710" in program(*article, "--change-percent", "6,07%").out
    assert "mâu thuẫn" in program(*article, "--change-percent", "6,7%", code=9).out

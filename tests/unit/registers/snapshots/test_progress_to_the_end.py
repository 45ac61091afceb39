"""Whoever looks at long work sees each stage begin and end."""

import re

import pytest

from ansinh.cli.registers import progress as module
from ansinh.cli.registers.progress import progress


def shown(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Without the seconds."""
    return [re.sub(r" \(.*\)$", "", line) for line in re.split(r"\n|\r\x1b\[K", capsys.readouterr().err) if line]


@pytest.fixture(params=[True, False], ids=["terminal", "log"])
def _anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: request.param)


@pytest.mark.usefixtures("_anywhere")
def test_a_stage_ends_with_all_its_parts_however_fast_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as told:
        for stage, parts in (("Reading", 3), ("Sorting", 1)):
            for done in range(parts + 1):
                told.show(stage, done, parts)
    assert shown(capsys) == ["Reading: 0/3", "Reading: 3/3", "Sorting: 0/1", "Sorting: 1/1"]


def test_the_end_is_told_once_and_what_has_no_parts_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as told:
        told.show("Finding")
        told.show("Finding")
        for _again in range(2):
            told.show("Inventing", 5, 5)
    assert shown(capsys) == ["Finding", "Inventing: 5/5"]


def test_between_the_two_it_is_told_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress() as told:
        told.show("Reading", 0, 9)
        told.show("Reading", 1, 9)
        monkeypatch.setattr(module, "ELSEWHERE_EVERY", 0.0)
        told.show("Reading", 2, 9)
    assert shown(capsys) == ["Reading: 0/9", "Reading: 2/9"]


def test_brief_work_is_told_on_terminals_only(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(brief=True) as told:
        told.show("Counting", 1, 1)
    assert shown(capsys) == []

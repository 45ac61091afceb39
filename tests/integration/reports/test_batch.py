"""Many reports at once: one that fails, or whose process dies, does not stop the others."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.places.reads import parts
from ansinh.reports import batch
from ansinh.reports.batch import make_all, tasks_for
from ansinh.reports.making import Format
from ansinh.reports.recipe import Recipe
from ansinh.reports.worker import Outcome, Task
from tests.integration.factories import A_DAY, unit
from tests.integration.reports import batch_workers
from tests.integration.reports.batch_workers import DIES, DIES_AT_FIRST, FAULTY
from tests.integration.reports.conftest import MADE_AT

REVIEW = Recipe(
    "cum-iv-2020", Period.month(2020, 5), "emulation-review", "vi", Scope(draft=True), text="# causes\nMột."
)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "work", batch_workers.work)


def tasks(directory: Path, *units: str) -> list[Task]:
    return [Task(one, {}, ("pdf",), str(directory), MADE_AT, "vi") for one in units]


def outcomes(given: Sequence[Task], workers: int) -> dict[str, Outcome]:
    found = list(make_all(given, workers=workers))
    assert len(found) == len(given)
    return {one.unit: one for one in found}


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_all_are_made_whatever_the_number_of_workers(stand_in: None, tmp_path: Path, workers: int) -> None:
    found = outcomes(tasks(tmp_path, "42", "44", "45"), workers)
    assert {name: (one.paths, one.failure) for name, one in found.items()} == {
        name: ((f"{name}.pdf",), None) for name in ("42", "44", "45")
    }


def test_a_worker_that_dies_is_reported_and_the_others_are_made(stand_in: None, tmp_path: Path) -> None:
    found = outcomes(tasks(tmp_path, "42", DIES, "44", "45", "46"), 2)
    assert {name for name, one in found.items() if one.failure} == {DIES}
    cause, remedy = found[DIES].failure or ("", "")
    assert cause
    assert "ansinh report make" in remedy
    tried = (tmp_path / "tried").read_text(encoding="utf-8").splitlines()
    assert tried.count(DIES) <= 2


def test_a_report_whose_process_died_is_tried_once_more(stand_in: None, tmp_path: Path) -> None:
    assert outcomes(tasks(tmp_path, DIES_AT_FIRST), 4)[DIES_AT_FIRST].failure is None
    assert (tmp_path / "tried").read_text(encoding="utf-8").splitlines() == [DIES_AT_FIRST] * 2


def test_a_fault_of_the_program_fails_one_report_only(stand_in: None, tmp_path: Path) -> None:
    found = outcomes(tasks(tmp_path, "42", FAULTY, "44"), 2)
    assert {name for name, one in found.items() if one.failure} == {FAULTY}
    assert "ZeroDivisionError: nobody foresaw it" in (found[FAULTY].failure or ("",))[0]


def test_whoever_stops_listening_stops_the_work(stand_in: None, tmp_path: Path) -> None:
    names = [f"unit {number}" for number in range(40)]
    listening = make_all(tasks(tmp_path, *names), workers=1)
    assert next(listening).unit in names
    listening.close()  # type: ignore[attr-defined]
    tried = (tmp_path / "tried").read_text(encoding="utf-8").splitlines()
    assert 0 < len(tried) < len(names)


def test_nothing_to_make_is_nothing_made(stand_in: None) -> None:
    assert list(make_all([], workers=4)) == []


@pytest.mark.django_db
def test_each_part_is_asked_the_same_with_its_own_text(tmp_path: Path) -> None:
    (tmp_path / "42.md").write_text("# causes\nHai.", encoding="utf-8")
    units = parts(unit("cum-iv-2020"), A_DAY)
    given = tasks_for(
        units, REVIEW, [Format.PDF, Format.JSON], tmp_path / "out", made_at=MADE_AT, outline=None, texts=tmp_path
    )
    assert [task.unit for task in given] == [one.text("vi") for one in units]
    recipes = [Recipe.from_json(task.recipe) for task in given]  # type: ignore[arg-type]
    assert [one.unit for one in recipes] == [one.code for one in units]
    assert {(one.outline, one.period, one.scope, one.text) for one in recipes} == {
        ("business-report", REVIEW.period, REVIEW.scope, REVIEW.text)
    }
    assert {task.formats for task in given} == {("pdf", "json")}
    files = {one.code: task.text_file for one, task in zip(units, given, strict=True)}
    assert files.pop("42") == str(tmp_path / "42.md")
    assert set(files.values()) == {None}


@pytest.mark.django_db
def test_an_outline_that_was_asked_for_is_that_of_all(tmp_path: Path) -> None:
    units = parts(unit("cum-iv-2020"), A_DAY)
    given = tasks_for(units, REVIEW, [Format.PDF], tmp_path, made_at=MADE_AT, outline="emulation-review", texts=None)
    assert {task.recipe["outline"] for task in given} == {"emulation-review"}

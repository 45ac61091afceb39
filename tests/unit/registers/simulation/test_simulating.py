"""The command's work: whole or not at all, described, refused where it must be."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ansinh.registers.simulation.given import Simulated
from ansinh.registers.simulation.refusals import (
    ChangeOutOfRangeError,
    DirectoryTakenError,
    NowhereError,
    PersonsOutOfRangeError,
    TooDenseError,
)

Run = Callable[..., Simulated]


class InterruptError(Exception):
    pass


def test_the_directory_says_that_all_is_invented_and_how_it_was_made(simulate_small: Run) -> None:
    done = simulate_small(persons=500, seed=3)
    readme = (done.directory / "README").read_text(encoding="utf-8")
    assert readme.startswith("ALL THIS IS INVENTED")
    assert "GIẢ LẬP" in readme
    said = json.loads((done.directory / "simulation.json").read_text(encoding="utf-8"))
    assert (said["persons"], said["seed"], said["as_of"], said["invented"]) == (500, 3, "2026-06-30", True)
    assert said["residents"] == done.residents
    assert sorted(one.name for one in done.directory.iterdir()) == [
        "README",
        "residents",
        "simulation.json",
        "spells",
        "truth",
    ]


def test_files_are_by_province(simulating) -> None:
    for register in ("residents", "spells"):
        names = sorted(file.name for file in (simulating.simulated.directory / register).iterdir())
        assert names == ["01-0000.parquet", "14-0000.parquet", "92-0000.parquet"]


def test_large_provinces_have_several_files(simulate_small: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ansinh.registers.simulation.communes.BATCH", 1_000)
    done = simulate_small(persons=3_000)
    assert len(list((done.directory / "residents").iterdir())) >= 3


def test_lines_do_not_depend_on_how_many_persons_are_worked_on_at_a_time(
    simulate_small: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = simulate_small("whole", persons=3_000, change=0.05, whole_after=True)
    monkeypatch.setattr("ansinh.registers.simulation.communes.BATCH", 700)
    split = simulate_small("split", persons=3_000, change=0.05, whole_after=True)
    for register in ("residents", "spells", "truth"):
        assert Counter(_lines(whole.directory / register)) == Counter(_lines(split.directory / register))


def _lines(directory: Path) -> list[tuple[object, ...]]:
    return duckdb.read_parquet(f"{directory}/*.parquet").fetchall()


def test_progress_reaches_the_whole(simulate_small: Run) -> None:
    told: list[tuple[int, int]] = []
    simulate_small(persons=700, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (700, 700)


def test_an_interrupted_simulation_leaves_nothing(simulate_small: Run, tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        raise InterruptError

    with pytest.raises(InterruptError):
        simulate_small(persons=300, progress=interrupt)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_directory_is_taken_and_a_full_one_refused(simulate_small: Run, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    done = simulate_small(persons=300)
    assert (done.directory / "README").exists()
    with pytest.raises(DirectoryTakenError) as refused:
        simulate_small(persons=300)
    assert "lists" in refused.value.text("en")


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({"persons": 0}, PersonsOutOfRangeError),
        ({"persons": 100_000_001}, PersonsOutOfRangeError),
        ({"persons": 50_000_000, "within": frozenset({"31117"})}, TooDenseError),
        ({"within": frozenset()}, NowhereError),
        ({"change": 0.0}, ChangeOutOfRangeError),
        ({"change": 0.4, "months": 3}, ChangeOutOfRangeError),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    simulate_small: Run, tmp_path: Path, wanted: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        simulate_small(**wanted)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("persons", [1, 7, 40])
def test_a_handful_of_persons_can_be_simulated(simulate_small: Run, persons: int) -> None:
    done = simulate_small(persons=persons, change=0.5, months=2, whole_after=True)
    assert done.residents >= persons


def test_one_commune_is_enough(simulate_small: Run) -> None:
    done = simulate_small(persons=2_000, within=frozenset({"31117"}), change=0.05, whole_after=True)
    assert done.residents >= 2_000
    assert "two_communes" not in done.errors


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2025, 12, 31), date(2026, 10, 1), date(2027, 1, 1)])
def test_any_day_will_do(simulate_small: Run, as_of: date) -> None:
    done = simulate_small(persons=1_000, as_of=as_of, change=0.05)
    assert done.spells > 1_000

"""The same parameters give the same lines, whatever the machine does."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import duckdb

from ansinh.registers.loading import Limits
from ansinh.registers.simulation.given import Simulated

Run = Callable[..., Simulated]


def _files(directory: Path) -> dict[str, str]:
    return {
        str(file.relative_to(directory)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(directory.rglob("*"))
        if file.is_file()
    }


def _lines(directory: Path, register: str) -> list[tuple[object, ...]]:
    return duckdb.read_parquet(f"{directory}/{register}/*.parquet").fetchall()


def test_one_thread_and_four_write_the_same_bytes(simulate_small: Run) -> None:
    # more than one of the engine's blocks of 122,880 rows, so that threads do share the work
    one = simulate_small("one", persons=150_000, change=0.02, whole_after=True, limits=Limits(1.0, threads=1))
    four = simulate_small("four", persons=150_000, change=0.02, whole_after=True, limits=Limits(3.0, threads=4))
    assert _files(one.directory) == _files(four.directory)
    assert len(_files(one.directory)) > 8


def test_another_seed_gives_other_people(simulate_small: Run) -> None:
    one, other = simulate_small("one", seed=1), simulate_small("other", seed=2)
    same = set(_lines(one.directory, "residents")) & set(_lines(other.directory, "residents"))
    assert len(same) < 30


def test_asking_for_changes_does_not_alter_the_lists(simulate_small: Run) -> None:
    without, with_changes = simulate_small("without"), simulate_small("with", change=0.05, months=3)
    for register in ("residents", "spells"):
        assert _lines(without.directory, register) == _lines(with_changes.directory, register)

"""A snapshot is seen whole or not at all, by its owner alone, and is made once."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ansinh.kernel.errors import ConflictError, NotFoundError
from ansinh.registers.loading import Codes, Limits, Progress
from ansinh.registers.loading.errors import (
    NotLaterError,
    SourceChangedError,
    TooLittleMemoryError,
    TooLittleSpaceError,
)
from ansinh.registers.snapshots.layout import TABLES
from ansinh.registers.snapshots.lock import LoadRunningError, held
from ansinh.registers.snapshots.store import IncompleteError, OtherBaseError, OtherVersionError, Registers
from tests.unit.registers.loading.conftest import RESIDENTS, SPELLS, Loading, status, write_csv
from tests.unit.registers.loading.small_registers import AREAS, CODES, DAY

FEWER = RESIDENTS[:2]
KILLED = """
import os, signal, sys
from pathlib import Path
from ansinh.registers.loading import Source, load
from ansinh.registers.loading.building import Building
from ansinh.registers.snapshots.store import Registers
from tests.unit.registers.loading.small_registers import AREAS, CODES, DAY, LIMITS
home, die_at = Path(sys.argv[1]), int(sys.argv[2])
finish, done = Building.finish, []
def finish_or_die(self, stage, *args, **options):
    if len(done) == die_at:
        os.kill(os.getpid(), signal.SIGKILL)
    done.append(stage)
    finish(self, stage, *args, **options)
Building.finish = finish_or_die
sources = [Source(home / "residents.csv", "residents"), Source(home / "spells.csv", "spells")]
load(Registers(home / "registers"), sources, as_of=DAY, areas=AREAS, codes=CODES, limits=LIMITS)
print(len(done))
"""


def load_apart(home: Path, die_at: int) -> "subprocess.CompletedProcess[str]":
    """In a process of its own that kills itself when the n-th of its stages has done its work, before it says so."""
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(home), str(die_at)],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=False,
    )


def contents(directory: Path) -> dict[str, int]:
    return {str(path.relative_to(directory)): path.stat().st_size for path in directory.rglob("*.parquet")}


def test_load_killed_in_any_stage_goes_on_where_it_was(tmp_path: Path) -> None:
    for directory in (tmp_path, tmp_path / "whole"):
        directory.mkdir(exist_ok=True)
        write_csv(directory / "residents.csv", RESIDENTS)
        write_csv(directory / "spells.csv", SPELLS)
    stages = int(load_apart(tmp_path / "whole", die_at=99).stdout)
    store = Registers(tmp_path / "registers")
    for _ in range(stages):  # each run finishes one stage and dies in the next
        assert load_apart(tmp_path, die_at=1 if store.leftovers() else 0).returncode == -9
        assert store.snapshots() == []
        assert len(store.leftovers()) == 1
    assert load_apart(tmp_path, die_at=99).stdout.strip() == "1"
    assert store.leftovers() == []
    whole = Registers(tmp_path / "whole" / "registers").snapshot()
    assert contents(store.snapshot().directory) == contents(whole.directory)


def test_of_two_loads_at_once_one_is_refused(load_lists: Loading, store: Registers) -> None:
    store.directory.mkdir()
    with held(store.directory), pytest.raises(LoadRunningError):
        load_lists()
    assert load_lists().is_new


def test_two_processes_at_once_make_one_snapshot(tmp_path: Path) -> None:
    write_csv(tmp_path / "residents.csv", RESIDENTS)
    write_csv(tmp_path / "spells.csv", SPELLS)
    command = [sys.executable, "-c", KILLED, str(tmp_path), "99"]
    running = [
        subprocess.Popen(
            command, cwd=Path(__file__).parents[4], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    ends = [(one.communicate(), one.returncode) for one in running]
    assert 0 in [code for _, code in ends]
    assert all("LoadRunningError" in errors for (_, errors), code in ends if code)
    store = Registers(tmp_path / "registers")
    assert [one.name for one in store.snapshots()] == [str(DAY)]
    assert store.leftovers() == []


def test_same_sources_are_loaded_once(load_lists: Loading) -> None:
    first = load_lists()
    told: list[Progress] = []
    again = load_lists(progress=told.append)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.snapshot == first.snapshot
    assert told == []


def test_same_sources_are_loaded_anew_once_a_group_is_known(load_lists: Loading) -> None:
    without = load_lists(codes=Codes({"GD": frozenset({4})}))
    assert status(without)[92_193_000_002]["group"] == ""
    again = load_lists(codes=CODES)
    assert again.is_new
    assert status(again)[92_193_000_002]["group"] == "HS"


def test_same_sources_are_loaded_anew_with_other_communes(load_lists: Loading) -> None:
    load_lists()
    more = replace(AREAS, successors={**AREAS.successors, "31120": "92002"})
    assert load_lists(areas=more).is_new
    assert not load_lists(areas=more).is_new


def test_what_another_version_loaded_is_loaded_anew(load_lists: Loading, store: Registers) -> None:
    description = load_lists().snapshot.directory / "datapackage.json"
    about = json.loads(description.read_text("utf-8"))
    about["ansinh"]["schema"] = "ansinh-register-0"
    description.write_text(json.dumps(about), "utf-8")
    with pytest.raises(OtherVersionError):
        store.snapshot().chain()
    again = load_lists()
    assert (again.is_new, again.snapshot.name) == (True, "2026-06-30.2")


def test_other_sources_of_the_day_are_a_later_list(load_lists: Loading, store: Registers) -> None:
    load_lists()
    load_lists(FEWER)
    assert [one.name for one in store.snapshots()] == ["2026-06-30", "2026-06-30.2"]
    assert store.snapshot().name == "2026-06-30.2"
    assert store.snapshot("2026-06-30").description["ansinh"]["counts"]["residents"] == 2


def test_snapshot_that_is_not_there(load_lists: Loading, store: Registers) -> None:
    with pytest.raises(NotFoundError, match="ansinh register"):
        store.snapshot()
    load_lists()
    with pytest.raises(NotFoundError, match="2026-06-30"):
        store.snapshot("2020-01-01")


def test_only_the_owner_may_read(load_lists: Loading, store: Registers) -> None:
    snapshot = load_lists().snapshot
    for path in (store.directory, snapshot.directory, *snapshot.directory.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


def test_what_is_being_built_is_closed_to_others(load_lists: Loading, store: Registers) -> None:
    modes = []

    def look(_: Progress) -> None:
        modes.extend(one.stat().st_mode & 0o777 for one in store.directory.glob(".building-*"))

    load_lists(progress=look)
    assert set(modes) == {0o700}


def test_description_says_what_is_there(load_lists: Loading) -> None:
    snapshot = load_lists().snapshot
    about = json.loads((snapshot.directory / "datapackage.json").read_text("utf-8"))
    assert {one["name"] for one in about["resources"]} == TABLES.keys()
    assert all(field["description"] for one in about["resources"] for field in one["schema"]["fields"])
    assert about["ansinh"]["as_of"] == str(DAY)
    assert [one["name"] for one in about["ansinh"]["sources"]] == ["residents.csv", "spells.csv"]
    assert "092093000001" not in json.dumps(about)


def test_half_a_copy_is_no_register(load_lists: Loading) -> None:
    snapshot = load_lists().snapshot
    file = next((snapshot.directory / "status").rglob("*.parquet"))
    content = file.read_bytes()
    assert snapshot.chain() == (snapshot.directory,)

    file.write_bytes(content[:-1])
    with pytest.raises(IncompleteError, match="status/"):
        snapshot.chain()
    file.unlink()
    with pytest.raises(IncompleteError, match="status/"):
        snapshot.chain()


def test_change_of_another_list_than_the_one_that_is_there(load_lists: Loading, store: Registers) -> None:
    before = load_lists().snapshot
    change = load_lists(FEWER, before=before, as_of=DAY + timedelta(days=31)).snapshot
    assert change.description["ansinh"]["before_sha256"] == before.sha256

    shutil.rmtree(before.directory)
    with pytest.raises(OtherBaseError, match=before.name):
        store.snapshot(change.name).chain()
    assert load_lists(FEWER).snapshot.name == before.name
    with pytest.raises(OtherBaseError, match=before.name):
        store.snapshot(change.name).chain()


def test_source_that_changes_meanwhile_is_noticed(load_lists: Loading, store: Registers, tmp_path: Path) -> None:
    def write(_: Progress) -> None:
        with (tmp_path / "spells.csv").open("a", newline="") as file:
            file.write("\r\n")

    with pytest.raises(SourceChangedError, match=r"spells\.csv"):
        load_lists(progress=write)
    assert (store.snapshots(), store.leftovers()) == ([], [])


def test_change_must_be_later(load_lists: Loading) -> None:
    before = load_lists().snapshot
    with pytest.raises(NotLaterError):
        load_lists(FEWER, before=before)
    later = load_lists(FEWER, before=before, as_of=DAY + timedelta(days=31)).snapshot
    assert later.before == before.name
    assert later.chain() == (before.directory, later.directory)


def test_what_will_not_fit_is_said_beforehand(
    load_lists: Loading, store: Registers, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TooLittleMemoryError):
        load_lists(limits=Limits(memory_gb=0.1))
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10}))
    with pytest.raises(TooLittleSpaceError):
        load_lists()
    assert store.leftovers() == []


def test_leftover_can_be_removed_unless_a_load_is_running(store: Registers) -> None:
    (store.directory / ".building-0123").mkdir(parents=True)
    (leftover,) = store.leftovers()
    with held(store.directory), pytest.raises(ConflictError):
        leftover.remove()
    leftover.remove()
    assert store.leftovers() == []


def test_progress_is_told_stage_by_stage(load_lists: Loading) -> None:
    told: list[Progress] = []
    load_lists(progress=told.append)
    stages: Sequence[str] = list(dict.fromkeys(one.stage.text("en") for one in told))
    assert len(stages) == 4
    assert all(0 <= one.done <= one.total for one in told)
    assert [one.seconds for one in told] == sorted(one.seconds for one in told)

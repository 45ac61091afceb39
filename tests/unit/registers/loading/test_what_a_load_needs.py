"""What will not fit is said before a load begins, disk by disk."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ansinh.registers.loading import Limits, needs
from ansinh.registers.loading.building import Building
from ansinh.registers.loading.errors import TooLittleMemoryError, TooLittleSpaceError
from ansinh.registers.loading.files import Shape, SourceFile
from ansinh.registers.loading.needs import Disk, TooLittleRoomAsideError, refuse_what_will_not_fit
from ansinh.registers.snapshots.layout import DESCRIPTION, SCHEMA_VERSION
from ansinh.registers.snapshots.store import Snapshot

LINES = 1_000_000
LIMITS = Limits(memory_gb=1, threads=1)
Free = Callable[..., None]


def a_list(lines: int = LINES) -> list[SourceFile]:
    shape = Shape("residents", ("person_id", "commune"), ("BIGINT", "VARCHAR"))
    return [SourceFile(0, Path("residents.parquet"), "residents.parquet", shape, lines, 0, 0, "")]


def a_register(directory: Path, residents: int) -> Snapshot:
    directory.mkdir()
    about = {"schema": SCHEMA_VERSION, "counts": {"residents": residents, "orphans": 0}}
    (directory / DESCRIPTION).write_text(json.dumps({"ansinh": about}))
    return Snapshot(directory.name, directory)


@pytest.fixture
def building(tmp_path: Path) -> Building:
    return Building(tmp_path / ".building")


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Free:
    """Says what is free, in MB: with the registers; and aside, if another disk is there."""

    def say(here: int, aside: int | None = None) -> None:
        def disk_of(path: Path) -> Disk:
            is_aside = aside is not None and path.is_relative_to(tmp_path / "aside")
            return Disk(1, aside * 10**6) if is_aside and aside is not None else Disk(0, here * 10**6)

        monkeypatch.setattr(needs, "disk_of", disk_of)

    return say


def test_less_memory_than_threads_need(building: Building) -> None:
    with pytest.raises(TooLittleMemoryError):
        refuse_what_will_not_fit([], None, Limits(memory_gb=1, threads=4), building)


def test_a_list_that_memory_takes_at_once_needs_room_to_be_written(building: Building, free: Free) -> None:
    free(120)
    refuse_what_will_not_fit(a_list(), None, LIMITS, building)
    free(119)
    with pytest.raises(TooLittleSpaceError, match="0,12 GB"):
        refuse_what_will_not_fit(a_list(), None, LIMITS, building)


@pytest.mark.parametrize(("times", "needed"), [(2, 2 * 120 + 500), (10, 10 * 120 + 500)])
def test_a_longer_one_needs_room_to_spill_as_many_lines_as_memory_takes(
    times: int, needed: int, building: Building, free: Free
) -> None:
    free(needed)
    refuse_what_will_not_fit(a_list(times * LINES), None, LIMITS, building)
    free(needed - 1)
    with pytest.raises(TooLittleSpaceError):
        refuse_what_will_not_fit(a_list(times * LINES), None, LIMITS, building)


@pytest.mark.parametrize(("residents", "needed"), [(5 * LINES, 420), (LINES // 10, 150)])
def test_a_change_needs_room_for_what_is_known_of_whom_it_names(
    residents: int, needed: int, building: Building, free: Free, tmp_path: Path
) -> None:
    """At most everybody."""
    before = a_register(tmp_path / "2026-06-30", residents)

    free(needed)
    refuse_what_will_not_fit(a_list(), before, LIMITS, building)
    free(needed - 1)
    with pytest.raises(TooLittleSpaceError):
        refuse_what_will_not_fit(a_list(), before, LIMITS, building)


def test_what_spills_needs_room_where_it_spills(free: Free, tmp_path: Path) -> None:
    building = Building(tmp_path / ".building", tmp_path / "aside")

    free(240, aside=500)
    refuse_what_will_not_fit(a_list(2 * LINES), None, LIMITS, building)
    free(10_000, aside=499)
    with pytest.raises(TooLittleRoomAsideError, match="aside"):
        refuse_what_will_not_fit(a_list(2 * LINES), None, LIMITS, building)
    free(239, aside=10_000)
    with pytest.raises(TooLittleSpaceError):
        refuse_what_will_not_fit(a_list(2 * LINES), None, LIMITS, building)


def test_what_an_interrupted_load_has_written_is_not_asked_for_again(building: Building, free: Free) -> None:
    (building.directory / "taken").mkdir(parents=True)
    with (building.directory / "taken" / "lines.parquet").open("wb") as file:
        file.truncate(50 * 10**6)

    free(70)
    refuse_what_will_not_fit(a_list(), None, LIMITS, building)
    free(69)
    with pytest.raises(TooLittleSpaceError):
        refuse_what_will_not_fit(a_list(), None, LIMITS, building)


def test_the_disk_of_a_directory_that_is_yet_to_be_made_is_that_of_the_one_above(tmp_path: Path) -> None:
    assert needs.disk_of(tmp_path / "aside" / "temp").device == tmp_path.stat().st_dev

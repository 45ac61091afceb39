"""A load whose lines do not fit the memory goes on on the disk, and leaves nothing there."""

from pathlib import Path

import duckdb
import pytest

from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.loading import Limits, Source, load, needs, session
from ansinh.registers.loading.errors import MemoryRanOutError
from ansinh.registers.questions import Coverage, CoverageRow, Dimension
from ansinh.registers.records import Scheme
from ansinh.registers.snapshots.store import Registers
from tests.unit.registers.loading.small_registers import AREAS, CODES, COMMUNES, DAY
from tests.unit.registers.watched import watched

PERSONS = 150_000  # a third of them in each commune, half of them insured on the day
MEMORY = 0.055  # GB that DuckDB has: a third of what it takes to read so many lines
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> list[Source]:
    directory = tmp_path_factory.mktemp("lists")
    residents = f"""SELECT 1000000000 + n AS person_id, 'Người thứ ' || n AS name, 'H' || n // 4 AS household,
        {list(COMMUNES)}[1 + n % {len(COMMUNES)}] AS commune FROM range({PERSONS}) AS persons(n)"""
    spells = f"""SELECT 'bhyt' AS scheme, 1000000000 + n AS person_id, DATE '2025-01-01' AS valid_from,
        DATE '{DAY}' - (n // {len(COMMUNES)} % 2)::INTEGER AS valid_to FROM range({PERSONS}) AS persons(n)"""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({residents}) TO '{directory}/residents.parquet'")
        connection.execute(f"COPY ({spells}) TO '{directory}/spells.parquet'")
    return [Source(directory / "residents.parquet", "residents"), Source(directory / "spells.parquet", "spells")]


@pytest.fixture
def limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Limits:
    """The least that a load takes; DuckDB is lent less of it, and fewer lines are put together at once, than else."""
    limits = Limits(0.75, threads=1, temp=tmp_path / "temp")
    monkeypatch.setattr(session, "_SHARE", MEMORY / limits.memory_gb)
    monkeypatch.setattr(needs, "_LINES_A_GB", 80_000)
    return limits


def test_what_does_not_fit_memory_is_written_aside(lists: list[Source], limits: Limits, tmp_path: Path) -> None:
    assert limits.temp is not None
    with watched(limits.temp) as written:
        loaded = load(Registers(tmp_path), lists, as_of=DAY, areas=AREAS, codes=CODES, limits=limits)

    assert written.most > MEGABYTE
    assert not any(limits.temp.iterdir())
    third = PERSONS // len(COMMUNES)
    assert DuckEngine(loaded.snapshot).answer(Coverage(DAY, by=(Dimension.COMMUNE,))) == [
        CoverageRow(Scheme.BHYT, commune, None, None, None, third, third // 2) for commune in sorted(COMMUNES)
    ]


def test_without_room_for_it_the_load_is_refused_and_goes_on_once_there_is(
    lists: list[Source], limits: Limits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registers = Registers(tmp_path)
    with monkeypatch.context() as full_disk:
        full_disk.setattr(session, "MACROS", (*session.MACROS, "SET max_temp_directory_size = '0MB'"))
        with pytest.raises(MemoryRanOutError):
            load(registers, lists, as_of=DAY, areas=AREAS, codes=CODES, limits=limits)
    assert registers.snapshots() == []

    assert load(registers, lists, as_of=DAY, areas=AREAS, codes=CODES, limits=limits).counts["residents"] == PERSONS

"""Every case of the manual, plainly and by DuckDB on files loaded as an officer would; by Spark in ``tests/spark``."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ansinh.registers.areas import Areas, Commune
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.loading import Codes, Limits, load
from ansinh.registers.snapshots.store import Registers, Snapshot
from tests.spec.register_questions import coverage, lapses, movement, outlook, uninsured
from tests.spec.register_questions.case import Case
from tests.unit.registers.loading.small_registers import sources

CASES = [case for page in (coverage, uninsured, lapses, outlook, movement) for case in page.CASES]
COMMUNES = {
    code: Commune(code, name, "phường", "92", ("92",)) for code, name in (("31117", "Cái Khế"), ("31120", "Ninh Kiều"))
}
CODES = Codes({group: frozenset() for group in ("DN", "GD", "HN", "HS", "HX", "TE")})
LIMITS = Limits(memory_gb=1, threads=1)

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)


@pytest.fixture
def loaded(tmp_path: Path) -> Callable[[Case], tuple[Snapshot, Snapshot | None]]:
    """A case's register after all changes, loaded from files as an officer would, and the one before any."""

    def of(case: Case) -> tuple[Snapshot, Snapshot | None]:
        registers, snapshots = Registers(tmp_path / "registers"), list[Snapshot]()
        for link in case.registers():
            given = sources(link, tmp_path / str(link.as_of))
            before = snapshots[-1] if snapshots else None
            areas = Areas(date.fromisoformat(case.day), COMMUNES)
            done = load(registers, given, as_of=link.as_of, areas=areas, codes=CODES, before=before, limits=LIMITS)
            snapshots.append(done.snapshot)
        return snapshots[-1], snapshots[0] if len(snapshots) > 1 else None

    return of


@every_case
def test_in_memory(case: Case) -> None:
    registers = case.registers()
    engine = MemoryEngine(registers[-1], registers[0] if len(registers) > 1 else None)

    assert case.shown(engine.answer(case.question)) == case.expected()


@every_case
def test_by_duckdb(case: Case, loaded: Callable[[Case], tuple[Snapshot, Snapshot | None]]) -> None:
    now, before = loaded(case)

    assert case.shown(DuckEngine(now, before, threads=1).answer(case.question)) == case.expected()

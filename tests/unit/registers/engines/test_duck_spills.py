"""A question that does not fit the memory is answered all the same, if there is room on the disk."""

from datetime import date
from pathlib import Path

import pytest

from ansinh.registers.engines.duck import DuckEngine, TooLittleMemoryError
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.engines.sql import Statement
from ansinh.registers.questions import Coverage, Dimension, Lapses, Movement, Question, Row
from ansinh.registers.records import Register, Scheme
from tests.unit.registers.laid_out import LaidOut, lay_out
from tests.unit.registers.many_persons import multiplied, multiply
from tests.unit.registers.watched import watched

TIMES = 100_000  # that each person is there
MEMORY = 0.06  # GB: half of what it takes to join so many persons at once
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def large(june: Register, july: Register, tmp_path_factory: pytest.TempPathFactory) -> tuple[LaidOut, LaidOut]:
    """June apart, and July as a change of another copy of June."""
    directory = tmp_path_factory.mktemp("large")
    registers = lay_out(june, directory / "june"), lay_out(july, directory / "july")
    for register in registers:
        multiply(register, TIMES)
    return registers


def test_two_registers_are_joined_with_what_does_not_fit_written_aside(
    large: tuple[LaidOut, LaidOut], june: Register, july: Register, tmp_path: Path
) -> None:
    earlier, later = large
    engine = DuckEngine(later, earlier, memory=MEMORY, threads=1, temp=tmp_path)

    with watched(tmp_path) as written:
        answer = engine.answer(Movement())
    engine.close()

    assert answer == multiplied(MemoryEngine(july, june).answer(Movement()), TIMES)
    assert written.most > MEGABYTE
    assert not any(tmp_path.iterdir())


def test_without_room_on_the_disk_it_is_refused(large: tuple[LaidOut, LaidOut], tmp_path: Path) -> None:
    earlier, later = large

    with pytest.raises(TooLittleMemoryError):
        without_disk(later, earlier, tmp_path).answer(Movement())


@pytest.mark.parametrize(
    "question",
    [
        Coverage(date(2026, 7, 31), tuple(Scheme), tuple(Dimension)),
        Coverage(date(2026, 8, 5), tuple(Scheme), tuple(Dimension)),
        Lapses(date(2026, 7, 31), weeks=26),
        Movement(),
    ],
    ids=["coverage", "coverage ahead", "lapses", "movement by a change"],
)
def test_what_joins_no_two_registers_fits(
    question: Question[Row], large: tuple[LaidOut, LaidOut], july: Register, tmp_path: Path
) -> None:
    _, later = large
    engine = without_disk(later, later.before, tmp_path)

    assert engine.answer(question) == multiplied(MemoryEngine(july, july.before).answer(question), TIMES)


def without_disk(register: LaidOut, before: LaidOut | None, temp: Path) -> DuckEngine:
    engine = DuckEngine(register, before, memory=MEMORY, threads=1, temp=temp)
    engine.fetch(Statement("SET max_temp_directory_size = '0MB'", ()))
    return engine

"""The engine that answers by default gives what the plain one gives, on any register, whichever way it takes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.registers.engines import sql
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.questions import Coverage, Movement, Question, Row, in_order
from ansinh.registers.records import Register
from ansinh.registers.snapshots.store import Registers
from tests.generative.random_registers import coverages, movements, questions, registers
from tests.unit.registers.laid_out import lay_out
from tests.unit.registers.loading import small_registers

EXAMPLES = 40


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory)


@settings(max_examples=EXAMPLES)
@given(st.data(), registers())
def test_one_register_is_answered_alike(data: st.DataObject, register: Register) -> None:
    asked: list[Question[Row]] = data.draw(questions(register.as_of))
    plain = MemoryEngine(register)

    with scratch() as directory:
        duck = DuckEngine(lay_out(register, directory), threads=1)
        for question in asked:
            assert duck.answer(question) == plain.answer(question)


@settings(max_examples=EXAMPLES)
@given(st.data(), registers())
def test_coverage_from_the_counts_is_that_of_the_rows(data: st.DataObject, register: Register) -> None:
    links = len(list(register.chain()))
    counted = coverages(register.as_of).filter(lambda one: sql.is_counted(one, register.as_of, links))
    question: Coverage = data.draw(counted)

    with scratch() as directory:
        duck = DuckEngine(lay_out(register, directory), threads=1)
        from_counts, from_rows = (duck.fetch(way(question)) for way in (sql.coverage_from_counts, sql.coverage))
        assert sorted(from_counts, key=in_order) == sorted(from_rows, key=in_order)


@settings(max_examples=EXAMPLES)
@given(movements(), registers().filter(lambda register: register.before is not None))
def test_movement_by_the_change_and_by_joining_all_are_that_of_the_plain_engine(
    question: Movement, register: Register
) -> None:
    before = register.before
    assert before is not None
    expected = MemoryEngine(register, before).answer(question)

    with scratch() as directory:
        snapshot, elsewhere = lay_out(register, directory / "chain"), lay_out(before, directory / "apart")
        assert DuckEngine(snapshot, snapshot.before, threads=1).answer(question) == expected
        assert DuckEngine(snapshot, elsewhere, threads=1).answer(question) == expected


@settings(max_examples=EXAMPLES)
@given(movements(), registers(most_changes=1), registers())
def test_movement_between_unrelated_registers_is_that_of_the_plain_engine(
    question: Movement, earlier: Register, later: Register
) -> None:
    with scratch() as directory:
        duck = DuckEngine(lay_out(later, directory / "later"), lay_out(earlier, directory / "earlier"), threads=1)
        assert duck.answer(question) == MemoryEngine(later, earlier).answer(question)


@settings(max_examples=EXAMPLES // 2)
@given(st.data(), movements(), small_registers.registers(changes=1))
def test_a_loaded_register_is_answered_alike(data: st.DataObject, movement: Movement, register: Register) -> None:
    asked: list[Question[Row]] = data.draw(questions(register.as_of, of=small_registers.COMMUNES))
    plain = MemoryEngine(register, register.before)

    with scratch() as directory:
        snapshot = small_registers.load_chain(register, directory)
        duck = DuckEngine(snapshot, Registers(snapshot.directory.parent).snapshot(snapshot.before), threads=1)
        for question in (*asked, movement):
            assert duck.answer(question) == plain.answer(question)

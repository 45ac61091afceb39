"""A list and its changes are answered as one whole list of the last day.

The whole list: what stands of the lists before, without the lines of whom the change names (of spells: of whom and
which scheme it names), and the lines of the change; who was found through the number has the ID in it.

Three things are otherwise. Who was found through a number keeps the ID, also when the number turns up beside another ID
later. A number that two IDs bore, and that is one's alone since a change named the other, leads to that one only once a
later change bears both in one line (generated registers in which this happens are passed over). And who died stands in
no whole list: a movement to it says that they left.
"""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.known import known_persons
from ansinh.registers.linking import Key
from ansinh.registers.questions import Coverage, Dimension, Movement, Uninsured
from ansinh.registers.records import Register, Resident, Scheme, Spell, Status
from ansinh.registers.snapshots.store import Registers
from tests.generative.random_registers import movements, questions, registers
from tests.generative.whole_lists import whole_lists
from tests.unit.registers.loading import small_registers

EXAMPLES, EXAMPLES_LOADED = 300, 8
DAY = date(2026, 6, 30)
X, Y, NUMBER = 31_200_000_001, 31_200_000_002, 3_100_000_001
CARD = Spell(Scheme.BHYT, date(2026, 1, 1), bhxh_no=NUMBER)


def insured(register: Register) -> set[Key]:
    persons = known_persons(register).persons
    return {key for key, person in persons.items() if person.is_insured(Scheme.BHYT, register.as_of)}


def a_change(before: Register, *residents: Resident) -> Register:
    return Register(before.as_of + timedelta(days=31), residents, before=before)


def is_settled(register: Register) -> bool:
    """Whether no number that two bore became one's alone."""
    return not any(one.hides_somebody() for one in whole_lists(register))


def whole_list_of(register: Register) -> Register:
    return whole_lists(register)[-1].as_of(register.as_of)


def several_small(changes: int) -> st.SearchStrategy[Register]:
    settled = small_registers.registers(changes=changes).filter(is_settled)
    return st.lists(settled, min_size=2, max_size=6).map(small_registers.side_by_side)


@settings(max_examples=EXAMPLES)
@given(registers(least_changes=1).filter(is_settled))
def test_a_list_and_its_changes_are_known_as_the_whole_list(register: Register) -> None:
    """Everybody's line, group and islands, and so whatever is asked."""
    assert known_persons(register).persons == known_persons(whole_list_of(register)).persons


@settings(max_examples=EXAMPLES_LOADED)
@given(st.data(), movements(), st.integers(1, 2).flatmap(several_small))
def test_loaded_one_after_another_they_are_answered_as_the_whole_list(
    data: st.DataObject, movement: Movement, register: Register
) -> None:
    whole = whole_list_of(register)
    days = [register.as_of + timedelta(days) for days in (0, 31, 95)]
    asked: list[Any] = [Coverage(day, tuple(Scheme), tuple(Dimension)) for day in days]
    asked += [Uninsured(commune, days[0]) for commune in small_registers.COMMUNES]
    asked += data.draw(questions(days[0], of=small_registers.COMMUNES))

    with tempfile.TemporaryDirectory() as directory:
        last = small_registers.load_chain(register, Path(directory) / "changes")
        of_changes = DuckEngine(last, threads=1)
        of_whole = DuckEngine(small_registers.load_chain(whole, Path(directory) / "whole"), threads=1)
        for question in asked:
            assert of_changes.answer(question) == of_whole.answer(question)

        home = last.directory.parent
        elsewhere = Registers(Path(shutil.copytree(home, Path(directory) / "elsewhere")))
        by_the_change = DuckEngine(last, Registers(home).snapshot(last.before), threads=1)
        by_joining_all = DuckEngine(last, elsewhere.snapshot(last.before), threads=1)
        assert by_the_change.answer(movement) == by_joining_all.answer(movement)


def test_who_was_found_through_a_number_stays_found() -> None:
    before = Register(DAY, (Resident("31117", person_id=X, bhxh_no=NUMBER),), (CARD,))
    after = a_change(before, Resident("31117", person_id=Y, bhxh_no=NUMBER))

    assert insured(after) == {X}
    assert insured(Register(after.as_of, (*before.residents, *after.residents), (CARD,))) == set()


def test_a_number_that_was_two_persons_leads_to_the_one_left_once_a_later_change_bears_both() -> None:
    residents = tuple(Resident("31117", person_id=one, bhxh_no=NUMBER) for one in (X, Y))
    corrected = a_change(Register(DAY, residents, (CARD,)), Resident("31117", person_id=Y))
    said_again = a_change(corrected, residents[0])

    (_, whole, _) = whole_lists(said_again)
    assert whole.hides_somebody()
    assert insured(whole.as_of(corrected.as_of)) == {X}
    assert insured(corrected) == set()
    assert insured(said_again) == {X}


def test_a_whole_list_does_not_tell_who_died() -> None:
    before = Register(DAY, (Resident("31117", person_id=X, bhxh_no=NUMBER),), (CARD,))
    after = a_change(before, Resident("31117", person_id=X, status=Status.DIED))
    whole = whole_lists(after)[-1].as_of(after.as_of)

    (of_change,), (of_whole,) = (MemoryEngine(later, before).answer(Movement()) for later in (after, whole))
    assert (of_change.died, of_change.left) == (1, 0)
    assert (of_whole.died, of_whole.left) == (0, 1)

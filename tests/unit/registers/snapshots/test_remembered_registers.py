"""What the plain engine is given of a snapshot is what the snapshot says: who is who is not decided again."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ansinh.kernel.errors import RefusedError
from ansinh.registers.engines import remembered
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.remembered import memory_engine
from ansinh.registers.questions import Coverage, Dimension, Lapses, Movement, Question, Row, Uninsured
from ansinh.registers.records import Register, Resident, Scheme, Spell, Status
from tests.unit.registers.laid_out import LaidOut, lay_out
from tests.unit.registers.loading.small_registers import COMMUNES, registers

JUNE, JULY, AUGUST = date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)
CARD = (Scheme.BHYT, date(2026, 1, 1), date(2026, 12, 31))
X, Y, NUMBER = 92093000001, 92193000002, 9200000001
WARD = COMMUNES[0]


def assert_same(register: Register, *questions: Question[Row]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        snapshot = lay_out(register, Path(directory) / "registers")
        earlier = snapshot.before
        while earlier:  # the register before it, and those before that
            assert_alike(snapshot, earlier, Movement())
            earlier = earlier.before
        assert_alike(snapshot, None, *questions)


def assert_alike(snapshot: LaidOut, before: LaidOut | None, *questions: Question[Row]) -> None:
    duck, plain = DuckEngine(snapshot, before, threads=1), memory_engine(snapshot, before)
    for question in questions:
        assert plain.answer(question) == duck.answer(question)


def test_a_number_of_two_persons_leads_to_neither() -> None:
    spells = (Spell(*CARD, person_id=Y, bhxh_no=NUMBER), Spell(*CARD, bhxh_no=NUMBER))
    register = Register(JUNE, (Resident(WARD, person_id=X, bhxh_no=NUMBER),), spells)
    assert_same(register, Coverage(JUNE), Uninsured(WARD, JUNE))


def test_nor_does_it_once_it_is_one_persons_by_another_change() -> None:
    both = (Resident(WARD, person_id=X, bhxh_no=NUMBER), Resident(WARD, person_id=Y, bhxh_no=NUMBER))
    june = Register(JUNE, both, (Spell(*CARD, bhxh_no=NUMBER),))
    july = Register(JULY, (Resident(WARD, person_id=Y, bhxh_no=NUMBER + 1),), before=june)
    assert_same(july, Coverage(JULY), Uninsured(WARD, JULY))


def test_who_died_under_the_number_and_came_back_under_the_id_is_no_dead() -> None:
    june = Register(JUNE, (Resident(WARD, bhxh_no=NUMBER),), (Spell(*CARD, bhxh_no=NUMBER),))
    july = Register(JULY, (Resident(WARD, bhxh_no=NUMBER, status=Status.DIED),), before=june)
    august = Register(AUGUST, (Resident(WARD, person_id=X, bhxh_no=NUMBER),), before=july)
    assert_same(august, Coverage(AUGUST))


def test_those_who_have_neither_id_nor_number_die_one_by_one() -> None:
    named = [Resident(WARD, name=name, group="GD") for name in ("Lý Văn Lâm", "Lý Văn Lạc", "Lý Văn Lành")]
    june = Register(JUNE, tuple(named))
    july = Register(JULY, tuple(replace(one, status=Status.DIED) for one in named[:2]), before=june)
    with tempfile.TemporaryDirectory() as directory:
        plain = memory_engine(lay_out(july, Path(directory)))
    assert [one.line.name for one in plain.persons.values()] == ["Lý Văn Lành"]
    assert list(plain.gone.values()) == [Status.DIED] * 2


def test_the_group_is_that_of_the_card_where_none_is_stated() -> None:
    card = Spell(*CARD, person_id=X, group="HS")
    with tempfile.TemporaryDirectory() as directory:
        plain = memory_engine(lay_out(Register(JUNE, (Resident(WARD, person_id=X),), (card,)), Path(directory)))
    (person,) = plain.persons.values()
    assert (person.line.group, person.group) == ("", "HS")


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(register=registers(changes=2))
def test_any_chain_is_answered_alike(register: Register) -> None:
    day = register.as_of
    by = (Dimension.COMMUNE, Dimension.GROUP, Dimension.SEX)
    assert_same(
        register,
        Coverage(day, (Scheme.BHYT, Scheme.ANY), by),
        *(Uninsured(commune, day) for commune in COMMUNES),
        Lapses(day, 12),
    )


def test_a_register_too_large_for_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 0)
    with pytest.raises(RefusedError):
        memory_engine(lay_out(Register(JUNE, (Resident(WARD, person_id=X),)), tmp_path))

"""From what an office reported to the residents insured: every step is counted right, and they add up."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.errors import TooEarlyError
from ansinh.registers.questions import Coverage
from ansinh.registers.reconciling import Area, Bridge, Counted, count, knows_places_of_issue
from ansinh.registers.records import OPEN_END, Register, Scheme, Spell
from tests.integration.reviews.registers_of_persons import (
    DAY,
    HERE,
    THERE,
    chains,
    counted_plainly,
    people,
)
from tests.unit.registers.laid_out import lay_out

FIRST = date(2025, 1, 1)
HOME = Area(frozenset({HERE}), frozenset({"92", "93"}))
AREAS = (HOME, Area(frozenset({HERE}), None), Area(frozenset({HERE, THERE}), frozenset({"92", "93", "01"})))


def _card(person: int, issued_in: str, last: date = OPEN_END) -> Spell:
    return Spell(Scheme.BHYT, FIRST, last, person, issued_in=issued_in)


def _counted(register: Register, directory: Path, area: Area = HOME, at: date = DAY) -> Counted:
    return count(DuckEngine(lay_out(register, directory)), at, Scheme.BHYT, area)


def test_each_difference_is_counted_by_its_cause(tmp_path: Path) -> None:
    plain, twice, away, nobody, elsewhere, unknown, lapsed = range(1, 8)
    register = Register(
        DAY,
        people(HERE, [plain, twice, elsewhere, unknown, lapsed]) + people(THERE, [away]),
        (
            _card(plain, "92"),
            _card(twice, "92"),
            _card(twice, "93"),
            _card(away, "93"),
            _card(nobody, "92"),
            _card(elsewhere, "01"),
            _card(unknown, ""),
            _card(lapsed, "92", DAY - timedelta(1)),
        ),
    )
    counted = _counted(register, tmp_path)
    assert counted == Counted(
        cards=5, holders=4, unlisted=1, living_elsewhere=1, issued_elsewhere=1, issued_somewhere=1
    )
    assert (counted.second_cards, counted.insured_residents) == (1, 4)


def test_whoever_has_a_card_of_here_and_one_of_elsewhere_is_insured_by_the_one_of_here(tmp_path: Path) -> None:
    register = Register(DAY, people(HERE, [1]), (_card(1, "92"), _card(1, "01")))
    assert _counted(register, tmp_path) == Counted(1, 1, 0, 0, 0, 0)


def test_without_places_of_issue_cards_are_those_of_the_residents(tmp_path: Path) -> None:
    register = Register(DAY, people(HERE, [1]) + people(THERE, [2]), (_card(1, ""), _card(1, ""), _card(2, "")))
    engine = DuckEngine(lay_out(register, tmp_path))
    assert not knows_places_of_issue(engine, DAY, Scheme.BHYT)
    counted = count(engine, DAY, Scheme.BHYT, Area(frozenset({HERE}), None))
    assert counted == Counted(2, 1, 0, 0, 0, 0)


def test_a_register_of_nobody_counts_nothing(tmp_path: Path) -> None:
    assert _counted(Register(DAY), tmp_path) == Counted(0, 0, 0, 0, 0, 0)


def test_a_day_before_the_register_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooEarlyError):
        _counted(Register(DAY), tmp_path, at=DAY - timedelta(1))


@settings(max_examples=40)
@given(
    chains(),
    st.integers(0, 60),
    st.sampled_from([Scheme.BHYT, Scheme.VOLUNTARY]),
    st.sampled_from(
        [HOME, Area(frozenset({HERE}), None), Area(frozenset({HERE, THERE}), frozenset({"92", "93", "01"}))]
    ),
    st.integers(0, 20),
)
def test_steps_add_up_to_what_the_register_answers(
    register: Register, ahead: int, scheme: Scheme, area: Area, reported: int
) -> None:
    at = DAY + timedelta(ahead)
    with tempfile.TemporaryDirectory() as directory:
        engine = DuckEngine(lay_out(register, Path(directory)), threads=1)
        counted = count(engine, at, scheme, area)
    assert counted == counted_plainly(register, at, scheme, area)
    rows = MemoryEngine(register).answer(Coverage(at, (scheme,), (), communes=area.communes))
    assert counted.insured_residents == sum(row.insured for row in rows)
    bridge = Bridge(reported, counted)
    taken_off = counted.second_cards + counted.unlisted + counted.living_elsewhere
    added = bridge.not_as_reported + counted.issued_elsewhere + counted.issued_somewhere
    assert reported + added - taken_off == counted.insured_residents
    assert min(counted.second_cards, counted.unlisted, counted.living_elsewhere, counted.issued_elsewhere) >= 0

"""Between a list and its change communes end or come to another province: it is taken if nobody stood in one of them,
and then its lines stand where the communes of its day are."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansinh.registers.areas import Areas
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.known import known_persons
from ansinh.registers.loading import load
from ansinh.registers.loading.errors import AreasChangedError
from ansinh.registers.questions import Coverage
from ansinh.registers.records import Register
from ansinh.registers.snapshots.store import Registers, Snapshot
from tests.unit.registers.loading.small_registers import (
    AREAS,
    CODES,
    COMMUNES,
    LIMITS,
    load_chain,
    registers,
    sources,
)

OTHER_PROVINCE = "79"


@dataclass(frozen=True)
class Change:
    """Of areas. ``ended``: with the commune that took all of it; ``moved``: to the other province."""

    ended: dict[str, str]
    moved: frozenset[str]

    def made(self, before: Areas) -> Areas:
        communes = {
            code: replace(one, province=OTHER_PROVINCE) if code in self.moved else one
            for code, one in before.communes.items()
            if code not in self.ended
        }
        return Areas(before.day, communes, successors=self.ended)

    def of_lines(self, change: Register) -> Register:
        """The lines with the communes of their day."""
        residents = (replace(line, commune=self.ended.get(line.commune, line.commune)) for line in change.residents)
        return replace(change, residents=tuple(residents))


@st.composite
def changes_of_areas(draw: st.DrawFn) -> Change:
    stay = draw(st.frozensets(st.sampled_from(COMMUNES), min_size=1))
    ended = {code: draw(st.sampled_from(sorted(stay))) for code in COMMUNES if code not in stay}
    return Change(ended, draw(st.frozensets(st.sampled_from(sorted(stay)), max_size=1)))


@settings(max_examples=12)
@given(registers(changes=1), changes_of_areas())
def test_a_change_is_taken_unless_somebody_stands_where_the_areas_changed(register: Register, areas: Change) -> None:
    assert register.before is not None
    stood = {person.line.commune for person in known_persons(register.before).persons.values()}
    hindered = stood & {*areas.ended, *areas.moved}
    with tempfile.TemporaryDirectory() as directory:
        before = load_chain(register.before, Path(directory))
        if hindered:
            with pytest.raises(AreasChangedError) as refused:
                load_change(register, before, areas)
            assert {code for code in COMMUNES if code in refused.value.text("en")} == hindered
            store = Registers(before.directory.parent)
            assert (store.snapshots(), store.leftovers()) == ([before], [])
        else:
            loaded, asked = load_change(register, before, areas), Coverage(register.as_of)
            assert DuckEngine(loaded).answer(asked) == MemoryEngine(areas.of_lines(register)).answer(asked)


def load_change(register: Register, before: Snapshot, areas: Change) -> Snapshot:
    store = Registers(before.directory.parent)
    given_lists = sources(register, store.directory.parent / "change")
    as_of, communes = register.as_of, areas.made(AREAS)
    return load(store, given_lists, as_of=as_of, areas=communes, codes=CODES, before=before, limits=LIMITS).snapshot

"""A list and its changes written as one whole list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from ansinh.registers.linking import holders, key_of, precedence
from ansinh.registers.records import Register, Resident, Spell, Status

Line = TypeVar("Line", Resident, Spell)


@dataclass(frozen=True)
class Lines:
    """What stands in a list: a line for each resident, spells with whom they are of."""

    residents: tuple[Resident, ...] = ()
    spells: tuple[Spell, ...] = ()

    def changed_by(self, change: Register) -> "Lines":
        held = holders([*self.residents, *self.spells, *change.residents, *change.spells])
        residents = list(_filled_in(change.residents, held))
        spells = list(_filled_in(change.spells, held))
        named = {_person(line) for line in residents}
        of_named = {(_person(line), line.scheme) for line in spells}
        stay = [line for line in _filled_in(self.residents, held) if _person(line) not in named]
        go_on = [line for line in _filled_in(self.spells, held) if (_person(line), line.scheme) not in of_named]
        return Lines(tuple(_one_each([*stay, *residents])), (*go_on, *spells))

    def hides_somebody(self) -> bool:
        """Whether a line bears a number alone that leads to one person."""
        lines: tuple[Resident | Spell, ...] = (*self.residents, *self.spells)
        held = holders(lines)
        return any(line.person_id is None and line.bhxh_no in held for line in lines)

    def as_of(self, day: date) -> Register:
        return Register(day, self.residents, self.spells)


def whole_lists(register: Register) -> list[Lines]:
    """After the list, and after each change of it."""
    found: list[Lines] = []
    for link in register.chain():
        found.append((found[-1] if found else Lines()).changed_by(link))
    return found


def _filled_in(lines: Iterable[Line], held: dict[int, int]) -> Iterator[Line]:
    """With the ID of whoever holds the number; without lines of nobody."""
    for line in lines:
        key = key_of(line, held)
        if key is not None:
            yield replace(line, person_id=key) if isinstance(key, int) and key > 0 else line


def _person(line: Resident | Spell) -> object:
    return key_of(line, {})


def _one_each(lines: Sequence[Resident]) -> Iterator[Resident]:
    kept: dict[object, Resident] = {}
    for line in sorted(lines, key=precedence):
        kept.setdefault(_person(line), line)
    return (line for line in kept.values() if line.status is Status.RESIDENT)

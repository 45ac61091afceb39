"""Who is known to live where and to be insured until when, after a whole list and every change of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from ansinh.registers.islands import Island, islands
from ansinh.registers.linking import Key, holders, key_of, precedence
from ansinh.registers.records import SCHEMES, Register, Resident, Scheme, Spell, Status

Line = TypeVar("Line", Resident, Spell)


@dataclass(frozen=True)
class Person:
    """A resident with the group that is counted: the one stated; else that of the BHYT card that ends last, be that
    before the day or after. The islands of each scheme, those of ``Scheme.ANY`` over all four."""

    line: Resident
    group: str
    islands: dict[Scheme, list[Island]]

    def is_insured(self, scheme: Scheme, day: date) -> bool:
        return any(one.first <= day <= one.last for one in self.islands[scheme])


@dataclass
class Known:
    """``spells`` of whoever has some, resident or not; ``gone``: who is known to have left or died."""

    persons: dict[Key, Person] = field(default_factory=dict)
    gone: dict[Key, Status] = field(default_factory=dict)
    spells: dict[Key, list[Spell]] = field(default_factory=dict)

    def take(self, register: Register) -> None:
        """One list, or one change of what is known."""
        held = holders([*self._lines(), *register.residents, *register.spells])
        self._rename(register, held)
        lines, spells = _by_key(register.residents, held), _by_key(register.spells, held)
        for key, new in spells.items():
            replaced = {one.scheme for one in new}
            kept = [one for one in self.spells.get(key, ()) if one.scheme not in replaced]
            self.spells[key] = kept + new
        kept_lines = {key: person.line for key, person in self.persons.items()}
        for key, several in lines.items():
            line = min(several, key=precedence)
            self.gone.pop(key, None)
            self.persons.pop(key, None)
            kept_lines.pop(key, None)
            if line.status is Status.RESIDENT:
                kept_lines[key] = line
            else:
                self.gone[key] = line.status
        for key in (lines.keys() | spells.keys()) & kept_lines.keys():
            self.persons[key] = _person(kept_lines[key], self.spells.get(key, []))

    def _lines(self) -> Iterable[Resident | Spell]:
        yield from (person.line for person in self.persons.values())
        for spells in self.spells.values():
            yield from spells

    def _rename(self, register: Register, held: dict[int, int]) -> None:
        """Whoever was known by the number alone is the person whose ID now stands beside it, in either register."""
        lines: tuple[Resident | Spell, ...] = (*register.residents, *register.spells)
        for line in lines:
            by_number = -(line.bhxh_no or 0)
            holder = held.get(-by_number)
            if line.person_id is None or holder is None:
                continue
            self.gone.pop(by_number, None)
            moved = [replace(one, person_id=holder) for one in self.spells.pop(by_number, [])]
            if moved:
                self.spells[holder] = self.spells.get(holder, []) + moved
            person = self.persons.pop(by_number, None)
            if person is not None:
                self.gone.pop(holder, None)
                known = [person.line, *(one.line for one in [self.persons.get(holder)] if one)]
                line_kept = min((replace(one, person_id=holder) for one in known), key=precedence)
                self.persons[holder] = _person(line_kept, self.spells.get(holder, []))


def known_persons(register: Register) -> Known:
    known = Known()
    for link in register.chain():
        known.take(link)
    return known


def _by_key(lines: Iterable[Line], held: dict[int, int]) -> dict[Key, list[Line]]:
    """What was found through the number keeps the ID from then on."""
    found: dict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        key = key_of(line, held)
        if key is not None:
            found[key].append(replace(line, person_id=key) if isinstance(key, int) and key > 0 else line)
    return dict(found)


def _person(line: Resident, spells: list[Spell]) -> Person:
    found = {scheme: islands(one for one in spells if one.scheme is scheme) for scheme in SCHEMES}
    found[Scheme.ANY] = islands(spells)
    last_group = found[Scheme.BHYT][-1].group if found[Scheme.BHYT] else ""
    return Person(line, line.group or last_group, found)

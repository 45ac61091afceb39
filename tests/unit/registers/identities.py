"""Whom random lines are about. Drawn field by field, hardly a number would be one person's, and hardly a line of a
change about anybody whom the lists before name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeVar

from hypothesis import strategies as st

from ansinh.registers.records import Register, Resident, Spell

Line = TypeVar("Line", Resident, Spell)
Identity = tuple[int | None, int | None]


@dataclass(frozen=True)
class Cast:
    """Persons, each with an ID and a number."""

    ids: Sequence[int]
    numbers: Sequence[int]

    def identities(self, *, nobody: bool) -> st.SearchStrategy[Identity]:
        """ID and number as a line has them: of one person, mostly; one may be missing, both if ``nobody``."""
        own = list(zip(self.ids, self.numbers, strict=True))
        shown: list[Identity] = [one for who in own for one in (who, (who[0], None), (None, who[1]))]
        mixed = st.sampled_from([pair for pair in product(self.ids, self.numbers) if pair not in own])
        mostly = st.sampled_from([(None, None), *shown] if nobody else shown)
        return st.integers(0, 9).flatmap(lambda drawn: mixed if drawn == 9 else mostly)

    def residents_again(self, before: Register, new: st.SearchStrategy[Resident]) -> st.SearchStrategy[Resident]:
        """As ``new``, half of them about residents of before: moved or not, in another group, gone, come back."""
        known = [line for link in before.chain() for line in link.residents]
        if not known:
            return new
        return new | st.builds(self._resident, st.sampled_from(known), new, st.booleans(), _SHOWN)

    def spells_again(self, before: Register, new: st.SearchStrategy[Spell]) -> st.SearchStrategy[Spell]:
        """As ``new``, half of them of whoever has a line before: another time of the same scheme, or another scheme."""
        lines: list[Resident | Spell] = [line for link in before.chain() for line in (*link.residents, *link.spells)]
        known = [line for line in lines if line.person_id or line.bhxh_no]
        if not known:
            return new
        return new | st.builds(self._spell, st.sampled_from(known), new, st.booleans(), _SHOWN)

    def _resident(self, old: Resident, new: Resident, stays: bool, shown: str) -> Resident:
        line = replace(new, name=old.name, birth=old.birth, sex=old.sex)
        if stays:
            line = replace(line, commune=old.commune, household=old.household)
        return self._of_the_same(old, line, shown)

    def _spell(self, old: Resident | Spell, new: Spell, same: bool, shown: str) -> Spell:
        line = replace(new, scheme=old.scheme) if same and isinstance(old, Spell) else new
        return self._of_the_same(old, line, shown)

    def _of_the_same(self, old: Resident | Spell, line: Line, shown: str) -> Line:
        person_id, bhxh_no = old.person_id, old.bhxh_no
        if shown != "as before" and (person_id or bhxh_no):
            place = self.ids.index(person_id) if person_id else self.numbers.index(bhxh_no or 0)
            person_id = self.ids[place] if shown != "number" else None
            bhxh_no = self.numbers[place] if shown != "ID" else None
        return replace(line, person_id=person_id, bhxh_no=bhxh_no)


_SHOWN = st.sampled_from(("as before", "both", "both", "ID", "number"))

"""Who is one person: the key by which lines and spells of the two registers belong together.

Personal ID first, then the BHXH number through whoever is known to hold it (domain: rules 1 and 2 of the review of
who is not insured). A number that leads to several IDs leads to none of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from ansinh.registers.records import Resident, Sex, Spell, Status

Key = int | tuple[str, date | None, Sex, str, str]
"""A positive personal ID; a negative BHXH number; or, of a line with neither, what tells it from others."""


def holders(lines: Iterable[Resident | Spell]) -> dict[int, int]:
    """BHXH number → the one personal ID that stands beside it."""
    found: dict[int, set[int]] = defaultdict(set)
    for line in lines:
        if line.person_id is not None and line.bhxh_no is not None:
            found[line.bhxh_no].add(line.person_id)
    return {number: persons.pop() for number, persons in found.items() if len(persons) == 1}


def key_of(line: Resident | Spell, held: dict[int, int]) -> Key | None:
    """None: a spell that names nobody."""
    if line.person_id is not None:
        return line.person_id
    if line.bhxh_no is not None:
        return held.get(line.bhxh_no, -line.bhxh_no)
    if isinstance(line, Spell):
        return None
    return (line.name, line.birth, line.sex, line.commune, line.household)


def precedence(line: Resident) -> tuple[object, ...]:
    """Of several lines of one person the first in this order is kept, the others are rejected as repeated."""
    return (
        line.status is not Status.RESIDENT,
        line.status,
        line.commune,
        line.household,
        line.birth or date.max,
        line.sex,
        line.group == "",
        line.group,
        line.name,
        line.evidence,
        line.bhxh_no or 0,
        line.person_id or 0,
    )

"""Spells put together: times of insurance without a day between."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ansinh.registers.records import OPEN_END, Spell


class Island(NamedTuple):
    """First and last day, both insured, neither the day before the first nor the day after the last.

    ``group``, ``issued_in``: of the spell that ends last; of several the one that began last; of several still, the
    first in alphabetical order, each for itself.
    """

    first: date
    last: date
    group: str
    issued_in: str


def islands(spells: Iterable[Spell]) -> list[Island]:
    """In order of time."""
    found: list[list[Spell]] = []
    reaches = date.min
    for spell in sorted(spells, key=lambda one: one.valid_from):
        if found and (reaches == OPEN_END or spell.valid_from <= reaches + timedelta(days=1)):
            found[-1].append(spell)
        else:
            found.append([spell])
        reaches = max(reaches, spell.valid_to)
    return [_island(together) for together in found]


def _island(spells: list[Spell]) -> Island:
    end = max((one.valid_to, one.valid_from) for one in spells)
    ending = [one for one in spells if (one.valid_to, one.valid_from) == end]
    return Island(
        min(one.valid_from for one in spells),
        end[0],
        min(one.group for one in ending),
        min(one.issued_in for one in ending),
    )

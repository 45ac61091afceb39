"""What a unit was made of and what became of it, followed over all dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ansinh.places.models import Unit
from ansinh.places.reads import territories, ways
from ansinh.places.territory import Step, Territories


class Nature(StrEnum):
    """What happened to a unit when it became (part of) another."""

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    RECODED = "recoded"
    REDESIGNATED = "redesignated"


@dataclass(frozen=True)
class Event:
    """``share`` of ``old`` is (part of) ``new`` from ``day`` on; ``estimated``: for want of anything known."""

    day: date
    old: Unit
    new: Unit
    natures: tuple[Nature, ...]
    share: Fraction
    estimated: bool
    document: str


@dataclass(frozen=True)
class History:
    """In the order of the days."""

    before: tuple[Event, ...]
    after: tuple[Event, ...]


@dataclass(frozen=True)
class Territory:
    """The units of a day that make up a unit's territory. ``pieces``: with the share of each, None: only a part, and it
    is not known which. ``exact_by``: how many units of a finer division make it up wholly, when these do not."""

    pieces: tuple[tuple[Unit, Fraction | None], ...]
    exact_by: int | None

    @property
    def exact(self) -> bool:
        return all(share == 1 for _unit, share in self.pieces)


def history_of(unit: Unit) -> History:
    known = territories()
    before = list(_steps_before(known, unit.pk))
    after = list(_steps_after(known, unit.pk))
    units = Unit.objects.in_bulk({pk for step in (*before, *after) for pk in (step.old, step.new)})
    return History(_events(known, before, units), _events(known, after, units))


def territory_on(unit: Unit, day: date) -> Territory | None:
    """None: it is not recorded what was there."""
    known = territories()
    found = ways(unit, day, known)
    if not found:
        return None
    fewest = min(found, key=len)
    best = found[0]
    units = Unit.objects.in_bulk([piece.unit for piece in fewest])
    pieces = sorted(((units[piece.unit], piece.share) for piece in fewest), key=lambda one: one[0].sort_key)
    finer = best is not fewest and all(piece.whole for piece in best)
    return Territory(tuple(pieces), len(best) if finer else None)


def _steps_before(known: Territories, unit: int) -> Iterator[Step]:
    for step in known.origins(unit):
        yield from _steps_before(known, step.old)
        yield step


def _steps_after(known: Territories, unit: int) -> Iterator[Step]:
    for step in known.heirs(unit):
        yield step
        yield from _steps_after(known, step.new)


def _events(known: Territories, steps: Sequence[Step], units: dict[int, Unit]) -> tuple[Event, ...]:
    once = sorted(set(steps), key=lambda step: (step.day, units[step.old].sort_key, units[step.new].sort_key))
    return tuple(
        Event(
            step.day,
            units[step.old],
            units[step.new],
            _natures(known, step, units),
            step.share,
            not step.registered,
            step.document,
        )
        for step in once
    )


def _natures(known: Territories, step: Step, units: dict[int, Unit]) -> tuple[Nature, ...]:
    old, new = units[step.old], units[step.new]
    together = len(known.origins(step.new)) > 1
    apart = step.share != 1
    alone = not together and not apart
    facts = {
        Nature.MERGED: together,
        Nature.SPLIT: apart,
        Nature.RENAMED: alone and old.name != new.name,
        Nature.RECODED: alone and old.code != new.code,
        Nature.REDESIGNATED: alone and old.designation != new.designation,
    }
    return tuple(nature for nature, holds in facts.items() if holds)

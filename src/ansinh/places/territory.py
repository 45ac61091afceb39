"""Of which units of another day a territory is made: the arithmetic of mergers and splits, followed over all dates."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """``share`` of the old unit is (part of) the new one from ``day`` on; the shares of a unit on a day sum to one.
    ``registered``: by registered population, or all of it; else equal shares, for want of anything known."""

    old: int
    new: int
    day: date
    share: Fraction
    registered: bool = True
    document: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit that lies in the territory: all of it (1), a share of it, or an unknown part (None). ``registered``: as of
    a step; the share is no guess."""

    unit: int
    share: Fraction | None
    registered: bool = True

    @property
    def whole(self) -> bool:
        return self.share == 1


Pieces = tuple[Piece, ...]
Lifetime = tuple[date | None, date | None]


class Territories:
    """All successions of all units, by unit id. ``lifetimes``: first and last day, None where not known or none."""

    def __init__(self, lifetimes: Mapping[int, Lifetime], steps: Iterable[Step]) -> None:
        self._lifetimes = lifetimes
        self._before: dict[int, list[Step]] = defaultdict(list)
        self._after: dict[int, list[Step]] = defaultdict(list)
        for step in steps:
            self._before[step.new].append(step)
            self._after[step.old].append(step)

    def made_of(self, units: Collection[int], day: date) -> Pieces | None:
        """The units valid on the day that make up the territory of these together, ordered by id.

        Back in time a merged unit is the sum of those it was made of, and of a split one the shares that came to
        these; forward, a unit made only of these is whole, one made also of others an unknown part: what was merged
        cannot be taken apart. None: of some unit it is not recorded what was there.
        """
        territory = set(units)
        ended = {unit for unit in territory if self._ended(unit, day)}
        origins = [self._origins(unit, day) for unit in sorted(territory - ended)]
        heirs = [self._heirs(unit, day) for unit in sorted(ended)]
        pieces: dict[int, Piece] = {}
        for found in origins:
            if found is None:
                return None
            for origin in found:
                pieces[origin.unit] = _together(pieces.get(origin.unit), origin)
        for there in heirs:
            if there is None:
                return None
            for heir in there - pieces.keys():
                pieces[heir] = Piece(heir, Fraction(1) if self._inside(heir, territory) else None)
        return tuple(pieces[unit] for unit in sorted(pieces))

    def same_territory(self, unit: int, day: date) -> int | None:
        """The unit of that day with just this territory: itself, or what was only renamed, re-coded or upgraded."""
        pieces = self.made_of([unit], day)
        if pieces is None or len(pieces) != 1 or not pieces[0].whole:
            return None
        other = pieces[0].unit
        back = self.made_of([other], self._a_day_of(unit))
        return other if back == (Piece(unit, Fraction(1)),) else None

    def bounded_since(self, unit: int) -> date | None:
        """The day from which on the unit's territory has been what it is, under whatever name; None: not known."""
        steps = self._before.get(unit, ())
        if len(steps) == 1 and steps[0].share == 1:
            return self.bounded_since(steps[0].old)
        return self._lifetimes[unit][0]

    def origins(self, unit: int) -> tuple[Step, ...]:
        """What the unit was made of on its first day."""
        return tuple(self._before.get(unit, ()))

    def heirs(self, unit: int) -> tuple[Step, ...]:
        """What became of the unit after its last day."""
        return tuple(self._after.get(unit, ()))

    def _origins(self, unit: int, day: date) -> Pieces | None:
        """The units valid on the day that went into this one; itself if it is one of them."""
        if self._valid(unit, day):
            return (Piece(unit, Fraction(1)),)
        steps = self._before.get(unit)
        if not steps:
            return None
        found: dict[int, Piece] = {}
        for step in steps:
            earlier = self._origins(step.old, day)
            if earlier is None:
                return None
            for origin in earlier:
                found[origin.unit] = _together(found.get(origin.unit), _share_of(origin, step))
        return tuple(found.values())

    def _heirs(self, unit: int, day: date) -> set[int] | None:
        """The units valid on the day to which any of this one came."""
        if self._valid(unit, day):
            return {unit}
        steps = self._after.get(unit)
        if not steps:
            return None
        found: set[int] = set()
        for step in steps:
            later = self._heirs(step.new, day)
            if later is None:
                return None
            found |= later
        return found

    def _inside(self, unit: int, territory: Collection[int]) -> bool:
        """Whether everything that the unit was made of on its first day lies in the territory."""
        if unit in territory:
            return True
        steps, began = self._before.get(unit, ()), self._lifetimes[unit][0]
        return bool(steps) and all(step.day == began and self._inside(step.old, territory) for step in steps)

    def _valid(self, unit: int, day: date) -> bool:
        first, last = self._lifetimes[unit]
        return (first is None or first <= day) and (last is None or day <= last)

    def _ended(self, unit: int, day: date) -> bool:
        last = self._lifetimes[unit][1]
        return last is not None and last < day

    def _a_day_of(self, unit: int) -> date:
        first, last = self._lifetimes[unit]
        return first or last or date.max


def _share_of(origin: Piece, step: Step) -> Piece:
    share = (origin.share or Fraction(0)) * step.share
    return Piece(origin.unit, share, origin.registered and step.registered)


def _together(known: Piece | None, more: Piece) -> Piece:
    """Two shares of one unit, added up; all of it is all of it, however it was divided."""
    if known is None:
        return more
    share = (known.share or Fraction(0)) + (more.share or Fraction(0))
    return Piece(more.unit, share, share == 1 or (known.registered and more.registered))


def steps(weights: Iterable[tuple[int, int, date, int, bool, str]]) -> Iterator[Step]:
    """From (old, new, day, weight, registered, document): each weight as a share of all of that old unit's weights of
    the day."""
    rows = list(weights)
    sums: dict[tuple[int, date], int] = defaultdict(int)
    guessed = set()
    for old, _new, day, weight, registered, _document in rows:
        sums[old, day] += weight
        if not registered:
            guessed.add((old, day))
    for old, new, day, weight, _registered, document in rows:
        share = Fraction(weight, sums[old, day])
        yield Step(old, new, day, share, share == 1 or (old, day) not in guessed, document)

"""Figures of a territory at a time when it was divided otherwise: sums of the units that made it up.

What can be added up (stocks, flows, plans; of ratios, their numerators and denominators) is added up: whole units
exactly; of a unit that was divided since, the share that came here, as an estimate between none and all of it; of a
unit merged since with others, no value: only that it lies between none and all of that.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from ansinh.compare.calc import Quantity, observed, shared, total
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact, Facts, Request
from ansinh.ledger.reads import Ledger, adds_up
from ansinh.places.models import Unit, UnitKind
from ansinh.places.reads import parts, territories, ways
from ansinh.places.territory import Pieces, Territories


class Rebasing:
    """Within one ledger's scope. Loads successions and facts of other units only when a unit needs them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._facts: Facts = {}
        self._asked: set[tuple[int, Request]] = set()
        self._ways: dict[tuple[int, date], tuple[Pieces, ...]] = {}
        self._changes: dict[tuple[int, date], date | None] = {}
        self._namesakes: dict[tuple[int, date], Unit | None] = {}
        self._units: dict[int, Unit] = {}

    @cached_property
    def territories(self) -> Territories:
        return territories()

    def load(
        self, units: Iterable[Unit], requests: Collection[Request], known: Mapping[tuple[int, Request], Fact]
    ) -> None:
        """What the figures of these units that are not known may be made of, in a few queries for each day."""
        contemporaries: dict[tuple[date | None, date | None], list[Unit]] = defaultdict(list)
        for unit in units:
            contemporaries[unit.valid_from, unit.valid_to].append(unit)
        wanted: dict[date, set[int]] = defaultdict(set)
        asked: dict[date, set[Request]] = defaultdict(set)
        for group in contemporaries.values():
            for request in requests:
                day = other_day(group[0], request)
                lacking = [unit for unit in group if not _complete(known.get((unit.pk, request)))] if day else ()
                if day and lacking:
                    wanted[day] |= {piece.unit for unit in lacking for way in self.ways(unit, day) for piece in way}
                    asked[day].add(request)
        for day, pieces in wanted.items():
            self._load(pieces, asked[day])

    def facts(self) -> Collection[Fact]:
        """All of other units that were loaded so far."""
        return self._facts.values()

    def units_behind(self, units: Iterable[Unit], requests: Collection[Request]) -> set[int]:
        """Ids of all units on whose figures those of these may rest."""
        days = {(unit, day) for unit in units for request in requests if (day := other_day(unit, request))}
        return {piece.unit for unit, day in days for way in self.ways(unit, day) for piece in way}

    def observed(self, unit: Unit, request: Request) -> Quantity | None:
        """The unit's figure on its own boundaries; None where the request needs no re-basing or cannot be re-based."""
        day = other_day(unit, request)
        if day is None:
            return None
        found: Quantity | None = None
        for way in self.ways(unit, day):
            sum_of_way = self._sum(way, request)
            if sum_of_way.known and not sum_of_way.estimated:
                return sum_of_way
            found = _better(found, sum_of_way)
        return found

    def made_of(self, unit: Unit, period: Period) -> list[tuple[Unit, Fraction | None]]:
        """The units that made up the unit's territory, each with its share; none where it was there itself."""
        day = _day_of_others(unit, period)
        best = next(iter(self.ways(unit, day)), ()) if day else ()
        return [(self._unit(piece.unit), piece.share) for piece in best]

    def reported(self, unit: Unit, request: Request) -> Fact | None:
        """What the unit of that name reported when this one was not there: of those that made up its territory the one
        of the same name, else the one of the same code."""
        day = other_day(unit, request)
        other = self._named_so(unit, day) if day == request.period.end else None
        if other is None:
            return None
        self._load([other.pk], [request])
        return self._facts.get((other.pk, request))

    def changed_on(self, unit: Unit, day: date) -> date | None:
        """The first day of the unit's boundaries as far as they differ from those of this other day; None where they
        do not, or it is not recorded how. A cluster's: the last such day of any of its members."""
        if (unit.pk, day) not in self._changes:
            self._changes[unit.pk, day] = self._find_change(unit, day)
        return self._changes[unit.pk, day]

    def unchanged_parts(self, unit: Unit, days: Collection[date], boundaries: date) -> tuple[Unit, ...]:
        """The unit itself if its territory was the same on all the days, else those of its direct parts whose was."""
        if self._same(unit, days):
            return (unit,)
        return tuple(part for part in parts(unit, boundaries) if self._same(part, days))

    def ways(self, unit: Unit, day: date) -> tuple[Pieces, ...]:
        """As ``places.reads.ways``, each asked for once."""
        if (unit.pk, day) not in self._ways:
            self._ways[unit.pk, day] = ways(unit, day, self.territories)
        return self._ways[unit.pk, day]

    def _same(self, unit: Unit, days: Collection[date]) -> bool:
        """Known to have had the same territory on all the days: one of which it is not recorded is not."""
        if unit.kind == UnitKind.CLUSTER:
            return all(self._same(member, days) for member in parts(unit, min(days)))
        return all(unit.valid_on(day) or self.territories.same_territory(unit.pk, day) is not None for day in days)

    def _named_so(self, unit: Unit, day: date) -> Unit | None:
        if (unit.pk, day) not in self._namesakes:
            there = [self._unit(piece.unit) for piece in self.territories.made_of([unit.pk], day) or ()]
            same_name = [one for one in there if one.folded == unit.folded]
            same_code = [one for one in there if one.code == unit.code]
            self._namesakes[unit.pk, day] = next(iter(same_name if len(same_name) == 1 else same_code), None)
        return self._namesakes[unit.pk, day]

    def _find_change(self, unit: Unit, day: date) -> date | None:
        if unit.kind == UnitKind.CLUSTER:
            return max(filter(None, (self.changed_on(member, day) for member in parts(unit, day))), default=None)
        if unit.valid_on(day) or self.territories.made_of([unit.pk], day) is None:
            return None
        if self.territories.same_territory(unit.pk, day) is not None:
            return None
        if unit.valid_to and unit.valid_to < day:
            return unit.valid_to + timedelta(days=1)
        return self.territories.bounded_since(unit.pk)

    def _load(self, units: Collection[int], requests: Collection[Request]) -> None:
        new = {request for request in requests if any((unit, request) not in self._asked for unit in units)}
        missing = set(units) - self._units.keys()
        self._units |= Unit.objects.in_bulk(missing)
        if new:
            self._facts |= self._ledger.facts([self._units[unit] for unit in units], new)
            self._asked |= {(unit, request) for unit in units for request in new}

    def _sum(self, way: Pieces, request: Request) -> Quantity:
        self._load([piece.unit for piece in way], [request])
        unit = catalogue()[request.indicator].unit
        return total(
            [shared(observed(self._facts.get((piece.unit, request)), unit), piece.share) for piece in way], unit
        )

    def _unit(self, pk: int) -> Unit:
        if pk not in self._units:
            self._units[pk] = Unit.objects.get(pk=pk)
        return self._units[pk]


def other_day(unit: Unit, request: Request) -> date | None:
    """The day on whose units the figure must rest if the unit has none of its own; None: it must be its own."""
    return _day_of_others(unit, request.period) if adds_up(request) else None


def _day_of_others(unit: Unit, period: Period) -> date | None:
    """The period's last day, when the unit was not there; the eve of its first, when it began within the period and
    others may have reported of it before."""
    if not unit.valid_on(period.end):
        return period.end
    if unit.valid_from and unit.valid_from > period.start:
        return unit.valid_from - timedelta(days=1)
    return None


def _complete(fact: Fact | None) -> bool:
    return fact is not None and fact.complete


def _better(known: Quantity | None, other: Quantity) -> Quantity:
    """A value before none, bounds before nothing, else the first."""
    if known is None or (other.known and not known.known) or (other.estimated and not known.within):
        return other
    return known

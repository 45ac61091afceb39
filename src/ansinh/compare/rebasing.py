"""Figures of a territory at a time when it was divided otherwise: sums of the units that made it up.

What can be added up (stocks, flows, plans; of ratios, their numerators and denominators) is added up: whole units
exactly; of a unit that was divided since, the share that came here, as an estimate between none and all of it; of a
unit merged since with others, no value: only that it lies between none and all of that.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from ansinh.compare.calc import Quantity, observed, shared, total
from ansinh.compare.loaded import Loaded
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request
from ansinh.ledger.reads import adds_up
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import days_of_change, parts, territories, ways
from ansinh.places.tables import known_since
from ansinh.places.territory import Pieces, Territories


class Rebasing:
    """Over the facts that were loaded. Reads successions only when a unit needs them."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._ways: dict[tuple[int, int], tuple[Pieces, ...]] = {}
        self._changes: dict[tuple[int, date], date | None] = {}
        self._namesakes: dict[tuple[int, date], Unit | None] = {}
        self._parts: dict[tuple[int, date], tuple[Unit, ...]] = {}
        self._units: dict[int, Unit] = {}

    @cached_property
    def territories(self) -> Territories:
        return territories()

    def load(self, units: Iterable[Unit], requests: Collection[Request]) -> None:
        """What the figures of these units that are not known may be made of, in a few queries for each day."""
        contemporaries: dict[tuple[date | None, date | None], list[Unit]] = defaultdict(list)
        for unit in units:
            contemporaries[unit.valid_from, unit.valid_to].append(unit)
        wanted: dict[date, set[int]] = defaultdict(set)
        asked: dict[date, set[Request]] = defaultdict(set)
        for group in contemporaries.values():
            for request in requests:
                day = other_day(group[0], request)
                lacking = [unit for unit in group if not self._complete(unit, request)] if day else ()
                if day and lacking:
                    wanted[day] |= {piece.unit for unit in lacking for way in self.ways(unit, day) for piece in way}
                    asked[day].add(request)
        for day, pieces in wanted.items():
            self._loaded.load(self._with_keys(pieces), asked[day])

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

    def whole_pieces(self, unit: Unit, period: Period) -> tuple[Unit, ...]:
        """The units that made up the unit's territory, if they do so wholly and it was not there itself; else none."""
        made_of = self.made_of(unit, period)
        return tuple(part for part, _share in made_of) if all(share == 1 for _part, share in made_of) else ()

    def made_of(self, unit: Unit, period: Period) -> list[tuple[Unit, Fraction | None]]:
        """The units that made up the unit's territory, each with its share; none where it was there itself."""
        day = _day_of_others(unit, period)
        best = next(iter(self.ways(unit, day)), ()) if day else ()
        return [(self._unit(piece.unit), piece.share) for piece in best]

    def reporting(self, unit: Unit, day: date) -> tuple[Unit, ...]:
        """Who reported of the unit on a day when it was not there: of those that made up its territory the one of the
        same name, else the one of the same code; of a cluster, who did of each of its members. None: itself."""
        if unit.kind != UnitKind.CLUSTER:
            named_so = None if unit.valid_on(day) else self._named_so(unit, day)
            return (named_so,) if named_so else ()
        members = self.parts(unit, day)
        instead = [self.reporting(member, day) for member in members]
        if not any(instead):
            return ()
        return tuple(one for member, others in zip(members, instead, strict=True) for one in others or (member,))

    def parts(self, unit: Unit, day: date) -> tuple[Unit, ...]:
        """As ``places.reads.parts``, each asked for once."""
        day = unit.day_within(day)
        if (unit.pk, day) not in self._parts:
            self._parts[unit.pk, day] = parts(unit, day)
        return self._parts[unit.pk, day]

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
        return tuple(part for part in self.parts(unit, boundaries) if self._same(part, days))

    def ways(self, unit: Unit, day: date) -> tuple[Pieces, ...]:
        """As ``places.reads.ways``, asked for once between two days on which anything changed. None of a cluster whose
        members were all there: it is their sum without any."""
        if unit.kind == UnitKind.CLUSTER and all(member.valid_on(day) for member in self.parts(unit, day)):
            return ()
        key = unit.pk, bisect_right(self._days_of_change, day)
        if key not in self._ways:
            self._ways[key] = ways(unit, day, self.territories)
        return self._ways[key]

    @cached_property
    def _days_of_change(self) -> list[date]:
        return days_of_change()

    def _same(self, unit: Unit, days: Collection[date]) -> bool:
        """Known to have had the same territory on all the days: one of which it is not recorded is not."""
        if unit.kind == UnitKind.CLUSTER:
            return all(self._same(member, days) for member in self.parts(unit, min(days)))
        if unit.valid_from is None and (since := known_since(Level(unit.level))) and min(days) < since:
            return False
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
            members = self.parts(unit, day)
            return max(filter(None, (self.changed_on(member, day) for member in members)), default=None)
        if unit.valid_on(day) or self.territories.made_of([unit.pk], day) is None:
            return None
        if self.territories.same_territory(unit.pk, day) is not None:
            return None
        if unit.valid_to and unit.valid_to < day:
            return self._bounded_until(unit) + timedelta(days=1)
        return self.territories.bounded_since(unit.pk)

    def _bounded_until(self, unit: Unit) -> date:
        """The last day of the unit's territory, under whatever name it went on."""
        last = unit.valid_to or date.max
        same = None if last == date.max else self.territories.same_territory(unit.pk, last + timedelta(days=1))
        return last if same is None else self._bounded_until(self._unit(same))

    def _complete(self, unit: Unit, request: Request) -> bool:
        fact = self._loaded.get(unit, request)
        return fact is not None and fact.complete

    def _with_keys(self, keys: Collection[int]) -> list[Unit]:
        missing = [key for key in keys if key not in self._units]
        if missing:
            self._units |= Unit.objects.in_bulk(missing)
        return [self._units[key] for key in keys]

    def _sum(self, way: Pieces, request: Request) -> Quantity:
        keys = {piece.unit for piece in way}
        if not self._loaded.asked(keys, request):
            self._loaded.load(self._with_keys(keys), [request])
        facts, unit = self._loaded.of(request), catalogue()[request.indicator].unit
        if keys.isdisjoint(facts):
            return Quantity(None, unit)
        return total([shared(observed(facts.get(piece.unit), unit), piece.share) for piece in way], unit)

    def _unit(self, pk: int) -> Unit:
        return self._with_keys([pk])[0]


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


def _better(known: Quantity | None, other: Quantity) -> Quantity:
    """A value before none, bounds before nothing, else the first."""
    if known is None or (other.known and not known.known) or (other.estimated and not known.within):
        return other
    return known

"""Figures and their comparisons, read from the ledger: the arithmetic that every table, page and report uses."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ansinh.compare.bases import IN_TIME, Base, BaseKind, base_period, comparable, following
from ansinh.compare.boundaries import Boundaries, View
from ansinh.compare.calc import (
    Quantity,
    Ranked,
    ThresholdCount,
    average,
    count_reaching,
    difference,
    percent_change,
    percent_of,
    rank,
    ratio,
    shared,
    total,
)
from ansinh.compare.errors import MeaninglessError, NotComparableError
from ansinh.compare.loaded import Loaded
from ansinh.compare.rebasing import Rebasing, other_day
from ansinh.indicators.catalogue import (
    Count,
    IndicatorDefinition,
    IndicatorType,
    Observed,
    Operand,
    Ratio,
    Sum,
    catalogue,
)
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact, Request, Scope
from ansinh.ledger.models import Kind
from ansinh.ledger.reads import Ledger, adds_up
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import country


@dataclass(frozen=True)
class Comparison:
    """``change``: value less base (percentage points for percentages). ``percent``: the change in per cent of the base,
    or how many per cent of the plan was reached; a percentage has none. ``base_period`` None: not a time.

    ``boundaries``: None where the unit's boundaries were the same at both times. ``like``: of a comparison like for
    like over other boundaries, the parts of the unit that it is made of."""

    base: Base
    base_period: Period | None
    value: Quantity
    against: Quantity
    change: Quantity
    percent: Quantity | None
    boundaries: "BoundaryChange | None" = None
    like: "tuple[Unit, ...] | None" = None


@dataclass(frozen=True)
class BoundaryChange:
    """What boundaries have to do with a change over time. The change of what was reported is the ``effect`` of the
    boundaries plus the ``real`` change on the unit's own boundaries, exactly.

    ``day``: the first of the later boundaries; ``reported``: the earlier figure as the unit of that name reported it.
    ``now``: it is the later figure that had to be re-based, on boundaries that are no more.
    """

    day: date
    now: bool
    reported: Quantity
    effect: Quantity
    real: Quantity


def is_monthly(base: Base) -> bool:
    return base.kind in (BaseKind.PREVIOUS_MONTH, BaseKind.PREVIOUS_QUARTER)


def is_level(request: Request) -> bool:
    """The target of a ratio."""
    return request.kind is Kind.TARGET and isinstance(catalogue()[request.indicator].formula, Ratio)


class Figures:
    """Quantities of units within one scope. ``load`` what a table needs in one go; what was not loaded is loaded when
    it is asked for. A cluster of 2020 is compared with 2019 over its members of 2020.

    A unit is looked at on its own boundaries: at a time when it was divided otherwise, its figure is made of those of
    the units that were there (``Boundaries``)."""

    def __init__(
        self,
        scope: Scope = Scope(),
        kind: Kind = Kind.ACTUAL,
        boundaries: Boundaries = Boundaries(),
    ) -> None:
        self.ledger = Ledger(scope)
        self.boundaries = boundaries
        self._loaded = Loaded(self.ledger)
        self.rebasing = Rebasing(self._loaded)
        self._kind = kind
        self._made_of: Mapping[int, tuple[Unit, ...]] = {}  # units looked at as the sum of some of their parts
        self._views: dict[object, Figures] = {}
        self._countries: list[Unit] = []
        self._quantities: dict[tuple[int, str, Period, Kind], Quantity] = {}

    def load(self, units: Sequence[Unit], requests: Iterable[Request]) -> None:
        """Facts of all these units and requests, in a handful of queries."""
        wanted = set(requests)
        self._loaded.load(units, wanted)
        self.rebasing.load(units, wanted)
        self._load_levels(units, [request for request in wanted if is_level(request)])

    def _load_levels(self, units: Sequence[Unit], levels: Sequence[Request]) -> None:
        """What was set for the units that now make up these, where it cannot be added up."""
        for period in {request.period for request in levels}:
            made_of = [self.rebasing.made_of(unit, period) for unit in units]
            behind = {part.pk: part for parts in made_of for part, _share in parts}
            self._loaded.load(list(behind.values()), [request for request in levels if request.period == period])

    def facts(self) -> Collection[Fact]:
        """All that was loaded so far."""
        return self._loaded.all()

    def quantity(self, unit: Unit, indicator: str, period: Period, kind: Kind | None = None) -> Quantity:
        """A stock on the period's last day, a flow from 1 January to it, a ratio of such; a count has none here.

        Of the kind that these figures are of (actual, unless made with another); bases in time are always actual."""
        kind = kind or self._kind
        key = (unit.pk, indicator, period, kind)
        if key not in self._quantities:
            self._quantities[key] = self._quantity(unit, indicator, period, kind)
        return self._quantities[key]

    def _quantity(self, unit: Unit, indicator: str, period: Period, kind: Kind) -> Quantity:
        definition = catalogue()[indicator]
        match definition.formula:
            case Ratio(numerator, denominator):
                return ratio(
                    self._operand(unit, numerator, period, kind),
                    self._operand(unit, denominator, period, kind),
                    definition.unit,
                )
            case Count():
                raise NotComparableError(definition)
        own = self._observed(unit, definition, Request(indicator, definition.fact_period(period), kind))
        if not own.known and isinstance(definition.formula, Sum):
            terms = total([self._operand(unit, term, period, kind) for term in definition.formula.terms], own.unit)
            if terms.known or not (own.facts or terms.facts):
                return terms
            return self._of_parts(unit, indicator, period, kind) or terms
        return own

    def _of_parts(self, unit: Unit, indicator: str, period: Period, kind: Kind) -> Quantity | None:
        """Where some parts report a total and others its terms, neither adds up alone; the parts' quantities do."""
        members = self._summed_over(unit, period)
        if not members:
            return None
        self.load(members, self.requests([indicator], [period]))
        return total(
            [self.quantity(member, indicator, period, kind) for member in members], catalogue()[indicator].unit
        )

    def _summed_over(self, unit: Unit, period: Period) -> tuple[Unit, ...]:
        """Of what the unit's figure is the sum: the units looked at in its place, its parts while all are known, or
        what made it up before it was there."""
        if (instead := self._instead(unit, period.end)) is not None:
            return instead
        day = unit.day_within(period.end)
        if unit.kind == UnitKind.CLUSTER or unit.valid_on(period.end):
            return self.rebasing.parts(unit, day) if unit.parts_complete_on(day) else ()
        return self.rebasing.whole_pieces(unit, period)

    def within(self, unit: Unit, indicator: str, period: Period, kind: Kind | None = None) -> Quantity:
        """What of a cumulative flow fell within the period itself: its value at the end less that before the start."""
        instead = self._instead(unit, period.end)
        if instead and self.boundaries.view is View.REPORTED:  # of who reported at its end, both ends are
            rebased = self._seen(View.REBASED)
            ends = [rebased.within(one, indicator, period, kind) for one in instead]
            return total(ends, catalogue()[indicator].unit)
        so_far = self.quantity(unit, indicator, period, kind)
        if period.start == period.year_to_date.start:
            return so_far
        before = Period.first_months(period.year_number, period.start.month - 1)
        on_these = self._seen(View.REBASED) if self.boundaries.view is View.REPORTED else self
        return difference(so_far, on_these.quantity(unit, indicator, before, Kind.ACTUAL))

    def target(self, unit: Unit, indicator: str, year: int) -> Quantity:
        """What was assigned for the year; of a ratio, the level to be reached by its end.

        On other boundaries amounts are added up, levels averaged with the denominators of that year as weights."""
        definition = catalogue()[indicator]
        request = Request(indicator, Period.year(year), Kind.TARGET)
        own = self._observed(unit, definition, request)
        if own.known or not isinstance(definition.formula, Ratio) or self.boundaries.view is View.REPORTED:
            return own
        return self._averaged(unit, request, definition.formula.denominator) or own

    def _averaged(self, unit: Unit, request: Request, weight: Operand) -> Quantity | None:
        """Of a level set for the units that now make up this one; None unless it was set for all of them."""
        made_of = self.rebasing.made_of(unit, request.period)
        definition = catalogue()[request.indicator]
        levels = [self._observed(part, definition, request) for part, _share in made_of]
        if not levels or not all(level.known for level in levels):
            return None
        weights = [shared(self._operand(part, weight, request.period, Kind.ACTUAL), share) for part, share in made_of]
        return average(levels, weights)

    def threshold(self, unit: Unit, indicator: str, period: Period, *, otherwise: Quantity | None = None) -> Quantity:
        """The month's bar for this unit; else the one given (its cluster's), else the one set for the whole country."""
        definition = catalogue()[indicator]
        request = Request(indicator, period.as_of, Kind.THRESHOLD)
        own = self._observed(unit, definition, request)
        if own.known:
            return own
        return otherwise or self._observed(self._country(period), definition, request)

    def compare(self, unit: Unit, indicator: str, period: Period, base: Base) -> Comparison:
        """Raises MeaninglessError, NotComparableError where the comparison would say nothing."""
        definition = catalogue()[indicator]
        if definition.type is IndicatorType.COUNT_OF_UNITS:
            raise NotComparableError(definition)
        if not comparable(definition, base, period):
            raise MeaninglessError(definition, base)
        if base.kind in IN_TIME:
            return self._in_time(unit, definition, period, base)
        return self._with_bar(unit, definition, period, base)

    def _in_time(self, unit: Unit, indicator: IndicatorDefinition, period: Period, base: Base) -> Comparison:
        earlier = base_period(base, period)
        days = [period.end, earlier.end]
        if is_monthly(base) and indicator.type is IndicatorType.FLOW and earlier.start != earlier.year_to_date.start:
            days.append(earlier.start - timedelta(days=1))  # less what there was before
        day = next(filter(None, (self.rebasing.changed_on(unit, day) for day in days)), None)
        if day is None:
            return self._compared(unit, indicator, period, base)
        if self.boundaries.view is View.LIKE_FOR_LIKE:
            like = self.rebasing.unchanged_parts(unit, days, self.boundaries.on(period.end))
            looked_at = self._seen(View.LIKE_FOR_LIKE, {unit.pk: like})
            return replace(looked_at._compared(unit, indicator, period, base), like=like)
        rebased = self._seen(View.REBASED)._compared(unit, indicator, period, base)
        reported = self._seen(View.REPORTED)._compared(unit, indicator, period, base)
        effect = difference(reported.change, rebased.change)
        now = self.rebasing.changed_on(unit, earlier.end) is None
        change = BoundaryChange(day, now, reported.against, effect, rebased.change)
        return replace(reported if self.boundaries.view is View.REPORTED else rebased, boundaries=change)

    def _seen(self, view: View, made_of: Mapping[int, tuple[Unit, ...]] | None = None) -> "Figures":
        """The same figures on other boundaries; what was loaded is shared."""
        if view is self.boundaries.view and made_of is None:
            return self
        key = (view, None if made_of is None else tuple((pk, units) for pk, units in made_of.items()))
        if key not in self._views:
            other = Figures(self.ledger.scope, self._kind, replace(self.boundaries, view=view))
            other._loaded, other.rebasing = self._loaded, self.rebasing
            other._made_of = made_of or {}
            self._views[key] = other
        return self._views[key]

    def _compared(self, unit: Unit, indicator: IndicatorDefinition, period: Period, base: Base) -> Comparison:
        earlier = base_period(base, period)
        if is_monthly(base) and indicator.type is IndicatorType.FLOW:
            # Of a cumulative flow, what fell within the two months (quarters) themselves.
            value = self.within(unit, indicator.id, following(earlier))
            against = self.within(unit, indicator.id, earlier, Kind.ACTUAL)
        else:
            value = self.quantity(unit, indicator.id, period)
            against = self.quantity(unit, indicator.id, earlier, Kind.ACTUAL)
        percent = None if value.unit is BaseUnit.PERCENT else percent_change(value, against)
        return Comparison(base, earlier, value, against, difference(value, against), percent)

    def _with_bar(self, unit: Unit, indicator: IndicatorDefinition, period: Period, base: Base) -> Comparison:
        plan_ratio = catalogue().plan_of(indicator.id)
        if base.kind is BaseKind.THRESHOLD:
            measured = plan_ratio or indicator
            against = self.threshold(unit, measured.id, period)
        else:
            measured = indicator
            against = self.target(unit, indicator.id, base.year or period.year_number)
        value = self.quantity(unit, measured.id, period)
        percent = None if value.unit is BaseUnit.PERCENT else percent_of(value, against)
        return Comparison(base, None, value, against, difference(value, against), percent)

    def ranking(self, units: Sequence[Unit], indicator: str, period: Period) -> tuple[Ranked[Unit], ...]:
        self.load(units, self.requests([indicator], [period]))
        return rank(units, lambda unit: self.quantity(unit, indicator, period), catalogue()[indicator].direction)

    def reaching(self, whole: Unit, units: Sequence[Unit], indicator: str, period: Period) -> ThresholdCount[Unit]:
        """How many of the units are at or over the whole's threshold, this month, of this (ratio) indicator."""
        self.load(units, self.requests([indicator], [period]))
        threshold = self.threshold(whole, indicator, period)
        own = {unit.pk: self.threshold(unit, indicator, period, otherwise=threshold) for unit in units}
        return count_reaching(
            units, lambda unit: self.quantity(unit, indicator, period), threshold, lambda unit: own[unit.pk]
        )

    def requests(self, indicators: Collection[str], periods: Collection[Period]) -> set[Request]:
        """The facts that these indicators rest on in these periods, with the plans of their years and thresholds."""
        found: set[Request] = set()
        for indicator in indicators:
            for period in periods:
                found |= self._requests(Operand(indicator), period)
                measured = catalogue().plan_of(indicator) or catalogue()[indicator]
                found.add(Request(measured.id, period.as_of, Kind.THRESHOLD))
                found.add(Request(indicator, Period.year(period.year_number), Kind.TARGET))
        return found

    def _requests(self, operand: Operand, period: Period) -> set[Request]:
        definition = catalogue()[operand.indicator]
        match definition.formula:
            case Ratio(numerator, denominator):
                return self._requests(numerator, period) | self._requests(denominator, period)
            case Count(indicator):
                return self._requests(Operand(indicator), period)
            case Sum(terms):
                below = set().union(*(self._requests(term, period) for term in terms))
            case None:
                below = set()
        if operand.target:
            return below | {Request(operand.indicator, Period.year(period.year_number), Kind.TARGET)}
        return below | {Request(operand.indicator, definition.fact_period(period))}

    def _operand(self, unit: Unit, operand: Operand, period: Period, kind: Kind) -> Quantity:
        if operand.target:
            return self.target(unit, operand.indicator, period.year_number)
        yearly = catalogue()[operand.indicator].observed is Observed.YEAR  # a denominator: there is one, not two kinds
        return self.quantity(unit, operand.indicator, period, Kind.ACTUAL if yearly else kind)

    def _observed(self, unit: Unit, indicator: IndicatorDefinition, request: Request) -> Quantity:
        if (instead := self._instead(unit, request.period.end)) is not None:
            return total([self._observed(one, indicator, request) for one in instead], indicator.unit)
        own = self._loaded.quantity(unit, request)
        if own.known:
            return own
        return self.rebasing.observed(unit, request) or self._of_new_parts(unit, indicator, request) or own

    def _instead(self, unit: Unit, day: date) -> tuple[Unit, ...] | None:
        """The units that are looked at in place of this one, as a sum; None: it is looked at itself."""
        if unit.pk in self._made_of:
            return self._made_of[unit.pk]
        return self.rebasing.reporting(unit, day) or None if self.boundaries.view is View.REPORTED else None

    def _of_new_parts(self, unit: Unit, indicator: IndicatorDefinition, request: Request) -> Quantity | None:
        """Of a whole whose parts began within the period: some of them have the figures of those before them."""
        day = request.period.end
        if unit.level != Level.COUNTRY or request.period.start == day or not adds_up(request):
            return None
        members = self.rebasing.parts(unit, day)
        if not any(other_day(member, request) for member in members):
            return None
        self.load(members, [request])
        return total([self._observed(member, indicator, request) for member in members], indicator.unit)

    def _country(self, period: Period) -> Unit:
        known = next((one for one in self._countries if one.valid_on(period.end)), None)
        if known is None:
            self._countries.append(known := country(period.end))
        return known

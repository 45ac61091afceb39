"""One figure opened: its formula with the figures in it, the parts of a sum, the cells, corrections, comparisons."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ansinh.compare.bases import (
    IN_TIME,
    PLAN,
    PREVIOUS_MONTH,
    SAME_PERIOD,
    THRESHOLD,
    Base,
    base_period,
    comparable,
    end_of_year,
)
from ansinh.compare.boundaries import View
from ansinh.compare.calc import Quantity
from ansinh.compare.errors import NotComparableError
from ansinh.compare.histories import Correction
from ansinh.compare.over_days import figures_on, load_history
from ansinh.compare.reads import Comparison, Figures
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, Operand, Ratio, Sum, catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact
from ansinh.ledger.models import Kind
from ansinh.ledger.traces import Ground, earlier_values, grounds, key_of_fact, standing
from ansinh.places.models import Unit
from ansinh.places.reads import units_with

HAPPENED = (Kind.ACTUAL, Kind.ESTIMATE)


@dataclass(frozen=True)
class Term:
    """A figure that a formula computes with. ``kind`` TARGET: what was assigned for the year."""

    indicator: IndicatorDefinition
    kind: Kind
    quantity: Quantity


@dataclass(frozen=True)
class Part:
    """A unit whose figure is in the sum. ``share``: how much of it, of a unit that was divided; None: not known."""

    unit: Unit
    quantity: Quantity
    share: Fraction | None = Fraction(1)


@dataclass(frozen=True)
class FigureTrace:
    """``terms``: of what a formula computes; ``parts``: of what was added up over units; neither: it was reported.
    ``corrections``: of sums that the ledger keeps, the sum before; those of cells stand at their ``grounds``.
    ``units``: of all facts, by key."""

    unit: Unit
    indicator: IndicatorDefinition
    period: Period
    kind: Kind
    view: View
    value: Quantity
    terms: tuple[Term, ...]
    parts: tuple[Part, ...]
    grounds: tuple[Ground, ...]
    corrections: tuple[Correction, ...]
    comparisons: tuple[Comparison, ...]
    units: Mapping[int, Unit]

    @property
    def is_ratio(self) -> bool:
        return bool(self.terms) and isinstance(self.indicator.formula, Ratio)


def trace_figure(
    unit: Unit, indicator: str, period: Period, kind: Kind, view: View, days: Collection[date] = ()
) -> FigureTrace:
    """``days``: like for like, on which else the parts must have been the same.

    Raises IndicatorUnknownError, NotComparableError of a count of units."""
    definition = catalogue()[indicator]
    if definition.type is IndicatorType.COUNT_OF_UNITS:
        raise NotComparableError(definition)
    bases = [base for base in _bases(period) if comparable(definition, base, period)] if kind in HAPPENED else []
    periods = {period, *_periods(period, bases)}
    figures = figures_on(
        view, unit, {one.end for one in periods}.union(days), kind if kind in HAPPENED else Kind.ACTUAL
    )
    load_history(figures, unit, figures.requests([indicator], periods))
    value = _figure(figures, unit, definition, period, kind)
    terms = tuple(_terms(figures, unit, definition, period, kind, value))
    alone = list(standing(value.facts))
    units = {one.pk: one for one in units_with({fact.unit for fact in (*value.facts, *alone)})}
    earlier = earlier_values(fact for fact in alone if fact.roll_up is not None)
    comparisons = (figures.compare(unit, indicator, period, base) for base in bases)
    return FigureTrace(
        unit=unit,
        indicator=definition,
        period=period,
        kind=kind,
        view=view,
        value=value,
        terms=terms,
        parts=() if terms else tuple(_parts(figures, unit, definition, period, kind, value, units)),
        grounds=grounds(alone),
        corrections=tuple(
            Correction(fact, one) for fact in alone if (key := key_of_fact(fact)) for one in earlier.get(key, ())
        ),
        comparisons=tuple(one for one in comparisons if one.base.kind in IN_TIME or one.against.known),
        units=units,
    )


def _bases(period: Period) -> tuple[Base, ...]:
    return (SAME_PERIOD, PREVIOUS_MONTH, end_of_year(period.year_number - 1), PLAN, THRESHOLD)


def _periods(period: Period, bases: list[Base]) -> Iterator[Period]:
    """Those compared with, and the months before them, which tell what fell within one."""
    for base in bases:
        if base.kind in IN_TIME:
            earlier = base_period(base, period)
            yield from (earlier, Period.month(earlier.end.year, earlier.end.month).previous)


def _figure(figures: Figures, unit: Unit, indicator: IndicatorDefinition, period: Period, kind: Kind) -> Quantity:
    match kind:
        case Kind.TARGET:
            return figures.target(unit, indicator.id, period.year_number)
        case Kind.THRESHOLD:
            return figures.threshold(unit, indicator.id, period)
    return figures.quantity(unit, indicator.id, period)


def _terms(
    figures: Figures, unit: Unit, indicator: IndicatorDefinition, period: Period, kind: Kind, value: Quantity
) -> Iterator[Term]:
    """None of what was reported itself, though there is a formula for it."""
    if kind not in HAPPENED:
        return
    match indicator.formula:
        case Ratio(numerator, denominator):
            yield from (_term(figures, unit, operand, period, kind) for operand in (numerator, denominator))
        case Sum(terms) if any(fact.request.indicator != indicator.id for fact in value.facts):
            yield from (_term(figures, unit, operand, period, kind) for operand in terms)


def _term(figures: Figures, unit: Unit, operand: Operand, period: Period, kind: Kind) -> Term:
    definition = catalogue()[operand.indicator]
    of_kind = Kind.TARGET if operand.target else kind
    return Term(definition, of_kind, _figure(figures, unit, definition, period, of_kind))


def _parts(
    figures: Figures,
    unit: Unit,
    indicator: IndicatorDefinition,
    period: Period,
    kind: Kind,
    value: Quantity,
    units: Mapping[int, Unit],
) -> Iterator[Part]:
    if kind is Kind.THRESHOLD or all(_is_own(fact, unit) for fact in value.facts):
        return
    of_unit = [fact for fact in value.facts if fact.unit == unit.pk]
    if len(of_unit) == len(value.facts) == 1:
        members = figures.rebasing.parts(unit, period.end)
        shares: Mapping[int, Fraction | None] = {}
    else:
        members = tuple(units[pk] for pk in dict.fromkeys(fact.unit for fact in value.facts))
        shares = {piece.pk: share for piece, share in figures.rebasing.made_of(unit, period)}
    figures.load(members, figures.requests([indicator.id], [period]))
    for member in members:
        yield Part(member, _figure(figures, member, indicator, period, kind), shares.get(member.pk, Fraction(1)))


def _is_own(fact: Fact, unit: Unit) -> bool:
    return fact.unit == unit.pk and fact.observation is not None

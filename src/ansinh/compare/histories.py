"""An indicator over the months or years of a unit, on the boundaries that are asked for, with what was corrected.

The number of queries grows with the boundary changes in between, not with the number of periods.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, Base, accumulates, comparable
from ansinh.compare.boundaries import View
from ansinh.compare.calc import Quantity
from ansinh.compare.errors import NotComparableError
from ansinh.compare.over_days import Unchanged, figures_on, load_history
from ansinh.compare.reads import Comparison, Figures
from ansinh.compare.series import Point, monthly, yearly
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, Observed, catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact
from ansinh.ledger.traces import Earlier, earlier_values, key_of_fact, standing
from ansinh.places.models import Unit


class Step(StrEnum):
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Correction:
    """``fact``: of which the value was replaced, perhaps one of many that the figure is made of."""

    fact: Fact
    earlier: Earlier


@dataclass(frozen=True)
class Moment:
    """One period of a history. ``within``: of what accumulates from January, what fell within the month.

    ``on_previous`` and ``on_same_period``: None where the two would not be alike. ``changed``: as reported, the first
    day of boundaries that are others than those of the moment before; None: the figures are of one territory."""

    point: Point
    within: Quantity | None
    on_previous: Comparison | None
    on_same_period: Comparison | None
    corrections: tuple[Correction, ...]
    changed: date | None

    @property
    def period(self) -> Period:
        return self.point.period

    @property
    def value(self) -> Quantity:
        return self.point.value


@dataclass(frozen=True)
class History:
    """``moments``: the earliest first. ``like``: of a look like for like over changed boundaries, the parts that were
    the same all the time; else None."""

    unit: Unit
    indicator: IndicatorDefinition
    view: View
    step: Step
    moments: tuple[Moment, ...]
    like: tuple[Unit, ...] | None

    @property
    def known(self) -> bool:
        return any(moment.value.within for moment in self.moments)

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        found = (one for moment in self.moments for one in (moment.on_previous, moment.on_same_period))
        return tuple(one for one in found if one)


def history(unit: Unit, indicator: str, until: Period, first_year: int, step: Step, view: View) -> History:
    """From January of the first year to ``until``. Raises IndicatorUnknownError, NotComparableError of a count."""
    definition = catalogue()[indicator]
    if definition.type is IndicatorType.COUNT_OF_UNITS:
        raise NotComparableError(definition)
    with_bases = _with_bases(until, first_year, step)
    figures = figures_on(view, unit, {period.end for period in with_bases})
    load_history(figures, unit, figures.requests([indicator], with_bases | _months_of(until)))
    points = _points(figures, unit, indicator, until, first_year, step)
    corrected = _corrections([point.value for point in points])
    moments = [
        _moment(figures, unit, definition, point, step, corrected[number]) for number, point in enumerate(points)
    ]
    like = figures.like if isinstance(figures, Unchanged) and figures.is_part else None
    with_breaks = _with_breaks(figures, unit, moments) if view is View.REPORTED else moments
    return History(unit, definition, view, step, tuple(with_breaks), like)


def step_of(indicator: IndicatorDefinition, wanted: Step) -> Step:
    """What has one figure a year has no months."""
    return Step.YEAR if indicator.observed is Observed.YEAR else wanted


def days_of(until: Period, first_year: int, step: Step) -> set[date]:
    """All on which the figures of a history, and those that they are compared with, end."""
    return {period.end for period in _with_bases(until, first_year, step)}


def _with_bases(until: Period, first_year: int, step: Step) -> set[Period]:
    """With two months before each: what fell within the first of them is what there was at its end less the other."""
    found: set[Period] = set()
    for period in _periods(until, first_year, step):
        before = _before(period, step)
        found |= {period, period.same_period_last_year, before, _before(before, step)}
    return found


def _periods(until: Period, first_year: int, step: Step) -> list[Period]:
    years = range(first_year, until.year_number + 1)
    if step is Step.YEAR:
        return [until if year == until.year_number else Period.year(year) for year in years]
    months = (Period.month(year, month) for year in years for month in range(1, 13))
    return [month for month in months if month.end <= until.end]


def _months_of(period: Period) -> set[Period]:
    return {Period.month(period.year_number, month) for month in range(1, 13)}


def _before(period: Period, step: Step) -> Period:
    return Period.month(period.end.year, period.end.month).previous if step is Step.MONTH else period


def _points(
    figures: Figures, unit: Unit, indicator: str, until: Period, first_year: int, step: Step
) -> tuple[Point, ...]:
    years = range(first_year, until.year_number + 1)
    if step is Step.YEAR:
        return yearly(figures, unit, indicator, years, until)
    ends = [until if year == until.year_number else Period.year(year) for year in years]
    points = (point for end in ends for point in monthly(figures, unit, indicator, end))
    return tuple(point for point in points if point.period.end <= until.end)


def _moment(
    figures: Figures,
    unit: Unit,
    indicator: IndicatorDefinition,
    point: Point,
    step: Step,
    corrections: tuple[Correction, ...],
) -> Moment:
    monthly_flow = step is Step.MONTH and indicator.type is IndicatorType.FLOW
    return Moment(
        point,
        figures.within(unit, indicator.id, point.period) if monthly_flow else None,
        _compared(figures, unit, indicator, point.period, PREVIOUS_MONTH) if step is Step.MONTH else None,
        _compared(figures, unit, indicator, point.period, SAME_PERIOD),
        corrections,
        None,
    )


def _compared(
    figures: Figures, unit: Unit, indicator: IndicatorDefinition, period: Period, base: Base
) -> Comparison | None:
    return figures.compare(unit, indicator.id, period, base) if comparable(indicator, base, period) else None


def _corrections(values: Sequence[Quantity]) -> list[tuple[Correction, ...]]:
    """Of each value, the latest first."""
    facts = [list(standing(value.facts)) for value in values]
    earlier = earlier_values(fact for group in facts for fact in group)
    return [
        tuple(Correction(fact, one) for fact in group if (key := key_of_fact(fact)) for one in earlier.get(key, ()))
        for group in facts
    ]


def _with_breaks(figures: Figures, unit: Unit, moments: Sequence[Moment]) -> Iterator[Moment]:
    before: date | None = None
    for number, moment in enumerate(moments):
        changed = figures.rebasing.changed_on(unit, moment.period.end)
        is_new = number > 0 and changed != before
        yield replace(moment, changed=(changed or before) if is_new else None)
        before = changed


def continuous(earlier: Moment, later: Moment, indicator: IndicatorDefinition) -> bool:
    """Whether a line may lead from one to the other: not over a change of what is counted, nor from December's
    accumulated sum to January's."""
    restarts = accumulates(indicator) and earlier.period.year_number != later.period.year_number
    both_known = earlier.value.known and later.value.known
    return both_known and later.changed is None and not (restarts and later.period.months == 1)


def to_be_noted(comparisons: Iterable[Comparison]) -> list[Comparison]:
    """Those beside which something must be said of boundaries: that tell a change, and not of two months after the
    boundaries changed, of which the first is only what there was at its end less what there was before it."""
    return [one for one in comparisons if one.change.within and not _is_of_one_territory(one)]


def _is_of_one_territory(comparison: Comparison) -> bool:
    changed, earlier = comparison.boundaries, comparison.base_period
    return changed is not None and earlier is not None and changed.now and changed.day <= earlier.start

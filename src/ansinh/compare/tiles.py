"""The key indicators of one unit in one period, each with its change, its recent history, its plan and its bar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, Base, accumulates, comparable, end_of_year
from ansinh.compare.calc import Quantity, at_least, difference
from ansinh.compare.reads import Comparison, Figures
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType, catalogue
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit

KEY_INDICATORS = (
    *("collections", "bhyt_coverage", "participants_bhyt"),
    *("participants_bhxh_compulsory", "participants_bhxh_voluntary", "participants_bhtn"),
    *("arrears_ratio", "arrears"),
)
MONTHS_BACK, YEARS_BACK = 12, 5
FEWEST_MONTHS = 3  # of a history by months; with fewer it is told by years
TWELVE = 12


@dataclass(frozen=True)
class Point:
    period: Period
    value: Quantity


@dataclass(frozen=True)
class Tile:
    """``attained``: of an amount or a level, per cent of the year's plan. ``bar``: the month's threshold of what is
    measured, of a ratio without one the level set for the year. ``reached``: the bar, by exact values; None where there
    is none or the value is not known. ``history``: oldest first, the period itself last."""

    indicator: IndicatorDefinition
    value: Quantity
    change: Comparison | None
    plan: Quantity
    attained: Quantity
    measured: IndicatorDefinition
    bar: Quantity
    reached: bool | None
    history: tuple[Point, ...]

    @property
    def known(self) -> bool:
        return self.value.within is not None

    @property
    def distance(self) -> Quantity:
        """From the bar: of the measured ratio, in percentage points."""
        return difference(self.attained if self.attained.known else self.value, self.bar)


def measured_by(indicator: str) -> IndicatorDefinition:
    """The ratio to the plan that thresholds are set for, else the indicator itself."""
    return catalogue().plan_of(indicator) or catalogue()[indicator]


def meets(value: Quantity, bar: Quantity, direction: Direction) -> bool | None:
    """Compared exactly; where less is better, at most the bar."""
    if direction is not Direction.LOWER:
        return at_least(value, bar)
    ends = value.within
    if ends is None or bar.value is None or ends[0] <= bar.value < ends[1]:
        return None
    return ends[1] <= bar.value


def load_tiles(figures: Figures, unit: Unit, setters: Iterable[Unit], period: Period) -> None:
    """All that the tiles rest on, in one go. ``setters``: units whose thresholds may hold for this one."""
    months, years = recent_months(period), former_years(period)
    wanted = figures.requests(KEY_INDICATORS, {period, period.same_period_last_year, *months})
    wanted |= figures.requests(KEY_INDICATORS, years)
    figures.load([unit], _without_old_bars(wanted, period))
    bars = [Request(measured_by(name).id, period.as_of, Kind.THRESHOLD) for name in KEY_INDICATORS]
    figures.load([unit, *setters], bars)


def _without_old_bars(wanted: Iterable[Request], period: Period) -> list[Request]:
    """Thresholds of other months are no part of a tile."""
    return [one for one in wanted if one.kind is not Kind.THRESHOLD or one.period == period.as_of]


def recent_months(period: Period) -> list[Period]:
    """The months up to the period's end, oldest first."""
    last = period.end.year * TWELVE + period.end.month - 1
    return [Period.month(month // TWELVE, month % TWELVE + 1) for month in range(last - MONTHS_BACK + 1, last + 1)]


def former_years(period: Period) -> list[Period]:
    """Oldest first; this one is not over."""
    return [Period.year(period.year_number - back) for back in range(YEARS_BACK, 0, -1)]


def tile(figures: Figures, unit: Unit, indicator: str, period: Period, setter: Unit | None) -> Tile:
    """``setter``: the unit whose threshold holds where this one has none of its own (its cluster), else the country."""
    definition, measured = catalogue()[indicator], measured_by(indicator)
    value = figures.quantity(unit, indicator, period)
    plan = figures.target(unit, indicator, period.year_number)
    unknown = Quantity(None, BaseUnit.PERCENT)
    attained = figures.quantity(unit, measured.id, period) if measured is not definition else unknown
    bar = bar_of(figures, unit, indicator, period, setter)
    return Tile(
        definition,
        value,
        _change(figures, unit, definition, period),
        plan,
        attained,
        measured,
        bar,
        meets(attained if measured is not definition else value, bar, measured.direction),
        _history(figures, unit, definition, period),
    )


def bar_of(figures: Figures, unit: Unit, indicator: str, period: Period, setter: Unit | None) -> Quantity:
    """The month's threshold; else, of a ratio, the level set for the year."""
    measured = measured_by(indicator)
    common = figures.threshold(setter, measured.id, period) if setter else None
    bar = figures.threshold(unit, measured.id, period, otherwise=common)
    if bar.known or measured.id != indicator or measured.type is not IndicatorType.RATIO:
        return bar
    return figures.target(unit, indicator, period.year_number)


def _change(figures: Figures, unit: Unit, indicator: IndicatorDefinition, period: Period) -> Comparison | None:
    """Against the same period of last year; where that is not known, the end of last year or the month before."""
    for base in _bases(indicator, period):
        compared = figures.compare(unit, indicator.id, period, base)
        if compared.change.known or compared.change.estimated:
            return compared
    return None


def _bases(indicator: IndicatorDefinition, period: Period) -> Iterator[Base]:
    for base in (SAME_PERIOD, end_of_year(period.year_number - 1), PREVIOUS_MONTH):
        if comparable(indicator, base, period):
            yield base


def _history(figures: Figures, unit: Unit, indicator: IndicatorDefinition, period: Period) -> tuple[Point, ...]:
    """By months, of what accumulates those of this year; else by years as far as known."""
    months = [one for one in recent_months(period) if not accumulates(indicator) or one.end.year == period.end.year]
    by_months = _points(figures, unit, indicator.id, months)
    if sum(point.value.known for point in by_months) >= FEWEST_MONTHS or accumulates(indicator):
        return by_months
    return _points(figures, unit, indicator.id, [*former_years(period), period])


def _points(figures: Figures, unit: Unit, indicator: str, periods: Iterable[Period]) -> tuple[Point, ...]:
    points = [Point(period, figures.quantity(unit, indicator, period)) for period in periods]
    known = [number for number, point in enumerate(points) if point.value.known]
    return tuple(points[known[0] :]) if known else ()


def share_of_year(period: Period) -> Fraction:
    """Per cent of the year's months that are over at the end of the period."""
    return Fraction(100 * period.end.month, TWELVE)

"""An indicator over the months of a year and over years: what progress, trends and claims about them are read from."""

from collections.abc import Sequence
from dataclasses import dataclass

from ansinh.compare.calc import Quantity, difference
from ansinh.compare.reads import Figures
from ansinh.indicators.catalogue import IndicatorType, catalogue
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit


@dataclass(frozen=True)
class Point:
    """``plan``: what was assigned for the year; ``vs_plan``: how many per cent of it were reached, of a ratio the
    percentage points over its target; ``threshold``: the month's bar for that share. None of them known where nothing
    was assigned."""

    period: Period
    value: Quantity
    plan: Quantity
    vs_plan: Quantity
    threshold: Quantity


def yearly(figures: Figures, unit: Unit, indicator: str, years: Sequence[int], until: Period) -> tuple[Point, ...]:
    """One point a year: at its end or over the whole of it; of the year in which ``until`` ends, at ``until``."""
    periods = [until if year == until.year_number else Period.year(year) for year in years]
    return tuple(_point(figures, unit, indicator, period) for period in periods)


def monthly(figures: Figures, unit: Unit, indicator: str, until: Period) -> tuple[Point, ...]:
    """Twelve points: a level at the end of each month, or what accumulated since January; of the months after
    ``until`` the bars alone."""
    months = [Period.month(until.year_number, month) for month in range(1, 13)]
    return tuple(
        _point(figures, unit, indicator, month) if month.end <= until.end else _bar(figures, unit, indicator, month)
        for month in months
    )


def _bar(figures: Figures, unit: Unit, indicator: str, period: Period) -> Point:
    unknown, measured = Quantity(None, catalogue()[indicator].unit), catalogue().plan_of(indicator)
    threshold = figures.threshold(unit, measured.id if measured else indicator, period)
    return Point(period, unknown, unknown, unknown, threshold)


def _point(figures: Figures, unit: Unit, indicator: str, period: Period) -> Point:
    definition = catalogue()[indicator]
    value = figures.quantity(unit, indicator, period)
    plan = figures.target(unit, indicator, period.year_number)
    measured = catalogue().plan_of(indicator)
    if definition.type is IndicatorType.RATIO:
        vs_plan = difference(value, plan)
    else:
        vs_plan = figures.quantity(unit, measured.id, period) if measured else Quantity(None, definition.unit)
    threshold = figures.threshold(unit, (measured or definition).id, period)
    return Point(period, value, plan, vs_plan, threshold)

"""What a report holds before it is laid out: figures by id, in the order in which they are said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ansinh.compare.bases import Base
from ansinh.compare.boundaries import Boundaries
from ansinh.compare.calc import Quantity, Ranked, ThresholdCount
from ansinh.compare.printing import Shown
from ansinh.compare.reads import Comparison
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType
from ansinh.kernel.language import Message
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.places.models import Unit

PART_PREFIX = "units."


@dataclass(frozen=True)
class Line:
    """One indicator of one unit. ``against``: its comparisons in time, in the order asked; ``plan`` and ``vs_plan``:
    the year's target and how much of it was reached (of a percentage: points over or under it)."""

    indicator: IndicatorDefinition
    value: Quantity
    plan: Quantity
    vs_plan: Quantity
    against: Mapping[Base, Comparison]


@dataclass(frozen=True)
class Threshold:
    """Of the indicator measured against the month's bar. ``count`` None for a unit that has no parts."""

    indicator: IndicatorDefinition
    measured: IndicatorDefinition
    bar: Quantity
    count: ThresholdCount[Unit] | None


@dataclass(frozen=True)
class UnitContent:
    unit: Unit
    lines: Mapping[str, Line]


@dataclass(frozen=True)
class ReportContent:
    """``years_without_data``: ends of years between those compared with, for which the ledger has nothing.
    ``footnotes``: what must be said of figures of times with other boundaries. ``years``, ``months``: the whole's
    indicators over the years asked for, and over the twelve months of the period's year; both only with something
    known. ``rankings_before``: the same rankings at the same period of last year, where they are known."""

    whole: UnitContent
    parts: tuple[UnitContent, ...]
    period: Period
    scope: Scope
    draft: bool
    boundaries: Boundaries
    footnotes: tuple[Message, ...]
    bases: tuple[Base, ...]
    years_without_data: tuple[int, ...]
    thresholds: Mapping[str, Threshold]
    rankings: Mapping[str, tuple[Ranked[Unit], ...]]
    years: Mapping[str, tuple[Point, ...]]
    months: Mapping[str, tuple[Point, ...]]
    rankings_before: Mapping[str, tuple[Ranked[Unit], ...]]
    figures: Mapping[str, Shown]
    made_at: datetime

    @property
    def unit(self) -> Unit:
        return self.whole.unit

    def lines(self) -> Iterator[Line]:
        yield from self.whole.lines.values()


def part_id(unit: Unit, figure: str) -> str:
    """``units.42.collections.vs_plan``"""
    return f"{PART_PREFIX}{unit.code}.{figure}"


def year_id(indicator: str, year: int, part: str = "") -> str:
    """``collections.year_2016``, ``collections.year_2016_vs_plan``"""
    return f"{indicator}.year_{year}{part and '_' + part}"


def month_id(indicator: str, period: Period, part: str = "") -> str:
    """``collections.month_2020_03``, ``collections.month_2020_03_threshold``"""
    return f"{indicator}.month_{period.end:%Y_%m}{part and '_' + part}"


def in_order(content: ReportContent) -> list[Line]:
    """As a report tells them: flows, levels, ratios; without the denominators, which are nobody's result."""
    order = (IndicatorType.FLOW, IndicatorType.STOCK, IndicatorType.RATIO)
    lines = [line for line in content.lines() if line.indicator.direction is not Direction.NEUTRAL]
    return sorted(lines, key=lambda line: order.index(line.indicator.type))

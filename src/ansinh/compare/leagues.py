"""A league table: the parts of a unit ranked by one indicator, with what stands beside it.

All reads go in batches: the number of queries does not depend on the number of units.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, accumulates, base_period
from ansinh.compare.calc import Quantity, Ranked, at_least
from ansinh.compare.errors import NotComparableError
from ansinh.compare.reads import Comparison, Figures
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, catalogue
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import leaves, parts, units_with

MONTHS_OF_COURSE = 12
_CHANGE = ".change"


@dataclass(frozen=True)
class LeagueColumn:
    """Figures of an indicator, or with ``change`` how they changed on the same period of last year: in per cent, of a
    percentage in percentage points. How much of the plan was reached is an indicator of its own."""

    indicator: str
    change: bool = False

    @classmethod
    def parse(cls, text: str) -> "LeagueColumn":
        """``collections``, ``collections_vs_plan``, ``collections.change``. Raises IndicatorUnknownError; of a count of
        units NotComparableError."""
        definition = catalogue()[text.removesuffix(_CHANGE)]
        if definition.type is IndicatorType.COUNT_OF_UNITS:
            raise NotComparableError(definition)
        return cls(definition.id, text.endswith(_CHANGE))

    @property
    def written(self) -> str:
        """As it is parsed."""
        return self.indicator + _CHANGE * self.change

    @property
    def definition(self) -> IndicatorDefinition:
        return catalogue()[self.indicator]


@dataclass(frozen=True)
class Cell:
    """``comparison`` None: not a change."""

    quantity: Quantity
    comparison: Comparison | None = None


@dataclass(frozen=True)
class Standing:
    """``rank`` None: no figure. ``before``: the rank in the table of the month before, None if it had none there.
    ``reached``: whether the measured share reaches the unit's threshold, None where it cannot be said."""

    unit: Unit
    quantity: Quantity
    rank: int | None
    tied: bool
    before: int | None
    reached: bool | None

    @property
    def climbed(self) -> int | None:
        """By how many ranks since the month before."""
        return None if self.rank is None or self.before is None else self.before - self.rank


@dataclass(frozen=True)
class League:
    """``standings``: the best first, those without a figure at the end. ``before``: the period of the earlier table;
    None where there is none, or the two would not be alike. ``measured``: what is held against ``threshold``."""

    indicator: IndicatorDefinition
    standings: tuple[Standing, ...]
    before: Period | None
    measured: IndicatorDefinition
    threshold: Quantity


def competitors(whole: Unit, day: date, *, communes: bool = False) -> tuple[Unit, ...]:
    """The unit's direct parts on the day, or with ``communes`` those at the bottom of it; in Vietnamese order."""
    if not communes:
        return parts(whole, day)
    bottom = units_with(leaves(whole, whole.day_within(day)) - {whole.pk})
    return tuple(unit for unit in bottom if unit.level == Level.COMMUNE)


def has_communes_below(whole: Unit, direct: Sequence[Unit]) -> bool:
    """Whether the communes are another table than that of the direct parts."""
    return whole.kind == UnitKind.AREA and any(one.level != Level.COMMUNE for one in direct)


def offered(day: date) -> tuple[IndicatorDefinition, ...]:
    """What can be ranked by, or stand in a column, in the catalogue's order."""
    known = catalogue().indicators.values()
    return tuple(one for one in known if one.type is not IndicatorType.COUNT_OF_UNITS and one.valid_on(day))


def first_with_figures(figures: Figures, units: Sequence[Unit], period: Period, indicators: Sequence[str]) -> str:
    """The first of the indicators of which any of the units has a figure; the very first if none has."""
    for indicator in indicators:
        _load(figures, units, [indicator], [period])
        if any(figures.quantity(unit, indicator, period).known for unit in units):
            return indicator
    return indicators[0]


def league(figures: Figures, whole: Unit, units: Sequence[Unit], indicator: str, period: Period) -> League:
    definition = catalogue()[indicator]
    measured = catalogue().plan_of(indicator) or definition
    before = _table_before(definition, period)
    _load(figures, [*units, whole], [indicator, measured.id], [period, *([before] if before else [])])
    ranks = _ranks(figures.ranking(units, indicator, before)) if before else {}
    bar = figures.threshold(whole, measured.id, period)

    def standing(row: Ranked[Unit]) -> Standing:
        own_bar = figures.threshold(row.item, measured.id, period, otherwise=bar)
        reached = at_least(figures.quantity(row.item, measured.id, period), own_bar)
        return Standing(row.item, row.quantity, row.rank, row.tied, ranks.get(row.item.pk), reached)

    rows = figures.ranking(units, indicator, period)
    return League(definition, tuple(standing(row) for row in rows), before if ranks else None, measured, bar)


def cells(
    figures: Figures, units: Sequence[Unit], columns: Sequence[LeagueColumn], period: Period
) -> Mapping[tuple[int, LeagueColumn], Cell]:
    """By unit and column."""
    _load(figures, units, {column.indicator for column in columns}, [period])
    changed = {column.indicator for column in columns if column.change}
    _load(figures, units, changed, [period, base_period(SAME_PERIOD, period)])
    return {(unit.pk, column): _cell(figures, unit, column, period) for unit in units for column in columns}


def courses(
    figures: Figures, units: Sequence[Unit], indicator: str, period: Period
) -> Mapping[int, tuple[Quantity, ...]]:
    """By unit, the figures of the last twelve months (of what accumulates from January, those of the year), the last of
    them the period itself; unknown before the unit was there: the course is its own, on its own boundaries."""
    earlier = [_month(period, back) for back in reversed(range(1, MONTHS_OF_COURSE))]
    if accumulates(catalogue()[indicator]):
        earlier = [month for month in earlier if month.year_number == period.year_number]
    months = [*earlier, period]
    nothing = Quantity(None, catalogue()[indicator].unit)
    there = {unit.pk: [month for month in months if unit.valid_on(month.end)] for unit in units}
    for shared, group in _grouped(units, there):
        _load(figures, group, [indicator], shared)
    return {
        unit.pk: tuple(
            figures.quantity(unit, indicator, month) if month in there[unit.pk] else nothing for month in months
        )
        for unit in units
    }


def _grouped(units: Sequence[Unit], there: Mapping[int, Sequence[Period]]) -> Iterator[tuple[list[Period], list[Unit]]]:
    """Units that were there in the same months are read together."""
    groups: dict[tuple[Period, ...], list[Unit]] = {}
    for unit in units:
        groups.setdefault(tuple(there[unit.pk]), []).append(unit)
    yield from ((list(months), group) for months, group in groups.items())


def _cell(figures: Figures, unit: Unit, column: LeagueColumn, period: Period) -> Cell:
    if not column.change:
        return Cell(figures.quantity(unit, column.indicator, period))
    comparison = figures.compare(unit, column.indicator, period, SAME_PERIOD)
    return Cell(comparison.percent or comparison.change, comparison)


def _load(figures: Figures, units: Sequence[Unit], indicators: Iterable[str], periods: Sequence[Period]) -> None:
    wanted: set[Request] = figures.requests(list(indicators), periods)
    if wanted:
        figures.load(units, wanted)


def _table_before(indicator: IndicatorDefinition, period: Period) -> Period | None:
    """That of the month before; what accumulates from January began anew with the year, and so did its table."""
    before = base_period(PREVIOUS_MONTH, period)
    is_alike = not accumulates(indicator) or before.year_number == period.year_number
    return before if is_alike else None


def _ranks(rows: Iterable[Ranked[Unit]]) -> Mapping[int, int]:
    return {row.item.pk: row.rank for row in rows if row.rank is not None}


def _month(period: Period, back: int) -> Period:
    months = period.end.year * 12 + period.end.month - 1 - back
    return Period.month(months // 12, months % 12 + 1)


def is_share(column: LeagueColumn) -> bool:
    """Whether its figures are shares of a whole or of a plan, so that a bar up to 100 % shows them."""
    definition = column.definition
    of_plan = any(catalogue().plan_of(one) is definition for one in catalogue().indicators)
    return not column.change and definition.unit is BaseUnit.PERCENT and (definition.share or of_plan)

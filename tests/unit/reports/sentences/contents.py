"""What a report holds, built of plain numbers, without a database; the figures are named as they are in reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from ansinh.compare.bases import Base, base_period
from ansinh.compare.boundaries import Boundaries
from ansinh.compare.calc import (
    Interval,
    Quantity,
    Ranked,
    count_reaching,
    difference,
    percent_change,
    percent_of,
    rank,
)
from ansinh.compare.reads import Comparison
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import IndicatorType, catalogue
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact, Request, Scope
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.reports.content import Line, ReportContent, Threshold, UnitContent
from ansinh.reports.figures import name_figures

MAY = Period.first_months(2020, 5)
NAMES = ("Phú Yên", "Bình Định", "Quảng Ngãi", "Quảng Nam", "Đà Nẵng", "Quảng Trị", "Quảng Bình", "Hà Tĩnh", "Quận 5")
BILLION = 10**9

Value = int | Fraction | None


@dataclass(frozen=True)
class Given:
    """Of one indicator: its value now, what was assigned, the values it is compared with; in base units."""

    value: Value
    plan: Value = None
    before: Mapping[Base, Value] = field(default_factory=dict)
    hedge: Hedge = Hedge.EXACT
    interval: Interval | None = None


@dataclass(frozen=True)
class GivenYear:
    value: Value
    plan: Value = None


def make_content(
    whole: Mapping[str, Given],
    *,
    period: Period = MAY,
    parts: Sequence[Mapping[str, Given]] = (),
    bar: Value = None,
    years: Mapping[str, Mapping[int, GivenYear]] | None = None,
    months: Mapping[str, Mapping[int, tuple[Value, Value]]] | None = None,
    ranks_before: Mapping[str, Sequence[Value]] | None = None,
    years_without_data: tuple[int, ...] = (),
    whole_unit: Unit | None = None,
) -> ReportContent:
    """``months``: of each month the share of the plan and its bar. ``ranks_before``: by figure, what the parts had."""
    units = [_unit(100 + place, NAMES[place], Level.PROVINCE) for place in range(len(parts))]
    unit = UnitContent(whole_unit or CLUSTER, _lines(whole, period))
    part_contents = tuple(UnitContent(one, _lines(given, period)) for one, given in zip(units, parts, strict=True))
    thresholds = _thresholds(unit, part_contents, bar)
    rankings = _rankings(unit, part_contents)
    series = {name: _years(name, given, period) for name, given in (years or {}).items()}
    by_month = {name: _months(name, given) for name, given in (months or {}).items()}
    before = {
        figure: rank(range(len(units)), lambda place, values=values: quantity(values[place]), _direction(figure))
        for figure, values in (ranks_before or {}).items()
    }
    bases = list({base: None for given in whole.values() for base in given.before})
    return ReportContent(
        whole=unit,
        parts=part_contents,
        period=period,
        scope=Scope(),
        draft=False,
        boundaries=Boundaries(),
        footnotes=(),
        bases=tuple(bases),
        years_without_data=years_without_data,
        thresholds=thresholds,
        rankings=rankings,
        years=series,
        months=by_month,
        rankings_before={
            figure: tuple(Ranked(units[row.item], row.quantity, row.rank, row.tied) for row in rows)
            for figure, rows in before.items()
        },
        figures=dict(name_figures(unit, part_contents, thresholds, series, by_month)),
        made_at=datetime(2020, 6, 26, tzinfo=UTC),
    )


def quantity(
    value: Value, unit: BaseUnit = BaseUnit.PERCENT, hedge: Hedge = Hedge.EXACT, interval: Interval | None = None
) -> Quantity:
    exact = None if value is None else Fraction(value)
    return Quantity(exact, unit, hedge, () if value is None else (_fact(),), interval)


def _fact() -> Fact:
    return Fact(1, Request("collections", MAY), Decimal(1), Hedge.EXACT, date(2020, 6, 5), observation=1)


def _unit(key: int, name: str, level: Level, designation: str = "tỉnh") -> Unit:
    return Unit(pk=key, code=str(key), name=name, name_en=name, designation=designation, level=level)


CLUSTER = _unit(1, "Cụm thi đua số IV", Level.PROVINCE, designation="")


def area(name: str, level: Level, designation: str = "") -> Unit:
    unit = _unit(1, name, level, designation)
    unit.kind = UnitKind.AREA
    return unit


def _lines(given: Mapping[str, Given], period: Period) -> dict[str, Line]:
    return {name: _line(name, one, period) for name, one in given.items()}


def _line(name: str, given: Given, period: Period) -> Line:
    indicator = catalogue()[name]
    value = quantity(given.value, indicator.unit, given.hedge, given.interval)
    plan = quantity(given.plan, indicator.unit)
    against = {base: _comparison(value, base, before, period) for base, before in given.before.items()}
    return Line(indicator, value, plan, _against_plan(name, value, plan), against)


def _against_plan(name: str, value: Quantity, plan: Quantity) -> Quantity:
    if catalogue()[name].type is IndicatorType.RATIO:
        return difference(value, plan)
    return percent_of(value, plan) if catalogue().plan_of(name) else Quantity(None, BaseUnit.PERCENT)


def _comparison(value: Quantity, base: Base, before: Value, period: Period) -> Comparison:
    earlier = quantity(before, value.unit)
    percent = None if value.unit is BaseUnit.PERCENT else percent_change(value, earlier)
    return Comparison(base, base_period(base, period), value, earlier, difference(value, earlier), percent)


def _thresholds(whole: UnitContent, parts: Sequence[UnitContent], bar: Value) -> dict[str, Threshold]:
    line = whole.lines.get("collections")
    measured = catalogue().plan_of("collections")
    if bar is None or line is None or measured is None:
        return {}
    shares = {part.unit: part.lines["collections"].vs_plan for part in parts if "collections" in part.lines}
    count = count_reaching(list(shares), shares.__getitem__, quantity(bar)) if shares else None
    return {"collections": Threshold(line.indicator, measured, quantity(bar), count)}


def _rankings(whole: UnitContent, parts: Sequence[UnitContent]) -> dict[str, tuple[Ranked[Unit], ...]]:
    found: dict[str, tuple[Ranked[Unit], ...]] = {}
    for name, line in whole.lines.items():
        lines = {part.unit: part.lines[name] for part in parts if name in part.lines}
        is_ratio = line.indicator.type is IndicatorType.RATIO
        figure = name if is_ratio else f"{name}.vs_plan"
        values = {unit: one.value if is_ratio else one.vs_plan for unit, one in lines.items()}
        if any(value.known for value in values.values()):
            found[figure] = rank(list(values), values.__getitem__, _direction(figure))
    return found


def _direction(figure: str) -> "object":
    name, _dot, share = figure.partition(".")
    return ((catalogue().plan_of(name) if share else None) or catalogue()[name]).direction


def _years(name: str, given: Mapping[int, GivenYear], period: Period) -> tuple[Point, ...]:
    return tuple(
        _point(name, period if year == period.year_number else Period.year(year), one.value, one.plan)
        for year, one in given.items()
    )


def _point(name: str, period: Period, value: Value, plan: Value) -> Point:
    unit = catalogue()[name].unit
    level, assigned = quantity(value, unit), quantity(plan, unit)
    return Point(period, level, assigned, _against_plan(name, level, assigned), Quantity(None, BaseUnit.PERCENT))


def _months(name: str, given: Mapping[int, tuple[Value, Value]]) -> tuple[Point, ...]:
    unit = catalogue()[name].unit
    nothing = Quantity(None, unit)
    return tuple(
        Point(Period.month(2020, month), nothing, nothing, quantity(share), quantity(bar))
        for month, (share, bar) in given.items()
    )


def without(content: ReportContent, *figures: str) -> ReportContent:
    return replace(content, figures={name: shown for name, shown in content.figures.items() if name not in figures})

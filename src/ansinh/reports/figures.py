"""A report's figures by the ids under which sentences, tables, charts and officers' own paragraphs name them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, Base, accumulates
from ansinh.compare.calc import Quantity, difference, percent_change
from ansinh.compare.printing import PART_PERCENT_DECIMALS, WHOLE_PERCENT_DECIMALS, Shown, show, show_bar
from ansinh.compare.reads import Comparison
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, catalogue
from ansinh.kernel.measures import BaseUnit
from ansinh.reports.content import Line, Threshold, UnitContent, month_id, part_id, year_id

Named = Iterator[tuple[str, Shown]]


def name_figures(
    whole: UnitContent,
    parts: Sequence[UnitContent],
    thresholds: Mapping[str, Threshold],
    years: Mapping[str, Sequence[Point]],
    months: Mapping[str, Sequence[Point]],
) -> Named:
    yield from _line_figures(whole, WHOLE_PERCENT_DECIMALS)
    yield from _remaining_figures(whole)
    yield from _reported_figures(whole)
    yield from _threshold_figures(whole, thresholds)
    yield from _year_figures(years)
    yield from _month_figures(months)
    yield from _moved_figures(whole, parts)
    for part in parts:
        yield from ((part_id(part.unit, name), shown) for name, shown in _line_figures(part, PART_PERCENT_DECIMALS))


def _line_figures(content: UnitContent, percent_decimals: int) -> Named:
    for name, line in content.lines.items():
        yield name, show(line.value, line.indicator, percent_decimals=percent_decimals)
        yield from _plan_figures(name, line, percent_decimals)
        for base, comparison in line.against.items():
            yield from _base_figures(name, line.indicator, base, comparison, percent_decimals)


def _plan_figures(name: str, line: Line, percent_decimals: int) -> Named:
    """Only where something was assigned: ``plan`` and ``vs_plan`` in per cent, of a ratio ``target`` and points."""
    if not line.plan.facts:
        return
    is_ratio = line.indicator.type is IndicatorType.RATIO
    level, share = ("target", "vs_target") if is_ratio else ("plan", "vs_plan")
    yield f"{name}.{level}", show(line.plan, line.indicator, percent_decimals=percent_decimals)
    yield f"{name}.{share}", show(line.vs_plan, line.indicator, percent_decimals=percent_decimals, signed=is_ratio)


def _base_figures(
    name: str, indicator: IndicatorDefinition, base: Base, comparison: Comparison, percent_decimals: int
) -> Named:
    """The base's own value, the change, the change in per cent; against the same period under two names."""
    change = show(comparison.change, indicator, percent_decimals=percent_decimals, signed=True)
    if base == PREVIOUS_MONTH and indicator.type is IndicatorType.FLOW:
        yield f"{name}.month", show(comparison.value, indicator)
    yield (
        f"{name}.{base.id.removeprefix('vs_')}",
        show(comparison.against, indicator, percent_decimals=percent_decimals),
    )
    yield f"{name}.{base.id}", change
    percent = comparison.percent and show(comparison.percent, indicator, percent_decimals=percent_decimals, signed=True)
    if percent:
        yield f"{name}.{base.id}_percent", percent
    if base == SAME_PERIOD:
        yield f"{name}.change", change
        if percent:
            yield f"{name}.change_percent", percent


def _threshold_figures(whole: UnitContent, thresholds: Mapping[str, Threshold]) -> Named:
    for name, threshold in thresholds.items():
        yield f"{name}.threshold", show_bar(threshold.bar, threshold.measured)
        over = difference(whole.lines[name].vs_plan, threshold.bar)
        if over.known:
            yield f"{name}.vs_threshold", show(over, threshold.measured, signed=True)
        if threshold.count:
            yield f"{name}.units_at_threshold", show(threshold.count.quantity, threshold.measured)
            units = Quantity(Fraction(len(threshold.count.items)), BaseUnit.UNIT, facts=threshold.count.quantity.facts)
            yield f"{name}.units", show(units, threshold.measured)


def _remaining_figures(whole: UnitContent) -> Named:
    """What is still to be done of an amount that was assigned."""
    for name, line in whole.lines.items():
        left = difference(line.plan, line.value)
        if line.indicator.type is not IndicatorType.RATIO and left.value is not None and left.value > 0:
            yield f"{name}.remaining", show(left, line.indicator)


def _reported_figures(whole: UnitContent) -> Named:
    """Of a total that cannot be given: how many of its parts have reported."""
    for name, line in whole.lines.items():
        sums = [] if line.value.known else [fact for fact in line.value.facts if not fact.complete]
        if sums:
            counts = {"parts_reported": sums[0].parts_reported, "parts_expected": sums[0].parts_expected}
            for part, count in counts.items():
                counted = Quantity(Fraction(count), BaseUnit.UNIT, facts=line.value.facts)
                yield f"{name}.{part}", show(counted, line.indicator)


def _moved_figures(whole: UnitContent, parts: Sequence[UnitContent]) -> Named:
    """How many parts rose and fell against the same period; only where that is known of all that have a value."""
    for name, line in whole.lines.items():
        lines = [part.lines[name] for part in parts if name in part.lines and part.lines[name].value.known]
        changes = [one.against[SAME_PERIOD].change for one in lines if SAME_PERIOD in one.against]
        values = [change.value for change in changes if change.value is not None]
        if not values or len(values) < len(lines):
            continue
        facts = tuple(fact for change in changes for fact in change.facts)
        counts = {
            "units_risen": sum(value > 0 for value in values),
            "units_fallen": sum(value < 0 for value in values),
            "units_compared": len(values),
        }
        for part, count in counts.items():
            yield f"{name}.{part}", show(Quantity(Fraction(count), BaseUnit.UNIT, facts=facts), line.indicator)


def _year_figures(years: Mapping[str, Sequence[Point]]) -> Named:
    for name, points in years.items():
        indicator = catalogue()[name]
        before: Point | None = None
        for point in points:
            year = partial(year_id, name, point.period.year_number)
            yield from _point_figures(indicator, point, year)
            if point.plan.known:
                yield from _plan_figures_of(indicator, point, year)
            if before and _follows(before, point) and _alike(indicator, before, point):
                yield from _change_figures(indicator, before, point, year)
            before = point
        yield from _span_figures(indicator, points)


def _month_figures(months: Mapping[str, Sequence[Point]]) -> Named:
    for name, points in months.items():
        for point in points:
            yield from _point_figures(catalogue()[name], point, partial(month_id, name, point.period))


def _point_figures(indicator: IndicatorDefinition, point: Point, named: Callable[..., str]) -> Named:
    """Only what is known: a series has gaps, and they have no figure."""
    is_ratio = indicator.type is IndicatorType.RATIO
    if point.value.known:
        yield named(), show(point.value, indicator)
    if point.vs_plan.known:
        yield named(part="vs_target" if is_ratio else "vs_plan"), show(point.vs_plan, indicator, signed=is_ratio)
    if point.threshold.known:
        yield named(part="threshold"), show_bar(point.threshold, catalogue().plan_of(indicator.id) or indicator)


def _plan_figures_of(indicator: IndicatorDefinition, point: Point, named: Callable[..., str]) -> Named:
    """What was assigned for the year; of a whole year also by how many per cent it was exceeded."""
    is_ratio = indicator.type is IndicatorType.RATIO
    yield named(part="target" if is_ratio else "plan"), show(point.plan, indicator)
    if point.vs_plan.known and not is_ratio and _ends_year(point):
        over = difference(point.vs_plan, Quantity(Fraction(100), BaseUnit.PERCENT))
        yield named(part="over_plan"), show(replace(over, unit=BaseUnit.PERCENT), indicator, signed=True)


def _is_whole(indicator: IndicatorDefinition, point: Point) -> bool:
    """What accumulates is compared over whole years only."""
    return not accumulates(indicator) or _ends_year(point)


def _ends_year(point: Point) -> bool:
    """As a year, or as the last month, quarter or half of one: by then all of it has accumulated."""
    return (point.period.end.month, point.period.end.day) == (12, 31)


def _follows(before: Point, point: Point) -> bool:
    """The years asked for need not be neighbours; only those are told as the year before."""
    return point.period.year_number == before.period.year_number + 1


def _alike(indicator: IndicatorDefinition, *points: Point) -> bool:
    return all(point.value.known and _is_whole(indicator, point) for point in points)


def _change_figures(indicator: IndicatorDefinition, before: Point, point: Point, named: Callable[..., str]) -> Named:
    yield named(part="change"), show(difference(point.value, before.value), indicator, signed=True)
    if indicator.type is not IndicatorType.RATIO:
        percent = percent_change(point.value, before.value)
        if percent.known:
            yield named(part="change_percent"), show(percent, indicator, signed=True)


def _span_figures(indicator: IndicatorDefinition, points: Sequence[Point]) -> Named:
    """From the first known year to the last."""
    known = [point for point in points if _alike(indicator, point)]
    if len(known) < 2:
        return
    first, last = known[0], known[-1]
    named = f"{indicator.id}.years_{first.period.year_number}_{last.period.year_number}_change"
    yield named, show(difference(last.value, first.value), indicator, signed=True)
    if indicator.type is not IndicatorType.RATIO:
        percent = percent_change(last.value, first.value)
        if percent.known:
            yield f"{named}_percent", show(percent, indicator, signed=True)

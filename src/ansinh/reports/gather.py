"""Read a report's figures from the ledger: one unit and its parts, one period, every comparison that has data."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from ansinh.compare.bases import PLAN, PREVIOUS_MONTH, SAME_PERIOD, Base, BaseKind, accumulates, comparable, end_of_year
from ansinh.compare.boundaries import Boundaries
from ansinh.compare.calc import Quantity, Ranked
from ansinh.compare.footnotes import footnotes
from ansinh.compare.printing import PART_PERCENT_DECIMALS, WHOLE_PERCENT_DECIMALS, Shown, show, show_bar
from ansinh.compare.reads import Comparison, Figures
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType, Ratio, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request, Scope
from ansinh.ledger.reads import unapproved, waiting
from ansinh.places.models import Unit
from ansinh.places.reads import country, parts, within
from ansinh.reports.content import Line, ReportContent, Threshold, UnitContent, part_id
from ansinh.reports.errors import NoDataError, NotApprovedError

YEARS_BACK = 5  # ends of years that a report looks back to, where there is data


def gather(
    unit: Unit,
    period: Period,
    scope: Scope,
    *,
    made_at: datetime,
    against: Sequence[Base] | None = None,
    boundaries: Boundaries = Boundaries(),  # noqa: B008 (frozen)
) -> ReportContent:
    """``against`` None: same period, month before, and the ends of earlier years that have data.

    Raises NoDataError; NotApprovedError when it needs figures that are in the ledger but not approved.
    """
    members = parts(unit, boundaries.on(period.end))
    bases = usual_bases(period) if against is None else tuple(against)
    figures = Figures(scope, boundaries=boundaries)
    _load(figures, unit, members, period, bases)
    if not scope.draft:
        _refuse_unapproved(figures, unit, members, period, bases)
    whole = _unit_content(figures, unit, period, bases)
    if all(line.indicator.direction is Direction.NEUTRAL for line in whole.lines.values()):
        raise NoDataError(unit, period)  # denominators alone are no result
    shown_bases, years_without_data = (bases, ()) if against else _with_data(whole, bases)
    whole = _unit_content(figures, unit, period, shown_bases)
    part_contents = tuple(_unit_content(figures, member, period, shown_bases) for member in members)
    thresholds = _thresholds(figures, whole, members, period)
    return ReportContent(
        whole=whole,
        parts=part_contents,
        period=period,
        scope=scope,
        draft=bool(scope.draft and unapproved(figures.facts(), scope.recorded_before)),
        boundaries=boundaries,
        footnotes=tuple(_footnotes((whole, *part_contents), boundaries)),
        bases=shown_bases,
        years_without_data=years_without_data,
        thresholds=thresholds,
        rankings=_rankings(figures, whole, members, period),
        figures=dict(
            (
                *_line_figures(whole, WHOLE_PERCENT_DECIMALS),
                *_threshold_figures(thresholds),
                *(
                    (part_id(part.unit, name), shown)
                    for part in part_contents
                    for name, shown in _line_figures(part, PART_PERCENT_DECIMALS)
                ),
            )
        ),
        made_at=made_at,
    )


def usual_bases(period: Period) -> tuple[Base, ...]:
    latest = period.same_period_last_year.end
    first = period.year_number - (2 if (latest.month, latest.day) == (12, 31) else 1)  # the same day is said once
    years = range(first, period.year_number - 1 - YEARS_BACK, -1)
    return (SAME_PERIOD, PREVIOUS_MONTH, *(end_of_year(year) for year in years))


def _load(figures: Figures, unit: Unit, members: Sequence[Unit], period: Period, bases: Sequence[Base]) -> None:
    figures.load([unit, *members, country(period.end)], _requests(figures, period, bases))


def _indicators() -> list[str]:
    """All that are reported or computed from what is; what is counted is counted from these."""
    return [one.id for one in catalogue().indicators.values() if one.type is not IndicatorType.COUNT_OF_UNITS]


def _requests(figures: Figures, period: Period, bases: Collection[Base]) -> set[Request]:
    found: set[Request] = set()
    for name in _indicators():
        found |= figures.requests([name], _periods(period, bases, flow=accumulates(catalogue()[name])))
    return found


def _periods(period: Period, bases: Collection[Base], *, flow: bool) -> list[Period]:
    """The month before the last is needed of flows only: for what fell within the last month."""
    month = Period.month(period.end.year, period.end.month)
    periods = [period]
    for base in bases:
        if base.kind is BaseKind.END_OF_YEAR and base.year:
            periods.append(Period.year(base.year))
        elif base == SAME_PERIOD:
            periods.append(period.same_period_last_year)
        elif base == PREVIOUS_MONTH:
            periods += [month.previous, *([month.previous.previous] if flow else [])]
    return periods


def _footnotes(contents: Sequence[UnitContent], boundaries: Boundaries) -> list[Message]:
    """Which parts of the whole are alike is said by name; of each part only that it was compared in that way."""
    whole, *others = ([one for line in content.lines.values() for one in line.against.values()] for content in contents)
    of_parts = [one for comparisons in others for one in comparisons]
    found = footnotes(whole, boundaries.view)
    found += footnotes([replace(one, like=None) for one in of_parts], boundaries.view)
    if any(one.like is not None for one in of_parts):
        found.append(_("Each unit is compared over those of its own parts whose boundaries did not change."))
    return list({note.text("en"): note for note in found}.values())


def _refuse_unapproved(
    figures: Figures, unit: Unit, members: Sequence[Unit], period: Period, bases: Sequence[Base]
) -> None:
    """Figures that the report would show, had they been approved. A correction that waits does not hold it up: what it
    corrects is approved. What was unapproved at an earlier moment is no matter to a question about that moment."""
    if figures.ledger.scope.recorded_by:
        return
    requests = _requests(figures, period, bases)
    concerned = within(unit, period.end) | {country(period.end).pk}
    concerned |= figures.rebasing.units_behind([unit, *members], requests)
    waits = [fact for fact in waiting(figures.ledger.scope, requests) if fact.unit in concerned]
    approved = figures.ledger.own_facts({fact.unit for fact in waits}, requests) if waits else {}
    missing = [fact for fact in waits if (fact.unit, fact.request) not in approved]
    if missing:
        raise NotApprovedError(sorted(unapproved(missing)))


def _unit_content(figures: Figures, unit: Unit, period: Period, bases: Sequence[Base]) -> UnitContent:
    lines = (_line(figures, unit, one, period, bases) for one in _line_indicators())
    return UnitContent(unit, {line.indicator.id: line for line in lines if _has_data(line)})


def _line_indicators() -> Iterator[IndicatorDefinition]:
    """A ratio to plan is not a line of its own: it stands in its indicator's line."""
    for name in _indicators():
        indicator = catalogue()[name]
        if not isinstance(indicator.formula, Ratio) or not indicator.formula.denominator.target:
            yield indicator


def _has_data(line: Line) -> bool:
    return line.value.known or (line.indicator.formula is None and bool(line.value.facts))


def _line(figures: Figures, unit: Unit, indicator: IndicatorDefinition, period: Period, bases: Sequence[Base]) -> Line:
    against = {
        base: figures.compare(unit, indicator.id, period, base) for base in bases if comparable(indicator, base, period)
    }
    plan = figures.compare(unit, indicator.id, period, PLAN)
    same_period = against.get(SAME_PERIOD)
    if same_period and same_period.like is not None:  # of some parts only: their plans are not told apart
        return Line(
            indicator, same_period.value, Quantity(None, indicator.unit), Quantity(None, indicator.unit), against
        )
    return Line(indicator, plan.value, plan.against, plan.percent or plan.change, against)


def _with_data(whole: UnitContent, bases: Sequence[Base]) -> tuple[tuple[Base, ...], tuple[int, ...]]:
    """Without the month before and the ends of years of which nothing is known; and the years that leave a gap."""
    known = {
        base
        for line in whole.lines.values()
        for base, comparison in line.against.items()
        if comparison.against.known and line.indicator.reported
    }
    kept = tuple(base for base in bases if base == SAME_PERIOD or base in known)
    years = sorted(base.year for base in kept if base.year)
    gap = [base.year for base in bases if base.year and years and base.year > years[0] and base not in kept]
    return kept, tuple(sorted(gap))


def _thresholds(
    figures: Figures, whole: UnitContent, members: Sequence[Unit], period: Period
) -> Mapping[str, Threshold]:
    """By the indicator whose plan ratio is measured against the month's bar; only where there is a bar."""
    found: dict[str, Threshold] = {}
    for name, line in whole.lines.items():
        measured = catalogue().plan_of(name)
        if measured is None or catalogue().count_of(measured.id) is None:
            continue
        bar = figures.threshold(whole.unit, measured.id, period)
        if bar.known:
            count = figures.reaching(whole.unit, members, measured.id, period) if members else None
            found[name] = Threshold(line.indicator, measured, bar, count)
    return found


def _rankings(
    figures: Figures, whole: UnitContent, members: Sequence[Unit], period: Period
) -> Mapping[str, tuple[Ranked[Unit], ...]]:
    """The parts in order: by plan attainment where there is a plan, by level where it is a ratio."""
    found: dict[str, tuple[Ranked[Unit], ...]] = {}
    for name, line in whole.lines.items():
        measured = catalogue().plan_of(name)
        if (measured or line.indicator).direction is Direction.NEUTRAL:
            continue
        if measured and line.plan.known:
            found[f"{name}.vs_plan"] = figures.ranking(members, measured.id, period)
        elif line.indicator.type is IndicatorType.RATIO:
            found[name] = figures.ranking(members, name, period)
    return {name: ranked for name, ranked in found.items() if any(row.rank for row in ranked)}


def _line_figures(content: UnitContent, percent_decimals: int) -> Iterator[tuple[str, Shown]]:
    for name, line in content.lines.items():
        yield name, show(line.value, line.indicator, percent_decimals=percent_decimals)
        yield from _plan_figures(name, line, percent_decimals)
        for base, comparison in line.against.items():
            yield from _base_figures(name, line.indicator, base, comparison, percent_decimals)


def _plan_figures(name: str, line: Line, percent_decimals: int) -> Iterator[tuple[str, Shown]]:
    """Only where something was assigned: ``plan`` and ``vs_plan`` in per cent, of a ratio ``target`` and points."""
    if not line.plan.facts:
        return
    is_ratio = line.indicator.type is IndicatorType.RATIO
    level, share = ("target", "vs_target") if is_ratio else ("plan", "vs_plan")
    yield f"{name}.{level}", show(line.plan, line.indicator, percent_decimals=percent_decimals)
    yield f"{name}.{share}", show(line.vs_plan, line.indicator, percent_decimals=percent_decimals, signed=is_ratio)


def _base_figures(
    name: str, indicator: IndicatorDefinition, base: Base, comparison: Comparison, percent_decimals: int
) -> Iterator[tuple[str, Shown]]:
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


def _threshold_figures(thresholds: Mapping[str, Threshold]) -> Iterator[tuple[str, Shown]]:
    for name, threshold in thresholds.items():
        yield f"{name}.threshold", show_bar(threshold.bar, threshold.measured)
        if threshold.count:
            yield f"{name}.units_at_threshold", show(threshold.count.quantity, threshold.measured)
            units = Quantity(Fraction(len(threshold.count.items)), BaseUnit.UNIT, facts=threshold.count.quantity.facts)
            yield f"{name}.units", show(units, threshold.measured)

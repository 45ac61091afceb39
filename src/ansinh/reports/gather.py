"""Read a report's figures from the ledger: one unit and its parts, one period, every comparison that has data."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import dropwhile

from ansinh.compare.bases import PLAN, PREVIOUS_MONTH, SAME_PERIOD, Base, BaseKind, accumulates, comparable, end_of_year
from ansinh.compare.boundaries import Boundaries
from ansinh.compare.calc import Quantity, Ranked
from ansinh.compare.footnotes import footnotes
from ansinh.compare.reads import Figures
from ansinh.compare.series import Point, monthly, yearly
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType, Ratio, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request, Scope
from ansinh.ledger.reads import unapproved, waiting
from ansinh.places.models import Unit
from ansinh.places.reads import country, parts, within
from ansinh.reports.content import Line, ReportContent, Threshold, UnitContent
from ansinh.reports.errors import NoDataError, NotApprovedError
from ansinh.reports.figures import name_figures

YEARS_BACK = 5  # ends of years that a report looks back to, where there is data


def gather(
    unit: Unit,
    period: Period,
    scope: Scope,
    *,
    made_at: datetime,
    against: Sequence[Base] | None = None,
    boundaries: Boundaries = Boundaries(),
    years: Sequence[int] = (),
) -> ReportContent:
    """``against`` None: same period, month before, and the ends of earlier years that have data. ``years``: across
    which the whole is looked at; (): the year and those before it that have data.

    Raises NoDataError; NotApprovedError when it needs figures that are in the ledger but not approved.
    """
    members = parts(unit, boundaries.on(period.end))
    bases = usual_bases(period) if against is None else tuple(against)
    figures = Figures(scope, boundaries=boundaries)
    asked = _requests(figures, period, bases)
    series = figures.requests(_indicators(), _series_periods(period, years)) - asked
    figures.load([unit, *members, country(period.end)], asked)
    figures.load([unit, *members, country(period.end)], series)
    if not scope.draft:
        _refuse_unapproved(figures, unit, members, period, asked | series)
    whole = _unit_content(figures, unit, period, bases)
    if all(line.indicator.direction is Direction.NEUTRAL for line in whole.lines.values()):
        raise NoDataError(unit, period)  # denominators alone are no result
    shown_bases, years_without_data = (bases, ()) if against else _with_data(whole, bases)
    whole = _unit_content(figures, unit, period, shown_bases)
    part_contents = tuple(_unit_content(figures, member, period, shown_bases) for member in members)
    thresholds = _thresholds(figures, whole, members, period)
    rankings = _rankings(figures, whole, members, period)
    by_year = _by_year(figures, unit, period, years)
    by_month = _by_month(figures, unit, period)
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
        rankings=rankings,
        years=by_year,
        months=by_month,
        rankings_before=_rankings_before(figures, rankings, members, period),
        figures=dict(name_figures(whole, part_contents, thresholds, by_year, by_month)),
        made_at=made_at,
    )


def usual_bases(period: Period) -> tuple[Base, ...]:
    latest = period.same_period_last_year.end
    first = period.year_number - (2 if (latest.month, latest.day) == (12, 31) else 1)  # the same day is said once
    years = range(first, period.year_number - 1 - YEARS_BACK, -1)
    return (SAME_PERIOD, PREVIOUS_MONTH, *(end_of_year(year) for year in years))


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


def _series_periods(period: Period, years: Sequence[int]) -> list[Period]:
    """The months of the year, and the years looked across."""
    months = [Period.month(period.year_number, month) for month in range(1, 13)]
    return [*months, *(Period.year(year) for year in _years(period, years)), period]


def _years(period: Period, years: Sequence[int]) -> Sequence[int]:
    return sorted(years) or range(period.year_number - YEARS_BACK, period.year_number + 1)


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
    figures: Figures, unit: Unit, members: Sequence[Unit], period: Period, requests: Collection[Request]
) -> None:
    """Figures that the report would show, had they been approved. A correction that waits does not hold it up: what it
    corrects is approved. What was unapproved at an earlier moment is no matter to a question about that moment."""
    if figures.ledger.scope.recorded_by:
        return
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


def _rankings_before(
    figures: Figures, rankings: Mapping[str, Sequence[Ranked[Unit]]], members: Sequence[Unit], period: Period
) -> Mapping[str, tuple[Ranked[Unit], ...]]:
    """At the same period of last year; only where some part was known then."""
    before = period.same_period_last_year
    found: dict[str, tuple[Ranked[Unit], ...]] = {}
    for figure in rankings:
        name, _dot, measured = figure.partition(".")
        plan = catalogue().plan_of(name) if measured else None
        found[figure] = figures.ranking(members, plan.id if plan else name, before)
    return {figure: ranked for figure, ranked in found.items() if any(row.rank for row in ranked)}


def _by_year(figures: Figures, unit: Unit, period: Period, years: Sequence[int]) -> Mapping[str, tuple[Point, ...]]:
    """Of indicators of which more than one year is known; from the first known year on, unless years were asked for."""
    found = {one.id: yearly(figures, unit, one.id, _years(period, years), period) for one in _line_indicators()}
    if not years:
        found = {name: _from_first_known(points) for name, points in found.items()}
    return {name: points for name, points in found.items() if sum(point.value.known for point in points) > 1}


def _from_first_known(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(dropwhile(lambda point: not point.value.known, points))


def _by_month(figures: Figures, unit: Unit, period: Period) -> Mapping[str, tuple[Point, ...]]:
    found = {one.id: monthly(figures, unit, one.id, period) for one in _line_indicators()}
    return {name: points for name, points in found.items() if any(_is_told(point) for point in points)}


def _is_told(point: Point) -> bool:
    return point.value.known or point.threshold.known

"""What is judged, and what cannot be: what was achieved, what fell short, of what there are no figures."""

from collections.abc import Iterator, Mapping, Sequence

from ansinh.compare.bases import SAME_PERIOD, Base, BaseKind, end_of_year
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType, catalogue
from ansinh.places.models import Unit
from ansinh.reports.content import Line, ReportContent, part_id
from ansinh.reports.sentences.known import (
    change,
    incomplete,
    is_of_years,
    is_whole_year,
    known,
    lines,
    plan_direction,
    standing_to_plan,
    standing_to_target,
)
from ansinh.reports.sentences.messages import (
    Change,
    Message,
    Moved,
    NoBase,
    NoBaseTotal,
    NoneNow,
    NoTotal,
    NoYears,
    NoYearsOf,
    PlansCompleted,
    Standing,
    TargetMet,
    Way,
)
from ansinh.reports.sentences.planning_parts import under_bar
from ansinh.reports.sentences.planning_whole import bar_now, is_short

BETTER = {Direction.HIGHER: Way.UP, Direction.LOWER: Way.DOWN}
WORSE = {Direction.HIGHER: Way.DOWN, Direction.LOWER: Way.UP}
NAMED_MISSING = 5


def achievements(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    told = lines(content, indicators)
    completed = [line.indicator for line in told if _is_completed(content, line)]
    if completed:
        yield PlansCompleted(tuple(completed), completed=True)
    for name in indicators:
        if name not in {indicator.id for indicator in completed}:
            yield from (bar for bar in bar_now(content, name) if bar.standing is not Standing.UNDER)
    for line in told:
        standing = standing_to_target(known(content, f"{line.indicator.id}.vs_target"))
        if _is_target_met(content, line.indicator, standing) and standing:
            yield TargetMet(line.indicator, standing)
    yield from _moved(content, told, BETTER)


def shortfalls(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    """A plan of the year is fallen short of only when the year is over."""
    told = lines(content, indicators)
    if is_whole_year(content.period):
        missed = [line.indicator for line in told if _standing(content, line) in (Standing.UNDER, Standing.NEARLY)]
        if missed:
            yield PlansCompleted(tuple(missed), completed=False)
        for line in told:
            if line.indicator.type is IndicatorType.RATIO and is_short(content, line.indicator):
                under = line.indicator.direction is Direction.HIGHER
                yield TargetMet(line.indicator, Standing.UNDER if under else Standing.OVER)
    for name in indicators:
        yield from (bar for bar in bar_now(content, name) if bar.standing is Standing.UNDER)
    yield from under_bar(content, indicators)
    yield from _moved(content, told, WORSE)


def _standing(content: ReportContent, line: Line) -> Standing | None:
    if plan_direction(line.indicator) is not Direction.HIGHER:
        return None
    return standing_to_plan(known(content, f"{line.indicator.id}.vs_plan"))


def _is_completed(content: ReportContent, line: Line) -> bool:
    return _standing(content, line) in (Standing.REACHED, Standing.OVER)


def _is_target_met(content: ReportContent, indicator: IndicatorDefinition, standing: Standing | None) -> bool:
    if indicator.type is not IndicatorType.RATIO or known(content, f"{indicator.id}.target") is None:
        return False
    good = {Direction.HIGHER: Standing.OVER, Direction.LOWER: Standing.UNDER}.get(indicator.direction)
    return good is not None and standing in (Standing.REACHED, good)


def _moved(content: ReportContent, told: Sequence[Line], wanted: dict[Direction, Way]) -> Iterator[Moved]:
    """Against the same period, or where that is not known against the last year's end that is."""
    found: dict[tuple[Base, bool], list[tuple[IndicatorDefinition, Change]]] = {}
    for line in told:
        latest = _latest(content, line)
        if latest and latest.way is wanted.get(line.indicator.direction):
            time = latest.base, _named_by_year(content, line.indicator)
            found.setdefault(time, []).append((line.indicator, latest))
    for (base, _by_year), changes in found.items():
        yield Moved(base, tuple(changes))


def _named_by_year(content: ReportContent, indicator: IndicatorDefinition) -> bool:
    """What a whole year is compared with has two names: the year before for what accumulates, its end for a level."""
    return is_whole_year(content.period) and is_of_years(indicator)


def _latest(content: ReportContent, line: Line) -> Change | None:
    ends = sorted((one for one in content.bases if one.kind is BaseKind.END_OF_YEAR), key=lambda one: -(one.year or 0))
    asked = [*(one for one in content.bases if one == SAME_PERIOD), *ends]
    return next((found for base in asked if (found := change(content, line.indicator.id, base))), None)


def gaps(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    asked = [content.whole.lines[name] for name in indicators if name in content.whole.lines]
    yield from (_no_total(content, line) for line in asked if incomplete(line.value))
    yield from _no_base(content, lines(content, indicators))
    yield from _no_years(content)
    for name in indicators:
        yield from _no_years_of(content, catalogue()[name])


def _no_total(content: ReportContent, line: Line) -> NoTotal:
    name = line.indicator.id
    counted = all(known(content, f"{name}.{part}") for part in ("parts_reported", "parts_expected"))
    missing = [part.unit for part in content.parts if name not in part.lines or not part.lines[name].value.known]
    return NoTotal(line.indicator, counted, tuple(missing) if len(missing) <= NAMED_MISSING else ())


def _no_base(content: ReportContent, told: Sequence[Line]) -> Iterator[NoBase | NoBaseTotal]:
    """Where parts can be compared, or have the earlier figure, it is only the total that lacks."""
    if SAME_PERIOD not in content.bases:
        return
    judged = [line for line in told if f"{line.indicator.id}.change" in content.figures]
    missing = [line for line in judged if not _has_base(content, line)]
    nothing: dict[bool, list[IndicatorDefinition]] = {}
    totals: dict[tuple[bool, tuple[Unit, ...], bool], list[IndicatorDefinition]] = {}
    for line in missing:
        by_year = _named_by_year(content, line.indicator)
        if _parts_have_base(content, line):
            totals.setdefault((by_year, *_lacking(content, line)), []).append(line.indicator)
        else:
            nothing.setdefault(by_year, []).append(line.indicator)
    for group in nothing.values():
        yield NoBase(SAME_PERIOD, tuple(group), every=len(group) == len(judged))
    for (_by_year, units, unreported), group in totals.items():
        yield NoBaseTotal(SAME_PERIOD, tuple(group), units, unreported)


def _has_base(content: ReportContent, line: Line) -> bool:
    return any(known(content, f"{line.indicator.id}.{part}") for part in ("change", "same_period"))


def _parts_have_base(content: ReportContent, line: Line) -> bool:
    name = line.indicator.id
    figures = (part_id(part.unit, f"{name}.{one}") for part in content.parts for one in ("change", "same_period"))
    return _is_sum(line, SAME_PERIOD) or any(known(content, figure) for figure in figures)


def _is_sum(line: Line, base: Base) -> bool:
    return base in line.against and incomplete(line.against[base].against)


def _lacking(content: ReportContent, line: Line) -> tuple[tuple[Unit, ...], bool]:
    """The parts without the earlier figure, where they are few; and whether it is for want of them."""
    figure = f"{line.indicator.id}.same_period"
    missing = [part.unit for part in content.parts if known(content, part_id(part.unit, figure)) is None]
    named = len(missing) <= NAMED_MISSING and len(missing) < len(content.parts)
    return tuple(missing) if named else (), bool(missing) or _is_sum(line, SAME_PERIOD)


def _no_years(content: ReportContent) -> Iterator[NoYears]:
    of_parts = [year for year in content.years_without_data if _parts_have_end(content, year)]
    nothing = [year for year in content.years_without_data if year not in of_parts]
    for years, of_total in ((nothing, False), (of_parts, True)):
        if years:
            yield NoYears(tuple(years), of_total)


def _parts_have_end(content: ReportContent, year: int) -> bool:
    base = end_of_year(year)
    reported = [line for line in content.lines() if line.indicator.reported]
    of_parts = (part.lines[line.indicator.id] for line in reported for part in content.parts if _has(part.lines, line))
    known_of_parts = (one.against[base].against.known for one in of_parts if base in one.against)
    return any(_is_sum(line, base) for line in reported) or any(known_of_parts)


def _has(part_lines: Mapping[str, Line], line: Line) -> bool:
    return line.indicator.id in part_lines


def _no_years_of(content: ReportContent, indicator: IndicatorDefinition) -> Iterator[NoYearsOf | NoneNow]:
    """Ends of years that were told for all levels are not told again."""
    told = () if is_of_years(indicator) else content.years_without_data
    missing = [point for point in content.years.get(indicator.id, ()) if not point.value.known]
    missing = [point for point in missing if point.period.year_number not in told]
    now = [] if is_whole_year(content.period) else [one for one in missing if one.period.end == content.period.end]
    for of_total in (False, True):
        points = [one for one in missing if one not in now and incomplete(one.value) is of_total]
        if points:
            yield NoYearsOf(indicator, tuple(points), of_total)
    if now and indicator.id not in content.whole.lines:  # else its total was told to lack
        yield NoneNow(indicator, incomplete(now[0].value))

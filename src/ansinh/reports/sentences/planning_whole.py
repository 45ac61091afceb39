"""What is said of the unit as a whole: its levels and changes, its years, its months against the bar."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, BaseKind, accumulates, end_of_year
from ansinh.compare.calc import at_least
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType, catalogue
from ansinh.kernel.periods import Shape
from ansinh.reports.content import Line, ReportContent, month_id, year_id
from ansinh.reports.sentences.known import (
    ALL_OF_IT,
    certain,
    change,
    is_whole_year,
    known,
    lines,
    plan_direction,
    standing_to_plan,
    standing_to_target,
    way_of,
)
from ansinh.reports.sentences.messages import (
    AgainstPlan,
    AgainstTarget,
    BarNow,
    Change,
    Course,
    Level,
    LevelsTogether,
    Message,
    MonthsAtBar,
    NextBar,
    OwnRun,
    Remaining,
    SinceYears,
    Standing,
    Step,
    ToTarget,
    Trend,
    Way,
    YearsAgainstPlan,
)

MOST_IN_ONE_SENTENCE = 2  # changes since ends of years; more are a sentence of their own
MOST_STEPS = 6
EVERY_YEAR = {
    Way.UP: Course.RISING,
    Way.DOWN: Course.FALLING,
    Way.SAME: Course.STEADY,
    Way.ABOUT: Course.ABOUT,
}
AGAINST = {Course.UP: (Way.DOWN,), Course.DOWN: (Way.UP,)}
MONTHLY = (BaseKind.PREVIOUS_MONTH, BaseKind.PREVIOUS_QUARTER)


def levels(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    told = lines(content, indicators)
    for bare, run in groupby(told, key=lambda line: is_scheme(line.indicator) and _is_bare(content, line)):
        group = list(run)
        if bare and len(group) > 1:
            yield LevelsTogether(tuple(line.indicator for line in group))
        else:
            for line in group:
                yield from _level(content, line, first=line is told[0])


def is_scheme(indicator: IndicatorDefinition) -> bool:
    """Whether it counts the participants of a scheme."""
    return indicator.type is IndicatorType.STOCK and indicator.id.startswith("participants_")


def _is_bare(content: ReportContent, line: Line) -> bool:
    return _against_plan(content, line) is None and not _changes(content, line)


def _changes(content: ReportContent, line: Line) -> list[Change]:
    """The end of last year is what the end of this one is compared with: that is said once."""
    found = [one for base in content.bases if (one := change(content, line.indicator.id, base))]
    if not is_whole_year(content.period) or SAME_PERIOD not in {one.base for one in found}:
        return found
    return [one for one in found if one.base != end_of_year(content.period.year_number - 1)]


def _level(content: ReportContent, line: Line, *, first: bool) -> Iterator[Message]:
    """A first sentence holds all its changes, as the articles have it; a later one leaves those since ends of years
    to another where they are many."""
    found = _changes(content, line)
    own = [one for one in found if line.indicator.type is IndicatorType.FLOW and one.base.kind in MONTHLY]
    plan = _against_plan(content, line)
    ends = [one for one in found if one.base.kind is BaseKind.END_OF_YEAR]
    apart = len(ends) > MOST_IN_ONE_SENTENCE - bool(plan) and bool(plan or not first)
    later = [*own, *(ends if apart else ())]
    yield Level(line.indicator, plan, tuple(one for one in found if one not in later), each=first)
    if apart:
        yield SinceYears(line.indicator, tuple(ends))
    yield from (_own_run(content, line.indicator, one) for one in own)


def _against_plan(content: ReportContent, line: Line) -> AgainstPlan | AgainstTarget | None:
    name = line.indicator.id
    if line.indicator.type is IndicatorType.RATIO:
        standing = standing_to_target(known(content, f"{name}.vs_target"))
        there = standing is not None and known(content, f"{name}.target") is not None
        return AgainstTarget(f"{name}.vs_target", f"{name}.target", standing) if standing and there else None
    share = known(content, f"{name}.vs_plan")
    if share is None:
        return None
    judged = plan_direction(line.indicator) is Direction.HIGHER
    return AgainstPlan(f"{name}.vs_plan", standing_to_plan(share) if judged else None)


def _own_run(content: ReportContent, indicator: IndicatorDefinition, found: Change) -> OwnRun:
    figure = f"{indicator.id}.month"
    there = found.base == PREVIOUS_MONTH and known(content, figure) is not None
    return OwnRun(indicator, figure if there else None, found)


def years(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    for name in indicators:
        points = _comparable(catalogue()[name], content.years.get(name, ()))
        if len(points) > 1:
            yield _trend(content, catalogue()[name], points)
            yield from _plans_of_years(content, catalogue()[name], points)


def _comparable(indicator: IndicatorDefinition, points: Sequence[Point]) -> list[Point]:
    """The known ones; of what accumulates over a year without the year that is not over."""
    whole_years = accumulates(indicator)
    found = [point for point in points if not whole_years or point.period.shape is Shape.YEAR]
    return [point for point in found if point.value.known]


def _trend(content: ReportContent, indicator: IndicatorDefinition, points: Sequence[Point]) -> Trend:
    first, last = points[0], points[-1]
    steps = _steps(content, indicator, points)
    course = _course(content, indicator, points, steps)
    total = f"{indicator.id}.years_{first.period.year_number}_{last.period.year_number}_change"
    way = way_of(known(content, total))
    goes = way in (Way.UP, Way.DOWN)
    percent = goes and way_of(known(content, f"{total}_percent")) is way
    return Trend(
        indicator,
        course,
        first,
        last,
        total if goes else None,
        f"{total}_percent" if percent else None,
        tuple(_told(course, steps)),
    )


def _steps(content: ReportContent, indicator: IndicatorDefinition, points: Sequence[Point]) -> list[Step]:
    """From each known year to the next, where none is missing between."""
    found = []
    for before, point in pairwise(points):
        year = point.period.year_number
        figure = year_id(indicator.id, year, "change")
        way = way_of(known(content, figure)) if before.period.year_number == year - 1 else None
        if way:
            found.append(Step(point, way, figure if way in (Way.UP, Way.DOWN) else None))
    return found


def _course(
    content: ReportContent, indicator: IndicatorDefinition, points: Sequence[Point], steps: Sequence[Step]
) -> Course:
    net = _from_first_to_last(content, indicator, points)
    if not all(certain(point.value) for point in points) or len(steps) < 2:
        return net
    ways = {step.way for step in steps}
    if len(steps) == len(points) - 1 and len(ways) == 1:
        return EVERY_YEAR[next(iter(ways))]
    astray = sum(step.way in AGAINST.get(net, ()) for step in steps)
    return Course.UNEVEN if {Way.UP, Way.DOWN} <= ways and 2 * astray >= len(steps) > 2 else net


def _from_first_to_last(content: ReportContent, indicator: IndicatorDefinition, points: Sequence[Point]) -> Course:
    """As the two printed figures show it."""
    if not (certain(points[0].value) and certain(points[-1].value)):
        return Course.TOLD
    ends = [known(content, year_id(indicator.id, point.period.year_number)) for point in (points[0], points[-1])]
    first, last = (shown.rounded if shown else None for shown in ends)
    if first is None or last is None or first == last:
        return Course.SAME if points[0].value.value == points[-1].value.value else Course.ABOUT
    return Course.UP if last > first else Course.DOWN


def _told(course: Course, steps: Sequence[Step]) -> list[Step]:
    """Of a series that went one way in the end, the years that went the other; of an uneven one, all."""
    found = [step for step in steps if course is Course.UNEVEN or step.way in AGAINST.get(course, ())]
    return found if len(found) <= MOST_STEPS else []


def _plans_of_years(
    content: ReportContent, indicator: IndicatorDefinition, points: Sequence[Point]
) -> Iterator[YearsAgainstPlan]:
    """Of whole years, for the plan is the year's; only where all of them can be judged."""
    over = [point for point in points if (point.period.end.month, point.period.end.day) == (12, 31)]
    if len(over) < 2 or not all(certain(point.vs_plan) for point in over) or not _is_judged(indicator):
        return
    reached = tuple(point for point in over if _reaches(indicator, point))
    yield YearsAgainstPlan(
        indicator,
        reached,
        tuple(point for point in over if point not in reached),
        all(_is_over(content, indicator, point) for point in over),
        _rising_shares(content, indicator, over),
    )


def _is_judged(indicator: IndicatorDefinition) -> bool:
    if indicator.type is IndicatorType.RATIO:
        return indicator.direction is not Direction.NEUTRAL
    return plan_direction(indicator) is Direction.HIGHER


def _reaches(indicator: IndicatorDefinition, point: Point) -> bool:
    """By the exact figure: of a ratio the points over its target, of others the per cent of the plan."""
    if point.vs_plan.value is None:
        return False
    if indicator.type is IndicatorType.RATIO:
        return point.vs_plan.value <= 0 if indicator.direction is Direction.LOWER else point.vs_plan.value >= 0
    return point.vs_plan.value >= ALL_OF_IT


def _is_over(content: ReportContent, indicator: IndicatorDefinition, point: Point) -> bool:
    share = known(content, year_id(indicator.id, point.period.year_number, "vs_plan"))
    return standing_to_plan(share) is Standing.OVER


def _rising_shares(content: ReportContent, indicator: IndicatorDefinition, points: Sequence[Point]) -> bool:
    """Over years that follow each other, as printed."""
    numbers = [point.period.year_number for point in points]
    shares = [known(content, year_id(indicator.id, year, "vs_plan")) for year in numbers]
    printed = [share.rounded for share in shares if share and share.rounded is not None]
    follow = all(after == before + 1 for before, after in pairwise(numbers))
    return follow and len(printed) == len(points) > 2 and all(after > before for before, after in pairwise(printed))


def progress(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    for name in indicators:
        measured = catalogue().plan_of(name)
        if measured is None or measured.direction is not Direction.HIGHER:
            continue
        points = [point for point in content.months.get(name, ()) if point.period.end <= content.period.end]
        yield from _months(measured, points)
        yield from bar_now(content, name)


def _months(measured: IndicatorDefinition, points: Sequence[Point]) -> Iterator[MonthsAtBar]:
    verdicts = {point.period: at_least(point.vs_plan, point.threshold) for point in points if point.threshold.known}
    reached = tuple(period for period, verdict in verdicts.items() if verdict)
    missed = tuple(period for period, verdict in verdicts.items() if verdict is False)
    if len(reached) + len(missed) > 1:
        yield MonthsAtBar(measured, reached, missed, every=len(reached) == len(points) == len(verdicts))


def bar_now(content: ReportContent, name: str) -> Iterator[BarNow]:
    """The whole's own share against the month's bar."""
    threshold, share = content.thresholds.get(name), known(content, f"{name}.vs_plan")
    if threshold is None or share is None or known(content, f"{name}.threshold") is None:
        return
    reached = at_least(share.quantity, threshold.bar)
    if reached is None or not certain(share.quantity):
        return
    same = share.quantity.value == threshold.bar.value
    over = Standing.REACHED if same else Standing.OVER
    yield BarNow(threshold.indicator, threshold.measured, over if reached else Standing.UNDER)


def outlook(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    """What the rest of the year has to bring; nothing once it is over."""
    if is_whole_year(content.period):
        return
    for line in lines(content, indicators):
        left = way_of(known(content, f"{line.indicator.id}.remaining"))
        if left is Way.UP and plan_direction(line.indicator) is Direction.HIGHER:
            yield Remaining(line.indicator)
        elif line.indicator.type is IndicatorType.RATIO and is_short(content, line.indicator):
            yield ToTarget(line.indicator)
    yield from _next_bars(content, indicators)


def is_short(content: ReportContent, indicator: IndicatorDefinition) -> bool:
    """Of a ratio: on the wrong side of its target, as printed."""
    standing = standing_to_target(known(content, f"{indicator.id}.vs_target"))
    wrong = {Direction.HIGHER: Standing.UNDER, Direction.LOWER: Standing.OVER}.get(indicator.direction)
    return standing is not None and standing is wrong and known(content, f"{indicator.id}.target") is not None


def _next_bars(content: ReportContent, indicators: Sequence[str]) -> Iterator[NextBar]:
    for name in indicators:
        measured = catalogue().plan_of(name)
        ahead = [point for point in content.months.get(name, ()) if point.period.end > content.period.end]
        month = next((point.period for point in ahead if point.threshold.known), None)
        figure = month and month_id(name, month, "threshold")
        if measured and month and figure and known(content, figure):
            yield NextBar(measured, figure, month)

"""How each message is said: which phrase, with which figures in its places."""

from collections.abc import Iterable, Sequence
from functools import singledispatch
from itertools import groupby

from ansinh.compare.bases import BaseKind, accumulates
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType
from ansinh.places.models import Unit
from ansinh.reports.content import year_id
from ansinh.reports.sentences import messages as said
from ansinh.reports.sentences.known import is_of_years, known, way_of
from ansinh.reports.sentences.messages import Course, Inlines, Message, Standing, Way
from ansinh.reports.sentences.phrases import merged, plain
from ansinh.reports.sentences.writer import Writer

MOVED = (Way.UP, Way.DOWN)
NOTHING: Inlines = ()


@singledispatch
def write(message: Message, writer: Writer) -> None:
    raise TypeError(f"{type(message).__name__} has no wording")


# Levels and changes


@write.register
def _(message: said.Level, writer: Writer) -> None:
    indicator = message.indicator
    time = writer.when(indicator)
    key = _level_key(indicator, again=writer.time_said == plain(time), first=not writer.sentences, writer=writer)
    writer.time_said = plain(time)
    clauses = [_against_plan(message.plan, indicator, writer)] if message.plan else []
    each = [_change(one, indicator, writer) for one in message.changes] if message.each else None
    changes = each or _runs(message.changes, indicator, writer)
    rest = writer.joined([NOTHING, *clauses, *changes])
    writer.add(
        key,
        when=time,
        noun=writer.noun(indicator),
        scheme=writer.scheme(indicator) or NOTHING,
        unit=writer.unit,
        verb=_verb(message, writer, first=not writer.sentences),
        value=merged([*writer.figure(indicator.id), *writer.share_of(indicator)]),
        rest=rest,
    )


@write.register
def _(message: said.LevelsTogether, writer: Writer) -> None:
    time = writer.when(message.indicators[0])
    again = writer.time_said == plain(time)
    writer.time_said = plain(time)
    items = [
        writer.say("level.together_item", value=writer.figure(one.id), scheme=writer.scheme(one) or NOTHING)
        for one in message.indicators
    ]
    writer.add(f"level.together{'_again' if again else ''}", when=time, items=writer.listed(items))


def _level_key(indicator: IndicatorDefinition, *, again: bool, first: bool, writer: Writer) -> str:
    if indicator.type is IndicatorType.FLOW:
        if again:
            return "level.flow_again"
        return "level.collections" if indicator.id == "collections" else "level.flow"
    if not again:
        return "level.ratio" if indicator.type is IndicatorType.RATIO and first else "level.stock"
    return "level.insured_again" if writer.scheme(indicator) else "level.again"


def _verb(message: said.Level, writer: Writer, *, first: bool) -> Inlines:
    """đạt, of what is good and did not fall; còn, of what is bad and fell; là."""
    indicator, ways = message.indicator, [change.way for change in message.changes[:1]]
    is_ratio = indicator.type is IndicatorType.RATIO
    if indicator.direction is Direction.LOWER:
        return writer.say("verb.reduced" if Way.DOWN in ways else "verb.stands" if is_ratio else "verb.plain")
    praised = indicator.direction is Direction.HIGHER and Way.DOWN not in ways and (is_ratio or not first)
    praised = praised and not isinstance(message.plan, said.AgainstPlan)  # which has that verb itself
    return writer.say("verb.reached" if praised else "verb.plain")


@singledispatch
def _against_plan(plan: said.AgainstPlan | said.AgainstTarget, indicator: IndicatorDefinition, w: Writer) -> Inlines:
    raise TypeError(type(plan).__name__)


@_against_plan.register
def _(plan: said.AgainstPlan, indicator: IndicatorDefinition, w: Writer) -> Inlines:
    spending = indicator.direction is Direction.NEUTRAL
    key = plan.standing or ("estimate" if spending else "under")
    return w.say(f"plan.{key}", percent=w.figure(plan.figure))


@_against_plan.register
def _(plan: said.AgainstTarget, indicator: IndicatorDefinition, w: Writer) -> Inlines:
    return w.say(f"target.{plan.standing}", points=w.size(plan.points), target=w.figure(plan.target))


def _change(change: said.Change, indicator: IndicatorDefinition, writer: Writer) -> Inlines:
    base = writer.base(change.base, indicator)
    if change.way not in MOVED:
        return writer.say(f"change.{change.way}", base=base)
    size = writer.size(change.figure)
    if change.percent:
        return writer.say(f"change.{change.way}_percent", size=size, percent=writer.size(change.percent), base=base)
    return writer.say(f"change.{change.way}", size=size, base=base)


def _runs(changes: Sequence[said.Change], indicator: IndicatorDefinition, writer: Writer) -> list[Inlines]:
    """Neighbours that went the same way share one verb; the first turn is marked by "nhưng"."""
    found: list[Inlines] = []
    turned, before = False, None
    for way, run in groupby(changes, key=lambda change: change.way):
        said_run = _run(way, list(run), indicator, writer)
        if before in MOVED and way in MOVED and not turned:
            found[-1] = merged([*found[-1], *writer.say("change.but", change=said_run)])
            turned = True
        else:
            found.append(said_run)
        before = way
    return found


def _run(way: Way, changes: Sequence[said.Change], indicator: IndicatorDefinition, writer: Writer) -> Inlines:
    first, *others = changes
    if way not in MOVED:
        return writer.joined([_change(change, indicator, writer) for change in changes])
    more = [
        writer.say("change.more", size=writer.size(one.figure), base=writer.base(one.base, indicator)) for one in others
    ]
    return writer.listed([_change(first, indicator, writer), *more])


@write.register
def _(message: said.SinceYears, writer: Writer) -> None:
    this = writer.this(message.indicator)
    ways = {change.way for change in message.changes}
    if len(ways) == 1 and ways <= set(MOVED) and len(message.changes) > 1:
        bases = writer.ends([change.base.year or 0 for change in message.changes])
        sizes = writer.listed([writer.size(change.figure) for change in message.changes])
        writer.add(f"since.{message.changes[0].way}", goes_on=True, bases=bases, this=this, sizes=sizes)
    else:
        changes = writer.joined(_runs(message.changes, message.indicator, writer))
        writer.add("since.mixed", goes_on=True, this=this, changes=changes)


@write.register
def _(message: said.OwnRun, writer: Writer) -> None:
    change, noun = _change(message.change, message.indicator, writer), writer.noun(message.indicator)
    if message.change.base.kind is BaseKind.PREVIOUS_QUARTER:
        writer.add("own.quarter", goes_on=True, run=writer.quarter(writer.content.period), noun=noun, change=change)
    elif message.figure:
        run = writer.month(writer.content.period)
        verb = writer.say("verb.reached" if message.change.way is Way.UP else "verb.plain")
        value = writer.figure(message.figure)
        writer.add("own.month", goes_on=True, run=run, noun=noun, verb=verb, value=value, change=change)


# Years


@write.register
def _(message: said.Trend, writer: Writer) -> None:
    indicator, course = message.indicator, message.course
    mounting = course is Course.RISING and indicator.direction is Direction.LOWER  # which is nothing to be proud of
    too = course in (Course.RISING, Course.FALLING) and writer.course_said == course and not mounting
    writer.course_said = "" if mounting else course
    first, last = (year_id(indicator.id, point.period.year_number) for point in (message.first, message.last))
    writer.add(
        "trend.mounting" if mounting else f"trend.{course}{'_too' if too else ''}",
        span=writer.span(message.first, message.last),
        noun=writer.noun(indicator),
        first=writer.figure(first),
        last=writer.figure(last),
        first_when=writer.at(indicator, message.first),
        last_when=writer.at(indicator, message.last),
        rest=merged([*_gain(message, writer), *_steps(message, writer)]),
    )


def _gain(message: said.Trend, writer: Writer) -> Inlines:
    goes = {Course.RISING: "gained", Course.UP: "gained", Course.FALLING: "lost", Course.DOWN: "lost"}
    if message.change is None or message.course not in goes:
        return NOTHING
    key, size = goes[message.course], writer.size(message.change)
    if message.percent:
        return writer.say(f"trend.{key}_percent", size=size, percent=writer.size(message.percent))
    return writer.say(f"trend.{key}", size=size)


def _steps(message: said.Trend, writer: Writer) -> Inlines:
    if not message.steps:
        return NOTHING
    steps = writer.listed([_step(message.indicator, step, writer) for step in message.steps])
    return writer.say("trend.steps" if message.course is Course.UNEVEN else "trend.except", steps=steps)


def _step(indicator: IndicatorDefinition, step: said.Step, writer: Writer) -> Inlines:
    year = writer.in_step(indicator, step.point)
    last_year = step.point.period.year_number - 1
    before = writer.years([last_year]) if accumulates(indicator) else writer.ends([last_year])
    if step.figure is None:
        return writer.say("trend.step_same", year=year, before=before)
    return writer.say(f"trend.step_{step.way}", year=year, size=writer.size(step.figure), before=before)


@write.register
def _(message: said.YearsAgainstPlan, writer: Writer) -> None:
    if message.indicator.type is IndicatorType.RATIO:
        _years_against_target(message, writer)
    elif message.reached and message.missed:
        reached, missed = (
            writer.listed([_year_share(message.indicator, point, writer) for point in points])
            for points in (message.reached, message.missed)
        )
        writer.add("years_plan.some", goes_on=True, reached=reached, missed=missed, rest=NOTHING)
    else:
        _range_of_years(message, writer)


def _years_against_target(message: said.YearsAgainstPlan, writer: Writer) -> None:
    reached, missed = (
        writer.years([point.period.year_number for point in points]) if points else NOTHING
        for points in (message.reached, message.missed)
    )
    key = "some" if reached and missed else "reached" if reached else "none"
    writer.add(f"years_target.{key}", goes_on=True, reached=reached, missed=missed)


def _year_share(indicator: IndicatorDefinition, point: Point, writer: Writer) -> Inlines:
    year = point.period.year_number
    return writer.say(
        "years_plan.year", year=writer.in_year(year), figure=writer.figure(year_id(indicator.id, year, "vs_plan"))
    )


def _range_of_years(message: said.YearsAgainstPlan, writer: Writer) -> None:
    """vượt từ 3,00% (năm 2012) đến 7,00% (năm 2015)"""
    points, name = (*message.reached, *message.missed), message.indicator.id
    by_excess = message.strictly_over and all(_excess(name, point, writer) for point in points)
    part = "over_plan" if by_excess else "vs_plan"
    ordered = sorted(points, key=lambda point: point.vs_plan.value or 0)
    low, high = (year_id(name, point.period.year_number, part) for point in (ordered[0], ordered[-1]))
    key = ("over" if by_excess else "over_share") if message.strictly_over else "reached" if message.reached else "none"
    if plain(writer.size(low)) == plain(writer.size(high)):
        key = f"{key.partition('_')[0]}_flat"
    writer.add(
        f"years_plan.{key}",
        goes_on=True,
        low=writer.size(low),
        high=writer.size(high),
        low_year=writer.in_year(ordered[0].period.year_number),
        high_year=writer.in_year(ordered[-1].period.year_number),
        rest=writer.say("years_plan.rising") if message.rising else NOTHING,
    )


def _excess(name: str, point: Point, writer: Writer) -> bool:
    shown = known(writer.content, year_id(name, point.period.year_number, "over_plan"))
    return way_of(shown) is Way.UP


# Months against the bar


@write.register
def _(message: said.MonthsAtBar, writer: Writer) -> None:
    reached, missed = (writer.months(periods) for periods in (message.reached, message.missed))
    key = "every" if message.every else "some" if reached and missed else "reached" if reached else "missed"
    noun = writer.noun(message.measured)
    writer.add(f"progress.{key}", during=writer.during(), noun=noun, reached=reached, missed=missed)
    writer.subject_said = message.measured.id


@write.register
def _(message: said.BarNow, writer: Writer) -> None:
    name, content = message.indicator.id, writer.content
    wanted = {Standing.OVER: Way.UP, Standing.UNDER: Way.DOWN}.get(message.standing)
    goes_on = writer.subject_said == message.measured.id
    by = wanted is not None and way_of(known(content, f"{name}.vs_threshold")) is wanted
    writer.add(
        f"bar.{message.standing}{'_by' if by else ''}",
        goes_on=goes_on,
        when=writer.through(content.period),
        noun=writer.this(message.measured) if goes_on else writer.noun(message.measured),
        share=writer.figure(f"{name}.vs_plan"),
        points=writer.size(f"{name}.vs_threshold") if by else NOTHING,
        rate=writer.rate(message.indicator),
        bar=writer.figure(f"{name}.threshold"),
    )


@write.register
def _(message: said.NextBar, writer: Writer) -> None:
    when, noun = writer.through(message.month), writer.noun(message.measured)
    writer.add("outlook.next_bar", when=when, noun=noun, bar=writer.figure(message.figure))


# Parts


@write.register
def _(message: said.AtThreshold, writer: Writer) -> None:
    name = message.indicator.id
    count = writer.content.thresholds[name].count
    every = count is not None and message.reaching == len(count.items)
    writer.add(
        "threshold.none" if not message.reaching else "threshold.every" if every else "threshold.some",
        reaching=writer.number(f"{name}.units_at_threshold"),
        units=writer.number(f"{name}.units"),
        parts=writer.parts(),
        rate=writer.rate(message.indicator),
        bar=writer.figure(f"{name}.threshold"),
        rest=_highest(message, writer),
    )


def _highest(message: said.AtThreshold, writer: Writer) -> Inlines:
    if not message.highest:
        return NOTHING
    names = writer.names(message.highest, as_list=True)
    if message.all_named:
        return writer.say("threshold.these" if len(message.highest) > 1 else "threshold.this_one", names=names)
    units = writer.number(f"{message.indicator.id}.units")
    return writer.say("threshold.high", count=writer.count(len(message.highest)), units=units, names=names)


@write.register
def _(message: said.ThresholdSoFar, writer: Writer) -> None:
    writer.add(
        "threshold.so_far" if message.reaching else "threshold.none_so_far",
        rate=writer.rate(message.indicator),
        bar=writer.figure(f"{message.indicator.id}.threshold"),
        names=writer.names(message.reaching),
    )


@write.register
def _(message: said.PartsUnderBar, writer: Writer) -> None:
    key = "parts_under_many" if message.more else "parts_under_one" if len(message.units) == 1 else "parts_under"
    names = writer.names(message.units, as_list=not message.more)
    bar = writer.figure(f"{message.indicator.id}.threshold")
    writer.add(f"review.{key}", rate=writer.rate(message.indicator), bar=bar, names=names)


@write.register
def _(message: said.Leaders, writer: Writer) -> None:
    low = message.low_leads
    key = "equal" if message.equal else f"many_{'low' if low else 'best'}" if message.many else "low" if low else "best"
    rest = [writer.say("leaders.worst_high" if low else "leaders.worst_low", names=writer.names(message.worst))]
    known_only = [] if message.all_known else [writer.say("leaders.among_known")]
    writer.add(
        f"leaders.{key}",
        noun=writer.noun(message.measured),
        names=_best(message, writer),
        figure=writer.figure(message.many) if message.many else NOTHING,
        rest=writer.joined([*(rest if message.worst else ()), *known_only], ""),
    )


def _best(message: said.Leaders, writer: Writer) -> Inlines:
    first, others = message.best[: message.together], message.best[message.together :]
    if not others:
        return writer.names(first)
    return writer.say("leaders.then", first=writer.names(first), others=writer.names(others))


@write.register
def _(message: said.RankMoves, writer: Writer) -> None:
    still = message.still_first
    writer.add(
        f"ranks.moved{'_more' if message.more else ''}" if message.moves else "ranks.kept",
        base=writer.same_period(message.measured),
        noun=writer.noun(message.measured),
        moves=writer.joined([_move(move, writer) for move in message.moves], "; "),
        rest=writer.say("ranks.still_first", unit=writer.name(still)) if still else NOTHING,
    )


def _move(move: said.Move, writer: Writer) -> Inlines:
    return writer.say(
        "ranks.rise" if move.now < move.before else "ranks.fall",
        unit=writer.name(move.unit),
        steps=writer.count(abs(move.now - move.before)),
        before=writer.count(move.before),
        now=writer.count(move.now),
    )


@write.register
def _(message: said.PartsMoved, writer: Writer) -> None:
    name, content = message.indicator.id, writer.content
    counts = (f"{name}.units_risen", f"{name}.units_compared")
    counted = message.way is None and all(known(content, figure) for figure in counts)
    key = f"all_{message.way}" if message.way else ("many" if message.more else "mixed")
    key = {"mixed": "counted", "many": "counted_many"}[key] if counted else key
    fallen_only = message.way is Way.DOWN
    writer.add(
        f"moved.{key}",
        base=writer.same_period(message.indicator),
        noun=writer.noun(message.indicator),
        most=writer.names(message.fallen if fallen_only else message.risen),
        others=writer.names(message.fallen),
        count=writer.number(counts[0]) if counted else NOTHING,
        units=writer.number(counts[1]) if counted else NOTHING,
        parts=writer.parts(),
    )


# What was achieved and what fell short


@write.register
def _(message: said.PlansCompleted, writer: Writer) -> None:
    key = f"review.{'' if message.completed else 'not_'}completed"
    if len(message.indicators) == 1:
        only = message.indicators[0]
        writer.add(f"{key}_one", noun=writer.noun(only), figure=writer.figure(f"{only.id}.vs_plan"))
        return
    items = [
        writer.say("review.item", noun=writer.noun(one), figure=writer.figure(f"{one.id}.vs_plan"))
        for one in message.indicators
    ]
    writer.add(key, items=writer.listed(items))


@write.register
def _(message: said.TargetMet, writer: Writer) -> None:
    indicator, name = message.indicator, message.indicator.id
    low = indicator.direction is Direction.LOWER
    key = {Standing.OVER: "above", Standing.UNDER: "within"} if low else {}
    writer.add(
        f"review.target_{key.get(message.standing, message.standing)}",
        noun=writer.noun(indicator),
        figure=writer.figure(name),
        target=writer.figure(f"{name}.target"),
        points=writer.size(f"{name}.vs_target"),
    )


@write.register
def _(message: said.Moved, writer: Writer) -> None:
    items = writer.listed([_moved_item(indicator, change, writer) for indicator, change in message.changes])
    writer.add("review.moved", base=writer.base(message.base, message.changes[0][0]), items=items)


def _moved_item(indicator: IndicatorDefinition, change: said.Change, writer: Writer) -> Inlines:
    noun, size = writer.noun(indicator), writer.size(change.figure)
    if change.percent:
        return writer.say(f"review.{change.way}_percent", noun=noun, size=size, percent=writer.size(change.percent))
    return writer.say(f"review.{change.way}", noun=noun, size=size)


# What is not known


@write.register
def _(message: said.NoTotal, writer: Writer) -> None:
    name = message.indicator.id
    again = "_again" if writer.sentences else ""
    key = "counted" if message.counted else "missing" if message.missing else "some"
    writer.add(
        f"gaps.{key}{again}",
        noun=writer.noun(message.indicator),
        unit=writer.unit,
        reported=writer.number(f"{name}.parts_reported") if message.counted else NOTHING,
        expected=writer.number(f"{name}.parts_expected") if message.counted else NOTHING,
        names=_unit_names(message.missing, writer),
    )


def _unit_names(units: Iterable[Unit], writer: Writer) -> Inlines:
    return writer.listed([writer.name(unit) for unit in units])


@write.register
def _(message: said.NoBase, writer: Writer) -> None:
    key = "no_base" if message.every else "no_base_of_one" if len(message.indicators) == 1 else "no_base_of"
    base = writer.base(message.base, message.indicators[0])
    writer.add(f"gaps.{key}", base=base, nouns=_nouns(message.indicators, writer))


@write.register
def _(message: said.NoBaseTotal, writer: Writer) -> None:
    key = "missing" if message.missing else "some" if message.unreported else "total"
    writer.add(
        f"gaps.base_{key}",
        base=writer.base(message.base, message.indicators[0]),
        nouns=_nouns(message.indicators, writer),
        unit=writer.unit,
        names=_unit_names(message.missing, writer),
    )


def _nouns(indicators: Sequence[IndicatorDefinition], writer: Writer) -> Inlines:
    return writer.listed([writer.noun(indicator) for indicator in indicators])


@write.register
def _(message: said.NoYears, writer: Writer) -> None:
    key = "years_total" if message.of_total else "years"
    writer.add(f"gaps.{key}", ends=writer.ends(message.years), unit=writer.unit)


@write.register
def _(message: said.NoYearsOf, writer: Writer) -> None:
    numbers = [point.period.year_number for point in message.points]
    of_years = is_of_years(message.indicator)
    times = writer.say("gaps.of_years", years=writer.years(numbers)) if of_years else NOTHING
    times = times or writer.say("gaps.of_ends", ends=writer.ends(numbers))
    key = "series_total" if message.of_total else "series"
    writer.add(f"gaps.{key}", noun=writer.noun(message.indicator), times=times)


@write.register
def _(message: said.NoneNow, writer: Writer) -> None:
    key = "now_total" if message.of_total else "now"
    writer.add(f"gaps.{key}", when=writer.when(message.indicator), noun=writer.noun(message.indicator))


# What is left to do


@write.register
def _(message: said.Remaining, writer: Writer) -> None:
    indicator, plan = message.indicator, f"{message.indicator.id}.plan"
    scheme = writer.scheme(indicator)
    key = "collections" if indicator.id == "collections" else "insured" if scheme else "other"
    of_plan = writer.say("outlook.of_plan", plan=writer.figure(plan)) if known(writer.content, plan) else NOTHING
    writer.add(
        f"outlook.{key}",
        year=str(writer.content.period.year_number),
        of_plan=of_plan,
        unit=writer.unit,
        noun=writer.noun(indicator),
        scheme=scheme or NOTHING,
        remaining=writer.size(f"{indicator.id}.remaining"),
    )


@write.register
def _(message: said.ToTarget, writer: Writer) -> None:
    name = message.indicator.id
    writer.add(
        f"outlook.{'lower' if message.indicator.direction is Direction.LOWER else 'raise'}",
        noun=writer.noun(message.indicator),
        points=writer.size(f"{name}.vs_target"),
        target=writer.figure(f"{name}.target"),
    )

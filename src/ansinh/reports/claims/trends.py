"""Whether figures rose, fell or stayed over the years or the months."""

from fractions import Fraction
from itertools import pairwise

from ansinh.compare.bases import SAME_PERIOD, accumulates
from ansinh.compare.calc import at_least, difference
from ansinh.compare.printing import show
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.reports.claims.amounts import Amount
from ansinh.reports.claims.claim import Measure, Reaching, Trend, Way
from ansinh.reports.claims.evidence import Evidence, Found, Series
from ansinh.reports.claims.judged import Judged, Whose, all_of, from_truth, unknown

STEADY = Fraction(5, 100)  # a step that nobody would call a change
UNSTEADY = Fraction(25, 100)  # and one that everybody would
FEWEST_POINTS = 2


def judge_trend(evidence: Evidence, whose: Whose, trend: Trend) -> Judged:
    if trend.by_month and accumulates(whose.measure.indicator):
        return unknown(_("it is open whether each month is meant, or what accumulated"))
    series = (
        evidence.months(whose.unit, whose.measure)
        if trend.by_month
        else evidence.series(whose.unit, whose.measure, trend.years)
    )
    if len(series.points) < FEWEST_POINTS:
        return unknown(_("there are too few years with figures of {name}", name=whose.measure.indicator.short))
    steps = [_step(whose.measure, trend.way, *pair) for pair in pairwise(series.points)]
    steps += _same_period(evidence, whose, trend, series)
    judged = all_of(steps)
    if not judged.truth:
        return judged
    found = tuple(one for _period, one in series.points)
    if series.gaps:
        return unknown(_("there are no figures of {years}", years=", ".join(map(str, series.gaps))), *found)
    return Judged(True, found)


def _step(measure: Measure, way: Way, before: tuple[Period, Found], after: tuple[Period, Found]) -> Judged:
    (_first, then), (_second, now) = before, after
    change = difference(now.quantity, then.quantity)
    said = _(
        "{before} → {after} ({change})",
        before=then.said,
        after=now.said,
        change=show(change, measure.indicator, signed=True),
    )
    ends = change.within
    truths = {_moves(way, end, then.value) for end in ends} if ends else {None}
    return from_truth(truths.pop() if len(truths) == 1 else None, Found((*then.ids, *now.ids), change, said))


def _moves(way: Way, change: Fraction, base: Fraction) -> bool | None:
    match way:
        case Way.UP:
            return change > 0
        case Way.DOWN:
            return change < 0
    size = abs(change) / abs(base) if base else Fraction(0)
    if size <= STEADY:
        return True
    return False if size > UNSTEADY else None


def _same_period(evidence: Evidence, whose: Whose, trend: Trend, series: Series) -> list[Judged]:
    """Within a year, the same time of the last one is a year that can be compared, too."""
    now = evidence.content.period
    if trend.by_month or trend.way is Way.LEVEL or series.points[-1][0] != now:
        return []
    moved = evidence.moved(whose.unit, whose.measure, None, SAME_PERIOD)
    if isinstance(moved, Message):
        return []
    ends = moved.change.quantity.within
    truths = {_moves(trend.way, end, Fraction(0)) for end in ends} if ends else {None}
    return [from_truth(truths.pop() if len(truths) == 1 else None, moved.change)]


def in_each_year(evidence: Evidence, whose: Whose, reaching: Reaching) -> Judged:
    """Whether the plan was reached, or exceeded by so much, in each of the years."""
    series = evidence.series(whose.unit, Measure(whose.measure.indicator, of_plan=True), reaching.years)
    if not series.points:
        return unknown(_("there are too few years with figures of {name}", name=whose.measure.indicator.short))
    judged = all_of([_in_year(evidence, whose, period, found, reaching) for period, found in series.points])
    if judged.truth and series.gaps:
        return unknown(_("there are no figures of {years}", years=", ".join(map(str, series.gaps))))
    return judged


def _in_year(evidence: Evidence, whose: Whose, period: Period, found: Found, reaching: Reaching) -> Judged:
    over = evidence.over_plan(whose.unit, whose.measure, None if period == evidence.content.period else period)
    if isinstance(over, Message):
        return unknown(over)
    if reaching.share is not None or reaching.over is not None:
        return unknown(_("it is open of which year the figure is"), found)
    if reaching.between is not None:
        return from_truth(within_range(over, reaching.between), found)
    ends = over.quantity.within
    truths = {reaches(reaching, end) for end in ends} if ends else {None}
    return from_truth(truths.pop() if len(truths) == 1 else None, found)


def reaches(reaching: Reaching, over: Fraction) -> bool:
    """``over``: how far over the bar."""
    if not reaching.at_least:
        return over < 0
    return over > 0 if reaching.strictly else over >= 0


def in_each_month(evidence: Evidence, whose: Whose) -> Judged:
    """Whether the bar of every month until now was reached."""
    points = evidence.content.months.get(whose.measure.indicator.id, ())
    until = [one for one in points if one.period.end <= evidence.content.period.end and one.threshold.known]
    of_plan = Measure(whose.measure.indicator, of_plan=True)
    found = [evidence.value(whose.unit, of_plan, one.period.year_to_date) for one in until]
    if whose.unit != evidence.content.unit or not until or any(isinstance(one, Message) for one in found):
        return unknown(_("there are no figures of each month"))
    known = [one for one in found if isinstance(one, Found)]
    return all_of(
        [from_truth(at_least(one.quantity, point.threshold), one) for one, point in zip(known, until, strict=True)]
    )


def within_range(over: Found, between: tuple[Amount, Amount]) -> bool | None:
    """Up to the rounding of its two ends."""
    low, high = (min(one.interval for one in amount.readings) for amount in between)
    ends = over.quantity.within
    truths = {low[0] <= end <= high[1] for end in ends} if ends else {None}
    return truths.pop() if len(truths) == 1 else None

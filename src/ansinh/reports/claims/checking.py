"""What the report's figures say of a claim: yes, no, or why neither."""

from dataclasses import replace
from fractions import Fraction

from ansinh.compare.bases import SAME_PERIOD, Base, accumulates, end_of_year
from ansinh.compare.calc import Quantity, difference
from ansinh.indicators.catalogue import Direction, IndicatorType, Observed, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.reports.claims.amounts import Amount, borne_out, same_unit
from ansinh.reports.claims.claim import (
    Bar,
    Change,
    Checked,
    Claim,
    Comparison,
    Count,
    Level,
    Measure,
    Predicate,
    Ranking,
    Reaching,
    Trend,
    Way,
)
from ansinh.reports.claims.evidence import HUNDRED, Evidence, Found, Moved
from ansinh.reports.claims.judged import (
    Judged,
    Whose,
    agreed,
    all_of,
    explanation,
    from_truth,
    negated,
    not_said,
    unknown,
    verdict_of,
)
from ansinh.reports.claims.times import ITS_END
from ansinh.reports.claims.trends import in_each_month, in_each_year, judge_trend, reaches, within_range
from ansinh.reports.claims.units import judge_comparison, judge_count, judge_ranking, ranked_by_plan


def check(claim: Claim, evidence: Evidence) -> Checked:
    judged = _judged(claim, evidence)
    return Checked(
        paragraph=claim.paragraph,
        start=claim.start,
        end=claim.end,
        words=claim.words,
        kind=claim.kind,
        indicator=claim.measure.indicator.id if claim.measure else None,
        unit=claim.unit,
        period=claim.period,
        verdict=verdict_of(judged),
        evidence=judged.evidence,
        message=explanation(judged),
    )


def _judged(claim: Claim, evidence: Evidence) -> Judged:
    if claim.doubt is not None:
        return unknown(claim.doubt)
    if claim.measure is None or claim.unit is None:
        return unknown(_("no indicator that is known is named"))
    if claim.period is not None and not _is_over(claim.measure, claim.period, evidence):
        return unknown(_("the period named is not over"))
    whose, predicate = Whose(claim.unit, claim.measure, claim.period), claim.predicate
    if _is_neither_good_nor_bad(claim.measure, predicate):
        return unknown(_("{name} is neither ranked nor planned", name=claim.measure.indicator.short))
    if isinstance(predicate, Count):
        return _unless_open(_judge_count(evidence, whose, predicate, claim.negated), whose.measure, predicate.predicate)
    if claim.negated:
        return _unless_open(negated(_judge(evidence, whose, predicate)), whose.measure, predicate)
    if whose.measure.bare and isinstance(predicate, Ranking) and ranked_by_plan(evidence, whose.measure, predicate):
        by_plan = _judge(evidence, replace(whose, measure=replace(whose.measure, of_plan=True)), predicate)
        return by_plan if by_plan.truth else _judge(evidence, whose, predicate)
    return _unless_open(_judge(evidence, whose, predicate), whose.measure, predicate)


def _is_neither_good_nor_bad(measure: Measure, predicate: Predicate) -> bool:
    """A denominator, such as the population: nobody leads by it, or reaches it."""
    judged = predicate.predicate if isinstance(predicate, Count) else predicate
    neutral = measure.indicator.direction is Direction.NEUTRAL
    planned = catalogue().plan_of(measure.indicator.id) is not None
    return neutral and not planned and isinstance(judged, (Ranking, Reaching))


def _unless_open(judged: Judged, measure: Measure, predicate: Predicate) -> Judged:
    """ "tỷ lệ thu" that is not that of the plan may be another."""
    if judged.truth is False and measure.bare and measure.of_plan and isinstance(predicate, (Level, Trend)):
        return unknown(_("it is not said of what it is the share"), *judged.found)
    return judged


def _judge_count(evidence: Evidence, whose: Whose, count: Count, is_negated: bool) -> Judged:
    """ "2/9 đơn vị chưa đạt": of each unit it is said that it did not."""

    def judge(part: Whose) -> Judged:
        judged = _judge(evidence, part, count.predicate)
        return negated(judged) if is_negated else judged

    return judge_count(evidence, whose, count, judge)


def _is_over(measure: Measure, period: Period, evidence: Evidence) -> bool:
    """A figure of the year is the same in all its months."""
    return period.end <= evidence.content.period.end or measure.indicator.observed is Observed.YEAR


def _judge(evidence: Evidence, whose: Whose, predicate: Predicate) -> Judged:
    match predicate:
        case Trend():
            return judge_trend(evidence, whose, predicate)
        case Change():
            return _judge_change(evidence, whose, predicate)
        case Reaching():
            return _judge_reaching(evidence, whose, predicate)
        case Ranking():
            return judge_ranking(evidence, whose, predicate)
        case Comparison():
            return judge_comparison(evidence, whose, predicate)
        case Count():
            return _judge_count(evidence, whose, predicate, is_negated=False)
    return _judge_level(evidence, whose, predicate)


def _judge_level(evidence: Evidence, whose: Whose, level: Level) -> Judged:
    measure, unit = whose.measure, level.amount.unit.base
    if unit is BaseUnit.PERCENT and measure.indicator.unit is not BaseUnit.PERCENT and not measure.of_plan:
        return _of_something(evidence, whose, level.amount)
    if not same_unit(unit, BaseUnit.PERCENT if measure.of_plan else measure.indicator.unit):
        return unknown(_counted_otherwise(measure))
    found = evidence.value(whose.unit, measure, whose.period)
    return unknown(found) if isinstance(found, Message) else from_truth(borne_out(level.amount, found.quantity), found)


def _of_something(evidence: Evidence, whose: Whose, amount: Amount) -> Judged:
    """Per cent of what is not said: most likely the plan, but a difference proves nothing."""
    found = evidence.value(whose.unit, Measure(whose.measure.indicator, of_plan=True), whose.period)
    if isinstance(found, Found) and borne_out(amount, found.quantity):
        return Judged(True, (found,))
    return unknown(_("it is not said of what it is the share"))


def _counted_otherwise(measure: Measure) -> Message:
    return _("{name} is not counted in that unit", name=measure.indicator.short)


def _judge_change(evidence: Evidence, whose: Whose, change: Change) -> Judged:
    bases = _bases(evidence, whose, change)
    if not bases:
        return unknown(_("it is not said, or not known, what it is compared with"))
    readings = [_judge_moved(evidence, whose, change, base) for base in bases]
    return agreed(readings, _("it is open whether the end of the year or the same period is meant"))


def _bases(evidence: Evidence, whose: Whose, change: Change) -> tuple[Base, ...]:
    """ "so với năm 2016", written in June: its end, or its June."""
    if change.base is not None:
        return (change.base,)
    if change.year is None:
        return ()
    asked = evidence.content.period if whose.period is None else whose.period
    if change.year == ITS_END:
        return (end_of_year(asked.year_number - 1),)
    ends_year = (asked.end.month, asked.end.day) == (12, 31)
    year = change.year or asked.year_number - 1
    if year == asked.year_number - 1 and (ends_year or accumulates(whose.measure.indicator)):
        return (SAME_PERIOD,)
    if year == asked.year_number - 1:
        return (end_of_year(year), SAME_PERIOD)
    return (end_of_year(year),)


def _judge_moved(evidence: Evidence, whose: Whose, change: Change, base: Base) -> Judged:
    moved = evidence.moved(whose.unit, whose.measure, whose.period, base)
    if isinstance(moved, Message):
        return unknown(moved)
    direction = _direction(moved.change, change.way)
    amounts = [_amount_of_change(whose.measure, moved, amount) for amount in change.amounts]
    return all_of([direction, *amounts])


def _direction(found: Found, way: Way) -> Judged:
    ends = found.quantity.within or ()
    truths = {end > 0 if way is Way.UP else end < 0 for end in ends}
    return from_truth(truths.pop() if len(truths) == 1 else None, found)


def _amount_of_change(measure: Measure, moved: Moved, amount: Amount) -> Judged:
    """Of a ratio, "tăng 2%" may mean points: it is borne out by either, and refuted only by both."""
    unit, change = amount.unit.base, moved.change
    if unit is BaseUnit.PERCENT:
        quantities = [one for one in (moved.percent.quantity if moved.percent else None, moved.relative) if one]
        if change.quantity.unit is BaseUnit.PERCENTAGE_POINT:
            quantities.append(change.quantity)
        found = moved.percent or change
        truths = {borne_out(amount, size_of(one)) for one in quantities}
        return Judged(True, (found,)) if True in truths else from_truth(None if None in truths else _no(truths), found)
    if not same_unit(unit, change.quantity.unit):
        return unknown(_counted_otherwise(measure))
    return from_truth(borne_out(amount, size_of(change.quantity)), change)


def _no(truths: set[bool | None]) -> bool | None:
    return False if truths else None


def size_of(quantity: Quantity) -> Quantity:
    value, ends = quantity.value, quantity.interval
    if ends is not None and ends[0] < 0 < ends[1]:
        return replace(quantity, interval=(Fraction(0), max(-ends[0], ends[1])))
    sizes = None if ends is None else (min(map(abs, ends)), max(map(abs, ends)))
    return replace(quantity, value=None if value is None else abs(value), interval=sizes)


def _judge_reaching(evidence: Evidence, whose: Whose, reaching: Reaching) -> Judged:
    if reaching.bar is Bar.THRESHOLD:
        return _judge_threshold(evidence, whose, reaching)
    if reaching.of_years:
        return in_each_year(evidence, whose, reaching)
    of_plan = Measure(whose.measure.indicator, of_plan=True)
    found = evidence.value(whose.unit, of_plan, whose.period)
    over = evidence.over_plan(whose.unit, whose.measure, whose.period)
    if isinstance(found, Message) or isinstance(over, Message):
        return unknown(
            _("there is no plan to compare with, or no figure of {name}", name=whose.measure.indicator.short)
        )
    if reaching.share is not None:
        return _judge_share(whose, reaching, found)
    if reaching.between is not None:
        return from_truth(within_range(over, reaching.between), found)
    if reaching.over is not None:
        return _judge_over(evidence, whose, reaching.over, over, found, reaching.at_least)
    return _judge_reached(evidence, reaching, over, found)


def _judge_share(whose: Whose, reaching: Reaching, found: Found) -> Judged:
    if whose.measure.indicator.type is IndicatorType.RATIO or reaching.share is None:
        return unknown(_("of a ratio, no share of a plan is among the report's figures"))
    if reaching.or_over:
        least = min(one.interval[0] for one in reaching.share.readings)
        ends = found.quantity.within or ()
        truths = {end >= least for end in ends}
        return from_truth(truths.pop() if len(truths) == 1 else None, found)
    truth = borne_out(reaching.share, found.quantity)
    if truth is False and _is_hundred(reaching.share) and found.value > HUNDRED:
        return not_said(found)  # "đạt 100% kế hoạch" of somebody who is over it
    return from_truth(truth, found)


def _is_hundred(share: Amount) -> bool:
    return all(one.value == HUNDRED for one in share.readings)


def _judge_over(evidence: Evidence, whose: Whose, amount: Amount, over: Found, found: Found, over_it: bool) -> Judged:
    if amount.unit.base in (BaseUnit.PERCENT, BaseUnit.PERCENTAGE_POINT):
        side = over.value > 0 if over_it else over.value < 0
        return all_of([from_truth(side, found), from_truth(borne_out(amount, size_of(over.quantity)), found)])
    if not over_it:
        return unknown(_("how far under the plan is not compared"))
    plan = evidence.plan(whose.unit, whose.measure)
    value = evidence.value(whose.unit, whose.measure, whose.period)
    if isinstance(plan, Message) or isinstance(value, Message) or not evidence.is_now(whose.period):
        return unknown(
            _("there is no plan to compare with, or no figure of {name}", name=whose.measure.indicator.short)
        )
    if not same_unit(amount.unit.base, value.quantity.unit):
        return unknown(_counted_otherwise(whose.measure))
    more = replace(value.quantity, value=value.value - plan.value, interval=None)
    return from_truth(borne_out(amount, more), plan, value)


def _judge_reached(evidence: Evidence, reaching: Reaching, over: Found, found: Found) -> Judged:
    ends = over.quantity.within or ()
    truths = {reaches(reaching, end) for end in ends}
    truth = truths.pop() if len(truths) == 1 else None
    now = evidence.content.period
    if truth is False and not reaching.of_the_year and (now.end.month, now.end.day) != (12, 31):
        return unknown(_("it is open whether the plan of the whole year is meant"), found)
    return from_truth(truth, found)


def _judge_threshold(evidence: Evidence, whose: Whose, reaching: Reaching) -> Judged:
    if reaching.of_months:
        return in_each_month(evidence, whose)
    if not evidence.is_now(whose.period):
        return unknown(_("there is no threshold for {name}", name=whose.measure.indicator.short))
    bar = evidence.bar(whose.measure)
    found = evidence.value(whose.unit, Measure(whose.measure.indicator, of_plan=True), whose.period)
    if isinstance(bar, Message):
        return unknown(bar)
    if isinstance(found, Message):
        return unknown(found)
    said = reaching.bar_said
    if said and not (borne_out(said, bar.quantity) or borne_out(said, found.quantity)):
        return Judged(False, (bar,))
    over = difference(found.quantity, bar.quantity)
    ends = over.within or ()
    truths = {reaches(reaching, end) for end in ends}
    side = from_truth(truths.pop() if len(truths) == 1 else None, found, bar)
    if reaching.over is None:
        return side
    return all_of([side, from_truth(borne_out(reaching.over, size_of(over)), found, bar)])

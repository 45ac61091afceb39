"""Claims about the report's parts: who leads, how many do something, which of two is higher."""

from collections.abc import Callable, Iterable

from ansinh.indicators.catalogue import Direction, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.places.models import Unit
from ansinh.reports.claims.claim import Comparison, Count, Measure, Order, Ranking, Share, Way
from ansinh.reports.claims.evidence import Evidence, Found
from ansinh.reports.claims.judged import Judged, Whose, agreed, all_of, from_truth, unknown

Judge = Callable[[Whose], Judged]


def judge_ranking(evidence: Evidence, whose: Whose, ranking: Ranking) -> Judged:
    """By value and by the share of the plan, where it is open which is meant."""
    readings = [_ranked(evidence, whose, measure, ranking) for measure in _measures(evidence, whose.measure, ranking)]
    return agreed(readings, _("by the value it is otherwise than by the share of the plan"))


def _measures(evidence: Evidence, measure: Measure, ranking: Ranking) -> Iterable[Measure]:
    yield measure
    if ranked_by_plan(evidence, measure, ranking) and not measure.of_plan:
        yield Measure(measure.indicator, of_plan=True)


def ranked_by_plan(evidence: Evidence, measure: Measure, ranking: Ranking) -> bool:
    """Whether to lead may mean to have the most of one's plan."""
    return ranking.order in (Order.BEST, Order.WORST) and f"{measure.indicator.id}.vs_plan" in evidence.content.rankings


def _ranked(evidence: Evidence, whose: Whose, measure: Measure, ranking: Ranking) -> Judged:
    parts = [part.unit for part in evidence.content.parts]
    if any(unit not in parts for unit in ranking.units):
        return unknown(_("only the report's parts are ranked"))
    found = {unit: evidence.value(unit, measure, whose.period) for unit in parts}
    known = {unit: one for unit, one in found.items() if isinstance(one, Found)}
    if any(unit not in known for unit in ranking.units):
        return unknown(_("there is no figure of {name} for the unit named", name=measure.indicator.short))
    judged = all_of([_placed(unit, known, len(parts), measure, ranking) for unit in ranking.units])
    if ranking.of is not None and ranking.of != len(parts):
        return Judged(False, tuple(known.values()))
    return judged


def _placed(unit: Unit, known: dict[Unit, Found], whole: int, measure: Measure, ranking: Ranking) -> Judged:
    """At the place named, or one of the places from there on where several units share the phrase. Those without a
    figure may be before it."""
    sign = _sign(measure, ranking.order)
    mine = known[unit].value * sign
    before = [one for one in known.values() if one.value * sign > mine]
    equal = sum(1 for one in known.values() if one.value == known[unit].value)
    first, last = ranking.place, ranking.place + len(ranking.units) - 1
    at_best, at_worst = len(before) + 1, len(before) + equal
    missing = whole - len(known)
    if at_best > last or at_worst + missing < first:
        return Judged(False, (known[unit], *_leaders(before, known[unit], sign)))
    if missing:
        return unknown(_("some units have no figure"), known[unit])
    return Judged(True, (known[unit],))


def _leaders(before: list[Found], mine: Found, sign: int) -> list[Found]:
    return sorted(before, key=lambda one: one.value * sign, reverse=True)[:2]


def _sign(measure: Measure, order: Order) -> int:
    plan = catalogue().plan_of(measure.indicator.id) if measure.of_plan else None
    better_low = (plan or measure.indicator).direction is Direction.LOWER
    match order:
        case Order.HIGHEST:
            return 1
        case Order.LOWEST:
            return -1
        case Order.BEST:
            return -1 if better_low else 1
    return 1 if better_low else -1


def judge_comparison(evidence: Evidence, whose: Whose, comparison: Comparison) -> Judged:
    mine = evidence.value(whose.unit, whose.measure, whose.period)
    theirs = evidence.value(comparison.other, whose.measure, whose.period)
    if isinstance(mine, Message):
        return unknown(mine)
    if isinstance(theirs, Message):
        return unknown(theirs)
    if mine.quantity.estimated or theirs.quantity.estimated:
        return from_truth(None, mine, theirs)
    higher = mine.value > theirs.value if comparison.way is Way.UP else mine.value < theirs.value
    return from_truth(higher, mine, theirs)


def judge_count(evidence: Evidence, whose: Whose, count: Count, judge: Judge) -> Judged:
    """Each part is judged by itself; those that cannot be are on neither side."""
    if whose.unit != evidence.content.unit:
        return unknown(_("only the report's parts are counted"))
    parts = [part.unit for part in evidence.content.parts]
    if not parts or (count.of is None and (count.number or 0) > len(parts)):
        return unknown(_("it is open which units are counted"))
    judged = [judge(Whose(unit, whose.measure, whose.period)) for unit in parts]
    reaching = [one for one in judged if one.truth]
    failing = [one for one in judged if one.truth is False]
    found = tuple(one for each in (*reaching, *failing) for one in each.found)
    if len(judged) - len(reaching) - len(failing) == len(judged):
        return judged[0]
    truth = _holds(count, len(reaching), len(failing), len(judged))
    if truth is False and count.open_whole and count.of != len(parts):
        return unknown(_("it is open which units are counted"), *found)
    if truth is None:
        return unknown(_("some units have no figure"), *found)
    return Judged(truth, tuple(one for each in (failing if not truth else reaching) for one in each.found) or found)


def _holds(count: Count, reaching: int, failing: int, whole: int) -> bool | None:
    most = whole - failing
    match count.share:
        case Share.ALL:
            return _certain(reaching == whole, failing > 0)
        case Share.NONE:
            return _certain(failing == whole, reaching > 0)
        case Share.MOST:
            return _certain(2 * reaching > whole, 2 * most <= whole)
    number = count.number or 0
    if count.of not in (None, whole):
        return False
    return _certain(reaching == most == number, not reaching <= number <= most)


def _certain(yes: bool, no: bool) -> bool | None:
    if yes or no:
        return yes
    return None

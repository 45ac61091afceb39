"""What is said of the parts of a unit: who reaches the bar, who leads and who comes last, who rose and who fell."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ansinh.compare.bases import SAME_PERIOD
from ansinh.compare.calc import Ranked, laggards, leaders
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, catalogue
from ansinh.places.models import Unit
from ansinh.reports.content import ReportContent, Threshold, part_id
from ansinh.reports.sentences.known import known, way_of
from ansinh.reports.sentences.messages import (
    AtThreshold,
    Leaders,
    Message,
    Move,
    Named,
    PartsMoved,
    PartsUnderBar,
    RankMoves,
    ThresholdSoFar,
    Way,
)

NAMED_HIGHEST = 2  # of those at the bar
NAMED_MOVERS = 3
NAMED_FALLEN = 5  # more are not listed one by one
NAMED_UNDER_BAR = 8

Ranking = Sequence[Ranked[Unit]]


def threshold(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    for name in indicators:
        found = content.thresholds.get(name)
        if found is None or found.count is None or known(content, f"{name}.threshold") is None:
            continue
        if known(content, f"{name}.units_at_threshold") and known(content, f"{name}.units"):
            yield _at_threshold(content, found)
        elif len(found.count.missing) < len(found.count.items):
            reaching = [(unit, part_id(unit, f"{name}.vs_plan")) for unit in found.count.reaching]
            yield ThresholdSoFar(found.indicator, tuple(one for one in reaching if known(content, one[1])))


def _at_threshold(content: ReportContent, found: Threshold) -> AtThreshold:
    reaching = found.count.reaching if found.count else ()
    figure = f"{found.indicator.id}.vs_plan"
    ranked = content.rankings.get(figure, ())
    first = [row for row in leaders(ranked, NAMED_HIGHEST) if row.item in reaching]
    if len(reaching) == NAMED_HIGHEST + 1:  # all three, rather than two of them
        first = [row for row in ranked if row.item in reaching]
    highest = first if len(first) <= 2 * NAMED_HIGHEST else []
    return AtThreshold(found.indicator, len(reaching), _named(content, figure, highest), len(highest) == len(reaching))


def under_bar(content: ReportContent, indicators: Sequence[str]) -> Iterator[PartsUnderBar]:
    """Those known to be under it, lowest last but one worst first where they are too many to be listed."""
    for name in indicators:
        found = content.thresholds.get(name)
        if found is None or found.count is None or known(content, f"{name}.threshold") is None:
            continue
        reached_or_unknown = {*found.count.reaching, *found.count.missing}
        ranked = content.rankings.get(f"{name}.vs_plan", ())
        under = [row for row in ranked if row.rank and row.item not in reached_or_unknown]
        more = len(under) > NAMED_UNDER_BAR
        told = under[: -NAMED_MOVERS - 1 : -1] if more else under
        if told:
            yield PartsUnderBar(found.indicator, _named(content, f"{name}.vs_plan", told), more)


def ranking(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    for name in indicators:
        for figure in (f"{name}.vs_plan", name):
            if figure in content.rankings:
                yield from _leaders(content, figure, content.rankings[figure])


def measured_by(figure: str) -> IndicatorDefinition:
    """What a ranking ranks by: the plan's share, or the indicator itself."""
    name, _dot, share = figure.partition(".")
    return (catalogue().plan_of(name) if share else None) or catalogue()[name]


def _leaders(content: ReportContent, figure: str, ranked: Ranking) -> Iterator[Leaders]:
    present = [row for row in ranked if row.rank is not None]
    if len(present) < 2:
        return
    count, last_count = _how_many(len(present))
    best = leaders(ranked, count)
    equal = present[-1].rank == 1
    if not equal and _printed_alike(content, figure, present[0], present[-1]):
        return
    worst = [
        row
        for row in laggards(ranked, last_count)
        if row not in best and not any(_printed_alike(content, figure, row, one) for one in best)
    ]
    too_many = len(best) > 2 * count
    yield Leaders(
        measured=measured_by(figure),
        low_leads=measured_by(figure).direction is Direction.LOWER,
        best=() if too_many or equal else _named(content, figure, best),
        together=sum(row.rank == 1 for row in best),
        worst=_named(content, figure, worst) if len(worst) <= 2 * last_count else (),
        many=part_id(best[0].item, figure) if too_many or equal else None,
        equal=equal,
        all_known=len(present) == len(ranked),
    )


def _printed_alike(content: ReportContent, figure: str, one: Ranked[Unit], other: Ranked[Unit]) -> bool:
    """Nobody is before another who stands at the same figure, as it is printed."""
    printed = [known(content, part_id(row.item, figure)) for row in (one, other)]
    first, second = (shown.rounded if shown else None for shown in printed)
    return first is not None and first == second


def _how_many(present: int) -> tuple[int, int]:
    """How many leaders and how many of the last are named among so many."""
    if present < 6:
        return max(1, present // 2), 1
    return 4, 1 if present < 12 else 3


def rank_changes(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    """Only where the same units were ranked then and now."""
    for name in indicators:
        for figure in (f"{name}.vs_plan", name):
            now, before = (_ranks(one.get(figure, ())) for one in (content.rankings, content.rankings_before))
            if len(now) > 1 and now.keys() == before.keys():
                moves = [Move(unit, before[unit], rank) for unit, rank in now.items() if before[unit] != rank]
                both = [unit for unit, rank in now.items() if rank == before[unit] == 1]
                still = both[0] if moves and len(both) == 1 else None
                told = tuple(_most(moves))
                yield RankMoves(measured_by(figure), told, more=len(told) < len(moves), still_first=still)


def _ranks(ranked: Ranking) -> dict[Unit, int]:
    """() unless all are ranked."""
    ranks = {row.item: row.rank for row in ranked if row.rank is not None}
    return ranks if len(ranks) == len(ranked) else {}


def _most(moves: Sequence[Move]) -> list[Move]:
    """Those that rose most, then those that fell most."""
    risen = sorted((one for one in moves if one.now < one.before), key=lambda one: one.now - one.before)
    fallen = sorted((one for one in moves if one.now > one.before), key=lambda one: one.before - one.now)
    return [*risen[:NAMED_MOVERS], *fallen[:NAMED_MOVERS]]


def moved(content: ReportContent, indicators: Sequence[str]) -> Iterator[Message]:
    """How the parts changed against the same period; only where all that have a figure can be compared."""
    for name in indicators if SAME_PERIOD in content.bases else ():
        parts = [part.unit for part in content.parts if name in part.lines and part.lines[name].value.known]
        ways = {unit: way_of(known(content, part_id(unit, f"{name}.change"))) for unit in parts}
        if len(parts) > 1 and len(parts) == len(content.parts) and all(ways.values()):
            yield from _moved(content, catalogue()[name], ways)


def _moved(
    content: ReportContent, indicator: IndicatorDefinition, ways: dict[Unit, Way | None]
) -> Iterator[PartsMoved]:
    goes = [unit for unit, way in ways.items() if way in (Way.UP, Way.DOWN)]
    size = _size_of(content, indicator.id, goes)
    risen = _by_size(content, [(unit, part_id(unit, size)) for unit in goes if ways[unit] is Way.UP])
    fallen = _by_size(content, [(unit, part_id(unit, size)) for unit in goes if ways[unit] is Way.DOWN])
    all_one = len(ways) in (len(risen), len(fallen))
    if all_one or (risen and fallen):
        more = len(fallen) > NAMED_FALLEN
        way = (Way.UP if risen else Way.DOWN) if all_one else None
        shown = fallen[:NAMED_MOVERS] if more or way else fallen
        yield PartsMoved(indicator, way, tuple(risen[:NAMED_MOVERS]), tuple(shown), more)


def _size_of(content: ReportContent, name: str, units: Sequence[Unit]) -> str:
    """By how many per cent; for all of them the change itself where some have no per cent, or one that prints as 0."""
    percents = (known(content, part_id(unit, f"{name}.change_percent")) for unit in units)
    return f"{name}.change_percent" if all(way_of(one) in (Way.UP, Way.DOWN) for one in percents) else f"{name}.change"


def _by_size(content: ReportContent, named: Sequence[Named]) -> list[Named]:
    """Most first."""
    return sorted(named, key=lambda one: _size(content, one[1]), reverse=True)


def _size(content: ReportContent, figure: str) -> Fraction:
    value = content.figures[figure].quantity.value or Fraction(0)
    return max(value, -value)


def _named(content: ReportContent, figure: str, rows: Sequence[Ranked[Unit]]) -> tuple[Named, ...]:
    found = [(row.item, part_id(row.item, figure)) for row in rows]
    return tuple(one for one in found if known(content, one[1]))

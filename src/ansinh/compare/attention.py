"""What needs attention at a unit in a period: each notice with the figures that it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ansinh.compare.bases import accumulates
from ansinh.compare.calc import Quantity, Ranked
from ansinh.compare.tiles import Tile, meets, share_of_year
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.ledger.missing import MissingLine
from ansinh.ledger.models import State
from ansinh.places.models import Unit


class Concern(StrEnum):
    BELOW_BAR = "below_bar"
    BEHIND_PACE = "behind_pace"
    FALLING = "falling"
    PARTS_BELOW_BAR = "parts_below_bar"
    PARTS_NOT_SENT = "parts_not_sent"
    UNEXPLAINED = "unexplained"
    TO_APPROVE = "to_approve"


@dataclass(frozen=True)
class Ranking:
    """Units of one whole by one indicator, best first. ``bar``: common to them."""

    whole: Unit
    indicator: IndicatorDefinition
    rows: tuple[Ranked[Unit], ...]
    bar: Quantity

    @property
    def known(self) -> int:
        return sum(row.rank is not None for row in self.rows)


@dataclass(frozen=True)
class Notice:
    """``measured``: what ``value`` and ``bar`` are of; of a fall ``value`` is the change. ``units``: the parts that it
    is about, of ``among``. ``count``: of submissions."""

    concern: Concern
    indicator: IndicatorDefinition | None = None
    measured: IndicatorDefinition | None = None
    value: Quantity | None = None
    bar: Quantity | None = None
    units: tuple[Unit, ...] = ()
    among: int = 0
    count: int = 0


def of_tiles(tiles: Sequence[Tile], period: Period) -> Iterator[Notice]:
    """Below the bar; without one, behind an even pace through the year; levels that fall where more is better."""
    for one in tiles:
        if one.reached is False:
            yield _against_bar(one)
        elif one.reached is None and _is_behind(one, period):
            pace = Quantity(share_of_year(period), BaseUnit.PERCENT)
            yield Notice(Concern.BEHIND_PACE, one.indicator, one.measured, one.attained, pace)
        if _is_falling(one) and one.change:
            yield Notice(Concern.FALLING, one.indicator, one.indicator, one.change.change)


def _against_bar(tile: Tile) -> Notice:
    value = tile.value if tile.measured is tile.indicator else tile.attained
    return Notice(Concern.BELOW_BAR, tile.indicator, tile.measured, value, tile.bar)


def _is_behind(tile: Tile, period: Period) -> bool:
    """Of what accumulates, even an estimate's most."""
    ends = tile.attained.within
    return accumulates(tile.indicator) and ends is not None and ends[1] < share_of_year(period)


def _is_falling(tile: Tile) -> bool:
    """For certain, not only by what an estimate says."""
    ends = tile.change.change.within if tile.change else None
    is_level = tile.indicator.type is not IndicatorType.FLOW and not accumulates(tile.indicator)
    return is_level and tile.indicator.direction is Direction.HIGHER and ends is not None and ends[1] < 0


def of_parts(ranking: Ranking, lines: Sequence[MissingLine]) -> Iterator[Notice]:
    """``lines``: who has not sent."""
    bar, measured = ranking.bar, ranking.indicator
    below = tuple(row.item for row in ranking.rows if meets(row.quantity, bar, measured.direction) is False)
    if below:
        yield Notice(Concern.PARTS_BELOW_BAR, measured, measured, bar=bar, units=below, among=len(ranking.rows))
    late = tuple(line.unit for line in lines if line.is_missing)
    if late and (
        len(late) < len(lines) or any(line.last_sent for line in lines)
    ):  # else that level sends nothing of its own
        yield Notice(Concern.PARTS_NOT_SENT, units=late, among=len(lines))


def of_submissions(states: Mapping[State, int]) -> Iterator[Notice]:
    for state, concern in ((State.SUBMITTED, Concern.TO_APPROVE), (State.DRAFT, Concern.UNEXPLAINED)):
        if states.get(state):
            yield Notice(concern, count=states[state])

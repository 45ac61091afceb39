"""The arithmetic of comparisons: exact fractions, each with the facts it came from; rounding is left to the printer.

A value that cannot be had (a missing figure, a missing or zero base) is None and prints as "–"; it is never a zero.
An estimate carries the interval in which the exact value lies for certain; what is computed from it carries one too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, TypeVar

from ansinh.indicators.catalogue import Direction
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.facts import Fact, common_hedge

T = TypeVar("T")


Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Quantity:
    """``value`` in ``unit``, exact; None when it cannot be had. ``facts``: all that it was, or would be, made of.

    ``interval``: of an estimate, where the exact value lies (ends included); of a None, all that can be said. None of
    an exact value."""

    value: Fraction | None
    unit: BaseUnit
    hedge: Hedge = Hedge.EXACT
    facts: tuple[Fact, ...] = ()
    interval: Interval | None = None

    @property
    def known(self) -> bool:
        return self.value is not None

    @property
    def estimated(self) -> bool:
        return self.interval is not None

    @property
    def within(self) -> Interval | None:
        """Where the exact value lies: of an exact one, at itself; None when nothing can be said."""
        return self.interval or (None if self.value is None else (self.value, self.value))


def observed(fact: Fact | None, unit: BaseUnit) -> Quantity:
    """A fact as a quantity; a sum with missing parts is no total."""
    if fact is None:
        return Quantity(None, unit)
    return Quantity(Fraction(fact.value) if fact.complete else None, unit, fact.hedge, (fact,))


def total(terms: Sequence[Quantity], unit: BaseUnit) -> Quantity:
    values = [term.value for term in terms]
    known = [value for value in values if value is not None]
    value = sum(known, Fraction(0)) if known and len(known) == len(values) else None  # of nothing there is no total
    result = _of(value, unit, *terms)
    ends = [term.within for term in terms]
    if not any(term.estimated for term in terms) or None in ends:
        return result
    low, high = (sum((pair[end] for pair in ends if pair), Fraction(0)) for end in (0, 1))
    return replace(result, interval=(low, high))


def shared(whole: Quantity, share: Fraction | None) -> Quantity:
    """A share of a figure, estimated: anything from none of it to all of it; no value when the share is not known."""
    if share == 1:
        return whole
    ends = whole.within
    value = None if share is None or whole.value is None else whole.value * share
    none_to_all = None if ends is None else (min(ends[0], Fraction(0)), max(ends[1], Fraction(0)))
    return replace(whole, value=value, interval=none_to_all)


def ratio(numerator: Quantity, denominator: Quantity, unit: BaseUnit) -> Quantity:
    """Numerator over denominator, times 100 when the unit is per cent."""
    factor = 100 if unit is BaseUnit.PERCENT else 1
    below = denominator.within
    if below is None or below[0] <= 0 <= below[1]:
        return _of(None, unit, numerator, denominator)
    value = None
    if numerator.value is not None and denominator.value is not None:
        value = numerator.value / denominator.value * factor
    quotient = _against(value, unit, numerator, denominator)
    return _estimated(quotient, numerator, denominator, lambda a, b: a / b * factor)


def average(levels: Sequence[Quantity], weights: Sequence[Quantity]) -> Quantity:
    """Levels of one unit of measure, weighted. With estimated weights, somewhere between the lowest and the highest."""
    terms = [*levels, *weights]
    known = [(level.value, weight.value) for level, weight in zip(levels, weights, strict=True)]
    pairs = [(level, weight) for level, weight in known if level is not None and weight is not None]
    below = sum((weight for _level, weight in pairs), Fraction(0))
    if len(pairs) < len(known) or not below:
        return _of(None, levels[0].unit, *terms)
    mean = _of(sum((level * weight for level, weight in pairs), Fraction(0)) / below, levels[0].unit, *terms)
    if not any(term.estimated for term in terms):
        return mean
    ends = [end for level in levels for end in level.within or ()]
    return replace(mean, interval=(min(ends), max(ends)))


def difference(value: Quantity, base: Quantity) -> Quantity:
    """Of two percentages in percentage points, of anything else in its own unit."""
    unit = BaseUnit.PERCENTAGE_POINT if value.unit is BaseUnit.PERCENT else value.unit
    change = None if value.value is None or base.value is None else value.value - base.value
    return _estimated(_against(change, unit, value, base), value, base, lambda a, b: a - b)


def percent_change(value: Quantity, base: Quantity) -> Quantity:
    """By how many per cent of the base the value changed."""
    share = ratio(value, base, BaseUnit.PERCENT)  # narrower than the change over the base: each stands in it once
    less = None if share.value is None else share.value - 100
    interval = None if share.interval is None else (share.interval[0] - 100, share.interval[1] - 100)
    return replace(share, value=less, interval=interval)


def percent_of(value: Quantity, base: Quantity) -> Quantity:
    """How many per cent of the base (a plan) the value is."""
    return ratio(value, base, BaseUnit.PERCENT)


def at_least(value: Quantity, threshold: Quantity) -> bool | None:
    """Compared exactly, before any rounding: 35.999 does not reach 36. Of an estimate only where its whole interval
    is on one side."""
    low_and_high, bar = value.within, threshold.value
    if low_and_high is None or bar is None or low_and_high[0] < bar <= low_and_high[1]:
        return None
    return low_and_high[0] >= bar


def _estimated(
    result: Quantity, first: Quantity, second: Quantity, operation: Callable[[Fraction, Fraction], Fraction]
) -> Quantity:
    """With the interval that follows from the two: the least and the most that their ends give. A difference or a
    quotient rises or falls steadily in each of its terms, so that nothing between gives more."""
    one, other = first.within, second.within
    if one is None or other is None or not (first.estimated or second.estimated):
        return result
    corners = [operation(a, b) for a in one for b in other]
    return replace(result, interval=(min(corners), max(corners)))


def _of(value: Fraction | None, unit: BaseUnit, *origins: Quantity) -> Quantity:
    facts: dict[int, Fact] = {id(fact): fact for origin in origins for fact in origin.facts}
    return Quantity(value, unit, common_hedge(origin.hedge for origin in origins), tuple(facts.values()))


def _against(value: Fraction | None, unit: BaseUnit, first: Quantity, second: Quantity) -> Quantity:
    """Less than, or a share of, "more than 1.000" is itself under the figure, not over it: said as "about"."""
    hedge = first.hedge if second.hedge is Hedge.EXACT else Hedge.ABOUT
    return replace(_of(value, unit, first, second), hedge=hedge)


@dataclass(frozen=True)
class Ranked(Generic[T]):
    """``rank`` None: no figure. Equal values share the better rank, and the next ones are skipped (1, 2, 2, 4)."""

    item: T
    quantity: Quantity
    rank: int | None
    tied: bool


def rank(items: Iterable[T], quantity_of: Callable[[T], Quantity], direction: Direction) -> tuple[Ranked[T], ...]:
    """Best first, by exact values; ties keep the order given; items without a figure come last, unranked."""
    pairs = [(item, quantity_of(item)) for item in items]
    sign = -1 if direction is not Direction.LOWER else 1
    present = sorted(
        ((item, quantity, sign * quantity.value) for item, quantity in pairs if quantity.value is not None),
        key=lambda row: row[2],
    )
    values = [value for _item, _quantity, value in present]
    equals = Counter(values)
    places = {value: place for place, value in reversed([*enumerate(values, start=1)])}  # the first of equal ones
    ranked = [Ranked(item, quantity, places[value], equals[value] > 1) for item, quantity, value in present]
    return (*ranked, *(Ranked(item, quantity, None, False) for item, quantity in pairs if quantity.value is None))


def leaders(ranked: Sequence[Ranked[T]], count: int) -> tuple[Ranked[T], ...]:
    """The first ``count`` ranks: more than that many where the last of them is tied."""
    return tuple(row for row in ranked if row.rank is not None and row.rank <= count)


def laggards(ranked: Sequence[Ranked[T]], count: int) -> tuple[Ranked[T], ...]:
    """The last ``count`` that have a figure, worst first, with all that are tied with the best of them."""
    present = [row for row in ranked if row.rank is not None]
    if not present or count < 1:
        return ()
    best = present[-count:][0].rank or 0
    return tuple(reversed([row for row in present if (row.rank or 0) >= best]))


@dataclass(frozen=True)
class ThresholdCount(Generic[T]):
    """How many of the items reach the threshold. ``missing`` have no figure: neither counted as reaching nor not."""

    reaching: tuple[T, ...]
    items: tuple[T, ...]
    missing: tuple[T, ...]
    threshold: Quantity
    quantity: Quantity


def count_reaching(
    items: Sequence[T],
    quantity_of: Callable[[T], Quantity],
    threshold: Quantity,
    threshold_of: Callable[[T], Quantity] | None = None,
) -> ThresholdCount[T]:
    """The count itself (a Quantity of units) is known only when every item has a figure and there is a threshold.
    ``threshold_of``: an item's own bar, where it may differ from the common one."""
    quantities = {index: quantity_of(item) for index, item in enumerate(items)}
    bars = {index: threshold_of(item) if threshold_of else threshold for index, item in enumerate(items)}
    verdicts = {index: at_least(quantity, bars[index]) for index, quantity in quantities.items()}
    reaching = tuple(item for index, item in enumerate(items) if verdicts[index])
    missing = tuple(item for index, item in enumerate(items) if verdicts[index] is None)
    count = None if missing or not items else Fraction(len(reaching))
    # Whether 35.999 or 36 was meant by an inexact figure shows in the units' own figures; a count is a count.
    facts = _of(None, BaseUnit.UNIT, *quantities.values(), threshold, *bars.values()).facts
    return ThresholdCount(reaching, tuple(items), missing, threshold, Quantity(count, BaseUnit.UNIT, facts=facts))

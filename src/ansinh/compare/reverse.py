"""Reverse checks: given some of a figure's value, change, base, percentages and plan, what the others must be.

Each figure was rounded when it was printed, so each stands for an interval: 36,45% for 36,445 up to 36,455. The
relations between them are followed until nothing narrows any more; a figure outside what the others imply is a
contradiction. Article 004: 10.101,8 tỷ at 36,45% means a plan of 27.710 to 27.718 tỷ.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ansinh.kernel.numbers import Written


class Role(StrEnum):
    VALUE = "value"
    BASE = "base"
    CHANGE = "change"
    CHANGE_PERCENT = "change_percent"
    PLAN = "plan"
    VS_PLAN = "vs_plan"


@dataclass(frozen=True)
class Interval:
    """From low to high; None: without bound. The ends count as inside: an end is no contradiction."""

    low: Fraction | None = None
    high: Fraction | None = None

    def __and__(self, other: "Interval") -> "Interval":
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        return Interval(max(lows, default=None), min(highs, default=None))

    @property
    def empty(self) -> bool:
        return self.low is not None and self.high is not None and self.low > self.high

    @property
    def bounded(self) -> tuple[Fraction, Fraction] | None:
        return None if self.low is None or self.high is None else (self.low, self.high)


ANYTHING = Interval()
Known = Mapping[Role, Interval]
Relation = Callable[[Known], Interval]


@dataclass(frozen=True)
class Implied:
    """``written``: as given, None if it was not. ``implied``: by the other figures alone."""

    role: Role
    written: Interval | None
    implied: Interval

    @property
    def contradicted(self) -> bool:
        return self.written is not None and (self.written & self.implied).empty


def reverse_check(figures: Mapping[Role, Written]) -> tuple[Implied, ...]:
    """What each figure must be, given the others: money and persons in base units, percentages in per cent."""
    given = {role: Interval(*written.interval) for role, written in figures.items()}
    return tuple(
        Implied(
            role,
            given.get(role),
            _narrowed({other: interval for other, interval in given.items() if other != role})[role],
        )
        for role in Role
    )


def _narrowed(given: Known) -> dict[Role, Interval]:
    known = {role: given.get(role, ANYTHING) for role in Role}
    for _round in range(len(Role)):  # each round carries a bound one relation further
        for role, relation in _RELATIONS:
            known[role] &= relation(known)
    return known


def _sum(first: Interval, second: Interval) -> Interval:
    return _combined(first, second, lambda a, b: a + b)


def _difference(first: Interval, second: Interval) -> Interval:
    return _combined(first, second, lambda a, b: a - b)


def _product(first: Interval, second: Interval) -> Interval:
    return _combined(first, second, lambda a, b: a * b)


def _quotient(first: Interval, second: Interval) -> Interval:
    ends = second.bounded
    if ends is None or ends[0] <= 0 <= ends[1]:
        return ANYTHING
    return _combined(first, second, lambda a, b: a / b)


def _combined(first: Interval, second: Interval, operation: Callable[[Fraction, Fraction], Fraction]) -> Interval:
    one, other = first.bounded, second.bounded
    if one is None or other is None:
        return ANYTHING
    corners = [operation(a, b) for a in one for b in other]
    return Interval(min(corners), max(corners))


_HUNDREDTH = Interval(Fraction(1, 100), Fraction(1, 100))
_HUNDRED = Interval(Fraction(100), Fraction(100))
_ONE = Interval(Fraction(1), Fraction(1))


def _growth(known: Known) -> Interval:
    """Value over base, from the percentage."""
    return _sum(_ONE, _product(known[Role.CHANGE_PERCENT], _HUNDREDTH))


_RELATIONS: tuple[tuple[Role, Relation], ...] = (
    (Role.CHANGE, lambda known: _difference(known[Role.VALUE], known[Role.BASE])),
    (Role.VALUE, lambda known: _sum(known[Role.BASE], known[Role.CHANGE])),
    (Role.BASE, lambda known: _difference(known[Role.VALUE], known[Role.CHANGE])),
    (Role.CHANGE_PERCENT, lambda known: _product(_quotient(known[Role.CHANGE], known[Role.BASE]), _HUNDRED)),
    (Role.CHANGE, lambda known: _product(_product(known[Role.BASE], known[Role.CHANGE_PERCENT]), _HUNDREDTH)),
    (Role.BASE, lambda known: _quotient(known[Role.VALUE], _growth(known))),
    (Role.BASE, lambda known: _product(_quotient(known[Role.CHANGE], known[Role.CHANGE_PERCENT]), _HUNDRED)),
    (Role.VALUE, lambda known: _product(known[Role.BASE], _growth(known))),
    (Role.VS_PLAN, lambda known: _product(_quotient(known[Role.VALUE], known[Role.PLAN]), _HUNDRED)),
    (Role.PLAN, lambda known: _product(_quotient(known[Role.VALUE], known[Role.VS_PLAN]), _HUNDRED)),
    (Role.VALUE, lambda known: _product(_product(known[Role.PLAN], known[Role.VS_PLAN]), _HUNDREDTH)),
)

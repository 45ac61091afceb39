"""In which order the uninsured of a commune are visited, household by household, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.names import sort_key
from ansinh.registers.codes.groups import Group
from ansinh.registers.questions import UninsuredRow, in_order

RECENT = timedelta(days=90)


class OutreachKey(StrEnum):
    """What puts a household before another. Equals stand in the order of their codes."""

    PAID_BY_STATE = "paid_by_state"  # the State pays wholly for somebody in it: a card costs nothing
    LAPSED_RECENTLY = "lapsed_recently"  # somebody was insured until at most 90 days ago
    STATE_SHARE = "state_share"  # the highest share that the State pays for somebody in it
    UNINSURED = "uninsured"  # how many in it are not insured


DEFAULT_ORDER = tuple(OutreachKey)


@dataclass(frozen=True)
class Visit:
    """``place``: from 1. ``why``: what the order looked at, in that order; the first that holds decided."""

    place: int
    household: str
    persons: tuple[UninsuredRow, ...]
    why: tuple[Message, ...]


@dataclass(frozen=True)
class Outreach:
    """The visits within the capacity, and how many households and persons are left beyond it."""

    visits: tuple[Visit, ...]
    households_left: int = 0
    persons_left: int = 0


def outreach(
    rows: Sequence[UninsuredRow],
    groups: Mapping[str, Group],
    at: date,
    *,
    order: tuple[OutreachKey, ...] = DEFAULT_ORDER,
    capacity: int | None = None,
) -> Outreach:
    """``groups``: those of the day. ``capacity``: in households; None: no limit. Whoever has no household code is a
    household alone, after those that have one."""
    if capacity is not None and capacity < 0:
        raise ValueError("a capacity is not below 0")
    if len(set(order)) < len(order):
        raise ValueError("each key once")
    facts = [(_facts(persons, groups, at), code, persons) for code, persons in _households(rows)]
    ranked = sorted(facts, key=lambda one: (_rank(one[0], order), not one[1], one[1], _identity(one[2][0])))
    taken, left = ranked[:capacity], ranked[len(ranked[:capacity]) :]
    visits = (
        Visit(place, code, _in_turn(persons, groups, at, order), _why(fact, order))
        for place, (fact, code, persons) in enumerate(taken, 1)
    )
    return Outreach(tuple(visits), len(left), sum(len(persons) for _fact, _code, persons in left))


@dataclass(frozen=True)
class _Facts:
    """Of a household, or of one person in it."""

    paid_by_state: tuple[str, ...]
    lapsed: int
    share: Decimal
    persons: int

    def rank(self, key: OutreachKey) -> Decimal | int:
        """The higher goes first."""
        match key:
            case OutreachKey.PAID_BY_STATE:
                return bool(self.paid_by_state)
            case OutreachKey.LAPSED_RECENTLY:
                return bool(self.lapsed)
            case OutreachKey.STATE_SHARE:
                return self.share
            case OutreachKey.UNINSURED:
                return self.persons


def _households(rows: Iterable[UninsuredRow]) -> list[tuple[str, tuple[UninsuredRow, ...]]]:
    found: dict[str, list[UninsuredRow]] = defaultdict(list)
    alone = []
    for row in rows:
        if row.household:
            found[row.household].append(row)
        else:
            alone.append(("", (row,)))
    return [(code, tuple(sorted(persons, key=_identity))) for code, persons in found.items()] + alone


def _identity(row: UninsuredRow) -> tuple[object, ...]:
    """By name; an order that does not hang on that of the rows."""
    return (sort_key(row.name), in_order(row))


def _facts(persons: Iterable[UninsuredRow], groups: Mapping[str, Group], at: date) -> _Facts:
    persons = list(persons)
    known = [groups[row.group] for row in persons if row.group in groups]
    return _Facts(
        paid_by_state=tuple(sorted({one.code for one in known if one.is_paid_by_state})),
        lapsed=sum(row.lapsed_on is not None and row.lapsed_on >= at - RECENT for row in persons),
        share=max((one.state_share or Decimal(0) for one in known), default=Decimal(0)),
        persons=len(persons),
    )


def _rank(facts: _Facts, order: Iterable[OutreachKey]) -> tuple[Decimal | int, ...]:
    return tuple(-facts.rank(key) for key in order)


def _in_turn(
    persons: Iterable[UninsuredRow], groups: Mapping[str, Group], at: date, order: tuple[OutreachKey, ...]
) -> tuple[UninsuredRow, ...]:
    """Whoever puts the household forward stands first in it."""
    return tuple(sorted(persons, key=lambda row: (_rank(_facts([row], groups, at), order), _identity(row))))


def _why(facts: _Facts, order: Iterable[OutreachKey]) -> tuple[Message, ...]:
    told = facts.paid_by_state and OutreachKey.PAID_BY_STATE in order  # then the share says nothing more
    keys = (key for key in order if facts.rank(key) and not (told and key is OutreachKey.STATE_SHARE))
    return tuple(_reason(facts, key) for key in keys)


def _reason(facts: _Facts, key: OutreachKey) -> Message:
    match key:
        case OutreachKey.PAID_BY_STATE:
            return _("the State pays wholly ({groups})", groups=", ".join(facts.paid_by_state))
        case OutreachKey.LAPSED_RECENTLY:
            return _("insured until at most {days} days ago: {persons}", days=RECENT.days, persons=facts.lapsed)
        case OutreachKey.STATE_SHARE:
            return _("the State pays at least {percent}%", percent=f"{(facts.share * 100).normalize():f}")
        case OutreachKey.UNINSURED:
            return _("not insured: {persons}", persons=facts.persons)

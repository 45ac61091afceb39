"""What the search of units shows: the whole context of its templates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ansinh.accounts.access import Actor, visible_units
from ansinh.accounts.roles import Permission
from ansinh.kernel.language import capital
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, short_date
from ansinh.places.models import Unit, UnitKind
from ansinh.places.reads import units_with, wholes
from ansinh.places.searching import search

MOST_RESULTS = 20
LONGEST_TEXT = 100
_FIRST = 200  # candidates; what lies beyond is looked at only if these do not fill the list

KIND_NAMES = {UnitKind.OFFICE: _("office"), UnitKind.CLUSTER: _("cluster")}


@dataclass(frozen=True)
class Result:
    """``period``: the one asked for, or the nearest at which the unit was there. ``what``: the district and province
    it lies in, what it is unless an area, its code, until (from) when it was there unless it is."""

    unit: Unit
    period: Period
    name: str
    what: str


@dataclass(frozen=True)
class PickUnit:
    """``has_more``: not all fit into the list."""

    text: str
    period: Period
    results: tuple[Result, ...]
    has_more: bool


def pick_unit(actor: Actor, text: str, period: Period) -> PickUnit:
    """The likeliest units of this name that the actor may see. A handful of queries, however many units."""
    text = " ".join(text.split())[:LONGEST_TEXT]
    keys = search(text, period.end)
    found = _visible(actor, keys[:_FIRST], period)
    if len(found) <= MOST_RESULTS and len(keys) > _FIRST:
        found += _visible(actor, keys[_FIRST:], period)
    shown = found[:MOST_RESULTS]
    return PickUnit(text, period, tuple(_results(shown, period)), len(found) > MOST_RESULTS)


def _visible(actor: Actor, keys: Sequence[int], period: Period) -> list[Unit]:
    """In the order of the keys."""
    units = {unit.pk: unit for unit in units_with(keys)}
    ordered = [units[key] for key in keys if key in units]
    return list(visible_units(actor, ordered, period.end, Permission.SEE_FIGURES))


def _results(units: Sequence[Unit], period: Period) -> Iterator[Result]:
    around: dict[int, Sequence[Unit]] = {}
    for day in {unit.day_within(period.end) for unit in units}:
        around |= wholes([unit.pk for unit in units if unit.day_within(period.end) == day], day)
    for unit in units:
        yield Result(unit, _period_of(unit, period), capital(unit.text()), _what(unit, around[unit.pk], period))


def _what(unit: Unit, around: Sequence[Unit], period: Period) -> str:
    kind = KIND_NAMES.get(UnitKind(unit.kind))
    said = (
        ", ".join(one.text() for one in around),
        kind.text() if kind else "",
        _("code {code}", code=unit.code).text(),
        _while_valid(unit, period),
    )
    return " · ".join(filter(None, said))


def _period_of(unit: Unit, asked: Period) -> Period:
    day = unit.day_within(asked.end)
    return asked if day == asked.end else Period.month(day.year, day.month)


def _while_valid(unit: Unit, period: Period) -> str:
    if unit.valid_to and unit.valid_to < period.end:
        return _("until {day}", day=short_date(unit.valid_to)).text()
    if unit.valid_from and unit.valid_from > period.end:
        return _("from {day}", day=short_date(unit.valid_from)).text()
    return ""

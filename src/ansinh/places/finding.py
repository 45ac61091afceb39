"""Units found as officers write them, on a day: by code, slug or name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Max

from ansinh.kernel.names import fold
from ansinh.places.errors import UnitAmbiguousError, UnitUnknownError
from ansinh.places.gazetteer import Gazetteer, Outcome, Place, read_aliases
from ansinh.places.models import Level, Relation, Unit, UnitKind
from ansinh.places.reads import became, units_on, valid

# The last day of 63 provinces and their districts, the days after, and a day of the districts that ended before.
ELSEWHEN = (date(2025, 6, 30), date(2026, 4, 30), date(2019, 4, 1))


@dataclass(frozen=True)
class Found:
    """What a written name means on a day: one unit, several to choose from, or near ones. ``past``: the one unit that
    it meant on another day, of a name that means nothing on this one."""

    outcome: Outcome
    units: tuple[Unit, ...]
    past: Unit | None = None


def find_unit(written: str, day: date, *, level: Level | None = None, within: Unit | None = None) -> Unit:
    """The unit with this code, slug or name on the day, as an officer may write it, of the level and inside the area
    if they are given.

    Raises UnitUnknownError with near names, UnitAmbiguousError with the candidates.
    """
    found = resolve(written, day, level=level, within=within)
    if found.outcome is Outcome.UNKNOWN:
        heirs = became(found.past, day) if found.past else ()
        raise UnitUnknownError(written, day, found.units, found.past, heirs)
    if found.outcome is Outcome.AMBIGUOUS:
        raise UnitAmbiguousError(written, day, found.units)
    return found.units[0]


def resolve(written: str, day: date, *, level: Level | None = None, within: Unit | None = None) -> Found:
    """As ``places.gazetteer`` says of areas; offices by code or full name. A cluster is found by its slug on any day:
    the slug names its year."""
    cluster = Unit.objects.filter(kind=UnitKind.CLUSTER, code=written.strip().lower()).first()
    if cluster:
        return Found(Outcome.EXACT, (cluster,))
    by_code = [unit for unit in _with_code(written.strip(), day) if level in (None, unit.level)]
    if by_code and within is None:
        return Found(Outcome.EXACT if len(by_code) == 1 else Outcome.AMBIGUOUS, tuple(by_code))
    others = _others_called(written, day) if level is None and within is None else ()
    match = gazetteer(day).resolve(written, level=level, within=within.pk if within else None)
    units = Unit.objects.in_bulk([place.key for place in match.places])
    areas = tuple(units[place.key] for place in match.places)
    if match.outcome is not Outcome.UNKNOWN:
        return Found(Outcome.AMBIGUOUS, (*areas, *others)) if others else Found(match.outcome, areas)
    if others:
        return Found(Outcome.EXACT if len(others) == 1 else Outcome.AMBIGUOUS, others)
    return Found(match.outcome, areas, _past(written, day, level) if within is None else None)


def gazetteer(day: date) -> Gazetteer:
    """All areas valid on the day, to be found by name; made once for all days between two changes."""
    return _gazetteer(_since(day), Unit.objects.count(), Relation.objects.count())


@lru_cache(maxsize=4)
def _gazetteer(day: date, units: int, relations: int) -> Gazetteer:
    """The counts make it anew after units were added: nothing is ever taken away."""
    areas = units_on(day).filter(kind=UnitKind.AREA)
    ties = Relation.objects.filter(valid(day), whole__kind=UnitKind.AREA).values_list("part_id", "whole_id")
    whole_of = dict(ties.order_by("pk"))
    rows = areas.order_by("pk").values_list("pk", "level", "code", "designation", "name")
    places = [Place(*row, within=tuple(_wholes(row[0], whole_of))) for row in rows]
    return Gazetteer(places, [alias for alias in read_aliases() if alias.valid_on(day)])


def _wholes(unit: int, whole_of: Mapping[int, int]) -> Iterator[int]:
    while unit in whole_of:
        unit = whole_of[unit]
        yield unit


def _since(day: date) -> date:
    """The last day up to this one on which any unit or relation began, or the day after one ended."""
    changes = []
    for table in (Unit, Relation):
        rows = table._default_manager
        changes.append(rows.filter(valid_from__lte=day).aggregate(last=Max("valid_from"))["last"])
        ended = rows.filter(valid_to__lt=day).aggregate(last=Max("valid_to"))["last"]
        changes.append(ended and ended + timedelta(days=1))
    return max(filter(None, changes), default=date.min)


def _with_code(code: str, day: date) -> list[Unit]:
    return list(units_on(day).filter(code__in={code, code.lower(), code.upper()}))


def _others_called(written: str, day: date) -> tuple[Unit, ...]:
    """Offices and clusters of this name."""
    folded = fold(written)
    others = units_on(day).exclude(kind=UnitKind.AREA)
    return tuple(unit for unit in others if fold(unit.full_name) == folded)


def _past(written: str, day: date, level: Level | None) -> Unit | None:
    """What the name meant, without doubt, before the last change of places or after it."""
    for other in ELSEWHEN:
        match = gazetteer(other).resolve(written, level=level)
        if match.outcome in (Outcome.EXACT, Outcome.UNIQUE):
            unit = Unit.objects.get(pk=match.places[0].key)
            if not unit.valid_on(day):
                return unit
    return None

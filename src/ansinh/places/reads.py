"""Questions about places. Every one is asked of a date."""

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from ansinh.kernel.names import fold
from ansinh.places.errors import UnitAmbiguousError, UnitUnknownError
from ansinh.places.models import Relation, Unit, UnitKind

COUNTRY_CODE = "VN"


def valid(day: date, prefix: str = "") -> Q:
    """Units or relations (found by the prefix) valid on the day."""
    starts = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    return starts & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day}))


def units_on(day: date) -> QuerySet[Unit]:
    """All units valid on the day, in Vietnamese order."""
    return Unit.objects.filter(valid(day), end_unknown=False)


def find_unit(written: str, day: date) -> Unit:
    """The unit with this code, slug or (unique) name on the day, as an officer may write it.

    A cluster is found by its slug on any day: the slug names its year.

    Raises UnitUnknownError with near names, UnitAmbiguousError with the candidates.
    """
    cluster = Unit.objects.filter(kind=UnitKind.CLUSTER, code=written.strip().lower()).first()
    if cluster:
        return cluster
    valid = units_on(day)
    by_code = list(valid.filter(code__in={written.strip(), written.strip().lower(), written.strip().upper()}))
    if len(by_code) == 1:
        return by_code[0]
    folded = fold(written)
    by_name = by_code or list(valid.filter(folded=folded)) or _with_designation(valid, folded)
    if len(by_name) == 1:
        return by_name[0]
    if by_name:
        raise UnitAmbiguousError(written, day, by_name)
    names = {unit.folded: unit for unit in valid}
    raise UnitUnknownError(written, day, [names[near] for near in difflib.get_close_matches(folded, names, n=3)])


def _with_designation(valid: QuerySet[Unit], folded: str) -> list[Unit]:
    """ "tinh ha tinh" is Hà Tĩnh: the written name ends in the unit's and begins with its designation."""
    last_words = [" ".join(folded.split()[start:]) for start in range(1, len(folded.split()))]
    return [unit for unit in valid.filter(folded__in=last_words) if fold(unit.full_name) == folded]


def country(day: date) -> Unit:
    return units_on(day).get(kind=UnitKind.AREA, code=COUNTRY_CODE)


def parts(unit: Unit, day: date) -> tuple[Unit, ...]:
    """The direct parts of a unit on the day: provinces of the country, members of a cluster. Vietnamese order."""
    relations = Relation.objects.filter(valid(unit.day_within(day)), whole=unit).select_related("part")
    return tuple(relation.part for relation in relations.order_by("part__sort_key", "part_id"))


def within(unit: Unit, day: date) -> frozenset[int]:
    """Ids of the unit and of all its parts, their parts and so on, on the day."""
    found: set[int] = set()
    level = {unit.pk}
    day = unit.day_within(day)
    while level:
        found |= level
        below = Relation.objects.filter(valid(day), whole__in=level).values_list("part_id", flat=True)
        level = set(below) - found
    return frozenset(found)


def parts_on(days: Collection[tuple[Unit, date]]) -> Mapping[tuple[Unit, date], tuple[Unit, ...]]:
    """``parts`` of many units on many days, in one query."""
    relations = Relation.objects.filter(whole__in={unit.pk for unit, _day in days}).select_related("part")
    by_whole: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations.order_by("part__sort_key", "part_id"):
        by_whole[relation.whole_id].append(relation)
    return {
        (unit, day): tuple(one.part for one in by_whole[unit.pk] if one.valid_on(unit.day_within(day)))
        for unit, day in days
    }


def areas_around(units: Iterable[int], day: date) -> Mapping[int, tuple[int, ...]]:
    """Unit id → ids of the areas that directly contain it on the day (not its clusters or offices)."""
    pairs = Relation.objects.filter(valid(day), part__in=list(units), whole__kind=UnitKind.AREA)
    found: dict[int, list[int]] = defaultdict(list)
    for part, whole in pairs.values_list("part_id", "whole_id").order_by("part_id", "whole_id"):
        found[part].append(whole)
    return {part: tuple(ids) for part, ids in found.items()}

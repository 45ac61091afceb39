"""Questions about places. Every one is asked of a date."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from ansinh.places.models import Level, Relation, Succession, Unit, UnitKind
from ansinh.places.territory import Pieces, Territories, steps

COUNTRY_CODE = "VN"


def valid(day: date, prefix: str = "") -> Q:
    """Units or relations (found by the prefix) valid on the day."""
    starts = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    return starts & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day}))


def units_on(day: date) -> QuerySet[Unit]:
    """All units valid on the day, in Vietnamese order."""
    return Unit.objects.filter(valid(day))


def wholes(units: Collection[int], day: date) -> Mapping[int, tuple[Unit, ...]]:
    """Unit id → the areas it lies in on the day, the nearest first, without the country."""
    above: dict[int, tuple[int, ...]] = {}
    level = set(units)
    while level:
        above |= areas_around(level, day)
        level = {whole for unit in level for whole in above.get(unit, ())} - above.keys()
    found = Unit.objects.in_bulk({whole for around in above.values() for whole in around})
    return {unit: tuple(_upwards(unit, above, found)) for unit in units}


def _upwards(unit: int, above: Mapping[int, tuple[int, ...]], units: Mapping[int, Unit]) -> Iterator[Unit]:
    for whole in above.get(unit, ()):
        if units[whole].level != Level.COUNTRY:
            yield units[whole]
            yield from _upwards(whole, above, units)


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


def units_with(keys: Collection[int]) -> tuple[Unit, ...]:
    """In Vietnamese order."""
    return tuple(Unit.objects.filter(pk__in=keys))


def leaves(unit: Unit, day: date) -> frozenset[int]:
    """Ids of the units at the bottom of the unit on the day, itself if it has no parts: communes, whatever lies
    between."""
    inside = within(unit, day)
    relations = Relation.objects.filter(valid(unit.day_within(day)), whole__in=inside)
    return inside - set(relations.values_list("whole_id", flat=True))


def territories() -> Territories:
    """All successions that the catalogue holds. Made once for each state of the catalogue, since it takes a fifth of a
    second and is asked by everything that looks at another day's units."""
    successions = Succession.objects.aggregate(
        *(Sum(name) for name in ("pk", "old", "new", "weight")),
        Count("pk"),
        Min("day"),
        Max("day"),
        known=Count("pk", filter=Q(registered=True)),
    )
    units = Unit.objects.aggregate(Sum("pk"), *(Count(name) for name in ("pk", "valid_from", "valid_to")))
    return _territories(*successions.values(), *units.values())


@lru_cache(maxsize=2)
def _territories(*_state: object) -> Territories:
    rows = Succession.objects.order_by("pk").values_list("old_id", "new_id", "day", "weight", "registered", "document")
    lifetimes = Unit.objects.values_list("pk", "valid_from", "valid_to")
    return Territories({unit: (first, last) for unit, first, last in lifetimes}, steps(rows))


def days_of_change() -> list[date]:
    """All first days of successions, in order."""
    return list(Succession.objects.order_by("day").values_list("day", flat=True).distinct())


def ways(unit: Unit, day: date, territories: Territories) -> tuple[Pieces, ...]:
    """The ways in which the unit's territory is made up of the units of another day: by its own successions and, where
    they leave a share open, by those of its parts, and of the communes of those parts that still do. The one with the
    fewest open shares first; none where it is not recorded what was there."""
    found: list[Pieces] = []
    for units in _divisions(unit, day, territories):
        pieces = territories.made_of(units, day)
        if pieces and pieces not in found:
            found.append(pieces)
        if pieces and not _open(pieces):
            break
    return tuple(sorted(found, key=lambda pieces: len(_open(pieces))))


def _divisions(unit: Unit, day: date, territories: Territories) -> Iterator[list[int]]:
    """The unit itself, its direct parts, these with communes in place of those that are cut through; all as they were
    nearest to the day."""
    yield [unit.pk]
    if unit.kind == UnitKind.AREA and unit.level == Level.COMMUNE:
        return
    direct = parts(unit, day)
    if not direct:
        return
    yield [part.pk for part in direct]
    together = territories.made_of([part.pk for part in direct], day)
    finer: set[int] = set()
    for part in direct:
        alone = territories.made_of([part.pk], day)
        is_cut = together is None or alone is None or bool(_open(together) & {piece.unit for piece in alone})
        finer |= leaves(part, day) if is_cut else {part.pk}
    yield sorted(finer)


def _open(pieces: Pieces) -> set[int]:
    """Units of which only a share lies in the territory, or a part that is not known."""
    return {piece.unit for piece in pieces if not piece.whole}


def became(unit: Unit, day: date) -> tuple[Unit, ...]:
    """The units of the day that the unit's territory belongs to, wholly or in part: the largest that tell."""
    known = territories()
    pieces = known.made_of([unit.pk], day) or next(iter(ways(unit, day, known)), ())
    return tuple(Unit.objects.filter(pk__in=[piece.unit for piece in pieces]))

"""The communes of a day from the catalogue of places, as the registers need them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import F

from ansinh.places.models import Level, Relation, Unit, UnitKind
from ansinh.places.reads import territories, units_on, valid
from ansinh.registers.areas import Areas, Commune
from ansinh.reviews.errors import NoAreaError

LIST_OF_63 = date(2025, 6, 30)
"""The last day of the provinces by which cards name their place of issue."""


class _Area(NamedTuple):
    key: int
    level: str
    code: str
    designation: str
    name: str


def areas_on(day: date) -> Areas:
    """Costs a handful of queries. A code that was given to another place means the one that has it on the day; one
    that several had before, the last of them. Where it is not recorded in which district a commune lay then, it lies
    in its province."""
    rows = units_on(day).filter(kind=UnitKind.AREA).order_by().values_list("pk", "level", "code", "designation", "name")
    areas = {row[0]: _Area(*row) for row in rows}
    within = Relation.objects.filter(valid(day), whole__kind=UnitKind.AREA, part__kind=UnitKind.AREA)
    whole_of = dict(within.values_list("part_id", "whole_id"))
    of_the_day = [area for area in areas.values() if area.level == Level.COMMUNE]
    provinces = {area.code: area.key for area in areas.values() if area.level == Level.PROVINCE}
    whole_of |= _provinces_at_other_times([area.key for area in of_the_day if area.key not in whole_of], provinces)
    communes = {area.code: _commune(area, tuple(_above(area.key, whole_of, areas))) for area in of_the_day}
    names = {
        area.code: f"{area.designation} {area.name}".strip()
        for area in areas.values()
        if area.level in (Level.PROVINCE, Level.DISTRICT)
    }
    return Areas(day, communes, names, dict(_successors(day, areas, communes)))


def refuse_other_than_area(unit: Unit, day: date) -> None:
    """Raises NoAreaError for an office, a cluster, or an area of another time."""
    if unit.kind != UnitKind.AREA or not unit.valid_on(day):
        raise NoAreaError(unit, day)


def _provinces_at_other_times(communes: Iterable[int], provinces: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Pairs of keys; the province is that of the day with the same code."""
    lower = {key: key for key in communes}
    while lower:
        around = Relation.objects.filter(part__in=set(lower.values()), whole__kind=UnitKind.AREA)
        earliest_last = around.order_by(F("valid_from").desc(nulls_first=True))
        rows = earliest_last.values_list("part_id", "whole_id", "whole__level", "whole__code")
        found = {part: (whole, level, code) for part, whole, level, code in rows}
        higher = {key: found[part] for key, part in lower.items() if part in found}
        yield from ((key, provinces[code]) for key, (_whole, level, code) in higher.items() if level == Level.PROVINCE)
        lower = {key: whole for key, (whole, level, _code) in higher.items() if level == Level.DISTRICT}


def _commune(area: _Area, above: tuple[_Area, ...]) -> Commune:
    province = next(one.code for one in above if one.level == Level.PROVINCE)
    return Commune(area.code, area.name, area.designation, province, tuple(one.code for one in above))


def _above(key: int, whole_of: Mapping[int, int], areas: Mapping[int, _Area]) -> Iterator[_Area]:
    """The nearest first, without the country."""
    while key in whole_of:
        key = whole_of[key]
        if areas[key].level != Level.COUNTRY:
            yield areas[key]


def _successors(day: date, areas: Mapping[int, _Area], communes: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of codes: of a commune that ended, and of the one of the day that took all of it."""
    ended = Unit.objects.filter(kind=UnitKind.AREA, level=Level.COMMUNE, valid_to__lt=day).order_by("valid_to", "pk")
    last = {code: key for key, code in ended.values_list("pk", "code") if code not in communes}
    known = territories() if last else None
    for code, key in last.items():
        pieces = known.made_of([key], day) if known else None
        if pieces is not None and len(pieces) == 1:
            heir = areas[pieces[0].unit]
            if heir.level == Level.COMMUNE:
                yield code, heir.code

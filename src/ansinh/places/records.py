"""The catalogue as the ledger holds it, checked."""

from collections.abc import Iterator
from datetime import date

from ansinh.places.checks import Fault, Point, faults, points_outside
from ansinh.places.models import Level, Relation, Succession, Unit, UnitKind
from ansinh.places.outlines import province_outlines
from ansinh.places.reads import units_on, wholes
from ansinh.places.tables import RelationRow, SuccessionRow

BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)  # 63 provinces, 34 provinces


def recorded_faults() -> list[Fault]:
    """Of the areas in the ledger: what ``places.checks`` finds."""
    areas = {unit.pk: unit for unit in Unit.objects.filter(kind=UnitKind.AREA)}
    keys = {pk: unit.key for pk, unit in areas.items()}
    relations = Relation.objects.filter(whole__kind=UnitKind.AREA).values_list(
        "whole_id", "part_id", "valid_from", "valid_to"
    )
    memberships = [RelationRow(keys[whole], keys[part], first, last) for whole, part, first, last in relations]
    successions = Succession.objects.filter(old__kind=UnitKind.AREA).values_list("old_id", "new_id", "day", "weight")
    changes = [SuccessionRow(keys[old], keys[new], day, weight) for old, new, day, weight in successions]
    found = faults(list(areas.values()), memberships, changes)
    return found or [*_points_outside(BEFORE), *_points_outside(SINCE)]


def _points_outside(day: date) -> Iterator[Fault]:
    points = [
        Point(unit.key, unit.code, province.code, unit.latitude, unit.longitude)
        for unit, province in _with_provinces(day)
        if unit.latitude is not None and unit.longitude is not None
    ]
    return points_outside(points, province_outlines(day))


def _with_provinces(day: date) -> Iterator[tuple[Unit, Unit]]:
    below = list(units_on(day).filter(kind=UnitKind.AREA, level__in=(Level.DISTRICT, Level.COMMUNE)))
    around = wholes([unit.pk for unit in below], day)
    for unit in below:
        for whole in around[unit.pk]:
            if whole.level == Level.PROVINCE:
                yield unit, whole

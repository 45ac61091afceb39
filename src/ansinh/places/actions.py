"""Bring the catalogue of places up to date: with the package's own tables, or with what an agency adds."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model

from ansinh.audit.actions import record
from ansinh.charts.geojson import Feature
from ansinh.kernel.names import fold, sort_key
from ansinh.places.errors import OutlinesOfUnknownError
from ansinh.places.models import Outline, Relation, Succession, Unit, UnitKind
from ansinh.places.reads import units_on
from ansinh.places.tables import RelationRow, SuccessionRow, Tables, UnitRow, package_tables

Row = TypeVar("Row", Unit, Relation)
Said = dict[str, Any]

BATCH = 500


def load_places(*, by: str) -> bool:
    """Add units, relations and successions that are not there yet, renew what is said of those that are; may be run
    again.

    True when it changed which parts a whole has on some day: then sums kept of wholes no longer hold.
    """
    return add_places(package_tables(), by=by)


def add_places(tables: Tables, *, by: str) -> bool:
    """As ``load_places``, of any tables. Their relations and successions may name units that are there already."""
    with transaction.atomic():
        before = _wholes_and_parts()
        units = _load_units(tables.units)
        _load_relations(tables.relations, units)
        _load_successions(tables.successions, units)
        _count_rows()
        record(by=by, action="places.load", subject="places", units=len(tables.units))
        return _wholes_and_parts() != before


def load_outlines(features: Iterable[Feature], *, day: date, source: str, by: str) -> int:
    """Take in areas' limits for maps, in place of earlier ones of the same areas; how many there were.

    Raises OutlinesOfUnknownError when a code is no area's on the day; then none is taken in.
    """
    outlines = {feature["properties"]["code"]: feature["geometry"] for feature in features}
    areas = {unit.code: unit for unit in units_on(day).filter(kind=UnitKind.AREA, code__in=outlines)}
    if unknown := sorted(outlines.keys() - areas.keys()):
        raise OutlinesOfUnknownError(unknown, day)
    with transaction.atomic():
        for code, geometry in outlines.items():
            Outline.objects.update_or_create(unit=areas[code], defaults={"geometry": geometry, "source": source})
        record(by=by, action="places.outlines", subject="places", source=source, areas=len(outlines))
    return len(outlines)


def _count_rows() -> None:
    """Else the database takes the tables for small, and asks 14,000 units one by one what they are part of."""
    with connection.cursor() as cursor:
        for table in (Unit, Relation, Succession):
            cursor.execute(f"ANALYZE {table._meta.db_table}")


def _wholes_and_parts() -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    relations = Relation.objects.values_list("whole_id", "part_id", "valid_from", "valid_to")
    complete = Unit.objects.exclude(parts_complete_from=None)
    return set(relations), set(complete.values_list("pk", "parts_complete_from", "parts_complete_to"))


def catalogue_units() -> Mapping[str, Unit]:
    """Key → the unit as the package's tables have it, not in any database."""
    return {key: Unit(**_said_of_unit(row)) for key, row in package_tables().units.items()}


def _load_units(rows: Mapping[str, UnitRow]) -> Mapping[str, Unit]:
    """By key: all that are in the ledger, those of the rows as the rows say."""
    known: dict[tuple[str, str], list[Unit]] = {}
    for unit in Unit.objects.all():
        known.setdefault((unit.kind, unit.code), []).append(unit)
    begins = {(row.kind, row.code, row.valid_from) for row in rows.values()}
    said = []
    for row in rows.values():
        candidates = known.get((row.kind, row.code), [])
        # What began on the day of another row is that row's: a unit that went on for long was divided in time since.
        free = [one for one in candidates if (one.kind, one.code, one.valid_from) not in begins]
        said.append((_match(candidates, free, row), _said_of_unit(row)))
    _save(Unit, said)
    areas_last = Unit.objects.order_by("-kind")  # an office may have an area's code
    return {unit.key: unit for unit in areas_last}


def _load_relations(rows: Iterable[RelationRow], units: Mapping[str, Unit]) -> None:
    known: dict[tuple[int, int], list[Relation]] = {}
    for relation in Relation.objects.all():
        known.setdefault((relation.whole_id, relation.part_id), []).append(relation)
    rows = list(rows)
    begins = {(units[row.whole].pk, units[row.part].pk, row.valid_from) for row in rows}
    said = []
    for row in rows:
        whole, part = units[row.whole].pk, units[row.part].pk
        tie = {"whole_id": whole, "part_id": part, "valid_from": row.valid_from, "valid_to": row.valid_to}
        candidates = known.get((whole, part), [])
        free = [one for one in candidates if (whole, part, one.valid_from) not in begins]
        said.append((_match(candidates, free, row), {**tie, "document": row.document}))
    _save(Relation, said)


def _load_successions(rows: Iterable[SuccessionRow], units: Mapping[str, Unit]) -> None:
    """Registered weights that an agency loaded are not replaced by the package's equal ones."""
    known = {(one.old_id, one.new_id, one.day): one for one in Succession.objects.all()}
    said = []
    for row in rows:
        old, new = units[row.old].pk, units[row.new].pk
        there = known.get((old, new, row.day))
        if there is None or row.registered or not there.registered:
            about = {"old_id": old, "new_id": new, "day": row.day, "weight": row.weight}
            said.append((there, {**about, "registered": row.registered, "document": row.document}))
    _save(Succession, said)


def _match(known: Iterable[Row], free: Iterable[Row], row: UnitRow | RelationRow) -> Row | None:
    """The same place or tie: from the same day, or one of a time that is known better by now."""
    same = next((one for one in known if one.valid_from == row.valid_from), None)
    return same or next((one for one in free if _overlap(one, row)), None)


def _overlap(known: Unit | Relation, row: UnitRow | RelationRow) -> bool:
    starts, ends = row.valid_from or date.min, row.valid_to or date.max
    return (known.valid_from or date.min) <= ends and starts <= (known.valid_to or date.max)


Table = TypeVar("Table", bound=Model)


def _save(table: type[Table], said: Iterable[tuple[Table | None, Said]]) -> None:
    """Add what is not there, renew what is said differently; what stays as it is is not written."""
    new, changed, names = [], [], set()
    for there, values in said:
        if there is None:
            new.append(table(**values))
        elif different := {name for name, value in values.items() if getattr(there, name) != value}:
            for name in different:
                setattr(there, name, values[name])
            changed.append(there)
            names |= different
    if changed:
        table._default_manager.bulk_update(changed, sorted(names), batch_size=BATCH)
    table._default_manager.bulk_create(new, batch_size=BATCH)


def _said_of_unit(row: UnitRow) -> Said:
    said = asdict(row)
    del said["key"]
    return {**said, "sort_key": sort_key(row.name), "folded": fold(row.name)}

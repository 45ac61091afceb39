"""Bring the catalogue of places up to date with the package's own tables."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any, TypeVar

from django.db import transaction

from ansinh.audit.actions import record
from ansinh.kernel.names import fold, sort_key
from ansinh.places.models import Relation, Unit

Row = TypeVar("Row", Unit, Relation)

DATA = files("ansinh.places") / "data"


def load_places(*, by: str) -> bool:
    """Add units and relations that are not there yet, renew what is said of those that are; may be run again.

    True when it changed which parts a whole has on some day: then sums kept of wholes no longer hold.
    """
    with transaction.atomic():
        before = _wholes_and_parts()
        units = {row["code"]: _load_unit(row) for row in _rows("units.csv")}
        for row in _rows("relations.csv"):
            _load_relation(units[row["whole"]], units[row["part"]], row)
        record(by=by, action="places.load", subject="places", units=len(units))
        return _wholes_and_parts() != before


def _wholes_and_parts() -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    relations = Relation.objects.values_list("whole_id", "part_id", "valid_from", "valid_to")
    complete = Unit.objects.exclude(parts_complete_from=None)
    return set(relations), set(complete.values_list("pk", "parts_complete_from", "parts_complete_to"))


def catalogue_units() -> Mapping[str, Unit]:
    """Code → the unit as the package's tables have it, not in any database."""
    return {row["code"]: Unit(**_identity(row), **_described(row)) for row in _rows("units.csv")}


def _load_unit(row: dict[str, str]) -> Unit:
    known = Unit.objects.filter(kind=row["kind"], code=row["code"])
    unit = next((one for one in known if _overlap(one, row)), None) or Unit()
    return _saved(unit, {**_identity(row), **_described(row)})


def _load_relation(whole: Unit, part: Unit, row: dict[str, str]) -> None:
    known = Relation.objects.filter(whole=whole, part=part)
    relation = next((one for one in known if _overlap(one, row)), None) or Relation(whole=whole, part=part)
    dates = {name: _date(row[name]) for name in ("valid_from", "valid_to")}
    _saved(relation, {**dates, "document": row["document"]})


def _overlap(known: Unit | Relation, row: dict[str, str]) -> bool:
    """Whether it is the same place or tie, of which the table may know the dates better by now."""
    starts, ends = _date(row["valid_from"]) or date.min, _date(row["valid_to"]) or date.max
    return (known.valid_from or date.min) <= ends and starts <= (known.valid_to or date.max)


def _saved(row: Row, said: dict[str, Any]) -> Row:
    for name, value in said.items():
        setattr(row, name, value)
    row.save()
    return row


def _identity(row: dict[str, str]) -> dict[str, Any]:
    return {"kind": row["kind"], "code": row["code"], "valid_from": _date(row["valid_from"])}


def _described(row: dict[str, str]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("level", "designation", "name", "name_en", "document")},
        **{name: _date(row[name]) for name in ("valid_to", "parts_complete_from", "parts_complete_to")},
        "sort_key": sort_key(row["name"]),
        "folded": fold(row["name"]),
    }


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines())


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

"""Bring the catalogue of places up to date with the package's own tables."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from django.db import transaction

from ansinh.audit.actions import record
from ansinh.kernel.names import fold, sort_key
from ansinh.places.models import Relation, Unit

DATA = files("ansinh.places") / "data"


def load_places(*, by: str) -> None:
    """Add units and relations that are not there yet, renew what is said of those that are; may be run again."""
    with transaction.atomic():
        units = {row["code"]: _load_unit(row) for row in _rows("units.csv")}
        for row in _rows("relations.csv"):
            Relation.objects.update_or_create(
                whole=units[row["whole"]],
                part=units[row["part"]],
                valid_from=_date(row["valid_from"]),
                defaults={"valid_to": _date(row["valid_to"]), "document": row["document"]},
            )
        record(by=by, action="places.load", subject="places", units=len(units))


def _load_unit(row: dict[str, str]) -> Unit:
    said = {name: row[name] for name in ("level", "designation", "name", "name_en", "document")}
    unit, _created = Unit.objects.update_or_create(
        kind=row["kind"],
        code=row["code"],
        valid_from=_date(row["valid_from"]),
        defaults={
            **said,
            **{name: _date(row[name]) for name in ("valid_to", "parts_complete_from", "parts_complete_to")},
            "sort_key": sort_key(row["name"]),
            "folded": fold(row["name"]),
        },
    )
    return unit


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines())


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

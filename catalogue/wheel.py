"""The tables of vietnamadminunits 1.0.4 (MIT), read from its wheel. Nothing of it is imported or executed."""

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.tables import Point

SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"

_LEGACY = """
    SELECT province, provinceCode, provinceLat, provinceLon, district, districtCode, districtLat, districtLon,
           ward, wardCode, wardLat, wardLon, provinceKey, districtKey, wardKey
    FROM admin_units_legacy
"""
_PRESENT = """
    SELECT province, provinceCode, provinceLat, provinceLon, ward, wardCode, wardLat, wardLon, provinceKey, wardKey
    FROM admin_units
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the package has it: ``full_name`` begins with the designation ("Huyện Ba Vì")."""

    code: str
    full_name: str
    point: Point


@dataclass(frozen=True, slots=True)
class OldCommune:
    """A row of 2025-06-30. ``commune`` None: an island district without communes."""

    province: Place
    district: Place
    commune: Place | None

    @property
    def lowest(self) -> Place:
        return self.commune or self.district


@dataclass(frozen=True, slots=True)
class NewCommune:
    """A row of 2025-07-01."""

    province: Place
    commune: Place


@dataclass(frozen=True, slots=True)
class Tables:
    """``links``: code of an old commune (or island district) → code of a new commune that took in some of it."""

    old: tuple[OldCommune, ...]
    new: tuple[NewCommune, ...]
    links: frozenset[tuple[str, str]]


def read_wheel(path: Path) -> Tables:
    """Raises ValueError when the file is not the wheel whose contents were checked."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
        raise ValueError(f"{path} has the SHA-256 {found}, not {SHA256}: another file than the corrections are for")
    with zipfile.ZipFile(path) as wheel:
        database = wheel.read("vietnamadminunits/data/dataset.db")
        conversion = json.loads(wheel.read("vietnamadminunits/data/converter_2025.json"))
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(database)
        connection.row_factory = sqlite3.Row
        old = {_old_key(row): _old_commune(row) for row in connection.execute(_LEGACY)}
        new = {(row["provinceKey"], row["wardKey"]): _new_commune(row) for row in connection.execute(_PRESENT)}
    finally:
        connection.close()
    links = frozenset(
        (old[old_key].lowest.code, new[new_key].commune.code) for old_key, new_key in _key_links(conversion)
    )
    return Tables(tuple(old.values()), tuple(new.values()), links)


def _old_key(row: sqlite3.Row) -> str:
    return "_".join((row["provinceKey"], row["districtKey"], row["wardKey"] or ""))


def _key_links(conversion: dict[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    for province, by_new in conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for new_key, old_keys in by_new.items():
            yield from ((old_key, (province, new_key)) for old_key in old_keys)
    for province, by_old in conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old_key, candidates in by_old.items():
            yield from ((old_key, (province, candidate["newWardKey"])) for candidate in candidates)


def _old_commune(row: sqlite3.Row) -> OldCommune:
    commune = _place(row, "ward") if row["wardCode"] else None
    return OldCommune(_place(row, "province"), _place(row, "district"), commune)


def _new_commune(row: sqlite3.Row) -> NewCommune:
    return NewCommune(_place(row, "province"), _place(row, "ward"))


def _place(row: sqlite3.Row, level: str) -> Place:
    return Place(row[level + "Code"], row[level], Point(row[level + "Lat"], row[level + "Lon"]))

"""The tables of places: those of the package, and those of the same form that an agency adds."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ansinh.kernel.names import without_marks
from ansinh.places.models import Level, UnitKind, key_of

DATA = files("ansinh.places") / "data"

# From when the tables hold every part of an area of the level (unless a part's own time is not known).
PARTS_COMPLETE_FROM = {
    Level.COUNTRY: date(2008, 8, 1),  # Hà Tây joined Hà Nội: 63 provinces (Nghị quyết 15/2008/QH12)
    Level.PROVINCE: date(2019, 4, 1),  # districts: the census of that day
    Level.DISTRICT: date(2025, 3, 1),  # communes: after the last of the mergers of 2023-2025
}

NUMBER = re.compile(r"\d+|[IVXL]+")
LEVEL_ABOVE = {Level.PROVINCE: Level.COUNTRY, Level.DISTRICT: Level.PROVINCE, Level.COMMUNE: Level.DISTRICT}
ENGLISH = {
    "quận": "District",
    "huyện": "District",
    "thị xã": "Town",
    "thành phố": "City",
    "xã": "Commune",
    "phường": "Ward",
    "thị trấn": "Township",
    "đặc khu": "Special Zone",
}


@dataclass(frozen=True)
class UnitRow:
    """As models.Unit has it; ``key`` names it in the tables."""

    key: str
    kind: UnitKind
    level: Level
    code: str
    designation: str
    name: str
    name_en: str
    valid_from: date | None = None
    valid_to: date | None = None
    end_unknown: bool = False
    parts_complete_from: date | None = None
    parts_complete_to: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    document: str = ""


@dataclass(frozen=True)
class RelationRow:
    whole: str
    part: str
    valid_from: date | None = None
    valid_to: date | None = None
    document: str = ""


@dataclass(frozen=True)
class SuccessionRow:
    old: str
    new: str
    day: date
    weight: int = 1
    registered: bool = False
    document: str = ""


@dataclass(frozen=True)
class Tables:
    """Units by key."""

    units: Mapping[str, UnitRow]
    relations: tuple[RelationRow, ...]
    successions: tuple[SuccessionRow, ...]


@cache
def package_tables() -> Tables:
    """The whole catalogue: areas as catalogue/build.py made them, offices and clusters kept by hand."""
    relations = (*_memberships(DATA / "memberships.csv"), *read_relations(DATA / "relations.csv"))
    areas = _with_completeness({row.key: row for row in _areas(DATA / "areas.csv")}, relations)
    others = [*read_units(DATA / "offices.csv"), *read_units(DATA / "clusters.csv")]
    units = areas | {row.key: row for row in others}
    successions = (*_successions(DATA / "successions.csv"), *_successions(DATA / "office_successions.csv"))
    return Tables(units, relations, successions)


def known_since(level: Level) -> date | None:
    """From when on the tables know which areas of the level there were: of one whose first day is not known, nothing
    is known of before."""
    return PARTS_COMPLETE_FROM.get(LEVEL_ABOVE.get(level, level))


@cache
def document_titles() -> Mapping[str, str]:
    """Number of an act that the catalogue names → its title in Vietnamese."""
    return {row["document"]: row["title_vi"] for row in rows(DATA / "documents.csv")}


def read_units(source: Traversable) -> Iterator[UnitRow]:
    """Offices and clusters: ``kind,level,code,designation,name,name_en,valid_from,valid_to,end_unknown,
    parts_complete_from,parts_complete_to,document``."""
    for row in rows(source):
        yield UnitRow(
            key=key_of(row["code"], day(row["valid_from"])),
            kind=UnitKind(row["kind"]),
            level=Level(row["level"]),
            code=row["code"],
            designation=row["designation"],
            name=row["name"],
            name_en=row["name_en"],
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            end_unknown=bool(row["end_unknown"]),
            parts_complete_from=day(row["parts_complete_from"]),
            parts_complete_to=day(row["parts_complete_to"]),
            document=row["document"],
        )


def read_relations(source: Traversable) -> Iterator[RelationRow]:
    """``whole,part,valid_from,valid_to,document``"""
    for row in rows(source):
        yield RelationRow(row["whole"], row["part"], day(row["valid_from"]), day(row["valid_to"]), row["document"])


def rows(source: Traversable) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(source.read_text(encoding="utf-8").splitlines())


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _areas(source: Traversable) -> Iterator[UnitRow]:
    for row in rows(source):
        yield UnitRow(
            key=row["key"],
            kind=UnitKind.AREA,
            level=Level(row["level"]),
            code=row["code"],
            designation=row["designation"],
            name=row["name"],
            name_en=_english(Level(row["level"]), row["designation"], row["name"]),
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            end_unknown=bool(row["end_unknown"]),
            latitude=float(row["lat"]) if row["lat"] else None,
            longitude=float(row["lon"]) if row["lon"] else None,
            document=row["document"],
        )


def _english(level: Level, designation: str, name: str) -> str:
    """ "Ha Tinh" is the province, "Ha Tinh City" a part of it; a numbered ward is "Ward 4"."""
    if level is Level.COUNTRY:
        return "Viet Nam"
    bare = without_marks(name)
    if level is Level.PROVINCE:
        return bare
    word = ENGLISH[designation]
    return f"{word} {bare}" if NUMBER.fullmatch(bare) else f"{bare} {word}"


def _with_completeness(areas: dict[str, UnitRow], relations: tuple[RelationRow, ...]) -> dict[str, UnitRow]:
    """A whole with a part whose end is not known is not known to be complete until the table of communes is."""
    vague = {relation.whole for relation in relations if relation.part in areas and areas[relation.part].end_unknown}
    certain = PARTS_COMPLETE_FROM[Level.DISTRICT]
    found = {}
    for key, area in areas.items():
        complete_from = certain if key in vague else PARTS_COMPLETE_FROM.get(area.level)
        if complete_from and area.valid_from:
            complete_from = max(complete_from, area.valid_from)
        found[key] = replace(area, parts_complete_from=complete_from, parts_complete_to=area.valid_to)
    return found


def _memberships(source: Traversable) -> Iterator[RelationRow]:
    for row in rows(source):
        yield RelationRow(row["whole"], row["part"], day(row["valid_from"]), day(row["valid_to"]))


def _successions(source: Traversable) -> Iterator[SuccessionRow]:
    for row in rows(source):
        yield SuccessionRow(
            row["old"], row["new"], date.fromisoformat(row["day"]), int(row["weight"]), document=row["document"]
        )

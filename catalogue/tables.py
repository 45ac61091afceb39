"""The four tables of the catalogue, as values and as CSV files (UTF-8, LF, a head line)."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

LEVELS = ("country", "province", "district", "commune")

AREA_COLUMNS = (
    "key", "level", "code", "designation", "name", "valid_from", "valid_to", "end_unknown", "lat", "lon", "document",
)  # fmt: skip
MEMBERSHIP_COLUMNS = ("part", "whole", "valid_from", "valid_to")
SUCCESSION_COLUMNS = ("old", "new", "day", "weight", "document")
DOCUMENT_COLUMNS = ("document", "title_vi", "issued", "effective")


@dataclass(frozen=True, slots=True)
class Point:
    """In degrees, WGS 84."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Area:
    """``valid_from`` None: since before our records. ``valid_to`` None: still valid.

    ``end_unknown``: ``valid_to`` is the last day that it is known to have been valid; it ended some day after.
    ``document``: the act by which it began, where that is known; else the one by which it ended.
    """

    level: str
    code: str
    designation: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    end_unknown: bool = False
    point: Point | None = None
    document: str = ""

    @property
    def key(self) -> str:
        return f"{self.code}@{self.valid_from}" if self.valid_from else self.code


@dataclass(frozen=True, slots=True)
class Membership:
    """Keys of two areas. A date that is None is not known, or (``valid_to``) has not come yet."""

    part: str
    whole: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Succession:
    """Keys of two areas. ``day``: the first on which the old area's people belonged to the new one; None: not known.

    ``weight``: the share of the old area's people, as parts of the sum over its successors.
    """

    old: str
    new: str
    day: date | None
    weight: int
    document: str


@dataclass(frozen=True, slots=True)
class Document:
    """``effective``: the day from which it changed areas, which is not always the day of its legal effect."""

    document: str
    title_vi: str
    issued: date | None
    effective: date | None


@dataclass(frozen=True, slots=True)
class Catalogue:
    areas: tuple[Area, ...]
    memberships: tuple[Membership, ...]
    successions: tuple[Succession, ...]
    documents: tuple[Document, ...]


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def read_documents(path: Path) -> tuple[Document, ...]:
    return tuple(
        Document(row["document"], row["title_vi"], read_day(row["issued"]), read_day(row["effective"]))
        for row in read_rows(path)
    )


def write_catalogue(catalogue: Catalogue, folder: Path) -> None:
    _write(folder / "areas.csv", AREA_COLUMNS, (_area_cells(area) for area in catalogue.areas))
    _write(
        folder / "memberships.csv",
        MEMBERSHIP_COLUMNS,
        ((one.part, one.whole, _day(one.valid_from), _day(one.valid_to)) for one in catalogue.memberships),
    )
    _write(
        folder / "successions.csv",
        SUCCESSION_COLUMNS,
        ((one.old, one.new, _day(one.day), str(one.weight), one.document) for one in catalogue.successions),
    )
    _write(
        folder / "documents.csv",
        DOCUMENT_COLUMNS,
        ((one.document, one.title_vi, _day(one.issued), _day(one.effective)) for one in catalogue.documents),
    )


def _area_cells(area: Area) -> Sequence[str]:
    lat, lon = (f"{area.point.lat:.4f}", f"{area.point.lon:.4f}") if area.point else ("", "")
    ended = "1" if area.end_unknown else ""
    days = (_day(area.valid_from), _day(area.valid_to), ended)
    return (area.key, area.level, area.code, area.designation, area.name, *days, lat, lon, area.document)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)

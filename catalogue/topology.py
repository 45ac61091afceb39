"""Areas as TopoJSON: borders that areas share are stored once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

import shapely  # needed only here and in outlines.py, to make the file anew
from shapely import MultiPolygon, Polygon

STEP = 0.001  # degrees, about 100 m: coordinates are whole multiples of it

Areas = dict[str, Polygon | MultiPolygon]  # by code
Node = tuple[int, int]  # a point in steps from the origin of the file
Arc = tuple[Node, ...]


def topology(divisions: Mapping[str, Areas], ends_of: Areas, source: str) -> dict[str, Any]:
    """Each division under its first day. Borders are cut where three areas of `ends_of`, the finest division, meet."""
    ends = _junctions(ends_of)
    arcs: dict[Arc, int] = {}
    return {
        "type": "Topology",
        "source": source,
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": {day: _collection(areas, ends, arcs) for day, areas in divisions.items()},
        "arcs": [_steps(arc) for arc in arcs],
    }


def _junctions(areas: Areas) -> set[Node]:
    neighbours = defaultdict(set)
    for area in areas.values():
        for ring in _rings(area):
            for here, there in pairwise(ring):
                neighbours[here].add(there)
                neighbours[there].add(here)
    return {node for node, others in neighbours.items() if len(others) > 2}


def _rings(area: Polygon | MultiPolygon) -> list[Arc]:
    return [ring for polygon in shapely.get_parts(area) for ring in _rings_of(polygon)]


def _rings_of(polygon: Polygon) -> list[Arc]:
    """Clockwise outside, counter-clockwise inside."""
    wound = shapely.geometry.polygon.orient(polygon, sign=-1.0)
    return [
        tuple((round(x / STEP), round(y / STEP)) for x, y in ring.coords) for ring in (wound.exterior, *wound.interiors)
    ]


def _collection(areas: Areas, ends: set[Node], arcs: dict[Arc, int]) -> dict[str, Any]:
    geometries = [
        {
            "type": "MultiPolygon",
            "properties": {"code": code},
            "arcs": [
                [[_reference(arc, arcs) for arc in _cut(ring, ends)] for ring in _rings_of(polygon)]
                for polygon in shapely.get_parts(area)
            ],
        }
        for code, area in areas.items()
    ]
    return {"type": "GeometryCollection", "geometries": geometries}


def _cut(ring: Arc, ends: set[Node]) -> Iterator[Arc]:
    """The ring from junction to junction; one that meets none, as an island's, starts at its smallest point."""
    start = next((at for at, node in enumerate(ring[:-1]) if node in ends), ring.index(min(ring)))
    turned = (*ring[start:-1], *ring[: start + 1])
    stops = [at for at, node in enumerate(turned) if node in ends or at in (0, len(turned) - 1)]
    yield from (turned[first : last + 1] for first, last in pairwise(stops))


def _reference(arc: Arc, arcs: dict[Arc, int]) -> int:
    """TopoJSON: the arc's number, or its complement when it is walked backwards."""
    backwards = arc[::-1]
    return ~arcs[backwards] if backwards in arcs else arcs.setdefault(arc, len(arcs))


def _steps(arc: Arc) -> list[list[int]]:
    return [list(arc[0]), *([x1 - x0, y1 - y0] for (x0, y0), (x1, y1) in pairwise(arc))]

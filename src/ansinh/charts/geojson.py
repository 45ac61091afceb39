"""Areas for maps: the outlines that Ansinh carries (TopoJSON), and files that an agency gives (GeoJSON).

Both come out alike: features with the property `code` and a MultiPolygon, in degrees of WGS84, outsides wound clockwise
and holes the other way. Drawn, a hole wound like its outside would be filled.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Literal, TypedDict

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

Position = tuple[float, float]  # longitude, latitude
Ring = list[Position]
Rings = list[Ring]  # of one polygon: the outside, then the holes


class Geometry(TypedDict):
    type: Literal["MultiPolygon"]
    coordinates: list[Rings]


class Properties(TypedDict):
    code: str


class Feature(TypedDict):
    type: Literal["Feature"]
    properties: Properties
    geometry: Geometry


CODE_PROPERTIES = ("code", "ma", "maxa", "ma_xa", "ward_code")  # in the order in which they are looked for
LARGEST_FILE = 200  # MB
SHORTEST_RING = 4  # points, the last one equal to the first
WEST, EAST, SOUTH, NORTH = 101, 118, 6, 24  # degrees around Viet Nam with its islands
FURTHEST_DEGREE = 180
NAMES_OF_WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")


class AreasFileError(InputError):
    """A file of areas cannot be read as GeoJSON, or is not of Viet Nam."""


def area_feature(code: str, polygons: Sequence[Rings]) -> Feature:
    wound = [[wind(ring, clockwise=position == 0) for position, ring in enumerate(rings)] for rings in polygons]
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "MultiPolygon", "coordinates": wound},
    }


def wind(ring: Ring, *, clockwise: bool) -> Ring:
    """Turned if need be; seen with north above."""
    twice_the_area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
    return ring if (twice_the_area < 0) is clockwise else ring[::-1]


def read_outlines(content: bytes, day: date) -> list[Feature]:
    """The provinces as they were divided on this day, from the TopoJSON that `catalogue.outlines` writes."""
    topology = json.loads(content)
    divided = max(first for first in topology["objects"] if first <= day.isoformat())
    scale = topology["transform"]["scale"]
    arcs = [_positions(arc, scale) for arc in topology["arcs"]]
    return [
        area_feature(
            geometry["properties"]["code"],
            [[_joined(ring, arcs) for ring in rings] for rings in geometry["arcs"]],
        )
        for geometry in topology["objects"][divided]["geometries"]
    ]


def _positions(steps: Sequence[Position], scale: Position) -> Ring:
    """A TopoJSON arc: each point is given by the steps from the one before."""
    x = y = 0.0
    positions = []
    for dx, dy in steps:
        x, y = x + dx, y + dy
        positions.append((round(x * scale[0], 6), round(y * scale[1], 6)))
    return positions


def _joined(references: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """The arcs one after the other, ~n standing for arc n walked backwards; ends that meet are one point."""
    ring: Ring = []
    for reference in references:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        ring += arc[1:] if ring else arc
    return ring


def read_geojson(content: bytes) -> list[Feature]:
    """The areas of a file that an agency gives. Several features with one code, such as islands, become one area.

    Takes some ten times the file's size of memory.

    :raises AreasFileError: names the feature, counted from 1, what is wrong and what to do.
    """
    collection = _collection(_parsed(content))
    polygons: dict[str, list[Rings]] = {}
    for number, feature in enumerate(collection, start=1):
        if not isinstance(feature, dict):
            raise _malformed(number)
        polygons.setdefault(_code(number, feature), []).extend(_polygons(number, feature))
    return [area_feature(code, own) for code, own in polygons.items()]


def _parsed(content: bytes) -> object:
    size = len(content) / 1_000_000
    if size > LARGEST_FILE:
        raise AreasFileError(
            _("The file has {size} MB; at most {limit} MB are read.", size=round(size), limit=LARGEST_FILE),
            _("Export the areas with fewer points or fewer decimals."),
        )
    try:
        parsed: object = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:  # a wrong encoding is a ValueError too
        raise AreasFileError(
            _("The file is not JSON text in UTF-8."),
            _("Export the layer as GeoJSON with the encoding UTF-8."),
        ) from error
    return parsed


def _no_constant(written: str) -> float:
    """NaN and Infinity, which Python would read though they are not JSON."""
    raise ValueError(written)


def _collection(parsed: object) -> list[Any]:
    found = parsed.get("features") if isinstance(parsed, dict) and parsed.get("type") == "FeatureCollection" else None
    if not isinstance(parsed, dict) or not isinstance(found, list):
        raise AreasFileError(
            _("The file is not a GeoJSON FeatureCollection."),
            _("Export the layer as GeoJSON; Shapefile, KML and TopoJSON are not read."),
        )
    if not found:
        raise AreasFileError(_("The file holds no area."), _("Export the layer with all its features."))
    _check_coordinate_system(parsed.get("crs"))
    return found


def _check_coordinate_system(given: object) -> None:
    """Older GeoJSON names its coordinate system; without a name it is WGS84."""
    properties = given.get("properties") if isinstance(given, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if given is not None and not str(name).upper().endswith(NAMES_OF_WGS84):
        raise AreasFileError(
            _("The file's coordinate system is {name}, not WGS84.", name=name or "?"),
            _in_wgs84(),
        )


def _code(number: int, feature: Mapping[str, Any]) -> str:
    properties = feature.get("properties")
    by_name = {str(name).lower(): value for name, value in properties.items()} if isinstance(properties, dict) else {}
    given = next((by_name[name] for name in CODE_PROPERTIES if by_name.get(name) not in (None, "")), None)
    if isinstance(given, int) and not isinstance(given, bool):
        return _code_of_number(number, given)
    if not isinstance(given, str) or not given.strip():
        raise AreasFileError(
            _("Feature {number} has no code.", number=number),
            _(
                "Give every feature the area's official code, in a property called {names}.",
                names=", ".join(CODE_PROPERTIES),
            ),
        )
    return given.strip()


def _code_of_number(number: int, given: int) -> str:
    """Provinces have two digits and communes five; a shorter number has lost zeros, nobody knows how many."""
    if len(str(given)) not in (2, 5) or given < 0:
        raise AreasFileError(
            _("Feature {number}: the code {code} is a number and has lost its zeros.", number=number, code=given),
            _("Store codes as text, with their zeros: 00004, not 4."),
        )
    return str(given)


def _polygons(number: int, feature: Mapping[str, Any]) -> Iterator[Rings]:
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise AreasFileError(
            _("Feature {number} is not an area: its geometry is {kind}.", number=number, kind=kind or "–"),
            _("Keep only features of the kind Polygon or MultiPolygon."),
        )
    coordinates = geometry.get("coordinates")
    for rings in _items(number, [coordinates] if kind == "Polygon" else coordinates):
        yield [_ring(number, ring) for ring in _items(number, rings)]


def _items(number: int, given: object) -> list[Any]:
    if not isinstance(given, list) or not given:
        raise _malformed(number)
    return given


def _ring(number: int, given: object) -> Ring:
    ring = [_position(number, position) for position in _items(number, given)]
    if len(ring) < SHORTEST_RING:
        raise AreasFileError(
            _("Feature {number}: a border has {count} points.", number=number, count=len(ring)),
            _("A border needs at least 4 points, the last one equal to the first."),
        )
    if ring[0] != ring[-1]:
        raise AreasFileError(
            _("Feature {number}: a border is not closed.", number=number),
            _("Make the border's last point equal to its first."),
        )
    if len(set(ring)) < SHORTEST_RING - 1:
        raise AreasFileError(
            _("Feature {number}: a border encloses nothing.", number=number),
            _("A border needs at least 4 points, the last one equal to the first."),
        )
    return ring


def _position(number: int, given: object) -> Position:
    """Height, where there is one, is left out."""
    match given:
        case [int() | float() as x, int() | float() as y, *_more] if not isinstance(x, bool) and not isinstance(
            y, bool
        ):
            _check_place(number, x, y)
            return float(x), float(y)
    raise _malformed(number)


def _check_place(number: int, x: float, y: float) -> None:
    if WEST <= x <= EAST and SOUTH <= y <= NORTH:
        return
    point = {"number": number, "x": x, "y": y}
    if WEST <= y <= EAST and SOUTH <= x <= NORTH:
        raise AreasFileError(
            _("Feature {number}: the point {x}; {y} has its latitude first.", **point),
            _("Export the layer with longitude before latitude."),
        )
    if max(abs(x), abs(y)) > FURTHEST_DEGREE:
        raise AreasFileError(
            _("Feature {number}: the point {x}; {y} is in metres, perhaps of VN-2000.", **point),
            _in_wgs84(),
        )
    raise AreasFileError(_("Feature {number}: the point {x}; {y} is not in Viet Nam.", **point), _in_wgs84())


def _in_wgs84() -> Message:
    return _("Export the layer in WGS84 (EPSG:4326), in degrees.")


def _malformed(number: int) -> AreasFileError:
    return AreasFileError(
        _("Feature {number}: its coordinates are not in the form of GeoJSON.", number=number),
        _("Export the layer as GeoJSON again; each point is [longitude, latitude]."),
    )

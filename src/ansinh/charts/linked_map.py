"""Maps for pages: each place a shape that leads somewhere. What is here are numbers and paths; a template writes them
as SVG with plain attributes, since pages allow no styles within."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ansinh.charts.geojson import Geometry
from ansinh.charts.maps import Islands, MapArea, MapClasses, MapSymbol
from ansinh.charts.maps.islands import ARCHIPELAGOS, EAST_OF_THE_COAST
from ansinh.charts.maps.pixels import Bounds, Box, View, bounds_of, fitted, joined, outsides
from ansinh.kernel.language import Language

WIDTH, TALLEST = 400, 560
MARGIN = 8
UNKNOWN, GROUND = "#ffffff", "#eef2f6"
RADIUS, CROWDED_RADIUS, MANY = 6.5, 4.5, 80
ISLET = 2.2
FRAME_WIDTH, FRAME_HEIGHT = 110, 120
LINE = 12  # pixels between the lines of a name


@dataclass(frozen=True)
class Link:
    """``title``: what is read of the place, its figure within. ``is_here``: the place that the page is about."""

    address: str
    title: str
    is_here: bool = False


@dataclass(frozen=True)
class Shape:
    """``link`` None: part of the ground. ``path``: of an area; else a circle at x, y."""

    fill: str
    link: Link | None = None
    path: str = ""
    x: float = 0
    y: float = 0
    radius: float = 0


@dataclass(frozen=True)
class Name:
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LinkedMap:
    """In pixels. ``frames``: boxes of archipelagos drawn apart from their province."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    islets: tuple[Shape, ...]
    names: tuple[Name, ...] = ()
    frames: tuple[Box, ...] = field(default=())


def linked_country(
    areas: Sequence[tuple[MapArea, Link | None]], islands: Islands, classes: MapClasses, language: Language
) -> LinkedMap:
    """All provinces of a division and both archipelagos, in their places. Those without a link are ground."""
    far = bounds_of((island.lon, island.lat) for island in islands.of_archipelagos)
    bounds = joined([far, *(outside for area, _link in areas for outside in outsides(area.geometry))])
    box, view = _fitted(bounds)
    shapes = [
        Shape(_fill(classes, area, link), link, path)
        for (area, link), path in zip(areas, paths(view, [area.geometry for area, _link in areas]), strict=True)
    ]
    tones = {area.code: _fill(classes, area, link) for area, link in areas}
    islets, names = _archipelagos(islands, view, lambda code: tones.get(code, GROUND), language)
    return LinkedMap(WIDTH, round(box.bottom), tuple(_own_last(shapes)), tuple(islets), tuple(names))


def linked_province(
    code: str,
    outline: Geometry | None,
    symbols: Sequence[tuple[MapSymbol, Link]],
    islands: Islands,
    classes: MapClasses,
    language: Language,
) -> LinkedMap:
    """Communes as circles on the outline of their province; an archipelago, with its commune, in a frame of its own."""
    ashore = [one for one in symbols if one[0].lon < EAST_OF_THE_COAST]
    grounds = [part for part in outsides(outline) if part.west < EAST_OF_THE_COAST] if outline else []
    points = [bounds_of([(symbol.lon, symbol.lat)]) for symbol, _link in ashore]
    box, view = _fitted(joined([*grounds, *points]))
    radius = RADIUS if len(symbols) <= MANY else CROWDED_RADIUS
    shapes = [Shape(GROUND, None, path) for path in (paths(view, [outline]) if outline else ())]
    shapes += [_circle(view, one, classes, radius) for one in ashore]
    frame = Box(box.right - FRAME_WIDTH, box.bottom, box.right - 1, box.bottom + FRAME_HEIGHT)
    if code not in ARCHIPELAGOS[language]:
        return LinkedMap(WIDTH, round(box.bottom), tuple(_own_last(shapes)), ())
    far = [one for one in symbols if one[0].lon >= EAST_OF_THE_COAST]
    own = islands.archipelago(code)
    places = [*((one.lon, one.lat) for one in own), *((symbol.lon, symbol.lat) for symbol, _link in far)]
    sea = fitted(bounds_of(places), Box(frame.left, frame.top + 3 * LINE, *frame[2:]).shrunk(2 * MARGIN))
    shapes += [_circle(sea, one, classes, radius) for one in far]
    islets = [_islet(sea.pixel(one.lon, one.lat), GROUND) for one in own]
    name = Name(frame.middle.x, frame.top + LINE, ARCHIPELAGOS[language][code])
    return LinkedMap(WIDTH, round(frame.bottom + 1), tuple(_own_last(shapes)), tuple(islets), (name,), (frame,))


def _fitted(bounds: Bounds) -> tuple[Box, View]:
    """As wide as the map, but no taller than it may be."""
    inner = WIDTH - 2 * MARGIN
    box = Box(0, 0, WIDTH, min(inner * bounds.height / max(bounds.width, 1e-6) + 2 * MARGIN, TALLEST))
    return box, fitted(bounds, box.shrunk(MARGIN))


def paths(view: View, geometries: Sequence[Geometry]) -> list[str]:
    """To half a pixel: the map is as large as a hand."""
    return [_path(view, geometry) for geometry in geometries]


def _path(view: View, geometry: Geometry) -> str:
    return "".join(_ring(tuple(map(tuple, ring)), view) for rings in geometry["coordinates"] for ring in rings)


@lru_cache(maxsize=4096)  # the outlines of both divisions: projecting them takes longer than all figures of a page
def _ring(ring: tuple[tuple[float, float], ...], view: View) -> str:
    seen: list[str] = []
    for lon, lat in ring:
        x, y = (round(2 * at) / 2 for at in view.pixel(lon, lat))
        point = f"{x:g},{y:g}"
        if not seen or point != seen[-1]:
            seen.append(point)
    return f"M{' '.join(seen)}Z"


def _archipelagos(
    islands: Islands, view: View, tone: Callable[[str], str], language: Language
) -> tuple[list[Shape], list[Name]]:
    islets, names = [], []
    for code, lines in ARCHIPELAGOS[language].items():
        places = [view.pixel(one.lon, one.lat) for one in islands.archipelago(code)]
        islets += [_islet(at, tone(code)) for at in places]
        middle = (min(at.x for at in places) + max(at.x for at in places)) / 2
        half = max(map(len, lines)) * LINE / 4
        names.append(Name(round(min(middle, WIDTH - half)), round(min(at.y for at in places)) - 2 * LINE, lines))
    return islets, names


def _islet(at: tuple[float, float], fill: str) -> Shape:
    return Shape(fill, None, "", round(at[0], 1), round(at[1], 1), ISLET)


def _circle(view: View, one: tuple[MapSymbol, Link], classes: MapClasses, radius: float) -> Shape:
    symbol, link = one
    at = view.pixel(symbol.lon, symbol.lat)
    return Shape(classes.colour(symbol.value) or UNKNOWN, link, "", round(at.x, 1), round(at.y, 1), radius)


def _fill(classes: MapClasses, area: MapArea, link: Link | None) -> str:
    return GROUND if link is None else classes.colour(area.value) or UNKNOWN


def _own_last(shapes: Sequence[Shape]) -> Iterator[Shape]:
    """So that no neighbour covers its border."""
    yield from (shape for shape in shapes if not (shape.link and shape.link.is_here))
    yield from (shape for shape in shapes if shape.link and shape.link.is_here)

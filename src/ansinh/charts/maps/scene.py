"""What is drawn of a province, in its place or in a frame: areas and circles."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ansinh.charts.geojson import Geometry
from ansinh.charts.maps.areas import PlacedArea, draw_areas, name_areas, place_areas
from ansinh.charts.maps.canvas import QUIET, Canvas
from ansinh.charts.maps.classes import MapClasses
from ansinh.charts.maps.content import MapArea, MapSymbol
from ansinh.charts.maps.pixels import Bounds, Box, View, bounds_of, outsides
from ansinh.charts.maps.symbols import (
    FEW_SYMBOLS,
    PlacedSymbol,
    Radius,
    draw_symbols,
    name_symbols,
    place_symbols,
    radius_for,
)

PROVINCE = "#fbf7ea"  # behind circles: paler than the neighbours, also in grey, and of another hue than the circles
NAME_SIZE, CROWDED_NAME_SIZE = 0.85, 0.72  # in font sizes


@dataclass(frozen=True)
class Scene:
    """The areas are the communes or, where none are given, the province."""

    areas: Sequence[MapArea]
    symbols: Sequence[MapSymbol]

    def pieces(self) -> Iterator[Bounds]:
        for area in self.areas:
            yield from outsides(area.geometry)
        yield from map(_bounds, self.symbols)

    def part(self, belongs: Callable[[Bounds], bool]) -> "Scene":
        geometries = [(area, _part(area.geometry, belongs)) for area in self.areas]
        return Scene(
            [replace(area, geometry=own) for area, own in geometries if own["coordinates"]],
            [symbol for symbol in self.symbols if belongs(_bounds(symbol))],
        )

    def without_names(self, name: str) -> "Scene":
        """For a frame that already has this name as its title."""
        return Scene(
            [replace(area, label="") if area.label == name else area for area in self.areas],
            [replace(symbol, label="") if symbol.label == name else symbol for symbol in self.symbols],
        )


def _bounds(symbol: MapSymbol) -> Bounds:
    return bounds_of([(symbol.lon, symbol.lat)])


def _part(geometry: Geometry, belongs: Callable[[Bounds], bool]) -> Geometry:
    polygons = zip(geometry["coordinates"], outsides(geometry), strict=True)
    return {"type": "MultiPolygon", "coordinates": [rings for rings, outside in polygons if belongs(outside)]}


@dataclass(frozen=True)
class Style:
    """The same in the province's place and in the frames."""

    classes: MapClasses | None
    radius: Radius
    name_size: float
    has_communes: bool


def style_for(canvas: Canvas, scene: Scene, classes: MapClasses | None, *, has_communes: bool) -> Style:
    size = NAME_SIZE if len(scene.symbols) <= FEW_SYMBOLS else CROWDED_NAME_SIZE
    return Style(classes, radius_for(scene.symbols, canvas.size), size * canvas.size.font_size, has_communes)


@dataclass(frozen=True)
class Drawn:
    """Without names yet: they come when everything that they have to keep off is there."""

    areas: list[PlacedArea]
    symbols: list[PlacedSymbol]
    shown: Box


def draw_scene(canvas: Canvas, scene: Scene, view: View, shown: Box, style: Style, *, in_box: bool = False) -> Drawn:
    areas = place_areas(scene.areas, view, shown)
    if style.has_communes:
        draw_areas(canvas, areas, style.classes, in_box=in_box)
    else:
        for place in areas:
            canvas.area(place.polygons, PROVINCE, QUIET, 1.4, in_box=in_box)
    symbols = place_symbols(scene.symbols, view, style.radius)
    draw_symbols(canvas, symbols, style.classes)
    return Drawn(areas, symbols, shown)


def name_scene(canvas: Canvas, drawn: Drawn, style: Style) -> None:
    name_symbols(canvas, drawn.symbols, style.name_size, drawn.shown)
    if style.has_communes:
        name_areas(canvas, drawn.areas, style.classes)

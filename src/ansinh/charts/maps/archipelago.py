"""Hoang Sa and Truong Sa beside their provinces: a frame at its own scale, with the commune there."""

from collections.abc import Sequence

from ansinh.charts.maps.canvas import BORDER, FRAME, QUIET, Canvas
from ansinh.charts.maps.content import MapSymbol
from ansinh.charts.maps.islands import ARCHIPELAGOS, Island, Islands
from ansinh.charts.maps.lettering import Lettering
from ansinh.charts.maps.pixels import Box, Pixel, View, bounds_of, fitted
from ansinh.charts.maps.scene import Scene, Style
from ansinh.charts.maps.symbols import PlacedSymbol, draw_symbols, name_symbols, place_symbols

ISLET = 1.8  # the radius of its circle, in pixels
SMALL, SMALLER = 0.85, 0.64  # of the archipelago's name and of the islands', in font sizes


def draw_archipelago(canvas: Canvas, code: str, islands: Islands, box: Box, scene: Scene, style: Style) -> None:
    """The commune there is a circle, or the tone of all islands. Names outside keep off the frame from now on."""
    size = SMALL * canvas.size.font_size
    canvas.box(box, "white", FRAME)
    title = Lettering(ARCHIPELAGOS[canvas.language][code], size)
    canvas.lettering(Pixel(box.middle.x, box.top + 1.6 * size), title, style="italic", colour=QUIET)
    sea = Box(box.left, box.top + 3 * size, box.right, box.bottom)
    own = islands.archipelago(code)
    places = [*((island.lon, island.lat) for island in own), *((s.lon, s.lat) for s in scene.symbols)]
    view = fitted(bounds_of(places), sea.shrunk(1.6 * size))
    islets = _draw_islets(canvas, own, view, _tone(scene, style))
    communes = place_symbols(scene.symbols, view, style.radius)
    draw_symbols(canvas, communes, style.classes)
    name_symbols(canvas, communes, size, sea)
    name_symbols(canvas, islets, SMALLER * canvas.size.font_size, sea)
    canvas.taken.append(box)


def _tone(scene: Scene, style: Style) -> str:
    values = [area.value for area in scene.areas] if style.has_communes else []
    return next((tone for value in values if style.classes and (tone := style.classes.colour(value))), BORDER)


def _draw_islets(canvas: Canvas, islands: Sequence[Island], view: View, fill: str) -> list[PlacedSymbol]:
    symbols = [MapSymbol(island.name, island.lat, island.lon) for island in islands]
    placed = [PlacedSymbol(symbol, view.pixel(symbol.lon, symbol.lat), ISLET) for symbol in symbols]
    for place in placed:
        canvas.circle(place.at, ISLET, fill, QUIET, 0.6)
        canvas.taken.append(place.box)
    return placed

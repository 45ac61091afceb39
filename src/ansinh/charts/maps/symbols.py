"""Communes as circles, and their names beside them as far as there is room."""

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ansinh.charts.maps.canvas import QUIET, Canvas
from ansinh.charts.maps.classes import CLASS_COLOURS, FIRST_DARK_CLASS, MapClasses
from ansinh.charts.maps.content import MapSize, MapSymbol
from ansinh.charts.maps.lettering import Lettering
from ansinh.charts.maps.pixels import Box, Pixel, View

LARGEST_CIRCLE, SMALLEST_CIRCLE = 0.028, 0.005  # radii in widths of the map
LEAST_RADIUS = 2.4  # pixels, also on a telephone
FEW_SYMBOLS = 60  # more are drawn and named smaller
PALE = (*CLASS_COLOURS[:2], "white")  # circles that need an outline
UNIFORM = 1.4  # of the smallest circle: the radius where no sizes are given
CROSS_SIZE = 0.8  # of the circle in whose place it stands


class Radius(NamedTuple):
    """Circles whose areas are as their sizes; uniform ones where no sizes are given."""

    largest: Decimal | None
    most: float
    least: float

    def of(self, size: Decimal | None) -> float:
        if not self.largest or size is None:
            return self.least * UNIFORM
        return max(self.least, self.most * math.sqrt(max(0.0, float(size / self.largest))))


def radius_for(symbols: Sequence[MapSymbol], size: MapSize) -> Radius:
    largest = max((symbol.size for symbol in symbols if symbol.size is not None), default=None)
    crowding = 1 if len(symbols) <= FEW_SYMBOLS else 0.7
    return Radius(largest, size.width * LARGEST_CIRCLE * crowding, max(size.width * SMALLEST_CIRCLE, LEAST_RADIUS))


class PlacedSymbol(NamedTuple):
    symbol: MapSymbol
    at: Pixel
    radius: float

    @property
    def box(self) -> Box:
        return Box.around(self.at, 2 * self.radius, 2 * self.radius)


def place_symbols(symbols: Sequence[MapSymbol], view: View, radius: Radius) -> list[PlacedSymbol]:
    """Large circles first, so that small ones lie on them and large ones have the first choice of a name's place."""
    placed = [PlacedSymbol(symbol, view.pixel(symbol.lon, symbol.lat), radius.of(symbol.size)) for symbol in symbols]
    return sorted(placed, key=lambda place: -place.radius)


def draw_symbols(canvas: Canvas, placed: Sequence[PlacedSymbol], classes: MapClasses | None) -> None:
    for place in placed:
        colour = classes.colour(place.symbol.value) if classes else CLASS_COLOURS[FIRST_DARK_CLASS]
        draw_circle(canvas, place.at, place.radius, colour)
        canvas.taken.append(place.box)


def draw_circle(canvas: Canvas, at: Pixel, radius: float, colour: str | None) -> None:
    """A cross where there is no figure: in grey, a white circle could be taken for the lightest tone."""
    if colour is None:
        canvas.cross(at, CROSS_SIZE * radius)
    else:
        canvas.circle(at, radius, colour, QUIET if colour in PALE else "white")


def name_symbols(canvas: Canvas, placed: Sequence[PlacedSymbol], font_size: float, shown: Box) -> None:
    for place in placed:
        texts = (place.symbol.label, place.symbol.text)
        ways = [Lettering(texts, font_size)] if place.symbol.text else []
        _name_symbol(canvas, place, [*ways, Lettering(texts[:1], font_size)], shown)


def _name_symbol(canvas: Canvas, place: PlacedSymbol, ways: Sequence[Lettering], shown: Box) -> None:
    for lettering in ways:
        for middle in _middles_around(place.at, place.radius + 1.5, lettering):
            box = lettering.around(middle)
            if box.within(shown) and canvas.is_free(box, gap=0):
                canvas.lettering(middle, lettering, halo="white")
                return


def _middles_around(at: Pixel, gap: float, lettering: Lettering) -> Iterator[Pixel]:
    """Right, left, above, below, then the corners."""
    across, up, corner = lettering.width / 2, lettering.height / 2, gap * 0.75
    yield from (Pixel(at.x + side * (gap + across), at.y) for side in (1, -1))
    yield from (Pixel(at.x, at.y + side * (gap + up)) for side in (-1, 1))
    for side, rise in ((1, -1), (1, 1), (-1, -1), (-1, 1)):
        yield Pixel(at.x + side * (corner + across), at.y + rise * (corner + up))

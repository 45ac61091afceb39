"""From degrees to pixels, and boxes of pixels. Vega is given pixels: so names can be placed with areas in view."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ansinh.charts.geojson import Geometry, Position, Rings

FEWEST_POINTS = 4  # of a ring, the last one equal to the first; one with less is smaller than a pixel


class Pixel(NamedTuple):
    x: float
    y: float


PixelRing = list[Pixel]
PixelPolygon = list[PixelRing]  # the outside, then the holes


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, middle: Pixel, width: float, height: float) -> "Box":
        return cls(middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> Pixel:
        return Pixel((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    @property
    def corners(self) -> PixelRing:
        """As a closed ring."""
        xs, ys = (self.left, self.right, self.right, self.left), (self.top, self.top, self.bottom, self.bottom)
        corners = [Pixel(x, y) for x, y in zip(xs, ys, strict=True)]
        return [*corners, corners[0]]

    def meets(self, other: "Box", gap: float = 0) -> bool:
        apart_x = self.right + gap <= other.left or other.right + gap <= self.left
        return not (apart_x or self.bottom + gap <= other.top or other.bottom + gap <= self.top)

    def within(self, other: "Box") -> bool:
        across = self.left >= other.left and self.right <= other.right
        return across and self.top >= other.top and self.bottom <= other.bottom

    def shrunk(self, by: float) -> "Box":
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)


class Bounds(NamedTuple):
    """In degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """In radians of the projection, as the height."""
        return math.radians(self.east - self.west)

    @property
    def height(self) -> float:
        return _mercator(self.north) - _mercator(self.south)

    def holds(self, other: "Bounds") -> bool:
        return Box(*other).within(Box(*self))

    def is_near(self, other: "Bounds", gap: float) -> bool:
        return Box(*self).meets(Box(*other), gap)


def bounds_of(places: Iterable[Position]) -> Bounds:
    lons, lats = zip(*places, strict=True)
    return Bounds(min(lons), min(lats), max(lons), max(lats))


def joined(bounds: Iterable[Bounds]) -> Bounds:
    wests, souths, easts, norths = zip(*bounds, strict=True)
    return Bounds(min(wests), min(souths), max(easts), max(norths))


def outsides(geometry: Geometry) -> list[Bounds]:
    """Of each polygon."""
    return [bounds_of(rings[0]) for rings in geometry["coordinates"]]


@dataclass(frozen=True)
class View:
    """The mercator projection into pixels."""

    scale: float
    dx: float
    dy: float

    def pixel(self, lon: float, lat: float) -> Pixel:
        return Pixel(self.dx + self.scale * math.radians(lon), self.dy - self.scale * _mercator(lat))

    def box(self, bounds: Bounds) -> Box:
        return Box(*self.pixel(bounds.west, bounds.north), *self.pixel(bounds.east, bounds.south))

    def polygons(self, geometry: Geometry) -> list[PixelPolygon]:
        polygons = [list(self._rings(rings)) for rings in geometry["coordinates"]]
        return [rings for rings in polygons if rings]

    def _rings(self, rings: Rings) -> Iterator[PixelRing]:
        """Points that fall into one tenth of a pixel become one."""
        for ring in rings:
            rounded = (Pixel(round(x, 1), round(y, 1)) for x, y in (self.pixel(*at) for at in ring))
            seen = [point for point, _same in groupby(rounded)]
            if len(seen) >= FEWEST_POINTS:
                yield seen


def fitted(bounds: Bounds, box: Box, largest_scale: float = math.inf) -> View:
    """The bounds in the middle of the box, as large as they go."""
    tiny = 1e-6  # a single point has no extent
    scale = min(box.width / max(bounds.width, tiny), box.height / max(bounds.height, tiny), largest_scale)
    x = math.radians(bounds.west + bounds.east) / 2
    y = (_mercator(bounds.south) + _mercator(bounds.north)) / 2
    return View(scale, box.middle.x - scale * x, box.middle.y + scale * y)


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))

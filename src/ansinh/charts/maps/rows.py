"""Areas measured along lines: where a name has room within one, where there is sea, how a hatch runs."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ansinh.charts.maps.pixels import Box, Pixel, PixelPolygon, PixelRing

ROW = 2  # pixels between the lines along which areas are measured
HATCH_STEP = 6  # pixels between the lines of a hatch
EASE = 1.6  # a place for a name is better the wider it is, up to so many widths of the name


class Span(NamedTuple):
    """A stretch of a line that lies within an area."""

    left: float
    right: float


Rows = Mapping[int, Sequence[Span]]  # by the number of the row


def rows_of(polygons: Iterable[PixelPolygon], shown: Box) -> Rows:
    """As far as they are shown."""
    top, bottom = math.floor(shown.top / ROW), math.ceil(shown.bottom / ROW)
    scanned = _scanned((ring for rings in polygons for ring in rings), ROW)
    return {
        row: [Span(max(left, shown.left), min(right, shown.right)) for left, right in spans if right > shown.left]
        for row, spans in scanned.items()
        if top <= row < bottom
    }


def _scanned(rings: Iterable[PixelRing], step: float) -> dict[int, list[Span]]:
    """Where lines at (n + ½) steps lie within the rings: from the first crossing to the second, third to fourth …"""
    crossings = defaultdict(list)
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            first, last = math.ceil(min(y0, y1) / step - 0.5), math.ceil(max(y0, y1) / step - 0.5)
            for line in range(first, last):
                crossings[line].append(x0 + ((line + 0.5) * step - y0) * (x1 - x0) / (y1 - y0))
    return {line: _spans(sorted(crossings[line])) for line in sorted(crossings)}


def _spans(crossings: Sequence[float]) -> list[Span]:
    return [Span(left, right) for left, right in zip(crossings[::2], crossings[1::2], strict=True)]


def united(areas: Iterable[Rows]) -> Rows:
    land: dict[int, list[Span]] = {}
    for rows in areas:
        for row, spans in rows.items():
            land.setdefault(row, []).extend(spans)
    return land


def is_clear(box: Box, land: Rows, gap: float = 2) -> bool:
    """No land in the box."""
    left, right = box.left - gap, box.right + gap
    rows = range(math.floor((box.top - gap) / ROW), math.ceil((box.bottom + gap) / ROW))
    return not any(span.left < right and left < span.right for row in rows for span in land.get(row, ()))


def middle_of(rows: Rows) -> Pixel:
    """The centre of gravity."""
    strips = [(right - left, (left + right) / 2, row) for row, spans in rows.items() for left, right in spans]
    weight = sum(width for width, _x, _row in strips) or 1.0
    row = sum(width * row for width, _x, row in strips) / weight
    return Pixel(sum(width * x for width, x, _row in strips) / weight, (row + 0.5) * ROW)


def room_for(rows: Rows, width: float, height: float, middle: Pixel) -> Pixel | None:
    """The middle of a place within the area for a text of this size: near the area's own middle, and not too tight."""
    places = []
    for at, (left, right) in _free_stretches(rows, width, math.ceil(height / ROW)):
        x = min(max(middle.x, left + width / 2), right - width / 2)
        tightness = max(0.0, EASE * width - (right - left))
        places.append((math.hypot(x - middle.x, at - middle.y) + tightness, Pixel(x, at)))
    return min(places)[1] if places else None


def _free_stretches(rows: Rows, width: float, count: int) -> Iterator[tuple[float, Span]]:
    """With the height in the middle of so many rows that all have the stretch."""
    for first in rows:
        free = [span for span in rows[first] if span.right - span.left >= width]
        for row in range(first + 1, first + count):
            if not free:
                break
            free = _common(free, rows.get(row, ()), width)
        yield from (((first + count / 2) * ROW, span) for span in free)


def _common(one: Sequence[Span], other: Sequence[Span], width: float) -> list[Span]:
    shared = (Span(max(a.left, b.left), min(a.right, b.right)) for a in one for b in other)
    return [span for span in shared if span.right - span.left >= width]


def hatch(polygons: Iterable[PixelPolygon]) -> Iterator[tuple[Pixel, Pixel]]:
    """Lines at 45 degrees within the polygons, found as level lines within the polygons turned."""
    step = HATCH_STEP * math.sqrt(2)
    turned = ([Pixel(x - y, x + y) for x, y in ring] for rings in polygons for ring in rings)
    for line, spans in _scanned(turned, step).items():
        for left, right in spans:
            yield _turned_back(left, (line + 0.5) * step), _turned_back(right, (line + 0.5) * step)


def _turned_back(x: float, y: float) -> Pixel:
    return Pixel((x + y) / 2, (y - x) / 2)

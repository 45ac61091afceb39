"""Far islands: which ones would make their province small, and the frames in which they are drawn instead."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ansinh.charts.maps.canvas import FRAME, QUIET, Canvas
from ansinh.charts.maps.lettering import Lettering
from ansinh.charts.maps.pixels import Bounds, Box, Pixel, View, fitted, joined
from ansinh.charts.maps.rows import Rows, is_clear

TALLEST = 1.2  # a province's map: its height in widths
NEAR = 0.15  # degrees: pieces of land that are nearer to each other than this stay together
GAIN = 1.15  # so much larger the map has to become for islands to be put into a frame
SCALES = (1, 0.75, 0.5)  # of the map's scale: those tried for a frame
STEP = 12  # pixels between the places that are tried for a frame
PADDING, TITLE_SIZE = 1.1, 0.85  # in font sizes


def split_far(pieces: Sequence[Bounds]) -> tuple[Bounds, list[Bounds]]:
    """The bounds of the main part, and of each group of islands that would make it plainly smaller."""
    near, far = _groups(pieces), []
    while len(near) > 1:
        rest = {other: joined(group for group in near if group != other) for other in near[1:]}
        furthest = max(rest, key=lambda other: _scale(rest[other]))
        if _scale(rest[furthest]) < GAIN * _scale(joined(near)):
            break
        near.remove(furthest)
        far.append(furthest)
    return joined(near), far


def _groups(pieces: Sequence[Bounds]) -> list[Bounds]:
    """Of pieces near each other; the one with the largest piece comes first."""
    rest = sorted(pieces, key=lambda piece: -piece.width * piece.height)
    groups = []
    while rest:
        group = rest.pop(0)
        while near := [piece for piece in rest if piece.is_near(group, NEAR)]:
            rest = [piece for piece in rest if not piece.is_near(group, NEAR)]
            group = joined([group, *near])
        groups.append(group)
    return groups


def _scale(bounds: Bounds) -> float:
    """As large as the bounds go on a map one wide."""
    return min(1 / max(bounds.width, 1e-6), TALLEST / max(bounds.height, 1e-6))


class Frame(NamedTuple):
    """The sea is the box without the title. The view has the map's scale, or a smaller one for want of room."""

    bounds: Bounds
    title: str
    box: Box
    sea: Box
    view: View


class Sheet(NamedTuple):
    """The map into which frames are put. They never cover the province."""

    view: View
    shown: Box
    own_land: Rows
    all_land: Rows


def place_frames(canvas: Canvas, far: Sequence[tuple[Bounds, str]], sheet: Sheet) -> Iterator[Frame]:
    """For islands and their name: in the sea of the map, else below it.

    Names outside keep off a frame once the next one is asked for, so that those inside can be written first.
    """
    left = 0.5
    for bounds, title in far:
        boxes = [_box(canvas, bounds, title, sheet.view, part) for part in SCALES]
        box = _spot(canvas, boxes, sheet)
        if box is None:
            top = sheet.shown.bottom + STEP
            box = Box(left, top, left + boxes[0].width, top + boxes[0].height)
            left = box.right + STEP
        sea = Box(box.left, box.top + canvas.size.font_size, box.right, box.bottom)
        yield Frame(bounds, title, box, sea, fitted(bounds, sea.shrunk(_padding(canvas)), sheet.view.scale))
        canvas.taken.append(box)


def _padding(canvas: Canvas) -> float:
    return PADDING * canvas.size.font_size


def _title(canvas: Canvas, text: str) -> Lettering:
    return Lettering((text,), TITLE_SIZE * canvas.size.font_size)


def _box(canvas: Canvas, bounds: Bounds, title: str, view: View, part: float) -> Box:
    """As large as the frame has to be, where the islands are in truth."""
    scale, padding = part * view.scale, 2 * _padding(canvas)
    width = max(scale * bounds.width, _title(canvas, title).width) + padding
    return Box.around(view.box(bounds).middle, width, scale * bounds.height + padding + canvas.size.font_size)


def _spot(canvas: Canvas, boxes: Sequence[Box], sheet: Sheet) -> Box | None:
    """For the largest box possible, the place nearest to the islands' own; if need be on a neighbour's land."""
    for land in (sheet.all_land, sheet.own_land):
        for box in boxes:
            nearest_first = sorted(_spots(box, sheet.shown), key=lambda spot: _distance(spot, box))
            for spot in nearest_first:
                if canvas.is_free(spot) and is_clear(spot, land, gap=4):
                    return spot
    return None


def _spots(box: Box, shown: Box) -> Iterator[Box]:
    """As far to the right and down as there is room, and further left and up in steps."""
    for right in range(int(shown.right) - 4, int(box.width) + 4, -STEP):
        for bottom in range(int(shown.bottom) - 4, int(box.height) + 4, -STEP):
            yield Box(right - box.width, bottom - box.height, right, bottom)


def _distance(one: Box, other: Box) -> float:
    return abs(one.middle.x - other.middle.x) + abs(one.middle.y - other.middle.y)


def draw_frame(canvas: Canvas, frame: Frame) -> None:
    canvas.box(frame.box, "white", FRAME)
    if frame.title:
        title = _title(canvas, frame.title)
        canvas.lettering(Pixel(frame.box.middle.x, frame.box.top + title.height), title, style="italic", colour=QUIET)

"""Names that have no room within their areas: in the sea with a line to the area, else as a code within it.

The central cities always get their name. For the others a line across half the country would help nobody.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ansinh.charts.maps.areas import PlacedArea, look_on
from ansinh.charts.maps.canvas import QUIET, Canvas
from ansinh.charts.maps.classes import MapClasses
from ansinh.charts.maps.lettering import Lettering, with_spaced_dash
from ansinh.charts.maps.pixels import Box, Pixel
from ansinh.charts.maps.rows import Rows, is_clear, room_for
from ansinh.charts.specifications import WIDTH

CENTRAL_CITIES = frozenset({"01", "31", "46", "48", "79", "92"})  # the same codes before and from 2025-07-01
LEADER_DEGREES = (0, 180, 17, -17, 163, -163, 34, -34, 146, -146, 55, -55, 125, -125, 90, -90)
NUDGES = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))  # of a code, in half its width and height
LONGEST_LEADER = 58  # pixels, on a map of the usual width
LONGEST_OF_A_CITY = 400
NAME_SIZE, CODE_SIZE = 0.82, 0.66  # in font sizes


class Leader(NamedTuple):
    start: Pixel
    end: Pixel
    name: Box

    def crosses(self, box: Box) -> bool:
        """By Liang and Barsky: the part of the line within the box's width, then also within its height."""
        (x, y), (x2, y2) = self.start, self.end
        first, last = 0.0, 1.0
        for at, step, low, high in ((x, x2 - x, box.left, box.right), (y, y2 - y, box.top, box.bottom)):
            if abs(step) < 1e-9:
                if not low < at < high:
                    return False
                continue
            enter, leave = sorted(((low - at) / step, (high - at) / step))
            first, last = max(first, enter), min(last, leave)
        return first < last

    def disturbs(self, other: "Leader") -> bool:
        sides = _side(self, other.start) != _side(self, other.end), _side(other, self.start) != _side(other, self.end)
        return all(sides) or other.crosses(self.name)


def _side(line: Leader, at: Pixel) -> bool:
    (x, y), (x2, y2) = line.start, line.end
    return (x2 - x) * (at.y - y) > (y2 - y) * (at.x - x)


def name_beside(
    canvas: Canvas, nameless: Sequence[PlacedArea], land: Rows, shown: Box, classes: MapClasses | None
) -> list[PlacedArea]:
    """Gives back those that have only their code, whose names the map has to tell elsewhere."""
    codes: dict[str, tuple[Pixel, Lettering]] = {}
    for place in nameless:
        codes[place.area.code] = _code(canvas, place, [lettering.around(at) for at, lettering in codes.values()])
    leaders: list[Leader] = []
    coded = []
    for place in sorted(nameless, key=_urgency):
        own = codes.pop(place.area.code)
        lettering = Lettering((f"{with_spaced_dash(place.area.label)} {place.area.text}".strip(),), _size(canvas))
        obstacles = [*canvas.taken, *(code.around(middle) for middle, code in codes.values())]
        for leader in _leaders(place.middle, lettering, _reach(canvas, place)):
            if leader.name.within(shown) and _is_possible(leader, obstacles, land, leaders):
                _draw_leader(canvas, leader, lettering)
                leaders.append(leader)
                break
        else:
            canvas.lettering(*own, **look_on(place.area, classes))
            coded.append(place)
    return coded


def _code(canvas: Canvas, place: PlacedArea, others: Sequence[Box]) -> tuple[Pixel, Lettering]:
    """Where it has room, or as near to there as it keeps off the codes of others."""
    lettering = Lettering((place.area.code,), CODE_SIZE * canvas.size.font_size)
    middle = room_for(place.rows_for_name, lettering.width + 1, lettering.height, place.middle) or place.middle
    places = [Pixel(middle.x + dx * lettering.width / 2, middle.y + dy * lettering.height / 2) for dx, dy in NUDGES]
    free = (at for at in places if not any(lettering.around(at).meets(box) for box in [*others, *canvas.taken]))
    return next(free, middle), lettering


def _size(canvas: Canvas) -> float:
    return NAME_SIZE * canvas.size.font_size


def _urgency(place: PlacedArea) -> tuple[bool, float]:
    """Cities first; then from the coast inland, as what lies near the sea takes the short way to it."""
    return place.area.code not in CENTRAL_CITIES, -place.middle.x


def _reach(canvas: Canvas, place: PlacedArea) -> float:
    wider = canvas.size.width / WIDTH
    longest = LONGEST_OF_A_CITY if place.area.code in CENTRAL_CITIES else LONGEST_LEADER
    return longest * min(wider, math.sqrt(wider))


def _leaders(start: Pixel, lettering: Lettering, reach: float) -> Iterator[Leader]:
    """The shortest first, level ones before steep ones."""
    for distance in range(8, math.ceil(reach), 5):
        for degrees in LEADER_DEGREES:
            dx, dy = distance * math.cos(math.radians(degrees)), distance * math.sin(math.radians(degrees))
            end = Pixel(start.x + dx, start.y + dy)
            yield Leader(start, end, lettering.around(_name_middle(end, lettering, dx, dy)))


def _name_middle(end: Pixel, lettering: Lettering, dx: float, dy: float) -> Pixel:
    """Above or below the end of a steep line, beside that of a level one."""
    if abs(dx) < abs(dy) / 2:
        return Pixel(end.x, end.y + math.copysign(lettering.height / 2, dy))
    return Pixel(end.x + math.copysign(lettering.width / 2 + 2, dx), end.y)


def _is_possible(leader: Leader, obstacles: Sequence[Box], land: Rows, leaders: Sequence[Leader]) -> bool:
    """Its name lies in the sea; nothing is crossed."""
    return (
        is_clear(leader.name, land)
        and not any(leader.name.meets(box, gap=2) or leader.crosses(box) for box in obstacles)
        and not any(leader.disturbs(other) for other in leaders)
    )


def _draw_leader(canvas: Canvas, leader: Leader, lettering: Lettering) -> None:
    canvas.line(leader.start, leader.end, QUIET, 0.6)
    canvas.circle(leader.start, 1.4, QUIET, "white", 0.5)
    canvas.lettering(leader.name.middle, lettering)

"""What must hold in the catalogue of places. Each check gives a fault for each unit of which it does not hold."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Protocol

from ansinh.charts.geojson import Feature
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

OUTLINES_ARE_ROUGH = 20.0  # km that a point may lie outside its province's outline, at coasts above all
LEFT_OUT = ("471", "498", "19742", "20333", "22736", "30781")  # Cồn Cỏ, Hoàng Sa, Trường Sa, Thổ Châu: in no outline

DEGREE = 111.2  # km of a degree to the north

Day = date | None


class Area(Protocol):
    """Named by its key in relations and successions. Days None: not known, or still valid."""

    @property
    def key(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def valid_from(self) -> Day: ...
    @property
    def valid_to(self) -> Day: ...


class Membership(Protocol):
    @property
    def part(self) -> str: ...
    @property
    def whole(self) -> str: ...
    @property
    def valid_from(self) -> Day: ...
    @property
    def valid_to(self) -> Day: ...


class Change(Protocol):
    @property
    def old(self) -> str: ...
    @property
    def new(self) -> str: ...
    @property
    def day(self) -> Day: ...
    @property
    def weight(self) -> int: ...


@dataclass(frozen=True)
class Fault:
    """``key`` of the unit it is about."""

    key: str
    said: Message


def faults(areas: Collection[Area], memberships: Sequence[Membership], changes: Sequence[Change]) -> list[Fault]:
    """Of areas with their memberships and successions, as tables or as a ledger hold them. Of keys alone, where there
    are any: the other checks rest on them."""
    checked = _Checked(areas, memberships, changes)
    return [*checked.doubled(), *checked.unknown()] or [
        *checked.codes_of_two(),
        *checked.without_heirs(),
        *checked.without_origins(),
        *checked.wrong_changes(),
        *checked.wrong_memberships(),
        *checked.not_in_one_whole(),
    ]


class _Checked:
    def __init__(self, areas: Collection[Area], memberships: Sequence[Membership], changes: Sequence[Change]) -> None:
        self.areas = {area.key: area for area in areas}
        self.memberships = memberships
        self.changes = changes
        self._times = Counter(area.key for area in areas)

    def doubled(self) -> Iterator[Fault]:
        for key, times in self._times.items():
            if times > 1:
                yield Fault(key, _("stands {times} times in the table", times=times))
        for part, whole, _day in _repeated((one.part, one.whole, one.valid_from) for one in self.memberships):
            yield Fault(part, _("stands twice in {whole} from the same day", whole=whole))
        for old, new, _day in _repeated((one.old, one.new, one.day) for one in self.changes):
            yield Fault(old, _("is twice succeeded by {new}", new=new))

    def unknown(self) -> Iterator[Fault]:
        named = [key for one in self.memberships for key in (one.part, one.whole)]
        named += [key for one in self.changes for key in (one.old, one.new)]
        for key in sorted(set(named) - self.areas.keys()):
            yield Fault(key, _("is named in a relation or succession, and is no unit"))

    def codes_of_two(self) -> Iterator[Fault]:
        """No code is valid twice at a time."""
        by_code: dict[str, list[Area]] = defaultdict(list)
        for area in self.areas.values():
            by_code[area.code].append(area)
        for same_code in by_code.values():
            for earlier, later in pairwise(sorted(same_code, key=starts)):
                if ends(earlier) >= starts(later):
                    yield Fault(earlier.key, _("has its code at the same time as {other}", other=later.key))

    def without_heirs(self) -> Iterator[Fault]:
        """Every area that ended has successors; of a district, its communes may have them, or go on."""
        followed = {one.old for one in self.changes}
        going_on = {key for key, area in self.areas.items() if not area.valid_to}
        in_parts = {one.whole for one in self.memberships if one.part in followed or one.part in going_on}
        for key, area in self.areas.items():
            if area.valid_to and key not in followed and not (area.level == "district" and key in in_parts):
                yield Fault(key, _("ended, and has no successor"))

    def without_origins(self) -> Iterator[Fault]:
        made = {one.new for one in self.changes}
        for key, area in self.areas.items():
            if area.valid_from and key not in made:
                yield Fault(key, _("began on a day that is known, and was made of nothing"))

    def wrong_changes(self) -> Iterator[Fault]:
        for one in self.changes:
            old, new = self.areas[one.old], self.areas[one.new]
            if one.weight < 1:
                yield Fault(one.old, _("has no share in {new}", new=one.new))
            if one.day and old.valid_to != one.day - timedelta(days=1):
                yield Fault(one.old, _("does not end on the eve of its succession by {new}", new=one.new))
            if one.day and starts(new) != one.day:
                yield Fault(one.new, _("does not begin on the day it succeeds {old}", old=one.old))

    def wrong_memberships(self) -> Iterator[Fault]:
        for one in self.memberships:
            for area in (self.areas[one.part], self.areas[one.whole]):
                if starts(one) < starts(area) or ends(one) > ends(area):
                    yield Fault(
                        area.key, _("is shorter than the time of {part} in {whole}", part=one.part, whole=one.whole)
                    )

    def not_in_one_whole(self) -> Iterator[Fault]:
        """From the first day that its whole is known, without a gap, to its last day."""
        by_part: dict[str, list[Membership]] = defaultdict(list)
        for one in self.memberships:
            by_part[one.part].append(one)
        for key, area in self.areas.items():
            if area.level != "country":
                yield from self._times_in_wholes(area, sorted(by_part[key], key=starts))

    def _times_in_wholes(self, area: Area, wholes: Sequence[Membership]) -> Iterator[Fault]:
        if not wholes:
            yield Fault(area.key, _("is part of nothing"))
            return
        for earlier, later in pairwise(wholes):
            if ends(earlier) == date.max or ends(earlier) + timedelta(days=1) != starts(later):
                one, other = earlier.whole, later.whole
                yield Fault(
                    area.key, _("is in {one} and {other} at once, or in neither for a time", one=one, other=other)
                )
        if ends(wholes[-1]) != ends(area) or (area.valid_from and starts(wholes[0]) != area.valid_from):
            yield Fault(area.key, _("is part of nothing on its first or last day"))


@dataclass(frozen=True)
class Point:
    """Of a unit; ``province``: the code of the province that it lies in."""

    key: str
    code: str
    province: str
    latitude: float
    longitude: float


def points_outside(points: Collection[Point], outlines: Mapping[str, Feature]) -> Iterator[Fault]:
    """Of the points of units, those that lie outside their province. ``outlines``: by the province's code; they are
    rough, so that only a point far outside is a fault."""
    borders = {code: _borders(outline) for code, outline in outlines.items()}
    for point in points:
        rings = borders.get(point.province, [])
        if point.code in LEFT_OUT or not rings or sum(ring.crossings(point) for ring in rings) % 2:
            continue
        far = min(ring.kilometres(point) for ring in rings)
        if far > OUTLINES_ARE_ROUGH:
            yield Fault(
                point.key, _("has its point {far} km outside {province}", far=round(far), province=point.province)
            )


def starts(one: Area | Membership) -> date:
    return one.valid_from or date.min


def ends(one: Area | Membership) -> date:
    return one.valid_to or date.max


def _repeated(rows: Iterator[tuple[str, str, Day]]) -> list[tuple[str, str, Day]]:
    return [row for row, times in Counter(rows).items() if times > 1]


Spot = tuple[float, float]


@dataclass(frozen=True)
class _Ring:
    """A closed border, in degrees east and north."""

    spots: Sequence[Spot]
    east: float
    south: float
    north: float

    def crossings(self, point: Point) -> int:
        """How often a line from the point to the east meets the border: odd inside."""
        x, y = point.longitude, point.latitude
        if x > self.east or not self.south <= y <= self.north:
            return 0
        return sum(
            (y0 > y) != (y1 > y) and x0 + (y - y0) * (x1 - x0) / (y1 - y0) > x
            for (x0, y0), (x1, y1) in pairwise(self.spots)
        )

    def kilometres(self, point: Point) -> float:
        """To the border, to about one part in a hundred."""
        scale = DEGREE * math.cos(math.radians(point.latitude))
        spots = [((x - point.longitude) * scale, (y - point.latitude) * DEGREE) for x, y in self.spots]
        return min(_distance(start, end) for start, end in pairwise(spots))


def _borders(outline: Feature) -> list[_Ring]:
    rings = [ring for polygon in outline["geometry"]["coordinates"] for ring in polygon]
    return [_Ring(ring, max(x for x, _y in ring), min(y for _x, y in ring), max(y for _x, y in ring)) for ring in rings]


def _distance(start: Spot, end: Spot) -> float:
    """From the origin to a line between two spots."""
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0 if not length else max(0.0, min(1.0, -(start[0] * along[0] + start[1] * along[1]) / length))
    return math.hypot(start[0] + share * along[0], start[1] + share * along[1])

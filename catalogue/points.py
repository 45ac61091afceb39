"""Which of the package's points are believed: one for each area, in its middle or at its seat."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from catalogue.corrections import Action, Correction, subjects
from catalogue.names import comparable, split_designation
from catalogue.tables import Point
from catalogue.wheel import OldCommune, Place, Tables


def old_points(tables: Tables, corrections: Iterable[Correction]) -> dict[str, Point]:
    """Code of an old commune → its point, where it is the commune's own.

    A geocoder that did not find a commune answered with its district, or with a namesake: a point that several
    communes share belongs to none of them, nor does that of the district, except to the seat of the same name.
    """
    unbelieved = subjects(corrections, Action.NO_POINT)
    shared = Counter(row.lowest.point for row in tables.old)
    return {
        row.lowest.code: row.lowest.point
        for row in tables.old
        if shared[row.lowest.point] == 1 and row.lowest.code not in unbelieved and not _only_the_district(row)
    }


def district_points(tables: Tables, old: Mapping[str, Point]) -> dict[str, Point]:
    """Code of a district → its point; where that is its province's, the middle of its communes', if they have any."""
    within: dict[str, list[Point]] = defaultdict(list)
    for row in tables.old:
        if row.commune and row.commune.code in old:
            within[row.district.code].append(old[row.commune.code])
    own = {row.district.code: row.district.point for row in tables.old if row.district.point != row.province.point}
    return {code: _middle(points) for code, points in within.items()} | own


def new_points(
    tables: Tables, corrections: Iterable[Correction], links: Collection[tuple[str, str]], old: Mapping[str, Point]
) -> dict[str, Point]:
    """Code of a new commune → its point; where that is known to be wrong, the middle of its predecessors'."""
    wrong = subjects(corrections, Action.POINT_OF_PREDECESSORS)
    predecessors: dict[str, list[Point]] = defaultdict(list)
    for old_code, new_code in sorted(links):
        if old_code in old:
            predecessors[new_code].append(old[old_code])
    points = {row.commune.code: row.commune.point for row in tables.new}
    return points | {code: _middle(predecessors[code]) for code in wrong}


def _only_the_district(row: OldCommune) -> bool:
    return bool(row.commune) and row.lowest.point == row.district.point and _name(row.lowest) != _name(row.district)


def _name(place: Place) -> str:
    return comparable(split_designation(place.full_name)[1])


def _middle(points: Collection[Point]) -> Point:
    return Point(sum(one.lat for one in points) / len(points), sum(one.lon for one in points) / len(points))

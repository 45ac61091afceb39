"""The areas: country, provinces, districts, communes, each with the time it was valid."""

from collections.abc import Iterator

from catalogue.history import with_history
from catalogue.names import split_designation
from catalogue.points import district_points, new_points, old_points
from catalogue.sources import LAST_DAY_BEFORE, REFORM, Sources
from catalogue.tables import Area, Point
from catalogue.wheel import Place

COUNTRY = Area("country", "VN", "", "Việt Nam")

PROVINCES_REFORMED = "202/2025/QH15"
DISTRICTS_ABOLISHED = "203/2025/QH15"


def make_areas(sources: Sources) -> list[Area]:
    made = [COUNTRY, *_provinces(sources), *_districts(sources), *_communes(sources)]
    return with_history(made, sources.history, sources.transfers)


def _provinces(sources: Sources) -> Iterator[Area]:
    for place in {row.province.code: row.province for row in sources.tables.old}.values():
        if sources.goes_on(place.code):
            yield _always("province", place, place.point)
        else:
            yield _until_the_reform("province", place, place.point, PROVINCES_REFORMED)
    for place in {row.province.code: row.province for row in sources.tables.new}.values():
        if not sources.goes_on(place.code):
            yield _since_the_reform("province", place, place.point, PROVINCES_REFORMED)


def _districts(sources: Sources) -> Iterator[Area]:
    points = district_points(sources.tables, old_points(sources.tables, sources.corrections))
    for place in {row.district.code: row.district for row in sources.tables.old}.values():
        yield _until_the_reform("district", place, points.get(place.code), DISTRICTS_ABOLISHED)


def _communes(sources: Sources) -> Iterator[Area]:
    old_points_ = old_points(sources.tables, sources.corrections)
    new_points_ = new_points(sources.tables, sources.corrections, sources.links, old_points_)
    ended_by = {old_code: sources.act_on(new_code) for old_code, new_code in sources.links}
    for old in sources.tables.old:
        if (place := old.commune) and place.code not in sources.unchanged:
            yield _until_the_reform("commune", place, old_points_.get(place.code), ended_by[place.code])
    for new in sources.tables.new:
        place, point = new.commune, new_points_[new.commune.code]
        if place.code in sources.unchanged:
            yield _always("commune", place, point)
        else:
            yield _since_the_reform("commune", place, point, sources.act_on(place.code))


def _always(level: str, place: Place, point: Point | None) -> Area:
    return Area(level, place.code, *split_designation(place.full_name), point=point)


def _until_the_reform(level: str, place: Place, point: Point | None, act: str) -> Area:
    named = split_designation(place.full_name)
    return Area(level, place.code, *named, valid_to=LAST_DAY_BEFORE, point=point, document=act)


def _since_the_reform(level: str, place: Place, point: Point | None, act: str) -> Area:
    named = split_designation(place.full_name)
    return Area(level, place.code, *named, valid_from=REFORM, point=point, document=act)

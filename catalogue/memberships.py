"""Which area was part of which, and when."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from catalogue.areas import COUNTRY
from catalogue.history import overlap
from catalogue.sources import LAST_DAY_BEFORE, REFORM, Sources
from catalogue.tables import Area, Membership, Succession


def make_memberships(
    areas: Collection[Area], successions: Collection[Succession], sources: Sources
) -> Iterator[Membership]:
    by_code: dict[tuple[str, str], list[Area]] = defaultdict(list)
    for area in areas:
        by_code[area.level, area.code].append(area)
    province_of = {row.district.code: row.province.code for row in sources.tables.old}
    province_of |= {span.area.code: span.whole for span in sources.history if span.whole}
    district_of = {row.commune.code: row.district.code for row in sources.tables.old if row.commune}
    former = _former(areas, successions)
    for area in areas:
        if area.level == "province":
            yield from _within(area, [COUNTRY])
        elif area.level == "district":
            yield from _within(area, by_code["province", province_of[area.code]])
        elif area.level == "commune":
            if area.valid_from is None:
                yield from _in_districts(area, by_code["district", district_of[area.code]], former)
            if area.valid_to is None or area.valid_to >= REFORM:
                yield from _within(area, by_code["province", sources.present_province[area.code]], since=REFORM)


def _within(part: Area, wholes: Iterable[Area], since: date | None = None) -> Iterator[Membership]:
    """For each of the wholes, the time for which both are known to have been valid, from ``since`` on."""
    for whole in wholes:
        starts = [day for day in (part.valid_from, whole.valid_from, since) if day]
        ends = [day for day in (part.valid_to, whole.valid_to) if day]
        first, last = max(starts, default=None), min(ends, default=None)
        if overlap(part, whole) and not (first and last and last < first):
            yield Membership(part.key, whole.key, first, last)


def _in_districts(commune: Area, districts: Iterable[Area], former: Mapping[str, Area]) -> Iterator[Membership]:
    """In the district of the last day before the reform, and in those that went on as it with the same territory.

    Which communes a district took over from another is not in the tables: there the known time begins.
    """
    area = next((one for one in districts if one.valid_to == LAST_DAY_BEFORE), None)
    while area:
        yield from _within(commune, [area])
        area = former.get(area.key)


def _former(areas: Iterable[Area], successions: Collection[Succession]) -> Mapping[str, Area]:
    """Key of an area → the one that had its territory before it."""
    by_key = {area.key: area for area in areas}
    origins, heirs = Counter(one.new for one in successions), Counter(one.old for one in successions)
    return {one.new: by_key[one.old] for one in successions if origins[one.new] == heirs[one.old] == 1}

"""Which area was part of which, and when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from catalogue.areas import COUNTRY
from catalogue.history import Span, Transfer, overlap, takeover_day, valid_on
from catalogue.sources import LAST_DAY_BEFORE, REFORM, Sources
from catalogue.tables import Area, Membership


@dataclass(frozen=True, slots=True)
class Takeovers:
    """What a district took over from others. ``went_on_from``: the one that it is but a new form of."""

    last_day: date | None
    went_on_from: Area | None


def make_memberships(areas: Collection[Area], sources: Sources) -> Iterator[Membership]:
    by_code: dict[tuple[str, str], list[Area]] = defaultdict(list)
    for area in areas:
        by_code[area.level, area.code].append(area)
    province_of = {row.district.code: row.province.code for row in sources.tables.old}
    province_of |= {span.area.code: span.whole for span in sources.history if span.whole}
    district_of = {row.commune.code: row.district.code for row in sources.tables.old if row.commune}
    takeovers = _takeovers([area for area in areas if area.level == "district"], sources)
    for area in areas:
        if area.level == "province":
            yield from _within(area, [COUNTRY])
        elif area.level == "district":
            yield from _within(area, by_code["province", province_of[area.code]])
        elif area.level == "commune":
            if area.valid_from is None:
                yield from _in_districts(area, by_code["district", district_of[area.code]], takeovers)
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


def _in_districts(commune: Area, districts: Iterable[Area], takeovers: Mapping[str, Takeovers]) -> Iterator[Membership]:
    """In the district of the last day before the reform, and in those that went on as it.

    Which communes a district took over from another is not in the tables: there the known time begins.
    """
    area: Area | None = next(one for one in districts if one.valid_to == LAST_DAY_BEFORE)
    while area:
        taken = takeovers[area.key]
        yield from _within(commune, [area], since=taken.last_day)
        area = taken.went_on_from


def _takeovers(districts: Iterable[Area], sources: Sources) -> dict[str, Takeovers]:
    former: dict[str, list[Span]] = defaultdict(list)
    for span in sources.history:
        for key, _weight in span.successors:
            former[key].append(span)
    return {area.key: _takeovers_of(area, former[area.key], sources.transfers) for area in districts}


def _takeovers_of(area: Area, former: list[Span], transfers: Iterable[Transfer]) -> Takeovers:
    partial = [one.day for one in transfers if one.taker == area.code and valid_on(area, one.day)]
    days = partial + [day for span in former if (day := takeover_day(span.area))]
    before = former[0] if len(former) == 1 and not partial else None
    alone = before and takeover_day(before.area) == area.valid_from and len(before.successors) == 1
    return Takeovers(max(days, default=None), before.area if before and alone else None)

"""The generated part of the ledger: communes in the real provinces, and thirty series of each for every month.

Every value follows from the commune, the series and the month alone, so that a peer computes the same one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ansinh.indicators.actions import load_indicators
from ansinh.indicators.catalogue import IndicatorType, Observed, catalogue
from ansinh.indicators.models import TOTAL
from ansinh.indicators.reads import breakdown_keys, indicator_keys
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.names import fold, sort_key
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request, day_number
from ansinh.ledger.models import Kind
from ansinh.places.actions import load_places
from ansinh.places.models import Level, Relation, Unit, UnitKind

LAST_YEAR = 2020
SERIES = 30  # facts of a commune and month
FIRST_CODE = 90_000
COMPLETE_FROM = date(2010, 1, 1)
CORRECTED_AFTER = 3  # months
CORRECTED_ONE_IN = 97  # communes
CORRECTED = ("participants_bhyt", "collections")
THRESHOLD_OF_A_MONTH = 8  # per cent of the year's plan
SIZES = {
    BaseUnit.VND: 800_000_000,
    BaseUnit.PERSON: 1_500,
    BaseUnit.VISIT: 400,
    BaseUnit.EMPLOYER: 30,
    BaseUnit.UNIT: 20,
}


@dataclass(frozen=True)
class Month:
    """``index`` counts from the first generated month."""

    index: int
    year: int
    number: int

    @property
    def period(self) -> Period:
        return Period.month(self.year, self.number)

    @property
    def reported_on(self) -> date:
        """The fifth of the month after."""
        return date(self.year + self.number // 12, self.number % 12 + 1, 5)


@dataclass(frozen=True)
class Series:
    """One of the thirty columns of a month's file. ``position``: its column; ``size``: of a small commune's figure."""

    position: int
    request: Request
    size: int
    months: int  # over which a flow has accumulated; 0: a stock


@dataclass(frozen=True)
class Area:
    """``number`` seeds its values."""

    number: int
    key: int
    province: int


def months(count: int) -> list[Month]:
    """The last ``count`` months up to December 2020."""
    first = LAST_YEAR * 12 + 12 - count
    return [Month(index, (first + index) // 12, (first + index) % 12 + 1) for index in range(count)]


@cache
def series(month: Month) -> tuple[Series, ...]:
    """All monthly indicators, and to make it thirty: estimates of the flows; in January the figures of the year
    (denominators, and the plans of those that are measured against one)."""
    reported = [one for one in catalogue().indicators.values() if one.reported]
    wanted = [(one, Kind.ACTUAL) for one in reported if one.observed is not Observed.YEAR]
    if month.number == 1:
        wanted += [(one, Kind.ACTUAL) for one in reported if one.observed is Observed.YEAR]
        wanted += [(one, Kind.TARGET) for one in reported if catalogue().plan_of(one.id)]
    else:
        wanted += [(one, Kind.ESTIMATE) for one, _kind in wanted if one.type is IndicatorType.FLOW]
    if len(wanted) != SERIES:
        raise ValueError(f"the catalogue now gives {len(wanted)} series in {month.period.iso}, not {SERIES}")
    found = []
    for position, (one, kind) in enumerate(wanted):
        yearly = kind is Kind.TARGET or one.observed is Observed.YEAR
        period = Period.year(month.year) if yearly else one.fact_period(month.period)
        accumulated = month.number if one.observed is Observed.YEAR_TO_DATE and not yearly else 0
        size = SIZES[one.unit] * (13 if yearly and one.type is IndicatorType.FLOW else 4 if yearly else 1)
        found.append(Series(position, Request(one.id, period, kind), size, accumulated))
    return tuple(found)


def value(area: int, one: Series, month: Month) -> int:
    """In the smallest steps. A stock grows by half a per cent a month and wavers by a quarter of its size; a flow is
    that many months of it, so that it never falls within the year."""
    base = one.size + (one.size * _mixed(area, one.position, 0) >> 20)
    wavering = (base >> 2) * _mixed(area, one.position, month.index + 1) >> 20
    if one.months:
        return base * one.months * (1000 + 60 * (month.index // 12)) // 1000 + wavering
    return base * (1000 + 5 * month.index) // 1000 + wavering


def _mixed(area: int, position: int, month: int) -> int:
    """Twenty bits, the same on every machine."""
    mixed = (area * 2_654_435_761 + position * 2_246_822_519 + month * 3_266_489_917) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    mixed = mixed * 2_246_822_519 & 0xFFFFFFFF
    mixed ^= mixed >> 13
    return mixed & 0xFFFFF


def corrected(area: int, one: Series, month: Month) -> bool:
    """Whether a later file raises this figure by one."""
    chosen = one.request.kind is Kind.ACTUAL and one.request.indicator in CORRECTED
    return chosen and (area + month.index) % CORRECTED_ONE_IN == 0


def standing_value(area: int, one: Series, month: Month, last: Month) -> int:
    """As it stands when all months up to ``last`` are in."""
    is_corrected = corrected(area, one, month) and month.index + CORRECTED_AFTER <= last.index
    return value(area, one, month) + is_corrected


def load_catalogues(communes: int) -> list[Area]:
    """The real country, provinces and indicators; the generated communes, more of them in some provinces."""
    load_places(by="bench")
    load_indicators(by="bench")
    Relation.objects.filter(part__level=Level.DISTRICT).delete()  # the one real district would be a missing part
    provinces = list(Unit.objects.filter(kind=UnitKind.AREA, level=Level.PROVINCE).order_by("code"))
    Unit.objects.filter(pk__in=[province.pk for province in provinces]).update(parts_complete_from=COMPLETE_FROM)
    places = list(_spread(communes, len(provinces)))
    units = Unit.objects.bulk_create(
        (_commune(number) for number in range(1, communes + 1)),
        batch_size=500,
    )
    Relation.objects.bulk_create(
        (Relation(whole=provinces[place], part=unit) for place, unit in zip(places, units, strict=True)),
        batch_size=500,
    )
    return [
        Area(number, unit.pk, provinces[place].pk)
        for number, (place, unit) in enumerate(zip(places, units, strict=True), start=1)
    ]


def _commune(number: int) -> Unit:
    name = f"Xã {number:05}"
    return Unit(
        kind=UnitKind.AREA,
        level=Level.COMMUNE,
        code=str(FIRST_CODE + number),
        designation="xã",
        name=name,
        name_en=name,
        sort_key=sort_key(name),
        folded=fold(name),
    )


def _spread(communes: int, provinces: int) -> Iterator[int]:
    """The province of each commune: the last has three times as many as the first."""
    weights = [provinces + 2 * place for place in range(provinces)]
    filled = 0
    for place, below in enumerate(_running(weights)):
        end = communes * below // sum(weights)
        yield from [place] * (end - filled)
        filled = end


def _running(weights: Sequence[int]) -> Iterator[int]:
    total = 0
    for weight in weights:
        total += weight
        yield total


Row = tuple[int, int, int, int, int, int, int, int, int, int, int, int, int]
COLUMNS = (
    *("id", "submission_id", "indicator_id", "unit_id", "breakdown_id", "period_start", "period_end", "kind"),
    *("value", "hedge", "sheet", "row", "column"),
)


def rows(submission: int, first_key: int, areas: Sequence[Area], month: Month) -> list[Row]:
    """A month's file as rows of the ledger, a commune after the other."""
    keyed = list(zip(series(month), series_keys(month), strict=True))
    return [
        (
            *(first_key + line * SERIES + one.position, submission, indicator, area.key, breakdown, start, end, kind),
            *(value(area.number, one, month), 0, 0, line + 8, one.position + 2),
        )
        for line, area in enumerate(areas)
        for one, (indicator, breakdown, start, end, kind) in keyed
    ]


def correction_rows(
    submission: int, first_key: int, areas: Sequence[Area], month: Month, old_first_key: int
) -> list[tuple[int, Row]]:
    """The corrections of a month's figures, each with the key of the observation that it stands in place of."""
    keyed = list(zip(series(month), series_keys(month), strict=True))
    chosen = [
        (old_first_key + line * SERIES + one.position, area, one, keys)
        for line, area in enumerate(areas)
        for one, keys in keyed
        if corrected(area.number, one, month)
    ]
    return [
        (
            old,
            (
                *(first_key + line, submission, indicator, area.key, breakdown, start, end, kind),
                *(value(area.number, one, month) + 1, 0, 0, line + 8, 2),
            ),
        )
        for line, (old, area, one, (indicator, breakdown, start, end, kind)) in enumerate(chosen)
    ]


def threshold_rows(submission: int, first_key: int, country: int, all_months: Sequence[Month]) -> list[Row]:
    """The country's bars: of every ratio to a plan, so many per cent for each month."""
    indicators, total = indicator_keys(), breakdown_keys()[TOTAL]
    ratios = [plan for one in catalogue().indicators if (plan := catalogue().plan_of(one))]
    bars = [(month, ratio) for month in all_months for ratio in ratios]
    return [
        (
            *(first_key + line, submission, indicators[ratio.id], country, total),
            *(day_number(month.period.end), day_number(month.period.end), int(Kind.THRESHOLD)),
            *(THRESHOLD_OF_A_MONTH * month.number * 10**ratio.unit.scale, 0, 0, line + 1, 0),
        )
        for line, (month, ratio) in enumerate(bars)
    ]


def series_keys(month: Month) -> list[tuple[int, int, int, int, int]]:
    """Of each series: indicator, breakdown, period and kind as the ledger keeps them."""
    indicators, total = indicator_keys(), breakdown_keys()[TOTAL]
    return [
        (
            indicators[one.request.indicator],
            total,
            day_number(one.request.period.start),
            day_number(one.request.period.end),
            int(one.request.kind),
        )
        for one in series(month)
    ]

"""The generated part of the ledger: thirty series of each commune for every month.

Every value follows from the commune, the series and the month alone, so that a peer computes the same one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ansinh.indicators.actions import load_indicators
from ansinh.indicators.catalogue import IndicatorType, Observed, catalogue
from ansinh.indicators.models import TOTAL
from ansinh.indicators.reads import breakdown_keys, indicator_keys
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request, day_number
from ansinh.ledger.models import Kind
from ansinh.places.actions import load_places
from ansinh.places.models import Level, Relation, Succession, Unit
from ansinh.places.reads import country, leaves, parts, wholes

LAST_YEAR = 2020
LAST_BEFORE = date(2025, 6, 30)  # of the 63 provinces
SERIES = 30  # facts of a commune and month
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
    """The real country, its provinces of before and after 2025, the indicators; and of the communes of 2025-06-30 (and
    island districts without any) as many as wanted, directly in their province, as though they had always been there.
    """
    load_places(by="bench")
    load_indicators(by="bench")
    before = {unit.code: unit for unit in parts(country(LAST_BEFORE), date(2020, 12, 31))}
    chosen = _chosen(communes)
    provinces = {pk: before[_province(around).code] for pk, around in wholes(chosen, LAST_BEFORE).items()}
    _leave_only(chosen)
    Unit.objects.filter(pk__in=[province.pk for province in before.values()]).update(parts_complete_from=COMPLETE_FROM)
    Relation.objects.bulk_create((Relation(whole=provinces[pk], part_id=pk) for pk in chosen), batch_size=500)
    return [Area(number, pk, provinces[pk].pk) for number, pk in enumerate(chosen, start=1)]


def _chosen(communes: int) -> list[int]:
    """Evenly from all, which stand in the order of their codes, province after province."""
    below = Unit.objects.filter(pk__in=leaves(country(LAST_BEFORE), LAST_BEFORE)).order_by("code")
    keys = list(below.values_list("pk", flat=True))
    return [keys[place * len(keys) // communes] for place in range(communes)]


def _province(around: Sequence[Unit]) -> Unit:
    return next(unit for unit in around if unit.level == Level.PROVINCE)


def _leave_only(chosen: Sequence[int]) -> None:
    """No other commune, no district, and nothing that became of one."""
    below = (Level.DISTRICT, Level.COMMUNE)
    Succession.objects.filter(old__level__in=below).exclude(old__in=chosen).delete()
    Relation.objects.exclude(whole__level=Level.COUNTRY).delete()


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

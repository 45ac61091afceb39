"""Which earlier and later figures an indicator's figure is looked at beside."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ansinh.indicators.catalogue import Observed, catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Request
from ansinh.ledger.models import Kind

MONTHS_BACK = 12
YEARS_BACK = 5
HAPPENED = (Kind.ACTUAL, Kind.ESTIMATE)


def observed(request: Request) -> Observed | None:
    """When its figures are taken; a target is a figure of the year, whatever it is the target of."""
    return Observed.YEAR if request.kind is Kind.TARGET else catalogue()[request.indicator].observed


@cache
def earlier(request: Request, steps: int) -> Request | None:
    """So many months earlier (years, for a figure of the year); None where that is too long ago, or in another year
    than what accumulates within one."""
    kind = Kind.TARGET if request.kind is Kind.TARGET else Kind.ACTUAL
    match observed(request):
        case Observed.YEAR:
            year = request.period.year_number - steps
            return None if steps > YEARS_BACK else Request(request.indicator, Period.year(year), kind)
        case Observed.AS_OF:
            return None if steps > MONTHS_BACK else Request(request.indicator, _day_before(request, steps), kind)
        case Observed.YEAR_TO_DATE:
            day = _day_before(request, steps)
            same_year = day.year_number == request.period.year_number
            return Request(request.indicator, day.year_to_date, kind) if same_year else None
    return None


def _day_before(request: Request, steps: int) -> Period:
    day = Period.day(request.period.end)
    for _step in range(steps):
        day = day.previous
    return day


@cache
def last_year(request: Request) -> Request | None:
    """The same period of last year, of what is taken within the year; of a target, what the year before came to."""
    if request.kind is Kind.TARGET:
        before = Period.year(request.period.year_number - 1)
        definition = catalogue()[request.indicator]
        return Request(request.indicator, definition.fact_period(before), Kind.ACTUAL) if definition.reported else None
    if observed(request) is Observed.YEAR:
        return None  # that is the year before
    return Request(request.indicator, request.period.same_period_last_year, Kind.ACTUAL)


@cache
def later_in_year(request: Request) -> tuple[Request, ...]:
    """The month's ends that follow in the same year, for what accumulates in it."""
    if observed(request) is not Observed.YEAR_TO_DATE:
        return ()
    periods = (Period.first_months(request.period.year_number, months) for months in range(1, 13))
    return tuple(
        Request(request.indicator, period, Kind.ACTUAL) for period in periods if period.end > request.period.end
    )


@cache
def target_of(request: Request) -> Request | None:
    """The year's target, where the catalogue measures the indicator against one."""
    if request.kind not in HAPPENED or catalogue().plan_of(request.indicator) is None:
        return None
    return replace(request, period=Period.year(request.period.year_number), kind=Kind.TARGET)


def months_apart(one: Period, other: Period) -> int:
    return abs((one.end.year - other.end.year) * 12 + one.end.month - other.end.month)


def months_before(request: Request, months: int) -> Iterator[Request]:
    """Every one of so many months back, whatever year it lies in, nearest first."""
    day = Period.day(request.period.end)
    definition = catalogue()[request.indicator]
    for _month in range(months):
        day = day.previous
        yield Request(request.indicator, definition.fact_period(day), Kind.ACTUAL)

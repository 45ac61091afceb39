"""The last month of which the ledger holds approved figures of a unit."""

from datetime import date

from django.db.models import Max, Q

from ansinh.indicators.catalogue import Observed, catalogue
from ansinh.indicators.reads import indicator_keys
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import day_number, day_of
from ansinh.ledger.models import Kind, Observation, State
from ansinh.places.models import Unit
from ansinh.places.reads import parts


def latest_month(unit: Unit, today: date) -> Period | None:
    """Until today, of the unit or one of its direct parts; None: there are no figures. Walks back over the periods that
    the ledger holds, a few look-ups in its index each."""
    units = [unit.pk, *(part.pk for part in parts(unit, today))]
    monthly = _monthly()
    end = _last_end(Q(period_end__lte=day_number(today)))
    while end is not None:
        rows = Observation.objects.filter(period_end=end, unit__in=units, indicator__in=monthly, kind=Kind.ACTUAL)
        if rows.filter(submission__events__state=State.APPROVED).exists():
            day = day_of(end)
            return Period.month(day.year, day.month)
        end = _last_end(Q(period_end__lt=end))
    return None


def _monthly() -> list[int]:
    """Indicators of which there is a figure each month; the population of a year does not make its December known."""
    keys = indicator_keys()
    return [keys[one.id] for one in catalogue().indicators.values() if one.observed not in (None, Observed.YEAR)]


def _last_end(among: Q) -> int | None:
    last: int | None = Observation.objects.filter(among).aggregate(last=Max("period_end"))["last"]
    return last

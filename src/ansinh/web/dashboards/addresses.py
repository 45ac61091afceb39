"""Where the numbers and names of a dashboard lead."""

from urllib.parse import urlencode

from django.urls import reverse

from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit


def dashboard_of(unit: Unit, period: Period, indicator: IndicatorDefinition) -> str:
    """With the same indicator chosen, so that one may go on comparing it."""
    return f"{reverse('dashboard', args=[unit.kind, unit.key, period])}?{urlencode({'indicator': indicator.id})}"


def league_of(unit: Unit, period: Period, indicator: IndicatorDefinition) -> str:
    return f"{reverse('league', args=[unit.kind, unit.key, period])}?{urlencode({'indicator': indicator.id})}"


def series_of(unit: Unit, period: Period, indicator: IndicatorDefinition) -> str:
    return reverse("series", args=[unit.kind, unit.key, period, indicator.id])

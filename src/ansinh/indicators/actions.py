"""Give every indicator of the catalogue its key in the database."""

from django.db import transaction

from ansinh.audit.actions import record
from ansinh.indicators.catalogue import catalogue
from ansinh.indicators.models import TOTAL, Breakdown, Indicator


def load_indicators(*, by: str) -> None:
    """Add keys that are not there yet; may be run again. An indicator once used is never removed."""
    with transaction.atomic():
        for name in catalogue().indicators:
            Indicator.objects.get_or_create(name=name)
        Breakdown.objects.get_or_create(name=TOTAL)
        record(by=by, action="indicators.load", subject="indicators", indicators=len(catalogue().indicators))

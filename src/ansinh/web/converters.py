"""The parts of an address that name a unit and a period: /area/42@2025-07-01/2026-05/."""

from django.urls import register_converter

from ansinh.kernel.periods import Period, PeriodError
from ansinh.places.models import UnitKind


class KindConverter:
    regex = "|".join(UnitKind.values)

    def to_python(self, text: str) -> UnitKind:
        return UnitKind(text)

    def to_url(self, kind: str) -> str:
        return str(UnitKind(kind))


class PeriodConverter:
    """A month, a quarter, a year … by its ISO name; what is none of them is no address (ValueError)."""

    regex = "[0-9]{4}(?:-[0-9A-Z]{2,3})?"

    def to_python(self, text: str) -> Period:
        try:
            period = Period.parse(text)
        except PeriodError:
            raise ValueError from None
        if period.iso != text:  # one address for one thing
            raise ValueError
        return period

    def to_url(self, period: Period) -> str:
        return period.iso


def register() -> None:
    register_converter(KindConverter, "kind")
    register_converter(PeriodConverter, "period")

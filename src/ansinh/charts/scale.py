"""From values to pixels."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ansinh.charts.specifications import Value


@dataclass(frozen=True)
class Scale:
    """``start``, ``end``: the pixels of the lowest and the highest value."""

    low: float
    high: float
    start: float
    end: float

    @property
    def shows_zero(self) -> bool:
        return self.low <= 0 <= self.high

    def at(self, value: Decimal | float) -> float:
        return self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def known(values: Iterable[Value]) -> list[float]:
    return [float(value.drawn) for value in values if value.drawn is not None]


def from_zero(values: Iterable[float], start: float, end: float) -> Scale:
    """For bars, whose length is what they say."""
    low, high = _ends([0.0, *values])
    return Scale(low, high if high > low else low + 1, start, end)


def around(values: Iterable[float], start: float, end: float) -> Scale:
    """For lines, whose height differs to the eye however near the levels are; to zero where that is not far off."""
    low, high = _ends(values)
    if low == high:
        low, high = low - (abs(low) / 10 or 1), high + (abs(high) / 10 or 1)
    if 0 < low <= (high - low) / 2:
        low = 0
    if 0 < -high <= (high - low) / 2:
        high = 0
    return Scale(low, high, start, end)


def _ends(values: Iterable[float]) -> tuple[float, float]:
    found = list(values) or [0.0]
    return min(found), max(found)

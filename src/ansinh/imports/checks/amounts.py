"""Figures within messages, and how hedged figures are compared: only what is certain is said."""

from dataclasses import dataclass
from decimal import Decimal

from ansinh.imports.checks.figures import Given
from ansinh.imports.checks.thresholds import thresholds
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import Language
from ansinh.kernel.numbers import Hedge, format_percent, format_quantity


@dataclass(frozen=True)
class Amount:
    """A value of an indicator (in its base unit) with all its decimals: "hơn 10.101,8 tỷ đồng"."""

    indicator: str
    value: Decimal
    hedge: Hedge = Hedge.EXACT

    def text(self, language: Language | None = None) -> str:
        definition = catalogue()[self.indicator]
        exponent = definition.display.from_base(self.value).normalize().as_tuple().exponent
        decimals = max(definition.decimals, -exponent if isinstance(exponent, int) else 0)
        quantity = format_quantity(self.value, definition.display, decimals, language)
        return f"{self.hedge.text(language)} {quantity}".strip()


@dataclass(frozen=True)
class Share:
    """A share as a percentage: 0.0607 is "+6,1%" when signed."""

    value: Decimal
    signed: bool = False

    def text(self, language: Language | None = None) -> str:
        return format_percent(self.value * 100, 1, language, signed=self.signed)


def amount(given: Given) -> Amount:
    return Amount(given.request.indicator, given.value, given.hedge)


def low(given: Given) -> Decimal:
    """The least that a figure can mean; an exact one means itself."""
    if given.hedge is Hedge.EXACT or given.hedge in (Hedge.OVER, Hedge.AT_LEAST):
        return given.value
    return given.value - abs(given.value) * thresholds().hedged_by


def high(given: Given) -> Decimal:
    """The most that a figure can mean."""
    if given.hedge is Hedge.EXACT or given.hedge in (Hedge.UNDER, Hedge.NEARLY):
        return given.value
    return given.value + abs(given.value) * thresholds().hedged_by


def surely_more(one: Given, other: Given) -> bool:
    return low(one) > high(other)

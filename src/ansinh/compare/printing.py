"""Quantities as they are printed: rounded once, here, half up; exact beside it for whoever computes on."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import TypedDict

from ansinh.compare.calc import Quantity
from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.language import Language, current_language
from ansinh.kernel.measures import PERCENT, PERCENTAGE_POINTS, UNITS, BaseUnit, DisplayUnit
from ansinh.kernel.numbers import MISSING, format_number, format_quantity, round_half_up
from ansinh.ledger.facts import Fact
from ansinh.ledger.reads import Ledger, Source, sources

WHOLE_PERCENT_DECIMALS = 2  # of a cluster's or a unit's own percentages: 36,45%
PART_PERCENT_DECIMALS = 1  # of the units in a ranking: 41,1%; one table keeps to one number of decimals

ESTIMATE_PERCENT_DECIMALS = 1  # an estimate is not published to two decimals

ABOUT_EQUAL = "≈"

_EXACT_DIGITS = 28  # of a fraction that has no end: 36.45083443087303…
_AMPLE = Context(prec=60)


@dataclass(frozen=True)
class Shown:
    """``signed``: a change, printed with its sign in tables; sentences say it in a word. An estimate is printed with
    the interval in which it lies, "≈ 1.250 người (1.000 – 1.500)"; without a value, the interval is all there is."""

    quantity: Quantity
    display: DisplayUnit
    decimals: int
    signed: bool = False

    @property
    def exact(self) -> Decimal | None:
        """In the base unit; a fraction without an end is rounded to 28 digits."""
        return None if self.quantity.value is None else exact_decimal(self.quantity.value)

    @property
    def rounded(self) -> Decimal | None:
        """In the display unit, as printed."""
        exact = self.exact
        return None if exact is None else round_half_up(self.display.from_base(exact), self.decimals)

    def text(self, language: Language | None = None) -> str:
        """With hedge, sign and unit: "hơn 10.101,8 tỷ đồng"; "–" when there is no value."""
        printed = self._hedged(
            format_quantity(self.exact, self.display, self.decimals, language, signed=self.signed), language
        )
        return self._with_interval(printed, self.display, language)

    def number(self, language: Language | None = None) -> str:
        """Without the unit, for a table's cell."""
        rounded = self.rounded
        printed = self._hedged(format_number(rounded, self.decimals, language, signed=self.signed), language)
        return self._with_interval(printed, None, language)

    def size(self, language: Language | None = None) -> str:
        """Of a change, without its sign: what stands after "tăng" or "giảm"."""
        exact = self.exact
        size = None if exact is None else abs(exact)
        printed = self._hedged(format_quantity(size, self.display, self.decimals, language), language)
        return f"{ABOUT_EQUAL} {printed}" if self.quantity.estimated and printed != MISSING else printed

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """Of an estimate, the ends of its interval in the base unit."""
        interval = self.quantity.interval
        return None if interval is None else (exact_decimal(interval[0]), exact_decimal(interval[1]))

    def _hedged(self, text: str, language: Language | None) -> str:
        word = self.quantity.hedge.text(language)
        return f"{word} {text}" if word and text != MISSING else text

    def _with_interval(self, printed: str, unit: DisplayUnit | None, language: Language | None) -> str:
        if self.ends is None:
            return printed
        ends = [self.display.from_base(end) for end in self.ends]
        low, high = (
            format_number(round_half_up(end, self.decimals), self.decimals, language, signed=self.signed)
            for end in ends
        )
        if printed == MISSING and unit:
            return f"{low} – {high}{unit.separator}{unit.text(language)}".strip()
        if printed == MISSING:
            return f"{low} – {high}"
        return f"{ABOUT_EQUAL} {printed} ({low} – {high})"


def show(
    quantity: Quantity,
    indicator: IndicatorDefinition,
    *,
    percent_decimals: int = WHOLE_PERCENT_DECIMALS,
    signed: bool = False,
) -> Shown:
    """Print a figure of this indicator, or one derived from it (a change, a percentage), in its unit."""
    if quantity.estimated:
        percent_decimals = min(percent_decimals, ESTIMATE_PERCENT_DECIMALS)
    if quantity.unit is BaseUnit.PERCENT:
        return Shown(quantity, PERCENT, percent_decimals, signed)
    if quantity.unit is BaseUnit.PERCENTAGE_POINT:
        return Shown(quantity, PERCENTAGE_POINTS, percent_decimals, signed)
    if quantity.unit is BaseUnit.UNIT and indicator.unit is not BaseUnit.UNIT:
        return Shown(quantity, UNITS, 0, signed)
    return Shown(quantity, indicator.display, indicator.decimals, signed)


def show_bar(bar: Quantity, measured: IndicatorDefinition) -> Shown:
    """A threshold with the decimals it was set with: 36, not 36,00; but 36,5 stays 36,5."""
    exponent = exact_decimal(bar.value or Fraction(0)).normalize().as_tuple().exponent
    return show(bar, measured, percent_decimals=max(0, -int(exponent)))


def exact_decimal(value: Fraction) -> Decimal:
    """The decimal that the fraction is; when it has no end, its first 28 significant digits."""
    exact = _AMPLE.divide(Decimal(value.numerator), Decimal(value.denominator))
    if Fraction(exact) == value:
        return exact
    return Context(prec=_EXACT_DIGITS).divide(Decimal(value.numerator), Decimal(value.denominator))


class TraceJson(TypedDict):
    observation: int
    submission: int
    state: str
    file: str
    sheet: str
    cell: str
    indicator: str
    unit: str
    period: str
    kind: str
    value: str


class ShownJson(TypedDict):
    value: str | None
    shown: str | None
    text: str
    unit: str
    base_unit: str
    hedge: str
    interval: list[str] | None


class FigureJson(ShownJson):
    trace: list[TraceJson]


class SourcedJson(ShownJson):
    """``trace``: observations, whose sources stand once beside all figures: thousands may rest on one cell."""

    trace: list[int]


class Traces:
    """Opens figures down to the cells they came from; each fact and each observation is looked up once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._sources: dict[int, Source] = {}
        self._opened: dict[int, tuple[Fact, list[int]]] = {}  # by identity; the fact is kept, so it stays its own

    def load(self, facts: Collection[Fact]) -> None:
        """Look up the sources of many facts in a few queries."""
        new = {id(fact): fact for fact in facts if id(fact) not in self._opened}
        if not new:
            return
        found = self._ledger.observations_of(list(new.values()))
        self._opened |= {key: (fact, keys) for (key, fact), keys in zip(new.items(), found, strict=True)}
        wanted = {key for keys in found for key in keys} - self._sources.keys()
        if wanted:
            self._sources |= sources(wanted)

    def observations(self, quantity: Quantity) -> list[int]:
        self.load(quantity.facts)
        return list(dict.fromkeys(key for fact in quantity.facts for key in self._opened[id(fact)][1]))

    def of(self, quantity: Quantity) -> list[Source]:
        return [self._sources[key] for key in self.observations(quantity)]

    def json(self, shown: Shown, language: Language | None = None) -> FigureJson:
        return {**shown_json(shown, language), "trace": [_source_json(source) for source in self.of(shown.quantity)]}

    def sourced_json(self, shown: Shown, language: Language | None = None) -> SourcedJson:
        return {**shown_json(shown, language), "trace": self.observations(shown.quantity)}

    def sources_json(self) -> dict[str, TraceJson]:
        """Of all that was looked up, by observation."""
        return {str(key): _source_json(self._sources[key]) for key in sorted(self._sources)}


def shown_json(shown: Shown, language: Language | None = None) -> ShownJson:
    exact, rounded = shown.exact, shown.rounded
    return {
        "value": None if exact is None else f"{exact:f}",
        "shown": None if rounded is None else f"{rounded:f}",
        "text": shown.text(language),
        "unit": shown.display.text(language or current_language()),
        "base_unit": shown.quantity.unit.value,
        "hedge": shown.quantity.hedge.value,
        "interval": None if shown.ends is None else [f"{end:f}" for end in shown.ends],
    }


def _source_json(source: Source) -> TraceJson:
    return {
        "observation": source.observation,
        "submission": source.submission,
        "state": source.state.value,
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "indicator": source.indicator,
        "unit": source.unit,
        "period": source.period.iso,
        "kind": source.kind.label,
        "value": f"{source.value:f}",
    }

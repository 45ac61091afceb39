"""What a figure's id says, in words; and from which other figures it is computed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ansinh.indicators.catalogue import IndicatorType, Operand, Ratio, Sum, catalogue
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import Language, Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import MISSING, format_quantity
from ansinh.kernel.periods import Period
from ansinh.places.finding import find_unit
from ansinh.reports.content import PART_PREFIX
from ansinh.reports.recipe import Recipe

SAME_PERIOD = "same_period"


@dataclass(frozen=True)
class FigureId:
    """``units.42.collections.vs_plan``: unit 42 (None: the report's own), the indicator, and what of it."""

    unit: str | None
    indicator: str
    part: str

    @classmethod
    def parse(cls, figure: str) -> "FigureId":
        unit = None
        if figure.startswith(PART_PREFIX):
            unit, _dot, figure = figure.removeprefix(PART_PREFIX).partition(".")
        indicator, _dot, part = figure.partition(".")
        return cls(unit, indicator, part)

    def beside(self, part: str, indicator: str = "") -> str:
        """The id of another figure of the same unit."""
        head = "" if self.unit is None else f"{PART_PREFIX}{self.unit}."
        return f"{head}{indicator or self.indicator}{part and '.'}{part}"


def name_of(figure: str, recipe: Recipe) -> Message:
    """ "Collections: share of the year's plan – tỉnh Quảng Bình, first 5 months of 2020"."""
    said = FigureId.parse(figure)
    known = catalogue().indicators.get(said.indicator)
    unit = _unit_name(said.unit or recipe.unit, recipe)
    about = known or said.indicator
    period = known.fact_period(recipe.period) if known and known.reported else recipe.period
    if not said.part:
        return _("{indicator} – {unit}, {period}", indicator=about, unit=unit, period=period)
    what = _what(said.part)
    if any(form.fullmatch(said.part) for form, _said in _PATTERNS):  # which says its own time
        return _("{indicator}: {what} – {unit}", indicator=about, what=what, unit=unit)
    return _("{indicator}: {what} – {unit}, {period}", indicator=about, what=what, unit=unit, period=period)


def _unit_name(code: str, recipe: Recipe) -> object:
    try:
        return find_unit(code, recipe.boundaries.on(recipe.period.end))
    except AnsinhError:
        return code


def _what(part: str) -> object:
    if part in _PARTS:
        return _PARTS[part]
    for form, said in _PATTERNS:
        if match := form.fullmatch(part):
            return said(match)
    return part


_PARTS: Mapping[str, Message] = {
    "plan": _("plan of the year"),
    "target": _("target of the year"),
    "vs_plan": _("share of the year's plan"),
    "vs_target": _("against the year's target"),
    "over_plan": _("over the year's plan, in per cent"),
    "remaining": _("still to be done of the year's plan"),
    "threshold": _("threshold of the month"),
    "vs_threshold": _("against the threshold of the month"),
    "units_at_threshold": _("units at or over the threshold"),
    "units": _("number of units"),
    "units_risen": _("units that rose against the same period"),
    "units_fallen": _("units that fell against the same period"),
    "units_compared": _("units compared with the same period"),
    "parts_reported": _("units that have reported"),
    "parts_expected": _("units that are to report"),
    "month": _("in the month"),
    "same_period": _("same period of last year"),
    "change": _("change against the same period of last year"),
    "change_percent": _("change against the same period of last year, in per cent"),
    "vs_same_period": _("change against the same period of last year"),
    "vs_same_period_percent": _("change against the same period of last year, in per cent"),
    "previous_month": _("the month before"),
    "vs_previous_month": _("change against the month before"),
    "vs_previous_month_percent": _("change against the month before, in per cent"),
}


def _of_period(period: Period, part: str | None) -> object:
    return _("{what}, {period}", what=_what(part), period=period) if part else period


def _of_year(match: re.Match[str]) -> object:
    if match["part"] == "change":
        return _("change of {year} against the year before", year=match["year"])
    if match["part"] == "change_percent":
        return _("change of {year} against the year before, in per cent", year=match["year"])
    return _of_period(Period.year(int(match["year"])), match["part"])


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], object]], ...] = (
    (re.compile(r"end_(\d{4})"), lambda match: _("at the end of {year}", year=match[1])),
    (re.compile(r"vs_end_(\d{4})"), lambda match: _("change against the end of {year}", year=match[1])),
    (
        re.compile(r"vs_end_(\d{4})_percent"),
        lambda match: _("change against the end of {year}, in per cent", year=match[1]),
    ),
    (re.compile(r"year_(?P<year>\d{4})(?:_(?P<part>\w+))?"), _of_year),
    (
        re.compile(r"month_(\d{4})_(\d\d)(?:_(\w+))?"),
        lambda match: _of_period(Period.month(int(match[1]), int(match[2])), match[3]),
    ),
    (
        re.compile(r"years_(\d{4})_(\d{4})_change"),
        lambda match: _("change from {first} to {last}", first=match[1], last=match[2]),
    ),
    (
        re.compile(r"years_(\d{4})_(\d{4})_change_percent"),
        lambda match: _("change from {first} to {last}, in per cent", first=match[1], last=match[2]),
    ),
)


@dataclass(frozen=True)
class Computed:
    """``written``: with a place {0}, {1} … for each of the figures."""

    written: str
    figures: tuple[str, ...]

    def with_values(self, texts: Mapping[str, str]) -> str:
        return self.written.format(*(texts.get(figure, MISSING) for figure in self.figures))


SHARE, DIFFERENCE, IN_PER_CENT = "{0} : {1} × 100", "{0} − {1}", "({0} − {1}) : {1} × 100"


def computed_from(figure: str) -> Computed | None:
    """None of a figure that was reported, or is a count."""
    said = FigureId.parse(figure)
    indicator = catalogue().indicators.get(said.indicator)
    if indicator is None:
        return None
    if not said.part:
        return _by_formula(said, indicator.formula)
    head, part = _split(said.part)
    is_ratio = indicator.type is IndicatorType.RATIO
    value, plan = head, f"{head}_{'target' if is_ratio else 'plan'}".lstrip("_")
    match part:
        case "vs_plan":
            return Computed(SHARE, (said.beside(value), said.beside(plan)))
        case "vs_target":
            return Computed(DIFFERENCE, (said.beside(value), said.beside(plan)))
        case "remaining":
            return Computed(DIFFERENCE, (said.beside(plan), said.beside(value)))
        case "vs_threshold":
            return Computed(DIFFERENCE, (said.beside("vs_plan"), said.beside("threshold")))
    return None if head else _change(said, part)


def _split(part: str) -> tuple[str, str]:
    """``year_2016_vs_plan`` → its year, and what of it."""
    match = re.fullmatch(r"(year_\d{4}|month_\d{4}_\d\d)(?:_(\w+))?", part)
    return (match[1], match[2] or "") if match else ("", part)


def _by_formula(said: FigureId, formula: object) -> Computed | None:
    match formula:
        case Ratio(numerator, denominator):
            return Computed(SHARE, (_operand(said, numerator), _operand(said, denominator)))
        case Sum(terms):
            written = " + ".join(f"{{{place}}}" for place in range(len(terms)))
            return Computed(written, tuple(_operand(said, term) for term in terms))
    return None


def _operand(said: FigureId, operand: Operand) -> str:
    return said.beside("plan" if operand.target else "", operand.indicator)


def _change(said: FigureId, part: str) -> Computed | None:
    name = part.removesuffix("_percent")
    base = SAME_PERIOD if name == "change" else name.removeprefix("vs_") if name.startswith("vs_") else ""
    if not base:
        return None
    value = said.beside("month" if base == "previous_month" and _flows(said.indicator) else "")
    return Computed(IN_PER_CENT if part.endswith("_percent") else DIFFERENCE, (value, said.beside(base)))


def _flows(indicator: str) -> bool:
    return catalogue()[indicator].type is IndicatorType.FLOW


def exact_text(indicator: str, value: Decimal, language: Language | None = None, *, signed: bool = False) -> str:
    """In the indicator's unit, to its last decimal: a difference may be of one đồng."""
    definition = catalogue()[indicator]
    exponent = definition.display.from_base(value).normalize().as_tuple().exponent
    decimals = max(definition.decimals, -exponent if isinstance(exponent, int) else 0)
    return format_quantity(value, definition.display, decimals, language, signed=signed)

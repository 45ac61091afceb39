"""What each indicator means: its type, formula, units, direction and legal ground, read from catalogue.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from ansinh.indicators.errors import IndicatorUnknownError
from ansinh.kernel.language import Bilingual, Language
from ansinh.kernel.measures import BaseUnit, DisplayUnit, UnitError, display_unit
from ansinh.kernel.periods import Period

TARGET_OF = "target of "


class IndicatorType(StrEnum):
    STOCK = "stock"
    FLOW = "flow"
    RATIO = "ratio"
    COUNT_OF_UNITS = "count_of_units"


class Observed(StrEnum):
    """When a figure of the indicator is taken; derived indicators (ratios, counts) are not observed."""

    AS_OF = "as_of"
    YEAR_TO_DATE = "year_to_date"
    YEAR = "year"


class Direction(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class RollUp(StrEnum):
    SUM = "sum"
    RATIO_OF_SUMS = "ratio_of_sums"
    RECOUNT = "recount"


@dataclass(frozen=True)
class Operand:
    """One term of a formula: the actual figure of an indicator, or the target assigned for the year."""

    indicator: str
    target: bool = False


@dataclass(frozen=True)
class Ratio:
    numerator: Operand
    denominator: Operand


@dataclass(frozen=True)
class Sum:
    terms: tuple[Operand, ...]


@dataclass(frozen=True)
class Count:
    """How many units have this indicator at or over the period's threshold."""

    indicator: str


Formula = Ratio | Sum | Count


@dataclass(frozen=True)
class LegalGround:
    since: date
    document: str


@dataclass(frozen=True)
class IndicatorDefinition:
    """``decimals``: printed, in the display unit. ``code``: cross-reference to the branch's practice, may be empty.

    ``at_most``: the indicator of which this one is a part, whose figure it can never exceed; ``usually_at_most``: one
    that it hardly ever exceeds. ``share``: a ratio of a population, over 100 % only for a reason."""

    id: str
    code: str
    type: IndicatorType
    observed: Observed | None
    unit: BaseUnit
    display: DisplayUnit
    decimals: int
    direction: Direction
    roll_up: RollUp
    formula: Formula | None
    name: Bilingual
    short: Bilingual
    valid_from: date
    valid_to: date | None
    law: tuple[LegalGround, ...]
    at_most: str | None = None
    usually_at_most: str | None = None
    share: bool = False

    @property
    def reported(self) -> bool:
        """Whether offices report it; a ratio is always computed from its two figures."""
        return self.observed is not None

    def fact_period(self, asked: Period) -> Period:
        """The period under which a fact about ``asked`` is kept: a stock lives at its last day, a cumulative flow runs
        from 1 January, a yearly figure belongs to its year; a ratio is looked at on the last day."""
        match self.observed:
            case Observed.YEAR_TO_DATE:
                return asked.year_to_date
            case Observed.YEAR:
                return Period.year(asked.year_number)
            case _:
                return asked.as_of

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def text(self, language: Language | None = None) -> str:
        return self.name.text(language)


@dataclass(frozen=True)
class Catalogue:
    indicators: Mapping[str, IndicatorDefinition]

    def __getitem__(self, indicator: str) -> IndicatorDefinition:
        """Raises IndicatorUnknownError with the ids that look like it."""
        if indicator not in self.indicators:
            raise IndicatorUnknownError(indicator, self.indicators)
        return self.indicators[indicator]

    @cached_property
    def _plans(self) -> Mapping[str, IndicatorDefinition]:
        formulas = {one.formula: one for one in self.indicators.values()}
        wanted = {name: Ratio(Operand(name), Operand(name, target=True)) for name in self.indicators}
        return {name: formulas[formula] for name, formula in wanted.items() if formula in formulas}

    def plan_of(self, indicator: str) -> IndicatorDefinition | None:
        """The ratio that measures this indicator against its year's target, if there is one."""
        return self._plans.get(indicator)

    def count_of(self, indicator: str) -> IndicatorDefinition | None:
        """The indicator that counts the units at this one's threshold, if there is one."""
        return next((one for one in self.indicators.values() if one.formula == Count(indicator)), None)


@cache
def catalogue() -> Catalogue:
    entries = yaml.safe_load((files("ansinh.indicators") / "catalogue.yaml").read_text(encoding="utf-8"))
    return read_catalogue(entries)


def read_catalogue(entries: list[dict[str, Any]]) -> Catalogue:
    """Raises ValueError naming the entry that is wrong: a duplicate id, a formula of unknown or unfit indicators."""
    indicators: dict[str, IndicatorDefinition] = {}
    for entry in entries:
        indicator = _definition(entry)
        if indicator.id in indicators:
            raise ValueError(f"{indicator.id}: defined twice")
        indicators[indicator.id] = indicator
    for indicator in indicators.values():
        _check(indicator, indicators)
    return Catalogue(indicators)


def _definition(entry: dict[str, Any]) -> IndicatorDefinition:
    try:
        return IndicatorDefinition(
            id=entry["id"],
            code=entry.get("code", ""),
            type=IndicatorType(entry["type"]),
            observed=Observed(entry["observed"]) if "observed" in entry else None,
            unit=BaseUnit(entry["unit"]),
            display=display_unit(entry["display"], BaseUnit(entry["unit"])),
            decimals=entry["decimals"],
            direction=Direction(entry["direction"]),
            roll_up=RollUp(entry["roll_up"]),
            formula=_formula(entry["formula"]) if "formula" in entry else None,
            name=Bilingual(**entry["name"]),
            short=Bilingual(**entry["short"]),
            valid_from=entry["valid_from"],
            valid_to=entry.get("valid_to"),
            law=tuple(LegalGround(ground["from"], ground["document"]) for ground in entry["law"]),
            at_most=entry.get("at_most"),
            usually_at_most=entry.get("usually_at_most"),
            share=entry.get("share", False),
        )
    except (KeyError, TypeError, ValueError, UnitError) as error:
        raise ValueError(f"{entry.get('id', entry)}: {error!r}") from error


def _formula(entry: dict[str, Any]) -> Formula:
    match entry:
        case {"numerator": numerator, "denominator": denominator}:
            return Ratio(_operand(numerator), _operand(denominator))
        case {"sum": terms}:
            return Sum(tuple(_operand(term) for term in terms))
        case {"count": indicator, "at_least": "threshold"}:
            return Count(indicator)
    raise ValueError(f"formula {entry} is none of: numerator/denominator, sum, count/at_least threshold")


def _operand(text: str) -> Operand:
    return Operand(text.removeprefix(TARGET_OF), target=text.startswith(TARGET_OF))


def _check(indicator: IndicatorDefinition, indicators: Mapping[str, IndicatorDefinition]) -> None:
    for used in _used(indicator.formula):
        if used not in indicators:
            raise ValueError(f"{indicator.id}: its formula uses {used}, which is not defined")
    if indicator.display.base is not indicator.unit:
        raise ValueError(f"{indicator.id}: printed in {indicator.display.vi}, but counted in {indicator.unit.value}")
    if isinstance(indicator.formula, Sum):
        _check_sum(indicator, [indicators[term.indicator] for term in indicator.formula.terms])
    derived = indicator.type in (IndicatorType.RATIO, IndicatorType.COUNT_OF_UNITS)
    if derived == indicator.reported or (derived and indicator.formula is None):
        raise ValueError(f"{indicator.id}: ratios and counts have a formula, stocks and flows say when observed")
    if indicator.type is IndicatorType.RATIO and indicator.roll_up is not RollUp.RATIO_OF_SUMS:
        raise ValueError(f"{indicator.id}: a ratio rolls up as a ratio of sums")
    for limit in (indicator.at_most, indicator.usually_at_most):
        if limit is not None:
            _check_limit(indicator, limit, indicators)
    if indicator.share not in (False, True) or (indicator.share and not isinstance(indicator.formula, Ratio)):
        raise ValueError(f"{indicator.id}: only a ratio is a share")


def _check_limit(indicator: IndicatorDefinition, limit: str, indicators: Mapping[str, IndicatorDefinition]) -> None:
    """It is counted in the same unit at the same time, and does not lead back to the indicator."""
    if limit not in indicators:
        raise ValueError(f"{indicator.id}: it is at most {limit}, which is not defined")
    wanted = indicators[limit]
    if (wanted.unit, wanted.observed, wanted.type) != (indicator.unit, indicator.observed, indicator.type):
        raise ValueError(f"{indicator.id}: {limit} cannot be its limit")
    seen = {indicator.id}
    above: str | None = wanted.id
    while above:
        if above in seen:
            raise ValueError(f"{indicator.id}: at most itself, by way of {limit}")
        seen.add(above)
        above = indicators[above].at_most if above in indicators else None


def _check_sum(indicator: IndicatorDefinition, terms: list[IndicatorDefinition]) -> None:
    """Its terms are reported in the same unit at the same time, and it is none of them."""
    for term in terms:
        if term is indicator or (term.unit, term.observed, term.type) != (
            indicator.unit,
            indicator.observed,
            indicator.type,
        ):
            raise ValueError(f"{indicator.id}: {term.id} cannot be added up to it")


def _used(formula: Formula | None) -> tuple[str, ...]:
    match formula:
        case Ratio(numerator, denominator):
            return (numerator.indicator, denominator.indicator)
        case Sum(terms):
            return tuple(term.indicator for term in terms)
        case Count(indicator):
            return (indicator,)
    return ()

"""What a figure can be compared with, as it is written in commands, figure ids and sentences."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ansinh.compare.errors import BaseUnreadableError
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, Observed, Ratio, catalogue
from ansinh.kernel.language import Language, Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period


class BaseKind(StrEnum):
    SAME_PERIOD = "same-period"
    END_OF_YEAR = "end"
    PREVIOUS_MONTH = "previous-month"
    PREVIOUS_QUARTER = "previous-quarter"
    PLAN = "plan"
    THRESHOLD = "threshold"
    TARGET = "target"


IN_TIME = (BaseKind.SAME_PERIOD, BaseKind.END_OF_YEAR, BaseKind.PREVIOUS_MONTH, BaseKind.PREVIOUS_QUARTER)
WITH_YEAR = (BaseKind.END_OF_YEAR, BaseKind.TARGET)


@dataclass(frozen=True)
class Base:
    """``year``: of ``end:2015`` (its last day) and of ``target:2025`` (the year it is to be reached); else None."""

    kind: BaseKind
    year: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Base":
        """``same-period``, ``end:2015``, ``previous-month``, ``previous-quarter``, ``plan``, ``threshold``,
        ``target:2020``. Raises BaseUnreadableError."""
        written = re.fullmatch(r"(?P<kind>[a-z-]+?)(?::(?P<year>\d{4}))?", text.strip().lower())
        if written is None or written["kind"] not in set(BaseKind):
            raise BaseUnreadableError(text)
        base = cls(BaseKind(written["kind"]), int(written["year"]) if written["year"] else None)
        if (base.kind in WITH_YEAR) != (base.year is not None):
            raise BaseUnreadableError(text)
        return base

    @property
    def written(self) -> str:
        """As it is parsed."""
        return self.kind.value if self.year is None else f"{self.kind}:{self.year}"

    @property
    def id(self) -> str:
        """As figure ids have it: ``vs_same_period``, ``vs_end_2015``."""
        name = f"vs_{self.kind.replace('-', '_')}"
        return name if self.year is None else f"{name}_{self.year}"

    def text(self, language: Language | None = None) -> str:
        return _phrase(self).text(language)


SAME_PERIOD = Base(BaseKind.SAME_PERIOD)
PREVIOUS_MONTH = Base(BaseKind.PREVIOUS_MONTH)
PLAN = Base(BaseKind.PLAN)
THRESHOLD = Base(BaseKind.THRESHOLD)


def end_of_year(year: int) -> Base:
    return Base(BaseKind.END_OF_YEAR, year)


def _phrase(base: Base) -> Message:
    match base.kind:
        case BaseKind.SAME_PERIOD:
            return _("against the same period of last year")
        case BaseKind.END_OF_YEAR:
            return _("against the end of {year}", year=base.year)
        case BaseKind.PREVIOUS_MONTH:
            return _("against the month before")
        case BaseKind.PREVIOUS_QUARTER:
            return _("against the quarter before")
        case BaseKind.PLAN:
            return _("against the plan of the year")
        case BaseKind.THRESHOLD:
            return _("against the threshold of the month")
        case BaseKind.TARGET:
            return _("against the target for {year}", year=base.year)


def comparable(indicator: IndicatorDefinition, base: Base, asked: Period) -> bool:
    """Whether the two figures are alike. What accumulates from January has no level at a year's end (five months
    against twelve), is compared by the month (quarter) only at the end of one, and as a share of the year's plan only
    within a year. A figure of the year is the same in every month."""
    monthly = base.kind in (BaseKind.PREVIOUS_MONTH, BaseKind.PREVIOUS_QUARTER)
    if indicator.observed is Observed.YEAR:
        return not monthly
    if not accumulates(indicator):
        return True
    if base.kind is BaseKind.END_OF_YEAR:
        return False
    if not monthly:
        return True
    earlier = base_period(base, asked)
    if indicator.type is IndicatorType.RATIO:
        return earlier.year_number == asked.year_number
    return following(earlier).end == asked.end


def accumulates(indicator: IndicatorDefinition) -> bool:
    """A flow from 1 January, or a ratio of one."""
    if isinstance(indicator.formula, Ratio):
        return accumulates(catalogue()[indicator.formula.numerator.indicator])
    return indicator.observed is Observed.YEAR_TO_DATE


def following(earlier: Period) -> Period:
    """The month (quarter) right after this one."""
    if earlier.months == 1:
        first = earlier.end.year * 12 + earlier.end.month
        return Period.month(first // 12, first % 12 + 1)
    first = earlier.end.year * 4 + earlier.end.month // 3
    return Period.quarter(first // 4, first % 4 + 1)


@cache
def base_period(base: Base, asked: Period) -> Period:
    """The earlier period that the asked one is compared with."""
    match base:
        case Base(BaseKind.SAME_PERIOD):
            return asked.same_period_last_year
        case Base(BaseKind.PREVIOUS_MONTH):
            return Period.month(asked.end.year, asked.end.month).previous
        case Base(BaseKind.PREVIOUS_QUARTER):
            return Period.quarter(asked.end.year, (asked.end.month - 1) // 3 + 1).previous
        case Base(BaseKind.END_OF_YEAR, int(year)):
            return asked.end_of_year(year)
    raise ValueError(f"{base} is not a time")

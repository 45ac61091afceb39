"""What a claim is, and what came of checking it."""

from dataclasses import dataclass, field
from enum import StrEnum

from ansinh.compare.bases import Base
from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.language import Language, Message, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit
from ansinh.reports.claims.amounts import Amount


class ClaimKind(StrEnum):
    TREND = "trend"
    CHANGE = "change"
    REACHING = "reaching"
    RANKING = "ranking"
    COUNT = "count"
    LEVEL = "level"
    COVERAGE = "coverage"
    COMPARISON = "comparison"

    def text(self, language: Language | None = None) -> str:
        return _KINDS[self].text(language or current_language())


_KINDS = {
    ClaimKind.TREND: _("Trend"),
    ClaimKind.CHANGE: _("Change"),
    ClaimKind.REACHING: _("Plan or threshold reached"),
    ClaimKind.RANKING: _("Rank"),
    ClaimKind.COUNT: _("Count of units"),
    ClaimKind.LEVEL: _("Value"),
    ClaimKind.COVERAGE: _("Coverage"),
    ClaimKind.COMPARISON: _("Comparison of units"),
}


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_CHECKABLE = "not-checkable"

    def text(self, language: Language | None = None) -> str:
        return _VERDICTS[self].text(language or current_language())


_VERDICTS = {
    Verdict.SUPPORTED: _("supported"),
    Verdict.CONTRADICTED: _("contradicted"),
    Verdict.NOT_CHECKABLE: _("not checkable"),
}


class Way(StrEnum):
    """Which way figures move."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class Bar(StrEnum):
    """What is reached, or not."""

    PLAN = "plan"
    THRESHOLD = "threshold"


class Order(StrEnum):
    """How a place in a ranking is said: from the best, from the worst, or by the value whatever is better."""

    BEST = "best"
    WORST = "worst"
    HIGHEST = "highest"
    LOWEST = "lowest"


class Share(StrEnum):
    """How many of the units."""

    COUNTED = "counted"
    ALL = "all"
    NONE = "none"
    MOST = "most"


@dataclass(frozen=True)
class Years:
    """Of a trend: from a year to a year, the last so many, or all that are known."""

    first: int | None = None
    last: int | None = None
    latest: int | None = None


@dataclass(frozen=True)
class Trend:
    way: Way
    years: Years = Years()
    by_month: bool = False


@dataclass(frozen=True)
class Change:
    """``base`` None: not said. ``year``: with a year of which it is open whether its end is meant,
    or the year before (see times.py)."""

    way: Way
    base: Base | None
    amounts: tuple[Amount, ...] = ()
    year: int | None = None


@dataclass(frozen=True)
class Reaching:
    """The bar itself, or ``share``: so much of the plan (``or_over``: or more); ``over``: so much over it; ``between``:
    over it by that much; by each of the ``years`` if ``of_years``, in every month if ``of_months``. ``strictly``: over
    the bar. ``bar_said``: the threshold as the claim gives it. ``of_the_year``: for certain the whole year's plan."""

    bar: Bar
    at_least: bool = True
    strictly: bool = False
    share: Amount | None = None
    over: Amount | None = None
    between: tuple[Amount, Amount] | None = None
    or_over: bool = False
    of_years: bool = False
    of_months: bool = False
    years: Years = Years()
    bar_said: Amount | None = None
    of_the_year: bool = True


@dataclass(frozen=True)
class Ranking:
    """``place`` counts from 1 in the order; ``of`` so many. ``units``: those named at the places from there on."""

    order: Order
    place: int = 1
    of: int | None = None
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Level:
    amount: Amount


@dataclass(frozen=True)
class Comparison:
    other: Unit
    way: Way


@dataclass(frozen=True)
class Count:
    """``open_whole``: one of the units was spoken of before; they may be its own that are counted."""

    share: Share
    predicate: "Change | Reaching | Level"
    number: int | None = None
    of: int | None = None
    open_whole: bool = False


Predicate = Trend | Change | Reaching | Ranking | Level | Comparison | Count


@dataclass(frozen=True)
class Measure:
    """``of_plan``: not the indicator's value, but how much of its plan it is."""

    indicator: IndicatorDefinition
    of_plan: bool = False
    by_scheme: bool = False  # named by its scheme alone
    bare: bool = False  # named as "tỷ lệ thu", of what is not said; or as "thu", by what is not said


@dataclass(frozen=True)
class Claim:
    """``start`` and ``end`` in the paragraph as it was given. ``measure`` and ``unit`` None: not found out.
    ``doubt``: why it cannot be checked, known from reading alone."""

    paragraph: int
    start: int
    end: int
    words: str
    kind: ClaimKind
    predicate: Predicate
    measure: Measure | None
    unit: Unit | None
    period: Period | None
    negated: bool = False
    doubt: Message | None = field(default=None)


@dataclass(frozen=True)
class Checked:
    """``evidence``: ids of the report's figures. ``period`` None: the report's own."""

    paragraph: int
    start: int
    end: int
    words: str
    kind: ClaimKind
    indicator: str | None
    unit: Unit | None
    period: Period | None
    verdict: Verdict
    evidence: tuple[str, ...]
    message: Message

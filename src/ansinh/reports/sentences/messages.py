"""What is worth saying, free of any language: a planner decides it, the wording says it. Figures stand by their ids."""

from dataclasses import dataclass
from enum import StrEnum

from ansinh.compare.bases import Base
from ansinh.compare.series import Point
from ansinh.documents.tree import Inline
from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit

Inlines = tuple[Inline, ...]


class SentenceKind(StrEnum):
    """What a passage of sentences is about, as outlines ask for it."""

    LEVELS = "levels"
    YEARS = "years"
    PROGRESS = "progress"
    THRESHOLD = "threshold"
    LEADERS = "leaders"
    RANK_CHANGES = "rank_changes"
    PARTS = "parts"
    ACHIEVEMENTS = "achievements"
    SHORTFALLS = "shortfalls"
    GAPS = "gaps"
    OUTLOOK = "outlook"


class Way(StrEnum):
    """Where a figure went, as its printed form shows it. SAME: exactly; ABOUT: what changed is too small to print."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    ABOUT = "about"


class Standing(StrEnum):
    """How a result stands to what was asked. NEARLY: short of it, but not as it is printed."""

    UNDER = "under"
    NEARLY = "nearly"
    REACHED = "reached"
    OVER = "over"


class Course(StrEnum):
    """How a series went. RISING and FALLING: from each year to the next, none missing; UP and DOWN: from the first to
    the last, whatever was between. TOLD: the two figures are not exact enough to be held against each other."""

    RISING = "rising"
    FALLING = "falling"
    UP = "up"
    DOWN = "down"
    SAME = "same"
    ABOUT = "about"
    STEADY = "steady"
    UNEVEN = "uneven"
    TOLD = "told"


Named = tuple[Unit, str]  # with the figure that is printed after the name


class Message:
    """One thing worth saying, in a sentence of its own."""


@dataclass(frozen=True)
class Change:
    figure: str
    percent: str | None
    base: Base
    way: Way


@dataclass(frozen=True)
class AgainstPlan:
    """``standing`` None: an estimate, a hedged share or one where more is not better: given without a verdict."""

    figure: str
    standing: Standing | None


@dataclass(frozen=True)
class AgainstTarget:
    points: str
    target: str
    standing: Standing


@dataclass(frozen=True)
class Level(Message):
    """``each``: every change with its own verb, as the first sentence of a passage has it."""

    indicator: IndicatorDefinition
    plan: AgainstPlan | AgainstTarget | None
    changes: tuple[Change, ...]
    each: bool


@dataclass(frozen=True)
class LevelsTogether(Message):
    """Participants of several schemes, of whom nothing but the number is known."""

    indicators: tuple[IndicatorDefinition, ...]


@dataclass(frozen=True)
class SinceYears(Message):
    """Of the level just said: its changes since the ends of years."""

    indicator: IndicatorDefinition
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class OwnRun(Message):
    """A month or quarter by itself within what accumulates. ``figure`` None: only its change is known."""

    indicator: IndicatorDefinition
    figure: str | None
    change: Change


@dataclass(frozen=True)
class Step:
    """From the year before to this one. ``figure`` None: it did not change, as printed."""

    point: Point
    way: Way
    figure: str | None


@dataclass(frozen=True)
class Trend(Message):
    """``steps``: those that are told: the exceptions, or of an uneven course all."""

    indicator: IndicatorDefinition
    course: Course
    first: Point
    last: Point
    change: str | None
    percent: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class YearsAgainstPlan(Message):
    """``strictly_over``: every year was over its plan. ``rising``: each year's share is over the last one's."""

    indicator: IndicatorDefinition
    reached: tuple[Point, ...]
    missed: tuple[Point, ...]
    strictly_over: bool
    rising: bool


@dataclass(frozen=True)
class MonthsAtBar(Message):
    """``every``: all months of the period were judged."""

    measured: IndicatorDefinition
    reached: tuple[Period, ...]
    missed: tuple[Period, ...]
    every: bool


@dataclass(frozen=True)
class BarNow(Message):
    indicator: IndicatorDefinition
    measured: IndicatorDefinition
    standing: Standing


@dataclass(frozen=True)
class AtThreshold(Message):
    """``highest``: those named; ``all_named``: they are all that reach it."""

    indicator: IndicatorDefinition
    reaching: int
    highest: tuple[Named, ...]
    all_named: bool


@dataclass(frozen=True)
class ThresholdSoFar(Message):
    """Some units have no figure: no count is given, but those known to reach the bar are named."""

    indicator: IndicatorDefinition
    reaching: tuple[Named, ...]


@dataclass(frozen=True)
class Leaders(Message):
    """``equal``: all stand alike; ``best`` () with ``many``: too many share the best place to be named."""

    measured: IndicatorDefinition
    low_leads: bool
    best: tuple[Named, ...]
    together: int
    worst: tuple[Named, ...]
    many: str | None
    equal: bool
    all_known: bool


@dataclass(frozen=True)
class Move:
    unit: Unit
    before: int
    now: int


@dataclass(frozen=True)
class RankMoves(Message):
    """No moves: every unit kept its rank. ``more``: there are others that moved. ``still_first``: the unit that led
    then and leads now."""

    measured: IndicatorDefinition
    moves: tuple[Move, ...]
    more: bool
    still_first: Unit | None


@dataclass(frozen=True)
class PartsMoved(Message):
    """``risen``, ``fallen``: those named, most first. ``more``: there are others that fell."""

    indicator: IndicatorDefinition
    way: Way | None
    risen: tuple[Named, ...]
    fallen: tuple[Named, ...]
    more: bool


@dataclass(frozen=True)
class PlansCompleted(Message):
    """Indicators whose plan of the year was (not) completed, each with its share."""

    indicators: tuple[IndicatorDefinition, ...]
    completed: bool


@dataclass(frozen=True)
class TargetMet(Message):
    indicator: IndicatorDefinition
    standing: Standing


@dataclass(frozen=True)
class PartsUnderBar(Message):
    indicator: IndicatorDefinition
    units: tuple[Named, ...]
    more: bool


@dataclass(frozen=True)
class Moved(Message):
    """Indicators that changed since one base, all for the better or all for the worse."""

    base: Base
    changes: tuple[tuple[IndicatorDefinition, Change], ...]


@dataclass(frozen=True)
class NoTotal(Message):
    """``missing``: the parts without a figure, where they can be named."""

    indicator: IndicatorDefinition
    counted: bool
    missing: tuple[Unit, ...]


@dataclass(frozen=True)
class NoBase(Message):
    """Indicators that cannot be compared, for want of any earlier figure. ``every``: none of the passage can."""

    base: Base
    indicators: tuple[IndicatorDefinition, ...]
    every: bool


@dataclass(frozen=True)
class NoBaseTotal(Message):
    """Indicators of which parts have the earlier figure, but the whole has none. ``missing``: the parts without it,
    where they can be named. ``unreported``: it is the parts' reports that lack."""

    base: Base
    indicators: tuple[IndicatorDefinition, ...]
    missing: tuple[Unit, ...]
    unreported: bool


@dataclass(frozen=True)
class NoYears(Message):
    """``of_total``: parts have figures of them, but the whole has none."""

    years: tuple[int, ...]
    of_total: bool


@dataclass(frozen=True)
class NoYearsOf(Message):
    """``of_total``: some parts have reported, not all."""

    indicator: IndicatorDefinition
    points: tuple[Point, ...]
    of_total: bool


@dataclass(frozen=True)
class NoneNow(Message):
    """Of the report's own period, within its year."""

    indicator: IndicatorDefinition
    of_total: bool


@dataclass(frozen=True)
class Remaining(Message):
    indicator: IndicatorDefinition


@dataclass(frozen=True)
class ToTarget(Message):
    indicator: IndicatorDefinition


@dataclass(frozen=True)
class NextBar(Message):
    measured: IndicatorDefinition
    figure: str
    month: Period

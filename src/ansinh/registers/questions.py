"""Questions to a register: immutable descriptions. What they mean is in the docstrings; engines compute it.

In all of them a person counts once; insured is who has a spell of the scheme, from any place of issue, that covers
the day. ``Scheme.ANY`` asks for any of the four. A register answers for its own day and for days ahead (what is known
on its day: as if nobody renewed), never for a day before it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from ansinh.registers.records import Scheme, Sex

AGE_BANDS = (0, 6, 15, 60)


class Dimension(StrEnum):
    COMMUNE = "commune"
    GROUP = "group"
    SEX = "sex"
    AGE = "age"


class CoverageRow(NamedTuple):
    """A dimension that was not asked for is None. ``group`` empty: not known. ``age``: the band's lowest age in years;
    −1: no birth date is known."""

    scheme: Scheme
    commune: str | None
    group: str | None
    sex: Sex | None
    age: int | None
    residents: int
    insured: int

    @property
    def uninsured(self) -> int:
        return self.residents - self.insured


class Reason(StrEnum):
    """Why a resident is not insured on the day."""

    NEVER = "never"  # no spell of the scheme has begun by that day
    LAPSED = "lapsed"  # the last one ended, in the group the resident still belongs to (or one of them is not known)
    CHANGED_GROUP = "changed_group"  # the last one ended, and it was of another group


class UninsuredRow(NamedTuple):
    """A resident of one commune without the scheme on the day. ``person_id``: as the list has it, or found through the
    number. ``lapsed_on``: the last day insured. ``last_group``: of
    the card that ended then (BHYT only)."""

    household: str
    person_id: int | None
    bhxh_no: int | None
    name: str
    birth: date | None
    sex: Sex
    group: str
    evidence: str
    reason: Reason
    lapsed_on: date | None
    last_group: str


class LapseRow(NamedTuple):
    """``week``: its Monday. ``persons``: whose insurance ends on a day of that week and is not continued the day
    after."""

    commune: str
    week: date
    persons: int


class OutlookRow(NamedTuple):
    """``begun``: of how many the insurance begins on the day. ``ended``: of how many it is the last day, without
    another spell from the day after on."""

    commune: str
    sex: Sex
    day: date
    begun: int
    ended: int


class MovementRow(NamedTuple):
    """Of one commune and group (None: not told apart). Each person has one cause at each end, so that
    ``insured_before`` + joined + arrived + born + moved_in + regrouped_in
    − lapsed − left − died − moved_out − regrouped_out = ``insured_after``.
    """

    commune: str | None
    group: str | None
    insured_before: int
    joined: int  # resident at both times, insured only at the later
    arrived: int  # insured at the later; no resident of the earlier, born by its day (or birth date not known)
    born: int  # insured at the later; born after the earlier's day
    moved_in: int  # insured at both times, in another commune at the earlier
    regrouped_in: int  # insured at both times in this commune, in another group at the earlier
    lapsed: int  # resident at both times, insured only at the earlier
    left: int  # insured at the earlier; no longer a resident
    died: int  # insured at the earlier; the later list says died
    moved_out: int
    regrouped_out: int
    insured_after: int


Row = TypeVar("Row", CoverageRow, UninsuredRow, LapseRow, OutlookRow, MovementRow)


class Question(Generic[Row]):
    """A question whose answer is rows of one type, in the order of their fields."""


@dataclass(frozen=True)
class Coverage(Question[CoverageRow]):
    """How many residents there are and how many are insured on ``at``, by scheme and the dimensions asked for.

    Only combinations with a resident have a row. ``ages``: lowest ages of the bands, in completed years on ``at``, the
    first 0. ``communes``: only these (empty: all).
    """

    at: date
    schemes: tuple[Scheme, ...] = (Scheme.BHYT,)
    by: tuple[Dimension, ...] = (Dimension.COMMUNE, Dimension.GROUP)
    ages: tuple[int, ...] = AGE_BANDS
    communes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.schemes or len(set(self.schemes)) < len(self.schemes) or len(set(self.by)) < len(self.by):
            raise ValueError("each scheme and dimension once, at least one scheme")
        if self.ages[:1] != (0,) or list(self.ages) != sorted(set(self.ages)):
            raise ValueError("the bands' lowest ages ascend from 0")


@dataclass(frozen=True)
class Uninsured(Question[UninsuredRow]):
    """The residents of one commune who are not insured on ``at``, with the reason. Personal data."""

    commune: str
    at: date
    scheme: Scheme = Scheme.BHYT


@dataclass(frozen=True)
class Lapses(Question[LapseRow]):
    """Whose insurance ends in the ``weeks`` × 7 days from ``start`` on (that day included), by commune and week.

    An end is the last day of spells that overlap or follow each other without a day between. A person with two such
    ends in the time counts at each."""

    start: date
    weeks: int = 13
    scheme: Scheme = Scheme.BHYT
    communes: frozenset[str] = frozenset()

    @property
    def end(self) -> date:
        """The first day that is not asked for."""
        return self.start + timedelta(weeks=self.weeks)


@dataclass(frozen=True)
class Outlook(Question[OutlookRow]):
    """How the number insured will change on each of the ``days`` after ``start``, by commune and sex, if nobody renews.

    The number insured on a day of these is that on ``start``, and all who have begun since, that day included, less all
    whose last day was ``start`` or since, that day excluded: as Coverage would say of every day at once.
    """

    start: date
    days: int = 90
    scheme: Scheme = Scheme.BHYT
    communes: frozenset[str] = frozenset()

    @property
    def last(self) -> date:
        return self.start + timedelta(days=self.days)


@dataclass(frozen=True)
class Movement(Question[MovementRow]):
    """What made the number of insured residents of an earlier register, on its day, that of this one, on its day.

    Asked of an engine that knows both. ``by``: commune, group, both or neither; without commune nobody moves, without
    group nobody is regrouped. A person who moved and changed group moved.
    """

    scheme: Scheme = Scheme.BHYT
    by: tuple[Dimension, ...] = (Dimension.COMMUNE, Dimension.GROUP)

    def __post_init__(self) -> None:
        if not set(self.by) <= {Dimension.COMMUNE, Dimension.GROUP} or len(set(self.by)) < len(self.by):
            raise ValueError("movements are told by commune and group")


def anniversary(day: date, years: int) -> date:
    """The latest birth date of whoever has completed so many years on the day. 29 February is complete on 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, and that year has none
        return date(day.year - years, 2, 28)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def in_order(row: tuple[object, ...]) -> tuple[tuple[bool, object], ...]:
    """By field, what is not known first."""
    return tuple((value is not None, value) for value in row)

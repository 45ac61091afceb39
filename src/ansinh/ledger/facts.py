"""The ledger's values as the rest of the program sees them: exact decimals with their hedge and origin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind, Severity


@dataclass(frozen=True)
class Scope:
    """Which knowledge a question is asked of.

    ``reported_by``: only what was declared by that day (the question of a report); ``recorded_by``: only what this
    system had approved by that moment (the question of an auditor); ``draft``: also what is not approved yet.
    """

    reported_by: date | None = None
    recorded_by: datetime | None = None
    draft: bool = False

    @property
    def recorded_before(self) -> datetime | None:
        """The first moment after ``recorded_by``. SQLite compares moments as text, and there are two ways to write a
        whole second; with a microsecond to it there is one."""
        return self.recorded_by and self.recorded_by + timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Request:
    """A fact wanted of some unit. ``period`` is already the one under which the indicator's facts are kept."""

    indicator: str
    period: Period
    kind: Kind = Kind.ACTUAL


@dataclass(frozen=True, slots=True)
class Fact:
    """``value`` in the indicator's base unit. Observed directly (one observation), or the sum of a whole's parts:
    then ``parts`` holds them, or ``roll_up`` names the kept sum, and ``complete`` says whether no part is missing."""

    unit: int
    request: Request
    value: Decimal
    hedge: Hedge
    reported_on: date
    observation: int | None = None
    roll_up: int | None = None
    parts: tuple["Fact", ...] = ()
    parts_expected: int = 0
    parts_reported: int = 0

    @property
    def complete(self) -> bool:
        return self.parts_reported == self.parts_expected


Facts = dict[tuple[int, Request], Fact]


class NewFact(NamedTuple):
    """A fact as a file gives it. ``value`` in the base unit, no finer than its scale; the cell counts from zero.
    A tuple, because a national file makes 600,000 of them."""

    unit: int
    request: Request
    value: Decimal
    hedge: Hedge
    sheet: int
    row: int
    column: int


@dataclass(frozen=True)
class NewFinding:
    """What the check of a file found about a cell (empty: the whole sheet; sheet empty too: the file).

    ``severity``: "explain" needs an explanation before the file is handed in, "note" does not; what blocks is never
    recorded. ``explanation``: given with the file already.
    """

    sheet: str
    cell: str
    severity: str
    check: str
    cause_vi: str
    cause_en: str
    remedy_vi: str
    remedy_en: str
    explanation: str = ""

    def __post_init__(self) -> None:
        if self.severity not in Severity.values:
            raise ValueError(f"a finding that {self.severity} is not recorded")


def common_hedge(hedges: Iterable[Hedge]) -> Hedge:
    """Of a sum: exact if all terms are, the one hedge that occurs, else "about"."""
    inexact = {hedge for hedge in hedges if hedge is not Hedge.EXACT}
    if not inexact:
        return Hedge.EXACT
    return inexact.pop() if len(inexact) == 1 else Hedge.ABOUT


def day_number(day: date) -> int:
    """20200531: how the ledger keeps a day."""
    return day.year * 10_000 + day.month * 100 + day.day


@cache
def period_of(start: int, end: int) -> Period:
    return Period(day_of(start), day_of(end))


def day_of(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)

"""Whether units reach a threshold of insured residents, how many persons are missing, and when it would be lost."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from ansinh.kernel.language import Bilingual, Language
from ansinh.registers.criteria.thresholds import Threshold
from ansinh.registers.questions import CoverageRow, OutlookRow
from ansinh.registers.records import Sex

NEARLY = Decimal("0.01")  # one percentage point
SEXES = (Sex.MALE, Sex.FEMALE)


class Status(StrEnum):
    """The better first."""

    REACHED = "reached"
    AT_RISK = "at_risk"  # reached on the day, and within the horizon no longer if nobody renews
    NEARLY = "nearly"  # short of it by one percentage point or less
    NOT_REACHED = "not_reached"

    def text(self, language: Language | None = None) -> str:
        return _STATUS[self].text(language)


_STATUS = {
    Status.REACHED: Bilingual("đạt", "reached"),
    Status.AT_RISK: Bilingual("nguy cơ rớt", "at risk"),
    Status.NEARLY: Bilingual("suýt đạt", "nearly"),
    Status.NOT_REACHED: Bilingual("không đạt", "not reached"),
}
_WORSE = list(Status)


class Count(NamedTuple):
    residents: int
    insured: int

    def plus(self, residents: int, insured: int) -> "Count":
        return Count(self.residents + residents, self.insured + insured)


@dataclass(frozen=True)
class Ahead:
    """What is known on the register's day of a later one, as if nobody renewed."""

    day: date
    count: Count


@dataclass(frozen=True)
class Standing:
    """``missing``: how many more must be insured to reach it on the day; ``falls``: the first day ahead, within the
    horizon, at which it is reached no longer; ``to_renew``: how many of those whose insurance ends within the horizon
    must renew, at least, to keep it (or to lose no more)."""

    count: Count
    needed: int
    status: Status
    falls: Ahead | None
    to_renew: int

    @property
    def rate(self) -> Fraction:
        """0 to 1."""
        return Fraction(self.count.insured, self.count.residents)

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.count.insured)


@dataclass(frozen=True)
class Judgement:
    """Of one unit. ``by_sex``: where men and women must each reach it and the rows tell them apart."""

    unit: str
    threshold: Threshold
    all: Standing
    by_sex: Mapping[Sex, Standing] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """The worst of all, men and women."""
        return max((one.status for one in (self.all, *self.by_sex.values())), key=_WORSE.index)


def judge(
    rows: Iterable[CoverageRow],
    threshold_of: Callable[[str], Threshold | None],
    *,
    outlook: Iterable[OutlookRow] = (),
    nearly: Decimal = NEARLY,
) -> list[Judgement]:
    """Each unit that has a threshold, in the order of their codes.

    ``rows``: coverage of one scheme, by unit in place of commune; other dimensions are summed. ``outlook``: of the same
    scheme and units, from the same day on, over the horizon.
    """
    known = _Known(_tally(rows), _changes(outlook), nearly)
    units = {unit: threshold_of(unit) for unit in sorted({unit for unit, _sex in known.now})}
    return [known.judgement(unit, threshold) for unit, threshold in units.items() if threshold]


Tally = dict[tuple[str, Sex | None], Count]


@dataclass(frozen=True)
class _Known:
    now: Tally
    changes: Mapping[tuple[str, Sex | None], Mapping[date, int]]
    nearly: Decimal

    def judgement(self, unit: str, threshold: Threshold) -> Judgement:
        sexes = [sex for sex in SEXES if threshold.each_sex and (unit, sex) in self.now]
        of_sex = {sex: self._standing(unit, sex, threshold) for sex in sexes}
        return Judgement(unit, threshold, self._standing(unit, None, threshold), of_sex)

    def _standing(self, unit: str, sex: Sex | None, threshold: Threshold) -> Standing:
        count = self.now[unit, sex]
        times = list(_ahead(count, self.changes.get((unit, sex), {})))
        return _standing(count, times, threshold, self.nearly)


def _tally(rows: Iterable[CoverageRow]) -> Tally:
    """By unit and sex; sex None: all together."""
    found: Tally = {}
    schemes = set()
    for row in rows:
        if row.commune is None:
            raise ValueError("coverage by unit is needed")
        schemes.add(row.scheme)
        for sex in {None, row.sex}:
            found[row.commune, sex] = found.get((row.commune, sex), Count(0, 0)).plus(row.residents, row.insured)
    if len(schemes) > 1:
        raise ValueError("coverage by one scheme is needed")
    return found


def _changes(outlook: Iterable[OutlookRow]) -> dict[tuple[str, Sex | None], Counter[date]]:
    """By unit and sex (None: all together): how many more or fewer are insured on a day than on the day before."""
    found: dict[tuple[str, Sex | None], Counter[date]] = defaultdict(Counter)
    for row in outlook:
        for sex in (None, row.sex):
            found[row.commune, sex][row.day] += row.begun
            found[row.commune, sex][row.day + timedelta(days=1)] -= row.ended
    return found


def _ahead(count: Count, changes: Mapping[date, int]) -> Iterator[Ahead]:
    for day, change in sorted(changes.items()):
        count = count.plus(0, change)
        yield Ahead(day, count)


def _standing(count: Count, times: Sequence[Ahead], threshold: Threshold, nearly: Decimal) -> Standing:
    needed = threshold.needed(count.residents)
    lowest = min((one.count.insured for one in times), default=count.insured)
    if count.insured >= needed:
        falls = next((one for one in times if not threshold.is_reached(*one.count)), None)
        status = Status.AT_RISK if falls else Status.REACHED
    else:
        falls = None
        short = Fraction(threshold.share) * count.residents - count.insured
        status = Status.NEARLY if short <= Fraction(nearly) * count.residents else Status.NOT_REACHED
    return Standing(count, needed, status, falls, max(0, min(needed, count.insured) - lowest))

"""The peer: the same questions in plain SQL over the observations, without roll-ups, models or the arithmetic of
ansinh.compare. It knows the catalogue's formulas and nothing else of the product."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.db import connection

from ansinh.indicators.catalogue import IndicatorType, Observed, Operand, Ratio, catalogue
from ansinh.indicators.reads import indicator_keys
from ansinh.kernel.measures import BaseUnit
from ansinh.ledger.models import Kind
from ansinh.places.models import Level
from bench.engine.questions import Answer, Answers, Question

YearMonth = tuple[int, int]
Sums = dict[tuple[int, int, int, int, int], Fraction]
"""(area, indicator, period_start, period_end, kind) → value in the smallest steps."""

AREAS = {
    Level.COMMUNE: ("o.unit_id", "o.unit_id IN ({areas})"),
    Level.PROVINCE: ("r.whole_id", "r.whole_id IN ({areas})"),
    Level.COUNTRY: ("c.whole_id", "c.whole_id IN ({areas})"),
}
JOINS = {
    Level.COMMUNE: "",
    Level.PROVINCE: "JOIN places_relation r ON r.part_id = o.unit_id",
    Level.COUNTRY: ("JOIN places_relation r ON r.part_id = o.unit_id JOIN places_relation c ON c.part_id = r.whole_id"),
}
# Re-based on the units of 2026, in sixtieths: a commune was divided among five at most, in equal parts.
HEIRS = """
JOIN (SELECT s.old_id, s.new_id, 60 * s.weight / (SELECT SUM(t.weight) FROM places_succession t
          WHERE t.old_id = s.old_id AND t.day = s.day) AS sixtieths
      FROM places_succession s WHERE s.day IN ('2025-01-01', '2025-07-01')
      UNION ALL SELECT u.id, u.id, 60 FROM places_unit u WHERE u.valid_from IS NULL) h ON h.old_id = """
HEIR = ("h.new_id", "h.new_id IN ({areas})")
HEIR_JOINS = {
    Level.COMMUNE: HEIRS + "o.unit_id",
    Level.PROVINCE: JOINS[Level.PROVINCE] + HEIRS + "r.whole_id",
}
SUMS = """
SELECT {area}, o.indicator_id, o.period_start, o.period_end, o.kind, SUM(o.value{share})
FROM ledger_observation o JOIN ledger_submission s ON s.id = o.submission_id {joins}
WHERE {within} AND o.indicator_id IN ({indicators}) AND o.period_end IN ({ends}) AND {seen}
AND NOT EXISTS (
    SELECT 1 FROM ledger_supersession x JOIN ledger_submission s ON s.id = x.submission_id
    WHERE x.old_id = o.id AND {seen})
GROUP BY {area}, o.indicator_id, o.period_start, o.period_end, o.kind
"""
SEEN = (
    "EXISTS (SELECT 1 FROM ledger_submissionevent e WHERE e.submission_id = s.id AND e.state = 'approved'{recorded_by})"
)
BARS = """
SELECT indicator_id, value FROM ledger_observation WHERE unit_id = (SELECT id FROM places_unit WHERE code = 'VN')
AND period_end = %s AND kind = %s
"""


def ask(question: Question) -> Answers:
    sums = _Sums(question)
    found: Answers = {}
    for unit in question.units:
        for indicator in question.indicators:
            found |= sums.comparisons(unit.pk, indicator)
    return found


def ask_league(question: Question) -> Answers:
    sums = _Sums(question)
    now = (question.month.year, question.month.number)
    found: Answers = {}
    for indicator in question.indicators:
        values = {unit.pk: sums.value(unit.pk, indicator, now) for unit in question.units}
        known = [value for value in values.values() if value is not None]
        lower = catalogue()[indicator].direction == "lower"
        for area, value in values.items():
            before = sums.value(area, indicator, (now[0] - 1, now[1]))
            better = None if value is None else sum(one < value if lower else one > value for one in known)
            place = None if better is None else Fraction(better + 1)
            found[area, indicator, "rank"] = (value, place, _less(value, before))
    return found


@dataclass(frozen=True)
class _Term:
    indicator: str
    kind: Kind
    when: YearMonth

    @property
    def key(self) -> tuple[int, int, int]:
        """Its period and kind as the ledger keeps them."""
        year, month = self.when
        end = year * 10_000 + month * 100 + monthrange(year, month)[1]
        observed = catalogue()[self.indicator].observed
        if self.kind is Kind.TARGET or observed is Observed.YEAR:
            return year * 10_000 + 101, year * 10_000 + 1231, int(self.kind)
        return (year * 10_000 + 101 if observed is Observed.YEAR_TO_DATE else end), end, int(self.kind)


class _Sums:
    """One query for all areas of the question; then arithmetic on its rows."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.keys = indicator_keys()
        year, month = question.month.year, question.month.number
        self.now = (year, month)
        self.before = _earlier(self.now)
        times = [self.now, (year - 1, month), (year - 1, 12), (year - 2, 12), self.before, _earlier(self.before)]
        terms = {term for one in question.indicators for when in times for term in self._terms(one, when)}
        self.sums = self._read({term.key[1] for term in terms}, {self.keys[term.indicator] for term in terms})
        with connection.cursor() as cursor:
            cursor.execute(BARS, [_Term("collections", Kind.ACTUAL, self.now).key[1], int(Kind.THRESHOLD)])
            self.bars = dict(cursor.fetchall())

    def _read(self, ends: set[int], indicators: set[int]) -> Sums:
        level = Level(self.question.units[0].level)
        rebased = self.question.rebased
        area, within = HEIR if rebased else AREAS[level]
        scope = self.question.scope
        seen = SEEN.format(recorded_by=" AND e.recorded_at <= %s" if scope.recorded_by else "")
        seen += " AND s.reported_on <= %s" if scope.reported_by else ""
        moments = [moment for moment in (scope.recorded_by, scope.reported_by) if moment]
        text = SUMS.format(
            area=area,
            joins=(HEIR_JOINS if rebased else JOINS)[level],
            share=" * h.sixtieths" if rebased else "",
            within=within.format(areas=_list(unit.pk for unit in self.question.units)),
            indicators=_list(indicators),
            ends=_list(ends),
            seen=seen,
        )
        with connection.cursor() as cursor:
            cursor.execute(text, [*moments, *moments])
            parts = 60 if rebased else 1
            return {(row[0], row[1], row[2], row[3], row[4]): Fraction(int(row[5]), parts) for row in cursor.fetchall()}

    def _terms(self, indicator: str, when: YearMonth) -> list[_Term]:
        match catalogue()[indicator].formula:
            case Ratio(numerator, denominator):
                return [self._term(numerator, when), self._term(denominator, when)]
        return [_Term(indicator, Kind.ACTUAL, when), _Term(indicator, Kind.TARGET, when)]

    def _term(self, operand: Operand, when: YearMonth) -> _Term:
        return _Term(operand.indicator, Kind.TARGET if operand.target else Kind.ACTUAL, when)

    def value(self, area: int, indicator: str, when: YearMonth) -> Fraction | None:
        match catalogue()[indicator].formula:
            case Ratio(numerator, denominator):
                return _percent(*(self._sum(area, self._term(one, when)) for one in (numerator, denominator)))
        return self._sum(area, _Term(indicator, Kind.ACTUAL, when))

    def _sum(self, area: int, term: _Term) -> Fraction | None:
        return self.sums.get((area, self.keys[term.indicator], *term.key))

    def comparisons(self, area: int, indicator: str) -> Answers:
        one = catalogue()[indicator]
        year, month = self.now
        percentage = one.unit is BaseUnit.PERCENT
        flow = one.type is IndicatorType.FLOW
        value = self.value(area, indicator, self.now)
        found: dict[str, Answer] = {"vs_same_period": _change(value, self.value(area, indicator, (year - 1, month)))}
        share_of_flow = isinstance(one.formula, Ratio) and (
            catalogue()[one.formula.numerator.indicator].type is IndicatorType.FLOW
        )
        if not flow and not share_of_flow:
            for end in (year - 1, year - 2):
                found[f"vs_end_{end}"] = _change(value, self.value(area, indicator, (end, 12)))
        within = self._within if flow else self.value
        if month > 1 or not share_of_flow:
            earlier = within(area, indicator, self.before)
            found["vs_previous_month"] = _change(within(area, indicator, self.now), earlier)
        target = self._sum(area, _Term(indicator, Kind.TARGET, self.now)) if not percentage else None
        found["vs_plan"] = _change(value, target, _percent(value, target))
        plan = catalogue().plan_of(indicator)
        measured = plan.id if plan else indicator
        steps = self.bars.get(self.keys[measured])
        bar = None if steps is None else Fraction(steps, 10 ** catalogue()[measured].unit.scale)
        level = self.value(area, measured, self.now)
        found["vs_threshold"] = _change(level, bar, _percent(level, bar))
        without_percent = {"vs_threshold"} if plan or percentage else set()
        return {
            (area, indicator, base): (*answer[:3], None if percentage or base in without_percent else answer[3])
            for base, answer in found.items()
        }

    def _within(self, area: int, indicator: str, when: YearMonth) -> Fraction | None:
        so_far = self.value(area, indicator, when)
        return so_far if when[1] == 1 else _less(so_far, self.value(area, indicator, _earlier(when)))


def _earlier(when: YearMonth) -> YearMonth:
    return (when[0], when[1] - 1) if when[1] > 1 else (when[0] - 1, 12)


def _less(value: Fraction | None, base: Fraction | None) -> Fraction | None:
    return None if value is None or base is None else value - base


def _percent(value: Fraction | None, base: Fraction | None) -> Fraction | None:
    return None if value is None or not base else value / base * 100


def _change(value: Fraction | None, base: Fraction | None, percent: Fraction | None = None) -> Answer:
    change = _less(value, base)
    return (value, base, change, percent if percent is not None else _percent(change, base))


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))

"""What is asked of the product: the questions of a report, through Figures, as a report asks them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from fractions import Fraction

from ansinh.compare.bases import PLAN, PREVIOUS_MONTH, SAME_PERIOD, THRESHOLD, Base, comparable, end_of_year
from ansinh.compare.reads import Comparison, Figures
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.places.models import Unit
from ansinh.places.reads import country
from ansinh.reports.gather import gather
from bench.engine.generate import Month

ONE = ("participants_bhyt",)
REPORT = (
    *("participants_bhxh_compulsory", "participants_bhxh_voluntary", "participants_bhtn", "participants_bhyt"),
    *("bhyt_coverage", "bhxh_participation_rate", "collections", "collections_vs_plan", "arrears", "arrears_ratio"),
    *("health_spending", "health_spending_vs_estimate"),
)
LEAGUE = ("collections_vs_plan", "bhyt_coverage", "participants_bhxh_voluntary", "arrears_ratio")

Answer = tuple[Fraction | None, ...]
Answers = dict[tuple[int, str, str], Answer]
"""(unit, indicator, base) → value, against, change, percent; for a league table (unit, indicator, "rank") → value, rank
and the percent change against the same period."""


@dataclass(frozen=True)
class Question:
    """``units``: one, or the rows of a league table. ``scope`` says which knowledge."""

    units: tuple[Unit, ...]
    indicators: tuple[str, ...]
    month: Month
    scope: Scope = Scope()

    @property
    def rebased(self) -> bool:
        """Whether a unit was not there yet in the month."""
        return any(not unit.valid_on(self.month.period.end) for unit in self.units)

    @property
    def bases(self) -> tuple[Base, ...]:
        """With the ends of the two years before."""
        year = self.month.year
        return (SAME_PERIOD, end_of_year(year - 1), end_of_year(year - 2), PREVIOUS_MONTH, PLAN, THRESHOLD)

    @property
    def periods(self) -> list[Period]:
        """What the comparisons look at; the last: what fell within the month before needs the one before it."""
        period = self.month.period
        ends = [Period.year(self.month.year - 1), Period.year(self.month.year - 2)]
        return [period, period.same_period_last_year, *ends, period.previous, period.previous.previous]


def ask(question: Question) -> Answers:
    """A report's figures: every comparison that the indicators allow."""
    figures = Figures(question.scope)
    units = [*question.units, country(question.month.period.end)]  # whose thresholds they are
    figures.load(units, figures.requests(question.indicators, question.periods))
    found: Answers = {}
    for unit in question.units:
        for indicator in question.indicators:
            for base in question.bases:
                if comparable(catalogue()[indicator], base, question.month.period):
                    compared = figures.compare(unit, indicator, question.month.period, base)
                    found[unit.pk, indicator, base.id] = _numbers(compared)
    return found


def ask_league(question: Question) -> Answers:
    """Ranks of the units by each indicator, with the change against the same period of last year."""
    period = question.month.period
    figures = Figures(question.scope)
    figures.load(question.units, figures.requests(question.indicators, [period, period.same_period_last_year]))
    found: Answers = {}
    for indicator in question.indicators:
        for row in figures.ranking(question.units, indicator, period):
            change = figures.compare(row.item, indicator, period, SAME_PERIOD).change
            place = None if row.rank is None else Fraction(row.rank)
            found[row.item.pk, indicator, "rank"] = (row.quantity.value, place, change.value)
    return found


def ask_report(question: Question) -> Answers:
    """All that a report of the product shows of the unit and each of its parts, before it is written."""
    (unit,) = question.units
    content = gather(unit, question.month.period, question.scope, made_at=datetime.now(UTC))
    return {(unit.pk, name, "report"): (shown.quantity.value,) for name, shown in content.figures.items()}


def _numbers(compared: Comparison) -> Answer:
    percent = compared.percent.value if compared.percent else None
    return (compared.value.value, compared.against.value, compared.change.value, percent)


def reported_by(month: Month) -> Scope:
    """Before the corrections of the month, which come three months later."""
    return Scope(reported_by=month.reported_on.replace(day=8))


def recorded_by(month: Month) -> Scope:
    day = month.reported_on
    return Scope(recorded_by=datetime.combine(date(day.year, day.month, 8), time(0), tzinfo=UTC))

"""Asks every question once to warm up, then all again in random order: times, queries, the peer's answers."""

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from ansinh.compare.bases import PLAN, SAME_PERIOD
from ansinh.compare.reads import Figures
from ansinh.ledger.facts import Scope
from ansinh.places.models import Level, Succession, Unit
from ansinh.places.reads import country, parts
from bench.engine import plain, questions
from bench.engine.generate import LAST_YEAR, Area, Month
from bench.engine.questions import Answers, Question

SINCE = date(2025, 7, 1)
PEER_RUNS = 5  # plain SQL over a country takes seconds
TABLE = ("collections", "participants_bhyt", "participants_bhxh_voluntary")


@dataclass(frozen=True)
class Case:
    name: str
    ask: Callable[[Question], Answers]
    peer: Callable[[Question], Answers] | None
    questions: tuple[Question, ...]


def measure(areas: Sequence[Area], months: Sequence[Month], runs: int) -> list[dict[str, Any]]:
    found = []
    for case in _cases(areas, months, runs):
        measured = _measure(case)
        found.append(measured)
        print(f"{connection.vendor} {measured}", file=sys.stderr, flush=True)
    return found


def _cases(areas: Sequence[Area], months: Sequence[Month], runs: int) -> list[Case]:
    chance = random.Random(2020)
    top = country(months[-1].period.end)
    provinces = parts(top, months[-1].period.end)
    present = parts(country(SINCE), SINCE)
    present_communes = made_of_whole_ones()
    asked = months[24:] or months  # those whose bases are all there, if any are

    def month() -> Month:
        return chance.choice(asked)

    def commune() -> tuple[Unit, ...]:
        return (Unit.objects.get(pk=chance.choice(areas).key),)

    def province() -> tuple[Unit, ...]:
        return (chance.choice(provinces),)

    def nation() -> tuple[Unit, ...]:
        return (top,)

    def communes_of_one() -> tuple[Unit, ...]:
        return parts(chance.choice(provinces), months[-1].period.end)

    def present_province() -> tuple[Unit, ...]:
        return (chance.choice([unit for unit in present if unit.valid_from]),)

    def present_commune() -> tuple[Unit, ...]:
        return (chance.choice(present_communes),)

    def now(_month: Month) -> Scope:
        return Scope()

    one, report, league = questions.ONE, questions.REPORT, questions.LEAGUE
    compared = (questions.ask, plain.ask)
    ranked = (questions.ask_league, plain.ask_league)
    printed = (questions.ask_report, None)
    shapes = [
        *((f"one indicator, {place.__name__}", compared, one, place, now) for place in (commune, province, nation)),
        *((f"report, {place.__name__}", compared, report, place, now) for place in (commune, province, nation)),
        ("league of 63 provinces", ranked, league, lambda: provinces, now),
        ("league of a province's communes", ranked, league, communes_of_one, now),
        ("re-based report, province of 2026", compared, report, present_province, now),
        ("re-based league of 34 provinces", ranked, league, lambda: present, now),
        ("re-based report, commune of 2026", compared, report, present_commune, now),
        *(
            (f"report as {scope.__name__}, {place.__name__}", compared, report, place, scope)
            for scope in (questions.reported_by, questions.recorded_by)
            for place in (commune, province, nation)
        ),
        *((f"whole report, {place.__name__}", printed, report, place, now) for place in (commune, province, nation)),
    ]
    return [
        Case(name.replace("_", " "), *ways, tuple(_question(indicators, place, month(), scope) for _ in range(runs)))
        for name, ways, indicators, place, scope in shapes
    ]


def made_of_whole_ones() -> list[Unit]:
    """Communes of 2026 of which one at least was taken in whole: else a ratio has no bounds, and is not given."""
    went_to = Counter(Succession.objects.filter(old__level=Level.COMMUNE).values_list("old", flat=True))
    whole = [old for old, count in went_to.items() if count == 1]
    found = Unit.objects.filter(level=Level.COMMUNE, valid_from=SINCE, origins__old__in=whole, origins__day=SINCE)
    return list(found.distinct().order_by("code"))


def rebased_communes(months: Sequence[Month]) -> dict[str, Any]:
    """A league of all communes of 2026 in one month: beside plain SQL, once each."""
    asked = Question(tuple(made_of_whole_ones()), questions.LEAGUE, months[-1])
    started = time.perf_counter()
    own = questions.ask_league(asked)
    between = time.perf_counter()
    peer = plain.ask_league(asked)
    ended = time.perf_counter()
    return {
        "communes": len(asked.units),
        "seconds": between - started,
        "peer_seconds": ended - between,
        "answers_equal": own == peer,
    }


def _question(
    indicators: tuple[str, ...],
    place: Callable[[], tuple[Unit, ...]],
    month: Month,
    scope: Callable[[Month], Scope],
) -> Question:
    return Question(place(), indicators, month, scope(month))


def _measure(case: Case) -> dict[str, Any]:
    answers = [case.ask(question) for question in case.questions]
    order = random.Random(5).sample(case.questions, len(case.questions))
    times = _times(case.ask, order)
    known = [numbers[0] is not None for found in answers for numbers in found.values()]
    found = {
        "case": case.name,
        "p50_ms": statistics.median(times),
        "p95_ms": _p95(times),
        "queries": _queries(case),
        "figures": len(known) / len(answers),
        "known_percent": 100 * sum(known) / len(known),
    }
    return found if case.peer is None else found | _beside(case.ask, case.peer, case.questions[:PEER_RUNS])


def _beside(
    ask: Callable[[Question], Answers], peer: Callable[[Question], Answers], asked: Sequence[Question]
) -> dict[str, Any]:
    """The same questions by both, warm; the ratio of their medians: above one, the peer takes longer."""
    equal = [ask(question) for question in asked] == [peer(question) for question in asked]
    own_times, peer_times = _times(ask, asked), _times(peer, asked)
    return {
        "peer_p50_ms": statistics.median(peer_times),
        "peer_ratio": statistics.median(peer_times) / statistics.median(own_times),
        "answers_equal": equal,
    }


def _times(ask: Callable[[Question], Answers], asked: Sequence[Question]) -> list[float]:
    """Milliseconds of each."""
    times = []
    for question in asked:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def _queries(case: Case) -> int:
    count = 0

    def counted(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    with connection.execute_wrapper(counted):
        case.ask(case.questions[0])
    return count


def province_table() -> dict[str, Any]:
    """The workbook's table: by province and indicator this month, a year ago, plan, change, of the plan, rank."""
    month = Month(0, LAST_YEAR, 12)
    started = time.perf_counter()
    period = month.period
    provinces = sorted(parts(country(period.end), period.end), key=lambda unit: unit.code)
    figures = Figures()
    figures.load(provinces, figures.requests(TABLE, [period, period.same_period_last_year]))
    lines: dict[int, list[Any]] = {province.pk: [] for province in provinces}
    for indicator in TABLE:
        for row in figures.ranking(provinces, indicator, period):
            earlier = figures.compare(row.item, indicator, period, SAME_PERIOD)
            plan = figures.compare(row.item, indicator, period, PLAN)
            values = (earlier.value, earlier.against, plan.against, earlier.percent, plan.percent)
            lines[row.item.pk] += [*(_number(one) for one in values), row.rank]
    return {"milliseconds": (time.perf_counter() - started) * 1000, "lines": list(lines.values())}


def _number(quantity: Any) -> float | None:
    return None if quantity is None or quantity.value is None else float(quantity.value)

"""The 34 provinces of 2026 with invented figures of their communes, and their reports by several processes."""

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, record_submission, submit
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit
from ansinh.places.reads import country, parts
from ansinh.reports.batch import make_all, tasks_for
from ansinh.reports.making import Format, usual_outline
from ansinh.reports.recipe import Recipe

YEAR = 2026
PERIOD = Period.month(YEAR, 9)
MADE_AT = timezone.make_aware(datetime(YEAR, 10, 6, 8, 0))  # noqa: DTZ001 (made aware)
SEED = 202609
STOCKS = {  # share of the population
    "participants_bhxh_compulsory": 0.17,
    "participants_bhxh_voluntary": 0.02,
    "participants_bhtn": 0.15,
    "participants_bhyt": 0.92,
    "employers_in_arrears": 0.0004,
}
PLANNED = ("participants_bhxh_compulsory", "participants_bhxh_voluntary", "participants_bhyt", "collections")
MONEY_OF_ONE = 450_000  # đồng collected a head and month
ENDS = (PERIOD, PERIOD.previous, PERIOD.same_period_last_year, Period.month(YEAR - 1, 12))
NATIONAL_SHEET, COMMUNES_SHEET = 0, 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.engine.provinces")
    parser.add_argument("work", choices=["load", "make"])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--directory", type=Path)
    parser.add_argument("--provinces", type=int, default=34)
    parser.add_argument("--answer", type=Path, required=True)
    wanted = parser.parse_args()
    if wanted.work == "load":
        answer = load(wanted.provinces)
    else:
        answer = make(wanted.directory, wanted.workers, wanted.provinces)
    wanted.answer.write_text(json.dumps(answer), encoding="utf-8")


def provinces(count: int) -> Sequence[Unit]:
    return parts(country(PERIOD.end), PERIOD.end)[:count]


def load(count: int) -> dict[str, Any]:
    """Of the communes; the month's thresholds are the country's."""
    chance = random.Random(SEED)
    communes = [commune for province in provinces(count) for commune in parts(province, PERIOD.end)]
    facts = [*_thresholds(), *(fact for row, commune in enumerate(communes) for fact in _facts(commune, row, chance))]
    submission = record_submission(
        by="reporter",
        unit=country(PERIOD.end),
        reported_on=date(YEAR, 10, 5),
        document="",
        file_name="provinces.xlsx",
        file_sha256="provinces",
        sheets=["Cả nước", "Xã"],
        facts=facts,
    )
    submit(by="reporter", submission=submission)
    approve(by="approver", submission=submission)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"communes": len(communes), "facts": len(facts)}


def _thresholds() -> Iterator[NewFact]:
    whole = country(PERIOD.end)
    for month in range(1, 13):
        request = _request("collections_vs_plan", Period.month(YEAR, month), Kind.THRESHOLD)
        yield NewFact(whole.pk, request, Decimal(8 * month), Hedge.EXACT, NATIONAL_SHEET, 0, month)


def _facts(commune: Unit, row: int, chance: random.Random) -> Iterator[NewFact]:
    for column, (request, value) in enumerate(_figures(chance)):
        yield NewFact(commune.pk, request, Decimal(value), Hedge.EXACT, COMMUNES_SHEET, row, column)


def _figures(chance: random.Random) -> Iterator[tuple[Request, int]]:
    """Of one commune."""
    people = chance.randrange(8_000, 60_000)
    well = chance.uniform(0.9, 1.1)  # how a commune does, in everything
    for year in (YEAR - 1, YEAR):
        yield _request("population", Period.year(year)), people
        yield _request("labour_force", Period.year(year)), people // 2
        yield _request("amount_due", Period.year(year)), people * MONEY_OF_ONE * 12
    for name, share in STOCKS.items():
        for age, period in enumerate(ENDS):
            yield _request(name, period), int(people * share * well * (1 - 0.01 * age))
    for period in ENDS:
        yield _request("arrears", period), int(people * MONEY_OF_ONE * chance.uniform(0.2, 0.6))
    for period in (*(Period.month(YEAR, month) for month in range(1, PERIOD.end.month + 1)), *ENDS[2:]):
        money = people * MONEY_OF_ONE * period.end.month * well * chance.uniform(0.97, 1.0)
        yield _request("collections", period), int(money)
    for name in PLANNED:
        plan = people * MONEY_OF_ONE * 12 if name == "collections" else people * STOCKS[name]
        yield _request(name, Period.year(YEAR), Kind.TARGET), int(plan)


def _request(name: str, period: Period, kind: Kind = Kind.ACTUAL) -> Request:
    return Request(name, catalogue()[name].fact_period(period), kind)


def make(directory: Path, workers: int, count: int) -> dict[str, Any]:
    """As `ansinh report batch VN` does. Memory: of this process, and of the largest of the others."""
    whole = country(PERIOD.end)
    recipe = Recipe(whole.code, PERIOD, usual_outline(whole, ()), "vi")
    tasks = tasks_for(provinces(count), recipe, list(Format), directory, made_at=MADE_AT, outline=None, texts=None)
    started, cpu = time.perf_counter(), _cpu()
    outcomes, came = [], []
    for outcome in make_all(tasks, workers=workers):
        outcomes.append(outcome)
        came.append(time.perf_counter() - started)
    return {
        "seconds": time.perf_counter() - started,
        "first": came[0],
        "cpu_seconds": _cpu() - cpu,
        "made": sum(outcome.failure is None for outcome in outcomes),
        "failed": {outcome.unit: outcome.failure for outcome in outcomes if outcome.failure},
        "parent_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worker_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def _cpu() -> float:
    """Seconds of all processors, of this process and of those that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
    connection.close()

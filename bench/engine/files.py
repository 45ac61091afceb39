"""A file of each province: written, looked for in the ledger figure by figure, and staged without a file."""

import argparse
import json
import resource
import time
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from ansinh.imports.form import usual_indicators
from ansinh.imports.template import Sheet, write_form
from ansinh.indicators.actions import load_indicators
from ansinh.indicators.catalogue import catalogue
from ansinh.indicators.reads import indicator_keys
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger import actions
from ansinh.ledger.facts import NewFact, Request, day_number
from ansinh.ledger.models import Kind, Observation, Submission
from ansinh.ledger.reads import from_steps
from ansinh.ledger.submissions import states_of
from ansinh.places.actions import load_places
from ansinh.places.models import Unit
from ansinh.places.reads import country, leaves, parts

YEAR = 2025
AFTER_THE_REFORM = date(YEAR, 12, 31)  # 34 provinces, their communes directly in them


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.engine.files")
    parser.add_argument("work", choices=["write", "look", "stage"])
    parser.add_argument("--files", type=int, default=34)
    parser.add_argument("--months", type=int, default=6)
    parser.add_argument("--directory", type=Path)
    parser.add_argument("--answer", type=Path, required=True)
    wanted = parser.parse_args()
    match wanted.work:
        case "write":
            answer = write(wanted.directory, wanted.files, wanted.months)
        case "look":
            answer = look(wanted.files, wanted.months)
        case _:
            answer = stage(wanted.months)
    wanted.answer.write_text(json.dumps(answer), encoding="utf-8")


def provinces(files: int) -> Sequence[Unit]:
    return parts(country(AFTER_THE_REFORM), AFTER_THE_REFORM)[:files]


def months(count: int) -> list[Period]:
    """The last of the year."""
    return [Period.month(YEAR, month) for month in range(13 - count, 13)]


def figure(province: int, commune: int, month: Period) -> Decimal:
    """In the display unit, by the places of both in their lists; never falling from month to month."""
    return Decimal(1_000 * (province + 1) + commune + month.end.month)


def write(directory: Path, files: int, month_count: int) -> dict[str, int]:
    figures = 0
    for number, province in enumerate(provinces(files)):
        communes = parts(province, AFTER_THE_REFORM)
        sheets = []
        for month in months(month_count):
            indicators = usual_indicators(catalogue(), month, Kind.ACTUAL)
            values = {
                (commune.code, indicator.id): figure(number, place, month)
                for place, commune in enumerate(communes)
                for indicator in indicators
            }
            figures += len(values)
            sheets.append(Sheet(month, Kind.ACTUAL, indicators, values))
        day = date(YEAR + 1, 1, 5)
        content = write_form(province, communes, sheets, reported_on=day, created=day)
        (directory / f"{province.code}.xlsx").write_bytes(content)
    return {"figures": figures}


def look(files: int, month_count: int) -> dict[str, int]:
    """Every figure that was written, against the ledger; whatever else it holds."""
    expected = {key: value for number in range(files) for key, value in _expected(number, files, month_count)}
    found: dict[tuple[int, int, int], int] = {}
    wrong = 0
    rows = Observation.objects.values_list("unit_id", "indicator_id", "period_end", "value")
    for unit, indicator, end, value in rows.iterator(chunk_size=20_000):
        key = (unit, indicator, end)
        wrong += key in found or expected.get(key) != value
        found[key] = value
    states = list(states_of(Submission.objects.values_list("pk", flat=True)).values())
    return {
        "expected": len(expected),
        "found": len(found),
        "lost": len(expected.keys() - found.keys()),
        "wrong": wrong,
        "submissions": len(states),
        "checked": states.count("checked"),
    }


def _expected(number: int, files: int, month_count: int) -> Iterator[tuple[tuple[int, int, int], int]]:
    keys = indicator_keys()
    for place, commune in enumerate(parts(provinces(files)[number], AFTER_THE_REFORM)):
        for month in months(month_count):
            for one in usual_indicators(catalogue(), month, Kind.ACTUAL):
                value = one.display.to_base(figure(number, place, month)).scaleb(one.unit.scale)
                yield (commune.pk, keys[one.id], day_number(one.fact_period(month).end)), int(value)


def stage(month_count: int) -> dict[str, float]:
    """A national file of communes of before the reform, without the file: recorded, approved, corrected throughout."""
    call_command("migrate", verbosity=0)
    load_places(by="bench")
    load_indicators(by="bench")
    day = date(2020, 12, 31)
    whole = country(day)
    communes = sorted(leaves(whole, day))
    requests = [
        Request(one.id, one.fact_period(month))
        for month in (Period.month(2020, number) for number in range(1, month_count + 1))
        for one in usual_indicators(catalogue(), month, Kind.ACTUAL)
    ]
    facts = [
        NewFact(commune, request, from_steps(request.indicator, 1_000 * row + column), Hedge.EXACT, 0, row, column)
        for row, commune in enumerate(communes)
        for column, request in enumerate(requests)
    ]
    answer: dict[str, float] = {"facts": len(facts), "peak_memory_before_mb": _peak()}
    first = _recorded("recorded", whole, facts, answer, None)
    _approved("approved", first, answer)
    changed = [fact._replace(value=fact.value + 1) for fact in facts]
    _approved("correction approved", _recorded("correction recorded", whole, changed, answer, first), answer)
    return answer | {"peak_memory_mb": _peak()}


def _recorded(
    step: str, whole: Unit, facts: Sequence[NewFact], answer: dict[str, float], corrects: Submission | None
) -> Submission:
    started = time.perf_counter()
    submission = actions.record_submission(
        by="reporter",
        unit=whole,
        reported_on=date(2021, 1, 5),
        document="",
        file_name=f"{step}.xlsx",
        file_sha256=step,
        sheets=["1"],
        facts=facts,
        corrects=corrects,
        reason="bench" if corrects else "",
    )
    answer[step] = time.perf_counter() - started
    return submission


def _approved(step: str, submission: Submission, answer: dict[str, float]) -> None:
    actions.submit(by="reporter", submission=submission)
    started = time.perf_counter()
    actions.approve(by="approver", submission=submission)
    answer[step] = time.perf_counter() - started


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
    connection.close()

"""A national workbook: written, read, checked beside an empty ledger and beside last year's figures, taken in whole.

Each work runs in a process of its own; what it finds goes to a file as JSON, and figures to one with a line for each.
"""

import argparse
import gc
import json
import random
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import xlsxwriter
from django.db import connection
from python_calamine import CalamineWorkbook

from ansinh.imports.actions import import_file
from ansinh.imports.checks.checking import check_figures
from ansinh.imports.checks.figures import Figures
from ansinh.imports.errors import Finding
from ansinh.imports.files.reading import read_file, read_workbook
from ansinh.imports.outcome import FindingsError, Reading
from ansinh.imports.reading import read_cells
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, record_submission, submit
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Observation
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import units_on

YEAR = 2024
DAY = date(YEAR, 12, 31)
RECEIVED = date(YEAR + 1, 1, 10)
TITLES = ("BẢO HIỂM XÃ HỘI VIỆT NAM", f"SỐ LIỆU THEO XÃ NĂM {YEAR}", "ĐVT: triệu đồng")
SHEET = "Cả nước"
FIRST_ROW, FIRST_COLUMN = 5, 3
SEED = 20241231
READINGS = 3  # of calamine alone; the median counts

COMPULSORY, VOLUNTARY, BOTH, UNEMPLOYMENT, MONEY = range(5)
HEADERS = (
    "Số người tham gia BHXH bắt buộc",
    "Số người tham gia BHXH tự nguyện",
    "Số người tham gia BHXH",
    "Số người tham gia BHTN",
    "Số thu BHXH, BHYT, BHTN",
)
MONTHS = 12

Cell = str | float
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.engine.national")
    parser.add_argument("work", choices=["write", "phases", "errors", "whole", "history"])
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--answer", type=Path, required=True)
    wanted = parser.parse_args()
    work: Callable[[Path], dict[str, Any]] = {
        "write": write,
        "phases": phases,
        "errors": errors,
        "whole": whole,
        "history": history,
    }[wanted.work]
    gc.disable()  # as `import_file` does
    answer = work(wanted.directory) | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    wanted.answer.write_text(json.dumps(answer), encoding="utf-8")


def write(directory: Path) -> dict[str, Any]:
    """``clean.xlsx``; ``errors.xlsx``, the same with planted errors; ``units.csv``, the codes for the peer."""
    communes = list(units_on(DAY).filter(kind=UnitKind.AREA, level=Level.COMMUNE).order_by("code"))
    chance = random.Random(SEED)
    rows = [_row(chance) for _unit in communes]
    _write(directory / "clean.xlsx", communes, rows)
    planted = _planted(rows, chance)
    _write(directory / "errors.xlsx", [*communes, *communes[:2]], rows)
    codes = "".join(f"{unit.code},{unit.pk}\n" for unit in communes)
    (directory / "units.csv").write_text(f"code,unit\n{codes}", encoding="utf-8")
    return {"rows": len(communes), "columns": len(HEADERS) * MONTHS, "planted": planted}


def _row(chance: random.Random) -> list[Cell]:
    """Figures of one commune that no check has anything to say about: they grow a little, or as the year does."""
    people = [chance.randrange(300, 3_000), chance.randrange(50, 250)]
    growth = [[chance.randrange(1, 4) for _month in range(MONTHS)] for _one in people]
    compulsory, voluntary = (
        [first + sum(steps[: month + 1]) for month in range(MONTHS)]
        for first, steps in zip(people, growth, strict=True)
    )
    monthly = chance.randrange(100, 5_000)
    money = [monthly * (month + 1) + chance.randrange(monthly // 20) for month in range(MONTHS)]
    both = [one + other for one, other in zip(compulsory, voluntary, strict=True)]
    return [*compulsory, *voluntary, *both, *(one - 100 for one in compulsory), *money]


def _planted(rows: list[list[Cell]], chance: random.Random) -> int:
    """One error in each of 50 rows, each for one check; and two communes twice at the end."""
    errors: Sequence[tuple[int, Callable[[list[Cell], int], None]]] = (
        (12, lambda row, month: _put(row, MONEY, month, "chưa có số liệu 2024")),
        (10, lambda row, month: _put(row, MONEY, month, -_at(row, MONEY, month))),
        (8, lambda row, month: _put(row, VOLUNTARY, month, _at(row, VOLUNTARY, month) + 0.5)),
        (8, lambda row, month: _put(row, MONEY, month, _at(row, MONEY, month - 1) - 1)),
        (6, lambda row, month: _put(row, BOTH, month, _at(row, BOTH, month) + 1)),
        (6, lambda row, month: _put(row, UNEMPLOYMENT, month, _at(row, COMPULSORY, month) + 1)),
    )
    kinds = [plant for count, plant in errors for _time in range(count)]
    for place, plant in zip(chance.sample(range(10, len(rows)), len(kinds)), kinds, strict=True):
        plant(rows[place], chance.randrange(1, MONTHS))
    rows += [list(row) for row in rows[:2]]
    return len(kinds)


def _at(row: Sequence[Cell], indicator: int, month: int) -> float:
    return float(row[indicator * MONTHS + month])


def _put(row: list[Cell], indicator: int, month: int, value: Cell) -> None:
    row[indicator * MONTHS + month] = value


def _write(path: Path, communes: Sequence[Unit], rows: Sequence[Sequence[Cell]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet(SHEET)
    for number, title in enumerate(TITLES):
        sheet.write_string(number, 0, title)
    sheet.write_row(len(TITLES), 0, ["STT", "Mã xã", "Tên xã", *(one for one in HEADERS for _month in range(MONTHS))])
    months = [f"Lũy kế tháng {month + 1}" for _one in HEADERS for month in range(MONTHS)]
    sheet.write_row(len(TITLES) + 1, 0, ["", "", "", *months])
    for number, (unit, row) in enumerate(zip(communes, rows, strict=True)):
        sheet.write_row(FIRST_ROW + number, 0, [number + 1])
        sheet.write_string(FIRST_ROW + number, 1, unit.code)
        sheet.write_string(FIRST_ROW + number, 2, unit.full_name)
        sheet.write_row(FIRST_ROW + number, FIRST_COLUMN, row)
    book.close()


@dataclass
class Clock:
    seconds: dict[str, float]

    def time(self, name: str, work: Callable[[], T]) -> T:
        started = time.perf_counter()
        found = work()
        self.seconds[name] = time.perf_counter() - started
        return found


def phases(directory: Path) -> dict[str, Any]:
    """The steps of an import one after the other, the ledger empty; and calamine merely reading the same file."""
    path = directory / "clean.xlsx"
    clock = Clock({})
    reading = _read(path, clock)
    checked = clock.time("checks, empty ledger", lambda: check_figures(_figures(reading)))
    alone = []
    for _time in range(READINGS):
        started = time.perf_counter()
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        alone.append(time.perf_counter() - started)
    clock.seconds["calamine"] = statistics.median(alone)
    return {"seconds": clock.seconds, "facts": len(reading.facts), "findings": _counted(checked.findings)}


def _read(path: Path, clock: Clock) -> Reading:
    file = read_file(path)
    workbook = clock.time("read_workbook", lambda: read_workbook(file))
    return clock.time("read_cells", lambda: read_cells(workbook, file.name, received=RECEIVED))


def _figures(reading: Reading) -> Figures:
    if reading.unit is None or reading.reported_on is None or reading.questions:
        raise ValueError("the national workbook leaves something open")
    return Figures(reading.unit, reading.reported_on, reading.sheets, reading.facts)


def errors(directory: Path) -> dict[str, Any]:
    """The copy with errors, refused: check and cell of each finding."""
    clock = Clock({})
    try:
        clock.time("import refused", lambda: _import(directory, "errors.xlsx"))
    except FindingsError as refused:
        cells = [[one.check.value, one.cell] for one in refused.findings]
        return {"findings": _counted(refused.findings), "cells": cells, "recorded": Observation.objects.count()}
    raise ValueError("the workbook with errors was taken in")


def whole(directory: Path) -> dict[str, Any]:
    """Read, checked, staged and published, in an empty ledger; then what the ledger holds."""
    clock = Clock({})
    imported = clock.time("import_file", lambda: _import(directory, "clean.xlsx"))
    found = {"seconds": clock.seconds, "findings": _counted(imported.findings)}
    held = Observation.objects.values_list("unit_id", "indicator__name", "period_start", "period_end", "value")
    lines = [",".join(map(str, row)) for row in held.iterator(chunk_size=50_000)]
    (directory / f"{connection.vendor}.csv").write_text("\n".join(sorted(lines)), encoding="utf-8")
    return found


def _import(directory: Path, name: str) -> Any:
    return import_file(directory / name, by="reporter", store=directory / "store")


def history(directory: Path) -> dict[str, Any]:
    """Last year's figures recorded and approved; then the file's beside them. Nothing else is in the ledger."""
    clock = Clock({})
    reading = _read(directory / "clean.xlsx", Clock({}))
    figures = _figures(reading)
    before = list(_a_year_before(reading.facts))
    submission = clock.time(
        "staging",
        lambda: record_submission(
            by="reporter",
            unit=figures.unit,
            reported_on=date(YEAR, 1, 10),
            document="",
            file_name="before.xlsx",
            file_sha256="before",
            sheets=reading.sheets,
            facts=before,
        ),
    )
    submit(by="reporter", submission=submission)
    clock.time("approval", lambda: approve(by="approver", submission=submission))
    checked = clock.time("checks, last year approved", lambda: check_figures(figures))
    return {"seconds": clock.seconds, "findings": _counted(checked.findings)}


def _a_year_before(facts: Iterable[NewFact]) -> Iterable[NewFact]:
    """A little less of everything, and not the same amount less."""
    earlier: dict[int, Any] = {}
    for fact in facts:
        request = fact.request
        if id(request) not in earlier:
            month = Period.month(YEAR - 1, request.period.end.month)
            period = catalogue()[request.indicator].fact_period(month)
            earlier[id(request)] = (
                replace(request, period=period),
                catalogue()[request.indicator].display.to_base(Decimal(1)),
            )
        moved, step = earlier[id(request)]
        less = fact.value * 97 // (100 * step) * step
        yield fact._replace(request=moved, value=less)


def _counted(findings: Iterable[Finding]) -> dict[str, int]:
    return dict(Counter(finding.check.value for finding in findings))


if __name__ == "__main__":
    main()
    connection.close()

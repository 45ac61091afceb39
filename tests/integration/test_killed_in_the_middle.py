"""The program killed at any moment leaves all of an act or nothing of it, and the next run works."""

import random
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ansinh.imports.form import usual_indicators
from ansinh.imports.template import Sheet, write_form
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.reads import parts
from tests.conftest import Program
from tests.integration.factories import A_DAY, APPROVER, OFFICER, unit
from tests.integration.ledger_files import Books

pytestmark = pytest.mark.django_db

KILLS = 6
MONTHS = 3


def national(year: int, path: Path) -> int:
    """A workbook of a quarter of the whole country, month by month; the number of its figures."""
    provinces = parts(unit("VN"), A_DAY)
    sheets = [
        Sheet(period, Kind.ACTUAL, usual_indicators(catalogue(), period, Kind.ACTUAL)) for period in _months(year)
    ]
    filled = [
        Sheet(
            sheet.period,
            sheet.kind,
            sheet.indicators,
            {
                (province.code, indicator.id): Decimal(row + sheet.period.end.month)
                for row, province in enumerate(provinces)
                for indicator in sheet.indicators
            },
        )
        for sheet in sheets
    ]
    content = write_form(unit("VN"), provinces, filled, reported_on=date(year, 7, 5), created=date(2020, 1, 1))
    path.write_bytes(content)
    return sum(len(sheet.values or {}) for sheet in filled)


def _months(year: int) -> Iterator[Period]:
    yield from (Period.month(year, month) for month in range(1, MONTHS + 1))


def killed(books: Books, line: tuple[object, ...], shortest: float, longest: float, done: Callable[[], bool]) -> int:
    """Start the command and kill it, ever later, until it was killed often enough or done; how often it was."""
    chance = random.Random(9)  # noqa: S311 (moments, not secrets)
    for attempt in range(KILLS):
        process = books.program.start(*line)
        moment = shortest + (longest - shortest) * (attempt + chance.random()) / KILLS
        try:
            process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            books.wait_until_alone()
        if done():
            return attempt
    return KILLS


def timed(program: Program, *line: object) -> float:
    started = time.monotonic()
    program(*line)
    return time.monotonic() - started


def test_an_import_or_an_approval_that_is_killed_happened_whole_or_not(program: Program, tmp_path: Path) -> None:
    program("setup")
    books = Books(program)
    idle = timed(program, "submissions")

    # Once undisturbed, on figures of another year: how long it takes, and how many rows it writes.
    figures = national(2019, tmp_path / "2019.xlsx")
    before = books.rows()
    import_time = timed(program, "import", tmp_path / "2019.xlsx", "--by", OFFICER)
    of_import = _grown(before, books.rows())
    assert of_import["ledger_observation"] == figures
    program("submit", 1, "--by", OFFICER)
    before = books.rows()
    approval_time = timed(program, "approve", 1, "--by", APPROVER)
    of_approval = _grown(before, books.rows())
    assert of_approval["ledger_rollup"] == figures // 63

    assert national(2020, tmp_path / "2020.xlsx") == figures
    start = books.rows()
    line: tuple[object, ...] = ("import", tmp_path / "2020.xlsx", "--by", OFFICER)

    def imported() -> bool:
        grown = _grown(start, books.rows())
        assert grown in (dict.fromkeys(grown, 0), of_import)
        return grown == of_import

    assert killed(books, line, idle / 2, import_time, imported) > 0
    program(*line, code=7 if imported() else 0)
    assert imported()

    number = books.one("SELECT MAX(id) FROM ledger_submission")  # a killed import may have used a number up
    program("submit", number, "--by", OFFICER)
    submitted = books.rows()
    line = ("approve", number, "--by", APPROVER)

    def approved() -> bool:
        grown = _grown(submitted, books.rows())
        assert grown in (dict.fromkeys(grown, 0), of_approval)
        return grown == of_approval

    assert killed(books, line, idle / 2, approval_time, approved) > 0
    program(*line, code=6 if approved() else 0)
    assert approved()
    totals = "SELECT parts_reported, COUNT(*) FROM ledger_rollup GROUP BY parts_reported"
    assert books.ask(totals) == [(63, 2 * figures // 63)]


def _grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {table: after[table] - before[table] for table in before}

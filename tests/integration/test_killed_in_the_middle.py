"""The program killed at any moment leaves all of an act or nothing of it, and the next run works."""

import hashlib
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from tests.integration.one_life import STEPS

pytestmark = pytest.mark.django_db

KILLS = 6
MONTHS = 3

# Fifty, each at a random moment of a step; most of them where figures are written.
LIFE_KILLS = {"import": 7, "stage": 20, "publish": 8, "submit": 5, "approve": 10}
DONE_WITH = {"": (), "checked": ("stage", "publish"), "submitted": ("stage", "publish", "submit")}
CHUNK = 60  # figures: a file is staged in 63 chunks
QUARTERS = [(year, quarter) for year in range(2018, 2025) for quarter in (1, 2, 3, 4)]  # a file each


def national(year: int, path: Path, quarter: int = 1) -> int:
    """A workbook of a quarter of the whole country, month by month; the number of its figures."""
    provinces = parts(unit("VN"), A_DAY)
    sheets = [
        Sheet(period, Kind.ACTUAL, usual_indicators(catalogue(), period, Kind.ACTUAL))
        for period in _months(year, quarter)
    ]
    filled = [
        Sheet(
            sheet.period,
            sheet.kind,
            sheet.indicators,
            {
                (province.code, indicator.id): Decimal(row + 1 + (sheet.period.end.month - 1) % MONTHS)
                for row, province in enumerate(provinces)
                for indicator in sheet.indicators
            },
        )
        for sheet in sheets
    ]
    content = write_form(unit("VN"), provinces, filled, reported_on=date(year + 1, 1, 5), created=date(2020, 1, 1))
    path.write_bytes(content)
    return sum(len(sheet.values or {}) for sheet in filled)


def _months(year: int, quarter: int) -> Iterator[Period]:
    last = MONTHS * quarter
    yield from (Period.month(year, month) for month in range(last - MONTHS + 1, last + 1))


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
    before = books.seen()
    import_time = timed(program, "import", tmp_path / "2019.xlsx", "--by", OFFICER)
    of_import = _grown(before, books.seen())
    assert of_import["ledger_observation"] == figures
    program("submit", 1, "--by", OFFICER)
    before = books.seen()
    approval_time = timed(program, "approve", 1, "--by", APPROVER)
    of_approval = _grown(before, books.seen())
    assert of_approval["ledger_rollup"] == figures // 63

    assert national(2020, tmp_path / "2020.xlsx") == figures
    start = books.seen()
    line: tuple[object, ...] = ("import", tmp_path / "2020.xlsx", "--by", OFFICER)

    def imported() -> bool:
        grown = _grown(start, books.seen())
        assert grown in (dict.fromkeys(grown, 0), of_import)
        return grown == of_import

    assert killed(books, line, idle / 2, import_time, imported) > 0
    program(*line, code=7 if imported() else 0)
    assert imported()

    number = books.one("SELECT MAX(id) FROM ledger_submission")  # a killed import may have used a number up
    program("submit", number, "--by", OFFICER)
    submitted = books.seen()
    line = ("approve", number, "--by", APPROVER)

    def approved() -> bool:
        grown = _grown(submitted, books.seen())
        assert grown in (dict.fromkeys(grown, 0), of_approval)
        return grown == of_approval

    assert killed(books, line, idle / 2, approval_time, approved) > 0
    program(*line, code=6 if approved() else 0)
    assert approved()
    totals = "SELECT parts_reported, COUNT(*) FROM ledger_rollup GROUP BY parts_reported"
    assert books.ask(totals) == [(63, 2 * figures // 63)]


def _grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {table: after[table] - before[table] for table in before}


@dataclass
class Lives:
    """Files taken from import to approval, one after another, by runs that may be killed."""

    books: Books

    def run(self, workbook: Path, step: str = "", delay: float = 0) -> tuple[bool, dict[str, float]]:
        """One run, killed so long after it began the step: whether it was, and how long each of its steps took."""
        line = [sys.executable, "-m", "tests.integration.one_life", str(workbook), str(CHUNK)]
        environment = self.books.program.environment
        process = subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout
        began: dict[str, float] = {}
        for name in map(str.strip, process.stdout):
            began[name] = time.monotonic()
            if name == step:
                try:
                    process.wait(delay)
                except subprocess.TimeoutExpired:
                    process.kill()
                break
        _out, errors = process.communicate()
        assert process.returncode in (0, -9), errors
        self.books.wait_until_alone()
        ends = [*list(began.values())[1:], time.monotonic()]
        return process.returncode != 0, {
            name: end - start for (name, start), end in zip(began.items(), ends, strict=True)
        }

    def state(self, workbook: Path) -> str:
        """Of the submission of this file; empty as long as nobody sees one."""
        states = self.books.ask(
            "SELECT e.state FROM ledger_submissionevent e JOIN ledger_submission s ON s.id = e.submission_id "
            f"WHERE s.file_name = '{workbook.name}' ORDER BY e.id"
        )
        return str(states[-1][0]) if states else ""


def assert_whole(books: Books, figures: int) -> None:
    """Nothing is half there: what anybody sees has all its figures as they were sent, what is approved all its sums."""
    seen = "(SELECT submission_id FROM ledger_submissionevent)"
    first = f"(SELECT MIN(submission_id) FROM ledger_submissionevent) * {2**24}"
    as_sent = books.ask(
        "SELECT o.submission_id, COUNT(*), SUM(CASE WHEN o.unit_id = f.unit_id AND o.indicator_id = f.indicator_id "
        'AND o.value = f.value AND o.row = f.row AND o."column" = f."column" THEN 1 ELSE 0 END) '
        f"FROM ledger_observation o LEFT JOIN ledger_observation f ON f.id = o.id % {2**24} + {first} "
        f"WHERE o.submission_id IN {seen} GROUP BY o.submission_id"
    )
    assert [tuple(counts) for _pk, *counts in as_sent] == [(figures, figures)] * len(as_sent)
    assert len(as_sent) == books.one(f"SELECT COUNT(*) FROM ledger_submission WHERE id IN {seen}")
    sums = books.ask("SELECT approval_id, COUNT(*), SUM(value), MIN(parts_reported) FROM ledger_rollup GROUP BY 1")
    assert len({tuple(one) for _approval, *one in sums}) == 1
    assert len(sums) == books.one("SELECT COUNT(*) FROM ledger_submissionevent WHERE state = 'approved'")
    acts = "SELECT COUNT(*) FROM audit_event WHERE action LIKE 'submission.%'"
    assert books.one(acts) == books.one("SELECT COUNT(*) FROM ledger_submissionevent")
    kept = [path for path in (books.program.home / "files").iterdir() if path.suffix == ".xlsx"]
    assert [path.stem for path in kept] == [hashlib.sha256(path.read_bytes()).hexdigest() for path in kept]


def test_a_file_killed_at_fifty_moments_of_its_life_is_whole_or_not_there(program: Program, tmp_path: Path) -> None:
    program("setup")
    lives = Lives(Books(program))
    quarters = iter(QUARTERS)
    undisturbed = tmp_path / "undisturbed.xlsx"
    year, quarter = next(quarters)
    figures = national(year, undisturbed, quarter)
    _killed, lasted = lives.run(undisturbed)
    assert tuple(lasted) == STEPS
    assert_whole(lives.books, figures)

    chance = random.Random(50)  # noqa: S311 (moments, not secrets)
    left = dict(LIFE_KILLS)
    files = 1
    while any(left.values()):
        workbook = tmp_path / f"{files}.xlsx"
        year, quarter = next(quarters)
        assert national(year, workbook, quarter) == figures
        while (state := lives.state(workbook)) != "approved":
            to_come = [step for step in left if left[step] and step not in DONE_WITH[state]]
            step = chance.choice(to_come) if to_come else ""
            killed_in_it, _lasted = lives.run(workbook, step, chance.random() * lasted.get(step, 0))
            if killed_in_it:
                left[step] -= 1
            assert_whole(lives.books, figures)
        files += 1
    assert sum(LIFE_KILLS.values()) == 50
    rows = lives.books.seen()
    assert (rows["ledger_submission"], rows["ledger_observation"]) == (files, files * figures)
    assert len(list((program.home / "files").glob("*.xlsx"))) == files

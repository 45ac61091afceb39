"""The demonstration's figures, approved, inside the test's own transaction."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ansinh.cli.demo import EXAMPLES, Example
from ansinh.imports.actions import import_file
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, submit
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Submission
from ansinh.places.finding import find_unit
from ansinh.reports.content import ReportContent
from ansinh.reports.gather import gather

MADE_AT = datetime(2020, 6, 26, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OFFICER, APPROVER = "officer", "approver"

Load = Callable[..., Submission]
Report = Callable[..., ReportContent]


@pytest.fixture
def load(db: None, tmp_path: Path) -> Load:
    """Import a workbook, and unless told otherwise submit and approve it."""

    def through(path: Path, *, approved: bool = True, **more: object) -> Submission:
        submission = import_file(path, by=OFFICER, store=tmp_path / "files", **more).submission  # type: ignore[arg-type]
        assert submission
        if approved:
            submit(by=OFFICER, submission=submission)
            approve(by=APPROVER, submission=submission)
        return submission

    return through


@pytest.fixture
def load_example(load: Load, examples: Path) -> Load:
    """A file of the demonstration, with what its officer answers and explains."""

    def through(example: Example, *, approved: bool = True) -> Submission:
        path, why = examples / example.file, example.explanations
        return load(path, approved=approved, answers=example.answers, explanations=why)

    return through


@pytest.fixture
def demonstration(load_example: Load) -> None:
    for example in EXAMPLES:
        load_example(example)


@pytest.fixture
def report(db: None) -> Report:
    def of(unit: str, period: str, scope: Scope = Scope(), **more: object) -> ReportContent:  # noqa: B008
        asked = Period.parse(period)
        return gather(find_unit(unit, asked.end), asked, scope, made_at=MADE_AT, **more)  # type: ignore[arg-type]

    return of


@pytest.fixture
def cluster(demonstration: None, report: Report) -> ReportContent:
    return report("cum-iv-2020", "2020-05")


@pytest.fixture
def district(demonstration: None, report: Report) -> ReportContent:
    return report("418", "2017-06")

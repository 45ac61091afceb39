"""The demonstration's figures, approved, inside the test's own transaction."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ansinh.cli.examples import EXAMPLES, Example, ReportExample
from ansinh.imports.actions import import_file
from ansinh.kernel.language import Language
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, submit
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Submission
from ansinh.places.finding import find_unit
from ansinh.reports.content import ReportContent
from ansinh.reports.gather import gather
from ansinh.reports.making import Composed, compose, usual_outline
from ansinh.reports.recipe import Recipe

MADE_AT = datetime(2020, 6, 26, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OFFICER, APPROVER = "officer", "approver"

Load = Callable[..., Submission]
Report = Callable[..., ReportContent]
Compose = Callable[..., Composed]


def bring_in(path: Path, *, store: Path, approved: bool = True, **more: Any) -> Submission:
    submission = import_file(path, by=OFFICER, store=store, **more).submission
    assert submission
    if approved:
        submit(by=OFFICER, submission=submission)
        approve(by=APPROVER, submission=submission)
    return submission


@pytest.fixture
def load(db: None, tmp_path: Path) -> Load:
    """Import a workbook, and unless told otherwise submit and approve it."""
    return partial(bring_in, store=tmp_path / "files")


@pytest.fixture
def load_example(load: Load, examples: Path) -> Load:
    """A file of the demonstration, with what its officer answers and explains."""

    def through(example: Example, *, approved: bool = True) -> Submission:
        path, why = examples / example.file, example.explanations
        return load(path, approved=approved, answers=example.answers, explanations=why)

    return through


@pytest.fixture
def demonstration(db: None, request: pytest.FixtureRequest) -> None:
    """In the test's own transaction, unless its module shares one."""
    if "shared_demonstration" not in request.fixturenames:
        load_example = request.getfixturevalue("load_example")
        for example in EXAMPLES:
            load_example(example)


@pytest.fixture(scope="module")
def shared_demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory, examples: Path
) -> Iterator[None]:
    """Loaded once for a module all of whose tests want it, in a transaction around theirs; it takes seconds."""
    store = tmp_path_factory.mktemp("shared")
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        for example in EXAMPLES:
            path, why = examples / example.file, example.explanations
            bring_in(path, store=store, answers=example.answers, explanations=why)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def report(db: None) -> Report:
    def of(unit: str, period: str, scope: Scope = Scope(), **more: object) -> ReportContent:
        asked = Period.parse(period)
        return gather(find_unit(unit, asked.end), asked, scope, made_at=MADE_AT, **more)  # type: ignore[arg-type]

    return of


@pytest.fixture
def compose_report(db: None) -> Compose:
    """A whole report, laid out but not recorded; ``fields``: of its recipe."""

    def of(
        unit: str,
        period: str,
        scope: Scope = Scope(),
        language: Language = "vi",
        **fields: Any,
    ) -> Composed:
        asked = Period.parse(period)
        found = find_unit(unit, asked.end)
        usual = {"outline": usual_outline(found, fields.get("years", ()))}
        return compose(Recipe(found.code, asked, language=language, scope=scope, **{**usual, **fields}), MADE_AT)

    return of


@pytest.fixture
def demonstrated(demonstration: None, compose_report: Compose, examples: Path) -> Callable[[ReportExample], Composed]:
    """A report of the demonstration, with its officer's text."""

    def of(example: ReportExample) -> Composed:
        text = (examples / example.text).read_text(encoding="utf-8")
        return compose_report(example.unit, example.period.iso, years=example.years, about=example.about, text=text)

    return of


@pytest.fixture
def cluster(demonstration: None, report: Report) -> ReportContent:
    return report("cum-iv-2020", "2020-05")


@pytest.fixture
def district(demonstration: None, report: Report) -> ReportContent:
    return report("418", "2017-06")

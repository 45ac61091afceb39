"""The database itself refuses to change the ledger, whatever program asks."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, record_submission, submit
from ansinh.ledger.facts import NewFact, NewFinding, Request
from ansinh.ledger.models import Submission
from ansinh.places.finding import find_unit
from ansinh.reports.models import Issue, Made

pytestmark = pytest.mark.django_db

APPEND_ONLY = (
    "audit_event",
    "ledger_submission",
    "ledger_submissionevent",
    "ledger_submissionfinding",
    "ledger_explanation",
    "ledger_observation",
    "ledger_rollup",
    "ledger_supersession",
    "reports_made",
    "reports_issue",
)


@pytest.fixture
def ledger() -> Submission:
    """At least one row in every table of the ledger: an approved submission and its approved correction."""
    unit = find_unit("42", date(2020, 5, 31))
    request = Request("collections", Period.first_months(2020, 5))
    first: Submission | None = None
    finding = NewFinding("S", "A1", "explain", "outlier", "cao", "high", "xem", "look", explanation="a new hospital")
    for number, value in enumerate((100, 101)):
        submission = record_submission(
            by="officer",
            unit=unit,
            reported_on=date(2020, 6, 5 + number),
            document="",
            file_name=f"{number}.xlsx",
            file_sha256=str(number),
            sheets=["S"],
            facts=[NewFact(unit.pk, request, Decimal(value), Hedge.EXACT, 0, 0, 0)],
            corrects=first,
            reason="typing error" if first else "",
            findings=[finding],
        )
        submit(by="officer", submission=submission)
        approve(by="approver", submission=submission)
        first = first or submission
    made = Made.objects.create(
        reference="AAAAAAAAAA", recipe={}, outline="", draft=False, made_at=timezone.now(), versions={}, printed=b""
    )
    Issue.objects.create(
        made=made, issuer="", number="5", symbol="BC", year=2020, day=date(2020, 6, 5), signer="", actor="", files={}
    )
    connection.check_constraints()  # PostgreSQL has something better to say about TRUNCATE once none is pending
    assert first
    return first


def refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refusal.value)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_every_row_is_refused_an_update(ledger: Submission, table: str) -> None:
    column = {"ledger_supersession": "submission_id"}.get(table, "id")
    assert "append-only" in refused(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_every_row_is_refused_a_delete(ledger: Submission, table: str) -> None:
    assert "append-only" in refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_row_is_not_replaced_by_way_of_an_insert(ledger: Submission, table: str) -> None:
    key = "old_id" if table == "ledger_supersession" else "id"
    if connection.vendor == "postgresql":
        statement = (
            f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}"
        )
    else:
        statement = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    refusal = refused(statement)
    assert "append-only" in refusal or "no more figures" in refusal  # an observation is refused twice over


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_table_is_not_emptied(ledger: Submission, table: str, on_postgresql: bool) -> None:
    """SQLite has no TRUNCATE: its DELETE without a condition is one, and fires the trigger all the same."""
    statement = f"TRUNCATE {table} CASCADE" if on_postgresql else f"DELETE FROM {table} WHERE 1"
    assert "append-only" in refused(statement)


def test_nobody_approves_what_he_submitted_even_by_sql(ledger: Submission) -> None:
    submission = _another(ledger)
    submit(by="officer", submission=submission)
    statement = (
        "INSERT INTO ledger_submissionevent (submission_id, state, actor, reason) "
        f"VALUES ({submission.pk}, 'approved', 'officer', '')"
    )
    assert "does not approve" in refused(statement)


def test_an_approved_submission_takes_no_more_figures(ledger: Submission) -> None:
    columns = (
        "submission_id, indicator_id, unit_id, breakdown_id, period_start, period_end, kind, value, hedge, sheet, row, "
        '"column"'
    )
    statement = (
        f"INSERT INTO ledger_observation (id, {columns}) "
        f"SELECT id + 1, {columns} FROM ledger_observation WHERE submission_id = {ledger.pk}"
    )
    assert "no more figures" in refused(statement)


def test_every_model_says_whether_it_may_change() -> None:
    said = {
        model._meta.db_table: _mutable(model) for model in apps.get_models() if model.__module__.startswith("ansinh.")
    }
    assert {table for table, mutable in said.items() if not mutable} == set(APPEND_ONLY)


def _mutable(model: type[models.Model]) -> bool:
    mutable = getattr(model, "mutable", None)
    assert isinstance(mutable, bool), f"{model.__name__} does not say whether it is mutable"
    return mutable


def _another(ledger: Submission) -> Submission:
    unit = find_unit("44", date(2020, 5, 31))
    request = Request("collections", Period.first_months(2020, 5))
    return record_submission(
        by="officer",
        unit=unit,
        reported_on=date(2020, 6, 5),
        document="",
        file_name="another.xlsx",
        file_sha256="another",
        sheets=["S"],
        facts=[NewFact(unit.pk, request, Decimal(1), Hedge.EXACT, 0, 0, 0)],
    )

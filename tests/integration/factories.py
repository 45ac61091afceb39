"""What the ledger's tests are built of: figures in one line, submissions at each step, questions in one line."""

import time
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import count

from django.apps import apps
from django.utils import timezone

from ansinh.imports.form import fact_period
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, record_submission, submit
from ansinh.ledger.facts import Fact, NewFact, NewFinding, Request, Scope
from ansinh.ledger.models import Kind, Submission
from ansinh.ledger.reads import Ledger
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit

OFFICER, APPROVER = "officer", "approver"
A_DAY = date(2020, 5, 31)  # on which every unit of the catalogue but none of 2025 is valid
MAY, JUNE = "2020-05", "2020-06"
COLLECTIONS, INSURED = "collections", "participants_bhyt"

_files = count(1)


@cache
def unit(code: str) -> Unit:
    """Of the catalogue, which no test changes."""
    return find_unit(code, A_DAY)


def request(indicator: str, period: str, kind: Kind = Kind.ACTUAL) -> Request:
    return Request(indicator, fact_period(catalogue()[indicator], Period.parse(period), kind), kind)


def given(
    code: str,
    value: Decimal | int | str,
    indicator: str = COLLECTIONS,
    period: str = MAY,
    kind: Kind = Kind.ACTUAL,
    hedge: Hedge = Hedge.EXACT,
) -> NewFact:
    """One figure in the base unit, as a file would give it."""
    return NewFact(unit(code).pk, request(indicator, period, kind), Decimal(value), hedge, 0, 0, 0)


def record(
    *facts: NewFact,
    by: str = OFFICER,
    of: str = "VN",
    on: date = date(2020, 6, 5),
    corrects: Submission | None = None,
    file: str | None = None,
    findings: Sequence[NewFinding] = (),
) -> Submission:
    """A submission, checked unless a finding waits for an explanation, in a file of its own unless one is named."""
    name = file or f"file-{next(_files)}.xlsx"
    return record_submission(
        by=by,
        unit=unit(of),
        reported_on=on,
        document="",
        file_name=name,
        file_sha256=name,
        sheets=["S"],
        facts=facts,
        corrects=corrects,
        reason="typing error" if corrects else "",
        findings=findings,
    )


def found(cell: str = "C7", severity: str = "explain", explanation: str = "") -> NewFinding:
    """What a check says about a cell of the sheet S."""
    return NewFinding(
        "S", cell, severity, "outlier", f"{cell} cao quá.", f"{cell} is high.", "Giải trình.", "Explain.", explanation
    )


def hand_in(
    *facts: NewFact, of: str = "VN", on: date = date(2020, 6, 5), corrects: Submission | None = None
) -> Submission:
    submission = record(*facts, of=of, on=on, corrects=corrects)
    submit(by=OFFICER, submission=submission)
    return submission


def report(
    *facts: NewFact, of: str = "VN", on: date = date(2020, 6, 5), corrects: Submission | None = None
) -> Submission:
    """An approved submission."""
    submission = hand_in(*facts, of=of, on=on, corrects=corrects)
    approve(by=APPROVER, submission=submission)
    return submission


def ask(
    code: str, indicator: str = COLLECTIONS, period: str = MAY, kind: Kind = Kind.ACTUAL, scope: Scope | None = None
) -> Fact | None:
    wanted = request(indicator, period, kind)
    found = unit(code)
    return Ledger(scope or Scope()).facts([found], [wanted]).get((found.pk, wanted))


def value_of(
    code: str, indicator: str = COLLECTIONS, period: str = MAY, kind: Kind = Kind.ACTUAL, scope: Scope | None = None
) -> Decimal | None:
    """What the ledger answers; None where it knows nothing or only some of a whole's parts."""
    fact = ask(code, indicator, period, kind, scope)
    return fact.value if fact and fact.complete else None


def moment() -> datetime:
    """A moment after all that was recorded and before all that will be (SQLite's clock counts milliseconds)."""
    time.sleep(0.002)
    now = timezone.now()
    time.sleep(0.002)
    return now


def rows() -> dict[str, int]:
    """The number of rows of every table that only grows."""
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if not getattr(model, "mutable", True)
    }


def codes(units: Sequence[Unit]) -> list[str]:
    return [one.code for one in units]

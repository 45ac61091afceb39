"""The same file or the same figures sent again are recognised, and nothing is added."""

from datetime import date

import pytest

from ansinh.kernel.numbers import Hedge
from ansinh.ledger.actions import send_back
from ansinh.ledger.errors import FileRepeatedError
from ansinh.ledger.models import Kind, State, Submission
from ansinh.ledger.submissions import states_of
from tests.integration.factories import APPROVER, INSURED, JUNE, given, record, report, rows

pytestmark = pytest.mark.django_db


def test_the_same_bytes_are_recognised_whatever_they_are_said_to_hold() -> None:
    first = record(given("42", 100), file="may.xlsx")
    before = rows()
    with pytest.raises(FileRepeatedError) as refusal:
        record(given("42", 999), file="may.xlsx")
    assert refusal.value.submission == first.pk
    assert str(first.pk) in refusal.value.text("vi")
    assert rows() == before


def test_the_same_figures_in_another_file_are_recognised_in_any_order() -> None:
    first = record(given("42", 100), given("44", 50))
    before = rows()
    with pytest.raises(FileRepeatedError) as refusal:
        record(given("44", 50), given("42", 100))
    assert refusal.value.submission == first.pk
    assert rows() == before


@pytest.mark.parametrize(
    "other",
    [
        {"value": 101},
        {"value": 100, "code": "44"},
        {"value": 100, "indicator": INSURED},
        {"value": 100, "period": JUNE},
        {"value": 100, "kind": Kind.ESTIMATE},
        {"value": 100, "hedge": Hedge.OVER},
    ],
    ids=["value", "unit", "indicator", "period", "kind", "hedge"],
)
def test_figures_that_differ_in_anything_are_others(other: dict[str, object]) -> None:
    record(given("42", 100), on=date(2020, 7, 5))
    record(given(**{"code": "42"} | other), on=date(2020, 7, 5))  # type: ignore[arg-type]
    assert Submission.objects.count() == 2


def test_the_same_figures_reported_on_another_day_are_another_report() -> None:
    record(given("42", 100), on=date(2020, 6, 5))
    record(given("42", 100), on=date(2020, 6, 6))
    assert Submission.objects.count() == 2


def test_figures_that_were_returned_may_come_again_in_another_file() -> None:
    first = record(given("42", 100))
    send_back(by=APPROVER, submission=first, reason="wrong form")
    again = record(given("42", 100))
    assert states_of([first.pk, again.pk]) == {first.pk: State.RETURNED, again.pk: State.CHECKED}


def test_the_very_file_that_was_returned_is_still_that_submission() -> None:
    first = record(given("42", 100), file="may.xlsx")
    send_back(by=APPROVER, submission=first, reason="wrong form")
    with pytest.raises(FileRepeatedError):
        record(given("42", 100), file="may.xlsx")


def test_what_was_approved_is_recognised_too() -> None:
    first = report(given("42", 100))
    with pytest.raises(FileRepeatedError) as refusal:
        record(given("42", 100))
    assert refusal.value.submission == first.pk

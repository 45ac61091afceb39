"""When the catalogue of places learns which parts a whole had, what was approved before is summed anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from ansinh.ledger.actions import renew_sums
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import State, SubmissionEvent
from ansinh.ledger.reads import Ledger
from ansinh.places.actions import add_places, load_places
from ansinh.places.models import Level, Relation, Unit, UnitKind
from ansinh.places.tables import SuccessionRow, Tables, UnitRow
from tests.integration.factories import COLLECTIONS, MAY, given, hand_in, report, request

pytestmark = pytest.mark.django_db


def of_nghe_an(scope: Scope = Scope()) -> Decimal | None:
    province = Unit.objects.get(code="40")
    wanted = request(COLLECTIONS, MAY)
    fact = Ledger(scope).facts([province], [wanted]).get((province.pk, wanted))
    return fact.value if fact else None


def test_loading_the_same_places_again_changes_nothing() -> None:
    assert load_places(by="tests") is False


def test_a_whole_whose_parts_become_known_has_its_sum_in_every_scope() -> None:
    others = Unit.objects.filter(whole_relations__whole__code="40", level="district").exclude(code="418")
    Unit.objects.filter(code="40").update(parts_complete_from=None)
    Relation.objects.filter(whole__code="40", part__in=others).delete()
    submission = report(given("418", 70))
    assert of_nghe_an() is None  # it is not known that the one district is all there is
    Unit.objects.filter(code="40").update(parts_complete_from=date(2000, 1, 1))
    renew_sums(by="tests")
    approval = SubmissionEvent.objects.get(submission=submission, state=State.APPROVED)
    for scope in (Scope(), Scope(reported_by=date(2020, 6, 30)), Scope(recorded_by=approval.recorded_at)):
        assert of_nghe_an(scope) == 70


def test_an_approval_on_a_whole_second_is_seen_by_a_question_about_that_second() -> None:
    """SQLite compares moments as text, and there are two ways to write a whole second."""
    second = datetime(2026, 6, 26, 17, 30, tzinfo=UTC)
    submission = hand_in(given("42", 70))
    SubmissionEvent.objects.create(submission=submission, state=State.APPROVED, actor="clock", recorded_at=second)
    wanted = request(COLLECTIONS, MAY)
    province = Unit.objects.get(code="42")
    assert Ledger(Scope(recorded_by=second)).own_facts([province.pk], [wanted])
    assert not Ledger(Scope(recorded_by=second - timedelta(milliseconds=1))).own_facts([province.pk], [wanted])


def test_a_tie_whose_first_day_becomes_known_is_renewed_not_doubled() -> None:
    tie = Relation.objects.get(whole__code="40", part__code="418")
    Relation.objects.filter(pk=tie.pk).update(valid_from=date(1990, 1, 1))
    assert load_places(by="tests") is True
    assert Relation.objects.get(whole__code="40", part__code="418").pk == tie.pk


def test_a_unit_that_went_on_and_is_divided_in_time_later_keeps_its_row() -> None:
    """A catalogue of before knew no end of it; this one does, and what follows it."""
    whole = UnitRow("x9", UnitKind.OFFICE, Level.DISTRICT, "x9", "", "Sông Xa", "Song Xa")
    add_places(Tables({"x9": whole}, (), ()), by="tests")
    before = Unit.objects.get(code="x9")
    ended = replace(whole, valid_to=date(2026, 8, 31))
    began = replace(whole, key="x9@2026-09-01", valid_from=date(2026, 9, 1))
    change = SuccessionRow("x9", "x9@2026-09-01", date(2026, 9, 1))
    add_places(Tables({ended.key: ended, began.key: began}, (), (change,)), by="tests")
    first, second = Unit.objects.filter(code="x9").order_by("pk")
    assert (first.pk, first.valid_from, first.valid_to) == (before.pk, None, date(2026, 8, 31))
    assert second.valid_from == date(2026, 9, 1)

"""When the catalogue of places learns which parts a whole had, what was approved before is summed anew."""

from datetime import date
from decimal import Decimal

import pytest

from ansinh.ledger.actions import renew_sums
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import State, SubmissionEvent
from ansinh.ledger.reads import Ledger
from ansinh.places.actions import load_places
from ansinh.places.models import Unit
from tests.integration.factories import COLLECTIONS, MAY, given, report, request

pytestmark = pytest.mark.django_db


def of_nghe_an(scope: Scope = Scope()) -> Decimal | None:  # noqa: B008 (frozen)
    province = Unit.objects.get(code="40")
    wanted = request(COLLECTIONS, MAY)
    fact = Ledger(scope).facts([province], [wanted]).get((province.pk, wanted))
    return fact.value if fact else None


def test_loading_the_same_places_again_changes_nothing() -> None:
    assert load_places(by="tests") is False


def test_a_whole_whose_parts_become_known_has_its_sum_in_every_scope() -> None:
    submission = report(given("418", 70))
    assert of_nghe_an() is None  # the catalogue does not hold all its districts
    Unit.objects.filter(code="40").update(parts_complete_from=date(2000, 1, 1))
    renew_sums(by="tests")
    approval = SubmissionEvent.objects.get(submission=submission, state=State.APPROVED)
    for scope in (Scope(), Scope(reported_by=date(2020, 6, 30)), Scope(recorded_by=approval.recorded_at)):
        assert of_nghe_an(scope) == 70

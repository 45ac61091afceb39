"""A figure that an office reported, beside the register: the steps between the two add up."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact, Request, Scope
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.errors import TooEarlyError
from ansinh.registers.reconciling import Counted
from ansinh.registers.records import Register, Scheme
from ansinh.registers.snapshots.store import Snapshot
from ansinh.reviews.errors import NoAreaError, NothingReportedError, PartlyReportedError
from ansinh.reviews.reconciling import REPORTED, Reconciliation, reconcile
from tests.integration import factories
from tests.integration.reviews.registers_of_persons import DAY, HERE, WARD, people, spell

pytestmark = pytest.mark.django_db


def _unit(code: str) -> Unit:
    return find_unit(code, DAY)


def _report(code: str, persons: int, scheme: Scheme = Scheme.BHYT, day: date = DAY) -> int:
    """An approved figure of the day; the submission's number."""
    fact = NewFact(_unit(code).pk, Request(REPORTED[scheme], Period.day(day)), Decimal(persons), Hedge.EXACT, 0, 0, 0)
    return factories.report(fact, of="VN", on=day).pk


def _adds_up(found: Reconciliation) -> bool:
    steps = sum(step.persons for step in found.steps)
    return found.bridge.reported + steps == found.bridge.counted.insured_residents


def test_a_province_is_compared_by_the_places_of_issue_it_was_made_of(small: Snapshot) -> None:
    number = _report("92", 9)
    found = reconcile(DuckEngine(small), _unit("92"), Scheme.BHYT)
    assert found.issuers == {"92", "93", "94"}
    assert found.bridge.counted == Counted(5, 4, 1, 1, 1, 1)
    assert [step.persons for step in found.steps] == [-4, -1, -1, -1, 1, 1]
    assert found.bridge.counted.insured_residents == 4
    assert _adds_up(found)
    assert found.submissions == (number,)


def test_fewer_reported_than_cards_are_added_back(small: Snapshot) -> None:
    _report("92", 2)
    found = reconcile(DuckEngine(small), _unit("92"), Scheme.BHYT)
    assert found.steps[0].persons == 3
    assert _adds_up(found)


def test_a_commune_is_compared_with_the_cards_of_its_residents(small: Snapshot) -> None:
    _report(WARD, 2)
    found = reconcile(DuckEngine(small), _unit(WARD), Scheme.BHYT)
    assert found.issuers is None
    assert found.bridge.counted == Counted(3, 2, 0, 0, 0, 0)
    assert _adds_up(found)


def test_the_country_counts_every_card_with_a_place_of_issue(small: Snapshot) -> None:
    _report("VN", 8)
    found = reconcile(DuckEngine(small), _unit("VN"), Scheme.BHYT)
    assert found.issuers is not None
    assert len(found.issuers) == 63
    assert found.bridge.counted == Counted(6, 5, 1, 0, 0, 1)
    assert _adds_up(found)


def test_a_scheme_without_places_of_issue_is_compared_by_residence(
    snapshot_of: Callable[[Register], Snapshot],
) -> None:
    register = Register(DAY, people(HERE, [1, 2]), (spell(1, "", Scheme.VOLUNTARY),))
    _report("92", 1, Scheme.VOLUNTARY)
    found = reconcile(DuckEngine(snapshot_of(register)), _unit("92"), Scheme.VOLUNTARY)
    assert (found.issuers, found.bridge.counted.insured_residents, found.bridge.not_as_reported) == (None, 1, 0)


def test_the_sum_of_the_communes_is_what_the_province_reported(small: Snapshot) -> None:
    for commune in (WARD, HERE):
        _report(commune, 2)
    with pytest.raises(PartlyReportedError):
        reconcile(DuckEngine(small), _unit("92"), Scheme.BHYT)


def test_cards_are_spoken_of_where_there_are_cards(snapshot_of: Callable[[Register], Snapshot]) -> None:
    times = tuple(spell(1, "92", scheme) for scheme in (Scheme.BHYT, Scheme.UNEMPLOYMENT))
    snapshot = snapshot_of(Register(DAY, people(HERE, [1]), times))
    said = {}
    for scheme in (Scheme.BHYT, Scheme.UNEMPLOYMENT):
        _report("92", 1, scheme)
        found = reconcile(DuckEngine(snapshot), _unit("92"), scheme)
        assert _adds_up(found)
        said[scheme] = " ".join(step.cause.text("en") for step in found.steps)
    assert said[Scheme.BHYT].startswith("cards issued here by the register, less the reported number")
    assert "card" not in said[Scheme.UNEMPLOYMENT]
    assert "holder" not in said[Scheme.UNEMPLOYMENT]


def test_without_a_reported_figure_there_is_nothing_to_compare(small: Snapshot) -> None:
    with pytest.raises(NothingReportedError):
        reconcile(DuckEngine(small), _unit("92"), Scheme.BHYT)


def test_the_scope_says_which_reports_are_known(small: Snapshot) -> None:
    _report("92", 9)
    with pytest.raises(NothingReportedError):
        reconcile(DuckEngine(small), _unit("92"), Scheme.BHYT, scope=Scope(reported_by=DAY - timedelta(1)))


def test_a_day_before_the_register_is_refused(small: Snapshot) -> None:
    before = DAY - timedelta(1)
    _report("92", 9, day=before)
    with pytest.raises(TooEarlyError):
        reconcile(DuckEngine(small), _unit("92"), Scheme.BHYT, day=before)


def test_an_area_of_another_time_is_refused(small: Snapshot) -> None:
    with pytest.raises(NoAreaError):
        reconcile(DuckEngine(small), find_unit("93", date(2025, 6, 30)), Scheme.BHYT)

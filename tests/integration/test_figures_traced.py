"""A figure is opened down to its cells: formula, parts, files, what corrections replaced, comparisons."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.compare.bases import BaseKind
from ansinh.compare.boundaries import View
from ansinh.compare.errors import NotComparableError
from ansinh.compare.tracing import FigureTrace, trace_figure
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind, State
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from tests.integration.factories import APPROVER, COLLECTIONS, OFFICER, given, report, request, unit

pytestmark = pytest.mark.django_db

RATIO = "collections_vs_plan"
TENTH, TWENTIETH = date(2020, 6, 10), date(2020, 6, 20)
AFTER = date(2026, 5, 31)


def of(one: Unit, value: int, period: str = "2020-05", kind: Kind = Kind.ACTUAL) -> NewFact:
    return NewFact(one.pk, request(COLLECTIONS, period, kind), Decimal(value), Hedge.EXACT, 0, 0, 0)


def traced(
    one: Unit,
    indicator: str = COLLECTIONS,
    period: str = "2020-05",
    kind: Kind = Kind.ACTUAL,
    view: View = View.REBASED,
) -> FigureTrace:
    return trace_figure(one, indicator, Period.parse(period), kind, view)


def test_a_reported_figure_names_its_cell_its_file_and_who_approved_it() -> None:
    submission = report(given("42", 100)._replace(row=6, column=2), of="42")
    (ground,) = traced(unit("42")).grounds
    files = ground.particulars
    assert (ground.source.sheet, ground.source.cell, ground.source.file) == ("S", "C7", submission.file_name)
    assert (files.number, files.unit, files.state) == (submission.pk, unit("42"), State.APPROVED)
    assert files.sha256 == submission.file_sha256
    assert files.submitted
    assert files.approved
    assert (files.submitted.actor, files.approved.actor) == (OFFICER, APPROVER)


def test_what_was_corrected_twice_tells_both_values_the_last_first() -> None:
    first = report(given("42", 100))
    second = report(given("42", 101), on=TENTH, corrects=first)
    third = report(given("42", 103), on=TWENTIETH, corrects=second)
    (ground,) = traced(unit("42")).grounds
    assert ground.source.submission == third.pk
    assert [(one.value, one.brought_by, one.correction) for one in ground.earlier] == [
        (101, second.pk, third.pk),
        (100, first.pk, second.pk),
    ]


def test_a_ratio_is_opened_to_its_two_figures() -> None:
    report(given("42", 150), given("42", 400, period="2020", kind=Kind.TARGET))
    found = traced(unit("42"), RATIO)
    assert found.is_ratio
    assert [(term.indicator.id, term.kind, term.quantity.value) for term in found.terms] == [
        (COLLECTIONS, Kind.ACTUAL, 150),
        (COLLECTIONS, Kind.TARGET, 400),
    ]
    assert found.value.value == Decimal("37.5")
    assert len(found.grounds) == 2


def test_a_sum_by_formula_is_opened_to_its_terms_unless_it_was_reported() -> None:
    compulsory, voluntary = "participants_bhxh_compulsory", "participants_bhxh_voluntary"
    report(given("42", 70, compulsory), given("42", 5, voluntary), given("44", 90, "participants_bhxh"))
    found = traced(unit("42"), "participants_bhxh")
    assert ([term.quantity.value for term in found.terms], found.value.value, found.is_ratio) == ([70, 5], 75, False)
    assert traced(unit("44"), "participants_bhxh").terms == ()


def test_a_sum_over_units_is_opened_to_its_parts() -> None:
    members = [one.part for one in unit("cum-iv-2020").part_relations.select_related("part")]
    report(*(of(one, 10) for one in members))
    found = traced(unit("cum-iv-2020"))
    assert {part.unit for part in found.parts} == set(members)
    assert sum(part.quantity.value or 0 for part in found.parts) == found.value.value == 10 * len(members)
    assert len(found.grounds) == len(members)


def test_a_kept_sum_is_opened_to_its_parts_and_tells_what_it_was() -> None:
    districts = [one.part for one in unit("54").part_relations.select_related("part")]
    districts = [one for one in districts if one.valid_on(date(2020, 5, 31))]
    first = report(*(of(one, 10) for one in districts))
    report(of(districts[0], 12), corrects=first, on=TWENTIETH)
    found = traced(unit("54"))
    assert sum(part.quantity.value or 0 for part in found.parts) == found.value.value == 10 * len(districts) + 2
    assert [one.earlier.value for one in found.corrections] == [10 * len(districts)]


def test_on_other_boundaries_it_is_opened_to_the_units_of_then() -> None:
    report(*(of(unit(code), value, "2025-05") for code, value in (("92", 100), ("93", 40), ("94", 60))))
    merged = find_unit("92", AFTER)
    found = traced(merged, period="2025-05")
    assert [(part.unit.code, part.quantity.value, part.share) for part in found.parts] == [
        ("92", 100, 1),
        ("93", 40, 1),
        ("94", 60, 1),
    ]
    assert found.value.value == 200
    assert traced(merged, period="2025-05", view=View.REPORTED).value.value == 100


def test_a_plan_and_a_threshold_are_opened_as_well() -> None:
    bar = given("VN", 36, RATIO, kind=Kind.THRESHOLD)
    report(given("42", 400, period="2020", kind=Kind.TARGET), bar)
    plan, threshold = (
        traced(unit("42"), name, kind=kind) for name, kind in ((COLLECTIONS, Kind.TARGET), (RATIO, Kind.THRESHOLD))
    )
    assert (plan.value.value, threshold.value.value) == (400, 36)
    (ground,) = threshold.grounds
    assert threshold.units[ground.fact.unit].code == "VN"
    assert threshold.comparisons == plan.comparisons == ()


def test_it_is_compared_with_whatever_is_known() -> None:
    report(
        given("42", 150),
        given("42", 120, period="2020-04"),
        given("42", 130, period="2019-05"),
        given("42", 400, period="2020", kind=Kind.TARGET),
    )
    found = {one.base.kind: one.change.value for one in traced(unit("42")).comparisons}
    assert found == {BaseKind.SAME_PERIOD: 20, BaseKind.PREVIOUS_MONTH: None, BaseKind.PLAN: -250}


def test_what_nobody_reported_rests_on_nothing() -> None:
    found = traced(unit("42"))
    assert (found.value.known, found.grounds, found.parts, found.terms) == (False, (), (), ())


def test_a_count_of_units_is_not_traced_so() -> None:
    with pytest.raises(NotComparableError):
        traced(unit("42"), "collections_units_at_threshold")


def queries(one: Unit, indicator: str = COLLECTIONS) -> int:
    with CaptureQueriesContext(connection) as asked:
        traced(one, indicator)
    return len(asked)


def test_queries_do_not_grow_with_the_parts() -> None:
    members = [one.part for one in unit("cum-iv-2020").part_relations.select_related("part")]
    report(*(of(one, 10) for one in members[:2]))
    _first, few = queries(unit("cum-iv-2020")), queries(unit("cum-iv-2020"))
    report(*(of(one, 10) for one in members[2:]))
    assert queries(unit("cum-iv-2020")) <= few <= 40

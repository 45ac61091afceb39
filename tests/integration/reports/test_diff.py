"""Between two reports each figure that changed is named, and what in the ledger changed it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ansinh.compare.boundaries import Boundaries
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.facts import NewFact, Scope
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.reports.comparing import FigureChange, Reason, ReportDifference, Why, compare_reports
from ansinh.reports.making import compose
from ansinh.reports.recipe import Recipe
from ansinh.reports.recording import record_made
from ansinh.reports.records import Record
from ansinh.reports.references import new_reference
from tests.integration.factories import given, moment, report, request
from tests.integration.reports.verify_documents import (
    BILLION,
    CLUSTER,
    MEMBERS,
    plan_of_cluster,
    recipe_of,
    result_of_cluster,
)

pytestmark = pytest.mark.django_db


def made(recipe: Recipe) -> Record:
    composed = compose(recipe, moment(), reference=new_reference())
    return Record(record_made(composed))


def of_cluster() -> Record:
    return made(recipe_of(CLUSTER, "2020-05"))


def changed(difference: ReportDifference) -> dict[str, FigureChange]:
    return {change.figure: change for change in difference.changes}


def reasons(changes: Iterable[FigureChange]) -> set[Reason]:
    return {reason for change in changes for reason in change.reasons}


def test_nothing_changed_between_two_reports_of_the_same_figures() -> None:
    plan_of_cluster()
    result_of_cluster()
    difference = compare_reports(of_cluster(), of_cluster())
    assert difference.changes == ()
    assert difference.other_questions == ()
    assert difference.same > len(MEMBERS)


def test_a_correction_is_the_reason_of_all_that_it_changed_and_of_nothing_else() -> None:
    plan_of_cluster()
    first = result_of_cluster()
    before = of_cluster()
    correction = report(given("42", 110 * BILLION), corrects=first)
    difference = compare_reports(before, of_cluster())
    found = changed(difference)
    assert reasons(difference.changes) == {Reason(Why.CORRECTION, correction)}
    one = found["units.42.collections"]
    assert one.before
    assert one.after
    assert (one.before.text, one.after.text) == ("100,0 tỷ đồng", "110,0 tỷ đồng")
    assert {"collections", "collections.vs_plan", "units.42.collections.vs_plan"} <= found.keys()
    assert not any(name.startswith("units.44.") for name in found)


def test_the_earlier_report_may_be_given_second() -> None:
    first = result_of_cluster()
    before = of_cluster()
    correction = report(given("42", 110 * BILLION), corrects=first)
    assert reasons(compare_reports(of_cluster(), before).changes) == {Reason(Why.CORRECTION, correction)}


def test_figures_that_came_in_since_are_named_with_their_submission() -> None:
    plan_of_cluster()
    result_of_cluster(*MEMBERS[1:])
    before = of_cluster()
    late = result_of_cluster(MEMBERS[0])
    found = changed(compare_reports(before, of_cluster()))
    whole = found["collections"]
    assert whole.before is None or whole.before.exact is None
    assert whole.after
    assert whole.after.text == "900,0 tỷ đồng"
    assert whole.reasons == (Reason(Why.SUBMISSION, late),)


def test_a_plan_that_came_in_since_is_named_as_one() -> None:
    result_of_cluster()
    before = of_cluster()
    plan = plan_of_cluster()
    difference = compare_reports(before, of_cluster())
    assert reasons(difference.changes) == {Reason(Why.PLAN, plan)}
    assert "collections.vs_plan" in changed(difference)
    assert "collections" not in changed(difference)


def test_a_threshold_that_came_in_since_is_named_as_one() -> None:
    plan_of_cluster()
    result_of_cluster()
    before = of_cluster()
    bar = report(given("VN", 36, "collections_vs_plan", kind=Kind.THRESHOLD))
    difference = compare_reports(before, of_cluster())
    assert Reason(Why.THRESHOLD, bar) in changed(difference)["collections.threshold"].reasons


def test_what_one_report_was_not_to_see_is_said_to_be_out_of_its_sight() -> None:
    """Both were made after the figures were approved; the first was asked as reported by an earlier day."""
    result_of_cluster()
    later = report(given("44", 7, "participants_bhxh_voluntary"), on=date(2020, 6, 20))
    early = made(recipe_of("44", "2020-05", Scope(reported_by=date(2020, 6, 10))))
    difference = compare_reports(early, made(recipe_of("44", "2020-05")))
    assert changed(difference)["participants_bhxh_voluntary"].reasons == (Reason(Why.OUT_OF_SIGHT, later),)
    assert len(difference.other_questions) == 1


def test_reports_of_two_months_or_units_answer_two_questions() -> None:
    result_of_cluster()
    report(given("44", 120 * BILLION, period="2020-06"))
    may = made(recipe_of("44", "2020-05"))
    for other in (made(recipe_of("44", "2020-06")), made(recipe_of("45", "2020-05"))):
        difference = compare_reports(may, other)
        assert len(difference.other_questions) == 1
        assert reasons(difference.changes) <= {Reason(Why.QUESTION)}


def test_other_boundaries_are_the_reason_where_they_change_a_figure() -> None:
    """Quảng Trị of 2025 holds Quảng Bình too: last year's figure is of both, or as reported of the one."""
    then, now = date(2024, 12, 31), date(2025, 12, 31)
    given_on = (("44", then, "2024", 10), ("45", then, "2024", 20), ("44", now, "2025", 33))
    for code, day, period, value in given_on:
        report(_fact(code, day, f"{period}-12", value * BILLION), on=date(2026, 1, 5))
    plain = recipe_of("44", "2025-12")
    reported = replace(plain, boundaries=Boundaries.parse("reported"))
    difference = compare_reports(made(plain), made(reported))
    assert difference.changes
    assert reasons(difference.changes) == {Reason(Why.BOUNDARIES)}


def test_the_same_figures_printed_otherwise_are_the_programs_doing() -> None:
    result_of_cluster()
    before = made(recipe_of("44", "2020-05"))
    record = made(recipe_of("44", "2020-05"))
    figures = {name: replace(one, text=f"{one.text}!") for name, one in record.kept.figures.items()}
    record.__dict__["kept"] = replace(record.kept, figures=figures)
    assert reasons(compare_reports(before, record).changes) == {Reason(Why.PROGRAM)}


def test_only_what_is_printed_is_told_unless_all_is_asked_for() -> None:
    first = result_of_cluster()
    before = of_cluster()
    report(given("42", 110 * BILLION), corrects=first)
    after = of_cluster()
    printed, every = compare_reports(before, after), compare_reports(before, after, printed_only=False)
    assert changed(printed).keys() <= changed(every).keys()
    once = {name.replace(".vs_same_period", ".change") for name in before.kept.figures}
    assert every.same + len(every.changes) == len(once)


def test_reports_in_two_languages_differ_in_no_figure() -> None:
    result_of_cluster()
    english = replace(recipe_of("44", "2020-05"), language="en")
    assert compare_reports(made(recipe_of("44", "2020-05")), made(english)).changes == ()


def _fact(code: str, day: date, period: str, value: int) -> NewFact:
    return NewFact(find_unit(code, day).pk, request("collections", period), Decimal(value), Hedge.EXACT, 0, 0, 0)

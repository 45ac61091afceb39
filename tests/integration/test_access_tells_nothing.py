"""What a user may not see does not exist: the same error after the same questions as for what is not there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.accounts.access import visible_unit, visible_units
from ansinh.accounts.roles import Permission, Role
from ansinh.kernel.errors import NotFoundError
from ansinh.ledger.access import visible_fact, visible_submission
from tests.integration.cast import THEN, actor, place
from tests.integration.factories import given, hand_in, report

pytestmark = pytest.mark.django_db


def asked(act: Callable[[], object]) -> tuple[list[str], NotFoundError | None]:
    """The questions put to the database, without what they were put about; and the error."""
    error = None
    with CaptureQueriesContext(
        connection,
    ) as queries:
        try:
            act()
        except NotFoundError as found:
            error = found
    return [query["sql"].split("WHERE")[0] for query in queries], error


@pytest.mark.parametrize("permission", [Permission.SEE_FIGURES, Permission.SEE_SUBMISSIONS])
@pytest.mark.parametrize("role", [Role.VIEWER, Role.APPROVER, Role.ADMINISTRATOR])
def test_a_unit_out_of_reach_is_as_one_that_is_not_there(role: Role, permission: Permission) -> None:
    somebody = actor(role, place("own"))
    nothing, error_of_nothing = asked(lambda: visible_unit(somebody, "area", "99999", THEN, permission))
    foreign, error_of_foreign = asked(lambda: visible_unit(somebody, "area", "38", THEN, permission))
    own, _ = asked(lambda: visible_unit(somebody, "area", "42", THEN, permission))
    assert len(nothing) == len(foreign) == len(own) == 3
    assert error_of_nothing is not None
    assert error_of_foreign is not None
    assert type(error_of_nothing) is type(error_of_foreign)
    assert error_of_nothing.text("vi") == error_of_foreign.text("vi")


@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_many_units_cost_as_many_questions_as_none(count: int) -> None:
    names = ["own", "child", "grandchild", "sibling", "parent", "outsider", "fellow", "fellow's child", "cluster"]
    units = [place(name) for name in names[:count]]
    queries, _ = asked(lambda: visible_units(actor(Role.VIEWER, place("own")), units, THEN))
    assert len(queries) == 2


def test_a_submission_out_of_reach_is_as_one_that_is_not_there() -> None:
    own, foreign = report(given("42", 1), of="42"), report(given("38", 2), of="38")
    officer = actor(Role.DATA_ENTRY, place("own"))
    for_nothing, error_of_nothing = asked(lambda: visible_submission(officer, 999_999))
    for_foreign, error_of_foreign = asked(lambda: visible_submission(officer, foreign.pk))
    for_own, no_error = asked(lambda: visible_submission(officer, own.pk))
    assert len(for_nothing) == len(for_foreign) == len(for_own)
    assert no_error is None
    assert type(error_of_nothing) is type(error_of_foreign)
    assert error_of_nothing is not None
    assert error_of_foreign is not None
    assert error_of_nothing.cause.id == error_of_foreign.cause.id
    assert error_of_nothing.remedy.id == error_of_foreign.remedy.id


def test_a_fact_out_of_reach_is_as_one_that_is_not_there() -> None:
    own, foreign, not_approved = (
        report(given("42", 1), of="42"),
        report(given("38", 2), of="38"),
        hand_in(given("38", 3), of="38", on=date(2020, 6, 6)),
    )
    officer = actor(Role.DATA_ENTRY, place("own"))
    answers = [
        asked(lambda key=key: visible_fact(officer, key))
        for key in (own.first_key, 1, foreign.first_key, not_approved.first_key)
    ]
    assert len({len(queries) for queries, _error in answers}) == 1
    assert [error is None for _queries, error in answers] == [True, False, False, False]
    assert len({error.text("en") for _queries, error in answers if error}) == 1

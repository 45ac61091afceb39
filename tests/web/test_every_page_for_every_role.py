"""Every page of a unit, for every role, at the own unit and at all around it: there, or as if there were nothing."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ansinh.accounts.roles import PERMISSIONS, Permission, Role
from ansinh.places.models import Unit
from tests.integration.cast import place
from tests.integration.factories import COLLECTIONS, given, report
from tests.web.signed_in import signed_in

pytestmark = pytest.mark.django_db

BELOW = ("own", "child", "grandchild")
FELLOWS = ("fellow", "cluster")
STRANGERS = ("parent", "sibling", "outsider", "fellow's child")
PAGES = {
    "": Permission.SEE_FIGURES,
    "league/": Permission.SEE_FIGURES,
    "league/?format=csv": Permission.SEE_FIGURES,
    "league/?format=xlsx": Permission.SEE_FIGURES,
    "series/collections/": Permission.SEE_FIGURES,
    "series/collections/?format=csv": Permission.SEE_FIGURES,
    "trace/collections/": Permission.SEE_FIGURES,
    "missing/": Permission.SEE_SUBMISSIONS,
}
# Codes of nothing, as short as real ones; without second factors, which lead their holders elsewhere first.
NOTHING = "/area/43@2020-01-01/2020-05/"


@pytest.fixture(autouse=True)
def _figures(without_second_factors: None) -> None:
    report(*(given(code, 10**9, COLLECTIONS) for code in ("42", "51", "38")))


@pytest.mark.parametrize("role", Role)
def test_pages_are_there_for_whom_they_are(role: Role) -> None:
    browser = signed_in(role, place("own"))
    for name in (*BELOW, *FELLOWS, *STRANGERS):
        for page, permission in PAGES.items():
            answer = browser.get(address(place(name), page))
            expected = 200 if is_theirs(role, name, permission) else 404
            assert answer.status_code == expected, (name, page)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DATA_ENTRY, Role.ADMINISTRATOR])
def test_what_is_not_theirs_is_answered_like_nothing(role: Role) -> None:
    browser = signed_in(role, place("own"))
    nothing = dict(answers(browser, NOTHING))
    for name in STRANGERS:
        assert dict(answers(browser, address(place(name), ""))) == nothing, name


@pytest.mark.parametrize("page", PAGES)
def test_nobody_who_is_not_signed_in_sees_a_page(page: str, client: Client) -> None:
    answer = client.get(address(place("own"), page))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/account/login/")


def answers(browser: Client, start: str) -> Iterator[tuple[str, tuple[int, int, str]]]:
    """Page → status, number of queries, body without what is made anew for each request."""
    for page in PAGES:
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(start + page)
        body = answer.content.decode().replace(start, "")
        yield page, (answer.status_code, len(asked), body.partition("csrfmiddlewaretoken")[0])


def address(unit: Unit, page: str) -> str:
    return f"/{unit.kind}/{unit.key}/2020-05/{page}"


def is_theirs(role: Role, name: str, permission: Permission) -> bool:
    if permission not in PERMISSIONS[role]:
        return False
    return name in BELOW or (permission is Permission.SEE_FIGURES and name in FELLOWS)

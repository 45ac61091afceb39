"""What every answer has: its language, its policy of contents, its refusals; the menu and the periods."""

import pytest
from django.conf import settings
from django.test import Client

from ansinh.accounts.roles import Role
from tests.integration.cast import place
from tests.integration.factories import COLLECTIONS, given, report
from tests.web.signed_in import signed_in

pytestmark = pytest.mark.django_db

DASHBOARD = "/area/42/2020-05/"


def test_nothing_but_our_own_scripts_and_styles_may_run(client: Client) -> None:
    for answer in (client.get("/account/login/"), signed_in(Role.VIEWER, place("own")).get(DASHBOARD)):
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
        assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"


def test_no_page_holds_scripts_or_styles_of_its_own(client: Client) -> None:
    report(given("42", 10**9, COLLECTIONS))
    browser = signed_in(Role.DATA_ENTRY, place("own"))
    pages = [DASHBOARD, *(f"{DASHBOARD}{one}/" for one in ("league", "series/collections", "trace/collections"))]
    for page in [*pages, f"{DASHBOARD}missing/", "/submissions/", "/account/password/"]:
        text = browser.get(page).content.decode()
        assert " style=" not in text, page
        assert "<style" not in text, page
        assert text.count("<script") == text.count("<script src=") + text.count('<script type="module" src='), page


def test_a_chosen_language_goes_before_that_of_the_account(client: Client) -> None:
    assert '<html lang="vi">' in client.get("/account/login/").content.decode()
    answer = client.post("/language/", {"language": "en", "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    assert '<html lang="en">' in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_choice_of_language_leads_nowhere_else(next_page: str, client: Client) -> None:
    assert client.post("/language/", {"language": "xx", "next": next_page})["Location"] == "/"
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize(
    "address",
    ["/area/nowhere/2020-05/", "/area/42/2020-13/", "/area/42/2020-5/", "/planet/42/2020-05/", "/submissions/99/"],
)
def test_what_is_not_there_is_said_in_the_language_of_the_reader(address: str) -> None:
    answer = signed_in(Role.AUDITOR, place("own"), language="vi").get(address)
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.content.decode()


def test_the_menu_holds_what_one_may_open() -> None:
    def menu(role: Role) -> str:
        return signed_in(role, place("own")).get(DASHBOARD).content.decode().partition("</nav>")[0]

    assert "Submissions" not in menu(Role.VIEWER)
    assert "Submissions" in menu(Role.DATA_ENTRY)
    assert "Audit log" not in menu(Role.DATA_ENTRY)
    assert "Audit log" in menu(Role.AUDITOR)


def test_the_periods_keep_the_page() -> None:
    text = signed_in(Role.VIEWER, place("own")).get(f"{DASHBOARD}league/").content.decode()
    assert 'href="/area/42/2020-04/league/" rel="prev"' in text
    assert 'href="/area/42/2020-06/league/" rel="next"' in text
    assert 'href="/area/42/2019/league/"' in text


def test_units_around_lead_to_where_the_reader_may_go() -> None:
    nation = signed_in(Role.VIEWER, place("parent")).get(DASHBOARD).content.decode()
    assert '<a href="/area/VN/2020-05/">' in nation
    assert '<a href="/area/VN/2020-05/">' not in signed_in(Role.VIEWER, place("own")).get(DASHBOARD).content.decode()

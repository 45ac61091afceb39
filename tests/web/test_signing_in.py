"""Who signs in, how; what one finds before and after."""

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from ansinh.accounts.actions import create_user, set_active
from ansinh.accounts.reads import people
from ansinh.accounts.roles import Role
from tests.integration.cast import place
from tests.web.signed_in import BY, PASSWORD, signed_in

pytestmark = pytest.mark.django_db

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _attempts_in_memory(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def log_in(client: Client, username: str, password: str) -> int:
    return client.post(LOGIN, {"login": username, "password": password}).status_code


def test_the_first_page_asks_who_one_is(client: Client) -> None:
    assert client.get("/")["Location"] == "/account/login/?next=/"
    page = client.get(LOGIN).content.decode()
    assert 'name="login"' in page
    assert 'name="password"' in page


def test_name_and_password_lead_to_the_own_unit(client: Client) -> None:
    signed_in(Role.VIEWER, place("own"), username="lan.trần")
    assert log_in(client, "Lan.Trần", PASSWORD) == 302
    assert client.get("/")["Location"].startswith("/area/42/")


def test_a_wrong_password_says_no_more_than_a_wrong_name(client: Client) -> None:
    create_user(by=BY, username="lan", full_name="Lan", password=PASSWORD)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    wrong = [client.post(LOGIN, {"login": one, "password": "wrong"}) for one in ("lan", "nobody")]
    said = "The username and/or password you specified are not correct."
    assert [one.content.decode().count(said) for one in wrong] == [1, 1]


def test_guessing_is_stopped(client: Client) -> None:
    create_user(by=BY, username="lan", full_name="Lan", password=PASSWORD)
    for _attempt in range(5):
        log_in(client, "lan", "wrong")
    assert log_in(client, "lan", PASSWORD) == 200  # the form again: the right password comes too late
    assert "_auth_user_id" not in client.session


def test_an_account_that_is_not_active_stays_out(client: Client) -> None:
    user = create_user(by=BY, username="lan", full_name="Lan", password=PASSWORD)
    set_active(by=BY, user=user, active=False)
    log_in(client, "lan", PASSWORD)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", Role)
def test_approvers_signers_and_administrators_set_up_a_second_factor_first(role: Role) -> None:
    browser = signed_in(role, place("own"))
    answer = browser.get("/submissions/")
    if role in (Role.APPROVER, Role.SIGNER, Role.ADMINISTRATOR):
        assert answer["Location"] == "/account/second-factor/totp/activate/"
    else:
        assert answer.status_code in (200, 302)
        assert answer.headers.get("Location") != "/account/second-factor/totp/activate/"


def test_with_a_second_factor_one_goes_on_and_is_asked_for_it_next_time(client: Client) -> None:
    signed_in(Role.APPROVER, place("own"), username="binh")
    assert log_in(client, "binh", PASSWORD) == 302
    activation = "/account/second-factor/totp/activate/"
    client.post(client.get(activation)["Location"], {"password": PASSWORD})  # whoever sits there now: is it still they?
    secret = client.get(activation).context["form"].secret
    assert client.post(activation, {"code": code(secret)}).status_code == 302
    assert client.get("/submissions/").status_code == 200

    again = Client()
    answer = again.post(LOGIN, {"login": "binh", "password": PASSWORD})
    assert answer["Location"] == "/account/second-factor/authenticate/"
    assert again.get("/submissions/")["Location"].startswith(LOGIN)


def code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_sessions_are_listed_and_the_others_ended(client: Client) -> None:
    here = signed_in(Role.VIEWER, place("own"), username="lan")
    log_in(client, "lan", PASSWORD)
    log_in(here := Client(), "lan", PASSWORD)
    assert here.get("/account/sessions/").context["session_count"] == 2
    here.post("/account/sessions/")
    assert client.get("/")["Location"].startswith(LOGIN)
    assert here.get("/")["Location"].startswith("/area/42/")


def test_there_is_no_sign_up_and_no_password_by_mail(client: Client) -> None:
    signed_up = {"username": "lan", "password1": PASSWORD, "password2": PASSWORD}
    for gone in ("/account/signup/", "/account/password/reset/"):
        assert client.post(gone, signed_up).status_code == 404
    assert people(date(2026, 5, 31)) == []


def test_whoever_has_no_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(create_user(by=BY, username="lan", full_name="Lan", password=PASSWORD))
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get("/").content.decode()
    assert "Your account has no role at any unit today." in page
    assert "Ask the administrator of your office" in page

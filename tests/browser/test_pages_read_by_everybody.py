"""Each page, wide and narrow, in both languages: nothing goes wrong in the browser, nothing is in a reader's way."""

from itertools import product

import pytest
from django.urls import URLPattern, get_resolver
from playwright.sync_api import Browser, Page

from checks.tour import TOUR, Stop
from checks.visiting import LANGUAGES, WIDTHS, reading, sign_in
from tests.browser.accessibility import barriers, sideways

EVERY_LOOK = pytest.mark.parametrize(("width", "language"), list(product(WIDTHS, LANGUAGES)))
EVERY_STOP = pytest.mark.parametrize("stop", TOUR, ids=lambda stop: stop.name)
# What is no page of ours to be looked at: it changes something, hands out a file, is for machines, or needs a second
# factor that was set up.
NOT_LOOKED_AT = {
    *("speak", "home", "submission-step", "account_logout", "account_inactive", "account_reauthenticate"),
    *("submission-file", "healthz", "readyz", "metrics"),
}

Cookies = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def signed_in(browser: Browser, server: str) -> Cookies:
    """Each reader of the tour, once: what a browser keeps of it."""
    cookies: Cookies = {}
    for reader in {stop.reader for stop in TOUR if stop.reader}:
        with reading(browser, server, "desktop", "vi") as (page, _watch):
            sign_in(page, reader)
            cookies[reader] = [one for one in page.context.cookies() if one["name"] == "sessionid"]  # type: ignore[misc]
    return cookies


@EVERY_STOP
@EVERY_LOOK
def test_a_page_is_faultless(page: Page, signed_in: Cookies, stop: Stop, language: str) -> None:
    if stop.reader:
        page.context.add_cookies(signed_in[stop.reader])  # type: ignore[arg-type]
    response = page.goto(stop.address)
    assert response is not None
    assert response.status == stop.status
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert sideways(page) == 0
    assert barriers(page) == []


def test_every_page_is_on_the_tour() -> None:
    named = {one.name for one in get_resolver().url_patterns if isinstance(one, URLPattern)}
    named |= {one.name for group in get_resolver().url_patterns for one in getattr(group, "url_patterns", ())}
    ours = {name for name in named if isinstance(name, str)}
    assert ours - {stop.route for stop in TOUR} - NOT_LOOKED_AT == set()

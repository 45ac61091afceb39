"""Each page, wide and narrow, in both languages: nothing goes wrong in the browser, nothing is in a reader's way."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser, Page

from checks.tour import TOUR, Stop
from checks.visiting import LANGUAGES, WIDTHS, reading, sign_in
from tests.browser.accessibility import barriers, sideways

LISTED = set((Path(__file__).parents[2] / "src/ansinh/web/icons.txt").read_text(encoding="utf-8").split())
EVERY_LOOK = pytest.mark.parametrize(("width", "language"), list(product(WIDTHS, LANGUAGES)))
EVERY_STOP = pytest.mark.parametrize("stop", TOUR, ids=lambda stop: stop.name)
# What is no page of ours to be looked at: it changes something, hands out a file, is for machines, or needs a second
# factor that was set up.
NOT_LOOKED_AT = {
    *("speak", "home", "submission-step", "account_logout", "account_inactive", "account_reauthenticate"),
    *("submission-file", "healthz", "readyz", "metrics"),
}

Cookies = dict[str, list[Any]]


@pytest.fixture(scope="module")
def signed_in(browser: Browser, server: str) -> Cookies:
    """Each reader of the tour, once: what a browser keeps of it."""
    cookies: Cookies = {}
    for reader in {stop.reader for stop in TOUR if stop.reader}:
        with reading(browser, server, "desktop", "vi") as (page, _watch):
            sign_in(page, reader)
            cookies[reader] = [one for one in page.context.cookies() if one["name"] == "sessionid"]
    return cookies


def icons(page: Page) -> set[str]:
    """Those that the page shows, also where data and not a template names them."""
    drawn = page.locator("use").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return {str(address).partition("#")[2] for address in drawn}


@EVERY_STOP
@EVERY_LOOK
def test_a_page_is_faultless(page: Page, signed_in: Cookies, stop: Stop, language: str) -> None:
    if stop.reader:
        page.context.add_cookies(signed_in[stop.reader])
    response = page.goto(stop.address)
    assert response is not None
    assert response.status == stop.status
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    assert icons(page) <= LISTED
    assert sideways(page) == 0
    assert barriers(page) == []


def test_every_page_is_on_the_tour() -> None:
    groups = [group.url_patterns for group in get_resolver().url_patterns]
    ours = {one.name for group in groups for one in group if getattr(one, "name", None)}
    assert "dashboard" in ours
    assert ours - {stop.route for stop in TOUR} - NOT_LOOKED_AT == set()

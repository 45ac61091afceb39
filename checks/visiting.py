"""A reader of the pages: how wide the screen, which language, who is signed in; and what went wrong meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize

Width = Literal["desktop", "phone"]
WIDTHS: dict[Width, ViewportSize] = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
LANGUAGES = ("vi", "en")
SAME_DOCUMENT = ("data", "blob", "about")  # schemes that no machine is asked for
STATUS = "Failed to load resource: the server responded with a status"


@dataclass
class Watch:
    """``faults``: errors of scripts, violations of the content security policy (Chromium says them on the console),
    requests to another address than the server's; in the order in which they came. With which status a page itself was
    answered is for whoever asked for it to judge."""

    server: str
    faults: list[str] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)

    def over(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"error of a script: {error}"))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        is_status_of_page = message.text.startswith(STATUS) and message.location["url"] in self.pages
        if message.type in ("error", "warning") and not is_status_of_page:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request():
            self.pages.add(request.url)
        asked = urlsplit(request.url)
        if asked.scheme not in SAME_DOCUMENT and f"{asked.scheme}://{asked.netloc}" != self.server:
            self.faults.append(f"asked another machine: {request.url}")


@contextmanager
def reading(browser: Browser, server: str, width: Width, language: str) -> Iterator[tuple[Page, Watch]]:
    """Nobody signed in yet."""
    context = browser.new_context(
        base_url=server, viewport=WIDTHS[width], has_touch=width == "phone", reduced_motion="reduce"
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": server}])
    watch = Watch(server)
    page = context.new_page()
    watch.over(page)
    try:
        yield page, watch
    finally:
        context.close()


def sign_in(page: Page, username: str) -> None:
    """On the page that only a demonstration has."""
    page.goto("/demonstration/")
    page.locator(f'button[value="{username}"]').click()
    page.wait_for_load_state()

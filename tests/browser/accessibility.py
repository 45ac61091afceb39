"""What axe-core finds on a page, by the success criteria of WCAG 2.2 AA and its own good practice."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {
        "target-size": {"enabled": True},  # of 2.2, off unless asked for
        "region": {"enabled": False},  # that every word lies in a landmark is asked by no criterion
    },
}


def barriers(page: Page) -> list[str]:
    """One line an element; empty where there are none."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html']}" for rule in found for node in rule["nodes"]]


def sideways(page: Page) -> int:
    """Pixels by which the page is wider than its screen: one would have to scroll in two directions."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

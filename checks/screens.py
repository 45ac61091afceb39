"""Pictures of every page, wide and narrow, in both languages, and all of them on one contact sheet.

python -m checks.screens [DIRECTORY]     DIRECTORY: ./screens unless given; what lay there before is removed
"""

import html
import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from checks.browser import launch
from checks.serving import make_demonstration, served
from checks.tour import TOUR, Stop
from checks.visiting import LANGUAGES, WIDTHS, Width, reading, sign_in

LOOKS: list[tuple[Width, str]] = list(product(WIDTHS, LANGUAGES))
STYLE = """
body { font: 24px sans-serif; margin: 24px; display: grid; grid-template-columns: 1fr 1fr; gap: 32px 16px; }
h2 { font-size: 24px; margin: 0 0 8px; } section { white-space: nowrap; }
span { display: inline-block; border: 1px solid #999; height: 640px; overflow: hidden; margin-right: 8px; }
img { width: 100%; }
.desktop { width: 480px; } .phone { width: 200px; }"""  # the tops of long pages; each whole in its own picture
SHEET: ViewportSize = {"width": 2900, "height": 1200}


def picture(name: str, width: Width, language: str) -> str:
    return f"{name}-{WIDTHS[width]['width']}-{language}.png"


def visit(browser: Browser, server: str, width: Width, language: str, directory: Path) -> list[str]:
    """The pages as somebody with this screen and language sees them; gives what went wrong."""
    faults: list[str] = []
    for stop in TOUR:
        with reading(browser, server, width, language) as (page, watch):
            if stop.reader:
                sign_in(page, stop.reader)
            response = page.goto(stop.address)
            if response is None or response.status != stop.status:
                watch.faults.append(f"answered with {response and response.status}")
            page.screenshot(path=directory / picture(stop.name, width, language), full_page=True)
            faults += [f"{stop.name}, {width}, {language}: {fault}" for fault in watch.faults]
    return faults


def sheet() -> str:
    """The pages in the order of the tour, the pictures of each side by side."""
    sections = "".join(f"<section><h2>{html.escape(stop.name)}</h2>{images(stop)}</section>" for stop in TOUR)
    return f"<!doctype html><meta charset=utf-8><title>Ansinh</title><style>{STYLE}</style>{sections}"


def images(stop: Stop) -> str:
    return "".join(
        f'<span class="{width}"><img src="{picture(stop.name, width, language)}" alt="{width}, {language}"></span>'
        for width, language in LOOKS
    )


def print_sheet(browser: Browser, directory: Path) -> None:
    written = directory / "index.html"
    written.write_text(sheet(), encoding="utf-8")
    page = browser.new_page(viewport=SHEET)
    page.goto(written.absolute().as_uri())
    page.screenshot(path=directory / "contact-sheet.png", full_page=True)
    page.close()


def main() -> int:
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("screens")
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="ansinh-screens-") as scratch, sync_playwright() as playwright:
        home = Path(scratch) / "home"
        make_demonstration(home)
        browser = launch(playwright)
        with served(home) as server:
            faults = [fault for look in LOOKS for fault in visit(browser, server, *look, directory)]
        print_sheet(browser, directory)
        browser.close()
    print(
        f"{len(TOUR) * len(LOOKS)} pictures; all of them: {directory / 'contact-sheet.png'}, {directory / 'index.html'}"
    )
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

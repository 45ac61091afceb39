import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from checks.browser import launch
from checks.serving import make_demonstration, served
from checks.visiting import Watch, Width, reading


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Made once, by the first of the processes of a run that needs it; nobody writes to it afterwards."""
    own = tmp_path_factory.getbasetemp()
    home = (own if worker_id == "master" else own.parent) / "demonstration"
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            made = home.with_suffix(".being-made")
            shutil.rmtree(made, ignore_errors=True)
            make_demonstration(made)
            made.rename(home)
    return home


@pytest.fixture(scope="module")
def server(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A file of tests has a ledger of its own: what it writes no other sees."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(demonstration, home)
    with served(home) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for longer than a file: while Playwright runs, Django asks no database in this process."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def width() -> Width:
    return "desktop"


@pytest.fixture
def language() -> str:
    return "vi"


@pytest.fixture
def reader(browser: Browser, server: str, width: Width, language: str) -> Iterator[tuple[Page, Watch]]:
    with reading(browser, server, width, language) as (page, watch):
        yield page, watch


@pytest.fixture
def page(reader: tuple[Page, Watch]) -> Iterator[Page]:
    """Whatever goes wrong in the browser meanwhile fails the test."""
    page, watch = reader
    yield page
    assert watch.faults == []

"""That a page is faultless means something only if faults are seen."""

import pytest
from playwright.sync_api import Error, Page

from checks.visiting import Watch
from tests.browser.accessibility import barriers, sideways

Reader = tuple[Page, Watch]


@pytest.fixture
def watched(reader: Reader) -> Reader:
    page, watch = reader
    page.goto("/account/login/")
    assert watch.faults == []
    return page, watch


def test_an_error_of_a_script_is_seen(watched: Reader) -> None:
    page, watch = watched
    page.evaluate("setTimeout(() => { throw new Error('lost') })")
    page.wait_for_timeout(100)
    assert [fault for fault in watch.faults if "lost" in fault]


def test_an_error_on_the_console_is_seen(watched: Reader) -> None:
    page, watch = watched
    page.evaluate("console.error('so not')")
    assert watch.faults == ["console: so not"]


@pytest.mark.parametrize(
    "forbidden",
    [
        "<p style='color: red'>Red</p>",
        "<style>p { color: red }</style>",
        "<img src='x.png' onerror='alert()'>",
        "<img src='http://elsewhere.invalid/x.png'>",
    ],
)
def test_a_violation_of_the_policy_is_seen(watched: Reader, forbidden: str) -> None:
    page, watch = watched
    page.evaluate("html => { document.querySelector('main').innerHTML = html }", forbidden)
    page.wait_for_timeout(100)
    assert [fault for fault in watch.faults if "Content Security Policy" in fault]


def test_a_script_made_of_text_is_refused(watched: Reader) -> None:
    page, _watch = watched
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'taken'";
        document.head.append(script);
    }""")
    assert page.title() != "taken"


def test_a_request_to_another_machine_is_seen(watched: Reader) -> None:
    page, watch = watched
    with pytest.raises(Error):
        page.goto("http://127.0.0.1:9/elsewhere")
    assert "asked another machine: http://127.0.0.1:9/elsewhere" in watch.faults


def test_a_picture_without_words_is_a_barrier(watched: Reader) -> None:
    page, _watch = watched
    page.evaluate("document.querySelector('main').append(new Image())")
    assert [line for line in barriers(page) if line.startswith("image-alt")]


def test_a_page_wider_than_its_screen_is_seen(watched: Reader) -> None:
    page, _watch = watched
    page.evaluate("document.querySelector('main').style.minWidth = '3000px'")
    assert sideways(page) > 0

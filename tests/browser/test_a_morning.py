"""What one does on the pages in the morning, with mouse and keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from checks.visiting import sign_in

CLUSTER, PROVINCE = "/cluster/cum-iv-2020@2020-01-01/2020-05/", "/area/54/2020-05/"


@pytest.fixture
def language() -> str:
    return "en"


def test_from_the_country_down_to_a_figure_and_its_cell(page: Page) -> None:
    sign_in(page, "demo-leader")
    page.goto("/area/VN/2020-05/")
    page.get_by_role("link", name="Ha Tinh").first.click()
    page.wait_for_url("**/area/42/2020-05/**")
    page.goto("/area/42/2020-05/trace/collections/")
    expect(page.get_by_text("1,270.8 billion VND").first).to_be_visible()


def test_a_unit_is_found_while_it_is_typed_without_diacritics(page: Page) -> None:
    sign_in(page, "demo-leader")
    page.goto(PROVINCE)
    page.locator(".choose-unit > summary").click()
    field = page.get_by_label("Find a unit")
    expect(field).to_be_focused()
    field.press_sequentially("ha tinh")
    page.locator('#picked a[href^="/area/42"]').first.click()
    page.wait_for_url(re.compile(r"/area/42(@[0-9-]+)?/2020-05/"))


def test_escape_closes_a_menu_and_gives_the_focus_back(page: Page) -> None:
    sign_in(page, "demo-leader")
    page.goto(PROVINCE)
    menu = page.locator(".choose-period > details")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_league_table_is_sorted_by_its_headings(page: Page) -> None:
    sign_in(page, "demo-secretary")
    page.goto(f"{CLUSTER}league/")
    first = page.locator("tbody th[scope=row] a").first
    expect(first).to_have_text("Quang Ngai")
    page.locator("thead a", has_text=re.compile("^Unit")).first.click()
    expect(first).not_to_have_text("Quang Ngai")


def test_an_approver_locks_and_unlocks_a_submission(page: Page) -> None:
    sign_in(page, "demo-approver")
    page.goto("/submissions/10/")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("status")).to_contain_text("Submission 10: locked.")
    page.get_by_label("Reason").fill("a district sent again")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("status")).to_contain_text("Submission 10: unlocked.")
    expect(page.get_by_text("a district sent again")).to_be_visible()


def test_who_logs_out_is_out(page: Page) -> None:
    sign_in(page, "demo-officer")
    page.locator("details.menu", has=page.locator(".who")).locator("summary").click()
    page.get_by_role("button", name="Log out").click()
    page.goto(PROVINCE)
    assert "/account/login/" in page.url

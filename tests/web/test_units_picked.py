"""The search of a unit in the top bar and as a page."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.integration.factories import unit
from tests.web.league_pages import nation_reader, reader, unit_now

pytestmark = pytest.mark.django_db

ADDRESS = "/pick/unit/"


def picked(client: Client, text: str, period: str = "2026-05") -> list[tuple[str, str, str]]:
    """Address, name, what it is."""
    answer = client.get(ADDRESS, {"q": text, "period": period}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    found = re.findall(
        r'<a href="([^"]+)">\s*<span class="picked-name">([^<]+)</span>\s*<span class="picked-what">([^<]+)</span>',
        answer.content.decode(),
    )
    return [(address, unescape(name), unescape(what)) for address, name, what in found]


def test_each_leads_to_its_page_in_the_period() -> None:
    assert picked(nation_reader(), "hung yen")[0] == ("/area/33@2025-07-01/2026-05/", "Hung Yen", "code 33")


def test_a_commune_says_in_which_province_it_lies() -> None:
    found = picked(nation_reader(), "đại đồng hưng yên")
    assert found[0][1] == "Dai Dong Commune"
    assert found[0][2].startswith("Hung Yen · code ")


def test_a_unit_that_ended_says_until_when_and_leads_to_its_last_month() -> None:
    address, _name, what = next(row for row in picked(nation_reader(), "binh dinh") if row[1] == "Binh Dinh")
    assert address.endswith("/2025-06/")
    assert what.endswith("code 52 · until 30/6/2025")


def test_no_more_than_twenty_are_listed_and_it_is_said() -> None:
    client = nation_reader()
    assert len(picked(client, "thanh")) == 20
    assert "There are more" in client.get(ADDRESS, {"q": "thanh"}).content.decode()


def test_only_what_one_may_see_is_found() -> None:
    client = reader(unit_now("33"))
    assert all("Hung Yen" in (name + what) for _address, name, what in picked(client, "xa"))
    assert picked(client, "xa")
    assert picked(client, "an giang") == []


def test_members_of_ones_cluster_are_found_but_not_what_lies_under_them() -> None:
    client = reader(unit("42"))
    assert {name for _a, name, _w in picked(client, "quang", "2020-05")} >= {"Quang Binh", "Quang Tri"}
    assert not [name for _a, name, what in picked(client, "quang", "2020-05") if "Quang Binh ·" in what]


def test_it_is_a_page_without_scripts() -> None:
    page = nation_reader().get(ADDRESS, {"q": "hưng yên", "period": "2026-05"}).content.decode()
    assert "<html" in page
    assert 'href="/area/33@2025-07-01/2026-05/"' in page
    assert 'value="hưng yên"' in page


@pytest.mark.parametrize("period", ["", "2020-05-31", "2020", "2020-Q2"])
def test_any_period_has_an_address(period: str) -> None:
    assert picked(nation_reader(), "ha tinh", period)


def test_a_period_that_is_none_is_refused() -> None:
    assert nation_reader().get(ADDRESS, {"q": "a", "period": "2020-13"}).status_code == 400


@pytest.mark.parametrize("text", ["", "xyzzy", "<script>"])
def test_nothing_found_is_said(text: str) -> None:
    client = nation_reader()
    assert picked(client, text) == []
    assert "picked-note" in client.get(ADDRESS, {"q": text}).content.decode()


def test_a_search_costs_few_queries_of_any_number_of_units() -> None:
    client = reader(unit("42"))
    picked(client, "warm")
    with CaptureQueriesContext(connection) as asked:
        picked(client, "a")
    assert len(asked) <= 30

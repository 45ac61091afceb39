"""The page of a league table: what it says, sorted, filtered, with the columns one chooses."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from ansinh.compare.leagues import competitors
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.facts import NewFact
from tests.integration.factories import INSURED, given, report, request, unit
from tests.web.league_pages import CLUSTER, figures, heads, names, nation_reader, unit_now, words

pytestmark = pytest.mark.django_db

RANKED = ["Thua Thien Hue", "Ha Tinh", "Quang Binh", "Quang Tri"]


@pytest.fixture
def officer() -> Client:
    figures()
    return nation_reader()


def text_of(client: Client, address: str = CLUSTER, **query: object) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_best_is_on_top_and_who_has_no_figures_at_the_end(officer: Client) -> None:
    page = text_of(officer)
    assert names(page)[:4] == RANKED
    assert len(names(page)) == 9
    assert words(page).count("No figures yet") == 5 + 1  # and the choice of the state
    assert "Units without figures are not ranked; they stand at the end: 5." in words(page)


def test_a_rank_says_how_it_changed_in_words(officer: Client) -> None:
    said = words(text_of(officer))
    assert "2 1 ranks up" not in said  # 42 was second and is second of those that had figures then
    assert re.search(r"1 new not ranked the month before Thua Thien Hue", said)
    assert re.search(r"2 rank unchanged Ha Tinh", said)
    assert re.search(r"3 2 ranks down Quang Binh", said)


def test_the_threshold_and_who_reaches_it_are_said_in_words(officer: Client) -> None:
    said = words(text_of(officer))
    assert "Threshold of the month: 36%" in said
    assert "40.00 Reaches the threshold" in said
    assert "35.00 Below the threshold" in said


def test_the_last_row_is_the_whole(officer: Client) -> None:
    foot = text_of(officer).partition("<tfoot>")[2]
    assert "Emulation cluster IV" in foot
    assert "A sum of which a part is missing is not printed." in words(text_of(officer))


def test_a_course_leads_to_the_series_of_the_indicator(officer: Client) -> None:
    page = text_of(officer)
    assert 'href="/area/42/2020-05/series/collections_vs_plan/"' in page
    assert "Course: Ha Tinh, months with figures: 2, rising" in page


def test_a_heading_sorts_and_says_so(officer: Client) -> None:
    by_rank = text_of(officer)
    assert heads(by_rank)["Rank"] == "ascending"
    by_name = text_of(officer, sort="name")
    assert heads(by_name)["Unit"] == "ascending"
    assert heads(by_name)["Rank"] == "none"
    assert names(by_name) == list(reversed(names(text_of(officer, sort="name", order="desc"))))


def test_the_heading_of_the_order_turns_it_round(officer: Client) -> None:
    page = text_of(officer, sort="collections", order="desc", columns="collections")
    assert heads(page)["Collections"] == "descending"
    assert re.search(r'href="[^"]*\?columns=collections"|href="[^"]*\?sort=collections&amp;columns=collections"', page)
    assert names(page)[:4] == RANKED
    assert names(text_of(officer, sort="collections", columns="collections"))[:4] == list(reversed(RANKED))


def test_whoever_has_no_value_is_last_in_either_order(officer: Client) -> None:
    for order in ("asc", "desc"):
        assert names(text_of(officer, sort="participants_bhyt", order=order))[0] == "Ha Tinh"
        assert set(names(text_of(officer, order=order))[:4]) == set(RANKED)


@pytest.mark.parametrize("written", ["quảng trị", "QUANG TRI", "tri quang", "tinh quang tri"])
def test_a_name_is_found_without_diacritics(officer: Client, written: str) -> None:
    page = text_of(officer, q=written)
    assert names(page) == ["Quang Tri"]
    assert "Units shown: 1 of 9." in words(page)


def test_ranks_are_those_of_all_also_where_some_are_shown(officer: Client) -> None:
    assert "4 new not ranked the month before Quang Tri" in words(text_of(officer, q="quang tri"))


@pytest.mark.parametrize(
    ("status", "expected"),
    [("reached", ["Thua Thien Hue", "Ha Tinh"]), ("below", ["Quang Binh", "Quang Tri"])],
)
def test_the_state_filters(officer: Client, status: str, expected: list[str]) -> None:
    assert names(text_of(officer, status=status)) == expected


def test_those_without_figures_can_be_listed(officer: Client) -> None:
    assert set(names(text_of(officer, status="unknown"))).isdisjoint(RANKED)


def test_nothing_that_fits_is_said(officer: Client) -> None:
    assert "No unit to show" in words(text_of(officer, q="xyzzy"))


def test_columns_are_chosen_and_remembered_in_the_address(officer: Client) -> None:
    page = text_of(officer, columns=["participants_bhyt", "collections.change"])
    assert list(heads(page)) == ["Rank", "±", "Unit", "Collections vs plan", "BHYT", "Collections, change"]
    assert "+25.0" in words(page)
    assert "columns=participants_bhyt&amp;columns=collections.change" in page
    assert len(re.findall(r'name="columns" value="[^"]+" checked', page)) == 3


def test_usual_columns_without_any_figure_are_left_out(officer: Client) -> None:
    assert "Arrears ratio" not in heads(text_of(officer))


def test_another_indicator_ranks(officer: Client) -> None:
    page = text_of(officer, indicator="participants_bhyt")
    assert names(page)[0] == "Ha Tinh"
    assert "There is no table of the month before to which ranks could be compared." in words(page)


def test_numbers_are_printed_in_the_readers_way() -> None:
    figures()
    assert "1.234.567" in text_of(nation_reader("vi"))


def test_communes_of_the_country_come_by_the_hundred_and_beyond_the_last_page_is_the_last(officer: Client) -> None:
    communes = "/area/VN/2026-05/league/"
    second = text_of(officer, communes, parts="communes", page=2)
    assert len(names(second)) == 100
    assert "page=3" in second.partition("league-pages")[2]
    last = text_of(officer, communes, parts="communes", page=99999)
    assert 0 < len(names(last)) < 100
    assert set(names(last)).isdisjoint(names(second))


@pytest.mark.parametrize("query", ["?page=-1", "?page=two", "?sort=nothing", "?order=up", "?status=odd", "?format=pdf"])
def test_what_an_address_gets_wrong_is_as_usual(officer: Client, query: str) -> None:
    assert names(text_of(officer, CLUSTER + query))[:4] == RANKED


@pytest.mark.parametrize(
    ("query", "status"),
    [("?indicator=colections", 404), ("?columns=x", 404), ("?columns=collections_units_at_threshold", 400)],
)
def test_an_indicator_that_cannot_stand_in_a_table_is_refused(officer: Client, query: str, status: int) -> None:
    assert officer.get(CLUSTER + query).status_code == status


def test_markup_in_a_search_stays_text(officer: Client) -> None:
    assert "<script>alert" not in text_of(officer, q="<script>alert(1)</script>")


def test_htmx_gets_the_table_alone_and_a_short_address(officer: Client) -> None:
    query = {"q": "quang", "status": "", "sort": "name"}
    answer = officer.get(CLUSTER, query, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert part.lstrip().startswith('<div id="league">')
    assert answer["HX-Push-Url"] == f"{CLUSTER}?q=quang&sort=name"
    assert "HX-Request" in answer["Vary"]
    assert 'hx-swap-oob="innerHTML:#league-summary"' in part


def test_the_usual_table_has_the_shortest_address(officer: Client) -> None:
    assert officer.get(CLUSTER, {"q": " "}, headers={"HX-Request": "true"})["HX-Push-Url"] == CLUSTER


def test_a_page_of_the_history_comes_whole(officer: Client) -> None:
    answer = officer.get(CLUSTER, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in answer.content.decode()


def test_a_unit_without_parts_has_an_empty_table(officer: Client) -> None:
    commune = competitors(unit("42"), date(2020, 5, 31), communes=True)[0]
    page = text_of(officer, f"/area/{commune.key}/2020-05/league/")
    assert "No unit to show" in words(page)


def test_figures_of_other_boundaries_are_said_to_be_re_based(officer: Client) -> None:
    report(given("52", 1_000, INSURED, "2025-05"), given("64", 500, INSURED, "2025-05"), on=date(2026, 6, 5))
    now = NewFact(unit_now("52").pk, request(INSURED, "2026-05"), Decimal(1_800), Hedge.OVER, 0, 0, 0)
    report(now, on=date(2026, 6, 5))
    query = {"indicator": INSURED, "columns": f"{INSURED}.change", "q": "gia lai"}
    said = words(text_of(officer, "/area/VN/2026-05/league/", **query))
    assert "over 1,800" in said
    assert "+20.0" in said
    assert "re-based on the administrative units as of 01/7/2025" in said


def test_only_reading_is_answered(officer: Client) -> None:
    assert officer.post(CLUSTER).status_code in (403, 405)

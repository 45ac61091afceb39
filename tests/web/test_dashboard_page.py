"""The dashboard as its readers get it: who sees what of whom, what leads where, what is said without colour."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ansinh.accounts.actions import assign, create_user
from ansinh.accounts.managing import Operator
from ansinh.accounts.roles import Role
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from ansinh.places.reads import parts
from tests.integration.factories import given, hand_in, report, unit

pytestmark = pytest.mark.django_db

HA_TINH = "/area/42/2020-05/"
QUANG_BINH = "/area/44/2020-05/"
CLUSTER_PAGE = "/cluster/cum-iv-2020@2020-01-01/2020-05/"
CLUSTER = ("42", "44", "45", "46", "48", "49", "51", "52", "54")
PLAN = "collections_vs_plan"
BILLION = 10**9
PASSWORD = "not-a-password-1"


@pytest.fixture
def reader(client: Client) -> Callable[..., Client]:
    """Signed in with one role at one unit."""

    def sign_in(at: Unit, role: Role = Role.VIEWER, language: str = "en") -> Client:
        by = Operator("tests")
        user = create_user(by=by, username="lan", full_name="Lan", password=PASSWORD)
        assign(by=by, user=user, role=role, unit=at, valid_from=date(2020, 1, 1))
        client.force_login(user)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    return sign_in


@pytest.fixture
def may_2020() -> None:
    """Of Cụm IV: collections between 34 and 42 per cent of the plan, the bar at 36; of Hà Tĩnh also last year's."""
    report(
        *(given(code, (42 - place) * BILLION) for place, code in enumerate(CLUSTER)),
        *(given(code, 100 * BILLION, period="2020", kind=Kind.TARGET) for code in CLUSTER),
        given("VN", 36, PLAN, kind=Kind.THRESHOLD),
        given("42", 40 * BILLION, period="2019-05"),
        given("443", 3 * BILLION),
    )


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.usefixtures("may_2020")
def test_a_tile_says_figure_change_plan_and_threshold(reader: Callable[..., Client]) -> None:
    page = text_of(reader(unit("42")), HA_TINH)
    for said in ("42.0 <span", "+5.00%", "against the same period of last year", "(better)"):
        assert said in page
    assert "42.00% of the plan of 100.0 billion VND" in page
    assert "Reaches the threshold 36%" in page


@pytest.mark.usefixtures("may_2020")
def test_it_speaks_vietnamese_and_writes_numbers_so(reader: Callable[..., Client]) -> None:
    page = text_of(reader(unit("42"), language="vi"), HA_TINH)
    assert "42,0 <span" in page
    assert "+5,00%" in page
    assert "so với cùng kỳ năm trước" in page


@pytest.mark.usefixtures("may_2020")
def test_each_number_leads_to_its_series_and_the_ranking_to_the_league(reader: Callable[..., Client]) -> None:
    page = text_of(reader(unit("42")), HA_TINH)
    assert 'href="/area/42/2020-05/series/collections/"' in page
    assert 'href="/cluster/cum-iv-2020@2020-01-01/2020-05/league/?indicator=collections_vs_plan"' in page


@pytest.mark.usefixtures("may_2020")
def test_the_map_leads_to_each_part_and_has_both_archipelagos(reader: Callable[..., Client]) -> None:
    page = text_of(reader(unit("VN"), language="vi"), "/area/VN/2020-05/")
    assert '<a href="/area/42/2020-05/?indicator=collections_vs_plan" aria-label="tỉnh Hà Tĩnh: 42,0%">' in page
    assert "Quần đảo Hoàng Sa" in page
    assert "Quần đảo Trường Sa" in page


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.usefixtures("may_2020")
def test_drawings_have_points_not_commas_and_no_styles(reader: Callable[..., Client], language: str) -> None:
    page = text_of(reader(unit("VN"), language=language), "/area/VN/2020-05/")
    assert re.search(r'\b(?:cx|cy|r|x|y|x1|y1|width|height)="[0-9]+,', page) is None
    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page


@pytest.mark.usefixtures("may_2020")
def test_the_indicator_of_the_address_is_shown_and_an_unknown_one_is_not_found(reader: Callable[..., Client]) -> None:
    report(given("42", 5, "participants_bhyt"))
    client = reader(unit("42"))
    page = text_of(client, f"{HA_TINH}?indicator=participants_bhyt")
    assert re.search(r'indicator=participants_bhyt" aria-current="true"', page)
    assert client.get(f"{HA_TINH}?indicator=nonsense").status_code == 404


@pytest.mark.usefixtures("may_2020")
def test_a_member_of_the_cluster_is_seen_but_not_what_lies_under_it(reader: Callable[..., Client]) -> None:
    report(given("450", 2 * BILLION), given("450", 7 * BILLION, period="2020", kind=Kind.TARGET))
    client = reader(unit("42"))
    page = text_of(client, QUANG_BINH)
    assert "41.0 <span" in page
    assert "/area/450/" not in page
    assert client.get("/area/450/2020-05/").status_code == 404
    assert client.get("/area/38/2020-05/").status_code == 404


@pytest.mark.usefixtures("may_2020")
def test_the_cluster_counts_who_is_short_of_the_threshold(reader: Callable[..., Client]) -> None:
    page = text_of(reader(find_unit("cum-iv-2020", date(2020, 5, 31))), CLUSTER_PAGE)
    assert "2 of 9 units are short of the threshold" in page


@pytest.mark.parametrize(("role", "page"), [(Role.VIEWER, "league"), (Role.AUDITOR, "missing")])
@pytest.mark.usefixtures("may_2020")
def test_who_has_not_sent_leads_to_a_page_that_the_reader_may_open(
    reader: Callable[..., Client], role: Role, page: str
) -> None:
    client = reader(unit("VN"), role)
    address = f"/area/VN/2020-05/{page}/"
    assert f'<a href="{address}">54 of 63 units have no approved figures of this period</a>' in text_of(
        client, "/area/VN/2020-05/"
    )
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("role", "told"), [(Role.VIEWER, False), (Role.DATA_ENTRY, True)])
def test_only_who_may_see_submissions_is_told_of_them(reader: Callable[..., Client], role: Role, told: bool) -> None:
    report(given("42", 5))
    hand_in(given("42", 6, "participants_bhyt"), of="42")
    client = reader(unit("42"), role)
    assert ("1 files wait for approval" in text_of(client, HA_TINH)) is told


def test_what_is_not_approved_is_not_shown_to_its_own_office_either(reader: Callable[..., Client]) -> None:
    hand_in(given("42", 77 * BILLION), of="42")
    assert "77.0" not in text_of(reader(unit("42"), Role.DATA_ENTRY), HA_TINH)


@pytest.mark.usefixtures("may_2020")
def test_a_period_without_figures_leads_to_the_latest_that_has_some(reader: Callable[..., Client]) -> None:
    page = text_of(reader(unit("42")), "/area/42/2020-09/")
    assert "No approved figures of this period yet." in page
    assert 'href="/area/42/2020-05/">Show that month' in page


def test_a_unit_without_any_figures_says_what_to_do(reader: Callable[..., Client]) -> None:
    assert "Send in a file of figures" in text_of(reader(unit("42")), HA_TINH)


@pytest.mark.usefixtures("may_2020")
def test_a_sum_that_waits_for_others_says_how_many(reader: Callable[..., Client]) -> None:
    page = text_of(reader(unit("VN")), "/area/VN/2020-05/")
    assert "9 of 63 units have approved figures: the sum waits for the others." in page


@pytest.mark.usefixtures("may_2020")
def test_the_year_is_also_a_table(reader: Callable[..., Client]) -> None:
    page = text_of(reader(unit("42")), HA_TINH)
    assert re.search(r'<th scope="row">May 2020</th><td class="number">42.00%</td><td class="number">36%</td>', page)


def test_the_number_of_queries_does_not_grow_with_the_parts(reader: Callable[..., Client]) -> None:
    districts = {code: parts(unit(code), date(2020, 5, 31)) for code in ("35", "40")}
    report(*(given(part.code, 5) for found in districts.values() for part in found))
    client = reader(unit("VN"))
    counts = []
    for code in districts:
        with CaptureQueriesContext(connection) as captured:
            text_of(client, f"/area/{code}/2020-05/")
        counts.append(len(captured))
    assert [len(found) for found in districts.values()] == [6, 21]
    assert counts[0] == counts[1]

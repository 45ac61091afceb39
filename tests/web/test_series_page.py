"""The series of an indicator: table beside chart, on the boundaries asked for, with corrections, each number traced."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ansinh.accounts.roles import Role
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from tests.integration.factories import COLLECTIONS, INSURED, given, report, request, unit
from tests.web.signed_in import signed_in

pytestmark = pytest.mark.django_db

SERIES = "/area/42/2020-05/series/"
ADDRESS = f"{SERIES}{COLLECTIONS}/"
BILLION = 10**9


@pytest.fixture
def reader() -> Client:
    return signed_in(Role.VIEWER, find_unit("VN", date(2026, 5, 31)))


@pytest.fixture
def figures() -> None:
    report(
        given("42", 100 * BILLION),
        given("42", 80 * BILLION, period="2020-04"),
        given("42", 90 * BILLION, period="2019-05"),
        given("42", 250 * BILLION, period="2020", kind=Kind.TARGET),
        given("VN", 36, "collections_vs_plan", kind=Kind.THRESHOLD),
    )


def body(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def rows(page: str) -> list[list[str]]:
    """The text of the table's cells."""
    table = page[page.index("<tbody>", page.index("series-table-title")) : page.rindex("</tbody>")]
    cells = (re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")[:-1])
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in cells]


@pytest.mark.usefixtures("figures")
def test_the_table_has_each_month_beside_its_plan_and_what_it_is_compared_with(reader: Client) -> None:
    last, before, *_others = rows(body(reader))
    assert last == ["05/2020", "100.0", "20.0", "+10.0 (+11.11%)", "250.0", "40.00", "36% reached"]
    assert before[:2] == ["04/2020", "80.0"]


@pytest.mark.usefixtures("figures")
def test_it_begins_with_the_first_figure(reader: Client) -> None:
    assert rows(body(reader))[-1][0] == "05/2019"


@pytest.mark.usefixtures("figures")
def test_the_chart_has_the_figures_the_plan_and_words(reader: Client) -> None:
    page = body(reader)
    svg = page[page.index('<svg viewBox="0 0') : page.index("</figure>")]
    assert svg.count('<circle class="dot known" cx') == 4  # three months and the key
    assert svg.count('<line class="plan"') == 2
    assert 'role="img" aria-label="Contributions collected' in svg
    assert "style" not in page.partition("<body>")[2].replace("stylesheet", "")


@pytest.mark.usefixtures("figures")
def test_a_number_leads_to_its_trace(reader: Client) -> None:
    page = body(reader)
    links = re.findall(r'<td class="number">\s*<a href="([^"]+)"', page)
    assert "/area/42/2020-05/trace/collections/" in links
    assert "/area/42/2020-05/trace/collections/?kind=target" in links
    assert "/area/42/2020-05/trace/collections_vs_plan/" in links
    assert "/area/42/2020-05/trace/collections_vs_plan/?kind=threshold" in links
    for link in links:
        assert reader.get(link).status_code == 200, link


def test_a_correction_shows_what_the_figure_was_by_which_submission_and_why(reader: Client) -> None:
    first = report(given("42", 100 * BILLION))
    second = report(given("42", 110 * BILLION), corrects=first, on=date(2020, 6, 20))
    ((_period, value, *_others),) = rows(body(reader))
    said = f"was 100.0 billion VND until submission {second.pk} of 20/6/2020; reason: typing error"
    assert value == f"110.0 corrected {said}"


def test_years_instead_of_months(reader: Client) -> None:
    report(given("42", 90, INSURED, "2019"), given("42", 95, INSURED))
    table = rows(body(reader, f"{SERIES}{INSURED}/?step=year&from=2018"))
    assert [row[:2] for row in table] == [["05/2020", "95"], ["2019", "90"]]


def test_the_three_views_of_a_merged_province_differ(reader: Client) -> None:
    merged = find_unit("92", date(2026, 5, 31))
    then = [given(code, value * BILLION, period="2025-05") for code, value in (("92", 100), ("93", 40), ("94", 60))]
    asked = request(COLLECTIONS, "2026-05")
    report(*then, NewFact(merged.pk, asked, Decimal(230 * BILLION), Hedge.EXACT, 0, 0, 0), on=date(2026, 6, 5))
    months = f"/area/{merged.key}/2026-05/series/collections/?from=2025"
    known = {view: rows(body(reader, f"{months}&view={view}")) for view in ("reported", "rebased", "like")}
    assert ["05/2025", "100.0"] in [row[:2] for row in known["reported"]]
    assert ["05/2025", "200.0"] in [row[:2] for row in known["rebased"]]
    assert ["Boundaries changed on 01/7/2025"] in known["reported"]
    assert "The boundaries changed on 01/7/2025: the figures of the two times" in body(
        reader, f"{months}&view=reported"
    )
    assert "are re-based on the administrative units as of 01/7/2025" in body(reader, months)
    assert "No part of the unit kept its boundaries" in body(reader, f"{months}&view=like")


def test_on_the_boundaries_of_an_earlier_day_it_is_the_unit_of_that_name(reader: Client) -> None:
    report(*(given(code, value * BILLION, period="2025-05") for code, value in (("92", 100), ("93", 40))))
    merged = find_unit("92", date(2026, 5, 31))
    page = body(reader, f"/area/{merged.key}/2026-05/series/collections/?from=2025&boundaries=2024-12-31")
    assert ["05/2025", "100.0"] in [row[:2] for row in rows(page)]
    assert "/area/92/2025-05/trace/collections/" in page


@pytest.mark.usefixtures("figures")
def test_without_an_indicator_it_leads_to_one_that_the_unit_has(reader: Client) -> None:
    answer = reader.get(SERIES)
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)


def test_the_form_leads_to_the_indicator_chosen_with_the_rest_of_what_was_asked(reader: Client) -> None:
    answer = reader.get(f"{SERIES}?indicator={INSURED}&view=reported&step=year&from=2018")
    assert answer["Location"] == f"{SERIES}{INSURED}/?view=reported&step=year"
    earlier = reader.get(f"{SERIES}?indicator={INSURED}&from=2015")
    assert earlier["Location"] == f"{SERIES}{INSURED}/?from=2015"


@pytest.mark.parametrize("query", ["view=x", "from=9999", "from=x", "step=x", "from=1000", "format=pdf"])
def test_what_is_not_understood_is_left_at_the_usual(reader: Client, query: str) -> None:
    assert reader.get(f"{ADDRESS}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{SERIES}nothing/", 404),
        (f"{SERIES}collections_units_at_threshold/", 400),
        (f"{ADDRESS}?boundaries=yesterday", 400),
        (f"{ADDRESS}?boundaries=2026-01-01&from=2020", 200),
    ],
)
def test_what_there_is_not_is_refused(reader: Client, address: str, status: int) -> None:
    assert reader.get(address).status_code == status


@pytest.mark.usefixtures("figures")
def test_queries_do_not_grow_with_the_years(reader: Client) -> None:
    body(reader)
    counts = []
    for since in (2019, 2010):
        with CaptureQueriesContext(connection) as asked:
            body(reader, f"{ADDRESS}?from={since}")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 40


@pytest.mark.usefixtures("figures")
def test_a_reader_of_another_province_finds_nothing() -> None:
    stranger = signed_in(Role.VIEWER, unit("38"))
    assert {stranger.get(ADDRESS + query).status_code for query in ("", "?format=csv", "?format=xlsx")} == {404}

"""Where a figure comes from: formula, parts, cells for whoever may see them, corrections, comparisons."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ansinh.accounts.roles import Role
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from tests.integration.factories import COLLECTIONS, given, report, unit
from tests.web.signed_in import signed_in

pytestmark = pytest.mark.django_db

BILLION = 10**9
TRACE = "/area/42/2020-05/trace/"
COLLECTED, SHARE = f"{TRACE}{COLLECTIONS}/", f"{TRACE}collections_vs_plan/"


@pytest.fixture
def reported() -> str:
    """Gives the name of the file."""
    facts = [
        given("42", 100 * BILLION)._replace(row=6, column=2),
        given("42", 90 * BILLION, period="2019-05"),
        given("42", 250 * BILLION, period="2020", kind=Kind.TARGET),
    ]
    return report(*facts, of="42").file_name


def text(client: Client, address: str) -> str:
    """The main part without tags."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def officer(role: Role = Role.DATA_ENTRY, code: str = "42") -> Client:
    return signed_in(role, unit(code))


def test_a_ratio_is_written_out_with_its_names_and_its_numbers(reported: str) -> None:
    said = text(officer(), SHARE)
    assert "= Collections : plan of Collections × 100" in said
    assert "100.0 billion VND : 250.0 billion VND × 100 = 40.00%" in said


def test_its_terms_lead_to_their_own_traces(reported: str) -> None:
    page = officer().get(SHARE).content.decode()
    assert f'href="{COLLECTED}"' in page
    assert f'href="{COLLECTED}?kind=target"' in page
    assert "Plan of the year" in text(officer(Role.AUDITOR), f"{COLLECTED}?kind=target")


def test_who_may_see_submissions_reads_file_cell_and_approver(reported: str) -> None:
    said = text(officer(), COLLECTED)
    for part in (reported, "S!C7", "approver", "SHA-256", "Reported on : 05/6/2020"):
        assert part.replace(" :", "") in said.replace(" :", ""), part


def test_others_read_unit_period_and_days_but_no_file(reported: str) -> None:
    said = text(officer(Role.VIEWER), COLLECTED)
    assert "first 5 months of 2020" in said
    assert "Reported on 05/6/2020" in said
    for part in (reported, "S!C7", "SHA-256", "approver", "officer"):
        assert part not in said, part


def test_a_cell_of_another_units_file_is_seen_by_whose_figure_it_is_only(reported: str) -> None:
    bar = report(given("VN", 36, "collections_vs_plan", kind=Kind.THRESHOLD))
    assert bar.file_name not in text(officer(), f"{SHARE}?kind=threshold")
    auditor = signed_in(Role.AUDITOR, find_unit("VN", date(2026, 5, 31)))
    assert bar.file_name in text(auditor, f"{SHARE}?kind=threshold")


def test_what_was_corrected_says_what_it_was(reported: str) -> None:
    first = report(given("44", 100 * BILLION))
    second = report(given("44", 110 * BILLION), corrects=first, on=date(2020, 6, 20))
    said = text(officer(code="44"), "/area/44/2020-05/trace/collections/")
    assert f"Was 100.0 billion VND until submission {second.pk} of 20/6/2020; reason: typing error" in said


def test_comparisons_are_written_out(reported: str) -> None:
    said = text(officer(), COLLECTED)
    assert "100.0 billion VND − 90.0 billion VND = +10.0 billion VND" in said
    assert "10.0 billion VND : 90.0 billion VND × 100 = +11.11%" in said
    assert "100.0 billion VND : 250.0 billion VND × 100 = 40.00%" in said


def test_the_parts_of_a_sum_lead_to_their_traces() -> None:
    cluster = unit("cum-iv-2020")
    members = [one.part for one in cluster.part_relations.select_related("part")]
    report(*(given(one.code, BILLION) for one in members))
    secretary = signed_in(Role.CLUSTER_SECRETARY, cluster)
    page = secretary.get(f"/cluster/{cluster.key}/2020-05/trace/collections/").content.decode()
    for one in members:
        assert f'href="/area/{one.key}/2020-05/trace/collections/"' in page


def test_a_part_that_the_reader_may_not_look_at_has_no_link() -> None:
    merged = find_unit("92", date(2026, 5, 31))
    report(*(given(code, BILLION, period="2025-05") for code in ("92", "93", "94")))
    page = signed_in(Role.VIEWER, unit("92")).get(f"/area/{merged.key}/2025-05/trace/collections/")
    nation = signed_in(Role.VIEWER, find_unit("VN", date(2026, 5, 31)))
    links = nation.get(f"/area/{merged.key}/2025-05/trace/collections/").content.decode()
    assert page.status_code == 404
    assert 'href="/area/93/2025-05/trace/collections/"' in links


def test_a_figure_that_is_not_there_says_so() -> None:
    assert "There is no figure" in text(officer(), COLLECTED)


@pytest.mark.parametrize("query", ["kind=x", "view=x", "view=like&from=2018&until=2020-12&step=x", "until=1"])
def test_what_is_not_understood_is_left_at_the_usual(query: str) -> None:
    assert officer().get(f"{COLLECTED}?{query}").status_code == 200


def test_like_for_like_is_over_the_same_time_as_the_series() -> None:
    report(given("42", 100 * BILLION))
    client = officer()
    series = client.get("/area/42/2020-05/series/collections/?view=like&from=2019").content.decode()
    assert (
        'href="/area/42/2020-05/trace/collections/?view=like&amp;from=2019&amp;until=2020-05&amp;step=month"' in series
    )


def test_queries_do_not_grow_with_the_parts() -> None:
    cluster = unit("cum-iv-2020")
    members = [one.part for one in cluster.part_relations.select_related("part")]
    nation = signed_in(Role.AUDITOR, find_unit("VN", date(2026, 5, 31)))
    counts = []
    for some in (members[:1], members[1:2], members[2:]):
        report(*(given(one.code, BILLION) for one in some))
        with CaptureQueriesContext(connection) as asked:
            text(nation, f"/cluster/{cluster.key}/2020-05/trace/collections/")
        counts.append(len(asked))
    assert counts[2] <= counts[1] <= 50

"""Who may see which league table, and which of its rows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ansinh.accounts.roles import Role
from tests.integration.factories import unit
from tests.web.league_pages import CLUSTER, figures, names, reader

pytestmark = pytest.mark.django_db


def seen(client: Client, address: str = CLUSTER, **query: object) -> list[str]:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return names(answer.content.decode())


def test_a_member_sees_all_members_of_its_cluster() -> None:
    figures()
    assert len(seen(reader(unit("42")))) == 9


def test_a_member_sees_the_parts_of_its_own_area_but_not_of_another_member() -> None:
    member = reader(unit("42"))
    assert len(seen(member, "/area/42/2020-05/league/")) > 5
    assert member.get("/area/44/2020-05/league/").status_code == 200
    assert seen(member, "/area/44/2020-05/league/") == []


def test_whoever_may_not_see_the_cluster_gets_what_nothing_gets() -> None:
    outsider = reader(unit("01"))
    missing = CLUSTER.replace("cum-iv-2020", "cum-iv-2021")
    answers = []
    for address in (CLUSTER, missing, f"{CLUSTER}?format=csv"):
        with CaptureQueriesContext(connection) as asked:
            answers.append((outsider.get(address), len(asked)))
    assert {answer.status_code for answer, _queries in answers} == {404}
    assert len({queries for _answer, queries in answers}) == 1


def test_an_administrator_of_accounts_sees_no_figures() -> None:
    assert reader(unit("42"), Role.ADMINISTRATOR).get(CLUSTER).status_code in (302, 404)


def test_nobody_is_sent_to_log_in() -> None:
    answer = Client().get(CLUSTER)
    assert answer.status_code == 302
    assert "login" in answer["Location"]

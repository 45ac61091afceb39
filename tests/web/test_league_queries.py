"""A league table asks the ledger as often for three units as for thousands."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.league_pages import CLUSTER, figures, nation_reader

pytestmark = pytest.mark.django_db

COUNTRY = "/area/VN/2020-05/league/"


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_queries_do_not_grow_with_the_rows() -> None:
    figures()
    client = nation_reader()
    columns = "?indicator=collections_vs_plan&columns=collections&columns=collections.change"
    few, many = queries(client, f"{COUNTRY}{columns}&q=quang+ngai"), queries(client, f"{COUNTRY}{columns}")
    assert many == few
    assert many <= 40


def test_nor_for_communes() -> None:
    figures()
    client = nation_reader()
    assert queries(client, f"{COUNTRY}?parts=communes&indicator=participants_bhyt") <= 45


def test_nor_for_a_cluster() -> None:
    figures()
    assert queries(nation_reader(), CLUSTER) <= 45

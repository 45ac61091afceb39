"""Whoever watches over the service is told its health, without log-in and session; nobody else reads its metrics."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from ansinh.indicators.models import Indicator
from ansinh.ledger.models import State
from ansinh.web.health.counts import Answered
from tests.integration.factories import given, record

WATCHING = "ansinh.web.health.watching.Watching"


@pytest.fixture
def client(settings: Settings) -> Client:
    settings.MIDDLEWARE = [WATCHING, *(one for one in settings.MIDDLEWARE if one != WATCHING)]
    return Client()


def test_a_process_is_alive_without_asking_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_it_is_ready_with_its_tables_and_catalogue(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})
    assert not answer.cookies


def test_without_an_indicator_of_the_catalogue_it_is_not_ready(client: Client, db: None) -> None:
    Indicator.objects.order_by("pk")[0].delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["catalogue-not-loaded"])


def test_with_a_migration_to_come_it_is_not_ready(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'reports'")
    assert client.get("/readyz").json()["reasons"] == ["ledger-of-another-version"]


def test_a_database_that_does_not_answer_is_named_as_the_reason(
    client: Client, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    def fail() -> None:
        raise OperationalError("password=s3cr3t")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "ensure_connection", fail)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, ["database-does-not-answer"])
    assert b"s3cr3t" not in answer.content


def test_metrics_count_requests_by_route_and_submissions_by_state(client: Client, db: None) -> None:
    record(given("42", 10**9))
    client.get("/healthz")
    text = client.get("/metrics").content.decode()
    assert 'method="GET",route="healthz",status="200"' in text
    assert "ansinh_database_up 1\n" in text
    assert f'ansinh_submissions{{state="{State.CHECKED}"}} 1\n' in text
    assert all(line.startswith("#") or float(line.rpartition(" ")[2]) >= 0 for line in text.splitlines())


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
    ids=["another machine", "through the proxy", "through another proxy"],
)
def test_for_others_there_are_no_metrics(client: Client, db: None, asked: dict[str, str]) -> None:
    answer = client.get("/metrics", **asked)  # type: ignore[arg-type]  # META
    assert answer.status_code == 404
    assert b"ansinh_requests_total" not in answer.content


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_they_take_no_other_method(client: Client, db: None, path: str) -> None:
    assert client.post(path).status_code == 405


def test_buckets_hold_all_that_took_no_longer(sample: Callable[[str], float]) -> None:
    assert sample('le="0.005"') == 1
    assert sample('le="0.15"') == 2
    assert sample('le="10.0"') == 2
    assert sample('le="+Inf"') == 3
    assert sample("_count") == 3
    assert sample("_sum") == pytest.approx(20.105)


@pytest.fixture
def sample() -> Callable[[str], float]:
    answered = Answered()
    for seconds in (0.005, 0.1, 20):
        answered.add("GET", "area/<key>/", 200, seconds)
    lines = [line for line in answered.lines({"worker": 7}) if line.startswith("ansinh_request_seconds")]

    def value(part: str) -> float:
        (line,) = [line for line in lines if part in line]
        return float(line.rpartition(" ")[2])

    return value

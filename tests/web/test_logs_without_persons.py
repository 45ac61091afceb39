"""The log says which page was asked for and how it went, and nothing of what was typed, named or stored."""

import json
import logging

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from ansinh.config.logging import JsonLines
from ansinh.web.health.watching import Watching

WATCHING = "ansinh.web.health.watching.Watching"
NAME, NUMBER = "Nguyễn Thị Hoa", "0123456789"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, settings: Settings, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Every line that any logger gives out, in the form of the server's log."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    kept = Kept()
    kept.setFormatter(JsonLines())
    settings.MIDDLEWARE = [WATCHING, *(one for one in settings.MIDDLEWARE if one != WATCHING)]
    monkeypatch.setattr(logging.getLogger(), "handlers", [kept])
    caplog.set_level(logging.INFO, "ansinh.requests")
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    monkeypatch.setattr(logging.getLogger("django.request"), "propagate", True)
    return lines


def test_a_search_for_a_person_leaves_no_trace(written: list[str], db: None) -> None:
    Client().get("/healthz", {"q": f"{NAME} {NUMBER}"}, headers={"Referer": f"/?q={NUMBER}"})
    (line,) = [json.loads(one) for one in written if "healthz" in one]
    assert line["route"] == "healthz"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert line["ms"] >= 0
    assert line["request"]
    assert_nobody_is_in(written)


def test_an_address_that_does_not_exist_is_not_written_down(written: list[str], db: None) -> None:
    answer = Client().get(f"/{NAME}/{NUMBER}")
    lines = [json.loads(one) for one in written]
    assert any(line.get("status") == answer.status_code for line in lines)
    assert_nobody_is_in(written)


def test_of_an_error_its_kind_and_place_are_written_and_not_its_text(written: list[str]) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"duplicate key ({NUMBER})") from error

    request = RequestFactory().get("/x", {"q": NAME})
    try:
        answer(request)
    except ValueError:
        logging.getLogger("ansinh").error("Not made: %s", request.path + NAME, exc_info=True)
    line = json.loads(written[-1])
    assert [one["kind"] for one in line["errors"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert "test_logs_without_persons.py" in line["errors"][0]["at"][0]
    assert line["message"] == "Not made: %s"
    assert_nobody_is_in(written)


def test_what_was_refused_is_not_repeated(written: list[str]) -> None:
    logging.getLogger("django.security.SuspiciousFileOperation").error(str(SuspiciousFileOperation(f"{NAME}.xlsx")))
    assert json.loads(written[-1])["message"] == "django.security.SuspiciousFileOperation"
    assert_nobody_is_in(written)


def test_the_answer_bears_the_number_of_its_lines_and_a_made_up_one_is_replaced(written: list[str], db: None) -> None:
    answer = Client().get("/healthz", headers={"X-Request-ID": "fedcba9876543210fedcba9876543210"})
    assert answer["X-Request-ID"] == "fedcba9876543210fedcba9876543210"
    assert json.loads(written[-1])["request"] == answer["X-Request-ID"]
    assert Client().get("/healthz", headers={"X-Request-ID": NUMBER})["X-Request-ID"] != NUMBER
    assert_nobody_is_in(written)


def test_a_method_made_up_is_not_written_down(written: list[str]) -> None:
    request = RequestFactory().generic("HOA0123456789", "/")
    Watching(lambda _request: HttpResponse(status=405))(request)
    assert json.loads(written[-1])["method"] == "other"
    assert_nobody_is_in(written)


def assert_nobody_is_in(written: list[str]) -> None:
    assert written
    for line in written:
        assert not any(part in line for part in ("Hoa", "Nguy", NUMBER)), line

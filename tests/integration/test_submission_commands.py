"""The commands of a submission's life say what happened, what is missing and what to do, in both languages."""

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest

from ansinh.cli.main import run
from ansinh.kernel.language import LANGUAGES, speaking
from ansinh.ledger.models import State
from ansinh.ledger.submissions import states_of
from tests.integration.factories import APPROVER, OFFICER, found, given, hand_in, record, report

pytestmark = pytest.mark.django_db

INPUT, UNKNOWN, REFUSED = 4, 5, 6
TENTH = date(2020, 6, 10)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run one; what it printed, errors too."""

    def printed(*line: object, code: int = 0) -> str:
        assert run([str(word) for word in line]) == code
        shown = capsys.readouterr()
        return shown.out + shown.err

    return printed


def test_a_submission_is_shown_with_its_life_findings_and_corrections(command: Callable[..., str]) -> None:
    first = report(given("42", 100))
    second = hand_in(given("42", 101), on=TENTH, corrects=first)
    third = record(given("44", 1), findings=[found("C7"), found("C8", "note")])
    for language in LANGUAGES:
        with speaking(language):
            assert f"{second.pk} (" in command("submission", first.pk)
            assert "typing error" in command("submission", second.pk)
            shown = command("submission", third.pk)
            assert "S!C7" in shown
            assert f"ansinh explain {third.pk}" in shown
    life: dict[str, Any] = json.loads(command("submission", second.pk, "--format", "json"))
    assert (life["corrects"], life["state"], life["reason"]) == (first.pk, "submitted", "typing error")
    assert [event["state"] for event in life["events"]] == ["draft", "checked", "submitted"]
    assert [event["by"] for event in life["events"]] == [OFFICER] * 3
    life = json.loads(command("submission", first.pk, "--format", "json"))
    assert life["corrected_by"] == [{"submission": second.pk, "state": "submitted"}]
    (finding, note) = json.loads(command("submission", third.pk, "--format", "json"))["findings"]
    assert finding["cause"] == {"vi": "C7 cao quá.", "en": "C7 is high."}
    assert (finding["explanations"], note["severity"]) == ([], "note")
    command("submission", third.pk + 100, code=UNKNOWN)


def test_findings_are_explained_by_cell_or_all(command: Callable[..., str]) -> None:
    submission = record(given("42", 100), findings=[found("C7"), found("C8"), found("D9")])
    assert "ansinh explain" in command("submit", submission.pk, "--by", OFFICER, code=REFUSED)
    told = command("explain", submission.pk, "--cell", "s!c7", "--text", "a new hospital", "--by", OFFICER)
    assert "2" in told
    command("explain", submission.pk, "--cell", "Z1", "--text", "a new hospital", "--by", OFFICER, code=UNKNOWN)
    command("explain", submission.pk, "--text", "a new hospital", "--by", OFFICER, code=INPUT)
    command("explain", submission.pk, "--all", "--cell", "C8", "--text", "x", "--by", OFFICER, code=INPUT)
    command("explain", submission.pk, "--cell", "C8", "--text", " ", "--by", OFFICER, code=INPUT)
    command("explain", submission.pk, "--all", "--text", "paid late in May", "--by", OFFICER)
    assert states_of([submission.pk]) == {submission.pk: State.CHECKED}
    assert "paid late in May" in command("submission", submission.pk)
    command("submit", submission.pk, "--by", OFFICER)


def test_a_submission_is_locked_and_unlocked_with_a_reason(command: Callable[..., str]) -> None:
    submission = report(given("42", 100))
    command("unlock", submission.pk, "--by", APPROVER, "--reason", "audit", code=REFUSED)
    command("lock", submission.pk, "--by", APPROVER)
    command("unlock", submission.pk, "--by", APPROVER, code=2)
    command("unlock", submission.pk, "--by", APPROVER, "--reason", " ", code=INPUT)
    command("unlock", submission.pk, "--by", APPROVER, "--reason", "the audit found more")
    assert "the audit found more" in command("submission", submission.pk)
    assert states_of([submission.pk]) == {submission.pk: State.UNLOCKED}


def test_a_difference_is_printed_and_given_to_programs(command: Callable[..., str]) -> None:
    first = report(given("42", 5 * 10**9), given("44", 7))
    second = hand_in(given("42", 5 * 10**9 + 1), given("44", 7), given("45", 2), on=TENTH, corrects=first)
    table = command("difference", second.pk)
    for printed in ("5,000000001 tỷ đồng", "+0,000000001 tỷ đồng", "Hà Tĩnh"):
        assert printed in table
    found_json = json.loads(command("difference", second.pk, "--format", "json"))
    assert (found_json["same"], found_json["corrects"], found_json["approved"]) == (1, first.pk, False)
    assert [(one["unit"], one["before"], one["after"], one["change"]) for one in found_json["changed"]] == [
        ("42", "5000000000", "5000000001", "1")
    ]
    assert [(one["unit"], one["before"], one["after"]) for one in found_json["added"]] == [("45", "", "2")]
    lines = list(csv.DictReader(StringIO(command("difference", second.pk, "--format", "csv"))))
    assert [(line["unit"], line["change"]) for line in lines] == [("42", "1"), ("45", "")]


def test_who_has_not_sent_is_listed_with_a_reminder(command: Callable[..., str]) -> None:
    asked = ("submissions", "--missing", "--period", "2020-05", "--of", "cum-iv-2020")
    report(given("42", 1), of="42")
    hand_in(given("44", 1), of="44")
    table = command(*asked)
    assert "Kính đề nghị" in table
    assert "Hà Tĩnh" not in table
    lines = {line["unit"]: line for line in json.loads(command(*asked, "--format", "json"))}
    assert "42" not in lines
    assert (lines["44"]["state"], lines["44"]["reminder"], lines["44"]["figures"]) == ("submitted", "", "1")
    assert (lines["45"]["state"], lines["45"]["submission"]) == ("", "")
    assert lines["45"]["reminder"] == "Kính đề nghị BHXH tỉnh Quảng Trị gửi số liệu tháng 5 năm 2020."
    reminded = list(csv.DictReader(StringIO(command(*asked, "--format", "csv"))))
    assert [line["unit"] for line in reminded] == list(lines)
    assert reminded[-1]["unit"] == "44"  # what only waits for its approval comes last


def test_when_everybody_has_sent_the_list_says_so(command: Callable[..., str]) -> None:
    asked = ("submissions", "--missing", "--period", "2020-05", "--of", "cum-iv-2020")
    codes = [line["unit"] for line in json.loads(command(*asked, "--format", "json"))]
    report(*(given(code, 1) for code in codes), of="cum-iv-2020")
    assert str(len(codes)) in command(*asked)
    assert json.loads(command(*asked, "--format", "json")) == []


def test_what_is_missing_is_asked_of_a_period(command: Callable[..., str]) -> None:
    command("submissions", "--missing", code=INPUT)
    command("submissions", "--period", "2020-05", code=INPUT)
    command("submissions", "--missing", "--period", "2020-05", "--of", "nowhere", code=UNKNOWN)

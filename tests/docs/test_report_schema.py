"""The published schema of the report's JSON: the demonstration's reports follow it, and it says what the code says."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from ansinh.compare.bases import IN_TIME
from ansinh.compare.printing import SourcedJson, TraceJson
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.models import Kind, State
from ansinh.reports.report_json import SCHEMA, RankJson, ReportJson
from tests.conftest import EXAMPLES, Program

PATH = EXAMPLES.parent / "docs/reference/report.schema.json"
REPORT: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
PARTS: dict[str, Any] = REPORT["$defs"]
FIGURES, RANKINGS = REPORT["properties"]["figures"], REPORT["properties"]["rankings"]
VALIDATOR = Draft202012Validator(REPORT, format_checker=FormatChecker())

A_FIGURE = {
    "value": "12328",
    "shown": "12328",
    "text": "12.328 người",
    "unit": "người",
    "base_unit": "person",
    "hedge": "exact",
    "interval": None,
    "trace": [1],
}
A_SOURCE = {
    "observation": 1,
    "submission": 1,
    "state": "approved",
    "file": "Ha Tinh bao cao T5.2020.xlsx",
    "sheet": "Bieu 01",
    "cell": "E15",
    "indicator": "participants_bhxh_voluntary",
    "unit": "42",
    "period": "2020-05-31",
    "kind": "actual",
    "value": "12328",
}
A_REPORT: dict[str, Any] = {
    "schema": SCHEMA,
    "unit": "42",
    "name": "tỉnh Hà Tĩnh",
    "period": "2020-05",
    "language": "vi",
    "outline": "business-report",
    "reference": "ABCDEFGH27",
    "reported_by": None,
    "recorded_by": None,
    "draft": False,
    "boundaries": "period-end",
    "footnotes": [],
    "made_at": "2020-06-26T17:30:00+07:00",
    "figures": {"participants_bhxh_voluntary": A_FIGURE},
    "sources": {"1": A_SOURCE},
    "rankings": {"collections.vs_plan": [{"unit": "42", "rank": 1, "tied": False}]},
    "paragraphs": ["Tính đến ngày 31/5/2020 …"],
}


def test_the_reports_of_the_demonstration_follow_the_schema(program: Program) -> None:
    program("demo")
    reports = sorted((program.home / "reports").glob("*.json"))
    assert [report.name for report in reports] == [
        "418-2017-06-resolution-review-21-NQ-TW-2013-2017.json",
        "54-2020-05.json",
        "cum-iv-2020-2020-05.json",
    ]
    for report in reports:
        read = json.loads(report.read_text(encoding="utf-8"))
        VALIDATOR.validate(read)
        assert len(read["reference"]) == 10


def test_a_report_as_of_a_day_and_a_moment_follows_the_schema(
    program: Program, approved: Callable[[Path], int]
) -> None:
    approved(EXAMPLES / "tuong-duong-2017-06.xlsx")
    asked = ("report", "418", "--period", "2017-06", "--format", "json", "-o", program.home)
    program(*asked, "--reported-by", "2017-07-05", "--recorded-by", "2100-01-01T00:00")
    VALIDATOR.validate(json.loads(next(program.home.glob("418-2017-06-*.json")).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("part", "described"),
    [(REPORT, ReportJson), (PARTS["figure"], SourcedJson), (PARTS["source"], TraceJson), (PARTS["rank"], RankJson)],
    ids=["report", "figure", "source", "rank"],
)
def test_every_field_is_required_and_no_other_is_allowed(part: Mapping[str, Any], described: type) -> None:
    assert set(part["required"]) == set(part["properties"]) == set(get_type_hints(described))


def test_the_lists_of_words_are_those_of_the_code() -> None:
    assert PARTS["base_unit"]["enum"] == [unit.value for unit in BaseUnit]
    assert PARTS["hedge"]["enum"] == [hedge.value for hedge in Hedge]
    assert PARTS["source"]["properties"]["state"]["enum"] == [state.value for state in State]
    assert PARTS["source"]["properties"]["kind"]["enum"] == [kind.label for kind in Kind]
    (figure_id,) = FIGURES["patternProperties"]
    assert all(kind.replace("-", "_") in figure_id for kind in IN_TIME)


def test_no_object_of_the_schema_is_open() -> None:
    objects = list(_objects(REPORT))
    assert len(objects) == 7
    assert all(one["additionalProperties"] is False for one in objects)


def _objects(part: object) -> Iterator[Mapping[str, Any]]:
    match part:
        case dict():
            if part.get("type") == "object":
                yield part
            for inner in part.values():
                yield from _objects(inner)
        case list():
            for inner in part:
                yield from _objects(inner)


FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "another field": lambda report: report.update(remark=""),
    "a field less": lambda report: report.pop("draft"),
    "another version": lambda report: report.update(schema="ansinh-report-1"),
    "no outline": lambda report: report.update(outline=""),
    "a reference that is none": lambda report: report.update(reference="ABC"),
    "a month that does not exist": lambda report: report["figures"].update({"collections.month_2020_13": A_FIGURE}),
    "a year without its number": lambda report: report["figures"].update({"collections.year_change": A_FIGURE}),
    "an unknown part of a figure": lambda report: report["figures"].update({"collections.mean": A_FIGURE}),
    "a figure's other field": lambda report: report["figures"].update(collections=A_FIGURE | {"colour": "red"}),
    "a number that is no text": lambda report: report["figures"].update(collections=A_FIGURE | {"value": 12328}),
    "a day that does not exist": lambda report: report.update(reported_by="2020-02-30"),
    "a moment without its zone": lambda report: report.update(made_at="2020-06-26T17:30:00"),
}


def test_a_report_made_by_hand_follows_the_schema() -> None:
    VALIDATOR.validate(A_REPORT)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_report_does_not_follow_the_schema(fault: str) -> None:
    report = copy.deepcopy(A_REPORT)
    FAULTS[fault](report)
    assert not VALIDATOR.is_valid(report)

"""The example files are what their script makes; whoever changes one changes the other."""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ansinh.cli.examples import EXAMPLES, WORKBOOKS, Example
from ansinh.imports.actions import Imported, import_file
from ansinh.imports.errors import Check, Severity
from ansinh.imports.files.reading import read_file, read_workbook
from ansinh.imports.layout.answers import NO_ANSWERS, About, Answers
from ansinh.imports.outcome import QuestionsError
from ansinh.ledger.models import Kind
from ansinh.places.models import Level, Unit
from ansinh.places.reads import parts

FORMS = tuple(example for example in EXAMPLES if example.what is None)
OFFICERS = tuple(example for example in EXAMPLES if example.what is not None)

# What the one neat form of the cluster held before its provinces sent nine files: persons insured compulsorily,
# voluntarily, for unemployment, for health; hundreds of millions of đồng collected.
MAY_2020 = {
    "54": (76588, 4022, 71770, 831426, 7255),
    "52": (228987, 13268, 209981, 1359085, 18331),
    "51": (179953, 6591, 159204, 1149767, 10766),
    "49": (198810, 6528, 183601, 1324405, 12929),
    "48": (88998, 7584, 81673, 1090787, 10972),
    "46": (103393, 4487, 97044, 1026788, 13328),
    "45": (91898, 6917, 81541, 571892, 7746),
    "44": (98769, 7826, 87943, 848080, 6983),
    "42": (136143, 12328, 125156, 1178359, 12708),
}
INDICATORS = (
    "participants_bhxh_compulsory",
    "participants_bhxh_voluntary",
    "participants_bhtn",
    "participants_bhyt",
    "collections",
)

Read = Callable[..., Imported]


@pytest.fixture
def checked(db: None, examples: Path, tmp_path: Path) -> Read:
    """Read one of the nine, without recording it."""

    def read(example: Example, answers: Answers | None = None) -> Imported:
        return import_file(
            examples / example.file,
            by="officer",
            store=tmp_path,
            check_only=True,
            answers=example.answers if answers is None else answers,
        )

    return read


def test_the_files_are_made_by_their_script_to_the_byte(examples: Path, tmp_path: Path) -> None:
    """The script itself checks them against the published figures, and fails if they differ."""
    subprocess.run([sys.executable, examples / "make_examples.py", tmp_path], check=True, capture_output=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (examples / name).read_bytes() for name in WORKBOOKS}


def test_there_are_no_other_workbooks(examples: Path) -> None:
    there = {path.name for suffix in ("xlsx", "xls", "ods", "csv") for path in examples.glob(f"*.{suffix}")}
    assert there == {*WORKBOOKS, "population_2020_gso.csv"}


@pytest.mark.parametrize("example", EXAMPLES, ids=WORKBOOKS)
def test_every_sheet_says_where_its_figures_come_from(example: Example, examples: Path) -> None:
    for sheet in read_workbook(read_file(examples / example.file)).sheets:
        said = " ".join(str(value) for row in sheet.rows for value in row).casefold()
        assert "số liệu minh họa" in said or "nguồn: tổng cục thống kê" in said, sheet.name


def test_nine_provinces_send_nine_files_in_four_formats(checked: Read) -> None:
    senders = [checked(example).reading.unit for example in OFFICERS]
    assert {unit.code for unit in senders if unit} == set(MAY_2020)
    assert len(senders) == len(MAY_2020)
    assert {Path(example.file).suffix for example in OFFICERS} == {".xlsx", ".xls", ".ods", ".csv"}


@pytest.mark.parametrize("example", OFFICERS, ids=[example.file for example in OFFICERS])
def test_a_file_gives_its_province_the_figures_of_may(example: Example, checked: Read) -> None:
    """Its own, or those of its districts, which sum to them; and the plan, where it repeats one."""
    reading = checked(example).reading
    assert reading.unit
    assert reading.reported_on == date(2020, 6, 5)
    done: dict[str, Decimal] = defaultdict(Decimal)
    units = set()
    for fact in reading.facts:
        if fact.request.kind is Kind.ACTUAL:
            done[fact.request.indicator] += fact.value
            units.add(fact.unit)
    wanted = dict(zip(INDICATORS, map(Decimal, MAY_2020[reading.unit.code]), strict=True))
    wanted["collections"] *= 100_000_000
    assert done == wanted
    districts = {unit.pk for unit in parts(reading.unit, date(2020, 5, 31))}
    assert units in ({reading.unit.pk}, districts)


def test_two_provinces_report_by_district(checked: Read) -> None:
    levels = {
        example.file: {Unit.objects.get(pk=fact.unit).level for fact in checked(example).reading.facts}
        for example in OFFICERS
    }
    assert [file for file, found in levels.items() if found == {Level.DISTRICT}] == [
        "Phu Yen bao cao T5.xlsx",
        "QB-T5.xls",
    ]


def test_plans_that_are_repeated_are_those_assigned(checked: Read, examples: Path, tmp_path: Path) -> None:
    plan = import_file(examples / "ke-hoach-2020.xlsx", by="officer", store=tmp_path, check_only=True).reading.facts
    assigned = {(fact.unit, fact.request): fact.value for fact in plan}
    repeated = [
        fact for example in OFFICERS for fact in checked(example).reading.facts if fact.request.kind is Kind.TARGET
    ]
    assert len(repeated) == 6 * 3
    assert all(assigned[fact.unit, fact.request] == fact.value for fact in repeated)


def test_one_file_asks_one_question(checked: Read) -> None:
    asking: dict[str, list[About]] = {}
    for example in OFFICERS:
        try:
            checked(example, NO_ANSWERS)
        except QuestionsError as error:
            asking[example.file] = [question.about for question in error.questions]
    assert asking == {"QTRI_052020.csv": [About.LINE]}
    assert [example.file for example in OFFICERS if example.answers != NO_ANSWERS] == list(asking)


def test_one_total_has_to_be_explained(checked: Read) -> None:
    to_explain = {
        example.file: {
            (finding.place, finding.check)
            for finding in checked(example).findings
            if finding.severity is Severity.EXPLAIN
        }
        for example in OFFICERS
    }
    assert {file: found for file, found in to_explain.items() if found} == {"QB-T5.xls": {("TH T5!E9", Check.TOTAL)}}
    assert {example.file for example in OFFICERS if example.explanations} == {"QB-T5.xls"}


def test_what_is_odd_about_a_file_is_noted(checked: Read) -> None:
    notes = {
        example.file: {finding.check for finding in checked(example).findings if finding.severity is Severity.NOTE}
        for example in OFFICERS
    }
    assert Check.LEGACY_FONT in notes["BDinh_5T_2020.xls"] & notes["QB-T5.xls"]
    assert Check.HIDDEN in notes["Phu Yen bao cao T5.xlsx"]
    assert Check.SHEET_PASSED_OVER in notes["DaNang_gui lai.xlsx"]


def test_the_forms_come_first() -> None:
    assert (*FORMS, *OFFICERS) == EXAMPLES
    assert len(FORMS) == 9

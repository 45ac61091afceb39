"""Workbooks as officers send them: each gives the figures a person would read in it, and every wrong cell is named.

The files and what is expected of them: ``tests/corpus/workbooks``.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from ansinh.imports.checks.checking import check_figures
from ansinh.imports.checks.figures import Figures
from ansinh.imports.errors import Check, WorkbookError
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.layout.answers import Answers
from ansinh.imports.reading import read
from ansinh.kernel.cells import cell_name
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit
from tests.corpus.workbooks.case import ANY, MAKERS, Case, Figure, Named
from tests.corpus.workbooks.make import cases, made, names
from tests.corpus.workbooks.sheets import plain, position

RECEIVED = date(2026, 11, 2)
NOTES_ALLOWED = {"head", "indicator", "layout", "number-style", "hidden", "legacy-font", "external-link"}
# The first word of a name tells what kind of case it is: so none is made before it is tested.
REFUSED = [name for name in names() if name.startswith("refused_")]
_SHOWN = 6
READ = [name for name in names() if not name.startswith("refused_")]
ANSWERED = [name for name in READ if not name.startswith("asked_")]
CSV = [name for name in READ if name.startswith("csv_")]


# The one place that knows the reader


@dataclass(frozen=True)
class WasRead:
    facts: tuple[Figure, ...]
    findings: tuple[Named, ...]
    questions: tuple[str, ...]
    unit: str
    reported_on: date | None
    document: str


def read_case(case: Case) -> WasRead:
    """The reader's answer in the corpus's words. Raises WorkbookError where a file is refused whole."""
    given = case.answers
    answers = Answers(
        unit=given.unit,
        period=given.period,
        reported_on=given.reported_on,
        kind=given.kind,
        measure=given.measure,
        lines=dict(given.lines),
    )
    reading = read(WorkbookFile(case.file_name, case.content), answers, received=RECEIVED)
    if reading.unit is not None and reading.reported_on is not None and not reading.questions:
        checked = check_figures(Figures(reading.unit, reading.reported_on, reading.sheets, reading.facts, None))
        # The figures are made up: how they go together over time is looked at elsewhere.
        twice = [finding for finding in checked.findings if finding.check is Check.DUPLICATE]
        reading = replace(reading, findings=(*reading.findings, *twice))
    codes = dict(Unit.objects.filter(pk__in={fact.unit for fact in reading.facts}).values_list("pk", "code"))
    facts = tuple(
        Figure(
            codes[fact.unit],
            fact.request.indicator,
            fact.request.period.iso,
            Kind(fact.request.kind).label,
            plain(fact.value),
            reading.sheets[fact.sheet],
            cell_name(fact.row, fact.column),
        )
        for fact in reading.facts
    )
    findings = tuple(Named(one.check.value, one.severity.value, one.sheet, one.cell) for one in reading.findings)
    return WasRead(
        facts,
        findings,
        tuple(question.about.value for question in reading.questions),
        reading.unit.code if reading.unit else "",
        reading.reported_on,
        reading.document,
    )


@cache
def _read_once(name: str) -> WasRead:
    return read_case(made(name))


# What is expected


@pytest.mark.django_db
@pytest.mark.parametrize("name", ANSWERED)
def test_the_figures_are_those_a_person_would_read(name: str) -> None:
    """Of a file that cannot be recorded none but those; it may give fewer."""
    case = made(name)
    got = Counter(_in_file(case, _read_once(name).facts))
    expected, unsettled = Counter(_in_file(case, case.facts)), Counter(_in_file(case, case.unsettled))
    lost = Counter() if case.blocked else expected - got
    invented = got - expected - unsettled
    if lost or invented:
        pytest.fail(_differences("figure", case, lost, invented), pytrace=False)


@pytest.mark.django_db
@pytest.mark.parametrize("name", READ)
def test_every_wrong_cell_is_named_and_no_other(name: str) -> None:
    case = made(name)
    got = list(_read_once(name).findings)
    lost = [wanted for wanted in case.findings if not any(_is(wanted, found, case) for found in got)]
    known = [found for found in got if any(_is(wanted, found, case) for wanted in case.findings)]
    invented = [
        found for found in got if found not in known and (found.severity != "note" or found.check not in NOTES_ALLOWED)
    ]
    if lost or invented:
        pytest.fail(_differences("finding", case, lost, invented), pytrace=False)


@pytest.mark.django_db
@pytest.mark.parametrize("name", READ)
def test_only_what_the_file_does_not_say_is_asked(name: str) -> None:
    case = made(name)
    assert sorted(_read_once(name).questions) == sorted(case.questions), case.why


@pytest.mark.django_db
@pytest.mark.parametrize("name", ANSWERED)
def test_the_sender_the_day_and_the_number_are_read(name: str) -> None:
    """A file that does not say when it was reported counts from the day it was received."""
    case, got = made(name), _read_once(name)
    reported_on = date.fromisoformat(case.reported_on) if case.reported_on else RECEIVED
    assert (got.unit, got.reported_on, got.document) == (case.unit, reported_on, case.document)


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_honest_workbook_is_refused(name: str) -> None:
    case = made(name)
    with pytest.raises(WorkbookError):
        read_case(case)


def _in_file(case: Case, facts: Iterable[Figure]) -> Iterable[Figure]:
    """The sheet of a CSV file has no name of its own."""
    return (fact._replace(sheet="") for fact in facts) if case.suffix == "csv" else facts


def _is(wanted: Named, found: Named, case: Case) -> bool:
    same_sheet = wanted.sheet in (ANY, found.sheet) or case.suffix == "csv"
    cells = wanted.cell.split("|")
    return (
        found.check in wanted.check.split("|")
        and found.severity == wanted.severity
        and same_sheet
        and (ANY in cells or found.cell in cells)
    )


def _differences(
    what: str, case: Case, lost: Collection[tuple[str, ...]], invented: Collection[tuple[str, ...]]
) -> str:
    lines = [f"{case.name} ({case.file_name}): {case.why}"]
    for word, some in (("not given", lost), ("not expected", invented)):
        lines += [f"  {what} {word}: {' '.join(one)}" for one in sorted(some)[:_SHOWN]]
        lines += [f"  … {len(some)} in all"] if len(some) > _SHOWN else []
    return "\n".join(lines)


# The corpus itself: its expectations are looked up in the files with another reader


def test_there_are_many_workbooks_and_each_has_its_own_name() -> None:
    every = cases()
    assert len(every) >= 45
    assert len({case.name for case in every}) == len(every)
    assert len({case.content for case in every}) >= len(every) - 10  # the same file asked about and answered
    assert all(case.why for case in every)
    assert [case.name for case in every if case.error] == REFUSED
    assert [case.name for case in every if case.suffix == "csv" and not case.error] == CSV
    assert [case.name for case in every if not case.error and not case.questions] == ANSWERED
    assert all(case.unit for case in every if case.name in ANSWERED)


@pytest.mark.parametrize("name", [name for name in READ if name not in CSV])
def test_an_expected_figure_stands_in_its_cell(name: str) -> None:
    case = made(name)
    sheets = _cells(case)
    for fact in (*case.facts, *case.unsettled):
        row, column = position(fact.cell)
        assert _says(sheets[fact.sheet][row][column], fact.value), fact
    for found in case.findings:
        assert found.sheet in (*sheets, ANY, ""), found
        for cell in found.cell.split("|"):
            if cell not in (ANY, ""):
                row, column = position(cell)
                assert sheets[found.sheet][row][column] != "" or found.check == "formula", found


@pytest.mark.parametrize("name", CSV)
def test_an_expected_figure_of_a_csv_file_is_among_its_bytes(name: str) -> None:
    case = made(name)
    encoding = "utf-16" if case.content[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    lines = case.content.decode(encoding).splitlines()
    pieces = (piece for mark in ",;\t" for row in csv.reader(lines, delimiter=mark) for piece in row)
    assert {_digits(fact.value) for fact in case.facts} <= set(map(_digits, pieces))


@pytest.mark.parametrize("name", READ)
def test_an_expected_figure_is_of_a_unit_of_its_day(name: str) -> None:
    for fact in (*made(name).facts, *made(name).unsettled):
        assert _valid(fact.unit, Period.parse(fact.period).end), fact


@pytest.mark.parametrize("name", READ)
def test_no_figure_is_expected_twice(name: str) -> None:
    facts = made(name).facts
    assert len({(fact.unit, fact.indicator, fact.period, fact.kind) for fact in facts}) == len(facts)
    assert len({(fact.sheet, fact.cell) for fact in facts}) == len(facts)


def test_a_workbook_is_the_same_each_time_it_is_made() -> None:
    for name in names()[::7]:
        assert made(name) == MAKERS[name](), name


def _cells(case: Case) -> dict[str, Sequence[Sequence[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(case.content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def _says(cell: object, value: str) -> bool:
    """Whether the cell holds the value, in any of the units of measure."""
    if isinstance(cell, str):
        return _digits(cell) == _digits(value)
    if not isinstance(cell, int | float):
        return False
    return any(abs(Decimal(repr(cell)) * 10**power - Decimal(value)) < Decimal("0.5") for power in (0, 3, 6, 9))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text)).strip("0") or "0"


@cache
def _lifetimes() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table in ("areas.csv", "clusters.csv"):
        text = (files("ansinh.places") / "data" / table).read_text(encoding="utf-8")
        for row in csv.DictReader(text.splitlines()):
            found.setdefault(row["code"], []).append((row["valid_from"], row["valid_to"]))
    return found


def _valid(code: str, day: date) -> bool:
    return any(
        (not first or first <= day.isoformat()) and (not last or day.isoformat() <= last)
        for first, last in _lifetimes().get(code, [])
    )

"""Two processes on one ledger: each act happens once, and the one that comes second is told so."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ansinh.imports.template import Sheet, write_form
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.places.reads import parts
from tests.conftest import Program
from tests.integration.factories import A_DAY, APPROVER, COLLECTIONS, INSURED, OFFICER, unit
from tests.integration.ledger_files import Books
from tests.integration.workbooks import blank, filled

pytestmark = pytest.mark.django_db

REFUSED, CONFLICT = 6, 7
FILES = 8  # imported at once
INDICATORS = (COLLECTIONS, INSURED, "participants_bhxh_voluntary")


def at_once(program: Program, *lines: tuple[object, ...]) -> list[tuple[int, str, str]]:
    """Exit code, output and errors of commands that were started together."""
    running = [program.start(*line) for line in lines]
    ended = [process.communicate(timeout=60) for process in running]
    return [(process.returncode, *texts) for process, texts in zip(running, ended, strict=True)]


@pytest.fixture
def ledger(program: Program) -> Program:
    program("setup")
    return program


def test_one_file_imported_twice_at_once_is_one_submission(ledger: Program, tmp_path: Path) -> None:
    for number in range(3):
        path = filled(number + 1).save(tmp_path, f"{number}.xlsx")
        line = ("import", path, "--by", OFFICER)
        codes = sorted(at_once(ledger, line, line))
        assert [code for code, _out, _err in codes] == [0, CONFLICT]
        assert "Traceback" not in codes[1][2]
        winner = Books(ledger).one("SELECT MAX(id) FROM ledger_submission")
        assert f" {winner}." in codes[1][2]
    not_counted = {"audit_event": 0, "ledger_submissionfinding": 0}
    assert Books(ledger).rows() | not_counted == {
        **not_counted,
        "ledger_submission": 3,
        "ledger_submissionevent": 6,
        "ledger_observation": 3,
        "ledger_explanation": 0,
        "ledger_supersession": 0,
        "ledger_rollup": 0,
    }
    assert len(list((ledger.home / "files").iterdir())) == 3


def test_many_files_imported_at_once_are_all_there_to_the_last_figure(ledger: Program, tmp_path: Path) -> None:
    """Of eight months each in a file of all provinces, read, staged and published at the same moment."""
    files = []
    provinces = parts(unit("VN"), A_DAY)
    for month in range(1, FILES + 1):
        values = {
            (province.code, indicator): Decimal(1_000 * month + place)
            for place, province in enumerate(provinces)
            for indicator in INDICATORS
        }
        sheet = Sheet(
            Period.month(2020, month),
            Kind.ACTUAL,
            [catalogue()[one] for one in INDICATORS],
            values,
        )
        files.append(tmp_path / f"{month}.xlsx")
        day = date(2020, 10, 5)
        files[-1].write_bytes(write_form(unit("VN"), provinces, [sheet], reported_on=day, created=day))
    ended = at_once(ledger, *(("import", path, "--by", OFFICER, "--explain", "*=invented") for path in files))
    assert [(code, errors) for code, _out, errors in ended] == [(0, "")] * FILES

    books = Books(ledger)
    assert books.ask("SELECT state, COUNT(*) FROM ledger_submissionevent GROUP BY state ORDER BY state") == [
        ("checked", FILES),
        ("draft", FILES),
    ]
    found = books.ask(
        "SELECT o.period_end / 100 % 100, u.code, i.name, o.value FROM ledger_observation o "
        "JOIN places_unit u ON u.id = o.unit_id JOIN indicators_indicator i ON i.id = o.indicator_id"
    )
    expected = [
        (month, province.code, indicator, (1_000 * month + place) * (10**9 if indicator == COLLECTIONS else 1))
        for month in range(1, FILES + 1)
        for place, province in enumerate(provinces)
        for indicator in INDICATORS
    ]
    assert sorted(tuple(map(str, row)) for row in found) == sorted(tuple(map(str, row)) for row in expected)


def test_one_submission_approved_twice_at_once_is_approved_once(ledger: Program, tmp_path: Path) -> None:
    ledger("import", filled().save(tmp_path), "--by", OFFICER)
    ledger("submit", 1, "--by", OFFICER)
    ended = sorted(at_once(ledger, ("approve", 1, "--by", APPROVER), ("approve", 1, "--by", "another")))
    assert [code for code, _out, _err in ended] == [0, REFUSED]
    assert "Traceback" not in ended[1][2]
    assert Books(ledger).one("SELECT COUNT(*) FROM ledger_submissionevent WHERE state = 'approved'") == 1


def test_of_two_files_of_one_unit_and_month_approved_at_once_one_counts(ledger: Program, tmp_path: Path) -> None:
    """Two officers sent their own file each; the second approval is refused and names the first."""
    for number in (1, 2):
        book = filled(number).save(tmp_path, f"{number}.xlsx")
        ledger("import", book, "--by", f"{OFFICER}-{number}", "--explain", "*=invented")
        ledger("submit", number, "--by", f"{OFFICER}-{number}")
    ended = at_once(ledger, *(("approve", number, "--by", APPROVER) for number in (1, 2)))
    assert sorted(code for code, _out, _errors in ended) == [0, CONFLICT]
    refused = next(errors for code, _out, errors in ended if code)
    winner = Books(ledger).one("SELECT submission_id FROM ledger_submissionevent WHERE state = 'approved'")
    assert f"--corrects {winner} " in refused


def test_provinces_approved_at_once_are_all_in_the_countrys_sum(ledger: Program, tmp_path: Path) -> None:
    country = blank("VN", [COLLECTIONS])
    first = country.row("Đơn vị tính") + 1
    provinces = [str(cells[0]) for cells in country.rows[first : first + 63]]
    files = []
    for part in range(3):
        book = blank("VN", [COLLECTIONS])
        for position, code in enumerate(provinces[part * 21 : part * 21 + 21]):
            book.set(code, COLLECTIONS, float(100 * part + position))
        files.append(book.save(tmp_path, f"{part}.xlsx"))
    ledger("import", *files, "--by", OFFICER)
    for number in (1, 2, 3):
        ledger("submit", number, "--by", OFFICER)
    ended = at_once(ledger, *(("approve", number, "--by", APPROVER) for number in (1, 2, 3)))
    assert [code for code, _out, _err in ended] == [0, 0, 0]

    latest = "SELECT value, parts_reported, parts_expected FROM ledger_rollup ORDER BY id DESC LIMIT 1"
    whole = sum(100 * part + position for part in range(3) for position in range(21))
    assert Books(ledger).ask(latest) == [(whole * 10**9, 63, 63)]
    compared = ledger("compare", "VN", COLLECTIONS, "--period", "2020-05", "--format", "json").out
    value = json.loads(compared)["comparisons"][0]["value"]
    assert value["value"] == f"{whole * 10**9}"
    assert len(value["trace"]) == 63

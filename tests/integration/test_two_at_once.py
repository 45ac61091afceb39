"""Two processes on one ledger: each act happens once, and the one that comes second is told so."""

import json
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.integration.factories import APPROVER, COLLECTIONS, OFFICER
from tests.integration.ledger_files import Books
from tests.integration.workbooks import blank, filled

pytestmark = pytest.mark.django_db

REFUSED, CONFLICT = 6, 7


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
    assert Books(ledger).rows() | {"audit_event": 0} == {
        "audit_event": 0,
        "ledger_submission": 3,
        "ledger_submissionevent": 6,
        "ledger_observation": 3,
        "ledger_supersession": 0,
        "ledger_rollup": 0,
    }
    assert len(list((ledger.home / "files").iterdir())) == 3


def test_one_submission_approved_twice_at_once_is_approved_once(ledger: Program, tmp_path: Path) -> None:
    ledger("import", filled().save(tmp_path), "--by", OFFICER)
    ledger("submit", 1, "--by", OFFICER)
    ended = sorted(at_once(ledger, ("approve", 1, "--by", APPROVER), ("approve", 1, "--by", "another")))
    assert [code for code, _out, _err in ended] == [0, REFUSED]
    assert "Traceback" not in ended[1][2]
    assert Books(ledger).one("SELECT COUNT(*) FROM ledger_submissionevent WHERE state = 'approved'") == 1


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

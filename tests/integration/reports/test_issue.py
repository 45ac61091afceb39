"""A report that is issued has its number once, is kept byte for byte, and is made again with the same figures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ansinh.audit.models import Event
from ansinh.cli.entry import main
from ansinh.cli.exit_codes import FAULTS_FOUND
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import speaking
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Submission
from ansinh.reports import issuing
from ansinh.reports.archive import NotKeptError, make_again, take_out, write_out
from ansinh.reports.issuing import (
    DraftNotIssuedError,
    Issued,
    IssueDayError,
    NumberTakenError,
    NumberUnreadableError,
    SignerError,
    issue,
)
from ansinh.reports.models import Issue, Made
from ansinh.reports.recipe import Particulars, Recipe
from ansinh.reports.records import MadeUnknownError, NumberUnclearError, Record, find_issue, find_record
from ansinh.reports.verifying import verify
from tests.conftest import Program
from tests.integration.factories import given, hand_in, report
from tests.integration.ledger_files import Books
from tests.integration.reports.verify_documents import BILLION, recipe_of
from tests.integration.workbooks import filled

DAY = date(2020, 6, 26)
CONFLICT = 7

Give = Callable[..., Issued]


@pytest.fixture
def recipe(db: None) -> Recipe:
    report(given("44", 123 * BILLION))
    return recipe_of("44", "2020-05")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def give(recipe: Recipe, store: Path) -> Give:
    """Issue the report under a number."""

    def through(number: str = "5", day: date = DAY, signer: str = "Nguyễn Văn A", asked: Recipe = recipe) -> Issued:
        return issue(asked, Particulars(number, day, signer), by="Clerk", store=store)

    return through


def test_an_issued_report_is_archived_with_the_bytes_that_were_written(give: Give, store: Path, tmp_path: Path) -> None:
    issued = give()
    written = write_out(issued.contents, tmp_path / "out")
    row = find_issue("5")
    assert sorted(path.suffix for path in written) == [".docx", ".json", ".pdf", ".xlsx"]
    assert take_out(row, store) == {path.name: path.read_bytes() for path in written}
    assert (row.printed, row.day, row.signer, row.actor, row.year) == (
        "05/BC-BHXH", DAY, "Nguyễn Văn A", "clerk", 2020,
    )  # fmt: skip
    assert Record(row.made).recipe == recipe_of("44", "2020-05")
    for path in written:
        if path.suffix in (".docx", ".pdf"):
            checked = verify(path)
            assert checked.clean
            assert checked.record == Record(row.made)
            assert any("05/BC-BHXH" in one.context.replace("[", "").replace("]", "") for one in checked.numbers)


def test_what_was_issued_stands_in_the_audit_log_without_the_signer(give: Give) -> None:
    row = give().issue
    event = Event.objects.get(action="report.issued")
    assert (event.actor, event.subject) == ("clerk", f"report {row.made.reference}")
    assert event.details["files"] == {form: kept["sha256"] for form, kept in row.files.items()}
    assert "Nguyễn" not in str(event.details)


@pytest.mark.parametrize("number", ["5", "05", " 5 "])
def test_a_number_is_given_once_in_a_year(give: Give, number: str) -> None:
    give("5")
    with pytest.raises(NumberTakenError) as refusal:
        give(number)
    assert Issue.objects.get().made.reference in refusal.value.text("en")
    assert Made.objects.count() == 1


def test_the_same_number_serves_another_year_another_letter_or_another_issuer(give: Give, recipe: Recipe) -> None:
    report(given("45", BILLION))
    give("5")
    give("5a")
    give("5", day=date(2021, 1, 4))
    give("5", asked=recipe_of("45", "2020-05"))
    assert Issue.objects.count() == 4
    with pytest.raises(NumberUnclearError):
        find_issue("5")


def test_a_draft_is_not_issued(give: Give) -> None:
    with pytest.raises(DraftNotIssuedError):
        give(asked=recipe_of("44", "2020-05", Scope(draft=True)))


def test_figures_that_nobody_approved_are_not_issued(give: Give) -> None:
    hand_in(given("44", 1, "participants_bhyt"))
    with pytest.raises(AnsinhError):
        give()
    assert not Made.objects.exists()


@pytest.mark.parametrize("day", [date(2020, 5, 30), timezone.localdate() + timedelta(days=2)])
def test_a_day_before_the_periods_end_or_to_come_is_refused(give: Give, day: date) -> None:
    with pytest.raises(IssueDayError):
        give(day=day)


@pytest.mark.parametrize("number", ["", "0", "../5", "5/BC", "123456", "năm", "5\n6"])
def test_what_is_no_number_of_a_register_is_refused(give: Give, number: str) -> None:
    with pytest.raises(NumberUnreadableError):
        give(number)


@pytest.mark.parametrize("signer", ["", "  ", "TS. Nguyễn Văn A", "ThS Nguyễn Văn A", "PGS.TS Trần B", "0912345678"])
def test_a_signer_without_a_name_or_with_a_title_is_refused(give: Give, signer: str) -> None:
    with pytest.raises(SignerError):
        give(signer=signer)


def test_names_that_begin_as_a_title_does_are_names(give: Give) -> None:
    assert give(signer="Tsần Văn B").issue.signer == "Tsần Văn B"


def test_a_file_of_the_archive_that_is_damaged_or_gone_is_said_and_never_given(give: Give, store: Path) -> None:
    row = give().issue
    path = store / f"{row.files['pdf']['sha256']}.pdf"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"?")
    with speaking("en"), pytest.raises(NotKeptError, match="damaged"):
        take_out(row, store)
    path.unlink()
    with speaking("en"), pytest.raises(NotKeptError, match="missing"):
        take_out(row, store)


@pytest.mark.parametrize("symbol", ["../../BC", "BC/..\\..", "/etc/BC", "BC BHXH\n"])
def test_no_symbol_makes_a_name_that_leads_out_of_the_directory(symbol: str) -> None:
    name = issuing.safe_name(Issue(number="5", symbol=symbol, year=2020))
    assert name == Path(name).name
    assert not name.startswith(".")
    assert set(name) <= set("05-BCHXetc2020")


def test_made_again_all_figures_are_equal_even_after_a_correction(give: Give) -> None:
    record = Record(give().issue.made)
    report(given("44", 124 * BILLION), corrects=Submission.objects.get())
    again = make_again(record)
    assert again.differing == ()
    assert again.figures == len(record.kept.figures)
    assert again.composed.document.letterhead.number == "5"
    assert again.composed.document.reference == record.reference


def test_made_again_what_was_recorded_otherwise_is_named(give: Give, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a change of the catalogue: the figure is printed with other decimals."""
    record = Record(give().issue.made)
    figures = dict(record.kept.figures)
    figures["collections"] = replace(figures["collections"], text="123 tỷ đồng")
    monkeypatch.setattr(Record, "kept", replace(record.kept, figures=figures))
    (differing,) = make_again(Record(record.made)).differing
    assert (differing.figure, differing.before, differing.after) == ("collections", "123 tỷ đồng", "123,0 tỷ đồng")
    assert main(["report", "again", record.made.reference]) == FAULTS_FOUND


@pytest.mark.parametrize("written", ["5", "05", "05/BC-BHXH", "5/bc-bhxh"])
def test_a_report_is_found_by_its_number(give: Give, written: str) -> None:
    row = give().issue
    assert find_issue(written) == row
    assert find_record(written).made == row.made


def test_a_report_is_found_by_its_reference_or_file_and_by_nothing_else(give: Give, tmp_path: Path) -> None:
    issued = give()
    reference = issued.issue.made.reference
    assert find_record(reference.lower()).reference == reference
    for path in write_out(issued.contents, tmp_path):
        assert find_record(str(path)).reference == reference
    for unknown in ("6", "AAAAAAAAAA", "../../etc/passwd", "", "5/NQ-TW"):
        with pytest.raises(MadeUnknownError):
            find_record(unknown)


@pytest.mark.parametrize("table", ["reports_made", "reports_issue"])
def test_what_was_recorded_is_refused_any_change(give: Give, table: str, on_postgresql: bool) -> None:
    give()
    connection.check_constraints()
    replaced = (
        f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = EXCLUDED.id"
        if on_postgresql
        else f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    )
    for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", replaced):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_row_is_not_replaced_by_way_of_its_number(give: Give, on_postgresql: bool) -> None:
    if on_postgresql:
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    give()
    columns = "issuer, number, symbol, year, day, signer, actor, files"
    statement = f"INSERT OR REPLACE INTO reports_issue (made_id, {columns}) SELECT 0, {columns} FROM reports_issue"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("where", ["record_made", "record", "keep"])
def test_stopped_anywhere_nothing_is_issued_and_the_number_is_still_free(
    give: Give, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    class StoppedError(Exception):
        pass

    def stop(*_arguments: object, **_more: object) -> None:
        raise StoppedError

    with monkeypatch.context() as patched:
        patched.setattr(issuing, where, stop)
        with pytest.raises(StoppedError):
            give()
    assert not Issue.objects.exists()
    assert not Made.objects.exists()
    assert not Event.objects.filter(action__startswith="report.").exists()
    assert give().issue.number == "5"


def test_of_two_who_take_one_number_at_the_same_moment_one_gets_it(db: None, program: Program, tmp_path: Path) -> None:
    program("setup")
    book = filled().save(tmp_path)
    program("import", book, "--by", "officer")
    program("submit", 1, "--by", "officer")
    program("approve", 1, "--by", "approver")
    line = (
        "report", "issue", "42", "--period", "2020-05", "--number", "12", "--date", "2020-06-20",
        "--signer", "Nguyễn Văn A", "--by", "clerk",
    )  # fmt: skip
    running = [program.start(*line) for _each in range(3)]
    ended = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert sorted(code for _texts, code in ended) == [0, CONFLICT, CONFLICT]
    assert not any("Traceback" in errors for (_out, errors), _code in ended)
    books = Books(program)
    assert books.one("SELECT COUNT(*) FROM reports_issue") == 1
    assert books.one("SELECT COUNT(*) FROM reports_made") == 1

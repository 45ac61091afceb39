"""A file is recorded whole and kept as it was sent, or nothing is recorded at all."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ansinh.imports.actions import import_file
from ansinh.imports.errors import Check
from ansinh.imports.outcome import FindingsError
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import LANGUAGES
from ansinh.ledger.actions import approve, submit
from ansinh.ledger.errors import FileRepeatedError, NoFactsError
from ansinh.ledger.models import State, Submission
from ansinh.ledger.reads import facts_of, sources
from ansinh.ledger.submissions import states_of
from ansinh.places.reads import parts
from tests.integration.factories import A_DAY, APPROVER, COLLECTIONS, INSURED, OFFICER, report, rows, unit, value_of
from tests.integration.factories import given as figure
from tests.integration.workbooks import Book, blank, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "files"


def kept(store: Path) -> list[str]:
    return sorted(path.name for path in store.iterdir()) if store.exists() else []


def imported(path: Path, store: Path, corrects: Submission | None = None) -> Submission:
    reason = "typing error" if corrects else ""
    submission = import_file(path, by=OFFICER, store=store, corrects=corrects, reason=reason).submission
    assert submission
    return submission


def test_a_file_becomes_one_checked_submission_and_is_kept(tmp_path: Path, store: Path) -> None:
    book = filled()
    book.set("44", INSURED, "hơn 3.320")
    path = book.save(tmp_path, "cụm IV.xlsx")
    submission = imported(path, store)
    assert states_of([submission.pk])[submission.pk] is State.CHECKED
    assert (submission.file_name, submission.unit, submission.fact_count) == ("cụm IV.xlsx", unit("cum-iv-2020"), 2)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert submission.file_sha256 == digest
    assert kept(store) == [f"{digest}.xlsx"]
    assert (store / f"{digest}.xlsx").read_bytes() == path.read_bytes()


def test_every_figure_is_traced_to_its_file_sheet_and_cell(tmp_path: Path, store: Path) -> None:
    book = filled()
    submission = imported(book.save(tmp_path), store)
    (fact,) = facts_of(submission)
    assert fact.observation
    source = sources([fact.observation])[fact.observation]
    assert (source.file, source.sheet, source.cell) == ("form.xlsx", book.name, f"C{book.row('42') + 1}")
    assert (source.unit, source.indicator, source.value) == ("42", COLLECTIONS, 5 * 10**9)
    assert source.state is State.CHECKED


def test_a_check_records_and_keeps_nothing(tmp_path: Path, store: Path) -> None:
    before = rows()
    found = import_file(filled().save(tmp_path), by="", store=store, check_only=True)
    assert found.submission is None
    assert len(found.reading.facts) == 1
    assert rows() == before
    assert kept(store) == []


def _negative(book: Book) -> None:
    book.set("44", COLLECTIONS, -1.0)


def _unknown_unit(book: Book) -> None:
    book.set("54", 0, "nowhere")
    book.set("nowhere", COLLECTIONS, 1.0)


def _no_date(book: Book) -> None:
    book.set("Ngày báo cáo", 1, "")


def _empty(book: Book) -> None:
    book.set("42", COLLECTIONS, "")


@pytest.mark.parametrize(
    ("spoil", "error"),
    [(_negative, FindingsError), (_unknown_unit, FindingsError), (_no_date, FindingsError), (_empty, NoFactsError)],
)
def test_one_wrong_cell_keeps_the_whole_file_out(
    tmp_path: Path, store: Path, spoil: Callable[[Book], None], error: type[AnsinhError]
) -> None:
    book = filled()
    spoil(book)
    before = rows()
    with pytest.raises(error) as refusal:
        import_file(book.save(tmp_path), by=OFFICER, store=store)
    assert rows() == before
    assert kept(store) == []
    assert len({refusal.value.text(language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04"])
def test_a_file_that_is_no_workbook_leaves_no_trace(tmp_path: Path, store: Path, content: bytes) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    before = rows()
    with pytest.raises(AnsinhError):
        import_file(path, by=OFFICER, store=store)
    assert rows() == before
    assert kept(store) == []


def test_the_same_file_again_adds_nothing_under_any_name(tmp_path: Path, store: Path) -> None:
    book = filled()
    first = imported(book.save(tmp_path), store)
    before, files = rows(), kept(store)
    with pytest.raises(FileRepeatedError) as refusal:
        import_file(book.save(tmp_path, "copy.xlsx"), by=OFFICER, store=store)
    assert refusal.value.submission == first.pk
    assert (rows(), kept(store)) == (before, files)


def test_a_workbook_saved_again_is_recognised_by_its_figures(tmp_path: Path, store: Path) -> None:
    """Other bytes, and a figure written in another way."""
    book = filled()
    first = imported(book.save(tmp_path), store)
    book.set("42", COLLECTIONS, "5,0 tỷ đồng")
    book.add_row("saved again")
    before = rows()
    with pytest.raises(FileRepeatedError) as refusal:
        import_file(book.save(tmp_path, "again.xlsx"), by=OFFICER, store=store)
    assert refusal.value.submission == first.pk
    assert rows() == before


def test_without_an_actor_nothing_is_recorded(tmp_path: Path, store: Path) -> None:
    before = rows()
    with pytest.raises(AnsinhError):
        import_file(filled().save(tmp_path), by=" ", store=store)
    assert rows() == before


def test_a_correcting_file_stands_in_place_of_the_first(tmp_path: Path, store: Path) -> None:
    first = imported(filled(5).save(tmp_path), store)
    submit(by=OFFICER, submission=first)
    approve(by=APPROVER, submission=first)
    second = imported(filled(6).save(tmp_path, "corrected.xlsx"), store, corrects=first)
    submit(by=OFFICER, submission=second)
    approve(by=APPROVER, submission=second)
    assert value_of("42") == 6 * 10**9
    assert (second.corrects, second.reason) == (first, "typing error")
    assert len(kept(store)) == 2


def test_a_file_that_is_half_kept_is_kept_anew(tmp_path: Path, store: Path) -> None:
    """What an interrupted run leaves behind is in nobody's way."""
    store.mkdir()
    (store / "tmpabc.part").write_bytes(b"half")
    submission = imported(filled().save(tmp_path), store)
    assert (store / f"{submission.file_sha256}.xlsx").exists()


def test_hundreds_of_figures_are_recorded_in_the_order_of_the_file(tmp_path: Path, store: Path) -> None:
    provinces = blank("VN")
    codes = [str(cells[0]) for cells in provinces.rows[provinces.row("Đơn vị tính") + 1 :] if str(cells[0]).isdigit()]
    for position, code in enumerate(codes):
        provinces.set(code, COLLECTIONS, float(position))
        provinces.set(code, INSURED, float(1_000 + position))
    facts = facts_of(imported(provinces.save(tmp_path), store))
    assert len(facts) == 2 * 63
    assert [fact.value for fact in facts[:4]] == [0, 1_000, 10**9, 1_001]


@pytest.mark.parametrize("digits", [15, 16, 17, 18])
def test_figures_small_enough_to_be_taken_in_can_be_added_up(tmp_path: Path, store: Path, digits: int) -> None:
    """Of every province: refused by their cells, or summed; never accepted first and too large at the approval."""
    book = blank("VN", [COLLECTIONS])
    for part in parts(unit("VN"), A_DAY):
        book.set(part.code, COLLECTIONS, "9" * digits + " đồng")
    try:
        submission = imported(book.save(tmp_path), store)
    except FindingsError:
        assert digits > 16  # the whole country collects less than 10**15 a year
        return
    submit(by=OFFICER, submission=submission)
    approve(by=APPROVER, submission=submission)
    assert value_of("VN") == 63 * int("9" * digits)


def test_an_approved_figure_is_not_imported_over(tmp_path: Path, store: Path) -> None:
    report(figure("42", 1))
    with pytest.raises(FindingsError) as refusal:
        imported(filled().save(tmp_path), store)
    (finding,) = refusal.value.findings
    assert finding.check is Check.APPROVED_DIFFERS
    assert "--corrects" in finding.remedy.text("vi")
    assert value_of("42") == 1

"""Counts of a register become a submission like any other: checked, traced to cells and to the snapshot."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ansinh.imports.files.reading import WorkbookFile, read_workbook
from ansinh.kernel.periods import Period
from ansinh.ledger.actions import approve, submit
from ansinh.ledger.errors import FileRepeatedError
from ansinh.ledger.facts import Request
from ansinh.ledger.models import State, Submission
from ansinh.ledger.reads import Ledger, facts_of, own_key, sources
from ansinh.ledger.submissions import published, states_of
from ansinh.places.finding import find_unit
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.snapshots.layout import DESCRIPTION
from ansinh.registers.snapshots.store import Snapshot
from ansinh.reviews.errors import IndicatorNotCountedError, NoAreaError, NobodyCountedError
from ansinh.reviews.publishing import USUAL, Published, count, digest_of, publish
from tests.integration.factories import APPROVER, OFFICER
from tests.integration.reviews.registers_of_persons import DAY, HERE, SMALL, WARD

pytestmark = pytest.mark.django_db


def _publish(snapshot: Snapshot, store: Path, unit: str = "92", *, whole: bool = False) -> Published:
    engine = DuckEngine(snapshot)
    return publish(count(snapshot, engine, find_unit(unit, DAY), whole=whole), by=OFFICER, store=store)


def _figures(submission: Submission | None) -> dict[tuple[str, str], Decimal]:
    assert submission is not None
    found = sources([own_key(fact) for fact in facts_of(submission)])
    return {(one.unit, one.indicator): one.value for one in found.values()}


def test_communes_have_their_residents_insured_and_uninsured(small: Snapshot, store: Path) -> None:
    done = _publish(small, store)
    assert _figures(done.submission) == {
        (WARD, "residents"): 3,
        (WARD, "uninsured_bhyt"): 1,
        (WARD, "participants_bhyt"): 2,
        (WARD, "participants_bhxh_compulsory"): 0,
        (WARD, "participants_bhxh_voluntary"): 0,
        (WARD, "participants_bhtn"): 0,
        (HERE, "residents"): 4,
        (HERE, "uninsured_bhyt"): 2,
        (HERE, "participants_bhyt"): 2,
        (HERE, "participants_bhxh_compulsory"): 1,
        (HERE, "participants_bhxh_voluntary"): 1,
        (HERE, "participants_bhtn"): 1,
        (HERE, "new_rural_residents"): 4,
        (HERE, "new_rural_insured_residents"): 2,
    }
    assert len(done.counted.nobody_in) == 101


def test_the_province_itself_is_the_sum_of_its_residents(small: Snapshot, store: Path) -> None:
    figures = _figures(_publish(small, store, whole=True).submission)
    assert {unit for unit, _indicator in figures} == {"92"}
    assert (figures["92", "residents"], figures["92", "uninsured_bhyt"], figures["92", "participants_bhyt"]) == (
        7,
        3,
        4,
    )
    assert figures["92", "new_rural_residents"] == 4


def test_a_commune_can_be_published_alone(small: Snapshot, store: Path) -> None:
    figures = _figures(_publish(small, store, HERE).submission)
    assert figures[HERE, "uninsured_bhyt"] == 2


def test_every_engine_publishes_the_same_file(small: Snapshot) -> None:
    unit = find_unit("92", DAY)
    forms = {count(small, engine, unit).form for engine in (MemoryEngine(SMALL), DuckEngine(small))}
    assert len(forms) == 1


def test_the_submission_says_which_snapshot_and_the_kept_file_holds_every_figure(small: Snapshot, store: Path) -> None:
    submission = _publish(small, store).submission
    assert submission is not None
    assert submission.file_name == "so-dang-ky-2025-12-31-92.xlsx"
    assert f"bản {small.name}, SHA-256 {digest_of(small)}" in submission.document
    (kept,) = store.iterdir()
    (sheet,) = read_workbook(WorkbookFile("kept.xlsx", kept.read_bytes())).sheets
    for fact in facts_of(submission):
        source = sources([own_key(fact)])[own_key(fact)]
        row, column = int(source.cell.lstrip("ABCDEFGHIJ")) - 1, "ABCDEFGHIJ".index(source.cell[0])
        assert sheet.rows[row][0] == source.unit
        assert sheet.rows[row][column] == source.value


def test_it_goes_through_the_states_as_any_other_and_then_counts(small: Snapshot, store: Path) -> None:
    submission = _publish(small, store).submission
    assert submission is not None
    assert states_of([submission.pk])[submission.pk] is State.CHECKED
    unit, wanted = find_unit(HERE, DAY), Request("uninsured_bhyt", Period.day(DAY))
    assert not Ledger().facts([unit], [wanted])
    submit(by=OFFICER, submission=submission)
    approve(by=APPROVER, submission=submission)
    assert Ledger().facts([unit], [wanted])[unit.pk, wanted].value == 2


def test_the_same_snapshot_twice_is_refused(small: Snapshot, store: Path) -> None:
    _publish(small, store)
    with pytest.raises(FileRepeatedError):
        _publish(small, store)
    assert published().count() == 1


def test_another_snapshot_has_another_digest(small: Snapshot) -> None:
    before = digest_of(small)
    description = small.directory / DESCRIPTION
    description.write_text(description.read_text() + "\n")
    assert digest_of(small) != before


def test_only_checked_nothing_is_recorded(small: Snapshot, store: Path) -> None:
    counted = count(small, DuckEngine(small), find_unit("92", DAY))
    done = publish(counted, by=OFFICER, store=store, check_only=True)
    assert (done.submission, published().count(), store.exists()) == (None, 0, False)


def test_an_area_without_residents_in_the_register_is_refused(small: Snapshot, store: Path) -> None:
    with pytest.raises(NobodyCountedError):
        _publish(small, store, "01")


@pytest.mark.parametrize("written", ["cum-iv-2020", "93"])
def test_clusters_and_areas_of_another_time_are_refused(small: Snapshot, written: str) -> None:
    unit = find_unit(written, DAY.replace(year=2020))
    with pytest.raises(NoAreaError):
        count(small, MemoryEngine(SMALL), unit)


def test_what_a_register_does_not_know_is_not_published(small: Snapshot) -> None:
    with pytest.raises(IndicatorNotCountedError, match="population"):
        count(small, MemoryEngine(SMALL), find_unit("92", DAY), indicators=[*USUAL, "population"])


def test_a_later_list_of_the_day_can_correct_what_was_published(small: Snapshot, store: Path) -> None:
    first = _publish(small, store).submission
    assert first is not None
    submit(by=OFFICER, submission=first)
    approve(by=APPROVER, submission=first)
    fewer = replace(SMALL, residents=SMALL.residents[1:])
    why = "Danh sách nộp lại"
    counted = count(small, MemoryEngine(fewer), find_unit("92", DAY))
    done = publish(counted, by=OFFICER, store=store, corrects=first, reason=why, explanations={"*": why})
    assert done.submission is not None
    assert _figures(done.submission)[WARD, "residents"] == 2

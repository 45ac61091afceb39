"""A register that was loaded by mistake is not asked any more, and nothing in it is changed."""

from datetime import datetime
from pathlib import Path

import pytest

from ansinh.kernel.errors import NotFoundError
from ansinh.registers.snapshots.layout import WITHDRAWAL
from ansinh.registers.snapshots.lock import LoadRunningError, held
from ansinh.registers.snapshots.store import Registers
from ansinh.registers.snapshots.withdrawal import BuiltUponError, Withdrawal, WithdrawnError
from tests.unit.registers.snapshots.small_lists import HEAD, HOA, LAM, load_text

WRONG_YEAR = Withdrawal("Sai năm", "lan", datetime.fromisoformat("2026-11-22T13:40:00+07:00"))
BOTH = HEAD + LAM + HOA


@pytest.fixture
def store(tmp_path: Path) -> Registers:
    return Registers(tmp_path / "registers")


def test_it_is_neither_the_default_nor_counted_but_known(store: Registers) -> None:
    right = load_text(store, BOTH).snapshot
    wrong = load_text(store, BOTH, days=30).snapshot
    assert store.snapshot() == wrong

    assert store.withdraw(wrong.name, WRONG_YEAR) == wrong
    assert store.snapshot() == right
    assert store.snapshots() == [right]
    assert store.ever_loaded() == [right, wrong]
    assert [one.withdrawal for one in store.ever_loaded()] == [None, WRONG_YEAR]


def test_named_it_is_refused_with_the_reason(store: Registers) -> None:
    wrong = load_text(store, BOTH).snapshot
    store.withdraw(wrong.name, WRONG_YEAR)
    for asked in (store.snapshot, store.to_withdraw, lambda name: store.withdraw(name, WRONG_YEAR)):
        with pytest.raises(WithdrawnError, match=r"lan.*Sai năm") as refused:
            asked(wrong.name)
        assert "22/11/2026" in refused.value.cause.text("en")
    with pytest.raises(NotFoundError):
        store.snapshot()


def test_what_it_holds_stays_as_it_is_and_its_owners(store: Registers) -> None:
    wrong = load_text(store, BOTH).snapshot
    before = {path: path.read_bytes() for path in wrong.directory.rglob("*") if path.is_file()}
    store.withdraw(wrong.name, WRONG_YEAR)
    after = {path: path.read_bytes() for path in wrong.directory.rglob("*") if path.is_file()}
    assert after.keys() - before.keys() == {wrong.directory / WITHDRAWAL}
    assert before.items() <= after.items()
    assert (wrong.directory / WITHDRAWAL).stat().st_mode & 0o777 == 0o600


def test_the_same_lists_can_be_loaded_again_under_the_next_name(store: Registers) -> None:
    wrong = load_text(store, BOTH).snapshot
    store.withdraw(wrong.name, WRONG_YEAR)
    again = load_text(store, BOTH)
    assert (again.is_new, again.snapshot.name) == (True, f"{wrong.name}.2")
    assert not load_text(store, BOTH).is_new
    store.withdraw(again.snapshot.name, WRONG_YEAR)
    assert load_text(store, BOTH).snapshot.name == f"{wrong.name}.3"


def test_one_that_others_build_on_is_withdrawn_after_them_only(store: Registers) -> None:
    whole = load_text(store, BOTH).snapshot
    change = load_text(store, HEAD + LAM, before=whole, days=31).snapshot
    with pytest.raises(BuiltUponError, match=change.name):
        store.withdraw(whole.name, WRONG_YEAR)
    store.withdraw(change.name, WRONG_YEAR)
    store.withdraw(whole.name, WRONG_YEAR)
    assert store.snapshots() == []


def test_changes_to_it_are_refused_even_when_it_was_found_before(store: Registers) -> None:
    whole = load_text(store, BOTH).snapshot
    store.withdraw(whole.name, WRONG_YEAR)
    with pytest.raises(WithdrawnError):
        load_text(store, HEAD + LAM, before=whole, days=31)
    assert store.ever_loaded() == [whole]
    assert store.leftovers() == []


def test_it_waits_for_a_load_that_may_build_on_it(store: Registers) -> None:
    whole = load_text(store, BOTH).snapshot
    with held(store.directory), pytest.raises(LoadRunningError):
        store.withdraw(whole.name, WRONG_YEAR)
    assert store.snapshots() == [whole]


def test_one_that_is_not_there_is_told(store: Registers) -> None:
    with pytest.raises(NotFoundError):
        store.withdraw("2026-06-30", WRONG_YEAR)

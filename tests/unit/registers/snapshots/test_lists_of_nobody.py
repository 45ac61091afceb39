"""Lists of which nobody could be taken make no register; why is told."""

from pathlib import Path

import pytest

from ansinh.registers.loading.errors import NobodyTakenError
from ansinh.registers.snapshots.store import Registers
from tests.unit.registers.snapshots.small_lists import CARDS, HEAD, HOA, LAM, load_text

ELSEWHERE = "092093000001,Lý Văn Lâm,99999,\n"


@pytest.fixture
def store(tmp_path: Path) -> Registers:
    return Registers(tmp_path / "registers")


def refusal(store: Registers, residents: str) -> str:
    """What is said in English; nothing is kept of the load."""
    with pytest.raises(NobodyTakenError) as refused:
        load_text(store, residents, spells=CARDS)
    assert store.ever_loaded() == []
    assert [one.name for one in store.directory.iterdir()] == [".lock"]
    return refused.value.text("en")


def test_lines_that_were_refused_are_told_by_reason_and_no_person(store: Registers) -> None:
    said = refusal(store, HEAD + ELSEWHERE * 2 + "092193000002\n")
    assert "2 unknown_commune (The commune is missing" in said
    assert "; 1 broken_line (The line does not" in said
    assert "No register was kept" in said
    assert "Lâm" not in said
    assert "092" not in said


@pytest.mark.parametrize("lines", ["", LAM.replace(",\n", ",Đã chuyển đi\n")], ids=["no lines", "all have left"])
def test_a_whole_list_needs_a_resident(store: Registers, lines: str) -> None:
    assert "There is not one resident in the lists." in refusal(store, HEAD + lines)


def test_one_resident_is_enough(store: Registers) -> None:
    assert load_text(store, HEAD + ELSEWHERE + HOA).counts["residents"] == 1


def test_a_change_of_which_nobody_could_be_taken_is_refused_too(store: Registers) -> None:
    whole = load_text(store, HEAD + LAM).snapshot
    with pytest.raises(NobodyTakenError, match="unknown_commune"):
        load_text(store, HEAD + ELSEWHERE, spells=CARDS, before=whole, days=31)
    assert store.ever_loaded() == [whole]
    assert store.leftovers() == []


def test_a_change_may_be_of_the_insured_alone_and_of_those_who_left(store: Registers) -> None:
    whole = load_text(store, HEAD + LAM + HOA).snapshot
    cards = load_text(store, spells=CARDS, before=whole, days=31).snapshot
    left = load_text(store, HEAD + LAM.replace(",\n", ",Đã chuyển đi\n"), before=cards, days=62)
    assert left.counts["residents"] == 1

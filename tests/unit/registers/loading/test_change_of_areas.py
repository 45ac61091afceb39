"""A change of a register is of the same communes: whoever it does not name stays where the register has them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ansinh.registers.areas import Areas, Commune
from ansinh.registers.loading.errors import AreasChangedError
from ansinh.registers.snapshots.store import Registers
from tests.unit.registers.loading.conftest import RESIDENTS, SPELLS, Loading, status
from tests.unit.registers.loading.small_registers import AREAS, DAY

LATER = DAY + timedelta(days=31)
ONE = RESIDENTS[:2]


def merged() -> Areas:
    communes = {code: one for code, one in AREAS.communes.items() if code != "92002"}
    return Areas(LATER, communes, successors={"92002": "92001"})


def in_another_province() -> Areas:
    return replace(
        AREAS, communes={**AREAS.communes, "92002": Commune("92002", "Xã 92002", "xã", "04", ("04",))}, day=LATER
    )


@pytest.mark.parametrize("areas", [merged(), in_another_province()], ids=["merged", "in another province"])
def test_change_over_a_change_of_areas_is_refused(load_lists: Loading, store: Registers, areas: Areas) -> None:
    before = load_lists().snapshot
    with pytest.raises(AreasChangedError, match="92002") as raised:
        load_lists(ONE, before=before, as_of=LATER, areas=areas)
    assert "92001" not in raised.value.text("en")
    assert (store.snapshots(), store.leftovers()) == ([before], [])


def test_whole_list_after_a_change_of_areas_is_taken(load_lists: Loading) -> None:
    load_lists()
    found = status(load_lists(as_of=LATER, areas=merged()))
    assert {row["commune"] for row in found.values()} == {"92001"}


def test_commune_that_ended_with_nobody_in_it_hinders_no_change(load_lists: Loading) -> None:
    before = load_lists(RESIDENTS[:2]).snapshot
    assert load_lists(ONE, SPELLS[:1], before=before, as_of=LATER, areas=merged()).is_new


def test_commune_that_everybody_had_left_hinders_no_change(load_lists: Loading) -> None:
    before = load_lists().snapshot
    moved = (RESIDENTS[0], ("092193000002", "Nguyễn Thị Hòa", "1993-11-20", "Nữ", "92001", "HS"))
    after = load_lists(moved, before=before, as_of=LATER).snapshot
    assert load_lists(ONE, before=after, as_of=LATER + timedelta(days=31), areas=merged()).is_new

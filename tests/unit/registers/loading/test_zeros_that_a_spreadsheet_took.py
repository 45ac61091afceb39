"""Text files that were saved from a spreadsheet, which takes numbers for quantities: 001185001234 is 1185001234."""

import pytest

from tests.unit.registers.loading.conftest import Loading, rejected, status
from tests.unit.registers.loading.small_registers import rows

HEAD = ("person_id", "bhxh_no", "birth", "commune")
SPELL_HEAD = ("scheme", "person_id", "bhxh_no", "valid_from", "valid_to")
WHEN = ("2026-01-01", "2026-12-31")
CAN_THO, HA_NOI, NUMBER = 92_093_000_001, 1_185_001_234, 112_345_699


def test_one_zero_of_ids_and_numbers_is_given_back(load_lists: Loading) -> None:
    loaded = load_lists(
        [HEAD, ("92093000001", "112345699", "", "92001"), ("", "112345700", "", "92001")],
        [SPELL_HEAD, ("bhyt", "92093000001", "", *WHEN), ("bhyt", "", "112345700", *WHEN)],
    )
    assert rejected(loaded) == []
    numbers = {person: row["bhxh_no"] for person, row in status(loaded).items()}
    assert numbers == {CAN_THO: NUMBER, -112_345_700: 112_345_700}
    assert loaded.counts["orphans"] == 0


def test_two_zeros_are_given_back_where_no_id_of_the_list_has_one(load_lists: Loading) -> None:
    loaded = load_lists(
        [HEAD, ("1185001234", "", "", "92001"), ("92093000001", "", "", "92001")],
        [SPELL_HEAD, ("bhyt", "1185001234", "", *WHEN)],
    )
    assert rejected(loaded) == []
    assert status(loaded).keys() == {CAN_THO, HA_NOI}
    assert [row["person"] for row in rows(loaded.snapshot.directory, "spells")] == [HA_NOI]


@pytest.mark.parametrize(
    ("birth", "taken"), [("1985-03-07", True), ("07/03/1985", True), ("1985", True), ("1986-03-07", False), ("", False)]
)
def test_else_the_birth_date_tells_an_id_from_a_number_in_the_wrong_column(
    load_lists: Loading, birth: str, taken: bool
) -> None:
    loaded = load_lists([HEAD, ("092093000001", "", "", "92001"), ("1185001234", "", birth, "92001")])
    assert (HA_NOI in status(loaded)) is taken
    assert rejected(loaded) == ([] if taken else [("residents", 3, "bad_id", "person_id")])


def test_what_lacks_more_or_other_digits_is_no_id(load_lists: Loading) -> None:
    ids = ("185001234", "09209300001", "9212345678", "1985001234", "7185001234")
    loaded = load_lists([HEAD, *((one, "", "", "92001") for one in ids), ("92093000001", "", "", "92001")])
    assert [reason for _, _, reason, _ in rejected(loaded)] == ["bad_id"] * len(ids)
    assert status(loaded).keys() == {CAN_THO}

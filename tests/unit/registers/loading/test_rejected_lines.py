"""A line that cannot be taken is kept apart with its reason; what is only strange is taken and counted."""

import json

import pytest

from ansinh.registers.loading import Codes
from ansinh.registers.schema import REASONS, WARNINGS
from tests.unit.registers.loading.conftest import RESIDENTS, SPELLS, Loading, rejected, status
from tests.unit.registers.loading.small_registers import CODES, rows

WITH_PREFIXES = Codes(CODES.groups, frozenset({"092"}))
HEAD = ("person_id", "bhxh_no", "name", "birth", "sex", "commune", "group", "status")
GOOD = ("092093000001", "9200000001", "Lý Văn Lâm", "1993-05-07", "Nam", "92001", "GD", "")
SPELL_HEAD = ("scheme", "person_id", "bhxh_no", "card", "group", "benefit", "valid_from", "valid_to", "issued_in")
SPELL = ("bhyt", "092093000001", "9200000001", "", "GD", "4", "2026-01-01", "2026-12-31", "92")


def but(line: tuple[str, ...], head: tuple[str, ...], **values: str) -> tuple[str, ...]:
    return tuple(values.get(name, value) for name, value in zip(head, line, strict=True))


@pytest.mark.parametrize(
    ("changed", "reason", "field"),
    [
        ({"commune": "99999"}, "unknown_commune", "commune"),
        ({"commune": ""}, "unknown_commune", "commune"),
        ({"status": "?"}, "unknown_status", "status"),
        ({"person_id": "12345", "bhxh_no": ""}, "bad_id", "person_id"),
        ({"person_id": "", "bhxh_no": "12"}, "bad_number", "bhxh_no"),
        ({"person_id": "", "bhxh_no": "", "name": " "}, "nobody", "person_id"),
    ],
)
def test_line_of_residents(load_lists: Loading, changed: dict[str, str], reason: str, field: str) -> None:
    loaded = load_lists([HEAD, GOOD, but(GOOD, HEAD, **changed)])
    assert rejected(loaded) == [("residents", 3, reason, field)]
    assert loaded.counts["rejected"] == {"residents": {reason: 1}, "spells": {}}
    assert reason in REASONS


@pytest.mark.parametrize(
    ("changed", "reason", "field"),
    [
        ({"scheme": "TN"}, "unknown_scheme", "scheme"),
        ({"valid_from": ""}, "bad_date", "valid_from"),
        ({"valid_to": "2026-13-01"}, "bad_date", "valid_to"),
        ({"valid_to": "2025-12-31"}, "ends_before_begins", "valid_to"),
        ({"person_id": "", "bhxh_no": ""}, "nobody", "person_id"),
        ({"person_id": "1", "bhxh_no": ""}, "bad_id", "person_id"),
    ],
)
def test_line_of_spells(load_lists: Loading, changed: dict[str, str], reason: str, field: str) -> None:
    loaded = load_lists(spells=[SPELL_HEAD, SPELL, but(SPELL, SPELL_HEAD, **changed)])
    assert rejected(loaded) == [("spells", 3, reason, field)]
    assert loaded.counts["spells"] == 1


def test_rejected_line_is_kept_as_it_was_given(load_lists: Loading) -> None:
    head = ("Số định danh/CCCD", "Họ và tên", "Mã xã")
    loaded = load_lists([head, ("092093000001", "Lý  Văn Lâm", "00000"), ("092193000002", "", "92001")])
    (row,) = rows(loaded.snapshot.directory, "rejected")
    assert json.loads(str(row["row"])) == dict(zip(head, ("092093000001", "Lý  Văn Lâm", "00000"), strict=True))
    assert loaded.snapshot.description["ansinh"]["sources"][int(str(row["source"]))]["name"] == "residents.csv"


def test_of_a_person_listed_twice_one_line_is_taken(load_lists: Loading) -> None:
    loaded = load_lists([HEAD, but(GOOD, HEAD, commune="92002"), GOOD])
    assert rejected(loaded) == [("residents", 2, "repeated", "person_id")]
    assert status(loaded)[92_093_000_001]["commune"] == "92001"


def test_line_without_the_columns_of_the_head(load_lists: Loading) -> None:
    loaded = load_lists(spells=[*SPELLS, ("bhyt", "092193000002"), SPELLS[1]])
    assert rejected(loaded) == [("spells", 3, "broken_line", "")]
    assert loaded.counts["spells"] == 2


def test_lines_are_counted_with_the_broken_ones_above_them(load_lists: Loading) -> None:
    bad, broken = but(GOOD, HEAD, commune="99999"), ("092193000002",)
    loaded = load_lists([HEAD, broken, GOOD, bad, broken, broken, bad, GOOD, broken, bad])
    assert rejected(loaded) == [
        ("residents", 2, "broken_line", ""),
        ("residents", 4, "unknown_commune", "commune"),
        ("residents", 5, "broken_line", ""),
        ("residents", 6, "broken_line", ""),
        ("residents", 7, "unknown_commune", "commune"),
        ("residents", 8, "repeated", "person_id"),
        ("residents", 9, "broken_line", ""),
        ("residents", 10, "unknown_commune", "commune"),
    ]


def test_broken_lines_of_one_file_do_not_move_those_of_another(load_lists: Loading) -> None:
    bad = but(SPELL, SPELL_HEAD, scheme="TN")
    loaded = load_lists([HEAD, ("1",), but(GOOD, HEAD, commune="99999"), GOOD], [SPELL_HEAD, bad])
    assert rejected(loaded) == [
        ("residents", 2, "broken_line", ""),
        ("residents", 3, "unknown_commune", "commune"),
        ("spells", 2, "unknown_scheme", "scheme"),
    ]


def test_line_that_the_list_gives_stays_beside_broken_ones(load_lists: Loading) -> None:
    lines = (("16",), ("17", "092093000001", "00000"), ("18", "092193000002", "92001"))
    loaded = load_lists([("Dòng", "person_id", "commune"), *lines])
    assert rejected(loaded) == [("residents", 2, "broken_line", ""), ("residents", 17, "unknown_commune", "commune")]


@pytest.mark.parametrize("heads", [("Ghi chú", "Ghi chú"), ("Note", "NOTE")])
def test_columns_that_are_passed_over_may_be_headed_alike(load_lists: Loading, heads: tuple[str, str]) -> None:
    lines = (("092093000001", "a", "00000", "b"), ("092193000002", "", "92001", ""))
    loaded = load_lists([("person_id", heads[0], "commune", heads[1]), *lines])
    (row,) = rows(loaded.snapshot.directory, "rejected")
    assert json.loads(str(row["row"])) == {
        "person_id": "092093000001",
        f"{heads[0]} (2)": "a",
        "commune": "00000",
        f"{heads[1]} (4)": "b",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [({"sex": "1"}, {"sex": ""}), ({"birth": "2026-07-01"}, {"birth": ""}), ({"group": "ZZ"}, {"group": ""})],
)
def test_who_has_no_number_is_one_whatever_could_not_be_read(
    load_lists: Loading, one: dict[str, str], other: dict[str, str]
) -> None:
    nameless = {"person_id": "", "bhxh_no": ""}
    loaded = load_lists([HEAD, but(GOOD, HEAD, **nameless, **one), but(GOOD, HEAD, **nameless, **other)], [SPELL_HEAD])
    assert loaded.counts["residents"] == 1
    assert [reason for _, _, reason, _ in rejected(loaded)] == ["repeated"]


def test_one_good_identifier_is_enough(load_lists: Loading) -> None:
    loaded = load_lists([HEAD, but(GOOD, HEAD, person_id="92"), but(GOOD, HEAD, person_id="092093000002", bhxh_no="7")])
    assert rejected(loaded) == []
    assert status(loaded).keys() == {-9_200_000_001, 92_093_000_002}
    assert loaded.counts["warnings"]["residents"] == {"bad_id": 1, "bad_number": 1}  # type: ignore[index]


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"sex": "Nữ"}, "id_sex"),
        ({"birth": "1992-05-07"}, "id_birth_year"),
        ({"birth": "1993"}, "birth_year_only"),
        ({"sex": "1"}, "sex_not_understood"),
        ({"person_id": "999093000001"}, "id_prefix"),
        ({"birth": "31/02/1990"}, "birth_left_out"),
        ({"birth": "5/90"}, "birth_left_out"),
        ({"birth": "2026-07-01"}, "birth_left_out"),
        ({"group": "ZZ"}, "unknown_group"),
    ],
)
def test_strange_line_of_residents_is_taken_and_counted(
    load_lists: Loading, changed: dict[str, str], kind: str
) -> None:
    loaded = load_lists([HEAD, but(GOOD, HEAD, **changed)], codes=WITH_PREFIXES)
    assert loaded.counts["residents"] == 1
    assert loaded.counts["warnings"]["residents"] == {kind: 1}  # type: ignore[index]
    assert kind in WARNINGS


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"card": "XX"}, "bad_card"),
        ({"card": "HS4929200000001"}, "card_differs"),
        ({"card": "9200000002"}, "card_differs"),
        ({"benefit": "1"}, "benefit_not_allowed"),
        ({"benefit": "9"}, "benefit_not_understood"),
        ({"issued_in": "Hà Nội"}, "place_not_understood"),
    ],
)
def test_strange_spell_is_taken_and_counted(load_lists: Loading, changed: dict[str, str], kind: str) -> None:
    loaded = load_lists(spells=[SPELL_HEAD, but(SPELL, SPELL_HEAD, **changed)])
    assert loaded.counts["spells"] == 1
    assert loaded.counts["warnings"]["spells"] == {kind: 1}  # type: ignore[index]


def test_nothing_is_said_of_what_is_as_it_should_be(load_lists: Loading) -> None:
    loaded = load_lists(RESIDENTS, SPELLS, codes=WITH_PREFIXES)
    assert loaded.counts["warnings"] == {"residents": {}, "spells": {}}


def test_what_is_left_out_of_a_line_is_not_known(load_lists: Loading) -> None:
    loaded = load_lists([HEAD, but(GOOD, HEAD, birth="31/02/1990", group="ZZ")], [SPELL_HEAD])
    (row,) = status(loaded).values()
    assert (row["birth"], row["group"], row["stated_group"]) == (None, "", "")


def test_a_card_of_an_unknown_group_insures_all_the_same(load_lists: Loading) -> None:
    loaded = load_lists(spells=[SPELL_HEAD, but(SPELL, SPELL_HEAD, group="ZZ")])
    assert loaded.counts["warnings"]["spells"] == {"unknown_group": 1}  # type: ignore[index]
    (row,) = rows(loaded.snapshot.directory, "spells")
    assert row["group"] == ""

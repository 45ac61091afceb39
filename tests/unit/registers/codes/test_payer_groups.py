"""Payer groups by date: the digits on cards, who pays, what the State pays, and an agency's own list."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ansinh.registers.codes.dated import Evidence
from ansinh.registers.codes.groups import (
    BENEFITS,
    Payer,
    group_list,
    group_list_with,
    groups_on,
    read_groups,
    read_structures,
)
from ansinh.registers.codes.own import OwnFileError

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
TODAY = date(2026, 6, 30)
STRUCTURES = read_structures(
    [
        {
            "from": date(2015, 1, 1),
            "document": "Luật",
            "evidence": "recalled",
            "payers": {
                "self": {"number": 5, "vi": "Tự đóng", "en": "Self"},
                "subsidised": {"number": 4, "vi": "Hỗ trợ", "en": "Subsidised"},
            },
        }
    ]
)
ENTRY: dict[str, Any] = {"code": "ZZ", "payer": "self", "benefit": 4, "vi": "Nhóm thử", "en": "Trial"}


@pytest.mark.parametrize(
    ("code", "day", "benefits"),
    [
        ("CN", date(2025, 12, 31), (3,)),
        ("CN", date(2026, 1, 1), (2,)),
        ("LH", date(2025, 12, 31), (4,)),
        ("LH", date(2026, 1, 1), (2,)),
        ("TE", TODAY, (1,)),
        ("QN", TODAY, (5,)),
        ("HT", TODAY, (3,)),
        ("GD", TODAY, (4,)),
        ("HN", TODAY, (2,)),
    ],
)
def test_the_digit_on_a_card_is_that_of_its_day(code: str, day: date, benefits: tuple[int, ...]):
    assert groups_on(day)[code].benefits == benefits


def test_the_whole_list_of_43_codes_is_there_and_social_pensioners_join_it_with_the_new_law():
    assert len(groups_on(OLD)) == 43
    assert groups_on(NEW).keys() - groups_on(OLD).keys() == {"LH"}


def test_the_law_has_six_groups_to_june_2025_and_five_since():
    # Of the sixth, who is insured by the employer alone, no code is known.
    old = {one.payer_group.number: one.payer_group.name.vi for one in groups_on(OLD).values()}
    new = {one.payer_group.number: one.payer_group.name.vi for one in groups_on(NEW).values()}
    assert set(old) == set(new) == {1, 2, 3, 4, 5}
    assert old[5] == "Tham gia theo hộ gia đình"
    assert new[5] == "Tự đóng bảo hiểm y tế"
    assert old[3] == new[3] == "Ngân sách nhà nước đóng"


@pytest.mark.parametrize(
    ("code", "day", "share"),
    [
        ("HS", date(2025, 8, 14), Decimal("0.30")),
        ("HS", date(2025, 8, 15), Decimal("0.50")),
        ("SV", date(2025, 8, 15), Decimal("0.50")),
        ("CN", TODAY, Decimal("0.70")),
        ("GB", TODAY, Decimal("0.30")),
        ("HN", TODAY, Decimal(1)),
        ("GD", TODAY, None),
        ("HT", TODAY, None),
    ],
)
def test_what_the_state_pays_of_the_contribution(code: str, day: date, share: Decimal | None):
    assert groups_on(day)[code].state_share == share


def test_the_state_pays_wholly_for_its_group_only():
    paid = {code for code, group in groups_on(TODAY).items() if group.is_paid_by_state}
    assert {"TE", "HN", "BT", "CC", "LH", "DT"} <= paid
    assert not {"CN", "HS", "SV", "GB", "GD", "HT", "DN", "TN"} & paid


def test_each_entry_says_what_it_rests_on():
    group = groups_on(TODAY)["CN"]
    assert (group.benefits_evidence, group.share_evidence) == (Evidence.VERIFIED, Evidence.VERIFIED)
    assert "38/BYT-BH" in group.document
    assert groups_on(TODAY)["DT"].evidence is Evidence.RECALLED
    assert groups_on(TODAY)["PV"].benefits_evidence is Evidence.DOUBTFUL
    assert Evidence.RECALLED.text("vi") == "theo trí nhớ, chưa đối chiếu văn bản gốc"


def test_every_name_is_in_both_languages_and_no_two_groups_share_one():
    groups = groups_on(TODAY).values()
    assert len({one.text("vi") for one in groups}) == len({one.text("en") for one in groups}) == len(groups)
    assert all(one.text("vi") and one.text("en") for one in groups)


def test_the_table_of_allowed_digits_says_for_every_day_what_the_groups_say():
    rows = group_list().benefits()
    for day in (date(2015, 1, 1), OLD, NEW, date(2025, 12, 31), date(2026, 1, 1), TODAY):
        told = {(row.group, row.benefit) for row in rows if row.valid_from <= day <= row.valid_to}
        meant = {
            (code, digit)
            for code, group in groups_on(day).items()
            for digit in (BENEFITS if group.benefits_evidence is Evidence.DOUBTFUL else group.benefits)
        }
        assert told == meant
        assert len(told) == sum(row.valid_from <= day <= row.valid_to for row in rows)


def test_no_group_is_known_before_the_list_begins():
    assert groups_on(date(2014, 12, 31)) == {}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": "zz"}, "two capital letters"),
        ({"benefit": 6}, "1 to 5"),
        ({"benefit": []}, "1 to 5"),
        ({"payer": "nobody"}, "nobody"),
        ({"share": "0.5"}, "where it subsidises"),
        ({"payer": "subsidised"}, "where it subsidises"),
        ({"payer": "subsidised", "share": "1.5"}, "at most 1"),
        ({"benefits": 4}, "unknown: benefits"),
        ({"changes": [{"from": NEW, "code": "YY"}]}, "unknown: code"),
        ({"evidence": "certain"}, "certain"),
    ],
)
def test_a_wrong_entry_is_refused_by_its_code(wrong: dict[str, Any], said: str):
    with pytest.raises(ValueError, match=said):
        read_groups([ENTRY | wrong], STRUCTURES)


def test_a_code_is_defined_once():
    with pytest.raises(ValueError, match="ZZ: defined twice"):
        read_groups([ENTRY, ENTRY], STRUCTURES)


def test_a_code_that_ended_is_no_longer_there():
    ended = read_groups([ENTRY | {"to": OLD}], STRUCTURES)
    assert "ZZ" in ended.on(OLD)
    assert "ZZ" not in ended.on(NEW)


def test_changes_need_no_order():
    later, earlier = {"from": date(2026, 1, 1), "benefit": 1}, {"from": date(2025, 1, 1), "benefit": 2}
    for changes in ([later, earlier], [earlier, later]):
        group = read_groups([ENTRY | {"changes": changes}], STRUCTURES)
        assert [group.on(day)["ZZ"].benefits for day in (date(2024, 1, 1), OLD, TODAY)] == [(4,), (2,), (1,)]


def test_an_agency_adds_and_replaces_codes_in_a_file_of_its_own(tmp_path: Path):
    own = tmp_path / "groups.yaml"
    own.write_text(
        "groups:\n"
        "- {code: VM, payer: self, benefit: 4, from: 2025-07-01, vi: Nhóm mới, en: New group, document: QĐ 1018}\n"
        "- {code: GB, payer: subsidised, share: '0.40', benefit: 4, vi: Nông nghiệp, en: Farmers}\n",
        encoding="utf-8",
    )
    groups = group_list_with(own)
    assert "VM" not in groups.on(OLD)
    assert groups.on(NEW)["VM"].payer_group.payer is Payer.SELF
    assert groups.on(TODAY)["GB"].state_share == Decimal("0.40")
    assert groups.on(TODAY)["GB"].share_evidence is Evidence.STATED
    assert groups.on(TODAY)["GB"].document == "groups.yaml"
    assert groups.on(TODAY)["CN"] == groups_on(TODAY)["CN"]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("groups: [", "line 1 is no YAML"),
        ("codes: []", "it has no list under “groups”"),
        ("groups: [GD]", "it has no list under “groups”"),
        ("groups: [{code: gd}]", "gd"),
    ],
)
def test_an_own_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, cause: str):
    own = tmp_path / "groups.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(OwnFileError) as refused:
        group_list_with(own)
    assert cause in refused.value.cause.text("en")
    assert "YAML" in refused.value.remedy.text("en")


def test_an_own_file_that_is_not_there_or_no_text_is_said(tmp_path: Path):
    with pytest.raises(OwnFileError) as missing:
        group_list_with(tmp_path / "none.yaml")
    assert "cannot be read" in missing.value.cause.text("en")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(OwnFileError) as binary:
        group_list_with(tmp_path / "binary.yaml")
    assert "not UTF-8" in binary.value.cause.text("en")

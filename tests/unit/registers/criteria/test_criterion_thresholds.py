"""Thresholds by programme, place, kind of unit and day, and an agency's own."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ansinh.registers.codes.dated import Evidence
from ansinh.registers.codes.own import OwnFileError
from ansinh.registers.criteria.regions import region_lists
from ansinh.registers.criteria.thresholds import (
    ProgrammeUnknownError,
    Threshold,
    UnitType,
    read_thresholds,
    thresholds,
    thresholds_with,
)

XA = UnitType.COMMUNE
ENTRY: dict[str, Any] = {"programme": "ntm", "units": ["xa"], "share": "0.9", "than": "at_least", "document": "QĐ"}


@pytest.mark.parametrize(
    ("programme", "province", "day", "share", "strict"),
    [
        ("ntm", "96", date(2011, 1, 1), "0.20", False),  # đồng bằng sông Cửu Long
        ("ntm", "79", date(2011, 1, 1), "0.40", False),  # Đông Nam Bộ
        ("ntm", "48", date(2011, 1, 1), "0.30", False),  # duyên hải Nam Trung Bộ
        ("ntm", "79", date(2015, 1, 1), "0.70", False),
        ("ntm", "02", date(2018, 1, 1), "0.85", False),
        ("ntm", "96", date(2024, 8, 31), "0.93", True),
        ("ntm", "92", date(2024, 8, 31), "0.93", True),
        ("ntm_nang_cao", "96", date(2024, 8, 31), "0.95", True),
        ("ntm_nang_cao", "01", date(2024, 8, 31), "0.95", False),
        ("quoc_gia", "01", date(2025, 12, 31), "0.9515", False),
        ("quoc_gia", "01", date(2026, 6, 30), "0.95", True),
    ],
)
def test_each_time_and_place_has_its_threshold(programme: str, province: str, day: date, share: str, strict: bool):
    found = thresholds().find(programme, province, XA, day)
    assert found
    assert (found.share, found.strict) == (Decimal(share), strict)
    assert found.document


def test_what_is_said_of_a_province_goes_before_its_region():
    day = date(2024, 8, 31)
    assert [thresholds().find("ntm", province, XA, day).evidence for province in ("96", "95")] == [
        Evidence.VERIFIED,
        Evidence.RECALLED,
    ]


@pytest.mark.parametrize(
    ("programme", "province", "unit", "day"),
    [
        ("ntm", "01", XA, date(2024, 1, 1)),  # "about 90 to 95 %": not invented
        ("ntm", "96", XA, date(2026, 6, 30)),  # the set for 2026-2030
        ("ntm", "96", UnitType.WARD, date(2024, 1, 1)),
        ("ntm_kieu_mau", "96", XA, date(2024, 1, 1)),
        ("ntm", "52", XA, date(2025, 8, 1)),  # region of the southern coast and the highlands
    ],
)
def test_what_is_not_known_is_not_invented(programme: str, province: str, unit: UnitType, day: date):
    assert thresholds().find(programme, province, unit, day) is None


def test_an_unknown_programme_is_answered_with_those_there_are():
    with pytest.raises(ProgrammeUnknownError) as unknown:
        thresholds().checked("ntm2")
    assert "ntm_nang_cao" in unknown.value.remedy.text("en")


@pytest.mark.parametrize(
    ("share", "strict", "residents", "needed"),
    [
        ("0.95", False, 100, 95),
        ("0.95", True, 100, 96),
        ("0.95", False, 101, 96),
        ("0.95", True, 101, 96),
        ("0.93", True, 1, 1),
        ("0.29", False, 100, 29),  # 0.29 × 100 is 28.999… in binary
        ("0.9515", False, 10_000, 9515),
        ("0.9515", False, 10_001, 9516),
        ("1", False, 7, 7),
        ("0.5", False, 0, 0),
    ],
)
def test_the_number_needed_is_exact_and_over_is_not_at_least(share: str, strict: bool, residents: int, needed: int):
    asked = Threshold("ntm", frozenset({XA}), Decimal(share), strict)
    assert asked.needed(residents) == needed
    assert asked.is_reached(residents, needed)
    assert not asked.is_reached(residents, needed - 1)


def test_designations_are_kinds_of_unit():
    designations = ("xã", "phường", "thị trấn", "đặc khu", "Huyện", "tỉnh")
    assert [UnitType.of(one).value for one in designations] == ["xa", "phuong", "thi_tran", "dac_khu", "huyen", "tinh"]
    with pytest.raises(ValueError, match="buon"):
        UnitType.of("buôn")


def test_an_own_threshold_fills_a_gap_and_goes_before_ours(tmp_path: Path):
    own = tmp_path / "thresholds.yaml"
    own.write_text(
        "thresholds:\n"
        "- {programme: ntm, units: [xa], share: '0.95', than: at_least, from: 2026-01-01, document: Bộ mới}\n"
        "- {programme: quoc_gia, units: [xa], share: '0.97', than: at_least, from: 2026-01-01, document: CT}\n",
        encoding="utf-8",
    )
    day = date(2026, 6, 30)
    known = thresholds_with(own)
    filled = known.find("ntm", "96", XA, day)
    assert (filled.share, filled.evidence, filled.document) == (Decimal("0.95"), Evidence.STATED, "Bộ mới")
    assert known.find("quoc_gia", "96", XA, day).share == Decimal("0.97")
    assert known.find("quoc_gia", "96", UnitType.WARD, day).share == Decimal("0.95")
    assert known.find("quoc_gia", "96", XA, date(2025, 6, 30)).share == Decimal("0.9515")
    assert known.entries == thresholds().entries


def test_an_agency_may_have_programmes_of_its_own(tmp_path: Path):
    own = tmp_path / "thresholds.yaml"
    own.write_text(
        "programmes: {xa_dep: {vi: Xã đẹp, en: Fine commune}}\n"
        "thresholds: [{programme: xa_dep, units: [xa], province: '92', share: '0.96', than: over, document: NQ}]\n",
        encoding="utf-8",
    )
    known = thresholds_with(own)
    assert known.find("xa_dep", "92", XA, date(2026, 6, 30)).needed(100) == 97
    assert known.programmes["xa_dep"].text("vi") == "Xã đẹp"
    own.write_text("programmes: {xa_dep: Xã đẹp}\nthresholds: []", encoding="utf-8")
    with pytest.raises(OwnFileError) as refused:
        thresholds_with(own)
    assert "programmes" in refused.value.cause.text("en")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"programme": "ocop"}, "programme ocop"),
        ({"share": "95"}, "over 0 and at most 1"),
        ({"share": "0"}, "over 0 and at most 1"),
        ({"share": "1", "than": "over"}, "over 0 and at most 1"),
        ({"share": "95%"}, "threshold 1"),
        ({"than": ">"}, "threshold 1"),
        ({"region": "mekong"}, "a region of the list"),
        ({"region": "dbscl", "province": "96"}, "or neither"),
        ({"province": 96}, "in quotes"),
        ({"units": ["commune"]}, "commune"),
        ({"from": date(2026, 1, 2), "to": date(2026, 1, 1)}, "does not end before"),
        ({"unit": "xa"}, "unknown or missing: unit"),
    ],
)
def test_a_wrong_entry_is_refused_by_its_place(wrong: dict[str, Any], said: str):
    with pytest.raises(ValueError, match=said):
        read_thresholds([ENTRY | wrong], thresholds().programmes)


def test_a_wrong_own_file_is_refused(tmp_path: Path):
    own = tmp_path / "own.yaml"
    own.write_text("thresholds: [{programme: ntm}]", encoding="utf-8")
    with pytest.raises(OwnFileError) as refused:
        thresholds_with(own)
    assert "threshold 1" in refused.value.cause.text("en")
    assert "own.yaml" in refused.value.cause.text("en")


def test_every_shipped_region_threshold_names_a_region_of_its_time():
    for entry in thresholds().entries:
        if entry.region:
            there = {one.code for times in region_lists() if times.first <= entry.valid_to for one in times.of.values()}
            assert entry.region in there

"""Economic regions: every province of the day is in exactly one."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from ansinh.registers.criteria.regions import read_regions, region_lists, region_of, regions

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(("day", "provinces", "lists"), [(OLD, 63, 7), (NEW, 34, 6)])
def test_every_province_of_the_catalogue_is_in_a_region(day: date, provinces: int, lists: int):
    with (files("ansinh.places") / "data/areas.csv").open(encoding="utf-8") as areas:
        there = {
            row["code"]
            for row in csv.DictReader(areas)
            if row["level"] == "province"
            and (row["valid_from"] or "0") <= day.isoformat() <= (row["valid_to"] or "9999-12-31")
        }
    times = next(one for one in region_lists() if one.first <= day <= one.last)
    assert set(times.of) == there
    assert len(there) == provinces
    assert len({region.code for region in times.of.values()}) == lists


@pytest.mark.parametrize(
    ("province", "day", "name"),
    [
        ("24", OLD, "Trung du và miền núi phía Bắc"),  # Bắc Giang
        ("24", NEW, "Đồng bằng sông Hồng"),  # Bắc Ninh
        ("80", OLD, "Đồng bằng sông Cửu Long"),  # Long An
        ("80", NEW, "Đông Nam Bộ"),  # Tây Ninh
        ("46", OLD, "Bắc Trung Bộ"),
        ("66", OLD, "Tây Nguyên"),
        ("66", NEW, "Duyên hải Nam Trung Bộ và Tây Nguyên"),
    ],
)
def test_a_code_means_the_province_of_its_day(province: str, day: date, name: str):
    region = region_of(province, day)
    assert region is not None
    assert region.text("vi") == name


def test_what_is_no_province_of_the_day_has_no_region():
    assert region_of("93", NEW) is None
    assert region_of("", OLD) is None


def test_all_regions_are_named_in_both_languages():
    assert len(regions()) == 8
    assert all(one.text("vi") and one.text("en") for one in regions().values())


def test_a_province_in_two_regions_is_refused():
    names = {code: {"vi": code, "en": code} for code in ("a", "b")}
    twice = {"document": "", "provinces": {"a": ["01"], "b": ["01"]}}
    with pytest.raises(ValueError, match="two regions"):
        read_regions({"evidence": "recalled", "names": names, "lists": [twice]})

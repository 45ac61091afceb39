"""Units searched as one types."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.places.models import Unit
from ansinh.places.searching import search

pytestmark = pytest.mark.django_db

NOW, IN_2020 = date(2026, 5, 31), date(2020, 5, 31)


def found(text: str, day: date = NOW) -> list[Unit]:
    keys = search(text, day)
    units = Unit.objects.in_bulk(keys)
    return [units[key] for key in keys]


def names(text: str, count: int = 3, day: date = NOW) -> list[str]:
    return [one.full_name for one in found(text, day)[:count]]


@pytest.mark.parametrize("written", ["Hưng Yên", "hung yen", "HUNG YEN", "  hung   yen ", "tinh hung yen", "hung y"])
def test_case_diacritics_and_spaces_do_not_matter(written: str) -> None:
    assert names(written, 1) == ["tỉnh Hưng Yên"]


def test_a_province_comes_before_communes_of_its_name() -> None:
    assert found("an giang")[0].level == "province"


def test_the_areas_around_may_follow_the_name() -> None:
    everywhere, there = found("đại đồng"), found("đại đồng, hưng yên")
    assert len([one for one in everywhere if one.valid_on(NOW)]) > len([one for one in there if one.valid_on(NOW)]) > 0
    assert names("dai dong hung yen", 1) == ["xã Đại Đồng"]


def test_the_name_of_an_area_around_alone_finds_no_communes() -> None:
    assert all(any(word.startswith("hung") for word in one.folded.split()) for one in found("hung yen"))


def test_units_of_the_day_come_before_those_of_another() -> None:
    valid = [one.valid_on(NOW) for one in found("thanh")]
    assert valid == sorted(valid, reverse=True)
    assert names("bình định", 1, IN_2020) == ["tỉnh Bình Định"]


def test_a_code_finds_its_units_the_present_one_first() -> None:
    assert names("52", 2) == ["tỉnh Gia Lai", "tỉnh Bình Định"]
    assert names("cum-iv-2020", 1) == [Unit.objects.get(code="cum-iv-2020").full_name]


def test_offices_and_clusters_are_found() -> None:
    assert {one.kind for one in found("bhxh hung yen")} == {"office"}
    assert "cluster" in {one.kind for one in found("cum iv")}


def test_letters_within_a_word_find_nothing() -> None:
    assert not [one for one in found("ung yen") if one.name == "Hưng Yên"]


@pytest.mark.parametrize("written", ["", "   ", ",", "xyzzy", "100%", "a_b"])
def test_what_names_nothing_finds_nothing(written: str) -> None:
    assert found(written) == []


def test_a_search_costs_two_queries() -> None:
    search("warm", NOW)
    with CaptureQueriesContext(connection) as asked:
        search("thanh", NOW)
    assert len(asked) == 2

"""The communes that a register of a day is asked about, and what became of those that ended."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import units_on
from ansinh.reviews.areas import areas_on

pytestmark = pytest.mark.django_db
BEFORE, SINCE = date(2025, 6, 30), date(2025, 7, 1)
FEW = 6


@pytest.mark.parametrize("day", [date(2020, 5, 31), date(2024, 12, 31), BEFORE, SINCE, date(2026, 11, 1)])
def test_every_commune_of_the_day_is_there_in_its_province(day: date) -> None:
    areas = areas_on(day)
    catalogue = units_on(day).filter(kind=UnitKind.AREA, level=Level.COMMUNE)
    assert {(one.code, one.name, one.designation) for one in areas.communes.values()} == set(
        catalogue.values_list("code", "name", "designation")
    )
    assert all(
        one.province == one.above[-1] and set(one.above) <= areas.names.keys() for one in areas.communes.values()
    )


def test_it_costs_a_few_queries_however_many_communes() -> None:
    with CaptureQueriesContext(connection) as queries:
        areas_on(SINCE)
    assert len(queries) <= FEW


def test_districts_are_above_communes_while_there_were_any() -> None:
    assert areas_on(BEFORE).communes["00001"].above == ("001", "01")
    assert areas_on(SINCE).communes["00004"].above == ("01",)
    assert areas_on(BEFORE).names["001"] == "quận Ba Đình"


def test_where_a_district_of_before_is_not_recorded_the_commune_lies_in_its_province() -> None:
    assert areas_on(date(2020, 5, 31)).communes["19801"].above == ("46",)  # phường An Cựu, today's Huế


def test_a_code_that_ended_leads_to_the_commune_that_took_all_of_it() -> None:
    areas = areas_on(SINCE)
    assert areas.communes[areas.successors["00001"]].name == "Hồng Hà"  # phường Phúc Xá


def test_a_commune_that_was_divided_leads_nowhere() -> None:
    areas = areas_on(SINCE)
    assert "00007" not in areas.communes  # phường Cống Vị: part to Ngọc Hà, part to Giảng Võ
    assert "00007" not in areas.successors


def test_a_code_given_to_another_place_is_the_place_of_the_day() -> None:
    assert areas_on(BEFORE).communes["00004"].name == "Trúc Bạch"
    since = areas_on(SINCE)
    assert since.communes["00004"].name == "Ba Đình"
    assert not since.successors.keys() & since.communes.keys()


def test_every_successor_is_a_commune_of_the_day_and_of_a_code_that_ended() -> None:
    areas = areas_on(date(2026, 11, 1))
    ended = Unit.objects.filter(level=Level.COMMUNE, valid_to__lt=areas.day).values_list("code", flat=True)
    assert set(areas.successors.values()) <= areas.communes.keys()
    assert areas.successors.keys() <= set(ended)


def test_all_communes_of_a_merged_province_are_within_it() -> None:
    areas = areas_on(SINCE)
    assert areas.names["92"] == "thành phố Cần Thơ"
    assert len(areas.within("92")) == 103
    assert areas.within("VN") == areas.communes.keys()

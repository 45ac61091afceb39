"""A unit is found as officers write it, on the day they mean; what is not clear is asked about."""

from collections.abc import Callable
from datetime import date
from unicodedata import normalize

import pytest
from django.db import IntegrityError, transaction

from ansinh.kernel.names import fold, sort_key
from ansinh.places.errors import UnitAmbiguousError, UnitUnknownError
from ansinh.places.models import Relation, Unit, UnitKind
from ansinh.places.reads import areas_around, country, find_unit, parts, units_on
from tests.integration.factories import A_DAY, codes, unit

pytestmark = pytest.mark.django_db

MERGED = date(2025, 7, 1)
MEMBERS = {"54", "52", "51", "49", "48", "46", "45", "44", "42"}


def made(code: str, name: str, designation: str = "huyện", kind: UnitKind = UnitKind.AREA) -> Unit:
    return Unit.objects.create(
        kind=kind,
        level="district",
        code=code,
        designation=designation,
        name=name,
        name_en=fold(name),
        sort_key=sort_key(name),
        folded=fold(name),
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("42", "42"),
        (" 42 ", "42"),
        ("vn", "VN"),
        ("Hà Tĩnh", "42"),
        ("hà tĩnh", "42"),
        ("HA TINH", "42"),
        ("tỉnh Hà Tĩnh", "42"),
        ("Tinh  Ha Tinh", "42"),
        ("thành phố Hồ Chí Minh", "79"),
        ("Thừa Thiên Huế", "46"),
        ("Đắk Lắk", "66"),
        ("Bà Rịa - Vũng Tàu", "77"),
        ("Hoà Bình", "17"),
        ("Hòa Bình", "17"),
        ("huyện Tương Dương", "418"),
        ("Việt Nam", "VN"),
        ("cum-iv-2020", "cum-iv-2020"),
        ("CUM-IV-2020", "cum-iv-2020"),
        ("Cụm thi đua số IV", "cum-iv-2020"),
    ],
)
@pytest.mark.parametrize("typing", [str, lambda text: normalize("NFD", text)], ids=["NFC", "NFD"])
def test_a_unit_is_found_by_code_slug_or_name(written: str, code: str, typing: Callable[[str], str]) -> None:
    assert find_unit(typing(written), A_DAY).code == code


def test_every_unit_is_found_by_its_code_and_by_its_full_name() -> None:
    for one in units_on(A_DAY):
        assert find_unit(one.code, A_DAY) == one
        assert find_unit(one.full_name, A_DAY) == one


@pytest.mark.parametrize("written", ["huyện Hà Tĩnh", "thành phố Hà Tĩnh", "tỉnh", ""])
def test_another_designation_is_another_unit(written: str) -> None:
    with pytest.raises(UnitUnknownError):
        find_unit(written, A_DAY)


def test_an_unknown_unit_is_answered_with_near_ones() -> None:
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit("Quảng Nan", A_DAY)
    assert "49" in codes(refusal.value.near)
    assert "49 (tỉnh Quảng Nam)" in refusal.value.remedy.text("vi")
    assert "31/5/2020" in refusal.value.cause.text("en")
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit("zzzzzz", A_DAY)
    assert refusal.value.near == ()
    assert "ansinh units" in refusal.value.remedy.text("vi")


def test_a_name_of_two_units_is_asked_about_unless_the_designation_tells() -> None:
    district, town = made("901", "Quảng Điền"), made("902", "Quảng Điền", "thị xã")
    with pytest.raises(UnitAmbiguousError) as refusal:
        find_unit("quang dien", A_DAY)
    assert set(refusal.value.candidates) == {district, town}
    assert "901 (huyện Quảng Điền)" in refusal.value.remedy.text("vi")
    assert find_unit("thị xã Quảng Điền", A_DAY) == town


def test_a_code_of_an_area_and_of_an_office_is_asked_about() -> None:
    made("42", "Bảo hiểm xã hội Hà Tĩnh", "", UnitKind.OFFICE)
    with pytest.raises(UnitAmbiguousError):
        find_unit("42", A_DAY)
    assert find_unit("Hà Tĩnh", A_DAY).kind == UnitKind.AREA


@pytest.mark.parametrize(
    ("code", "last_day"),
    [("44", date(2025, 6, 30)), ("46", date(2024, 12, 31)), ("418", date(2025, 6, 30))],
)
def test_a_unit_is_found_to_its_last_day_and_no_longer(code: str, last_day: date) -> None:
    assert find_unit(code, last_day).code == code
    with pytest.raises(UnitUnknownError):
        find_unit(code, date.fromordinal(last_day.toordinal() + 1))


def test_a_unit_whose_end_is_unknown_is_found_on_no_day() -> None:
    one = made("903", "Sông Xa")
    Unit.objects.filter(pk=one.pk).update(end_unknown=True)
    with pytest.raises(UnitUnknownError):
        find_unit("903", A_DAY)


def test_a_cluster_is_found_and_has_its_members_in_another_year() -> None:
    """Cụm IV of 2020 compared with 2019 is those nine in 2019."""
    for day in (date(2019, 5, 31), A_DAY, date(2021, 5, 31)):
        cluster = find_unit("cum-iv-2020", day)
        assert set(codes(parts(cluster, day))) == MEMBERS


def test_members_come_in_the_order_of_the_alphabet() -> None:
    names = [part.name for part in parts(unit("cum-iv-2020"), A_DAY)]
    assert names == [
        "Bình Định",
        "Đà Nẵng",
        "Hà Tĩnh",
        "Phú Yên",
        "Quảng Bình",
        "Quảng Nam",
        "Quảng Ngãi",
        "Quảng Trị",
        "Thừa Thiên Huế",
    ]


def test_the_country_has_63_provinces_until_they_are_merged() -> None:
    assert len(parts(country(A_DAY), A_DAY)) == 63
    assert "44" in codes(parts(country(A_DAY), date(2025, 6, 30)))
    assert "44" not in codes(parts(country(MERGED), MERGED))


def test_the_areas_around_a_unit_are_not_its_clusters() -> None:
    vietnam, district, province = unit("VN"), unit("418"), unit("40")
    around = areas_around([unit("42").pk, district.pk, vietnam.pk], A_DAY)
    assert around == {unit("42").pk: (vietnam.pk,), district.pk: (province.pk,)}
    assert areas_around([district.pk], MERGED) == {}


def test_one_place_has_one_row_from_one_date() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        made("42", "Hà Tĩnh", "tỉnh")
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(whole=unit("VN"), part=unit("42"))

"""A unit is found as officers write it, on the day they mean; what is not clear is asked about."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from unicodedata import normalize

import pytest
from django.db import IntegrityError, transaction

from ansinh.kernel.names import fold, sort_key
from ansinh.places.errors import UnitAmbiguousError, UnitUnknownError
from ansinh.places.finding import find_unit, resolve, resolve_all
from ansinh.places.gazetteer import Outcome
from ansinh.places.models import Level, Relation, Unit, UnitKind
from ansinh.places.reads import areas_around, country, parts, units_on, wholes, within
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


def test_every_unit_is_found_by_its_code_and_every_province_by_its_full_name() -> None:
    for one in units_on(A_DAY).filter(level__in=(Level.COUNTRY, Level.PROVINCE)):
        assert find_unit(one.code, A_DAY) == one
        assert find_unit(one.full_name, A_DAY) == one
    for one in units_on(A_DAY).filter(level=Level.DISTRICT):
        assert find_unit(one.code, A_DAY) == one


@pytest.mark.parametrize("written", ["huyện Hà Tĩnh", "tỉnh", ""])
def test_another_designation_is_another_unit(written: str) -> None:
    with pytest.raises(UnitUnknownError):
        find_unit(written, A_DAY)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("thành phố Hà Tĩnh", "436"),
        ("TP. Hà Tĩnh", "436"),
        ("Hà Tĩnh, Hà Tĩnh", "436"),
        ("Vị Thanh - Hậu Giang", "930"),
        ("X. Vị Tân, TP Vị Thanh", "31333"),
        ("BHXH tỉnh Hà Tĩnh", "bhxh-42"),
    ],
)
def test_a_name_means_the_highest_unit_unless_something_says_otherwise(written: str, code: str) -> None:
    assert find_unit("Hà Tĩnh", A_DAY).code == "42"
    assert find_unit(written, A_DAY).code == code


def test_a_level_or_an_area_narrows_the_search() -> None:
    assert find_unit("Hà Tĩnh", A_DAY, level=Level.DISTRICT).code == "436"
    assert find_unit("Hà Tĩnh", A_DAY, within=unit("42")).code == "436"
    with pytest.raises(UnitUnknownError):
        find_unit("Hà Tĩnh", A_DAY, within=unit("40"))


@pytest.mark.parametrize(
    ("written", "day", "said"),
    [
        ("tỉnh Hậu Giang", date(2026, 1, 1), "92 (thành phố Cần Thơ)"),
        ("phường IV, Vị Thanh", date(2026, 1, 1), "31333 (phường Vị Tân)"),
        ("thành phố Huế, phường Hóa Châu", A_DAY, "01/7/2025"),
    ],
)
def test_a_name_of_another_time_is_answered_with_what_became_of_it(written: str, day: date, said: str) -> None:
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit(written, day)
    assert refusal.value.past is not None
    assert said in refusal.value.remedy.text("vi")


@pytest.mark.parametrize(
    "name",
    [
        *("Quảng Bình", "Phú Yên", "Kon Tum", "Long An", "Nam Định", "Hải Dương", "Bắc Giang", "Bắc Kạn", "Yên Bái"),
        *("Vĩnh Phúc", "Bến Tre", "Trà Vinh", "Sóc Trăng", "Bạc Liêu", "Hòa Bình", "quang binh"),
    ],
)
def test_a_former_provinces_name_alone_is_not_a_communes(name: str) -> None:
    day = date(2026, 1, 1)
    found = resolve(name, day)
    assert found.outcome is Outcome.UNKNOWN
    assert found.past is not None
    assert found.past.level == Level.PROVINCE
    assert fold(found.past.name) == fold(name)
    assert {one.level for one in found.also} == {Level.COMMUNE}
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit(name, day)
    assert "What is there now" in refusal.value.remedy.text("en")
    assert f"{found.also[0].code} (" in refusal.value.remedy.text("en")


def test_who_says_that_a_commune_is_meant_is_understood() -> None:
    day = date(2026, 1, 1)
    commune = find_unit("xã Quảng Bình", day)
    assert commune.level == Level.COMMUNE
    assert find_unit("Quảng Bình, Thanh Hóa", day) == commune
    assert find_unit("Quảng Bình", day, level=Level.COMMUNE) == commune
    assert find_unit("Quảng Bình", day, within=find_unit("Thanh Hóa", day)) == commune
    assert resolve("Quảng Bình", day, within=country(day)).past == find_unit("44", date(2025, 6, 30))
    assert find_unit("Quang Bình", day).name == "Quang Bình"
    assert find_unit("Quảng Bình", date(2025, 6, 30)).code == "44"


@pytest.mark.parametrize(
    ("written", "code"),
    [("Mù Cang Chải", "137"), ("Đăk Tô", "612"), ("Đăk Glei", "610"), ("Đak Pơ", "634"), ("Đăk Song", "665")],
)
def test_how_a_name_is_spelled_does_not_choose_the_level(written: str, code: str) -> None:
    assert find_unit(written, date(2025, 5, 31)).code == code


@pytest.mark.parametrize("name", ["Yên Dũng", "Nông Sơn", "Tây Trà", "Tĩnh Gia", "Nam Đông"])
def test_what_ended_is_meant_before_what_begins_later_or_lacks_marks(name: str) -> None:
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit(name, date(2025, 5, 31))
    assert refusal.value.past is not None
    assert refusal.value.past.full_name == f"huyện {name}"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("BHXH TP Hà Nội", "bhxh-01"),
        ("BHXH Hà Tĩnh", "bhxh-42"),
        ("bhxh tinh ha tinh", "bhxh-42"),
        ("Bảo hiểm xã hội tỉnh Nghệ An", "bhxh-40"),
        ("BH xã hội huyện Tương Dương", "bhxh-418"),
        ("BHXH Q. Thốt Nốt", "bhxh-923"),
        ("huyện đảo Phú Quý", "602"),
        ("toàn quốc", "VN"),
        ("Cả nước", "VN"),
        ("TPCT", "92"),
        ("TP.CT", "92"),
    ],
)
def test_offices_and_the_country_have_several_names(written: str, code: str) -> None:
    assert find_unit(written, A_DAY).code == code


def test_an_office_with_a_number_is_found_however_it_is_written() -> None:
    for written in ("BHXH khu vực XVI", "BHXH khu vực 16", "bao hiem xa hoi khu vuc xvi"):
        assert find_unit(written, date(2025, 6, 15)).code == "bhxh-kv-xvi"


def test_a_key_is_that_unit_on_any_day() -> None:
    for day in (A_DAY, date(2026, 1, 1)):
        one = find_unit(" 92@2025-07-01 ", day)
        assert one.key == "92@2025-07-01"
        assert find_unit(one.key, day, level=Level.PROVINCE) == one
        with pytest.raises(UnitUnknownError):
            find_unit(one.key, day, level=Level.COMMUNE)
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit("92@2025-07-02", A_DAY)
    assert "92 (" in refusal.value.remedy.text("vi")
    assert "92@2025-07-01 (" in refusal.value.remedy.text("vi")
    for written in ("92@2025-13-41", "xyz@2025-07-01"):
        assert resolve(written, A_DAY).outcome is Outcome.UNKNOWN
    ward = find_unit("phường IV, Vị Thanh", date(2025, 6, 30))
    after = date(2026, 1, 1)
    new = find_unit("31333", after)
    assert new.key != new.code
    assert find_unit(new.key, after, within=find_unit("92", after)) == new
    with pytest.raises(UnitUnknownError):
        find_unit(new.key, after, within=unit("42"))
    assert ward.key == ward.code


def test_units_of_one_code_are_listed_by_their_keys() -> None:
    units = (find_unit("92", A_DAY), find_unit("92", MERGED), find_unit("42", A_DAY))
    said = UnitAmbiguousError("Cần Thơ", A_DAY, units).remedy.text("vi")
    assert "92 (thành phố Cần Thơ), 92@2025-07-01 (thành phố Cần Thơ), 42 (" in said


def test_many_names_are_answered_in_their_order_with_few_queries(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    names = [
        *("Hà Tĩnh", "?", "Hà Tĩnh", "42", "bhxh-42", "BHXH Hà Tĩnh"),
        *(f"{number:05}" for number in range(900)),
    ]
    resolve_all(names, A_DAY)
    with django_assert_max_num_queries(25):
        found = resolve_all(names, A_DAY)
    assert [codes(one.units) for one in found[:6]] == [["42"], [], ["42"], ["42"], ["bhxh-42"], ["bhxh-42"]]
    assert found[6 + 1].units[0].code == "00001"
    assert len(found) == len(names)


def test_an_unknown_unit_is_answered_with_near_ones() -> None:
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit("Quảng Nan", A_DAY)
    assert "49" in codes(refusal.value.near)
    assert "49 (tỉnh Quảng Nam)" in refusal.value.remedy.text("vi")
    assert "31/5/2020" in refusal.value.cause.text("en")
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit("?", A_DAY)
    assert refusal.value.near == ()
    assert "ansinh places find" in refusal.value.remedy.text("vi")


def test_a_name_of_several_units_is_asked_about_unless_something_tells() -> None:
    with pytest.raises(UnitAmbiguousError) as refusal:
        find_unit("chau thanh", A_DAY)
    assert len(refusal.value.candidates) > 8
    assert "883" not in codes(refusal.value.candidates)
    assert "…" in refusal.value.remedy.text("vi")
    assert find_unit("Châu Thành, Tây Ninh", A_DAY).code == "708"


def test_a_code_of_an_area_and_of_an_office_is_asked_about() -> None:
    made("42", "Bảo hiểm xã hội Hà Tĩnh", "", UnitKind.OFFICE)
    with pytest.raises(UnitAmbiguousError):
        find_unit("42", A_DAY)
    assert find_unit("Hà Tĩnh", A_DAY).kind == UnitKind.AREA


@pytest.mark.parametrize(
    ("code", "last_day"),
    [("93", date(2025, 6, 30)), ("418", date(2025, 6, 30)), ("448", date(2024, 12, 31))],
)
def test_a_unit_is_found_to_its_last_day_and_no_longer(code: str, last_day: date) -> None:
    assert find_unit(code, last_day).code == code
    with pytest.raises(UnitUnknownError):
        find_unit(code, date.fromordinal(last_day.toordinal() + 1))


def test_a_code_means_another_place_after_the_reform() -> None:
    before, after = find_unit("52", date(2025, 6, 30)), find_unit("52", MERGED)
    assert (before.name, after.name) == ("Bình Định", "Gia Lai")
    assert (before.key, after.key) == ("52", "52@2025-07-01")


def test_a_unit_whose_end_is_unknown_is_found_up_to_the_last_day_it_is_known() -> None:
    one = made("999", "Sông Xa")
    Unit.objects.filter(pk=one.pk).update(end_unknown=True, valid_to=A_DAY)
    assert find_unit("999", A_DAY) == one
    with pytest.raises(UnitUnknownError) as refusal:
        find_unit("Huyện Sông Xa", date(2026, 1, 1))
    assert refusal.value.past == one
    assert "31/5/2020" in refusal.value.remedy.text("vi")


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


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [
        (A_DAY, 63, 707, None),
        (date(2025, 6, 30), 63, 696, 10_035),
        (MERGED, 34, 0, 3_321),
        (date(2026, 10, 1), 34, 0, 3_321),
    ],
)
def test_the_country_has_the_areas_of_its_day(day: date, provinces: int, districts: int, communes: int | None) -> None:
    """Before 2025-06-30 it is not known which communes there were."""
    assert len(parts(country(day), day)) == provinces
    areas = units_on(day).filter(kind=UnitKind.AREA)
    assert areas.filter(level=Level.DISTRICT).count() == districts
    if communes:
        assert areas.filter(level=Level.COMMUNE).count() == communes
    whole = country(day)
    below = within(whole, day)
    assert below == set(areas.values_list("pk", flat=True)) or day == A_DAY


def test_the_areas_around_a_unit_are_not_its_clusters() -> None:
    vietnam, district, province = unit("VN"), unit("418"), unit("40")
    around = areas_around([unit("42").pk, district.pk, vietnam.pk], A_DAY)
    assert around == {unit("42").pk: (vietnam.pk,), district.pk: (province.pk,)}
    assert areas_around([district.pk], MERGED) == {}
    ward = find_unit("phường IV, Vị Thanh", A_DAY)
    (names,) = wholes([ward.pk], date(2025, 6, 30)).values()
    assert [one.full_name for one in names] == ["thành phố Vị Thanh", "tỉnh Hậu Giang"]


def test_one_place_has_one_row_from_one_date() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        made("42", "Hà Tĩnh", "tỉnh")
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(whole=unit("VN"), part=unit("42"))

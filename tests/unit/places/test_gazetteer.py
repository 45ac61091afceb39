"""A place is found as officers write it: each rule on a few made-up places. The corpus has the whole country."""

from datetime import date

import pytest

from ansinh.places.gazetteer import Alias, Gazetteer, Match, Outcome, Place, read_aliases

VIETNAM = Place(1, "country", "VN", "", "Việt Nam", ())
HA_TINH = Place(2, "province", "42", "tỉnh", "Hà Tĩnh", (1,))
CITY = Place(3, "district", "436", "thành phố", "Hà Tĩnh", (2, 1))
KY_ANH = Place(4, "district", "447", "huyện", "Kỳ Anh", (2, 1))
KY_ANH_TOWN = Place(5, "district", "449", "thị xã", "Kỳ Anh", (2, 1))
TAN_LAP = Place(6, "commune", "00001", "xã", "Tân Lập", (4, 2, 1))
TAN_LAP_TOWN = Place(7, "commune", "00002", "thị trấn", "Tân Lập", (5, 2, 1))
WARD_4 = Place(8, "commune", "00003", "phường", "4", (3, 2, 1))
WARD_IV = Place(9, "commune", "00005", "phường", "IV", (5, 2, 1))
HUE = Place(10, "province", "46", "thành phố", "Huế", (1,))
TAM_THANH = Place(11, "commune", "00006", "xã", "Tam Thanh", (4, 2, 1))
TAM_THANH_HEAVY = Place(12, "commune", "00007", "xã", "Tam Thạnh", (4, 2, 1))
PLACES = (
    VIETNAM, HA_TINH, CITY, KY_ANH, KY_ANH_TOWN, TAN_LAP, TAN_LAP_TOWN, WARD_4, WARD_IV, HUE, TAM_THANH,
    TAM_THANH_HEAVY,
)  # fmt: skip
GAZETTEER = Gazetteer(PLACES, [Alias("HT", "province", "Hà Tĩnh"), Alias("KA", "province", "Kỳ Anh")])


def one(written: str, level: str | None = None, within: int | None = None) -> tuple[Outcome, Place]:
    match = GAZETTEER.resolve(written, level=level, within=within)
    assert len(match.places) == 1
    return match.outcome, match.places[0]


def outcome(written: str, level: str | None = None, within: int | None = None) -> Outcome:
    return GAZETTEER.resolve(written, level=level, within=within).outcome


def test_a_name_without_a_designation_is_that_of_the_highest_level() -> None:
    assert one("Hà Tĩnh") == (Outcome.EXACT, HA_TINH)
    assert one("Hà Tĩnh", level="district") == (Outcome.EXACT, CITY)
    assert one("Hà Tĩnh", within=HA_TINH.key) == (Outcome.EXACT, CITY)
    assert one("Hà Tĩnh, Hà Tĩnh") == (Outcome.EXACT, CITY)
    assert outcome("Hà Tĩnh, Hà Tĩnh, Hà Tĩnh") is Outcome.UNKNOWN


def test_several_on_the_highest_level_are_asked_about_though_a_lower_one_has_it_once() -> None:
    commune = Place(20, "commune", "00008", "xã", "Kỳ Anh", (3, 2, 1))
    match = Gazetteer((*PLACES, commune)).resolve("Kỳ Anh")
    assert match == Match(Outcome.AMBIGUOUS, (KY_ANH, KY_ANH_TOWN, commune))


def test_its_own_designation_is_better_than_another_of_its_level() -> None:
    assert one("xã Tân Lập") == (Outcome.EXACT, TAN_LAP)
    assert one("TT Tân Lập") == (Outcome.EXACT, TAN_LAP_TOWN)
    assert outcome("phường Tân Lập") is Outcome.AMBIGUOUS
    assert one("phường Tân Lập, huyện Kỳ Anh") == (Outcome.UNIQUE, TAN_LAP)
    assert outcome("đặc khu Kỳ Anh") is Outcome.UNKNOWN


def test_thanh_pho_stands_for_no_other_word() -> None:
    assert one("TP. Hà Tĩnh") == (Outcome.EXACT, CITY)
    without_city = Gazetteer([place for place in PLACES if place != CITY])
    match = without_city.resolve("TP. Hà Tĩnh")
    assert match.outcome is Outcome.UNKNOWN
    assert match.places[0] == HA_TINH
    assert outcome("thành phố Kỳ Anh") is Outcome.UNKNOWN
    assert outcome("huyện Hà Tĩnh") is Outcome.UNKNOWN
    assert one("tỉnh Huế") == (Outcome.UNIQUE, HUE)


def test_what_fits_as_well_in_one_name_and_better_in_another_is_meant() -> None:
    assert one("Tân Lập, huyện Kỳ Anh") == (Outcome.EXACT, TAN_LAP)  # though the huyện could be called thị xã
    assert outcome("Tân Lập, Kỳ Anh") is Outcome.AMBIGUOUS


def test_who_omits_marks_may_omit_them_everywhere() -> None:
    assert one("xã Tam Thanh, huyện Kỳ Anh") == (Outcome.EXACT, TAM_THANH)
    for written in ("xa Tam Thanh, huyen Ky Anh", "Tam Thanh", "xã Tam Thanh, huyên Kỳ Anh", "xa Tam Thanh, Kỳ Anh"):
        match = GAZETTEER.resolve(written)
        assert match == Match(Outcome.AMBIGUOUS, (TAM_THANH, TAM_THANH_HEAVY)), written
    assert one("Tam Thạnh") == (Outcome.EXACT, TAM_THANH_HEAVY)


@pytest.mark.parametrize("written", ["P4", "P.4", "p 4", "Phường 4", "phường4", "F.4"])
def test_a_number_as_written_is_better_than_by_its_value(written: str) -> None:
    assert one(written) == (Outcome.EXACT, WARD_4)
    assert one(f"{written}, thị xã Kỳ Anh") == (Outcome.UNIQUE, WARD_IV)


def test_a_number_alone_is_a_code_but_for_a_ward_of_an_area_asked_for() -> None:
    assert one("42") == (Outcome.EXACT, HA_TINH)
    assert one("00003") == (Outcome.EXACT, WARD_4)
    assert outcome("04") is Outcome.UNKNOWN
    assert one("04", within=CITY.key) == (Outcome.UNIQUE, WARD_4)
    assert outcome("42", level="commune") is Outcome.UNKNOWN


def test_a_code_and_a_name_must_agree() -> None:
    assert one("42 Hà Tĩnh") == one("Hà Tĩnh (42)") == (Outcome.EXACT, HA_TINH)
    assert one("Hà Tĩnh (436)") == (Outcome.EXACT, CITY)
    assert outcome("46 Hà Tĩnh") is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "written",
    [
        "Xã Tân Lập, huyện Kỳ Anh, tỉnh Hà Tĩnh",
        "Tân Lập – H. Kỳ Anh – Hà Tĩnh",
        "tỉnh Hà Tĩnh, huyện Kỳ Anh, xã Tân Lập",
        "X.Tân Lập (H.Kỳ Anh / Hà Tĩnh)",
        "xã Tân Lập huyện Kỳ Anh tỉnh Hà Tĩnh Việt Nam",
        "xã Tân Lập; Kỳ Anh",
    ],
)
def test_areas_around_are_written_in_many_ways(written: str) -> None:
    assert TAN_LAP in GAZETTEER.resolve(written).places


def test_an_area_that_does_not_fit_is_never_passed_over() -> None:
    for written in ("xã Tân Lập, Huế", "xã Tân Lập, Nơi Khác", "thôn 3, xã Tân Lập, huyện Kỳ Anh"):
        match = GAZETTEER.resolve(written)
        assert match.outcome is Outcome.UNKNOWN
    assert TAN_LAP in GAZETTEER.resolve("xã Tân Lập, Huế").places


def test_an_alias_is_a_weaker_name_of_the_places_of_its_level() -> None:
    assert one("HT") == one("tỉnh HT") == (Outcome.UNIQUE, HA_TINH)
    assert outcome("KA") is Outcome.UNKNOWN  # no province is called Kỳ Anh
    assert outcome("TP HT") is Outcome.UNKNOWN


def test_the_table_of_aliases_names_levels_and_days() -> None:
    aliases = read_aliases()
    assert {alias.level for alias in aliases} <= {"country", "province", "district", "commune"}
    assert Alias("HCM", "province", "Hồ Chí Minh") in aliases
    dated = Alias("A", "province", "B", date(2020, 1, 1), date(2020, 12, 31))
    assert [dated.valid_on(date(year, 12, 31)) for year in (2019, 2020, 2021)] == [False, True, False]


SPELLED_OTHERWISE = Gazetteer([
    Place(1, "province", "67", "tỉnh", "Đắk Nông", ()),
    Place(2, "district", "137", "huyện", "Mù Căng Chải", (1,)),
    Place(3, "commune", "04456", "thị trấn", "Mù Cang Chải", (2, 1)),
    Place(4, "district", "602", "huyện", "Phú Quí", (1,)),
    Place(5, "commune", "00010", "xã", "Phú Quý", (2, 1)),
    Place(6, "district", "612", "huyện", "Đắk Tô", (1,)),
    Place(7, "commune", "23401", "thị trấn", "Đăk Tô", (6, 1)),
    Place(8, "province", "44", "tỉnh", "Quảng Bình", ()),
    Place(9, "commune", "01237", "xã", "Quang Bình", (2, 1)),
    Place(10, "commune", "00011", "xã", "Đắk Song", (2, 1)),
    Place(11, "district", "613", "huyện", "Đăk Song", (1,)),
    Place(12, "district", "614", "huyện", "Đăk  Sông", (1,)),
    Place(13, "commune", "00012", "xã", "Nam Đồng", (2, 1)),
])  # fmt: skip


@pytest.mark.parametrize(
    ("written", "outcome", "codes"),
    [
        ("Mù Cang Chải", Outcome.UNIQUE, ["137"]),
        ("Mù Căng Chải", Outcome.EXACT, ["137"]),
        ("TT Mù Cang Chải", Outcome.EXACT, ["04456"]),
        ("Mù Cang Chải, Mù Cang Chải", Outcome.UNIQUE, ["04456"]),
        ("Phú Quý", Outcome.UNIQUE, ["602"]),
        ("xã Phú Quý", Outcome.EXACT, ["00010"]),
        ("Đăk Tô", Outcome.UNIQUE, ["612"]),
        ("Đăk Tô, Đắk Nông", Outcome.UNIQUE, ["612"]),
        ("Quang Bình", Outcome.EXACT, ["01237"]),
        ("Đắk Song", Outcome.EXACT, ["00011"]),
        ("huyện đảo Phú Quý", Outcome.UNIQUE, ["602"]),
        ("huyen dao Phú Quí", Outcome.UNIQUE, ["602"]),
        ("huyện đảo Phú Quí", Outcome.EXACT, ["602"]),
    ],
)
def test_how_a_name_is_spelled_does_not_choose_the_level(written: str, outcome: Outcome, codes: list[str]) -> None:
    match = SPELLED_OTHERWISE.resolve(written)
    assert (match.outcome, [place.code for place in match.places]) == (outcome, codes)


def test_a_name_with_some_marks_says_if_it_fits_only_with_more() -> None:
    assert SPELLED_OTHERWISE.resolve("Nam Đông").lacks_marks
    for written in ("Nam Dong", "Nam Đồng", "xã Nam Đông", "Mù Cang Chải", "không đâu"):
        assert not SPELLED_OTHERWISE.resolve(written).lacks_marks, written


def test_near_places_in_the_areas_written_come_first() -> None:
    assert GAZETTEER.resolve("xã Tân Lặp, huyện Kỳ Anh").places[0] == TAN_LAP
    assert GAZETTEER.resolve("Tân Lạpp, thị xã Kỳ Anh").places[0] == TAN_LAP_TOWN
    assert GAZETTEER.resolve("tỉnh Hà Tỉnh").places[:2] == (HA_TINH, CITY)
    assert GAZETTEER.resolve("Hà Tỉnh", level="district").places[:2] == (CITY, HA_TINH)


@pytest.mark.parametrize("written", ["", " ", ",;-", "xã", "Hà Tĩnh " * 1000, "a," * 100, "𠀀", "\u0301", "đ", "ı̇"])
def test_what_is_no_name_is_unknown(written: str) -> None:
    assert outcome(written) is Outcome.UNKNOWN

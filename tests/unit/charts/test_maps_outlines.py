"""The outlines that Ansinh carries: the right areas, in the right places, wound as d3-geo wants them."""

from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest

from ansinh.charts.geojson import Feature, Ring, read_outlines
from ansinh.charts.maps import read_islands

DATA = files("ansinh.places") / "data"
OUTLINES = (DATA / "outlines.json").read_bytes()
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)

# Places known from elsewhere: longitude, latitude, the province before and from 2025-07-01.
PLACES = {
    "Hà Nội": (105.85, 21.03, "01", "01"),
    "Mê Linh": (105.72, 21.18, "01", "01"),
    "Bắc Kạn": (105.83, 22.15, "06", "19"),
    "Than Uyên": (103.90, 21.96, "12", "12"),
    "Hưng Yên": (106.05, 20.65, "33", "33"),
    "Hòa Bình": (105.34, 20.82, "17", "25"),
    "Cát Bà": (107.00, 20.80, "31", "31"),
    "Vân Đồn": (107.48, 21.15, "22", "22"),
    "Cù Lao Chàm": (108.52, 15.95, "49", "48"),
    "Lý Sơn": (109.12, 15.38, "51", "51"),
    "Phú Quý": (108.945, 10.525, "60", "68"),
    "Biên Hòa": (106.85, 10.96, "75", "75"),
    "Thủ Dầu Một": (106.67, 11.00, "74", "79"),
    "Côn Đảo": (106.61, 8.70, "77", "79"),
    "Phú Quốc": (104.00, 10.22, "91", "91"),
    "Cao Lãnh": (105.65, 10.47, "87", "82"),
    "Sa Đéc": (105.75, 10.29, "87", "82"),
    "Lai Vung": (105.66, 10.29, "87", "82"),
    "Thốt Nốt": (105.52, 10.26, "92", "92"),
    "Cờ Đỏ": (105.43, 10.10, "92", "92"),
    "Ninh Kiều": (105.77, 10.03, "92", "92"),
    "Vị Thanh": (105.47, 9.78, "93", "92"),
    "Ngã Bảy": (105.82, 9.82, "93", "92"),
    "Sóc Trăng": (105.97, 9.60, "94", "92"),
    "Long Xuyên": (105.42, 10.37, "89", "91"),
}


def within(ring: Ring, lon: float, lat: float) -> bool:
    crossings = [
        x0 + (lat - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in pairwise(ring)
        if (y0 <= lat) is not (y1 <= lat)
    ]
    return sum(x > lon for x in crossings) % 2 == 1


def province_at(features: list[Feature], lon: float, lat: float) -> list[str]:
    return [
        feature["properties"]["code"]
        for feature in features
        for polygon in feature["geometry"]["coordinates"]
        if within(polygon[0], lon, lat) and not any(within(hole, lon, lat) for hole in polygon[1:])
    ]


def area(ring: Ring) -> float:
    """Positive when counter-clockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


@pytest.mark.parametrize(("day", "count"), [(date(2020, 1, 1), 63), (BEFORE, 63), (AFTER, 34), (date(2026, 7, 1), 34)])
def test_as_many_areas_as_provinces(day: date, count: int) -> None:
    codes = [feature["properties"]["code"] for feature in read_outlines(OUTLINES, day)]
    assert len(codes) == len(set(codes)) == count


@pytest.mark.parametrize("place", PLACES)
def test_a_place_lies_in_its_province(place: str) -> None:
    lon, lat, before, after = PLACES[place]
    assert province_at(read_outlines(OUTLINES, BEFORE), lon, lat) == [before]
    assert province_at(read_outlines(OUTLINES, AFTER), lon, lat) == [after]


@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_rings_are_closed_and_holes_wound_the_other_way(day: date) -> None:
    for feature in read_outlines(OUTLINES, day):
        for outside, *holes in feature["geometry"]["coordinates"]:
            assert all(len(ring) >= 4 and ring[0] == ring[-1] for ring in (outside, *holes))
            assert area(outside) < 0
            assert all(area(hole) > 0 for hole in holes)


def test_both_divisions_cover_the_same_land() -> None:
    before, after = (
        sum(
            area(ring)
            for f in read_outlines(OUTLINES, day)
            for polygon in f["geometry"]["coordinates"]
            for ring in polygon
        )
        for day in (BEFORE, AFTER)
    )
    assert before == pytest.approx(after, rel=1e-9)


def test_the_file_is_small_and_names_its_source() -> None:
    assert len(OUTLINES) < 250_000
    assert b"Natural Earth (public domain)" in OUTLINES


def test_the_islands_lie_where_their_archipelagos_are() -> None:
    islands = read_islands((DATA / "islands.csv").read_text(encoding="utf-8").splitlines())
    assert len({island.name for island in islands.all}) == len(islands.all)
    assert all(111 < i.lon < 113 and 15.5 < i.lat < 17.3 for i in islands.archipelago("48"))
    assert all(111.4 < i.lon < 117.4 and 6.8 < i.lat < 12 for i in islands.archipelago("56"))
    assert {"Phú Lâm", "Tri Tôn", "Linh Côn", "Đá Bắc"} <= {i.name for i in islands.archipelago("48")}
    assert {"Trường Sa Lớn", "Song Tử Tây", "Nam Yết", "An Bang"} <= {i.name for i in islands.archipelago("56")}

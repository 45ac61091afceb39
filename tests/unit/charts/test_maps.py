"""Maps of the country and of single provinces: nothing is missing, and names can be read."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from itertools import combinations

import pytest

from ansinh.charts.geojson import read_outlines
from ansinh.charts.maps import (
    A4,
    CLASS_COLOURS,
    PAGE,
    PHONE,
    Islands,
    MapArea,
    MapClasses,
    MapSize,
    MapSymbol,
    country_map,
    province_map,
    read_islands,
)
from ansinh.charts.maps.canvas import CROSS, HATCH
from ansinh.charts.maps.lettering import text_width
from ansinh.charts.maps.pixels import Box, Pixel
from ansinh.charts.rendering import to_svg
from ansinh.charts.specifications import Specification
from ansinh.documents.fonts import FONT_DIRECTORY
from ansinh.kernel.language import Language

DATA = files("ansinh.places") / "data"
OUTLINES = (DATA / "outlines.json").read_bytes()
ISLANDS = read_islands((DATA / "islands.csv").read_text(encoding="utf-8").splitlines())
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
CLASSES = MapClasses("Tỷ lệ bao phủ (%)", (Decimal(75), Decimal(80), Decimal(85), Decimal(90)))
SIZES = [A4, PAGE, PHONE]
CITIES = {"01": "Hà Nội", "31": "Hải Phòng", "46": "Huế", "48": "Đà Nẵng", "79": "Hồ Chí Minh", "92": "Cần Thơ"}

SYMBOLS = (
    MapSymbol("Ninh Kiều", 10.03, 105.77, Decimal(92), "92", Decimal(50_000)),
    MapSymbol("Cái Răng", 9.99, 105.76, Decimal(77), "77", Decimal(20_000)),
    MapSymbol("Thốt Nốt", 10.27, 105.53, None, "", Decimal(5_000)),
)


def areas(day: date = AFTER, values: dict[str, str] | None = None) -> list[MapArea]:
    known = {code: Decimal(value) for code, value in (values or {}).items()}
    features = {feature["properties"]["code"]: feature["geometry"] for feature in read_outlines(OUTLINES, day)}
    return [MapArea(code, CITIES.get(code, f"Tỉnh {code}"), own, known.get(code)) for code, own in features.items()]


def province(of: str, size: MapSize = A4, symbols: tuple[MapSymbol, ...] = (), day: date = AFTER) -> Specification:
    everywhere = areas(day)
    own = next(area for area in everywhere if area.code == of)
    return province_map(
        own, neighbours=everywhere, islands=ISLANDS, symbols=symbols, title="Tỉnh", language="vi", size=size
    )


def marks(specification: Specification, layer: str) -> list[Specification]:
    found: list[Specification] = next(one for one in specification["layer"] if one["name"] == layer)["data"]["values"]
    return found


def rows(specification: Specification, layer: str, name: str) -> list[object]:
    return [mark[name] for mark in marks(specification, layer)]


def drawn_texts(svg: str) -> set[str]:
    return set(re.findall(r">([^<>]+)</(?:text|tspan)>", svg))


def country(day: date = AFTER, size: MapSize = A4, language: Language = "vi") -> Specification:
    return country_map(areas(day), islands=ISLANDS, title="Bản đồ", source="Nguồn", language=language, size=size)


def coloured(values: dict[str, str]) -> Specification:
    return country_map(areas(values=values), islands=ISLANDS, title="", classes=CLASSES, language="en")


def shapes(svg: str) -> list[str]:
    group = re.search(r'<g class="mark-shape [^>]*>(.*?)</g>', svg, re.DOTALL)
    assert group
    return re.findall(r'<path [^>]*?d="([^"]*)"', group[1])


def said(specification: Specification) -> str:
    """All texts, the lines of a name as one."""
    return " ".join(str(text) for text in rows(specification, "texts", "text")).replace("\N{NO-BREAK SPACE}", " ")


def box(text: Specification) -> Box:
    width = text_width(text["text"], text["size"])
    left = text["x"] - (width / 2 if text["align"] == "center" else 0)
    return Box.around(Pixel(left + width / 2, text["y"]), width, 0.8 * text["size"])


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 63), (AFTER, 34)])
def test_every_province_is_drawn_in_its_own_place(day: date, count: int) -> None:
    specification = country(day)
    drawn = shapes(to_svg(specification, "vi", FONT_DIRECTORY))
    assert len(drawn) == count
    for path in drawn:
        numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", path)]
        assert max(numbers[::2]) - min(numbers[::2]) < specification["width"] / 3
        assert max(numbers[1::2]) - min(numbers[1::2]) < specification["height"] / 3


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_every_province_is_named_and_the_central_cities_in_their_place(day: date, size: MapSize) -> None:
    everything = said(country(day, size))
    assert {area.label for area in areas(day) if area.label not in everything} == set()
    assert not [code for code in CITIES if re.search(rf"\b{code}\b", everything)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("day", [BEFORE, AFTER])
def test_names_stay_on_the_map_and_off_each_other(day: date, size: MapSize) -> None:
    specification = country(day, size)
    texts = marks(specification, "texts")
    for text in texts:
        assert 0 <= text["x"] <= specification["width"]
        assert 0 <= text["y"] <= specification["height"]
    assert [(one["text"], other["text"]) for one, other in combinations(texts, 2) if box(one).meets(box(other))] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("vi", {"Quần đảo Hoàng Sa", "(TP Đà Nẵng)", "Quần đảo Trường Sa", "(tỉnh Khánh Hòa)"}),
        ("en", {"Hoang Sa archipelago", "(Da Nang)", "Truong Sa archipelago", "(Khanh Hoa)"}),
    ],
)
def test_both_archipelagos_are_shown_and_named(size: MapSize, language: Language, labels: set[str]) -> None:
    specification = country(size=size, language=language)
    assert labels <= drawn_texts(to_svg(specification, language, FONT_DIRECTORY))
    east = [x for x in rows(specification, "symbols", "x") if isinstance(x, float) and x > specification["width"] / 2]
    assert len(east) >= len(ISLANDS.of_archipelagos)


def test_no_map_without_an_archipelago() -> None:
    with pytest.raises(ValueError, match="Truong Sa"):
        Islands(ISLANDS.archipelago("48"))


def test_values_choose_their_tones_and_no_figure_is_hatched() -> None:
    specification = coloured({"01": "74.9", "48": "75", "79": "90"})
    fills = [area["properties"]["fill"] for area in marks(specification, "areas")]
    assert sorted(fills, reverse=True)[:32] == ["white"] * 31 + [CLASS_COLOURS[0]]
    assert fills[:2] == [CLASS_COLOURS[1], CLASS_COLOURS[-1]]
    assert HATCH in rows(specification, "lines", "stroke")
    legend = ["90 and over", "85 to under 90", "80 to under 85", "75 to under 80", "under 75", "no figure"]
    assert [text for text in rows(specification, "texts", "text") if text in legend] == legend


def test_the_legend_speaks_the_language_of_the_map() -> None:
    specification = country_map(areas(), islands=ISLANDS, title="", classes=CLASSES, language="vi")
    assert {"từ 90 trở lên", "dưới 75", "không có số liệu"} <= set(rows(specification, "texts", "text"))


def test_without_gaps_the_legend_speaks_of_none() -> None:
    everywhere = {area.code: "80" for area in areas()}
    assert "no figure" not in rows(coloured(everywhere), "texts", "text")


def test_an_archipelago_has_the_tone_of_its_province() -> None:
    specification = coloured({"48": "95", "56": "70"})
    assert {CLASS_COLOURS[0], CLASS_COLOURS[-1]} <= set(rows(specification, "symbols", "fill"))


def test_only_our_font_and_no_address() -> None:
    svg = to_svg(country(), "vi", FONT_DIRECTORY)
    assert set(re.findall(r'font-family="([^"]*)"', svg)) == {"Tinos"}
    assert json.loads(json.dumps(country()))["width"] == A4.width


def test_figures_stand_below_names_where_there_is_room() -> None:
    given = [replace(area, text="91,2") if area.code == "52" else area for area in areas()]
    specification = country_map(given, islands=ISLANDS, title="", language="vi", size=PAGE)
    texts = rows(specification, "texts", "text")
    assert texts[texts.index("Tỉnh 52") + 1] == "91,2"


def frames(specification: Specification) -> list[Box]:
    return [Box(mark["x"], mark["y"], mark["x2"], mark["y2"]) for mark in marks(specification, "boxes")]


@pytest.mark.parametrize("of", ["48", "56"])
@pytest.mark.parametrize("size", [A4, PHONE])
def test_a_province_with_an_archipelago_shows_it_in_a_frame(of: str, size: MapSize) -> None:
    specification = province(of, size)
    shown = drawn_texts(to_svg(specification, "vi", FONT_DIRECTORY))
    name = {"48": "Quần đảo Hoàng Sa", "56": "Quần đảo Trường Sa"}[of]
    assert {name, *(island.name for island in ISLANDS.archipelago(of)[:3])} <= shown
    assert len(frames(specification)) == 1
    assert len(marks(specification, "symbols")) == len(ISLANDS.archipelago(of))


def test_a_commune_out_at_sea_stands_in_the_frame() -> None:
    specification = province("48", symbols=(MapSymbol("Đặc khu", 16.57, 112.13),))
    (frame,) = frames(specification)
    assert all(frame.left < x < frame.right for x in rows(specification, "symbols", "x") if isinstance(x, float))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("of", "day", "named"),
    [
        ("31", AFTER, ["Bạch Long Vĩ"]),
        ("77", BEFORE, ["Côn Đảo"]),
        ("79", AFTER, ["Côn Đảo"]),
        ("91", AFTER, ["Phú Quốc", "Thổ Châu"]),
    ],
)
def test_islands_that_would_make_their_province_small_stand_in_frames(
    of: str, day: date, named: list[str], size: MapSize
) -> None:
    specification = province(of, size, day=day)
    assert len(frames(specification)) == len(marks(specification, "areas in boxes")) == len(named)
    assert set(named) <= set(rows(specification, "texts", "text"))
    assert not any(one.meets(other) for one, other in combinations(frames(specification), 2))
    xs, ys = zip(*_points(marks(specification, "areas")[-1]), strict=True)
    assert max((max(xs) - min(xs)) / size.width, (max(ys) - min(ys)) / (1.2 * size.width)) > 0.9


@pytest.mark.parametrize("of", ["22", "44", "51", "68", "92"])
def test_islands_nearby_stand_where_they_are(of: str) -> None:
    assert frames(province(of)) == []


def test_a_commune_on_a_far_island_stands_in_its_frame_and_is_named_once() -> None:
    specification = province("79", PAGE, (MapSymbol("Côn Đảo", 8.698, 106.61), MapSymbol("Củ Chi", 11.0, 106.5)))
    (frame,) = frames(specification)
    inside = [
        frame.left < mark["x"] < frame.right and frame.top < mark["y"] for mark in marks(specification, "symbols")
    ]
    assert sorted(inside) == [False, True]
    assert rows(specification, "texts", "text").count("Côn Đảo") == 1


def test_a_frame_that_finds_no_room_stands_below_the_map() -> None:
    crowd = tuple(MapSymbol("", 9.8 + n // 40 / 20, 106 + n % 40 / 20) for n in range(40 * 40))
    specification = province("79", symbols=(*crowd, MapSymbol("Côn Đảo", 8.698, 106.61)))
    (frame,) = frames(specification)
    assert frame.top > max(y for mark in marks(specification, "areas")[-1:] for _x, y in _points(mark))
    assert frame.bottom < specification["height"]


def _points(area: Specification) -> list[tuple[float, float]]:
    return [point for polygon in area["geometry"]["coordinates"] for ring in polygon for point in ring]


def test_communes_are_named_and_their_areas_are_as_their_sizes() -> None:
    specification = province("92", symbols=SYMBOLS)
    assert {"Ninh Kiều", "Cái Răng", "Thốt Nốt"} <= drawn_texts(to_svg(specification, "vi", FONT_DIRECTORY))
    largest, second, _smallest = rows(specification, "symbols", "area")
    assert largest / second == pytest.approx(2.5)  # type: ignore[operator]


def test_a_commune_without_a_figure_is_a_cross_and_so_says_the_legend() -> None:
    everywhere = areas()
    own = next(area for area in everywhere if area.code == "92")
    specification = province_map(
        own, neighbours=everywhere, islands=ISLANDS, symbols=SYMBOLS, classes=CLASSES, title="", language="en"
    )
    crosses = [mark for mark in marks(specification, "symbols") if mark["shape"] == CROSS]
    assert len(crosses) == 2
    assert crosses[1]["y"] == next(text["y"] for text in marks(specification, "texts") if text["text"] == "no figure")


def test_names_of_communes_do_not_overlap() -> None:
    crowd = tuple(MapSymbol(f"Xã {n}", 9.9 + n % 5 / 50, 105.6 + n // 5 / 50) for n in range(25))
    named = [row for row in marks(province("92", symbols=crowd), "texts") if row["text"].startswith("Xã")]
    assert named
    for one, other in combinations(named, 2):
        assert abs(one["y"] - other["y"]) >= 0.9 * one["size"] or abs(one["x"] - other["x"]) >= one["size"] * 2


def test_neighbours_out_of_sight_are_left_out() -> None:
    assert 2 < len(marks(province("92"), "areas")) < 10


def test_areas_of_communes_are_coloured_instead_of_circles() -> None:
    own = areas(values={"92": "91"})
    can_tho = next(area for area in own if area.code == "92")
    specification = province_map(
        can_tho, neighbours=own, islands=ISLANDS, communes=[can_tho], classes=CLASSES, title="", language="en"
    )
    assert marks(specification, "areas")[-1]["properties"]["fill"] == CLASS_COLOURS[-1]
    assert marks(specification, "symbols") == []

"""Maps whose places lead somewhere: both archipelagos are on each of the country, and on their provinces' own."""

from datetime import date
from decimal import Decimal

import pytest

from ansinh.charts.geojson import Feature, read_outlines
from ansinh.charts.linked_map import GROUND, UNKNOWN, WIDTH, Link, LinkedMap, linked_country, linked_province
from ansinh.charts.maps import Islands, MapArea, MapClasses, MapSymbol, read_islands
from ansinh.kernel.language import LANGUAGES, Language
from ansinh.places.tables import DATA

CLASSES = MapClasses("%", (Decimal(36), Decimal(38)))


@pytest.fixture(scope="module")
def outlines() -> dict[str, Feature]:
    content = (DATA / "outlines.json").read_bytes()
    return {one["properties"]["code"]: one for one in read_outlines(content, date(2020, 5, 31))}


@pytest.fixture(scope="module")
def islands() -> Islands:
    return read_islands((DATA / "islands.csv").read_text(encoding="utf-8").splitlines())


def country(
    outlines: dict[str, Feature], islands: Islands, values: dict[str, Decimal | None], language: Language = "vi"
) -> LinkedMap:
    areas = [
        (
            MapArea(code, "", feature["geometry"], values.get(code)),
            Link(f"/area/{code}/", code, code == "42") if code in values else None,
        )
        for code, feature in outlines.items()
    ]
    return linked_country(areas, islands, CLASSES, language)


def test_each_place_that_is_given_leads_somewhere_and_the_others_are_ground(
    outlines: dict[str, Feature], islands: Islands
) -> None:
    drawn = country(outlines, islands, {"42": Decimal(37), "44": None})
    linked = {shape.link.title: shape.fill for shape in drawn.shapes if shape.link}
    assert linked == {"42": CLASSES.colour(Decimal(37)), "44": UNKNOWN}
    assert {shape.fill for shape in drawn.shapes if shape.link is None} == {GROUND}
    assert len(drawn.shapes) == len(outlines) == 63


def test_the_place_that_the_page_is_about_lies_on_top(outlines: dict[str, Feature], islands: Islands) -> None:
    last = country(outlines, islands, {"42": Decimal(37), "44": Decimal(35)}).shapes[-1]
    assert last.link is not None
    assert last.link.is_here


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_archipelagos_are_on_the_map_of_the_country(
    outlines: dict[str, Feature], islands: Islands, language: Language
) -> None:
    drawn = country(outlines, islands, {}, language)
    assert len(drawn.islets) == len(islands.of_archipelagos)
    assert all(0 < islet.x < WIDTH and 0 < islet.y < drawn.height for islet in drawn.islets)
    named = " ".join(line for name in drawn.names for line in name.lines)
    wanted = ("Hoàng Sa", "Trường Sa") if language == "vi" else ("Hoang Sa", "Truong Sa")
    assert all(name in named for name in wanted)


def test_islands_have_the_tone_of_their_province(outlines: dict[str, Feature], islands: Islands) -> None:
    drawn = country(outlines, islands, {"48": Decimal(40)})
    assert {islet.fill for islet in drawn.islets} == {CLASSES.colour(Decimal(40)), GROUND}


@pytest.mark.parametrize(("code", "name"), [("48", "Hoàng Sa"), ("56", "Trường Sa")])
def test_an_archipelago_has_a_frame_on_the_map_of_its_province(
    outlines: dict[str, Feature], islands: Islands, code: str, name: str
) -> None:
    ashore = (MapSymbol("", 16.05, 108.2), Link("/a/", "ashore"))
    at_sea = (MapSymbol("", 16.53, 111.61), Link("/b/", "at sea"))
    drawn = linked_province(code, outlines[code]["geometry"], [ashore, at_sea], islands, CLASSES, "vi")
    (frame,) = drawn.frames
    circle = next(shape for shape in drawn.shapes if shape.link and shape.link.title == "at sea")
    assert name in drawn.names[0].lines[0]
    assert frame.left < circle.x < frame.right
    assert frame.top < circle.y < frame.bottom <= drawn.height


def test_other_provinces_have_no_frame(outlines: dict[str, Feature], islands: Islands) -> None:
    inland = (MapSymbol("", 18.3, 105.9, Decimal(40)), Link("/a/", "here"))
    drawn = linked_province("42", outlines["42"]["geometry"], [inland], islands, CLASSES, "vi")
    assert (drawn.frames, drawn.names) == ((), ())
    assert [shape.fill for shape in drawn.shapes] == [GROUND, CLASSES.colour(Decimal(40))]


def test_without_an_outline_the_circles_alone_are_drawn(islands: Islands) -> None:
    symbols = [(MapSymbol("", 18 + n / 10, 105.9), Link("/a/", str(n))) for n in range(3)]
    drawn = linked_province("", None, symbols, islands, CLASSES, "vi")
    assert all(shape.radius and 0 <= shape.y <= drawn.height for shape in drawn.shapes)

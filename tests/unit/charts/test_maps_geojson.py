"""GeoJSON that an agency gives: read with care, refused with the feature, the cause and the remedy."""

import json
from typing import Any

import pytest

from ansinh.charts import geojson
from ansinh.charts.geojson import AreasFileError, read_geojson

SQUARE = [[105.0, 10.0], [106.0, 10.0], [106.0, 11.0], [105.0, 11.0], [105.0, 10.0]]  # counter-clockwise
HOLE = [[105.4, 10.4], [105.4, 10.6], [105.6, 10.6], [105.6, 10.4], [105.4, 10.4]]  # clockwise


def collection(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def feature(rings: object = (SQUARE,), kind: str = "Polygon", **properties: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties or {"code": "31117"},
        "geometry": {"type": kind, "coordinates": rings},
    }


def refusal(content: bytes) -> str:
    with pytest.raises(AreasFileError) as error:
        read_geojson(content)
    return error.value.text("en")


@pytest.mark.parametrize("name", ["code", "ma", "maXa", "ward_code", "Ma_xa", "MAXA"])
def test_the_code_is_found_by_any_of_its_names(name: str) -> None:
    (read,) = read_geojson(collection(feature(**{name: " 31117 ", "ten": "Ninh Kiều"})))
    assert read["properties"] == {"code": "31117"}


def test_a_byte_order_mark_a_height_and_whole_numbers_are_borne() -> None:
    rings = [[[105, 10, 3.5], [106, 10, 3.5], [106, 11, 3.5], [105, 10, 3.5]]]
    (read,) = read_geojson(b"\xef\xbb\xbf" + collection(feature(rings, code=31117)))
    assert read["properties"]["code"] == "31117"
    assert {len(position) for position in read["geometry"]["coordinates"][0][0]} == {2}


def test_outsides_are_wound_clockwise_and_holes_the_other_way() -> None:
    (read,) = read_geojson(collection(feature([SQUARE, HOLE])))
    outside, hole = read["geometry"]["coordinates"][0]
    assert outside == [tuple(position) for position in SQUARE[::-1]]
    assert hole == [tuple(position) for position in HOLE[::-1]]
    assert read_geojson(collection(feature([SQUARE[::-1], HOLE[::-1]]))) == [read]


def test_features_with_one_code_become_one_area() -> None:
    (read,) = read_geojson(collection(feature(), feature([[SQUARE], [SQUARE]], "MultiPolygon")))
    assert len(read["geometry"]["coordinates"]) == 3


def test_wgs84_may_be_named() -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        assert read_geojson(collection(feature(), crs={"type": "name", "properties": {"name": name}}))


@pytest.mark.parametrize(
    ("content", "cause", "remedy"),
    [
        (b"\xff\xfe", "not JSON text in UTF-8", "encoding UTF-8"),
        (b"{", "not JSON text", "GeoJSON"),
        (b"[" * 100_000, "not JSON text", "GeoJSON"),
        (b"[1]", "not a GeoJSON FeatureCollection", "Shapefile"),
        (b'{"type": "Topology"}', "not a GeoJSON FeatureCollection", "TopoJSON"),
        (collection(), "holds no area", "all its features"),
        (collection(feature(), crs={"properties": {"name": "EPSG:9210"}}), "system is EPSG:9210", "WGS84"),
        (collection(feature(), crs="?"), "not WGS84", "WGS84"),
        (collection(feature(), 7), "Feature 2: its coordinates", "[longitude, latitude]"),
        (collection(feature(), feature(ten="x")), "Feature 2 has no code", "ward_code"),
        (collection(feature(code="")), "Feature 1 has no code", "property"),
        (collection(feature(code=True)), "Feature 1 has no code", "property"),
        (collection(feature(ma=4)), "the code 4 is a number", "00004, not 4"),
        (collection(feature(kind="Point")), "not an area: its geometry is Point", "MultiPolygon"),
        (collection({"type": "Feature", "properties": {"ma": "1"}, "geometry": None}), "its geometry is –", "Polygon"),
        (collection(feature([])), "not in the form of GeoJSON", "again"),
        (collection(feature([[["105", "10"]]])), "not in the form of GeoJSON", "again"),
        (collection(feature([[[True, 10]]])), "not in the form of GeoJSON", "again"),
        (collection(feature([[[105]]])), "not in the form of GeoJSON", "again"),
        (collection(feature([SQUARE[:3]])), "a border has 3 points", "at least 4"),
        (collection(feature([SQUARE[:4]])), "a border is not closed", "last point"),
        (
            collection(feature(), feature([[[10.5, 105.7]]])),
            "Feature 2: the point 10.5; 105.7 has its latitude",
            "before",
        ),
        (collection(feature([[[585_000.5, 1_109_000]]])), "in metres, perhaps of VN-2000", "EPSG:4326"),
        (collection(feature([[[2.35, 48.86]]])), "the point 2.35; 48.86 is not in Viet Nam", "degrees"),
        (collection(feature([[[float("nan"), 10]]])), "not JSON text", "GeoJSON"),
    ],
)
def test_bad_files_are_refused_with_cause_and_remedy(content: bytes, cause: str, remedy: str) -> None:
    said = refusal(content).split("\n")
    assert cause in said[0]
    assert remedy in said[1]


def test_too_large_a_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geojson, "LARGEST_FILE", 0.0001)
    assert "at most" in refusal(b"x" * 101)

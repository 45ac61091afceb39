"""`ansinh places` as a user runs it."""

import json
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from ansinh.cli.exit_codes import KINDS
from ansinh.kernel.errors import InputError, NotFoundError

Program = Any
SQUARE = [[[105.6, 18.2], [105.9, 18.2], [105.9, 18.5], [105.6, 18.5], [105.6, 18.2]]]


def test_names_are_found_on_a_day_one_by_one_or_from_a_file(program: Program, tmp_path: Path) -> None:
    shown = program("places", "find", "P.4, Vị Thanh", "TP Hà Tĩnh", "--on", "2025-06-30").out
    assert "phường IV" in shown
    assert "chỉ một đơn vị khớp" in shown
    assert "đúng hoàn toàn" in shown
    names = tmp_path / "names.txt"
    names.write_text("Châu Thành\nxyz\ntỉnh Hậu Giang\n", encoding="utf-8")
    answer = program(
        "places", "find", "--names-in", names, "--on", "2026-01-01", "--format", "json", code=KINDS[NotFoundError]
    )
    found = {one["written"]: one for one in json.loads(answer.out)}
    assert [one["outcome"] for one in found.values()] == ["ambiguous", "unknown", "other_day"]
    assert found["tỉnh Hậu Giang"]["units"][0]["valid_to"] == "2025-06-30"


def test_every_line_of_a_list_is_answered_in_its_place(program: Program, tmp_path: Path) -> None:
    written = ["Hà Tĩnh", "", "tỉnh Đồng Nai", "Hà Tĩnh", " 92@2025-07-01 "]
    names = tmp_path / "names.txt"
    names.write_bytes(normalize("NFD", "\r\n".join(written)).encode("utf-8-sig"))
    lines = program("places", "find", "--names-in", names, "--on", "2026-01-01", "--format", "csv").out.splitlines()
    assert lines[0] == "written,outcome,code,key,unit,in,valid_from,valid_to"
    rows = [normalize("NFC", line).split(",")[:4] for line in lines[1:]]
    assert [(row[0], row[3]) for row in rows] == [
        ("Hà Tĩnh", "42"),
        ("tỉnh Đồng Nai", "75@2025-07-01"),
        ("Hà Tĩnh", "42"),
        ("92@2025-07-01", "92@2025-07-01"),
    ]
    assert rows[3][2] == "92"


def test_a_list_that_is_no_utf_8_is_refused(program: Program, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_bytes("Hà Tĩnh\n".encode("utf-16"))
    refusal = program("places", "find", "--names-in", names, language="en", code=KINDS[InputError])
    assert "“names.txt” is no text in UTF-8" in refusal.err
    assert "Traceback" not in refusal.err


def test_a_former_provinces_name_is_shown_with_the_lower_units_that_bear_it(program: Program) -> None:
    asked = ("places", "find", "Quảng Bình", "--on", "2026-01-01")
    (found,) = json.loads(program(*asked, "--format", "json", code=KINDS[NotFoundError]).out)
    assert found["outcome"] == "other_day"
    assert [one["key"] for one in found["units"]] == ["44"]
    assert [one["unit"] for one in found["also"]] == ["xã Quảng Bình"]
    rows = program(*asked, "--format", "csv", code=KINDS[NotFoundError]).out.splitlines()[1:]
    assert [row.split(",")[:3] for row in rows] == [
        ["Quảng Bình", "other_day", "44"],
        ["Quảng Bình", "also", found["also"][0]["code"]],
    ]
    assert found["also"][0]["key"] in program(*asked, code=KINDS[NotFoundError]).out


def test_units_are_listed_by_level_and_area(program: Program) -> None:
    districts = ("--level", "district", "--within", "42", "--on", "2025-06-30")
    lines = program("places", "find", *districts, "--format", "csv").out.splitlines()
    assert lines[0] == "code,key,unit,in,kind,level,valid_from,valid_to"
    assert "443,443,huyện Can Lộc,tỉnh Hà Tĩnh,area,district,,2025-06-30" in lines
    assert len(lines) == 1 + 12


def test_a_history_tells_what_became_of_a_unit(program: Program) -> None:
    told = json.loads(program("places", "history", "tỉnh Hậu Giang", "--on", "2026-01-01", "--format", "json").out)
    assert [event["new"]["key"] for event in told["after"]] == ["92@2025-07-01"]
    territory = told["territory"]
    assert (territory["day"], territory["exact"]) == ("2026-01-01", False)
    assert territory["pieces"] == [{"key": "92@2025-07-01", "unit": "thành phố Cần Thơ", "share": None}]
    assert territory["exact_by_communes"] > 20
    lines = program("places", "history", "92@2025-07-01", "--format", "csv").out.splitlines()
    assert lines[1] == "2025-07-01,92,92@2025-07-01,merged,1,false,202/2025/QH15"
    upgraded = program("places", "history", "75@2026-04-30", language="en").out
    assert "of another designation" in upgraded


def test_the_catalogue_is_checked(program: Program) -> None:
    assert "không có lỗi" in program("places", "check").out
    assert json.loads(program("places", "check", "--format", "json").out)["faults"] == []


def test_an_agencys_table_with_a_fault_is_refused_by_its_line(program: Program, tmp_path: Path) -> None:
    table = tmp_path / "co-quan.csv"
    table.write_text("whole,part,valid_from,valid_to,document\n42,436,,,\n", encoding="utf-8")
    refusal = program("places", "add", table, "--by", "lan", code=KINDS[InputError])
    assert "co-quan.csv: dòng 2" in refusal.err


@pytest.mark.parametrize("day", ["2025-06-30", "2026-10-01"])
def test_a_map_is_drawn_for_both_dates_with_the_archipelagos(program: Program, tmp_path: Path, day: str) -> None:
    path = tmp_path / "map.svg"
    program("places", "map", "VN", "--on", day, "--size", "page", "-o", path)
    drawn = path.read_text(encoding="utf-8")
    assert "Hoàng Sa" in drawn
    assert "Trường Sa" in drawn
    assert ("Hậu Giang" in drawn) == (day < "2025-07-01")


def test_official_outlines_are_drawn_and_bad_ones_refused(program: Program, tmp_path: Path) -> None:
    given, path = tmp_path / "areas.geojson", tmp_path / "map.png"
    feature = {
        "type": "Feature",
        "properties": {"code": "18073"},
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }
    given.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    program("places", "outlines", given, "--on", "2025-06-30", "--by", "lan", code=0)
    program("places", "map", "42", "--on", "2025-06-30", "-o", path)
    assert path.read_bytes().startswith(b"\x89PNG")
    feature["properties"] = {"code": "99999"}
    given.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    refusal = program("places", "outlines", given, "--on", "2025-06-30", "--by", "lan", code=KINDS[InputError])
    assert "99999" in refusal.err
    given.write_text("{}", encoding="utf-8")
    assert "GeoJSON" in program("places", "outlines", given, "--by", "lan", code=KINDS[InputError]).err


@pytest.mark.parametrize(
    "arguments",
    [
        ("map", "418", "--on", "2020-01-01", "-o", "x.png"),
        ("map", "VN", "-o", "x.bmp"),
        ("map", "VN", "--indicator", "collections", "-o", "x.png"),
        ("find", "Hà Tĩnh", "--on", "hôm qua"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_remedy(program: Program, arguments: tuple[str, ...]) -> None:
    refusal = program("places", *arguments, code=KINDS[InputError])
    assert len(refusal.err.splitlines()) >= 2
    assert "Traceback" not in refusal.err


def test_a_map_is_coloured_by_what_was_approved(program: Program, tmp_path: Path, examples: Path) -> None:
    program("demo")
    path = tmp_path / "map.svg"
    program("places", "map", "VN", "--indicator", "population", "--period", "2020", "-o", path)
    assert "người" in path.read_text(encoding="utf-8")

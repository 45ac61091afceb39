"""Whatever is drawn, every label can be read: none is cut off, none lies on another, all are large enough."""

import unicodedata

import pytest

from ansinh.charts.letters import text_width
from ansinh.charts.sheet import Sheet
from ansinh.charts.specifications import WIDTH, Specification
from tests.unit.charts.measuring import advances, drawn
from tests.unit.charts.samples import LONG_NAME, bullet, name, progress, ranking, slope, trend

PRINTED_WIDTH = 160  # mm
LONGEST_PAGE = 247  # mm between the margins of A4
POINT = 25.4 / 72  # mm
SMALLEST = 8  # points
HIGHER_BY = 1.03  # a picture may be a little wider than the chart: the ends of lines

MONTHS = (8.1, 15.23, None, 29.87, 36.45, *[None] * 7)
THRESHOLDS = (7.5, 14, 21, 29, 36, 45, 52, 60, 68, 77, 88, 100)
LEVELS = tuple(69183 + 331 * at - 97 * (at % 4) for at in range(20))
TARGETS = tuple(level + 200 for level in LEVELS)
HUGE, TINY = "98765432109876.5", "0.1"

CHARTS: dict[str, Specification] = {
    **{f"ranking of {count}": ranking([41.1 - 0.3 * at for at in range(count)]) for count in (1, 2, 9, 34, 63)},
    "ranking without threshold": ranking([41.1, 30.0, None], threshold=None),
    "ranking of falls": ranking([4.5, 0, -3.2, -1234.5], threshold=None),
    "ranking under a far threshold": ranking([0.1, 0.2, 9], threshold="100"),
    "ranking of huge and tiny": ranking([HUGE, TINY, None]),
    "ranking of long names": ranking([50, 36, 1], names=[LONG_NAME, f"{LONG_NAME} B", "Huế"]),
    **{f"slope of {count}": slope(count) for count in (2, 9, 34, 63)},
    "slope of huge and missing": slope(3, [HUGE, TINY, None]),
    "progress": progress(MONTHS, THRESHOLDS),
    "progress beyond the plan": progress([-2.5, *[250.75] * 11], [None] * 12, current=12),
    "progress of huge": progress([HUGE] * 12, THRESHOLDS, current=12),
    "trend of 1": trend(LEVELS[:1]),
    "trend of 1 as columns": trend(LEVELS[:1], bars=True),
    "trend of 5": trend([LEVELS[0], None, *LEVELS[2:5]], targets=TARGETS[:5], bases=(0, 2)),
    "trend of 5 as columns": trend([*LEVELS[:3], None, LEVELS[4]], targets=TARGETS[:5], bars=True, bases=(0,)),
    "trend of 20": trend(LEVELS, targets=TARGETS, bases=(3, 9)),
    "trend of 20 as columns": trend(LEVELS, targets=TARGETS, bars=True, bases=(3, 9)),
    "trend of huge and tiny": trend([HUGE, TINY, None, HUGE], decimals=1),
    "trend below zero": trend([-5, -1234, 7], bars=True, targets=[-5, None, 7]),
    "trend along its targets": trend(LEVELS[:6], targets=LEVELS[:6]),
    "bullet": bullet([(36.45, 36), (101.25, None), (None, 40), (0, 40)]),
    "bullet of one": bullet([(36.45, None)]),
    "bullet of extremes": bullet([(HUGE, 36), (TINY, 36), (-3, 36)], names=[LONG_NAME, name(0), "Huế"]),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_labels_are_whole_apart_and_large_enough(chart: Specification) -> None:
    picture = drawn(chart)
    assert picture.cut_off() == []
    assert picture.overlapping() == []
    assert picture.width <= HIGHER_BY * (WIDTH + 8)
    millimetres = PRINTED_WIDTH / picture.width
    assert min(box.size for box in picture.boxes) * millimetres / POINT >= SMALLEST
    assert picture.height * millimetres <= LONGEST_PAGE


def test_what_is_cut_off_or_covered_is_noticed() -> None:
    sheet = Sheet("vi")
    for x, said in ((10, "Hà Tĩnh"), (30, "Huế"), (590, "Bà Rịa - Vũng Tàu")):
        sheet.text(x, 10, said)
    specification = sheet.specification(30) | {"autosize": "none"}
    picture = drawn(specification)
    assert [box.text for box in picture.cut_off()] == ["Bà Rịa - Vũng Tàu"]
    assert [(one.text, other.text) for one, other in picture.overlapping()] == [("Hà Tĩnh", "Huế")]


def test_long_names_are_printed_in_full() -> None:
    said = " ".join(drawn(CHARTS["ranking of long names"]).texts)
    assert said.count("…") == 0
    assert set(LONG_NAME.split()) <= set(said.split())


def test_no_value_is_printed_on_a_bar() -> None:
    for chart in ("ranking of 9", "ranking under a far threshold", "ranking of huge and tiny", "ranking of falls"):
        layers = {layer["name"]: layer["data"]["values"] for layer in CHARTS[chart]["layer"]}
        texts = [text for text in layers["texts"] if text["figure"].startswith("units")]
        for text in texts:
            width = text_width(text["text"], text["size"], bold=text["weight"] == "bold")
            left = text["x"] - (width if text["align"] == "right" else 0)
            bars = [box for box in layers["boxes"] if box["y"] < text["y"] < box["y2"]]
            assert all(left + width <= bar["x"] or bar["x2"] <= left for bar in bars)


@pytest.mark.parametrize("bold", [False, True])
def test_letters_are_as_wide_as_in_the_font(bold: bool) -> None:
    known = advances("Tinos_700Bold" if bold else "Tinos_400Regular")
    marks = "\u0300\u0301\u0303\u0309\u0323"
    bases = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    vietnamese = {unicodedata.normalize("NFC", base + mark) for base in bases for mark in ("", *marks)} | set("đĐ")
    ascii_letters = {chr(code) for code in range(32, 127)}
    for letter in sorted(vietnamese | ascii_letters | set("–≈≥≤“”\N{NO-BREAK SPACE}")):
        assert text_width(letter, 1000, bold=bold) == pytest.approx(known[letter], abs=1), letter


def test_a_letter_that_is_not_known_is_taken_as_wide() -> None:
    assert text_width("\N{CJK UNIFIED IDEOGRAPH-4E2D}", 10) == 10

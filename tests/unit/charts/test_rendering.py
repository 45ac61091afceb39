import re
from decimal import Decimal
from pathlib import Path

import pytest

from ansinh.charts.rendering import to_png, to_svg
from ansinh.charts.specifications import Bar, Point, Specification, Threshold, comparison_chart, ranking_chart
from ansinh.documents.fonts import FONT_DIRECTORY
from ansinh.kernel.errors import SettingError
from ansinh.kernel.language import Language

LONG_NAME = "Bảo hiểm xã hội thành phố trực thuộc tỉnh Thừa Thiên Huế"


def ranking() -> Specification:
    bars = (
        Bar("Phú Yên", Decimal("98.40"), "98,40 %"),
        Bar(LONG_NAME, Decimal("92.70"), "92,70 %", highlighted=True),
        Bar("Hà Tĩnh", None, "0,00 %"),
    )
    threshold = Threshold(Decimal("94.2"), "Tiến độ: 94,2 %")
    return ranking_chart(bars, title="Xếp hạng", axis_title="% kế hoạch", threshold=threshold, language="vi")


def comparison() -> Specification:
    points = [Point("cuối 2013", Decimal(69183), "69.183"), Point("30/6/2017", Decimal(70880), "70.880")]
    return comparison_chart(points, title="", axis_title="người", language="en")


def texts(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</(?:text|tspan)>", svg)


def test_ranking_shows_labels_values_threshold() -> None:
    svg = to_svg(ranking(), "vi", FONT_DIRECTORY)
    shown = texts(svg)
    assert {"Phú Yên", "98,40 %", "92,70 %", "Tiến độ: 94,2 %", "Xếp hạng", "% kế hoạch", "–"} <= set(shown)
    assert "0,00 %" not in shown
    assert "stroke-dasharray" in svg


def test_long_labels_are_shown_in_full() -> None:
    svg = to_svg(ranking(), "vi", FONT_DIRECTORY)
    assert LONG_NAME in " ".join(texts(svg))
    assert "…" not in svg


@pytest.mark.parametrize(("language", "number"), [("vi", "70.500"), ("en", "70,500")])
def test_axis_numbers_in_the_language(language: Language, number: str) -> None:
    assert number in texts(to_svg(comparison(), language, FONT_DIRECTORY))


def test_only_our_font_is_named() -> None:
    families = set(re.findall(r'font-family="([^"]*)"', to_svg(ranking(), "vi", FONT_DIRECTORY)))
    assert families == {"Tinos"}


def test_png_grows_with_its_scale() -> None:
    small, large = (to_png(ranking(), "vi", FONT_DIRECTORY, scale=scale) for scale in (1, 2))
    assert small.startswith(b"\x89PNG")
    assert _width(large) == pytest.approx(2 * _width(small), abs=2)


def test_same_chart_same_bytes() -> None:
    assert to_svg(ranking(), "vi", FONT_DIRECTORY) == to_svg(ranking(), "vi", FONT_DIRECTORY)
    assert to_png(ranking(), "vi", FONT_DIRECTORY) == to_png(ranking(), "vi", FONT_DIRECTORY)


def test_nothing_is_fetched() -> None:
    foreign = {"data": {"url": "http://127.0.0.1:9/data.json"}, "mark": "point"}
    with pytest.raises(ValueError, match="allowed"):
        to_svg(foreign, "vi", FONT_DIRECTORY)


def test_missing_fonts_are_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as error:
        to_svg(ranking(), "vi", tmp_path)
    assert str(tmp_path) in error.value.cause.text("en")
    assert "Reinstall" in error.value.remedy.text("en")


def _width(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big")

import re
from pathlib import Path

import pypdfium2
import pytest
import typst

from ansinh.charts.rendering import SHEET, render, to_png, to_svg
from ansinh.documents.fonts import FONT_DIRECTORY
from ansinh.kernel.errors import SettingError
from tests.unit.charts.samples import LONG_NAME, progress, ranking, slope, trend

CHART = ranking([98.4, 92.7, None], threshold="94", names=["Phú Yên", LONG_NAME, "Hà Tĩnh"])
WHITE = 255


def texts(svg: str) -> list[str]:
    return re.findall(r">([^<>]+)</(?:text|tspan)>", svg)


def test_the_svg_says_labels_values_and_threshold_as_text() -> None:
    shown = texts(to_svg(CHART, "vi", FONT_DIRECTORY))
    assert {"Phú Yên", "98,4%", "92,7%", "ngưỡng 94%", "–"} <= set(shown)
    assert set(LONG_NAME.split()) <= set(" ".join(shown).split())
    assert len([one for one in shown if one == "98,4%"]) == 1  # none is there twice, for its outline


def test_only_our_font_is_named() -> None:
    families = set(re.findall(r'font-family="([^"]*)"', to_svg(CHART, "vi", FONT_DIRECTORY)))
    assert families == {"Tinos"}


def test_png_grows_with_its_scale() -> None:
    small, large = (to_png(CHART, "vi", FONT_DIRECTORY, scale=scale) for scale in (1, 2))
    assert small.startswith(b"\x89PNG")
    assert _width(large) == pytest.approx(2 * _width(small), abs=2)


def test_same_chart_same_bytes() -> None:
    assert render(CHART, "vi", FONT_DIRECTORY) == render(CHART, "vi", FONT_DIRECTORY)


def test_both_forms_are_of_one_drawing() -> None:
    drawing = render(CHART, "vi", FONT_DIRECTORY)
    assert drawing.svg == to_svg(CHART, "vi", FONT_DIRECTORY)
    assert drawing.png == to_png(CHART, "vi", FONT_DIRECTORY)


def test_no_ink_touches_the_border() -> None:
    """It would be a label cut off there."""
    for chart in (CHART, trend([69183, None, 70102, 71044], bases=(0,)), slope(9), progress([5, 9], [4, 8])):
        rows = _pixels(to_svg(chart, "vi", FONT_DIRECTORY))
        border = rows[0] + rows[-1] + bytes(row[0] for row in rows) + bytes(row[-1] for row in rows)
        assert set(border) == {WHITE}
        assert min(min(row) for row in rows) < WHITE / 2


def test_nothing_is_fetched() -> None:
    foreign = {"data": {"url": "http://127.0.0.1:9/data.json"}, "mark": "point"}
    with pytest.raises(ValueError, match="allowed"):
        to_svg(foreign, "vi", FONT_DIRECTORY)


def test_missing_fonts_are_said(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as error:
        to_svg(CHART, "vi", tmp_path)
    assert str(tmp_path) in error.value.cause.text("en")
    assert "Reinstall" in error.value.remedy.text("en")


def _pixels(svg: str) -> list[bytes]:
    """Rows of grey."""
    pdf = typst.compile(SHEET, sys_inputs={"svg": svg}, font_paths=[FONT_DIRECTORY], ignore_system_fonts=True)
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=2, grayscale=True)
        content = bytes(bitmap.buffer)
        return [content[at * bitmap.stride : at * bitmap.stride + bitmap.width] for at in range(bitmap.height)]


def _width(png: bytes) -> int:
    return int.from_bytes(png[16:20], "big")

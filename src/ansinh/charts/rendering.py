"""Specifications to SVG by vl-convert, which carries Vega-Lite with it, and from SVG to PNG by Typst.

Typst keeps the fonts it has read, so that it takes a third of vl-convert's time for a PNG a third as large.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typst
import vl_convert

from ansinh.charts.specifications import FONT_FAMILY, Specification
from ansinh.kernel.errors import SettingError
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _

NUMBER_FORMATS = MappingProxyType[Language, dict[str, Any]](
    {
        "vi": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"], "percent": "%"},
        "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", " VND"], "percent": "%"},
    }
)
NO_ADDRESS: list[str] = []  # nothing is ever fetched
DOTS_PER_INCH = 96  # of a pixel of SVG
SHEET = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
PRINT_SCALE = 3.0  # a chart as wide as the page prints with about 300 dots to the inch


@dataclass(frozen=True)
class Drawing:
    """One chart in both forms, from one and the same SVG."""

    svg: str
    png: bytes


def render(
    specification: Specification, language: Language, font_directory: Path, scale: float = PRINT_SCALE
) -> Drawing:
    """Compiles the specification once."""
    svg = to_svg(specification, language, font_directory)
    return Drawing(svg, _to_png(svg, scale, font_directory))


def to_svg(specification: Specification, language: Language, font_directory: Path) -> str:
    _register(font_directory)
    return vl_convert.vegalite_to_svg(
        specification, allowed_base_urls=NO_ADDRESS, format_locale=NUMBER_FORMATS[language]
    )


def to_png(specification: Specification, language: Language, font_directory: Path, scale: float = PRINT_SCALE) -> bytes:
    return render(specification, language, font_directory, scale).png


def _to_png(svg: str, scale: float, font_directory: Path) -> bytes:
    return typst.compile(
        SHEET,
        sys_inputs={"svg": svg},
        format="png",
        ppi=DOTS_PER_INCH * scale,
        font_paths=_fonts(font_directory),
        timestamp=0,
    )


@cache
def _fonts(font_directory: Path) -> typst.Fonts:
    """Only the given ones: the same bytes on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_directory])


@cache
def _register(font_directory: Path) -> None:
    """Without the font, letters would be measured and drawn with whatever the machine has, or not at all."""
    if not any(font_directory.glob(f"{FONT_FAMILY}_*.ttf")):
        raise SettingError(
            _("The font {font} is missing in {directory}.", font=FONT_FAMILY, directory=font_directory),
            _("Reinstall the package ansinh: its installation brings the font."),
        )
    vl_convert.register_font_directory(str(font_directory))

"""Specifications to SVG and PNG by vl-convert, which carries Vega-Lite with it."""

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

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


def to_svg(specification: Specification, language: Language, font_directory: Path) -> str:
    _register(font_directory)
    return vl_convert.vegalite_to_svg(
        specification, allowed_base_urls=NO_ADDRESS, format_locale=NUMBER_FORMATS[language]
    )


def to_png(specification: Specification, language: Language, font_directory: Path, scale: float = 3.0) -> bytes:
    """At the scale 3 a chart as wide as the page prints with about 300 dots to the inch."""
    _register(font_directory)
    return vl_convert.vegalite_to_png(
        specification, scale=scale, allowed_base_urls=NO_ADDRESS, format_locale=NUMBER_FORMATS[language]
    )


@cache
def _register(font_directory: Path) -> None:
    """Without the font, letters would be measured and drawn with whatever the machine has, or not at all."""
    if not any(font_directory.glob(f"{FONT_FAMILY}_*.ttf")):
        raise SettingError(
            _("The font {font} is missing in {directory}.", font=FONT_FAMILY, directory=font_directory),
            _("Reinstall the package ansinh: its installation brings the font."),
        )
    vl_convert.register_font_directory(str(font_directory))

"""An icon that a page names is in the sprite."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

WEB = Path(__file__).parents[2] / "src/ansinh/web"
SVG = "{http://www.w3.org/2000/svg}"
NAMED = (
    (WEB, "*.html", re.compile(r"""\{% icon ['"]([^'"]+)['"]""")),
    (WEB, "*.py", re.compile(r"""\bicon(?:: str)? ?= ?['"]([^'"]+)['"]""")),
)


@pytest.fixture(scope="module")
def symbols() -> dict[str, ElementTree.Element]:
    sprite = ElementTree.parse(WEB / "static/vendor/icons.svg").getroot()  # noqa: S314 (made by our build)
    return {symbol.attrib["id"]: symbol for symbol in sprite.iter(f"{SVG}symbol")}


def test_every_icon_that_is_named_is_drawn(symbols: dict[str, ElementTree.Element]) -> None:
    named = {
        name
        for directory, pattern, naming in NAMED
        for path in directory.rglob(pattern)
        for name in naming.findall(path.read_text(encoding="utf-8"))
    }
    assert {"lock", "chevron-down"} <= named
    assert named - set(symbols) == set()


def test_the_sprite_is_of_the_list(symbols: dict[str, ElementTree.Element]) -> None:
    listed = (WEB / "icons.txt").read_text(encoding="utf-8").split()
    assert list(symbols) == listed
    assert listed == sorted(set(listed))


def test_an_icon_takes_the_colour_and_the_stroke_of_its_place(symbols: dict[str, ElementTree.Element]) -> None:
    for symbol in symbols.values():
        assert symbol.attrib["stroke"] == "currentColor"
        assert "stroke-width" not in symbol.attrib
        assert list(symbol)

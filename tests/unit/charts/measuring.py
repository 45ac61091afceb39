"""What a drawn chart looks like: its texts' boxes, by the fonts' own tables and not by the chart's reckoning."""

import math
import re
import struct
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from ansinh.charts.rendering import to_svg
from ansinh.charts.specifications import Specification
from ansinh.documents.fonts import FONT_DIRECTORY
from ansinh.kernel.language import Language

FACES = {
    ("normal", "normal"): "Tinos_400Regular",
    ("normal", "bold"): "Tinos_700Bold",
    ("italic", "normal"): "Tinos_400Regular_Italic",
    ("italic", "bold"): "Tinos_700Bold_Italic",
}
ABOVE, BELOW = 0.9, 0.22  # of the font size: from the line on which letters stand to their marks' ends


class Box(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Drawn(NamedTuple):
    width: float
    height: float
    boxes: list[Box]

    @property
    def texts(self) -> list[str]:
        return [box.text for box in self.boxes]

    def cut_off(self) -> list[Box]:
        return [
            box
            for box in self.boxes
            if box.left < 0 or box.top < 0 or box.right > self.width or box.bottom > self.height
        ]

    def overlapping(self) -> list[tuple[Box, Box]]:
        return [(one, other) for one, other in combinations(self.boxes, 2) if one.meets(other)]


def drawn(specification: Specification, language: Language = "vi") -> Drawn:
    svg = to_svg(specification, language, FONT_DIRECTORY)
    root = ElementTree.fromstring(svg)  # noqa: S314 (our own)
    boxes: list[Box] = []
    _collect(root, 0, 0, boxes)
    return Drawn(float(root.attrib["width"]), float(root.attrib["height"]), boxes)


def _collect(element: ElementTree.Element, x: float, y: float, boxes: list[Box]) -> None:
    """Groups are only moved; a text may be turned upwards as well."""
    moved = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag.endswith("}text") and element.text:
        boxes.append(_box(element, x, y))
    for child in element:
        _collect(child, x, y, boxes)


def _box(element: ElementTree.Element, x: float, y: float) -> Box:
    text = element.text or ""
    size = float(element.attrib["font-size"].removesuffix("px"))
    face = FACES[element.get("font-style", "normal"), element.get("font-weight", "normal")]
    width = size * sum(advances(face)[letter] for letter in text) / 1000
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")] * width
    if "rotate(-90)" not in element.get("transform", ""):
        return Box(text, x - before, y - ABOVE * size, x - before + width, y + BELOW * size, size)
    return Box(text, x - ABOVE * size, y + before - width, x + BELOW * size, y + before, size)


@cache
def advances(face: str) -> Mapping[str, float]:
    """Of each letter, in thousandths of the font size: from the font's tables `cmap` (format 4) and `hmtx`."""
    font = (Path(FONT_DIRECTORY) / f"{face}.ttf").read_bytes()
    tables = {
        font[at : at + 4].decode(): struct.unpack(">I", font[at + 8 : at + 12])[0]
        for at in range(12, 12 + 16 * _short(font, 4), 16)
    }
    per_em = _short(font, tables["head"] + 18)
    last = _short(font, tables["hhea"] + 34) - 1
    glyphs = _glyphs(font, tables["cmap"])
    return {
        chr(letter): 1000 * _short(font, tables["hmtx"] + 4 * min(glyph, last)) / per_em
        for letter, glyph in glyphs.items()
    }


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    records = [cmap + 4 + 8 * number for number in range(_short(font, cmap + 2))]
    subtables = [cmap + struct.unpack(">I", font[at + 4 : at + 8])[0] for at in records]
    table = next(at for at in subtables if _short(font, at) == 4)
    count = _short(font, table + 6) // 2
    ends, starts, deltas, offsets = (table + at for at in (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count))
    found: dict[int, int] = {}
    for segment in range(count):
        at = 2 * segment
        start, end, delta, offset = (_short(font, of + at) for of in (starts, ends, deltas, offsets))
        for letter in range(start, min(end, 0xFFFE) + 1):
            glyph = letter if not offset else _short(font, offsets + at + offset + 2 * (letter - start))
            if offset and not glyph:
                continue
            found[letter] = (glyph + delta) & 0xFFFF
    return found


def _short(font: bytes, at: int) -> int:
    return int.from_bytes(font[at : at + 2], "big")


def lightness(colour: str) -> float:
    """L* of the colour, 0 for black and 100 for white: what is left of it in grey."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    luminance = sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * math.cbrt(luminance) - 16 if luminance > 0.008856 else 903.3 * luminance

"""How wide texts are, and the ways in which a name may be written."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ansinh.charts.maps.pixels import Box, Pixel

NARROW_LETTERS, WIDE_LETTERS = frozenset("iljtfr .,;:()'-–I"), frozenset("mwMW%")
BOLD = 1.08  # as wide as plain letters
LINE = 1.15  # a line's height, in font sizes
NAME_SIZES = (0.88, 0.76, 0.68)  # of names within areas, in font sizes


def text_width(text: str, font_size: float) -> float:
    """Near enough to the font's own measure to keep a name within its area."""
    return font_size * sum(map(_letter_width, text))


@cache
def _letter_width(letter: str) -> float:
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in NARROW_LETTERS:
        return 0.31
    if plain in WIDE_LETTERS:
        return 0.82
    return 0.68 if plain.isupper() else 0.49


def wrapped(text: str, width: float, font_size: float) -> list[str]:
    """Lines no wider than this, but for single words that are."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", font_size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines if text else []


class Lettering(NamedTuple):
    """A text as it may be written: on so many lines, in this size."""

    lines: tuple[str, ...]
    size: float

    @property
    def width(self) -> float:
        return max(text_width(line, self.size) for line in self.lines)

    @property
    def height(self) -> float:
        return self.size * (1 + LINE * (len(self.lines) - 1))

    def around(self, middle: Pixel) -> Box:
        return Box.around(middle, self.width, self.height)


def with_spaced_dash(label: str) -> str:
    """Ba Ria - Vung Tau as it is printed."""
    return label.replace(" - ", " – ")


def letterings(label: str, text: str, size: float) -> Iterator[Lettering]:
    """The ways to write a name, the best first: with its figure, large, on one line."""
    name = with_spaced_dash(label)
    halves = _halves(name)
    if text:
        yield from (Lettering((*lines, text), NAME_SIZES[0] * size) for lines in dict.fromkeys([(name,), halves]))
    for smaller in NAME_SIZES:
        yield from (Lettering(lines, smaller * size) for lines in dict.fromkeys([(name,), halves]))


def _halves(name: str) -> tuple[str, ...]:
    """On two lines as even as they go; a single word stays whole."""
    breaks = [at for at, letter in enumerate(name) if letter == " "]
    if not breaks:
        return (name,)
    at = min(breaks, key=lambda at: abs(2 * at - len(name)))
    return name[:at], name[at + 1 :]

"""How wide words print: from the widths of the package's font, which are Times New Roman's."""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from ansinh.documents.fonts import font_file

MM_OF_POINT = 25.4 / 72
BETWEEN_WORDS = " "  # a no-break space keeps its neighbours in one line
UNKNOWN_LETTER = 0.5  # of an em
SLACK_MM = 0.6  # kerning and rounding differ between programs


@dataclass(frozen=True)
class Lines:
    """A text set in the narrowest column that gives it no more lines than the room has."""

    count: int
    width_mm: float
    longest_mm: float


def width_mm(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    widths = _widths(bold, italic)
    return sum(widths.get(letter, UNKNOWN_LETTER) for letter in text) * size * MM_OF_POINT


def balanced(text: str, size: float, within_mm: float, *, bold: bool = False, italic: bool = False) -> Lines:
    """Lines of about equal length, as a careful typist sets a heading."""
    words = [width_mm(word, size, bold=bold, italic=italic) for word in text.split(BETWEEN_WORDS)]
    space = width_mm(BETWEEN_WORDS, size, bold=bold, italic=italic)
    count = len(_filled(words, space, within_mm))
    width = _narrowest(words, space, count, within_mm)
    longest = max(_filled(words, space, width))
    return Lines(count, min(longest + SLACK_MM, within_mm), longest)


def width_in_lines(text: str, size: float, lines: int, at_least_mm: float, *, bold: bool = False) -> float:
    """The narrowest width, from one on, in which a text takes no more lines."""
    words = [width_mm(word, size, bold=bold) for word in text.split(BETWEEN_WORDS)]
    space = width_mm(BETWEEN_WORDS, size, bold=bold)
    if len(_filled(words, space, at_least_mm)) <= lines:
        return at_least_mm
    return _narrowest(words, space, lines, sum(words) + space * len(words))


def _narrowest(words: list[float], space: float, lines: int, enough: float) -> float:
    narrow, wide = max(words, default=0.0), enough
    while wide - narrow > SLACK_MM / 2:
        middle = (narrow + wide) / 2
        narrow, wide = (middle, wide) if len(_filled(words, space, middle)) > lines else (narrow, middle)
    return wide


def _filled(words: list[float], space: float, within: float) -> list[float]:
    """The widths of the lines, each filled with as many words as it takes."""
    lines: list[float] = []
    for word in words:
        if lines and lines[-1] + space + word <= within:
            lines[-1] += space + word
        else:
            lines.append(word)
    return lines


@cache
def _widths(bold: bool, italic: bool) -> Mapping[str, float]:
    """Each letter's width as a share of the em, from the font's tables cmap and hmtx."""
    data = font_file(bold=bold, italic=italic).read_bytes()
    tables = {tag.decode(): offset for tag, _sum, offset, _length in _records(data, 12, _short(data, 4), "4sIII")}
    per_em = _short(data, tables["head"] + 18)
    advances = _short(data, tables["hhea"] + 34)
    return MappingProxyType(
        {
            chr(code): _short(data, tables["hmtx"] + 4 * min(glyph, advances - 1)) / per_em
            for code, glyph in _glyphs(data, tables["cmap"])
        }
    )


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Code points with their glyphs, of the first table of segments (format 4): all of Unicode's first plane."""
    records = _records(data, cmap + 4, _short(data, cmap + 2), "HHI")
    start = next(cmap + offset for _platform, _coding, offset in records if _short(data, cmap + offset) == 4)
    count = _short(data, start + 6) // 2
    ends, starts = start + 14, start + 16 + 2 * count
    for segment in range(count):
        first, last = _short(data, starts + 2 * segment), _short(data, ends + 2 * segment)
        delta = _short(data, starts + 2 * (count + segment))
        at = starts + 2 * (2 * count + segment)
        offset = _short(data, at)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = _short(data, at + offset + 2 * (code - first)) if offset else code
            yield code, (glyph + delta) % 0x10000 if glyph else 0


def _short(data: bytes, offset: int) -> int:
    return int(struct.unpack_from(">H", data, offset)[0])


def _records(data: bytes, offset: int, count: int, shape: str) -> Iterator[tuple[Any, ...]]:
    size = struct.calcsize(">" + shape)
    yield from (struct.unpack_from(">" + shape, data, offset + size * number) for number in range(count))

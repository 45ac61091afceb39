"""The legend: a column in the sea beside the country, rows below a province."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ansinh.charts.maps.areas import draw_hatch
from ansinh.charts.maps.canvas import FRAME, QUIET, Canvas
from ansinh.charts.maps.classes import MapClasses
from ansinh.charts.maps.lettering import BOLD, LINE, text_width, wrapped
from ansinh.charts.maps.pixels import Box, Pixel
from ansinh.charts.maps.symbols import Radius, draw_circle
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_number

SWATCH, SWATCH_WITH_GAP = 1.9, 2.4  # in font sizes
ENTRY_GAP = 1.3  # between entries in a row, in font sizes


class Entry(NamedTuple):
    """With a radius a circle, else a swatch; without a colour what has no figure: a cross, a hatch."""

    label: str
    colour: str | None
    radius: float | None = None

    def mark_width(self, font_size: float) -> float:
        return SWATCH_WITH_GAP * font_size if self.radius is None else 2 * self.radius + 0.8 * font_size

    def width(self, font_size: float) -> float:
        return self.mark_width(font_size) + text_width(self.label, font_size)


class Part(NamedTuple):
    title: str
    entries: list[Entry]


def class_part(
    classes: MapClasses, values: Sequence[Decimal | None], language: Language, radius: float | None = None
) -> Part:
    """From the lowest class; last what has no figure, if there is any."""
    labels = classes.labels(language)
    entries = [Entry(label, colour, radius) for label, colour in zip(labels, classes.colours, strict=True)]
    if None in values:
        entries.append(Entry(_("no figure").text(language), None, radius))
    return Part(classes.title, entries)


def size_part(title: str, radius: Radius, language: Language) -> Part:
    sizes = _sizes_shown(radius.largest) if radius.largest else []
    return Part(title, [Entry(format_number(size, 0, language), "white", radius.of(size)) for size in sizes])


def _sizes_shown(largest: Decimal) -> list[Decimal]:
    """Three round numbers up to the largest size."""
    power = Decimal(1).scaleb(largest.adjusted())
    top = max(power * digit for digit in (1, 2, 5) if power * digit <= largest)
    return [size for size in (top / 10, top / 2, top) if size == size.to_integral_value()]


def draw_column(canvas: Canvas, part: Part, room: float) -> None:
    """In the upper right corner, the highest class on top, what has no figure at the bottom and a little apart."""
    size = canvas.size.font_size
    title = wrapped(part.title, room, BOLD * size)
    widths = [*(text_width(line, BOLD * size) for line in title), *(entry.width(size) for entry in part.entries)]
    left = canvas.size.width - min(room, max(widths) + size)
    y = size
    for line in title:
        canvas.text(Pixel(left, y), line, size, align="left", weight="bold")
        y += LINE * size
    y += 0.35 * size
    known = [entry for entry in part.entries[::-1] if entry.colour]
    for entry in [*known, *(entry for entry in part.entries if not entry.colour)]:
        y += 0 if entry.colour else 0.4 * size
        _draw_entry(canvas, Pixel(left, y), entry)
        y += 1.3 * size
    canvas.taken.append(Box(left - size, 0, canvas.size.width, y))


def draw_rows(canvas: Canvas, parts: Sequence[Part], y: float) -> float:
    """As many entries in a row as there is room for; gives where the next thing may stand."""
    for part in parts:
        y = canvas.paragraph(part.title, y, canvas.size.font_size, weight="bold")
        y = _draw_part(canvas, part.entries, y)
    return y


def _draw_part(canvas: Canvas, entries: Sequence[Entry], y: float) -> float:
    size, x = canvas.size.font_size, 0.0
    tallest = max((entry.radius or 0 for entry in entries), default=0)
    y += max(0.35 * size, tallest - 0.6 * size)
    for entry in entries:
        if x and x + entry.width(size) > canvas.size.width:
            x, y = 0.0, y + max(1.4 * size, 2 * tallest + 2)
        _draw_entry(canvas, Pixel(x, y), entry)
        x += entry.width(size) + ENTRY_GAP * size
    return y + max(1.8 * size, tallest + size)


def _draw_entry(canvas: Canvas, at: Pixel, entry: Entry) -> None:
    size = canvas.size.font_size
    if entry.radius is None:
        _draw_swatch(canvas, at, entry.colour)
    else:
        draw_circle(canvas, Pixel(at.x + entry.radius + 1, at.y), entry.radius, entry.colour)
    canvas.text(Pixel(at.x + entry.mark_width(size), at.y), entry.label, size, align="left")


def _draw_swatch(canvas: Canvas, at: Pixel, colour: str | None) -> None:
    size = canvas.size.font_size
    box = Box(at.x, at.y - 0.55 * size, at.x + SWATCH * size, at.y + 0.55 * size)
    canvas.box(box, colour or "white", FRAME if colour else QUIET)
    if colour is None:
        draw_hatch(canvas, [[box.corners]])

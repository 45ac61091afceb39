"""Marks in pixels, gathered while a chart is laid out and then written as a Vega-Lite specification.

Every place is computed here, from the letters' own widths: no text can be cut off, dropped or laid over another, as a
chart's own axes would do with long names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ansinh.charts.letters import text_width
from ansinh.charts.specifications import (
    ACCENT,
    DARK,
    FONT_FAMILY,
    FONT_SIZE,
    INK,
    QUIET,
    SCHEMA,
    SMALL_SIZE,
    WIDTH,
    Specification,
    Value,
)
from ansinh.kernel.language import Language

Align = Literal["left", "center", "right"]
SOLID: tuple[float, ...] = ()
DASHES = (5, 3)
NONE = "transparent"
UPWARDS = -90
LINE = 1.15  # a line's height, in font sizes
SAMPLE = 24  # pixels of a line, in a key


@dataclass(frozen=True)
class Look:
    """Of a text."""

    size: float = FONT_SIZE
    bold: bool = False
    italic: bool = False
    colour: str = INK


PLAIN, SMALL, NOTE = Look(), Look(SMALL_SIZE), Look(SMALL_SIZE, italic=True, colour=QUIET)
THRESHOLD_NOTE = Look(SMALL_SIZE, colour=ACCENT)


@dataclass(frozen=True)
class Pen:
    """Of a line."""

    colour: str = INK
    width: float = 1
    dash: tuple[float, ...] = SOLID


@dataclass(frozen=True)
class Sample:
    """What a key explains: a filled box, or a line with this pen."""

    text: str
    pen: Pen | None = None
    fill: str = NONE
    stroke: str = DARK
    shape: str = "square"


@dataclass
class Sheet:
    """From the lowest layer to the highest. What is behind a text hides lines that would cross it."""

    language: Language
    boxes: list[Specification] = field(default_factory=list)
    lines: list[Specification] = field(default_factory=list)
    symbols: list[Specification] = field(default_factory=list)
    behind: list[Specification] = field(default_factory=list)
    texts: list[Specification] = field(default_factory=list)

    def box(self, left: float, top: float, right: float, bottom: float, fill: str, stroke: str = NONE) -> None:
        self.boxes.append(_corners(left, top, right, bottom) | {"fill": fill, "stroke": stroke})

    def line(self, x: float, y: float, x2: float, y2: float, pen: Pen) -> None:
        look = {"stroke": pen.colour, "width": pen.width, "dash": list(pen.dash)}
        self.lines.append(_corners(x, y, x2, y2) | look)

    def symbol(self, x: float, y: float, area: float, fill: str, stroke: str = DARK, shape: str = "circle") -> None:
        self.symbols.append(_corners(x, y) | {"area": area, "fill": fill, "stroke": stroke, "shape": shape})

    def text(
        self,
        x: float,
        y: float,
        text: str,
        look: Look = PLAIN,
        *,
        align: Align = "left",
        angle: float = 0,
        figure: str = "",
    ) -> None:
        """``y``: the middle of the letters; at an angle, of the line on which they stand."""
        self.texts.append(
            _corners(x, y)
            | {"text": text, "figure": figure, "align": align, "angle": angle, "size": look.size}
            | {"weight": "bold" if look.bold else "normal", "style": "italic" if look.italic else "normal"}
            | {"colour": look.colour}
        )

    def value(
        self,
        x: float,
        y: float,
        value: Value,
        look: Look = PLAIN,
        *,
        align: Align = "left",
        angle: float = 0,
        covering: bool = False,
    ) -> None:
        if covering:
            self._cover(x, y, text_width(value.text, look.size, bold=look.bold), look.size, align, angle)
        self.text(x, y, value.text, look, align=align, angle=angle, figure=value.figure)

    def paragraph(
        self, x: float, middle: float, lines: Sequence[str], look: Look = PLAIN, *, align: Align = "left"
    ) -> None:
        """Lines below each other around a middle."""
        top = middle - (len(lines) - 1) / 2 * LINE * look.size
        for number, line in enumerate(lines):
            self.text(x, top + number * LINE * look.size, line, look, align=align)

    def key(self, samples: Sequence[Sample], top: float, left: float = 0) -> float:
        """What the tones and lines mean, in as many lines as it takes; gives where it ends."""
        x, y = left, top + SMALL_SIZE
        for sample in samples:
            width = SAMPLE + 6 + text_width(sample.text, SMALL_SIZE)
            if x > left and x + width > WIDTH:
                x, y = left, y + 1.5 * SMALL_SIZE
            self._sample(x, y, sample)
            self.text(x + SAMPLE + 6, y, sample.text, SMALL)
            x += width + 20
        return y + SMALL_SIZE

    def _sample(self, x: float, y: float, sample: Sample) -> None:
        if sample.pen:
            self.line(x, y, x + SAMPLE, y, sample.pen)
        if sample.fill == NONE:
            return
        if sample.shape == "square":
            self.box(x + 2, y - 5, x + SAMPLE - 2, y + 5, sample.fill, sample.stroke)
        else:
            self.symbol(x + SAMPLE / 2, y, 60, sample.fill, sample.stroke, sample.shape)

    def _cover(self, x: float, y: float, width: float, size: float, align: Align, angle: float) -> None:
        """White below a text; one that is turned runs upwards."""
        before = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
        half = 0.55 * size
        if angle:
            corners = _corners(x - half, y + before + 1, x + half, y + before - width - 1)
        else:
            corners = _corners(x - before - 1, y - half, x - before + width + 1, y + half)
        self.behind.append(corners | {"fill": "white", "stroke": NONE})

    def specification(self, height: float) -> Specification:
        return {
            "$schema": SCHEMA,
            "background": "white",
            "padding": 4,
            "usermeta": {"language": self.language},
            # aria: the document gives the chart one alternative text
            "config": {"font": FONT_FAMILY, "aria": False, "view": {"stroke": None}},
            "width": WIDTH,
            "height": round(height),
            "layer": [
                _layer("boxes", {"type": "rect", "strokeWidth": 1}, self.boxes, ends=True),
                _layer("lines", _line_mark(), self.lines, ends=True),
                _layer("symbols", _symbol_mark(), self.symbols),
                _layer("behind texts", {"type": "rect", "strokeWidth": 0}, self.behind, ends=True),
                _layer("texts", _text_mark(), self.texts),
            ],
        }


def _corners(x: float, y: float, x2: float | None = None, y2: float | None = None) -> Specification:
    ends = {} if x2 is None or y2 is None else {"x2": round(x2, 1), "y2": round(y2, 1)}
    return {"x": round(x, 1), "y": round(y, 1)} | ends


def _layer(name: str, mark: Specification, marks: Sequence[Specification], *, ends: bool = False) -> Specification:
    """Places are pixels as given; whatever else a mark says of itself, Vega takes from its row."""
    encoding = {x: {"field": x, "type": "quantitative", "scale": None, "axis": None} for x in ("x", "y")}
    encoding |= {end: {"field": end} for end in ("x2", "y2")} if ends else {}
    coloured = {"fill", "stroke"} if mark["type"] in ("rect", "point") else set()
    look = mark | {channel: {"expr": f"datum.{channel}"} for channel in sorted(coloured)}
    if mark["type"] == "text":
        encoding |= {"text": {"field": "text", "type": "nominal"}}
    return {"name": name, "data": {"values": list(marks)}, "mark": look, "encoding": encoding}


def _line_mark() -> Specification:
    of_row = {"stroke": "stroke", "strokeWidth": "width", "strokeDash": "dash"}
    return {"type": "rule", "strokeCap": "butt"} | {name: {"expr": f"datum.{at}"} for name, at in of_row.items()}


def _symbol_mark() -> Specification:
    of_row = {"shape": "shape", "size": "area"}
    return {"type": "point", "opacity": 1, "strokeWidth": 1.6} | {
        name: {"expr": f"datum.{at}"} for name, at in of_row.items()
    }


def _text_mark() -> Specification:
    of_row = {
        "align": "align",
        "angle": "angle",
        "fontSize": "size",
        "fontWeight": "weight",
        "fontStyle": "style",
        "color": "colour",
    }
    return {"type": "text", "baseline": "middle"} | {name: {"expr": f"datum.{at}"} for name, at in of_row.items()}

"""Marks in pixels, gathered while a map is drawn and then written as a Vega-Lite specification."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from ansinh.charts.maps.content import MapSize
from ansinh.charts.maps.lettering import BOLD, LINE, Lettering, wrapped
from ansinh.charts.maps.pixels import Box, Pixel, PixelPolygon
from ansinh.charts.specifications import FONT_FAMILY, INK, SCHEMA, Specification
from ansinh.kernel.language import Language

NEIGHBOUR, BORDER, HATCH, FRAME, QUIET = "#e3e7eb", "#8c9bab", "#9aa4ae", "#b9c2cc", "#55606b"
CROSS = "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8"
NO_HALO = "transparent"


@dataclass
class Canvas:
    """The layers from the lowest to the highest, and the boxes that names keep off."""

    size: MapSize
    language: Language
    areas: list[Specification] = field(default_factory=list)
    boxes: list[Specification] = field(default_factory=list)
    areas_in_boxes: list[Specification] = field(default_factory=list)
    lines: list[Specification] = field(default_factory=list)
    symbols: list[Specification] = field(default_factory=list)
    texts: list[Specification] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def area(
        self, polygons: Sequence[PixelPolygon], fill: str, stroke: str, width: float, *, in_box: bool = False
    ) -> None:
        look = {"fill": fill, "stroke": stroke, "width": width}
        geometry = {"type": "MultiPolygon", "coordinates": polygons}
        layer = self.areas_in_boxes if in_box else self.areas
        layer.append({"type": "Feature", "properties": look, "geometry": geometry})

    def line(self, start: Pixel, end: Pixel, colour: str, width: float = 0.7) -> None:
        x, y, x2, y2 = (round(number, 1) for number in (*start, *end))
        self.lines.append({"x": x, "y": y, "x2": x2, "y2": y2, "stroke": colour, "width": width})

    def box(self, box: Box, fill: str, stroke: str) -> None:
        corners = {"x": box.left, "y": box.top, "x2": box.right, "y2": box.bottom}
        self.boxes.append({**corners, "fill": fill, "stroke": stroke, "width": 1})

    def circle(self, at: Pixel, radius: float, fill: str, stroke: str = "white", width: float = 0.8) -> None:
        self._symbol(at, radius, {"shape": "circle", "fill": fill, "stroke": stroke, "width": width})

    def cross(self, at: Pixel, radius: float) -> None:
        self._symbol(at, radius, {"shape": CROSS, "fill": "transparent", "stroke": INK, "width": 1.1})

    def _symbol(self, at: Pixel, radius: float, look: Specification) -> None:
        """By its area, as Vega wants it."""
        area = math.pi * radius**2 if look["shape"] == "circle" else 4 * radius**2
        self.symbols.append({"x": round(at.x, 1), "y": round(at.y, 1), "area": area, **look})

    def text(self, at: Pixel, text: str, size: float, **look: object) -> None:
        """Centred on the point unless `align` says otherwise."""
        usual = {"align": "center", "colour": INK, "style": "normal", "weight": "normal", "halo": NO_HALO}
        self.texts.append({"x": round(at.x, 1), "y": round(at.y, 1), "text": text, "size": size, **usual, **look})

    def lettering(self, middle: Pixel, lettering: Lettering, **look: object) -> None:
        """Lines below each other around a middle; no other name comes here."""
        top = middle.y - (len(lettering.lines) - 1) / 2 * LINE * lettering.size
        for number, line in enumerate(lettering.lines):
            self.text(Pixel(middle.x, top + number * LINE * lettering.size), line, lettering.size, **look)
        self.taken.append(lettering.around(middle))

    def paragraph(self, text: str, y: float, size: float, **look: object) -> float:
        """At the left edge, over as many lines as it needs; gives where the next thing may stand."""
        for line in wrapped(text, self.size.width, size):
            self.text(Pixel(0, y), line, size, align="left", **look)
            y += LINE * size
        return y

    def is_free(self, box: Box, gap: float = 2) -> bool:
        return not any(box.meets(other, gap) for other in self.taken)

    def specification(self, shown: Box, title: str, subtitle: str) -> Specification:
        """The areas are cut off at the edge of what is shown."""
        ends = [*(box["y2"] + 1 for box in self.boxes), *(text["y"] + self.size.font_size for text in self.texts)]
        haloed = [text for text in self.texts if text["halo"] != NO_HALO]
        return {
            **_sheet(self.size, self.language, title, subtitle),
            "height": round(max(shown.bottom, *ends)),
            "layer": [
                _area_layer("areas", self.areas) | {"projection": _pixels_as_given(shown)},
                _layer("boxes", {"type": "rect"}, self.boxes, ends=True),
                _area_layer("areas in boxes", self.areas_in_boxes) | {"projection": _pixels_as_given()},
                _layer("lines", {"type": "rule"}, self.lines, ends=True),
                _symbol_layer(self.symbols),
                _text_layer("halos", haloed, stroke={"expr": "datum.halo"}, strokeWidth=3, strokeJoin="round"),
                _text_layer("texts", self.texts, color={"expr": "datum.colour"}),
            ],
        }


def _sheet(size: MapSize, language: Language, title: str, subtitle: str) -> Specification:
    return {
        "$schema": SCHEMA,
        "background": "white",
        "padding": 6,
        "usermeta": {"language": language},
        "config": {"font": FONT_FAMILY, "aria": False, "view": {"stroke": None}},  # aria: see charts.specifications
        "title": {
            "text": wrapped(title, size.width, BOLD * (size.font_size + 2)) or "",
            "subtitle": wrapped(subtitle, size.width, size.font_size),
            "anchor": "start",
            "fontSize": size.font_size + 2,
            "subtitleFontSize": size.font_size,
            "color": INK,
            "subtitleColor": QUIET,
            "offset": 8,
        },
        "width": size.width,
    }


def _pixels_as_given(clip: Box | None = None) -> Specification:
    """With scale and translation named: else Vega-Lite would fit the areas to the sheet."""
    projection: Specification = {"type": "identity", "scale": 1, "translate": [0, 0]}
    return projection | ({"clipExtent": [clip[:2], clip[2:]]} if clip else {})


def _area_layer(name: str, areas: Sequence[Specification]) -> Specification:
    look = {"fill": "properties.fill", "stroke": "properties.stroke", "strokeWidth": "properties.width"}
    return {
        "name": name,
        "data": {"values": list(areas)},
        "mark": {"type": "geoshape", "strokeJoin": "round"},
        "encoding": {channel: _as_given(place) for channel, place in look.items()},
    }


def _layer(name: str, mark: Specification, marks: Sequence[Specification], *, ends: bool = False) -> Specification:
    look = {"fill": "fill"} if mark["type"] != "rule" else {}
    look |= {"stroke": "stroke", "strokeWidth": "width"}
    return {
        "name": name,
        "data": {"values": list(marks)},
        "mark": mark,
        "encoding": _place()
        | ({end: {"field": end} for end in ("x2", "y2")} if ends else {})
        | {channel: _as_given(place) for channel, place in look.items()},
    }


def _symbol_layer(symbols: Sequence[Specification]) -> Specification:
    layer = _layer("symbols", {"type": "point", "size": {"expr": "datum.area"}, "opacity": 1}, symbols)
    layer["encoding"] |= {"shape": _as_given("shape")}
    return layer


def _text_layer(name: str, texts: Sequence[Specification], **look: object) -> Specification:
    places = {"align": "align", "fontSize": "size", "fontStyle": "style", "fontWeight": "weight"}
    mark = {"type": "text", "baseline": "middle", **{word: {"expr": f"datum.{at}"} for word, at in places.items()}}
    encoding = _place() | {"text": {"field": "text", "type": "nominal"}}
    return {"name": name, "data": {"values": list(texts)}, "mark": mark | look, "encoding": encoding}


def _place() -> Specification:
    return {x: {"field": x, "type": "quantitative", "scale": None, "axis": None} for x in ("x", "y")}


def _as_given(place: str) -> Specification:
    return {"field": place, "type": "nominal", "scale": None, "legend": None}

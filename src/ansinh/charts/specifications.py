"""Charts as Vega-Lite specifications: plain dictionaries, made from values that are already checked and formatted.

All charts are drawn in one dark and one light tone, so that they read the same when printed in grey.
"""

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _

Specification = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT_FAMILY = "Tinos"
WIDTH = 600  # of the whole chart, in pixels; printed 160 mm wide its letters have about 10 points
FONT_SIZE, LINE_HEIGHT = 13, 14
LETTER = 0.5 * FONT_SIZE  # a letter's mean width
DARK, LIGHT, GRID, INK = "#1f4166", "#dbe4ee", "#d9d9d9", "#111111"
MISSING = "–"
ROW_HEIGHT = 19  # of a bar with a label of one line
LINE_CHART_HEIGHT = 230
LONGEST_LABEL, LONGEST_POINT_LABEL, LONGEST_TITLE = 30, 14, 84  # letters in a line
NUMBER_FORMAT = ",~f"  # thousands set apart, no idle zeros
KEY_END = ":"


@dataclass(frozen=True)
class Bar:
    """The text is printed at the bar's end. The highlighted bars are those the chart is about: with a threshold, those
    that reach it, which the caller decides on exact values and not on the rounded ones drawn here."""

    label: str
    value: Decimal | None
    text: str
    highlighted: bool = False


@dataclass(frozen=True)
class Threshold:
    value: Decimal
    label: str


@dataclass(frozen=True)
class Point:
    label: str
    value: Decimal | None
    text: str


class Extent(NamedTuple):
    """The ends of an axis, in the units of the values."""

    low: float
    high: float


NOTHING_KNOWN = Extent(0, 1)


class Placement(NamedTuple):
    """Where a text stands beside its place, in pixels."""

    align: str
    dx: int
    dy: int


def ranking_chart(
    bars: Sequence[Bar], *, title: str, axis_title: str, threshold: Threshold | None, language: Language
) -> Specification:
    """Horizontal bars in the order given; with a threshold the highlighted ones are dark, the others outlined.

    The language is that of the texts given; numbers on the axis get it when the chart is rendered.
    """
    labels = [_wrapped(bar.label, LONGEST_LABEL) for bar in bars]
    keys = [_key(position, label) for position, label in enumerate(labels)]
    width = WIDTH - LETTER * _longest_line(labels)
    extent = _bar_extent(bars, threshold, width)
    scale = width / (extent.high - extent.low)
    y = {"field": "key", "type": "ordinal", "sort": None, "axis": _bar_labels(keys, bars)}
    y["scale"] = {"domain": keys, "paddingInner": 0.32, "paddingOuter": 0.2}
    x = {"field": "end", "type": "quantitative", "axis": _number_axis(axis_title, extent)}
    x["scale"] = {"domain": extent, "nice": False}
    lines = max((label.count("\n") for label in labels), default=0)
    return {
        **_frame(title, room_above=26 if threshold else 12, language=language),
        "width": width,
        "height": {"step": ROW_HEIGHT + lines * LINE_HEIGHT},
        "data": {"values": [_bar_row(key, bar, threshold, scale) for key, bar in zip(keys, bars, strict=True)]},
        "layer": [
            _bar_layer(x, y),
            _rule_layer(0, {"color": INK}),
            *(_threshold_layers(threshold) if threshold else ()),
            *_text_layers({"x": x | {"field": "text_at"}, "y": y}),
        ],
    }


def comparison_chart(points: Sequence[Point], *, title: str, axis_title: str, language: Language) -> Specification:
    """One indicator's level at several dates, the last one emphasised.

    A line and not columns: levels that differ by a hundredth must differ to the eye, and only a column's length would
    lie on an axis that does not start at zero. The chart says so itself.
    """
    keys = [_key(position, _wrapped(point.label, LONGEST_POINT_LABEL)) for position, point in enumerate(points)]
    extent = _line_extent([point.value for point in points])
    x = {"field": "key", "type": "ordinal", "sort": None, "axis": _label_axis() | {"labelPadding": 6}}
    x["scale"] = {"type": "point", "domain": keys, "padding": 0.5}
    y = {"field": "value", "type": "quantitative", "axis": _level_axis(axis_title, extent, language)}
    y["scale"] = {"domain": extent, "zero": False, "nice": False}
    return {
        **_frame(title, room_above=8, language=language),
        "width": WIDTH - 60,
        "height": LINE_CHART_HEIGHT,
        "data": {"values": _point_rows(keys, points, extent)},
        "layer": [
            {"mark": {"type": "line", "color": DARK, "strokeWidth": 2}, "encoding": {"x": x, "y": y}},
            _point_layer(x, y),
            *_text_layers({"x": x, "y": y | {"field": "end"}}),
        ],
    }


def _frame(title: str, *, room_above: float, language: Language) -> Specification:
    frame: Specification = {
        "$schema": SCHEMA,
        "background": "white",
        "padding": 6,
        "usermeta": {"language": language},
        "config": {
            "font": FONT_FAMILY,
            "aria": False,  # the document gives the chart one alternative text
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": FONT_SIZE,
                "titleFontSize": FONT_SIZE,
                "titleFontWeight": "normal",
                "titleFontStyle": "italic",
                "labelColor": INK,
                "titleColor": INK,
                "gridColor": GRID,
                "tickColor": GRID,
            },
        },
    }
    if title:
        lines = textwrap.wrap(title, LONGEST_TITLE)
        frame["title"] = {"text": lines, "fontSize": FONT_SIZE + 1, "color": INK, "offset": room_above}
    return frame


def _bar_row(key: str, bar: Bar, threshold: Threshold | None, pixels_a_unit: float) -> dict[str, object]:
    reached = bar.value is not None and (threshold is None or bar.highlighted)
    end = 0.0 if bar.value is None else float(bar.value)
    return {
        "key": key,
        "end": end,
        "text_at": _clear_of(threshold, end, (LETTER * len(bar.text) + 12) / pixels_a_unit),
        "text": MISSING if bar.value is None else bar.text,
        "fill": DARK if reached else LIGHT,
        "weight": "bold" if bar.highlighted else "normal",
        **Placement("right" if end < 0 else "left", -6 if end < 0 else 6, 0)._asdict(),
    }


def _clear_of(threshold: Threshold | None, end: float, text_width: float) -> float:
    """Where the text of a bar begins: at its end, or behind the threshold's rule if that would cross the text."""
    rule = float(threshold.value) if threshold else end
    return rule if 0 <= end < rule < end + text_width else end


def _point_rows(keys: Sequence[str], points: Sequence[Point], extent: Extent) -> list[dict[str, object]]:
    return [
        {
            "key": key,
            "value": None if point.value is None else float(point.value),
            "end": extent.low if point.value is None else float(point.value),
            "text": MISSING if point.value is None else point.text,
            "last": position == len(points) - 1,
            "weight": "bold" if position == len(points) - 1 else "normal",
            **_free_place(_slope(points, position - 1), _slope(points, position))._asdict(),
        }
        for position, (key, point) in enumerate(zip(keys, points, strict=True))
    ]


def _slope(points: Sequence[Point], position: int) -> Decimal:
    """The rise of the line from the point at this position to the next, nothing where there is no line."""
    if not 0 <= position < len(points) - 1:
        return Decimal(0)
    here, there = points[position].value, points[position + 1].value
    return Decimal(0) if here is None or there is None else there - here


def _free_place(before: Decimal, after: Decimal) -> Placement:
    """Where the line, coming and going at these slopes, leaves room for a point's text."""
    if before > 0 and after > 0:
        return Placement("right", -4, -13)
    if before < 0 and after < 0:
        return Placement("left", 4, -13)
    in_valley = before <= 0 <= after and before != after
    return Placement("center", 0, 17 if in_valley else -15)


def _bar_layer(x: Specification, y: Specification) -> Specification:
    fill = {"field": "fill", "type": "nominal", "scale": None}
    return {
        "transform": [{"filter": "datum.end != 0"}],
        "mark": {"type": "bar", "stroke": DARK, "strokeWidth": 1},
        "encoding": {"x": x, "y": y, "fill": fill},
    }


def _point_layer(x: Specification, y: Specification) -> Specification:
    return {
        "mark": {
            "type": "point",
            "opacity": 1,
            "stroke": DARK,
            "strokeWidth": 2,
            "fill": {"expr": f"datum.last ? '{DARK}' : 'white'"},
            "size": {"expr": "datum.last ? 110 : 60"},
        },
        "encoding": {"x": x, "y": y},
    }


def _rule_layer(value: float, mark: Mapping[str, object]) -> Specification:
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", **mark},
        "encoding": {"x": {"datum": value, "type": "quantitative"}},
    }


def _threshold_layers(threshold: Threshold) -> tuple[Specification, ...]:
    """A dashed rule, on white so that it is seen across dark bars, with its label above the bars."""
    value = float(threshold.value)
    label = {
        "data": {"values": [{}]},
        "mark": {"type": "text", "text": threshold.label, "fontSize": FONT_SIZE, "color": INK, "baseline": "bottom"},
        "encoding": {"x": {"datum": value, "type": "quantitative"}, "y": {"value": -6}},
    }
    return (
        _rule_layer(value, {"color": "white", "strokeWidth": 3}),
        _rule_layer(value, {"color": INK, "strokeWidth": 1.4, "strokeDash": [5, 3]}),
        label,
    )


def _text_layers(place: Mapping[str, Specification]) -> tuple[Specification, Specification]:
    """The values, over a white halo that keeps rules and lines from crossing them."""
    mark = {
        "type": "text",
        "baseline": "middle",
        "fontSize": FONT_SIZE,
        "color": INK,
        **{name: {"expr": f"datum.{name}"} for name in Placement._fields},
        "fontWeight": {"expr": "datum.weight"},
    }
    encoding = {**place, "text": {"field": "text", "type": "nominal"}}
    halo = {"mark": mark | {"stroke": "white", "strokeWidth": 5, "strokeJoin": "round"}, "encoding": encoding}
    return halo, {"mark": mark, "encoding": encoding}


def _number_axis(title: str, extent: Extent) -> Specification:
    axis = {"title": title or None, "format": NUMBER_FORMAT, "tickCount": 6, "domain": False, "labelFlush": False}
    return axis | ({"values": []} if extent == NOTHING_KNOWN else {})


def _level_axis(title: str, extent: Extent, language: Language) -> Specification:
    """The title lies flat above the axis, where it is read first."""
    from_zero = extent.low <= 0 <= extent.high
    note = "" if from_zero else _("the axis does not start at zero").text(language)
    said = f"{title} ({note})" if title and note else title or note
    flat = {"titleAngle": 0, "titleAnchor": "end", "titleAlign": "left", "titleX": -48, "titleY": -8}
    return _number_axis(said, extent) | flat


def _label_axis() -> Specification:
    """Labels in full, over several lines where they are long."""
    return {
        "title": None,
        "labelExpr": f"split(slice(datum.value, indexof(datum.value, '{KEY_END}') + 1), '\\n')",
        "labelLimit": 0,
        "labelAngle": 0,
        "labelOverlap": False,
        "labelLineHeight": LINE_HEIGHT,
        "ticks": False,
        "domainColor": INK,
    }


def _bar_labels(keys: Sequence[str], bars: Sequence[Bar]) -> Specification:
    highlighted = [key for key, bar in zip(keys, bars, strict=True) if bar.highlighted]
    bold = {"test": f"indexof({json.dumps(highlighted)}, datum.value) >= 0", "value": "bold"}
    weight = {"condition": bold, "value": "normal"}
    raised = f"-{LINE_HEIGHT / 2} * (length(split(datum.value, '\\n')) - 1)"
    middle = {"condition": {"test": "true", "expr": raised}, "value": 0}  # else its first line is at the bar's middle
    return _label_axis() | {"labelPadding": 6, "domain": False, "labelFontWeight": weight, "labelOffset": middle}


def _bar_extent(bars: Sequence[Bar], threshold: Threshold | None, width: float) -> Extent:
    """From zero, with room for the texts beyond the bars' ends on each side that has bars."""
    values = [float(bar.value) for bar in bars if bar.value is not None]
    if threshold:
        values.append(float(threshold.value))
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        return NOTHING_KNOWN
    left = _room([bar.text for bar in bars if bar.value is not None and bar.value < 0])
    right = _room([bar.text for bar in bars if bar.value is None or bar.value >= 0])
    unit = (high - low) / max(width - left - right, width / 2)
    return Extent(low - left * unit, high + right * unit)


def _room(texts: Sequence[str]) -> float:
    """The pixels that the longest of the texts takes beyond a bar's end."""
    return LETTER * max(map(len, texts)) + 16 if texts else 0


def _line_extent(values: Sequence[Decimal | None]) -> Extent:
    """Around the levels, with room for the texts above and below; never past zero when no level is."""
    known = [float(value) for value in values if value is not None]
    if not known:
        return NOTHING_KNOWN
    low, high = min(known), max(known)
    pad = 0.22 * (high - low) or 0.1 * abs(high) or 1.0
    return Extent(max(0, low - pad) if low >= 0 else low - pad, min(0, high + pad) if high < 0 else high + pad)


def _key(position: int, label: str) -> str:
    """Two places may have the same name: the position keeps their bars apart."""
    return f"{position}{KEY_END}{label}"


def _wrapped(label: str, letters: int) -> str:
    return "\n".join(textwrap.wrap(label, letters, break_long_words=False))


def _longest_line(labels: Sequence[str]) -> int:
    return max((len(line) for label in labels for line in label.split("\n")), default=0)

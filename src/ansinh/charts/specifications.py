"""Charts as Vega-Lite specifications: plain dictionaries, made from values that are already checked and formatted.

All charts are drawn in few tones that are apart in grey as well, and are as wide as each other: letters print alike.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Specification = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT_FAMILY = "Tinos"
WIDTH = 600  # of the whole chart, in pixels; printed 160 mm wide its letters have about 10 points
FONT_SIZE = 13
SMALL_SIZE = 11.5  # 8,7 points at 160 mm, 8 at 148 mm
DARK, MIDDLE, LIGHT, ACCENT = "#1f4166", "#6f93b8", "#dbe4ee", "#b04f0b"
GRID, INK, QUIET, BAND = "#d9d9d9", "#111111", "#55606b", "#eef2f6"
MISSING = "–"


@dataclass(frozen=True)
class Value:
    """``drawn``: in the unit in which it is printed; None of what is not known, or known as an interval alone.
    ``figure``: the id by which the number is traced; what is printed without one belongs to the chart's own order."""

    drawn: Decimal | None
    text: str
    figure: str = ""


NOT_KNOWN = Value(None, MISSING)
NOTHING_TO_KNOW = Value(None, "")


@dataclass(frozen=True)
class Threshold:
    """``label``: what is printed of it, the value's text within."""

    value: Value
    label: str


@dataclass(frozen=True)
class Bar:
    """The highlighted bars are those the chart is about: with a threshold, those that reach it, which the caller
    decides on exact values and not on the rounded ones drawn here. ``rank``: as printed; empty for a row that has a
    label alone and stands for others."""

    label: str
    value: Value
    rank: str
    highlighted: bool = False


@dataclass(frozen=True)
class MonthPoint:
    """``value``: per cent of the year's plan reached by the month's end; ``threshold``: the bar set for it."""

    label: str
    value: Value
    threshold: Value
    current: bool = False


@dataclass(frozen=True)
class YearPoint:
    """``change``: from this year to the period reported, of a base year."""

    label: str
    value: Value
    target: Value = NOT_KNOWN
    change: Value = NOTHING_TO_KNOW
    base: bool = False
    current: bool = False


@dataclass(frozen=True)
class SlopeRow:
    """Ranks from 1; None for a unit without a figure. ``value``: the present one."""

    label: str
    before: int | None
    now: int | None
    value: Value = NOT_KNOWN


@dataclass(frozen=True)
class BulletRow:
    """In per cent of the year's plan. ``reached``: the threshold, by exact values; None where there is none."""

    label: str
    value: Value
    threshold: Value = NOT_KNOWN
    reached: bool | None = None


def printed(specification: Specification) -> list[Specification]:
    """The texts of a chart in the order in which they are printed, each with its ``text`` and ``figure``."""
    found: list[Specification] = next(one for one in specification["layer"] if one["name"] == "texts")["data"]["values"]
    return found


def bound_texts(specification: Specification) -> tuple[tuple[str, str], ...]:
    """Each text as printed, with the id of its figure, or "". Of a map none: its texts do not say."""
    return tuple((text["text"], text["figure"]) for text in printed(specification) if "figure" in text)


def printed_figures(specification: Specification) -> tuple[str, ...]:
    """The ids of the figures, in the order in which a chart prints them."""
    return tuple(text["figure"] for text in printed(specification) if text.get("figure"))

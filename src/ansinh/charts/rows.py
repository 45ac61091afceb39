"""Rows of names below each other: how high each is, and how large its letters, so that all fit one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from ansinh.charts.letters import wrapped
from ansinh.charts.sheet import LINE, Look
from ansinh.charts.specifications import FONT_SIZE, SMALL_SIZE

HIGHEST, LOWEST = 21.0, 13.6  # pixels of a row
USUAL_HEIGHT = 600.0  # of all rows, until they are as low as they may be
LARGE_FROM = 16.0  # pixels of a row that has room for the usual letters
MOST_ROWS = 63  # on one page


@dataclass(frozen=True)
class Rows:
    """``middles``: of each row; ``labels``: the lines of its name."""

    look: Look
    labels: tuple[tuple[str, ...], ...]
    middles: tuple[float, ...]
    row: float
    bottom: float


def lay_rows(labels: Sequence[str], width: float, top: float) -> Rows:
    """Names wider than ``width`` take several lines."""
    row = min(HIGHEST, max(LOWEST, USUAL_HEIGHT / max(len(labels), 1)))
    look = Look(FONT_SIZE if row >= LARGE_FROM else SMALL_SIZE)
    lines = tuple(tuple(wrapped(label, width, look.size)) for label in labels)
    heights = [row + (len(own) - 1) * LINE * look.size for own in lines]
    tops = [top + sum(heights[:number]) for number in range(len(heights))]
    middles = tuple(y + height / 2 for y, height in zip(tops, heights, strict=True))
    return Rows(look, lines, middles, row, top + sum(heights))

"""Numbers as small drawings in a table: attributes of SVG, since the pages allow no inline styles."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, HEIGHT = 72, 20  # of a course, in pixels
BAR = 64  # a bar's length at 100 %
_EDGE = 3


@dataclass(frozen=True)
class Bar:
    """``fill``: its length in pixels; ``mark``: where the threshold lies, None for none. ``tone``: a class."""

    fill: int
    mark: int | None
    tone: str


@dataclass(frozen=True)
class Course:
    """``lines``: points of polylines, one for each run of known figures; ``last``: where the present one lies."""

    lines: tuple[str, ...]
    last: tuple[str, str] | None


def bar(percent: Fraction | None, threshold: Fraction | None, reached: bool | None) -> Bar | None:
    if percent is None:
        return None
    tone = {True: "bar-reached", False: "bar-below", None: "bar-plain"}[reached]
    return Bar(_length(percent), None if threshold is None else _length(threshold), tone)


def course(values: Sequence[Fraction | None]) -> Course:
    known = [value for value in values if value is not None]
    if not known:
        return Course((), None)
    low, high = min(known), max(known)
    step = Fraction(WIDTH - 2 * _EDGE, max(len(values) - 1, 1))
    runs: list[list[str]] = [[]]
    last: tuple[str, str] | None = None
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        share = (value - low) / (high - low) if high > low else Fraction(1, 2)
        last = (_tenths(_EDGE + place * step), _tenths(HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)))
        runs[-1].append(",".join(last))
    is_present = values[-1] is not None
    return Course(tuple(" ".join(run) for run in runs if len(run) > 1), last if is_present else None)


def _length(percent: Fraction) -> int:
    return round(min(max(percent, Fraction(0)), Fraction(100)) * BAR / 100)


def _tenths(length: Fraction) -> str:
    whole, tenth = divmod(round(length * 10), 10)
    return f"{whole}.{tenth}"

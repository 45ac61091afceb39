"""A year by months against its thresholds, for pages: points that a template writes as SVG with plain attributes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from ansinh.charts.scale import Scale, around, from_zero

WIDTH, HEIGHT = 440, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 14, 28
TICKS = 5


@dataclass(frozen=True)
class Month:
    """In the unit in which it is printed."""

    label: str
    value: Decimal | None
    bar: Decimal | None
    is_here: bool = False


@dataclass(frozen=True)
class Mark:
    """A value of the scale and where it lies; or a month and where."""

    at: float
    value: Decimal
    label: str = ""


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    is_here: bool


@dataclass(frozen=True)
class YearCourse:
    """``lines``, ``steps``: points of polylines, one for each run of months without a gap."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    marks: tuple[Mark, ...]
    months: tuple[Mark, ...]
    lines: tuple[str, ...]
    steps: tuple[str, ...]
    dots: tuple[Dot, ...]


def year_course(months: Sequence[Month], *, of_plan: bool) -> YearCourse:
    """``of_plan``: per cent of the year's plan, from nothing to the whole; else levels, whose scale need not start at
    zero."""
    values = [float(one) for month in months for one in (month.value, month.bar) if one is not None]
    bottom, top = HEIGHT - BOTTOM, TOP
    scale = from_zero([100.0, *values], bottom, top) if of_plan else around(values, bottom, top)
    step = (WIDTH - LEFT - RIGHT) / len(months)
    middles = [round(LEFT + (number + 0.5) * step, 1) for number in range(len(months))]
    return YearCourse(
        WIDTH,
        HEIGHT,
        LEFT,
        WIDTH - RIGHT,
        bottom,
        tuple(_marks(scale)),
        tuple(Mark(x, Decimal(0), month.label) for x, month in zip(middles, months, strict=True)),
        tuple(_lines(months, middles, scale)),
        tuple(_steps(months, step, scale)),
        tuple(
            Dot(x, _at(scale, month.value), month.is_here)
            for x, month in zip(middles, months, strict=True)
            if month.value is not None
        ),
    )


def _at(scale: Scale, value: Decimal) -> float:
    return round(scale.at(value), 1)


def _marks(scale: Scale) -> list[Mark]:
    """Round numbers, at most half a dozen."""
    wanted = (scale.high - scale.low) / TICKS
    power = Decimal(1).scaleb(Decimal(repr(wanted)).adjusted())
    step = next(power * digit for digit in (1, 2, 5, 10) if power * digit >= Decimal(repr(wanted)))
    first = (Decimal(repr(scale.low)) / step).to_integral_value(rounding="ROUND_CEILING") * step
    found = [first + number * step for number in range(TICKS + 2)]
    return [Mark(_at(scale, value), value) for value in found if value <= Decimal(repr(scale.high))]


def _lines(months: Sequence[Month], middles: Sequence[float], scale: Scale) -> list[str]:
    runs = groupby(zip(middles, months, strict=True), key=lambda pair: pair[1].value is not None)
    return [
        " ".join(f"{x},{_at(scale, month.value)}" for x, month in run if month.value is not None)
        for is_known, run in runs
        if is_known
    ]


def _steps(months: Sequence[Month], step: float, scale: Scale) -> list[str]:
    """Each as wide as its month: bars are set month by month."""
    runs = groupby(enumerate(months), key=lambda pair: pair[1].bar is not None)
    return [
        " ".join(
            f"{round(LEFT + number * step, 1)},{y} {round(LEFT + (number + 1) * step, 1)},{y}"
            for number, month in run
            if month.bar is not None
            for y in [_at(scale, month.bar)]
        )
        for is_known, run in runs
        if is_known
    ]

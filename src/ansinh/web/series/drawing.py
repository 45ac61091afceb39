"""A history as a drawing: places in an SVG that has attributes only, since the pages allow no inline styles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from ansinh.charts.scale import Scale, around, from_zero
from ansinh.compare.bases import accumulates
from ansinh.compare.calc import Quantity
from ansinh.compare.histories import History, Moment, Step, continuous
from ansinh.compare.printing import exact_decimal, show
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.numbers import format_number
from ansinh.kernel.periods import Period

WIDTH, HEIGHT = 560, 320
LEFT, RIGHT, TOP, BOTTOM = 72, 16, 16, 32
GRID_LINES = 5
MOST_LABELS = 7
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Dot:
    """``label``: shown when pointed at. ``tone``: a class."""

    x: str
    y: str
    label: str
    tone: str


@dataclass(frozen=True)
class Mark:
    """A line of the grid (``place``: its y) or a period under it (its x)."""

    place: str
    label: str


@dataclass(frozen=True)
class Stroke:
    x1: str
    x2: str
    y: str


@dataclass(frozen=True)
class Chart:
    """``lines``, ``bars``: points of polylines, of the figures and of the thresholds. ``plans``: what was assigned for
    each year. ``ranges``: of estimates, as lines from low to high. ``breaks``: where the boundaries changed."""

    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    ranges: tuple[tuple[str, str, str], ...]
    plans: tuple[Stroke, ...]
    bars: tuple[str, ...]
    grid: tuple[Mark, ...]
    labels: tuple[Mark, ...]
    breaks: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def chart(history: History, moments: Sequence[Moment]) -> Chart | None:
    """None where nothing is known."""
    drawing = _Drawing(history, moments)
    return drawing.drawn() if any(moment.value.known for moment in moments) else None


class _Drawing:
    def __init__(self, history: History, moments: Sequence[Moment]) -> None:
        self._history, self._moments = history, moments
        measured = catalogue().plan_of(history.indicator.id)
        self._has_bars = measured is None  # else the threshold is one of another indicator
        values = [float(value) for value in self._values()]
        scaled = from_zero if accumulates(history.indicator) else around
        self._scale = _rounded(scaled(values, HEIGHT - BOTTOM, TOP))
        self._step = (WIDTH - LEFT - RIGHT) / max(len(moments), 1)

    def drawn(self) -> Chart:
        return Chart(
            lines=tuple(self._lines()),
            dots=tuple(self._dots()),
            ranges=tuple(self._ranges()),
            plans=tuple(self._plans()),
            bars=tuple(self._bars()),
            grid=tuple(self._grid()),
            labels=tuple(self._labels()),
            breaks=tuple(
                _tenths(self._x(place) - self._step / 2) for place, one in enumerate(self._moments) if one.changed
            ),
        )

    def _values(self) -> Iterator[Decimal]:
        for moment in self._moments:
            bar = moment.point.threshold if self._has_bars else None
            for quantity in (moment.value, moment.point.plan, bar):
                if quantity and (drawn := self._in_unit(quantity)) is not None:
                    yield drawn
            if moment.value.interval:
                yield from (self._display(exact_decimal(end)) for end in moment.value.interval)

    def _in_unit(self, quantity: Quantity) -> Decimal | None:
        return None if quantity.value is None else self._display(exact_decimal(quantity.value))

    def _display(self, exact: Decimal) -> Decimal:
        return exact.scaleb(-self._history.indicator.display.power_of_ten)

    def _x(self, place: int) -> float:
        return LEFT + (place + 0.5) * self._step

    def _point(self, place: int, quantity: Quantity) -> str:
        value = self._in_unit(quantity)
        return "" if value is None else f"{_tenths(self._x(place))},{_tenths(self._scale.at(value))}"

    def _lines(self) -> Iterator[str]:
        run: list[str] = []
        for place, (before, here) in enumerate(pairwise([None, *self._moments])):
            if here is None:
                continue
            if before is None or not continuous(before, here, self._history.indicator):
                yield from _as_line(run)
                run = []
            if here.value.known:
                run.append(self._point(place, here.value))
        yield from _as_line(run)

    def _dots(self) -> Iterator[Dot]:
        for place, moment in enumerate(self._moments):
            value = self._in_unit(moment.value)
            if value is None:
                continue
            shown = show(moment.value, self._history.indicator)
            tone = "estimated" if moment.value.estimated else "corrected" if moment.corrections else "known"
            label = f"{moment.period.text()}: {shown.text()}"
            yield Dot(_tenths(self._x(place)), _tenths(self._scale.at(value)), label, tone)

    def _ranges(self) -> Iterator[tuple[str, str, str]]:
        for place, moment in enumerate(self._moments):
            if moment.value.interval:
                low, high = (self._scale.at(self._display(exact_decimal(end))) for end in moment.value.interval)
                yield _tenths(self._x(place)), _tenths(low), _tenths(high)

    def _plans(self) -> Iterator[Stroke]:
        """One for each run of periods of one plan."""
        places = [
            (place, moment.period.year_number, self._in_unit(moment.point.plan))
            for place, moment in enumerate(self._moments)
        ]
        for year in dict.fromkeys(year for _place, year, _plan in places):
            run = [(place, plan) for place, one, plan in places if one == year and plan is not None]
            if run:
                y = _tenths(self._scale.at(run[0][1]))
                half = 0.45 * self._step
                yield Stroke(_tenths(self._x(run[0][0]) - half), _tenths(self._x(run[-1][0]) + half), y)

    def _bars(self) -> Iterator[str]:
        """Stairs: a threshold holds for the whole of its period."""
        if not self._has_bars:
            return
        run: list[str] = []
        for place, moment in enumerate(self._moments):
            bar = self._in_unit(moment.point.threshold)
            if bar is None:
                yield from _as_line(run)
                run = []
                continue
            y, x, half = _tenths(self._scale.at(bar)), self._x(place), self._step / 2
            run += [f"{_tenths(x - half)},{y}", f"{_tenths(x + half)},{y}"]
        yield from _as_line(run)

    def _grid(self) -> Iterator[Mark]:
        step = _step(self._scale.high - self._scale.low)
        decimals = max(0, -int(step.adjusted()))
        value = Decimal(str(self._scale.low))
        while value <= Decimal(str(self._scale.high)):
            yield Mark(_tenths(self._scale.at(value)), format_number(value, decimals))
            value += step

    def _labels(self) -> Iterator[Mark]:
        """As many as there is room for, the last among them."""
        every = -(-len(self._moments) // MOST_LABELS)
        last = len(self._moments) - 1
        for place, moment in enumerate(self._moments):
            if (last - place) % every == 0:
                yield Mark(_tenths(self._x(place)), short_period(moment.period, self._history.step))


def short_period(period: Period, step: Step) -> str:
    """05/2026; of a year, its number."""
    if step is Step.YEAR and period == Period.year(period.year_number):
        return str(period.year_number)
    return f"{period.end.month:02}/{period.end.year}"


def _as_line(points: Sequence[str]) -> Iterator[str]:
    if len(points) > 1:
        yield " ".join(points)


def _step(span: float) -> Decimal:
    """Of the grid: 1, 2 or 5 with noughts."""
    rough = Decimal(str(span)) / GRID_LINES
    power = Decimal(1).scaleb(rough.adjusted())
    return next(number * power for number in _STEPS if number * power >= rough)


def _rounded(scale: Scale) -> Scale:
    """From one line of the grid to another."""
    step = float(_step(scale.high - scale.low))
    low = step * (scale.low // step)
    high = -step * (-scale.high // step)
    return Scale(round(low, 9), round(high, 9), scale.start, scale.end)


def _tenths(pixels: float) -> str:
    return f"{pixels:.1f}"

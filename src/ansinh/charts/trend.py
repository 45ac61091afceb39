"""One indicator over years: amounts as columns, levels as a line, with targets and the years compared with."""

from collections.abc import Sequence
from itertools import pairwise

from ansinh.charts.letters import widest, wrapped
from ansinh.charts.scale import Scale, around, from_zero, known
from ansinh.charts.sheet import DASHES, LINE, NOTE, UPWARDS, Align, Look, Pen, Sample, Sheet
from ansinh.charts.specifications import (
    ACCENT,
    DARK,
    FONT_SIZE,
    GRID,
    INK,
    LIGHT,
    MIDDLE,
    SMALL_SIZE,
    WIDTH,
    Specification,
    Value,
    YearPoint,
)
from ansinh.charts.strip import Columns, StripRow, draw_strip, room_for_titles
from ansinh.kernel.language import Language, Message
from ansinh.kernel.language import message as _

HEIGHT = 180
CLEAR = 10  # between a point and the middle of its number
THICK, TICK = 0.56, 0.86  # of a column
LINE_PEN, TARGET_PEN = Pen(DARK, 2.4), Pen(ACCENT, 2.4)
LOOKS = {True: Look(FONT_SIZE, bold=True), False: Look(FONT_SIZE)}
NARROW_LOOKS = {True: Look(SMALL_SIZE, bold=True), False: Look(SMALL_SIZE)}


def trend_chart(
    points: Sequence[YearPoint], *, unit: str, target: str, change: str, bars: bool, language: Language
) -> Specification:
    """``bars``: columns from zero; else a line, whose axis says where it does not start at zero. ``unit``: of the
    numbers. ``target``, ``change``: what the targets and the changes are called."""
    return _Trend(Sheet(language), points, unit, target, change, bars).drawn()


class _Trend:
    def __init__(
        self, sheet: Sheet, points: Sequence[YearPoint], unit: str, target: str, change: str, bars: bool
    ) -> None:
        self._sheet, self._points, self._unit, self._target, self._bars = sheet, points, unit, target, bars
        self._change = change
        self._rows = self._strip()
        self._columns = Columns(room_for_titles(self._rows), len(points))
        texts = [point.value.text for point in points]
        self._flat = self._columns.holds(texts, LOOKS[True])
        self._looks = LOOKS if self._flat else NARROW_LOOKS
        self._room = 2 * CLEAR + (FONT_SIZE if self._flat else widest(texts, SMALL_SIZE, bold=True))

    def drawn(self) -> Specification:
        values = known(one for point in self._points for one in (point.value, point.target))
        note = self._note(values)
        top = note + self._room
        bottom = top + HEIGHT
        below = self._room if min(values, default=0) < 0 or not self._bars else 0
        scale = (from_zero if self._bars else around)(values, bottom, top)
        for number, point in enumerate(self._points):
            self._draw_gap(number, point, note, bottom + below)
        self._draw_line(scale)
        for number, point in enumerate(self._points):
            self._draw_point(number, point, scale)
        foot = scale.at(0) if scale.shows_zero else bottom + below
        self._sheet.line(self._columns.left, foot, WIDTH, foot, Pen(INK))
        ending = draw_strip(self._sheet, self._rows, self._columns, bottom + below + 4)
        return self._sheet.specification(self._sheet.key(self._samples(), ending + 4, self._columns.left))

    def _word(self, message: Message) -> str:
        return message.text(self._sheet.language)

    def _strip(self) -> list[StripRow]:
        current = frozenset(number for number, point in enumerate(self._points) if point.current)
        rows = [StripRow("", tuple(Value(None, point.label) for point in self._points), bold=current)]
        targets = tuple(point.target for point in self._points)
        if any(one.figure for one in targets):
            rows.append(StripRow(self._target, targets, Look(SMALL_SIZE, colour=ACCENT)))
        changes = tuple(point.change for point in self._points)
        if any(one.figure for one in changes):
            rows.append(StripRow(self._change, changes))
        return rows

    def _note(self, values: Sequence[float]) -> float:
        """The unit, and whether the axis starts at zero; gives where it ends."""
        said = [self._word(_("Unit of measure: {unit}", unit=self._unit))]
        if not self._bars and values and not around(values, 0, 1).shows_zero:
            said.append(self._word(_("the axis does not start at zero")))
        lines = wrapped("; ".join(said), WIDTH, NOTE.size)
        middle = len(lines) * LINE * NOTE.size / 2
        self._sheet.paragraph(0, middle, lines, NOTE)
        return 2 * middle + 4

    def _draw_gap(self, number: int, point: YearPoint, top: float, bottom: float) -> None:
        if point.value.drawn is not None:
            return
        x, middle = self._columns.middle(number), (top + bottom) / 2
        said = self._word(_("no data")) if not point.value.figure else point.value.text
        self._sheet.value(x, middle, Value(None, said, point.value.figure), NOTE, align="center", angle=UPWARDS)
        reach = widest([said], NOTE.size) / 2 + 6
        for start, end in ((top, middle - reach), (middle + reach, bottom)):
            if end > start:
                self._sheet.line(x, start, x, end, Pen(GRID, 1, DASHES))

    def _draw_line(self, scale: Scale) -> None:
        if self._bars:
            return
        places = [
            None if point.value.drawn is None else (self._columns.middle(number), scale.at(point.value.drawn))
            for number, point in enumerate(self._points)
        ]
        for start, end in pairwise(places):
            if start and end:
                self._sheet.line(*start, *end, LINE_PEN)

    def _draw_point(self, number: int, point: YearPoint, scale: Scale) -> None:
        x = self._columns.middle(number)
        tick = None if point.target.drawn is None else scale.at(point.target.drawn)
        if point.value.drawn is not None:
            y = scale.at(point.value.drawn)
            self._mark(number, point, scale, y)
            self._print(number, point, y, tick, scale)
        if tick is not None:
            half = TICK * self._columns.width / 2
            self._sheet.line(x - half, tick, x + half, tick, Pen("white", 4))
            self._sheet.line(x - half, tick, x + half, tick, TARGET_PEN)

    def _mark(self, number: int, point: YearPoint, scale: Scale, y: float) -> None:
        x, half = self._columns.middle(number), THICK * self._columns.width / 2
        fill = _tone(point)
        if not self._bars:
            self._sheet.symbol(x, y, 110 if point.current else 60, fill, shape="square" if point.base else "circle")
        elif point.value.drawn:
            upper, lower = sorted((y, scale.at(0)))
            self._sheet.box(x - half, upper, x + half, lower, fill, DARK)

    def _print(self, number: int, point: YearPoint, y: float, tick: float | None, scale: Scale) -> None:
        """Where neither line nor target is; turned where the column is narrow."""
        look = self._looks[point.current]
        x = self._columns.middle(number)
        below = point.value.drawn is not None and point.value.drawn < 0 if self._bars else self._in_valley(number)
        near = FONT_SIZE if self._flat else CLEAR
        away = CLEAR + (4 if self._flat and not self._bars else 0)
        place = y + away if below else y - away
        if tick is not None and abs(tick - place) < near:
            place = tick + CLEAR if below else tick - CLEAR
        turned: Align = "right" if below else "left"
        self._sheet.value(
            x,
            place,
            point.value,
            look,
            align="center" if self._flat else turned,
            angle=0 if self._flat else UPWARDS,
            covering=not self._bars,
        )

    def _in_valley(self, number: int) -> bool:
        """Where the line comes down and goes up: its number stands below."""
        here = self._drawn(number)
        sides = [side for side in (self._drawn(number - 1), self._drawn(number + 1)) if side is not None]
        return here is not None and bool(sides) and all(side >= here for side in sides) and any(s > here for s in sides)

    def _drawn(self, number: int) -> float | None:
        if not 0 <= number < len(self._points):
            return None
        drawn = self._points[number].value.drawn
        return None if drawn is None else float(drawn)

    def _samples(self) -> list[Sample]:
        samples = []
        marks = "square" if self._bars else "circle"
        if any(point.current for point in self._points):
            samples.append(Sample(self._word(_("period of the report")), fill=DARK, shape=marks))
        if any(point.base for point in self._points):
            samples.append(Sample(self._word(_("year compared with")), fill=MIDDLE))
        if known(point.target for point in self._points):
            samples.append(Sample(self._target, TARGET_PEN))
        return samples


def _tone(point: YearPoint) -> str:
    if point.current:
        return DARK
    return MIDDLE if point.base else LIGHT

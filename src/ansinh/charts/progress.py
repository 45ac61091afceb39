"""How much of the year's plan was reached by the end of each month, against the bar set for each."""

from collections.abc import Sequence
from itertools import pairwise

from ansinh.charts.scale import Scale, from_zero, known
from ansinh.charts.sheet import DASHES, SMALL, Look, Pen, Sample, Sheet
from ansinh.charts.specifications import (
    ACCENT,
    BAND,
    DARK,
    GRID,
    INK,
    WIDTH,
    MonthPoint,
    Specification,
    Value,
)
from ansinh.charts.strip import Columns, StripRow, draw_strip, room_for_titles
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _

WHOLE = 100  # per cent
TOP, HEIGHT = 20, 190
GRID_LINES = (25, 50, 75)
LINE_PEN, STEP_PEN = Pen(DARK, 2.4), Pen(ACCENT, 2, DASHES)


def progress_chart(points: Sequence[MonthPoint], *, language: Language) -> Specification:
    """The thresholds are steps, each as wide as its month: they are set month by month and lie on no straight line."""
    sheet = Sheet(language)
    rows = _rows(points, language)
    columns = Columns(room_for_titles(rows), len(points))
    bottom = TOP + HEIGHT
    values = known(one for point in points for one in (point.value, point.threshold))
    scale = from_zero([WHOLE, *values], bottom, TOP)
    _draw_plot(sheet, points, columns, scale, language)
    ending = draw_strip(sheet, rows, columns, bottom + 4)
    _draw_band(sheet, points, columns, ending)
    return sheet.specification(sheet.key(_samples(points, language), ending + 4, columns.left))


def _rows(points: Sequence[MonthPoint], language: Language) -> list[StripRow]:
    current = frozenset(number for number, point in enumerate(points) if point.current)
    values = tuple(point.value for point in points)
    thresholds = tuple(point.threshold for point in points)
    months = tuple(Value(None, point.label) for point in points)
    rows = [
        StripRow(_("Month").text(language), months, bold=current),
        StripRow(_("Done (%)").text(language), values, Look(SMALL.size, colour=DARK), current),
    ]
    if known(thresholds):
        rows.append(
            StripRow(_("Threshold (%)").text(language), thresholds, Look(SMALL.size, colour=ACCENT), frozenset())
        )
    return rows


def _draw_plot(sheet: Sheet, points: Sequence[MonthPoint], columns: Columns, scale: Scale, language: Language) -> None:
    for level in GRID_LINES:
        sheet.line(columns.left, scale.at(level), WIDTH, scale.at(level), Pen(GRID))
    sheet.line(columns.left, scale.at(0), WIDTH, scale.at(0), Pen(INK))
    sheet.line(columns.left, scale.at(WHOLE), WIDTH, scale.at(WHOLE), Pen(INK, 1.4))
    whole = Value(None, _("100% of the year's plan").text(language))
    sheet.value(columns.left, scale.at(WHOLE) - 10, whole, SMALL, covering=True)
    _draw_steps(sheet, points, columns, scale)
    _draw_line(sheet, points, columns, scale)


def _draw_steps(sheet: Sheet, points: Sequence[MonthPoint], columns: Columns, scale: Scale) -> None:
    for number, point in enumerate(points):
        if point.threshold.drawn is None:
            continue
        y = scale.at(point.threshold.drawn)
        sheet.line(columns.start(number), y, columns.start(number + 1), y, STEP_PEN)
    for number, (point, following) in enumerate(pairwise(points), 1):
        if point.threshold.drawn is not None and following.threshold.drawn is not None:
            x = columns.start(number)
            riser = Pen(ACCENT, 1, DASHES)
            sheet.line(x, scale.at(point.threshold.drawn), x, scale.at(following.threshold.drawn), riser)


def _draw_line(sheet: Sheet, points: Sequence[MonthPoint], columns: Columns, scale: Scale) -> None:
    """A month without a figure breaks it."""
    places = [
        None if point.value.drawn is None else (columns.middle(number), scale.at(point.value.drawn))
        for number, point in enumerate(points)
    ]
    for start, end in pairwise(places):
        if start and end:
            sheet.line(*start, *end, LINE_PEN)
    for point, place in zip(points, places, strict=True):
        if place:
            sheet.symbol(*place, 110 if point.current else 45, DARK if point.current else "white")


def _draw_band(sheet: Sheet, points: Sequence[MonthPoint], columns: Columns, bottom: float) -> None:
    """Behind the month of the report, through plot and numbers."""
    for number, point in enumerate(points):
        if point.current:
            sheet.box(columns.start(number), TOP - 2, columns.start(number + 1), bottom, BAND)


def _samples(points: Sequence[MonthPoint], language: Language) -> list[Sample]:
    samples = [Sample(_("done, accumulated").text(language), LINE_PEN)]
    if known(point.threshold for point in points):
        samples.append(Sample(_("threshold of the month").text(language), STEP_PEN))
    if any(point.current for point in points):
        samples.append(Sample(_("month of the report").text(language), fill=BAND, stroke=GRID))
    return samples

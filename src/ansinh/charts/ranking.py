"""Units in the order of their figures, as bars with the threshold across them."""

from collections.abc import Sequence

from ansinh.charts.letters import text_width, widest
from ansinh.charts.rows import Rows, lay_rows
from ansinh.charts.scale import Scale, from_zero, known
from ansinh.charts.sheet import DASHES, THRESHOLD_NOTE, Look, Pen, Sample, Sheet
from ansinh.charts.specifications import (
    ACCENT,
    DARK,
    INK,
    LIGHT,
    WIDTH,
    Bar,
    Specification,
    Threshold,
    Value,
)
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _

WIDEST_LABEL = 0.4 * WIDTH
GAP = 6  # between a bar's end and its text
THICK = 0.66  # of a row
ABOVE = 22  # room for the threshold's label


def ranking_chart(bars: Sequence[Bar], *, threshold: Threshold | None, language: Language) -> Specification:
    """Horizontal bars in the order given; with a threshold the highlighted ones are dark, the others light."""
    sheet = Sheet(language)
    top = ABOVE if threshold else 4
    rows = lay_rows([bar.label for bar in bars], WIDEST_LABEL, top)
    ranks = widest([bar.rank for bar in bars], rows.look.size)
    label_end = ranks + 8 + widest([line for lines in rows.labels for line in lines], rows.look.size)
    scale = _scale(bars, threshold, label_end + GAP, rows.look)
    for bar, lines, y in zip(bars, rows.labels, rows.middles, strict=True):
        sheet.text(ranks, y, bar.rank, rows.look, align="right")
        sheet.paragraph(label_end, y, lines, rows.look, align="right")
        if bar.rank:
            _draw_bar(sheet, bar, y, rows, scale, threshold)
    sheet.line(scale.at(0), top, scale.at(0), rows.bottom, Pen(INK))
    if not threshold:
        return sheet.specification(rows.bottom)
    _draw_threshold(sheet, threshold, scale, rows.bottom)
    return sheet.specification(sheet.key(_samples(language), rows.bottom + 4))


def _scale(bars: Sequence[Bar], threshold: Threshold | None, left: float, look: Look) -> Scale:
    """With room for the texts beyond the bars' ends on each side that has bars."""
    values = known([*(bar.value for bar in bars), *([threshold.value] if threshold else [])])
    below = [bar.value.text for bar in bars if _is_below(bar.value)]
    above = [bar.value.text for bar in bars if not _is_below(bar.value)]
    start = left + (widest(below, look.size, bold=True) + 2 * GAP if below else 0)
    end = WIDTH - (widest(above, look.size, bold=True) + 2 * GAP if above else 0)
    return from_zero(values, start, end)


def _is_below(value: Value) -> bool:
    return value.drawn is not None and value.drawn < 0


def _draw_bar(sheet: Sheet, bar: Bar, y: float, rows: Rows, scale: Scale, threshold: Threshold | None) -> None:
    look = Look(rows.look.size, bold=bar.highlighted)
    end = scale.at(bar.value.drawn or 0)
    if bar.value.drawn:
        half = THICK * rows.row / 2
        reached = threshold is None or bar.highlighted
        left, right = sorted((scale.at(0), end))
        sheet.box(left, y - half, right, y + half, DARK if reached else LIGHT, DARK)
    if _is_below(bar.value):
        sheet.value(end - GAP, y, bar.value, look, align="right")
    else:
        width = text_width(bar.value.text, look.size, bold=look.bold)
        sheet.value(_clear_of(threshold, scale, end, width) + GAP, y, bar.value, look)


def _clear_of(threshold: Threshold | None, scale: Scale, end: float, width: float) -> float:
    """Where the text of a bar begins: at its end, or behind the threshold's rule if that would cross the text."""
    if threshold is None or threshold.value.drawn is None:
        return end
    rule = scale.at(threshold.value.drawn)
    return rule if end < rule + 1 and rule < end + width + 2 * GAP else end


def _draw_threshold(sheet: Sheet, threshold: Threshold, scale: Scale, bottom: float) -> None:
    """Dashed, on white so that it is seen across dark bars; its label above the bars, within the sheet."""
    if threshold.value.drawn is None:
        return
    x = scale.at(threshold.value.drawn)
    sheet.line(x, ABOVE - 6, x, bottom, Pen("white", 3.6))
    sheet.line(x, ABOVE - 6, x, bottom, Pen(ACCENT, 1.8, DASHES))
    half = text_width(threshold.label, THRESHOLD_NOTE.size) / 2
    middle = min(max(x, half), WIDTH - half)
    label = Value(None, threshold.label, threshold.value.figure)
    sheet.value(middle, 8, label, THRESHOLD_NOTE, align="center")


def _samples(language: Language) -> list[Sample]:
    return [
        Sample(_("reaches the threshold").text(language), fill=DARK),
        Sample(_("does not reach it").text(language), fill=LIGHT),
    ]

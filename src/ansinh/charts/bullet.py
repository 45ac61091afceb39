"""Several indicators against their plans: a bar each, marks at the whole plan and at the period's threshold."""

from collections.abc import Sequence

from ansinh.charts.letters import widest
from ansinh.charts.rows import lay_rows
from ansinh.charts.scale import Scale, from_zero, known
from ansinh.charts.sheet import SMALL, THRESHOLD_NOTE, Look, Pen, Sample, Sheet
from ansinh.charts.specifications import (
    ACCENT,
    BAND,
    DARK,
    GRID,
    INK,
    LIGHT,
    MIDDLE,
    WIDTH,
    BulletRow,
    Specification,
)
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _

WHOLE = 100  # per cent
WIDEST_LABEL = 0.36 * WIDTH
TOP = 24
ROW = 8  # added to a row: marks reach beyond the bar
GAP = 12
BAND_HALF, BAR_HALF, MARK_HALF = 10, 5, 13
TONES: dict[bool | None, str] = {True: DARK, False: LIGHT, None: MIDDLE}


def bullet_chart(rows: Sequence[BulletRow], *, language: Language) -> Specification:
    """The numbers stand in columns at the right, so that no bar or mark crosses them."""
    sheet = Sheet(language)
    laid = lay_rows([row.label for row in rows], WIDEST_LABEL, TOP)
    middles = [y + ROW * (number + 0.5) for number, y in enumerate(laid.middles)]
    bottom = laid.bottom + ROW * len(rows)
    left = widest([line for lines in laid.labels for line in lines]) + GAP
    ends = _draw_columns(sheet, rows, middles, language)
    scale = from_zero([WHOLE, *known(one for row in rows for one in (row.value, row.threshold))], left, ends - GAP)
    for row, lines, y in zip(rows, laid.labels, middles, strict=True):
        sheet.paragraph(left - GAP / 2, y, lines, align="right")
        _draw_bar(sheet, row, y, scale)
    _draw_whole(sheet, scale, bottom, language, ends - GAP)
    if not known(row.threshold for row in rows):
        return sheet.specification(bottom)
    return sheet.specification(sheet.key(_samples(rows, language), bottom + 6))


def _draw_columns(sheet: Sheet, rows: Sequence[BulletRow], middles: Sequence[float], language: Language) -> float:
    """From the right: the thresholds where there are any, the values; gives where they begin."""
    right = float(WIDTH)
    columns = [(_("Done").text(language), [row.value for row in rows], Look(bold=True), SMALL)]
    if known(row.threshold for row in rows):
        thresholds = [row.threshold for row in rows]
        columns.append((_("Threshold").text(language), thresholds, Look(colour=ACCENT), THRESHOLD_NOTE))
    for title, values, look, heading in reversed(columns):
        texts = [value.text for value in values]
        width = max(widest(texts, look.size, bold=look.bold), widest([title], heading.size))
        sheet.text(right, 8, title, heading, align="right")
        for value, y in zip(values, middles, strict=True):
            sheet.value(right, y, value, look, align="right")
        right -= width + GAP
    return right


def _draw_bar(sheet: Sheet, row: BulletRow, y: float, scale: Scale) -> None:
    zero, end = scale.at(0), scale.at(row.value.drawn or 0)
    sheet.box(zero, y - BAND_HALF, scale.at(WHOLE), y + BAND_HALF, BAND)
    if row.value.drawn:
        sheet.box(min(zero, end), y - BAR_HALF, max(zero, end), y + BAR_HALF, TONES[row.reached], DARK)
    if row.threshold.drawn is None:
        return
    x, pen = scale.at(row.threshold.drawn), Pen(ACCENT, 2.4)
    if end < x - pen.width:
        sheet.line(x, y - MARK_HALF, x, y + MARK_HALF, pen)
    else:  # interrupted, so that it does not hide a bar that hardly passes it
        sheet.line(x, y - MARK_HALF, x, y - BAR_HALF, pen)
        sheet.line(x, y + BAR_HALF, x, y + MARK_HALF, pen)


def _samples(rows: Sequence[BulletRow], language: Language) -> list[Sample]:
    said = {True: _("reaches the threshold"), False: _("does not reach it"), None: _("without a threshold")}
    present = {row.reached for row in rows if row.value.drawn is not None}
    return [Sample(text.text(language), fill=TONES[reached]) for reached, text in said.items() if reached in present]


def _draw_whole(sheet: Sheet, scale: Scale, bottom: float, language: Language, end: float) -> None:
    x = scale.at(WHOLE)
    sheet.line(scale.at(0), TOP, scale.at(0), bottom, Pen(GRID))
    sheet.line(x, TOP - 6, x, bottom, Pen(INK, 1.4))
    label = _("100% of the plan").text(language)
    half = widest([label], SMALL.size) / 2
    sheet.text(min(max(x, half), end - half), 8, label, SMALL, align="center")

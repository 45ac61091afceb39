"""The ranks of units a year ago and now, a line from one to the other."""

from collections.abc import Sequence

from ansinh.charts.letters import text_width, widest
from ansinh.charts.rows import Rows, lay_rows
from ansinh.charts.sheet import Look, Pen, Sample, Sheet
from ansinh.charts.specifications import ACCENT, DARK, INK, MISSING, WIDTH, SlopeRow, Specification
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _

TOP = 24
WIDEST_LABEL = 0.3 * WIDTH
GAP = 8
RISEN, FALLEN, KEPT = Pen(DARK, 2.6), Pen(ACCENT, 1.6, (5, 3)), Pen("#9aa4ae", 1.3)


def slope_chart(rows: Sequence[SlopeRow], *, before: str, now: str, language: Language) -> Specification:
    """``rows``: in the order of their present ranks. Each side lists all units, those without a figure last."""
    sheet = Sheet(language)
    then = sorted(rows, key=lambda row: (row.before is None, row.before or 0, row.now is None, row.now or 0))
    laid = lay_rows([row.label for row in rows], WIDEST_LABEL, TOP)
    laid_then = lay_rows([row.label for row in then], WIDEST_LABEL, TOP)
    start = _write_then(sheet, then, laid_then, before)
    end = _write_now(sheet, rows, laid, now)
    places_then = dict(zip(map(id, then), laid_then.middles, strict=True))
    for row, y in zip(rows, laid.middles, strict=True):
        _draw_move(sheet, row, (start, places_then[id(row)]), (end, y))
    bottom = max(laid.bottom, laid_then.bottom)
    return sheet.specification(sheet.key(_samples(rows, language), bottom + 4))


def _write_then(sheet: Sheet, rows: Sequence[SlopeRow], laid: Rows, title: str) -> float:
    """Names, ranks; gives where the lines start."""
    name_end = widest([line for lines in laid.labels for line in lines], laid.look.size, bold=True)
    rank_end = name_end + GAP + widest([_rank(row.before) for row in rows], laid.look.size)
    for row, lines, y in zip(rows, laid.labels, laid.middles, strict=True):
        sheet.paragraph(name_end, y, lines, _look(row, laid), align="right")
        sheet.text(rank_end, y, _rank(row.before), laid.look, align="right")
    heading = Look(laid.look.size, italic=True)
    sheet.text(max(rank_end, text_width(title, heading.size)), 8, title, heading, align="right")
    return rank_end + GAP


def _write_now(sheet: Sheet, rows: Sequence[SlopeRow], laid: Rows, title: str) -> float:
    """Ranks, names, values; gives where the lines end."""
    size = laid.look.size
    values = widest([row.value.text for row in rows], size)
    name_start = WIDTH - values - GAP - widest([line for lines in laid.labels for line in lines], size, bold=True)
    rank_end = name_start - GAP
    for row, lines, y in zip(rows, laid.labels, laid.middles, strict=True):
        sheet.text(rank_end, y, _rank(row.now), laid.look, align="right")
        sheet.paragraph(name_start, y, lines, _look(row, laid))
        sheet.value(WIDTH, y, row.value, laid.look, align="right")
    sheet.text(WIDTH, 8, title, Look(size, italic=True), align="right")
    return rank_end - widest([_rank(row.now) for row in rows], size) - GAP


def _draw_move(sheet: Sheet, row: SlopeRow, then: tuple[float, float], now: tuple[float, float]) -> None:
    pen = _pen(row)
    fill = DARK if pen is RISEN else "white"
    if row.before is not None and row.now is not None:
        sheet.line(*then, *now, pen)
    for rank, place in ((row.before, then), (row.now, now)):
        if rank is not None:
            sheet.symbol(*place, 30, fill, pen.colour)


def _pen(row: SlopeRow) -> Pen:
    if row.before is None or row.now is None or row.before == row.now:
        return KEPT
    return RISEN if row.now < row.before else FALLEN


def _look(row: SlopeRow, laid: Rows) -> Look:
    return Look(laid.look.size, bold=_pen(row) is RISEN, colour=INK)


def _rank(rank: int | None) -> str:
    return MISSING if rank is None else str(rank)


def _samples(rows: Sequence[SlopeRow], language: Language) -> list[Sample]:
    said = ((RISEN, _("risen")), (FALLEN, _("fallen")), (KEPT, _("unchanged")))
    moved = {_pen(row) for row in rows if row.before is not None and row.now is not None}
    return [Sample(message.text(language), pen) for pen, message in said if pen in moved]

"""The same table as files: CSV as Excel opens it in the reader's language, a workbook with exact numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ansinh.compare.calc import Quantity
from ansinh.compare.histories import History, Moment
from ansinh.compare.printing import Shown, show, show_bar
from ansinh.compare.reads import Comparison
from ansinh.documents.tree import Column, Inline, Row, Table, Text
from ansinh.indicators.catalogue import IndicatorType, catalogue
from ansinh.kernel.language import message as _
from ansinh.web.exports import csv_of, exact_figure, is_inexact, plain, workbook_of
from ansinh.web.series.content import columns, notes, plan_title, shown_moments, value_title
from ansinh.web.series.drawing import short_period
from ansinh.web.series.earlier import said_of


@dataclass(frozen=True)
class _Numbers:
    """A column of figures. ``name``: of its figures in the workbook."""

    title: str
    name: str
    shown: Callable[[Moment], Shown]


def file_name(history: History, extension: str) -> str:
    last = history.moments[-1].period.iso.replace("/", "_")
    return f"series-{history.indicator.id}-{history.unit.code}-{last}.{extension}"


def to_csv(history: History) -> bytes:
    numbers = _numbers(history)
    rows: list[list[object]] = [[_("Period"), *(one.title for one in numbers), _("Remarks")]]
    for moment in shown_moments(history):
        cells = [one.shown(moment) for one in numbers]
        period = short_period(moment.period, history.step)
        remarks = [f"{one.title}: {cell.text()}" for one, cell in zip(numbers, cells, strict=True) if is_inexact(cell)]
        remarks += [
            _("corrected by submission {number}", number=one.earlier.correction).text() for one in moment.corrections
        ]
        rows.append([period, *map(plain, cells), "; ".join(remarks)])
    return csv_of(rows)


def to_workbook(history: History, made_at: datetime) -> bytes:
    title = _("{indicator} of {unit}", indicator=history.indicator, unit=history.unit).text()
    numbers = _numbers(history)
    table = Table(
        caption=title,
        columns=(
            Column(_("Period").text(), weight=1.2),
            *(Column(one.title, align="right") for one in numbers),
            Column(_("Remarks").text(), weight=3),
        ),
        rows=tuple(_row(history, moment, numbers) for moment in shown_moments(history)),
        notes=tuple(note.text() for note in notes(history)),
        numbered=False,
    )
    return workbook_of(history.unit, title, table, made_at)


def _numbers(history: History) -> tuple[_Numbers, ...]:
    return tuple(_all_numbers(history))


def _all_numbers(history: History) -> Iterator[_Numbers]:
    definition, measure = history.indicator, history.indicator.display.text()
    has = columns(shown_moments(history))
    measured = catalogue().plan_of(definition.id) or definition
    is_ratio = definition.type is IndicatorType.RATIO

    def printed(quantity: Quantity | None, *, signed: bool = False) -> Shown:
        return show(quantity or Quantity(None, definition.unit), definition, signed=signed)

    def changed(comparison: Comparison | None) -> Shown:
        return printed(comparison.change if comparison else None, signed=True)

    yield _Numbers(f"{value_title(definition)} ({measure})", "value", lambda one: printed(one.value))
    if has.within:
        yield _Numbers(f"{_('Within the month')} ({measure})", "within", lambda one: printed(one.within))
    if has.on_previous:
        title = _("Change on the month before").text()
        yield _Numbers(title, "previous", lambda one: changed(one.on_previous))
    if has.on_same_period:
        title = _("Change on the same period").text()
        yield _Numbers(title, "same", lambda one: changed(one.on_same_period))
    if has.plan:
        yield _Numbers(f"{_('Plan of the year')} ({measure})", "plan", lambda one: printed(one.point.plan))
        yield _Numbers(
            plan_title(definition).text(), "vs_plan", lambda one: printed(one.point.vs_plan, signed=is_ratio)
        )
    if has.threshold:
        yield _Numbers(_("Threshold").text(), "threshold", lambda one: show_bar(one.point.threshold, measured))


def _row(history: History, moment: Moment, numbers: Sequence[_Numbers]) -> Row:
    period = Text(short_period(moment.period, history.step))
    remarks = "; ".join(said_of(one, history.unit, history.indicator).text() for one in moment.corrections)
    cells: tuple[tuple[Inline, ...], ...] = tuple(exact_figure(one.shown(moment), one.name) for one in numbers)
    return Row(((period,), *cells, (Text(remarks),) if remarks else ()))

"""The year by months: how much of the plan was reached against each month's threshold, as a drawing and as a table."""

from dataclasses import dataclass

from ansinh.charts.year_course import Month, YearCourse, year_course
from ansinh.compare.calc import Quantity
from ansinh.compare.dashboards import Dashboard
from ansinh.compare.printing import show, show_bar
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_number
from ansinh.kernel.periods import Period
from ansinh.web.dashboards.addresses import series_of
from ansinh.web.looking import Look


@dataclass(frozen=True)
class MonthRow:
    label: str
    text: str
    threshold: str
    is_here: bool


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class YearView:
    """``ticks``: of the scale of values. ``has_thresholds``: whether any month has one."""

    title: Message
    unit: str
    drawing: YearCourse
    ticks: tuple[Tick, ...]
    rows: tuple[MonthRow, ...]
    has_thresholds: bool
    label: Message
    series: str


def year_view(look: Look, read: Dashboard) -> YearView | None:
    """None where no month of the year has a figure."""
    of_plan = read.selected.id != read.year_of.id
    months = [_month(point, read.selected, look.period, of_plan=of_plan) for point in read.year]
    if not any(month.value is not None for month in months):
        return None
    drawing = year_course(months, of_plan=of_plan)
    decimals = max((-int(mark.value.normalize().as_tuple().exponent) for mark in drawing.marks), default=0)
    year = look.period.year_number
    return YearView(
        title=_("Progress through the plan of {year}", year=year)
        if of_plan
        else _("{indicator} through {year}", indicator=read.selected.short, year=year),
        unit=read.selected.display.text(),
        drawing=drawing,
        ticks=tuple(Tick(mark.at, format_number(mark.value, max(decimals, 0))) for mark in drawing.marks),
        rows=tuple(_row(point, read.selected, look.period, of_plan=of_plan) for point in read.year),
        has_thresholds=any(point.threshold.known for point in read.year),
        label=_("Line of the months of {year}; the table below has the same figures", year=year),
        series=series_of(look.unit, look.period, read.selected),
    )


def _value(point: Point, *, of_plan: bool) -> Quantity:
    return point.vs_plan if of_plan else point.value


def _month(point: Point, selected: IndicatorDefinition, here: Period, *, of_plan: bool) -> Month:
    value, bar = show(_value(point, of_plan=of_plan), selected), show(point.threshold, selected)
    drawn = bar.rounded if bar.quantity.unit is selected.unit else None
    return Month(_label(point), value.rounded, drawn, point.period.end == here.end)


def _row(point: Point, selected: IndicatorDefinition, here: Period, *, of_plan: bool) -> MonthRow:
    value = show(_value(point, of_plan=of_plan), selected)
    return MonthRow(
        point.period.text(),
        value.text(),
        show_bar(point.threshold, selected).text() if point.threshold.known else "–",
        point.period.end == here.end,
    )


def _label(point: Point) -> str:
    return _("M{month}", month=point.period.end.month).text()

"""A report's content → charts: one definition for page and document, with the figures that each chart prints."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ansinh.charts.bullet import bullet_chart
from ansinh.charts.maps import A4
from ansinh.charts.maps.lettering import with_spaced_dash
from ansinh.charts.progress import progress_chart
from ansinh.charts.ranking import ranking_chart
from ansinh.charts.rows import MOST_ROWS
from ansinh.charts.slope import slope_chart
from ansinh.charts.specifications import (
    NOT_KNOWN,
    NOTHING_TO_KNOW,
    Bar,
    BulletRow,
    MonthPoint,
    SlopeRow,
    Specification,
    Threshold,
    Value,
    YearPoint,
    printed,
    printed_figures,
)
from ansinh.charts.trend import trend_chart
from ansinh.compare.bases import BaseKind, end_of_year
from ansinh.compare.calc import Ranked, at_least
from ansinh.compare.reads import Figures
from ansinh.compare.series import Point
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, catalogue
from ansinh.kernel.language import Language, Message, Speaks, within_sentence
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import MISSING
from ansinh.kernel.periods import Shape, short_date
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.reports.content import ReportContent, in_order, month_id, part_id, year_id
from ansinh.reports.maps import Coloured, draw

SHARE = "vs_plan"
FEWEST = 2  # units, years: one alone is no comparison
AT_EACH_END = 20  # units drawn of a ranking that is too long for a page
LEVEL_DRAWN = {Level.COUNTRY: Level.PROVINCE, Level.PROVINCE: Level.COMMUNE}  # on the map of each


class ChartKind(StrEnum):
    PROGRESS = "progress"
    RANKING = "ranking"
    SLOPE = "slope"
    TREND = "trend"
    BULLET = "bullet"
    MAP = "map"


@dataclass(frozen=True)
class Chart:
    """``figures``: ids of those it prints, in the order printed; its other numbers are ranks, dates and the like.
    ``alt``: all its values in words."""

    specification: Specification
    caption: str
    alt: str
    figures: tuple[str, ...] = ()


def draw_chart(kind: ChartKind, content: ReportContent, indicator: str, language: Language) -> Chart | None:
    """None where not enough is known. ``indicator``: its id, or that of its ranking; a bullet chart shows all that have
    a plan, this one first."""
    return _DRAWN[kind](_Drawer(content, indicator.partition(".")[0], language))


@dataclass(frozen=True)
class _Drawer:
    content: ReportContent
    indicator: str
    language: Language

    def progress(self) -> Chart | None:
        points = self.content.months.get(self.indicator, ())
        drawn = [self._month(point) for point in points]
        known = sum(bool(point.value.figure) for point in drawn)
        if known < (1 if any(point.threshold.figure for point in drawn) else FEWEST):
            return None
        caption = _(
            "{name} of {unit}: share of the plan of {year} reached by the end of each month",
            name=self._definition,
            unit=self.content.unit,
            year=self.content.period.year_number,
        )
        said = [
            (
                _("month {month}", month=point.period.end.month),
                "" if month.value == NOTHING_TO_KNOW else self._or_no_data(self._of_month(point, SHARE)),
                self._named(_("threshold"), self._of_month(point, "threshold")),
            )
            for point, month in zip(points, drawn, strict=True)
            if month.value != NOTHING_TO_KNOW or month.threshold.figure
        ]
        return self._chart(progress_chart(drawn, language=self.language), caption, said)

    def _month(self, point: Point) -> MonthPoint:
        """What is still to come is not said to be missing."""
        end = self.content.period.end
        value = self._of_month(point, SHARE, number=True)
        if not value.figure and point.period.end > end:
            value = NOTHING_TO_KNOW
        current = (point.period.end.year, point.period.end.month) == (end.year, end.month)
        threshold = self._of_month(point, "threshold", number=True)
        return MonthPoint(str(point.period.end.month), value, threshold, current=current)

    def _of_month(self, point: Point, part: str, *, number: bool = False) -> Value:
        return self._value(month_id(self.indicator, point.period, part), number=number)

    def ranking(self) -> Chart | None:
        ranked = self.content.rankings.get(self._ranking, ())
        if sum(row.rank is not None for row in ranked) < FEWEST:
            return None
        threshold = self._threshold()
        bars = [self._bar(row, threshold) for row in ranked]
        said = [(row.label, self._or_no_data(row.value), self._verdict(row) if threshold else "") for row in bars]
        specification = ranking_chart(self._shortened(bars), threshold=threshold, language=self.language)
        return self._chart(specification, self._caption_by_unit(), said)

    def _threshold(self) -> Threshold | None:
        value = self._value(f"{self.indicator}.threshold")
        if value.drawn is None or self._ranking == self.indicator:
            return None
        return Threshold(value, self._word(_("threshold {value}", value=value.text)))

    def _bar(self, row: Ranked[Unit], threshold: Threshold | None) -> Bar:
        measured = self.content.thresholds.get(self.indicator)
        reaching = measured.count.reaching if measured and measured.count else ()
        highlighted = row.item in reaching if threshold else row.rank == 1
        value = self._value(part_id(row.item, self._ranking))
        return Bar(self._name(row.item), value, _printed_rank(row.rank), highlighted)

    def _verdict(self, bar: Bar) -> str:
        if not bar.value.figure:
            return ""
        return self._word(_("reaches the threshold") if bar.highlighted else _("does not reach it"))

    def _shortened(self, bars: Sequence[Bar]) -> Sequence[Bar]:
        if len(bars) <= MOST_ROWS:
            return bars
        left_out = len(bars) - 2 * AT_EACH_END
        gap = Bar(self._word(_("… {count} other units …", count=left_out)), NOTHING_TO_KNOW, "")
        return [*bars[:AT_EACH_END], gap, *bars[-AT_EACH_END:]]

    def slope(self) -> Chart | None:
        now = self.content.rankings.get(self._ranking, ())
        before = {row.item.pk: row.rank for row in self.content.rankings_before.get(self._ranking, ())}
        rows = [
            SlopeRow(
                self._name(row.item),
                before.get(row.item.pk),
                row.rank,
                self._value(part_id(row.item, self._ranking)),
            )
            for row in now
        ]
        moved = sum(row.before is not None and row.now is not None for row in rows)
        if moved < FEWEST or len(rows) > MOST_ROWS:
            return None
        period, earlier = self.content.period, self.content.period.same_period_last_year
        names = earlier.text(self.language), period.text(self.language)
        caption = _(
            "Ranks of the units of {unit} by {name}, {before} and {now}",
            unit=self.content.unit,
            name=within_sentence(self._word(self._measured_name())),
            before=earlier,
            now=period,
        )
        said = [(row.label, self._word(_move(row)), row.value.text if row.value.figure else "") for row in rows]
        return self._chart(slope_chart(rows, before=names[0], now=names[1], language=self.language), caption, said)

    def trend(self) -> Chart | None:
        points = self.content.years.get(self.indicator, ())
        drawn = [self._year(point) for point in points]
        if sum(point.value.drawn is not None for point in drawn) < FEWEST:
            return None
        unit = self._definition.display.text(self.language)
        caption = _(
            "{name} of {unit}, {first}–{last}",
            name=self._definition,
            unit=self.content.unit,
            first=points[0].period.year_number,
            last=points[-1].period.year_number,
        )
        is_ratio = self._definition.type is IndicatorType.RATIO
        target = _("Target") if is_ratio else _("Plan of the year")
        specification = trend_chart(
            drawn,
            unit=unit,
            target=self._word(target),
            change=self._word(self._change_title()),
            bars=self._definition.type is IndicatorType.FLOW,
            language=self.language,
        )
        said = [
            (
                one.period.text(self.language) if one.period.shape is Shape.YEAR else point.label,
                self._or_no_data(point.value, self._value(year_id(self.indicator, one.period.year_number))),
                self._named(target, point.target),
                self._named(self._change_title(), point.change),
            )
            for point, one in zip(drawn, points, strict=True)
        ]
        return self._chart(specification, caption, said)

    def _year(self, point: Point) -> YearPoint:
        year = point.period.year_number
        is_whole = point.period.shape is Shape.YEAR
        base = end_of_year(year)
        is_base = any(one.kind is BaseKind.END_OF_YEAR and one.year == year for one in self.content.bases)
        change = self._value(f"{self.indicator}.{base.id}", number=True)
        level = "target" if self._definition.type is IndicatorType.RATIO else "plan"
        return YearPoint(
            str(year) if is_whole else short_date(point.period.end),
            self._value(year_id(self.indicator, year), number=True),
            self._value(year_id(self.indicator, year, level), number=True),
            change if is_base and change.figure else NOTHING_TO_KNOW,
            base=is_base,
            current=year == self.content.period.year_number,
        )

    def _change_title(self) -> Message:
        if self._definition.unit is BaseUnit.PERCENT:
            return _("Change since then (percentage points)")
        return _("Change since then")

    def bullet(self) -> Chart | None:
        names = [line.indicator.id for line in in_order(self.content)]
        ordered = sorted(names, key=lambda name: name != self.indicator)  # in_order's own order else
        rows = [row for name in ordered if (row := self._bullet_row(name)).value.figure]
        if not rows:
            return None
        caption = _(
            "Share of the year's plan reached by {unit}, {period}", unit=self.content.unit, period=self.content.period
        )
        said = [(row.label, row.value.text, self._named(_("threshold"), row.threshold)) for row in rows]
        return self._chart(bullet_chart(rows, language=self.language), caption, said)

    def _bullet_row(self, name: str) -> BulletRow:
        line, threshold = self.content.whole.lines[name], self.content.thresholds.get(name)
        return BulletRow(
            line.indicator.name.text(self.language),
            self._value(f"{name}.{SHARE}"),
            self._value(f"{name}.threshold"),
            reached=at_least(line.vs_plan, threshold.bar) if threshold else None,
        )

    def map(self) -> Chart | None:
        """By the share of the plan where that is what units are ranked by, else by the indicator itself."""
        unit, period = self.content.unit, self.content.period
        shown = [(part.unit, self._value(part_id(part.unit, self._ranking))) for part in self.content.parts]
        drawn = [
            (one, value)
            for one, value in shown
            if unit.kind == UnitKind.AREA and one.level == LEVEL_DRAWN.get(Level(unit.level))
        ]
        if sum(value.drawn is not None for _one, value in drawn) < FEWEST:
            return None
        measured = catalogue().plan_of(self.indicator) if self._ranking != self.indicator else None
        figures = Figures(self.content.scope, boundaries=self.content.boundaries)
        specification = draw(
            unit,
            self.content.boundaries.on(period.end),
            language=self.language,
            size=A4,
            by=Coloured(measured or self._definition, period, figures),
        )
        said = [(self._name(one), self._or_no_data(value)) for one, value in drawn]
        chart = self._chart(specification, self._caption_by_unit(), said)
        return Chart(chart.specification, chart.caption, chart.alt, self._figures_on_map(specification, drawn))

    def _figures_on_map(self, specification: Specification, drawn: Iterable[tuple[Unit, Value]]) -> tuple[str, ...]:
        """Each stands behind its unit's name, which may be on two lines."""
        words = " " + " ".join(text["text"] for text in printed(specification)).replace("\N{NO-BREAK SPACE}", " ")
        places = {
            value.figure: words.find(f" {with_spaced_dash(self._name(one))} {value.text.rstrip('%')}")
            for one, value in drawn
            if value.figure
        }
        return tuple(sorted((figure for figure, place in places.items() if place >= 0), key=places.__getitem__))

    @property
    def _definition(self) -> IndicatorDefinition:
        return catalogue()[self.indicator]

    @property
    def _ranking(self) -> str:
        """The figure by which units are ranked: the share of the plan where there is one."""
        measured = f"{self.indicator}.{SHARE}"
        return measured if measured in self.content.rankings else self.indicator

    def _caption_by_unit(self) -> Message:
        return _(
            "{name} by unit, {unit}, {period}",
            name=self._measured_name(),
            unit=self.content.unit,
            period=self.content.period,
        )

    def _measured_name(self) -> Speaks:
        if self._ranking == self.indicator:
            return self._definition
        return _("{name} against the plan of the year", name=self._definition)

    def _value(self, figure: str, *, number: bool = False) -> Value:
        """As it is printed elsewhere in the report; ``number``: without its unit, which the chart says once."""
        shown = self.content.figures.get(figure)
        if shown is None:
            return NOT_KNOWN
        text = shown.number(self.language) if number else shown.text(self.language)
        return NOT_KNOWN if text == MISSING else Value(shown.rounded, text, figure)

    def _chart(self, specification: Specification, caption: Message, said: Iterable[Sequence[str | Message]]) -> Chart:
        title = self._word(caption)
        title = title[:1].upper() + title[1:]
        items = (self._item(*row) for row in said)
        return Chart(specification, title, f"{title}: {'; '.join(items)}.", printed_figures(specification))

    def _item(self, label: str | Message, *parts: str | Message) -> str:
        said = ", ".join(filter(None, map(self._word, parts)))
        return f"{self._word(label)}: {said}"

    def _or_no_data(self, value: Value, in_full: Value | None = None) -> str:
        return (in_full or value).text if value.figure else self._word(_("no data"))

    def _named(self, name: Message, value: Value) -> str:
        word = self._word(name)
        return f"{word[:1].lower()}{word[1:]} {value.text}" if value.figure else ""

    def _name(self, unit: Unit) -> str:
        return unit.name if self.language == "vi" else unit.name_en

    def _word(self, said: str | Speaks) -> str:
        return said if isinstance(said, str) else said.text(self.language)


_DRAWN: Mapping[ChartKind, Callable[[_Drawer], Chart | None]] = MappingProxyType(
    {
        ChartKind.PROGRESS: _Drawer.progress,
        ChartKind.RANKING: _Drawer.ranking,
        ChartKind.SLOPE: _Drawer.slope,
        ChartKind.TREND: _Drawer.trend,
        ChartKind.BULLET: _Drawer.bullet,
        ChartKind.MAP: _Drawer.map,
    }
)


def _move(row: SlopeRow) -> Message:
    if row.before is None and row.now is None:
        return _("no data")
    if row.before is None:
        return _("rank {now}, no data a year ago", now=row.now)
    if row.now is None:
        return _("rank {before} a year ago, no data now", before=row.before)
    return _("rank {before} a year ago, rank {now} now", before=row.before, now=row.now)


def _printed_rank(rank: int | None) -> str:
    return MISSING if rank is None else str(rank)

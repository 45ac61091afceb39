"""The tables that outlines name, each made of a report's figures; none where there is nothing to put in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ansinh.compare.bases import SAME_PERIOD, Base, BaseKind, accumulates
from ansinh.compare.calc import Ranked
from ansinh.compare.printing import Shown
from ansinh.compare.series import Point
from ansinh.documents.tree import Column, Constant, Figure, Inline, Row, Table, Text
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType, Observed, catalogue
from ansinh.kernel.language import Language, Message, Speaks, capital
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import MISSING
from ansinh.kernel.periods import short_date
from ansinh.places.models import Unit
from ansinh.reports.content import Line, ReportContent, UnitContent, in_order, month_id, part_id, year_id
from ansinh.reports.outlines.reading import TableKind

# The rankings in the order in which a report tells them; others follow.
TOLD_FIRST = ("collections.vs_plan", "participants_bhxh_voluntary.vs_plan", "bhyt_coverage")
OTHER_RANKINGS = 2  # columns of the ranking table beside the first
WIDEST = 10  # columns of figures beside each other on a page across

Cell = tuple[Inline, ...]
Wanted = Sequence[str]


def make_tables(
    kind: TableKind, content: ReportContent, indicators: Sequence[str], language: Language
) -> tuple[Table, ...]:
    """``indicators`` (): all that the report has."""
    tables = _Tables(content, language)
    if kind is TableKind.UNITS:
        return tuple(tables.units(indicators))
    makers: Mapping[TableKind, Callable[[Wanted], Table | None]] = {
        TableKind.OVERVIEW: tables.overview,
        TableKind.BASES: tables.bases,
        TableKind.MONTHS: tables.months,
        TableKind.YEARS: tables.years,
        TableKind.RANKING: tables.ranking,
    }
    made = makers[kind](indicators)
    return (made,) if made else ()


def told(content: ReportContent) -> list[str]:
    """The rankings' figure ids, the telling ones first."""
    first = [figure for figure in TOLD_FIRST if figure in content.rankings]
    return [*first, *(figure for figure in content.rankings if figure not in first)]


@dataclass(frozen=True)
class _Part:
    """A column of figures: what is added to an indicator's id."""

    title: Message
    suffix: str
    unit: str | None = None
    weight: float = 1.2


_OVERVIEW = (
    _Part(_("Done"), "", weight=1.3),
    _Part(_("Plan"), ".plan", weight=1.3),
    _Part(_("Share of plan"), ".vs_plan", "%", 1.0),
    _Part(_("Same period"), ".same_period", weight=1.3),
    _Part(_("Change"), ".change"),
    _Part(_("Change"), ".change_percent", "%", 1.0),
)


class _Tables:
    def __init__(self, content: ReportContent, language: Language) -> None:
        self._content = content
        self._language: Language = language

    def overview(self, wanted: Wanted) -> Table | None:
        """One row an indicator: done, planned, share of the plan, same period, change; no column without a figure."""
        lines = [line for line in self._lines(wanted) if line.value.within]
        kept = [part for part in _OVERVIEW if any(self._knows(self._id_of(line, part.suffix)) for line in lines)]
        if not lines or not kept:
            return None
        columns = (*self._row_heads(), *(self._figures_column(part) for part in kept))
        rows = [
            (*self._row_head(number, line.indicator), *(self._cell(self._id_of(line, part.suffix)) for part in kept))
            for number, line in enumerate(lines, 1)
        ]
        caption = _("Results of {unit}, {period}", unit=self._content.unit, period=self._content.period)
        return self._table(caption, columns, map(Row, rows), lines)

    def bases(self, wanted: Wanted) -> Table | None:
        """One row an indicator and earlier date: its level then, the change since."""
        kinds = (BaseKind.SAME_PERIOD, BaseKind.END_OF_YEAR)
        told_of = [
            (line, base)
            for line in self._lines(wanted)
            for base in self._content.bases
            if base.kind in kinds and base in line.against and line.against[base].against.known
        ]
        if not told_of:
            return None
        columns = (
            Column(self._word(_("Indicator")), weight=2.4),
            Column(self._word(_("Against")), weight=1.5),
            Column(self._word(_("Unit of measure")), align="center"),
            Column(self._word(_("Level then")), align="right", weight=1.2),
            Column(self._word(_("Change")), align="right", weight=1.2),
            Column(self._word(_("Change")), "%", align="right"),
        )
        rows = [Row((*self._base_head(line, base), *self._base_cells(line, base))) for line, base in told_of]
        caption = _("{unit}, {period}, against earlier dates", unit=self._content.unit, period=self._content.period)
        return self._table(caption, columns, rows, [line for line, _base in told_of])

    def _base_head(self, line: Line, base: Base) -> tuple[Cell, ...]:
        name = (
            _("Same period of {year}", year=self._content.period.year_number - 1)
            if base == SAME_PERIOD
            else _("End of {year}", year=base.year)
        )
        return (
            (Text(line.indicator.name.text(self._language)),),
            (Text(self._word(name)),),
            (Text(line.indicator.display.text(self._language)),),
        )

    def _base_cells(self, line: Line, base: Base) -> Iterator[Cell]:
        for suffix in (base.id.removeprefix("vs_"), base.id, f"{base.id}_percent"):
            yield self._cell(f"{line.indicator.id}.{suffix}")

    def months(self, wanted: Wanted) -> Table | None:
        """Of one indicator, what accumulated by each month, beside the month's bar; only where two months are known."""
        name = next((one for one in wanted or self._content.months if self._has_months(one)), None)
        if name is None:
            return None
        indicator = catalogue()[name]
        points = [point for point in self._content.months[name] if point.value.known]
        title = _("Done since 1 January") if accumulates(indicator) else _("At the end of the month")
        parts = [
            _Part(title, "", indicator.display.text(self._language), 1.4),
            _Part(_("Share of plan"), "vs_plan", "%"),
            _Part(_("The month's bar"), "threshold", "%"),
        ]
        kept = [part for part in parts if any(self._knows(self._month(name, point, part)) for point in points)]
        columns = (
            Column(self._word(_("Month")), weight=1.2),
            *(self._figures_column(part) for part in kept),
        )
        rows = [
            Row(
                (
                    (Text(capital(point.period.text(self._language))),),
                    *(self._cell(self._month(name, point, part)) for part in kept),
                )
            )
            for point in points
        ]
        year = self._content.period.year_number
        caption = _("{name} by month, {year}", name=indicator.name, year=year)
        return self._table(caption, columns, rows, ())

    def _has_months(self, name: str) -> bool:
        told_of = catalogue()[name].direction is not Direction.NEUTRAL
        return told_of and sum(point.value.known for point in self._content.months.get(name, ())) > 1

    def _month(self, name: str, point: Point, part: _Part) -> str:
        return month_id(name, point.period, part.suffix)

    def years(self, wanted: Wanted) -> Table | None:
        """Years across: of each indicator its level, its share of the plan where there was one, its yearly change."""
        names = [one for one in wanted or self._content.years if one in self._content.years]
        told_of = [line for line in self._lines(names) if line.indicator.id in self._content.years]
        points = [point for line in told_of for point in self._content.years[line.indicator.id]]
        periods = sorted({point.period for point in points if point.value.known})
        if not told_of:
            return None
        columns = (
            *self._row_heads(),
            *(Column(self._year_title(period.year_number), align="right") for period in periods),
        )
        years = [period.year_number for period in periods]
        rows: list[Row] = []
        for number, line in enumerate(told_of, 1):
            rows += self._years_of(number, line, years)
        caption = _(
            "Results of {unit} over the years {first} - {last}",
            unit=self._content.unit,
            first=years[0],
            last=years[-1],
        )
        return self._table(caption, columns, rows, told_of)

    def _year_title(self, year: int) -> str:
        """The year itself, or the day of it at which the report was made."""
        end = self._content.period.end
        is_whole = year != end.year or (end.month, end.day) == (12, 31)
        return str(year) if is_whole else short_date(end)

    def _years_of(self, number: int, line: Line, years: Sequence[int]) -> Iterator[Row]:
        name, is_ratio = line.indicator.id, line.indicator.type is IndicatorType.RATIO
        level = [year_id(name, year) for year in years]
        yield Row((*self._row_head(number, line.indicator), *map(self._cell, level)), emphasis=True)
        below = (
            (_("Against the year before"), "change", line.indicator.display.text(self._language)),
            (_("Target"), "target", "%") if is_ratio else (_("Share of plan"), "vs_plan", "%"),
        )
        for title, part, unit in below:
            ids = [year_id(name, year, part) for year in years]
            if any(map(self._knows, ids)):
                head: tuple[Cell, ...] = ((Text(""),), (Text(self._word(title), italic=True),), (Text(unit),))
                yield Row((*head, *map(self._cell, ids)))

    def ranking(self, wanted: Wanted) -> Table | None:
        """The parts in the order of the first ranking, two others beside it."""
        figures = [one for one in told(self._content) if not wanted or one.partition(".")[0] in wanted]
        if not figures:
            return None
        first, *others = figures
        name, _dot, measured = first.partition(".")
        line = self._content.whole.lines[name]
        shown = [
            (name, Column(line.indicator.short.text(self._language), self._display(line), align="right", weight=1.2)),
            *([(first, self._column(_("Share of plan"), "%"))] if measured else []),
            *([(f"{name}.change_percent", self._column(_("Against same period"), "%"))] if measured else []),
            *((one, self._ranked_column(one)) for one in others[:OTHER_RANKINGS]),
        ]
        ranked = self._content.rankings[first]
        kept = [pair for pair in shown if any(self._knows(part_id(row.item, pair[0])) for row in ranked)]
        columns = (
            Column(self._word(_("Rank")), align="center", weight=0.6),
            Column(self._word(_("Unit")), weight=1.6),
            *(column for _figure, column in kept),
        )
        rows = [self._ranking_row(row, [figure for figure, _column in kept]) for row in ranked]
        caption = _("Ranking by unit, {period}", period=self._content.period)
        return self._table(caption, columns, rows, [line])

    def _ranked_column(self, figure: str) -> Column:
        name, _dot, measured = figure.partition(".")
        line = self._content.whole.lines[name]
        title: Speaks = _("{name} against plan", name=line.indicator.short) if measured else line.indicator.short
        return Column(title.text(self._language), "%" if measured else self._display(line), align="right")

    def _ranking_row(self, ranked: Ranked[Unit], figures: Sequence[str]) -> Row:
        rank: Inline = Text(MISSING) if ranked.rank is None else Constant(str(ranked.rank))
        cells = (self._cell(part_id(ranked.item, figure)) for figure in figures)
        return Row(((rank,), (Text(self._name(ranked.item)),), *cells))

    def units(self, wanted: Wanted) -> Iterator[Table]:
        """The whole, summed from its parts, and each part: what was done, and its share of the plan. What is too wide
        for a page goes on in another table."""
        beside: list[tuple[Line, list[tuple[str, Column]]]] = []
        for line in self._lines(wanted):
            figures = list(self._unit_figures(line))
            if not any(line.indicator.id in part.lines for part in self._content.parts):
                continue
            if sum(len(those) for _line, those in beside) + len(figures) > WIDEST:
                yield self._units(beside)
                beside = []
            beside.append((line, figures))
        if beside:
            yield self._units(beside)

    def _units(self, beside: Sequence[tuple[Line, Sequence[tuple[str, Column]]]]) -> Table:
        parts = self._content.parts
        lines = [line for line, _figures in beside]
        figures = [figure for _line, those in beside for figure in those]
        columns = (
            Column(self._word(_("No.")), align="center", weight=0.5),
            Column(self._word(_("Unit")), weight=1.8),
            *(column for _name, column in figures),
        )
        names = [name for name, _column in figures]
        whole = ((Text(""),), (Text(self._word(_("Total"))),), *map(self._cell, names))
        rows = [
            Row(whole, emphasis=True, sum_of=tuple(range(1, len(parts) + 1))),
            *(self._unit_row(number, part, names) for number, part in enumerate(parts, 1)),
        ]
        caption = _("Results by unit, {period}", period=self._content.period)
        return self._table(caption, columns, rows, lines)

    def _unit_figures(self, line: Line) -> Iterator[tuple[str, Column]]:
        name = line.indicator.id
        title = line.indicator.short.text(self._language)
        adds = line.indicator.type is not IndicatorType.RATIO and self._adds_up(name)
        share = self._id_of(line, ".vs_plan")
        measured = line.indicator.type is not IndicatorType.RATIO and self._knows(share)
        if not measured:
            yield name, Column(title, self._display(line), align="right", adds=adds)
            return
        yield name, Column(self._word(_("Done")), self._display(line), align="right", group=title, adds=adds)
        yield share, Column(self._word(_("Share of plan")), "%", align="right", weight=0.9, group=title)

    def _adds_up(self, name: str) -> bool:
        """Only then is the total a sum in a workbook: not where a part has not reported, or where estimates are."""
        values = [part.lines[name].value.value for part in self._content.parts if name in part.lines]
        known = [value for value in values if value is not None]
        return len(known) == len(self._content.parts) and sum(known) == self._content.whole.lines[name].value.value

    def _unit_row(self, number: int, part: UnitContent, names: Sequence[str]) -> Row:
        cells = (self._cell(part_id(part.unit, name)) for name in names)
        return Row(((Constant(str(number)),), (Text(self._name(part.unit)),), *cells))

    def _lines(self, wanted: Wanted) -> list[Line]:
        return [line for line in in_order(self._content) if not wanted or line.indicator.id in wanted]

    def _row_heads(self) -> tuple[Column, ...]:
        return (
            Column(self._word(_("No.")), align="center", weight=0.5),
            Column(self._word(_("Indicator")), weight=2.6),
            Column(self._word(_("Unit of measure")), align="center", weight=1.1),
        )

    def _row_head(self, number: int, indicator: IndicatorDefinition) -> tuple[Cell, ...]:
        return (
            (Constant(str(number)),),
            (Text(indicator.name.text(self._language)),),
            (Text(indicator.display.text(self._language)),),
        )

    def _figures_column(self, part: _Part) -> Column:
        return Column(self._word(part.title), part.unit, align="right", weight=part.weight)

    def _column(self, title: Message, unit: str) -> Column:
        return Column(self._word(title), unit, align="right")

    def _display(self, line: Line) -> str:
        return line.indicator.display.text(self._language)

    def _id_of(self, line: Line, suffix: str) -> str:
        """A ratio has a target where an amount has a plan."""
        is_ratio = line.indicator.type is IndicatorType.RATIO
        return line.indicator.id + (suffix.replace(".plan", ".target") if is_ratio else suffix)

    def _knows(self, name: str) -> bool:
        shown = self._content.figures.get(name)
        return shown is not None and shown.quantity.within is not None

    def _cell(self, name: str) -> Cell:
        shown = self._content.figures.get(name)
        if shown is None or shown.quantity.within is None:
            return (Text(MISSING),)
        return (figure_in_cell(name, shown, self._language),)

    def _name(self, unit: Unit) -> str:
        return unit.name if self._language == "vi" else unit.name_en

    def _table(
        self, caption: Message, columns: Sequence[Column], rows: Iterator[Row] | Sequence[Row], lines: Sequence[Line]
    ) -> Table:
        notes = tuple(self._notes(lines))
        return Table(capital(self._word(caption)), tuple(columns), tuple(rows), notes=notes)

    def _notes(self, lines: Sequence[Line]) -> Iterator[str]:
        """A flow is never of the month that the caption names alone."""
        if any(line.indicator.observed is Observed.YEAR_TO_DATE for line in lines):
            day = short_date(self._content.period.end)
            yield self._word(_("Amounts collected and spent accumulate from 1 January to {day}.", day=day))
        yield from map(self._word, self._content.footnotes)

    def _word(self, message: Message) -> str:
        return message.text(self._language)


def figure_in_cell(name: str, shown: Shown, language: Language) -> Figure:
    """Without its unit, which stands in the head; but points say so, to be told apart from per cents."""
    points = shown.display.base is BaseUnit.PERCENTAGE_POINT
    text = shown.text(language) if points else shown.number(language)
    value = None if shown.exact is None else shown.display.from_base(shown.exact)
    return Figure(text, name, value, shown.decimals)

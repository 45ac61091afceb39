"""A report's content → the document tree: sentences, tables, charts, and what state of knowledge it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ansinh.charts.rendering import to_png, to_svg
from ansinh.charts.specifications import Bar, Point, Specification, Threshold, comparison_chart, ranking_chart
from ansinh.compare.bases import SAME_PERIOD, Base, BaseKind
from ansinh.compare.calc import Ranked
from ansinh.compare.printing import Shown
from ansinh.documents.fonts import FONT_DIRECTORY
from ansinh.documents.tree import Block, Column, Document, Figure, Heading, Inline, Paragraph, Picture, Row, Table, Text
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, Observed
from ansinh.kernel.language import Language, Message, Speaks
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import MISSING
from ansinh.kernel.periods import long_date, short_date
from ansinh.places.models import Unit
from ansinh.reports.content import Line, ReportContent, in_order, part_id
from ansinh.reports.sentences import Sentences

# The rankings in the order in which a report tells them; others follow.
TOLD_FIRST = ("collections.vs_plan", "participants_bhxh_voluntary.vs_plan", "bhyt_coverage")
ROMAN = ("I", "II", "III")
CHARTS = 2
CHART_WIDTH = 148  # mm
OTHER_RANKINGS = 2  # columns of the ranking table beside the first


@dataclass(frozen=True)
class Chart:
    """What is drawn, before it is drawn."""

    specification: Specification
    caption: str
    alt: str


def lay_out(content: ReportContent, language: Language) -> Document:
    unit = content.unit.text(language)
    return Document(
        title=_("Report").text(language),
        subtitle=_("Results in social, health and unemployment insurance, {period}", period=content.period).text(
            language
        ),
        organisation=(unit.upper(),),
        place_and_date=_capital(long_date(content.made_at.date()))
        if language == "vi"
        else f"{content.made_at:%-d %B %Y}",
        language=language,
        banner=_("DRAFT: FIGURES NOT APPROVED").text(language) if content.draft else None,
        blocks=tuple(_Layout(content, language).blocks()),
        footnote=_knowledge(content).text(language),
        made_at=content.made_at,
    )


def charts(content: ReportContent, language: Language) -> list[Chart]:
    """At most two: of a whole its parts in order, of a single unit its levels over time."""
    if content.rankings:
        return [_ranking_chart(content, figure, language) for figure in told(content)[:CHARTS]]
    drawn = (_levels_chart(content, line, language) for line in content.lines())
    return [chart for chart in drawn if chart][:CHARTS]


def told(content: ReportContent) -> list[str]:
    """The rankings' figure ids, the telling ones first."""
    first = [figure for figure in TOLD_FIRST if figure in content.rankings]
    return [*first, *(figure for figure in content.rankings if figure not in first)]


class _Layout:
    def __init__(self, content: ReportContent, language: Language) -> None:
        self._content = content
        self._language: Language = language
        self._sentences = Sentences(content, language)
        self._tables = self._headings = 0

    def blocks(self) -> Iterator[Block]:
        yield self._heading(_("Overall results"))
        yield from map(Paragraph, self._sentences.of_whole())
        if any(line.value.within for line in in_order(self._content)):
            yield self._overall_table()
        if any(base.kind is BaseKind.END_OF_YEAR for base in self._content.bases):
            yield self._heading(_("Against earlier dates"))
            yield self._bases_table()
            yield from map(Paragraph, self._sentences.years_without_data())
        if self._content.rankings:
            yield self._heading(_("Results by unit"))
            yield from map(Paragraph, self._sentences.of_parts())
            yield self._ranking_table()
        for number, chart in enumerate(charts(self._content, self._language), 1):
            yield self._picture(number, chart)

    def _heading(self, text: Message) -> Heading:
        self._headings += 1
        return Heading(1, f"{ROMAN[self._headings - 1]}. {text.text(self._language)}")

    def _overall_table(self) -> Table:
        """One row an indicator: done, planned, share of the plan, same period, change; no column without a figure."""
        lines = in_order(self._content)
        wanted = [
            (Column(self._word(_("Done")), align="right", weight=1.3), ""),
            (Column(self._word(_("Plan")), align="right", weight=1.3), ".plan"),
            (Column(self._word(_("Share of plan")), "%", align="right"), ".vs_plan"),
            (Column(self._word(_("Same period")), align="right", weight=1.3), ".same_period"),
            (Column(self._word(_("Change")), align="right", weight=1.2), ".change"),
            (Column(self._word(_("Change")), "%", align="right"), ".change_percent"),
        ]
        kept = [(column, figure) for column, figure in wanted if any(self._knows(line, figure) for line in lines)]
        columns = (
            Column(self._word(_("No.")), align="center", weight=0.5),
            Column(self._word(_("Indicator")), weight=2.6),
            Column(self._word(_("Unit of measure")), align="center", weight=1.1),
            *(column for column, _figure in kept),
        )
        rows = tuple(
            Row(
                (
                    (Text(str(number)),),
                    (Text(line.indicator.name.text(self._language)),),
                    (Text(line.indicator.display.text(self._language)),),
                    *(self._cell(self._figure_of(line, figure)) for _column, figure in kept),
                )
            )
            for number, line in enumerate(lines, 1)
        )
        return self._table(_("Results of {unit}, {period}"), columns, rows, unit=self._content.unit)

    def _knows(self, line: Line, figure: str) -> bool:
        shown = self._content.figures.get(self._figure_of(line, figure))
        return shown is not None and shown.quantity.within is not None

    def _figure_of(self, line: Line, figure: str) -> str:
        """A ratio has a target where an amount has a plan."""
        is_ratio = line.indicator.type is IndicatorType.RATIO
        return line.indicator.id + (figure.replace(".plan", ".target") if is_ratio else figure)

    def _bases_table(self) -> Table:
        """One row an indicator and earlier date: its level then, the change since."""
        bases = [base for base in self._content.bases if base.kind in (BaseKind.SAME_PERIOD, BaseKind.END_OF_YEAR)]
        columns = (
            Column(self._word(_("Indicator")), weight=2.4),
            Column(self._word(_("Against")), weight=1.5),
            Column(self._word(_("Unit of measure")), align="center"),
            Column(self._word(_("Level then")), align="right", weight=1.2),
            Column(self._word(_("Change")), align="right", weight=1.2),
            Column(self._word(_("Change")), "%", align="right"),
        )
        rows = tuple(
            Row(
                (
                    (Text(line.indicator.name.text(self._language)),),
                    (Text(self._base_name(base)),),
                    (Text(line.indicator.display.text(self._language)),),
                    *(
                        self._cell(f"{line.indicator.id}.{figure}")
                        for figure in (base.id.removeprefix("vs_"), base.id, f"{base.id}_percent")
                    ),
                )
            )
            for line in in_order(self._content)
            for base in bases
            if self._known(line, base)
        )
        return self._table(_("{unit}, {period}, against earlier dates"), columns, rows, unit=self._content.unit)

    def _known(self, line: Line, base: Base) -> bool:
        return base in line.against and line.against[base].against.known

    def _base_name(self, base: Base) -> str:
        if base == SAME_PERIOD:
            return self._word(_("Same period of {year}", year=self._content.period.year_number - 1))
        return self._word(_("End of {year}", year=base.year))

    def _ranking_table(self) -> Table:
        """The parts by the first ranking, with the other rankings' figures beside it."""
        first, *others = told(self._content)
        name = first.partition(".")[0]
        line = self._content.whole.lines[name]
        unit = line.indicator.display.text(self._language)
        measured = first.endswith(".vs_plan")
        level = [(name, line.indicator.short, unit)] if measured else []
        plan = (
            [(f"{name}.plan", _("Plan"), unit), (first, _("Share of plan"), "%")]
            if measured
            else [(first, line.indicator.short, unit)]
        )
        change = [
            (f"{name}.change", _("Against same period"), unit),
            (f"{name}.change_percent", _("Against same period"), "%"),
        ]
        beside = [(figure, self._column_title(figure), self._column_unit(figure)) for figure in others[:OTHER_RANKINGS]]
        figures = [*level, *plan, *(change if measured else []), *beside]
        columns = (
            Column(self._word(_("Rank")), align="center", weight=0.6),
            Column(self._word(_("Unit")), weight=1.6),
            *(Column(title.text(self._language), measure, align="right") for _figure, title, measure in figures),
        )
        rows = tuple(
            self._ranking_row(ranked, [figure for figure, _title, _measure in figures])
            for ranked in self._content.rankings[first]
        )
        return self._table(_("Ranking by unit, {period}"), columns, rows)

    def _column_title(self, figure: str) -> Speaks:
        line = self._content.whole.lines[figure.partition(".")[0]]
        if figure.endswith(".vs_plan"):
            return _("{name} against plan", name=line.indicator.short)
        return line.indicator.short

    def _column_unit(self, figure: str) -> str:
        name, _dot, measured = figure.partition(".")
        return "%" if measured else self._content.whole.lines[name].indicator.display.text(self._language)

    def _ranking_row(self, ranked: Ranked[Unit], figures: Sequence[str]) -> Row:
        return Row(
            (
                (Text(MISSING if ranked.rank is None else str(ranked.rank)),),
                (Text(_name(ranked.item, self._language)),),
                *(self._cell(part_id(ranked.item, figure)) for figure in figures),
            )
        )

    def _table(self, caption: Message, columns: tuple[Column, ...], rows: tuple[Row, ...], **values: object) -> Table:
        self._tables += 1
        said = Message(caption.id, {"period": self._content.period, **values})
        title = _("Table {number}. {caption}", number=self._tables, caption=_capital(self._word(said)))
        return Table(self._word(title), columns, rows, notes=tuple(self._notes()))

    def _notes(self) -> Iterator[str]:
        """A flow is never of the month that the caption names alone."""
        if any(line.indicator.observed is Observed.YEAR_TO_DATE for line in in_order(self._content)):
            day = short_date(self._content.period.end)
            yield self._word(_("Amounts collected and spent accumulate from 1 January to {day}.", day=day))
        yield from map(self._word, self._content.footnotes)

    def _cell(self, name: str) -> tuple[Inline, ...]:
        shown = self._content.figures.get(name)
        if shown is None or shown.quantity.within is None:
            return (Text(MISSING),)
        points = shown.display.base is BaseUnit.PERCENTAGE_POINT  # beside per cents, to be told apart
        return (Figure(shown.text(self._language) if points else shown.number(self._language), name),)

    def _picture(self, number: int, chart: Chart) -> Picture:
        return Picture(
            svg=to_svg(chart.specification, self._language, FONT_DIRECTORY),
            png=to_png(chart.specification, self._language, FONT_DIRECTORY),
            alt=chart.alt,
            caption=self._word(_("Figure {number}. {caption}", number=number, caption=chart.caption)),
            width_mm=CHART_WIDTH,
        )

    def _word(self, message: Message) -> str:
        return message.text(self._language)


def _ranking_chart(content: ReportContent, figure: str, language: Language) -> Chart:
    name = figure.partition(".")[0]
    line = content.whole.lines[name]
    threshold = content.thresholds.get(name)
    reaching = threshold.count.reaching if threshold and threshold.count else ()
    bars = [
        Bar(
            _name(ranked.item, language),
            _drawn(content.figures.get(part_id(ranked.item, figure))),
            _printed(content.figures.get(part_id(ranked.item, figure)), language),
            highlighted=ranked.item in reaching if threshold else ranked.rank == 1,
        )
        for ranked in content.rankings[figure]
    ]
    measured = figure.endswith(".vs_plan")
    caption = (
        _("{name} against the plan of the year, {period}", name=line.indicator.name, period=content.period)
        if measured
        else _("{name}, {period}", name=line.indicator.name, period=content.period)
    ).text(language)
    bar = content.figures.get(f"{name}.threshold")
    rule = (
        Threshold(Decimal(bar.rounded), _("threshold {value}", value=bar).text(language))
        if bar is not None and bar.rounded is not None and measured
        else None
    )
    specification = ranking_chart(
        bars, title="", axis_title=_axis(line.indicator, measured, language), threshold=rule, language=language
    )
    return Chart(specification, caption, _listed(caption, [(one.label, one.text) for one in bars]))


def _levels_chart(content: ReportContent, line: Line, language: Language) -> Chart | None:
    """The indicator at the earlier dates and now; None where there is nothing to compare with."""
    dated = {
        comparison.base_period.end: (content.figures[f"{line.indicator.id}.{base.id.removeprefix('vs_')}"])
        for base, comparison in line.against.items()
        if comparison.base_period and base.kind in (BaseKind.SAME_PERIOD, BaseKind.END_OF_YEAR)
        if comparison.against.known
    }
    if not dated or not line.value.known:
        return None
    dated[content.period.end] = content.figures[line.indicator.id]
    points = [Point(short_date(day), _drawn(shown), shown.number(language)) for day, shown in sorted(dated.items())]
    caption = _("{name}, {unit}", name=line.indicator.name, unit=content.unit).text(language)
    specification = comparison_chart(
        points, title="", axis_title=line.indicator.display.text(language), language=language
    )
    return Chart(specification, caption, _listed(caption, [(one.label, one.text) for one in points]))


def _axis(indicator: IndicatorDefinition, measured: bool, language: Language) -> str:
    return _("% of the plan").text(language) if measured else indicator.display.text(language)


def _drawn(shown: Shown | None) -> Decimal | None:
    """The value in its display unit, as it is printed: a chart shows no more than the table does."""
    return None if shown is None else shown.rounded


def _printed(shown: Shown | None, language: Language) -> str:
    return MISSING if shown is None else shown.text(language)


def _listed(caption: str, values: Sequence[tuple[str, str]]) -> str:
    """The chart in words, for those who hear it."""
    return f"{caption}: " + "; ".join(f"{label} {text}" for label, text in values)


def _name(unit: Unit, language: Language) -> str:
    return unit.name if language == "vi" else unit.name_en


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _knowledge(content: ReportContent) -> Message:
    """What the figures are the state of: said at the end of every report."""
    state = _("not all approved") if content.draft else _("approved")
    made = f"{content.made_at:%H:%M} {short_date(content.made_at.date())}"
    reported, recorded = content.scope.reported_by, content.scope.recorded_by
    if reported and recorded:
        return _(
            "Figures: {state}; as reported by {day}, as recorded by {moment}; made at {made}.",
            state=state,
            day=short_date(reported),
            moment=f"{recorded:%H:%M} {short_date(recorded.date())}",
            made=made,
        )
    if reported:
        return _(
            "Figures: {state}; as reported by {day}; made at {made}.", state=state, day=short_date(reported), made=made
        )
    if recorded:
        return _(
            "Figures: {state}; as recorded by {moment}; made at {made}.",
            state=state,
            moment=f"{recorded:%H:%M} {short_date(recorded.date())}",
            made=made,
        )
    return _("Figures: {state}; made at {made}.", state=state, made=made)

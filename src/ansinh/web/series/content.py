"""What the page of a series shows: the whole context of its template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from ansinh.compare.bases import accumulates
from ansinh.compare.boundaries import View
from ansinh.compare.calc import Quantity, at_least
from ansinh.compare.footnotes import footnotes
from ansinh.compare.histories import History, Moment, Step, to_be_noted
from ansinh.compare.printing import show, show_bar
from ansinh.compare.reads import Comparison
from ansinh.indicators.catalogue import Direction, IndicatorDefinition, IndicatorType, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import MISSING
from ansinh.kernel.periods import Period, short_date
from ansinh.ledger.models import Kind
from ansinh.places.errors import Listed
from ansinh.places.models import Unit
from ansinh.web.looking import Look
from ansinh.web.series.asking import EARLIEST_YEAR, MOST_YEARS, Asked, written
from ansinh.web.series.drawing import Chart, chart, short_period
from ansinh.web.series.earlier import said_of

VIEW_NAMES: dict[View, tuple[Message, Message]] = {
    View.REPORTED: (
        _("As reported"),
        _("What the unit of this name reported each time, of its territory of that time."),
    ),
    View.REBASED: (
        _("On the boundaries of a day"),
        _("All times on the same boundaries: earlier figures are made of those of the units that were there."),
    ),
    View.LIKE_FOR_LIKE: (
        _("Like for like"),
        _("Only the parts of the unit whose boundaries were the same all the time."),
    ),
}
GROUP_NAMES: dict[IndicatorType, Message] = {
    IndicatorType.STOCK: _("Levels on a day"),
    IndicatorType.FLOW: _("Accumulated since 1 January"),
    IndicatorType.RATIO: _("Rates"),
}
STEP_NAMES = {Step.MONTH: _("Months"), Step.YEAR: _("Years")}


@dataclass(frozen=True)
class Choice:
    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Tab:
    name: str
    sentence: str
    address: str
    is_here: bool


@dataclass(frozen=True)
class Change:
    """``percent``: of the base, "" where it has none. ``words``: against what. ``tone``: a class."""

    text: str
    words: str
    percent: str
    tone: str


@dataclass(frozen=True)
class RowShown:
    """A period. Addresses are those of traces, "" where there is nothing to trace. ``estimated``: with its range.

    ``changed``: what is said of boundaries that are others than in the period before. ``corrected``: what the figure
    was before."""

    name: str
    full_name: str
    value: str
    known: bool
    estimated: bool
    address: str
    within: str
    on_previous: Change | None
    on_same_period: Change | None
    plan: str
    plan_address: str
    vs_plan: str
    share_address: str
    threshold: str
    threshold_address: str
    reached: str
    corrected: tuple[str, ...]
    changed: str


@dataclass(frozen=True)
class Columns:
    """Which of the columns have anything in them."""

    within: bool
    on_previous: bool
    on_same_period: bool
    plan: bool
    threshold: bool


@dataclass(frozen=True)
class SeriesPage:
    """``unit``: whose figures they are: the one looked at, or that of its name on the day asked for. ``value_title``:
    what the column of figures is called. ``rows``: the latest first. ``boundaries``: the day, as a field has it.
    ``hidden``: what the form sends along. ``chart_text``: the drawing in words, "" for none."""

    look: Look
    unit: str
    indicator: str
    measure: str
    value_title: str
    plan_title: str
    groups: tuple[Group, ...]
    tabs: tuple[Tab, ...]
    asked_view: str
    boundaries: str
    steps: tuple[Choice, ...]
    years: tuple[Choice, ...]
    drawing: Chart | None
    chart_text: str
    columns: Columns
    rows: tuple[RowShown, ...]
    notes: tuple[str, ...]
    like: str
    csv: str
    xlsx: str


def series_page(look: Look, asked: Asked, history: History) -> SeriesPage:
    moments = shown_moments(history)
    definition = history.indicator
    return SeriesPage(
        look=look,
        unit=history.unit.text(),
        indicator=definition.text(),
        measure=definition.display.text(),
        value_title=value_title(definition).text(),
        plan_title=plan_title(definition).text(),
        groups=groups(look.period.end, definition),
        tabs=tuple(_tab(look, asked, view) for view in VIEW_NAMES),
        asked_view=written(asked.view),
        boundaries=asked.boundaries.isoformat() if asked.boundaries else "",
        steps=tuple(Choice(one, name.text(), one is history.step) for one, name in STEP_NAMES.items()),
        years=_years(look.period, asked),
        drawing=chart(history, moments),
        chart_text=_chart_text(history, moments),
        columns=columns(moments),
        rows=tuple(_row(look.period, history, moment, asked) for moment in reversed(moments)),
        notes=tuple(note.text() for note in notes(history)),
        like=_like(history),
        csv=_file(look, asked, "csv"),
        xlsx=_file(look, asked, "xlsx"),
    )


def shown_moments(history: History) -> tuple[Moment, ...]:
    """Without the periods before the first figure."""
    known = [place for place, moment in enumerate(history.moments) if moment.value.within]
    return history.moments[known[0] :] if known else history.moments[-1:]


def columns(moments: Sequence[Moment]) -> Columns:
    return Columns(
        within=any(moment.within and moment.within.known for moment in moments),
        on_previous=any(_is_known(moment.on_previous) for moment in moments),
        on_same_period=any(_is_known(moment.on_same_period) for moment in moments),
        plan=any(moment.point.plan.known for moment in moments),
        threshold=any(moment.point.threshold.known for moment in moments),
    )


def value_title(indicator: IndicatorDefinition) -> Message:
    return _("Since 1 January") if accumulates(indicator) else _("Value")


def plan_title(indicator: IndicatorDefinition) -> Message:
    is_ratio = indicator.type is IndicatorType.RATIO
    return _("Against the target") if is_ratio else _("% of plan")


def groups(day: date, chosen: IndicatorDefinition) -> tuple[Group, ...]:
    offered = [one for one in catalogue().indicators.values() if one.valid_on(day) or one is chosen]
    return tuple(
        Group(name.text(), tuple(Choice(one.id, one.text(), one is chosen) for one in offered if one.type is kind))
        for kind, name in GROUP_NAMES.items()
    )


def notes(history: History) -> Iterator[Message]:
    yield from footnotes(to_be_noted(history.comparisons), history.view)
    if accumulates(history.indicator):
        yield _("The figures accumulate since 1 January of their year; a line does not lead over the turn of a year.")


def _is_known(comparison: Comparison | None) -> bool:
    return bool(comparison and comparison.change.within)


def _tab(look: Look, asked: Asked, view: View) -> Tab:
    name, sentence = VIEW_NAMES[view]
    query = asked.but(view=view).query(look.period)
    return Tab(name.text(), sentence.text(), f"?{query}", view is asked.view)


def _years(period: Period, asked: Asked) -> tuple[Choice, ...]:
    first = max(EARLIEST_YEAR, period.year_number - MOST_YEARS + 1)
    return tuple(Choice(str(year), str(year), year == asked.since) for year in range(period.year_number, first - 1, -1))


def _file(look: Look, asked: Asked, form: str) -> str:
    query = asked.query(look.period)
    return f"?{query}{query and '&'}format={form}"


def trace_address(
    unit: Unit, period: Period, indicator: str, until: Period, asked: Asked, kind: Kind = Kind.ACTUAL
) -> str:
    query = asked.trace(until, kind)
    return reverse("trace", args=[unit.kind, unit.key, period, indicator]) + (query and f"?{query}")


def _row(until: Period, history: History, moment: Moment, asked: Asked) -> RowShown:
    definition, point = history.indicator, moment.point
    is_ratio = definition.type is IndicatorType.RATIO
    measured = catalogue().plan_of(definition.id) or definition
    share = moment.value if measured is definition else point.vs_plan

    def address(indicator: IndicatorDefinition, kind: Kind = Kind.ACTUAL) -> str:
        return trace_address(history.unit, moment.period, indicator.id, until, asked, kind)

    return RowShown(
        name=short_period(moment.period, history.step),
        full_name=moment.period.text(),
        value=show(moment.value, definition).number(),
        known=bool(moment.value.within),
        estimated=moment.value.estimated,
        address=address(definition),
        within=show(moment.within, definition).number() if moment.within else MISSING,
        on_previous=_change(moment.on_previous, definition),
        on_same_period=_change(moment.on_same_period, definition),
        plan=show(point.plan, definition).number(),
        plan_address=address(definition, Kind.TARGET) if point.plan.known else "",
        vs_plan=show(point.vs_plan, definition, signed=is_ratio).number(),
        share_address=address(measured) if point.vs_plan.known and measured is not definition else "",
        threshold=show_bar(point.threshold, measured).text(),
        threshold_address=address(measured, Kind.THRESHOLD) if point.threshold.known else "",
        reached=_reached(share, point.threshold),
        corrected=tuple(said_of(one, history.unit, definition).text() for one in moment.corrections),
        changed=_("Boundaries changed on {day}", day=short_date(moment.changed)).text() if moment.changed else "",
    )


def _reached(share: Quantity, threshold: Quantity) -> str:
    reached = at_least(share, threshold)
    return "" if reached is None else (_("reached") if reached else _("below")).text()


def _change(comparison: Comparison | None, definition: IndicatorDefinition) -> Change | None:
    if comparison is None or not _is_known(comparison):
        return None
    change = show(comparison.change, definition, signed=True)
    percent = show(comparison.percent, definition, signed=True).number() if comparison.percent else ""
    words = f"{comparison.base.text()}: {change.text()}"
    return Change(change.number(), words, f"{percent}%" if percent else "", tone_of(comparison.change, definition))


def tone_of(change: Quantity, definition: IndicatorDefinition) -> str:
    """Whether it went the way it should; the sign says which way it went."""
    if not change.value or definition.direction is Direction.NEUTRAL:
        return ""
    return "good" if (change.value > 0) == (definition.direction is Direction.HIGHER) else "bad"


def _like(history: History) -> str:
    if history.like is None:
        return ""
    if not history.like:
        return _("No part of the unit kept its boundaries all the time: there is nothing to compare.").text()
    parts = Listed(history.like)
    return _(
        "Parts whose boundaries were the same all the time ({count}): {units}.", count=len(history.like), units=parts
    ).text()


def _chart_text(history: History, moments: Sequence[Moment]) -> str:
    known = [moment for moment in moments if moment.value.known]
    if not known:
        return ""
    first, last = known[0], known[-1]
    said = _(
        "{indicator} of {unit}: {first} in {first_period}, {last} in {last_period}. All figures stand in the table.",
        indicator=history.indicator,
        unit=history.unit,
        first=show(first.value, history.indicator),
        first_period=first.period,
        last=show(last.value, history.indicator),
        last_period=last.period,
    )
    return said.text()

"""What the page of a trace shows: the whole context of its template."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from ansinh.accounts.access import visible_units
from ansinh.accounts.roles import Permission
from ansinh.compare.bases import BaseKind
from ansinh.compare.calc import observed
from ansinh.compare.footnotes import footnotes
from ansinh.compare.histories import to_be_noted
from ansinh.compare.printing import Shown, exact_decimal, show, show_bar
from ansinh.compare.reads import Comparison, is_monthly
from ansinh.compare.tracing import FigureTrace, Part, Term
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, catalogue
from ansinh.kernel.language import Message, capital
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import Printed, format_number
from ansinh.kernel.periods import Period, short_date
from ansinh.ledger.models import STATE_NAMES, Kind
from ansinh.ledger.traces import Entry, Ground
from ansinh.places.models import Unit
from ansinh.web.facts.formulas import change_formula, formula, share_formula
from ansinh.web.looking import Look
from ansinh.web.series.asking import AskedTrace
from ansinh.web.series.earlier import said_here, said_of

KIND_NAMES: dict[Kind, Message] = {
    Kind.ACTUAL: _("Actual figure"),
    Kind.ESTIMATE: _("Estimate"),
    Kind.TARGET: _("Plan of the year"),
    Kind.THRESHOLD: _("Threshold of the month"),
}
HOW: dict[str, Message] = {
    "computed": _("Computed from the figures below; ratios are never stored."),
    "added": _("Added up from the figures of the units below."),
    "reported": _("Reported, in the cell below."),
    "none": _("There is no figure, and nothing from which it could be made."),
}


@dataclass(frozen=True)
class Line:
    """A figure that the traced one is made of. ``address``: of its own trace, "" where the reader may not look.
    ``share``: of a unit that was divided, how much of it."""

    name: str
    value: str
    share: str
    address: str


@dataclass(frozen=True)
class File:
    """For whoever may see submissions."""

    submission: int
    unit: str
    document: str
    name: str
    sheet: str
    cell: str
    state: str
    submitted: str
    approved: str
    sha256: str


@dataclass(frozen=True)
class Cell:
    """A reported figure. ``file`` None: one that the reader may not see. ``approved``: the day, ""
    for not yet. ``earlier``: what stood there before."""

    unit: str
    indicator: str
    period: str
    value: str
    reported_on: str
    approved: str
    file: File | None
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """``formulas``: with the numbers in them. ``address``: of the trace of what it is compared with; of what fell
    within a period, that of the figure at its end (``is_within``)."""

    base: str
    period: str
    against: str
    address: str
    is_within: bool
    formulas: tuple[str, ...]


@dataclass(frozen=True)
class TracePage:
    """``exact``: to the last digit, in the unit in which the ledger keeps it. ``formula``: in words; ``computed``: with
    the numbers."""

    look: Look
    indicator: str
    kind: str
    period: str
    value: str
    exact: str
    is_estimated: bool
    how: str
    formula: str
    computed: str
    lines: tuple[Line, ...]
    cells: tuple[Cell, ...]
    corrections: tuple[str, ...]
    comparisons: tuple[Compared, ...]
    notes: tuple[str, ...]
    series: str


def trace_page(look: Look, asked: AskedTrace, trace: FigureTrace) -> TracePage:
    definition = trace.indicator
    shown = _shown(trace, definition)
    symbols = formula(trace)
    return TracePage(
        look=look,
        indicator=definition.text(),
        kind=KIND_NAMES[trace.kind].text(),
        period=capital(_period_of(trace).text()),
        value=shown.text(),
        exact=_exact(trace),
        is_estimated=trace.value.estimated,
        how=HOW[_how(trace)].text(),
        formula=symbols[0] if symbols else "",
        computed=symbols[1] if symbols else "",
        lines=tuple(_lines(look, asked, trace)),
        cells=tuple(_cells(look, trace)),
        corrections=tuple(said_of(one, trace.unit, definition).text() for one in trace.corrections),
        comparisons=tuple(_compared(asked, trace, one) for one in trace.comparisons if trace.value.within),
        notes=tuple(note.text() for note in footnotes(to_be_noted(trace.comparisons), trace.view)),
        series=_series(asked, trace),
    )


def _shown(trace: FigureTrace, definition: IndicatorDefinition) -> Shown:
    return show_bar(trace.value, definition) if trace.kind is Kind.THRESHOLD else show(trace.value, definition)


def _period_of(trace: FigureTrace) -> Period:
    match trace.kind:
        case Kind.TARGET:
            return Period.year(trace.period.year_number)
        case Kind.THRESHOLD:
            return trace.period
    return trace.indicator.fact_period(trace.period) if trace.indicator.reported else trace.period


def _exact(trace: FigureTrace) -> str:
    value, unit = trace.value.value, trace.value.unit
    if value is None:
        return ""
    space = "" if unit is BaseUnit.PERCENT else " "
    return f"{Printed(exact_decimal(value)).text()}{space}{unit.text()}"


def _how(trace: FigureTrace) -> str:
    if trace.terms:
        return "computed"
    if trace.parts:
        return "added"
    return "reported" if trace.grounds else "none"


def _lines(look: Look, asked: AskedTrace, trace: FigureTrace) -> Iterator[Line]:
    for term in trace.terms:
        yield _term(asked, trace, term)
    units = [part.unit for part in trace.parts]
    visible = visible_units(look.actor, units, look.period.end, Permission.SEE_FIGURES) if units else ()
    seen = {unit.pk for unit in visible}
    for part in trace.parts:
        yield _part(trace, part, may_look=part.unit.pk in seen)


def _term(asked: AskedTrace, trace: FigureTrace, term: Term) -> Line:
    name = term.indicator.text()
    if term.kind is Kind.TARGET:
        name = _("{indicator}: plan of the year", indicator=term.indicator).text()
    value = show(term.quantity, term.indicator).text()
    query = asked.query(term.kind)
    return Line(name, value, "", address_of(trace.unit, trace.period, term.indicator.id, query))


def _part(trace: FigureTrace, part: Part, *, may_look: bool) -> Line:
    query = "" if trace.kind is Kind.ACTUAL else f"kind={trace.kind.label}"
    address = address_of(part.unit, trace.period, trace.indicator.id, query) if may_look else ""
    share = ""
    if part.share is None:
        share = _("a part, not known how much").text()
    elif part.share != 1:
        share = _("about {percent}% of it", percent=format_number(exact_decimal(part.share * 100), 1)).text()
    return Line(capital(part.unit.text()), show(part.quantity, trace.indicator).text(), share, address)


def address_of(unit: Unit, period: Period, indicator: str, query: str = "") -> str:
    return reverse("trace", args=[unit.kind, unit.key, period, indicator]) + (query and f"?{query}")


def _cells(look: Look, trace: FigureTrace) -> Iterator[Cell]:
    """The cell is seen by whoever has in reach today the unit that sent the file, or the one that the figure is of."""
    owners = [*(ground.particulars.unit for ground in trace.grounds), *trace.units.values()]
    visible = visible_units(look.actor, owners, look.actor.day, Permission.SEE_SUBMISSIONS) if trace.grounds else ()
    seen = {unit.pk for unit in visible}
    for ground in trace.grounds:
        yield _cell(trace, ground, may_see=not seen.isdisjoint({ground.fact.unit, ground.particulars.unit.pk}))


def _cell(trace: FigureTrace, ground: Ground, *, may_see: bool) -> Cell:
    fact, files = ground.fact, ground.particulars
    definition = catalogue()[fact.request.indicator]
    value = show_bar if fact.request.kind is Kind.THRESHOLD else show
    return Cell(
        unit=capital(trace.units[fact.unit].text()),
        indicator=f"{definition.text()}{_suffix(fact.request.kind)}",
        period=fact.request.period.text(),
        value=value(observed(fact, definition.unit), definition).text(),
        reported_on=short_date(files.reported_on),
        approved=short_date(timezone.localdate(files.approved.at)) if files.approved else "",
        file=_file(ground) if may_see else None,
        earlier=tuple(said_here(fact, one).text() for one in ground.earlier),
    )


def _suffix(kind: Kind) -> str:
    return "" if kind is Kind.ACTUAL else f" ({KIND_NAMES[kind].text().lower()})"


def _file(ground: Ground) -> File:
    files = ground.particulars
    return File(
        submission=files.number,
        unit=files.unit.text(),
        document=files.document,
        name=files.file,
        sheet=ground.source.sheet,
        cell=ground.source.cell,
        state=STATE_NAMES[files.state].text(),
        submitted=_entered(files.submitted),
        approved=_entered(files.approved),
        sha256=files.sha256,
    )


def _entered(entry: Entry | None) -> str:
    if entry is None:
        return ""
    at = timezone.localtime(entry.at)
    return _("{actor}, {time} on {day}", actor=entry.actor, time=f"{at:%H:%M}", day=short_date(at.date())).text()


def _compared(asked: AskedTrace, trace: FigureTrace, comparison: Comparison) -> Compared:
    measured = _measured(trace.indicator, comparison)
    against = show_bar if comparison.base.kind is BaseKind.THRESHOLD else show
    kind = {BaseKind.PLAN: Kind.TARGET, BaseKind.THRESHOLD: Kind.THRESHOLD}.get(comparison.base.kind, Kind.ACTUAL)
    is_within = is_monthly(comparison.base) and trace.indicator.type is IndicatorType.FLOW
    period = comparison.base_period
    asked_of = _linked(period) if period else trace.period
    return Compared(
        base=capital(comparison.base.text()),
        period=_said_of_period(trace.indicator, period, is_within=is_within) if period else "",
        against=against(comparison.against, measured).text(),
        address=address_of(trace.unit, asked_of, measured.id, asked.query(kind)),
        is_within=is_within,
        formulas=tuple(_formulas(comparison, measured)),
    )


def _measured(definition: IndicatorDefinition, comparison: Comparison) -> IndicatorDefinition:
    """What is held against a threshold is the share of the plan."""
    if comparison.base.kind is BaseKind.THRESHOLD:
        return catalogue().plan_of(definition.id) or definition
    return definition


def _said_of_period(definition: IndicatorDefinition, period: Period, *, is_within: bool) -> str:
    if is_within:
        return _("within {period}", period=period).text()
    return (definition.fact_period(period) if definition.reported else period).text()


def _linked(period: Period) -> Period:
    """As addresses have it: of a day, the month that ends on it."""
    return Period.month(period.end.year, period.end.month) if not period.months else period


def _formulas(comparison: Comparison, measured: IndicatorDefinition) -> Iterator[str]:
    if not comparison.change.within:
        return
    if comparison.base.kind is not BaseKind.PLAN or comparison.percent is None:
        yield change_formula(comparison, measured)
    if comparison.percent and comparison.percent.within:
        yield share_formula(comparison, measured)


def _series(asked: AskedTrace, trace: FigureTrace) -> str:
    query = asked.asked.query(asked.until)
    return reverse("series", args=[trace.unit.kind, trace.unit.key, asked.until, trace.indicator.id]) + (
        query and f"?{query}"
    )

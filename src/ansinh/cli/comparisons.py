"""Compare figures, rank units, check published figures against each other."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.exit_codes import CONTRADICTED, DONE
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_csv, print_json, print_table, say
from ansinh.cli.scope import SCOPE, read_scope
from ansinh.compare.bases import Base, BaseKind
from ansinh.compare.boundaries import Boundaries
from ansinh.compare.calc import Quantity
from ansinh.compare.footnotes import footnotes
from ansinh.compare.printing import Shown, Traces, exact_decimal, show, show_bar
from ansinh.compare.reads import Comparison, Figures
from ansinh.compare.reverse import Implied, Interval, Role, reverse_check
from ansinh.indicators.catalogue import IndicatorDefinition, IndicatorType, catalogue
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import PERCENT, BaseUnit, DisplayUnit
from ansinh.kernel.numbers import MISSING, Written, format_number, parse_quantity
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.ledger.reads import unapproved
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from ansinh.places.reads import parts
from ansinh.reports.errors import NoDataError

BOUNDARY_COLUMNS = ("reported", "boundary_effect", "real_change")
FEWEST_FIGURES = 2
IMPLIED_DECIMALS = 3
UNITLESS = DisplayUnit(BaseUnit.UNIT, 0, "", "")

BOUNDARIES = option(
    "--boundaries",
    metavar="WHICH",
    says=_(
        "On which boundaries: a day (2026-01-01), reported (each time on its own), like-for-like (only what did not "
        "change). Those at the end of the period when not given."
    ),
)
KIND_HELP = _("Which figures: what happened, or the estimate of it.")
PERIOD = option("--period", required=True, metavar="P", says=_("Period: 2020-05, 2020-Q2, 2020-H1, 2020-9M, 2020, …"))


@command("compare", _("Compare a figure with earlier periods, plan, threshold."))
@click.argument("unit")
@click.argument("indicator")
@PERIOD
@option(
    "--against",
    default="same-period",
    show_default=True,
    metavar="LIST",
    says=_(
        "What with, separated by commas: same-period, end:2015, previous-month, previous-quarter, plan, threshold, "
        "target:2020."
    ),
)
@option("--kind", type=click.Choice(("actual", "estimate")), default="actual", show_default=True, says=KIND_HELP)
@BOUNDARIES
@SCOPE
@format_option(TABLE, JSON, CSV)
def compare(
    unit: str,
    indicator: str,
    period: str,
    against: str,
    kind: str,
    boundaries: str | None,
    form: str,
    **scope: str | bool | None,
) -> None:
    ready()
    asked = Period.parse(period)
    bases = read_bases(against)
    on = read_boundaries(boundaries)
    found = find_unit(unit, on.on(asked.end))
    definition = catalogue()[indicator]
    figures = Figures(read_scope(scope), Kind[kind.upper()], on)
    if definition.type is IndicatorType.COUNT_OF_UNITS:
        _compare_count(figures, found, definition, asked, form)
        return
    comparisons = [figures.compare(found, indicator, asked, base) for base in bases]
    if not any(one.value.within or one.against.within for one in comparisons):
        raise NoDataError(found, asked)
    if form == JSON:
        print_json(_comparisons_json(figures, found, definition, asked, comparisons))
    elif form == CSV:
        names = ("base", "base_period", "value", "against", "change", "percent", *BOUNDARY_COLUMNS)
        print_csv(names, [_machine_row(comparison) for comparison in comparisons])
    else:
        headings = [_("Against"), _("Period"), _("Then"), _("Now"), _("Change"), "%"]
        if figures.ledger.scope.draft and unapproved(figures.facts(), figures.ledger.scope.recorded_before):
            say(f"*** {_('DRAFT: FIGURES NOT APPROVED')} ***")
        title = f"{definition.text()} – {found.text()} – {asked.text()}"
        print_table(
            [Heading(str(heading), right=position > 1) for position, heading in enumerate(headings)],
            [_comparison_row(comparison, definition) for comparison in comparisons],
            title=title,
        )
        _say_boundaries(comparisons, definition, on)


def read_boundaries(text: str | None) -> Boundaries:
    return Boundaries.parse(text) if text else Boundaries()


def _say_boundaries(comparisons: Sequence[Comparison], definition: IndicatorDefinition, on: Boundaries) -> None:
    """The change of what was reported in its two parts, then the footnotes."""
    for comparison in comparisons:
        if comparison.boundaries and comparison.boundaries.effect.known:
            reported = show(comparison.boundaries.reported, definition)
            effect = show(comparison.boundaries.effect, definition, signed=True)
            real = show(comparison.boundaries.real, definition, signed=True)
            say(
                _(
                    "{base}: {reported} was reported then; change by boundaries {effect}, real change {real}.",
                    base=comparison.base,
                    reported=reported,
                    effect=effect,
                    real=real,
                )
            )
    for note in footnotes(comparisons, on.view):
        say(f"({note})")


def read_bases(text: str) -> list[Base]:
    """Raises BaseUnreadableError, also for a list of nothing."""
    return [Base.parse(base) for base in text.split(",") if base.strip()] or [Base.parse(text)]


def _compare_count(figures: Figures, unit: Unit, definition: IndicatorDefinition, period: Period, form: str) -> None:
    """A count of units is not compared but made: who reaches the threshold, of whom."""
    measured = next(one for one in catalogue().indicators.values() if catalogue().count_of(one.id) is definition)
    count = figures.reaching(unit, parts(unit, figures.boundaries.on(period.end)), measured.id, period)
    shown = show(count.quantity, definition)
    if form == JSON:
        print_json({"unit": unit.code, "period": period.iso, "figure": Traces(figures.ledger).json(shown)})
        return
    if form == CSV:
        print_csv(("unit", "reaching"), [(one.code, str(one in count.reaching).lower()) for one in count.items])
        return
    reaching = ", ".join(one.text() for one in count.reaching)
    if not count.threshold.known or len(count.missing) == len(count.items):
        raise NoDataError(unit, period)
    bar = show_bar(count.threshold, measured).text()
    whole = len(count.items)
    say(
        _("{count}/{whole} units at {bar} or over: {units}", count=shown.number(), whole=whole, bar=bar, units=reaching)
    )


def _shown(comparison: Comparison, definition: IndicatorDefinition) -> tuple[Shown, Shown, Shown, Shown | None]:
    return (
        show(comparison.against, definition),
        show(comparison.value, definition),
        show(comparison.change, definition, signed=True),
        show(comparison.percent, definition, signed=comparison.base_period is not None) if comparison.percent else None,
    )


def _comparison_row(comparison: Comparison, definition: IndicatorDefinition) -> tuple[str, ...]:
    then, now, change, percent = _shown(comparison, definition)
    period = _compared_period(comparison, definition)
    return (
        comparison.base.text(),
        period,
        then.text(),
        now.text(),
        change.text(),
        percent.text() if percent else MISSING,
    )


def _compared_period(comparison: Comparison, definition: IndicatorDefinition) -> str:
    """The last day of a level, the run of a flow."""
    if comparison.base_period is None:
        return ""
    monthly = comparison.base.kind in (BaseKind.PREVIOUS_MONTH, BaseKind.PREVIOUS_QUARTER)
    if monthly and definition.type is IndicatorType.FLOW:
        return comparison.base_period.text()
    return definition.fact_period(comparison.base_period).text()


def _machine_row(comparison: Comparison) -> tuple[str | None, ...]:
    period = comparison.base_period.iso if comparison.base_period else None
    quantities = (comparison.value, comparison.against, comparison.change, comparison.percent)
    changed = comparison.boundaries
    of_boundaries = (changed.reported, changed.effect, changed.real) if changed else (None, None, None)
    return (comparison.base.id, period, *(_exact(quantity) for quantity in (*quantities, *of_boundaries)))


def _exact(quantity: Quantity | None) -> str | None:
    return None if quantity is None or quantity.value is None else f"{exact_decimal(quantity.value):f}"


def _comparisons_json(
    figures: Figures,
    unit: Unit,
    definition: IndicatorDefinition,
    period: Period,
    comparisons: Sequence[Comparison],
) -> dict[str, object]:
    traces = Traces(figures.ledger)
    rows = []
    for comparison in comparisons:
        then, now, change, percent = _shown(comparison, definition)
        rows.append(
            {
                "base": comparison.base.id,
                "base_period": comparison.base_period.iso if comparison.base_period else None,
                "value": traces.json(now),
                "against": traces.json(then),
                "change": traces.json(change),
                "percent": traces.json(percent) if percent else None,
                "boundaries": _boundaries_json(comparison, definition, traces),
                "like": None if comparison.like is None else [one.key for one in comparison.like],
            }
        )
    return {
        "unit": unit.code,
        "key": unit.key,
        "indicator": definition.id,
        "period": period.iso,
        "comparisons": rows,
        "footnotes": [note.text() for note in footnotes(comparisons, figures.boundaries.view)],
    }


def _boundaries_json(
    comparison: Comparison, definition: IndicatorDefinition, traces: Traces
) -> dict[str, object] | None:
    changed = comparison.boundaries
    if changed is None:
        return None
    return {
        "day": changed.day.isoformat(),
        "reported": traces.json(show(changed.reported, definition)),
        "effect": traces.json(show(changed.effect, definition, signed=True)),
        "real": traces.json(show(changed.real, definition, signed=True)),
    }


@command("check-figures", _("Check published figures against each other."))
@option("--value", metavar="FIGURE", says=_("The figure itself, as printed: “10.101,8 tỷ đồng”."))
@option("--base", metavar="FIGURE", says=_("What it is compared with."))
@option("--change", metavar="FIGURE", says=_("The change."))
@option("--change-percent", metavar="FIGURE", says=_("The change in per cent: “6,07%”."))
@option("--plan", metavar="FIGURE", says=_("The plan."))
@option("--vs-plan", metavar="FIGURE", says=_("The share of the plan: “36,45%”."))
@format_option(TABLE, JSON)
def check_figures(form: str, **figures: str | None) -> int:
    written = {Role(name): parse_quantity(text) for name, text in figures.items() if text}
    _check_units(written)
    if len(written) < FEWEST_FIGURES:
        raise InputError(
            _("Nothing follows from fewer than two figures."), _("Give two or more, for instance --value and --plan.")
        )
    implied = reverse_check(written)
    if form == JSON:
        print_json([_implied_json(one) for one in implied])
    else:
        headings = [_("Figure"), _("Written"), _("Implied by the others"), _("Verdict")]
        print_table(
            [Heading(str(heading)) for heading in headings],
            [_implied_row(one, written, figures.get(one.role)) for one in implied],
        )
    return CONTRADICTED if any(one.contradicted for one in implied) else DONE


def _check_units(written: Mapping[Role, Written]) -> None:
    """Amounts in one unit, percentages in per cent: đồng and persons have nothing to do with each other."""
    amounts = {figure.unit and figure.unit.base for role, figure in written.items() if role not in PERCENTAGES}
    percentages = {figure.unit and figure.unit.base for role, figure in written.items() if role in PERCENTAGES}
    if len(amounts) > 1 or BaseUnit.PERCENT in amounts or not percentages <= {None, BaseUnit.PERCENT}:
        raise InputError(
            _("The figures are not in units that belong together."),
            _("Give all amounts in đồng, or all in persons; and percentages with %."),
        )


PERCENTAGES = (Role.CHANGE_PERCENT, Role.VS_PLAN)
ROLES: dict[Role, Message] = {
    Role.VALUE: _("Value"),
    Role.BASE: _("Base"),
    Role.CHANGE: _("Change"),
    Role.CHANGE_PERCENT: _("Change in per cent"),
    Role.PLAN: _("Plan"),
    Role.VS_PLAN: _("Share of plan"),
}


def _implied_row(one: Implied, written: Mapping[Role, Written], text: str | None) -> tuple[str, ...]:
    bounds = one.implied.bounded
    if one.written is None:
        verdict = ""
    elif one.implied.empty:
        verdict = str(_("the others contradict each other"))
    elif bounds is None:
        verdict = str(_("nothing to check it by"))
    else:
        verdict = str(_("contradicted") if one.contradicted else _("agrees"))
    unit = _printed_in(one.role, written)
    implied = (
        f"{_end(bounds[0], unit)} – {_end(bounds[1], unit)} {unit.text()}"
        if bounds and not one.implied.empty
        else MISSING
    )
    return (str(ROLES[one.role]), text or "", implied, verdict)


def _printed_in(role: Role, written: Mapping[Role, Written]) -> DisplayUnit:
    """The unit in which the amounts were given: what is implied is printed in it."""
    if role in PERCENTAGES:
        return PERCENT
    given = (figure.unit for figure in written.values())
    return next((unit for unit in given if unit and unit.base is not BaseUnit.PERCENT), UNITLESS)


def _end(end: Fraction, unit: DisplayUnit) -> str:
    return format_number(unit.from_base(exact_decimal(end)), IMPLIED_DECIMALS)


def _implied_json(one: Implied) -> dict[str, object]:
    return {
        "figure": one.role.value,
        "written": _interval_json(one.written),
        "implied": _interval_json(one.implied),
        "contradicted": one.contradicted,
    }


def _interval_json(interval: Interval | None) -> list[str] | None:
    bounds = interval.bounded if interval else None
    return [f"{exact_decimal(end):f}" for end in bounds] if bounds else None

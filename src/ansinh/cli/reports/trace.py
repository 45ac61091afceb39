"""From a number in a document down to the workbook's cell."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ansinh.cli.bilingual import command
from ansinh.cli.installation import ready
from ansinh.cli.output import JSON, TABLE, format_option, print_json, say
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_number
from ansinh.ledger.models import STATE_NAMES, Kind
from ansinh.ledger.reads import Source
from ansinh.reports.naming import exact_text, name_of
from ansinh.reports.numerals import Binding
from ansinh.reports.opening import Origin
from ansinh.reports.tracing import Place, Trace, TracedFigure
from ansinh.reports.tracing import trace as trace_number

KINDS: dict[Kind, Message] = {
    Kind.ACTUAL: _("reported"),
    Kind.ESTIMATE: _("estimate"),
    Kind.TARGET: _("plan"),
    Kind.THRESHOLD: _("threshold"),
}
BINDINGS: dict[Binding, Message] = {
    Binding.DATE: _("a date"),
    Binding.DOCUMENT: _("the number of a document"),
    Binding.CONSTANT: _("a number of the outline or of the order of things"),
    Binding.OWN: _("the officer's own"),
    Binding.UNBOUND: _("bound to nothing"),
}
EXACT_DECIMALS = 8
BRANCH, LAST, TRUNK, NOTHING = "├─ ", "└─ ", "│  ", "   "


@command("trace", _("Trace a number of a report down to the workbook's cell."))
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("number")
@format_option(TABLE, JSON)
def trace(document: Path, number: str, form: str) -> None:
    ready()
    traced = trace_number(document, number)
    if form == JSON:
        print_json(_json(traced))
    else:
        _print(traced)


def _print(traced: Trace) -> None:
    for place in traced.places:
        bound = "" if place.figure else f" ({BINDINGS[place.binding]})"
        say(f"{_place(place)}{bound}")
    for figure in traced.figures:
        say("")
        say(name_of(figure.id, traced.record.recipe))
        say(f"= {figure.figure.text}{_exactly(figure)}")
        if figure.computed:
            say(f"= {figure.computed}")
        for line in _tree(figure.origins):
            say(line)


def _place(place: Place) -> str:
    page = str(_("page {page}", page=place.page)) if place.page else ""
    return ": ".join(filter(None, (", ".join(filter(None, (page, place.where))), place.context)))


def _exactly(figure: TracedFigure) -> str:
    """Of a ratio, some of the decimals that were not printed; an amount is exact in the facts under it."""
    exact = figure.figure.exact
    if exact is None or exact == exact.to_integral_value():
        return ""
    return f" ({_('exactly {value}', value=f'{format_number(exact, EXACT_DECIMALS)}…')})"


def _tree(origins: Sequence[Origin], before: str = "") -> Iterator[str]:
    for place, origin in enumerate(origins, 1):
        is_last = place == len(origins)
        yield f"{before}{LAST if is_last else BRANCH}{_fact(origin)}"
        below = before + (NOTHING if is_last else TRUNK)
        if origin.source:
            yield f"{below}{LAST}{_cell(origin.source)}"
        yield from _tree(origin.parts, below)


def _fact(origin: Origin) -> str:
    fact = origin.fact
    indicator, period = catalogue()[fact.request.indicator], fact.request.period
    hedge = fact.hedge.text()
    value = f"{hedge} {exact_text(indicator.id, fact.value)}".strip()
    said = f"{indicator.text()} ({KINDS[fact.request.kind]}), {period.text()}, {origin.unit.text()}: {value}"
    if not origin.parts:
        return said
    counted = _("sum of {reported} of {expected} units", reported=fact.parts_reported, expected=fact.parts_expected)
    return f"{said} = {counted}"


def _cell(source: Source) -> str:
    return str(
        _(
            "{file}, sheet “{sheet}”, cell {cell} (submission {number}: {state})",
            file=source.file,
            sheet=source.sheet,
            cell=source.cell,
            number=source.submission,
            state=STATE_NAMES[source.state],
        )
    )


def _json(traced: Trace) -> dict[str, object]:
    return {
        "reference": traced.record.reference,
        "number": traced.written,
        "places": [
            {
                "context": place.context,
                "where": place.where or None,
                "page": place.page or None,
                "binding": place.binding.value,
                "figure": place.figure or None,
            }
            for place in traced.places
        ],
        "figures": [
            {
                "figure": figure.id,
                "name": str(name_of(figure.id, traced.record.recipe)),
                "text": figure.figure.text,
                "value": None if figure.figure.exact is None else f"{figure.figure.exact:f}",
                "computed": figure.computed or None,
                "facts": [_origin_json(origin) for origin in figure.origins],
            }
            for figure in traced.figures
        ],
    }


def _origin_json(origin: Origin) -> dict[str, object]:
    fact, source = origin.fact, origin.source
    return {
        "indicator": fact.request.indicator,
        "unit": origin.unit.code,
        "period": fact.request.period.iso,
        "kind": fact.request.kind.label,
        "value": f"{fact.value:f}",
        "hedge": fact.hedge.value,
        "reported_on": fact.reported_on.isoformat(),
        "source": source
        and {
            "observation": source.observation,
            "submission": source.submission,
            "state": source.state.value,
            "file": source.file,
            "sheet": source.sheet,
            "cell": source.cell,
        },
        "parts": [_origin_json(part) for part in origin.parts],
    }

"""A part beside what it is a part of: never more than that (``at_most``), or hardly ever (``usually_at_most``)."""

from collections.abc import Iterator
from dataclasses import replace

from ansinh.imports.checks.amounts import amount, surely_more
from ansinh.imports.checks.beside import Beside
from ansinh.imports.checks.figures import Columns, Findings, Given
from ansinh.imports.checks.times import HAPPENED
from ansinh.imports.errors import Check
from ansinh.indicators.catalogue import IndicatorDefinition, catalogue
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import Fact, NewFact, Request


def _beside(columns: Columns) -> set[Request]:
    """The limits and parts of the file's figures: what it does not say of them is asked of the ledger."""
    return {
        replace(request, indicator=name)
        for request in columns
        if request.kind in HAPPENED
        for name in (*_limits(catalogue()[request.indicator]), *_parts_of(request.indicator))
    }


def check_limits(columns: Columns, beside: Beside, findings: Findings) -> None:
    units = {unit for column in columns.values() for unit in column}
    held = beside.own(units, _beside(columns))
    for request, limits in _pairs(columns):
        hard = catalogue()[request.indicator].at_most is not None
        others = [replace(request, indicator=name) for name in limits]
        groups = [group for other in others for group in (columns.get(other), held.get(other)) if group]
        known: dict[int, Given] = {**held.get(request, {}), **columns.get(request, {})} if groups else {}
        for unit, part in known.items():
            limit = next((group[unit] for group in groups if unit in group), None)
            if limit and surely_more(part, limit):
                _report(part, limit, findings, hard=hard)


def _pairs(columns: Columns) -> Iterator[tuple[Request, list[str]]]:
    """Of every part that the file or, beside one of its figures, the ledger may have: what it is at most, nearest
    first. The limit's limit counts where the nearest is not known."""
    wanted = {
        replace(request, indicator=part)
        for request in columns
        if request.kind in HAPPENED
        for part in (request.indicator, *_parts_of(request.indicator))
    }
    for request in sorted(wanted, key=lambda one: (one.period, one.indicator, one.kind)):
        limits = list(_limits(catalogue()[request.indicator]))
        if limits:
            yield request, limits


def _limits(definition: IndicatorDefinition) -> Iterator[str]:
    if definition.usually_at_most:
        yield definition.usually_at_most
    above = definition.at_most
    while above:
        yield above
        above = catalogue()[above].at_most


def _parts_of(indicator: str) -> list[str]:
    return [one.id for one in catalogue().indicators.values() if indicator in _limits(one)]


def _report(part: Given, limit: Given, findings: Findings, *, hard: bool) -> None:
    fact = part if isinstance(part, NewFact) else limit
    if isinstance(fact, Fact):
        return  # both are in the ledger: not this file's fault
    cause = _(
        "{part} of {unit} ({period}) is {value}, more than {limit}: {most}.",
        part=catalogue()[part.request.indicator],
        unit=findings.units[part.unit],
        period=part.request.period,
        value=amount(part),
        limit=catalogue()[limit.request.indicator],
        most=amount(limit),
    )
    if hard:
        findings.block(fact, Check.AT_MOST, cause, _("One is a part of the other: mend whichever of the two is wrong."))
    else:
        findings.ask(fact, Check.AT_MOST, cause)

"""Figures of the file beside each other: the same one twice, a total beside its own terms."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ansinh.imports.checks.amounts import Amount, amount, high, low
from ansinh.imports.checks.figures import Columns, Findings, Repeated
from ansinh.imports.errors import Check
from ansinh.indicators.catalogue import Sum, catalogue
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import NewFact


def check_repeated(repeated: Sequence[Repeated], findings: Findings) -> None:
    """The same fact in two places: one of them would silently win."""
    for pair in repeated:
        findings.block(
            pair.fact,
            Check.DUPLICATE,
            _("This figure is already given in {place}.", place=findings.place(pair.first)),
            _("Keep it in one place."),
        )


def check_sums(columns: Columns, findings: Findings) -> None:
    """A total beside its own terms (BHXH, compulsory and voluntary) must be their sum."""
    for request, totals in columns.items():
        formula = catalogue()[request.indicator].formula
        if not isinstance(formula, Sum):
            continue
        wanted = [columns.get(replace(request, indicator=term.indicator)) for term in formula.terms]
        terms = [column for column in wanted if column is not None]
        if len(terms) == len(wanted):
            for unit, total in totals.items():
                parts = [column[unit] for column in terms if unit in column]
                if len(parts) == len(terms):
                    _check_sum(total, parts, findings)


def _check_sum(total: NewFact, parts: Sequence[NewFact], findings: Findings) -> None:
    if sum(map(low, parts)) <= high(total) and low(total) <= sum(map(high, parts)):
        return
    findings.block(
        total,
        Check.SUM,
        _(
            "{indicator} of {unit} ({period}) is {value}, but its parts in this file add up to {sum}.",
            indicator=catalogue()[total.request.indicator],
            unit=findings.units[total.unit],
            period=total.request.period,
            value=amount(total),
            sum=Amount(total.request.indicator, sum((part.value for part in parts), Decimal(0))),
        ),
        _("Check the total and its parts, or leave out the total: it is computed."),
    )

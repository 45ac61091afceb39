"""A figure far off from those of all other units in its column: one unit typed in đồng where the others are in triệu.

Needs no history, so that the very first file of an office is looked at too.
"""

from collections.abc import Collection
from decimal import Decimal
from statistics import median_low

from ansinh.imports.checks.amounts import amount
from ansinh.imports.checks.figures import Column, Columns, Findings
from ansinh.imports.checks.slips import NO_FACTOR, REMEDY
from ansinh.imports.checks.thresholds import thresholds
from ansinh.imports.errors import Check
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import NewFact, Request

FEWEST = 5  # units that show what is usual
APART = 30  # times that it must be beyond the farthest of the others: units differ in size, but in steps


def check_peers(columns: Columns, wrong: Collection[int], findings: Findings) -> None:
    """``wrong``: facts (by identity) that a slip was found of already."""
    for request, column in columns.items():
        if catalogue()[request.indicator].unit in NO_FACTOR or len(column) < FEWEST:
            continue
        for fact, usual in _far_off(request, column):
            if id(fact) not in wrong:
                findings.ask(
                    fact,
                    Check.UNIT_SLIP,
                    _(
                        "{indicator} of {unit} ({period}) is {value}; half of the units in the column have {usual} or"
                        " less, and none comes near to it.",
                        indicator=catalogue()[request.indicator],
                        unit=findings.units[fact.unit],
                        period=request.period,
                        value=amount(fact),
                        usual=amount(usual),
                    ),
                    REMEDY,
                )


def _far_off(request: Request, column: Column) -> list[tuple[NewFact, NewFact]]:
    """The facts a slip away from the middle of the column, each with the middle one."""
    present = [fact for fact in column.values() if fact.value > 0]
    values = [fact.value for fact in present]
    if len(values) < FEWEST:
        return []
    least = Decimal(thresholds().slip_factors[0]) / thresholds().slip_within
    middle = median_low(values)
    if max(values) < middle * least and min(values) * least > middle:
        return []
    usual = [value for value in values if middle / least < value < middle * least]
    unit = catalogue()[request.indicator].unit
    far = [
        fact
        for fact in present
        if (fact.value >= max(usual) * APART or fact.value * APART <= min(usual))
        and (fact.value >= middle * least or fact.value * least <= middle)
        and not thresholds().is_small(unit, fact.value, middle)
    ]
    example = next(fact for fact in present if fact.value == middle)
    return [(fact, example) for fact in far]

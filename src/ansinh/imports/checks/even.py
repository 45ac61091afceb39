"""Series that run so evenly that no check of a series finds anything in them: they need not be laid out at all.

What is said here follows from those checks (slips, unchanged, falling, outliers) and never says more than they do: a
series of which it is not certain is looked at by each of them.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import eq, ge

from ansinh.imports.checks import times
from ansinh.imports.checks.figures import Column, Given
from ansinh.imports.checks.thresholds import thresholds
from ansinh.indicators.catalogue import IndicatorDefinition, Observed
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.facts import Request

Values = tuple[Decimal, ...]


def even_units(
    definition: IndicatorDefinition,
    requests: Sequence[Request],
    columns: Sequence[Column],
    units: Sequence[int],
    others: Mapping[int, Sequence[Given]],
) -> set[int]:
    """Those of the units whose figures, in the order of the periods, are exact, above zero and even.

    ``units`` have no target. ``others``: figures of other periods beside those of the file, by unit; what accumulates
    is even only where there are none.
    """
    ends = [request.period.end for request in requests]
    if requests[0].kind not in times.HAPPENED or len({*ends}) < len(ends):
        return set()
    complete = [unit for unit in units if all(unit in column for column in columns)]
    rows = zip(*(_values(column, complete) for column in columns), strict=True)
    if definition.observed is Observed.YEAR_TO_DATE:
        if len({end.year for end in ends}) > 1:
            return set()
        paces = _paces(requests)
        even = [
            unit not in others and _accumulates_evenly(values, paces)
            for unit, values in zip(complete, rows, strict=True)
        ]
    else:
        quiet = thresholds().quiet["stock" if definition.observed is Observed.AS_OF else "year"]
        even = [
            _stays_even(values, _exact(others.get(unit, ())), 1 - quiet, 1 + quiet)
            for unit, values in zip(complete, rows, strict=True)
        ]
    return {unit for unit, is_even in zip(complete, even, strict=True) if is_even}


def _values(column: Column, units: Sequence[int]) -> list[Decimal]:
    return _exact([column[unit] for unit in units])


def _exact(figures: Sequence[Given]) -> list[Decimal]:
    """Zero, which is never even, for what is not exact."""
    return [one.value if one.hedge is Hedge.EXACT else Decimal(0) for one in figures]


def _stays_even(values: Values, others: Sequence[Decimal], fall: Decimal, rise: Decimal) -> bool:
    """No two that may be neighbours are equal, and any two are so close that their change is not noted. Quiet bands
    are far narrower than a slip."""
    least, most = min((*values, *others)), max((*values, *others))
    if least <= 0 or least < most * fall or most > least * rise or any(map(eq, values, values[1:])):
        return False
    return not others or set(others).isdisjoint(values)


def _paces(requests: Sequence[Request]) -> list[tuple[int, Decimal]]:
    """For each figure and the next one: how many months have gone, and what it may be times that, at the next one."""
    return [
        (months, (1 + thresholds().pace) * times.months_apart(after.period, before.period) + months)
        for before, after in pairwise(requests)
        for months in [before.period.end.month]
    ]


def _accumulates_evenly(values: Values, paces: Sequence[tuple[int, Decimal]]) -> bool:
    """Each is more than the one before, and none adds much more than the average month until then."""
    first = values[0]
    if first <= 0 or any(map(ge, values, values[1:])) or _may_have_slipped(first, values[-1]):
        return False
    return all(
        months < 2 or after * months <= before * most
        for (before, after), (months, most) in zip(pairwise(values), paces, strict=True)
    )


def _may_have_slipped(least: Decimal, most: Decimal) -> bool:
    known = thresholds()
    return most * known.slip_within * 12 >= least * known.slip_factors[0]

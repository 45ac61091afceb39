"""What accumulates from 1 January never falls within the year."""

from ansinh.imports.checks.amounts import amount, surely_more
from ansinh.imports.checks.figures import Findings, Given
from ansinh.imports.checks.series import Series
from ansinh.imports.errors import Check
from ansinh.indicators.catalogue import Observed
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import Fact, NewFact


def check_falling(series: Series, findings: Findings) -> None:
    """Marks a cell below an earlier figure of its year, or above a later one that the ledger already has, as wrong."""
    if series.observed is not Observed.YEAR_TO_DATE:
        return
    for place, cell in series.cells:
        if id(cell) in series.wrong:
            continue
        before = next(series.before(place), None)
        if before and _same_year(before, cell) and surely_more(before, cell):
            _report_below(cell, before, series, findings)
        elif len(series.timeline) > len(series.cells):
            after = [one for one in series.timeline[place + 1 :] if isinstance(one, Fact) and _same_year(one, cell)]
            if after and surely_more(cell, after[0]):
                _report_above(cell, after[0], series, findings)


def _same_year(one: Given, other: Given) -> bool:
    return one.request.period.year_number == other.request.period.year_number


def _report_below(cell: NewFact, earlier: Given, series: Series, findings: Findings) -> None:
    series.wrong.add(id(cell))
    findings.ask(
        cell,
        Check.FALLING,
        _(
            "{indicator} of {unit} accumulates from 1 January, but fell from {other} ({other_period}) to {value} "
            "({period}).",
            indicator=series.indicator,
            unit=findings.units[cell.unit],
            other=amount(earlier),
            other_period=earlier.request.period,
            value=amount(cell),
            period=cell.request.period,
        ),
    )


def _report_above(cell: NewFact, later: Given, series: Series, findings: Findings) -> None:
    series.wrong.add(id(cell))
    findings.ask(
        cell,
        Check.FALLING,
        _(
            "{indicator} of {unit} accumulates from 1 January, but {value} ({period}) is more than what is already "
            "approved for later: {other} ({other_period}).",
            indicator=series.indicator,
            unit=findings.units[cell.unit],
            value=amount(cell),
            period=cell.request.period,
            other=amount(later),
            other_period=later.request.period,
        ),
    )

"""The same figures as the month before: last month's file, sent or copied again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ansinh.imports.checks.figures import Columns, Findings, Given, position
from ansinh.imports.checks.series import Series
from ansinh.imports.checks.thresholds import thresholds
from ansinh.imports.errors import Check, Severity
from ansinh.indicators.catalogue import Observed, catalogue
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind

LONGEST = 93  # days of a quarter, for what is reported by the quarter
REMEDY = _("Check that it is not the earlier file; if nothing has changed, say so: `ansinh explain`.")


@dataclass(slots=True)
class _Tally:
    """Of one unit's figures at one day: how many equal the earlier one, and are not zero as well."""

    first: NewFact
    earlier: Period
    equal: int = 0
    not_zero: int = 0

    def add(self, cell: NewFact) -> None:
        self.equal += 1
        self.not_zero += cell.value != 0
        self.first = min(self.first, cell, key=position)


class Unchanged:
    """Collected over all units: a whole file that is last month's is one fault."""

    def __init__(self) -> None:
        self._tallies: dict[tuple[date, int], _Tally] = {}

    def look_at(self, series: Series) -> None:
        if series.observed is Observed.YEAR:
            return
        values = [one.value for one in series.timeline]
        if series.kind is not Kind.ACTUAL or len(set(values)) == len(values):
            return
        for place, cell in series.cells:
            before = next(series.before(place), None)
            if before and _equal(before, cell, series):
                key = cell.request.period.end, cell.unit
                self._tallies.setdefault(key, _Tally(cell, before.request.period.as_of)).add(cell)

    def report(self, columns: Columns, findings: Findings) -> None:
        for day in sorted({day for day, _unit in self._tallies}):
            tallies = {unit: tally for (end, unit), tally in self._tallies.items() if end == day}
            self._report_day(day, tallies, columns, findings)

    def _report_day(self, day: date, tallies: dict[int, _Tally], columns: Columns, findings: Findings) -> None:
        figures, units = _counted(day, tallies, columns)
        complete = [unit for unit, tally in tallies.items() if tally.equal == figures[unit]]
        not_zero = sum(tallies[unit].not_zero for unit in complete)
        whole = len(complete) == len(units) >= thresholds().same_units
        if whole and not_zero >= thresholds().same_figures:
            first = min((tallies[unit].first for unit in complete), key=position)
            _report_file(first, tallies[first.unit].earlier, not_zero, findings)
            return
        for unit in complete:
            if tallies[unit].not_zero >= thresholds().same_figures:
                _report_unit(tallies[unit], findings)


def _equal(one: Given, cell: NewFact, series: Series) -> bool:
    """What accumulates begins anew each year; only the months just before are “before”; a hedge says nothing exact."""
    if one.value != cell.value or not one.hedge is cell.hedge is Hedge.EXACT:
        return False
    if series.observed is Observed.YEAR_TO_DATE and one.request.period.year_number != cell.request.period.year_number:
        return False
    return (cell.request.period.end - one.request.period.end).days <= LONGEST


def _counted(day: date, wanted: Iterable[int], columns: Columns) -> tuple[dict[int, int], set[int]]:
    """How many figures of that day each of the units has in the file; and all units that have one."""
    figures = dict.fromkeys(wanted, 0)
    units: set[int] = set()
    for request, column in columns.items():
        period = request.period
        if request.kind is Kind.ACTUAL and period.end == day and not _yearly(request.indicator):
            units.update(column)
            for unit in figures.keys() & column.keys():
                figures[unit] += 1
    return figures, units


def _yearly(indicator: str) -> bool:
    return catalogue()[indicator].observed is Observed.YEAR


def _report_unit(tally: _Tally, findings: Findings) -> None:
    findings.ask(
        tally.first,
        Check.SAME_AS_BEFORE,
        _(
            "All {count} figures of {unit} ({period}) are those of {earlier}.",
            count=tally.equal,
            unit=findings.units[tally.first.unit],
            period=tally.first.request.period,
            earlier=tally.earlier,
        ),
        REMEDY,
    )


def _report_file(first: NewFact, earlier: Period, count: int, findings: Findings) -> None:
    findings.of_file(
        Severity.EXPLAIN,
        Check.SAME_AS_BEFORE,
        _(
            "All figures of {period} in this file ({count} that are not zero) are those of {earlier}.",
            count=count,
            period=first.request.period,
            earlier=earlier,
        ),
        REMEDY,
    )

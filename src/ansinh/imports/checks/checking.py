"""A file's figures beside each other and beside what the ledger holds: what is found, and what is to be recorded."""

from collections import Counter
from dataclasses import dataclass

from ansinh.imports.checks.approved import Approved, check_waiting
from ansinh.imports.checks.beside import Beside
from ansinh.imports.checks.falling import check_falling
from ansinh.imports.checks.figures import Columns, Figures, Findings, by_request, in_batches
from ansinh.imports.checks.limits import check_limits
from ansinh.imports.checks.outliers import Outliers
from ansinh.imports.checks.peers import check_peers
from ansinh.imports.checks.plans import check_plans
from ansinh.imports.checks.series import all_series
from ansinh.imports.checks.shares import check_shares
from ansinh.imports.checks.slips import Slips
from ansinh.imports.checks.unchanged import Unchanged
from ansinh.imports.checks.wholes import check_wholes
from ansinh.imports.checks.within import check_repeated, check_sums
from ansinh.imports.errors import Finding
from ansinh.ledger.facts import NewFact, Request


@dataclass(frozen=True)
class Checked:
    """``findings``: those of the whole file, then by sheet, row and column. ``facts``: to be recorded: the file's
    without those that are approved already, just so."""

    findings: tuple[Finding, ...]
    facts: tuple[NewFact, ...]


def check_figures(figures: Figures) -> Checked:
    """Reads the ledger, in batches of units, and changes nothing.

    Every check compares only what can be compared: without a figure beside it, or a base of zero, nothing is found.
    """
    columns, repeated = by_request(figures.facts)
    findings = Findings(figures.sheets, {unit for column in columns.values() for unit in column})
    check_repeated(repeated, findings)
    check_sums(columns, findings)
    beside = Beside()
    check_waiting(figures, columns, findings)
    known = Approved(figures.corrects)
    for batch in in_batches(columns):
        known.look_at(batch, beside, findings)
    known.report(findings)
    new = without(columns, known.equal)
    _check_new(new, beside, findings)
    return Checked(findings.in_order(), _to_be_recorded(figures, known))


def _to_be_recorded(figures: Figures, known: Approved) -> tuple[NewFact, ...]:
    if not known.equal:
        return tuple(figures.facts)
    return tuple(fact for fact in figures.facts if id(fact) not in known.equal)


def without(columns: Columns, facts: set[int]) -> Columns:
    """The columns without these facts (by identity); the ledger holds the same."""
    if not facts:
        return columns
    kept = {
        request: {unit: fact for unit, fact in column.items() if id(fact) not in facts}
        for request, column in columns.items()
    }
    return {request: column for request, column in kept.items() if column}


def _check_new(columns: Columns, beside: Beside, findings: Findings) -> None:
    slips, unchanged, outliers = Slips(), Unchanged(), Outliers()
    wrong: set[int] = set()
    compared: Counter[Request] = Counter()
    for batch in in_batches(columns):
        check_limits(batch, beside, findings)
        for series in all_series(batch, beside, findings.units, compared):
            slips.look_at(series)
            wrong |= series.wrong
            unchanged.look_at(series)
            check_falling(series, findings)
            check_plans(series, findings)
            outliers.look_at(series)
        outliers.judge(beside)
        check_shares(batch, beside, findings.units, wrong, findings)
    slips.report(compared, findings)
    check_peers(columns, wrong, findings)
    outliers.report(compared, findings)
    unchanged.report(columns, findings)
    check_wholes(columns, beside, findings.units, wrong, findings)

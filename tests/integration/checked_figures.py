"""Figures as a file would lay them out (a row for each unit, a column for each figure), and what is found in them."""

from collections.abc import Sequence
from datetime import date

from ansinh.imports.checks.checking import Checked, check_figures
from ansinh.imports.checks.figures import Figures
from ansinh.imports.errors import Finding, Severity
from ansinh.kernel.cells import cell_name
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Submission
from tests.integration.factories import unit

SHEET = "thực hiện"
Found = tuple[str, str, str]  # check, severity, cell


def laid_out(facts: Sequence[NewFact]) -> list[NewFact]:
    """With cells: A1 is the first unit's first figure. The same figure twice gets a row of its own the second time."""
    rows = list(dict.fromkeys(fact.unit for fact in facts))
    columns = list(dict.fromkeys(fact.request for fact in facts))
    taken: set[tuple[int, int]] = set()
    placed = []
    for fact in facts:
        cell = (rows.index(fact.unit), columns.index(fact.request))
        while cell in taken:
            cell = (cell[0] + len(rows), cell[1])
        taken.add(cell)
        placed.append(
            NewFact(
                unit=fact.unit,
                request=fact.request,
                value=fact.value,
                hedge=fact.hedge,
                sheet=0,
                row=cell[0],
                column=cell[1],
            )
        )
    return placed


def check(*facts: NewFact, of: str = "VN", corrects: Submission | None = None) -> Checked:
    return check_figures(Figures(unit(of), date(2020, 7, 5), (SHEET,), laid_out(facts), corrects))


def found(*facts: NewFact, of: str = "VN", corrects: Submission | None = None) -> list[Found]:
    return list(map(brief, check(*facts, of=of, corrects=corrects).findings))


def only(*facts: NewFact, of: str = "VN", corrects: Submission | None = None) -> Finding:
    """The one finding that there is."""
    findings = check(*facts, of=of, corrects=corrects).findings
    assert len(findings) == 1, [finding.text("en") for finding in findings]
    return findings[0]


def brief(finding: Finding) -> Found:
    return finding.check.value, finding.severity.value, finding.cell


def cell_of(fact: NewFact) -> str:
    return cell_name(fact.row, fact.column)


def asked(check: str, cell: str) -> Found:
    return check, Severity.EXPLAIN.value, cell


def blocked(check: str, cell: str) -> Found:
    return check, Severity.BLOCKS.value, cell

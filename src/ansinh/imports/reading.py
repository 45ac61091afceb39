"""A filled-in form → facts and findings. Every finding names its cell; a cell that cannot be read is never guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ansinh.imports import form
from ansinh.imports.errors import Finding, Severity, WorkbookError
from ansinh.imports.head import Head, read_head
from ansinh.imports.page import Page
from ansinh.imports.table import read_table
from ansinh.imports.workbook import WorkbookFile, read_sheets
from ansinh.indicators.catalogue import Sum, catalogue
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.reads import cell_name
from ansinh.places.models import Unit


@dataclass(frozen=True)
class FormReading:
    """What a workbook says. ``unit`` and ``reported_on`` are those of all its sheets; None where it does not say."""

    unit: Unit | None
    reported_on: date | None
    document: str
    sheets: tuple[str, ...]
    facts: tuple[NewFact, ...]
    findings: tuple[Finding, ...]

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.BLOCKS for finding in self.findings)


def read_form(file: WorkbookFile) -> FormReading:
    """Raises WorkbookError when it is no workbook, or has no sheet that is our form."""
    names: list[str] = []
    heads: list[Head] = []
    facts: list[NewFact] = []
    findings: list[Finding] = []
    sheets = list(read_sheets(file))
    for position, (name, rows) in enumerate(sheets):
        names.append(name)
        page = Page(name, position, rows)
        if page.find(form.FORM) is None and page.find(form.INDICATOR_IDS) is None:
            continue  # somebody's own notes
        head = read_head(page)
        if head:
            _check_agrees(page, heads, head)
            heads.append(head)
            facts += read_table(page, head)
        findings += page.findings
    if not any(Page(name, 0, rows).find(form.FORM) is not None for name, rows in sheets):
        raise WorkbookError(
            _("{file} is not a form of Ansinh: no sheet has a line “{label}”.", file=file.name, label=form.FORM),
            _("Make the form with `ansinh template`, and copy the figures into it."),
        )
    findings += _repeated(facts, names)
    findings += _wrong_totals(facts, names)
    first = heads[0] if heads else None
    return FormReading(
        unit=first.unit if first else None,
        reported_on=first.reported_on if first else None,
        document=first.document if first else "",
        sheets=tuple(names),
        facts=tuple(facts),
        findings=tuple(findings),
    )


def _check_agrees(page: Page, heads: Sequence[Head], head: Head) -> None:
    """One file is one report: its sheets may differ in period and kind of figure only."""
    if heads and (heads[0].unit, heads[0].reported_on, heads[0].document) != (
        head.unit,
        head.reported_on,
        head.document,
    ):
        page.block(
            None,
            0,
            _("This sheet names another unit, report date or document than the first one."),
            _("Send it in a file of its own, or make the lines above the table agree."),
        )


def _repeated(facts: Sequence[NewFact], names: Sequence[str]) -> Iterator[Finding]:
    """The same fact on two sheets: one of them would silently win."""
    seen: dict[tuple[int, Request], NewFact] = {}
    for fact in facts:
        first = seen.setdefault((fact.unit, fact.request), fact)
        if first is not fact:
            yield Finding(
                names[fact.sheet],
                cell_name(fact.row, fact.column),
                Severity.BLOCKS,
                _(
                    "This figure is already given in {place}.",
                    place=f"{names[first.sheet]}!{cell_name(first.row, first.column)}",
                ),
                _("Keep it in one place."),
            )


def _wrong_totals(facts: Sequence[NewFact], names: Sequence[str]) -> Iterator[Finding]:
    """A total beside its own terms (BHXH, compulsory and voluntary) must be their sum."""
    given = {(fact.unit, fact.request): fact for fact in facts}
    for fact in facts:
        formula = catalogue()[fact.request.indicator].formula
        if not isinstance(formula, Sum):
            continue
        wanted = [(fact.unit, replace(fact.request, indicator=term.indicator)) for term in formula.terms]
        terms = [given[key].value for key in wanted if key in given]
        if len(terms) == len(wanted) and sum(terms) != fact.value:
            yield Finding(
                names[fact.sheet],
                cell_name(fact.row, fact.column),
                Severity.BLOCKS,
                _("{id} is not the sum of its parts in this row.", id=fact.request.indicator),
                _("Check the three figures, or leave out the total: it is computed."),
            )

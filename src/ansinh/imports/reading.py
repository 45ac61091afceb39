"""A workbook → facts, findings and what it leaves open. Every finding names its cell; nothing is guessed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ansinh.imports import form
from ansinh.imports.errors import Check, Finding, Severity, WorkbookError
from ansinh.imports.files.reading import read_workbook
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import Workbook
from ansinh.imports.head import Head, read_head
from ansinh.imports.layout.answers import NO_ANSWERS, Answers
from ansinh.imports.layout.reading import read_foreign
from ansinh.imports.outcome import Reading
from ansinh.imports.page import Page
from ansinh.imports.table import read_table
from ansinh.kernel.cells import cell_name
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import NewFact


def read(file: WorkbookFile, answers: Answers = NO_ANSWERS, *, received: date) -> Reading:
    """Raises WorkbookError: nothing in it can be read. ``received``: the day on which the file came."""
    return read_cells(read_workbook(file), file.name, answers, received=received)


def read_cells(workbook: Workbook, name: str, answers: Answers = NO_ANSWERS, *, received: date) -> Reading:
    """The form of `ansinh template` by its labels; any other layout by its words."""
    if any(_looks_like_our_form(Page(cells)) for cells in workbook.sheets):
        reading = read_form(workbook, name)
    else:
        reading = read_foreign(workbook, name, answers, received)
        if not reading.sheets_read:
            raise WorkbookError(
                _(
                    "{file} has no table that can be read: figures beside names and under headers.",
                    file=name,
                ),
                _("Send the workbook with the table itself, or copy the figures into a form (`ansinh template`)."),
            )
    return replace(reading, findings=(*_about_file(workbook), *reading.findings))


def _looks_like_our_form(page: Page) -> bool:
    return page.find(form.FORM) is not None or page.find(form.INDICATOR_IDS) is not None


def read_form(workbook: Workbook, name: str) -> Reading:
    """Raises WorkbookError when no sheet has the form's first line."""
    if all(Page(cells).find(form.FORM) is None for cells in workbook.sheets):
        raise WorkbookError(
            _("{file} is not a form of Ansinh: no sheet has a line “{label}”.", file=name, label=form.FORM),
            _("Make the form with `ansinh template`, and copy the figures into it."),
        )
    heads: list[Head] = []
    facts: list[NewFact] = []
    findings: list[Finding] = []
    for cells in workbook.sheets:
        page = Page(cells)
        if not _looks_like_our_form(page):
            continue  # somebody's own notes
        head = read_head(page)
        if head:
            _check_agrees(page, heads, head)
            heads.append(head)
            facts += read_table(page, head)
        findings += page.findings
    first = heads[0] if heads else None
    return Reading(
        unit=first.unit if first else None,
        reported_on=first.reported_on if first else None,
        document=first.document if first else "",
        sheets=tuple(cells.name for cells in workbook.sheets),
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
            Check.HEAD,
            None,
            0,
            _("This sheet names another unit, report date or document than the first one."),
            _("Send it in a file of its own, or make the lines above the table agree."),
        )


def _about_file(workbook: Workbook) -> list[Finding]:
    found: list[Finding] = []
    if workbook.external_links:
        found.append(
            Finding(
                "",
                "",
                Severity.NOTE,
                Check.EXTERNAL_LINK,
                _(
                    "Formulas refer to other files: {files}. The values saved count.",
                    files=_listed(workbook.external_links),
                ),
                _("Update the links and save before sending, if those files have changed."),
            )
        )
    for cells in workbook.sheets:
        if cells.converted:
            row, column = min(cells.converted)
            found.append(
                Finding(
                    cells.name,
                    cell_name(row, column),
                    Severity.NOTE,
                    Check.LEGACY_FONT,
                    _(
                        "Text typed for an old font (TCVN3, VNI) was converted; cells: {count}.",
                        count=len(cells.converted),
                    ),
                    _("Look whether names are right; type in Unicode from now on."),
                )
            )
    return found


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")

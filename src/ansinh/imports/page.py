"""One sheet while it is read: its cells, and the findings about them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from ansinh.imports import form
from ansinh.imports.errors import Finding, Severity
from ansinh.imports.workbook import CellValue, Rows
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import Message
from ansinh.kernel.names import fold
from ansinh.ledger.reads import cell_name

T = TypeVar("T")

EMPTY = ("", "-", "–", "—", "...", "…", "x")  # how officers write "no figure"


@dataclass
class Page:
    """One sheet while it is read."""

    name: str
    position: int
    rows: Rows
    findings: list[Finding] = field(default_factory=list)

    def cell(self, row: int, column: int) -> CellValue:
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else ""

    def find(self, label: str) -> int | None:
        """The row whose first cell holds this label."""
        return next((row for row in range(len(self.rows)) if fold(text_of(self.cell(row, 0))) == fold(label)), None)

    def block(self, row: int | None, column: int, cause: Message, remedy: Message) -> None:
        cell = "" if row is None else cell_name(row, column)
        self.findings.append(Finding(self.name, cell, Severity.BLOCKS, cause, remedy))

    def note(self, row: int, column: int, cause: Message, remedy: Message) -> None:
        self.findings.append(Finding(self.name, cell_name(row, column), Severity.NOTE, cause, remedy))


def attempt(page: Page, row: int | None, read: Callable[[], T], column: int = form.VALUE_COLUMN) -> T | None:
    """What ``read`` gives; None, and a finding at the cell, when it cannot be read."""
    try:
        return read()
    except AnsinhError as error:
        page.block(row, column, error.cause, error.remedy)
        return None


def text_of(value: CellValue) -> str:
    """As a person reads the cell: 42.0 is 42."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def is_figure(value: CellValue) -> bool:
    return text_of(value).lower() not in EMPTY

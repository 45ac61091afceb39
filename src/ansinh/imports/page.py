"""One sheet while it is read: its cells, and the findings about them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from ansinh.imports.errors import Check, Finding, Severity
from ansinh.imports.files.sheets import CellValue, SheetCells
from ansinh.kernel.cells import cell_name
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import Message
from ansinh.kernel.names import fold

T = TypeVar("T")

EMPTY = ("", "-", "–", "—", "...", "…", "x", "./.")  # how officers write "no figure"


@dataclass
class Page:
    """One sheet while it is read."""

    cells: SheetCells
    findings: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.cells.name

    @property
    def position(self) -> int:
        return self.cells.position

    @property
    def rows(self) -> list[list[CellValue]]:
        return self.cells.rows

    def cell(self, row: int, column: int) -> CellValue:
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else ""

    def find(self, label: str) -> int | None:
        """The row whose first cell holds this label."""
        wanted = fold(label)
        return next((row for row, line in enumerate(self.rows) if line and fold(text_of(line[0])) == wanted), None)

    def block(self, check: Check, row: int | None, column: int, cause: Message, remedy: Message) -> None:
        self._add(check, Severity.BLOCKS, row, column, cause, remedy)

    def ask_why(self, check: Check, row: int | None, column: int, cause: Message, remedy: Message) -> None:
        """It can be true, but somebody must say why."""
        self._add(check, Severity.EXPLAIN, row, column, cause, remedy)

    def note(self, check: Check, row: int | None, column: int, cause: Message, remedy: Message) -> None:
        self._add(check, Severity.NOTE, row, column, cause, remedy)

    def _add(
        self, check: Check, severity: Severity, row: int | None, column: int, cause: Message, remedy: Message
    ) -> None:
        cell = "" if row is None else cell_name(row, column)
        self.findings.append(Finding(self.name, cell, severity, check, cause, remedy))


def attempt(page: Page, check: Check, row: int | None, read: Callable[[], T], column: int) -> T | None:
    """What ``read`` gives; None, and a finding at the cell, when it cannot be read."""
    try:
        return read()
    except AnsinhError as error:
        page.block(check, row, column, error.cause, error.remedy)
        return None


def text_of(value: CellValue) -> str:
    """As a person reads the cell: 42.0 is 42."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def is_figure(value: CellValue) -> bool:
    return text_of(value).lower() not in EMPTY

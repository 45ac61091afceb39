from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Language, Message
from ansinh.kernel.language import message as _


class Severity(StrEnum):
    BLOCKS = "blocks"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """Something about a cell. ``cell`` as a spreadsheet names it; empty for the whole sheet, sheet too for the file."""

    sheet: str
    cell: str
    severity: Severity
    cause: Message
    remedy: Message

    @property
    def place(self) -> str:
        return "!".join(part for part in (self.sheet, self.cell) if part)

    def text(self, language: Language | None = None) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.cause.text(language)} {self.remedy.text(language)}"


class WorkbookError(InputError):
    """The file is not a workbook that can be read: wrong kind, cut off, too large."""


class FindingsError(InputError):
    """The workbook was read, and some of its cells keep it from being recorded; ``findings`` names each."""

    def __init__(self, file_name: str, findings: Sequence[Finding]) -> None:
        blocking = [finding for finding in findings if finding.severity is Severity.BLOCKS]
        super().__init__(
            _("{file} was not recorded; cells to mend: {count}.", file=file_name, count=len(blocking)),
            _("Mend the cells named and import the file again."),
        )
        self.findings = tuple(findings)

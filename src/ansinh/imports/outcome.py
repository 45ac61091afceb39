"""What reading a workbook gives, whatever its layout, and why one is not recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ansinh.imports.errors import Finding, Severity
from ansinh.imports.files.received import WorkbookFile
from ansinh.imports.files.sheets import Workbook
from ansinh.imports.layout.answers import Question
from ansinh.kernel.errors import ConflictError, InputError
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import NewFact
from ansinh.places.models import Unit


@dataclass(frozen=True)
class Reading:
    """What a workbook says. ``unit`` and ``reported_on`` are those of all its sheets; None where it does not say.

    ``questions``: what it leaves open; nothing is recorded before they are answered. ``headers``: the words of its
    tables, by which a layout is known again; empty for the form. ``sheets_read``: how many sheets hold figures.
    """

    unit: Unit | None
    reported_on: date | None
    document: str
    sheets: tuple[str, ...]
    facts: tuple[NewFact, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...] = ()
    headers: tuple[str, ...] = ()
    sheets_read: int = 0
    lines: frozenset[str] = frozenset()
    """What an answer about a line may name: headers and labels (`answers.line_key`), column letters, row numbers."""
    lettered: Mapping[str, str] = field(default_factory=dict)
    """Column letter → header: an answer about a letter holds for the header, wherever it stands next month."""

    @property
    def blocked(self) -> bool:
        return any(finding.severity is Severity.BLOCKS for finding in self.findings)


class FindingsError(InputError):
    """The workbook was read, and some of its cells keep it from being recorded; ``findings`` names each. ``workbook``
    and ``file``: as read, for a marked copy."""

    def __init__(self, file: WorkbookFile, workbook: Workbook, findings: Sequence[Finding]) -> None:
        blocking = [finding for finding in findings if finding.severity is Severity.BLOCKS]
        super().__init__(
            _("{file} was not recorded; cells to mend: {count}.", file=file.name, count=len(blocking)),
            _("Mend the cells named and import the file again."),
        )
        self.findings = tuple(findings)
        self.file, self.workbook = file, workbook


class QuestionsError(InputError):
    """The file leaves something open: ``questions``. ``findings``: what was found meanwhile."""

    def __init__(self, file_name: str, questions: Sequence[Question], findings: Sequence[Finding]) -> None:
        super().__init__(
            _("{file} leaves something open; questions: {count}.", file=file_name, count=len(questions)),
            _("Answer as shown. What is answered about columns, rows and measures is kept for the sender's next file."),
        )
        self.questions, self.findings = tuple(questions), tuple(findings)


class NothingNewError(ConflictError):
    def __init__(self, file_name: str, count: int) -> None:
        super().__init__(
            _("All figures of {file} are approved already, just so: {count}.", file=file_name, count=count),
            _("Nothing was added."),
        )


class AnswerUnfitError(InputError):
    """An answer about nothing in the file, or with no meaning."""

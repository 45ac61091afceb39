import re
from dataclasses import dataclass
from enum import StrEnum

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Language, Message


class Severity(StrEnum):
    """``blocks``: cannot be recorded. ``explain``: can be true, but nobody approves it without an explanation."""

    BLOCKS = "blocks"
    EXPLAIN = "explain"
    NOTE = "note"


class Check(StrEnum):
    """What was looked at when something was found; docs/reference/findings.md says what each means."""

    # What the sheet is about
    HEAD = "head"
    LAYOUT = "layout"
    INDICATOR = "indicator"
    MEASURE = "measure"
    PERIOD = "period"
    SHEET_PASSED_OVER = "sheet-passed-over"
    # Units
    UNIT_UNKNOWN = "unit-unknown"
    UNIT_AMBIGUOUS = "unit-ambiguous"
    UNIT_ELSEWHERE = "unit-elsewhere"
    UNIT_NAME = "unit-name"
    UNIT_FORMER = "unit-former"
    DUPLICATE = "duplicate"
    # One cell
    NUMBER = "number"
    NUMBER_AMBIGUOUS = "number-ambiguous"
    NUMBER_STYLE = "number-style"
    NUMBER_AS_DATE = "number-as-date"
    FORMULA = "formula"
    FORMULA_STALE = "formula-stale"
    NOT_WHOLE = "not-whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too-large"
    PERCENT = "percent"
    ROUNDED = "rounded"
    # Figures of the file beside each other
    TOTAL = "total"
    SUM = "sum"
    DERIVED = "derived"
    AT_MOST = "at-most"
    EARLIER = "earlier"
    # Figures beside what the ledger holds
    FALLING = "falling"
    UNIT_SLIP = "unit-slip"
    OUTLIER = "outlier"
    OVER_ALL = "over-all"
    PLAN_EXCEEDED = "plan-exceeded"
    SAME_AS_BEFORE = "same-as-before"
    APPROVED_DIFFERS = "approved-differs"
    APPROVED_EQUAL = "approved-equal"
    WAITING = "waiting"
    # The file
    HIDDEN = "hidden"
    LEGACY_FONT = "legacy-font"
    EXTERNAL_LINK = "external-link"


@dataclass(frozen=True)
class Finding:
    """Something about a cell. ``cell`` as a spreadsheet names it; empty for the whole sheet, sheet too for the file."""

    sheet: str
    cell: str
    severity: Severity
    check: Check
    cause: Message
    remedy: Message

    @property
    def place(self) -> str:
        return "!".join(part for part in (self.sheet, self.cell) if part)

    def text(self, language: Language | None = None) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.cause.text(language)} {self.remedy.text(language)}"


_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]*)")


def cell_position(name: str) -> tuple[int, int]:
    """D12 → (11, 3); both count from zero. The other way: ``ledger.reads.cell_name``."""
    match = _CELL.fullmatch(name)
    if match is None:
        raise ValueError(f"{name!r} is no cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


class WorkbookError(InputError):
    """The file is not a workbook that can be read: wrong kind, cut off, too large."""

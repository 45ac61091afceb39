"""What is written on which cell: findings gathered by cell, and the words of the comment."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from ansinh.imports.errors import Finding, Severity, cell_position
from ansinh.imports.files.sheets import Cell, Span
from ansinh.kernel.cells import cell_name
from ansinh.kernel.language import LANGUAGES, Language, Message
from ansinh.kernel.language import message as _

AUTHOR = "Ansinh"
SEPARATOR = "── Ansinh ──"
"""The first line of every comment of ours. Tells it from the sender's own on the same cell, and tells it to be ours
when the copy comes back: LibreOffice does not keep the author."""

COLOURS = {Severity.BLOCKS: "EE8F87", Severity.EXPLAIN: "FFCF67", Severity.NOTE: "DCEBFB"}
"""RRGGBB; in grey 170, 209 and 232 of 255. Odd enough to be known again as ours in a copy that comes back."""

MOST_CELLS = 2_000  # marked on one sheet
MOST_MERGED = 5_000  # rectangles of one sheet that are looked at
MOST_IN_A_COMMENT = 20  # findings; a comment holds at most 32,767 characters
MOST_CHARACTERS = 1_200  # of one cause or remedy, which may quote what stands in a cell
LAST_ROW, LAST_COLUMN = 2**20 - 1, 2**14 - 1

_SEVERITIES = {
    Severity.BLOCKS: _("CANNOT BE RECORDED"),
    Severity.EXPLAIN: _("NEEDS AN EXPLANATION"),
    Severity.NOTE: _("NOTE"),
}
_RANK = {severity: rank for rank, severity in enumerate(_SEVERITIES)}
# What XML cannot hold: controls, halves of surrogate pairs, non-characters.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class CannotMarkInPlace(Exception):  # noqa: N818 (no fault of anybody's: the copy is then rebuilt)
    """The file uses something that cannot be changed without risk to the rest of it."""


@dataclass(frozen=True)
class Mark:
    """A cell's colour and comment. ``text``: SEPARATOR, then printable characters and line ends;
    empty where the cell takes no comment."""

    severity: Severity
    text: str


@dataclass
class SheetFindings:
    """``cells`` at most MOST_CELLS; ``left_off``: cells beyond them. ``whole``: about no one cell."""

    name: str
    cells: dict[Cell, list[Finding]] = field(default_factory=dict)
    whole: list[Finding] = field(default_factory=list)
    left_off: int = 0

    def marks(
        self, language: Language, anchor: Callable[[Cell], Cell], closed: Set[Cell] = frozenset()
    ) -> dict[Cell, Mark]:
        """``anchor``: the cell that shows what is written on another (merged cells). ``closed``: cells that take no
        comment of ours; they are coloured, and what would stand there stands with what is about the whole sheet."""
        gathered: dict[Cell, list[Finding]] = {}
        elsewhere = list(self.whole)
        for cell, findings in self.cells.items():
            shown = anchor(cell)
            gathered.setdefault(shown, []).extend(findings)
            if shown in closed:
                elsewhere += findings
        marks = {cell: self._mark(cell, found, language) for cell, found in gathered.items() if cell not in closed}
        marks |= {cell: Mark(_worst(found), "") for cell, found in gathered.items() if cell in closed}
        if elsewhere or self.left_off:
            corner = next(cell for cell in map(anchor, _first_row()) if cell not in closed)
            marks[corner] = self._mark(corner, [*gathered.get(corner, ()), *elsewhere], language, self.left_off)
        return dict(sorted(marks.items()))

    def _mark(self, cell: Cell, findings: Sequence[Finding], language: Language, left_off: int = 0) -> Mark:
        order = [language, *(other for other in LANGUAGES if other != language)]
        ranked = sorted(findings, key=lambda finding: _RANK[finding.severity])
        texts = (self._text(cell, ranked, left_off, one) for one in order)
        return Mark(_worst(findings), f"{SEPARATOR}\n" + "\n\n".join(texts))

    def _text(self, cell: Cell, findings: Sequence[Finding], left_off: int, language: Language) -> str:
        lines = []
        for number, finding in enumerate(findings[:MOST_IN_A_COMMENT], 1):
            counted = f"{number}. " if len(findings) > 1 else ""
            place = self._place(cell, finding, language)
            lines.append(
                f"{counted}{_SEVERITIES[finding.severity].text(language)} – {place}{_safe(finding.cause, language)}"
            )
            lines.append(f"→ {_safe(finding.remedy, language)}")
        if len(findings) > MOST_IN_A_COMMENT:
            more = len(findings) - MOST_IN_A_COMMENT
            lines.append(_("Further findings here: {count}.", count=more).text(language))
        if left_off:
            lines.append(_("Further cells with findings, not marked: {count}.", count=left_off).text(language))
        return "\n".join(lines)

    def _place(self, cell: Cell, finding: Finding, language: Language) -> str:
        """Empty where the comment stands on the very cell."""
        if not finding.sheet:
            return _("The whole file: ").text(language)
        if finding.sheet != self.name:
            return f"{_clean(finding.place)}: "
        if not finding.cell:
            return _("The whole sheet: ").text(language)
        return "" if finding.cell == cell_name(*cell) else f"{_clean(finding.cell)}: "


def by_sheet(findings: Iterable[Finding], names: Sequence[str], first: str) -> dict[str, SheetFindings]:
    """``names``: the sheets that can be marked; what is about none of them goes to ``first``."""
    sheets = {name: SheetFindings(name) for name in names}
    known = {unicodedata.normalize("NFC", name): name for name in names} | {name: name for name in names}
    for finding in findings:
        name = known.get(finding.sheet) or known.get(unicodedata.normalize("NFC", finding.sheet))
        cell = _cell(finding) if name else None
        if name and cell:
            sheets[name].cells.setdefault(cell, []).append(finding)
        else:
            sheets[name or first].whole.append(finding)
    for sheet in sheets.values():
        _limit(sheet)
    return sheets


def anchors(merged: Iterable[Span]) -> Callable[[Cell], Cell]:
    """The cell that shows: a merged rectangle's first."""
    spans = [span for span in merged if (span.top, span.left) != (span.bottom, span.right)][:MOST_MERGED]

    def anchor(cell: Cell) -> Cell:
        row, column = cell
        for span in spans:
            if span.top <= row <= span.bottom and span.left <= column <= span.right:
                return span.top, span.left
        return cell

    return anchor


def _limit(sheet: SheetFindings) -> None:
    if len(sheet.cells) > MOST_CELLS:
        ranked = sorted(sheet.cells, key=lambda cell: (_RANK[_worst(sheet.cells[cell])], cell))
        for cell in ranked[MOST_CELLS:]:
            del sheet.cells[cell]
        sheet.left_off = len(ranked) - MOST_CELLS


def _cell(finding: Finding) -> Cell | None:
    """None for the whole sheet, and for a cell that no sheet has."""
    try:
        row, column = cell_position(finding.cell)
    except ValueError:
        return None
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def _worst(findings: Sequence[Finding]) -> Severity:
    return min((finding.severity for finding in findings), key=_RANK.__getitem__, default=Severity.NOTE)


def _first_row() -> Iterator[Cell]:
    return ((0, column) for column in range(LAST_COLUMN + 1))


def _safe(message: Message, language: Language) -> str:
    text = _clean(message.text(language))
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "…"


def _clean(text: str) -> str:
    return " ".join(_UNSAFE.sub(" ", text).split())

"""What is found: which part of the document, where, what it is and what the form wants, by which clause."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ansinh.documents.lint.elements import MEASURES, NAMES, Part
from ansinh.documents.lint.written import Where
from ansinh.kernel.language import Language, Message, Speaks, current_language
from ansinh.kernel.language import message as _

_LONGEST_START = 48  # letters of a text shown to find it by


class Severity(StrEnum):
    """``note``: not against the form: room left to be filled in, or practice that no rule prescribes."""

    WRONG = "wrong"
    NOT_FOUND = "not found"
    NOTE = "note"


SEVERITIES: dict[Severity, Message] = {
    Severity.WRONG: _("wrong"),
    Severity.NOT_FOUND: _("not found"),
    Severity.NOTE: _("note"),
}


@dataclass(frozen=True)
class Length:
    """13 pt, 12,7 mm: with a decimal comma in Vietnamese."""

    values: tuple[float, ...]
    unit: str

    def text(self, language: Language | None = None) -> str:
        amounts = "–".join(f"{value:.4g}" for value in dict.fromkeys(self.values))
        if (language or current_language()) == "vi":
            amounts = amounts.replace(".", ",")
        return f"{amounts} {self.unit}".rstrip()


@dataclass(frozen=True)
class Finding:
    """``times``: how often the same was found; ``where`` is the first place."""

    part: Part
    measure: str
    severity: Severity
    where: Where
    found: Speaks | str
    wanted: Speaks | str
    clause: Speaks
    times: int = 1

    @property
    def rule(self) -> str:
        """ "motto.size": by which programs tell findings apart."""
        return f"{self.part}.{self.measure}"

    @property
    def about(self) -> Message:
        return _("{part}: {measure}", part=NAMES[self.part], measure=MEASURES[self.measure])

    @property
    def place(self) -> Message:
        return place(self.where)


def place(where: Where) -> Message:
    start = where.start if len(where.start) <= _LONGEST_START else where.start[:_LONGEST_START].rstrip() + "…"
    start = " ".join(start.split())
    if where.margin:
        return _("section {section}, page margin: {start}", section=where.section, start=start)
    if where.row:
        return _(
            "table {table}, row {row}, cell {cell}: {start}",
            table=where.table,
            row=where.row,
            cell=where.cell,
            start=start,
        )
    if where.table:
        return _("table {table}", table=where.table)
    if start:
        return _("“{start}”", start=start)
    if where.section:
        return _("section {section}", section=where.section)
    return _("the document")


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same fault found many times is told once, at its first place."""
    first: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        found, wanted = (said if isinstance(said, str) else said.text("en") for said in (one.found, one.wanted))
        key = (one.rule, found if len(found) < _LONGEST_START else "", wanted)
        first[key] = replace(first[key], times=first[key].times + one.times) if key in first else one
    return tuple(first.values())

"""The lines that could not be taken into a snapshot, as they are kept beside it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.sql import Statement
from ansinh.registers.schema import COLUMNS, REASONS, RegisterName, word
from ansinh.registers.snapshots.store import Snapshot


class NoReasonError(InputError):
    def __init__(self, reason: str, known: Sequence[str]) -> None:
        super().__init__(
            _("There is no reason “{reason}”.", reason=reason), _("Choose one of: {known}.", known=", ".join(known))
        )


class RejectedLine(NamedTuple):
    """As layout.REJECTED. ``row``: heading → what stood there; of a broken line its text."""

    register: RegisterName
    source: int
    line: int
    reason: str
    field: str
    row: dict[str, object] | str

    @property
    def value(self) -> str:
        """What stands in the column that the reason is about; of a broken line nothing."""
        cells = self.row if isinstance(self.row, dict) else {}
        headings = _headings(self.register, self.field)
        value = next((value for heading, value in cells.items() if word(heading) in headings), None)
        return "" if value is None else str(value)

    @property
    def meaning(self) -> str:
        """Of the reason: its code, where an older program gave one that this one does not."""
        return str(REASONS.get(self.reason, self.reason))

    @property
    def text(self) -> str:
        """The whole line."""
        return self.row if isinstance(self.row, str) else json.dumps(self.row, ensure_ascii=False)


def rejected_lines(snapshot: Snapshot, reason: str | None = None, *, temp: Path | None = None) -> list[RejectedLine]:
    """By file and line: of this snapshot alone, not of the chain. ``temp``: where DuckDB may spill. Raises
    NoReasonError for a reason that neither this program nor the one that loaded the register gives."""
    known = _reasons(snapshot)
    if reason is not None and reason not in known:
        raise NoReasonError(reason, known)
    duck = DuckEngine(snapshot, temp=temp)
    try:
        found: list[Any] = duck.fetch(_statement(len(snapshot.chain()) - 1, reason))
    finally:
        duck.close()
    return [RejectedLine._make((*line[:-1], json.loads(line[-1]))) for line in found]


def _statement(link: int, reason: str | None) -> Statement:
    asked = "" if reason is None else "AND reason = '{}'".format(reason.replace("'", "''"))
    return Statement(
        f"""
        SELECT register, CAST(source AS INTEGER) AS source, line, reason, field, "row" FROM rejected
        WHERE link = {link} {asked} ORDER BY source, line, field
        """,
        ("rejected",),
    )


def _reasons(snapshot: Snapshot) -> list[str]:
    """An older program may have given some that this one does not."""
    counts = snapshot.description["ansinh"]["counts"]["rejected"].values()
    return list(dict.fromkeys((*REASONS, *(code for of_list in counts for code in of_list))))


def _headings(register: RegisterName, field: str) -> set[str]:
    columns = (one for one in COLUMNS[register] if one.name == field)
    return {word(text) for column in columns for text in (column.name, *column.headings)}

"""`ansinh register rejected`: the lines that could not be taken, and why."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, format_option
from ansinh.cli.registers.asking import SNAPSHOT, registers
from ansinh.cli.registers.files import EXPORT, check_name, hand_out
from ansinh.cli.registers.identifying import PURPOSE, check_purpose, said_of, shown_openly
from ansinh.cli.registers.sheets import Cell, Column, Sheet
from ansinh.cli.registers.units import TOP
from ansinh.cli.registers.words import list_word
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.registers.masking import masked_household
from ansinh.registers.schema import COLUMNS as COLUMNS_OF
from ansinh.registers.schema import REASONS, REGISTERS, word
from ansinh.registers.snapshots.store import Snapshot
from ansinh.reviews.purposes import Seen

IMPERSONAL = {"commune", "group", "scheme", "benefit", "valid_from", "valid_to", "issued_in", "status", "sex"}
COLUMNS = (
    Column("list", _("List"), width=18),
    Column("file", _("File"), width=30),
    Column("line", _("Line"), right=True, width=8),
    Column("reason", _("Code"), width=18, on_screen=False),
    Column("meaning", _("Why it was not taken"), width=50),
    Column("field", _("Column"), width=14),
    Column("value", _("What stands there"), width=20),
    Column("row", _("The whole line"), width=80, on_screen=False),
)


@command("rejected", _("The lines that were not taken into a register, each with the reason."))
@SNAPSHOT
@option("--reason", metavar="CODE", says=_("Only of this reason: `ansinh register reasons` lists them."))
@PURPOSE
@TOP
@EXPORT
@format_option(TABLE, JSON, CSV)
def rejected(
    snapshot: str | None,
    reason: str | None,
    purpose: str | None,
    by: str | None,
    top: int,
    export: Path | None,
    form: str,
) -> None:
    ready()
    if export:
        check_name(export)
    check_purpose(purpose, by)
    asked = registers().snapshot(snapshot)
    lines = list(_lines(asked, reason))
    is_open = shown_openly(purpose, by, Seen("rejected", asked.name, persons=len(lines)))
    files = [one["name"] for one in asked.description["ansinh"]["sources"]]
    sheet = Sheet(
        columns=COLUMNS,
        rows=[_cells(line, files, is_open=is_open) for line in lines],
        title=_("Lines that were not taken into register {name}", name=asked.name),
        notes=[said_of(is_open)],
        empty=_("Every line was taken into register {name}.", name=asked.name),
        facts={"snapshot": asked.name, "masked": not is_open},
    )
    if not is_open:
        sheet = sheet.only(lambda column: column.name != "row")
    hand_out(sheet, form, top=top, export=export)


class Line(NamedTuple):
    """As layout.REJECTED. ``row``: column → what stood there."""

    register: str
    source: int
    line: int
    reason: str
    field: str
    row: dict[str, object]


def _lines(snapshot: Snapshot, reason: str | None) -> Iterator[Line]:
    """By file and line. Raises InputError for a reason that there is not."""
    if reason is not None and reason not in REASONS:
        raise InputError(
            _("There is no reason “{reason}”.", reason=reason), _("Choose one of: {known}.", known=", ".join(REASONS))
        )
    files = snapshot.directory / "rejected"
    if not any(files.glob("*.parquet")):
        return
    query = """
        SELECT register, CAST(source AS INTEGER) AS source, line, reason, field, "row" FROM read_parquet($files)
        WHERE $reason IS NULL OR reason = $reason ORDER BY source, line, field
    """
    with duckdb.connect() as connection:
        found = connection.execute(query, {"files": str(files / "*.parquet"), "reason": reason})
        while lines := found.fetchmany(10_000):
            yield from (Line._make((*line[:-1], json.loads(line[-1]))) for line in lines)


def _cells(line: Line, files: Sequence[str], *, is_open: bool) -> tuple[Cell, ...]:
    return (
        list_word(line.register),
        files[line.source],
        line.line,
        line.reason,
        str(REASONS[line.reason]),
        line.field,
        _value(line, is_open=is_open),
        json.dumps(line.row, ensure_ascii=False) if is_open else "",
    )


def _value(line: Line, *, is_open: bool) -> str:
    """What stands in the column that the reason is about; of what may identify somebody, its end at most."""
    headings = _headings(line.register, line.field)
    value = next((value for heading, value in line.row.items() if word(heading) in headings), None)
    said = "" if value is None else str(value)
    return said if is_open or line.field in IMPERSONAL else masked_household(said)


def _headings(register: str, field: str) -> set[str]:
    columns = (one for name in REGISTERS if name == register for one in COLUMNS_OF[name] if one.name == field)
    return {word(text) for column in columns for text in (column.name, *column.headings)}

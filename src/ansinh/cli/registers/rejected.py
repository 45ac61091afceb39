"""`ansinh register rejected`: the lines that could not be taken, and why."""

from collections.abc import Sequence
from pathlib import Path

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, format_option
from ansinh.cli.registers.asking import SNAPSHOT, registers
from ansinh.cli.registers.files import EXPORT, check_name, hand_out
from ansinh.cli.registers.identifying import PURPOSE, check_purpose, said_of, shown_openly
from ansinh.cli.registers.sheets import Cell, Column, Sheet, Word
from ansinh.cli.registers.temporary import temporary
from ansinh.cli.registers.units import TOP
from ansinh.cli.registers.words import list_word
from ansinh.kernel.language import message as _
from ansinh.registers.loading.headings import columns_called
from ansinh.registers.masking import masked_cell
from ansinh.registers.snapshots.rejected import RejectedLine, rejected_lines
from ansinh.reviews.purposes import Seen

COLUMNS = (
    Column("list", _("List"), width=18),
    Column("file", _("File"), width=30),
    Column("line", _("Line"), right=True, width=8),
    Column("reason", _("Code"), width=18, on_screen=False),
    Column("meaning", _("Why it was not taken"), width=50),
    Column("field", _("Column"), width=24),
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
    with temporary(registers()) as temp:
        lines = rejected_lines(asked, reason, temp=temp)
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


def _cells(line: RejectedLine, files: Sequence[str], *, is_open: bool) -> tuple[Cell, ...]:
    return (
        list_word(line.register),
        files[line.source],
        line.line,
        line.reason,
        line.meaning,
        Word(line.field, columns_called(line.register, [line.field]) if line.field else ""),
        line.value if is_open else masked_cell(line.field, line.value),
        line.text if is_open else "",
    )

"""Make the report of a unit or a cluster: on the screen, or as JSON, Word and PDF."""

from pathlib import Path

import click
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.comparisons import BOUNDARIES, PERIOD, read_bases, read_boundaries
from ansinh.cli.installation import ready
from ansinh.cli.output import Heading, print_table, say
from ansinh.cli.scope import SCOPE, read_scope
from ansinh.compare.bases import IN_TIME
from ansinh.documents.tree import Document, Paragraph, Table, printed_unit
from ansinh.documents.tree import Heading as DocumentHeading
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.places.finding import find_unit
from ansinh.reports.actions import Format, make_report
from ansinh.reports.content import ReportContent
from ansinh.reports.gather import gather
from ansinh.reports.layout import lay_out


@command("report", _("Make the report of a unit or a cluster for a period."))
@click.argument("unit")
@PERIOD
@option(
    "--against",
    metavar="LIST",
    says=_("What with: same-period, end:2015, …; what there is data for when not given."),
)
@BOUNDARIES
@SCOPE
@option(
    "--format",
    "formats",
    metavar="LIST",
    says=_("Files to write: json, docx, pdf, separated by commas. Not given: all three with -o, else on the screen."),
)
@option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), says=_("Directory for the files."))
def report(
    unit: str,
    period: str,
    against: str | None,
    boundaries: str | None,
    formats: str | None,
    output: Path | None,
    **scope: str | bool | None,
) -> None:
    ready()
    asked = Period.parse(period)
    bases = read_bases(against) if against else None
    for base in bases or ():
        if base.kind not in IN_TIME:
            raise InputError(
                _("A report compares in time: it cannot be made {base}.", base=base),
                _("Plan and threshold are in every report that has them; leave them out of --against."),
            )
    wanted = _formats(formats) if formats else list(Format)
    on = read_boundaries(boundaries)
    found = find_unit(unit, on.on(asked.end))
    made_at = timezone.localtime()
    content = gather(found, asked, read_scope(scope), made_at=made_at, against=bases, boundaries=on)
    if output is None and formats is None:
        print_report(content)
        return
    for path in make_report(content, wanted, output or Path(), language=current_language()):
        say(path)


def _formats(text: str) -> list[Format]:
    wanted = [one.strip().lower() for one in text.split(",") if one.strip()]
    unknown = [one for one in wanted if one not in set(Format)]
    if unknown or not wanted:
        raise InputError(
            _("“{text}” is not a list of formats.", text=text),
            _("Write one or more of: {formats}.", formats=", ".join(Format)),
        )
    return [Format(one) for one in wanted]


def print_report(content: ReportContent) -> None:
    """Its sentences and tables; the charts are for paper."""
    document = lay_out(content, current_language())
    print_document(document)


def print_document(document: Document) -> None:
    if document.banner:
        say(f"*** {document.banner} ***\n")
    say(f"{document.printed_title}: {document.subtitle}\n")
    for block in document.blocks:
        match block:
            case DocumentHeading():
                say(f"{block.text}\n")
            case Paragraph():
                say("".join(inline.text for inline in block.inlines))
            case Table():
                say("")
                _print_table(block)
    say(document.footnote or "")


def _print_table(table: Table) -> None:
    headings = [
        Heading(f"{column.title} {printed_unit(column)}".strip(), right=column.align == "right")
        for column in table.columns
    ]
    rows = [["".join(inline.text for inline in cell) for cell in row.cells] for row in table.rows]
    print_table(headings, rows, title=table.caption)
    for note in table.notes:
        say(f"{note}\n")

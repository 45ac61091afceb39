"""Make the report of a unit or a cluster: on the screen, or as JSON, Word, PDF and Excel."""

import sys
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import Heading, format_option, print_rows, print_table, say
from ansinh.cli.reports.recipes import RECIPE, read_recipe
from ansinh.documents.tree import Document, Paragraph, Picture, Table, printed_unit
from ansinh.documents.tree import Heading as DocumentHeading
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.reports.claims.documents import contradicted_claims
from ansinh.reports.making import Composed, Format, compose, make_report
from ansinh.reports.outlines.reading import outlines


@command("make", _("Make the report of a unit or a cluster for a period."))
@click.argument("unit")
@RECIPE
@option(
    "--format",
    "formats",
    metavar="LIST",
    says=_("Files to write: json, docx, pdf, xlsx, separated by commas. Not given: all with -o, else on the screen."),
)
@option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), says=_("Directory for the files."))
def make(unit: str, formats: str | None, output: Path | None, **options: Any) -> None:
    ready()
    recipe = read_recipe(unit, options)
    wanted = read_formats(formats) if formats else list(Format)
    made_at = timezone.localtime()
    if output is None and formats is None:
        composed = compose(recipe, made_at)
        print_document(composed.document)
    else:
        made = make_report(recipe, wanted, output or Path(), made_at=made_at)
        composed = made.composed
        for path in made.paths:
            say(path)
    warn(composed)


@command("outlines", _("List the kinds of report, their sections and when they are in force."))
@format_option("table", "json", "csv")
def list_outlines(form: str) -> None:
    rows = [
        [
            outline.id,
            outline.name.text(),
            outline.valid_from.isoformat(),
            outline.valid_to.isoformat() if outline.valid_to else "",
            ", ".join(section.id for section in outline.all_sections()),
        ]
        for outline in outlines()
    ]
    headings = (_("Outline"), _("Name"), _("From"), _("To"), _("Sections"))
    print_rows(form, ("id", "name", "from", "to", "sections"), headings, rows)


def read_formats(text: str) -> list[Format]:
    wanted = [one.strip().lower() for one in text.split(",") if one.strip()]
    unknown = [one for one in wanted if one not in set(Format)]
    if unknown or not wanted:
        raise InputError(
            _("“{text}” is not a list of formats.", text=text),
            _("Write one or more of: {formats}.", formats=", ".join(Format)),
        )
    return [Format(one) for one in wanted]


def warn(composed: Composed) -> None:
    """For the officer, not for the file: what nobody wrote yet, and what the text claims against the figures."""
    empty = composed.empty_sections
    if empty:
        sections = "; ".join(f"{name} ({heading})" for name, heading in empty.items())
        message = _("Left out, because nothing is in them: {sections}. Write them in --text.", sections=sections)
        sys.stderr.write(f"{message}\n")
    for claim in contradicted_claims(composed.document, composed.content):
        sys.stderr.write(f"{_('Contradicted: “{words}”. {why}', words=claim.words, why=claim.message)}\n")


def print_document(document: Document) -> None:
    """Its words and tables; the charts are for paper."""
    if document.banner:
        say(f"*** {document.banner} ***\n")
    say(f"{document.printed_kind}\n{document.subject}\n")
    for block in document.all_blocks():
        match block:
            case DocumentHeading():
                say(f"\n{block.number} {block.text}")
            case Paragraph():
                dash = "- " if block.style == "bullet" else ""
                say(dash + "".join(inline.text for inline in block.inlines))
            case Table():
                say("")
                _print_table(block)
            case Picture():
                pass


def _print_table(table: Table) -> None:
    headings = [
        Heading(
            " ".join(filter(None, (column.group, column.title, printed_unit(column)))), right=column.align == "right"
        )
        for column in table.columns
    ]
    rows = [["".join(inline.text for inline in cell) for cell in row.cells] for row in table.rows]
    print_table(headings, rows, title=table.title)
    for note in table.notes:
        say(note)

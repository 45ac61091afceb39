"""The archive of issued reports: listed, taken out byte for byte, made again."""

from collections.abc import Sequence
from pathlib import Path

import click
from django.conf import settings
from django.utils import timezone

from ansinh.cli.bilingual import command
from ansinh.cli.exit_codes import DONE, FAULTS_FOUND
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_rows, print_table, say
from ansinh.cli.reports.issue import OUTPUT
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import MISSING
from ansinh.kernel.periods import short_date
from ansinh.reports.archive import Differing, issues, make_again, take_out, write_out
from ansinh.reports.making import Format, render, write
from ansinh.reports.models import Issue
from ansinh.reports.naming import name_of
from ansinh.reports.records import Record, find_issue, find_record

NAMES = ("number", "day", "issuer", "unit", "period", "signer", "by", "since", "reference", "files")


@command("archive", _("List the issued reports, or take one out, byte for byte."))
@click.argument("issued", required=False)
@OUTPUT
@format_option(TABLE, JSON, CSV)
def archive(issued: str | None, output: Path | None, form: str) -> None:
    ready()
    if issued is None:
        _print_list(issues(), form)
        return
    row = find_issue(issued)
    if output is None:
        _print_list([row], form)
        return
    for path in write_out(take_out(row, settings.ENVIRONMENT.files), output):
        say(path)


def _print_list(rows: Sequence[Issue], form: str) -> None:
    headings = (
        _("Number"), _("Date"), _("Issuer"), _("Unit"), _("Period"), _("Signer"), _("By"), _("Archived"),
        _("Reference"), _("Files"),
    )  # fmt: skip
    if form == TABLE and not rows:
        say(_("No report has been issued yet: ansinh report issue UNIT --period P --number N --date D --signer NAME."))
        return
    print_rows(form, NAMES, headings, [_row(row, machine=form != TABLE) for row in rows])


def _row(row: Issue, *, machine: bool) -> tuple[str, ...]:
    since = timezone.localtime(row.recorded_at)
    record = Record(row.made)
    return (
        row.printed,
        row.day.isoformat() if machine else short_date(row.day),
        row.issuer,
        record.recipe.unit,
        record.recipe.period.iso if machine else record.recipe.period.text(),
        row.signer,
        row.actor,
        since.isoformat() if machine else f"{since:%Y-%m-%d %H:%M}",
        row.made.reference,
        ", ".join(f"{form}:{kept['sha256']}" if machine else form for form, kept in row.files.items()),
    )


@command("again", _("Make a report again as the ledger then stood; say whether all figures are equal."))
@click.argument("reference")
@OUTPUT
def again(reference: str, output: Path | None) -> int:
    ready()
    record = find_record(reference)
    made = make_again(record)
    if output:
        contents = {one: render(made.composed, one) for one in Format}
        for path in write(made.composed, contents, output):
            say(path)
    if not made.differing:
        say(_("{title}: made again, all {count} figures are equal.", title=record.title, count=made.figures))
        return DONE
    _print_differing(record, made.differing)
    said = _(
        "{title}: made again, {differing} of {count} figures differ.",
        title=record.title,
        differing=len(made.differing),
        count=made.figures,
    )
    say(said)
    return FAULTS_FOUND


def _print_differing(record: Record, differing: Sequence[Differing]) -> None:
    print_table(
        [Heading(str(_("Figure"))), Heading(str(_("Then")), right=True), Heading(str(_("Now")), right=True)],
        [(str(name_of(one.figure, record.recipe)), one.before or MISSING, one.after or MISSING) for one in differing],
    )

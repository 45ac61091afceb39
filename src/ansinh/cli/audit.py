"""The audit log: listed, handed out, verified."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import click
from django.utils import timezone

from ansinh.audit.chain import Entry, as_json, canonical
from ansinh.audit.exports import as_csv, as_json_lines
from ansinh.audit.reads import PAGE, Search, all_events, events
from ansinh.audit.reads import head as present_head
from ansinh.audit.verification import MOST_BREAKS, Break, Kind, Verified, read_head
from ansinh.audit.verification import verify as verify_log
from ansinh.cli.bilingual import Command, Group, command, option, options
from ansinh.cli.exit_codes import DONE, FAULTS_FOUND
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_json, print_table, say
from ansinh.cli.registers.files import private_file
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_number
from ansinh.kernel.periods import parse_date

JSON_LINES = "jsonl"
FILTERS = options(
    option("--actor", default="", metavar="NAME", says=_("Only what this person or program did.")),
    option("--action", default="", metavar="ACTION", says=_("Only this kind of act, or what begins so: submission.")),
    option("--subject", default="", metavar="TEXT", says=_("Only acts on this, for instance “submission 12”.")),
    option("--origin", default="", metavar="PLACE", says=_("Only from here: cli, or the address of a machine.")),
    option("--text", default="", metavar="TEXT", says=_("Only events in which this stands anywhere.")),
    option("--from", "first", metavar="DAY", says=_("From this day on.")),
    option("--to", "last", metavar="DAY", says=_("To the end of this day.")),
)


def read_search(first: str | None, last: str | None, **said: str) -> Search:
    search = Search(**said, first=parse_date(first) if first else None, last=parse_date(last) if last else None)
    if search.first and search.last and search.last < search.first:
        raise InputError(_("The last day is before the first."), _("Give --from the earlier day, --to the later one."))
    return search


@command("list", _("List events, the newest first."))
@FILTERS
@option("--before", type=click.IntRange(1), metavar="N", says=_("Only events numbered below N: the next page."))
@option("--limit", type=click.IntRange(1, 1000), default=PAGE, show_default=True, says=_("How many at most."))
@format_option(TABLE, JSON, CSV)
def list_events(before: int | None, limit: int, form: str, **said: str) -> None:
    ready()
    page = events(read_search(**said), before=before, size=limit)
    if form == JSON:
        print_json([as_json(entry) for entry in page.entries])
    elif form == CSV:
        _print(as_csv(page.entries))
    else:
        headings = (_("Number"), _("When"), _("By"), _("From where"), _("Act"), _("On what"), _("Details"))
        print_table([Heading(str(one)) for one in headings], [_row(entry) for entry in page.entries])
        if page.older:
            say(_("There are older ones: add --before {number}.", number=page.older))


def _row(entry: Entry) -> Sequence[str]:
    when = f"{timezone.localtime(entry.recorded_at):%Y-%m-%d %H:%M:%S}"
    return str(entry.number), when, entry.actor, entry.origin, entry.action, entry.subject, _said(entry)


def _said(entry: Entry) -> str:
    details = entry.details
    if isinstance(details, dict):
        details = {name: value for name, value in details.items() if value != ""}
    said = [canonical(details)] if details else []
    if entry.before is not None or entry.after is not None:
        said.append(f"{canonical(entry.before)} → {canonical(entry.after)}")
    return "\n".join(said)


@command("export", _("Write events out for other programs, the oldest first."))
@FILTERS
@option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), says=_("The file; else it is printed."))
@format_option(CSV, JSON_LINES)
def export(output: Path | None, form: str, **said: str) -> None:
    ready()
    found = all_events(read_search(**said))
    lines = as_json_lines(found) if form == JSON_LINES else as_csv(found)
    if output is None:
        _print(lines)
        return
    with private_file(output) as stream:
        stream.write(b"" if form == JSON_LINES else BOM_UTF8)  # by which Excel knows the letters
        for line in lines:
            stream.write(line.encode())
    say(_("The events are in {file}.", file=output))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line, nl=False)


@command("verify", _("Find events that were altered, removed or inserted."))
@option("--against", metavar="HEAD", says=_("A head that was written down: whether the log up to there is the same."))
def verify(against: str | None) -> int:
    ready()
    kept = read_head(against) if against else None
    found = verify_log(kept)
    if isinstance(found, Verified):
        say(_("The audit log is whole; events: {count}.", count=format_number(Decimal(found.head.number), 0)))
        say(_("Head: {head}", head=found.head))
        if kept is None:
            say(_("That none was cut off at the end, and not all written anew, only an earlier head shows: --against."))
        return DONE
    for one in found:
        say(_broken(one))
    if len(found) == MOST_BREAKS:
        say(_("There may be more; no more than {count} are listed.", count=MOST_BREAKS))
    return FAULTS_FOUND


def _broken(one: Break) -> Message:
    several = one.first != one.last
    match one.kind:
        case Kind.CONTRADICTED:
            return _("Event {number} is not the one whose head was kept: the log was written anew.", number=one.first)
        case Kind.ALTERED if several:
            return _("Events {first} to {last} were altered.", first=one.first, last=one.last)
        case Kind.ALTERED:
            return _("Event {number} was altered.", number=one.first)
        case Kind.REMOVED if several:
            return _("Events {first} to {last} were removed.", first=one.first, last=one.last)
        case Kind.REMOVED:
            return _("Event {number} was removed.", number=one.first)
        case Kind.INSERTED if several:
            return _("Events {first} to {last} were inserted.", first=one.first, last=one.last)
        case Kind.INSERTED:
            return _("Event {number} was inserted.", number=one.first)


@command("head", _("Print the number and hash of the last event, to be kept elsewhere."))
def head() -> None:
    ready()
    say(present_head())


AUDIT: list[Command] = [list_events, export, verify, head]
group = Group("audit", _("The audit log: who did what, and whether it is whole."), AUDIT)

"""`ansinh register snapshots | describe | rejected | reasons`: what was taken in, and what was not."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ansinh.cli.bilingual import command, option
from ansinh.cli.output import CSV, JSON, TABLE, format_option, print_json, say
from ansinh.cli.registers.asking import SNAPSHOT, registers
from ansinh.cli.registers.sheets import Cell, Column, Sheet, Word, print_sheet, printed
from ansinh.cli.registers.words import list_word
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.registers.schema import REASONS, WARNINGS
from ansinh.registers.snapshots.store import Snapshot

COUNTS = (
    Column("residents", _("Residents"), right=True),
    Column("spells", _("Spells"), right=True),
    Column("rejected", _("Not taken"), right=True),
    Column("warnings", _("Warnings"), right=True),
    Column("orphans", _("Without resident"), right=True),
)


@command("snapshots", _("List the registers that were loaded, and loads that did not come to their end."))
@option("--remove-leftovers", "removing", is_flag=True, says=_("Remove loads that did not come to their end."))
@format_option(TABLE, JSON, CSV)
def snapshots(removing: bool, form: str) -> None:
    store = registers()
    for leftover in store.leftovers() if removing else ():
        leftover.remove()
        say(_("Removed: {directory}.", directory=leftover.directory.name))
    found = store.ever_loaded()
    has_withdrawn = any(one.withdrawal for one in found)
    sheet = Sheet(
        columns=(
            Column("snapshot", _("Register"), width=14),
            Column("as_of", _("Day"), width=12),
            Column("changes", _("Changes"), width=14),
            *COUNTS,
            Column("state", _("State"), on_screen=has_withdrawn),
            Column("reason", _("Reason"), width=40, on_screen=has_withdrawn),
        ),
        rows=[(one.name, one.as_of, one.before or "", *_counts(one), *_state(one)) for one in found],
        empty=_("There is no register yet. Load one: ansinh register load --help, or try: ansinh register simulate."),
        facts={"leftovers": [one.directory.name for one in store.leftovers()]},
    )
    print_sheet(sheet, form)
    if form == TABLE and store.leftovers():
        say(
            _(
                "Loads that did not come to their end: {count}. The same command goes on where it was; "
                "--remove-leftovers removes them.",
                count=len(store.leftovers()),
            )
        )


def _state(snapshot: Snapshot) -> tuple[Word, str]:
    """Whether it can be asked; why not."""
    withdrawal = snapshot.withdrawal
    if withdrawal is None:
        return Word("in_use", ""), ""
    return Word("withdrawn", _("withdrawn {day}", day=short_date(withdrawal.day))), withdrawal.reason


def _counts(snapshot: Snapshot) -> tuple[int, ...]:
    counts = snapshot.description["ansinh"]["counts"]
    return (
        counts["residents"],
        counts["spells"],
        sum(together(counts["rejected"]).values()),
        sum(together(counts["warnings"]).values()),
        counts["orphans"],
    )


@command("describe", _("What a register holds: its day, sources, counts, what was strange, where it lies."))
@SNAPSHOT
@format_option(TABLE, JSON)
def describe(snapshot: str | None, form: str) -> None:
    found = registers().snapshot(snapshot)
    if form == JSON:
        print_json(found.description)
        return
    about = found.description["ansinh"]
    for label, text in _described(found):
        say(f"{label}: {text}")
    print_sheet(_sources(about), TABLE)
    for title, counts, meanings in (
        (_("Lines that were not taken"), about["counts"]["rejected"], REASONS),
        (_("Lines that were taken, and are strange"), about["counts"]["warnings"], WARNINGS),
    ):
        if together(counts):
            print_sheet(counted(title, counts, meanings), TABLE)


def _described(found: Snapshot) -> list[tuple[Message, str]]:
    counts = found.description["ansinh"]["counts"]
    whole = str(_("a whole list")) if found.before is None else str(_("changes of {before}", before=found.before))
    return [
        (_("Register"), f"{found.name} ({whole})"),
        (_("Day"), short_date(found.as_of)),
        (_("Residents"), printed(counts["residents"])),
        (_("Spells") if found.before is None else _("Spells in this change"), printed(counts["spells"])),
        (_("Spells of persons in no list of residents"), printed(counts["orphans"])),
        (_("Directory"), str(found.directory)),
    ]


def _sources(about: Mapping[str, Any]) -> Sheet:
    return Sheet(
        columns=(
            Column("file", _("File"), width=40),
            Column("register", _("List")),
            Column("rows", _("Lines"), right=True),
            Column("sha256", "SHA-256", width=70),
        ),
        rows=[(one["name"], list_word(one["register"]), one["rows"], one["sha256"][:12]) for one in about["sources"]],
        title=_("Sources"),
    )


def together(counts: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    """Of both lists, by reason or kind."""
    found: Counter[str] = Counter()
    for of_list in counts.values():
        found.update(of_list)
    return found


def counted(title: Message, counts: Mapping[str, Mapping[str, int]], meanings: Mapping[str, Message]) -> Sheet:
    """Lines by list and by reason or kind, the most frequent first."""
    found = [(count, name, code) for name, of_list in counts.items() for code, count in of_list.items()]
    return Sheet(
        columns=(
            Column("count", _("Lines"), right=True),
            Column("list", _("List")),
            Column("code", _("Code")),
            Column("meaning", _("What it means")),
        ),
        rows=[
            (count, list_word(name), code, str(meanings.get(code, code)))
            for count, name, code in sorted(found, key=lambda one: (-one[0], *one[1:]))
        ],
        title=title,
    )


@command("reasons", _("Why lines are not taken, and what is found strange in lines that are."))
@format_option(TABLE, JSON, CSV)
def reasons(form: str) -> None:
    rows: list[tuple[Cell, ...]] = [
        *((code, Word("rejected", _("not taken")), str(said)) for code, said in REASONS.items()),
        *((code, Word("warning", _("taken")), str(said)) for code, said in WARNINGS.items()),
    ]
    columns = (Column("code", _("Code")), Column("line", _("The line is")), Column("meaning", _("What it means")))
    print_sheet(Sheet(columns, rows), form)

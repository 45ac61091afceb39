"""`ansinh register load`: files → a register that is seen whole or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from django.utils import timezone

from ansinh.cli.bilingual import command, option, options
from ansinh.cli.installation import ready
from ansinh.cli.output import JSON, TABLE, format_option, print_json, say
from ansinh.cli.registers.asking import registers
from ansinh.cli.registers.given_lists import is_list, strange
from ansinh.cli.registers.own import own_groups
from ansinh.cli.registers.progress import Progress, progress
from ansinh.cli.registers.ranges import FloatRange
from ansinh.cli.registers.sheets import print_sheet, printed
from ansinh.cli.registers.snapshots import counted, together
from ansinh.cli.registers.temporary import temporary
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date, short_date
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit
from ansinh.registers.codes.dated import Evidence
from ansinh.registers.codes.groups import Group
from ansinh.registers.codes.persons import prefixes
from ansinh.registers.loading import Codes, Limits, Loaded, Source, load
from ansinh.registers.schema import REASONS, WARNINGS, RegisterName
from ansinh.registers.snapshots.store import Snapshot
from ansinh.reviews.areas import areas_on
from ansinh.reviews.lists.taking import Taken, take_lists

FILE = click.Path(path_type=Path, exists=True)
LIMITS = options(
    option(
        "--memory",
        type=FloatRange(0.5, 10_000),
        default=4.0,
        show_default=True,
        metavar="GB",
        says=_("Memory that it may take; more than that is put on the disk meanwhile."),
    ),
    option("--threads", type=click.IntRange(1, 1024), metavar="N", says=_("Processors to use; all when not given.")),
)
NOBODY_INSURED = _(
    "ATTENTION: no list of the insured was given, so that everybody counts as not insured. Run the same command again "
    "with --spells FILE; it makes another register, and that one is asked from then on."
)


def read_limits(memory: float, threads: int | None) -> Limits:
    return Limits(memory_gb=memory, threads=threads)


@command("load", _("Take in lists of residents and of the insured, as of a day; or what changed since a register."))
@option("--residents", multiple=True, type=FILE, says=_("A list of residents: Parquet (also a directory), CSV, Excel."))
@option("--spells", multiple=True, type=FILE, says=_("A list of the insured: cards, times of insurance; likewise."))
@option("--as-of", required=True, metavar="DATE", says=_("The day as of which the lists hold."))
@option(
    "--changes-to",
    metavar="REGISTER",
    says=_("The lists hold only what changed since this register: persons named are taken anew."),
)
@option("--within", "inside", metavar="UNIT", says=_("Where communes lie that lists call by name only."))
@LIMITS
@format_option(TABLE, JSON)
def load_files(
    residents: Sequence[Path],
    spells: Sequence[Path],
    as_of: str,
    changes_to: str | None,
    inside: str | None,
    memory: float,
    threads: int | None,
    form: str,
) -> None:
    ready()
    day = _past(as_of)
    before = registers().snapshot(changes_to) if changes_to else None
    within = find_unit(inside, day) if inside else None
    named: list[tuple[Path, RegisterName]] = [
        *((path, "residents") for path in residents),
        *((path, "spells") for path in spells),
    ]
    with progress() as shown, _sources(named, day, within, shown) as given:
        loaded = load(
            registers(),
            given.sources,
            as_of=day,
            areas=areas_on(day),
            codes=_codes(day),
            before=before,
            limits=read_limits(memory, threads),
            progress=lambda one: shown.show(one.stage, one.done, one.total),
        )
    if form == JSON:
        print_json({"snapshot": loaded.snapshot.name, "new": loaded.is_new, **loaded.counts})
    else:
        _report(loaded, given)
    if before is None and not spells:
        click.echo(NOBODY_INSURED, err=form == JSON)
    if inside and not given.names_communes:
        click.echo(_("--within {unit} was not needed: no list calls communes by name.", unit=inside), err=form == JSON)


def _past(written: str) -> date:
    day = parse_date(written)
    if day > timezone.localdate():
        raise InputError(
            _("Lists as of {day} cannot be there yet: that day is still to come.", day=short_date(day)),
            _("Mend --as-of; the day comes before the month."),
        )
    return day


@dataclass(frozen=True)
class Given:
    """``lists``: what was made of files of officers."""

    sources: tuple[Source, ...]
    lists: tuple[Taken, ...]

    @property
    def names_communes(self) -> bool:
        """It is not asked whether a workbook does; files that are loaded as they are have codes."""
        return any(one.source.register == "residents" for one in self.lists)


@contextmanager
def _sources(
    named: Sequence[tuple[Path, RegisterName]], day: date, within: Unit | None, shown: Progress
) -> Iterator[Given]:
    """Officers' lists are made plain in a directory that only this user may enter, and that goes with the block."""
    with temporary(registers()) as directory:
        sources, lists = [], []
        for path, register in named:
            if not is_list(path, register):
                sources.append(Source(path, register))
                continue
            shown.show(_("Reading {file}", file=path.name))
            for taken in take_lists(path, register, day=day, into=directory, within=within):
                sources.append(taken.source)
                lists.append(taken)
        yield Given(tuple(sources), tuple(lists))


def _codes(day: date) -> Codes:
    return Codes(
        groups={code: _digits(group) for code, group in own_groups(day).items()},
        prefixes=frozenset(prefixes().known()),
    )


def _digits(group: Group) -> frozenset[int]:
    """What is doubtful forbids nothing."""
    return frozenset() if group.benefits_evidence is Evidence.DOUBTFUL else frozenset(group.benefits)


def _report(loaded: Loaded, given: Given) -> None:
    snapshot = loaded.snapshot
    if not loaded.is_new:
        say(
            _(
                "These files are there already, as register {name}; nothing had to be done.",
                name=snapshot.name,
            )
        )
        return
    counts = snapshot.description["ansinh"]["counts"]
    say(
        _(
            "Register {name}, as of {day}: residents {residents}, times of insurance taken {spells}.",
            name=snapshot.name,
            day=short_date(snapshot.as_of),
            residents=printed(counts["residents"]),
            spells=printed(counts["spells"]),
        )
    )
    for taken in given.lists:
        for said in strange(taken):
            say(said)
    say_faults(snapshot)
    say(_("Next: ansinh register coverage {name}", name=snapshot.name))


def say_faults(snapshot: Snapshot) -> None:
    """What was not taken, and what is strange in what was."""
    counts = snapshot.description["ansinh"]["counts"]
    rejected = together(counts["rejected"]).total()
    if rejected:
        print_sheet(counted(_("Lines that were not taken"), counts["rejected"], REASONS), TABLE)
        say(_("They are kept: ansinh register rejected {name}", name=snapshot.name))
    if together(counts["warnings"]):
        print_sheet(counted(_("Lines that were taken, and are strange"), counts["warnings"], WARNINGS), TABLE)
    if counts["orphans"]:
        say(
            _(
                "Times of insurance of persons in no list of residents: {count}. They count nowhere.",
                count=printed(counts["orphans"]),
            )
        )

"""`ansinh register simulate`: two registers of invented persons, to try everything without a real one."""

import shlex
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import click
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import say
from ansinh.cli.registers.asking import place_of
from ansinh.cli.registers.loading import LIMITS, read_limits
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.ranges import FloatRange
from ansinh.cli.registers.sheets import printed
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date, short_date
from ansinh.registers.simulation.given import Simulated, Simulation
from ansinh.registers.simulation.simulator import simulate as make
from ansinh.reviews.areas import areas_on

CHANGES = 0.01


@command("simulate", _("Make two registers of invented persons, with the errors that real ones have, to try with."))
@option("--persons", type=click.IntRange(min=1), required=True, metavar="N", says=_("So many residents."))
@option("--seed", type=int, default=1, show_default=True, metavar="N", says=_("Another number gives other persons."))
@option("--province", metavar="UNIT", says=_("Where they live: a province or commune; the whole country."))
@option(
    "--as-of",
    metavar="DATE",
    says=_("Day of the lists; when not given the last day of last month, or so many --months before it."),
)
@option("--months", type=click.IntRange(0, 120), default=0, metavar="N", says=_("Also what changes in so many months."))
@option(
    "--changes",
    type=FloatRange(0, 1, min_open=True),
    metavar="SHARE",
    says=_("With --months: the share of the persons who change in a month; 0.01 when not given."),
)
@option("--whole-after", is_flag=True, says=_("With --months: also the whole lists after them."))
@LIMITS
@option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    says=_("The directory to make; it must not be there yet, or be empty."),
)
def simulate(
    persons: int,
    seed: int,
    province: str | None,
    as_of: str | None,
    months: int,
    changes: float | None,
    whole_after: bool,
    memory: float,
    threads: int | None,
    output: Path,
) -> None:
    ready()
    for name, is_given in (("--whole-after", whole_after), ("--changes", changes is not None)):
        if is_given and not months:
            raise InputError(_("{option} goes with --months.", option=name), _("Add --months 1."))
    day = parse_date(as_of) if as_of else _end_of_month(timezone.localdate(), ago=months + 1)
    areas = areas_on(day)
    within = place_of(province, areas).communes or frozenset(areas.communes)
    change = (changes or CHANGES) if months else None
    wanted = Simulation(persons, seed, day, within, change, months or 1, whole_after)
    with progress() as shown:
        done = make(
            output,
            wanted,
            areas,
            limits=read_limits(memory, threads),
            progress=lambda made, total: shown.show(_("Inventing persons"), made, total),
        )
    _report(wanted, done)


def _end_of_month(day: date, *, ago: int) -> date:
    for _month in range(ago):
        day = day.replace(day=1) - timedelta(days=1)
    return day


def _report(wanted: Simulation, done: Simulated) -> None:
    say(
        _(
            "{directory}: lines of residents {residents}, of insurance {spells}, as of {day}. All of it is invented.",
            directory=done.directory,
            residents=printed(done.residents),
            spells=printed(done.spells),
            day=short_date(wanted.as_of),
        )
    )
    errors = sum(done.errors.values())
    say(
        _(
            "Errors put in: {count} (what they were: {truth}).",
            count=printed(errors),
            truth=done.directory / "truth",
        )
    )
    say(_("Next:"))
    for line in _next(wanted, done):
        say(f"  {line}")


def _next(wanted: Simulation, done: Simulated) -> Iterator[str]:
    yield _load(done.directory, wanted.as_of.isoformat())
    before = wanted.as_of.isoformat()
    for day, directory in done.changes.items():
        yield f"{_load(directory, day.isoformat())} --changes-to {before}"
        before = day.isoformat()


def _load(directory: Path, day: str) -> str:
    residents, spells = (shlex.quote(str(directory / name)) for name in ("residents", "spells"))
    return f"ansinh register load --residents {residents} --spells {spells} --as-of {day}"

"""`ansinh register simulate`: two registers of invented persons, to try everything without a real one."""

import shlex
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import say
from ansinh.cli.registers.asking import place_of
from ansinh.cli.registers.loading import LIMITS, read_limits
from ansinh.cli.registers.progress import progress
from ansinh.cli.registers.sheets import printed
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date, short_date
from ansinh.registers.simulation.given import Simulated, Simulation
from ansinh.registers.simulation.simulator import simulate as make
from ansinh.reviews.areas import areas_on


@command("simulate", _("Make two registers of invented persons, with the errors that real ones have, to try with."))
@option("--persons", type=click.IntRange(min=1), required=True, metavar="N", says=_("So many residents."))
@option("--seed", type=int, default=1, show_default=True, metavar="N", says=_("Another number gives other persons."))
@option("--province", metavar="UNIT", says=_("Where they live: a province or commune; the whole country."))
@option("--as-of", metavar="DATE", says=_("Day of the lists; the last day of last month when not given."))
@option("--months", type=click.IntRange(0, 120), default=0, metavar="N", says=_("Also what changes in so many months."))
@option(
    "--changes",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.01,
    show_default=True,
    metavar="SHARE",
    says=_("With --months: the share of the persons who change in a month."),
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
    changes: float,
    whole_after: bool,
    memory: float,
    threads: int | None,
    output: Path,
) -> None:
    ready()
    if whole_after and not months:
        raise InputError(_("--whole-after goes with --months."), _("Add --months 1."))
    day = parse_date(as_of) if as_of else timezone.localdate().replace(day=1) - timedelta(days=1)
    areas = areas_on(day)
    within = place_of(province, areas).communes or frozenset(areas.communes)
    wanted = Simulation(persons, seed, day, within, changes if months else None, months or 1, whole_after)
    with progress() as shown:
        done = make(
            output,
            wanted,
            areas,
            limits=read_limits(memory, threads),
            progress=lambda made, total: shown.show(_("Inventing persons"), made, total),
        )
    _report(wanted, done)


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

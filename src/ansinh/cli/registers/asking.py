"""What the questions have in common: which register, on which day, of which unit, by which engine."""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import click
from django.conf import settings

from ansinh.cli.bilingual import option, options
from ansinh.cli.registers.ranges import FloatRange
from ansinh.cli.registers.temporary import temporary
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date, short_date
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit, UnitKind
from ansinh.places.reads import COUNTRY_CODE, parts
from ansinh.registers.areas import Areas
from ansinh.registers.engines import Engine
from ansinh.registers.engines.duck import MEMORY as USUAL_MEMORY
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.remembered import memory_engine
from ansinh.registers.records import Scheme
from ansinh.registers.snapshots.store import Registers, Snapshot

Choice = TypeVar("Choice")
DUCKDB, SPARK, PLAIN = "duckdb", "spark", "memory"

SNAPSHOT = click.argument("snapshot", required=False)
NAMED = option(
    "--snapshot", metavar="NAME", says=_("The register, as `ansinh register snapshots` names it; else the latest.")
)
AT = option("--at", metavar="DATE", says=_("The day asked about: the register's own (when not given) or a later one."))
WITHIN = option("--within", "inside", metavar="UNIT", says=_("Only residents of this unit (code or name)."))
SCHEME = option(
    "--scheme",
    type=click.Choice([one.value for one in Scheme]),
    default=Scheme.BHYT.value,
    show_default=True,
    says=_("The insurance asked about; any: at least one of the four."),
)
MEMORY = option(
    "--memory",
    type=FloatRange(0.1, 10_000),
    default=USUAL_MEMORY,
    show_default=True,
    metavar="GB",
    says=_("Memory that the computation may take."),
)
ENGINE = options(
    option(
        "--engine",
        "engine",
        type=click.Choice((DUCKDB, SPARK, PLAIN)),
        default=DUCKDB,
        show_default=True,
        says=_("What computes the answer; all give the same. memory: plainly, for small registers."),
    ),
    option("--master", metavar="URL", says=_("With --engine spark: the cluster, for instance spark://host:7077.")),
    MEMORY,
)


def registers() -> Registers:
    return Registers(settings.ENVIRONMENT.home / "registers")


@contextmanager
def engine_of(
    snapshot: Snapshot,
    before: Snapshot | None = None,
    *,
    engine: str,
    master: str | None,
    memory: float,
    **_others: Any,
) -> Iterator[Engine]:
    """The engine that the options of ENGINE ask for."""
    if engine == SPARK:
        # Only now: pyspark need not be installed.
        spark = importlib.import_module("ansinh.registers.engines.spark")
        with temporary(registers()) as temp:
            # A cluster's machines have directories of their own.
            spilled = {"spark.local.dir": str(temp)} if (master or "local").startswith("local") else {}
            with spark.spark_session(master, memory=f"{round(memory * 1024)}m", settings=spilled) as session:
                yield spark.SparkEngine(snapshot, before, session=session)
        return
    if master:
        raise InputError(_("--master goes with --engine spark."), _("Add --engine spark, or leave --master out."))
    if engine == PLAIN:
        with temporary(registers()) as temp:
            remembered = memory_engine(snapshot, before, memory=memory, temp=temp)
        yield remembered
        return
    with duck_engine(snapshot, before, memory=memory) as duck:
        yield duck


@contextmanager
def duck_engine(snapshot: Snapshot, before: Snapshot | None = None, *, memory: float) -> Iterator[DuckEngine]:
    with temporary(registers()) as temp:
        duck = DuckEngine(snapshot, before, memory=memory, temp=temp)
        try:
            yield duck
        finally:
            duck.close()


@dataclass(frozen=True)
class Place:
    """Where a question is asked about. ``communes`` empty: everywhere."""

    unit: Unit
    communes: frozenset[str]

    @property
    def is_country(self) -> bool:
        return self.unit.code == COUNTRY_CODE

    @property
    def title(self) -> str:
        return self.unit.text()


def place_of(written: str | None, areas: Areas) -> Place:
    unit = find_unit(written or COUNTRY_CODE, areas.day)
    if unit.code == COUNTRY_CODE:
        return Place(unit, frozenset())
    members = [unit] if unit.kind == UnitKind.AREA else parts(unit, areas.day)
    communes = frozenset().union(*(areas.within(one.code) for one in members))
    if not communes:
        raise InputError(
            _("{unit} has no communes on {day}.", unit=unit.text(), day=short_date(areas.day)),
            _("Name an area: a province, a commune (`ansinh places find` finds them)."),
        )
    return Place(unit, communes)


def nobody_in(place: Place) -> Message:
    """Said instead of a table of residents."""
    if place.is_country:
        return _("The register has no residents. Load their list: ansinh register load --help")
    return _(
        "The register has no residents in {place}. Ask elsewhere with --within, or load their list.", place=place.title
    )


def day_asked(at: str | None, snapshot: Snapshot) -> date:
    return parse_date(at) if at else snapshot.as_of


def chosen(text: str, choices: Mapping[str, Choice]) -> tuple[Choice, ...]:
    """A list with commas, each once, in the order written. Raises InputError naming what there is."""
    written = [one.strip().lower() for one in text.split(",") if one.strip()]
    unknown = [one for one in written if one not in choices]
    if unknown or not written or len(set(written)) < len(written):
        raise InputError(
            _("“{text}” cannot be chosen.", text=text),
            _("Write one or more of these, each once, separated by commas: {choices}.", choices=", ".join(choices)),
        )
    return tuple(choices[one] for one in written)

"""A register read back from its snapshot for the plain engine: to see that the fast ones answer the same."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import message as _
from ansinh.registers.engines.duck import Chained, DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.engines.sql import Statement, Values
from ansinh.registers.records import Register, Resident, Scheme, Sex, Spell, Status

MOST = 1_000_000  # residents: a kilobyte or two of memory each

COUNT = Statement("SELECT COUNT(*) FROM status", ("status",))
RESIDENTS = Statement(
    """
    SELECT person, bhxh_no, name, birth, sex, household, commune, stated_group, evidence FROM status AS line
    WHERE weight = 1 AND NOT EXISTS (
        SELECT 1 FROM status AS later
        WHERE later.person = line.person AND later.weight = -1 AND later.link > line.link)
    """,
    ("status",),
)
GONE = Statement(
    """
    SELECT person, status FROM gone AS line
    WHERE NOT EXISTS (SELECT 1 FROM gone AS later WHERE later.person = line.person AND later.link > line.link)
        AND NOT EXISTS (
            SELECT 1 FROM named AS later
            WHERE later.person = line.person AND later.scheme = '' AND later.link > line.link)
    """,
    ("gone", "named"),
)
SPELLS = Statement(
    """
    SELECT scheme, person, payer_group, valid_from, valid_to, issued_in FROM spells AS line
    WHERE NOT EXISTS (
        SELECT 1 FROM named AS later
        WHERE later.person = line.person AND later.scheme = line.scheme AND later.link > line.link)
    """,
    ("spells", "named"),
)


def memory_engine(
    snapshot: Chained, before: Chained | None = None, *, memory: float | None = None, temp: Path | None = None
) -> MemoryEngine:
    """``memory`` and ``temp``: of DuckDB, which reads. Raises RefusedError for a register that is too large to be kept
    in memory as lines."""
    engine = _remembered(snapshot, memory, temp)
    engine.before = _remembered(before, memory, temp) if before else None
    return engine


def _remembered(snapshot: Chained, memory: float | None, temp: Path | None) -> MemoryEngine:
    """All that is known, as one whole list. Who is who was settled link by link, and is not asked again: the key of
    the snapshot stands for the personal ID of every line, and no number leads to anybody."""
    duck = DuckEngine(snapshot, memory=memory, temp=temp)
    try:
        if cast(int, duck.fetch(COUNT)[0][0]) > MOST:
            raise RefusedError(
                _("The engine “memory” is for small registers."), _("Leave --engine out: DuckDB answers the same.")
            )
        listed = {cast(int, values[0]): _resident(values) for values in duck.fetch(RESIDENTS)}
        gone = [_gone(values) for values in duck.fetch(GONE) if values[0] not in listed]
        spells = tuple(_spell(values) for values in duck.fetch(SPELLS))
    finally:
        duck.close()
    engine = MemoryEngine(Register(snapshot.as_of, (*_keyed(listed.items()), *gone), spells))
    for key, line in listed.items():
        engine.persons[key] = replace(engine.persons[key], line=line)
    return engine


def _keyed(listed: Iterable[tuple[int, Resident]]) -> list[Resident]:
    return [replace(line, person_id=key, bhxh_no=None) for key, line in listed]


def _resident(values: Values) -> Resident:
    """As the list has it."""
    person, bhxh_no, name, birth, sex, household, commune, group, evidence = values
    key = cast(int, person)
    return Resident(
        commune=str(commune),
        household=str(household or ""),
        person_id=key if key > 0 else None,
        bhxh_no=cast("int | None", bhxh_no),
        name=str(name or ""),
        birth=cast("date | None", birth),
        sex=Sex(str(sex)),
        group=str(group or ""),
        evidence=str(evidence or ""),
    )


def _gone(values: Values) -> Resident:
    return Resident("", person_id=cast(int, values[0]), status=Status(str(values[1])))


def _spell(values: Values) -> Spell:
    scheme, person, group, first, last, issued_in = values
    return Spell(
        scheme=Scheme(str(scheme)),
        valid_from=cast(date, first),
        valid_to=cast(date, last),
        person_id=cast(int, person),
        group=str(group or ""),
        issued_in=str(issued_in or ""),
    )

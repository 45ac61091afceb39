"""A register read back from its snapshot for the plain engine: to see that the fast ones answer the same."""

from datetime import date
from typing import NamedTuple, cast

from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import message as _
from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.engines.memory import MemoryEngine
from ansinh.registers.engines.sql import Statement, Values
from ansinh.registers.records import Register, Resident, Scheme, Sex, Spell, Status
from ansinh.registers.snapshots.store import Snapshot

MOST = 1_000_000  # residents: a kilobyte or two of memory each
HIGHEST_NUMBER = 10**10  # a person below its negative is known by neither ID nor number

RESIDENTS = Statement(
    """
    SELECT person, bhxh_no, name, birth, sex, household, commune, payer_group, evidence FROM status AS line
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
    """,
    ("gone",),
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


def memory_engine(snapshot: Snapshot, before: Snapshot | None, *, memory: float) -> MemoryEngine:
    """Raises RefusedError for a register that is too large to be kept in memory as lines."""
    return MemoryEngine(remembered(snapshot, memory), remembered(before, memory) if before else None)


def remembered(snapshot: Snapshot, memory: float) -> Register:
    """All that is known, as one whole list."""
    engine = DuckEngine(snapshot, memory=memory)
    try:
        ((count,),) = engine.fetch(Statement("SELECT COUNT(*) FROM status", ("status",)))
        if int(str(count)) > MOST:
            raise RefusedError(
                _("The engine “memory” is for small registers."), _("Leave --engine out: DuckDB answers the same.")
            )
        residents = {values[0]: _resident(values) for values in engine.fetch(RESIDENTS)}
        gone = [_gone(values) for values in engine.fetch(GONE) if values[0] not in residents]
        spells = [_spell(values) for values in engine.fetch(SPELLS)]
    finally:
        engine.close()
    return Register(snapshot.as_of, (*residents.values(), *gone), tuple(spells))


class _Named(NamedTuple):
    person_id: int | None
    bhxh_no: int | None


def _named(person: object) -> _Named:
    """By a personal ID, or a BHXH number, or neither."""
    key = cast(int, person)
    return _Named(key if key > 0 else None, -key if -HIGHEST_NUMBER < key < 0 else None)


def _resident(values: Values) -> Resident:
    """The group that is counted with is the one stated here: in a chain it is that of the day the person was taken."""
    person, bhxh_no, name, birth, sex, household, commune, group, evidence = values
    named = _named(person)
    return Resident(
        commune=str(commune),
        household=str(household or ""),
        person_id=named.person_id,
        bhxh_no=cast("int | None", bhxh_no) if named.person_id else named.bhxh_no,
        name=str(name or ""),
        birth=cast("date | None", birth),
        sex=Sex(str(sex)),
        group=str(group or ""),
        evidence=str(evidence or ""),
    )


def _gone(values: Values) -> Resident:
    named = _named(values[0])
    return Resident("", person_id=named.person_id, bhxh_no=named.bhxh_no, status=Status(str(values[1])))


def _spell(values: Values) -> Spell:
    scheme, person, group, first, last, issued_in = values
    named = _named(person)
    return Spell(
        scheme=Scheme(str(scheme)),
        valid_from=cast(date, first),
        valid_to=cast(date, last),
        person_id=named.person_id,
        bhxh_no=named.bhxh_no,
        group=str(group or ""),
        issued_in=str(issued_in or ""),
    )

"""Small registers made at random, written as source files, and what a snapshot of them holds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
from hypothesis import reject
from hypothesis import strategies as st

from ansinh.registers.areas import Areas, Commune
from ansinh.registers.loading import Codes, Limits, Source, load
from ansinh.registers.loading.errors import NobodyTakenError
from ansinh.registers.records import OPEN_END, SCHEMES, Register, Resident, Sex, Spell, Status
from ansinh.registers.snapshots.layout import TABLES
from ansinh.registers.snapshots.store import Registers, Snapshot
from tests.unit.registers.identities import Cast, Line

DAY = date(2026, 6, 30)
COMMUNES = ("92001", "92002", "04001")
AREAS = Areas(
    DAY,
    {code: Commune(code, f"Xã {code}", "xã", code[:2], (code[:2],)) for code in COMMUNES},
    successors={"31117": "92001"},
)
CODES = Codes({"GD": frozenset({4}), "HS": frozenset({4}), "TE": frozenset({1}), "HN": frozenset({2})})
LIMITS = Limits(memory_gb=2, threads=2)
TYPES = {
    "person_id": "BIGINT",
    "bhxh_no": "BIGINT",
    "benefit": "TINYINT",
    "birth": "DATE",
    "valid_from": "DATE",
    "valid_to": "DATE",
}
KEYLESS = -(10**10)

CAST = Cast(
    (92_093_000_001, 92_193_000_002, 1_093_000_003, 79_200_000_004),
    (9_200_000_001, 9_200_000_002, 9_200_000_003, 9_200_000_004),
)

_groups = st.sampled_from(["", "", "GD", "HS", "TE", "HN"])


def _days(around: date) -> st.SearchStrategy[date]:
    return st.sampled_from([-400, -60, -31, -30, -1, 0, 1, 2, 30, 31, 90, 400]).map(
        lambda days: date.fromordinal(around.toordinal() + days)
    )


@st.composite
def residents(draw: st.DrawFn, day: date) -> Resident:
    person_id, bhxh_no = draw(CAST.identities(nobody=True))
    return Resident(
        commune=draw(st.sampled_from(COMMUNES)),
        household=draw(st.sampled_from(["", "H1", "H2"])),
        person_id=person_id,
        bhxh_no=bhxh_no,
        name=draw(st.sampled_from(["Lý Văn Lâm", "Nguyễn Thị Hòa"])),
        birth=draw(st.sampled_from([None, date(1993, 5, 7), date(2021, 1, 1), day])),
        sex=draw(st.sampled_from(Sex)),
        group=draw(_groups),
        evidence=draw(st.sampled_from(["", "QĐ 12"])),
        status=draw(st.sampled_from([Status.RESIDENT, Status.RESIDENT, Status.RESIDENT, Status.LEFT, Status.DIED])),
    )


@st.composite
def spells(draw: st.DrawFn, day: date) -> Spell:
    one, other = sorted(draw(st.tuples(_days(day), _days(day))))
    person_id, bhxh_no = draw(CAST.identities(nobody=False))
    return Spell(
        draw(st.sampled_from(SCHEMES)),
        one,
        draw(st.sampled_from([other, other, OPEN_END])),
        person_id,
        bhxh_no,
        group=draw(_groups),
        benefit=draw(st.sampled_from([None, 1, 4])),
        issued_in=draw(st.sampled_from(["", "92", "01"])),
    )


@st.composite
def registers(draw: st.DrawFn, *, changes: int = 0) -> Register:
    register = Register(
        DAY,
        tuple(draw(st.lists(residents(DAY), min_size=1, max_size=9))),
        tuple(draw(st.lists(spells(DAY), max_size=9))),
    )
    for link in range(1, changes + 1):
        day = date.fromordinal(DAY.toordinal() + 31 * link)
        register = Register(
            day,
            tuple(draw(st.lists(CAST.residents_again(register, residents(day)), max_size=9))),
            tuple(draw(st.lists(CAST.spells_again(register, spells(day)), max_size=9))),
            register,
        )
    return register


def side_by_side(several: Sequence[Register]) -> Register:
    """One register of all their persons, none of whom has an ID, a number or a name of another register's: to load it
    takes no longer than to load one of them. The registers are of as many links, of the same days."""
    befores = [one.before for one in several if one.before is not None]
    return Register(
        several[0].as_of,
        tuple(
            replace(_apart(line, place), name=f"{line.name} {place}")
            for place, one in enumerate(several)
            for line in one.residents
        ),
        tuple(_apart(line, place) for place, one in enumerate(several) for line in one.spells),
        side_by_side(befores) if befores else None,
    )


def _apart(line: Line, place: int) -> Line:
    person_id, bhxh_no = (one and one + 10 * place for one in (line.person_id, line.bhxh_no))
    return replace(line, person_id=person_id, bhxh_no=bhxh_no)


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    return connection


def write_parquet(lines: Sequence[object], of: type, path: Path) -> Path:
    """Typed columns; None where nothing is known."""
    names = [one.name for one in fields(of)]  # type: ignore[arg-type]
    columns = ", ".join(f'"{name}" {TYPES.get(name, "VARCHAR")}' for name in names)
    connection = _connection()
    connection.execute(f"CREATE OR REPLACE TEMP TABLE lines ({columns})")
    values = [_plain(getattr(line, name)) for line in lines for name in names]
    if lines:
        row = f"({', '.join('?' * len(names))})"
        connection.execute(f"INSERT INTO lines VALUES {', '.join([row] * len(lines))}", values)
    connection.execute(f"COPY lines TO '{path}' (FORMAT parquet)")
    return path


def _plain(value: object) -> object:
    return str(value) if isinstance(value, str) else value


def sources(register: Register, directory: Path) -> list[Source]:
    directory.mkdir(parents=True, exist_ok=True)
    return [
        Source(write_parquet(register.residents, Resident, directory / "residents.parquet"), "residents"),
        Source(write_parquet(register.spells, Spell, directory / "spells.parquet"), "spells"),
    ]


def load_chain(register: Register, directory: Path, limits: Limits = LIMITS) -> Snapshot:
    """Passes over registers in which nobody lives: these are not loaded."""
    store, snapshot = Registers(directory / "registers"), None
    for link in register.chain():
        given = sources(link, directory / f"sources-{link.as_of}")
        try:
            snapshot = load(
                store, given, as_of=link.as_of, areas=AREAS, codes=CODES, before=snapshot, limits=limits
            ).snapshot
        except NobodyTakenError:
            reject()
    assert snapshot is not None
    return snapshot


def rows(directory: Path, table: str) -> list[Mapping[str, object]]:
    """All rows of a table, with its partition."""
    files = [str(path) for path in (directory / table).rglob("*.parquet")]
    if not files:
        return []
    with _connection().cursor() as reading:
        found = reading.execute(
            "SELECT * FROM read_parquet(?, hive_partitioning = true, hive_types_autocast = false)", [files]
        )
        names = [one[0] for one in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def counted(chain: Sequence[Path], table: str) -> Counter[tuple[object, ...]]:
    """Each row as often as it holds. Keys of whoever has neither ID nor number are not compared: they are hashes."""
    found: Counter[tuple[object, ...]] = Counter()
    names = [column.name for column in TABLES[table] if column.name not in ("weight", "step")]
    for row in _standing(chain, table):
        times = row.get("weight", row.get("step", 1))
        assert isinstance(times, int)
        found[tuple(_comparable(name, row[name]) for name in names)] += times
    return Counter({row: times for row, times in found.items() if times})


def _standing(chain: Sequence[Path], table: str) -> list[Mapping[str, object]]:
    """What no later directory replaces."""
    found: list[Mapping[str, object]] = []
    for directory in chain:
        named = {(row["person"], row["scheme"]) for row in rows(directory, "named")}
        if table in ("spells", "gone"):
            found = [row for row in found if (row["person"], row.get("scheme", "")) not in named]
        found += rows(directory, table)
    return found


def _comparable(name: str, value: object) -> object:
    if name == "person" and isinstance(value, int) and value < KEYLESS:
        return KEYLESS
    return value

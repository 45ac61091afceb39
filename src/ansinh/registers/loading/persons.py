"""The third stage: the lines of some persons, of both registers, become rows of a snapshot."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ansinh.registers.loading import islands, status
from ansinh.registers.loading.lines import BUCKET, COLUMNS, LINES, REFUSED, Kind
from ansinh.registers.loading.numbers import relation
from ansinh.registers.loading.reading import quoted
from ansinh.registers.records import Status
from ansinh.registers.snapshots.layout import GONE, SPELLS

_PRECEDENCE = f"""(status <> '{Status.RESIDENT}'), status, commune, household, coalesce(birth, DATE '9999-12-31'), sex,
    ("group" = ''), "group", name, evidence, coalesce(bhxh_no, 0), source, line"""
"""As linking.precedence says; lines that are equal throughout: the first."""

_PRECEDENCE_HELD = """commune, household, coalesce(birth, DATE '9999-12-31'), sex, (stated_group = ''), stated_group,
    name, evidence, coalesce(bhxh_no, 0)"""
"""Of two that were told apart until the number of the one was known to be the other's."""

_KEPT = """CREATE OR REPLACE TEMP TABLE kept AS
    SELECT * FROM lines ANTI JOIN repeated USING (person)
    UNION ALL SELECT * EXCLUDE (place) FROM repeated WHERE place = 1"""
_REPEATED = f"""CREATE OR REPLACE TEMP TABLE repeated AS
    SELECT *, row_number() OVER (PARTITION BY person ORDER BY {_PRECEDENCE}) AS place
    FROM lines SEMI JOIN (SELECT person FROM lines GROUP BY person HAVING count(*) > 1) USING (person)"""
_RESIDENTS = f"""CREATE OR REPLACE TEMP VIEW residents AS
    SELECT person, bhxh_no, name, birth, sex, household, commune, "group", evidence, province
    FROM kept JOIN (SELECT DISTINCT commune, province FROM communes) USING (commune)
    WHERE status = '{Status.RESIDENT}'
    UNION ALL
    SELECT person, bhxh_no, name, birth, sex, household, commune, stated_group, evidence, province
    FROM (SELECT *, row_number() OVER (PARTITION BY person ORDER BY {_PRECEDENCE_HELD}) AS place FROM held)
    ANTI JOIN kept USING (person) WHERE place = 1"""
_SPELLS = """CREATE OR REPLACE TEMP TABLE spells AS
    SELECT *, true AS is_written FROM new_spells
    UNION ALL
    SELECT held_spells.* EXCLUDE (known_as), moved.person IS NOT NULL
    FROM held_spells ANTI JOIN new_spells USING (person, scheme)
    LEFT JOIN (SELECT DISTINCT person, scheme FROM held_spells WHERE known_as <> person) AS moved
        ON moved.person = held_spells.person AND moved.scheme = held_spells.scheme"""
"""New ones stand in place of those that are known, scheme by scheme; of those only what got another person is written
once more."""
_NAMED = (
    """SELECT person, '' AS scheme FROM kept UNION ALL SELECT DISTINCT person, scheme FROM spells WHERE is_written"""
)


_TABLES: Mapping[Kind, str] = {
    "residents": "lines",
    "spells": "new_spells",
    "held": "held",
    "held_later": "held_later",
    "held_spells": "held_spells",
}


@dataclass(frozen=True)
class Part:
    """Persons that are put together at once: those whose lines these files hold, or every n-th of them, n = ``of``."""

    number: int
    files: Mapping[Kind, Sequence[Path]]
    part: int = 0
    of: int = 1

    @property
    def name(self) -> str:
        return f"{self.number:03}-{self.part}"

    def rows(self, kind: Kind) -> str:
        mine = f"WHERE abs(person) % {self.of} = {self.part}" if self.of > 1 else ""
        return f"SELECT * FROM {relation(self.files.get(kind, ()), COLUMNS[kind])} {mine}"


@dataclass(frozen=True)
class Places:
    """Where rows go: ``snapshot`` to stay, ``work`` until they are sorted."""

    snapshot: Path
    work: Path

    def clear(self, part: Part) -> None:
        for path in list(self.written(part)):
            path.unlink()

    def written(self, part: Part) -> Iterator[Path]:
        for directory in (self.snapshot, self.work):
            yield from directory.rglob(f"{part.name}[_.]*parquet")


def put_together(part: Part, places: Places, connection: duckdb.DuckDBPyConnection, *, is_change: bool) -> Counter[str]:
    """Counts of residents, spells, orphans (spells of no resident), repeated lines."""
    places.clear(part)
    for kind, table in _TABLES.items():
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS {part.rows(kind)}")
    for statement in (_REPEATED, _KEPT, _RESIDENTS, _SPELLS, *islands.STATEMENTS, *status.STATEMENTS):
        connection.execute(statement)
    for table, rows in (("status", status.STATUS_ROWS), ("later", status.LATER_ROWS)):
        _copy_partitioned(rows, "province", places.work / table, part, connection)
    _copy_partitioned(_SPELL_ROWS, "prefix", places.snapshot / "spells", part, connection)
    _copy(_GONE_ROWS, places.snapshot / "gone", part, connection)
    _copy(_repeated_rows(), places.work / "repeated", part, connection)
    if is_change:
        _copy(_NAMED, places.snapshot / "named", part, connection)
    return _counted(connection)


_SPELL_ROWS = f"""SELECT {BUCKET} AS prefix, {status.names(SPELLS)} FROM spells WHERE is_written
    ORDER BY person, scheme, valid_from, valid_to"""
_GONE_ROWS = f"SELECT {status.names(GONE)} FROM kept WHERE status <> '{Status.RESIDENT}' ORDER BY person"


def _repeated_rows() -> str:
    given = [name for name in LINES["residents"] if name not in (*REFUSED, "warnings", "person")]
    fields = ", ".join(
        ("person_id := CASE WHEN person > 0 THEN lpad(person::VARCHAR, 12, '0') END", *map(_pair, given))
    )
    return f"""SELECT 'repeated person_id' AS refusal, to_json(struct_pack({fields}))::VARCHAR AS row, source, line
        FROM repeated WHERE place > 1"""


def _pair(name: str) -> str:
    return f"{name} := {name}"


def _copy(rows: str, directory: Path, part: Part, connection: duckdb.DuckDBPyConnection) -> None:
    """A table of no rows has no file."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = directory / f"{part.name}.parquet"
    written = connection.execute(f"COPY ({rows}) TO {quoted(str(target))} (FORMAT parquet)").fetchall()[0][0]
    if not written:
        target.unlink()


def _copy_partitioned(
    rows: str, partition: str, directory: Path, part: Part, connection: duckdb.DuckDBPyConnection
) -> None:
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection.execute(
        f"""COPY ({rows}) TO {quoted(str(directory))} (FORMAT parquet, PARTITION_BY ({partition}), OVERWRITE_OR_IGNORE,
            COMPRESSION lz4, FILENAME_PATTERN '{part.name}_{{i}}')"""
    )


def _counted(connection: duckdb.DuckDBPyConnection) -> Counter[str]:
    found = connection.execute(
        """SELECT (SELECT count(*) FROM residents) - (SELECT count(*) FROM held),
            (SELECT count(*) FROM spells WHERE is_written),
            (SELECT count(*) FROM spells ANTI JOIN residents USING (person) WHERE is_written),
            (SELECT count(*) FROM repeated WHERE place > 1)"""
    ).fetchall()[0]
    return Counter(dict(zip(("residents", "spells", "orphans", "repeated"), found, strict=True)))


def parts(found: Sequence[Mapping[Kind, Sequence[Path]]], rows: Sequence[int], at_once: int) -> list[Part]:
    """``found``: files of persons that are nowhere else, with their numbers of rows. As many at once as may be."""
    together: list[tuple[dict[Kind, list[Path]], int]] = []
    for files, many in zip(found, rows, strict=True):
        if not together or together[-1][1] + many > at_once:
            together.append(({}, 0))
        merged, before = together[-1]
        for kind, paths in files.items():
            merged.setdefault(kind, []).extend(paths)
        together[-1] = merged, before + many
    return [
        Part(number, files, part, of)
        for number, (files, many) in enumerate(together)
        for of in [max(1, -(-many // at_once))]
        for part in range(of)
    ]

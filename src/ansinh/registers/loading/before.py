"""What the snapshots that a change changes say of the persons whom it names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ansinh.registers.loading.building import emptied, parquet_in
from ansinh.registers.loading.lines import BUCKET, COLUMNS, SPELL_LINE, Kind
from ansinh.registers.loading.numbers import relation, slices
from ansinh.registers.loading.reading import quoted, readable
from ansinh.registers.schema import RegisterName
from ansinh.registers.snapshots.layout import LATER, PARTITIONS, STATUS, TABLES, Column

PAIR = {"person": "BIGINT", "bhxh_no": "BIGINT"}
HELD: tuple[Kind, ...] = ("held", "held_later", "held_spells")
_RENAMED = "renamed"


@dataclass(frozen=True)
class Chain:
    """Snapshot directories, that of the whole list first."""

    directories: tuple[Path, ...]

    def rows(self, table: str) -> str:
        """Relation of all rows of a table, with the number of the directory as ``link``."""
        links = [self._of_link(number, table) for number in range(len(self.directories))]
        return f"({' UNION ALL '.join(links)})"

    def current_spells(self, of: str) -> str:
        """``of``: a clause that picks some rows, by the columns of ``spells``. What a later directory says of a person
        and scheme stands in place of what an earlier one says."""
        return f"""(SELECT * FROM (SELECT * FROM {self.rows("spells")} {of}) AS spells
            WHERE NOT EXISTS (SELECT 1 FROM {self.rows("named")} AS named
                WHERE named.person = spells.person AND named.scheme = spells.scheme AND named.link > spells.link))"""

    def pairs(self) -> str:
        """SELECT of the IDs and numbers that stand beside each other, where the number is one of ``wanted``."""
        return f"""SELECT person, bhxh_no FROM {self.rows("status")} SEMI JOIN wanted USING (bhxh_no)
            GROUP BY person, bhxh_no HAVING sum(weight) > 0
            UNION ALL SELECT person, bhxh_no FROM {self.current_spells("SEMI JOIN wanted USING (bhxh_no)")}"""

    def _of_link(self, number: int, table: str) -> str:
        partition = PARTITIONS.get(table)
        columns = [*([Column(partition, "VARCHAR", "")] if partition and table != "spells" else []), *TABLES[table]]
        files = ", ".join(readable(path) for path in parquet_in(self.directories[number] / table))
        if not files:
            nothing = ", ".join(f'NULL::{column.type} AS "{column.name}"' for column in columns)
            return f"SELECT {number} AS link, {nothing} WHERE false"
        names = ", ".join(f'"{column.name}"' for column in columns)
        return f"""SELECT {number} AS link, {names}
            FROM read_parquet([{files}], hive_partitioning = {partition is not None}, hive_types_autocast = false)"""


def gather(
    chain: Chain,
    lines: Mapping[RegisterName, str],
    given: str,
    directory: Path,
    named: Path,
    at_once: int,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """``lines``: relations of the change's lines, each with its person; ``given``: person and number of the lines of
    both in which the ID itself stands; ``at_once``: so many persons. → ``directory/<kind>/…/bucket=…``, and
    ``named/renamed…``: who has another key from now on."""
    emptied(directory)
    named.mkdir(mode=0o700, exist_ok=True)
    for path in named.glob(f"{_RENAMED}*"):
        path.unlink()
    _find_persons(chain, lines, given, connection)
    parts = slices(_count("touched", connection), at_once)
    for part in range(parts):
        mine = f"abs(person) % {parts} = {part}"
        for table in ("touched", "renamed"):
            connection.execute(f"CREATE OR REPLACE TEMP VIEW {table}_now AS SELECT * FROM {table} WHERE {mine}")
        _write_held(chain, directory, str(part), connection)
        _write_renamed(
            chain, parquet_in(directory / "held" / str(part)), named / f"{_RENAMED}-{part}.parquet", connection
        )


def _write_held(chain: Chain, directory: Path, part: str, connection: duckdb.DuckDBPyConnection) -> None:
    held: dict[Kind, str] = {"held": _status(chain), "held_later": _later(chain), "held_spells": _spells(chain)}
    for kind, rows in held.items():
        target = directory / kind / part
        target.mkdir(mode=0o700, parents=True)
        columns = ", ".join(COLUMNS[kind])
        connection.execute(
            f"""COPY (SELECT {columns}, {BUCKET} AS bucket FROM ({rows})) TO {quoted(str(target))}
            (FORMAT parquet, PARTITION_BY (bucket), OVERWRITE_OR_IGNORE, COMPRESSION lz4)"""
        )


def _write_renamed(chain: Chain, held: Sequence[Path], target: Path, connection: duckdb.DuckDBPyConnection) -> None:
    renamed = f"""SELECT DISTINCT person, '' AS scheme
        FROM (SELECT person FROM {chain.rows("status")} UNION ALL SELECT person FROM {chain.rows("gone")})
        SEMI JOIN renamed_now USING (person)
        UNION ALL SELECT DISTINCT person, '' FROM {relation(held, COLUMNS["held"])} WHERE known_as <> person
        UNION ALL SELECT DISTINCT person, scheme FROM {chain.rows("spells")} SEMI JOIN renamed_now USING (person)"""
    connection.execute(f"COPY ({renamed}) TO {quoted(str(target))} (FORMAT parquet)")


def _count(table: str, connection: duckdb.DuckDBPyConnection) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _find_persons(
    chain: Chain, lines: Mapping[RegisterName, str], given: str, connection: duckdb.DuckDBPyConnection
) -> None:
    """Tables ``renamed`` (known by the number until now, by which ID from now on) and ``touched``."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE wanted AS
        SELECT DISTINCT bhxh_no FROM ({given}) WHERE person > 0
            AND -bhxh_no IN (SELECT person FROM {chain.rows("status")} WHERE person < 0
                UNION ALL SELECT person FROM {chain.rows("spells")} WHERE person < 0
                UNION ALL SELECT person FROM {chain.rows("gone")} WHERE person < 0)"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE renamed AS
        SELECT -bhxh_no AS person, min(person) AS id
        FROM (SELECT person, bhxh_no FROM ({given}) UNION ALL {chain.pairs()}) SEMI JOIN wanted USING (bhxh_no)
        WHERE person > 0 GROUP BY bhxh_no HAVING min(person) = max(person)"""
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE touched AS
        SELECT person FROM {lines["residents"]} UNION SELECT person FROM {lines["spells"]}
        UNION SELECT person FROM renamed"""
    )


def _names(columns: tuple[Column, ...]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns if column.name != "weight")


def _status(chain: Chain) -> str:
    return f"""SELECT held.* REPLACE (coalesce(id, held.person) AS person), 1::TINYINT AS weight,
            held.person AS known_as
        FROM (SELECT province, {_names(STATUS)} FROM {chain.rows("status")} SEMI JOIN touched_now USING (person)
            GROUP BY ALL HAVING sum(weight) > 0) AS held
        LEFT JOIN renamed_now AS renamed ON renamed.person = held.person"""


def _later(chain: Chain) -> str:
    return f"""SELECT province, {_names(LATER)}, 1::TINYINT AS weight
        FROM {chain.rows("later")} SEMI JOIN touched_now USING (person) GROUP BY ALL HAVING sum(weight) > 0"""


def _spells(chain: Chain) -> str:
    columns = ", ".join(name for name in SPELL_LINE if name != "person")
    return f"""SELECT {columns}, person AS known_as, coalesce(id, person) AS person
        FROM {chain.current_spells("SEMI JOIN touched_now USING (person)")} LEFT JOIN renamed_now USING (person)"""

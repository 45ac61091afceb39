"""The second stage: whoever is known by the BHXH number alone gets the key of the one who is known to hold it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from ansinh.registers.loading.building import emptied
from ansinh.registers.loading.lines import BUCKET, LINES
from ansinh.registers.loading.reading import quoted, readable
from ansinh.registers.schema import RegisterName

NUMBERS_AT_ONCE = 10_000_000


def relation(files: Sequence[Path], columns: Mapping[str, str]) -> str:
    """SQL of the rows of our own Parquet files; of no files an empty one."""
    if not files:
        nothing = ", ".join(f"NULL::{type_} AS {name}" for name, type_ in columns.items())
        return f"(SELECT {nothing} WHERE false)"
    paths = ", ".join(readable(path) for path in files)
    return f"(SELECT {', '.join(columns)} FROM read_parquet([{paths}], hive_partitioning = false))"


def slices(rows: int, at_once: int) -> int:
    return max(1, -(-rows // at_once))


def count_rows(files: Sequence[Path], connection: duckdb.DuckDBPyConnection) -> int:
    """From the files' ends alone."""
    if not files:
        return 0
    paths = ", ".join(readable(path) for path in files)
    found = connection.execute(f"SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata([{paths}])").fetchall()
    return int(found[0][0])


def link_numbers(
    unlinked: Mapping[RegisterName, Sequence[Path]],
    pairs: str,
    directory: Path,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """``pairs``: SELECT of (person, bhxh_no) wherever both are known; of numbers beyond table ``wanted`` it may know
    nothing. → ``directory/<register>/…/bucket=…``."""
    emptied(directory)
    parts = slices(sum(count_rows(files, connection) for files in unlinked.values()), NUMBERS_AT_ONCE)
    for part in range(parts):
        mine = f"bhxh_no % {parts} = {part}"
        wanted = " UNION ".join(
            f"SELECT bhxh_no FROM {relation(files, LINES[register])} WHERE {mine}"
            for register, files in unlinked.items()
        )
        connection.execute(f"CREATE OR REPLACE TEMP TABLE wanted AS {wanted}")
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE holders AS
            SELECT bhxh_no, min(person) AS holder FROM ({pairs}) SEMI JOIN wanted USING (bhxh_no)
            WHERE person > 0 GROUP BY bhxh_no HAVING min(person) = max(person)"""
        )
        for register, files in unlinked.items():
            _write_linked(
                register, relation(files, LINES[register]), mine, directory / register / str(part), connection
            )
    for table in ("wanted", "holders"):
        connection.execute(f"DROP TABLE {table}")


def _write_linked(
    register: RegisterName, lines: str, mine: str, directory: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    directory.mkdir(mode=0o700, parents=True)
    linked = f"""SELECT lines.* REPLACE (coalesce(holder, -bhxh_no) AS person)
        FROM {lines} AS lines LEFT JOIN holders USING (bhxh_no) WHERE {mine}"""
    connection.execute(
        f"""COPY (SELECT {", ".join(LINES[register])}, {BUCKET} AS bucket FROM ({linked}))
        TO {quoted(str(directory))} (FORMAT parquet, PARTITION_BY (bucket), OVERWRITE_OR_IGNORE, COMPRESSION lz4)"""
    )

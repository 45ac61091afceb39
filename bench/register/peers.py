"""Coverage by commune and group from plain Parquet by other engines.

Each reads ``residents/`` (person_id, commune, group) and ``spells/`` (person_id, scheme, valid_from, valid_to), and
gives rows (commune, group, residents, insured).
"""

import atexit
import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ansinh.registers.engines.plain import coverage_from_sources
from ansinh.registers.records import Scheme

Row = tuple[str, str, int, int]
Peer = Callable[[Path, date, int], list[Row]]

SCHEME = Scheme.BHYT
SPARKS_MEMORY = "5g"  # the others take what they want
_AT_END = ExitStack()
atexit.register(_AT_END.close)


def polars(plain: Path, day: date, threads: int) -> list[Row]:
    """Streaming; the number of threads is set by POLARS_MAX_THREADS before the process starts."""
    pl = importlib.import_module("polars")
    spells = pl.scan_parquet(plain / "spells")
    covered = spells.filter(
        (pl.col("scheme") == SCHEME.value) & (pl.col("valid_from") <= day) & (pl.col("valid_to") >= day)
    )
    residents = pl.scan_parquet(plain / "residents")
    cells = residents.group_by("commune", "group").agg(pl.len().alias("residents"))
    gaps = (
        residents.join(covered.select("person_id"), on="person_id", how="anti")
        .group_by("commune", "group")
        .agg(pl.len().alias("uninsured"))
    )
    found = cells.join(gaps, on=["commune", "group"], how="left").with_columns(pl.col("uninsured").fill_null(0))
    rows = found.collect(engine="streaming").rows()
    return [(commune, group, residents, residents - gap) for commune, group, residents, gap in rows]


def pandas(plain: Path, day: date, threads: int) -> list[Row]:
    pd = importlib.import_module("pandas")
    spells = pd.read_parquet(
        plain / "spells",
        columns=["person_id"],
        filters=[("scheme", "==", SCHEME.value), ("valid_from", "<=", day), ("valid_to", ">=", day)],
    )
    residents = pd.read_parquet(plain / "residents")
    residents["insured"] = residents["person_id"].isin(spells["person_id"])
    counts = residents.groupby(["commune", "group"], observed=True)["insured"].agg(["size", "sum"]).reset_index()
    return [
        (commune, group, int(size), int(insured)) for commune, group, size, insured in counts.itertuples(index=False)
    ]


def datafusion(plain: Path, day: date, threads: int) -> list[Row]:
    df = importlib.import_module("datafusion")
    context = df.SessionContext(df.SessionConfig().with_target_partitions(threads))
    for table in ("residents", "spells"):
        context.register_parquet(table, str(plain / table))
    found = context.sql(coverage_from_sources(day, SCHEME)).to_pydict()
    return list(zip(found["commune"], found["group"], found["residents"], found["insured"], strict=True))


def duckdb(plain: Path, day: date, threads: int) -> list[Row]:
    connection = importlib.import_module("duckdb").connect(config={"threads": threads})
    for table in ("residents", "spells"):
        connection.execute(f"CREATE VIEW {table} AS FROM '{plain / table}/*.parquet'")
    return list(connection.execute(coverage_from_sources(day, SCHEME)).fetchall())


def spark(plain: Path, day: date, threads: int) -> list[Row]:
    session = _session(threads)
    for table in ("residents", "spells"):
        session.read.parquet(str(plain / table)).createOrReplaceTempView(table)
    return [tuple(row) for row in session.sql(coverage_from_sources(day, SCHEME)).collect()]


@cache
def _session(threads: int) -> Any:
    """One for the process, stopped at its end."""
    open_session = importlib.import_module("ansinh.registers.engines.spark").spark_session
    return _AT_END.enter_context(open_session(f"local[{threads}]", memory=SPARKS_MEMORY))


PEERS: dict[str, Peer] = {one.__name__: one for one in (polars, datafusion, pandas, spark, duckdb)}


@contextmanager
def postgres(plain: Path, directory: Path) -> Iterator[Callable[[date], list[Row]]]:
    """The same tables in PostgreSQL, loaded by COPY, indexed on person, analysed; the question alone is to be timed."""
    server = importlib.import_module("bench.postgres").server
    psycopg = importlib.import_module("psycopg")
    engine = importlib.import_module("duckdb").connect()
    with server(directory) as address, psycopg.connect(address, autocommit=True) as connection:
        connection.execute('CREATE TABLE residents (person_id bigint, commune text, "group" text)')
        connection.execute("CREATE TABLE spells (person_id bigint, scheme text, valid_from date, valid_to date)")
        for table in ("residents", "spells"):
            _copy(engine, connection, plain / table, table)
        connection.execute("CREATE INDEX ON spells (person_id)")
        connection.execute("VACUUM ANALYZE")

        def ask(day: date) -> list[Row]:
            return list(connection.execute(coverage_from_sources(day, SCHEME)).fetchall())

        yield ask


def _copy(engine: Any, connection: Any, source: Path, table: str) -> None:
    with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
        rows = engine.execute(f"FROM '{source}/*.parquet'")
        while chunk := rows.fetchmany(100_000):
            copy.write("".join(",".join(map(str, row)) + "\n" for row in chunk))

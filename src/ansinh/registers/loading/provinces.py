"""The fourth stage: the rows of each province in the order in which they are asked for, and counts of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from ansinh.registers.loading.building import emptied, parquet_in
from ansinh.registers.loading.numbers import count_rows
from ansinh.registers.loading.reading import quoted, readable
from ansinh.registers.loading.status import DAY, names
from ansinh.registers.records import OPEN_END, SCHEMES, Scheme
from ansinh.registers.snapshots.layout import COUNTS, LATER, STATUS, Column

_ROW_GROUP = 60_000  # one commune's list is a group or two


def sort_province(
    province: str,
    tables: Mapping[str, Sequence[Path]],
    snapshot: Path,
    rows_at_once: int,
    connection: duckdb.DuckDBPyConnection,
) -> list[Path]:
    """``tables``: the files of status and later of this province. Returns the files written."""
    for table, columns in (("status", STATUS), ("later", LATER)):
        directory = emptied(snapshot / table / f"province={province}")
        order = "commune, household, person" if table == "status" else "commune, person, scheme, first"
        _sort(tables[table], columns, order, directory, rows_at_once, connection)
    counts = snapshot / "counts" / f"{province}.parquet"
    counts.parent.mkdir(mode=0o700, exist_ok=True)
    connection.execute(f"COPY ({_counts(province, snapshot)}) TO {quoted(str(counts))} (FORMAT parquet)")
    return [counts, *(path for table in tables for path in parquet_in(snapshot / table / f"province={province}"))]


def _sort(
    files: Sequence[Path],
    columns: tuple[Column, ...],
    order: str,
    directory: Path,
    rows_at_once: int,
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Whole communes at once, as many as there is memory for."""
    if not files:
        directory.rmdir()
        return
    rows = f"read_parquet([{', '.join(readable(path) for path in files)}], hive_partitioning = false)"
    for number, communes in enumerate(_together(rows, count_rows(files, connection), rows_at_once, connection)):
        target = directory / f"part-{number:03}.parquet"
        connection.execute(
            f"""COPY (SELECT {names(columns)} FROM {rows} {communes} ORDER BY {order}) TO {quoted(str(target))}
            (FORMAT parquet, ROW_GROUP_SIZE {_ROW_GROUP})"""
        )


def _together(rows: str, count: int, rows_at_once: int, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Conditions that part the rows by communes."""
    if count <= rows_at_once:
        return [""]
    found = connection.execute(f"SELECT commune, count(*) FROM {rows} GROUP BY commune ORDER BY commune").fetchall()
    ranges: list[tuple[str, str, int]] = []
    for commune, many in found:
        if ranges and ranges[-1][2] + many <= rows_at_once:
            ranges[-1] = (ranges[-1][0], commune, ranges[-1][2] + many)
        else:
            ranges.append((commune, commune, many))
    return [f"WHERE commune BETWEEN {quoted(first)} AND {quoted(last)}" for first, last, _ in ranges]


def _counts(province: str, snapshot: Path) -> str:
    """Every beginning and end of an island on the first day of the table on which it is seen."""
    status = _rows("status", province, snapshot)
    later = _rows("later", province, snapshot)
    times = [
        f"""SELECT commune, "group", sex, '{scheme}' AS scheme, {scheme}_from AS first, {scheme}_until AS last, weight
        FROM {status} WHERE {scheme}_until IS NOT NULL"""
        for scheme in (*SCHEMES, Scheme.ANY)
    ]
    if later:
        times.append(f"""SELECT commune, "group", sex, scheme, first, last, weight FROM {later}""")
    cells = 'commune, "group", sex, scheme, first, last'
    grouped = " UNION ALL ".join(
        f"SELECT {cells}, sum(weight) AS weight FROM ({time}) GROUP BY {cells}" for time in times
    )
    return f"""SELECT {names(COUNTS)} FROM (
        SELECT {quoted(province)} AS province, commune, "group", sex, scheme, month, sum(step)::BIGINT AS step FROM (
            SELECT commune, "group", sex, 'residents' AS scheme, {DAY} AS month, weight AS step FROM {status}
            UNION ALL SELECT commune, "group", sex, scheme, {_seen("first")}, weight FROM ({grouped})
            UNION ALL SELECT commune, "group", sex, scheme, {_seen("last + 1")}, -weight FROM ({grouped})
            WHERE last < DATE '{OPEN_END}')
        GROUP BY commune, "group", sex, scheme, month HAVING sum(step) <> 0) ORDER BY {names(COUNTS[:-1])}"""


def _rows(table: str, province: str, snapshot: Path) -> str:
    files = parquet_in(snapshot / table / f"province={province}")
    return f"read_parquet([{', '.join(readable(path) for path in files)}], hive_partitioning = false)" if files else ""


def _seen(day: str) -> str:
    return f"CASE WHEN {day} <= {DAY} THEN {DAY} ELSE last_day({day}) END"

"""A register laid out of as many persons as are wanted: each of a small one, many times."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from ansinh.registers.questions import MovementRow, Row
from tests.unit.registers.laid_out import LaidOut

APART = 1000  # the keys of a small register lie within so many
COUNTS = {"residents", "insured", "persons", *MovementRow._fields[2:]}


def multiply(register: LaidOut, times: int) -> None:
    with duckdb.connect() as connection:
        for link in register.chain():
            for path in link.rglob("*.parquet"):
                many = _many_counts if path.is_relative_to(link / "counts") else _many_persons
                rows = many(f"read_parquet('{path}', hive_partitioning = false)", times)
                connection.execute(f"COPY ({rows}) TO '{path}.many' (FORMAT parquet)")
                Path(f"{path}.many").rename(path)


def multiplied(answer: Sequence[Row], times: int) -> list[Row]:
    """What the small register answers, for the large one: of a question that lists no persons."""
    return [row._replace(**{name: getattr(row, name) * times for name in COUNTS & set(row._fields)}) for row in answer]


def _many_counts(rows: str, times: int) -> str:
    return f"SELECT * REPLACE ({times} * step AS step) FROM {rows}"


def _many_persons(rows: str, times: int) -> str:
    return f"SELECT * REPLACE (person + {APART} * n AS person) FROM {rows}, range({times}) AS times(n)"

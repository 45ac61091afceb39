"""The least that could be done: counting bits. One bit a resident, in the order of communes and groups, says insured.

What a hand-tuned program reaches that knows order, day and scheme beforehand; nothing else can be asked of it.
``prepare`` makes the bits from a snapshot's rows (its layout time), ``count`` is what is timed.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Bits:
    """``starts``: of each cell, in bytes; a cell begins at a whole byte. ``cells``: commune, group, residents."""

    packed: NDArray[np.uint8]
    starts: NDArray[np.int64]
    cells: list[tuple[str, str, int]]


def prepare(status: Path, day: date) -> Bits:
    connection = duckdb.connect()
    packed: list[NDArray[np.uint8]] = []
    starts, cells, reached = [], [], 0
    for province in sorted(status.iterdir()):
        for commune, group, insured in _cells(connection, province, day):
            cells.append((commune, group, len(insured)))
            starts.append(reached)
            packed.append(np.packbits(insured))
            reached += len(packed[-1])
    return Bits(np.concatenate(packed), np.array(starts, dtype=np.int64), cells)


def _cells(connection: duckdb.DuckDBPyConnection, province: Path, day: date) -> list[tuple[str, str, NDArray[Any]]]:
    """One bit a resident, in the order of the rows."""
    found = connection.execute(
        f"""SELECT commune, "group", coalesce(DATE '{day}' BETWEEN bhyt_from AND bhyt_until, false) AS insured
            FROM '{province}/*.parquet' ORDER BY commune, "group" """
    ).fetchnumpy()
    keys = np.char.add(np.char.add(found["commune"].astype(str), "|"), found["group"].astype(str))
    edges = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    bounds = [0, *edges.tolist(), len(keys)]
    return [
        (found["commune"][start], found["group"][start], np.asarray(found["insured"][start:end], dtype=bool))
        for start, end in pairwise(bounds)
    ]


def count(bits: Bits) -> NDArray[np.int64]:
    """Insured by cell."""
    return np.add.reduceat(np.bitwise_count(bits.packed).astype(np.int64), bits.starts)

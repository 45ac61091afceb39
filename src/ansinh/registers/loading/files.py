"""The files of a load: found, recognised, and known again by their digests."""

import csv
import glob
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, Literal

import duckdb

from ansinh.registers.loading.errors import DamagedFileError, FileMissingError, SourceChangedError
from ansinh.registers.loading.given import Source
from ansinh.registers.loading.headings import recognised
from ansinh.registers.schema import LINE, RegisterName

_PARQUET, _GZIP = b"PAR1", b"\x1f\x8b"
_SAMPLE = 100_000  # characters of a text file, its head among them
_CHUNK = 1 << 22
_COMPRESSION = 8  # a CSV of lists is about so many times larger than its .gz


@dataclass(frozen=True)
class Shape:
    """What files that are read together have in common. ``headings`` and ``types`` (SQL) as they stand in the file;
    ``delimiter`` empty: Parquet."""

    register: RegisterName
    headings: tuple[str, ...]
    types: tuple[str, ...]
    delimiter: str = ""

    @property
    def kind(self) -> Literal["parquet", "csv"]:
        return "csv" if self.delimiter else "parquet"

    @property
    def says_lines(self) -> bool:
        """Whether a column says which line of the list each row is."""
        return LINE in recognised("", self.register, self.headings)


@dataclass(frozen=True)
class SourceFile:
    """``rows``: of a CSV an estimate. ``place``: in the description's list of sources."""

    place: int
    path: Path
    shape: Shape
    rows: int
    size: int
    modified: int
    sha256: str

    def refuse_changed(self) -> None:
        if _state(self.path) != (self.size, self.modified):
            raise SourceChangedError(self.path.name)


def find_files(sources: Iterable[Source]) -> list[SourceFile]:
    """Files of one shape stand together. Raises InputError for one that is not as it must be."""
    paths = [(path, source.register) for source in sources for path in _paths(source.path)]
    states = [_state(path) for path, _ in paths]
    with ThreadPoolExecutor() as pool:  # hashing lets other threads go on
        digests = list(pool.map(_digest, (path for path, _ in paths)))
    with duckdb.connect() as reading:
        shapes = [_shape(path, register, reading) for path, register in paths]
        rows = [_rows(path, shape, reading) for (path, _), shape in zip(paths, shapes, strict=True)]
    found = sorted(
        zip((path for path, _ in paths), shapes, rows, states, digests, strict=True),
        key=lambda one: (one[1].register, one[1].kind, one[1].headings, one[1].types, one[4]),
    )
    return [
        SourceFile(place, path, shape, count, *state, digest)
        for place, (path, shape, count, state, digest) in enumerate(found)
    ]


def read_together(files: Sequence[SourceFile]) -> list[list[SourceFile]]:
    """Parquet files of one shape; a CSV file alone, since its lines are counted as they are read."""
    return [
        list(group)
        for _, group in groupby(files, key=lambda one: (one.shape, one.place if one.shape.delimiter else None))
    ]


def _paths(path: Path) -> list[Path]:
    found = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not found or not all(one.is_file() for one in found):
        raise FileMissingError(path)
    return found


def _state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _shape(path: Path, register: RegisterName, reading: duckdb.DuckDBPyConnection) -> Shape:
    is_parquet = _starts_with(path, _PARQUET)
    shape = _of_parquet(path, register, reading) if is_parquet else _of_text(path, register)
    recognised(path.name, register, shape.headings)
    return shape


def _of_parquet(path: Path, register: RegisterName, reading: duckdb.DuckDBPyConnection) -> Shape:
    try:
        columns = reading.execute(
            "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)", [glob.escape(str(path))]
        ).fetchall()
    except duckdb.Error:
        raise DamagedFileError(path.name) from None
    return Shape(register, tuple(one[0] for one in columns), tuple(one[1] for one in columns))


def _of_text(path: Path, register: RegisterName) -> Shape:
    head = _beginning(path).partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    headings = tuple(text.strip() for text in next(csv.reader([head], delimiter=delimiter), []))
    return Shape(register, headings, ("VARCHAR",) * len(headings), delimiter)


def _beginning(path: Path) -> str:
    try:
        with _opened(path) as file:
            return file.read(_SAMPLE)
    except (UnicodeDecodeError, EOFError, OSError, zlib.error):
        raise DamagedFileError(path.name) from None


def _opened(path: Path) -> IO[str]:
    if _starts_with(path, _GZIP):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _rows(path: Path, shape: Shape, reading: duckdb.DuckDBPyConnection) -> int:
    if shape.kind == "parquet":
        counted = reading.execute("SELECT count(*) FROM read_parquet(?)", [glob.escape(str(path))])
        return int(counted.fetchall()[0][0])
    unpacked = path.stat().st_size * (_COMPRESSION if _starts_with(path, _GZIP) else 1)
    sample = _beginning(path)
    return int(unpacked * sample.count("\n") / max(1, len(sample.encode())))


def _starts_with(path: Path, start: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(start)) == start
    except OSError:
        raise FileMissingError(path) from None

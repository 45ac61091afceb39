"""The files of a load: found, recognised, and known again by their digests."""

import csv
import glob
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
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
_READING: dict[str, str | bool | int | float | list[str]] = {  # heads and ends of files: nothing to spill
    "memory_limit": "500MB",
    "temp_directory": "",
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
_COMPRESSION = 8  # a CSV of lists is about so many times larger than its .gz


@dataclass(frozen=True)
class Shape:
    """What files that are read together have in common. ``headings`` and ``types`` (SQL) as they stand in the file;
    ``delimiter`` empty: Parquet. ``zeros_lost``: a spreadsheet took the personal IDs of the text file for quantities,
    which have no zeros in front."""

    register: RegisterName
    headings: tuple[str, ...]
    types: tuple[str, ...]
    delimiter: str = ""
    zeros_lost: bool = False

    @property
    def kind(self) -> Literal["parquet", "csv"]:
        return "csv" if self.delimiter else "parquet"

    @property
    def says_lines(self) -> bool:
        """Whether a column says which line of the list each row is."""
        return LINE in recognised("", self.register, self.headings)


@dataclass(frozen=True)
class SourceFile:
    """``rows``: of a CSV an estimate. ``place``: in the description's list of sources. ``name``: as people know it."""

    place: int
    path: Path
    name: str
    shape: Shape
    rows: int
    size: int
    modified: int
    sha256: str

    def refuse_changed(self) -> None:
        if _state(self.path) != (self.size, self.modified):
            raise SourceChangedError(self.name)


def find_files(sources: Iterable[Source]) -> list[SourceFile]:
    """Files of one shape stand together. Raises InputError for one that is not as it must be."""
    named = [(path, source) for source in sources for path in _paths(source.path)]
    paths = [path for path, _ in named]
    states = [_state(path) for path in paths]
    with ThreadPoolExecutor() as pool:  # hashing lets other threads go on
        digests = list(pool.map(_digest, paths))
    with duckdb.connect(config=_READING) as reading:
        shapes = [_shape(path, source.register, reading) for path, source in named]
        rows = [_rows(path, shape, reading) for path, shape in zip(paths, shapes, strict=True)]
    found = [
        SourceFile(0, path, source.called or path.name, shape, count, *state, digest)
        for (path, source), shape, count, state, digest in zip(named, shapes, rows, states, digests, strict=True)
    ]
    found.sort(key=lambda one: (one.shape.register, one.shape.kind, one.shape.headings, one.shape.types, one.sha256))
    return [replace(one, place=place) for place, one in enumerate(found)]


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
    return _of_parquet(path, register, reading) if is_parquet else _of_text(path, register)


def _of_parquet(path: Path, register: RegisterName, reading: duckdb.DuckDBPyConnection) -> Shape:
    try:
        columns = reading.execute(
            "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning = false)", [glob.escape(str(path))]
        ).fetchall()
    except duckdb.Error:
        raise DamagedFileError(path.name) from None
    headings, types = zip(*((one[0], one[1]) for one in columns), strict=True)
    recognised(path.name, register, headings)
    return Shape(register, headings, types)


def _of_text(path: Path, register: RegisterName) -> Shape:
    head, _, lines = _beginning(path).partition("\n")
    delimiter, headings = divided(head)
    place = recognised(path.name, register, headings).get("person_id")
    rows = csv.reader(lines.splitlines()[:-1] or [lines], delimiter=delimiter)
    identifiers = [row[place].strip() for row in rows if place is not None and place < len(row)]
    return Shape(register, headings, ("VARCHAR",) * len(headings), delimiter, zeros_lost(identifiers))


def divided(head: str) -> tuple[str, tuple[str, ...]]:
    """The first line of a text file: what it is divided by, and the headings."""
    delimiter = max(",;\t|", key=head.count)
    return delimiter, tuple(text.strip() for text in next(csv.reader([head], delimiter=delimiter), []))


def zeros_lost(identifiers: Iterable[str]) -> bool:
    """Whether no personal ID of a list, or of its beginning, begins with a zero: those of all provinces do."""
    return not any(one.startswith("0") for one in identifiers)


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

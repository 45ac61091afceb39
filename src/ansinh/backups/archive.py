"""A backup as a file: a zip with a list of its parts, each with its SHA-256.

``tables/NAME.tsv`` holds a table's rows, ``home/…`` the files of the data directory, ``backup.json`` the list. It is
written last, so that what was cut off has none.
"""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from ansinh.backups.errors import BackupThereError, NotWholeError
from ansinh.kernel.archives import DAMAGE

LIST = "backup.json"
FORM = "ansinh backup 1"
BYTES = 2**20


@dataclass(frozen=True)
class Part:
    """``columns`` and ``rows``: of a table."""

    name: str
    sha256: str
    size: int
    columns: tuple[str, ...] = ()
    rows: int = 0


@dataclass(frozen=True)
class Contents:
    """``migrations``: those that the ledger had, ``app.name``. ``made_at``: ISO, in UTC."""

    version: str
    made_at: str
    migrations: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    form: str = FORM

    @property
    def tables(self) -> dict[str, Part]:
        """By the table's name."""
        return {PurePosixPath(one.name).stem: one for one in self.parts if one.name.startswith("tables/")}

    @property
    def files(self) -> dict[str, Part]:
        """By the path within the data directory."""
        return {one.name.removeprefix("home/"): one for one in self.parts if one.name.startswith("home/")}


@dataclass
class Measure:
    """Of the bytes that went by."""

    size: int = 0
    lines: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, data: bytes) -> None:
        self._digest.update(data)
        self.size += len(data)
        self.lines += data.count(b"\n")

    @property
    def sha256(self) -> str:
        return str(self._digest.hexdigest())


class Inlet:
    """Where the bytes of one part are put."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.measure = stream, Measure()

    def put(self, data: bytes) -> None:
        self._stream.write(data)
        self.measure.add(data)


class Writer:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.parts: list[Part] = []

    @contextmanager
    def table(self, name: str, columns: list[str]) -> Iterator[Inlet]:
        with self._part(f"tables/{name}.tsv") as inlet:
            yield inlet
        whole = inlet.measure
        self.parts.append(Part(f"tables/{name}.tsv", whole.sha256, whole.size, tuple(columns), whole.lines))

    def file(self, path: Path, within: Path) -> None:
        name = f"home/{path.relative_to(within).as_posix()}"
        with path.open("rb") as stream, self._part(name) as inlet:
            while data := stream.read(BYTES):
                inlet.put(data)
        self.parts.append(Part(name, inlet.measure.sha256, inlet.measure.size))

    def close(self, contents: Contents) -> None:
        self._archive.writestr(LIST, json.dumps(asdict(contents), ensure_ascii=False, indent=1))

    @contextmanager
    def _part(self, name: str) -> Iterator[Inlet]:
        with self._archive.open(name, "w", force_zip64=True) as stream:
            yield Inlet(stream)


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """Under another name until it is whole and on the disk. Raises BackupThereError."""
    if target.exists():
        raise BackupThereError(target)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                yield Writer(archive)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            raise BackupThereError(target)
        part.rename(target)
        _keep_name(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _keep_name(directory: Path) -> None:
    """A renamed file is safe once its directory is on the disk; where directories cannot be opened, it is at once."""
    with suppress(PermissionError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class Reader:
    """A backup whose every part has been compared with the list."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, contents: Contents) -> None:
        self.path, self.contents, self._archive = path, contents, archive

    @contextmanager
    def table(self, name: str) -> Iterator[IO[bytes]]:
        with self._archive.open(f"tables/{name}.tsv") as stream:
            yield stream

    def unpack(self, name: str, target: Path) -> None:
        """A file of the data directory, by its path in it."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self._archive.open(f"home/{name}") as stream, target.open("wb") as copy:
            shutil.copyfileobj(stream, copy, BYTES)
            copy.flush()
            os.fsync(copy.fileno())


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Raises NotWholeError before anything of it is used."""
    with path.open("rb") as stream, _opened(path, stream) as archive:
        yield Reader(path, archive, _checked(path, archive))


def _opened(path: Path, stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except DAMAGE:
        raise NotWholeError(path) from None


def _checked(path: Path, archive: zipfile.ZipFile) -> Contents:
    try:
        contents = _contents(json.loads(archive.read(LIST)))
    except (*DAMAGE, TypeError):
        raise NotWholeError(path, LIST) from None
    names = [one.name for one in contents.parts]
    if contents.form != FORM or sorted([*names, LIST]) != sorted(archive.namelist()):
        raise NotWholeError(path, LIST)
    for part in contents.parts:
        if not (_is_tidy(part.name) and _agrees(archive, part)):
            raise NotWholeError(path, part.name)
    return contents


def _contents(listed: Any) -> Contents:
    parts = tuple(Part(**one | {"columns": tuple(one["columns"])}) for one in listed["parts"])
    return Contents(**listed | {"parts": parts, "migrations": tuple(listed["migrations"])})


def _is_tidy(name: str) -> bool:
    """It leads nowhere else."""
    steps = PurePosixPath(name).parts
    return steps[0] in ("tables", "home") and len(steps) > 1 and ".." not in steps and "\\" not in name


def _agrees(archive: zipfile.ZipFile, part: Part) -> bool:
    measured = Measure()
    try:
        with archive.open(part.name) as stream:
            while data := stream.read(BYTES):
                measured.add(data)
    except DAMAGE:
        return False
    counted = (measured.lines == part.rows) or not part.columns
    return counted and (measured.sha256, measured.size) == (part.sha256, part.size)

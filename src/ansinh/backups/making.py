"""All that an installation has, in one file, as of one moment, while others go on working."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from ansinh.backups.archive import Contents, Writer, writing
from ansinh.backups.rows import one_moment, take_out
from ansinh.backups.schema import Schema
from ansinh.reports.letterheads import OWN_FILE

# The printed reports are not among them: those that were issued lie in `files`, the others can be made again.
DIRECTORIES = ("files", "profiles")
SINGLE_FILES = (OWN_FILE, "groups.yaml", "thresholds.yaml", "demonstration")
REGISTERS = "registers"  # of persons


@dataclass(frozen=True)
class Made:
    rows: int
    files: int
    size: int


def make_backup(target: Path, home: Path, *, registers: bool = False) -> Made:
    """Raises BackupThereError. ``registers``: of persons too."""
    schema = Schema()
    with writing(target) as writer:
        with one_moment():
            migrations = tuple(sorted(schema.applied))
            made_at = datetime.now(UTC).isoformat(timespec="seconds")
            for table in schema.tables(set(migrations)):
                with writer.table(table.name, table.columns) as inlet:
                    take_out(table, inlet.put)
        _take_files(writer, home, registers)
        contents = Contents(version("ansinh"), made_at, migrations, tuple(writer.parts))
        writer.close(contents)
    rows = sum(table.rows for table in contents.tables.values())
    return Made(rows, len(contents.files), target.stat().st_size)


def _take_files(writer: Writer, home: Path, registers: bool) -> None:
    """After the rows: a file is there before a row names it, and stays."""
    for name in SINGLE_FILES:
        if (home / name).is_file():
            writer.file(home / name, home)
    for name in (*DIRECTORIES, *((REGISTERS,) if registers else ())):
        for path in _whole_files(home / name):
            writer.file(path, home)


def _whole_files(directory: Path) -> Iterator[Path]:
    """What is still being written has another name until it is done."""
    for path in sorted(directory.iterdir()) if directory.is_dir() else ():
        if path.name.startswith(".") or path.suffix == ".part" or path.is_symlink():
            continue
        if path.is_dir():
            yield from _whole_files(path)
        else:
            yield path

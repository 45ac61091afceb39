"""A backup taken back, into nothing: all of it or none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.core.management import call_command
from django.db import connection, transaction

from ansinh.backups.archive import Contents, Reader, reading
from ansinh.backups.errors import LaterVersionError, NotEmptyError, NotWholeError
from ansinh.backups.making import DIRECTORIES, REGISTERS, SINGLE_FILES
from ansinh.backups.rows import empty, guards_down, put_in, settle
from ansinh.backups.schema import Schema, Table

UNPACKED = ".restoring"  # in the data directory, until the rows are in the database


@dataclass(frozen=True)
class Restored:
    """``was_older``: the tables were brought up to this version; the catalogues have yet to be."""

    contents: Contents
    was_older: bool


def restore_backup(path: Path, home: Path) -> Restored:
    """Raises NotWholeError, LaterVersionError, NotEmptyError; then nothing was written."""
    with reading(path) as backup:
        home.mkdir(parents=True, exist_ok=True)
        schema = Schema()
        _refuse(backup, schema, home)
        migrations = set(backup.contents.migrations)
        with _unpacked(backup, home) as names, _all_or_nothing():
            schema.make(migrations)
            _fill(backup, list(schema.tables(migrations)))
            was_older = not Schema().is_current
            schema.bring_up_to_date()
            call_command("createcachetable", verbosity=0)
            _move(names, home / UNPACKED, home)
        return Restored(backup.contents, was_older)


def _refuse(backup: Reader, schema: Schema, home: Path) -> None:
    contents = backup.contents
    if not set(contents.migrations) <= schema.known:
        raise LaterVersionError(backup.path, contents.version)
    wanted = {table.name: set(table.columns) for table in schema.tables(set(contents.migrations))}
    if wanted != {name: set(part.columns) for name, part in contents.tables.items()}:
        raise NotWholeError(backup.path, "tables")
    for name in contents.files:
        if PurePosixPath(name).parts[0] not in (*DIRECTORIES, *SINGLE_FILES, REGISTERS):
            raise NotWholeError(backup.path, name)
    if there := [name for name in (*DIRECTORIES, *SINGLE_FILES, REGISTERS) if _holds_something(home / name)]:
        raise NotEmptyError(home / there[0])
    if connection.introspection.table_names():
        raise NotEmptyError(connection.settings_dict["NAME"])


def _holds_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


@contextmanager
def _unpacked(backup: Reader, home: Path) -> Iterator[list[str]]:
    """The files beside where they will be; the names directly in the data directory."""
    unpacked = home / UNPACKED
    shutil.rmtree(unpacked, ignore_errors=True)  # of a restoration that was killed
    try:
        for name in backup.contents.files:
            backup.unpack(name, unpacked / name)
        yield sorted({PurePosixPath(name).parts[0] for name in backup.contents.files})
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Tables, rows and triggers in one transaction, on either database."""
    connection.disable_constraint_checking()  # SQLite changes tables with it off, and cannot turn it off within
    try:
        with transaction.atomic():
            yield
    finally:
        connection.enable_constraint_checking()


def _fill(backup: Reader, tables: list[Table]) -> None:
    with guards_down(tables):
        empty(tables)
        for table in tables:
            with backup.table(table.name) as lines:
                put_in(table, backup.contents.tables[table.name].columns, lines)
        settle(tables)


def _move(names: list[str], unpacked: Path, home: Path) -> None:
    for name in names:
        if (home / name).is_dir():
            (home / name).rmdir()  # empty: else it was refused
        (unpacked / name).rename(home / name)

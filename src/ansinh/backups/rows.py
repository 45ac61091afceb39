"""All rows of the tables, out of the database as of one moment and into an empty one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import islice
from typing import IO

from django.core.management.color import no_style
from django.db import connection, transaction

from ansinh.backups.columns import Kept, sqlite_text, sqlite_value, unescaped
from ansinh.backups.schema import Table

LINES = 5_000  # at once
BYTES = 2**20
COUNTED = "places"  # without statistics the database asks its 14,000 units one by one what they are part of

Put = Callable[[bytes], object]


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read within does not change, whoever writes meanwhile; nobody waits for it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN DEFERRED")  # not Django's: that would lock writers out
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
            return
        with transaction.atomic():
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            cursor.execute("SET LOCAL DateStyle TO ISO")
            yield


def take_out(table: Table, put: Put) -> None:
    """Every row a line, in the order of the primary key in SQLite, of the table in PostgreSQL."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(map(quote, table.columns))
            copied = f"COPY (SELECT {names} FROM {quote(table.name)}) TO STDOUT"  # noqa: S608 (names of our tables)
            with connection.wrap_database_errors, cursor.copy(copied) as copy:
                for data in copy:
                    put(bytes(data))
            return
        line = "||char(9)||".join(sqlite_text(field, quote(str(field.column))) for field in table.fields)
        cursor.execute(f"SELECT {line}||char(10) FROM {quote(table.name)} ORDER BY {quote(_key(table))}")  # noqa: S608
        while rows := cursor.fetchmany(LINES):
            put("".join(row[0] for row in rows).encode())


def _key(table: Table) -> str:
    return str(table.model._meta.pk.column)


def put_in(table: Table, columns: Sequence[str], lines: IO[bytes]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            into = f"COPY {quote(table.name)} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(into) as copy:
                while data := lines.read(BYTES):
                    copy.write(data)
            return
        places = ", ".join(["%s"] * len(columns))
        insert = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({places})"  # noqa: S608 (names of our tables)
        reads = {field.column: sqlite_value(field) for field in table.fields}
        rows = _rows(lines, [reads[column] for column in columns])
        while some := list(islice(rows, LINES)):
            cursor.executemany(insert, some)


def _rows(lines: IO[bytes], reads: Sequence[Callable[[str], Kept] | None]) -> Iterator[list[Kept]]:
    """``reads``: of each column, None where SQLite takes the text as it is."""
    needed = [(place, read) for place, read in enumerate(reads) if read]
    for line in TextIOWrapper(lines, "utf-8", newline="\n"):
        values: list[Kept] = [*line[:-1].split("\t")]
        if "\\" in line:
            values = [unescaped(str(value)) for value in values]
        for place, read in needed:
            if (text := values[place]) is not None:
                values[place] = read(str(text))
        yield values


@contextmanager
def guards_down(tables: Sequence[Table]) -> Iterator[None]:
    """Within, triggers that watch over single acts are off; afterwards they are as they were, and what refers to
    something that is not there is an error. Call it in a transaction."""
    if connection.vendor == "postgresql":
        _each(tables, "ALTER TABLE {} DISABLE TRIGGER USER")
        yield
        _each(tables[:1], "SET CONSTRAINTS ALL IMMEDIATE")
        _each(tables, "ALTER TABLE {} ENABLE TRIGGER USER")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql, None)
    connection.check_constraints()


def empty(tables: Sequence[Table]) -> None:
    """Of what migrations wrote there themselves."""
    _each(tables, "DELETE FROM {}")


def settle(tables: Sequence[Table]) -> None:
    """New rows are numbered after these, and the database knows how many there are."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
    counted = [table for table in tables if connection.vendor == "postgresql" or table.app == COUNTED]
    _each(counted, "ANALYZE {}")


def _each(tables: Iterable[Table], statement: str) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(statement.format(connection.ops.quote_name(table.name)))

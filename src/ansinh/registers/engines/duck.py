"""The engine that answers by default: DuckDB in the process, over snapshot directories. It reads them only."""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from datetime import date
from glob import escape
from pathlib import Path
from typing import Protocol, cast

import duckdb

from ansinh.kernel.errors import InputError, RefusedError
from ansinh.kernel.language import message as _
from ansinh.registers.engines import sql
from ansinh.registers.engines.sql import BEFORE, RENAMED, Statement, Values
from ansinh.registers.engines.sql_engine import SqlEngine
from ansinh.registers.questions import Question, Row
from ansinh.registers.snapshots.layout import PARTITIONS

MEMORY = 4.0  # GB, unless told otherwise
Setting = str | bool | int | float | list[str]  # as DuckDB's types have it
JOINED_BYTES = 110  # of memory for each resident of the two registers that a movement joins
MOST_PARTS = 50  # of a join: each reads both registers again


class Chained(Protocol):
    """What an engine needs of a snapshot."""

    @property
    def as_of(self) -> date: ...

    def chain(self) -> tuple[Path, ...]: ...


class TooLittleMemoryError(RefusedError):
    def __init__(self, memory: float) -> None:
        super().__init__(
            _("The question needs more than the {memory:g} GB of memory it may use.", memory=memory),
            _("Allow more memory, make room in the directory for temporary files, or ask about less."),
        )


class UnreadableError(InputError):
    def __init__(self, kind: str) -> None:
        super().__init__(
            _("A file of the register cannot be read, or the disk for temporary files is full ({kind}).", kind=kind),
            _("Make room on the disk; if that was not it, load the register anew from its sources."),
        )


class DuckEngine(SqlEngine[Path]):
    """``memory``: what DuckDB may use, in GB (the process needs some 0.3 more). Larger intermediate results are
    written into a private directory within ``temp`` (else the system's), which goes with the engine."""

    def __init__(
        self,
        snapshot: Chained,
        before: Chained | None = None,
        *,
        threads: int | None = None,
        memory: float | None = None,
        temp: Path | None = None,
    ) -> None:
        self.memory = memory or MEMORY
        earlier, chain_before = (before.as_of, before.chain()) if before else (None, ())
        super().__init__(snapshot.as_of, snapshot.chain(), earlier, chain_before)
        spilled = tempfile.mkdtemp(prefix="ansinh-", dir=temp)
        self._connection = duckdb.connect(config=self._settings(spilled, threads))
        self.close = weakref.finalize(self, _close, self._connection, spilled)
        self._connection.execute("SET parquet_metadata_cache = true")
        self._views: set[str] = set()

    def explain(self, question: Question[Row]) -> str:
        """The SQL that answers, with the views it reads, as DuckDB's own shell takes it."""
        statements: list[Statement] = self._asked(question)[0]
        names: dict[str, None] = dict.fromkeys(name for one in statements for name in one.views)
        texts = [*(self._view(name) for name in names), *(one.text for one in statements)]
        return "".join(f"{text.strip()};\n\n" for text in texts)

    def fetch(self, statement: Statement) -> list[Values]:
        try:
            for name in statement.views:
                if name not in self._views:
                    self._connection.execute(self._view(name))
                    self._views.add(name)
            return cast("list[Values]", self._connection.execute(statement.text).fetchall())
        except duckdb.OutOfMemoryException:
            raise TooLittleMemoryError(self.memory) from None
        except duckdb.Error as error:
            raise UnreadableError(type(error).__name__) from None  # its text may quote what stands in a file

    def _provinces(self, commune: str) -> Sequence[str]:
        return [str(found) for (found,) in self.fetch(sql.provinces_of(commune))]

    def _parts(self) -> int:
        count = "SELECT COUNT(*) FROM"
        views = ("status", f"{BEFORE}status")
        rows = max(cast(int, self.fetch(Statement(f"{count} {view}", (view,)))[0][0]) for view in views)
        parts = 1 + int(rows * JOINED_BYTES / (self.memory * 1e9))
        if parts > MOST_PARTS:
            raise TooLittleMemoryError(self.memory)
        return parts

    def _settings(self, spilled: str, threads: int | None) -> dict[str, Setting]:
        settings: dict[str, Setting] = {
            "memory_limit": f"{round(self.memory * 1000)}MB",
            "temp_directory": spilled,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
        }
        return settings | ({"threads": threads} if threads else {})

    def _view(self, name: str) -> str:
        table = name.removeprefix(BEFORE)
        chain = self._chain_before if name.startswith(BEFORE) else self._chain
        selects = [_select(table, link, directory / table) for link, directory in enumerate(chain)]
        laid = [select for select in selects if select] or [_nothing(table)]
        return f"CREATE TEMP VIEW {name} AS\n" + "\nUNION ALL\n".join(laid)


def _close(connection: duckdb.DuckDBPyConnection, spilled: str) -> None:
    connection.close()
    shutil.rmtree(spilled, ignore_errors=True)


def _select(table: str, link: int, directory: Path) -> str:
    """One link's rows; empty where it has no file of the table."""
    partition = PARTITIONS.get(table)
    files = f"{partition}=*/*.parquet" if partition else "*.parquet"
    if not any(directory.glob(files)):
        return ""
    named = ", ".join(f'"{one.name}" AS {RENAMED.get(one.name, one.name)}' for one in sql.columns(table))
    path = f"{escape(str(directory))}/{files}".replace("'", "''")
    hive = f", hive_partitioning = true, hive_types = {{'{partition}': VARCHAR}}" if partition else ""
    return f"SELECT {link} AS link, {named}\nFROM read_parquet('{path}'{hive})"


def _nothing(table: str) -> str:
    columns = (f"CAST(NULL AS {one.type}) AS {RENAMED.get(one.name, one.name)}" for one in sql.columns(table))
    return f"SELECT 0 AS link, {', '.join(columns)} WHERE 1 = 0"

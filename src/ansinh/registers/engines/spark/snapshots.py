"""Snapshots as Spark finds them: on this machine, or at any address that it can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from py4j.protocol import Py4JJavaError
from pyspark.errors import AnalysisException, PySparkException
from pyspark.sql import SparkSession

from ansinh.registers.engines.spark.errors import SnapshotUnreadableError
from ansinh.registers.snapshots.layout import DESCRIPTION, WITHDRAWAL
from ansinh.registers.snapshots.store import read_description, refuse_other_base
from ansinh.registers.snapshots.withdrawal import WithdrawnError, read_withdrawal


class Chained(Protocol):
    """What the engine needs of a snapshot: of the store on this machine, or at an address."""

    @property
    def as_of(self) -> date: ...

    def chain(self) -> Sequence[Path | str]: ...


@dataclass(frozen=True)
class SnapshotAt:
    url: str
    as_of: date
    before: "SnapshotAt | None"

    def chain(self) -> tuple[str, ...]:
        return (*(self.before.chain() if self.before else ()), self.url)


def open_snapshot(session: SparkSession, url: str) -> SnapshotAt:
    """``url``: of its directory (``s3a://…``, ``hdfs://…``, ``file:///…``); those before it in its chain lie beside it.

    Raises SnapshotUnreadableError, OtherVersionError, OtherBaseError, WithdrawnError.
    """
    beside, _, name = url.rstrip("/").rpartition("/")
    opened = _opened(session, beside, name, _description(session, f"{beside}/{name}"))
    if withdrawal := _content(session, opened.url, WITHDRAWAL):
        raise WithdrawnError(name, read_withdrawal(withdrawal))
    return opened


def _opened(session: SparkSession, beside: str, name: str, content: bytes) -> SnapshotAt:
    """``content``: of its description."""
    url = f"{beside}/{name}"
    try:
        description = read_description(name, content)
        as_of, earlier = (description["ansinh"][key] for key in ("as_of", "before"))
    except (ValueError, KeyError):
        raise SnapshotUnreadableError(url) from None
    if earlier is None:
        return SnapshotAt(url, date.fromisoformat(as_of), None)
    base = _description(session, f"{beside}/{earlier}")
    refuse_other_base(name, description, base)
    return SnapshotAt(url, date.fromisoformat(as_of), _opened(session, beside, earlier, base))


def addresses(snapshot: Chained) -> tuple[str, ...]:
    return tuple(one if isinstance(one, str) else _of_this_machine(one) for one in snapshot.chain())


def _of_this_machine(directory: Path) -> str:
    """Without a scheme Spark would look in the cluster's own file system."""
    return f"file:///{directory.absolute().as_posix().lstrip('/')}"


def _description(session: SparkSession, url: str) -> bytes:
    content = _content(session, url, DESCRIPTION)
    if content is None:
        raise SnapshotUnreadableError(url)
    return content


def _content(session: SparkSession, url: str, file: str) -> bytes | None:
    """None: it is not in the directory."""
    try:
        found = session.read.format("binaryFile").load(f"{url}/{file}").select("content").first()
    except (PySparkException, Py4JJavaError) as unread:
        if isinstance(unread, AnalysisException) and unread.getCondition() == "PATH_NOT_FOUND":
            return None
        raise SnapshotUnreadableError(url) from unread
    return bytes(found.content) if found else None

"""Snapshots as Spark finds them: on this machine, or at any address that it can read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from ansinh.registers.engines.spark.errors import SnapshotUnreadableError
from ansinh.registers.snapshots.layout import DESCRIPTION, SCHEMA_VERSION
from ansinh.registers.snapshots.store import OtherVersionError


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

    Raises SnapshotUnreadableError, OtherVersionError.
    """
    beside, _, name = url.rstrip("/").rpartition("/")
    about = _description(session, f"{beside}/{name}")
    if about["schema"] != SCHEMA_VERSION:
        raise OtherVersionError(name, about["schema"])
    before = open_snapshot(session, f"{beside}/{about['before']}") if about["before"] else None
    return SnapshotAt(f"{beside}/{name}", date.fromisoformat(about["as_of"]), before)


def addresses(snapshot: Chained) -> tuple[str, ...]:
    return tuple(one if isinstance(one, str) else _of_this_machine(one) for one in snapshot.chain())


def _of_this_machine(directory: Path) -> str:
    """Without a scheme Spark would look in the cluster's own file system."""
    return f"file:///{directory.absolute().as_posix().lstrip('/')}"


def _description(session: SparkSession, url: str) -> dict[str, Any]:
    """Ansinh's own part of it."""
    try:
        found = session.read.text(f"{url}/{DESCRIPTION}", wholetext=True).first()
        return dict(json.loads(found.value if found else "")["ansinh"])
    except (PySparkException, Py4JJavaError, ValueError, KeyError) as unread:
        raise SnapshotUnreadableError(url) from unread

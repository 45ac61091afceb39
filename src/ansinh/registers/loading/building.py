"""The directory in which a snapshot is built: what is finished there stays finished, whatever happens meanwhile."""

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MARKS = "finished"
_SNAPSHOT = "snapshot"


@dataclass(frozen=True)
class Building:
    directory: Path
    spill: Path | None = None
    """Where DuckDB may put what memory does not hold; else it is here."""

    @property
    def snapshot(self) -> Path:
        """Holds what will be the snapshot, and nothing else."""
        return self.directory / _SNAPSHOT

    @property
    def temp(self) -> Path:
        return self.spill / self.directory.name if self.spill else self.directory / "temp"

    def start(self) -> None:
        for one in (self.directory, self.directory / _MARKS, self.snapshot):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.rmtree(self.temp, ignore_errors=True)

    def outcome(self, stage: str) -> Any:
        """What was written down when the stage was finished; None: it was not."""
        mark = self._mark(stage)
        return json.loads(mark.read_text("utf-8")) if mark.exists() else None

    def finish(self, stage: str, outcome: object, *, written: Iterable[Path] = ()) -> None:
        """What the stage wrote is on the disk before the mark says so."""
        for path in written:
            _synchronise(path)
        mark = self._mark(stage)
        unfinished = mark.with_suffix(".new")
        unfinished.write_text(json.dumps(outcome), "utf-8")
        _synchronise(unfinished)
        unfinished.rename(mark)
        _synchronise(mark.parent)

    def publish(self, final: Path) -> None:
        """The snapshot is seen under its name, whole, from one moment to the next."""
        for path in [self.snapshot, *self.snapshot.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
            _synchronise(path)
        self.snapshot.rename(final)
        _synchronise(final.parent)
        self.remove()

    def remove(self) -> None:
        for one in (self.temp, self.directory):
            shutil.rmtree(one, ignore_errors=True)

    def _mark(self, stage: str) -> Path:
        return self.directory / _MARKS / f"{stage}.json"


def emptied(directory: Path) -> Path:
    """A directory with nothing in it: what an interrupted stage left is gone."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(mode=0o700, parents=True)
    return directory


def parquet_in(directory: Path) -> list[Path]:
    return sorted(directory.rglob("*.parquet"))


def partitions(directory: Path) -> Iterator[tuple[str, list[Path]]]:
    """Value of the partition, its files: of all directories ``…/column=value/`` below."""
    found: dict[str, list[Path]] = {}
    for path in parquet_in(directory):
        found.setdefault(path.parent.name.partition("=")[2], []).append(path)
    yield from sorted(found.items())


def _synchronise(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

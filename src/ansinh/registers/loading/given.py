"""What a load is given, and what it gives back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ansinh.kernel.language import Message
from ansinh.registers.areas import Areas
from ansinh.registers.schema import RegisterName
from ansinh.registers.snapshots.store import Snapshot


@dataclass(frozen=True)
class Source:
    """``path``: a Parquet file or a directory of them, a CSV file (also .gz). ``called``: what people know it by, where
    that is not the file's name."""

    path: Path
    register: RegisterName
    called: str = ""


@dataclass(frozen=True)
class Codes:
    """The code lists of the register's day. ``groups``: payer group → the benefit digits that its cards may have on
    the day (none: any). ``prefixes``: the first three digits that a personal ID may have (none: any)."""

    groups: Mapping[str, frozenset[int]]
    prefixes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """``memory_gb``: of the whole process. ``temp``: where DuckDB may spill; else beside the new snapshot."""

    memory_gb: float = 4.0
    threads: int | None = None
    temp: Path | None = None


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total``: parts of the stage. ``seconds``: since the load began."""

    stage: Message
    done: int
    total: int
    seconds: float


Listener = Callable[[Progress], None]


@dataclass(frozen=True)
class Task:
    """All that decides what the snapshot will hold."""

    sources: tuple[Source, ...]
    as_of: date
    areas: Areas
    codes: Codes
    before: Snapshot | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Loaded:
    """``is_new``: False if the same sources had been loaded for the day before; then nothing was done."""

    snapshot: Snapshot
    is_new: bool

    @property
    def counts(self) -> Mapping[str, Any]:
        """residents (all that are known now); spells and orphans (spells of no resident) that this snapshot holds;
        rejected (by register and reason), warnings (by register and kind)."""
        found: Mapping[str, Any] = self.snapshot.description["ansinh"]["counts"]
        return found

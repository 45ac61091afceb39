"""What a simulation is asked for, and what it gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

Listener = Callable[[int, int], None]
"""Told how many persons are done, and of how many."""


@dataclass(frozen=True)
class Simulation:
    """``within``: codes of the communes. ``change``: share of the persons who change in each of the ``months`` after
    ``as_of``; None: no changes. ``whole_after``: also the whole lists after the last of those months."""

    persons: int
    seed: int
    as_of: date
    within: frozenset[str]
    change: float | None = None
    months: int = 1
    whole_after: bool = False


@dataclass(frozen=True)
class Simulated:
    """Directories with ``residents/`` and ``spells/``, and how many lines those of ``directory`` have. ``errors``: how
    many of each kind were put in. ``changes``: by day; ``after``: the whole lists after the last of them."""

    directory: Path
    residents: int
    spells: int
    errors: dict[str, int]
    changes: dict[date, Path]
    after: Path | None

"""What a load needs, said before it begins."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from ansinh.kernel.errors import RefusedError
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import format_number
from ansinh.registers.loading.building import Building
from ansinh.registers.loading.errors import TooLittleMemoryError, TooLittleSpaceError
from ansinh.registers.loading.files import SourceFile
from ansinh.registers.loading.given import Limits
from ansinh.registers.snapshots.store import Snapshot

_LEAST_GB, _GB_A_THREAD = 0.5, 0.25
_LINES_A_GB = 1_000_000  # that are put together at once
# One and a half times to twice what was measured: names and households of real lists differ.
_BYTES_A_LINE = 120  # lines taken, rows not yet sorted, the snapshot itself
_BYTES_A_PERSON_NAMED = 300  # by a change: what is known of the person, once as it was and once as it is now
_BYTES_SPILLED_A_LINE = 500  # of as many as are put together at once; of a list that is no longer than that, none


class TooLittleRoomAsideError(RefusedError):
    def __init__(self, free: float, needed: float, directory: Path) -> None:
        super().__init__(
            _(
                "Loading may put about {needed} GB aside in {directory}; free: {free} GB.",
                needed=_gb(needed),
                directory=directory,
                free=_gb(free),
            ),
            _("Free some space there, or name another directory for temporary files."),
        )


@dataclass(frozen=True)
class Disk:
    """``free``: bytes."""

    device: int
    free: int


def lines_at_once(limits: Limits) -> int:
    return int(_LINES_A_GB * limits.memory_gb)


def refuse_what_will_not_fit(
    files: Sequence[SourceFile], before: Snapshot | None, limits: Limits, building: Building
) -> None:
    _refuse_little_memory(limits)
    lines = sum(one.rows for one in files)
    written = max(0, _bytes_written(lines, before) - _bytes_in(building.directory))
    spilled = _bytes_spilled(lines, lines_at_once(limits))
    here, aside = disk_of(building.directory), disk_of(building.temp)
    if here.device == aside.device:
        written += spilled
    elif spilled > aside.free:
        raise TooLittleRoomAsideError(aside.free, spilled, building.temp.parent)
    if written > here.free:
        raise TooLittleSpaceError(here.free / 1e9, written / 1e9)


def disk_of(path: Path) -> Disk:
    """Where the path is, or will be."""
    there = next(one for one in (path, *path.parents) if one.exists())
    return Disk(there.stat().st_dev, shutil.disk_usage(there).free)


def _refuse_little_memory(limits: Limits) -> None:
    threads = limits.threads or os.cpu_count() or 1
    least = _LEAST_GB + _GB_A_THREAD * threads
    if limits.memory_gb < least:
        raise TooLittleMemoryError(limits.memory_gb, least)


def _bytes_written(lines: int, before: Snapshot | None) -> int:
    """Of the persons whom a change names their rows in the register are read out, and stand in the change again."""
    named = min(lines, _known_in(before)) if before else 0
    return lines * _BYTES_A_LINE + named * _BYTES_A_PERSON_NAMED


def _bytes_spilled(lines: int, at_once: int) -> int:
    return min(max(0, lines - at_once), at_once) * _BYTES_SPILLED_A_LINE


def _known_in(register: Snapshot) -> int:
    counts = register.description["ansinh"]["counts"]
    return int(counts["residents"] + counts["orphans"])


def _bytes_in(directory: Path) -> int:
    """What an interrupted load has written: it goes on from there."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def _gb(amount: float) -> str:
    return format_number(Decimal(str(amount / 1e9)), 1)

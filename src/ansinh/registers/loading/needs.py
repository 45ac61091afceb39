"""What a load needs, said before it begins."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from ansinh.registers.loading.errors import TooLittleMemoryError, TooLittleSpaceError
from ansinh.registers.loading.files import SourceFile
from ansinh.registers.loading.given import Limits

_LEAST_GB, _GB_A_THREAD = 0.5, 0.25
_BYTES_A_LINE = 120  # lines taken, rows not yet sorted, the snapshot itself
_LINES_A_GB = 1_000_000  # that are put together at once


def lines_at_once(limits: Limits) -> int:
    return int(_LINES_A_GB * limits.memory_gb)


def refuse_what_will_not_fit(files: Sequence[SourceFile], limits: Limits, directory: Path) -> None:
    threads = limits.threads or os.cpu_count() or 1
    least = _LEAST_GB + _GB_A_THREAD * threads
    if limits.memory_gb < least:
        raise TooLittleMemoryError(limits.memory_gb, least)
    needed = sum(one.rows for one in files) * _BYTES_A_LINE
    free = shutil.disk_usage(directory).free
    if needed > free:
        raise TooLittleSpaceError(round(free / 1e9, 1), round(needed / 1e9, 1))

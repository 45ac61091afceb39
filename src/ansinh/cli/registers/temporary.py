"""Where commands put what is of persons and lasts as long as they run: within the directory of the registers."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ansinh.registers.snapshots.store import Registers

TEMPORARY, NEW = ".temp-", ".new-"


@contextmanager
def temporary(store: Registers) -> Iterator[Path]:
    """A directory that only this user may enter, and that goes with the block; what commands left that were killed
    goes too."""
    store.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in store.directory.glob(f"{TEMPORARY}*"):
        _remove_if_left(left)
    new = Path(tempfile.mkdtemp(prefix=NEW, dir=store.directory))
    directory = new.with_name(new.name.replace(NEW, TEMPORARY, 1))
    handle = os.open(new, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)  # the system releases it when the process ends, however it ends
        new.rename(directory)  # nobody takes it for left between its making and the lock
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
        os.close(handle)


def _remove_if_left(directory: Path) -> None:
    """Whoever still uses it holds the lock; whoever has just ended has removed it."""
    with suppress(FileNotFoundError, BlockingIOError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(directory, ignore_errors=True)
        finally:
            os.close(handle)

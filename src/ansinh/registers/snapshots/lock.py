"""One load, or withdrawal, at a time in one directory of registers."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ansinh.kernel.errors import ConflictError
from ansinh.kernel.language import message as _

_LOCK = ".lock"


class LoadRunningError(ConflictError):
    def __init__(self) -> None:
        super().__init__(
            _("Another load into the same registers is running."),
            _("Wait until it has ended, then try again: what it finished is not repeated."),
        )


@contextmanager
def held(directory: Path) -> Iterator[None]:
    """The system releases it when the process ends, however it ends. Raises LoadRunningError."""
    handle = os.open(directory / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LoadRunningError from None
        yield
    finally:
        os.close(handle)

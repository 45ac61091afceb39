"""What lies in a directory while something runs."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

EVERY = 0.002  # seconds


@dataclass
class Watched:
    """``most``: bytes at once. ``modes``: of all that was ever there."""

    most: int = 0
    modes: dict[Path, int] = field(default_factory=dict)

    def look(self, directory: Path) -> None:
        size = 0
        for parent, directories, files in os.walk(directory):
            for path in (Path(parent, name) for name in (*directories, *files)):
                with suppress(FileNotFoundError):  # gone meanwhile
                    state = path.stat()
                    self.modes[path] = state.st_mode
                    size += state.st_size if S_ISREG(state.st_mode) else 0
        self.most = max(self.most, size)


@contextmanager
def watched(directory: Path) -> Iterator[Watched]:
    found, ended = Watched(), threading.Event()

    def look() -> None:
        while not ended.wait(EVERY):
            found.look(directory)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield found
    finally:
        ended.set()
        looking.join()

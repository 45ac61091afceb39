"""Work in a process of its own, watched from outside: seconds, seconds of all processors, most memory of its tree."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

WATCHED_EVERY = 0.05  # seconds
PAGE, TICK = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Used:
    """``peak``: the most resident memory of the process with all it started, in bytes, as sampled."""

    wall: float
    cpu: float
    peak: int

    def said(self) -> dict[str, Any]:
        return asdict(self)


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Used:
    """Raises CalledProcessError with what the program said."""
    started = time.perf_counter()
    running = subprocess.Popen(
        [str(one) for one in command], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    watch = Watch(running.pid)
    said = running.communicate()[1]
    peak = watch.stop()
    wall = time.perf_counter() - started
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, running.args, stderr=said)
    return Used(wall, watch.cpu, peak)


def work(module: str, name: str, asked: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Any:
    """The answer of `python -m MODULE NAME JSON`: its last line, JSON; None where a peer is not installed."""
    command = [sys.executable, "-m", module, name, json.dumps(asked, default=str)]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    watch = Watch(running.pid)
    said = running.communicate()[0]
    peak = watch.stop()
    if running.returncode:
        return {"failed": f"exit {running.returncode}"}
    return json.loads(said.splitlines()[-1]) | {"peak": peak}


class Watch:
    """Looks at a process and its descendants until stopped."""

    def __init__(self, pid: int) -> None:
        self.pid, self.peak, self.cpu = pid, 0, 0.0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        self._stopped.set()
        self._thread.join()
        return self.peak

    def _look(self) -> None:
        while not self._stopped.wait(WATCHED_EVERY):
            tree = list(descendants(self.pid))
            self.peak = max(self.peak, sum(resident for resident, _seconds in tree))
            self.cpu = max(self.cpu, sum(seconds for _resident, seconds in tree))


def descendants(pid: int) -> Iterator[tuple[int, float]]:
    """Resident bytes and processor seconds of the process and each that it started."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        children = [each for task in Path(f"/proc/{pid}/task").iterdir() for each in _children(task)]
    except (OSError, IndexError):
        return  # it has just ended
    yield int(fields[21]) * PAGE, sum(map(int, fields[11:15])) / TICK
    for child in children:
        yield from descendants(child)


def _children(task: Path) -> list[int]:
    try:
        return [int(one) for one in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []

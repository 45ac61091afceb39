"""What long work is doing: one living line on a terminal, a line for each stage elsewhere. On stderr."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event, Thread
from time import monotonic

from ansinh.cli.registers.sheets import printed
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

CLEAR = "\r\x1b[K"
EVERY = 0.1  # seconds between two looks of a living line
TICK = 1.0  # … while one stage goes on without a word
ELSEWHERE_EVERY = 30.0  # … and between two lines of one stage in a log


class Progress:
    """``show`` may be called as often as one likes. ``brief``: of work that is usually done at once, which is not told
    of where there is no terminal."""

    def __init__(self, *, brief: bool = False) -> None:
        self.living, self.brief = sys.stderr.isatty(), brief
        self.started = monotonic()
        self.stage, self.said, self.shown = "", "", 0.0

    def show(self, stage: Message | str, done: int = 0, total: int = 0) -> None:
        if self.brief and not self.living:
            return
        text, said, now = str(stage), f"{stage}{_share(done, total)}", monotonic()
        is_new = text != self.stage or (0 < total <= done and said != self.said)  # a stage is seen to end, too
        if is_new or now - self.shown >= (EVERY if self.living else ELSEWHERE_EVERY):
            self.stage, self.said, self.shown = text, said, now
            self._write()

    def tick(self) -> None:
        """The seconds go on."""
        if self.living and self.said:
            self._write()

    def end(self) -> None:
        if self.living and self.said:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()

    def _write(self) -> None:
        said = f"{self.said} ({_seconds(monotonic() - self.started)})"
        sys.stderr.write(f"{CLEAR}{said}" if self.living else f"{said}\n")
        sys.stderr.flush()


@contextmanager
def progress(first: Message | None = None, *, brief: bool = False) -> Iterator[Progress]:
    """The living line is gone at the end, whatever the end. ``first``: what is done from the beginning."""
    shown, ended = Progress(brief=brief), Event()
    if first:
        shown.show(first)
    # The language of messages is the thread's own.
    clock = Thread(target=copy_context().run, args=(_tick, shown, ended), daemon=True)
    clock.start()
    try:
        yield shown
    finally:
        ended.set()
        clock.join()
        shown.end()


def _tick(shown: Progress, ended: Event) -> None:
    while not ended.wait(TICK):
        shown.tick()


def _share(done: int, total: int) -> str:
    if not total:
        return f": {printed(done)}" if done else ""
    return f": {printed(done)}/{printed(total)}"


def _seconds(passed: float) -> Message:
    return _("{seconds} s", seconds=printed(round(passed)))

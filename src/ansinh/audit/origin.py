"""From where one acts: the command line, unless whoever lets others in says otherwise (their address)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

COMMAND_LINE = "cli"

_current: ContextVar[str] = ContextVar("origin", default=COMMAND_LINE)


def current_origin() -> str:
    return _current.get()


@contextmanager
def acting_from(origin: str) -> Iterator[None]:
    """Within the block, and in its thread or task alone, events are recorded as done from there."""
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)

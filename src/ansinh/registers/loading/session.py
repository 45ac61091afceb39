"""DuckDB within the limits of a load."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ansinh.registers.loading.given import Limits
from ansinh.registers.loading.reading import MACROS

_SHARE = 0.6  # of the memory allowed: DuckDB counts neither its Parquet writers nor Python


@contextmanager
def session(limits: Limits, temp: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    temp.mkdir(mode=0o700, parents=True, exist_ok=True)
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{int(limits.memory_gb * _SHARE * 1000)}MB",
        "temp_directory": str(temp),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if limits.threads:
        config["threads"] = limits.threads
    with duckdb.connect(config=config) as connection:
        for macro in MACROS:
            connection.execute(macro)
        yield connection

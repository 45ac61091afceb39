"""The fixed cast: a ledger with its catalogues, an officer and an approver, and the program as a user runs it."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from ansinh.indicators.actions import load_indicators
from ansinh.places.actions import load_places

# No test is timed: machines are shared. All else stays as the present profile has it.
hypothesis_settings.register_profile("untimed", hypothesis_settings(deadline=None))
hypothesis_settings.load_profile("untimed")

EXAMPLES = Path(__file__).parents[1] / "examples"
OFFICER, APPROVER = "officer", "approver"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The catalogues, once: every test sees them and no test changes them."""
    with django_db_blocker.unblock():
        load_places(by="tests")
        load_indicators(by="tests")


@pytest.fixture(scope="session")
def examples() -> Path:
    return EXAMPLES


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Program:
    """`ansinh` in a process of its own, on a ledger of its own."""

    home: Path
    environment: dict[str, str]

    def __call__(self, *arguments: object, language: str = "vi", code: int = 0) -> Run:
        """Run it to its end; fail unless it exits with ``code``."""
        done = subprocess.run(
            self.line(*arguments), env=self.environment | {"ANSINH_LANG": language}, capture_output=True, text=True
        )
        assert done.returncode == code, f"exit {done.returncode}, not {code}\n{done.stdout}\n{done.stderr}"
        return Run(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments: object) -> "subprocess.Popen[str]":
        """Start it and go on: for two at once, or to kill it in the middle."""
        return subprocess.Popen(
            self.line(*arguments), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def line(self, *arguments: object) -> list[str]:
        return [str(Path(sys.executable).with_name("ansinh")), *map(str, arguments)]


@pytest.fixture
def program(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Program]:
    home = tmp_path / "home"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"ANSINH_HOME": str(home), "COLUMNS": "200"}
    if request.config.getoption("--database") == "sqlite":
        yield Program(home, environment)
        return
    server, name = os.environ["DATABASE_URL"], f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        yield Program(home, environment | {"DATABASE_URL": server.replace("/postgres?", f"/{name}?")})
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def approved(program: Program) -> Callable[[Path], int]:
    """Import, submit and approve a workbook; gives the submission's number."""

    def through(workbook: Path, *more: object) -> int:
        program("import", workbook, "--by", OFFICER, *more)
        number = program("submissions", "--format", "csv").out.splitlines()[1].partition(",")[0]
        program("submit", number, "--by", OFFICER)
        program("approve", number, "--by", APPROVER)
        return int(number)

    return through


@pytest.fixture
def on_postgresql() -> bool:
    return connection.vendor == "postgresql"

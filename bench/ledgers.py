"""A ledger of its own for a benchmark, on either engine, and the programs that run on it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import postgres

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Ledger:
    home: Path
    environment: dict[str, str]

    def work(self, module: str, *arguments: str) -> dict[str, Any]:
        """What a module of `bench.engine` answers, run on this ledger."""
        answer = self.home / "answer.json"
        command = [sys.executable, "-m", f"bench.engine.{module}", *arguments, "--answer", str(answer)]
        subprocess.run(command, env=self.environment, check=True)
        return dict(json.loads(answer.read_text(encoding="utf-8")))

    def ansinh(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [str(Path(sys.executable).with_name("ansinh")), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=pipe, text=True)


@contextmanager
def ledger_on(engine: str, home: Path) -> Iterator[Ledger]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "ansinh.config.settings", "ANSINH_HOME": str(home)}
    environment.setdefault("XDG_RUNTIME_DIR", str(home))
    if engine == "sqlite":
        yield Ledger(home, environment)
        return
    with postgres.server(home / "data") as address:
        yield Ledger(home, environment | {"DATABASE_URL": address})

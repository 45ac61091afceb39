"""A national workbook, 10,035 rows × 60 columns: what each step of an import costs beside calamine merely reading the
file, and beside openpyxl and pandas doing the same; figures and findings are compared."""

import importlib.util
import json
import platform
import sqlite3
import subprocess
import sys
import tempfile
from calendar import monthrange
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.ledgers import ledger_on

PEERS = ("openpyxl", "pandas")
PEER_CHECKS = ("duplicate", "number", "negative", "not-whole", "falling", "sum", "at-most")
Fact = tuple[int, str, int, int]  # unit, indicator, last day as yyyymmdd, value


def run(engines: Sequence[str], answer: Path | None) -> None:
    """Exits with 1 if a figure or a finding differs from the peer's."""
    with tempfile.TemporaryDirectory(prefix="bench") as scratch:
        directory = Path(scratch) / "workbooks"
        directory.mkdir()
        found = {engine: _measured(engine, Path(scratch) / engine, directory) for engine in engines}
        peer = _peer(directory)
        differ = _different(directory, found, peer) if peer else {}
    _print(found, peer, differ)
    if answer:
        answer.write_text(json.dumps({"engines": found, "peer": peer, "different": differ}, indent=2), encoding="utf-8")
    if any(differ.values()):
        sys.exit(1)


def _measured(engine: str, home: Path, directory: Path) -> dict[str, Any]:
    given = ("--directory", str(directory))
    found: dict[str, Any] = {}
    home.mkdir()
    with ledger_on(engine, home) as ledger:
        ledger.ansinh("setup").wait()
        found["written"] = ledger.work("national", "write", *given)
        for work in ("phases", "errors", "whole"):
            found[work] = ledger.work("national", work, *given)
    earlier = home / "e"
    earlier.mkdir()
    with ledger_on(engine, earlier) as ledger:
        ledger.ansinh("setup").wait()
        found["history"] = ledger.work("national", "history", *given)
    return found


def _peer(directory: Path) -> dict[str, Any]:
    """Of the clean workbook and of the one with errors; empty where the peers are not installed."""
    if not all(map(importlib.util.find_spec, PEERS)):
        return {}
    found = {}
    for name in ("clean", "errors"):
        answer = directory / "answer.json"
        units, database = directory / "units.csv", directory / f"{name}.sqlite3"
        command = [sys.executable, "-m", "bench.frames", str(directory / f"{name}.xlsx"), "--units", str(units)]
        subprocess.run([*command, "--database", str(database), "--answer", str(answer)], check=True)
        found[name] = json.loads(answer.read_text(encoding="utf-8"))
    return found


def _different(directory: Path, found: Mapping[str, Any], peer: Mapping[str, Any]) -> dict[str, int]:
    """How many figures, and how many findings, only one of the two has."""
    theirs = _peer_facts(directory / "clean.sqlite3")
    differ = {}
    for engine, measured in found.items():
        differ[f"figures, {engine}"] = len(theirs ^ _our_facts(directory / f"{engine}.csv"))
        ours = {(check, cell) for check, cell in measured["errors"]["cells"] if check in PEER_CHECKS}
        differ[f"findings, {engine}"] = len(ours ^ {(check, cell) for check, cell in peer["errors"]["cells"]})
    return differ


def _peer_facts(database: Path) -> set[Fact]:
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT unit, indicator, year, month, value FROM facts")
        return {
            (unit, indicator, year * 10_000 + month * 100 + monthrange(year, month)[1], value)
            for unit, indicator, year, month, value in rows
        }


def _our_facts(path: Path) -> set[Fact]:
    lines = (line.split(",") for line in path.read_text(encoding="utf-8").splitlines())
    return {(int(unit), indicator, int(end), int(value)) for unit, indicator, _start, end, value in lines}


def _print(found: Mapping[str, Any], peer: Mapping[str, Any], differ: Mapping[str, int]) -> None:
    written = next(iter(found.values()))["written"]
    print(f"{platform.platform()}, Python {platform.python_version()}, python-calamine {version('python-calamine')}")
    print(f"{written['rows']:,} rows × {written['columns']} columns; ratio: to calamine merely reading the file")
    for engine, measured in found.items():
        seconds = measured["phases"]["seconds"] | measured["history"]["seconds"] | measured["whole"]["seconds"]
        calamine = seconds.pop("calamine")
        print(f"\n{engine:40}{'seconds':>9}{'ratio':>8}")
        _print_line("calamine", calamine, calamine)
        for name, value in seconds.items():
            _print_line(name, value, calamine)
        print(f"  findings, clean: {_counts(measured['phases']['findings'])}")
        print(f"  findings, last year approved: {_counts(measured['history']['findings'])}")
        print(f"  findings, with errors: {_counts(measured['errors']['findings'])}")
        print(f"  memory of import_file: {measured['whole']['peak_mb']:,.0f} MB at most")
    _print_peer(next(iter(found.values()))["phases"]["seconds"]["calamine"], peer, differ)


def _print_peer(calamine: float, peer: Mapping[str, Any], differ: Mapping[str, int]) -> None:
    if not peer:
        print("\nopenpyxl + pandas: absent")
        return
    print(f"\n{' + '.join(f'{name} {version(name)}' for name in PEERS):40}{'seconds':>9}{'ratio':>8}")
    for name, value in peer["clean"]["seconds"].items():
        _print_line(name, value, calamine)
    print(f"  findings, with errors: {len(peer['errors']['cells'])}")
    print(f"  memory: {peer['clean']['peak_mb']:,.0f} MB at most")
    for name, count in differ.items():
        print(f"  {name}: {f'{count:,} DIFFERENT' if count else 'all equal'}")


def _print_line(name: str, seconds: float, calamine: float) -> None:
    print(f"  {name:38}{seconds:9.2f}{seconds / calamine:8.1f}")


def _counts(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {check}" for check, count in sorted(found.items())) or "none"

"""Comparisons over a generated ledger of 36 million observations, on SQLite and PostgreSQL, each beside its peers:
plain SQL without roll-ups, and a LibreOffice workbook of one month."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import postgres, spreadsheet

ENGINES = ("sqlite", "postgresql")
PROVINCES = 63


def main() -> None:
    wanted = _arguments()
    engines = wanted.engines.split(",")
    wanted.directory.mkdir(parents=True, exist_ok=True)
    found = {"machine": _machine(), "communes": wanted.communes, "months": wanted.months, "runs": wanted.runs}
    found["engines"] = {engine: _measured(engine, wanted) for engine in engines}
    found["workbook"] = _workbook(found["engines"][engines[0]], wanted.directory)
    for measured in found["engines"].values():
        del measured["rows"]
    _print(found)
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.comparisons", description=__doc__)
    parser.add_argument("--months", type=int, default=120, help="up to December 2020; 36 or more for all comparisons")
    parser.add_argument("--communes", type=int, default=10_040)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--runs", type=int, default=60, help="of each question")
    parser.add_argument("--directory", type=Path, default=Path(".bench"), help="for the databases")
    parser.add_argument("--keep", action="store_true", help="the databases")
    parser.add_argument("--json", type=Path, help="write everything that was measured to this file")
    wanted = parser.parse_args()
    if unknown := set(wanted.engines.split(",")) - set(ENGINES):
        parser.error(f"--engines: {', '.join(sorted(unknown))} is none of {', '.join(ENGINES)}")
    return wanted


def _measured(engine: str, wanted: argparse.Namespace) -> dict[str, Any]:
    home = wanted.directory.absolute() / engine
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    try:
        with _database(engine, home) as (address, settings):
            given = ("--communes", wanted.communes, "--months", wanted.months, "--runs", wanted.runs)
            measured = _run(home, address, "measure", *map(str, given))
            measured["product"] = _run(home, address, "product")
            return {**measured, "settings": settings}
    finally:
        if not wanted.keep:
            shutil.rmtree(home)


@contextmanager
def _database(engine: str, home: Path) -> Iterator[tuple[str, dict[str, str]]]:
    if engine == "sqlite":
        yield f"sqlite:///{home / 'ledger.sqlite3'}", {}
        return
    # A path of its own: that of a socket is at most 107 characters long.
    with tempfile.TemporaryDirectory() as short:
        data = Path(short) / "data"
        (home / "data").mkdir()
        data.symlink_to(home / "data")
        with postgres.server(data) as address:
            yield address, postgres.settings(data)


def _run(home: Path, address: str, work: str, *arguments: str) -> dict[str, Any]:
    answer = home / "answer.json"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ansinh.config.settings",
        "DATABASE_URL": address,
        "ANSINH_HOME": str(home),
    }
    command = [sys.executable, "-m", "bench.engine", work, "--answer", str(answer), *arguments]
    subprocess.run(command, env=environment, check=True)
    return dict(json.loads(answer.read_text(encoding="utf-8")))


def _workbook(measured: dict[str, Any], directory: Path) -> dict[str, Any] | None:
    with tempfile.TemporaryDirectory(dir=directory) as scratch:
        peer = spreadsheet.recalculated(measured["rows"], PROVINCES, Path(scratch))
    if peer is None:
        return None
    return {**peer, "equal": spreadsheet.equal(measured["table"]["lines"], peer.pop("lines"))}


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory, 1),
        "python": platform.python_version(),
    }


def _print(found: dict[str, Any]) -> None:
    machine, engines = found["machine"], found["engines"]
    print(f"{machine['system']}, {machine['cores']} cores, {machine['memory_gb']} GB, Python {machine['python']}")
    print(
        f"{found['communes']:,} communes × 30 series × {found['months']} months, {found['runs']} runs of each question"
    )
    for engine, measured in engines.items():
        load, product = measured["load"], measured["product"]
        size = measured["bytes"]
        print(f"\n{engine} {measured['version']}", *(f"{name}={value}" for name, value in measured["settings"].items()))
        print(f"  size                     {size / 1e9:8.2f} GB, {size / load['facts']:.0f} bytes a fact")
        print(f"  load, facts alone        {load['rows_a_second_without_roll_ups']:8,.0f} facts/s")
        print(f"  load, with roll-ups      {load['rows_a_second_with_roll_ups']:8,.0f} facts/s")
        print(
            f"  the last month           {load['last_month_seconds']:8.2f} s its facts, "
            f"{load['last_month_roll_up_seconds']:.2f} s its roll-ups"
        )
        print(
            f"  a month by the product   {product['facts_a_second']:8,.0f} facts/s: recorded in "
            f"{product['record_seconds']:.1f} s, approved in {product['approve_seconds']:.1f} s, "
            f"{product['peak_memory_mb'] - product['peak_memory_before_mb']:,.0f} MB beside the facts"
        )
        print()
        print(
            f"  {'':38}{'p50 ms':>9}{'p95 ms':>9}{'queries':>9}{'figures':>9}{'known':>7}"
            f"{'plain SQL ms':>14}{'ratio':>8}"
        )
        for case in measured["cases"]:
            print(
                f"  {case['case']:38}{case['p50_ms']:9.1f}{case['p95_ms']:9.1f}{case['queries']:9}"
                f"{case['figures']:9,.0f}{case['known_percent']:6.0f}%{_beside(case)}"
            )
        rebased = measured["rebased"]
        verdict = "answers equal" if rebased["answers_equal"] else "answers DIFFERENT"
        print(
            f"\n  a league of {rebased['communes']:,} communes of 2026, re-based: {rebased['seconds']:.2f} s; "
            f"plain SQL {rebased['peer_seconds']:.2f} s, {verdict}"
        )
    _print_workbook(found)


def _beside(case: dict[str, Any]) -> str:
    if "peer_ratio" not in case:
        return ""
    verdict = "answers equal" if case["answers_equal"] else "answers DIFFERENT"
    return f"{case['peer_p50_ms']:14.1f}{case['peer_ratio']:8.2f}  {verdict}"


def _print_workbook(found: dict[str, Any]) -> None:
    workbook = found["workbook"]
    print()
    if workbook is None:
        print("LibreOffice: absent")
        return
    seconds = workbook["seconds"]
    print(f"{workbook['version']}: provinces by SUMIFS and RANK of one month, 3 indicators")
    verdict = "answers equal" if workbook["equal"] else "answers DIFFERENT"
    print(f"  {seconds:.2f} s ({workbook['start_seconds']:.2f} s for an empty workbook), {verdict}")
    for engine, measured in found["engines"].items():
        own = measured["table"]["milliseconds"] / 1000
        print(f"  the same table here on {engine}: {own:.3f} s; LibreOffice takes {seconds / own:.1f} times as long")


if __name__ == "__main__":
    main()

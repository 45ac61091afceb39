"""Imports: a national workbook read, checked and taken in beside its peers; the figures of a national file staged and
approved; a file of each province imported by all of them at once."""

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import national
from bench.ledgers import ENGINES, Ledger, ledger_on


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.imports", description=__doc__)
    works = parser.add_subparsers(dest="work", required=True)
    at_once = works.add_parser("at-once", help="a file of each province at the same moment, every figure looked for")
    at_once.add_argument("--files", type=int, default=34)
    stage = works.add_parser("stage", help="the figures of a national file recorded, approved and corrected")
    read = works.add_parser("read", help="a national workbook, beside calamine and beside openpyxl + pandas")
    for one in (at_once, stage):
        one.add_argument("--months", type=int, default=6)
    for one in (at_once, stage, read):
        one.add_argument("--engines", default=",".join(ENGINES))
        one.add_argument("--json", type=Path, help="write everything that was measured to this file")
    wanted = parser.parse_args()
    if unknown := set(wanted.engines.split(",")) - set(ENGINES):
        parser.error(f"--engines: {', '.join(sorted(unknown))} is none of {', '.join(ENGINES)}")
    if wanted.work == "read":
        national.run(wanted.engines.split(","), wanted.json)
        return
    found = {engine: _measured(engine, wanted) for engine in wanted.engines.split(",")}
    for engine, measured in found.items():
        print(f"{engine}:", ", ".join(f"{name} {_number(value)}" for name, value in measured.items()))
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    if any(measured.get("lost") or measured.get("wrong") or measured.get("failed") for measured in found.values()):
        sys.exit(1)


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.1f}"


def _measured(engine: str, wanted: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="bench") as scratch, ledger_on(engine, Path(scratch)) as ledger:
        if wanted.work == "stage":
            return ledger.work("files", "stage", "--months", str(wanted.months))
        return _at_once(ledger, wanted.files, wanted.months)


def _at_once(ledger: Ledger, files: int, months: int) -> dict[str, Any]:
    """All imports are started together; each waits for the ledger as long as its settings say."""
    ledger.ansinh("setup").wait()
    size = ("--files", str(files), "--months", str(months))
    workbooks = ledger.home / "workbooks"
    workbooks.mkdir()
    written = ledger.work("files", "write", "--directory", str(workbooks), *size)
    started = time.perf_counter()
    running = [
        ledger.ansinh("import", str(path), "--by", path.stem, "--explain", "*=invented figures")
        for path in sorted(workbooks.iterdir())
    ]
    lasted, failed = [], 0
    while running:
        for process in running:
            if process.poll() is None:
                continue
            lasted.append(time.perf_counter() - started)
            if process.returncode:
                failed += 1
                print(process.stderr.read() if process.stderr else "", file=sys.stderr)
            running.remove(process)
            break
        else:
            time.sleep(0.05)
    return {
        "files": files,
        "figures": written["figures"],
        "failed": failed,
        "seconds until the first": min(lasted),
        "until the median": statistics.median(lasted),
        "until the last": max(lasted),
        **ledger.work("files", "look", *size),
    }


if __name__ == "__main__":
    main()

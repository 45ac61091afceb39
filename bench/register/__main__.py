"""Registers of 1, 10, 100 million invented persons: simulated, loaded and asked, beside other engines on the same data.

Each step and each engine in a process of its own; answers are compared by a digest of their sorted rows.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any

from ansinh.registers.snapshots.store import Registers
from bench.ledgers import ledger_on
from bench.register import process

DAY, NEXT = date(2026, 6, 30), date(2026, 7, 31)
PEERS = ("duckdb", "polars", "datafusion", "pandas", "spark", "postgres")
MOST = {"pandas": 10_000_000, "postgres": 10_000_000, "spark": 100_000_000}  # persons: more does not fit or takes hours
MOST_WHOLE = 10_000_000  # persons whose month is loaded as whole lists too
MEGA = 10**6
Answer = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.register", description=__doc__)
    parser.add_argument("--sizes", default="1,10,100", help="millions of persons, with commas")
    parser.add_argument("--threads", default="2,4", help="of the questions, with commas")
    parser.add_argument("--peers", default=",".join(PEERS), help="of these, with commas; absent ones are said to be")
    parser.add_argument("--runs", type=int, default=5, help="of each question, after one to warm up")
    parser.add_argument("--memory", type=float, default=4, help="GB that loading and asking may take")
    parser.add_argument("--directory", type=Path, help="where it is all put; removed afterwards unless --keep")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--json", type=Path, help="write everything that was measured to this file")
    wanted = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors, {_programs()}")
    directory = Path(tempfile.mkdtemp(prefix="bench", dir=wanted.directory))
    try:
        found = [Size(int(float(size) * MEGA), directory, wanted).measured() for size in wanted.sizes.split(",")]
    finally:
        if not wanted.keep:
            shutil.rmtree(directory, ignore_errors=True)
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=2, ensure_ascii=False), encoding="utf-8")
    _print_growth(found)
    wrong = [line for size in found for line in size["wrong"]]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        sys.exit(1)


def _programs() -> str:
    return ", ".join(f"{name} {_version(name)}" for name in ("duckdb", "polars", "datafusion", "pandas", "pyspark"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


class Size:
    """Everything measured with one number of persons."""

    def __init__(self, persons: int, directory: Path, wanted: argparse.Namespace) -> None:
        self.persons, self.wanted = persons, wanted
        self.directory = directory / str(persons)
        self.directory.mkdir()
        self.threads = [int(one) for one in wanted.threads.split(",")]
        self.sources, self.plain = self.directory / "sources", self.directory / "plain"
        self.whole_after = persons <= MOST_WHOLE
        self.found: Answer = {"persons": persons, "wrong": []}

    def measured(self) -> Answer:
        _say(f"\n{self.persons:,} persons")
        with ledger_on("sqlite", self.directory / "home") as ledger:
            self.environment = ledger.environment
            self._step("setup", "setup")
            self._make()
        store = Registers(self.directory / "home" / "registers")
        self.whole = store.snapshot(str(DAY))
        self._ask_coverage()
        self._ask_others()
        self._ask_the_month()
        if not self.wanted.keep:
            shutil.rmtree(self.directory, ignore_errors=True)
        return self.found

    def _make(self) -> None:
        """Sources, the whole register, the month's change; bare reading and writing beside."""
        self._step(
            "simulated", "register", "simulate", "--persons", str(self.persons), "--as-of", str(DAY),
            "--months", "1", "--changes", "0.01", *["--whole-after"][: self.whole_after], "-o", str(self.sources),
        )  # fmt: skip
        lists = ("--residents", self.sources / "residents", "--spells", self.sources / "spells")
        memory = ("--memory", str(self.wanted.memory))
        self._step("loaded", "register", "load", *lists, "--as-of", str(DAY), *memory)
        asked = {"sources": self.sources, "scratch": self.directory, "threads": os.cpu_count(),
                 "memory": self.wanted.memory}  # fmt: skip
        bare = self._work("bare", asked)
        self._tell("bare read and write", bare)
        changes = self.sources / "changes" / str(NEXT)
        lists = ("--residents", changes / "residents", "--spells", changes / "spells")
        self._step("change loaded", "register", "load", *lists, "--as-of", str(NEXT), "--changes-to", str(DAY), *memory)
        if self.whole_after:
            lists = ("--residents", self.sources / "after/residents", "--spells", self.sources / "after/spells")
            self._step("whole lists of the month", "register", "load", *lists, "--as-of", str(NEXT), *memory)
        _say(f"  sources {_bytes(self.sources / 'residents', self.sources / 'spells')}, "
             f"register {_bytes(self.directory / 'home/registers' / str(DAY))}, "
             f"month {_bytes(self.directory / 'home/registers' / str(NEXT))}")  # fmt: skip

    def _ask_coverage(self) -> None:
        """From the rows, from the counts, and from plain Parquet by everybody."""
        ours = {"registers": self.whole.directory.parent, "snapshot": self.whole.name, "runs": self.wanted.runs,
                "memory": self.wanted.memory}  # fmt: skip
        ahead = DAY + timedelta(days=15)  # no count is kept for it, so that it is asked of the rows
        self._work("plain", {"plain": self.plain, "snapshot": self.whole.directory, "threads": os.cpu_count(),
                             "memory": self.wanted.memory})  # fmt: skip
        _say(f"  plain files {_bytes(self.plain)}")
        for threads in self.threads:
            _say(f"  coverage by commune and group, {threads} threads")
            rows = self._asked("from the laid-out rows", "coverage", ours | {"day": ahead, "threads": threads})
            self._asked("from the counts, the register's day", "coverage", ours | {"day": DAY, "threads": threads})
            for peer in self.wanted.peers.split(","):
                if self.persons > MOST.get(peer, self.persons):
                    _say(f"    {peer:<40} not asked of so many")
                    continue
                self._ask_peer(peer, threads, ahead, rows)
        asked = {"status": self.whole.directory / "status", "day": ahead, "runs": self.wanted.runs}
        self._compare("the bound", rows, self._asked("bound: bits counted", "bound", asked, rows))

    def _ask_peer(self, peer: str, threads: int, day: date, ours: Answer) -> None:
        asked = {"peer": peer, "plain": self.plain, "day": day, "threads": threads, "scratch": self.directory}
        asked["runs"] = max(1, self.wanted.runs // 2) if self.persons > 10 * MEGA else self.wanted.runs
        os.environ["POLARS_MAX_THREADS"] = str(threads)
        name = "postgres" if peer == "postgres" else "peer"
        if name == "postgres" and threads != self.threads[-1]:
            return  # its threads are set for the server, not for a question
        title = f"{peer}, plain Parquet" if name == "peer" else "postgres, indexed tables"
        theirs = self._asked(title, name, asked, ours)
        self._compare(peer, ours, theirs)

    def _compare(self, who: str, ours: Answer, theirs: Answer) -> None:
        if "absent" not in theirs and theirs.get("digest") != ours.get("digest", "none"):
            self.found["wrong"].append(f"{self.persons:,} persons: {who} answers otherwise, or not at all")

    def _ask_others(self) -> None:
        threads = self.threads[-1]
        ours = {"registers": self.whole.directory.parent, "snapshot": self.whole.name, "runs": self.wanted.runs,
                "memory": self.wanted.memory, "threads": threads, "day": DAY}  # fmt: skip
        commune = self._work("largest", {"snapshot": self.whole.directory})["commune"]
        _say(f"  other questions, {threads} threads")
        self._asked("uninsured of the largest commune", "uninsured", ours | {"commune": commune})
        self._asked("lapses of 13 weeks", "lapses", ours)
        self._asked("outlook of 90 days", "outlook", ours)

    def _ask_the_month(self) -> None:
        """The month by what changed, and by whole lists: the same answers, and what each costs."""
        threads, store = self.threads[-1], self.whole.directory.parent
        ours = {"registers": store, "runs": self.wanted.runs, "memory": self.wanted.memory, "threads": threads}
        found: dict[str, list[Answer]] = {}
        for snapshot in [str(NEXT), f"{NEXT}.2"][: 2 if self.whole_after else 1]:
            title = "by what changed" if snapshot == str(NEXT) else "by whole lists"
            _say(f"  the next month {title}, {threads} threads")
            for what, name, asked in (
                ("coverage from the counts", "coverage", {"day": NEXT}),
                ("coverage from the rows", "coverage", {"day": NEXT + timedelta(days=15)}),
                ("movement", "movement", {"before": self.whole.name}),
            ):
                answer = self._asked(f"{what}, {title}", name, ours | {"snapshot": snapshot} | asked)
                found.setdefault(what, []).append(answer)
        for what, answers in found.items():
            digests = {one.get("digest") for one in answers}
            if len(digests) > 1 or None in digests:
                self.found["wrong"].append(f"{self.persons:,} persons: {what} of the month differs")

    def _step(self, name: str, *arguments: str | Path) -> None:
        ansinh = Path(sys.executable).with_name("ansinh")
        used = process.run([ansinh, *arguments], self.environment)
        self.found[name] = used.said()
        _say(f"  {name:<42} {used.wall:8.1f} s  {used.cpu:8.1f} CPU-s  {used.peak / 1e9:5.2f} GB")

    def _work(self, name: str, asked: Answer) -> Answer:
        found: Answer = process.work("bench.register.asked", name, asked)
        return found

    def _asked(self, title: str, name: str, asked: Answer, ours: Answer | None = None) -> Answer:
        found = self._work(name, asked)
        self.found[f"{title}, {asked.get('threads', 1)} threads"] = found
        self._tell(title, found, ours)
        return found

    def _tell(self, title: str, found: Answer, ours: Answer | None = None) -> None:
        if "absent" in found:
            _say(f"    {title:<40} absent: {found['absent']}")
        elif "failed" in found:
            _say(f"    {title:<40} failed: {found['failed']}")
        elif "walls" not in found:
            _say(f"  {title:<42} {found['wall']:8.1f} s")
        else:
            median = statistics.median(found["walls"])
            ratio = f"  {median / statistics.median(ours['walls']):5.1f}×" if ours else ""
            _say(f"    {title:<40} {median:8.3f} s (best {found['walls'][0]:.3f})  {found['cpu']:8.2f} CPU-s  "
                 f"{found['peak'] / 1e9:5.2f} GB{ratio}")  # fmt: skip


def _print_growth(found: Sequence[Answer]) -> None:
    """How much more the same takes with the next size."""
    for small, large in pairwise(found):
        times = large["persons"] / small["persons"]
        print(f"\n{times:g} times the persons:")
        for name in small:
            one, other = _seconds(small[name]), _seconds(large.get(name))
            if one and other:
                print(f"  {name:<60} {other / one:6.1f} times the time")


def _seconds(found: Any) -> float | None:
    if not isinstance(found, dict):
        return None
    return statistics.median(found["walls"]) if "walls" in found else found.get("wall")


def _bytes(*paths: Path) -> str:
    size = sum(file.stat().st_size for path in paths for file in path.rglob("*.parquet"))
    return f"{size / 1e9:.2f} GB"


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()

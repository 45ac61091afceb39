"""One question asked by one engine in this process: `python -m bench.register.asked NAME JSON` prints JSON.

The question is put once to warm up (files in the system's memory, code compiled), then ``runs`` times: those are timed.
"""

import hashlib
import importlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ansinh.registers.engines.duck import DuckEngine
from ansinh.registers.questions import Coverage, Lapses, Movement, Outlook, Uninsured
from ansinh.registers.snapshots.store import Registers
from bench.register import bound, peers
from bench.register.process import descendants

Answer = dict[str, Any]


def main() -> None:
    name, asked = sys.argv[1], json.loads(sys.argv[2])
    try:
        print(json.dumps(ASKED[name](asked)))
    except ImportError as absent:
        print(json.dumps({"absent": absent.name}))


def _timed(ask: Callable[[], list[Any]], runs: int) -> Answer:
    started = time.perf_counter()
    rows = ask()
    first = time.perf_counter() - started
    walls = []
    before = _cpu()
    for _run in range(runs):
        started = time.perf_counter()
        rows = ask()
        walls.append(time.perf_counter() - started)
    return {
        "first": first,
        "walls": sorted(walls),
        "cpu": (_cpu() - before) / runs,
        "rows": len(rows),
        "digest": _digest(rows),
    }


def _cpu() -> float:
    return sum(seconds for _resident, seconds in descendants(os.getpid()))


def _digest(rows: Iterable[Any]) -> str:
    return hashlib.sha256("\n".join(map(repr, sorted(map(tuple, rows)))).encode()).hexdigest()[:12]


def _engine(asked: Answer) -> DuckEngine:
    store = Registers(Path(asked["registers"]))
    before = store.snapshot(asked["before"]) if "before" in asked else None
    return DuckEngine(store.snapshot(asked["snapshot"]), before, threads=asked["threads"], memory=asked.get("memory"))


def _coverage(asked: Answer) -> Answer:
    """From the rows (a day that no count is kept for) or from the counts; the same day by both elsewhere."""
    question = Coverage(date.fromisoformat(asked["day"]))
    engine = _engine(asked)
    return _timed(lambda: [row[1:3] + row[5:7] for row in engine.answer(question)], asked["runs"])


def _uninsured(asked: Answer) -> Answer:
    question = Uninsured(asked["commune"], date.fromisoformat(asked["day"]))
    engine = _engine(asked)
    return _timed(lambda: [tuple(map(str, row)) for row in engine.answer(question)], asked["runs"])


def _largest(asked: Answer) -> Answer:
    """The commune with the most residents."""
    rows = f"FROM '{asked['snapshot']}/status/**/*.parquet'"
    found = importlib.import_module("duckdb").sql(f"SELECT mode(commune) {rows}").fetchall()
    return {"commune": found[0][0]}


def _lapses(asked: Answer) -> Answer:
    question, engine = Lapses(date.fromisoformat(asked["day"])), _engine(asked)
    return _timed(lambda: [tuple(map(str, row)) for row in engine.answer(question)], asked["runs"])


def _outlook(asked: Answer) -> Answer:
    question, engine = Outlook(date.fromisoformat(asked["day"])), _engine(asked)
    return _timed(lambda: [tuple(map(str, row)) for row in engine.answer(question)], asked["runs"])


def _movement(asked: Answer) -> Answer:
    engine = _engine(asked)
    return _timed(lambda: list(engine.answer(Movement())), asked["runs"])


def _peer(asked: Answer) -> Answer:
    ask, plain = peers.PEERS[asked["peer"]], Path(asked["plain"])
    return _timed(lambda: ask(plain, date.fromisoformat(asked["day"]), asked["threads"]), asked["runs"])


def _postgres(asked: Answer) -> Answer:
    with tempfile.TemporaryDirectory(dir=asked["scratch"]) as directory:
        started = time.perf_counter()
        with peers.postgres(Path(asked["plain"]), Path(directory)) as ask:
            loaded = time.perf_counter() - started
            return _timed(lambda: ask(date.fromisoformat(asked["day"])), asked["runs"]) | {"loaded": loaded}


def _bound(asked: Answer) -> Answer:
    started = time.perf_counter()
    bits = bound.prepare(Path(asked["status"]), date.fromisoformat(asked["day"]))
    laid_out = time.perf_counter() - started
    counted = _timed(
        lambda: [(*cell, insured) for cell, insured in zip(bits.cells, bound.count(bits).tolist(), strict=True)],
        asked["runs"],
    )
    return counted | {"laid_out": laid_out}


def _bare(asked: Answer) -> Answer:
    """What DuckDB takes to read the sources and write them again, nothing else done."""
    connection = importlib.import_module("duckdb").connect(config={"threads": asked["threads"]})
    connection.execute(f"SET memory_limit = '{asked['memory']}GB'")
    target = Path(asked["scratch"]) / "bare.parquet"
    started = time.perf_counter()
    for register in ("residents", "spells"):
        connection.execute(f"COPY (FROM '{asked['sources']}/{register}/*.parquet') TO '{target}' (FORMAT parquet)")
    lasted = time.perf_counter() - started
    target.unlink()
    return {"wall": lasted}


def _plain(asked: Answer) -> Answer:
    """The snapshot's persons and spells as two plain tables, in the order of the personal IDs."""
    connection = importlib.import_module("duckdb").connect(config={"threads": asked["threads"]})
    connection.execute(f"SET memory_limit = '{asked['memory']}GB'")
    connection.execute("SET preserve_insertion_order = false")
    plain, snapshot = Path(asked["plain"]), Path(asked["snapshot"])
    for table, columns, source in (
        ("residents", 'person AS person_id, commune, "group"', "status"),
        ("spells", "person AS person_id, scheme, valid_from, valid_to", "spells"),
    ):
        (plain / table).mkdir(parents=True)
        rows = f"SELECT {columns} FROM '{snapshot / source}/**/*.parquet'"
        connection.execute(f"COPY ({rows}) TO '{plain / table}/part.parquet' (FORMAT parquet)")
    return {"bytes": sum(path.stat().st_size for path in plain.rglob("*.parquet"))}


ASKED: dict[str, Callable[[Answer], Answer]] = {
    "coverage": _coverage,
    "uninsured": _uninsured,
    "largest": _largest,
    "lapses": _lapses,
    "outlook": _outlook,
    "movement": _movement,
    "peer": _peer,
    "postgres": _postgres,
    "bound": _bound,
    "bare": _bare,
    "plain": _plain,
}

if __name__ == "__main__":
    main()

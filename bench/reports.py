"""Reports: one with six charts, cold and warm, step by step, beside LibreOffice and a mail merge; and those of the 34
provinces by several processes."""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import office
from bench.ledgers import ENGINES, Ledger, ledger_on

UNIT, PERIOD, TEXT = "cum-iv-2020", "2020-05", Path(__file__).parents[1] / "examples" / "cum-iv-2020-05.md"
MADE_OF = ("docx", "pdf")  # what is said of one report whole; xlsx and JSON are steps beside
BESIDE = ("xlsx", "JSON")
Answer = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reports", description=__doc__)
    works = parser.add_subparsers(dest="work", required=True)
    one = works.add_parser("one", help="one report, step by step, beside LibreOffice and a mail merge")
    one.add_argument("--runs", type=int, default=12, help="warm; each with other figures, language and text")
    one.add_argument("--cold", type=int, default=5, help="fresh processes")
    one.add_argument("--conversions", type=int, default=6, help="by LibreOffice")
    provinces = works.add_parser("provinces", help="a report of each province, in all formats, by several processes")
    provinces.add_argument("--workers", type=int, default=4, help="measured with 1, 2, 4 … up to this")
    provinces.add_argument("--provinces", type=int, default=34)
    provinces.add_argument("--repeat", type=int, default=2, help="times; the best counts")
    provinces.add_argument("--engines", default=ENGINES[0], help=f"of {','.join(ENGINES)}")
    for each in (one, provinces):
        each.add_argument("--json", type=Path, help="write everything that was measured to this file")
    wanted = parser.parse_args()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors, {_programs()}")
    found, wrong = _one(wanted) if wanted.work == "one" else _provinces(wanted)
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=2, ensure_ascii=False), encoding="utf-8")
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        sys.exit(1)


def _programs() -> str:
    return ", ".join(f"{name} {version(name)}" for name in ("typst", "vl-convert-python", "python-docx"))


def _one(wanted: argparse.Namespace) -> tuple[Answer, list[str]]:
    with tempfile.TemporaryDirectory(prefix="bench") as scratch, ledger_on("sqlite", Path(scratch)) as ledger:
        _process(ledger, "demo")
        start = [_process(ledger, "report", "outlines") for _time in range(wanted.cold)]
        cold = [_cold(ledger) for _time in range(wanted.cold)]
        ledger.work("reports", "months")
        files = str(ledger.home / "warm")
        warm = ledger.work("reports", "make", "--runs", str(wanted.runs), "--directory", files)
        peer = _peer(warm["runs"][1:], ledger.home, wanted.conversions)
    found = {"start": start, "cold": cold, "warm": warm, "peer": peer}
    _print_one(found)
    return found, peer["wrong"]


def _cold(ledger: Ledger) -> Answer:
    asked = ("--period", PERIOD, "--text", str(TEXT), "--format", ",".join(MADE_OF))
    return _process(ledger, "report", "make", UNIT, *asked, "--output", str(ledger.home / "cold"))


def _process(ledger: Ledger, *arguments: str) -> Answer:
    """Seconds and memory of an `ansinh` of its own, from its start to its end."""
    command = [str(Path(sys.executable).with_name("ansinh")), *arguments]
    started = time.perf_counter()
    running = subprocess.Popen(command, env=ledger.environment, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(running.pid, 0)
    lasted = time.perf_counter() - started
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: ended with {running.returncode}")
    return {"seconds": lasted, "peak_mb": used.ru_maxrss / 1024}


def _peer(runs: Sequence[Answer], home: Path, conversions: int) -> Answer:
    """The mail merge of each report, and the conversions of some of them; what differs in words."""
    directory = home / "office"
    directory.mkdir()
    found: Answer = {"wrong": [], "merge": [], "places": [], "converted": None}
    for run in runs:
        seconds, places, same = _merged(Path(run["files"]["docx"]), directory)
        found["merge"].append(seconds)
        found["places"].append(places)
        found["wrong"] += [] if same else [f"mail merge of {run['files']['docx']}: other words"]
    soffice = office.find_soffice()
    if soffice:
        found["version"] = office.version(soffice)
        found["converted"] = _converted(office.Converter(soffice, directory), runs[:conversions], found["wrong"])
    return found


def _merged(made: Path, directory: Path) -> tuple[float, int, bool]:
    template, merged = directory / "template.docx", directory / "merged.docx"
    values = office.write_template(made, template)
    seconds = office.merge(template, values, merged)
    return seconds, len(values), office.words_of_docx(merged) == office.words_of_docx(made)


def _converted(converter: office.Converter, runs: Sequence[Answer], wrong: list[str]) -> Answer:
    """One process a file, as an office does; and all in one, which starts once."""
    files = [Path(run["files"]["docx"]) for run in runs]
    start = [converter.start() for _file in files]
    each = [converter.convert([file]) for file in files]
    at_once = converter.convert(files)
    pages = [_compared(run, converter.pdf_of(file), wrong) for run, file in zip(runs, files, strict=True)]
    return {"start": start, "each": each, "at_once": at_once, "pages": pages, "peak_mb": converter.peak_mb}


def _compared(run: Mapping[str, Any], theirs: Path, wrong: list[str]) -> list[int]:
    """Pages of ours and of theirs. Both must have every word of the Word file, and no other but in charts."""
    words, charts = office.words_of_docx(Path(run["files"]["docx"])), " ".join(run["pictures"])
    pages = []
    for pdf in (Path(run["files"]["pdf"]), theirs):
        found, count = office.words_of_pdf(pdf)
        pages.append(count)
        lost, added = office.lost(words, found), office.added(words, found, charts)
        wrong += [f"{pdf}: {kind} {' '.join(some)}" for kind, some in (("lost", lost), ("added", added)) if some]
    return pages


def _print_one(found: Answer) -> None:
    warm, cold, peer = found["warm"], found["cold"], found["peer"]
    first, *others = (run["seconds"] for run in warm["runs"])
    figures = statistics.median(run["figures"] for run in warm["runs"])
    charts = len(warm["runs"][0]["pictures"])
    print(f"\n{UNIT}: {charts} charts, {figures:.0f} figures; {len(others)} warm, no two alike")
    print(f"{'seconds':46}{'median':>8}{'best':>8}")
    _line("cold: a fresh `ansinh report make`, docx + PDF", [one["seconds"] for one in cold])
    _line("  of it the program's start", [one["seconds"] for one in found["start"]])
    _line("first in a process, docx + PDF", [_of_two(first)])
    _line("warm, docx + PDF", [_of_two(one) for one in others])
    for step in (name for name in first if name not in ("all", *BESIDE)):
        _line(f"  {step}", [one[step] for one in others])
    for step in BESIDE:
        _line(f"beside: {step}", [one[step] for one in others])
    most = max(one["peak_mb"] for one in cold)
    print(
        f"memory: cold {most:,.0f} MB; a process that made {len(others) + 1} in all formats {warm['peak_mb']:,.0f} MB"
    )
    _print_peer(peer, others)


def _of_two(seconds: Mapping[str, float]) -> float:
    return seconds["all"] - sum(seconds[step] for step in BESIDE)


def _line(name: str, seconds: Sequence[float], ratio: float | None = None) -> None:
    beside = "" if ratio is None else f"{ratio:8.1f}"
    print(f"{name:46}{statistics.median(seconds):8.3f}{min(seconds):8.3f}{beside}")


def _print_peer(peer: Answer, ours: Sequence[Mapping[str, float]]) -> None:
    pdf, docx = (statistics.median(one[step] for one in ours) for step in ("PDF", "docx"))
    print(f"\n{'peers: seconds':46}{'median':>8}{'best':>8}{'ratio':>8}  (to our own step)")
    places = statistics.median(peer["places"])
    merge = statistics.median(peer["merge"])
    _line(f"mail merge, {places:.0f} places, no charts (our docx)", peer["merge"], merge / docx)
    converted = peer["converted"]
    if converted is None:
        print("LibreOffice: absent; it would turn the same docx into a PDF")
    else:
        each = statistics.median(converted["each"])
        several = (converted["at_once"] - statistics.median(converted["start"])) / len(converted["each"])
        _line(f"{peer['version']}: docx to PDF (our PDF)", converted["each"], each / pdf)
        _line("  its start alone", converted["start"])
        _line("  without it, several in one process", [several], several / pdf)
        ours_pages, theirs_pages = zip(*converted["pages"], strict=True)
        print(f"pages: {list(ours_pages)}, LibreOffice {list(theirs_pages)}; memory {converted['peak_mb']:,.0f} MB")
    print(f"words: {'DIFFERENT' if peer['wrong'] else 'all equal'}")


def _provinces(wanted: argparse.Namespace) -> tuple[Answer, list[str]]:
    engines = wanted.engines.split(",")
    found: Answer = {}
    wrong: list[str] = []
    for engine in engines:
        with tempfile.TemporaryDirectory(prefix="bench") as scratch, ledger_on(engine, Path(scratch)) as ledger:
            found[engine] = _by_workers(ledger, wanted, wrong)
        _print_provinces(engine, found[engine])
    return found, wrong


def _by_workers(ledger: Ledger, wanted: argparse.Namespace, wrong: list[str]) -> Answer:
    _process(ledger, "setup")
    size = ("--provinces", str(wanted.provinces))
    loaded = ledger.work("provinces", "load", *size)
    counts = [2**power for power in range(wanted.workers.bit_length()) if 2**power < wanted.workers]
    runs: dict[int, list[Answer]] = {}
    for _time in range(wanted.repeat):
        for workers in (*counts, wanted.workers):
            directory = ledger.home / f"by-{workers}"
            given = ("--workers", str(workers), "--directory", str(directory))
            made = ledger.work("provinces", "make", *given, *size)
            runs.setdefault(workers, []).append(made)
            wrong += [f"{workers} workers, {unit}: {' '.join(why)}" for unit, why in made["failed"].items()]
    alone, together = (ledger.home / f"by-{workers}" for workers in (min(runs), max(runs)))
    differ = [
        *_differing(alone, together, "json", _figures),
        *_differing(alone, together, "docx", office.words_of_docx),
    ]
    wrong += differ
    size_mb = sum(file.stat().st_size for file in alone.iterdir()) / 1024**2
    return {"loaded": loaded, "runs": runs, "different": differ, "size_mb": size_mb}


def _figures(file: Path) -> object:
    return json.loads(file.read_text(encoding="utf-8"))["figures"]


def _differing(one: Path, other: Path, form: str, read: Callable[[Path], object]) -> Iterator[str]:
    names = {file.name for directory in (one, other) for file in directory.glob(f"*.{form}")}
    for name in sorted(names):
        if not ((one / name).exists() and (other / name).exists()) or read(one / name) != read(other / name):
            yield f"{name}: DIFFERENT by one worker and by several"


def _print_provinces(engine: str, found: Answer) -> None:
    loaded, runs = found["loaded"], found["runs"]
    print(f"\n{engine}: {loaded['facts']:,} facts of {loaded['communes']:,} communes")
    best = {workers: min(made, key=lambda one: float(one["seconds"])) for workers, made in runs.items()}
    alone = best[min(best)]["seconds"]
    names = ("workers", "seconds", "the first", "a minute", "speed-up", "processors'", "parent MB", "worker MB")
    print("".join(f"{name:>12}" for name in names))
    for workers, made in best.items():
        seconds = made["seconds"]
        times = (seconds, made["first"], made["made"] / seconds * 60, alone / seconds, made["cpu_seconds"])
        memory = "".join(f"{made[name]:12,.0f}" for name in ("parent_mb", "worker_mb"))
        print(f"{workers:12}{''.join(f'{time:12.1f}' for time in times)}{memory}")
    failed = sum(len(made["failed"]) for times in runs.values() for made in times)
    print(f"made {best[min(best)]['made']}, failed {failed}; files {found['size_mb']:,.0f} MB")
    print(f"figures and words by one and by several: {'DIFFERENT' if found['different'] else 'all equal'}")


if __name__ == "__main__":
    main()

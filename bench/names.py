"""Names of places as officers write them, resolved by the gazetteer, beside rapidfuzz alone over the full names: the
same names and places in one run; the answers of both are compared with the truth."""

import argparse
import json
import platform
import random
import time
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from ansinh.kernel.names import fold
from ansinh.places.gazetteer import Gazetteer, Outcome, Place, read_aliases
from tests.corpus.places.catalogue import catalogue_of
from tests.corpus.places.make import abbreviated, full, lacking, plain

DAY = date(2025, 6, 30)  # the last of the old communes
SEED = 20250630
SCORERS = ("WRatio", "token_sort_ratio", "ratio")

Path_ = tuple[Place, ...]
WAYS: tuple[Callable[[Path_], str], ...] = (
    full,
    lambda path: full(path).upper(),
    lambda path: unicodedata.normalize("NFD", full(path)),
    lambda path: plain(full(path)),
    lambda path: lacking(full(path)),
    lambda path: ", ".join(place.name for place in path),
    lambda path: ", ".join(abbreviated(place, " ") for place in path),
    lambda path: " - ".join(abbreviated(place, "") for place in path),
    lambda path: f"{path[0].full_name} ({path[1].name}, {path[2].name})",
    lambda path: ", ".join(place.full_name for place in reversed(path)),
    lambda path: " ".join(place.full_name for place in path),
)


def main() -> None:
    wanted = _arguments()
    paths = _communes()
    chance = random.Random(SEED)
    written = [chance.choice(WAYS)(path) for path in paths]
    peers = {scorer: _rapidfuzz(paths, written, scorer, wanted.peer_names) for scorer in wanted.scorers.split(",")}
    found = {
        "machine": f"{platform.platform()}, Python {platform.python_version()}, rapidfuzz {version('rapidfuzz')}",
        "names": len(written),
        "gazetteer": _gazetteer(paths, written),
        "peers": peers,
    }
    _print(found)
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.names", description=__doc__)
    parser.add_argument("--scorers", default="WRatio,token_sort_ratio", help=f"of rapidfuzz: {', '.join(SCORERS)}")
    parser.add_argument("--peer-names", type=int, default=1_000, help="names given to rapidfuzz, by chance; 0 for all")
    parser.add_argument("--json", type=Path, help="write everything that was measured to this file")
    wanted = parser.parse_args()
    if unknown := set(wanted.scorers.split(",")) - set(SCORERS):
        parser.error(f"--scorers: {', '.join(sorted(unknown))} is none of {', '.join(SCORERS)}")
    return wanted


def _communes() -> list[Path_]:
    """With district and province."""
    catalogue = catalogue_of(DAY)
    return [(place, *catalogue.around(place)) for place in catalogue.places if place.level == "commune"]


def _gazetteer(paths: Sequence[Path_], written: Sequence[str]) -> dict[str, Any]:
    aliases = [alias for alias in read_aliases() if alias.valid_on(DAY)]
    start = time.perf_counter()
    gazetteer = Gazetteer(catalogue_of(DAY).places, aliases)
    built = time.perf_counter()
    matches = [gazetteer.resolve(one) for one in written]
    end = time.perf_counter()
    one = [match.outcome in (Outcome.EXACT, Outcome.UNIQUE) for match in matches]
    right = [match.places == (path[0],) for match, path in zip(matches, paths, strict=True)]
    asked = [match.outcome is Outcome.AMBIGUOUS for match in matches]
    return {
        "build_seconds": built - start,
        "names": len(written),
        "names_a_second": len(written) / (end - built),
        "right": sum(is_one and is_right for is_one, is_right in zip(one, right, strict=True)),
        "wrong": sum(is_one and not is_right for is_one, is_right in zip(one, right, strict=True)),
        "asked": sum(asked),
        "unknown": len(written) - sum(one) - sum(asked),
    }


def _rapidfuzz(paths: Sequence[Path_], written: Sequence[str], scorer: str, limit: int) -> dict[str, Any]:
    """It always answers: what is not right is wrong. Its names are folded before the clock starts, ours inside it."""
    choices = [fold(full(path)) for path in paths]
    order = random.Random(SEED).sample(range(len(paths)), min(limit or len(paths), len(paths)))
    queries = [fold(written[place]) for place in order]
    start = time.perf_counter()
    answers = [process.extractOne(query, choices, scorer=getattr(fuzz, scorer)) for query in queries]
    seconds = time.perf_counter() - start
    right = sum(answer is not None and answer[2] == place for answer, place in zip(answers, order, strict=True))
    return {
        "names": len(order),
        "names_a_second": len(order) / seconds,
        "right": right,
        "wrong": len(order) - right,
        "asked": 0,
        "unknown": 0,
    }


def _print(found: dict[str, Any]) -> None:
    gazetteer = found["gazetteer"]
    print(found["machine"])
    print(f"{found['names']:,} communes with district and province, written in {len(WAYS)} ways, seed {SEED}\n")
    print(f"  {'':28}{'names':>8}{'names/s':>10}{'right':>9}{'wrong':>9}{'asked':>9}{'unknown':>9}{'ratio':>8}")
    _print_line("gazetteer", gazetteer, gazetteer)
    for scorer, peer in found["peers"].items():
        _print_line(f"rapidfuzz {scorer}", peer, gazetteer)
    print(f"\n  the gazetteer is built in {gazetteer['build_seconds']:.2f} s")


def _print_line(name: str, measured: dict[str, Any], ours: dict[str, Any]) -> None:
    shares = "".join(f"{measured[kind] / measured['names']:9.2%}" for kind in ("right", "wrong", "asked", "unknown"))
    ratio = ours["names_a_second"] / measured["names_a_second"]
    print(f"  {name:28}{measured['names']:8,}{measured['names_a_second']:10,.0f}{shares}{ratio:8.1f}")


if __name__ == "__main__":
    main()

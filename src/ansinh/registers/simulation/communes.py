"""The communes of a simulation: how many persons each has, how poor it is, which province issues its numbers."""

import csv
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from random import Random

from ansinh.registers.areas import Areas, Commune

DATA = Path(__file__).parent / "data"
BATCH = 500_000
"""Persons that are worked on at a time, unless one commune alone has more: bounds the memory."""

_WEIGHTS = {"phường": 1.5, "thị trấn": 1.1, "đặc khu": 0.25}
_MOUNTAINS = frozenset({2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 20, 62, 64, 66, 67})
_KHMER = frozenset({84, 94})


@dataclass(frozen=True, slots=True)
class Place:
    """``issuer``: the province in the list of 63 whose two digits stand in numbers, cards and IDs given here.
    ``first``: how many persons the communes of the same issuer before this one have; ``issued``: how many all of them
    have. ``poor``, ``near_poor``: share of the households."""

    number: int
    code: str
    province: str
    issuer: int
    persons: int
    first: int
    issued: int
    batch: int
    urban: bool
    island: bool
    difficult: bool
    poor: float
    near_poor: float


def places(areas: Areas, within: Collection[str], persons: int, seed: int) -> list[Place]:
    """In order of province and code; ``persons`` are shared out to the last one."""
    communes = sorted((areas.communes[code] for code in within), key=lambda one: (one.province, one.code))
    sizes = _shares([_weight(one, seed) for one in communes], persons)
    issuers = [issuer(one.code) for one in communes]
    issued: Counter[int] = Counter()
    firsts = []
    for number, size in zip(issuers, sizes, strict=True):
        firsts.append(issued[number])
        issued[number] += size
    return [
        _place(number, commune, issuers[number], sizes[number], firsts[number], issued[issuers[number]], batch, seed)
        for number, (commune, batch) in enumerate(zip(communes, _batches(sizes), strict=True))
    ]


def issuer(code: str) -> int:
    """Communes kept the codes of the province in which they lay before the mergers of 2025."""
    firsts, provinces = _issuers()
    return int(provinces[max(0, bisect_right(firsts, code) - 1)])


def list_of_63() -> list[str]:
    return sorted(set(_issuers()[1]))


@cache
def _issuers() -> tuple[list[str], list[str]]:
    with (DATA / "issuers.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [row["first_commune"] for row in rows], [row["province"] for row in rows]


def _weight(commune: Commune, seed: int) -> float:
    return _WEIGHTS.get(commune.designation, 1.0) * math.exp(_random(commune, seed, "size").gauss(0, 0.45))


def _place(
    number: int, commune: Commune, issued_by: int, persons: int, first: int, issued: int, batch: int, seed: int
) -> Place:
    chance = _random(commune, seed, "poverty")
    urban = commune.designation in ("phường", "thị trấn")
    share = 0.7 if issued_by in _MOUNTAINS else 0.25 if issued_by in _KHMER else 0.05
    difficult = not urban and chance.random() < share
    poor = chance.uniform(0.08, 0.26) if difficult else chance.uniform(0.002, 0.012 if urban else 0.04)
    near_poor = chance.uniform(0.08, 0.2) if difficult else chance.uniform(0.005, 0.02 if urban else 0.075)
    island = commune.designation == "đặc khu"
    return Place(
        number=number,
        code=commune.code,
        province=commune.province,
        issuer=issued_by,
        persons=persons,
        first=first,
        issued=issued,
        batch=batch,
        urban=urban,
        island=island,
        difficult=difficult,
        poor=poor,
        near_poor=near_poor,
    )


def _random(commune: Commune, seed: int, what: str) -> Random:
    return Random(f"{seed} {commune.code} {what}")  # noqa: S311 (nothing is kept secret by it)


def _shares(weights: list[float], whole: int) -> list[int]:
    """Whole numbers in proportion to the weights that add up: each boundary between two is rounded."""
    total = math.fsum(weights)
    bounds = [round(whole * reached / total) for reached in accumulate(weights, initial=0.0)]
    bounds[-1] = whole
    return [after - before for before, after in pairwise(bounds)]


def _batches(sizes: list[int]) -> Iterator[int]:
    batch = filled = 0
    for size in sizes:
        if filled and filled + size > BATCH:
            batch, filled = batch + 1, 0
        filled += size
        yield batch

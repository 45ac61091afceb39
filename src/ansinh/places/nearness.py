"""Names like one that was mistyped. Time is bounded: pairs of letters choose a few, only these are compared."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from ansinh.places.spelling import Spelling

Named = TypeVar("Named")
Likeness = tuple[int, int]  # letters that differ, letters and marks that differ: the least is the likest

_COMPARED = 25
_LONGEST = 40  # letters of what was written; no name has more
_LETTERS_FOR_EACH_SLIP = 4  # one slip in up to 7 letters, two in up to 11 ...


class NearNames(Generic[Named]):
    def __init__(self, named: Iterable[tuple[Spelling, Named]]) -> None:
        """``named``: names, and what is called so."""
        self._named = list(named)
        self._pairs = [len(_pairs(name.letters)) for name, _one in self._named]
        self._with_pair: dict[str, list[int]] = defaultdict(list)
        for position, (name, _one) in enumerate(self._named):
            for pair in _pairs(name.letters):
                self._with_pair[pair].append(position)

    def near(self, written: Spelling) -> list[tuple[Likeness, Named]]:
        """What has a name like this, in no order."""
        if len(written.letters) > _LONGEST:
            return []
        most = max(1, len(written.letters) // _LETTERS_FOR_EACH_SLIP)
        found = []
        for position in self._sharing_most_pairs(written.letters):
            name, one = self._named[position]
            if abs(len(written.letters) - len(name.letters)) > most:
                continue
            if (differing := _distance(written.letters, name.letters)) <= most:
                found.append(((differing, _distance(written.exact, name.exact)), one))
        return found

    def _sharing_most_pairs(self, letters: str) -> list[int]:
        pairs = _pairs(letters)
        shared: Counter[int] = Counter()
        for pair in pairs:
            shared.update(self._with_pair.get(pair, ()))
        share = {one: count / (len(pairs) + self._pairs[one]) for one, count in shared.items() if count > 1}
        return sorted(share, key=lambda one: (-share[one], one))[:_COMPARED]


def _pairs(letters: str) -> set[str]:
    padded = f" {letters} "
    return {padded[start : start + 2] for start in range(len(padded) - 1)}


def _distance(one: str, other: str) -> int:
    """Letters to add, leave out, change or exchange with their neighbour (each pair of them once)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, facing in enumerate(other, 1):
            least = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and facing == one[row - 2]:
                least = min(least, before[column - 2] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]

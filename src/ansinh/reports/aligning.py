"""Which number of a file is which of those that were printed: the cheapest way to turn one row of them into the other.

A number keeps its place in the order, its content control and the words beside it; an edit changes one of them.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ansinh.reports.numerals import Binding
from ansinh.reports.reading import Found
from ansinh.reports.tokens import Part, Token

# Costs; whole numbers, so that they add up exactly.
CHANGED = 100  # a number that is another now
GAP = 90  # one gone, or a new one
OTHER_WORDS = 60  # more, for one that changed and stands among other words
MOVED_WORDS = 20  # for the same number among other words
OTHER_CONTROL = 95  # more, for one that has another's control
OTHER_NATURE = 30  # more, for a date in place of a figure
SAME_CONTROL = 30  # all in all, for one retyped in its own control
UNMISTAKABLE = 4  # letters of a number by which alone a place is known again
SAME_WORD_BESIDE = 0.5  # on more than one side, or on one where the other is not known
LONGEST_WORD = 30
MOST_PAIRS = 1_500_000  # looked at together, a second or two


@dataclass(frozen=True)
class Pair:
    """``kept`` None: a new number; ``found`` None: one that is gone."""

    kept: Token | None
    found: Found | None


def align(kept: Sequence[Token], found: Sequence[Found]) -> list[Pair]:
    """In the order of the file. What was moved is a pair all the same."""
    return _with_moved(list(_between(kept, found)))


def without_repeated_headers(found: Sequence[Found], kept: Sequence[Token]) -> list[Found]:
    """A table that goes on to another page of a PDF has its header there again."""
    headers = [sorted(header) for header in _headers(kept)]
    left: list[Found] = []
    seen: set[int] = set()
    place = 0
    while place < len(found):
        repeated = 0
        if place and found[place].page > found[place - 1].page:
            repeated = max((len(one) for one in headers if _begins(found, place, one) and id(one) in seen), default=0)
        seen |= {id(one) for one in headers if _begins(found, place, one)}
        if not repeated:
            left.append(found[place])
        place += repeated or 1
    return left


def _begins(found: Sequence[Found], place: int, header: Sequence[str]) -> bool:
    return sorted(one.text for one in found[place : place + len(header)]) == list(header)


def _headers(kept: Sequence[Token]) -> list[list[str]]:
    tables: dict[int, list[str]] = defaultdict(list)
    for token in kept:
        if token.passage.part is Part.HEADER:
            tables[token.passage.table].append(token.text)
    return list(tables.values())


def is_same(kept: Token, found: Found) -> bool:
    return kept.text == found.text and _fits(kept, found)


def _fits(kept: Token, found: Found) -> bool:
    """Whether the control, if it still has one, is that of what was printed there."""
    return not found.tag or found.tag == control_of(kept)


def control_of(kept: Token) -> str:
    if kept.binding is Binding.FIGURE:
        return kept.figure
    return kept.binding.value if kept.binding in (Binding.OWN, Binding.CONSTANT) else ""


def _between(kept: Sequence[Token], found: Sequence[Found]) -> Iterator[Pair]:
    head = 0
    while head < min(len(kept), len(found)) and is_same(kept[head], found[head]):
        yield Pair(kept[head], found[head])
        head += 1
    tail = 0
    while tail < min(len(kept), len(found)) - head and is_same(kept[-1 - tail], found[-1 - tail]):
        tail += 1
    middle_kept, middle_found = kept[head : len(kept) - tail], found[head : len(found) - tail]
    yield from _around_anchors(middle_kept, middle_found)
    for one, other in zip(kept[len(kept) - tail :], found[len(found) - tail :], strict=True):
        yield Pair(one, other)


def _around_anchors(kept: Sequence[Token], found: Sequence[Found]) -> Iterator[Pair]:
    """Numbers that are there once before and once now hold their places; what lies between them is looked at alone."""
    at_kept = at_found = 0
    for place_kept, place_found in [*_anchors(kept, found), (len(kept), len(found))]:
        yield from _cheapest(kept[at_kept:place_kept], found[at_found:place_found])
        if place_kept < len(kept):
            yield Pair(kept[place_kept], found[place_found])
        at_kept, at_found = place_kept + 1, place_found + 1


def _anchors(kept: Sequence[Token], found: Sequence[Found]) -> list[tuple[int, int]]:
    """The longest row of them that is in the same order in both."""
    once_kept = Counter(one.text for one in kept)
    once_found = Counter(one.text for one in found)
    places = {one.text: place for place, one in enumerate(found) if once_found[one.text] == 1}
    pairs = [
        (place, places[one.text])
        for place, one in enumerate(kept)
        if len(one.text) >= UNMISTAKABLE
        and once_kept[one.text] == 1
        and one.text in places
        and is_same(one, found[places[one.text]])
    ]
    return _rising(pairs)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    ends: list[int] = []  # of the row of each length, the lowest end
    last: list[int] = []
    before: list[int] = []
    for index, (_kept, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
    row: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]


def _cheapest(kept: Sequence[Token], found: Sequence[Found]) -> Iterator[Pair]:
    if not kept or not found or len(kept) * len(found) > MOST_PAIRS:
        yield from (Pair(one, None) for one in kept)
        yield from (Pair(None, one) for one in found)
        return
    costs = _costs(kept, found)
    steps: list[Pair] = []
    row, column = len(kept), len(found)
    while row or column:
        here = costs[row][column]
        if row and column and here == costs[row - 1][column - 1] + _cost(kept[row - 1], found[column - 1]):
            row, column = row - 1, column - 1
            steps.append(Pair(kept[row], found[column]))
        elif row and here == costs[row - 1][column] + GAP:
            row -= 1
            steps.append(Pair(kept[row], None))
        else:
            column -= 1
            steps.append(Pair(None, found[column]))
    yield from reversed(steps)


def _costs(kept: Sequence[Token], found: Sequence[Found]) -> list[list[int]]:
    """Of turning the first so many into the first so many."""
    rows = [[GAP * column for column in range(len(found) + 1)]]
    for number, one in enumerate(kept, 1):
        above, row = rows[-1], [GAP * number]
        for column, other in enumerate(found, 1):
            row.append(min(above[column - 1] + _cost(one, other), above[column] + GAP, row[-1] + GAP))
        rows.append(row)
    return rows


def _cost(kept: Token, found: Found) -> int:
    if found.tag and found.tag == control_of(kept) and kept.binding is Binding.FIGURE:
        return 0 if kept.text == found.text else SAME_CONTROL
    unlike = 1 - _alike(kept, found)
    if is_same(kept, found):
        return round(MOVED_WORDS * unlike)
    cost = CHANGED + round(OTHER_WORDS * unlike)
    if not _fits(kept, found):
        return cost + OTHER_CONTROL
    countless = (Binding.DATE, Binding.DOCUMENT)
    return cost + OTHER_NATURE * ((kept.binding in countless) != (found.binding in countless))


def _alike(kept: Token, found: Found) -> float:
    """Of the words before and after; at the end of a cell nobody knows what stands beside it in a PDF."""
    one = _beside(kept.passage.text, kept.start, kept.end)
    other = _beside(found.stretch.text, found.start, found.end)
    return sum(map(_same_word, one, other)) / 2


@lru_cache(maxsize=10_000)
def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    before = text[max(0, start - LONGEST_WORD) : start].split()
    after = text[end : end + LONGEST_WORD].split()
    return _bare(before[-1]) if before else "", _bare(after[0]) if after else ""


def _bare(word: str) -> str:
    return word.strip(".,;:()").casefold()


def _same_word(one: str, other: str) -> float:
    return float(one == other) if (one and other) or one == other else 0.5


def _with_moved(pairs: Sequence[Pair]) -> list[Pair]:
    """A number that is gone here and new there, in its control or beside the same word, was moved."""
    gone: dict[str, list[Token]] = defaultdict(list)
    for pair in pairs:
        if pair.kept and not pair.found:
            gone[pair.kept.text].append(pair.kept)
    result = [pair if pair.kept or not pair.found else Pair(_origin(pair.found, gone), pair.found) for pair in pairs]
    left = {id(one) for tokens in gone.values() for one in tokens}
    return [pair for pair in result if pair.found or id(pair.kept) in left]


def _origin(found: Found, gone: Mapping[str, list[Token]]) -> Token | None:
    """Where it was moved from; taken from what is gone."""
    candidates = gone.get(found.text, [])
    origin = next((one for one in candidates if _moved(one, found)), None)
    if origin:
        candidates.remove(origin)
    return origin


def _moved(kept: Token, found: Found) -> bool:
    if found.tag or not _fits(kept, found):
        return _fits(kept, found) and bool(found.tag)
    return kept.passage.part is Part.CHART or _alike(kept, found) > SAME_WORD_BESIDE

"""Whether the audit log is as it was written: its hashes are made anew, from the first event to the last.

An event knows its number, by its hash, even after somebody has numbered it otherwise: so what was taken out or put in
is told from what merely moved because of that. Only who rewrites all hashes from some event on leaves nothing to be
found here: against that the head is kept elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain, islice

from ansinh.audit.chain import NONE_BEFORE, Entry, digest
from ansinh.audit.errors import HeadUnreadableError
from ansinh.audit.reads import Head, all_events, hash_of

MOST_BREAKS = 100
_FARTHEST = 64  # by how much events that were numbered otherwise are recognised
_NEAR = 2  # the same, within a run of altered ones: each of these costs as many hashes
_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


class Kind(StrEnum):
    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    CONTRADICTED = "contradicted"  # by the head that was kept


@dataclass(frozen=True)
class Break:
    """``first`` to ``last``: numbers as they now stand; of events that were removed, those that they had."""

    kind: Kind
    first: int
    last: int


@dataclass(frozen=True)
class Verified:
    head: Head


def read_head(text: str) -> Head:
    """Raises HeadUnreadableError."""
    if match := _HEAD.fullmatch(text.strip().lower()):
        return Head(int(match[1]), match[2])
    raise HeadUnreadableError(text)


def verify(against: Head | None = None) -> Verified | list[Break]:
    """All breaks, but no more than MOST_BREAKS; ``against`` a head that was kept. Reads the log in one pass."""
    walk = Walk()
    found = chain(walk.breaks(all_events()), _contradiction(walk, against) if against else ())
    return list(islice(found, MOST_BREAKS)) or Verified(Head(walk.last.number, walk.last.hash))


def _contradiction(walk: "Walk", kept: Head) -> Iterator[Break]:
    """Once the walk has ended."""
    if kept.number > walk.end:
        yield Break(Kind.REMOVED, walk.end + 1, kept.number)
    elif kept.number and hash_of(kept.number) != kept.hash:
        yield Break(Kind.CONTRADICTED, kept.number, kept.number)


@dataclass(frozen=True)
class _Known:
    """An event whose hash holds. ``original``: under which number it was written."""

    number: int
    original: int
    previous: str
    hash: str


@dataclass
class _Strangers:
    """Events one after the other whose hashes do not hold. ``follows``: the first names the hash before it."""

    first: int = 0
    last: int = 0
    count: int = 0
    follows: bool = False

    def add(self, entry: Entry, last: _Known) -> None:
        if not self.count:
            self.first, self.follows = entry.number, entry.previous == last.hash
        self.last, self.count = entry.number, self.count + 1


@dataclass
class Walk:
    """From the first event to the last; what it knows at the end is of the log as it stood."""

    last: _Known = _Known(0, 0, "", NONE_BEFORE)
    end: int = 0  # the last number in the log, whatever stands there
    strangers: _Strangers = field(default_factory=_Strangers)

    def breaks(self, entries: Iterable[Entry]) -> Iterator[Break]:
        for entry, original in _confirmed(_recognised(entries)):
            self.end = entry.number
            if original is None:
                self.strangers.add(entry, self.last)
                continue
            known = _Known(entry.number, original, entry.previous, entry.hash)
            yield from self._between(known)
            self.last, self.strangers = known, _Strangers()
        if self.strangers.count:
            kind = Kind.ALTERED if self.strangers.follows else Kind.INSERTED
            yield Break(kind, self.strangers.first, self.strangers.last)

    def _between(self, known: _Known) -> Iterator[Break]:
        """What stands between the last event that is known and this one, and what should."""
        lacking, strange = known.original - self.last.original - 1, self.strangers
        if lacking < 0:
            yield Break(Kind.INSERTED, max(known.number - strange.count + lacking, 1), known.number - 1)
        elif not strange.count and not lacking:
            if known.previous != self.last.hash:  # the last one holds, but is not the one that this one followed
                yield Break(Kind.ALTERED, max(self.last.number, 1), max(self.last.number, 1))
        elif not lacking:
            yield Break(Kind.INSERTED, strange.first, strange.last)
        else:
            yield from _replaced(strange, self.last.original + 1, known.original - 1)


def _replaced(strange: _Strangers, first: int, last: int) -> Iterator[Break]:
    """``first`` to ``last``: the events that are missing, where strangers stand or nothing."""
    removed = last - first + 1 - strange.count
    if removed > 0 and (strange.first != first or not strange.count):
        yield Break(Kind.REMOVED, first, first + removed - 1)
    if strange.count:
        yield Break(Kind.ALTERED, strange.first, strange.last)
    if removed > 0 and strange.count and strange.first == first:
        yield Break(Kind.REMOVED, last - removed + 1, last)


def _recognised(entries: Iterable[Entry]) -> Iterator[tuple[Entry, int | None]]:
    """Each with the number under which its hash holds, if any does."""
    shift, strangers = 0, 0
    for entry in entries:
        near = _NEAR if strangers else _FARTHEST
        shifts = chain((0, shift, shift + strangers), *((by, -by) for by in range(1, near + 1)))
        found = next((by for by in shifts if _holds(entry, entry.number - by)), None)
        if found is None:
            strangers += 1
            yield entry, None
        else:
            shift, strangers = found, 0
            yield entry, entry.number - found


def _holds(entry: Entry, number: int) -> bool:
    try:
        return number > 0 and digest(replace(entry, number=number)) == entry.hash
    except (AttributeError, TypeError, ValueError):  # SQLite keeps anything in any column; we wrote no such event
        return False


def _confirmed(recognised: Iterable[tuple[Entry, int | None]]) -> Iterator[tuple[Entry, int | None]]:
    """One event with another's number was altered; that all have moved is believed when the next one has, too. The
    last has none: of it, when it follows the one but one before it, so that one was put between."""
    shift, earlier = 0, ("", NONE_BEFORE)  # hashes of the two events before
    ahead = iter(recognised)
    this = next(ahead, None)
    while this:
        following = next(ahead, None)
        entry, original = this
        moved = _moved(this)
        if moved is not None:
            is_likely = _moved(following) == moved if following else moved < shift or entry.previous == earlier[0]
            if moved in (0, shift) or is_likely:
                shift = moved
            else:
                original = None
        yield entry, original
        earlier = (earlier[1], entry.hash)
        this = following


def _moved(one: tuple[Entry, int | None]) -> int | None:
    entry, original = one
    return None if original is None else entry.number - original

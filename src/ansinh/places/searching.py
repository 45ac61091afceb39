"""Units of all times searched as one types: beginnings of words, without diacritics, over the whole catalogue."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from ansinh.kernel.names import fold
from ansinh.places.models import Level, Relation, Unit, UnitKind

_LEVELS = (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
_KINDS = (UnitKind.AREA, UnitKind.CLUSTER, UnitKind.OFFICE)


class Entry(NamedTuple):
    """``called``: designation and name; ``around``: what areas above it are called. All folded."""

    key: int
    name: str
    called: str
    around: str
    code: str
    place: tuple[int, int, str]  # by level, kind, Vietnamese order
    valid_from: date
    valid_to: date

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


def search(text: str, day: date) -> tuple[int, ...]:
    """Ids of the units that the text may mean, the likeliest first: all its words begin words of the unit's name (or
    code), or of the areas around it, which is less. Those of the day come before others. Two queries."""
    words = fold(text).replace(",", " ").split()
    if not words:
        return ()
    asked = " ".join(words)
    found = [
        (not entry.valid_on(day), fit, entry.place, entry.key)
        for entry in _entries(Unit.objects.count(), Relation.objects.count())
        if (fit := _fit(entry, words, asked)) is not None
    ]
    return tuple(key for *_order, key in sorted(found))


def _fit(entry: Entry, words: Sequence[str], asked: str) -> int | None:
    """0: the name or code itself, 1: its beginning, 2: beginnings of words of it, 3: so with the areas around it."""
    if asked in (entry.name, entry.called, entry.code):
        return 0
    if not all(word in entry.called or word in entry.around or word in entry.code for word in words):
        return None
    if entry.name.startswith(asked) or entry.code.startswith(asked):
        return 1
    own = f" {entry.called}"
    if all(f" {word}" in own for word in words):
        return 2
    wider = f"{own} {entry.around}"
    if f" {words[0]}" in own and all(f" {word}" in wider for word in words):
        return 3
    return None


@lru_cache(maxsize=1)
def _entries(units: int, relations: int) -> tuple[Entry, ...]:
    """Read once for so many units and relations: nothing is ever taken away."""
    names = dict(Unit.objects.order_by().values_list("pk", "folded"))
    wholes = _wholes()
    rows = Unit.objects.order_by().values_list(
        "pk", "kind", "level", "code", "designation", "folded", "sort_key", "valid_from", "valid_to"
    )
    return tuple(
        Entry(
            key,
            name,
            f"{fold(designation)} {name}".strip(),
            " ".join(dict.fromkeys(names[whole] for whole in _upwards(key, wholes))),
            fold(code),
            (_LEVELS.index(Level(level)), _KINDS.index(UnitKind(kind)), sort_key),
            first or date.min,
            last or date.max,
        )
        for key, kind, level, code, designation, name, sort_key, first, last in rows
    )


def _wholes() -> Mapping[int, list[int]]:
    """Of all times: areas within areas, below the country."""
    pairs = Relation.objects.filter(whole__kind=UnitKind.AREA).exclude(whole__level=Level.COUNTRY)
    found: dict[int, list[int]] = defaultdict(list)
    for part, whole in pairs.order_by("pk").values_list("part_id", "whole_id"):
        found[part].append(whole)
    return found


def _upwards(unit: int, wholes: Mapping[int, list[int]]) -> Iterator[int]:
    for whole in wholes.get(unit, ()):
        yield whole
        yield from _upwards(whole, wholes)

"""Which place an officer means by what he wrote. Pure: the places of one day come in, answers go out.

A text is one name or several: the place and areas around it, in either order, some of them missing, with separators or
without ("Xã Quảng Thành, huyện Quảng Điền", "P. IV (Vị Thanh, Hậu Giang)", "Hậu Giang - Vị Thanh - P.4", "P4 Q3").
A text that is a name in its whole is never parted: "Bà Rịa - Vũng Tàu". Every name must fit, or nothing is found.

How a name fits:

- `spelling` says what may be missing or spelled otherwise; nothing may contradict. An alias of the table
  ``data/aliases.csv`` counts as spelled otherwise, and so does a number written otherwise (IV, 4, 04).
- A designation, if written, must be the unit's own, or another word of the same level if the word means only that
  level: `written.fits_designation`.
- A code fits the place or an area around it: "42 Hà Tĩnh", "Cẩm Xuyên (42)". Alone it is the place itself. A number of
  two, three or five digits is a code first; a ward only with its designation ("P.12, Q.10") or in an area asked for.

Among the places that fit:

- A place is left out if another fits better in some name and worse in none. The name exactly as written does not fit
  better than one with marks missing if the text has no mark at all, or lacks some around the name: "xa Tam Thanh" may
  be Tam Thạnh.
- A name without a designation means the highest level that has it, if one place has it there: "Hà Tĩnh" is the
  province, "Hà Tĩnh, Hà Tĩnh" the city. Several there are asked about, even if a lower level has it only once.
- How a name's syllables are spelled does not choose the level: "Đăk Tô" is the huyện Đắk Tô before the thị trấn Đăk Tô,
  "Mù Cang Chải" the huyện Mù Căng Chải. "Quang Bình" has other syllables than Quảng Bình.
- The place comes first and the areas follow; the other order counts where it fits better.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

from ansinh.places.nearness import NearNames
from ansinh.places.spelling import Fault, Name, Spelling, is_plain, prepared, spell
from ansinh.places.written import (
    arabic,
    atoms,
    code_of,
    fits_designation,
    is_code,
    levels_of,
    partings,
    parts_of,
    readings,
)

ALIASES = files("ansinh.places") / "data" / "aliases.csv"
LEVELS = ("country", "province", "district", "commune")

_LONGEST_TEXT = 500  # marks counted; a place with all its areas and their codes is shorter than 200
_MOST_SEGMENTS = 8
_MOST_NEAR = 5
_OUTSIDE = 10  # worse than all faults of a name together
_MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Place:
    """A unit valid on the gazetteer's day."""

    key: int
    level: str  # one of LEVELS
    code: str  # of the General Statistics Office: 2, 3 or 5 digits
    designation: str  # "tỉnh"; empty for the country
    name: str  # without the designation: "Hà Tĩnh", "4", "IV"
    within: tuple[int, ...]  # keys of all areas it lies in

    @property
    def full_name(self) -> str:
        return f"{self.designation} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of all places of a level and name, from day to day inclusive (None: open)."""

    written: str
    level: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None

    def valid_on(self, day: date) -> bool:
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


class Outcome(StrEnum):
    EXACT = "exact"  # one place, named with all its marks and, if one is written, its own designation
    UNIQUE = "unique"  # one place, but something is missing or spelled otherwise
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Match:
    """The one place; of AMBIGUOUS all that fit, the best first; of UNKNOWN the near ones, at most five."""

    outcome: Outcome
    places: tuple[Place, ...]
    lacks_marks: bool = field(default=False, compare=False)  # a mere name with some marks fits only with more of them


class _Found(NamedTuple):
    """A place that a single segment may mean."""

    place: Place
    fault: Fault  # of the name
    other_designation: int
    complete: bool  # the designation, if any, lacks no mark
    bare: bool  # no designation
    same_syllables: bool = True  # but for how they are spelled

    @property
    def exact(self) -> bool:
        return not self.fault and not self.other_designation and self.complete


class _Candidate(NamedTuple):
    """A place that all segments together may mean."""

    place: Place
    found: tuple[_Found, ...]  # the place, then the area of each other segment

    def faults(self, omitting: bool) -> tuple[int, ...]:
        """To be compared one by one with those of another place found by the same segments."""
        least = Fault.LACKING if omitting else Fault.NONE
        return tuple(fault for one in self.found for fault in (one.fault | least, one.other_designation))

    @property
    def exact(self) -> bool:
        return all(one.exact for one in self.found)

    @property
    def lacks_marks(self) -> bool:
        """Of a mere name: it has other syllables, which marks left out may explain."""
        name = self.found[0]
        return len(self.found) == 1 and name.bare and bool(name.fault & Fault.LACKING) and not name.same_syllables

    @property
    def found_without_marks_around(self) -> bool:
        """Whether marks are missing from the areas or from a designation."""
        areas = self.found[1:]
        return any(one.fault & Fault.LACKING for one in areas) or not all(one.complete for one in self.found)


class _Entry(NamedTuple):
    """All places of one name, or of one alias or one number written otherwise."""

    name: Name
    respelled: bool
    places: list[Place]


def read_aliases() -> tuple[Alias, ...]:
    """The package's own table."""
    rows = csv.DictReader(ALIASES.read_text(encoding="utf-8").splitlines())
    return tuple(
        Alias(row["alias"], row["level"], row["name"], _date(row["valid_from"]), _date(row["valid_to"])) for row in rows
    )


@lru_cache(maxsize=20_000)  # the gazetteers of two days have nearly the same names
def _spelling_of(name: str) -> Spelling:
    return spell(prepared(name))


@lru_cache(maxsize=20_000)
def _name_of(spelling: Spelling) -> Name:
    return Name.of(spelling)


class Gazetteer:
    """The places of one day, found by what is written. Built once, asked many times; safe between threads."""

    def __init__(self, places: Iterable[Place], aliases: Iterable[Alias] = ()) -> None:
        """``aliases``: those valid on the day; of places that are not there they do nothing."""
        self._places = tuple(places)
        self._by_key = {place.key: place for place in self._places}
        self._by_code: dict[str, list[Place]] = defaultdict(list)
        self._designations = {one: prepared(one) for one in {place.designation for place in self._places}}
        self._index: dict[str, list[_Entry]] = defaultdict(list)
        self._remembered: dict[str, tuple[_Found, ...]] = {}
        self._remembered_areas: dict[str, Mapping[int, _Found]] = {}
        named: dict[str, list[Place]] = defaultdict(list)
        for place in self._places:
            named[place.name].append(place)
            self._by_code[place.code.upper()].append(place)
        for name, called in named.items():
            self._enter(name, called)
        for alias in aliases:
            called = [place for place in named.get(alias.name, ()) if place.level == alias.level]
            self._add(spell(prepared(alias.written)), called, respelled=True)

    def resolve(self, written: str, *, level: str | None = None, within: int | None = None, near: bool = True) -> Match:
        """The place meant by the text, of this level if given, inside (and not itself) the area with this key if given.

        ``near``: whether those near to an unknown one are looked for, which takes longer than the rest.
        Never raises; a text that no officer would write is UNKNOWN.
        """
        text = prepared(written)
        parts = parts_of(text) if len(text) <= _LONGEST_TEXT else []
        segments = self.cut_at_dashes(parts)
        if not 0 < len(segments) <= _MOST_SEGMENTS:
            return Match(Outcome.UNKNOWN, ())
        question = _Question(self, level, within)
        candidates = question.answers(segments) or question.answers_parted(parts) or question.answers_parted(segments)
        if candidates:
            return _chosen(candidates, plain=is_plain(text))
        return Match(Outcome.UNKNOWN, self._near(segments, level, within) if near else ())

    def by_key(self, key: int) -> Place | None:
        return self._by_key.get(key)

    def by_code(self, code: str) -> Sequence[Place]:
        return self._by_code.get(code, ())

    def found(self, segment: str) -> tuple[_Found, ...]:
        """Places that a single segment may mean as a name, wherever they are, each once, as it fits best."""
        known = self._remembered.get(segment)
        if known is None:
            if len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.clear()
            known = self._remembered[segment] = tuple(self._look_up(segment))
        return known

    def areas(self, segment: str) -> Mapping[int, _Found]:
        """By key, the areas that a segment may mean; a commune has no place in it."""
        known = self._remembered_areas.get(segment)
        if known is None:
            if len(self._remembered_areas) > _MOST_REMEMBERED:
                self._remembered_areas.clear()
            found = {one.place.key: one for one in self.found(segment) if one.place.level != "commune"}
            known = self._remembered_areas[segment] = found
        return known

    def _enter(self, name: str, called: list[Place]) -> None:
        spelling = _spelling_of(name)
        self._add(spelling, called, respelled=False)
        last = name.split()[-1:]
        # A Roman number of the catalogue is in capitals; "Vi" at the end of a name would be a word.
        if last and last[0].isupper() and (by_value := arabic(spelling)) is not None:
            self._add(by_value, called, respelled=True)

    def _add(self, spelling: Spelling, called: list[Place], *, respelled: bool) -> None:
        if called and spelling.letters:
            self._index[spelling.key].append(_Entry(_name_of(spelling), respelled, called))

    def _look_up(self, segment: str) -> Iterator[_Found]:
        best: dict[int, _Found] = {}
        for reading in readings(segment):
            for entry in self._index.get(reading.name.key, ()):
                fault = entry.name.fault_of(reading.name)
                if fault is None:
                    continue
                same_syllables = not fault or entry.name.has_syllables_of(reading.name)
                if entry.respelled or reading.renumbered:
                    fault |= Fault.OTHERWISE
                    same_syllables = False
                for place in entry.places:
                    other = fits_designation(reading.designation, self._designations[place.designation], place.level)
                    if other is None:
                        continue
                    bare = reading.designation is None
                    one = _Found(place, fault, other, reading.complete, bare, same_syllables)
                    known = best.get(place.key)
                    if known is None or one[1:3] < known[1:3]:
                        best[place.key] = one
        return iter(best.values())

    def cut_at_dashes(self, parts: Iterable[str]) -> list[str]:
        """But not inside what is a name: "Phan Rang - Tháp Chàm - Ninh Thuận" is two."""
        segments: list[str] = []
        for part in parts:
            pieces = atoms(part)
            segments += pieces if len(pieces) < 2 else self._names_of(pieces)
        return segments

    def _names_of(self, pieces: list[str]) -> Iterator[str]:
        """From the first on, as many pieces together as make a name."""
        start = 0
        while start < len(pieces):
            ends = range(min(len(pieces), start + _MOST_SEGMENTS), start + 1, -1)
            end = next((end for end in ends if self.found("-".join(pieces[start:end]))), start + 1)
            yield "-".join(pieces[start:end])
            start = end

    def _near(self, segments: list[str], level: str | None, within: int | None) -> tuple[Place, ...]:
        """Places of a like name: those in the areas written first, then of the level written, then the likest."""
        if len(segments) == 1:
            segments = max(partings(segments[0]), key=len, default=segments)
        ranked: dict[int, tuple[object, ...]] = {}
        for subject in dict.fromkeys((0, len(segments) - 1)):
            others = [self.areas(one) for place, one in enumerate(segments) if place != subject]
            for reading in readings(segments[subject]):
                wanted = frozenset({level}) if level else levels_of(reading.designation)
                for likeness, entry in self._near_names.near(reading.name):
                    for place in entry.places:
                        outside = within is not None and within not in place.within
                        misfit = outside * _OUTSIDE + sum(_misfit(areas, place.within) for areas in others)
                        other_level = bool(wanted) and place.level not in wanted
                        rank = (misfit, other_level, likeness, LEVELS.index(place.level), place.code)
                        ranked[place.key] = min(rank, ranked.get(place.key, rank))
        return tuple(self._by_key[key] for key in sorted(ranked, key=ranked.__getitem__)[:_MOST_NEAR])

    @cached_property
    def _near_names(self) -> NearNames[_Entry]:
        entries = (entry for bucket in self._index.values() for entry in bucket if not entry.respelled)
        return NearNames((entry.name.spelling, entry) for entry in entries)


class _Question:
    """One text's level and area, put to the gazetteer."""

    def __init__(self, gazetteer: Gazetteer, level: str | None, within: int | None) -> None:
        self._gazetteer, self._level, self._within = gazetteer, level, within

    def answers(self, segments: list[str]) -> list[_Candidate]:
        codes = [code_of(one) for one in segments if is_code(one)]
        names = [one for one in segments if not is_code(one)]
        if names:
            # If "12" is no code here, it may be a district around; as the place itself it would be too uncertain.
            return self._in_either_order(names, codes) or (self._in_either_order(segments, []) if codes else [])
        found = self._by_codes(codes)
        if found or self._within is None:
            return found
        # Inside an area asked for, "12" may be the ward; elsewhere it would be a code mistyped.
        return list(self._candidates(segments[0], segments[1:], []))

    def answers_parted(self, parts: list[str]) -> list[_Candidate]:
        """As ``answers``, of the parts cut where no separator stands. All ways to cut count alike."""
        found: dict[int, _Candidate] = {}
        for position, part in enumerate(parts):
            for parted in partings(part):
                segments = self._gazetteer.cut_at_dashes([*parts[:position], *parted, *parts[position + 1 :]])
                for candidate in self.answers(segments) if len(segments) <= _MOST_SEGMENTS else ():
                    found.setdefault(candidate.place.key, candidate)
        return list(found.values())

    def _in_either_order(self, names: list[str], codes: list[str]) -> list[_Candidate]:
        forward = [] if is_code(names[0]) else list(self._candidates(names[0], names[1:], codes))
        if len(names) == 1 or not _least(forward):
            return forward
        backward = [] if is_code(names[-1]) else list(self._candidates(names[-1], names[:-1], codes))
        return backward if _least(backward) < _least(forward) else forward

    def _candidates(self, subject: str, others: list[str], codes: list[str]) -> Iterator[_Candidate]:
        areas = [self._gazetteer.areas(one) for one in others]
        if not all(areas):
            return
        for found in self._gazetteer.found(subject):
            place = found.place
            if self._asked_for(place) and self._has_codes(place, codes):
                around = _best_areas(areas, place.within)
                if around is not None:
                    yield _Candidate(place, (found, *around))

    def _by_codes(self, codes: list[str]) -> list[_Candidate]:
        found = {place.key: place for code in codes for place in self._gazetteer.by_code(code)}
        return [
            _Candidate(place, (_Found(place, Fault.NONE, 0, True, True),))
            for place in found.values()
            if self._asked_for(place) and self._has_codes(place, codes)
        ]

    def _asked_for(self, place: Place) -> bool:
        of_level = self._level is None or place.level == self._level
        return of_level and (self._within is None or self._within in place.within)

    def _has_codes(self, place: Place, codes: list[str]) -> bool:
        if not codes:
            return True
        around = (self._gazetteer.by_key(key) for key in place.within)
        own = {place.code.upper(), *(area.code.upper() for area in around if area)}
        return own.issuperset(codes)


def _best_areas(areas: Sequence[Mapping[int, _Found]], around: Sequence[int]) -> tuple[_Found, ...] | None:
    """For each written area another one around the place, with the fewest faults together; None if they do not fit."""
    if not areas:
        return ()
    fitting = []
    for key in around:
        if (found := areas[0].get(key)) is not None:
            others = _best_areas(areas[1:], [other for other in around if other != key])
            if others is not None:
                fitting.append((found, *others))
    return min(fitting, key=_sum_of_faults, default=None)


def _misfit(areas: Mapping[int, _Found], around: Sequence[int]) -> int:
    return min((_sum_of_faults([areas[key]]) for key in around if key in areas), default=_OUTSIDE)


def _sum_of_faults(found: Iterable[_Found]) -> int:
    return sum(one.fault + one.other_designation for one in found)


def _least(candidates: Iterable[_Candidate]) -> float:
    return min((_sum_of_faults(one.found) for one in candidates), default=float("inf"))


def _chosen(candidates: list[_Candidate], *, plain: bool) -> Match:
    omitting = plain or all(one.found_without_marks_around for one in candidates)
    best = _spelled_otherwise_above(candidates) or _highest(_not_worse(candidates, omitting))
    lacks_marks = not plain and all(one.lacks_marks for one in best)
    if len(best) == 1:
        return Match(Outcome.EXACT if best[0].exact else Outcome.UNIQUE, (best[0].place,), lacks_marks)
    best.sort(key=lambda one: (_sum_of_faults(one.found), LEVELS.index(one.place.level)))
    return Match(Outcome.AMBIGUOUS, tuple(one.place for one in best), lacks_marks)


def _spelled_otherwise_above(candidates: list[_Candidate]) -> list[_Candidate]:
    """Where the name as written is that of lower places only: the higher ones that have it in another spelling; none if
    a designation says the level or the areas written fit them less well. Several are asked about."""
    if not all(one.found[0].bare for one in candidates):
        return []
    exact = [one for one in candidates if not one.found[0].fault]
    same = [one for one in candidates if one.found[0].same_syllables]
    if not exact or not same:
        return []
    top = min(LEVELS.index(one.place.level) for one in same)
    if any(LEVELS.index(one.place.level) == top for one in exact):
        return []
    around = min(_sum_of_faults(one.found[1:]) for one in exact)
    return [one for one in same if LEVELS.index(one.place.level) == top and _sum_of_faults(one.found[1:]) <= around]


def _highest(candidates: list[_Candidate]) -> list[_Candidate]:
    """The one of the highest level, if that level has only one and no other is nearer to what was written."""
    if not all(one.found[0].bare for one in candidates):
        return candidates
    highest = min(LEVELS.index(one.place.level) for one in candidates)
    there = [one for one in candidates if one.place.level == LEVELS[highest]]
    alone = len(there) == 1 and _least(there) == _least(candidates)
    return there if alone else candidates


def _not_worse(candidates: list[_Candidate], omitting: bool) -> list[_Candidate]:
    """Those that no other beats: fits better somewhere and worse nowhere.

    ``omitting``: the writer omits marks, so that a name without them is none the nearer for it.
    """
    if len(candidates) == 1:
        return candidates
    faults = [one.faults(omitting) for one in candidates]
    different = set(faults)
    beaten = {one for one in different if any(_beats(other, one) for other in different)}
    return [one for one, its in zip(candidates, faults, strict=True) if its not in beaten]


def _beats(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Of different lengths, found by different segments, none beats the other."""
    return len(one) == len(other) and one != other and all(a <= b for a, b in zip(one, other, strict=True))


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

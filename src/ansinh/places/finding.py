"""Units found as officers write them, on a day: by code, key, slug or name."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from django.db.models import Max, QuerySet

from ansinh.kernel.names import fold
from ansinh.places.errors import UnitAmbiguousError, UnitUnknownError
from ansinh.places.gazetteer import LEVELS, Gazetteer, Match, Outcome, Place, read_aliases
from ansinh.places.models import Level, Relation, Unit, UnitKind
from ansinh.places.reads import became, units_on, valid
from ansinh.places.spelling import prepared
from ansinh.places.written import designation_and_name, name_of_office

ONE = (Outcome.EXACT, Outcome.UNIQUE)

_KEY = re.compile(r"\s*(\S+)@(\d{4}-\d{2}-\d{2})\s*")
_MOST_CODES_ASKED = 500
_FAR_BELOW = (Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True)
class Found:
    """What a written name means on a day: one unit, several to choose from, or near ones.

    ``past``: the one unit that it meant on another day, of a name that means nothing on this one, or only the units
    ``also``: a former province's name that lower ones bear.
    """

    outcome: Outcome
    units: tuple[Unit, ...]
    past: Unit | None = None
    also: tuple[Unit, ...] = ()


def find_unit(written: str, day: date, *, level: Level | None = None, within: Unit | None = None) -> Unit:
    """The unit with this code, key, slug or name on the day, as an officer may write it, of the level and inside the
    area if they are given. A key (``92@2025-07-01``) is that unit itself, whatever the day.

    Raises UnitUnknownError with near names, UnitAmbiguousError with the candidates.
    """
    return _one(written, day, resolve(written, day, level=level, within=within))


def find_units(written: Collection[str], day: date) -> Mapping[str, Unit | UnitUnknownError | UnitAmbiguousError]:
    """`find_unit` of many texts at once, in a handful of queries: each text's unit, or its error."""
    texts = list(dict.fromkeys(written))
    found: dict[str, Unit | UnitUnknownError | UnitAmbiguousError] = {}
    for text, answer in zip(texts, resolve_all(texts, day), strict=True):
        try:
            found[text] = _one(text, day, answer)
        except (UnitUnknownError, UnitAmbiguousError) as error:
            found[text] = error
    return found


def _one(written: str, day: date, found: Found) -> Unit:
    if found.outcome is Outcome.UNKNOWN:
        heirs = became(found.past, day) if found.past else ()
        raise UnitUnknownError(written, day, found.units, found.past, heirs, found.also)
    if found.outcome is Outcome.AMBIGUOUS:
        raise UnitAmbiguousError(written, day, found.units)
    return found.units[0]


def resolve(written: str, day: date, *, level: Level | None = None, within: Unit | None = None) -> Found:
    """What one text means: see `resolve_all`."""
    return resolve_all([written], day, level=level, within=within)[0]


def resolve_all(
    written: Sequence[str], day: date, *, level: Level | None = None, within: Unit | None = None
) -> list[Found]:
    """What each text means, in their order. As ``places.gazetteer`` says of areas, but:

    - A cluster is found by its slug on any day: the slug names its year. A key is found on any day as well.
    - Offices are found by code or by name: "BHXH", what it is the office of, with its designation or without.
    - Who writes nothing but the name of a province that ended, and no level or area is asked for, means that province
      and not a commune of its name: "Quảng Bình" in 2026 is no xã Quảng Bình. The answer is unknown, with the province
      as ``past`` and the communes as ``also``: an answer that is not asked about would be taken for the province's.
    - Nor is a name with all marks of a unit of before ("Nam Đông") another that has more marks (Nam Đồng).

    Costs a handful of queries, however many texts.
    """
    return _Day(day, level, within).answers(written)


def gazetteer(day: date) -> Gazetteer:
    """All areas valid on the day, to be found by name; made once for all days between two changes."""
    return _gazetteer(_since(day), Level.COMMUNE, _counts())


@dataclass(frozen=True)
class _Keys:
    """`Found`, with units as primary keys: they are read together."""

    outcome: Outcome
    units: tuple[int, ...]
    past: int | None = None
    also: tuple[int, ...] = ()

    def all(self) -> Iterator[int]:
        yield from (*self.units, *self.also)
        if self.past is not None:
            yield self.past


class _Day:
    """What is asked about one day; each table is read once, when it is first needed."""

    def __init__(self, day: date, level: Level | None, within: Unit | None) -> None:
        self._day, self._level, self._within = day, level, within
        self._gazetteer = gazetteer(day)

    def answers(self, written: Sequence[str]) -> list[Found]:
        codes, firsts = self._with_codes(written), self._with_keys(written)
        once = {text: self._answer(text, codes, firsts) for text in dict.fromkeys(written)}
        units = Unit.objects.in_bulk({key for answer in once.values() for key in answer.all()})
        found = {
            text: Found(
                answer.outcome,
                tuple(units[key] for key in answer.units),
                None if answer.past is None else units[answer.past],
                tuple(units[key] for key in answer.also),
            )
            for text, answer in once.items()
        }
        return [found[text] for text in written]

    def _answer(
        self, text: str, codes: Mapping[str, Sequence[Unit]], firsts: Mapping[str, Mapping[date, Sequence[Unit]]]
    ) -> _Keys:
        if key := _key_in(text):
            return self._of_key(firsts.get(key[0].lower(), {}), key[1])
        cluster = self._clusters.get(text.strip().lower())
        if cluster is not None:
            return _Keys(Outcome.EXACT, (cluster,))
        by_code = [one.pk for one in codes.get(text.strip().lower(), ()) if self._level in (None, one.level)]
        if by_code and self._within is None:
            return _Keys(_one_or_several(by_code), tuple(by_code))
        others = self._others_called(text) if self._is_free else None
        match = self._match(text, near=False)
        areas = tuple(place.key for place in match.places)
        if match.outcome is Outcome.UNKNOWN:
            return others or self._not_of_the_day(text)
        if others:
            return _Keys(Outcome.AMBIGUOUS, (*areas, *others.units))
        return self._former(text, match) or _Keys(match.outcome, areas)

    def _match(self, text: str, *, near: bool) -> Match:
        within = self._within.pk if self._within else None
        return self._gazetteer.resolve(text, level=self._level, within=within, near=near)

    def _not_of_the_day(self, text: str) -> _Keys:
        past = self._past(text) if self._within is None else None
        if past is not None:
            return _Keys(Outcome.UNKNOWN, (), past)
        return _Keys(Outcome.UNKNOWN, tuple(place.key for place in self._match(text, near=True).places))

    @property
    def _is_free(self) -> bool:
        return self._level is None and self._within is None

    def _of_key(self, firsts: Mapping[date, Sequence[Unit]], first: date) -> _Keys:
        """Near to a key that is none: the units that had the code."""
        fitting = [one.pk for one in firsts.get(first, ()) if self._asked_for(one)]
        if fitting:
            return _Keys(_one_or_several(fitting), tuple(fitting))
        return _Keys(Outcome.UNKNOWN, tuple(one.pk for units in firsts.values() for one in units))

    def _asked_for(self, unit: Unit) -> bool:
        if self._within is not None:
            place = self._gazetteer.by_key(unit.pk)
            if place is None or self._within.pk not in place.within:
                return False
        return self._level in (None, unit.level)

    def _former(self, text: str, match: Match) -> _Keys | None:
        """If something that ended is meant rather than what fits on the day."""
        says_level = self._within is not None and self._within.level != Level.COUNTRY
        if self._level is not None or says_level:
            return None
        areas = tuple(place.key for place in match.places)
        if all(place.level in _FAR_BELOW for place in match.places):
            province = self._former_province(text)
            if province is not None:
                return _Keys(Outcome.UNKNOWN, (), province, also=areas)
        if match.lacks_marks:
            past = self._past(text, before=True, exact=True)
            if past is not None:
                return _Keys(Outcome.UNKNOWN, (), past)
        return None

    def _former_province(self, text: str) -> int | None:
        """The province that the text meant before it ended, of all units there then."""
        match = self._former_provinces.resolve(text, near=False)
        for day in sorted({self._ends[place.key] for place in match.places}, reverse=True):
            then = _gazetteer(day, Level.COMMUNE, self._counts).resolve(text, near=False)
            if then.outcome in ONE and then.places[0].key in self._ends:
                return then.places[0].key
        return None

    def _past(self, text: str, *, before: bool = False, exact: bool = False) -> int | None:
        """What the name meant, without doubt, before, or else after: on the nearest day on which it meant anything."""
        for day, level in self._other_days:
            if before and day > self._day:
                return None
            match = _gazetteer(day, level, self._counts).resolve(text, level=self._level, near=False)
            if match.outcome is Outcome.EXACT or (match.outcome is Outcome.UNIQUE and not exact):
                key = match.places[0].key
                if self._gazetteer.by_key(key) is None:
                    return key
            if match.outcome is Outcome.AMBIGUOUS and not exact:
                return None
        return None

    def _others_called(self, text: str) -> _Keys | None:
        """Offices and clusters of this name."""
        called = self._others_by_name.get(fold(text))
        if called:
            return _Keys(_one_or_several(called), tuple(called))
        name = name_of_office(prepared(text))
        match = self._offices.resolve(name, near=False) if name else None
        if match is None or match.outcome is Outcome.UNKNOWN:
            return None
        return _Keys(match.outcome, tuple(place.key for place in match.places))

    @cached_property
    def _counts(self) -> tuple[int, int]:
        return _counts()

    @cached_property
    def _clusters(self) -> dict[str, int]:
        return dict(Unit.objects.filter(kind=UnitKind.CLUSTER).order_by("-pk").values_list("code", "pk"))

    @cached_property
    def _others(self) -> tuple[Unit, ...]:
        return tuple(units_on(self._day).exclude(kind=UnitKind.AREA))

    @cached_property
    def _others_by_name(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for unit in self._others:
            found[fold(unit.full_name)].append(unit.pk)
        return found

    @cached_property
    def _offices(self) -> Gazetteer:
        """Each by the name of what it is the office of."""
        places = []
        for unit in self._others:
            name = name_of_office(prepared(unit.full_name)) if unit.kind == UnitKind.OFFICE else None
            if name:
                as_written = " ".join(unit.full_name.split()[-len(name.split()) :])
                places.append(Place(unit.pk, unit.level, unit.code, *designation_and_name(as_written), within=()))
        return Gazetteer(places)

    @cached_property
    def _ends(self) -> Mapping[int, date]:
        """Of the provinces that ended before the day."""
        ended = Unit.objects.filter(kind=UnitKind.AREA, level=Level.PROVINCE, valid_to__lt=self._day)
        return {key: last for key, last in ended.values_list("pk", "valid_to") if last}

    @cached_property
    def _former_provinces(self) -> Gazetteer:
        rows = Unit.objects.filter(pk__in=self._ends).values_list("pk", "level", "code", "designation", "name")
        return Gazetteer([Place(*row, within=()) for row in rows], read_aliases())

    @cached_property
    def _other_days(self) -> list[tuple[date, Level]]:
        """The last days of areas before this one, the nearest first; then the first days of areas after it. With each
        the lowest level of which one ended or began: lower ones were the same on the nearer day."""
        areas = Unit.objects.filter(kind=UnitKind.AREA).order_by()
        before = areas.filter(valid_to__lt=self._day).values_list("valid_to", "level").distinct()
        after = areas.filter(valid_from__gt=self._day).values_list("valid_from", "level").distinct()
        return [*sorted(_lowest(before).items(), reverse=True), *sorted(_lowest(after).items())]

    def _with_codes(self, written: Sequence[str]) -> Mapping[str, Sequence[Unit]]:
        """The units of the day that have a text for their code."""
        found: dict[str, list[Unit]] = defaultdict(list)
        for unit in _of_codes(units_on(self._day), [text.strip() for text in written]):
            found[unit.code.lower()].append(unit)
        return found

    def _with_keys(self, written: Sequence[str]) -> Mapping[str, Mapping[date, Sequence[Unit]]]:
        """Code → first day → the units of all times."""
        codes = [key[0] for text in written if (key := _key_in(text))]
        found: dict[str, dict[date, list[Unit]]] = defaultdict(lambda: defaultdict(list))
        for unit in _of_codes(Unit.objects.all(), codes) if codes else ():
            found[unit.code.lower()][unit.valid_from or date.min].append(unit)
        return found


def _of_codes(units: QuerySet[Unit], codes: Collection[str]) -> Iterable[Unit]:
    wanted = {one for code in codes for one in (code, code.lower(), code.upper())}
    if len(wanted) <= _MOST_CODES_ASKED:
        return units.filter(code__in=wanted)
    having = [key for key, code in units.order_by().values_list("pk", "code") if code in wanted]
    return Unit.objects.in_bulk(having).values()


def _key_in(text: str) -> tuple[str, date] | None:
    match = _KEY.fullmatch(text)
    try:
        return (match[1], date.fromisoformat(match[2])) if match else None
    except ValueError:
        return None


def _one_or_several(found: Collection[int]) -> Outcome:
    return Outcome.EXACT if len(found) == 1 else Outcome.AMBIGUOUS


def _lowest(changes: Iterable[tuple[date | None, str]]) -> dict[date, Level]:
    found: dict[date, Level] = {}
    for day, level in changes:
        if day is not None:
            found[day] = Level(max(found.get(day, Level.COUNTRY), level, key=LEVELS.index))
    return found


def _counts() -> tuple[int, int]:
    """They make a gazetteer anew after units were added: nothing is ever taken away."""
    return Unit.objects.count(), Relation.objects.count()


@lru_cache(maxsize=64)
def _gazetteer(day: date, lowest: Level, counts: tuple[int, int]) -> Gazetteer:
    """Of the areas down to a level."""
    levels = LEVELS[: LEVELS.index(lowest) + 1]
    areas = units_on(day).filter(kind=UnitKind.AREA, level__in=levels)
    ties = Relation.objects.filter(valid(day), whole__kind=UnitKind.AREA, part__level__in=levels)
    whole_of = dict(ties.order_by("pk").values_list("part_id", "whole_id"))
    rows = areas.order_by("pk").values_list("pk", "level", "code", "designation", "name")
    places = [Place(*row, within=tuple(_wholes(row[0], whole_of))) for row in rows]
    return Gazetteer(places, [alias for alias in read_aliases() if alias.valid_on(day)])


def _wholes(unit: int, whole_of: Mapping[int, int]) -> Iterator[int]:
    while unit in whole_of:
        unit = whole_of[unit]
        yield unit


def _since(day: date) -> date:
    """The last day up to this one on which any unit or relation began, or the day after one ended."""
    changes = []
    for table in (Unit, Relation):
        rows = table._default_manager
        changes.append(rows.filter(valid_from__lte=day).aggregate(last=Max("valid_from"))["last"])
        ended = rows.filter(valid_to__lt=day).aggregate(last=Max("valid_to"))["last"]
        changes.append(ended and ended + timedelta(days=1))
    return max(filter(None, changes), default=date.min)

"""The package's own tables of areas, as the places of a day. The program builds them from its database instead."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from ansinh.places.gazetteer import Gazetteer, Place, read_aliases

DATA = files("ansinh.places") / "data"


@dataclass(frozen=True)
class Catalogue:
    """The areas of one day."""

    places: tuple[Place, ...]
    keys: dict[int, str]  # Place.key → key in areas.csv
    by_key: dict[str, Place]

    def around(self, place: Place) -> tuple[Place, ...]:
        """The areas it lies in, the smallest first, without the country."""
        areas = [self.by_key[self.keys[key]] for key in place.within]
        return tuple(sorted((one for one in areas if one.level != "country"), key=lambda one: -len(one.code)))


@cache
def catalogue_of(day: date) -> Catalogue:
    valid = [row for row in _rows("areas.csv") if _valid(row, day)]
    numbers = {row["key"]: number for number, row in enumerate(valid, 1)}
    wholes: dict[str, set[str]] = defaultdict(set)
    for row in _rows("memberships.csv"):
        if _valid(row, day) and row["part"] in numbers and row["whole"] in numbers:
            wholes[row["part"]].add(row["whole"])
    places = tuple(
        Place(
            number,
            row["level"],
            row["code"],
            row["designation"],
            row["name"],
            tuple(sorted(numbers[one] for one in _all_around(row["key"], wholes))),
        )
        for number, row in enumerate(valid, 1)
    )
    keys = {number: key for key, number in numbers.items()}
    return Catalogue(places, keys, {keys[place.key]: place for place in places})


@cache
def gazetteer_of(day: date) -> Gazetteer:
    return Gazetteer(catalogue_of(day).places, [alias for alias in read_aliases() if alias.valid_on(day)])


def _all_around(part: str, wholes: dict[str, set[str]]) -> set[str]:
    direct = wholes.get(part, set())
    return direct.union(*(_all_around(whole, wholes) for whole in direct))


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines())


def _valid(row: dict[str, str], day: date) -> bool:
    """To its last day; one whose end is not known has in ``valid_to`` the last day on which it surely was valid."""
    starts = not row["valid_from"] or date.fromisoformat(row["valid_from"]) <= day
    return starts and (not row["valid_to"] or day <= date.fromisoformat(row["valid_to"]))

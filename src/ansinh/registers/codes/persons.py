"""What a personal ID (số định danh, 12 digits) says of its holder, and where the register says otherwise.

PPP G YY NNNNNN: place of birth registration, century and sex, year of birth, serial. There is no check digit. What
does not agree is a warning, never an error: births are registered late, sexes corrected, people adopted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.registers.records import Sex

HIGHEST = 999_999_999_999


class IdFinding(StrEnum):
    PREFIX_UNKNOWN = "id_prefix_unknown"
    SEX_DIFFERS = "id_sex_differs"
    BIRTH_YEAR_DIFFERS = "id_birth_year_differs"

    @property
    def message(self) -> Message:
        return _ID_FINDINGS[self]


_ID_FINDINGS = {
    IdFinding.PREFIX_UNKNOWN: _("The personal ID begins with the code of no province and no country."),
    IdFinding.SEX_DIFFERS: _("The sex is not the one that the personal ID says."),
    IdFinding.BIRTH_YEAR_DIFFERS: _("The year of birth is not the one that the personal ID says."),
}


class CenturySexRow(NamedTuple):
    """The fourth digit of an ID; ``century``: its first year."""

    digit: int
    century: int
    sex: Sex


CENTURY_SEX = tuple(
    CenturySexRow(digit, 1900 + 100 * (digit // 2), Sex.FEMALE if digit % 2 else Sex.MALE) for digit in range(10)
)


@dataclass(frozen=True)
class Prefixes:
    """``provinces``: name by prefix, of the list of 63. ``abroad``: first and last number of the countries."""

    provinces: Mapping[str, str]
    abroad: tuple[int, int]

    def known(self) -> tuple[str, ...]:
        return (*self.provinces, *(f"{number:03}" for number in range(self.abroad[0], self.abroad[1] + 1)))

    def __contains__(self, prefix: str) -> bool:
        return prefix in self.provinces or self.is_abroad(prefix)

    def is_abroad(self, prefix: str) -> bool:
        return self.abroad[0] <= int(prefix) <= self.abroad[1]


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """``prefix``: three digits. ``province``: of birth registration, by its code in the list of 63; empty: abroad, or
    not known."""

    prefix: str
    province: str
    sex: Sex
    birth_year: int


@cache
def prefixes() -> Prefixes:
    entry = yaml.safe_load((files("ansinh.registers.codes") / "prefixes.yaml").read_text(encoding="utf-8"))
    return Prefixes(entry["provinces"], (entry["abroad"]["first"], entry["abroad"]["last"]))


def provinces_of_issue() -> tuple[str, ...]:
    """The two digits that a card code may bear: the list of 63, in order."""
    return tuple(prefix[1:] for prefix in prefixes().provinces)


def facts_of(person_id: int) -> PersonFacts:
    """``person_id``: of at most 12 digits; zeros in front do not stand in a number."""
    if not 0 < person_id <= HIGHEST:
        raise ValueError("a personal ID has 12 digits")
    digits = f"{person_id:012}"
    prefix, told = digits[:3], CENTURY_SEX[int(digits[3])]
    province = prefix[1:] if prefix in prefixes().provinces else ""
    return PersonFacts(prefix, province, told.sex, told.century + int(digits[4:6]))


def id_findings(person_id: int, birth: date | None, sex: Sex) -> tuple[IdFinding, ...]:
    """What is not known of the person cannot differ."""
    facts = facts_of(person_id)
    found = {
        IdFinding.PREFIX_UNKNOWN: facts.prefix not in prefixes(),
        IdFinding.SEX_DIFFERS: sex is not Sex.UNKNOWN and sex is not facts.sex,
        IdFinding.BIRTH_YEAR_DIFFERS: birth is not None and birth.year != facts.birth_year,
    }
    return tuple(finding for finding, is_so in found.items() if is_so)

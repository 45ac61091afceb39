"""Which share of the residents must be insured: by programme, region or province, kind of unit and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from ansinh.kernel.errors import NotFoundError
from ansinh.kernel.language import Bilingual
from ansinh.kernel.language import message as _
from ansinh.kernel.names import fold
from ansinh.registers.codes.dated import Evidence
from ansinh.registers.codes.own import OwnFileError, own_content, own_entries
from ansinh.registers.criteria.regions import region_of, regions

_NEEDED = {"programme", "units", "share", "than", "document"}
_FIELDS = _NEEDED | {"region", "province", "each_sex", "from", "to", "evidence"}


class UnitType(StrEnum):
    """Its kind by designation; a ward is no unit of the new-rural programme."""

    COMMUNE = "xa"
    WARD = "phuong"
    TOWN = "thi_tran"
    SPECIAL_ZONE = "dac_khu"
    DISTRICT = "huyen"
    PROVINCE = "tinh"
    COUNTRY = "quoc_gia"

    @classmethod
    def of(cls, designation: str) -> "UnitType":
        """Of the designation of a commune: xã, phường, thị trấn, đặc khu. Raises ValueError for another word."""
        return cls(fold(designation).replace(" ", "_"))


@dataclass(frozen=True)
class Threshold:
    """``share``: 0 to 1. ``strict``: more than that, not only as much. ``each_sex``: men and women must each reach it.
    ``region``, ``province``: empty where it applies everywhere. Days without an end are the first and last there are.
    """

    programme: str
    units: frozenset[UnitType]
    share: Decimal
    strict: bool = False
    each_sex: bool = False
    region: str = ""
    province: str = ""
    valid_from: date = date.min
    valid_to: date = date.max
    evidence: Evidence = Evidence.STATED
    document: str = ""

    def needed(self, residents: int) -> int:
        """The least number of insured that reaches it, exactly."""
        wanted = Fraction(self.share) * residents
        return wanted.numerator // wanted.denominator + 1 if self.strict else -(-wanted.numerator // wanted.denominator)

    def is_reached(self, residents: int, insured: int) -> bool:
        return insured >= self.needed(residents)


@dataclass(frozen=True)
class Thresholds:
    """``programmes``: their names by code. ``own``: of the agency."""

    programmes: Mapping[str, Bilingual]
    entries: tuple[Threshold, ...]
    own: tuple[Threshold, ...] = ()

    def checked(self, programme: str) -> str:
        """It. Raises ProgrammeUnknownError."""
        if programme not in self.programmes:
            raise ProgrammeUnknownError(programme, self.programmes)
        return programme

    def find(self, programme: str, province: str, unit_type: UnitType, day: date) -> Threshold | None:
        """What applies to a unit of the province, two digits as valid on the day ("" for the country)."""
        region = region_of(province, day)
        places = {"", region.code} if region else {""}
        for entries in (self.own, self.entries):
            fitting = [
                one
                for one in entries
                if one.programme == programme
                and unit_type in one.units
                and one.valid_from <= day <= one.valid_to
                and one.province in ("", province)
                and one.region in places
            ]
            if fitting:
                return max(fitting, key=lambda one: (one.province, one.region, one.valid_from))
        return None


class ProgrammeUnknownError(NotFoundError):
    def __init__(self, programme: str, known: Iterable[str]) -> None:
        super().__init__(
            _("There is no programme “{programme}”.", programme=programme),
            _("Choose one of: {known}.", known=", ".join(known)),
        )


@cache
def thresholds() -> Thresholds:
    """Those that come with the program."""
    text = (files("ansinh.registers.criteria") / "thresholds.yaml").read_text(encoding="utf-8")
    entry = yaml.safe_load(text)
    programmes = read_programmes(entry["programmes"])
    return Thresholds(programmes, read_thresholds(entry["thresholds"], programmes))


def thresholds_with(own: Path) -> Thresholds:
    """With those of the agency's own file, and programmes of its own: where one of them applies, ours do not. Raises
    OwnFileError."""
    ours = thresholds()
    try:
        programmes = {**ours.programmes, **read_programmes(own_content(own).get("programmes", {}))}
        stated = read_thresholds(own_entries(own, "thresholds"), programmes)
    except ValueError as error:
        raise OwnFileError(own, str(error)) from error
    return replace(ours, programmes=programmes, own=stated)


def read_programmes(entries: Mapping[str, Any]) -> dict[str, Bilingual]:
    """Raises ValueError for one that is not named in both languages."""
    try:
        return {str(code): Bilingual(str(name["vi"]), str(name["en"])) for code, name in entries.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("programmes: each by its code, with a name in vi and en") from error


def read_thresholds(entries: Iterable[Mapping[str, Any]], programmes: Mapping[str, Bilingual]) -> tuple[Threshold, ...]:
    """Raises ValueError naming the entry, counted from 1, that is wrong."""
    found = []
    for place, entry in enumerate(entries, 1):
        try:
            found.append(_threshold(entry, programmes))
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise ValueError(f"threshold {place}: {error}") from error
    return tuple(found)


def _threshold(entry: Mapping[str, Any], programmes: Mapping[str, Bilingual]) -> Threshold:
    if wrong := (entry.keys() - _FIELDS) | (_NEEDED - entry.keys()):
        raise ValueError(f"unknown or missing: {', '.join(sorted(map(str, wrong)))}")
    if entry["programme"] not in programmes:
        raise ValueError(f"programme {entry['programme']} is none of {', '.join(programmes)}")
    region, province = entry.get("region", ""), entry.get("province", "")
    if (region and region not in regions()) or (region and province) or not isinstance(province, str):
        raise ValueError("a region of the list, or a province by its two digits in quotes, or neither")
    made = Threshold(
        programme=entry["programme"],
        units=frozenset(map(UnitType, entry["units"])),
        share=Decimal(entry["share"]),
        strict={"over": True, "at_least": False}[entry["than"]],
        each_sex=bool(entry.get("each_sex", False)),
        region=region,
        province=province,
        valid_from=entry.get("from", date.min),
        valid_to=entry.get("to", date.max),
        evidence=Evidence(entry.get("evidence", Evidence.STATED)),
        document=entry["document"],
    )
    if not 0 < made.share <= 1 or (made.strict and made.share == 1) or made.valid_from > made.valid_to:
        raise ValueError("a share is over 0 and at most 1, and a time does not end before it begins")
    return made

"""In which economic region a province is, by date: regions.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ansinh.kernel.language import Bilingual, Language
from ansinh.registers.codes.dated import Evidence


@dataclass(frozen=True)
class Region:
    code: str
    name: Bilingual

    def text(self, language: Language | None = None) -> str:
        return self.name.text(language)


@dataclass(frozen=True)
class RegionList:
    """The regions of one time. ``of``: region by province, two digits."""

    first: date
    last: date
    of: Mapping[str, Region]
    evidence: Evidence
    document: str


def regions() -> Mapping[str, Region]:
    """All there ever were, by code."""
    return {one.code: one for times in region_lists() for one in times.of.values()}


def region_of(province: str, day: date) -> Region | None:
    """None: no province of the day has this code."""
    return next((one.of.get(province) for one in region_lists() if one.first <= day <= one.last), None)


@cache
def region_lists() -> tuple[RegionList, ...]:
    return read_regions(yaml.safe_load((files("ansinh.registers.criteria") / "regions.yaml").read_text("utf-8")))


def read_regions(entry: Mapping[str, Any]) -> tuple[RegionList, ...]:
    """Raises ValueError for a province in two regions of one time."""
    known = {code: Region(code, Bilingual(**name)) for code, name in entry["names"].items()}
    return tuple(_list(times, known, Evidence(entry["evidence"])) for times in entry["lists"])


def _list(times: Mapping[str, Any], known: Mapping[str, Region], evidence: Evidence) -> RegionList:
    pairs = [(province, known[code]) for code, provinces in times["provinces"].items() for province in provinces]
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a province is in two regions")
    return RegionList(times.get("from", date.min), times.get("to", date.max), found, evidence, times["document"])

"""The first three digits of a personal ID (số định danh, 12 digits): where its holder's birth was registered."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Prefixes:
    """``provinces``: name by prefix, of the list of 63. ``abroad``: first and last number of the countries."""

    provinces: Mapping[str, str]
    abroad: tuple[int, int]

    def known(self) -> tuple[str, ...]:
        return (*self.provinces, *(f"{number:03}" for number in range(self.abroad[0], self.abroad[1] + 1)))


@cache
def prefixes() -> Prefixes:
    entry = yaml.safe_load((files("ansinh.registers.codes") / "prefixes.yaml").read_text(encoding="utf-8"))
    return Prefixes(entry["provinces"], (entry["abroad"]["first"], entry["abroad"]["last"]))

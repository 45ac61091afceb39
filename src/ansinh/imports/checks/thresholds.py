"""From where on a figure is asked about: thresholds.yaml, read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.measures import BaseUnit


@dataclass(frozen=True)
class Band:
    """By which share a figure may fall or rise; a figure cannot fall by more than all of it."""

    fall: Decimal
    rise: Decimal

    def widened(self, times: int) -> "Band":
        return Band(self.fall * times, self.rise * times)

    def holds(self, change: Decimal) -> bool:
        return -self.fall <= change <= self.rise


@dataclass(frozen=True)
class Thresholds:
    """All shares, not per cent: 0.3 is 30 %. ``small`` in the base unit; ``months`` and ``least`` are counts."""

    set_on: date
    hedged_by: Decimal
    slip_factors: tuple[int, ...]
    slip_within: int
    column_share: Decimal
    slip_column_least: int
    plan_exceeded: Decimal
    small: Mapping[BaseUnit, Decimal]
    least: int
    spread: Decimal
    quiet: Mapping[str, Decimal]
    months: int
    rare_column_least: int
    stock: Band
    flow: Band
    year: Band
    pace: Decimal
    most_apart: int
    indicators: Mapping[str, Band]
    same_figures: int
    same_units: int

    def is_small(self, unit: BaseUnit, *values: Decimal) -> bool:
        floor = self.small.get(unit)
        return floor is not None and all(abs(value) < floor for value in values)


@cache
def thresholds() -> Thresholds:
    text = (files("ansinh.imports.checks") / "thresholds.yaml").read_text(encoding="utf-8")
    return read_thresholds(yaml.safe_load(text))


def read_thresholds(entries: Mapping[str, Any]) -> Thresholds:
    """Raises ValueError for what is missing, unknown or no number."""
    slip, history, bands = entries["slip"], entries["history"], entries["bands"]
    unknown = entries["indicators"].keys() - catalogue().indicators.keys()
    if unknown:
        raise ValueError(f"thresholds for indicators that are not defined: {', '.join(sorted(unknown))}")
    return Thresholds(
        set_on=entries["set_on"],
        hedged_by=_share(entries["hedged_by"]),
        slip_factors=tuple(sorted(slip["factors"])),
        slip_within=slip["within"],
        column_share=_share(entries["column_share"]),
        slip_column_least=slip["column_least"],
        plan_exceeded=_share(entries["plan_exceeded"]),
        small={BaseUnit(unit): Decimal(floor) for unit, floor in entries["small"].items()},
        least=history["least"],
        spread=_share(history["spread"]),
        quiet={kind: _share(share) for kind, share in history["quiet"].items()},
        months=history["months"],
        rare_column_least=history["column_least"],
        stock=_band(bands["stock"]),
        flow=_band(bands["flow"]),
        year=_band(bands["year"]),
        pace=_share(bands["pace"]["rise"]),
        most_apart=bands["most_apart"],
        indicators={name: _band(band) for name, band in entries["indicators"].items()},
        same_figures=entries["same_as_before"]["figures"],
        same_units=entries["same_as_before"]["units"],
    )


def _band(entry: Mapping[str, str]) -> Band:
    return Band(_share(entry["fall"]), _share(entry["rise"]))


def _share(text: str) -> Decimal:
    """Written as text: a float of YAML would not be the number that is written."""
    if not isinstance(text, str) or Decimal(text) <= 0:
        raise ValueError(f'{text!r} is no share; write it as text, like "0.30"')
    return Decimal(text)

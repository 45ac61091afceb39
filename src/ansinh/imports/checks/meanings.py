"""What each check means, for the reference page: meanings.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ansinh.imports.errors import Check, Severity
from ansinh.kernel.language import Bilingual


@dataclass(frozen=True)
class Meaning:
    """``severities``: which its findings may have."""

    check: Check
    severities: tuple[Severity, ...]
    meaning: Bilingual
    example: Bilingual
    remedy: Bilingual


@cache
def meanings() -> Mapping[Check, Meaning]:
    """In the order of the enum. Raises ValueError where a check has no meaning, or something else has one."""
    text = (files("ansinh.imports.checks") / "meanings.yaml").read_text(encoding="utf-8")
    return read_meanings(yaml.safe_load(text))


def read_meanings(entries: list[dict[str, Any]]) -> Mapping[Check, Meaning]:
    found = {meaning.check: meaning for meaning in map(_meaning, entries)}
    lacking = [check.value for check in Check if check not in found]
    if lacking:
        raise ValueError(f"checks without a meaning: {', '.join(lacking)}")
    if len(found) != len(entries):
        raise ValueError("a check has two meanings")
    return {check: found[check] for check in Check}


def _meaning(entry: dict[str, Any]) -> Meaning:
    return Meaning(
        Check(entry["check"]),
        tuple(Severity(one) for one in entry["severity"]),
        Bilingual(**entry["meaning"]),
        Bilingual(**entry["example"]),
        Bilingual(**entry["remedy"]),
    )

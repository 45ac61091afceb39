"""Every check has a meaning in both languages, and the reference page shows it."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansinh.imports.checks.meanings import meanings, read_meanings
from ansinh.imports.errors import Check, Severity

PAGE = Path(__file__).parents[4] / "docs/reference/findings.md"


def entries() -> list[dict[str, Any]]:
    text = (files("ansinh.imports.checks") / "meanings.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text))


@pytest.mark.parametrize("check", Check)
def test_every_check_is_documented(check: Check) -> None:
    one = meanings()[check]
    text = PAGE.read_text(encoding="utf-8").partition(f"## `{check}`\n")[2].partition("\n## ")[0]
    said = (one.meaning, one.example, one.remedy)
    assert all(part.vi in text and part.en in text for part in said)
    assert all(f"`{severity}`" in text for severity in one.severities)


def test_every_severity_is_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{severity}` |" in text for severity in Severity)


def test_a_check_without_a_meaning_is_named() -> None:
    with pytest.raises(ValueError, match=r"without a meaning: unit-slip"):
        read_meanings([entry for entry in entries() if entry["check"] != "unit-slip"])


def test_a_meaning_of_no_check_or_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="moon"):
        read_meanings([*entries(), entries()[0] | {"check": "moon"}])
    with pytest.raises(ValueError, match="two meanings"):
        read_meanings([*entries(), entries()[0]])

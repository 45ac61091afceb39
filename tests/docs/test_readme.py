"""The README shows what the demonstration prints, and names what there is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ansinh.cli.examples import EXAMPLES
from tests.conftest import Program

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The blocks of code of this language."""
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    assert found
    return found


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def figures(program: Program) -> dict[str, Any]:
    """Of each report; and what the demonstration prints, in English, under ``printed``."""
    printed = program("demo", language="en").out
    reports = {path.name: json.loads(path.read_text("utf-8")) for path in (program.home / "reports").glob("*.json")}
    return {"printed": joined(printed)} | {
        name.removesuffix("-en.json"): report["figures"] | {"sources": report["sources"]}
        for name, report in reports.items()
    }


def test_its_figures_and_its_trace_are_those_of_the_demonstration(figures: dict[str, Any]) -> None:
    for sentence in " ".join(blocks("text")).replace("\n", " ").split(". "):
        assert joined(sentence) in figures["printed"]
    shown = json.loads(blocks("json")[0])
    review = figures["cum-iv-2020-2020-05"]
    figure = review["units.42.collections.vs_plan"]
    assert (shown["value"], shown["base_unit"]) == (figure["value"], figure["base_unit"])
    for written, observation in zip(shown["trace"], figure["trace"], strict=True):
        assert written.items() <= review["sources"][str(observation)].items()
    insured = figures["418-2017-06-resolution-review-21-NQ-TW-2013-2017"]
    text = joined(README)
    assert f"{insured['participants_bhyt']['text']} have health insurance" in text
    assert f"down {insured['participants_bhyt.change']['text'].removeprefix('-').split()[0]} against" in text
    assert f"up {insured['participants_bhyt.vs_end_2015']['text'].removeprefix('+').split()[0]} against" in text


def test_it_names_each_report_of_the_demonstration(figures: dict[str, Any]) -> None:
    named = re.findall(r"^\| .+ \| (?:State|Party) \| `(.+)` \|$", README, flags=re.MULTILINE)
    assert set(named) == figures.keys() - {"printed"}


def test_it_shows_each_of_the_nine_files_that_came_in(figures: dict[str, Any]) -> None:
    lines = blocks("text")[0].splitlines()
    assert [line.partition(" (")[0] for line in lines] == [one.file for one in EXAMPLES if one.what is not None]
    assert all(line in figures["printed"] for line in lines)


def test_it_begins_with_the_two_commands() -> None:
    assert README.index("make demo\nmake test") < README.index("pip install .\nansinh demo")


def test_every_package_has_its_line() -> None:
    packages = [path.parent.name for path in (ROOT / "src/ansinh").glob("*/__init__.py")]
    assert packages
    assert all(f"| `src/ansinh/{package}` | " in README for package in packages)

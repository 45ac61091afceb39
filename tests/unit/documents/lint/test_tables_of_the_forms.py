"""The tables of the two forms name only what is measured, and say it in both languages."""

import re
from typing import Any

import pytest

from ansinh.documents.lint.elements import MEASURES, NAMES, Part
from ansinh.documents.lint.rules import read_rules, rules_of
from ansinh.documents.tree import Form

SOURCES = {"form": {"vi": "NĐ, {clause}", "en": "Decree, {clause}"}}
WORDS = {"kinds": ["báo cáo"]}


def table(**parts: Any) -> dict[str, Any]:
    return {"name": {"vi": "a", "en": "b"}, "sources": SOURCES, "words": WORDS, "parts": parts}


@pytest.mark.parametrize("form", Form)
def test_every_rule_has_its_clause(form: Form) -> None:
    rules = rules_of(form)
    assert rules.name.text("vi") != rules.name.text("en")
    for entry in rules.parts.values():
        found = [*entry.measures.values(), *(wording.rule for wording in entry.wording.values())]
        assert all(rule.clause.text("vi") and "{" not in rule.clause.text("en") for rule in found)


@pytest.mark.parametrize("form", Form)
def test_every_example_is_as_the_wording_wants_it(form: Form) -> None:
    for entry in rules_of(form).parts.values():
        for name, wording in entry.wording.items():
            if wording.unlike is not None:
                assert not wording.unlike.search(wording.example), name


def test_every_part_and_measure_has_a_name() -> None:
    assert NAMES.keys() == set(Part)
    assert all(re.fullmatch(r"[a-z_]+", name) for name in MEASURES)


def test_a_rule_takes_its_own_clause_and_severity() -> None:
    entry = {"clause": "II.1", "size": 13, "bold": {"is": True, "clause": "II.2", "severity": "note"}}
    rules = read_rules(table(motto=entry), Form.STATE).parts[Part.MOTTO]
    assert rules.measures["size"].clause.text("en") == "Decree, II.1"
    assert rules.measures["bold"].clause.text("vi") == "NĐ, II.2"
    assert rules.measures["bold"].severity == "note"


@pytest.mark.parametrize("entry", [{"colour_of_the_sky": 1}, {"wording": {"rhyme": {"matches": "a", "example": "a"}}}])
def test_what_nobody_measures_is_refused(entry: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="Nothing measures"):
        read_rules(table(motto=entry), Form.STATE)

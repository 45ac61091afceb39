"""The tables of the two forms: for each part of a document what is measured, the bound, and its clause."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ansinh.documents.lint.elements import MEASURES, Part
from ansinh.documents.lint.findings import Finding, Severity
from ansinh.documents.lint.written import Where
from ansinh.documents.tree import Form
from ansinh.kernel.language import Bilingual, Speaks

_FILES = {Form.STATE: "decree_30_2020.yaml", Form.PARTY: "party_05_hd.yaml"}
_NO_MEASURES = frozenset({"clause", "source", "severity", "wording"})
_WORDING_KEYS = frozenset({"matches", "unlike", "example", "clause", "source", "severity"})


@dataclass(frozen=True)
class Rule:
    bound: Any  # checked by the measure that reads it
    clause: Bilingual
    severity: Severity

    def broken(self, part: Part, measure: str, where: Where, found: Speaks | str, wanted: Speaks | str) -> Finding:
        return Finding(part, measure, self.severity, where, found, wanted, self.clause)

    def unmet(self, part: Part, measure: str, where: Where, found: Speaks | str, wanted: Speaks | str) -> Finding:
        return Finding(part, measure, Severity.NOT_FOUND, where, found, wanted, self.clause)

    def noted(self, part: Part, measure: str, where: Where, found: Speaks | str, wanted: Speaks | str) -> Finding:
        return Finding(part, measure, Severity.NOTE, where, found, wanted, self.clause)


@dataclass(frozen=True)
class Wording:
    """``matches``: must be found in the text; ``unlike``: must not be."""

    matches: re.Pattern[str] | None
    unlike: re.Pattern[str] | None
    example: str
    rule: Rule

    def holds(self, text: str) -> bool:
        if self.matches is not None and not self.matches.search(text):
            return False
        return self.unlike is None or not self.unlike.search(text)


@dataclass(frozen=True)
class PartRules:
    measures: Mapping[str, Rule]
    wording: Mapping[str, Wording]


@dataclass(frozen=True)
class Rules:
    form: Form
    name: Bilingual
    parts: Mapping[Part, PartRules]
    kinds: tuple[str, ...]

    def rule(self, part: Part, measure: str) -> Rule | None:
        found = self.parts.get(part)
        return found.measures.get(measure) if found else None


@cache
def rules_of(form: Form) -> Rules:
    text = (files("ansinh.documents.lint") / _FILES[form]).read_text(encoding="utf-8")
    return read_rules(yaml.safe_load(text), form)


def read_rules(table: Mapping[str, Any], form: Form) -> Rules:
    """Raises ValueError: the table names what nobody measures."""
    parts = {Part(name): _part(entry, table["sources"]) for name, entry in table["parts"].items()}
    return Rules(form, Bilingual(**table["name"]), parts, tuple(table["words"]["kinds"]))


def _part(entry: Mapping[str, Any], sources: Mapping[str, Any]) -> PartRules:
    measures = {name: _rule(raw, entry, sources) for name, raw in entry.items() if name not in _NO_MEASURES}
    wording = {name: _wording(raw, entry, sources) for name, raw in entry.get("wording", {}).items()}
    unknown = (measures.keys() | wording.keys()) - MEASURES.keys()
    if unknown:
        raise ValueError(f"Nothing measures {', '.join(sorted(unknown))}")
    return PartRules(measures, wording)


def _rule(raw: Any, entry: Mapping[str, Any], sources: Mapping[str, Any]) -> Rule:
    own = raw if isinstance(raw, dict) else {"is": raw}
    return Rule(own["is"], _clause(own, entry, sources), _severity(own, entry))


def _wording(raw: Mapping[str, Any], entry: Mapping[str, Any], sources: Mapping[str, Any]) -> Wording:
    if not raw.keys() <= _WORDING_KEYS:
        raise ValueError(f"Unknown: {', '.join(raw.keys() - _WORDING_KEYS)}")
    matches, unlike = (re.compile(raw[key]) if key in raw else None for key in ("matches", "unlike"))
    return Wording(matches, unlike, raw["example"], _rule({**raw, "is": True}, entry, sources))


def _severity(own: Mapping[str, Any], entry: Mapping[str, Any]) -> Severity:
    return Severity(own.get("severity") or entry.get("severity") or Severity.WRONG)


def _clause(own: Mapping[str, Any], entry: Mapping[str, Any], sources: Mapping[str, Any]) -> Bilingual:
    source = sources[own.get("source") or entry.get("source") or "form"]
    clause = own.get("clause") or entry.get("clause") or ""
    said = clause if isinstance(clause, dict) else {"vi": clause, "en": clause}
    return Bilingual(**{language: source[language].format(clause=said[language]) for language in ("vi", "en")})

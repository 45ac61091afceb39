"""What is claimed in officers' sentences, and what the figures say of it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from ansinh.reports.claims import Checked, check_claims
from ansinh.reports.content import ReportContent
from tests.unit.reports.claims.contents import (
    cluster,
    country,
    district,
    province_over_plan,
    province_over_years,
)

CORPUS = yaml.safe_load(Path(__file__).with_name("corpus.yaml").read_text(encoding="utf-8"))


@cache
def content_of(name: str) -> ReportContent:
    made = {
        "district": district,
        "cluster": cluster,
        "years": province_over_years,
        "plan": province_over_plan,
        "country": country,
    }
    return made[name]()


def written(checked: Checked, content: ReportContent) -> str:
    named = f" @{checked.unit.name}" if checked.unit and checked.unit != content.unit else ""
    return f"{checked.kind} {checked.indicator or '–'} {checked.verdict}{named}"


def sentences() -> Iterator[tuple[str, str, list[str]]]:
    for name, entries in CORPUS.items():
        yield from ((name, text, claims) for text, claims in entries)


@pytest.mark.parametrize(("name", "text", "claims"), list(sentences()))
def test_a_sentence_claims_what_the_corpus_says(name: str, text: str, claims: list[str]) -> None:
    content = content_of(name)
    assert [written(one, content) for one in check_claims([text], content)] == claims


def test_the_corpus_is_large_enough_to_trust() -> None:
    assert sum(len(entries) for entries in CORPUS.values()) >= 100

"""The page on outlines names all that an outline, the officer's text and letterheads.yaml may hold."""

import re
from pathlib import Path

import pytest

from ansinh.documents.tree import Form
from ansinh.reports.charts import ChartKind
from ansinh.reports.letterheads import FIELDS
from ansinh.reports.outlines.reading import (
    Draw,
    Item,
    Officer,
    Outline,
    Say,
    Section,
    TableKind,
    Tabulate,
    WhenEmpty,
    outlines,
)
from ansinh.reports.sentences import SentenceKind

PAGE = (Path(__file__).parents[2] / "docs/reference/outlines.md").read_text(encoding="utf-8")
KINDS = [*SentenceKind, *TableKind, *ChartKind]


def part(heading: str) -> str:
    """From this heading to the next of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert found, f"there is no part {heading}"
    return found[1]


def first_cells(text: str) -> list[str]:
    return re.findall(r"^\| `(.+?)` \|", text, flags=re.MULTILINE)


def printed(item: Item) -> str:
    match item:
        case Officer():
            return "**you**"
        case Say(kind, _indicators):
            return f"sentences `{kind}`"
        case Tabulate(kind, _indicators):
            return f"table `{kind}`"
        case Draw(kind, _indicators):
            return f"chart `{kind}`"


def row(section: Section, number: str) -> str:
    takes = [printed(item) for item in section.items]
    if section.when_empty is WhenEmpty.SAY:
        takes.append("says when there is nothing")
    return f"| `{section.id}` | {number} | {section.heading.vi} | {', '.join(takes)} |"


@pytest.mark.parametrize("outline", outlines(), ids=lambda one: one.id)
def test_each_section_stands_with_what_it_takes(outline: Outline) -> None:
    text = part(f"`{outline.id}`")
    rows = [row(section, r"@") for section in outline.all_sections()]
    written = [re.sub(r"^(\| `.+?` \|) [IVX]+(\.\d+)* \|", r"\1 @ |", line) for line in text.splitlines()]
    assert [line for line in written if " | @ | " in line] == rows
    assert first_cells(text)[len(rows) :] == [appendix.id for appendix in outline.appendices]
    assert f"The {'State' if outline.form is Form.STATE else 'Party'}'s form" in text


def test_each_kind_of_sentence_table_and_chart_is_explained() -> None:
    assert first_cells(part("What a section can take")) == [str(kind) for kind in KINDS]


def test_each_field_of_a_letterhead_is_explained() -> None:
    assert first_cells(part("letterheads.yaml")) == list(FIELDS)

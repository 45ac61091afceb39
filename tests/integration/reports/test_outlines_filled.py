"""An outline filled: sections numbered without gaps, empty ones left out or saying so, the officer's words in place."""

import re
from collections.abc import Callable

import pytest

from ansinh.documents.tree import Heading, Paragraph, Rank
from ansinh.reports.errors import YearsNeededError
from ansinh.reports.making import Composed
from ansinh.reports.outlines.reading import find_outline
from ansinh.reports.sentences import plain
from tests.integration.factories import A_DAY, INSURED, given
from tests.integration.factories import report as approved

pytestmark = pytest.mark.django_db
Compose = Callable[..., Composed]


def headings(composed: Composed) -> list[Heading]:
    return [block for block in composed.document.blocks if isinstance(block, Heading)]


@pytest.fixture
def little(db: None) -> None:
    approved(given("42", 1000, INSURED))


def test_sections_are_numbered_without_gaps_and_what_is_empty_is_named(little: None, compose_report: Compose) -> None:
    composed = compose_report("42", "2020-05", text="# proposals\n\nMột.\n\n# causes\n\nHai.\n")
    sections = [one.number for one in headings(composed) if one.rank is Rank.SECTION]
    assert sections == ["I.", "II.", "III."]
    clauses = [one.number for one in headings(composed) if one.rank is Rank.CLAUSE]
    assert set(clauses) <= {f"{number}." for number in range(1, 10)}
    shown = {one.text for one in headings(composed)}
    outline = find_outline("business-report", A_DAY)
    by_id = {one.id: one.heading.vi for one in outline.all_sections()}
    assert {by_id["proposals"], by_id["causes"], by_id["collections"]} <= shown
    assert {"direction", "cards", "tasks"} <= composed.empty_sections.keys()
    assert not shown & set(composed.empty_sections.values())


def test_a_section_that_says_when_it_is_empty_says_it(compose_report: Compose) -> None:
    """It tells of participants, and nothing is known but collections."""
    approved(given("42", 5 * 10**9), given("42", 4 * 10**9, period="2019-05"))
    composed = compose_report("42", "2020-05", outline="resolution-review", years=(2013, 2014), about="21-NQ/TW")
    blocks = composed.document.blocks
    results = composed.outline.sections[1]
    assert results.says
    at = next(at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.text == results.heading.vi)
    after = blocks[at + 1]
    assert isinstance(after, Paragraph)
    assert plain(after.inlines) == results.says.vi
    assert "results" not in composed.empty_sections


def test_the_officers_words_stand_in_their_section(little: None, compose_report: Compose) -> None:
    blocks = compose_report("42", "2020-05", text="# strengths\n\nĐã mở 12 hội nghị.\n").document.blocks
    written = next(at for at, one in enumerate(blocks) if isinstance(one, Paragraph) and "12 hội" in plain(one.inlines))
    above = [one for one in blocks[:written] if isinstance(one, Heading)][-1]
    assert above.text == "Ưu điểm"


def test_years_are_needed_where_the_outline_looks_across_them(little: None, compose_report: Compose) -> None:
    with pytest.raises(YearsNeededError) as refused:
        compose_report("42", "2020-05", outline="resolution-review")
    assert re.search(r"--years \d{4}-\d{4}", refused.value.remedy.text("en"))

"""Figures that nobody approved: refused, or printed in a draft that says so on every page."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document as WordDocument

from ansinh.cli.examples import EXAMPLES, REPORTS, ReportExample
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Submission
from ansinh.reports.content import ReportContent
from ansinh.reports.errors import NotApprovedError
from ansinh.reports.making import Composed, Format, file_name, render
from tests.integration.reports.printed_pages import BANNER, pages_of_pdf

Load = Callable[..., Submission]
Report = Callable[..., ReportContent]
Compose = Callable[..., Composed]
Demonstrated = Callable[[ReportExample], Composed]
UNITS = [one.unit for one in REPORTS]


@pytest.fixture
def unapproved_may(load_example: Load) -> Submission:
    """The last province's, when all others are approved."""
    *others, last = EXAMPLES
    for example in others:
        load_example(example)
    return load_example(last, approved=False)


def test_unapproved_figures_are_refused_and_the_submission_named(unapproved_may: Submission, report: Report) -> None:
    with pytest.raises(NotApprovedError) as refusal:
        report("cum-iv-2020", "2020-05")
    assert refusal.value.submissions == (unapproved_may.pk,)


def test_a_draft_says_so_on_every_page(unapproved_may: Submission, compose_report: Compose) -> None:
    composed = compose_report("cum-iv-2020", "2020-05", Scope(draft=True))
    assert composed.content.draft
    assert file_name(composed) == "cum-iv-2020-2020-05-draft"
    pages = pages_of_pdf(render(composed, Format.PDF))
    assert len(pages) > 3
    assert all(BANNER in page for page in pages)
    word = WordDocument(BytesIO(render(composed, Format.DOCX)))
    assert len(word.sections) > 1
    for section in word.sections:
        heads = (
            [section.header, section.first_page_header]
            if section.different_first_page_header_footer
            else [section.header]
        )
        assert all(BANNER in " ".join(one.text for one in head.paragraphs) for head in heads)

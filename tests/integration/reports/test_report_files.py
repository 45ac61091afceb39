"""The files of a report: the same words in Word and PDF, drafts that say so, nothing from unapproved figures."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from django.utils import timezone
from docx import Document as WordDocument

from ansinh.cli.demo import EXAMPLES
from ansinh.documents.tree import Picture, plain_text
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Submission
from ansinh.places.finding import find_unit
from ansinh.reports.actions import Format, make_report
from ansinh.reports.content import ReportContent
from ansinh.reports.errors import NoDataError, NotApprovedError
from ansinh.reports.gather import gather
from ansinh.reports.layout import lay_out

Load = Callable[..., Submission]
Report = Callable[..., ReportContent]
BANNER = "BẢN NHÁP: SỐ LIỆU CHƯA PHÊ DUYỆT"


def words_of_docx(content: bytes) -> str:
    """In order, head included; a figure stands in a content control, which python-docx's own text leaves out."""
    body = WordDocument(BytesIO(content)).element.body
    paragraphs = body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    texts = ["".join(node.text or "" for node in one.iter() if node.tag.endswith("}t")) for one in paragraphs]
    return " ".join(" ".join(texts).split())


def pages_of_pdf(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def squeezed(text: str) -> str:
    """Without any space: where a line ends, a PDF does not say whether there was one."""
    return "".join(text.split())


def test_word_and_json_are_written_beside_the_pdf(cluster: ReportContent, tmp_path: Path) -> None:
    paths = make_report(cluster, list(Format), tmp_path / "new" / "reports", language="vi")
    assert [path.name for path in paths] == [f"cum-iv-2020-2020-05.{one}" for one in ("json", "docx", "pdf")]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(path.name for path in paths)
    assert json.loads(paths[0].read_text())["unit"] == "cum-iv-2020"


def test_the_same_words_are_in_word_and_in_pdf(cluster: ReportContent, tmp_path: Path) -> None:
    _json, docx, pdf = make_report(cluster, list(Format), tmp_path, language="vi")
    expected = plain_text(lay_out(cluster, "vi"))
    assert squeezed(words_of_docx(docx.read_bytes())) == squeezed(expected)
    printed = squeezed(" ".join(pages_of_pdf(pdf.read_bytes())))
    for sentence in expected.split(". "):
        assert squeezed(sentence) in printed or any(part.isdigit() for part in sentence.split())


def test_the_same_report_gives_the_same_bytes(cluster: ReportContent, tmp_path: Path) -> None:
    first = [path.read_bytes() for path in make_report(cluster, list(Format), tmp_path / "1", language="vi")]
    second = [path.read_bytes() for path in make_report(cluster, list(Format), tmp_path / "2", language="vi")]
    assert first == second


def test_there_are_two_charts_and_each_is_said_in_words(cluster: ReportContent, district: ReportContent) -> None:
    for content in (cluster, district):
        pictures = [block for block in lay_out(content, "vi").blocks if isinstance(block, Picture)]
        assert len(pictures) == 2
    assert "Hà Tĩnh 69,4%" in pictures_alt(cluster)


def pictures_alt(content: ReportContent) -> str:
    return " ".join(block.alt for block in lay_out(content, "vi").blocks if isinstance(block, Picture))


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


def test_a_draft_says_so_on_every_page(unapproved_may: Submission, report: Report, tmp_path: Path) -> None:
    content = report("cum-iv-2020", "2020-05", Scope(draft=True))
    assert content.draft
    docx, pdf = make_report(content, [Format.DOCX, Format.PDF], tmp_path, language="vi")
    assert all(BANNER in page for page in pages_of_pdf(pdf.read_bytes()))
    word = WordDocument(BytesIO(docx.read_bytes()))
    for section in word.sections:
        heads = (
            [section.header, section.first_page_header]
            if section.different_first_page_header_footer
            else [section.header]
        )
        assert all(BANNER in " ".join(one.text for one in head.paragraphs) for head in heads)


def test_a_draft_of_approved_figures_alone_is_no_draft(demonstration: None, report: Report) -> None:
    assert not report("cum-iv-2020", "2020-05", Scope(draft=True)).draft


def test_nothing_is_reported_of_a_period_without_figures(demonstration: None, report: Report) -> None:
    with pytest.raises(NoDataError):
        report("42", "2018-01")


def test_as_reported_by_a_day_knows_nothing_reported_later(demonstration: None, report: Report) -> None:
    """On 4 June 2020 the report of May was not there yet; that of May 2019 was."""
    early = Scope(reported_by=date(2020, 6, 4))
    with pytest.raises(NoDataError):
        report("51", "2018-05", early)
    assert report("cum-iv-2020", "2019-05", early).figures["collections"].text("vi") == "9.523,6 tỷ đồng"
    later = report("cum-iv-2020", "2020-05", Scope(reported_by=date(2020, 6, 26)))
    assert later.figures["collections.vs_plan"].text("vi") == "36,45%"
    with pytest.raises(NoDataError):
        report("cum-iv-2020", "2020-05", early)


def test_as_recorded_by_a_moment_knows_nothing_approved_later(demonstration: None, report: Report) -> None:
    yesterday: datetime = timezone.now() - timedelta(days=1)
    with pytest.raises(NoDataError):
        report("cum-iv-2020", "2020-05", Scope(recorded_by=yesterday))
    assert report("cum-iv-2020", "2020-05", Scope(recorded_by=timezone.now())).figures["collections"].quantity.known


def test_a_report_costs_the_same_few_queries_for_nine_provinces_as_for_one(
    demonstration: None, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    may = Period.month(2020, 5)
    for code in ("42", "cum-iv-2020"):
        unit = find_unit(code, may.end)
        with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
            gather(unit, may, Scope(), made_at=timezone.localtime())

"""The files of a report: the same words in Word and PDF, drafts that say so, nothing from unapproved figures."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from docx import Document as WordDocument

from ansinh.cli.examples import REPORTS, ReportExample
from ansinh.documents.tree import Picture
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Submission
from ansinh.places.finding import find_unit
from ansinh.reports.content import ReportContent
from ansinh.reports.errors import NoDataError
from ansinh.reports.gather import gather
from ansinh.reports.making import Composed, Format, MadeReport, compose, file_name, make_report, render, usual_outline
from ansinh.reports.models import Made
from ansinh.reports.recipe import Recipe
from tests.integration.reports.conftest import MADE_AT
from tests.unit.documents.reading import pdf_words, tree_words, word_words

pytestmark = pytest.mark.usefixtures("shared_demonstration")
Load = Callable[..., Submission]
Report = Callable[..., ReportContent]
Compose = Callable[..., Composed]
Demonstrated = Callable[[ReportExample], Composed]
UNITS = [one.unit for one in REPORTS]


@pytest.fixture
def made(demonstration: None) -> Callable[..., MadeReport]:
    """A report of the cluster, made and recorded, in files."""

    def of(directory: Path, formats: Sequence[Format] = tuple(Format)) -> MadeReport:
        recipe = Recipe("cum-iv-2020", Period.month(2020, 5), "emulation-review", "vi")
        return make_report(recipe, formats, directory, made_at=MADE_AT)

    return of


def test_all_formats_are_written_side_by_side(made: Callable[..., MadeReport], tmp_path: Path) -> None:
    paths = made(tmp_path / "new" / "reports").paths
    assert [path.name for path in paths] == [f"cum-iv-2020-2020-05.{one}" for one in ("json", "docx", "pdf", "xlsx")]
    assert sorted(path.name for path in paths[0].parent.iterdir()) == sorted(path.name for path in paths)
    assert json.loads(paths[0].read_text())["unit"] == "cum-iv-2020"


def test_a_made_report_is_recorded_under_the_reference_in_its_files(
    made: Callable[..., MadeReport], tmp_path: Path
) -> None:
    report = made(tmp_path, [Format.JSON, Format.DOCX])
    (recorded,) = Made.objects.all()
    assert recorded.reference == report.composed.document.reference
    assert json.loads(report.paths[0].read_text())["reference"] == recorded.reference
    assert WordDocument(BytesIO(report.paths[1].read_bytes())).core_properties.identifier == recorded.reference
    assert Recipe.from_json(recorded.recipe) == report.composed.recipe


def test_nothing_is_written_or_recorded_of_a_report_that_one_format_fails(
    demonstration: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ansinh.reports.making.to_pdf", lambda _document: 1 / 0)
    recipe = Recipe("cum-iv-2020", Period.month(2020, 5), "emulation-review", "vi")
    with pytest.raises(ZeroDivisionError):
        make_report(recipe, [Format.DOCX, Format.PDF], tmp_path / "reports", made_at=MADE_AT)
    assert not (tmp_path / "reports").exists()
    assert not Made.objects.exists()


@pytest.mark.parametrize("example", REPORTS, ids=UNITS)
def test_the_same_words_are_in_word_and_in_pdf(demonstrated: Demonstrated, example: ReportExample) -> None:
    composed = demonstrated(example)
    words = tree_words(composed.document)
    assert word_words(render(composed, Format.DOCX)) == words
    printed = Counter(spaced(pdf_words(render(composed, Format.PDF))))
    assert Counter(spaced(words)) - printed == Counter()
    drawn = " ".join(re.sub("<[^>]*>", " ", picture.svg) for picture in pictures(composed))
    assert printed.keys() <= {*spaced(words), *spaced(drawn)}


def spaced(text: str) -> list[str]:
    """A unit under a column's title is a line of its own, which a PDF's text does not always say."""
    return text.replace("(", " (").split()


def pictures(composed: Composed) -> list[Picture]:
    return [block for block in composed.document.all_blocks() if isinstance(block, Picture)]


def test_the_same_report_gives_the_same_bytes(demonstration: None, compose_report: Compose) -> None:
    first, second = (compose_report("cum-iv-2020", "2020-05") for _time in range(2))
    for one in Format:
        assert render(first, one) == render(second, one)


@pytest.mark.parametrize(("example", "fewest"), list(zip(REPORTS, (6, 5, 2), strict=True)), ids=UNITS)
def test_there_are_charts_and_each_is_said_in_words(
    demonstrated: Demonstrated, example: ReportExample, fewest: int
) -> None:
    composed = demonstrated(example)
    assert len(pictures(composed)) == len(composed.assembled.charts) >= fewest
    for picture, chart in zip(pictures(composed), composed.assembled.charts, strict=True):
        assert picture.alt == chart.alt
        assert picture.svg.startswith("<svg")
        assert picture.png.startswith(b"\x89PNG")
        printed = [composed.content.figures[name].number("vi") for name in chart.figures]
        assert printed
        assert all(number.removeprefix("+") in picture.alt for number in printed)


def test_files_are_named_by_what_was_asked(demonstration: None, compose_report: Compose) -> None:
    day = Scope(reported_by=date(2020, 6, 26))
    moment = Scope(recorded_by=datetime(2100, 1, 2, 3, 4, 5, tzinfo=MADE_AT.tzinfo))
    five = {"years": tuple(range(2013, 2018)), "about": "21-NQ/TW"}
    names = [
        file_name(compose_report("cum-iv-2020", "2020-05")),
        file_name(compose_report("cum-iv-2020", "2020-05", language="en")),
        file_name(compose_report("cum-iv-2020", "2020-05", outline="business-report")),
        file_name(compose_report("cum-iv-2020", "2020-01-01/2020-05-31", day)),
        file_name(compose_report("cum-iv-2020", "2020-05", moment)),
        file_name(compose_report("418", "2017-06", **five)),
        file_name(compose_report("418", "2017-06", **{**five, "years": (2013, 2017)})),
        file_name(compose_report("418", "2017-06", **{**five, "about": "Nghị quyết khác của Ban Thường vụ"})),
    ]
    assert names == [
        "cum-iv-2020-2020-05",
        "cum-iv-2020-2020-05-en",
        "cum-iv-2020-2020-05-business-report",
        "cum-iv-2020-2020-5M-reported-by-2020-06-26",
        "cum-iv-2020-2020-05-recorded-by-2100-01-02T030405",
        "418-2017-06-resolution-review-21-NQ-TW-2013-2017",
        "418-2017-06-resolution-review-21-NQ-TW-2013-2017-b69420",
        "418-2017-06-resolution-review-2013-2017-b21518",
    ]


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


def test_composing_a_report_asks_the_database_little_more(
    demonstration: None, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    may = Period.month(2020, 5)
    for code in ("54", "cum-iv-2020"):
        recipe = Recipe(code, may, usual_outline(find_unit(code, may.end), ()), "vi")
        with django_assert_max_num_queries(60):  # type: ignore[attr-defined]
            compose(recipe, MADE_AT)

"""The sentences of the demonstration's reports: as the articles have them, bound, and held up by their own figures."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from ansinh.documents.tree import Figure, Text
from ansinh.kernel.language import LANGUAGES, Language
from ansinh.reports.claims import Verdict, check_claims
from ansinh.reports.content import ReportContent
from ansinh.reports.numerals import Binding, numerals
from ansinh.reports.sentences import Inlines, SentenceKind, Sentences, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_demonstration")]
SCHEMES = ("participants_bhxh_compulsory", "participants_bhyt")


def said(content: ReportContent, kind: SentenceKind, *indicators: str, language: Language = "vi") -> list[str]:
    return [plain(sentence) for sentence in Sentences(content, language).of(kind, indicators)]


def all_sentences(content: ReportContent, language: Language) -> list[Inlines]:
    sentences = Sentences(content, language)
    return [sentence for kind in SentenceKind for sentence in sentences.of(kind, ())]


def test_collections_read_as_in_the_article(cluster: ReportContent) -> None:
    assert said(cluster, SentenceKind.LEVELS, "collections")[0] == (
        "Trong 5 tháng đầu năm 2020, Cụm thi đua số IV đã thu được số tiền 10.101,8 tỷ đồng, đạt 36,45% so với kế hoạch"
        " giao, tăng 578,2 tỷ đồng (tương ứng tăng 6,07%) so với cùng kỳ năm 2019."
    )


def test_units_at_the_threshold_read_as_in_the_article(cluster: ReportContent) -> None:
    assert said(cluster, SentenceKind.THRESHOLD, "collections") == [
        "Có 5/9 tỉnh, thành phố đạt và vượt tỷ lệ thu của tháng (36%), trong đó có 2/9 đơn vị đạt cao là: Quảng Ngãi"
        " (41,1%), Hà Tĩnh (37,5%)."
    ]


def test_coverage_reads_as_in_the_article(cluster: ReportContent) -> None:
    assert said(cluster, SentenceKind.LEVELS, "bhyt_coverage")[0].startswith(
        "Tính đến ngày 31/5/2020, tỷ lệ bao phủ BHYT của Cụm thi đua số IV đạt 91,61% so với dân số"
    )


def test_leaders_in_voluntary_insurance_are_those_of_the_article(cluster: ReportContent) -> None:
    (sentence,) = said(cluster, SentenceKind.LEADERS, "participants_bhxh_voluntary")
    assert "Hà Tĩnh (69,4%), tiếp theo là Quảng Bình (61,1%), Quảng Trị (60,3%) và Bình Định (50,1%)" in sentence


@pytest.mark.parametrize(
    ("scheme", "sentence"),
    [
        (
            "participants_bhxh_compulsory",
            "Tính đến ngày 30/6/2017, số người tham gia BHXH bắt buộc là 3.320 người, tăng 148 người (tương ứng tăng"
            " 4,67%) so với cùng kỳ năm 2016, tăng 203 người so với cuối năm 2015, tăng 271 người so với cuối năm 2014,"
            " tăng 205 người so với cuối năm 2013.",
        ),
        (
            "participants_bhyt",
            "Tính đến ngày 30/6/2017, số người tham gia BHYT là 70.649 người, giảm 231 người (tương ứng giảm 0,33%) so"
            " với cùng kỳ năm 2016, tăng 1.202 người so với cuối năm 2015, tăng 1.292 người so với cuối năm 2014, tăng"
            " 1.466 người so với cuối năm 2013.",
        ),
    ],
)
def test_participants_read_as_in_the_article(district: ReportContent, scheme: str, sentence: str) -> None:
    assert said(district, SentenceKind.LEVELS, scheme) == [sentence]


def test_years_do_not_claim_what_the_article_claims_wrongly(district: ReportContent) -> None:
    """It says that the numbers rose from year to year; compulsory insurance fell in 2014, health insurance in 2017."""
    rises = said(district, SentenceKind.YEARS, *SCHEMES)
    assert rises[0].endswith("riêng năm 2014 giảm 66 người so với cuối năm 2013.")
    assert not any("năm sau cao hơn năm trước" in one or "liên tục" in one for one in rises)
    assert "giảm 231 người" in said(district, SentenceKind.SHORTFALLS, *SCHEMES)[0]
    assert said(district, SentenceKind.GAPS, *SCHEMES) == ["Chưa có số liệu cuối năm 2016."]


def test_participants_of_2016_lack_at_its_end_but_not_within_it(report: Callable[..., ReportContent]) -> None:
    """In June 2016 they were 231 more than in June 2017."""
    content = report("418", "2017-06", years=tuple(range(2013, 2018)))
    assert content.figures["participants_bhyt.same_period"].quantity.known
    gaps = said(replace(content, years_without_data=()), SentenceKind.GAPS, "participants_bhyt")
    assert gaps == ["Số người tham gia BHYT chưa có số liệu cuối năm 2016."]


def test_the_program_contradicts_nothing_that_it_says_itself(cluster: ReportContent, district: ReportContent) -> None:
    for content in (cluster, district):
        passages = [plain(sentence) for sentence in all_sentences(content, "vi")]
        checked = check_claims(passages, content)
        assert any(claim.verdict is Verdict.SUPPORTED for claim in checked)
        assert [claim.words for claim in checked if claim.verdict is Verdict.CONTRADICTED] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_bound_or_a_time(cluster: ReportContent, district: ReportContent, language: Language) -> None:
    for content in (cluster, district):
        inlines = [inline for sentence in all_sentences(content, language) for inline in sentence]
        assert all(content.figures[one.id].quantity.known for one in inlines if isinstance(one, Figure))
        words = [one.text for one in inlines if isinstance(one, Text)]
        loose = [one for text in words for one in numerals(text)]
        assert {one.binding for one in loose} <= {Binding.DATE, Binding.DOCUMENT}

"""What the two press articles say, said by the report of their workbooks, to the digit."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from ansinh.compare.printing import FigureJson, Traces
from ansinh.kernel.language import Language
from ansinh.ledger.reads import Ledger
from ansinh.reports.content import ReportContent
from ansinh.reports.making import Composed
from ansinh.reports.report_json import report_json

pytestmark = pytest.mark.usefixtures("shared_demonstration")
Compose = Callable[..., Composed]


def figures(content: ReportContent, language: Language = "vi") -> dict[str, FigureJson]:
    traces = Traces(Ledger(content.scope))
    return {name: traces.json(shown, language) for name, shown in content.figures.items()}


@pytest.fixture
def review(demonstration: None, compose_report: Compose) -> Callable[[Language], list[str]]:
    """The paragraphs of the cluster's review of May 2020."""

    def of(language: Language) -> list[str]:
        composed = compose_report("cum-iv-2020", "2020-05", language=language)
        return list(report_json(composed.content, composed.document, composed.outline.id)["paragraphs"])

    return of


@pytest.fixture
def five_years(demonstration: None, compose_report: Compose) -> list[str]:
    """The paragraphs of the district's review of five years."""
    composed = compose_report("418", "2017-06", years=tuple(range(2013, 2018)), about="21-NQ/TW")
    return list(report_json(composed.content, composed.document, composed.outline.id)["paragraphs"])


PUBLISHED_OF_CLUSTER_IV = {
    "collections": "10.101,8 tỷ đồng",
    "collections.vs_plan": "36,45%",
    "collections.change": "+578,2 tỷ đồng",
    "collections.vs_same_period": "+578,2 tỷ đồng",
    "collections.change_percent": "+6,07%",
    "collections.same_period": "9.523,6 tỷ đồng",
    "collections.threshold": "36%",
    "collections.units_at_threshold": "5 đơn vị",
    "collections.units": "9 đơn vị",
    "bhyt_coverage": "91,61%",
    "units.51.collections.vs_plan": "41,1%",
    "units.42.collections.vs_plan": "37,5%",
    "units.42.participants_bhxh_voluntary.vs_plan": "69,4%",
    "units.44.participants_bhxh_voluntary.vs_plan": "61,1%",
    "units.45.participants_bhxh_voluntary.vs_plan": "60,3%",
    "units.52.participants_bhxh_voluntary.vs_plan": "50,1%",
}
PUBLISHED_OF_TUONG_DUONG = {
    "participants_bhxh_compulsory": 3320,
    "participants_bhxh_compulsory.vs_same_period": 148,
    "participants_bhxh_compulsory.vs_end_2015": 203,
    "participants_bhxh_compulsory.vs_end_2014": 271,
    "participants_bhxh_compulsory.vs_end_2013": 205,
    "participants_bhyt": 70649,
    "participants_bhyt.vs_same_period": -231,
    "participants_bhyt.vs_end_2015": 1202,
    "participants_bhyt.vs_end_2014": 1292,
    "participants_bhyt.vs_end_2013": 1466,
}


def test_cluster_iv_in_may_2020(cluster: ReportContent) -> None:
    found = figures(cluster)
    assert {name: found[name]["text"] for name in PUBLISHED_OF_CLUSTER_IV} == PUBLISHED_OF_CLUSTER_IV


def test_tuong_duong_in_june_2017(district: ReportContent) -> None:
    found = figures(district)
    assert {name: int(found[name]["value"] or 0) for name in PUBLISHED_OF_TUONG_DUONG} == PUBLISHED_OF_TUONG_DUONG


def test_values_are_exact_in_the_base_unit(cluster: ReportContent) -> None:
    found = figures(cluster)
    assert found["collections"]["value"] == "10101800000000"
    assert found["collections"]["shown"] == "10101.8"
    assert Decimal(found["collections.vs_plan"]["value"] or 0) == Decimal("36.45082721417359770508957728")
    assert found["collections.vs_plan"]["shown"] == "36.45"


def test_a_missing_base_prints_a_dash(cluster: ReportContent) -> None:
    change = figures(cluster)["participants_bhyt.change"]
    assert (change["value"], change["shown"], change["text"]) == (None, None, "–")


def test_a_trace_leads_to_the_cells(cluster: ReportContent) -> None:
    trace = figures(cluster)["units.42.collections.vs_plan"]["trace"]
    places = {(source["file"], source["sheet"], source["indicator"], source["kind"]) for source in trace}
    assert places == {
        ("Ha Tinh bao cao T5.2020.xlsx", "Bieu 01", "collections", "actual"),
        ("ke-hoach-2020.xlsx", "kế hoạch 2020", "collections", "target"),
    }
    assert all(source["unit"] == "42" and source["cell"] and source["state"] == "approved" for source in trace)


def test_a_cluster_is_traced_to_all_its_members(cluster: ReportContent) -> None:
    """Seven provinces report themselves, two by their nine and eight districts."""
    found = figures(cluster)
    collected = 7 + 9 + 8
    assert len(found["collections"]["trace"]) == collected
    assert len(found["collections.units_at_threshold"]["trace"]) == collected + 9 + 1


def test_the_years_between_that_have_no_figure_are_named(district: ReportContent, five_years: list[str]) -> None:
    assert district.years_without_data == (2016,)
    assert "Chưa có số liệu cuối năm 2016." in five_years


def test_the_sentence_on_collections_reads_as_the_article_does(review: Callable[[Language], list[str]]) -> None:
    said = review("vi")
    assert (
        "Trong 5 tháng đầu năm 2020, Cụm thi đua số IV đã thu được số tiền 10.101,8 tỷ đồng, đạt 36,45% so với kế hoạch"
        " giao, tăng 578,2 tỷ đồng (tương ứng tăng 6,07%) so với cùng kỳ năm 2019." in said
    )
    assert (
        "Có 5/9 tỉnh, thành phố đạt và vượt tỷ lệ thu của tháng (36%), trong đó có 2/9 đơn vị đạt cao là:"
        " Quảng Ngãi (41,1%), Hà Tĩnh (37,5%)." in said
    )


def test_the_sentences_on_participants_say_what_the_article_does(five_years: list[str]) -> None:
    assert (
        "Tính đến ngày 30/6/2017, số người tham gia BHXH bắt buộc là 3.320 người, tăng 148 người (tương ứng tăng 4,67%)"
        " so với cùng kỳ năm 2016, tăng 203 người so với cuối năm 2015, tăng 271 người so với cuối năm 2014, tăng 205"
        " người so với cuối năm 2013." in five_years
    )
    health = next(at for at, one in enumerate(five_years) if one.startswith("Số người tham gia BHYT là"))
    assert five_years[health] == (
        "Số người tham gia BHYT là 70.649 người, giảm 231 người (tương ứng giảm 0,33%) so với cùng kỳ năm 2016."
        " So với cuối các năm 2015, 2014 và 2013, con số này lần lượt tăng 1.202 người, 1.292 người và 1.466 người."
    )


def test_the_fall_within_the_five_years_is_said(five_years: list[str]) -> None:
    """Compulsory insurance rose over the years, but not in each of them."""
    (rise,) = (one for one in five_years if one.startswith("Từ cuối năm 2013"))
    assert "từ 3.115 người lên 3.320 người" in rise
    assert "riêng năm 2014 giảm 66 người" in rise


def test_english_says_the_same_figures(cluster: ReportContent, review: Callable[[Language], list[str]]) -> None:
    vietnamese, english = figures(cluster, "vi"), figures(cluster, "en")
    assert {name: figure["value"] for name, figure in vietnamese.items()} == {
        name: figure["value"] for name, figure in english.items()
    }
    assert english["collections"]["text"] == "10,101.8 billion VND"
    (said,) = (one for one in review("en") if "10,101.8 billion VND" in one)
    assert "Emulation cluster IV" in said
    assert "36.45%" in said
    assert "578.2 billion VND" in said
    assert "6.07%" in said

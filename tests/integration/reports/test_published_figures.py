"""What the two press articles say, said by the report of their workbooks, to the digit."""

from decimal import Decimal

import pytest

from ansinh.reports.actions import FigureJson, report_json
from ansinh.reports.content import ReportContent


def figures(content: ReportContent) -> dict[str, FigureJson]:
    return dict(report_json(content, "vi")["figures"])


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("collections", "10.101,8 tỷ đồng"),
        ("collections.vs_plan", "36,45%"),
        ("collections.change", "+578,2 tỷ đồng"),
        ("collections.vs_same_period", "+578,2 tỷ đồng"),
        ("collections.change_percent", "+6,07%"),
        ("collections.same_period", "9.523,6 tỷ đồng"),
        ("collections.threshold", "36%"),
        ("collections.units_at_threshold", "5 đơn vị"),
        ("collections.units", "9 đơn vị"),
        ("bhyt_coverage", "91,61%"),
        ("units.51.collections.vs_plan", "41,1%"),
        ("units.42.collections.vs_plan", "37,5%"),
        ("units.42.participants_bhxh_voluntary.vs_plan", "69,4%"),
        ("units.44.participants_bhxh_voluntary.vs_plan", "61,1%"),
        ("units.45.participants_bhxh_voluntary.vs_plan", "60,3%"),
        ("units.52.participants_bhxh_voluntary.vs_plan", "50,1%"),
    ],
)
def test_cluster_iv_in_may_2020(cluster: ReportContent, figure: str, text: str) -> None:
    assert figures(cluster)[figure]["text"] == text


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        ("participants_bhxh_compulsory", 3320),
        ("participants_bhxh_compulsory.vs_same_period", 148),
        ("participants_bhxh_compulsory.vs_end_2015", 203),
        ("participants_bhxh_compulsory.vs_end_2014", 271),
        ("participants_bhxh_compulsory.vs_end_2013", 205),
        ("participants_bhyt", 70649),
        ("participants_bhyt.vs_same_period", -231),
        ("participants_bhyt.vs_end_2015", 1202),
        ("participants_bhyt.vs_end_2014", 1292),
        ("participants_bhyt.vs_end_2013", 1466),
    ],
)
def test_tuong_duong_in_june_2017(district: ReportContent, figure: str, value: int) -> None:
    assert figures(district)[figure]["value"] == str(value)


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


def test_the_years_between_that_have_no_figure_are_named(district: ReportContent) -> None:
    assert district.years_without_data == (2016,)
    assert "Chưa có số liệu cuối năm 2016." in report_json(district, "vi")["sentences"]


def test_the_sentence_on_collections_reads_as_the_article_does(cluster: ReportContent) -> None:
    said = report_json(cluster, "vi")["sentences"]
    assert (
        "Trong 5 tháng đầu năm 2020, Cụm thi đua số IV đã thu được số tiền 10.101,8 tỷ đồng, đạt 36,45% so với kế hoạch"
        " giao, tăng 578,2 tỷ đồng (tương ứng tăng 6,07%) so với cùng kỳ năm 2019." in said
    )
    assert (
        "Có 5/9 tỉnh, thành phố đạt và vượt tỷ lệ thu của tháng (36%), trong đó có 2/9 đơn vị đạt cao là:"
        " Quảng Ngãi (41,1%), Hà Tĩnh (37,5%)." in said
    )


def test_the_sentence_on_participants_reads_as_the_article_does(district: ReportContent) -> None:
    assert report_json(district, "vi")["sentences"][1] == (
        "Đến ngày 30/6/2017, số người tham gia BHYT là 70.649 người, giảm 231 người (tương ứng giảm 0,33%) so với cùng"
        " kỳ năm 2016, tăng 1.202 người so với cuối năm 2015, tăng 1.292 người so với cuối năm 2014, tăng 1.466 người"
        " so với cuối năm 2013."
    )


def test_english_says_the_same_figures(cluster: ReportContent) -> None:
    vietnamese, english = report_json(cluster, "vi"), report_json(cluster, "en")
    assert {name: figure["value"] for name, figure in vietnamese["figures"].items()} == {
        name: figure["value"] for name, figure in english["figures"].items()
    }
    assert english["figures"]["collections"]["text"] == "10,101.8 billion VND"
    assert english["sentences"][0].startswith("Emulation cluster IV, first 5 months of 2020: 10,101.8 billion VND")

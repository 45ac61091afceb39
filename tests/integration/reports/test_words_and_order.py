"""What a report says beyond the articles: which end of a ranking is good, hedges, months within a cumulative flow."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from ansinh.compare.bases import PLAN, SAME_PERIOD
from ansinh.compare.reads import Figures
from ansinh.documents.tree import Heading, Rank
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.models import Kind
from ansinh.reports.claims import Verdict, check_claims
from ansinh.reports.content import ReportContent
from ansinh.reports.making import Composed
from ansinh.reports.sentences import SentenceKind, Sentences, plain
from tests.integration.factories import A_DAY, COLLECTIONS, INSURED, given, unit
from tests.integration.factories import report as approved

Report = Callable[..., ReportContent]
Compose = Callable[..., Composed]

pytestmark = pytest.mark.django_db
MEMBERS = ("54", "52", "51", "49", "48", "46", "45", "44", "42")
BILLION = 10**9


def said(content: ReportContent, kind: SentenceKind, *indicators: str) -> list[str]:
    return [plain(sentence) for sentence in Sentences(content, "vi").of(kind, indicators)]


def test_where_less_is_better_the_lowest_lead(report: Report) -> None:
    arrears = [given(code, place * BILLION, "arrears") for place, code in enumerate(MEMBERS, 1)]
    approved(*arrears, *(given(code, 100 * BILLION, "amount_due", "2020") for code in MEMBERS))
    (ranking,) = said(report("cum-iv-2020", "2020-05"), SentenceKind.LEADERS, "arrears_ratio")
    assert ranking.startswith("Tỷ lệ chậm đóng thấp nhất là Phú Yên (1,0%), tiếp theo là Bình Định (2,0%)")
    assert ranking.endswith("cao nhất là Hà Tĩnh (9,0%).")


def test_a_month_within_a_flow_is_said_as_such(report: Report) -> None:
    months = {"2020-04": 300, "2020-05": 420, "2020-03": 200}
    approved(*(given("42", value * BILLION, COLLECTIONS, period) for period, value in months.items()))
    content = report("42", "2020-05")
    assert said(content, SentenceKind.LEVELS, COLLECTIONS) == [
        "Trong 5 tháng đầu năm 2020, tỉnh Hà Tĩnh đã thu được số tiền 420,0 tỷ đồng.",
        "Riêng tháng 5, số thu BHXH, BHYT, BHTN đạt 120,0 tỷ đồng, tăng 20,0 tỷ đồng so với tháng trước.",
    ]
    assert content.figures["collections.month"].text("vi") == "120,0 tỷ đồng"


def test_amounts_come_before_levels_and_ratios_unless_asked_otherwise(report: Report) -> None:
    approved(given("42", BILLION), given("42", 90, INSURED), given("42", 100, "population", "2020"))
    content = report("42", "2020-05")
    assert [sentence[:40] for sentence in said(content, SentenceKind.LEVELS)] == [
        "Trong 5 tháng đầu năm 2020, tỉnh Hà Tĩnh",
        "Tính đến ngày 31/5/2020, số người tham g",
        "Tỷ lệ bao phủ BHYT đạt 90,00% so với dân",
    ]
    asked = said(content, SentenceKind.LEVELS, "bhyt_coverage", COLLECTIONS)
    assert asked[0].startswith("Tính đến ngày 31/5/2020, tỷ lệ bao phủ BHYT của tỉnh Hà Tĩnh đạt 90,00%")
    assert asked[1].startswith("Trong 5 tháng đầu năm 2020, toàn tỉnh đã thu được số tiền 1,0 tỷ đồng")


def test_a_total_of_last_year_lacks_for_want_of_one_member(report: Report) -> None:
    approved(*(given(code, BILLION) for code in MEMBERS))
    approved(*(given(code, BILLION, period="2019-05") for code in MEMBERS if code != "42"))
    assert said(report("cum-iv-2020", "2020-05"), SentenceKind.GAPS, COLLECTIONS) == [
        "Đối với số thu BHXH, BHYT, BHTN, chưa tổng hợp được số liệu cùng kỳ năm 2019 của Cụm thi đua số IV do chưa có"
        " số liệu của Hà Tĩnh."
    ]


def test_a_year_is_compared_with_the_year_before_and_its_end(report: Report) -> None:
    for year, amount in ((2018, 80), (2019, 100)):
        approved(given("42", amount * BILLION, COLLECTIONS, f"{year}-12"), given("42", amount, INSURED, f"{year}-12"))
    content = report("42", "2019")
    assert said(content, SentenceKind.LEVELS, COLLECTIONS, INSURED) == [
        "Năm 2019, tỉnh Hà Tĩnh đã thu được số tiền 100,0 tỷ đồng, tăng 20,0 tỷ đồng (tương ứng tăng 25,00%) so với năm"
        " 2018.",
        "Tính đến ngày 31/12/2019, số người tham gia BHYT đạt 100 người, tăng 20 người (tương ứng tăng 25,00%) so với"
        " cuối năm 2018.",
    ]
    claims = check_claims(said(content, SentenceKind.LEVELS), content)
    assert {claim.verdict for claim in claims} == {Verdict.SUPPORTED}


def test_headings_are_numbered_as_they_come(compose_report: Compose) -> None:
    """Sections without anything in them leave no gap."""
    approved(given("42", BILLION, COLLECTIONS, "2020-06"))
    headings = [one for one in compose_report("42", "2020-Q2").document.blocks if isinstance(one, Heading)]
    numbers = [heading.number for heading in headings if heading.rank is Rank.SECTION]
    assert numbers == [f"{roman}." for roman in ("I", "II", "III", "IV", "V", "VI", "VII")[: len(numbers)]]
    assert numbers


def test_tables_say_from_when_flows_accumulate(compose_report: Compose) -> None:
    approved(given("42", BILLION, COLLECTIONS, "2020-06"))
    notes = [note for table in compose_report("42", "2020-Q2").document.tables() for note in table.notes]
    assert any("số lũy kế từ đầu năm đến ngày 30/6/2020" in note for note in notes)


def test_less_than_a_hedged_base_is_about_never_over() -> None:
    approved(given("42", 1100), given("42", 1000, period="2019-05", hedge=Hedge.OVER))
    approved(given("42", 3000, COLLECTIONS, "2020", Kind.TARGET, Hedge.OVER))
    figures = Figures()
    may = Period.month(2020, 5)
    assert figures.compare(unit("42"), COLLECTIONS, may, SAME_PERIOD).change.hedge is Hedge.ABOUT
    plan = figures.compare(unit("42"), COLLECTIONS, may, PLAN)
    assert plan.percent
    assert plan.percent.hedge is Hedge.ABOUT
    assert plan.value.hedge is Hedge.EXACT


def test_an_estimate_is_compared_when_asked_for() -> None:
    approved(given("42", 100, kind=Kind.ESTIMATE), given("42", 80, period="2019-05"))
    may = Period.month(2020, 5)
    assert Figures().compare(unit("42"), COLLECTIONS, may, SAME_PERIOD).value.value is None
    estimated = Figures(kind=Kind.ESTIMATE).compare(unit("42"), COLLECTIONS, may, SAME_PERIOD)
    assert (estimated.value.value, estimated.against.value) == (100, 80)


def test_an_estimated_coverage_is_over_the_one_population() -> None:
    approved(given("42", 90, INSURED, kind=Kind.ESTIMATE), given("42", 100, "population", "2020"))
    estimated = Figures(kind=Kind.ESTIMATE).quantity(unit("42"), "bhyt_coverage", Period.month(2020, 5))
    assert estimated.value == 90


def test_each_unit_is_held_to_its_own_bar_where_it_has_one() -> None:
    for code in MEMBERS:
        approved(given(code, 38), given(code, 100, COLLECTIONS, "2020", Kind.TARGET))
    approved(given("VN", Decimal(36), "collections_vs_plan", kind=Kind.THRESHOLD))
    approved(given("42", Decimal(40), "collections_vs_plan", kind=Kind.THRESHOLD))
    cluster = unit("cum-iv-2020")
    count = Figures().reaching(cluster, [unit(code) for code in MEMBERS], "collections_vs_plan", Period.day(A_DAY))
    assert count.quantity.value == 8
    assert unit("42") not in count.reaching


def test_a_total_is_made_of_parts_that_report_it_in_two_ways() -> None:
    for place, code in enumerate(MEMBERS):
        if place % 2:
            approved(given(code, 16, "participants_bhxh"))
        else:
            approved(given(code, 7, "participants_bhxh_compulsory"), given(code, 9, "participants_bhxh_voluntary"))
    assert Figures().quantity(unit("cum-iv-2020"), "participants_bhxh", Period.day(A_DAY)).value == 9 * 16

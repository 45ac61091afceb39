"""What a report says beyond the articles: which end of a ranking is good, hedges, months within a cumulative flow."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ansinh.compare.bases import PLAN, SAME_PERIOD
from ansinh.compare.reads import Figures
from ansinh.documents.tree import Heading, Table
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Kind
from ansinh.reports.actions import Format, make_report, report_json
from ansinh.reports.content import ReportContent
from ansinh.reports.layout import lay_out
from tests.integration.factories import A_DAY, COLLECTIONS, INSURED, given, unit
from tests.integration.factories import report as approved

Report = Callable[..., ReportContent]

pytestmark = pytest.mark.django_db
MEMBERS = ("54", "52", "51", "49", "48", "46", "45", "44", "42")
BILLION = 10**9


def test_where_less_is_better_the_lowest_lead(report: Report) -> None:
    arrears = [given(code, place * BILLION, "arrears") for place, code in enumerate(MEMBERS, 1)]
    approved(*arrears, *(given(code, 100 * BILLION, "amount_due", "2020") for code in MEMBERS))
    said = report_json(report("cum-iv-2020", "2020-05"), "vi")["sentences"]
    ranking = next(one for one in said if "các đơn vị" in one)
    assert ranking.startswith("Tỷ lệ chậm đóng so với số phải thu, các đơn vị thấp nhất là: Phú Yên (1,0%)")
    assert ranking.endswith("cao nhất là Hà Tĩnh (9,0%).")


def test_a_month_within_a_flow_is_said_as_such(report: Report) -> None:
    months = {"2020-04": 300, "2020-05": 420, "2020-03": 200}
    approved(*(given("42", value * BILLION, COLLECTIONS, period) for period, value in months.items()))
    content = report("42", "2020-05")
    assert (
        report_json(content, "vi")["sentences"][0]
        == "Trong 5 tháng đầu năm 2020, tỉnh Hà Tĩnh đã thu được số tiền 420,0 tỷ đồng, riêng tháng cuối kỳ 120,0 tỷ"
        " đồng, tăng 20,0 tỷ đồng so với tháng trước."
    )
    assert content.figures["collections.month"].text("vi") == "120,0 tỷ đồng"


def test_tables_say_from_when_flows_accumulate(report: Report) -> None:
    approved(given("42", BILLION, COLLECTIONS, "2020-06"))
    tables = [block for block in lay_out(report("42", "2020-Q2"), "vi").blocks if isinstance(block, Table)]
    assert tables[0].notes == ("Số thu, số chi là số lũy kế từ đầu năm đến ngày 30/6/2020.",)


def test_headings_are_numbered_as_they_come(report: Report) -> None:
    facts = [
        given(code, 10 + place, INSURED, period)
        for place, code in enumerate(MEMBERS)
        for period in ("2020-05", "2019-12")
    ]
    approved(*facts, *(given(code, 100, INSURED, "2020", Kind.TARGET) for code in MEMBERS))
    headings = [
        block.text for block in lay_out(report("cum-iv-2020", "2020-05"), "vi").blocks if isinstance(block, Heading)
    ]
    assert headings == ["I. Kết quả chung", "II. So với các mốc trước", "III. Kết quả theo đơn vị"]


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


def test_a_question_about_the_past_has_files_of_its_own(report: Report, tmp_path: Path) -> None:
    approved(given("42", BILLION), on=date(2020, 6, 5))
    for scope in (Scope(), Scope(reported_by=date(2020, 6, 26))):
        make_report(report("42", "2020-05", scope), [Format.JSON], tmp_path, language="vi")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "42-2020-05-reported-by-2020-06-26.json",
        "42-2020-05.json",
    ]

"""A whole's figure is its own where it reported one, else the sum of all its parts; of some of them it is none."""

from datetime import date

import pytest

from ansinh.kernel.numbers import Hedge
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import Kind
from ansinh.ledger.reads import Ledger
from ansinh.places.reads import parts
from tests.integration.factories import A_DAY, INSURED, ask, given, hand_in, report, request, unit, value_of

pytestmark = pytest.mark.django_db

CLUSTER = "cum-iv-2020"


def members() -> list[str]:
    return [member.code for member in parts(unit(CLUSTER), A_DAY)]


def test_a_cluster_is_the_sum_of_its_nine_members() -> None:
    submission = report(*(given(code, 10**position) for position, code in enumerate(members())))
    fact = ask(CLUSTER)
    assert fact
    assert (fact.value, fact.parts_reported, fact.parts_expected) == (111_111_111, 9, 9)
    keys = range(submission.first_key, submission.first_key + 9)
    assert sorted(Ledger().observations([fact])) == list(keys)


def test_members_may_report_in_submissions_of_their_own() -> None:
    for position, code in enumerate(members()):
        report(given(code, 10**position), of=code)
    assert value_of(CLUSTER) == 111_111_111


def test_a_sum_with_a_member_missing_is_no_total() -> None:
    report(*(given(code, 1) for code in members()[:-1]))
    fact = ask(CLUSTER)
    assert fact
    assert not fact.complete
    assert (fact.value, fact.parts_reported, fact.parts_expected) == (8, 8, 9)


def test_a_sum_is_nothing_where_no_member_reported() -> None:
    report(given("01", 1))
    assert ask(CLUSTER) is None


def test_its_own_figure_wins_over_the_sum() -> None:
    report(*(given(code, 1) for code in members()))
    report(given(CLUSTER, 10))
    fact = ask(CLUSTER)
    assert fact
    assert fact.value == 10
    assert fact.parts == ()


def test_its_own_figure_of_one_indicator_does_not_hide_the_sum_of_another() -> None:
    report(*(given(code, 1) for code in members()), *(given(code, 2, INSURED) for code in members()))
    report(given(CLUSTER, 10))
    assert value_of(CLUSTER) == 10
    assert value_of(CLUSTER, INSURED) == 18


def test_kinds_and_periods_are_summed_apart() -> None:
    report(
        *(given(code, 1) for code in members()),
        *(given(code, 100, kind=Kind.TARGET) for code in members()),
        *(given(code, 10_000, kind=Kind.ESTIMATE, period="2020-06") for code in members()),
        on=date(2020, 7, 1),
    )
    assert value_of(CLUSTER) == 9
    assert value_of(CLUSTER, kind=Kind.TARGET) == 900
    assert value_of(CLUSTER, kind=Kind.ESTIMATE, period="2020-06") == 90_000
    assert ask(CLUSTER, period="2020-06") is None


def test_thresholds_are_never_summed() -> None:
    report(*(given(code, 36, "collections_vs_plan", kind=Kind.THRESHOLD) for code in members()))
    assert ask(CLUSTER, "collections_vs_plan", kind=Kind.THRESHOLD) is None


@pytest.mark.parametrize(
    ("hedges", "of_the_sum"),
    [
        ((Hedge.EXACT, Hedge.EXACT), Hedge.EXACT),
        ((Hedge.OVER, Hedge.EXACT), Hedge.OVER),
        ((Hedge.OVER, Hedge.NEARLY), Hedge.ABOUT),
    ],
)
def test_a_sum_is_as_exact_as_its_terms(hedges: tuple[Hedge, Hedge], of_the_sum: Hedge) -> None:
    first, second, *rest = members()
    report(given(first, 1, hedge=hedges[0]), given(second, 1, hedge=hedges[1]), *(given(code, 1) for code in rest))
    fact = ask(CLUSTER)
    assert fact
    assert fact.hedge is of_the_sum


def test_a_province_is_not_its_one_district() -> None:
    """Only one district of Nghệ An is in the catalogue: its figure is not the province's."""
    report(given("418", 70_649, INSURED, "2017-06"), of="418", on=date(2017, 7, 5))
    assert value_of("418", INSURED, "2017-06") == 70_649
    assert ask("40", INSURED, "2017-06") is None
    assert ask("VN", INSURED, "2017-06") is None


def test_the_cluster_of_2020_is_summed_over_its_members_in_2019_too() -> None:
    report(*(given(code, 1, period="2019-05") for code in members()), on=date(2019, 6, 5))
    assert value_of(CLUSTER, period="2019-05") == 9


def test_a_draft_is_summed_only_when_drafts_are_asked_for() -> None:
    first, *rest = members()
    report(*(given(code, 1) for code in rest))
    hand_in(given(first, 100))
    assert value_of(CLUSTER) is None
    assert value_of(CLUSTER, scope=Scope(draft=True)) == 108


def test_many_units_and_requests_are_answered_at_once_as_one_by_one() -> None:
    report(*(given(code, 1) for code in members()), *(given(code, 2, INSURED) for code in members()[:4]))
    units = [unit(code) for code in (CLUSTER, "VN", *members())]
    requests = [request(indicator, "2020-05") for indicator in ("collections", INSURED)]
    together = Ledger().facts(units, requests)
    apart: dict[object, object] = {}
    for one in units:
        for wanted in requests:
            apart |= Ledger().facts([one], [wanted])
    assert together == apart
    assert len(together) == 9 + 4 + 2 * 2  # members, and the two wholes of each indicator

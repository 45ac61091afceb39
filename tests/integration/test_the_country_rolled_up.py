"""The country from 63 provinces: its kept sums give what adding up by hand gives, within every scope."""

import random
from datetime import date, datetime
from decimal import Decimal

import pytest

from ansinh.ledger.actions import approve, send_back
from ansinh.ledger.facts import Scope
from ansinh.ledger.models import RollUp
from ansinh.ledger.reads import Ledger
from ansinh.places.reads import parts
from tests.integration.factories import (
    A_DAY,
    APPROVER,
    INSURED,
    ask,
    given,
    hand_in,
    moment,
    report,
    request,
    unit,
    value_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def provinces() -> list[str]:
    found = [part.code for part in parts(unit("VN"), A_DAY)]
    assert len(found) == 63
    return found


def draw(provinces: list[str]) -> dict[str, int]:
    chance = random.Random(63)  # noqa: S311 (figures, not secrets)
    return {code: chance.randrange(10**12) for code in provinces}


def test_the_kept_sum_is_the_sum_by_hand(provinces: list[str]) -> None:
    values = draw(provinces)
    for code, value in values.items():
        report(given(code, value), of=code)
    fact = ask("VN")
    assert fact
    assert fact.roll_up  # looked up, not added up
    assert fact.value == sum(values.values())
    assert (fact.parts_reported, fact.parts_expected) == (63, 63)
    assert len(Ledger().observations([fact])) == 63


def test_each_approval_appends_a_sum_and_changes_none(provinces: list[str]) -> None:
    values = draw(provinces)
    half = provinces[:30]
    report(*(given(code, values[code]) for code in half))
    (first,) = RollUp.objects.values()
    first_report = report(*(given(code, values[code]) for code in provinces[30:]))
    report(given(provinces[40], 5), on=date(2020, 6, 10), corrects=first_report)
    kept = list(RollUp.objects.order_by("pk").values())
    assert kept[0] == first
    whole = sum(values.values())
    assert [(row["value"], row["parts_reported"]) for row in kept] == [
        (sum(values[code] for code in half), 30),
        (whole, 63),
        (whole - values[provinces[40]] + 5, 63),
    ]
    assert value_of("VN") == whole - values[provinces[40]] + 5


def test_a_part_of_the_country_is_not_the_country(provinces: list[str]) -> None:
    report(*(given(code, 1) for code in provinces[:-1]))
    fact = ask("VN")
    assert fact
    assert not fact.complete
    assert (fact.value, fact.parts_reported) == (62, 62)


def test_every_scope_gives_its_own_country(provinces: list[str]) -> None:
    """63 provinces on the 5th, two corrected on the 10th, one more correction waiting."""
    values = draw(provinces)
    start = moment()
    first = report(*(given(code, value) for code, value in values.items()))
    reported = moment()
    corrected = values | {"42": 1, "44": 2}
    second = report(given("42", 1), given("44", 2), on=date(2020, 6, 10), corrects=first)
    end = moment()
    hand_in(given("42", 9), on=date(2020, 6, 20), corrects=second)

    def country(day: date | None = None, then: datetime | None = None, *, draft: bool = False) -> Decimal | None:
        return value_of("VN", scope=Scope(day, then, draft))

    before, after = sum(values.values()), sum(corrected.values())
    assert country() == after
    assert country(date(2020, 6, 4)) is None
    assert country(date(2020, 6, 9)) == before
    assert country(date(2020, 6, 10)) == after
    assert country(then=start) is None
    assert country(then=reported) == before
    assert country(then=end) == after
    assert country(date(2020, 6, 9), end) == before
    assert country(draft=True) == after - 1 + 9
    assert country(date(2020, 6, 10), draft=True) == after


def test_the_past_is_opened_to_the_observations_of_the_past(provinces: list[str]) -> None:
    first = report(*(given(code, 1) for code in provinces))
    report(given("42", 5), on=date(2020, 6, 10), corrects=first)
    past = Ledger(Scope(reported_by=date(2020, 6, 9)))
    wanted = request("collections", "2020-05")
    fact = past.facts([unit("VN")], [wanted])[unit("VN").pk, wanted]
    assert sorted(past.observations([fact])) == list(range(first.first_key, first.first_key + 63))


def test_the_countrys_own_figure_wins_and_the_past_without_it_is_the_sum(provinces: list[str]) -> None:
    report(*(given(code, 1) for code in provinces), on=date(2020, 6, 5))
    report(given("VN", 100), on=date(2020, 6, 10))
    assert value_of("VN") == 100
    assert value_of("VN", scope=Scope(reported_by=date(2020, 6, 9))) == 63


def test_what_is_not_approved_is_in_no_kept_sum(provinces: list[str]) -> None:
    submission = hand_in(*(given(code, 1) for code in provinces))
    assert not RollUp.objects.exists()
    assert ask("VN") is None
    assert value_of("VN", scope=Scope(draft=True)) == 63
    send_back(by=APPROVER, submission=submission, reason="wrong month")
    assert ask("VN", scope=Scope(draft=True)) is None


def test_a_district_adds_nothing_to_the_country(provinces: list[str]) -> None:
    report(*(given(code, 1, INSURED, "2017-06") for code in provinces if code != "40"), on=date(2017, 7, 5))
    report(given("418", 70_649, INSURED, "2017-06"), of="418", on=date(2017, 7, 5))
    fact = ask("VN", INSURED, "2017-06")
    assert fact
    assert (fact.value, fact.parts_reported) == (62, 62)


def test_there_is_no_sum_of_a_time_whose_parts_are_not_all_known() -> None:
    """Before Hà Tây joined Hà Nội there were 64 provinces: the sum of 63 would pass for the country's."""
    report(given("01", 1, period="2008-05"), on=date(2008, 6, 5))
    assert not RollUp.objects.exists()
    assert ask("VN", period="2008-05") is None


def test_a_submission_of_many_periods_and_indicators_rolls_each_up(provinces: list[str]) -> None:
    months = ("2020-01", "2020-02", "2020-03")
    submission = hand_in(
        *(given(code, position, period=month) for position, month in enumerate(months, 1) for code in provinces),
        *(given(code, position, INSURED, month) for position, month in enumerate(months, 4) for code in provinces),
    )
    report(*(given(code, 7) for code in provinces))
    assert value_of("VN", period="2020-02") is None
    approve(by=APPROVER, submission=submission)
    assert [value_of("VN", period=month) for month in months] == [63, 126, 189]
    assert [value_of("VN", INSURED, month) for month in months] == [252, 315, 378]
    assert value_of("VN") == 441

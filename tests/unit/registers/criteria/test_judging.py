"""Units against their threshold: reached, at risk, nearly, not; how many are missing; when it falls."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.registers.criteria.judging import Ahead, Count, Judgement, Status, judge
from ansinh.registers.criteria.thresholds import Threshold, UnitType
from ansinh.registers.questions import CoverageRow
from ansinh.registers.records import Scheme, Sex

AT = date(2024, 8, 31)  # a Saturday
XA = frozenset({UnitType.COMMUNE})
AT_LEAST_95 = Threshold("ntm_nang_cao", XA, Decimal("0.95"))
OVER_93 = Threshold("ntm", XA, Decimal("0.93"), strict=True)
EACH_SEX = Threshold("ntm", XA, Decimal("0.90"), each_sex=True)


def row(unit: str, residents: int, insured: int, *, group: str | None = None, sex: Sex | None = None) -> CoverageRow:
    return CoverageRow(Scheme.BHYT, unit, group, sex, None, residents, insured)


def one(judged: list[Judgement]) -> Judgement:
    (only,) = judged
    return only


def test_ly_van_lam_is_missing_250_persons_to_95_percent():
    judged = one(judge([row("32047", 12_500, 11_625)], lambda _unit: AT_LEAST_95, at=AT))
    assert judged.all.rate == Fraction(93, 100)
    assert judged.all.needed == 11_875
    assert judged.all.missing == 250
    assert judged.status is Status.NOT_REACHED


def test_dinh_binh_falls_from_89_to_75_percent_when_its_three_month_cards_end():
    asked = Threshold("ntm", XA, Decimal("0.85"))
    judged = one(
        judge(
            [row("32059", 10_000, 8_900)],
            lambda _unit: asked,
            at=AT,
            ahead={date(2024, 9, 30): [row("32059", 10_000, 7_500)]},
        )
    )
    assert judged.status is Status.AT_RISK
    assert judged.all.falls == Ahead(date(2024, 9, 30), Count(10_000, 7_500))
    assert judged.all.to_renew == 1_000
    assert judged.all.missing == 0


@pytest.mark.parametrize(
    ("threshold", "insured", "status", "missing"),
    [
        (AT_LEAST_95, 950, Status.REACHED, 0),
        (AT_LEAST_95, 949, Status.NEARLY, 1),
        (AT_LEAST_95, 940, Status.NEARLY, 10),
        (AT_LEAST_95, 939, Status.NOT_REACHED, 11),
        (OVER_93, 931, Status.REACHED, 0),
        (OVER_93, 930, Status.NEARLY, 1),
        (OVER_93, 920, Status.NEARLY, 11),
        (OVER_93, 919, Status.NOT_REACHED, 12),
    ],
)
def test_nearly_is_short_by_one_percentage_point_at_most(
    threshold: Threshold, insured: int, status: Status, missing: int
):
    judged = one(judge([row("1", 1000, insured)], lambda _unit: threshold, at=AT))
    assert (judged.status, judged.all.missing) == (status, missing)


def test_what_is_told_apart_by_group_is_added_up():
    rows = [row("1", 600, 600, group="HS"), row("1", 400, 350, group="GD"), row("2", 10, 1, group="GD")]
    first, second = judge(rows, lambda _unit: AT_LEAST_95, at=AT)
    assert (first.all.count, first.status) == (Count(1000, 950), Status.REACHED)
    assert (second.unit, second.status) == ("2", Status.NOT_REACHED)


def test_units_without_a_threshold_are_not_judged():
    rows = [row("1", 10, 10), row("2", 10, 10)]
    judged = judge(rows, {"2": AT_LEAST_95}.get, at=AT)
    assert [found.unit for found in judged] == ["2"]


def test_the_first_day_ahead_below_it_is_told_and_days_beyond_the_horizon_are_not():
    days = {date(2024, 9, 30): 96, date(2024, 10, 31): 94, date(2024, 11, 30): 90}
    ahead = {day: [row("1", 100, insured)] for day, insured in days.items()}
    near = one(judge([row("1", 100, 98)], lambda _unit: AT_LEAST_95, at=AT, ahead=ahead, horizon=90))
    assert near.all.falls == Ahead(date(2024, 10, 31), Count(100, 94))
    assert near.all.to_renew == 1  # 94 would be left of the 95 needed; the third day is 91 days ahead
    assert one(judge([row("1", 100, 98)], lambda _unit: AT_LEAST_95, at=AT, ahead=ahead, horizon=91)).all.to_renew == 5
    soon = one(judge([row("1", 100, 98)], lambda _unit: AT_LEAST_95, at=AT, ahead=ahead, horizon=60))
    assert (soon.status, soon.all.falls) == (Status.REACHED, None)


def test_men_and_women_must_each_reach_it_where_the_criterion_says_so():
    rows = [row("1", 500, 490, sex=Sex.FEMALE), row("1", 500, 448, sex=Sex.MALE), row("1", 2, 2, sex=Sex.UNKNOWN)]
    judged = one(judge(rows, lambda _unit: EACH_SEX, at=AT))
    assert judged.all.status is Status.REACHED
    assert judged.by_sex[Sex.MALE].status is Status.NEARLY
    assert judged.by_sex[Sex.MALE].missing == 2
    assert judged.by_sex[Sex.FEMALE].status is Status.REACHED
    assert judged.status is Status.NEARLY
    together = one(judge(rows, lambda _unit: AT_LEAST_95, at=AT))
    assert not together.by_sex


def test_rows_of_two_schemes_or_of_no_unit_are_refused():
    with pytest.raises(ValueError, match="one scheme"):
        judge([row("1", 1, 1), row("1", 1, 1)._replace(scheme=Scheme.ANY)], lambda _unit: OVER_93, at=AT)
    with pytest.raises(ValueError, match="by unit"):
        judge([row("1", 1, 1)._replace(commune=None)], lambda _unit: OVER_93, at=AT)


def test_statuses_are_said_as_officers_say_them():
    assert [status.text("vi") for status in Status] == ["đạt", "nguy cơ rớt", "suýt đạt", "không đạt"]


@given(st.integers(1, 10_000), st.data(), st.sampled_from(("0.2", "0.85", "0.93", "0.9515", "1")), st.booleans())
def test_with_those_who_are_missing_it_is_reached_and_with_one_fewer_not(
    residents: int, data: st.DataObject, share: str, strict: bool
):
    threshold = Threshold("ntm", XA, Decimal(share), strict and share != "1")
    insured = data.draw(st.integers(0, residents))
    before = one(judge([row("1", residents, insured)], lambda _unit: threshold, at=AT))
    assert insured + before.all.missing <= residents
    after = one(judge([row("1", residents, insured + before.all.missing)], lambda _unit: threshold, at=AT))
    assert after.status is Status.REACHED
    if before.all.missing:
        almost = one(judge([row("1", residents, insured + before.all.missing - 1)], lambda _unit: threshold, at=AT))
        assert almost.status in (Status.NEARLY, Status.NOT_REACHED)

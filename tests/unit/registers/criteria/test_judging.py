"""Units against their threshold: reached, at risk, nearly, not; how many are missing; when it falls."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.registers.criteria.judging import Ahead, Count, Judgement, Status, judge
from ansinh.registers.criteria.thresholds import Threshold, UnitType
from ansinh.registers.questions import CoverageRow, OutlookRow
from ansinh.registers.records import Scheme, Sex

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
    judged = one(judge([row("32047", 12_500, 11_625)], lambda _unit: AT_LEAST_95))
    assert judged.all.rate == Fraction(93, 100)
    assert judged.all.needed == 11_875
    assert judged.all.missing == 250
    assert judged.status is Status.NOT_REACHED


def test_dinh_binh_falls_from_89_to_75_percent_when_its_three_month_cards_end():
    asked = Threshold("ntm", XA, Decimal("0.85"))
    ends = [OutlookRow("32059", Sex.MALE, date(2024, 9, 29), 0, 1_400)]
    judged = one(judge([row("32059", 10_000, 8_900)], lambda _unit: asked, outlook=ends))
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
    judged = one(judge([row("1", 1000, insured)], lambda _unit: threshold))
    assert (judged.status, judged.all.missing) == (status, missing)


def test_what_is_told_apart_by_group_is_added_up():
    rows = [row("1", 600, 600, group="HS"), row("1", 400, 350, group="GD"), row("2", 10, 1, group="GD")]
    first, second = judge(rows, lambda _unit: AT_LEAST_95)
    assert (first.all.count, first.status) == (Count(1000, 950), Status.REACHED)
    assert (second.unit, second.status) == ("2", Status.NOT_REACHED)


def test_units_without_a_threshold_are_not_judged():
    rows = [row("1", 10, 10), row("2", 10, 10)]
    judged = judge(rows, {"2": AT_LEAST_95}.get)
    assert [found.unit for found in judged] == ["2"]


def test_the_first_day_below_it_is_told_and_how_many_must_renew_to_keep_it():
    ends = {date(2024, 9, 29): (0, 2), date(2024, 10, 15): (1, 3), date(2024, 11, 29): (0, 3)}
    outlook = [OutlookRow("1", Sex.FEMALE, day, *counts) for day, counts in ends.items()]
    judged = one(judge([row("1", 100, 98)], lambda _unit: AT_LEAST_95, outlook=outlook))
    assert judged.all.falls == Ahead(date(2024, 10, 16), Count(100, 94))  # 98 − 2 + 1 − 3
    assert judged.all.to_renew == 4  # 91 of the 95 needed
    sooner = one(judge([row("1", 100, 98)], lambda _unit: AT_LEAST_95, outlook=outlook[:1]))
    assert (sooner.status, sooner.all.falls, sooner.all.to_renew) == (Status.REACHED, None, 0)


def test_who_begins_as_another_ends_keeps_it_and_who_begins_later_comes_too_late():
    for begins, status in ((date(2024, 10, 16), Status.REACHED), (date(2024, 10, 17), Status.AT_RISK)):
        outlook = [
            OutlookRow("1", Sex.FEMALE, date(2024, 10, 15), 0, 1),
            OutlookRow("1", Sex.MALE, begins, 1, 0),
        ]
        assert one(judge([row("1", 100, 95)], lambda _unit: AT_LEAST_95, outlook=outlook)).status is status


def test_men_and_women_must_each_reach_it_where_the_criterion_says_so():
    rows = [row("1", 500, 490, sex=Sex.FEMALE), row("1", 500, 448, sex=Sex.MALE), row("1", 2, 2, sex=Sex.UNKNOWN)]
    judged = one(judge(rows, lambda _unit: EACH_SEX))
    assert judged.all.status is Status.REACHED
    assert judged.by_sex[Sex.MALE].status is Status.NEARLY
    assert judged.by_sex[Sex.MALE].missing == 2
    assert judged.by_sex[Sex.FEMALE].status is Status.REACHED
    assert judged.status is Status.NEARLY
    ends = [OutlookRow("1", Sex.FEMALE, date(2024, 9, 29), 0, 41)]
    assert one(judge(rows, lambda _unit: EACH_SEX, outlook=ends)).by_sex[Sex.FEMALE].status is Status.AT_RISK
    together = one(judge(rows, lambda _unit: AT_LEAST_95))
    assert not together.by_sex


def test_rows_of_two_schemes_or_of_no_unit_are_refused():
    with pytest.raises(ValueError, match="one scheme"):
        judge([row("1", 1, 1), row("1", 1, 1)._replace(scheme=Scheme.ANY)], lambda _unit: OVER_93)
    with pytest.raises(ValueError, match="by unit"):
        judge([row("1", 1, 1)._replace(commune=None)], lambda _unit: OVER_93)


def test_statuses_are_said_as_officers_say_them():
    assert [status.text("vi") for status in Status] == ["đạt", "nguy cơ rớt", "suýt đạt", "không đạt"]


@given(st.integers(1, 10_000), st.data(), st.sampled_from(("0.2", "0.85", "0.93", "0.9515", "1")), st.booleans())
def test_with_those_who_are_missing_it_is_reached_and_with_one_fewer_not(
    residents: int, data: st.DataObject, share: str, strict: bool
):
    threshold = Threshold("ntm", XA, Decimal(share), strict and share != "1")
    insured = data.draw(st.integers(0, residents))
    before = one(judge([row("1", residents, insured)], lambda _unit: threshold))
    assert insured + before.all.missing <= residents
    after = one(judge([row("1", residents, insured + before.all.missing)], lambda _unit: threshold))
    assert after.status is Status.REACHED
    if before.all.missing:
        almost = one(judge([row("1", residents, insured + before.all.missing - 1)], lambda _unit: threshold))
        assert almost.status in (Status.NEARLY, Status.NOT_REACHED)

"""A planted fault is found at its cell, with what it was looked at beside; figures as they should be give nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ansinh.imports.checks import figures
from ansinh.imports.errors import cell_position
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.actions import send_back
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind
from ansinh.places.reads import parts
from tests.integration.checked_figures import asked, blocked, check, found, only
from tests.integration.factories import (
    A_DAY,
    COLLECTIONS,
    INSURED,
    JUNE,
    MAY,
    OFFICER,
    given,
    hand_in,
    report,
    rows,
    unit,
)

pytestmark = pytest.mark.django_db

BILLION = 10**9
COMPULSORY, VOLUNTARY, BHXH = "participants_bhxh_compulsory", "participants_bhxh_voluntary", "participants_bhxh"
BHTN = "participants_bhtn"
ARREARS_1, ARREARS_3, ARREARS_6 = (
    "employers_in_arrears_1_month",
    "employers_in_arrears_3_months",
    "employers_in_arrears_6_months",
)
EMPLOYERS = "employers_in_arrears"
JULY = date(2020, 7, 3)


def monthly(values: list[int], indicator: str = INSURED, code: str = "42", year: int = 2020) -> list[NewFact]:
    """One figure for each month from January on."""
    return [given(code, value, indicator, f"{year}-{month:02}") for month, value in enumerate(values, 1)]


# Beside each other


def test_a_first_file_of_plausible_figures_gives_nothing() -> None:
    checked = check(given("42", 100 * BILLION), given("44", 70 * BILLION), given("42", 900_000, INSURED))
    assert checked.findings == ()
    assert len(checked.facts) == 3


def test_the_same_figure_twice_blocks_and_names_the_first_place() -> None:
    finding = only(given("42", 100 * BILLION), given("42", 101 * BILLION))
    assert (finding.check.value, finding.severity.value, finding.cell) == blocked("duplicate", "A2")
    assert "thực hiện!A1" in finding.cause.text("en")


@pytest.mark.parametrize(("total", "expected"), [(130, []), (131, [blocked("sum", "A1")])])
def test_a_total_beside_its_terms_is_their_sum(total: int, expected: list[object]) -> None:
    assert found(given("42", total, BHXH), given("42", 100, COMPULSORY), given("42", 30, VOLUNTARY)) == expected


def test_a_total_whose_terms_are_hedged_is_not_called_wrong() -> None:
    parts = given("42", 100_000, COMPULSORY, hedge=Hedge.OVER), given("42", 30_000, VOLUNTARY)
    assert found(given("42", 131_500, BHXH), *parts) == []
    assert found(given("42", 128_000, BHXH), *parts) == [blocked("sum", "A1")]


def test_a_total_without_all_of_its_terms_is_not_looked_at() -> None:
    assert found(given("42", 999, BHXH), given("42", 100, COMPULSORY)) == []


# A part and its limit


@pytest.mark.parametrize(
    ("part", "limit"),
    [
        (ARREARS_1, EMPLOYERS),
        (ARREARS_3, ARREARS_1),
        (ARREARS_6, ARREARS_3),
        (ARREARS_6, EMPLOYERS),  # what lies between is not in the file
        ("claims_reviewed", "claims_submitted"),
        ("settlements_on_time", "settlements_due"),
    ],
)
def test_a_part_is_at_most_what_it_is_a_part_of(part: str, limit: str) -> None:
    assert found(given("42", 40, limit), given("42", 40, part)) == []
    assert found(given("42", 40, limit), given("42", 41, part)) == [blocked("at-most", "B1")]


def test_a_part_is_compared_with_the_ledger_where_the_file_says_nothing() -> None:
    report(given("42", 40, EMPLOYERS))
    finding = only(given("42", 41, ARREARS_1))
    assert finding.check.value == "at-most"
    assert "40" in finding.cause.text("en")


def test_a_limit_is_compared_with_the_part_in_the_ledger() -> None:
    report(given("42", 41, ARREARS_1))
    assert found(given("42", 40, EMPLOYERS)) == [blocked("at-most", "A1")]


def test_a_part_of_another_month_or_kind_or_unit_is_none() -> None:
    report(given("42", 10, EMPLOYERS, "2020-04"), given("44", 10, EMPLOYERS))
    report(given("42", 10, EMPLOYERS, kind=Kind.ESTIMATE))
    assert found(given("42", 30, ARREARS_1)) == []


def test_more_insured_against_unemployment_than_compulsorily_has_to_be_explained() -> None:
    assert found(given("42", 100, COMPULSORY), given("42", 101, BHTN)) == [asked("at-most", "B1")]


# Falling


def test_what_accumulates_never_falls_from_month_to_month_of_a_file() -> None:
    months = [value * BILLION for value in (100, 210, 199, 420, 530)]
    finding = only(*monthly(months, COLLECTIONS))
    assert (finding.check.value, finding.cell) == ("falling", "C1")
    said = finding.cause.text("en")
    assert "210.0 billion VND" in said
    assert "199.0 billion VND" in said


def test_what_accumulates_does_not_fall_below_what_is_approved_for_earlier() -> None:
    report(given("42", 500 * BILLION, period="2020-03"))
    assert found(given("42", 499 * BILLION)) == [asked("falling", "A1")]
    assert found(given("42", 500 * BILLION)) == []


def test_nor_exceeds_what_is_approved_for_later() -> None:
    report(given("42", 500 * BILLION, period=JUNE), on=JULY)
    assert found(given("42", 501 * BILLION)) == [asked("falling", "A1")]


def test_what_is_approved_between_two_months_of_the_file_counts() -> None:
    report(given("42", 400 * BILLION, period="2020-04"))
    facts = given("42", 90 * BILLION, period="2020-01"), given("42", 390 * BILLION)
    assert found(*facts) == [asked("falling", "B1")]


def test_a_unit_without_the_month_before_in_the_file_is_looked_up() -> None:
    report(given("44", 400 * BILLION, period="2020-04"))
    facts = given("42", 90 * BILLION, period="2020-04"), given("42", 120 * BILLION), given("44", 390 * BILLION)
    assert found(*facts) == [asked("falling", "B2")]


def test_an_estimate_is_looked_at_beside_what_happened_before_it() -> None:
    months = monthly([value * BILLION for value in (100, 210, 300, 420)], COLLECTIONS)
    assert found(*months, given("42", 510 * BILLION, kind=Kind.ESTIMATE)) == []
    assert found(*months, given("42", 410 * BILLION, kind=Kind.ESTIMATE)) == [asked("falling", "E1")]
    assert found(*months, given("42", 510_000 * BILLION, kind=Kind.ESTIMATE)) == [asked("unit-slip", "E1")]


def test_a_new_year_begins_anew() -> None:
    report(given("42", 900 * BILLION, period="2019-12"))
    assert found(given("42", 80 * BILLION, period="2020-01")) == []


def test_a_level_may_fall() -> None:
    assert found(*monthly([900_000, 880_000, 860_000])) == []


def test_a_hedged_figure_is_not_said_to_fall_for_its_rounding() -> None:
    report(given("42", 503 * BILLION, period="2020-04"))
    assert found(given("42", 500 * BILLION, hedge=Hedge.OVER)) == []
    assert found(given("42", 450 * BILLION, hedge=Hedge.OVER)) == [asked("falling", "A1")]


# Slips of the unit of measure


@pytest.mark.parametrize(("value", "times"), [(900_000_000, "1,000"), (900, "1,000"), (900_000 * 10**6, "1,000,000")])
def test_a_figure_a_thousand_times_that_of_the_month_before_is_a_slip(value: int, times: str) -> None:
    report(given("42", 910_000, INSURED, "2020-04"))
    finding = only(given("42", value, INSURED))
    assert (finding.check.value, finding.severity.value, finding.cell) == asked("unit-slip", "A1")
    said = finding.cause.text("en")
    assert f"about {times} times" in said
    assert "910,000 persons" in said
    assert "30 April 2020" in said


def test_last_year_and_the_plan_of_the_year_are_references_too() -> None:
    report(given("42", 500 * BILLION, period="2019-05"), given("44", 1_300 * BILLION, kind=Kind.TARGET, period="2020"))
    findings = check(given("42", 520_000 * BILLION), given("44", 510_000 * BILLION)).findings
    assert [(one.check.value, one.cell) for one in findings] == [("unit-slip", "A1"), ("unit-slip", "A2")]
    assert "plan of the year" in findings[1].cause.text("en")


def test_a_slip_silences_what_follows_from_it() -> None:
    report(
        given("42", 400 * BILLION, period="2020-04"),
        given("42", 500 * BILLION, period="2019-05"),
        given("42", 1_300 * BILLION, kind=Kind.TARGET, period="2020"),
    )
    assert found(given("42", 500_000 * BILLION)) == [asked("unit-slip", "A1")]
    assert found(given("42", BILLION // 2)) == [asked("unit-slip", "A1")]


def test_the_month_that_slipped_is_named_and_not_its_neighbours() -> None:
    for wrong in range(5):
        values = [900_000 + 1_000 * month for month in range(5)]
        values[wrong] *= 1_000
        assert found(*monthly(values)) == [asked("unit-slip", "ABCDE"[wrong] + "1")]


def test_a_column_that_slipped_is_one_finding() -> None:
    codes = ("42", "44", "01", "38")
    report(*(given(code, 900_000, INSURED, "2020-04") for code in codes))
    facts = [given(code, 910_000_000, INSURED) for code in codes]
    assert found(*facts) == [asked("unit-slip", "A1")]
    assert "4 of 4 figures" in only(*facts).cause.text("en")


def test_a_target_is_looked_at_beside_last_years_and_what_came_of_it() -> None:
    report(
        given("42", 1_200 * BILLION, kind=Kind.TARGET, period="2019"), given("42", 1_210 * BILLION, period="2019-12")
    )
    assert found(given("42", 1_300 * BILLION, kind=Kind.TARGET, period="2020")) == []
    assert found(given("42", 1_300_000 * BILLION, kind=Kind.TARGET, period="2020")) == [asked("unit-slip", "A1")]


def test_a_slip_that_was_approved_does_not_make_a_slip_of_the_right_figure_after_it() -> None:
    report(given("42", 900, INSURED, "2020-04"), given("42", 890_000, INSURED, "2019-05"))
    assert found(given("42", 905_000, INSURED)) == [asked("outlier", "A1")]


def test_what_only_half_of_the_references_say_is_no_slip() -> None:
    report(given("42", 890_000, INSURED, "2020-04"), given("42", 900, INSURED, "2019-05"))
    assert found(given("42", 905_000, INSURED)) == []


def test_coverage_is_not_asked_about_where_the_figure_slipped() -> None:
    report(given("42", 890_000, INSURED, "2020-04"), given("42", 1_000_000, "population", "2020"))
    assert found(given("42", 905_000_000, INSURED)) == [asked("unit-slip", "A1")]


def test_small_figures_and_zeros_are_no_slips() -> None:
    report(given("42", 0, INSURED, "2020-04"), given("44", 2, "settlements_due", "2020-04"))
    assert found(given("42", 5_000, INSURED), given("44", 20, "settlements_due")) == []


# Coverage


def test_more_insured_than_people_has_to_be_explained() -> None:
    people = given("42", 1_000_000, "population", "2020")
    assert found(people, given("42", 1_000_000, INSURED)) == []
    assert found(people, given("42", 1_000_001, INSURED)) == [asked("over-all", "B1")]


def test_the_latest_population_before_is_taken_and_named() -> None:
    report(given("42", 1_000_000, "population", "2018"), given("42", 990_000, "population", "2017"))
    finding = only(given("42", 1_000_001, INSURED))
    assert finding.check.value == "over-all"
    assert "1,000,000 persons (2018)" in finding.cause.text("en")


def test_more_insured_residents_than_residents_has_to_be_explained() -> None:
    rural = given("42", 5_000, "new_rural_residents")
    assert found(rural, given("42", 5_001, "new_rural_insured_residents")) == [asked("over-all", "B1")]


def test_without_a_population_nothing_is_said() -> None:
    report(given("42", 10, "population", "2021"))  # of a later year
    assert found(given("42", 1_000_000, INSURED)) == []


# Outliers


@pytest.mark.parametrize(("value", "is_rare"), [(930_000, False), (1_100_000, False), (1_300_000, True), (0, True)])
def test_with_little_history_a_plain_band_of_change_is_kept(value: int, is_rare: bool) -> None:
    report(given("42", 900_000, INSURED, "2020-04"))
    assert found(given("42", value, INSURED)) == ([asked("outlier", "A1")] if is_rare else [])


def test_the_previous_figure_and_the_change_are_said() -> None:
    report(given("42", 900_000, INSURED, "2020-04"))
    said = only(given("42", 1_350_000, INSURED)).cause
    assert "+50.0% against 900,000 persons (30 April 2020)" in said.text("en")


def test_voluntary_insurance_moves_more_than_the_rest() -> None:
    report(given("42", 10_000, VOLUNTARY, "2020-04"))
    assert found(given("42", 14_000, VOLUNTARY)) == []
    assert found(given("42", 17_000, VOLUNTARY)) == [asked("outlier", "A1")]


def test_a_steady_history_makes_a_smaller_change_rare() -> None:
    report(*monthly([900_000 + 2_000 * month for month in range(8)], year=2019))
    report(*(given("42", 916_000, INSURED, f"2019-{month:02}") for month in range(9, 13)))
    finding = only(given("42", 1_120_000, INSURED, "2020-01"))  # +22 %, within the plain band
    assert finding.check.value == "outlier"
    assert "the 11 changes of this unit before it" in finding.cause.text("en")


def test_a_restless_history_makes_a_larger_change_normal() -> None:
    values = [900_000, 1_125_000, 900_000, 945_000, 1_228_000, 921_000, 875_000, 1_050_000]
    report(*monthly(values, year=2019), on=date(2019, 12, 1))
    assert found(given("42", 672_000, INSURED, "2019-09")) == []  # −36 %, beyond the plain band


def test_what_accumulates_is_compared_with_the_same_period_of_last_year() -> None:
    report(given("42", 500 * BILLION, period="2019-05"))
    assert found(given("42", 560 * BILLION)) == []
    assert found(given("42", 230 * BILLION)) == [asked("outlier", "A1")]


def test_or_what_a_month_adds_with_what_the_months_before_added() -> None:
    report(given("42", 400 * BILLION, period="2020-04"))
    assert found(given("42", 700 * BILLION)) == []
    assert found(given("42", 950 * BILLION)) == [asked("outlier", "A1")]


def test_one_month_that_stands_out_is_named_and_not_its_neighbours() -> None:
    assert found(*monthly([900_000, 905_000, 1_900_000, 910_000, 912_000])) == [asked("outlier", "C1")]


def test_a_new_level_is_asked_about_once() -> None:
    assert found(*monthly([900_000, 905_000, 1_400_000, 1_405_000, 1_410_000])) == [asked("outlier", "C1")]


def test_a_column_of_rare_changes_is_one_finding() -> None:
    codes = [province.code for province in parts(unit("VN"), A_DAY)][:12]
    report(*(given(code, 900_000, INSURED, "2020-04") for code in codes))
    facts = [given(code, 1_400_000, INSURED) for code in codes]
    assert found(*facts) == [asked("outlier", "A1")]
    assert "12 of 12 figures" in only(*facts).cause.text("en")
    assert found(*facts[:3], *(given(code, 910_000, INSURED) for code in codes[3:])) == [
        asked("outlier", cell) for cell in ("A1", "A2", "A3")
    ]


def test_small_numbers_may_double() -> None:
    report(given("42", 40, INSURED, "2020-04"), given("42", 10, EMPLOYERS, "2020-04"))
    assert found(given("42", 120, INSURED), given("42", 40, EMPLOYERS)) == []


def test_a_first_figure_after_zero_has_no_change() -> None:
    report(given("42", 0, INSURED, "2020-04"))
    assert found(given("42", 900_000, INSURED)) == []


# Plans


def test_a_plan_exceeded_by_half_has_to_be_explained() -> None:
    report(given("42", 1_000 * BILLION, kind=Kind.TARGET, period="2020"))
    assert found(given("42", 1_500 * BILLION)) == []
    finding = only(given("42", 1_501 * BILLION))
    assert finding.check.value == "plan-exceeded"
    assert "150.1% of the plan" in finding.cause.text("en")


def test_a_plan_in_the_same_file_counts_and_one_of_zero_does_not() -> None:
    plan = given("42", 1_000 * BILLION, kind=Kind.TARGET, period="2020")
    assert found(plan, given("42", 1_600 * BILLION)) == [asked("plan-exceeded", "B1")]
    nothing = given("42", 0, kind=Kind.TARGET, period="2020")
    assert found(nothing, given("42", 1_600 * BILLION)) == []


# The same as before


def three(code: str, period: str, change: int = 0) -> list[NewFact]:
    return [
        given(code, 900_000, INSURED, period),
        given(code, 80_000, COMPULSORY, period),
        given(code, 60_000 + change, BHTN, period),
    ]


def test_a_unit_with_the_figures_of_the_month_before_has_to_be_explained() -> None:
    report(*three("42", "2020-04"), *three("44", "2020-04"))
    finding = only(*three("42", MAY), *three("44", MAY, change=1))
    assert (finding.check.value, finding.cell) == ("same-as-before", "A1")
    assert "All 3 figures of Ha Tinh" in finding.cause.text("en")


def test_a_file_with_the_figures_of_the_month_before_is_one_finding() -> None:
    report(*three("42", "2020-04"), *three("44", "2020-04"))
    assert found(*three("42", MAY), *three("44", MAY)) == [asked("same-as-before", "")]


def test_one_figure_that_changed_is_enough() -> None:
    report(*three("42", "2020-04"))
    assert found(*three("42", MAY, change=1)) == []


def test_so_is_one_that_is_new() -> None:
    report(*three("42", "2020-04"))
    assert found(*three("42", MAY), given("42", 9_000, VOLUNTARY)) == []


def test_few_figures_or_zeros_may_be_equal() -> None:
    report(given("42", 900_000, INSURED, "2020-04"), *(given("44", 0, one, "2020-04") for one in (INSURED, BHTN)))
    assert found(given("42", 900_000, INSURED), given("44", 0, INSURED), given("44", 0, BHTN)) == []


def test_the_month_before_may_stand_in_the_same_file() -> None:
    assert found(*three("42", "2020-04"), *three("42", MAY)) == [asked("same-as-before", "D1")]


# What is approved or waiting


def test_figures_approved_already_are_noted_once_and_not_recorded_again() -> None:
    first = report(given("42", 100 * BILLION), given("44", 70 * BILLION))
    checked = check(given("42", 100 * BILLION), given("44", 70 * BILLION), given("38", 90 * BILLION))
    assert [(one.check.value, one.severity.value, one.cell) for one in checked.findings] == [
        ("approved-equal", "note", "")
    ]
    said = checked.findings[0].cause.text("en")
    assert said.startswith("2 figures")
    assert f"submission {first.pk}" in said
    assert [fact.unit for fact in checked.facts] == [unit("38").pk]


def test_a_figure_approved_already_is_not_asked_about_again() -> None:
    report(given("42", 900_000, INSURED, "2020-04"))
    report(given("42", 1_400_000, INSURED))
    assert found(given("42", 1_400_000, INSURED), given("44", 800_000, INSURED)) == [("approved-equal", "note", "")]


def test_another_figure_than_the_approved_one_blocks_and_names_it() -> None:
    first = report(given("42", 100 * BILLION))
    finding = only(given("42", 101 * BILLION))
    assert (finding.check.value, finding.severity.value, finding.cell) == blocked("approved-differs", "A1")
    said = finding.cause.text("en")
    assert "100.0 billion VND is approved" in said
    assert f"submission {first.pk}, {first.file_name}, S!A1" in said
    assert f"--corrects {first.pk} --reason" in finding.remedy.text("en")


def test_a_hedged_figure_is_another_than_the_exact_one() -> None:
    report(given("42", 100 * BILLION))
    assert found(given("42", 100 * BILLION, hedge=Hedge.OVER)) == [blocked("approved-differs", "A1")]


def test_a_correction_may_differ_and_keeps_all_its_figures() -> None:
    first = report(given("42", 100 * BILLION), given("44", 70 * BILLION))
    checked = check(given("42", 101 * BILLION), given("44", 70 * BILLION), corrects=first)
    assert checked.findings == ()
    assert len(checked.facts) == 2


def test_a_file_of_the_same_unit_and_period_that_waits_is_noted() -> None:
    waiting = hand_in(given("42", 100 * BILLION))
    finding = only(given("42", 101 * BILLION))
    assert (finding.check.value, finding.severity.value, finding.cell) == ("waiting", "note", "")
    said = finding.cause.text("en")
    assert f"Submission {waiting.pk}" in said
    assert OFFICER in said
    assert "submitted" in said


def test_neither_a_returned_file_nor_one_of_another_unit_or_month_waits() -> None:
    send_back(by="approver", submission=hand_in(given("42", 100 * BILLION)), reason="wrong month")
    hand_in(given("42", 102 * BILLION), of="42")
    hand_in(given("42", 103 * BILLION, period="2020-04"))
    assert found(given("42", 101 * BILLION)) == []


# Wholes and parts


def members(codes: list[str]) -> list[NewFact]:
    return [given(code, 1_000 * (position + 1), INSURED) for position, code in enumerate(codes)]


@pytest.fixture
def cluster() -> list[str]:
    return [part.code for part in parts(unit("cum-iv-2020"), A_DAY)]


def test_a_whole_in_the_file_is_the_sum_of_its_parts_in_the_ledger(cluster: list[str]) -> None:
    report(*members(cluster))
    total = sum(1_000 * (position + 1) for position in range(len(cluster)))
    assert found(given("cum-iv-2020", total, INSURED), of="cum-iv-2020") == []
    finding = only(given("cum-iv-2020", total + 1, INSURED), of="cum-iv-2020")
    assert (finding.check.value, finding.severity.value, finding.cell) == asked("total", "A1")
    assert f"its {len(cluster)} parts add up to {total:,} persons" in finding.cause.text("en")


def test_a_whole_with_a_part_missing_is_not_looked_at(cluster: list[str]) -> None:
    report(*members(cluster)[:-1])
    assert found(given("cum-iv-2020", 7, INSURED), of="cum-iv-2020") == []


def test_parts_in_the_file_add_up_to_the_wholes_figure_in_the_ledger() -> None:
    provinces = parts(unit("VN"), A_DAY)
    report(given("VN", 10_000 * len(provinces), INSURED))
    facts = [given(province.code, 10_000, INSURED) for province in provinces]
    assert found(*facts) == []
    facts[5] = given(provinces[5].code, 10_001, INSURED)
    assert found(*facts) == [asked("total", "A1")]


def test_rounded_money_may_be_off_by_its_rounding(cluster: list[str]) -> None:
    facts = [given(code, Decimal("10.1") * BILLION) for code in cluster]
    total = Decimal("10.1") * BILLION * len(cluster)
    assert found(given("cum-iv-2020", total + BILLION // 10), *facts, of="cum-iv-2020") == []
    assert found(given("cum-iv-2020", total + BILLION), *facts, of="cum-iv-2020") == [asked("total", "A1")]


# All together


def messy(codes: list[str]) -> list[NewFact]:
    """A file with a fault of almost every kind, of as many units as there are."""
    facts = []
    for number, code in enumerate(codes):
        facts += [
            given(code, (900_000 + number) * 1_000, INSURED),
            given(code, (300 - number) * BILLION),
            given(code, 100 + number, EMPLOYERS),
            given(code, 102, ARREARS_1),
        ]
    return facts


def prepare(codes: list[str]) -> None:
    report(
        *(given(code, 900_000, INSURED, "2020-04") for code in codes),
        *(given(code, 299 * BILLION, period="2020-04") for code in codes),
        *(given(code, 102, ARREARS_1) for code in codes[:3]),
    )


def test_units_looked_at_in_several_batches_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = ["01", "38", "40", "42", "44", "45"]
    prepare(codes)
    at_once = check(*messy(codes))
    assert {finding.check.value for finding in at_once.findings} == {
        "unit-slip",
        "falling",
        "at-most",
        "approved-equal",
    }
    monkeypatch.setattr(figures, "UNITS_AT_ONCE", 2)
    assert check(*messy(codes)) == at_once


def test_as_many_questions_are_asked_of_the_ledger_for_many_units_as_for_few() -> None:
    codes = [province.code for province in parts(unit("VN"), A_DAY)]
    prepare(codes)
    asked_of = []
    for some in (codes[:4], codes):
        with CaptureQueriesContext(connection) as queries:
            check(*messy(some))
        asked_of.append(len(queries))
    assert asked_of[1] <= asked_of[0]


def test_findings_come_in_the_order_of_the_file_and_speak_both_languages() -> None:
    codes = ["01", "38", "40"]
    prepare(codes)
    findings = check(*messy(codes)).findings
    places = [cell_position(finding.cell) if finding.cell else (-1, -1) for finding in findings]
    assert places == sorted(places)
    for finding in findings:
        assert "{" not in finding.text("en") + finding.text("vi")


def test_nothing_is_written() -> None:
    prepare(["01", "38"])
    before = rows()
    check(*messy(["01", "38"]))
    assert rows() == before

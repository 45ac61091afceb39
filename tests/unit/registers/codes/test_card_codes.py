"""Card codes of 15 characters taken apart, and what in them cannot be."""

from datetime import date

import pytest

from ansinh.registers.codes.cards import Card, CardFinding, parse_card
from ansinh.registers.codes.groups import groups_on

DAY = date(2026, 6, 30)


def test_a_card_code_says_group_benefit_province_of_issue_and_number():
    assert parse_card("DN4929212345678", DAY) == Card("DN", 4, "92", 9212345678)


@pytest.mark.parametrize("written", ["dn4929212345678", "DN 4 92 9212345678", " DN4-92-9212.345.678\n"])
def test_capitals_and_what_stands_between_do_not_matter(written: str):
    assert parse_card(written, DAY) == Card("DN", 4, "92", 9212345678)


def test_ten_digits_are_the_number_alone():
    assert parse_card("0123456789", DAY) == Card("", None, "", 123456789)


@pytest.mark.parametrize(
    "written",
    ["", "DN492921234567", "DN49292123456789", "DN0929212345678", "DN6929212345678", "D14929212345678", "092092000001"],
)
def test_what_has_another_form_says_nothing(written: str):
    assert parse_card(written, DAY) == Card("", None, "", None, (CardFinding.MALFORMED,))


def test_digits_of_other_scripts_are_not_digits():
    assert parse_card("DN4٩٢9212345678", DAY).findings == (CardFinding.MALFORMED,)


@pytest.mark.parametrize(
    ("written", "day", "findings"),
    [
        ("CN3929212345678", date(2025, 12, 31), ()),
        ("CN3929212345678", date(2026, 1, 1), (CardFinding.BENEFIT_NOT_ALLOWED,)),
        ("CN2929212345678", date(2026, 1, 1), ()),
        ("LH4929212345678", date(2026, 1, 1), (CardFinding.BENEFIT_NOT_ALLOWED,)),
        ("LH4929212345678", date(2025, 6, 30), (CardFinding.GROUP_UNKNOWN,)),
        ("TE4929212345678", DAY, (CardFinding.BENEFIT_NOT_ALLOWED,)),
        ("QQ4929212345678", DAY, (CardFinding.GROUP_UNKNOWN,)),
        ("DN4039212345678", DAY, (CardFinding.PROVINCE_UNKNOWN,)),
        ("QQ4009212345678", DAY, (CardFinding.GROUP_UNKNOWN, CardFinding.PROVINCE_UNKNOWN)),
    ],
)
def test_each_part_is_judged_by_the_day(written: str, day: date, findings: tuple[CardFinding, ...]):
    card = parse_card(written, day)
    assert card.findings == findings
    assert (card.group, card.bhxh_no) == (written[:2], 9212345678)


def test_provinces_that_ended_in_2025_still_issue_the_code_of_a_card():
    assert parse_card("GD4939312345678", DAY) == Card("GD", 4, "93", 9312345678)


def test_a_doubtful_digit_forbids_none():
    assert all(parse_card(f"PV{digit}929212345678", DAY).findings == () for digit in range(1, 6))


def test_an_agency_s_own_groups_can_be_the_measure():
    only_gd = {"GD": groups_on(DAY)["GD"]}
    assert parse_card("DN4929212345678", DAY, only_gd).findings == (CardFinding.GROUP_UNKNOWN,)


def test_every_finding_is_said_without_the_card():
    for finding in CardFinding:
        assert finding.message.text("en").endswith(".")
        assert not finding.message.values

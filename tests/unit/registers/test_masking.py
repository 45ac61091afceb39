"""What is shown of a person where no purpose is recorded."""

from datetime import date

import pytest

from ansinh.registers.masking import (
    MaskedRow,
    masked,
    masked_cell,
    masked_household,
    masked_id,
    masked_name,
    masked_number,
)
from ansinh.registers.questions import Reason, UninsuredRow
from ansinh.registers.records import Sex

ROW = UninsuredRow(
    household="HH-92-001234",
    person_id=40187001234,
    bhxh_no=9212345678,
    name="Nguyễn Thị Ánh",
    birth=date(1987, 3, 2),
    sex=Sex.FEMALE,
    group="GD",
    evidence="QĐ 12 ngày 02/3/2026, Nguyễn Thị Ánh",
    reason=Reason.LAPSED,
    lapsed_on=date(2026, 4, 30),
    last_group="GD",
)


def test_a_masked_row_keeps_what_counts_and_hides_who_it_is():
    assert masked(ROW) == MaskedRow(
        household="*********234",
        person_id="040*****1234",
        bhxh_no="92****5678",
        name="N. T. Á.",
        birth_year=1987,
        sex=Sex.FEMALE,
        group="GD",
        evidence="",
        reason=Reason.LAPSED,
        lapsed_on=date(2026, 4, 30),
        last_group="GD",
    )


def test_what_was_not_known_stays_empty():
    row = masked(ROW._replace(household="", person_id=None, bhxh_no=None, name="", birth=None))
    assert (row.household, row.person_id, row.bhxh_no, row.name, row.birth_year) == ("", "", "", "", None)


def test_zeros_in_front_are_written():
    assert masked_id(1099000001) == "001*****0001"
    assert masked_number(123456789) == "01****6789"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("NGUYỄN VĂN A", "N. V. A."), ("Đỗ  Ý", "Đ. Ý."), ("Nguyễn Ánh".replace("Á", "A\u0301"), "N. Á.")],
)
def test_a_name_is_its_initials(name: str, shown: str):
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("household", "shown"), [("12", "**"), ("123", "**3"), ("123456", "****56"), ("1" * 12, "*" * 9 + "111")]
)
def test_of_a_household_never_more_than_a_third_is_shown(household: str, shown: str):
    assert masked_household(household) == shown


@pytest.mark.parametrize(
    ("column", "text"),
    [("commune", "99999"), ("group", "GD"), ("scheme", "TN"), ("valid_to", "2026-13-01"), ("valid_from", "32/1/2026 ")],
)
def test_a_code_or_a_day_that_is_wrong_is_shown(column: str, text: str):
    assert masked_cell(column, text) == text


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        ("commune", "so 5 hem 12 Nguyen Van Linh", "*" * 24 + "inh"),
        ("commune", "092180000002", "*********002"),
        ("group", "LINH", "***H"),
        ("scheme", "NGUYỄN LINH", "********INH"),
        ("valid_to", "0912.345.678", "*********678"),
        ("person_id", "12345", "****5"),
    ],
)
def test_what_stands_where_a_code_is_meant_and_is_none_is_masked(column: str, text: str, shown: str):
    assert masked_cell(column, text) == shown

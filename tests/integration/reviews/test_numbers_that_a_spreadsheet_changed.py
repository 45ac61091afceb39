"""Identifiers come back as they were, whatever a spreadsheet or a hand made of them; and never as somebody else's."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ansinh.reviews.lists.cells import READERS, with_zeros

CODES_WITH_ONE_ZERO = ("010", "036", "079", "092", "096")
CODES_WITH_TWO_ZEROS = ("001", "002", "004", "006", "008")
years = st.integers(1930, 2025)
serials = st.integers(0, 999_999)


def _id(prefix: str, year: int, serial: int) -> str:
    return f"{prefix}{2 * (year >= 2000)}{year % 100:02}{serial:06}"


def read(cell: str | float, birth: str = "", *, zeros_lost: bool = False) -> str:
    return with_zeros(READERS["person_id"](cell), birth, zeros_lost=zeros_lost)


@given(st.sampled_from(CODES_WITH_ONE_ZERO), years, serials)
def test_an_id_kept_as_a_number_is_the_id_again(prefix: str, year: int, serial: int) -> None:
    known = _id(prefix, year, serial)
    assert read(float(known)) == known
    assert read(known) == known
    assert read(f"'{known[:3]} {known[3:6]}.{known[6:9]}-{known[9:]}") == known


@given(st.sampled_from(CODES_WITH_TWO_ZEROS), years, serials)
def test_two_zeros_come_back_by_the_year_of_birth_or_where_all_of_the_list_are_lost(
    prefix: str, year: int, serial: int
) -> None:
    known = _id(prefix, year, serial)
    left = known[2:]
    for zeros_lost in (False, True):
        assert read(float(known), f"{year}-03-07", zeros_lost=zeros_lost) == known
        assert read(float(known), f"{year + 1}-03-07", zeros_lost=zeros_lost) == left
    assert read(float(known), zeros_lost=True) == known
    assert read(float(known), zeros_lost=False) == left


@given(st.text("0123456789", max_size=14), st.booleans())
def test_nothing_becomes_an_id_but_by_zeros_in_front(text: str, zeros_lost: bool) -> None:
    found = read(text, zeros_lost=zeros_lost)
    assert found in (text, f"0{text}", f"00{text}")
    if found != text:
        assert len(found) == 12
        assert not text.startswith("0")


@given(st.integers(10**8, 10**10 - 1))  # the first two digits are a province's: not both are zero
def test_a_bhxh_number_kept_as_a_number_has_its_digits_again(number: int) -> None:
    assert READERS["bhxh_no"](float(number)) == f"{number:010}"


@given(st.dates(date(1914, 1, 1), date(2100, 1, 1)))
def test_the_serial_number_of_a_day_is_the_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)) / timedelta(1)
    assert READERS["birth"](serial) == day.isoformat()
    assert READERS["valid_to"](str(int(serial))) == day.isoformat()

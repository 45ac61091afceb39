"""Identifiers come back as they were, whatever a spreadsheet or a hand made of them; and never as somebody else's."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ansinh.reviews.lists.cells import ID_DIGITS, READERS, with_birth_year

CODES_WITH_ONE_ZERO = ("010", "036", "079", "092", "096")
CODES_WITH_TWO_ZEROS = ("001", "002", "004", "006", "008")
years = st.integers(1930, 2025)
serials = st.integers(0, 999_999)


def _id(prefix: str, year: int, serial: int) -> str:
    return f"{prefix}{2 * (year >= 2000)}{year % 100:02}{serial:06}"


@given(st.sampled_from(CODES_WITH_ONE_ZERO), years, serials)
def test_an_id_kept_as_a_number_is_the_id_again(prefix: str, year: int, serial: int) -> None:
    known = _id(prefix, year, serial)
    assert READERS["person_id"](float(known)) == known
    assert READERS["person_id"](known) == known
    assert READERS["person_id"](f"'{known[:3]} {known[3:6]}.{known[6:9]}-{known[9:]}") == known


@given(st.sampled_from(CODES_WITH_TWO_ZEROS), years, serials)
def test_two_zeros_come_back_by_the_year_of_birth(prefix: str, year: int, serial: int) -> None:
    known = _id(prefix, year, serial)
    left = READERS["person_id"](float(known))
    assert with_birth_year(left, f"{year}-03-07") == known
    assert with_birth_year(left, f"{year + 1}-03-07") == left


@given(st.text("0123456789", max_size=14))
def test_nothing_becomes_an_id_but_by_zeros_in_front(text: str) -> None:
    read = READERS["person_id"](text)
    assert read in (text, f"0{text}")
    if read != text:
        assert len(read) == ID_DIGITS
        assert not text.startswith("0")


@given(st.integers(10**8, 10**10 - 1))  # the first two digits are a province's: not both are zero
def test_a_bhxh_number_kept_as_a_number_has_its_digits_again(number: int) -> None:
    assert READERS["bhxh_no"](float(number)) == f"{number:010}"


@given(st.dates(date(1914, 1, 1), date(2100, 1, 1)))
def test_the_serial_number_of_a_day_is_the_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)) / timedelta(1)
    assert READERS["birth"](serial) == day.isoformat()
    assert READERS["valid_to"](str(int(serial))) == day.isoformat()

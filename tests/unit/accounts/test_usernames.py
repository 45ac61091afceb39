"""One spelling of a username."""

import unicodedata

import pytest

from ansinh.accounts.usernames import is_username, normal_username


@pytest.mark.parametrize("written", ["Lan.Tran", " lan.tran ", "LAN.TRAN"])
def test_capitals_and_blanks_around_make_no_other_name(written: str) -> None:
    assert normal_username(written) == "lan.tran"


def test_marks_typed_apart_make_no_other_name() -> None:
    assert normal_username(unicodedata.normalize("NFD", "HẰNG")) == "hằng"


@pytest.mark.parametrize("name", ["lan", "lan.tran", "a-b_c.1", "hằng", "42"])
def test_letters_and_digits_with_single_marks_between_are_a_username(name: str) -> None:
    assert is_username(name)


@pytest.mark.parametrize(
    "name", ["", ".lan", "lan.", "lan..tran", "lan tran", "lan/tran", "lan@x.vn", "<b>", "a" * 151]
)
def test_anything_else_is_none(name: str) -> None:
    assert not is_username(name)

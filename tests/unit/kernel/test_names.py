"""Names are found however they are typed, and sorted as a Vietnamese dictionary sorts them."""

import random
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.kernel.names import fold, sort_key

texts = st.text(max_size=30) | st.text("aăâbcdđeêàáảãạ ĂÂĐƠƯ0123456789-'̣̀", max_size=30)


@pytest.mark.parametrize(
    "typed", ["Hòa Bình", "Hoà Bình", "HOÀ  BÌNH", unicodedata.normalize("NFD", "Hòa\u00a0Bình"), " hoa binh\n"]
)
def test_a_name_folds_to_the_same_text_however_it_is_typed(typed: str) -> None:
    assert fold(typed) == "hoa binh"


def test_every_vietnamese_letter_folds_to_a_plain_one() -> None:
    assert (
        fold("Đắk Lắk, Thừa Thiên Huế, Bà Rịa - Vũng Tàu, Ưng Ơ") == "dak lak, thua thien hue, ba ria - vung tau, ung o"
    )


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_folding_does_not_see_how_marks_are_encoded(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(text)


@pytest.mark.parametrize(
    "names",
    [
        ["An", "Ăn", "Ân", "Dương", "Đà Nẵng", "Đồng", "Em"],
        ["An", "An Giang", "Án", "Anh"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Phường 2", "Phường 10", "Phường An"],
        ["Quận", "Quận 1", "Quận 12", "Quận Ba Đình"],
        ["Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương"],
        ["Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hòa Bình", "Hưng Yên"],
        ["o", "ô", "ơ", "p", "tu", "tư", "u", "ư", "v"],
        ["e", "ê", "f", "g", "i", "j", "k", "v", "w", "x", "y", "z", "ж"],
        ["Ba Vì", "Bà Rịa"],
    ],
)
def test_names_sort_in_dictionary_order(names: list[str]) -> None:
    shuffled = random.Random(7).sample(names, len(names))  # noqa: S311 (nothing secret)
    assert sorted(shuffled, key=sort_key) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hòa Bình", "HOÀ BÌNH"), ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"), ("P. 02", "p 2"), ("H'leo", "H’leo")],
)
def test_case_punctuation_zeros_and_the_place_of_the_tone_do_not_change_the_order(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@given(texts)
def test_a_sort_key_does_not_see_how_marks_are_encoded(text: str) -> None:
    assert (
        sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text)) == sort_key(text)
    )


@given(texts)
def test_a_sort_key_is_digits_and_lower_case_letters_so_that_collations_agree(text: str) -> None:
    key = sort_key(text)
    assert re.fullmatch("[0-9a-z]*", key)
    assert not re.search("[a-z]{2}", key)  # no pair of letters that a collation could take for one


@given(st.integers(0, 10**25), st.integers(0, 10**25))
def test_numbers_sort_by_value(one: int, other: int) -> None:
    assert (sort_key(f"Phường {one}") < sort_key(f"Phường {other}")) == (one < other)

"""A written name lacks marks or is spelled another usual way; it never contradicts the name."""

from unicodedata import normalize

import pytest

from ansinh.places.spelling import Fault, Name, is_plain, prepared, spell


def fault(written: str, name: str) -> Fault | None:
    one, other = spell(prepared(written)), Name.of(spell(prepared(name)))
    return other.fault_of(one) if one.key == other.spelling.key else None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("HÒA BÌNH", "Hòa Bình"),
        ("Hoà  Bình", "Hòa Bình"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        (normalize("NFD", "Đắk Lắk"), "Đắk Lắk"),
        ("Ðắk Lắk", "Đắk Lắk"),  # an Icelandic capital
        ("Ea H’leo", "Ea H'leo"),
        ("Bà Rịa–Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_case_blanks_encoding_and_the_place_of_a_tone_are_no_fault(written: str, name: str) -> None:
    assert fault(written, name) == Fault.NONE


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ha Tinh", "Hà Tĩnh"),
        ("Thừa Thien Hue", "Thừa Thiên Huế"),
        ("Đak Lak", "Đắk Lắk"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("Dắk Lắk", "Đắk Lắk"),
        ("Phuơng", "Phường"),
        ("Ea Hleo", "Ea H'leo"),
        ("Bà Rịa Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("04", "4"),
    ],
)
def test_marks_and_signs_may_be_missing_one_by_one(written: str, name: str) -> None:
    assert fault(written, name) == Fault.LACKING


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Mĩ Tho", "Mỹ Tho"),
        ("Lí Sơn", "Lý Sơn"),
        ("Qui Nhơn", "Quy Nhơn"),
        ("Phú Quý", "Phú Quí"),
        ("Ya Ly", "Ia Ly"),
        ("Bắc Cạn", "Bắc Kạn"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("Kontum", "Kon Tum"),
        ("Plei Ku", "Pleiku"),
        ("Đắkhà", "Đắk Hà"),
    ],
)
def test_other_usual_spellings(written: str, name: str) -> None:
    assert fault(written, name) == Fault.OTHERWISE


def test_another_spelling_may_lack_marks_too() -> None:
    assert fault("Mi Tho", "Mỹ Tho") == fault("Daclac", "Đắk Lắk") == Fault.OTHERWISE | Fault.LACKING


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Phù Mỹ", "Phú Mỹ"),
        ("Hà Tỉnh", "Hà Tĩnh"),
        ("Tân Lặp", "Tân Lập"),
        ("Đại An", "Dai An"),
        ("Kon Tùm", "Kon Tum"),
        ("Thúi", "Thúy"),
        ("Tâi", "Tây"),
        ("Khánh", "Chánh"),
        ("Hän", "Hân"),
        ("An Ông", "A Nông"),
    ],
)
def test_what_contradicts_is_another_name(written: str, name: str) -> None:
    assert fault(written, name) is None
    assert fault(name, name) == Fault.NONE


def test_a_text_without_marks_is_plain() -> None:
    assert is_plain(prepared("Vinh, Nghe An 4"))
    assert not is_plain(prepared("Đak Lak"))
    assert not is_plain(prepared("Vĩnh"))

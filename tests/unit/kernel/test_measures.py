"""Units are found as officers write them, and convert without losing a đồng."""

import unicodedata
from decimal import Decimal, Inexact, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.kernel import measures
from ansinh.kernel.language import Language, speaking
from ansinh.kernel.measures import (
    BILLION_DONG,
    CARDS,
    COLLECTIVES,
    DISPLAY_UNITS,
    DONG,
    EMPLOYERS,
    INDIVIDUALS,
    MILLION_DONG,
    MILLION_PERSONS,
    PERCENT,
    PERCENTAGE_POINTS,
    PERSONS,
    POINTS,
    THOUSAND_DONG,
    THOUSAND_PERSONS,
    UNITS,
    VISITS,
    BaseUnit,
    DisplayUnit,
    UnitError,
    display_unit,
)


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        *(
            (text, BILLION_DONG)
            for text in ("tỷ", "tỉ", "tỷ đồng", "Tỷ đ", "tỉ đồng", "TỶ ĐỒNG", "billion VND", "tỷ VNĐ")
        ),
        *((text, MILLION_DONG) for text in ("triệu", "tr.đ", "trđ", "triệu đồng", "Tr. đồng", "tr.", "1.000.000 đồng")),
        *((text, THOUSAND_DONG) for text in ("1.000 đồng", "1000đ", "1,000 đồng", "nghìn đồng", "ngàn đồng", "nghìn")),
        *((text, DONG) for text in ("đ", "đồng", "vnđ", "VND", "VNĐ", "dong", "đồng.")),
        *((text, PERSONS) for text in ("người", "Người", "ngu\u031bo\u031b\u0300i", "persons")),
        *((text, THOUSAND_PERSONS) for text in ("nghìn người", "1.000 người", "nghìn\u00a0người", "ngàn  người")),
        ("triệu người", MILLION_PERSONS),
        ("thẻ", CARDS),
        ("lượt", VISITS),
        ("đơn vị", UNITS),
        ("đơn vị sử dụng lao động", EMPLOYERS),
        ("tập thể", COLLECTIVES),
        ("cá nhân", INDIVIDUALS),
        *((text, PERCENT) for text in ("%", " % ", "phần trăm")),
        *((text, PERCENTAGE_POINTS) for text in ("điểm phần trăm", "điểm %", "percentage points")),
        ("điểm", POINTS),
    ],
)
def test_a_unit_is_found_as_officers_write_it(written: str, unit: DisplayUnit) -> None:
    assert display_unit(written) == unit
    assert display_unit(unicodedata.normalize("NFD", written)) == unit


@pytest.mark.parametrize(
    ("written", "expected", "unit"),
    [
        ("đơn vị", BaseUnit.EMPLOYER, EMPLOYERS),
        ("triệu", BaseUnit.PERSON, MILLION_PERSONS),
        ("triệu đồng", BaseUnit.PERSON, MILLION_DONG),
    ],
)
def test_a_word_of_several_units_means_the_expected_one_and_no_other_word_does(
    written: str, expected: BaseUnit, unit: DisplayUnit
) -> None:
    assert display_unit(written, expected) == unit


@pytest.mark.parametrize("written", ["", ".", "quả", "tỷ người xem", "1.000", "tỷ %", "nghìn tập thể"])
def test_what_is_no_unit_is_refused_with_what_may_be_written(written: str) -> None:
    with pytest.raises(UnitError) as caught:
        display_unit(written)
    assert f"“{written}” is not a known unit" in caught.value.text("en")
    assert "triệu đồng" in caught.value.remedy.text("en")


@pytest.mark.parametrize("unit", DISPLAY_UNITS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_unit_is_found_by_the_name_it_prints(unit: DisplayUnit, language: Language) -> None:
    assert display_unit(unit.text(language), unit.base) == unit


def test_every_unit_that_is_named_can_be_found() -> None:
    assert {value for value in vars(measures).values() if isinstance(value, DisplayUnit)} == set(DISPLAY_UNITS)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6), st.sampled_from(DISPLAY_UNITS))
def test_a_value_goes_to_the_base_unit_and_back_exactly_whatever_the_ambient_precision(
    value: Decimal, unit: DisplayUnit
) -> None:
    with localcontext(prec=2):
        assert unit.from_base(unit.to_base(value)) == value


def test_billions_become_whole_dong() -> None:
    assert BILLION_DONG.to_base(Decimal("10101.8")) == 10_101_800_000_000
    assert str(BILLION_DONG.from_base(Decimal(10_101_800_000_000))) == "10101.8"


def test_a_value_beyond_exactness_is_an_error_and_not_rounded() -> None:
    with pytest.raises(Inexact):
        BILLION_DONG.to_base(Decimal("1." + "1" * 300))


def test_what_is_counted_has_no_decimals_and_dong_are_kept_whole() -> None:
    counted = {unit for unit in BaseUnit if unit.integral}
    assert counted == {BaseUnit.PERSON, BaseUnit.CARD, BaseUnit.EMPLOYER, BaseUnit.VISIT, BaseUnit.UNIT}
    assert {unit for unit in BaseUnit if unit.scale == 0} == counted | {BaseUnit.VND}
    assert BaseUnit.PERCENT.scale == 6


def test_units_say_their_names_in_the_language_spoken() -> None:
    assert BaseUnit.PERSON.text() == "người"
    assert BaseUnit.PERSON.text("en") == "persons"
    with speaking("en"):
        assert (BILLION_DONG.text(), PERCENT.text(), EMPLOYERS.text()) == ("billion VND", "%", "employers")

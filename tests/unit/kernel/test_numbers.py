"""Numbers are printed the way the language writes them, and are read back or asked about, never guessed."""

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.kernel.language import LANGUAGES, Language, speaking
from ansinh.kernel.measures import (
    BILLION_DONG,
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
    THOUSAND_PERSONS,
    UNITS,
    BaseUnit,
    DisplayUnit,
)
from ansinh.kernel.numbers import (
    MISSING,
    AmbiguousNumberError,
    Hedge,
    NumberError,
    Written,
    format_count,
    format_number,
    format_percent,
    format_quantity,
    format_share,
    parse_number,
    parse_quantity,
    parse_share,
    round_half_up,
)

languages = st.sampled_from(LANGUAGES)
values = st.decimals(min_value=-(10**15), max_value=10**15, places=6)


def possible(read: Callable[[], Decimal]) -> tuple[Decimal, ...]:
    """The number that is read, or the two that are asked about."""
    try:
        return (read(),)
    except AmbiguousNumberError as question:
        return question.candidates


# Printing


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("-2.5", 0, "-3"),
        ("2.675", 2, "2.68"),
        ("36.454999", 2, "36.45"),
        ("5", 2, "5.00"),
    ],
)
def test_ties_round_away_from_zero(value: str, decimals: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), decimals)) == rounded


def test_rounding_does_not_inherit_a_small_ambient_precision() -> None:
    with localcontext(prec=3):
        assert round_half_up(Decimal("10101800000000.5"), 0) == 10_101_800_000_001


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        ("10101.8", 1, "10.101,8", "10,101.8"),
        ("1234567", 0, "1.234.567", "1,234,567"),
        ("-231", 0, "-231", "-231"),
        ("-0.04", 1, "0,0", "0.0"),
        ("999.95", 1, "1.000,0", "1,000.0"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: str, decimals: int, vietnamese: str, english: str) -> None:
    assert format_number(Decimal(value), decimals) == vietnamese
    assert format_number(Decimal(value), decimals, "en") == english


def test_signed_numbers_show_their_plus_and_zero_has_no_sign() -> None:
    signed = [format_number(Decimal(value), 1, signed=True) for value in ("578.2", "-578.2", "0.04", "-0.04")]
    assert signed == ["+578,2", "-578,2", "0,0", "0,0"]


def test_a_missing_value_is_a_dash_without_a_unit() -> None:
    assert {format_number(None, 1), format_percent(None), format_quantity(None, BILLION_DONG, 1)} == {MISSING}


def test_percents_stand_without_a_space() -> None:
    assert format_percent(Decimal("36.45")) == "36,45%"
    assert format_percent(Decimal("6.0713"), 1, "en", signed=True) == "+6.1%"


@pytest.mark.parametrize(
    ("count", "vietnamese", "english"), [(4, "04", "4"), (0, "0", "0"), (10, "10", "10"), (1234, "1.234", "1,234")]
)
def test_counts_below_ten_take_a_zero_in_vietnamese(count: int, vietnamese: str, english: str) -> None:
    assert format_count(count) == vietnamese
    assert format_count(count, "en") == english


def test_a_share_is_written_with_a_slash() -> None:
    assert format_share(5, 9) == "5/9"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "vietnamese", "english"),
    [
        ("10101800000000", BILLION_DONG, 1, "10.101,8 tỷ đồng", "10,101.8 billion VND"),
        ("70649", PERSONS, 0, "70.649 người", "70,649 persons"),
        ("36.45", PERCENT, 2, "36,45%", "36.45%"),
        ("1.2", PERCENTAGE_POINTS, 1, "1,2 điểm phần trăm", "1.2 percentage points"),
    ],
)
def test_quantities_are_written_with_their_unit(
    value: str, unit: DisplayUnit, decimals: int, vietnamese: str, english: str
) -> None:
    assert format_quantity(Decimal(value), unit, decimals) == vietnamese
    with speaking("en"):
        assert format_quantity(Decimal(value), unit, decimals) == english


# Reading numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("10101", "10101"),
        ("10.101,8", "10101.8"),
        ("10,101.8", "10101.8"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("10 101", "10101"),
        ("10\u00a0101,8", "10101.8"),
        ("1\u202f234\u2009567", "1234567"),
        ("36,45", "36.45"),
        ("36.45", "36.45"),
        ("0,101", "0.101"),
        ("0.101", "0.101"),
        ("1234.567", "1234.567"),
        ("1234,567", "1234.567"),
        ("10,1018", "10.1018"),
        ("10.101,000", "10101"),
        ("-231", "-231"),
        ("−231", "-231"),
        ("– 231", "-231"),
        ("(231)", "-231"),
        ("( 1.231,5 )", "-1231.5"),
        ("+578,2", "578.2"),
        (" 42 ", "42"),
    ],
)
def test_a_number_that_can_be_read_in_one_way_is(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "–", "abc", "12a", "1.2.3", "1.234.56", "12.34.567", "1,234.567,8", "1.234,567.8", "0.101.000"),
        *("10.10,8", "12 34", "1 234.567,8", "5/9", "12.", ",5", "(231", "231)", "(-231)", "--5", "٣", "1e5", "9" * 81),
    ],
)
def test_what_is_no_number_is_refused_with_what_was_read(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert f"“{text}”" in caught.value.text("en")


@pytest.mark.parametrize("text", ["10.101", "10,101", "1.000", "(999,999)", "-10.101", "010.101"])
def test_one_mark_before_three_digits_is_asked_about(text: str) -> None:
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_number(text)
    whole, decimal = caught.value.candidates
    assert whole == 1000 * decimal == parse_number(text, integral=True) == parse_number(text, decimals=0)
    assert decimal == parse_number(text, decimals=3)


def test_the_question_shows_both_readings_and_how_to_write_each() -> None:
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_number("10,101")
    assert caught.value.text("en") == (
        "“10,101” can mean 10101 or 10.101 (with three decimals).\n"
        "Write 10101 or 10,101.0 for the first, 10.1010 for the second."
    )


@pytest.mark.parametrize("text", ["10101", "10,101.0", "10.1010", "10.101,0", "10,1010"])
def test_what_the_question_proposes_is_not_asked_about(text: str) -> None:
    assert parse_number(text) in (Decimal(10101), Decimal("10.101"))


@pytest.mark.parametrize(("decimals", "value"), [(0, "10101"), (1, "10101"), (2, "10101"), (3, "10.101"), (4, "10101")])
def test_the_decimals_of_the_column_settle_what_a_mark_means(decimals: int, value: str) -> None:
    assert parse_number("10.101", decimals=decimals) == Decimal(value)


def test_a_count_with_decimals_is_refused() -> None:
    assert parse_number("3.320", integral=True) == 3320
    with pytest.raises(NumberError) as caught:
        parse_number("3,5", integral=True)
    assert "“3,5” is not a whole number" in caught.value.text("en")


@given(values, st.integers(0, 6), languages)
def test_a_printed_number_reads_back_or_is_asked_about(value: Decimal, decimals: int, language: Language) -> None:
    printed = format_number(value, decimals, language)
    rounded = round_half_up(value, decimals)
    assert parse_number(printed, decimals=decimals) == rounded
    assert rounded in possible(lambda: parse_number(printed))


@given(st.text("0123456789., -–−+()\u00a0", max_size=15), st.booleans(), st.none() | st.integers(0, 6))
def test_any_text_is_read_or_refused(text: str, integral: bool, decimals: int | None) -> None:
    try:
        number = parse_number(text, integral=integral, decimals=decimals)
    except (NumberError, AmbiguousNumberError):
        return
    assert number.is_finite()


# Reading quantities


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("10.101,8 tỷ đồng", Written(Decimal(10_101_800_000_000), BILLION_DONG, Hedge.EXACT, 1)),
        ("36,45%", Written(Decimal("36.45"), PERCENT, Hedge.EXACT, 2)),
        ("36.45%", Written(Decimal("36.45"), PERCENT, Hedge.EXACT, 2)),
        ("36,45\u00a0%", Written(Decimal("36.45"), PERCENT, Hedge.EXACT, 2)),
        ("hơn 81,08%", Written(Decimal("81.08"), PERCENT, Hedge.OVER, 2)),
        ("Trên 81%", Written(Decimal(81), PERCENT, Hedge.OVER, 0)),
        ("04 tập thể", Written(Decimal(4), COLLECTIVES, Hedge.EXACT, 0)),
        ("03 cá nhân", Written(Decimal(3), INDIVIDUALS, Hedge.EXACT, 0)),
        ("578,2 tr.đ", Written(Decimal(578_200_000), MILLION_DONG, Hedge.EXACT, 1)),
        ("578,2tr.đ", Written(Decimal(578_200_000), MILLION_DONG, Hedge.EXACT, 1)),
        ("hơn 3.320 người", Written(Decimal(3320), PERSONS, Hedge.OVER, 0)),
        ("khoảng 95,2 triệu người", Written(Decimal(95_200_000), MILLION_PERSONS, Hedge.ABOUT, 1)),
        ("ước đạt 1.234 người", Written(Decimal(1234), PERSONS, Hedge.ESTIMATED, 0)),
        ("từ 36% trở lên", Written(Decimal(36), PERCENT, Hedge.AT_LEAST, 0)),
        ("≥36%", Written(Decimal(36), PERCENT, Hedge.AT_LEAST, 0)),
        ("67.050 đồng", Written(Decimal(67_050), DONG, Hedge.EXACT, 0)),
        ("-1,5 điểm phần trăm", Written(Decimal("-1.5"), PERCENTAGE_POINTS, Hedge.EXACT, 1)),
        ("(231) người", Written(Decimal(-231), PERSONS, Hedge.EXACT, 0)),
        ("1.234 đơn vị", Written(Decimal(1234), UNITS, Hedge.EXACT, 0)),
        ("12,50", Written(Decimal("12.50"), None, Hedge.EXACT, 2)),
    ],
)
def test_a_quantity_is_read_with_its_hedge_unit_and_precision(text: str, written: Written) -> None:
    assert parse_quantity(text) == written


def test_a_number_without_unit_takes_the_default_one() -> None:
    assert parse_quantity("10.101,8", BILLION_DONG).value == 10_101_800_000_000
    assert parse_quantity("3.320", PERSONS).value == 3320
    assert parse_quantity("10.101", BILLION_DONG, decimals=1).value == 10_101 * 10**9
    assert parse_quantity("10,101", BILLION_DONG, decimals=3).value == 10_101 * 10**6


def test_a_written_unit_goes_before_the_default_one() -> None:
    assert parse_quantity("578,2 triệu đồng", BILLION_DONG).unit == MILLION_DONG
    assert parse_quantity("1.234 đơn vị", EMPLOYERS).unit == EMPLOYERS


def test_the_candidates_of_an_ambiguous_quantity_are_in_the_base_unit() -> None:
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_quantity("hơn 10.101 tỷ")
    assert caught.value.candidates == (Decimal(10_101 * 10**9), Decimal(10_101 * 10**6))
    assert "“hơn 10.101 tỷ” can mean 10101 or 10.101" in caught.value.text("en")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("04 quả", "does not end in a known unit"),
        ("5/9 tỉnh", "does not end in a known unit"),
        ("10,5 người", "is not a whole number"),
        ("1,2345 nghìn người", "is not a whole number"),
        ("tỷ đồng", "is not a number"),
        ("hơn", "is not a number"),
        ("", "is not a number"),
        ("1.2.3 tỷ", "is not a number"),
    ],
)
def test_what_is_no_quantity_is_refused(text: str, cause: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_quantity(text)
    assert caught.value.cause.text("en").startswith(f"“{text}” {cause}")


def test_what_rounds_to_a_written_figure_lies_in_its_interval() -> None:
    assert parse_quantity("36,45%").interval == (Fraction("36.445"), Fraction("36.455"))
    low, high = parse_quantity("10.101,8 tỷ đồng").interval
    assert (low, high) == (Fraction(10_101_750_000_000), Fraction(10_101_850_000_000))
    assert parse_quantity("12").interval == (Fraction("11.5"), Fraction("12.5"))


@st.composite
def printed_quantities(draw: st.DrawFn) -> tuple[Decimal, DisplayUnit, int]:
    """A value as the ledger keeps it, a unit, and decimals in which that unit is written."""
    unit = draw(st.sampled_from(DISPLAY_UNITS))
    value = draw(st.decimals(min_value=-(10**15), max_value=10**15, places=unit.base.scale))
    most = 2 if unit == DONG else unit.power_of_ten if unit.base.integral else 6
    return value, unit, draw(st.integers(0, most))


@given(printed_quantities(), languages)
def test_a_printed_quantity_reads_back_or_is_asked_about(
    quantity: tuple[Decimal, DisplayUnit, int], language: Language
) -> None:
    value, unit, decimals = quantity
    printed = format_quantity(value, unit, decimals, language)
    rounded = unit.to_base(round_half_up(unit.from_base(value), decimals))
    assert parse_quantity(printed, unit, decimals=decimals) == Written(rounded, unit, Hedge.EXACT, decimals)
    assert rounded in possible(lambda: parse_quantity(printed, unit).value)


@given(st.integers(-(10**9), 10**9), languages)
def test_persons_always_come_back(count: int, language: Language) -> None:
    assert parse_quantity(format_quantity(Decimal(count), PERSONS, 0, language)).value == count


@given(values, languages)
def test_a_value_lies_in_the_interval_of_its_rounded_figure(value: Decimal, language: Language) -> None:
    written = parse_quantity(format_quantity(value, PERCENT, 2, language), decimals=2)
    low, high = written.interval
    assert low <= Fraction(value) <= high


@given(st.sampled_from(Hedge), languages)
def test_every_hedge_reads_back_as_printed(hedge: Hedge, language: Language) -> None:
    assert parse_quantity(f"{hedge.text(language)} 81,08%".strip()).hedge is hedge


def test_thousands_of_persons_may_have_decimals() -> None:
    assert parse_quantity("95,2 nghìn người") == Written(Decimal(95_200), THOUSAND_PERSONS, Hedge.EXACT, 1)
    assert BaseUnit.PERSON.integral


# Reading shares


@pytest.mark.parametrize("text", ["5/9", "5/9 tỉnh, thành phố", " 5 / 9 đơn vị", "05/09"])
def test_a_share_is_read_with_or_without_what_it_is_of(text: str) -> None:
    assert parse_share(text) == (5, 9)


@pytest.mark.parametrize("text", ["", "5", "9/5", "0/0", "5/9/2020", "5/9 năm 2020", "1,5/9", "-5/9"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_share(text)
    assert caught.value.cause.text("en") == f"“{text}” is not a share of units."


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_printed_share_reads_back(part: int, more: int) -> None:
    assert parse_share(format_share(part, part + more)) == (part, part + more)

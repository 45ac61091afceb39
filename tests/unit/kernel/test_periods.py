"""Periods are read as officers write them, printed in both languages, and related as comparisons need."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.kernel.language import LANGUAGES, Language, speaking
from ansinh.kernel.periods import DateError, Period, PeriodError, Shape, long_date, parse_date, short_date

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
years = st.integers(1900, 2100)
periods = st.one_of(
    st.builds(Period.day, days),
    st.builds(Period.month, years, st.integers(1, 12)),
    st.builds(Period.quarter, years, st.integers(1, 4)),
    st.builds(Period.half_year, years, st.integers(1, 2)),
    st.builds(Period.first_months, years, st.integers(1, 12)),
    st.builds(Period.year, years),
    st.builds(lambda day: Period.day(day).year_to_date, days),
)


def to_date(year: int, month: int, day: int) -> Period:
    return Period(date(year, 1, 1), date(year, month, day))


EXAMPLES = [
    (Period.month(2020, 5), "2020-05", "tháng 5 năm 2020", "May 2020"),
    (Period.month(2020, 1), "2020-01", "tháng 01 năm 2020", "January 2020"),
    (Period.quarter(2020, 2), "2020-Q2", "quý II năm 2020", "second quarter of 2020"),
    (Period.half_year(2020, 1), "2020-H1", "6 tháng đầu năm 2020", "first half of 2020"),
    (Period.half_year(2020, 2), "2020-H2", "6 tháng cuối năm 2020", "second half of 2020"),
    (Period.first_months(2020, 9), "2020-9M", "9 tháng đầu năm 2020", "first 9 months of 2020"),
    (Period.first_months(2020, 11), "2020-11M", "11 tháng đầu năm 2020", "first 11 months of 2020"),
    (Period.year(2020), "2020", "năm 2020", "2020"),
    (Period.day(date(2020, 5, 31)), "2020-05-31", "31/5/2020", "31 May 2020"),
    (to_date(2020, 5, 15), "2020-01-01/2020-05-15", "từ đầu năm đến 15/5/2020", "1 January to 15 May 2020"),
]


@pytest.mark.parametrize(("period", "iso", "vietnamese", "english"), EXAMPLES)
def test_periods_say_themselves_in_iso_vietnamese_and_english(
    period: Period, iso: str, vietnamese: str, english: str
) -> None:
    assert period.iso == iso
    assert period.text() == vietnamese
    with speaking("en"):
        assert period.text() == english


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("05/2020", Period.month(2020, 5)),
        ("5/2020", Period.month(2020, 5)),
        ("05-2020", Period.month(2020, 5)),
        ("tháng 5/2020", Period.month(2020, 5)),
        ("Tháng 05 / 2020", Period.month(2020, 5)),
        ("tháng 5 năm 2020", Period.month(2020, 5)),
        ("tha\u0301ng\u00a05 na\u0306m 2020", Period.month(2020, 5)),
        ("quý II/2020", Period.quarter(2020, 2)),
        ("Qúy 2 năm 2020", Period.quarter(2020, 2)),
        ("QUÝ IV NĂM 2020", Period.quarter(2020, 4)),
        ("6 tháng đầu năm 2020", Period.half_year(2020, 1)),
        ("06 tháng cuối năm 2020", Period.half_year(2020, 2)),
        ("9 tháng đầu năm 2020", Period.first_months(2020, 9)),
        ("9 tháng năm 2020", Period.first_months(2020, 9)),
        ("tháng 9 năm 2020", Period.month(2020, 9)),
        ("năm 2020", Period.year(2020)),
        ("cả năm 2020", Period.year(2020)),
        ("31/5/2020", Period.day(date(2020, 5, 31))),
        ("ngày 31 tháng 5 năm 2020", Period.day(date(2020, 5, 31))),
        ("từ đầu năm đến ngày 15/5/2020", to_date(2020, 5, 15)),
        ("từ đầu năm đến 31/5/2020", Period.first_months(2020, 5)),
        ("2020-01-01/2020-06-30", Period.half_year(2020, 1)),
        ("2020-1M", Period.month(2020, 1)),
        ("2020-3M", Period.quarter(2020, 1)),
        ("2020-6m", Period.half_year(2020, 1)),
        ("2020-12M", Period.year(2020)),
        (" 2020-5 ", Period.month(2020, 5)),
    ],
)
def test_periods_are_read_as_officers_write_them(text: str, period: Period) -> None:
    assert Period.parse(text) == period


@pytest.mark.parametrize(
    "text",
    [
        *("", "abc", "20", "13/2020", "2020-13", "2020-00", "2020-Q5", "2020-H3", "2020-13M", "2020-0M", "quý V/2020"),
        *("31/2/2020", "2020-05-32", "0000", "2020-02-01/2020-05-15", "2020-01-01/2021-05-15", "5 năm 2020", "٢٠٢٠"),
    ],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are_read(text: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(text)
    assert caught.value.cause.text("en") == f"“{text}” is not a period."
    assert "2020-Q2" in caught.value.remedy.text("en")


@given(periods)
def test_a_printed_period_reads_back_as_the_same(period: Period) -> None:
    assert Period.parse(period.iso) == period
    for language in LANGUAGES:
        assert Period.parse(period.text(language)) == period
        assert Period.parse(period.text(language).upper()) == period


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,4}[-/.][0-9]{1,4}([-/.][0-9]{1,4})?", fullmatch=True))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodError:
        return
    assert Period.parse(period.iso) == period


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2020, 5, 31), date(2020, 5, 1)),
        (date(2020, 2, 1), date(2020, 4, 30)),
        (date(2020, 4, 1), date(2020, 9, 30)),
        (date(2020, 5, 1), date(2020, 5, 15)),
        (date(2020, 1, 2), date(2020, 1, 31)),
        (date(2019, 1, 1), date(2020, 12, 31)),
    ],
)
def test_what_is_no_reporting_period_cannot_be_made(start: date, end: date) -> None:
    with pytest.raises(ValueError, match="No reporting period"):
        Period(start, end)


def test_periods_have_the_shapes_in_use() -> None:
    shapes = [Period.first_months(2020, months).shape for months in range(1, 13)]
    first = Shape.FIRST_MONTHS
    assert shapes == [
        *(Shape.MONTH, first, Shape.QUARTER, first, first, Shape.HALF_YEAR),
        *(first, first, first, first, first, Shape.YEAR),
    ]
    assert Period.day(date(2020, 5, 31)).shape is Shape.DAY
    assert to_date(2020, 5, 15).shape is Shape.TO_DATE


def test_periods_are_ordered_by_their_ends_then_their_starts() -> None:
    half, quarter, month, day = (Period.parse(text) for text in ("2020-H1", "2020-Q2", "2020-06", "2020-06-30"))
    july = Period.month(2020, 7)
    assert sorted([july, day, month, quarter, half]) == [half, quarter, month, day, july]
    assert half <= half < july


@pytest.mark.parametrize(
    ("period", "last_year"),
    [
        ("2020-05", "2019-05"),
        ("2020-02", "2019-02"),
        ("2021-02", "2020-02"),
        ("2020-Q1", "2019-Q1"),
        ("2020-H2", "2019-H2"),
        ("2021-2M", "2020-2M"),
        ("2020-9M", "2019-9M"),
        ("2020", "2019"),
        ("2020-05-31", "2019-05-31"),
        ("2020-02-29", "2019-02-28"),
        ("2021-02-28", "2020-02-29"),
        ("2020-02-28", "2019-02-28"),
        ("2020-01-01/2020-05-15", "2019-01-01/2019-05-15"),
        ("2020-01-01/2020-02-28", "2019-2M"),
    ],
)
def test_the_same_period_last_year_keeps_shape_and_month_ends(period: str, last_year: str) -> None:
    assert Period.parse(period).same_period_last_year.iso == last_year


@pytest.mark.parametrize(
    ("period", "previous"),
    [
        ("2020-05", "2020-04"),
        ("2020-01", "2019-12"),
        ("2020-03", "2020-02"),
        ("2020-Q2", "2020-Q1"),
        ("2020-Q1", "2019-Q4"),
        ("2020-H2", "2020-H1"),
        ("2020-H1", "2019-H2"),
        ("2020", "2019"),
        ("2020-9M", "2020-8M"),
        ("2020-7M", "2020-H1"),
        ("2020-2M", "2020-01"),
        ("2020-01-01/2020-05-15", "2020-01-01/2020-04-15"),
        ("2020-01-01/2020-01-15", "2019-01-01/2019-12-15"),
        ("2020-05-15", "2020-04-15"),
        ("2020-03-31", "2020-02-29"),
        ("2020-02-29", "2020-01-31"),
        ("2020-03-30", "2020-02-29"),
    ],
)
def test_the_previous_period_is_the_run_just_before(period: str, previous: str) -> None:
    assert Period.parse(period).previous.iso == previous


def test_the_end_of_a_year_is_a_day_for_a_day_and_the_year_for_what_accumulates() -> None:
    assert Period.parse("2020-06-30").end_of_year(2015).iso == "2015-12-31"
    assert Period.parse("2020-H1").end_of_year(2019).iso == "2019"


@given(periods)
def test_a_period_starts_within_its_year_to_date_and_ends_with_it(period: Period) -> None:
    assert period.year_to_date.end == period.end == period.as_of.end
    assert period.year_to_date.start <= period.start
    assert period.as_of.shape is Shape.DAY
    assert period.year_number == period.end.year
    if period.is_year_to_date:
        assert period.year_to_date == period


@given(periods)
def test_last_year_and_the_previous_period_end_earlier(period: Period) -> None:
    assert period.same_period_last_year.end < period.end
    assert period.same_period_last_year.year_number == period.year_number - 1
    assert period.previous.end < period.end


def test_months_counts_whole_months() -> None:
    texts = ["2020-05-31", "2020-05", "2020-Q2", "2020-H2", "2020-9M", "2020", "2020-01-01/2020-05-15"]
    assert [Period.parse(text).months for text in texts] == [0, 1, 3, 6, 9, 12, 4]


def test_what_starts_in_january_is_year_to_date_but_a_day_is_not() -> None:
    texts = ["2020-01", "2020-Q1", "2020-9M", "2020", "2020-01-01/2020-05-15", "2020-05", "2020-H2", "2020-01-01"]
    assert [Period.parse(text).is_year_to_date for text in texts] == [True] * 5 + [False] * 3


@pytest.mark.parametrize(
    "text", ["2020-05-31", "31/5/2020", "31-5-2020", "31.5.2020", "ngày 31 tháng 5 năm 2020", "Ngày 31/05/2020"]
)
def test_dates_are_read_day_first_or_year_first(text: str) -> None:
    assert parse_date(text) == date(2020, 5, 31)


@pytest.mark.parametrize("text", ["", "5/31/2020", "31/5/20", "31/5-2020", "30/2/2020", "2020-5M", "5/2020"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert caught.value.cause.text("en") == f"“{text}” is not a date."


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2020, 5, 31), "31/5/2020", "ngày 31 tháng 5 năm 2020"),
        (date(2026, 2, 5), "05/02/2026", "ngày 05 tháng 02 năm 2026"),
        (date(2012, 11, 22), "22/11/2012", "ngày 22 tháng 11 năm 2012"),
        (date(2020, 5, 5), "05/5/2020", "ngày 05 tháng 5 năm 2020"),
    ],
)
def test_dates_take_a_zero_before_days_below_ten_and_months_one_and_two(day: date, short: str, long: str) -> None:
    assert short_date(day) == short
    assert long_date(day) == long


@given(days, st.sampled_from([short_date, long_date, date.isoformat]))
def test_a_printed_date_reads_back(day: date, written: Callable[[date], str]) -> None:
    assert parse_date(written(day)) == day


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_is_four_digits(language: Language) -> None:
    assert Period.parse(Period.year(987).text(language)) == Period.year(987)

"""Reporting periods and dates: the shapes in use, how officers write them, and how they stand to each other."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import cache, total_ordering

from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Language, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.names import fold

_ROMAN = ("I", "II", "III", "IV")
_ORDINALS = ("first", "second", "third", "fourth")
_HALVES = ("đầu", "cuối")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class PeriodError(InputError):
    """The text is not a period."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("“{text}” is not a period.", text=text),
            _(
                "Write a month as 2020-05 or 05/2020, a quarter as 2020-Q2 or quý II/2020, a half-year as 2020-H1 or "
                "6 tháng đầu năm 2020, the first nine months as 2020-9M, a year as 2020, a date as 2020-05-31 or "
                "31/5/2020, and 1 January to a date as 2020-01-01/2020-05-15."
            ),
        )


class DateError(InputError):
    """The text is not a date."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _("“{text}” is not a date.", text=text),
            _("Write day, month and year like 31/5/2020, or year, month and day like 2020-05-31."),
        )


class Shape(Enum):
    """What kind of period it is; no two shapes share a period."""

    DAY = auto()  # as of a day (thời điểm)
    MONTH = auto()
    QUARTER = auto()
    HALF_YEAR = auto()
    FIRST_MONTHS = auto()  # the first 2, 4, 5 or 7 to 11 whole months of a year (3 are a quarter, 6 a half-year)
    YEAR = auto()
    TO_DATE = auto()  # from 1 January to a day which is not a month's end


_ISO_TEXTS = {
    Shape.DAY: "{date}",
    Shape.MONTH: "{year:04}-{month:02}",
    Shape.QUARTER: "{year:04}-Q{quarter}",
    Shape.HALF_YEAR: "{year:04}-H{half}",
    Shape.FIRST_MONTHS: "{year:04}-{month}M",
    Shape.YEAR: "{year:04}",
    Shape.TO_DATE: "{year:04}-01-01/{date}",
}
_VIETNAMESE_TEXTS = {
    Shape.DAY: "{date}",
    Shape.MONTH: "tháng {padded_month} năm {year:04}",
    Shape.QUARTER: "quý {quarter} năm {year:04}",
    Shape.HALF_YEAR: "6 tháng {half} năm {year:04}",
    Shape.FIRST_MONTHS: "{month} tháng đầu năm {year:04}",
    Shape.YEAR: "năm {year:04}",
    Shape.TO_DATE: "từ đầu năm đến {date}",
}
_ENGLISH_TEXTS = {
    Shape.DAY: "{date}",
    Shape.MONTH: "{month_name} {year:04}",
    Shape.QUARTER: "{quarter} quarter of {year:04}",
    Shape.HALF_YEAR: "{half} half of {year:04}",
    Shape.FIRST_MONTHS: "first {month} months of {year:04}",
    Shape.YEAR: "{year:04}",
    Shape.TO_DATE: "1 January to {date}",
}


@total_ordering
@dataclass(frozen=True)
class Period:
    """From start to end, both included; always one of the shapes. In order of their ends, then of their starts."""

    start: date
    end: date

    def __post_init__(self) -> None:
        _shape(self.start, self.end)  # refuses what has none

    def __lt__(self, other: "Period") -> bool:
        return (self.end, self.start) < (other.end, other.start)

    @classmethod
    def day(cls, day: date) -> "Period":
        return cls(day, day)

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls(date(year, month, 1), _month_end(year, month))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        return cls(date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))

    @classmethod
    def half_year(cls, year: int, half: int) -> "Period":
        return cls(date(year, 6 * half - 5, 1), _month_end(year, 6 * half))

    @classmethod
    def first_months(cls, year: int, months: int) -> "Period":
        """The first 1 to 12 months: January, the first quarter, the first half and the year among them."""
        return cls(date(year, 1, 1), _month_end(year, months))

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read what ``iso`` and ``text`` write, and the other ways in which officers write periods."""
        plain = _plain(text)
        for build, form in _FORMS:
            if match := form.fullmatch(plain):
                try:
                    return build(**_numbers(match))
                except ValueError as error:  # a thirteenth month, 30 February
                    raise PeriodError(text) from error
        raise PeriodError(text)

    @property
    def shape(self) -> Shape:
        return _shape(self.start, self.end)

    @property
    def iso(self) -> str:
        """2020-05, 2020-Q2, 2020-H1, 2020-9M, 2020, 2020-05-31 or 2020-01-01/2020-05-15."""
        return self._written(_ISO_TEXTS, date=self.end.isoformat(), quarter=self._quarter, half=self._half)

    def text(self, language: Language | None = None) -> str:
        if (language or current_language()) == "en":
            return self._written(
                _ENGLISH_TEXTS,
                date=f"{self.end.day} {_MONTHS[self.end.month - 1]} {self.end.year:04}",
                quarter=_ORDINALS[self._quarter - 1],
                half=_ORDINALS[self._half - 1],
            )
        return self._written(
            _VIETNAMESE_TEXTS,
            date=short_date(self.end),
            quarter=_ROMAN[self._quarter - 1],
            half=_HALVES[self._half - 1],
        )

    def _written(self, texts: Mapping[Shape, str], **values: object) -> str:
        return texts[self.shape].format(
            year=self.end.year,
            month=self.end.month,
            padded_month=_padded_month(self.end),
            month_name=_MONTHS[self.end.month - 1],
            **values,
        )

    @property
    def _quarter(self) -> int:
        return (self.end.month + 2) // 3

    @property
    def _half(self) -> int:
        return (self.end.month + 5) // 6

    @property
    def year_number(self) -> int:
        return self.end.year

    @property
    def months(self) -> int:
        """The number of whole months it covers."""
        if self.shape is Shape.DAY:
            return 0
        return self.end.month - self.start.month + _is_month_end(self.end)

    @property
    def is_year_to_date(self) -> bool:
        return self.shape is not Shape.DAY and (self.start.month, self.start.day) == (1, 1)

    @property
    def as_of(self) -> "Period":
        """The day on which it ends."""
        return Period.day(self.end)

    @property
    def year_to_date(self) -> "Period":
        """From 1 January to its end (lũy kế); at an end of 1 January, that day."""
        return Period(date(self.end.year, 1, 1), self.end)

    @property
    def same_period_last_year(self) -> "Period":
        """Cùng kỳ năm trước: a month's end stays a month's end, so that 28 February 2021 answers to 29 February 2020.

        The shape is kept, but for 1 January to 28 February of a leap year, which answers to two whole months.
        """
        return Period(_moved(self.start, -12), _moved(self.end, -12))

    def end_of_year(self, year: int) -> "Period":
        """So với cuối năm: 31 December for a day; for what accumulates, the whole year up to then."""
        return Period.day(date(year, 12, 31)) if self.shape is Shape.DAY else Period.year(year)

    @property
    def previous(self) -> "Period":
        """Kỳ trước: the run of the same shape just before; for a day, the same day of the month before.

        For first months and to date, the year to date as it stood one month earlier.
        """
        if self.shape in (Shape.FIRST_MONTHS, Shape.TO_DATE):
            return Period.day(_moved(self.end, -1)).year_to_date
        months = max(self.months, 1)
        return Period(_moved(self.start, -months), _moved(self.end, -months))


def parse_date(text: str) -> date:
    """Read 2020-05-31, 31/5/2020, 31-5-2020, 31.5.2020 or ngày 31 tháng 5 năm 2020; else the day always comes first."""
    plain = _plain(text)
    for form in _DATE_FORMS:
        if match := form.fullmatch(plain):
            try:
                return date(**_numbers(match))
            except ValueError as error:
                raise DateError(text) from error
    raise DateError(text)


def short_date(day: date) -> str:
    """31/5/2020, 05/02/2026: days below 10 and months 1 and 2 take a zero (Nghị định 30/2020/NĐ-CP)."""
    return f"{day.day:02}/{_padded_month(day)}/{day.year:04}"


def long_date(day: date) -> str:
    """Ngày 31 tháng 5 năm 2020, in lower case; zeros as in short_date."""
    return f"ngày {day.day:02} tháng {_padded_month(day)} năm {day.year:04}"


def _padded_month(day: date) -> str:
    return f"{day.month:02}" if day.month <= 2 else str(day.month)


_REGULAR_SHAPES = {1: Shape.MONTH, 3: Shape.QUARTER, 6: Shape.HALF_YEAR, 12: Shape.YEAR}


@cache
def _shape(start: date, end: date) -> Shape:
    if start == end:
        return Shape.DAY
    within_year = start < end and start.year == end.year and start.day == 1
    months = end.month - start.month + 1
    if within_year and _is_month_end(end):
        if months in _REGULAR_SHAPES and (start.month - 1) % months == 0:
            return _REGULAR_SHAPES[months]
        if start.month == 1:
            return Shape.FIRST_MONTHS
    elif within_year and start.month == 1:
        return Shape.TO_DATE
    raise ValueError(f"No reporting period runs from {start} to {end}")


@cache
def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _is_month_end(day: date) -> bool:
    return day == _month_end(day.year, day.month)


def _moved(day: date, months: int) -> date:
    """The same day of another month; a month's end stays one, and a day which that month lacks becomes its end."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    end = _month_end(year, month_index + 1)
    return end if _is_month_end(day) else end.replace(day=min(day.day, end.day))


# How periods and dates are read: in a form, each named group is an argument of what builds the period or the date.
# The forms are matched with folded text (no diacritics), where the y of “qúy” and “quý” are the same.

_YEAR = "(?P<year>[0-9]{4})"
_MONTH = "(?P<month>[0-9]{1,2})"
_DAY = "(?P<day>[0-9]{1,2})"
_FIRST = "(?P<months>[0-9]{1,2})"
_MONTH_NAME = f"(?P<month>{'|'.join(_MONTHS).lower()})"
_OF_YEAR = f"(?:[/-]| nam ){_YEAR}"

_WORDS = {
    word.lower(): number for words in (_MONTHS, _ORDINALS, _ROMAN) for number, word in enumerate(words, start=1)
} | {"cuoi": 2}

_DATES = (
    f"{_YEAR}-{_MONTH}-{_DAY}",
    *(f"(?:ngay )?{_DAY}[{mark}]{_MONTH}[{mark}]{_YEAR}" for mark in "/.-"),
    f"(?:ngay )?{_DAY} thang {_MONTH} nam {_YEAR}",
    f"{_DAY} {_MONTH_NAME} {_YEAR}",
)
_DATE_FORMS = [re.compile(form) for form in _DATES]


def _day(year: int, month: int, day: int) -> Period:
    return Period.day(date(year, month, day))


def _to_date(year: int, month: int, day: int) -> Period:
    return _day(year, month, day).year_to_date


_READINGS: tuple[tuple[Callable[..., Period], str], ...] = (
    (Period.year, f"(?:(?:ca )?nam )?{_YEAR}"),
    (Period.half_year, f"{_YEAR}-h(?P<half>[12])"),
    (Period.half_year, f"0?6 thang (?P<half>cuoi){_OF_YEAR}"),
    (Period.half_year, f"(?P<half>first|second) half of {_YEAR}"),
    (Period.quarter, f"{_YEAR}-q(?P<quarter>[1-4])"),
    (Period.quarter, f"quy (?P<quarter>[1-4]|i|ii|iii|iv){_OF_YEAR}"),
    (Period.quarter, f"(?P<quarter>{'|'.join(_ORDINALS)}) quarter of {_YEAR}"),
    (Period.month, f"{_YEAR}-{_MONTH}"),
    (Period.month, f"{_MONTH}[/-]{_YEAR}"),
    (Period.month, f"thang {_MONTH}{_OF_YEAR}"),
    (Period.month, f"{_MONTH_NAME} {_YEAR}"),
    (Period.first_months, f"{_YEAR}-{_FIRST}m"),
    (Period.first_months, f"{_FIRST} thang(?: dau)?{_OF_YEAR}"),
    (Period.first_months, f"first {_FIRST} months of {_YEAR}"),
    *((_day, form) for form in _DATES),
    (_to_date, f"{_YEAR}-01-01/(?P=year)-{_MONTH}-{_DAY}"),
    *((_to_date, f"(?:tu dau nam den|1 january to) {form}") for form in _DATES),
)
_FORMS = [(build, re.compile(form)) for build, form in _READINGS]


def _plain(text: str) -> str:
    return re.sub(" ?([/.-]) ?", r"\1", fold(text))


def _numbers(match: re.Match[str]) -> dict[str, int]:
    return {name: int(found) if found.isdigit() else _WORDS[found] for name, found in match.groupdict().items()}

"""Periods and days mentioned inside a text: a title, a header, a sheet's or a file's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.names import fold
from ansinh.kernel.periods import Period

_NUMBER, _OF_YEAR = "([0-9]{1,2})", "(?:(?: nam |[ ]?[/.-][ ]?| )([0-9]{4}))?"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "gieng|mot",
            "hai",
            "ba",
            "tu",
            "nam(?= nam)",
            "sau",
            "bay",
            "tam",
            "chin",
            "muoi(?! [mh])",
            "muoi mot",
            "muoi hai|chap",
        ),
        start=1,
    )
    for word in words.split("|")
}
_DATE = rf"(?:ngay )?{_NUMBER}[ ]?[/.-][ ]?{_NUMBER}[ ]?[/.-][ ]?([0-9]{{4}})"
_FORMS: tuple[tuple[str, str], ...] = (
    ("nothing", r"(?:giai doan|nhiem ky)? ?[0-9]{4} ?[-–] ?[0-9]{4}"),  # several years are no period
    (
        "nothing",
        r"(?:nua (?:dau|cuoi)|tuan(?: [0-9]+| thu [a-z0-9]+)?) thang [0-9]{1,2}(?:(?: nam |[ ]?[/.-][ ]?)[0-9]{4})?",
    ),
    ("nothing", r"tuan (?:le )?tu .{3,12} den .{3,12}"),
    ("nothing", r"tu [0-9]+ thang(?: tro len)?|[0-9]+ thang tro len"),  # how long, not when
    ("span", rf"(?:tu )?{_DATE} (?:-|den)(?: het)? {_DATE}"),
    ("day", rf"ngay {_NUMBER} thang {_NUMBER} nam ([0-9]{{4}})"),
    ("day", rf"{_NUMBER}[ ]?[/.-][ ]?{_NUMBER}[ ]?[/.-][ ]?([0-9]{{4}})"),
    ("second_half", r"0?6 thang cuoi(?: nam| nam ([0-9]{4}))?"),
    ("first_months", rf"{_NUMBER} thang(?: dau nam(?: ([0-9]{{4}}))?| dau|(?= nam)){_OF_YEAR}"),
    ("first_months", rf"{_NUMBER} thang(?=$|[^0-9a-z]+(?:[^0-9 ]|[0-9]{{4}}|$)){_OF_YEAR}"),
    ("quarter", rf"quy (iv|iii|ii|i|[1-4]){_OF_YEAR}"),
    ("month", rf"thang {_NUMBER}{_OF_YEAR}"),
    ("month", rf"thang ({'|'.join(sorted(_WORDS, key=len, reverse=True))}) nam ([0-9]{{4}})"),
    ("month", rf"(?<![a-z0-9])t\.? ?{_NUMBER}{_OF_YEAR}(?![0-9])"),
    ("month", r"(?<![0-9/.-])(0?[1-9]|1[0-2])[ ]?[/.-][ ]?([0-9]{4})(?![0-9])"),
    ("year", r"(?:ca )?nam ([0-9]{4})"),
    ("year", r"(?<![0-9.,/-])((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])"),
)
_ANY = re.compile("|".join(f"(?P<f{position}>{form})" for position, (_shape, form) in enumerate(_FORMS)))
_EACH = [re.compile(form) for _shape, form in _FORMS]


@dataclass(frozen=True)
class Mention:
    """A period as a text names it; ``year`` None where the text leaves it to the title."""

    shape: str
    numbers: tuple[int, ...]
    year: int | None

    def period(self, year: int | None = None) -> Period | None:
        """None when no year is known, or there is no such period."""
        year = self.year or year
        if year is None:
            return None
        try:
            match self.shape:
                case "span":
                    return _since_january(self.numbers)
                case "day":
                    return Period.day(date(year, self.numbers[1], self.numbers[0]))
                case "second_half":
                    return Period.half_year(year, 2)
                case "first_months":
                    return Period.first_months(year, self.numbers[0])
                case "quarter":
                    return Period.quarter(year, self.numbers[0])
                case "month":
                    return Period.month(year, self.numbers[0])
            return Period.year(year)
        except (ValueError, AnsinhError):
            return None


def _since_january(numbers: tuple[int, ...]) -> Period | None:
    """A span from 1 January; any other is no period under which figures are kept."""
    day, month, year, last_day, last_month, last_year = numbers
    if (day, month, year) != (1, 1, last_year):
        return None
    return Period.day(date(last_year, last_month, last_day)).year_to_date


def mentions(text: str) -> list[Mention]:
    """In the order of the text."""
    return [mention for mention, _start, _end in _found(fold(text)) if mention.shape != "nothing"]


def without_mentions(folded: str) -> str:
    """The folded text without the periods that it mentions."""
    for _mention, start, end in reversed(list(_found(folded))):
        folded = f"{folded[:start]} {folded[end:]}"
    return " ".join(folded.split())


def _found(folded: str) -> Iterator[tuple[Mention, int, int]]:
    for match in _ANY.finditer(folded):
        position = next(index for index in range(len(_FORMS)) if match[f"f{index}"])
        inner = _EACH[position].fullmatch(match[0]) or _EACH[position].match(folded, match.start())
        if inner is None:
            continue
        shape = _FORMS[position][0]
        numbers = [_number(group) for group in inner.groups() if group] if shape != "nothing" else []
        year = numbers[-1] if numbers and numbers[-1] >= 1900 else None
        if year and shape != "span":
            numbers.pop()
        yield Mention(shape, tuple(numbers), year), match.start(), match.end()


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return _ROMAN.get(written) or next(number for word, number in _WORDS.items() if re.match(word, written + " nam"))

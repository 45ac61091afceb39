"""What a cell means in its column, as text that the registers read: spreadsheets take numbers for quantities, dates for
counts of days, and zeros in front for nothing."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from ansinh.imports.files.serials import dated
from ansinh.imports.files.sheets import CellValue
from ansinh.imports.page import EMPTY, text_of
from ansinh.registers.schema import word
from ansinh.reviews.lists.headings import Marked

NUMBER_DIGITS, COMMUNE_DIGITS, PROVINCE_DIGITS = 10, 5, 2
_FIRST_SERIAL, _LAST_SERIAL = 5_000, 80_000  # 1913 to 2119: no year, no day of a month
_NO_VALUE = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)|=")
_AMONG_DIGITS = re.compile(r"[\s.'’‘`\u00a0-]+")
_LACKS_ONE, _LACKS_TWO = re.compile("[1-9][0-9]{10}"), re.compile("[12468][0-3][0-9]{8}")
_TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_YEAR_ALONE = re.compile(r"(?:[\s_.…?]*|0{1,2})[/.-](?:[\s_.…?]*|0{1,2})[/.-]\s*(\d{4})")
_OPEN = frozenset(
    map(word, ("Không thời hạn", "Không xác định", "Không xác định thời hạn", "Vô thời hạn", "Nay", "Đến nay"))
)


def plain(value: CellValue) -> str:
    """On one line; empty for the marks that mean nothing, and where a formula found nothing."""
    text = " ".join(text_of(value).split())
    return "" if text.lower() in EMPTY or _NO_VALUE.match(text) else text


def mark(value: CellValue) -> str:
    """Anything says yes, an x above all."""
    return text_of(value)


def digits(value: CellValue) -> str:
    """A number without what people write among its digits; anything else as it stands."""
    text = plain(value)
    bare = _AMONG_DIGITS.sub("", text)
    return bare if bare.isdecimal() and bare.isascii() else text


def with_zeros(identifier: str, birth: str, *, zeros_lost: bool) -> str:
    """A personal ID of which one zero in front was lost, or two of provinces 001 to 008. The ten digits that are then
    left may be a BHXH number: the birth date decides, else whether all of the list have lost theirs."""
    if _LACKS_ONE.fullmatch(identifier):
        return f"0{identifier}"
    if not _LACKS_TWO.fullmatch(identifier):
        return identifier
    year = re.search(r"\d{4}", birth)
    is_the_persons = identifier[2:4] == year[0][2:] if year else zeros_lost
    return f"00{identifier}" if is_the_persons else identifier


def _padded(length: int, lost: int) -> Callable[[CellValue], str]:
    """Zeros in front, of which a spreadsheet has lost so many at most; where one is left it lost none."""

    def read(value: CellValue) -> str:
        text = digits(value)
        is_short = text.isdecimal() and length - lost <= len(text) and not text.startswith("0")
        return text.zfill(length) if is_short else text

    return read


def day(value: CellValue) -> str:
    """ISO where the cell is a date or a serial number of one; a year alone; else as written."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = plain(value)
    if text.isdecimal() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        found = dated(float(text), from_1904=False, elapsed=False)
        return found.isoformat() if isinstance(found, date) else text
    if year := _YEAR_ALONE.fullmatch(text):
        return year[1]
    return _TIME_OF_DAY.sub("", text)


def last_day(value: CellValue) -> str:
    text = day(value)
    return "" if word(text) in _OPEN else text


def card(value: CellValue) -> str:
    return _number(_AMONG_DIGITS.sub("", plain(value)).upper())


_number = _padded(NUMBER_DIGITS, lost=1)
READERS: Mapping[str, Callable[[CellValue], str]] = {
    "person_id": digits,  # and then `with_zeros`
    "bhxh_no": _number,
    "commune": _padded(COMMUNE_DIGITS, lost=4),
    "issued_in": _padded(PROVINCE_DIGITS, lost=1),
    "birth": day,
    Marked.BIRTH_MALE: day,
    Marked.BIRTH_FEMALE: day,
    Marked.MALE: mark,
    Marked.FEMALE: mark,
    "valid_from": day,
    "valid_to": last_day,
    "card": card,
}
"""Column → how its cells are read; the others are `plain`."""

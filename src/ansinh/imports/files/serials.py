"""Numbers that a spreadsheet shows as dates: days since the end of 1899, as an old .xls file keeps them."""

import re
from datetime import date, datetime, timedelta

from ansinh.imports.files.sheets import CellValue

_BUILT_IN = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_ELAPSED = 46
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 (a cell has no time zone)
_1904 = 1462  # days between the epochs
_LEAP_DAY = 60  # 29 February 1900, which Excel believes in


def is_date_format(number: int, code: str | None) -> bool:
    """``code``: of a format that the file defines; the numbers of the others have a meaning each."""
    if code is None:
        return number in _BUILT_IN
    bare = _NO_LETTERS.sub("", code.partition(";")[0])
    return bare.lower() not in ("general", "standard") and re.search("[dmyhs]", bare, re.IGNORECASE) is not None


def is_elapsed_format(number: int, code: str | None) -> bool:
    if code is None:
        return number == _ELAPSED
    return re.search(r"\[(?:h+|m+|s+)\]", code, re.IGNORECASE) is not None


def dated(serial: float, *, from_1904: bool, elapsed: bool) -> CellValue:
    """A day, a moment, a time of day or a length of time; the number itself where there is no such date."""
    try:
        if elapsed:
            return timedelta(days=serial)
        days = serial + _1904 if from_1904 else serial
        moment = _EPOCH + timedelta(milliseconds=round(days * 86_400_000))
        if not from_1904 and 1 <= days < _LEAP_DAY:
            moment += timedelta(days=1)
    except OverflowError:
        return serial
    if serial < 0:
        return serial
    if serial < 1:
        return moment.time()
    return _day_or_moment(moment)


def _day_or_moment(moment: datetime) -> date | datetime:
    return moment.date() if moment.time() == datetime.min.time() else moment

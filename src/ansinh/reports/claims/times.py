"""Times in a sentence: of which a figure is, over which a trend runs, with which a change compares."""

import re
from dataclasses import dataclass

from ansinh.compare.bases import PREVIOUS_MONTH, SAME_PERIOD, Base, BaseKind, end_of_year
from ansinh.kernel.errors import InputError
from ansinh.kernel.periods import Period
from ansinh.reports.claims.claim import Years

FEWEST = 2  # years that are several
THE_YEAR_BEFORE, ITS_END = 0, -1  # whatever year is spoken of

_YEAR = "(?:19|20)[0-9]{2}"
_PERIOD = re.compile(
    r"(?:(?:trong|cả|riêng|tính|đến|hết|cuối|vào|thời điểm|cho|từ đầu năm) ){0,4}(?P<said>"
    rf"ngày [0-9]{{1,2}} tháng [0-9]{{1,2}} năm {_YEAR}|(?:ngày )?[0-9]{{1,2}}/[0-9]{{1,2}}/{_YEAR}|"
    rf"0?6 tháng cuối năm {_YEAR}|[0-9]{{1,2}} tháng(?: đầu)?(?: năm |/){_YEAR}|"
    rf"quý (?:iv|i{{1,3}}|[1-4])(?: năm |/){_YEAR}|"
    rf"tháng [0-9]{{1,2}}(?: năm |/){_YEAR}|năm {_YEAR})(?![\w/])"
)
_WITHOUT_YEAR = re.compile(
    r"(?:(?:trong|tính|đến|hết) ){0,2}(?P<said>[0-9]{1,2} tháng đầu năm|tháng [0-9]{1,2})(?![\w/])"
)
_LAST_YEAR = re.compile(r"(?:cùng kỳ|cùng thời điểm) năm (?:(?P<year>[0-9]{4})|trước|ngoái)(?!\w)")
_SPAN = re.compile(
    rf"(?:giai đoạn|thời kỳ|nhiệm kỳ|từ)(?: từ)?(?: năm)? (?P<first>{_YEAR}) ?(?:-|đến)(?: năm)? ?"
    rf"(?P<last>{_YEAR})(?!\w)"
)
_NAMED_YEARS = re.compile(
    r"(?:(?:trong|qua|giữa|theo|của|vào) )?"
    r"(?:(?:các|từng|những|(?P<count>[0-9]{1,2}|hai|ba|bốn|năm|mười)) năm(?: liên tiếp| liền| qua)?|(?P<bare>năm))"
    r":? ?\(?"
    rf"(?:(?:từ )?(?:năm )?(?P<first>{_YEAR}) ?(?:-|đến|tới)(?: năm)? ?(?P<last>{_YEAR})"
    rf"|(?P<listed>{_YEAR}(?:, ?{_YEAR}(?![\w/.]))*,?(?: và| &)? ?{_YEAR}))(?![\w/])\)?"
)
_ARE_COUNTED = re.compile(
    " (?:người|lao động|đơn vị|doanh nghiệp|hộ|thẻ|lượt|hồ sơ|trường hợp|đối tượng|tỷ|triệu|nghìn|đồng|tỉnh|huyện|xã)"
)  # "năm 2014, 2015 người …" is no list of years
_LATEST = re.compile(
    r"(?:trong )?(?P<count>[0-9]{1,2}|hai|ba|bốn|năm|mười) năm (?:qua|gần đây|gần nhất|liên tiếp|liền)(?!\w)"
)
_DIGITS = "0123456789"
_BEGINS_A_PERIOD, _BEGINS_A_SPAN, _BEGINS_A_BASE = f"{_DIGITS}cđhnqrtv", f"{_DIGITS}bcghmnqtv", "chs"  # to be quick
_COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "mười": 10}

_SINCE = r"(?:so với|so|hơn) (?:thời điểm )?"
_SAME_PERIOD = re.compile(
    rf"(?:{_SINCE})(?:cùng kỳ|cùng thời điểm|cùng thời kỳ)(?: (?:của )?năm (?:(?P<year>{_YEAR})|trước|ngoái))?(?!\w)"
    rf"|cùng kỳ(?: năm (?:(?P<bare>{_YEAR})|trước|ngoái))?(?! năm (?:{_YEAR}|trước|ngoái))(?!\w)(?! (?:là|đạt|có))"
)
_END_OF_YEAR = re.compile(
    rf"{_SINCE}(?:(?:ngày )?31/12/(?P<day>{_YEAR})|ngày 31 tháng 12 năm (?P<long>{_YEAR})|"
    rf"(?:cuối|hết) năm (?P<end>{_YEAR})|(?P<start>đầu năm)(?: nay)?|(?P<before>cuối năm (?:trước|ngoái)))(?![\w/])"
)
_YEAR_BEFORE = re.compile(
    rf"{_SINCE}(?:năm (?:(?P<year>{_YEAR})|trước liền kề|liền kề trước|trước|ngoái|liền trước|liền kề))(?!\w)"
)
_BEFORE = re.compile(rf"{_SINCE}(?:(?P<month>tháng trước|tháng liền trước)|quý trước|quý liền trước)(?!\w)")
_OTHER_DAY = re.compile(
    r"so(?: với)? (?:thời điểm )?(?:ngày |hết |cuối |tháng |quý ){0,3}[0-9ivx]{1,4}"
    r"(?:[/ .-](?:năm )?[0-9]{1,4}){1,2}(?![\w/])"
)


@dataclass(frozen=True)
class Time:
    """``period`` None: named, but none that figures can be of. ``years``: of a span of them; ``each``: each of them."""

    end: int
    period: Period | None = None
    years: Years | None = None
    each: bool = False


@dataclass(frozen=True)
class Since:
    """``base`` None: a time that figures are not compared with. ``year``: where "năm trước" or "năm 2019" leaves open
    whether its end or the same period is meant; or THE_YEAR_BEFORE, or ITS_END."""

    end: int
    base: Base | None
    year: int | None = None


def read_period(plain: str, start: int, now: Period) -> Time | None:
    if plain[start] not in _BEGINS_A_PERIOD:
        return None
    if found := _PERIOD.match(plain, start):
        return Time(found.end(), _parsed(found["said"]))
    if found := _LAST_YEAR.match(plain, start):
        last = now.same_period_last_year
        return Time(found.end(), last if int(found["year"] or last.year_number) == last.year_number else None)
    if found := _WITHOUT_YEAR.match(plain, start):
        said = found["said"].removesuffix(" năm").removesuffix(" đầu")
        return Time(found.end(), _parsed(f"{said} năm {now.year_number}"))
    return None


def _parsed(said: str) -> Period | None:
    try:
        return Period.parse(said)
    except InputError:
        return None


def read_years(plain: str, start: int) -> Time | None:
    if plain[start] not in _BEGINS_A_SPAN:
        return None
    if found := _SPAN.match(plain, start):
        return Time(found.end(), years=Years(int(found["first"]), int(found["last"])))
    if (found := _NAMED_YEARS.match(plain, start)) and not (found["bare"] and _ARE_COUNTED.match(plain, found.end())):
        return Time(found.end(), years=_named_years(found), each=found["bare"] is None or found["listed"] is not None)
    if found := _LATEST.match(plain, start):
        count = found["count"]
        return Time(found.end(), years=Years(latest=_COUNTS.get(count) or int(count)))
    return None


def _named_years(found: re.Match[str]) -> Years | None:
    """ "các năm 2013, 2014, 2015"; None where they do not follow each other, or are not so many."""
    if found["listed"]:
        named = [int(year) for year in re.findall(_YEAR, found["listed"])]
    else:
        named = list(range(int(found["first"]), int(found["last"]) + 1))
    count = found["count"] and (_COUNTS.get(found["count"]) or int(found["count"]))
    if len(named) < FEWEST or named != list(range(named[0], named[-1] + 1)) or count not in (None, len(named)):
        return None
    return Years(named[0], named[-1])


def read_base(plain: str, start: int, now: Period) -> Since | None:
    year = now.year_number
    if plain[start] not in _BEGINS_A_BASE:
        return None
    if found := _SAME_PERIOD.match(plain, start):
        named = found["year"] or found["bare"]
        return Since(found.end(), SAME_PERIOD if named is None or int(named) == year - 1 else None)
    if found := _END_OF_YEAR.match(plain, start):
        named = found["day"] or found["long"] or found["end"]
        return Since(found.end(), end_of_year(int(named)) if named else None, None if named else ITS_END)
    if found := _YEAR_BEFORE.match(plain, start):
        return Since(found.end(), None, int(found["year"] or THE_YEAR_BEFORE))
    if found := _BEFORE.match(plain, start):
        return Since(found.end(), PREVIOUS_MONTH if found["month"] else Base(BaseKind.PREVIOUS_QUARTER))
    if found := _OTHER_DAY.match(plain, start):
        return Since(found.end(), None)
    return None

"""Numerals in running text, and those among them that count nothing: dates and periods, numbers of documents, labels.

What is not one of these is a number that somebody claims.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Binding(StrEnum):
    """What a printed number stands for."""

    FIGURE = "figure"
    DATE = "date"
    DOCUMENT = "document number"
    CONSTANT = "constant"
    OWN = "own"
    UNBOUND = "unbound"


@dataclass(frozen=True)
class Numeral:
    """``text``: with its sign and per cent, "+578,2", "36,45%"; the dashes that serve as minus are one."""

    text: str
    start: int
    end: int
    binding: Binding


def numerals(text: str, *, names: Collection[str] = ()) -> tuple[Numeral, ...]:
    """In the order of the text, which must be composed (NFC). ``names``: of places, whose numbers are part of them."""
    found = list(_NUMERAL.finditer(text))
    if not found:
        return ()
    spans = sorted([*_spans(text), *_named(text, frozenset(names))])
    around: list[Span] = []
    numbers: list[Numeral] = []
    position = 0
    for match in found:
        first_digit = match.start() + (not match[0][0].isdigit())
        while position < len(spans) and spans[position][0] <= first_digit:
            around.append(spans[position])
            position += 1
        around = [span for span in around if span[1] >= match.end()]  # the others end before any later number
        numbers.append(Numeral(_plain(match[0]), match.start(), match.end(), _strongest(around)))
    return tuple(numbers)


def printed_numbers(text: str) -> list[str]:
    """The numerals alone, whatever they stand for."""
    return [_plain(match[0]) for match in _NUMERAL.finditer(text)]


def has_numeral(text: str) -> bool:
    return _NUMERAL.search(text) is not None


def composed(text: str) -> str:
    """As numerals are looked for; the blanks that only look like one are one."""
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ")


_NUMERAL = re.compile(r"(?:(?<![\w.,)%])[+−–-])?\d+(?:[.,]\d+)*(?: ?%)?")

Span = tuple[int, int, Binding]


def _plain(numeral: str) -> str:
    return numeral.replace(" ", "").replace("−", "-").replace("–", "-")


def _strongest(around: list[Span]) -> Binding:
    """A date before what merely looks like a label within it: "tháng 6" is a date wherever it stands."""
    kinds = {kind for _start, _end, kind in around}
    return next((kind for kind in _STRONGEST_FIRST if kind in kinds), Binding.UNBOUND)


_STRONGEST_FIRST = (Binding.DOCUMENT, Binding.DATE, Binding.CONSTANT)


def _spans(text: str) -> Iterator[Span]:
    for binding, form in _FORMS:
        for match in form.finditer(text):
            yield match.start(), match.end(), binding


def _named(text: str, names: frozenset[str]) -> Iterator[Span]:
    form = _name_form(names)
    if form:
        for match in form.finditer(text):
            yield match.start(), match.end(), Binding.CONSTANT


@cache
def _name_form(names: frozenset[str]) -> re.Pattern[str] | None:
    numbered = sorted((name for name in names if has_numeral(name)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, numbered))})(?!\w)", re.I) if numbered else None


_YEAR = r"(?:19|20)\d\d"
_YEARS = rf"{_YEAR}(?:(?:\s*[,;–-]\s*|\s+(?:và|đến|tới|and|to)\s+(?:năm\s+)?){_YEAR})*"
_DAY = r"\d{1,2}"
_OF_YEAR = rf"(?:\s*[/-]\s*|\s+năm\s+|\s+){_YEAR}"
_LIST = r"(?:(?:\s*[,–-]\s*|\s+(?:và|đến)\s+)\d{1,2})*"
_ENGLISH_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_ORDINARY_WORD = (
    r"(?:người|lượt|thẻ|hộ|đơn\s+vị|tỷ|triệu|nghìn|đồng|%|điểm|tỉnh|xã|huyện|cuộc|văn\s+bản|persons?|units?)"
)
_DATES = (
    rf"{_DAY}\s*[/.-]\s*{_DAY}\s*[/.-]\s*{_YEAR}",
    rf"{_YEAR}-\d\d-\d\d",
    rf"ngày\s+{_DAY}{_LIST}(?:\s*[/-]\s*{_DAY}|\s+tháng\s+{_DAY})?(?:{_OF_YEAR})?",
    rf"tháng\s+{_DAY}{_LIST}(?:{_OF_YEAR})?",
    rf"tháng\s+{_DAY}\s+(?:năm\s+nay|năm\s+trước)",
    rf"\d{{1,2}}\s+tháng(?:\s+(?:đầu|cuối|qua|còn\s+lại))?\s+(?:của\s+)?năm(?:\s+{_YEARS})?",
    r"\d{1,2}\s+tháng\s+(?:đầu|cuối|qua|còn\s+lại)",
    rf"\d{{1,2}}\s+tháng\s*/\s*{_YEAR}",
    rf"quý\s+(?:[1-4]|[IV]+)(?:{_OF_YEAR})?",
    rf"(?:năm|cùng\s+kỳ|kỳ|giai\s+đoạn|nhiệm\s+kỳ|cuối|đầu|hết|in|of|on|for|from|than|against|with|since|by|year|until"
    rf"|period)\s+(?:năm\s+)?{_YEARS}"
    rf"(?![.,]?\d|\s*{_ORDINARY_WORD})",
    rf"(?:từ|from)\s+(?:năm\s+)?{_YEAR}\s+(?:đến|tới|to)\s+(?:năm\s+)?{_YEAR}",
    rf"(?<![\d.,]){_YEAR}\s*[–-]\s*{_YEAR}(?![\d.,]\d)",
    rf"\A\s*\(?{_YEARS}\)?\s*\Z",
    rf"(?<=, ){_YEAR}\s*\Z",  # at the end of a caption
    r"\d{1,2}\s*(?::|h|giờ\s)\s*\d{2}(?::\d{2})?(?!\w)",
    r"\d{1,2}\s+giờ",
    rf"{_DAY}\s+{_ENGLISH_MONTH}(?:\s+{_YEAR})?",
    rf"{_ENGLISH_MONTH}\s+{_YEAR}",
    rf"first\s+\d{{1,2}}\s+months(?:\s+of\s+{_YEAR})?",
)
# A number, then the letters of its kind and issuer: 21-NQ/TW, 12/BC-BHXH, 30/2020/NĐ-CP.
_CODE = r"(?:[A-ZĐ]{2}|C[Tt]r)\w*"
_ACT = (
    r"(?:Nghị\s+quyết|Nghị\s+định|Quyết\s+định|Thông\s+tư|Chỉ\s+thị|Kết\s+luận|Công\s+văn|Kế\s+hoạch|Hướng\s+dẫn"
    r"|Quy\s+định|Chương\s+trình|Thông\s+báo|Báo\s+cáo|Tờ\s+trình|Văn\s+bản|Quy\s+chế|Công\s+điện|Thông\s+tri|Đề\s+án)"
)
_ACT_ALONE = r"(?:Nghị\s+quyết|Nghị\s+định|Quyết\s+định|Thông\s+tư|Chỉ\s+thị|Kết\s+luận|Công\s+văn|Luật)"
_NUMBERED = rf"\d{{1,5}}[a-z]?(?:\s?/\s?{_YEAR})?"
_DOCUMENTS = (
    rf"(?<![\w.,]){_NUMBERED}(?:\s?/\s?|-){_CODE}(?:\s?[/–−-]\s?{_CODE})*",
    rf"(?i:{_ACT})\s+số:?\s*{_NUMBERED}",
    rf"{_ACT_ALONE}\s+{_NUMBERED}(?![.,]?\d|\s*{_ORDINARY_WORD})",
    rf"\A\W*[Ss]ố:?\s*{_NUMBERED}\s*[/-]",
    r"(?:Điều|điều|[Kk]hoản|Chương|Mục)\s+\d{1,3}(?:\s*,\s*\d{1,3})*(?![.,]\d)",
    rf"TCVN\s+\d+(?::{_YEAR})?",
)
_LABELS = (
    r"(?:Bảng|Biểu\s+đồ|Biểu|Hình|Bản\s+đồ|Phụ\s+lục|PHỤ\s+LỤC|Table|Chart|Figure|Map|Appendix|APPENDIX)\s+(?:số\s+)?\d{1,3}",
    r"\A\s*\(\d{1,2}\)\s*\Z",  # the numbers of a table's columns
    r"\A\s*\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s",  # of headings
    r"(?i:covid)-19",
    r"(?:Quận|quận|Phường|phường|[Tt]hôn|Ấp|ấp|[Kk]hu phố|[Tt]ổ|Ward|District)\s+\d{1,3}(?![.,]?\d|\s*%)",
)
_FORMS = [
    *((Binding.DATE, re.compile(rf"(?<!\w)(?:{form})", re.I)) for form in _DATES),
    *((Binding.DOCUMENT, re.compile(form)) for form in _DOCUMENTS),
    *((Binding.CONSTANT, re.compile(form)) for form in _LABELS),
]

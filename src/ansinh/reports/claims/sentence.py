"""A sentence as the words of claims: indicators, units, times, numbers, and what is said of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ansinh.kernel.periods import Period
from ansinh.places.models import Unit, UnitKind
from ansinh.reports.claims.amounts import AMOUNT, NUMBER, RANGE, Amount, read_amount, read_percentage
from ansinh.reports.claims.lexicon import Match, Word, lexicon
from ansinh.reports.claims.text import Prepared, Span, prepare
from ansinh.reports.claims.times import Since, Time, read_base, read_period, read_years

_MARKS = {",": Word.COMMA, ";": Word.SEMICOLON, ":": Word.COLON, "(": Word.OPEN, ")": Word.CLOSE}
_BEGINS_A_WORD = "~≈<>&"  # a minus before a number is a dash as often
_BEGINS_A_NUMBER = "0123456789~≈<>cđgdhiíklnstuxướ"  # or a hedge before one
_PLAIN_WORD = re.compile(r"\w+(?:[-/.'’]\w+)*")
_SHARE = re.compile(
    r"(?:có )?([0-9]{1,3}) ?/ ?([0-9]{1,3})(?= ?(?:đơn vị|tỉnh|thành phố|huyện|quận|xã|phường|địa phương|thị))"
)
_SOME = re.compile(r"([0-9]{1,3})(?= (?:đơn vị|tỉnh|thành phố|huyện|quận|xã|phường|địa phương|thị)(?!\w))")
_WITH_SOME = re.compile(rf"(?:có|còn) {_SOME.pattern}")
_EVERY_ONE = re.compile(r"100 ?%(?: số)?(?: các)?(?= (?:đơn vị|tỉnh|huyện|quận|xã|phường|địa phương)(?!\w))")
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:])[\W_]*(?:\w{1,2}[.)/])?[\W_]*$")
_LONGEST_MARK = 12  # before a clause: a bullet, a number of a list
_BARE_NUMBER = re.compile(NUMBER)


@dataclass(frozen=True)
class Token:
    """``text``: what it names (an indicator's id), else as written. ``numbers``: so many of so many, or the place in a
    ranking; of how many may be left open."""

    word: Word
    start: int
    end: int
    text: str = ""
    written: str = ""
    amount: Amount | None = None
    between: tuple[Amount, Amount] | None = None
    numbers: tuple[int, int | None] | None = None
    time: Time | None = None
    since: Since | None = None
    units: tuple[Unit, ...] = ()


class Names:
    """The units of a report, as they are named in sentences."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[str, tuple[Unit, ...]] = {}
        for unit in units:
            for name in set(_ways_to_name(unit)):
                self._units[name] = (*self._units.get(name, ()), unit)
        self._pattern = _names_pattern(tuple(sorted(self._units, key=len, reverse=True)))

    def match(self, text: Prepared, position: int) -> tuple[int, tuple[Unit, ...]] | None:
        """Its end, and the units that can be meant. A name begins each of its words with a capital."""
        found = self._pattern.match(text.plain, position)
        if found is None:
            return None
        name = text.cased[found.start("name") : found.end()]
        if not all(word[0].isupper() or word[0].isdigit() for word in name.split() if word not in _DESIGNATIONS):
            return None
        full = text.plain[found.start("full") : found.end()]
        return found.end(), self._units.get(full) or self._units[found["name"]]


_ONLY_A_NUMBER = re.compile("[ivx]+|[0-9]+")


def _ways_to_name(unit: Unit) -> Iterator[str]:
    """A number is a name only with its designation: phường 4, cụm IV."""
    name = prepare(unit.name).plain
    yield prepare(unit.full_name).plain
    if not _ONLY_A_NUMBER.fullmatch(name):
        yield name
    elif unit.kind == UnitKind.CLUSTER:
        yield from (f"cụm {kind}{name}" for kind in ("", "số ", "thi đua ", "thi đua số "))


_DESIGNATIONS = frozenset(
    ["tỉnh", "thành", "phố", "huyện", "quận", "thị", "xã", "trấn", "phường", "đặc", "khu", "cụm", "thi", "đua", "số"]
)


@lru_cache(maxsize=64)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Nothing at all for no names."""
    bare = "|".join(map(re.escape, names)) or "(?!)"
    lead = r"(?:(?:bhxh|bảo hiểm xã hội|đơn vị) )?"
    kinds = r"(?:(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|thị trấn|tt\.?|xã|phường|đặc khu) )?"
    return re.compile(rf"{lead}(?P<full>{kinds}(?P<name>{bare}))(?!\w)")


def read_words(text: Prepared, span: Span, names: Names, now: Period) -> list[Token]:
    """Without those that change nothing. ``now``: the report's own period."""
    tokens = (_about(token, text, span) for token in _tokens(text, span, names, now))
    return [token for token in tokens if token.word is not Word.FILLER]


def _about(token: Token, text: Prepared, span: Span) -> Token:
    """ "Về …," opens a topic; within a clause, "về" only leads to an object, and "đối với" narrows."""
    if token.word is not Word.ABOUT:
        return token
    begin = max(span.start, token.start - _LONGEST_MARK)
    before = text.plain[begin : token.start] if begin == span.start else f"x{text.plain[begin : token.start]}"
    if _CLAUSE_BEGINS.search(before):
        return token
    return replace(token, word=Word.RESTRICTS if token.text.endswith("đối với") else Word.FILLER)


def _tokens(text: Prepared, span: Span, names: Names, now: Period) -> Iterator[Token]:
    position = span.start
    while position < span.end:
        character = text.plain[position]
        if character in _MARKS:
            yield Token(_MARKS[character], position, position + 1)
            position += 1
        elif not (character.isalnum() or character in _BEGINS_A_WORD):
            position += 1
        else:
            token = _token(text, position, names, now)
            yield token
            position = max(token.end, position + 1)


def _token(text: Prepared, start: int, names: Names, now: Period) -> Token:
    plain = text.plain
    if unit := names.match(text, start):
        return Token(Word.UNIT, start, unit[0], units=unit[1])
    if since := read_base(plain, start, now):
        return Token(Word.BASE, start, since.end, since=since)
    if years := read_years(plain, start):
        return Token(Word.YEARS, start, years.end, time=years)
    if time := read_period(plain, start, now):
        return Token(Word.PERIOD, start, time.end, time=time)
    return _number(plain, start) or _phrase(text, start)


def _number(plain: str, start: int) -> Token | None:
    if plain[start] not in _BEGINS_A_NUMBER:
        return None
    if found := _SHARE.match(plain, start):
        return Token(Word.SHARE, start, found.end(), found[0], numbers=(int(found[1]), int(found[2])))
    if found := _EVERY_ONE.match(plain, start):
        return Token(Word.ALL_OF, start, found.end())
    if found := RANGE.match(plain, start):
        low, high = read_percentage(found[1]), read_percentage(found[2])
        return Token(Word.RANGE, start, found.end(), between=(low, high)) if low and high else None
    if found := _some_units(plain, start):
        return Token(Word.SHARE, start, found.end(), found[0], numbers=(int(found[1]), None))
    if found := AMOUNT.match(plain, start):
        amount = read_amount(found)
        return Token(Word.AMOUNT if amount else Word.NUMBER, start, found.end(), found[0], amount=amount)
    if found := _BARE_NUMBER.match(plain, start):
        return Token(Word.NUMBER, start, found.end(), found[0])
    return None


def _some_units(plain: str, start: int) -> re.Match[str] | None:
    """ "Có 05 tỉnh …", or at the beginning of a clause; elsewhere it is an amount: "tăng 5 đơn vị"."""
    if found := _WITH_SOME.match(plain, start):
        return found
    before = plain[max(0, start - 2) : start].strip()
    return _SOME.match(plain, start) if before in ("", ",", ";", ":", ".") else None


def _phrase(text: Prepared, start: int) -> Token:
    if match := lexicon().match(text.plain, start):
        written = text.plain[start : match.end]
        return Token(match.entry.word, start, match.end, match.entry.value or written, written, numbers=_place(match))
    found = _PLAIN_WORD.match(text.plain, start)
    if found is None:
        return Token(Word.FILLER, start, start + 1)
    word = text.cased[start : found.end()]
    name = start > 0 and word[0].isupper() and not word.isupper()
    return Token(Word.NAME if name else Word.UNKNOWN, start, found.end(), word)


_PLACES = {"nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5} | {
    word: number for number, word in enumerate(("sáu", "bảy", "tám", "chín", "mười"), start=6)
}


def _place(match: Match) -> tuple[int, int | None] | None:
    if match.entry.word is not Word.PLACED:
        return None
    place, of = match.found["place"], match.found["of"]
    return _PLACES.get(place) or int(place), int(of) if of else None

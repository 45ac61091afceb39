"""What officers write around a name: designations and their abbreviations, numbers, the areas it lies in.

Nothing here knows any place. All texts are those that `spelling.prepared` gives.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ansinh.places.spelling import Spelling, prepared, spell, spell_number

_MARK = "[\u0300-\u036f]"
_BETWEEN_PARTS = re.compile(r"[,;/()\[\]{}|\n\r\t]+")  # never inside a name
_DASH = re.compile(r"[-‐‑‒–—−]+")  # between parts, or inside a name: Bà Rịa - Vũng Tàu
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_CODE = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}|vn")
_CODE_FIRST = re.compile(r"((?:[0-9]{2}|[0-9]{3}|[0-9]{5}))[\s.:]+(?=[^\W\d_])")
_FIRST_LETTER = re.compile(r"[^\W_]")
_MOST_CUTS = 6  # 2⁶ ways to part a text; nobody writes more

# Designation → its abbreviations as patterns. F is southern for phường. "T." is tỉnh only with its full stop.
_ABBREVIATIONS = {
    "tỉnh": r"t(?=\.)",
    "thành phố": r"t\.?p",
    "quận": "q",
    "huyện": "h",
    "thị xã": r"t\.?x",
    "xã": "x",
    "phường": "p|ph|f",
    "thị trấn": r"t\.?tr?",
    "đặc khu": r"[đd]\.?k",
}
_OTHER_FIRST_LETTERS = {"p": "f", "đ": "d"}
_LONGER = {"huyện đảo": "huyện"}  # words that are used for a designation
# These letters begin no Vietnamese syllable, so that a name may follow at once: TPVinh.
_MAY_TOUCH_THE_NAME = frozenset({"thành phố", "thị xã", "thị trấn"})
_AFTER_A_WORD = r"(?:[\s.:]+|(?=[0-9])|$)"
_COMMUNE_WORDS = frozenset(map(prepared, ("xã", "phường", "thị trấn", "đặc khu")))
_DISTRICT_WORDS = frozenset(map(prepared, ("huyện", "quận", "thị xã")))
_PROVINCE_WORD = prepared("tỉnh")
_CITY_WORD = prepared("thành phố")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a segment: with a designation before the name or without, its number as written or by value."""

    designation: str | None  # prepared
    complete: bool  # the designation has all its marks, or is abbreviated
    name: Spelling
    renumbered: bool = False


def parts_of(text: str) -> list[str]:
    """Cut at what never stands inside a name; cuts at dashes are for `atoms`."""
    return [" ".join(part.split()) for part in _BETWEEN_PARTS.split(text) if any(map(str.isalnum, part))]


def atoms(segment: str) -> list[str]:
    """Cut at every dash."""
    if not _DASH.search(segment):
        return [segment]
    return [part.strip() for part in _DASH.split(segment) if any(map(str.isalnum, part))]


def is_code(segment: str) -> bool:
    return bool(_CODE.fullmatch(segment.strip(" .:'\"")))


def code_of(segment: str) -> str:
    return segment.strip(" .:'\"").upper()


def readings(segment: str) -> list[Reading]:
    """As it stands first: "Quan Sơn" is a name before it is a quận Sơn."""
    found = [Reading(None, True, spell(segment))]
    start = _FIRST_LETTER.search(segment)
    for designation, pattern in _DESIGNATIONS.get(start[0], ()) if start else ():
        if match := pattern.match(segment, start.start() if start else 0):
            complete = match["word"] is None or match["word"] in _COMPLETE_WORDS[designation]
            found.append(Reading(designation, complete, spell(segment[match.end() :])))
    found = [reading for reading in found if reading.name.letters]
    return found + [
        Reading(reading.designation, reading.complete, by_value, True)
        for reading in found
        if (by_value := arabic(reading.name)) is not None
    ]


def name_of_office(text: str) -> str | None:
    """What a `prepared` text says after "BHXH", in words or abbreviated; None if it does not begin so."""
    match = _OFFICE.match(text)
    return text[match.end() :].strip() or None if match else None


def designation_and_name(text: str) -> tuple[str, str]:
    """Of a full name; without a designation of areas, all of it is the name."""
    words = text.split()
    for designation in _PREPARED_WORDS:
        count = len(designation.split())
        if len(words) > count and prepared(" ".join(words[:count])) == designation:
            return designation, " ".join(words[count:])
    return "", text


def arabic(name: Spelling) -> Spelling | None:
    """The name with the Roman number that ends it in Arabic digits; None if no such number ends it."""
    last = name.words[-1]
    if last.letters[-1] not in _ROMAN_VALUES or not _ROMAN.fullmatch(last.letters):
        return None
    if any(last.marks) or any(last.tones):
        return None  # Vĩ is a word
    return Spelling.of("", (*name.words[:-1], spell_number(_roman_value(last.letters))))


def fits_designation(written: str | None, designation: str, level: str) -> int | None:
    """0: the unit's own or none written; 1: another, of a word that means this level only; None: contradicts.

    "thành phố" may be a province or a district, so that it stands for no other word, nor another word for it, but
    for "tỉnh", which can only be the province.
    """
    if written is None or written == designation:
        return 0
    for words in (_COMMUNE_WORDS, _DISTRICT_WORDS):
        if written in words and designation in words:
            return 1
    if written == _PROVINCE_WORD and designation == _CITY_WORD and level == "province":
        return 1
    return None


def levels_of(designation: str | None) -> frozenset[str]:
    """Levels that a written designation may mean."""
    if designation in _COMMUNE_WORDS:
        return frozenset({"commune"})
    if designation in _DISTRICT_WORDS:
        return frozenset({"district"})
    if designation == _PROVINCE_WORD:
        return frozenset({"province"})
    if designation == _CITY_WORD:
        return frozenset({"province", "district"})
    return frozenset()


def partings(segment: str) -> Iterator[list[str]]:
    """Ways to part a segment without separators, fewest cuts first: "42 Hà Tĩnh", "P.4 Q.3 TP.HCM"."""
    code = _CODE_FIRST.match(segment)
    before, rest = ([code[1]], segment[code.end() :]) if code else ([], segment)
    if code:
        yield [*before, rest]
    before_designations = {match.start() for match in _INNER_DESIGNATION.finditer(rest)}
    after_numbers = {match.end() for match in _NUMBERED.finditer(rest)}
    places = sorted(before_designations | after_numbers)[:_MOST_CUTS]
    for count in range(1, len(places) + 1):
        for cuts in combinations(places, count):
            ends = (*cuts, len(rest))
            yield before + [rest[start:end].strip() for start, end in zip((0, *cuts), ends, strict=True)]


def _roman_value(number: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in number]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _word_pattern(full: str) -> str:
    """The designation with any of its marks missing, its syllables joined or apart."""
    optional = "".join(f"{one}?" if re.fullmatch(_MARK, one) else one for one in full)
    return optional.replace("đ", "[đd]").replace(" ", r"\s*")


def _designation_pattern(full: str, abbreviation: str, touching: bool) -> str:
    after = r"(?:[\s.:]+|(?=[^\W_]))" if touching else r"(?:[\s.:]+|(?=[0-9]))"
    return rf"(?:(?P<word>{_word_pattern(full)})(?!{_MARK}){_AFTER_A_WORD}|(?:{abbreviation}){after})"


def _patterns() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """By the first letter: of each designation that may begin with it, the prepared word and the pattern."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for word, abbreviation in _ABBREVIATIONS.items():
        full = prepared(word)
        pattern = re.compile(_designation_pattern(full, abbreviation, word in _MAY_TOUCH_THE_NAME))
        for letter in {full[0], *_OTHER_FIRST_LETTERS.get(full[0], "")}:
            found[letter].append((full, pattern))
    for longer, word in _LONGER.items():
        full = prepared(longer)
        pattern = re.compile(rf"(?P<word>{_word_pattern(full)})(?!{_MARK})[\s.:]+")
        found[full[0]].append((prepared(word), pattern))
    return found


def _any_designation() -> str:
    return "|".join(
        _designation_pattern(prepared(word), abbreviation, touching=False).replace("(?P<word>", "(?:")
        for word, abbreviation in _ABBREVIATIONS.items()
    )


_DESIGNATIONS = _patterns()
_COMPLETE_WORDS = {
    full: {full, *(prepared(longer) for longer, short in _LONGER.items() if short == word)}
    for word, full in ((word, prepared(word)) for word in _ABBREVIATIONS)
}
_PREPARED_WORDS = sorted(_COMPLETE_WORDS, key=len, reverse=True)
_OFFICE = re.compile(
    rf"\s*(?:b\.?h\.?x\.?h|b\.?h\.?\s*{_word_pattern(prepared('xã hội'))}|{_word_pattern(prepared('bảo hiểm xã hội'))})"
    rf"(?!{_MARK})(?![^\W_])[\s.:-]*"
)
# Found where they overlap too: in "Ân Thi xã Phù Ủng" there is no thị xã, but a xã.
_INNER_DESIGNATION = re.compile(rf"(?<=[\s.])(?=(?:{_any_designation()})[^\W_])")
_NUMBERED = re.compile(rf"(?<![^\W_])(?:{_any_designation()})[0-9]+\s+(?=[^\W\d_])")

"""The vocabulary of claims, and a sentence as its words in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ansinh.indicators.catalogue import catalogue


class Word(StrEnum):
    """What a word or a phrase is to a claim; each with the one letter that patterns over sentences are made of."""

    INDICATOR = "I"
    SCHEME = "J"  # an indicator by its scheme alone
    COLLECTED = "T"
    BARE_RATE = "%"  # a share of what is not said
    WORK = "!"  # an indicator by the work it comes of
    ABOUT = "~"  # opens a clause, and a topic
    FOREIGN = "f"
    TOPIC = "o"
    UNIT = "U"
    WHOLE = "W"
    BEYOND = "b"
    PERIOD = "D"
    YEARS = "Y"
    BASE = "B"
    AMOUNT = "N"
    RANGE = "R"
    SHARE = "C"
    NUMBER = "z"  # of nothing known
    MODAL = "m"
    RISING = "r"
    FALLING = "l"
    STABLE = "s"
    RISING_MONTHS = "h"
    EVERY_YEAR = "y"
    EVERY_MONTH = "i"
    LEVEL_UP = "u"
    RISE = "k"
    FALL = "v"
    HIGHER = "g"
    LOWER = "j"
    COMPLETE_OVER = "O"
    REACH_OR_OVER = "Q"
    OVER = "V"
    COMPLETE = "F"
    REACH = "A"
    BE = "L"
    OTHER_PLAN = "p"
    PLAN = "P"
    THRESHOLD = "H"
    TARGET = "M"
    POPULATION_SHARE = "S"
    PARTS = "c"
    ALL_OF = "a"
    NONE_OF = "0"
    ANY_ONE = "1"
    SEVERAL = "q"
    FROM = "E"
    TO = "G"
    IN_TURN = "K"
    PLAN_RATE = "Z"
    WITHIN = "@"
    MOST_OF = "2"
    LEADING = "3"
    LAST = "4"
    HIGHEST = "5"
    LOWEST = "6"
    PLACED = "7"
    NEGATION = "n"
    THIS = "8"
    RESTRICTS = "9"
    REASON = "e"
    AND = "d"
    COMMA = ","
    COLON = ":"
    SEMICOLON = ";"
    OPEN = "w"
    CLOSE = "t"
    NAME = "X"  # unknown, and capitalised: most likely somebody's or some place's
    UNKNOWN = "x"
    FILLER = "_"


@dataclass(frozen=True)
class Entry:
    word: Word
    pattern: str
    value: str = ""


@dataclass(frozen=True)
class Match:
    entry: Entry
    found: re.Match[str]

    @property
    def end(self) -> int:
        return self.found.end()


class Lexicon:
    """Entries in their order, as one pattern: the first that fits at a place is taken."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries
        alternatives = (f"(?P<e{index}>{entry.pattern})(?!\\w)" for index, entry in enumerate(entries))
        self._pattern = re.compile("|".join(alternatives))
        self._names = _full_names()
        names = "|".join(map(re.escape, self._names))
        self._name = re.compile(f"(?:{names})(?!\\w| sau(?!\\w))")  # "so với kế hoạch năm sau cao hơn năm trước"

    def match(self, plain: str, position: int) -> Match | None:
        found = self._pattern.match(plain, position)
        if found is None or found.lastgroup is None:
            return None
        entry = self._entries[int(found.lastgroup.removeprefix("e"))]
        named = self._name.match(plain, position) if entry.word in _BEGIN_NAMES else None
        if named is None or named.end() < found.end():
            return Match(entry, found)
        return Match(Entry(Word.INDICATOR, "", self._names[named[0]]), named)


# As what a name's first words may be taken, where the whole name is longer.
_BEGIN_NAMES = frozenset(
    [Word.INDICATOR, Word.SCHEME, Word.BARE_RATE, Word.PLAN_RATE, Word.FOREIGN, Word.TOPIC, Word.FILLER]
)


@cache
def lexicon() -> Lexicon:
    text = (files("ansinh.reports.claims") / "vocabulary.yaml").read_text(encoding="utf-8")
    return Lexicon(list(_entries(_filled(yaml.safe_load(text)))))


def _filled(vocabulary: dict[str, Any]) -> dict[str, Any]:
    """With the parts put in; a part may hold later ones."""
    parts: dict[str, str] = vocabulary.pop("parts")

    def fill(entry: Any) -> Any:
        if isinstance(entry, str):
            for name, pattern in parts.items():
                entry = entry.replace(f"{{{name}}}", pattern)
            return entry
        if isinstance(entry, list):
            return "|".join(fill(one) for one in entry)
        return {name: fill(one) for name, one in entry.items()}

    return {name: fill(entry) for name, entry in vocabulary.items()}


# In the order in which they are tried; what is not named here is put together from others below.
_SINGLE = (
    ("negated_more", Word.FILLER),
    ("document", Word.UNKNOWN),
    ("rising_months", Word.RISING_MONTHS),
    ("rising", Word.RISING),
    ("falling", Word.FALLING),
    ("stable", Word.STABLE),
    ("every_month", Word.EVERY_MONTH),
    ("every_year", Word.EVERY_YEAR),
    ("compounds", Word.UNKNOWN),
    ("level_up", Word.LEVEL_UP),
    ("from", Word.FROM),
    ("to", Word.TO),
    ("in_turn", Word.IN_TURN),
    ("within", Word.WITHIN),
    ("leading", Word.LEADING),
    ("placed", Word.PLACED),
    ("last", Word.LAST),
    ("highest", Word.HIGHEST),
    ("lowest", Word.LOWEST),
    ("most_of", Word.MOST_OF),
    ("complete_over", Word.COMPLETE_OVER),
    ("reach_or_over", Word.REACH_OR_OVER),
    ("threshold", Word.THRESHOLD),
    ("other_plan", Word.OTHER_PLAN),
    ("planned", Word.FILLER),
    ("population_share", Word.POPULATION_SHARE),
)
_LATER = (
    ("about", Word.ABOUT),
    ("this", Word.THIS),
    ("modal", Word.MODAL),
    ("target", Word.TARGET),
    ("rise", Word.RISE),
    ("fall", Word.FALL),
    ("higher", Word.HIGHER),
    ("lower", Word.LOWER),
    ("over", Word.OVER),
    ("complete", Word.COMPLETE),
    ("reach", Word.REACH),
    ("be", Word.BE),
    ("all_of", Word.ALL_OF),
    ("several", Word.SEVERAL),
    ("parts_nouns", Word.PARTS),
    ("beyond", Word.BEYOND),
    ("whole", Word.WHOLE),
    ("any_one", Word.ANY_ONE),
    ("negation", Word.NEGATION),
    ("collected", Word.COLLECTED),
    ("restricts", Word.RESTRICTS),
    ("reason", Word.REASON),
    ("conjunction", Word.AND),
    ("fillers", Word.FILLER),
)


def _entries(vocabulary: dict[str, Any]) -> Iterator[Entry]:
    none_of, nouns = vocabulary["none_of"], vocabulary["parts_nouns"]
    yield Entry(Word.NONE_OF, f"(?:{none_of})(?= {nouns} nào)")
    for name, word in _SINGLE:
        yield Entry(word, vocabulary[name])
    yield from _plans(vocabulary)
    yield from (Entry(Word.INDICATOR, pattern, name) for name, pattern in vocabulary["indicators"].items())
    yield from (Entry(Word.BARE_RATE, pattern, name) for name, pattern in vocabulary["bare_rates"].items())
    yield from (Entry(Word.WORK, pattern, name) for name, pattern in vocabulary["works"].items())
    yield Entry(Word.PLAN_RATE, vocabulary["plan_rate"])
    yield Entry(Word.FOREIGN, vocabulary["foreign"])
    yield from _catalogue_names()
    yield Entry(Word.TOPIC, vocabulary["topics"])
    yield from (Entry(Word.SCHEME, pattern, name) for name, pattern in vocabulary["schemes"].items())
    for name, word in _LATER:
        yield Entry(word, vocabulary[name])


def _plans(vocabulary: dict[str, Any]) -> Iterator[Entry]:
    """ "kế hoạch", "kế hoạch thu năm 2020 được giao"."""
    plan, assigned = vocabulary["plan"], vocabulary["assigned"]
    for name, pattern in vocabulary["plan_of"].items():
        yield Entry(Word.PLAN, f"{plan} (?:{pattern}){assigned}", name)
    yield Entry(Word.PLAN, f"{plan}{assigned}")


def _full_names() -> dict[str, str]:
    """As the catalogue and the report's own sentences name them, longest first: one indicator, whatever others its
    name holds."""
    phrases = (files("ansinh.reports.sentences") / "vi.yaml").read_text(encoding="utf-8")
    nouns: dict[str, str] = yaml.safe_load(phrases)["nouns"]
    names = {one.name.vi.lower(): one.id for one in catalogue().indicators.values()}
    names |= {noun.lower(): name for name, noun in nouns.items()}
    return {name: names[name] for name in sorted(names, key=len, reverse=True)}


_OTHERWISE_READ = {"bhyt", "bhxh", "bhtn", "bhxh bắt buộc", "bhxh tự nguyện", "dân số"}


def _catalogue_names() -> Iterator[Entry]:
    """Longest first: the name of one may begin that of another."""
    names = {
        text.vi.lower(): one.id
        for one in catalogue().indicators.values()
        for text in (one.short, one.name)
        if text.vi.lower() not in _OTHERWISE_READ
    }
    for name in sorted(names, key=len, reverse=True):
        yield Entry(Word.INDICATOR, re.escape(name), names[name])

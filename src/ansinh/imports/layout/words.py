"""What the words of a header, a title or a label mean: read by the vocabulary, never guessed past an unknown word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from ansinh.imports.layout.mentions import Mention, mentions, without_mentions
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.measures import DISPLAY_UNITS, BaseUnit, DisplayUnit, UnitError, display_unit
from ansinh.kernel.names import fold
from ansinh.ledger.models import Kind

MEASURED_AGAINST = frozenset({"dat", "sovoi", "hoanthanh", "tang", "giam", "chenhlech"})
PEOPLE = frozenset({"nguoi", "tham", "gia", "laodong", "the", "doi", "tuong", "phattrien", "phattrienmoi", "danso"})
MONEY = frozenset({"thu", "phaithu", "no", "chamdong", "chi"})
SEXES = frozenset({"nam", "nữ", "male", "female"})
ONE_SCHEME = frozenset({"bb", "tn"})
SCHEMES = frozenset({"bhxh", "bhyt", "bhtn"})


class Role(StrEnum):
    """What becomes of a line's figures."""

    FIGURE = "figure"  # loaded
    REFERENCE = "reference"  # an earlier figure repeated: compared with the ledger
    DERIVED = "derived"  # follows from other columns: checked
    IN_PERIOD = "in-period"  # of the period alone: the ledger keeps what accumulates
    PASSED_OVER = "passed-over"


@dataclass(frozen=True)
class Meaning:
    """What a line (a column or a row) says of its figures; what it leaves open, the other line or the title says.

    ``measure``: as written; ``unknown``: words that nobody knows, in which case nothing of it is believed.
    """

    indicator: str | None = None
    kind: Kind | None = None
    mention: Mention | None = None
    measure: str = ""
    role: Role = Role.FIGURE
    words: frozenset[str] = frozenset()
    schemes: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.indicator or self.kind or self.mention or self.measure or self.role is not Role.FIGURE)


@dataclass(frozen=True)
class _Rule:
    indicator: str
    words: frozenset[str]
    one_of: frozenset[str]
    schemes: tuple[frozenset[str], ...]
    may: frozenset[str]

    def fits(self, words: frozenset[str], schemes: frozenset[str]) -> bool:
        if not self.words <= words or (self.one_of and not self.one_of & words):
            return False
        return schemes in self.schemes and words <= self.words | self.one_of | self.may

    @property
    def weight(self) -> int:
        return len(self.words) + bool(self.one_of)


@dataclass(frozen=True)
class Vocabulary:
    spellings: Sequence[tuple[re.Pattern[str], str]]
    kinds: Mapping[str, Kind]
    reference: frozenset[str]
    derived: frozenset[str]
    passed_over: frozenset[str]
    in_period: frozenset[str]
    to_date: frozenset[str]
    totals: re.Pattern[str]
    subtotals: re.Pattern[str]
    narrowing: re.Pattern[str]
    any: frozenset[str]
    generic: frozenset[str]
    rules: Sequence[_Rule]
    ratios: Sequence[_Rule]
    names: Mapping[str, str]

    @property
    def known(self) -> frozenset[str]:
        return self.reference | self.derived | self.passed_over | self.in_period | self.to_date | self.kinds.keys()


@cache
def vocabulary() -> Vocabulary:
    entry = yaml.safe_load((files("ansinh.imports.layout") / "vocabulary.yaml").read_text(encoding="utf-8"))
    people = frozenset(entry["people"])
    return Vocabulary(
        spellings=[
            (re.compile(rf"(?<![a-z0-9])(?:{written})(?![a-z0-9])"), word) for written, word in entry["spellings"]
        ],
        kinds={word: Kind[kind.upper()] for kind, words in entry["kinds"].items() for word in words},
        reference=frozenset(entry["reference"]),
        derived=frozenset(entry["derived"]),
        passed_over=frozenset(entry["passed_over"]),
        in_period=frozenset(entry["in_period"]),
        to_date=frozenset(entry["to_date"]),
        totals=_any_of(entry["totals"]),
        subtotals=_any_of(entry["subtotals"]),
        narrowing=_whole_words("|".join(f"(?:{one})" for one in entry["narrowing"])),
        any=frozenset(entry["any"]),
        generic=people | {"tien"},
        rules=[_rule(name, one, people) for name, rules in entry["indicators"].items() for one in rules],
        ratios=[_rule(name, one, people) for name, rules in entry["ratios"].items() for one in rules],
        names={
            _key(text): one.id
            for one in catalogue().indicators.values()
            for text in (one.id, one.name.vi, one.name.en, one.short.vi)
        },
    )


def _whole_words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _rule(indicator: str, entry: Mapping[str, Any], people: frozenset[str]) -> _Rule:
    may = entry.get("may", ())
    return _Rule(
        indicator,
        frozenset(entry.get("words", ())),
        frozenset(entry.get("one_of", ())),
        tuple(frozenset(schemes) for schemes in entry["schemes"]),
        people if may == "people" else frozenset(may),
    )


def read_words(path: Sequence[str]) -> Meaning:
    """What a header means. ``path``: its texts from the top one down, each once. The lowest text that names schemes
    says which are meant."""
    known = vocabulary()
    named = known.names.get(_key(path[-1])) if path else None
    parts = [_read_part(text) for text in path]
    words = frozenset(word for part in parts for word in part.words)
    schemes = next((part.schemes for part in reversed(parts) if part.schemes), frozenset())
    kinds = [part.kind for part in parts if part.kind is not None]
    meaning = Meaning(
        kind=kinds[-1] if kinds else None,
        mention=next((part.mention for part in reversed(parts) if part.mention), None),
        measure=next((part.measure for part in reversed(parts) if part.measure), ""),
        role=_role(words),
        words=words,
        schemes=schemes,
    )
    if named and len(path) == 1:
        indicator = catalogue()[named]
        to_load = indicator.reported or meaning.kind in (Kind.TARGET, Kind.THRESHOLD)
        return replace(meaning, indicator=named, role=Role.FIGURE if to_load else Role.DERIVED)
    if meaning.role is Role.PASSED_OVER:
        return meaning
    told = words - known.known - known.any
    rules = known.ratios if meaning.role is Role.DERIVED else known.rules
    if meaning.role is Role.DERIVED:
        told = words - known.any - (known.derived - {"tyle", "baophu"}) - known.kinds.keys()
    fitting = _fitting(rules, told, schemes)
    if fitting is not None:
        return replace(meaning, indicator=fitting)
    says_nothing = meaning.role is Role.DERIVED or (told <= known.generic and not schemes)
    return replace(meaning, unknown=() if says_nothing else tuple(sorted(told | schemes)))


def is_assigned(meaning: Meaning, kind: Kind | None) -> bool:
    """Whether a column of a ratio holds the ratio that was assigned, rather than what came out: a ratio follows from
    its two figures, but a target or a threshold may be set for one."""
    if meaning.indicator is None or kind not in (Kind.TARGET, Kind.THRESHOLD):
        return False
    return catalogue()[meaning.indicator].unit is BaseUnit.PERCENT and not meaning.words & MEASURED_AGAINST


def says_to_date(text: str) -> bool:
    """Whether a text says that figures accumulate since 1 January."""
    return bool(read_words([text]).words & vocabulary().to_date)


def says_up_to(text: str) -> bool:
    """Whether a text says that a day is the last of a run: "đến ngày 28/4/2023"."""
    return re.search(r"\b(?:den|het|tinh den)\b", fold(text)) is not None


def narrowed(titles: Sequence[str]) -> tuple[str, ...]:
    """The parts of a whole that titles name: "BHYT hộ gia đình" over a table is not all of BHYT."""
    return tuple(dict.fromkeys(match[0] for title in titles for match in vocabulary().narrowing.finditer(fold(title))))


def contradicts(meaning: Meaning, titles: Sequence[str]) -> tuple[str, ...]:
    """What the nearest title that speaks of schemes says that the indicator of a header is not about: "Số thu" under
    "THU BHYT" is not what all three schemes collected."""
    if meaning.indicator is None:
        return ()
    if catalogue()[meaning.indicator].unit is BaseUnit.PERSON and not meaning.words & PEOPLE and not meaning.measure:
        return _of_money(titles)
    if meaning.schemes or meaning.words & ONE_SCHEME:
        return ()
    rules = [rule for rule in vocabulary().rules if rule.indicator == meaning.indicator and any(rule.schemes)]
    for title in reversed(titles):
        said = read_words([title])
        if not said.schemes or not any((rule.words | rule.one_of) & said.words for rule in rules):
            continue
        one = said.words & ONE_SCHEME
        fits = any(said.schemes in rule.schemes for rule in rules) and len(one) != 1
        return () if fits else tuple(sorted(said.schemes | one))
    return ()


def _of_money(titles: Sequence[str]) -> tuple[str, ...]:
    """The words of the nearest title that speaks of money, and not of people: "BHYT" under "SỐ THU" is no person."""
    for title in reversed(titles):
        said = read_words([title]).words
        if said & PEOPLE:
            return ()
        if said & MONEY:
            return tuple(sorted(said & MONEY))
    return ()


def _fitting(rules: Iterable[_Rule], words: frozenset[str], schemes: frozenset[str]) -> str | None:
    fitting = [rule for rule in rules if (words or schemes) and rule.fits(words, schemes)]
    most = max((rule.weight for rule in fitting), default=0)
    names = {rule.indicator for rule in fitting if rule.weight == most}
    return names.pop() if len(names) == 1 else None


def _role(words: frozenset[str]) -> Role:
    known = vocabulary()
    if words & known.passed_over and not (words & known.derived or words & SCHEMES):
        return Role.PASSED_OVER
    if words & known.derived:
        return Role.DERIVED
    if words & known.reference:
        return Role.REFERENCE
    if words & known.in_period and not words & known.to_date:
        return Role.IN_PERIOD
    return Role.FIGURE


@lru_cache(maxsize=20_000)
def _read_part(text: str) -> Meaning:
    """One text of a header by itself."""
    known = vocabulary()
    if text.strip().lower() in SEXES:
        return Meaning(words=frozenset({"gioitinh"}))  # without its mark, "Nam" would be "năm"
    folded = fold(text)
    measure, rest = _without_measure(folded)
    for pattern, word in known.spellings:
        rest = pattern.sub(word, rest)
    found = mentions(rest)
    rest = without_mentions(rest)
    tokens = re.findall(r"[a-z0-9]+|%", rest)
    words = frozenset(token for token in tokens if token not in SCHEMES and not _is_enumeration(token))
    if measure == "%":
        words |= {"%"}
    kinds = {known.kinds[word] for word in words & known.kinds.keys()}
    return Meaning(
        kind=_kind(kinds),
        mention=found[-1] if found else None,
        measure=measure,
        words=words,
        schemes=frozenset(token for token in tokens if token in SCHEMES),
    )


def _kind(kinds: set[Kind]) -> Kind | None:
    for kind in (Kind.THRESHOLD, Kind.ESTIMATE, Kind.TARGET, Kind.ACTUAL):
        if kind in kinds:
            return kind
    return None


def _is_enumeration(token: str) -> bool:
    """(1), (2) … or I, II …: the number of a column or of a heading."""
    return token.isdigit() or token in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "a", "b", "c")


_MEASURE_SAID = re.compile(r"(?:don vi(?: tinh)?|dvt)(?: ?[-/] ?unit)? ?[:：] ?([^()]+)")
_IN_PARENTHESES = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_AFTER_A_COMMA = re.compile(r"[,;:/-] *([^,;:/()-]+)$")


def measures_said(text: str) -> tuple[str, ...]:
    """What a line like “ĐVT: nghìn người, tỷ đồng” says; empty when it is none."""
    match = _MEASURE_SAID.search(fold(text))
    if match is None:
        return ()
    named = (part.strip(" .") for part in re.split(r"[,;–]| - | va ", match[1].strip(" .")))
    return tuple(part for part in named if as_measure(part))


def measures_of_title(text: str) -> tuple[str, ...]:
    """The units of measure that a title names: “ĐVT: …”, in parentheses, after a comma, or alone in its cell."""
    said = measures_said(text)
    if said:
        return said
    written = _without_measure(fold(text))[0]
    return (written,) if written else ()


def as_measure(written: str, expected: BaseUnit | None = None) -> DisplayUnit | None:
    try:
        return display_unit(written, expected)
    except UnitError:
        return None


def measure_of(written: str, expected: BaseUnit) -> DisplayUnit | None:
    """The unit of measure for figures of the expected base; persons insured are counted in cards as well. None if it
    is none, or of something else."""
    unit = as_measure(written, expected)
    if unit is not None and unit.base is BaseUnit.CARD and expected is BaseUnit.PERSON:
        return next(one for one in DISPLAY_UNITS if (one.base, one.power_of_ten) == (expected, unit.power_of_ten))
    return unit if unit is not None and unit.base is expected else None


def _without_measure(folded: str) -> tuple[str, str]:
    """The unit of measure that a header names, and the rest of it."""
    said = measures_said(folded)
    if said:
        return said[0], _MEASURE_SAID.sub(" ", folded)
    if as_measure(folded) and folded not in ("don vi", "nguoi", "luot"):
        return folded, ""
    for match in _IN_PARENTHESES.finditer(folded):
        if as_measure(match[1].strip(" .")):
            return match[1].strip(" ."), f"{folded[: match.start()]} {folded[match.end() :]}"
    after = _AFTER_A_COMMA.search(folded)
    if after and as_measure(after[1].strip()):
        return after[1].strip(), folded[: after.start()]
    return "", folded


def is_total(text: str) -> bool:
    """Whatever stands beside it in parentheses, or in another language: "CẢ NƯỚC - WHOLE COUNTRY"."""
    plain = re.sub(r"\([^()]*\)", " ", text)
    parts = (plain, *re.split(r"\s[-–/]\s|\n", plain)[:1])
    return any(vocabulary().totals.fullmatch(_label(part)) for part in parts)


def is_subtotal(text: str) -> bool:
    return vocabulary().subtotals.fullmatch(_label(text)) is not None


def _label(text: str) -> str:
    """A row's label without the number before it and the marks around it."""
    plain = re.sub(r"[^a-z0-9 ]+", " ", fold(text))
    return re.sub(r"^(?:[ivx]+|[0-9]+|[a-z]) (?=[a-z])", "", " ".join(plain.split()))


def _key(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9_%]+", fold(text)))

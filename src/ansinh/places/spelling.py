"""Whether a name as written can be a name as it is: the same, less of it, or another usual spelling.

What is written may lack marks, letter by letter ("Đak Lak", "Thừa Thien Hue"); it may not contradict: "Phù Mỹ" is
never "Phú Mỹ". A tone belongs to its syllable, on whichever letter it is written: "Hoà" is "Hòa".

Other usual spellings, weaker than the name itself:

- i for y and y for i, alone as the vowel of an open syllable or before another vowel at its beginning: Mỹ/Mĩ, Quy/Qui,
  Ia/Ya. Not after a vowel: Thúy is not Thúi, Tây is not Tâi.
- c for k and k for c, but not before h: Bắc Cạn/Bắc Kạn, Đắc Lắc/Đắk Lắk. Khánh is not Chánh.
- syllables joined, or one parted: Kontum, Plei Ku. Not both: An Ông is not A Nông.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from ansinh.kernel.names import TONES, decomposed

_APOSTROPHES = "'’‘ʼ`´′"
_DASHES = "-‐‑‒–—−"
_LOOKS_STROKED = str.maketrans(
    "ðɖ", "đđ"
)  # Icelandic and African letters whose capitals look like Đ; old fonts had them
_MARKS = "\u0300-\u036f"
_MARKED = re.compile(rf"[đ{_MARKS}]")
_WORD_OR_DASH = re.compile(rf"((?:[^\W_]|[{_MARKS}{_APOSTROPHES}])+)|([{_DASHES}]+)")
_NUMBER = re.compile("[0-9]+")
_VOWELS = frozenset("aeiouy")
_ALIKE = str.maketrans("yk", "ic")
_STOPS = ("p", "t", "c", "ch", "k")


class Fault(IntFlag):
    """What is wrong with a written name; in their order as numbers, the least first."""

    NONE = 0
    LACKING = 1  # marks, an apostrophe or a dash
    OTHERWISE = 2  # spelled another usual way


class Word(NamedTuple):
    """The sequences have one item for each letter of ``letters``."""

    letters: str  # bare
    marks: tuple[str, ...]
    tones: tuple[str, ...]
    exact: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name taken apart."""

    exact: str  # equal for two names that differ only in case, spaces, encoding or the place of a tone
    words: tuple[Word, ...]  # apostrophes do not part them; dashes are in ``exact`` only
    letters: str  # of all words

    @classmethod
    def of(cls, exact: str, words: Iterable[Word]) -> "Spelling":
        kept = tuple(word for word in words if word.letters)
        return cls(exact, kept, "".join([word.letters for word in kept]))

    @property
    def key(self) -> str:
        """Equal for all names that might be spellings of each other; and for some that are not."""
        return self.letters.translate(_ALIKE)

    @property
    def marks(self) -> tuple[str, ...]:
        """For each of ``letters``; empty for none."""
        return tuple(chain.from_iterable([word.marks for word in self.words]))

    @property
    def tones(self) -> tuple[str, ...]:
        """As ``marks``."""
        return tuple(chain.from_iterable([word.tones for word in self.words]))

    @property
    def bare_words(self) -> list[str]:
        return [word.letters for word in self.words]


def prepared(text: str) -> str:
    """Lower case, marks apart, every Đ the Vietnamese one: what `spell` and the patterns of `written` read."""
    return decomposed(text).translate(_LOOKS_STROKED)


def is_plain(text: str) -> bool:
    """Whether nothing of a prepared text has a mark: then it cannot be told whether its writer omits them."""
    return not _MARKED.search(text)


def spell(text: str) -> Spelling:
    """Take apart a `prepared` text."""
    pieces = [_spell_word(word) if word else _A_DASH for word, _dash in _WORD_OR_DASH.findall(text)]
    return Spelling.of(" ".join([piece.exact for piece in pieces]).strip(" -'"), pieces)


def spell_number(number: int) -> Word:
    return _spell_word(str(number))


_A_DASH = Word("", (), (), "-")


@lru_cache(maxsize=20_000)  # more than there are syllables in use
def _spell_word(word: str) -> Word:
    letters: list[str] = []
    marks: list[str] = []
    tones: list[str] = []
    exact = ""
    for character in word:
        if character in TONES:
            if tones:
                tones[-1] += character
        elif character in _APOSTROPHES:
            exact += "'"
        elif character.isalnum():
            letters.append("d" if character == "đ" else character)
            marks.append("đ" if character == "đ" else "")
            tones.append("")
            exact += character
        elif marks:
            marks[-1] += character
            exact += character
    bare, exact = "".join(letters), exact + "".join(tones)
    if len(bare) > 1 and bare[0] == "0" and _NUMBER.fullmatch(bare):
        bare = bare.lstrip("0") or "0"  # 04 is 4, though not exactly
        marks, tones = [""] * len(bare), [""] * len(bare)
    return Word(bare, tuple(marks), tuple(tones), exact)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is, made ready to be compared with many written ones."""

    spelling: Spelling
    syllable_tones: tuple[str, ...]  # for each letter, the tone of its syllable
    exchangeable: frozenset[int]  # letters that another usual spelling writes otherwise

    @classmethod
    def of(cls, spelling: Spelling) -> "Name":
        syllable_tones: list[str] = []
        exchangeable: set[int] = set()
        for word in spelling.words:
            start, length = len(syllable_tones), len(word.letters)
            exchangeable |= {start + place for place in range(length) if _is_exchangeable(word.letters, place)}
            syllable_tones += ["".join(word.tones)] * length
        return cls(spelling, tuple(syllable_tones), frozenset(exchangeable))

    def fault_of(self, written: Spelling) -> Fault | None:
        """None where the written name contradicts this one."""
        own = self.spelling
        if written.exact == own.exact:
            return Fault.NONE
        if len(written.letters) != len(own.letters):
            return None
        for mark, own_mark, tone, own_tone in zip(
            written.marks, own.marks, written.tones, self.syllable_tones, strict=True
        ):
            if (mark and mark != own_mark) or (tone and tone not in own_tone):
                return None
        if written.bare_words == own.bare_words:
            return Fault.LACKING
        if not self._spelled_otherwise(written):
            return None
        return Fault.OTHERWISE if self._has_all_marks(written) else Fault.OTHERWISE | Fault.LACKING

    def has_syllables_of(self, written: Spelling) -> bool:
        """Whether a written name that fits has the same syllables, spelled another way or with fewer marks on their
        letters: Phú Quý and Phú Quí, Cang and Căng. A tone left out makes another syllable (Thanh, Thạnh), but where
        no Vietnamese syllable lacks one, before a final stop: Đăk and Đắk."""
        if written.bare_words != self.spelling.bare_words:
            return self._has_all_marks(written)
        return all(
            "".join(sorted(word.tones)) == "".join(sorted(own.tones))
            or (not any(word.tones) and word.letters.endswith(_STOPS))
            for word, own in zip(written.words, self.spelling.words, strict=True)
        )

    def _has_all_marks(self, written: Spelling) -> bool:
        own = self.spelling
        return "".join(written.marks) == "".join(own.marks) and "".join(written.tones) == "".join(own.tones)

    def _spelled_otherwise(self, written: Spelling) -> bool:
        ends, own_ends = (set(accumulate(map(len, one.bare_words))) for one in (written, self.spelling))
        if not (ends <= own_ends or own_ends <= ends):
            return False
        pairs = zip(written.letters, self.spelling.letters, strict=True)
        return all(
            one == other or (place in self.exchangeable and one.translate(_ALIKE) == other.translate(_ALIKE))
            for place, (one, other) in enumerate(pairs)
        )


def _is_exchangeable(word: str, place: int) -> bool:
    letter, before, after = word[place], word[:place], word[place + 1 :]
    if letter in "ck":
        return not after.startswith("h")
    if letter not in "iy":
        return False
    opens = not before and after[:1] in _VOWELS  # Ia, Ya; alone, it is open as well
    closes = not after and (before[-1:] not in _VOWELS or before.endswith("qu"))
    return opens or closes

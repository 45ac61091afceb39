"""Text typed before Unicode: a legacy font shows Vietnamese where the text holds other letters ("B¶o hiÓm x· héi").

TCVN3 (also called ABC: the fonts .VnTime, .VnArial ...) has one character for each letter; capitals with a tone are
small letters in a font of capitals (.VnTimeH). VNI (VNI-Times ...) writes a letter and then its marks as another one.
Both arrive as Latin-1 text. A text is taken for legacy only when what it becomes is Vietnamese, syllable by syllable,
and what it is now is not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from itertools import chain

from ansinh.kernel.syllables import is_syllable


class LegacyEncoding(StrEnum):
    """The values are their names, as a person knows them."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


# Positions from TCVN 5712:1993, VN3; ư is the soft hyphen of Latin-1.
_TCVN3_CODES = (
    "A1A2A3A4A5A6A7A8A9AAABACADAE"
    "B5B6B7B8B9BBBCBDBEC6C7C8C9CACBCCCECFD0D1D2D3D4D5D6D7D8DCDDDEDFE1E2E3E4E5E6E7E8E9EAEBECEDEEEFF1F2F3F4F5F6F7F8F9"
    "FAFBFCFDFE"
)
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
TCVN3 = dict(zip(bytes.fromhex(_TCVN3_CODES).decode("latin-1"), _TCVN3_LETTERS, strict=True))
_TCVN3_TABLE = str.maketrans(TCVN3)

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """What is written → the letter, in small letters and capitals; a mark may be of either case."""
    table = dict(_VNI_LETTERS)
    for letter in "aeouyôö":
        for written, mark in _VNI_TONES.items():
            table[letter + written] = _VNI_LETTERS.get(letter, letter) + mark
    for letter in "aeo":
        table |= {letter + written: letter + _CIRCUMFLEX + mark for written, mark in _VNI_CIRCUMFLEX.items()}
    table |= {"a" + written: "a" + _BREVE + mark for written, mark in _VNI_BREVE.items()}
    table = {written: unicodedata.normalize("NFC", letter) for written, letter in table.items()}
    cased = dict(table)
    for written, letter in table.items():
        cased |= {
            written.upper(): letter.upper(),
            written[0].upper() + written[1:]: letter.upper(),
            written[0] + written[1:].upper(): letter,
        }
    return cased


VNI = _vni_table()
_VNI_WRITTEN = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))

_WORD = re.compile(r"[^\W\d_\u00aa\u00ba]*[\u0080-\uffff][^\s\d!-/:-@\[-`{-~]*|[^\W\d_]+")
_BEYOND_LATIN1 = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u0323Ạ-ỹ]")
_LETTERS = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile("[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*")  # at least two that no font has changed
_SMALL = re.compile("[a-z]")
ENOUGH_WORDS = 3
"""Distinct words that can only be legacy text, from which on a sheet is believed to be typed in that encoding."""


def convert(text: str, encoding: LegacyEncoding) -> str:
    """What a person sees in the encoding's font, in NFC."""
    if encoding is LegacyEncoding.TCVN3:
        return _with_capitals(text.translate(_TCVN3_TABLE))
    return _VNI_WRITTEN.sub(lambda written: VNI[written[0]], text)


def _with_capitals(text: str) -> str:
    """NGƯờI LậP → NGƯỜI LẬP: a word of capitals is one to its last letter, and so is a line without a small one."""
    restored = _LETTERS.sub(lambda word: word[0].upper() if _CAPITALS.fullmatch(word[0]) else word[0], text)
    return restored if restored == text or _SMALL.search(text) else text.upper()


def font_encoding(font: str) -> LegacyEncoding | None:
    name = font.lower()
    if name.startswith(".vn"):
        return LegacyEncoding.TCVN3
    return LegacyEncoding.VNI if name.startswith(("vni-", "vni ")) else None


def is_capital_font(font: str) -> bool:
    """.VnTimeH shows small letters as capitals."""
    return font_encoding(font) is LegacyEncoding.TCVN3 and font.endswith("H")


def is_unicode_vietnamese(text: str) -> bool:
    """Whether it has a letter that only Vietnamese has: no legacy text does."""
    return _BEYOND_LATIN1.search(text) is not None


def certain_words(text: str, encoding: LegacyEncoding) -> set[str]:
    """The words of the text, converted, if it is certain by itself to be legacy text of this encoding; else none.

    Certain: without letters that only Unicode Vietnamese has, each word with a letter beyond ASCII becomes a Vietnamese
    syllable, and at least one of them is none now.
    """
    if is_unicode_vietnamese(text):
        return set()
    words = _marked_words(text)
    becoming = [convert(word, encoding) for word in words]
    if not all(map(is_syllable, becoming)) or all(map(is_syllable, words)):
        return set()
    return {now for word, now in zip(words, becoming, strict=True) if now != word and len(word) > 1}


def encodings_of(texts: Iterable[str]) -> tuple[LegacyEncoding, ...]:
    """The encodings that some of these texts of one sheet were certainly typed in; the likelier one first."""
    kept = list(texts)
    counted = Counter(
        {one: len(set(chain.from_iterable(certain_words(text, one) for text in kept))) for one in LegacyEncoding}
    )
    return tuple(one for one, words in counted.most_common() if words >= ENOUGH_WORDS)


def from_legacy(text: str, encoding: LegacyEncoding, *, alone: bool) -> str | None:
    """The text converted; None where it is not of this encoding. For text of a sheet that is, by ``encodings_of``.

    ``alone``: no text of the sheet is Unicode Vietnamese, so that what could be either is legacy ("hé" is hộ).
    """
    if is_unicode_vietnamese(text):
        return None
    words = _marked_words(text)
    becoming = [convert(word, encoding) for word in words]
    if becoming == words:
        return None
    syllables = sum(map(is_syllable, becoming))
    if all(map(is_syllable, words)):
        return convert(text, encoding) if alone and syllables == len(words) else None
    # Names of other languages among the words are no syllables in any encoding.
    return convert(text, encoding) if 2 * syllables >= len(words) else None


def _marked_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]

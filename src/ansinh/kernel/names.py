"""Vietnamese names: how they are found whatever the typing, and the order in which a dictionary puts them."""

import re
import unicodedata
from string import digits

_MARKS = "\u0300-\u036f"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền, hỏi, ngã, sắc, nặng
_NO_TONE = "0"
LETTER_MARKS = "\u0302\u0306\u031b"  # circumflex, breve and horn: not tones, they make â ă ơ letters of their own
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"  # f j w z where Latin has them
_CODES = {letter: str(10 + position) for position, letter in enumerate(_ALPHABET)}
_FOREIGN_CODE = str(10 + len(_ALPHABET))
_APOSTROPHES = str.maketrans("", "", "'’ʼ")  # M'gar is one word
_LETTER = re.compile(rf"[^{_MARKS}][{_MARKS}]*")
_WORD = re.compile(rf"[0-9]+|(?:[^\W\d_][{_MARKS}]*)+")
_LONGEST_NUMBER = 26


def fold(text: str) -> str:
    """The text for searching: lower case, no diacritics, single spaces, so that Hòa, Hoà and HOA are all ``hoa``."""
    bare = "".join(character for character in decomposed(text) if not unicodedata.combining(character))
    return " ".join(bare.replace("đ", "d").split())


def without_marks(text: str) -> str:
    """For readers of English: "Đắk Lắk" is "Dak Lak"."""
    bare = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return bare.replace("đ", "d").replace("Đ", "D")


def sort_key(text: str) -> str:
    """The key that puts names in Vietnamese dictionary order: word by word, a word's letters first, then its tone.

    Upper and lower case, the letter a tone is written on, and punctuation do not matter. Numbers come before letters,
    in the order of their values.
    """
    # The key holds only [0-9a-z], so that it sorts the same under any database collation. A letter is two digits from
    # 10 on; a word ends in 0 and its tone (00 to 05), hence before any longer word; a number starts with 0 and a
    # letter that counts its digits (0a, 0b ...), hence after the end of a word, before any letter, and by value. No
    # two letters stand together, so that no collation can take them for one (as Czech does ch, Danish aa).
    words = _WORD.findall(decomposed(text).translate(_APOSTROPHES))
    return "".join(_number_key(word) if word[0] in digits else _word_key(word) for word in words)


def decomposed(text: str) -> str:
    """Lower case with every mark a character of its own; decomposed twice, since lower case may compose again."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())


def _word_key(word: str) -> str:
    tone = next((TONES[mark] for mark in word if mark in TONES), _NO_TONE)
    return "".join(map(_letter_code, _LETTER.findall(word))) + "0" + tone


def _letter_code(letter: str) -> str:
    base = letter[0]
    with_marks = unicodedata.normalize("NFC", base + "".join(mark for mark in letter if mark in LETTER_MARKS))
    return _CODES.get(with_marks) or _CODES.get(base, _FOREIGN_CODE)


def _number_key(number: str) -> str:
    significant = number.lstrip("0") or "0"
    length = chr(ord("a") + min(len(significant), _LONGEST_NUMBER) - 1)
    return f"0{length}{significant}"

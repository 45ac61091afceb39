"""Text as it was typed before Unicode: for the fonts .VnTime and VNI-Times, and in the Windows code page."""

import unicodedata

from ansinh.kernel.legacy_fonts import TCVN3, VNI

TONES = "\u0300\u0301\u0303\u0309\u0323"  # in code page 1258 a byte after the letter, except of some letters

_TCVN3_OF = {letter: written for written, letter in TCVN3.items()}
_VNI_OF = {letter: written for written, letter in reversed(VNI.items())}


def tcvn3(text: str) -> str:
    """One character for each letter. There are no capitals with a tone: .VnTimeH shows small letters as capitals."""
    return "".join(_TCVN3_OF.get(letter) or _TCVN3_OF.get(letter.lower(), letter) for letter in _whole(text))


def vni(text: str) -> str:
    """A letter, then its marks as a letter of their own."""
    return "".join(_VNI_OF.get(letter, letter) for letter in _whole(text))


def windows_1258(text: str) -> bytes:
    return b"".join(_bytes_1258(letter) for letter in _whole(text))


def _bytes_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in apart if mark in TONES)
        return _whole(apart.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")


def _whole(text: str) -> str:
    return unicodedata.normalize("NFC", text)

"""Vietnamese names of areas: designation and name apart, one placement of tone marks, one key to compare by."""

import re
import unicodedata

DESIGNATIONS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_ON_THE_LAST_VOWEL = re.compile(r"(?<![qQ])([oOuU])([àáảãạèéẻẽẹỳýỷỹỵ])(?!\w)")
_OPEN_PAIRS = frozenset({"oa", "oe", "uy"})


def split_designation(full_name: str) -> tuple[str, str]:
    """ "Thị Trấn Ái Tử" is ("thị trấn", "Ái Tử"); "Phường 4" is ("phường", "4").

    Raises ValueError when the name begins with no designation.
    """
    lowered = full_name.lower()
    for designation in DESIGNATIONS:
        if lowered.startswith(designation + " "):
            return designation, tone_mark_placed(full_name[len(designation) + 1 :].strip())
    raise ValueError(f"no designation in “{full_name}”")


def tone_mark_placed(name: str) -> str:
    """One placement in syllables that end in oa, oe, uy: on the first vowel (Hòa, Thủy), never after q (Quý)."""
    return _TONE_ON_THE_LAST_VOWEL.sub(_on_the_first_vowel, unicodedata.normalize("NFC", name))


def comparable(name: str) -> str:
    """Equal for two spellings of a name that differ in the placement of tone marks or in capitals only."""
    return tone_mark_placed(name).casefold()


def _on_the_first_vowel(match: re.Match[str]) -> str:
    first, second = match[1], unicodedata.normalize("NFD", match[2])
    bare, tone = second[0], second[1:]
    if first.lower() + bare not in _OPEN_PAIRS or tone not in _TONES:
        return match[0]
    return unicodedata.normalize("NFC", first + tone) + bare

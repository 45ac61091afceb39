"""Text as it was typed for the fonts before Unicode, and in the Windows code page of Vietnamese."""

import unicodedata

_TONES = {"\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0301": "'", "\u0323": "."}

_TCVN3_SMALL = dict(
    zip(
        "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâđêôơư",
        "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©®ª«¬\u00ad",
        strict=True,
    )
)
_TCVN3 = _TCVN3_SMALL | dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))


def tcvn3(text: str) -> str:
    """As the fonts .VnTime, .VnArial have it: one character each. Capitals with tones do not exist there, they are
    small letters in a font of capitals (.VnTimeH)."""
    small = (letter if letter in _TCVN3 else letter.lower() for letter in unicodedata.normalize("NFC", text))
    plain = zip(unicodedata.normalize("NFC", text), small, strict=True)
    return "".join(_TCVN3.get(low, letter) for letter, low in plain)


_VNI_WHOLE = dict(zip("íìỉĩịỵđơưÍÌỈĨỊỴĐƠƯ", "íìæóòîñôöÍÌÆÓÒÎÑÔÖ", strict=True))
_VNI_TONES = {"'": "ù", "`": "ø", "?": "û", "~": "õ", ".": "ï", "": ""}
_VNI_CIRCUMFLEX = {"'": "á", "`": "à", "?": "å", "~": "ã", ".": "ä", "": "â"}
_VNI_BREVE = {"'": "é", "`": "è", "?": "ú", "~": "ü", ".": "ë", "": "ê"}


def vni(text: str) -> str:
    """As the fonts VNI-Times, VNI-Helve have it: a letter, then its marks as a letter of their own."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(letter: str) -> str:
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    apart = unicodedata.normalize("NFD", letter)
    base, marks = apart[0], apart[1:]
    if not marks:
        return letter
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), "")
    table = _VNI_CIRCUMFLEX if "\u0302" in marks else _VNI_BREVE if "\u0306" in marks else _VNI_TONES
    stem = _VNI_WHOLE[unicodedata.normalize("NFC", base + "\u031b")] if "\u031b" in marks else base
    return stem + (table[tone].upper() if letter.isupper() else table[tone])


def windows_1258(text: str) -> bytes:
    """Letters with their shape are one byte, a tone that no letter has there is a byte after it."""
    return b"".join(map(_letter_1258, unicodedata.normalize("NFC", text)))


def _letter_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in marks if mark in _TONES)
        return unicodedata.normalize("NFC", marks.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")

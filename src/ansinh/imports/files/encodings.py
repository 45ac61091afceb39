"""The encoding of a text file that does not say it: the one in which its words are Vietnamese."""

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable

from ansinh.kernel.legacy_fonts import LegacyEncoding, convert
from ansinh.kernel.syllables import is_syllable

_SAMPLE = 2**18
_ENOUGH = 0.5  # of the words with a letter beyond ASCII
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")

# RFC 1456: VISCII has letters at six places of control characters, and at all from 80 on.
_VISCII_UPPER = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
VISCII = dict(enumerate(_VISCII_UPPER, 0x80)) | {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 20: "Ỷ", 25: "Ỹ", 30: "Ỵ"}


class EncodingUnknownError(ValueError):
    """The bytes are no text in any of the encodings."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text in NFC, and its encoding as a person knows it. Raises EncodingUnknownError."""
    text, encoding = _unicode(content) or _eight_bits(content)
    if _NO_TEXT.search(text):
        raise EncodingUnknownError
    return unicodedata.normalize("NFC", text), encoding


def _unicode(content: bytes) -> tuple[str, str] | None:
    for mark, codec in ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(codec), "UTF-8" if mark == BOM_UTF8 else "UTF-16"
            except UnicodeDecodeError:
                raise EncodingUnknownError from None
    if b"\0" in content[:_SAMPLE]:
        return _unmarked_utf16(content)
    try:
        return content.decode(), "UTF-8"
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(content: bytes) -> tuple[str, str]:
    """Figures and separators are ASCII: every other byte of them is zero."""
    sample = content[:_SAMPLE]
    codec = "utf-16-be" if sample[0::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    try:
        return content.decode(codec), "UTF-16"
    except UnicodeDecodeError:
        raise EncodingUnknownError from None


def _eight_bits(content: bytes) -> tuple[str, str]:
    # In this order where two read it equally well: the first ones agree on most letters.
    readings = ((name, read, _share(read, content[:_SAMPLE])) for name, read in _READINGS.items())
    name, read, share = max(readings, key=lambda reading: reading[2])
    if share < _ENOUGH:
        name, read = "Windows-1252", _windows("cp1252")
    text = read(content)
    if text is None:
        raise EncodingUnknownError
    return text, name


def _share(read: Callable[[bytes], str | None], sample: bytes) -> float:
    """Of the different words with a letter beyond ASCII, those that are Vietnamese syllables."""
    text = read(sample)
    words = {word for word in _WORD.findall(text or "") if not word.isascii()}
    return sum(map(is_syllable, words)) / len(words) if words else 0


def _windows(codec: str) -> Callable[[bytes], str | None]:
    def read(content: bytes) -> str | None:
        try:
            return unicodedata.normalize("NFC", content.decode(codec))
        except UnicodeDecodeError:
            return None

    return read


def _viscii(content: bytes) -> str:
    return content.decode("latin-1").translate(VISCII)


def _tcvn3(content: bytes) -> str:
    return convert(content.decode("latin-1"), LegacyEncoding.TCVN3)


def _vni(content: bytes) -> str | None:
    text = _windows("cp1252")(content)
    return None if text is None else convert(text, LegacyEncoding.VNI)


_READINGS: dict[str, Callable[[bytes], str | None]] = {
    "Windows-1258": _windows("cp1258"),
    "Windows-1252": _windows("cp1252"),
    "TCVN3": _tcvn3,
    "VNI": _vni,
    "VISCII": _viscii,
}

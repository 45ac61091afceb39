"""How wide texts are in the font of the charts, to the thousandth: what is measured is never cut off."""

import unicodedata
from functools import cache

from ansinh.charts.specifications import FONT_SIZE

# Advance widths of Tinos, which are those of Times New Roman, in thousandths of the font size.
_REGULAR = {
    180: "'",
    200: "|",
    250: " ,.\N{NO-BREAK SPACE}",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr",
    389: "Js",
    408: '"',
    444: "?acez“”",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxyđ–",
    529: "ơ",
    541: "~",
    542: "ư",
    549: "≈≥≤",
    556: "FPS",
    564: "+<=>−",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐƠ",
    776: "Ư",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
}
_BOLD = {
    220: "|",
    250: " ,.\N{NO-BREAK SPACE}",
    278: "'/\\il",
    333: "!()-:;[]`fjt",
    389: "Is",
    394: "{}",
    444: "cerz",
    500: "#$*0123456789?J_agovxy–“”",
    520: "~",
    549: "≈≥≤",
    554: "ơ",
    555: '"',
    556: "Sbdhknpquđ",
    570: "+<=>−",
    581: "^",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQƠ",
    796: "Ư",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W",
}
_WIDTHS = {
    bold: {letter: width for width, letters in table.items() for letter in letters}
    for bold, table in ((False, _REGULAR), (True, _BOLD))
}
_WIDEST = 1000
_HORN = "\N{COMBINING HORN}"  # part of the letter; all other marks stand above or below it


def text_width(text: str, size: float = FONT_SIZE, *, bold: bool = False) -> float:
    return size * sum(_letter_width(letter, bold) for letter in unicodedata.normalize("NFC", text)) / 1000


@cache
def _letter_width(letter: str, bold: bool) -> int:
    apart = unicodedata.normalize("NFD", letter)
    bare = unicodedata.normalize("NFC", apart[0] + _HORN) if _HORN in apart else apart[0]
    return _WIDTHS[bold].get(bare, _WIDEST)


def wrapped(text: str, width: float, size: float = FONT_SIZE, *, bold: bool = False) -> list[str]:
    """Lines no wider than this, but for single words that are."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def widest(texts: list[str], size: float = FONT_SIZE, *, bold: bool = False) -> float:
    return max((text_width(text, size, bold=bold) for text in texts), default=0)

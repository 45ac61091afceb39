"""The numbers and dashes that Word puts before the paragraphs of its lists: "I.", "1.", "a)", "-"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from ansinh.documents.lint.formatting import Formatting, Properties, paragraph_properties
from ansinh.documents.lint.opening import WordFile, child, children, value

_AMOUNTS = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_NUMERALS = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
_MOST_ROMAN = 4000
_WHOLE = re.compile(r"^-?[0-9]{1,12}$")


@dataclass(frozen=True)
class Level:
    start: int
    form: str
    text: str
    paragraph: Properties


@dataclass(frozen=True)
class Label:
    text: str
    paragraph: Properties
    of_style: bool


@dataclass
class Numbering:
    """Counts while a document is read from its beginning to its end."""

    file: WordFile
    formatting: Formatting
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)

    @cached_property
    def _lists(self) -> Mapping[str, tuple[str, Mapping[int, Level]]]:
        """w:numId → the list it counts with, its levels."""
        root = self.file.only("numbering")
        abstract = {one.get("w:abstractNumId", ""): one for one in children(root, "w:abstractNum")}
        found = {}
        for number in children(root, "w:num"):
            name = value(number, "w:abstractNumId") or ""
            if name in abstract:
                found[number.get("w:numId", "")] = (name, _levels(abstract[name], number))
        return found

    def label(self, properties: Element | None) -> Label | None:
        """For the next paragraph, by its w:pPr; None: it is in no list."""
        listed, of_style = self.formatting.numbering_of(properties)
        name, levels = self._lists.get(value(listed, "w:numId") or "0", ("", {}))
        depth = whole_number(value(listed, "w:ilvl"), 0)
        if depth not in levels:
            return None
        counters = self._counters.setdefault(name, {})
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [one for one in counters if one > depth]:
            del counters[deeper]
        return Label(_printed(levels, counters, depth), levels[depth].paragraph, of_style)


def _levels(abstract: Element, number: Element) -> dict[int, Level]:
    levels = {whole_number(one.get("w:ilvl"), 0): _level(one) for one in children(abstract, "w:lvl")}
    for override in children(number, "w:lvlOverride"):
        depth, replaced = whole_number(override.get("w:ilvl"), 0), child(override, "w:lvl")
        if replaced is not None:
            levels[depth] = _level(replaced)
    return levels


def _level(level: Element) -> Level:
    return Level(
        start=whole_number(value(level, "w:start"), 1),
        form=value(level, "w:numFmt") or "decimal",
        text=value(level, "w:lvlText") or "",
        paragraph=paragraph_properties(child(level, "w:pPr")),
    )


def _printed(levels: Mapping[int, Level], counters: Mapping[int, int], depth: int) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return level.text if level.text.isprintable() and level.text.isascii() else "-"
    if level.form == "none":
        return ""
    text = level.text
    for above in range(depth + 1):
        form = levels[above].form if above in levels else "decimal"
        text = text.replace(f"%{above + 1}", _number(counters.get(above, 1), form))
    return text


def _number(count: int, form: str) -> str:
    match form:
        case "upperRoman":
            return roman(count)
        case "lowerRoman":
            return roman(count).lower()
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26)
            return letter.upper() if form == "upperLetter" else letter
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def roman(number: int) -> str:
    if not 0 < number < _MOST_ROMAN:
        return str(number)
    letters = ""
    for amount, letter in zip(_AMOUNTS, _NUMERALS, strict=True):
        times, number = divmod(number, amount)
        letters += letter * times
    return letters


def whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and _WHOLE.match(text) else otherwise

"""The words of one language, from its YAML file, and how they are put around figures."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Formatter

import yaml

from ansinh.documents.tree import Constant, Inline, Text
from ansinh.kernel.language import Language
from ansinh.reports.sentences.messages import Inlines

Place = str | Inlines
Pattern = tuple[tuple[str, str | None], ...]  # words, and the place after them

_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")


class Phrasebook:
    def __init__(self, written: Mapping[str, object]) -> None:
        self.phrases = flattened(written)
        self._wordings = {key: tuple(map(_pattern, wordings)) for key, wordings in self.phrases.items()}

    def __contains__(self, key: str) -> bool:
        return key in self._wordings

    def wordings(self, key: str) -> int:
        return len(self._wordings[key])

    def say(self, key: str, wording: int = 0, /, **places: Place) -> Inlines:
        found: list[Inline] = []
        for words, place in self._wordings[key][wording]:
            found.append(Text(words))
            if place:
                filled = places[place]
                found += [Text(filled)] if isinstance(filled, str) else filled
        return merged(found)


@cache
def phrasebook(language: Language) -> Phrasebook:
    text = (files("ansinh.reports.sentences") / f"{language}.yaml").read_text(encoding="utf-8")
    return Phrasebook(yaml.safe_load(text))


def flattened(written: Mapping[str, object], above: str = "") -> dict[str, tuple[str, ...]]:
    """``{"plan.under": ("đạt {percent} so với kế hoạch giao", "đạt {percent} kế hoạch năm")}``"""
    found: dict[str, tuple[str, ...]] = {}
    for name, phrase in written.items():
        if isinstance(phrase, Mapping):
            found |= flattened(phrase, f"{above}{name}.")
        else:
            found[f"{above}{name}"] = tuple(phrase) if isinstance(phrase, list) else (str(phrase),)
    return found


def _pattern(phrase: str) -> Pattern:
    return tuple((words, place) for words, place, _specification, _conversion in Formatter().parse(phrase))


def merged(inlines: Sequence[Inline]) -> Inlines:
    """Neighbouring words as one piece."""
    found: list[Inline] = []
    for inline in inlines:
        last = found[-1] if found else None
        if isinstance(inline, Text) and isinstance(last, Text):
            found[-1] = Text(last.text + inline.text)
        elif inline.text:
            found.append(inline)
    return tuple(found)


def named(name: str) -> Inlines:
    """A name; a number in it ("phường 5", "từ 3 tháng trở lên") is no figure of the ledger, but part of the name."""
    found: list[Inline] = []
    end = 0
    for numeral in _NUMERAL.finditer(name):
        found += [Text(name[end : numeral.start()]), Constant(numeral.group())]
        end = numeral.end()
    return merged([*found, Text(name[end:])])


def plain(sentence: Sequence[Inline]) -> str:
    return "".join(inline.text for inline in sentence)


def finished(clause: Inlines) -> Inlines:
    """A capital first, a full stop at the end."""
    first, *rest = clause
    if isinstance(first, Text):
        first = Text(first.text[:1].upper() + first.text[1:])
    return merged([first, *rest, Text(".")])

"""Officers' text made ready for reading: one encoding, one case, one dash; each place leads back to the original."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SPACES = str.maketrans(dict.fromkeys("\t\n\r\v\f\xa0\u2002\u2003\u2007\u2009\u202f\u3000", " "))
_OLD_TONES = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")
_NEW_TONES = {
    old + rest: new + last
    for old, last, tones in (("o", "a", "òóỏõọ"), ("o", "e", "òóỏõọ"), ("u", "y", "ùúủũụ"))
    for rest, new in zip({"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ"}[last], tones, strict=True)
}
# A full stop ends a sentence only before a space; not after "TP.", "số 5." is a line's number.
_SENTENCE_END = re.compile(r"(?<!\btp)(?<!\btx)(?<!\btt)(?<![\s.]p)(?<![\s.]q)(?<!^\d)(?<!^\d\d)[.!?…]+(?= |$)|\./\.")


@dataclass(frozen=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True)
class Prepared:
    """``plain``: in lower case, composed, tones where the new spelling puts them; ``cased``: the same in its own case,
    as long. ``starts``: where in the original each character began, with the end of all last."""

    original: str
    plain: str
    cased: str
    starts: tuple[int, ...] | None  # None: as in the original

    def span(self, start: int, end: int) -> Span:
        if self.starts is None:
            return Span(start, end)
        return Span(self.starts[start], self.starts[end])

    def words(self, span: Span) -> str:
        return self.original[span.start : span.end]


def prepare(text: str) -> Prepared:
    if unicodedata.is_normalized("NFC", text):
        return _prepared(text, text, None)
    composed, starts = _composed(text)
    return _prepared(text, composed, starts)


def _composed(text: str) -> tuple[str, tuple[int, ...]]:
    """Letter by letter with its marks, so that each composed character knows where it came from."""
    pieces: list[str] = []
    starts: list[int] = []
    for begin, end in _letters(text):
        piece = unicodedata.normalize("NFC", text[begin:end])
        pieces.append(piece)
        starts += [begin] * len(piece)
    return "".join(pieces), (*starts, len(text))


def _letters(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not unicodedata.combining(text[position]):
            yield begin, position
            begin = position


def _prepared(original: str, composed: str, starts: tuple[int, ...] | None) -> Prepared:
    cased = composed.translate(_DASHES).translate(_SPACES)
    plain = "".join(lower if len(lower := one.lower()) == 1 else one for one in cased)
    return Prepared(original, _OLD_TONES.sub(lambda match: _NEW_TONES[match[0]], plain), cased, starts)


def sentences(plain: str) -> Iterator[Span]:
    """Of a prepared text."""
    begin = 0
    for match in _SENTENCE_END.finditer(plain):
        if plain[begin : match.start()].strip():
            yield Span(begin, match.start())
        begin = match.end()
    if plain[begin:].strip():
        yield Span(begin, len(plain))

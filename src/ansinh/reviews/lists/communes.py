"""Which commune a list means by the words in it, on its day; and which by a name that ended before."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from ansinh.kernel.language import Language, Message
from ansinh.kernel.language import message as _
from ansinh.places.errors import Listed
from ansinh.places.finding import ONE, Found, resolve_all
from ansinh.places.gazetteer import Outcome
from ansinh.places.models import Level, Unit
from ansinh.places.reads import territories, within
from ansinh.reviews.areas import LIST_OF_63

_SHOWN = 3  # parts of an address
MOST_WORDS = 12  # of a commune and the areas around it, in a title
_BEGINS = re.compile(
    r"(?<!thị )\b(?:xã|phường|thị trấn|đặc khu)\s+(?=\S)"
    r"|(?:^|(?<=[,;(–-])|(?<=[,;(–-]\s))(?:x|p|tt)\.\s*(?=\S)",  # abbreviated only where a part begins
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Unclear:
    """A commune's name with several meanings or none; the ``lines`` that have it are rejected. ``written``: of an
    address from the commune on; what comes before may be a house."""

    written: str
    lines: int
    why: Message

    def text(self, language: Language | None = None) -> str:
        said = _("“{written}” (lines: {lines}): {why}", written=self.written, lines=self.lines, why=self.why)
        return said.text(language)

    def __str__(self) -> str:
        return self.text()


def communes_called(
    names: Mapping[str, int], day: date, area: Unit | None = None
) -> tuple[dict[str, str], list[Unclear]]:
    """``names``: with the number of lines that have each. Name → code, of those with one meaning: on the day (in the
    area, if one is given), or of a commune that ended and went wholly into one of the day. What comes before "xã" in
    an address may be anything."""
    texts = {name: _from_commune(name) for name in names}
    answers = _resolved(list(dict.fromkeys(texts.values())), day, area)
    heirs = _heirs([found.past for found in answers.values() if found.past], day, area)
    known: dict[str, str] = {}
    unclear: Counter[str] = Counter()
    for name, text in texts.items():
        found = answers[text]
        code = found.units[0].code if found.outcome in ONE else heirs.get(found.past.pk) if found.past else None
        if code:
            known[name] = code
        else:
            unclear[text] += names[name]
    return known, [Unclear(_end(text), lines, _why(answers[text])) for text, lines in unclear.items()]


def commune_in_titles(lines: Sequence[str], day: date, area: Unit | None = None) -> str | None:
    """The code of the one commune that the lines above a table name; None for none or several."""
    readings = [reading for line in lines for reading in _readings(line)]
    known, _unclear = communes_called(dict.fromkeys(chain.from_iterable(readings), 0), day, area)
    found = [next((known[text] for text in texts if text in known), None) for texts in readings]
    codes = {code for code in found if code}
    return codes.pop() if len(codes) == 1 else None


def provinces_of_issue(names: Collection[str]) -> dict[str, str]:
    """Name → code in the list of 63, of those with one meaning."""
    texts = list(names)
    answers = resolve_all(texts, LIST_OF_63, level=Level.PROVINCE) if texts else []
    return {text: one.units[0].code for text, one in zip(texts, answers, strict=True) if one.outcome in ONE}


def _resolved(texts: Sequence[str], day: date, area: Unit | None) -> dict[str, Found]:
    """In the area first; what is not there may be the name of a commune that ended, with the area's name or without."""
    answers = dict(zip(texts, resolve_all(texts, day, level=Level.COMMUNE, within=area), strict=True))
    if area is None:
        return answers
    unknown = [text for text, found in answers.items() if found.outcome is Outcome.UNKNOWN]
    with_area = [f"{text}, {area.full_name}" for text in unknown]
    past = resolve_all([*unknown, *with_area], day, level=Level.COMMUNE)
    ended = {text: found for text, found in zip(unknown * 2, past, strict=True) if found.past is not None}
    return answers | ended


def _heirs(ended: Sequence[Unit], day: date, area: Unit | None) -> Mapping[int, str]:
    """Unit → code of the commune (in the area, if one is given) that took all of it."""
    if not ended:
        return {}
    known = territories()
    pieces = {unit.pk: known.made_of([unit.pk], day) for unit in ended}
    whole = {unit: found[0].unit for unit, found in pieces.items() if found is not None and len(found) == 1}
    inside = within(area, day) if area else None
    found = Unit.objects.in_bulk({heir for heir in whole.values() if inside is None or heir in inside})
    communes = {pk: one.code for pk, one in found.items() if one.level == Level.COMMUNE}
    return {unit: communes[heir] for unit, heir in whole.items() if heir in communes}


def _from_commune(text: str) -> str:
    """The text from the first word for a commune on; all of it where there is none."""
    match = _BEGINS.search(text)
    return text[match.start() :] if match else text


def _readings(line: str) -> Iterator[list[str]]:
    """From each designation of a commune on, the longest text first."""
    for match in _BEGINS.finditer(line):
        words = line[match.start() :].split()[:MOST_WORDS]
        yield [" ".join(words[:count]).rstrip(" ,;.:-–)") for count in range(len(words), 1, -1)]


def _end(address: str) -> str:
    return ", ".join(part.strip() for part in address.split(",")[-_SHOWN:])


def _why(found: Found) -> Message:
    if found.past is not None:
        return _("it ended, and was divided: {unit}", unit=found.past)
    if found.outcome is Outcome.AMBIGUOUS:
        return _("several are called so: {units}", units=Listed(found.units))
    if found.units:
        return _("no commune is called so on the day; near are: {units}", units=Listed(found.units))
    return _("no commune is called so on the day")

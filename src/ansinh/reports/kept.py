"""What is kept of a report that was made: each number with its passage, each figure with the facts it came from.

Packed as one compressed JSON; a report of nine provinces takes some tens of kilobytes.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from ansinh.compare.printing import Shown
from ansinh.kernel.language import Language
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact, Request
from ansinh.ledger.models import Kind
from ansinh.reports.numerals import Binding
from ansinh.reports.tokens import Part, Passage, Token

Row = list[Any]  # of JSON


class KeptJson(TypedDict):
    """Rows: of passages text, where, part, table; of tokens passage, start, end, text, binding, figure; of figures
    id, text, exact value, facts; of facts as `_Facts` makes them."""

    passages: list[Row]
    tokens: list[Row]
    figures: list[Row]
    facts: list[Row]


@dataclass(frozen=True)
class KeptFigure:
    """``exact``: in the base unit; None when it was not known. ``text``: as printed, with unit and hedge."""

    text: str
    exact: Decimal | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Kept:
    tokens: tuple[Token, ...]
    figures: Mapping[str, KeptFigure]


def pack(tokens: Sequence[Token], figures: Mapping[str, Shown], language: Language) -> bytes:
    facts = _Facts()
    passages: dict[Passage, int] = {}
    for token in tokens:
        passages.setdefault(token.passage, len(passages))
    kept: KeptJson = {
        "passages": [[one.text, one.where, one.part.value, one.table] for one in passages],
        "tokens": [
            [passages[one.passage], one.start, one.end, one.text, one.binding.value, one.figure] for one in tokens
        ],
        "figures": [
            [name, shown.text(language), _text(shown.exact), [facts.place(fact) for fact in shown.quantity.facts]]
            for name, shown in figures.items()
        ],
        "facts": facts.rows,
    }
    return zlib.compress(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def unpack(packed: bytes) -> Kept:
    kept: KeptJson = json.loads(zlib.decompress(packed))
    passages = [Passage(text, where, Part(part), table) for text, where, part, table in kept["passages"]]
    facts: list[Fact] = []
    for row in kept["facts"]:
        facts.append(_fact(row, facts))
    return Kept(
        tuple(
            Token(text, Binding(binding), passages[passage], start, end, figure)
            for passage, start, end, text, binding, figure in kept["tokens"]
        ),
        {
            name: KeptFigure(text, None if exact is None else Decimal(exact), tuple(facts[place] for place in places))
            for name, text, exact, places in kept["figures"]
        },
    )


class _Facts:
    """Each fact once, after its parts."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._places: dict[int, int] = {}
        self._kept: list[Fact] = []  # so that an id stays its fact's

    def place(self, fact: Fact) -> int:
        if id(fact) not in self._places:
            row = self._row(fact)
            self._places[id(fact)] = len(self.rows)
            self._kept.append(fact)
            self.rows.append(row)
        return self._places[id(fact)]

    def _row(self, fact: Fact) -> Row:
        request = fact.request
        return [
            fact.unit,
            request.indicator,
            request.period.start.isoformat(),
            request.period.end.isoformat(),
            int(request.kind),
            _text(fact.value),
            fact.hedge.value,
            fact.reported_on.isoformat(),
            fact.observation,
            fact.roll_up,
            [self.place(part) for part in fact.parts],
            fact.parts_expected,
            fact.parts_reported,
        ]


def _fact(row: Row, before: Sequence[Fact]) -> Fact:
    unit, indicator, start, end, kind, value, hedge, reported_on, observation, roll_up, parts, expected, reported = row
    return Fact(
        unit=unit,
        request=Request(indicator, Period(date.fromisoformat(start), date.fromisoformat(end)), Kind(kind)),
        value=Decimal(value),
        hedge=Hedge(hedge),
        reported_on=date.fromisoformat(reported_on),
        observation=observation,
        roll_up=roll_up,
        parts=tuple(before[place] for place in parts),
        parts_expected=expected,
        parts_reported=reported,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def opened(facts: Iterable[Fact]) -> Iterable[Fact]:
    """Each fact, then those that it is the sum of."""
    for fact in facts:
        yield fact
        yield from opened(fact.parts)

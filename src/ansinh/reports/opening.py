"""Facts opened down to what was reported, as the ledger knew them when a report was made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ansinh.ledger.facts import Fact, Request
from ansinh.ledger.reads import Ledger, Source, sources
from ansinh.places.models import Unit
from ansinh.places.reads import parts


@dataclass(frozen=True)
class Origin:
    """A fact: observed in one cell (``source``), or the sum of ``parts``. ``complete``: whether no part is missing."""

    fact: Fact
    unit: Unit
    source: Source | None
    parts: tuple["Origin", ...]

    @property
    def complete(self) -> bool:
        return self.fact.complete


class Opener:
    """A sum that the ledger keeps is opened down to its parts, each only once."""

    def __init__(self, ledger: Ledger, facts: Iterable[Fact]) -> None:
        self._ledger = ledger
        self._parts: dict[int, tuple[Fact, ...]] = {}  # of a kept sum
        opened = list(self._open(facts))
        self._sources = sources({fact.observation for fact in opened if fact.observation is not None})
        self._units = Unit.objects.in_bulk({fact.unit for fact in opened})

    def _open(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        for fact in facts:
            yield fact
            yield from self._open(self._parts_of(fact))

    def _parts_of(self, fact: Fact) -> tuple[Fact, ...]:
        if fact.roll_up is None or fact.parts:
            return fact.parts
        if fact.roll_up not in self._parts:
            members = parts(Unit.objects.get(pk=fact.unit), fact.request.period.end)
            self._parts[fact.roll_up] = tuple(self._ledger.facts(members, [fact.request]).values())
        return self._parts[fact.roll_up]

    def origin(self, fact: Fact) -> Origin:
        source = None if fact.observation is None else self._sources.get(fact.observation)
        return Origin(fact, self._units[fact.unit], source, tuple(self.origin(one) for one in self._parts_of(fact)))

    def leaves(self, facts: Iterable[Fact]) -> Mapping[tuple[int, Request], Fact]:
        """Those that were reported, by what they are about."""
        return {(fact.unit, fact.request): fact for fact in self._open(facts) if fact.observation is not None}

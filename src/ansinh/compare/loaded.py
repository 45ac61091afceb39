"""Facts that were read from the ledger, each asked for once, shared by all views of the same question."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from ansinh.compare.calc import Quantity, observed
from ansinh.indicators.catalogue import catalogue
from ansinh.ledger.facts import Fact, Request
from ansinh.ledger.reads import Ledger
from ansinh.places.models import Unit


class Loaded:
    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._facts: dict[Request, dict[int, Fact]] = defaultdict(dict)
        self._asked: dict[Request, set[int]] = defaultdict(set)

    def load(self, units: Collection[Unit], requests: Collection[Request]) -> None:
        """In a handful of queries; nothing when all was asked before."""
        keys = {unit.pk for unit in units}
        new = [request for request in requests if not keys <= self._asked[request]]
        if not new:
            return
        for (unit, request), fact in self._ledger.facts(units, new).items():
            self._facts[request][unit] = fact
        for request in new:
            self._asked[request] |= keys

    def asked(self, keys: set[int], request: Request) -> bool:
        return keys <= self._asked[request]

    def of(self, request: Request) -> Mapping[int, Fact]:
        """By unit, what was loaded of it so far."""
        return self._facts[request]

    def get(self, unit: Unit, request: Request) -> Fact | None:
        if unit.pk not in self._asked[request]:
            self.load([unit], [request])
        return self._facts[request].get(unit.pk)

    def quantity(self, unit: Unit, request: Request) -> Quantity:
        return observed(self.get(unit, request), catalogue()[request.indicator].unit)

    def all(self) -> list[Fact]:
        return [fact for facts in self._facts.values() for fact in facts.values()]

"""What the ledger holds beside a file's figures, read for a batch of units at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from ansinh.imports.checks import times
from ansinh.ledger.facts import Fact, Facts, Request, day_number
from ansinh.ledger.models import Observation
from ansinh.ledger.reads import Ledger
from ansinh.places.models import Unit

Held = dict[Request, dict[int, Fact]]  # by unit


class Beside:
    """Approved figures. Which days the ledger has figures of is asked once, so that an empty one costs nothing."""

    def __init__(self) -> None:
        self._ledger = Ledger()
        self._days: dict[date, bool] = {}

    def has(self, request: Request) -> bool:
        """Whether there are figures of that day at all."""
        end = request.period.end
        if end not in self._days:
            self._days[end] = Observation.objects.filter(period_end=day_number(end)).exists()
        return self._days[end]

    def own(self, units: Collection[int], requests: Iterable[Request]) -> Held:
        """What the units reported themselves."""
        wanted = [request for request in requests if self.has(request)]
        return _by_request(self._ledger.own_facts(units, wanted)) if wanted and units else {}

    def whole(self, units: Collection[Unit], requests: Iterable[Request]) -> Held:
        """What the units reported or, where they did not, all of their parts did."""
        wanted = [request for request in requests if self.has(request)]
        found = self._ledger.facts(units, wanted) if wanted and units else {}
        return _by_request({key: fact for key, fact in found.items() if fact.complete})

    def nearest_before(self, wanted: Mapping[Request, Collection[int]]) -> dict[Request, dict[int, Fact]]:
        """Of each request the nearest earlier figure of those units, by the request that it was looked for."""
        lacking = {request: set(units) for request, units in wanted.items()}
        found: dict[Request, dict[int, Fact]] = {request: {} for request in wanted}
        for step in range(1, times.MONTHS_BACK + 1):
            steps: dict[Request, list[Request]] = defaultdict(list)
            for request, units in lacking.items():
                before = times.earlier(request, step) if units else None
                if before and self.has(before):
                    steps[before].append(request)
            looked_for = [request for requests in steps.values() for request in requests]
            held = self.own(set[int]().union(*(lacking[request] for request in looked_for)), steps)
            for before, facts in held.items():
                for request in steps[before]:
                    reached = facts.keys() & lacking[request]
                    found[request] |= {unit: facts[unit] for unit in reached}
                    lacking[request] -= reached
        return found


def _by_request(facts: Facts) -> Held:
    held: Held = defaultdict(dict)
    for (unit, request), fact in facts.items():
        held[request][unit] = fact
    return dict(held)

"""One indicator of one unit through time: the file's figures among those that the ledger holds."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field

from ansinh.imports.checks import times
from ansinh.imports.checks.beside import Beside, Held
from ansinh.imports.checks.even import even_units
from ansinh.imports.checks.figures import Column, Columns, Given
from ansinh.indicators.catalogue import IndicatorDefinition, Observed, catalogue
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit


@dataclass(slots=True)
class Series:
    """``timeline``: the file's figures of one kind and, from the ledger or (beside an estimate) the file, others of the
    same, in order of their periods. ``cells``: the file's, each with its place there. ``targets`` by year. ``wrong``:
    cells of which something was found, by identity; nothing is compared with them any more."""

    indicator: IndicatorDefinition
    observed: Observed | None
    timeline: Sequence[Given]
    cells: Sequence[tuple[int, NewFact]]
    targets: Mapping[int, Given]
    wrong: set[int] = field(default_factory=set)

    @property
    def kind(self) -> Kind:
        return self.cells[0][1].request.kind

    @property
    def sound(self) -> Iterator[tuple[int, NewFact]]:
        """Cells that are not asked about already."""
        return ((place, cell) for place, cell in self.cells if id(cell) not in self.wrong)

    def before(self, place: int) -> Iterator[Given]:
        """All that is earlier than the cell at the place and not wrong, the nearest first."""
        end = self.timeline[place].request.period.end
        for position in range(place - 1, -1, -1):
            one = self.timeline[position]
            if id(one) not in self.wrong and one.request.period.end < end:
                yield one

    def at(self, request: Request | None) -> Given | None:
        """The figure of the period, if it is not wrong; of an estimate and what happened, what happened."""
        if request is None:
            return None
        found = [one for one in self.timeline if one.request.period == request.period and id(one) not in self.wrong]
        return min(found, key=lambda one: one.request.kind) if found else None

    def target(self, cell: NewFact) -> Given | None:
        return self.targets.get(cell.request.period.year_number) if self.targets else None


def _series(
    definition: IndicatorDefinition, cells: list[NewFact], known: Sequence[Given], targets: Mapping[int, Given]
) -> Series:
    observed = times.observed(cells[0].request)
    if not known:
        return Series(definition, observed, cells, list(enumerate(cells)), targets)
    if len(cells) > 1:  # what is before one cell may have been asked for beside another as well
        known = list({(one.request, type(one)): one for one in known}.values())
    timeline = sorted([*known, *cells], key=_moment)
    ours = set(map(id, cells))
    places = [(place, one) for place, one in enumerate(timeline) if isinstance(one, NewFact) and id(one) in ours]
    return Series(definition, observed, timeline, places, targets)


def _moment(one: Given) -> tuple[int, bool]:
    """Of one day, the file's figure last."""
    return one.request.period.end.toordinal(), isinstance(one, NewFact)


def all_series(
    columns: Columns, beside: Beside, units: Mapping[int, Unit], compared: Counter[Request]
) -> Iterator[Series]:
    """Every series in which something may be found; ``compared`` counts the figures that have others beside them.

    A national file has 50,000 series, nearly all of which run so evenly that no check finds anything.
    """
    known = _known(columns, beside)
    targets = _targets(columns, beside, units)
    for (indicator, kind), requests in _by_indicator(columns).items():
        definition = catalogue()[indicator]
        others = known.get((indicator, kind), {})
        yearly = targets.get(indicator, {}) if kind in times.HAPPENED else {}
        sequence = [columns[request] for request in requests]
        worth = _worth_looking_at(sequence, [others, yearly])
        compared.update({request: len(worth & columns[request].keys()) for request in requests})
        unplanned = [unit for unit in worth if unit not in yearly]
        even = even_units(definition, requests, sequence, unplanned, others)
        for unit in worth:
            if unit in even:
                continue
            cells = [cell for column in sequence if (cell := column.get(unit))]
            yield _series(definition, cells, others.get(unit, ()), yearly.get(unit, {}))


def _worth_looking_at(columns: Sequence[Column], others: Sequence[Mapping[int, object]]) -> KeysView[int]:
    """Units with a figure in a column and another one to compare it with, in the order of the first column. A national
    file without anything before it has none: no cell of it is touched here."""
    if len(columns) == 1:
        column = columns[0]
        return {unit: 1 for unit in column if any(unit in other for other in others)}.keys()
    counted: dict[int, int] = {}
    for column in columns:
        for unit in column:
            counted[unit] = counted.get(unit, 0) + 1
    wanted = {unit: 1 for unit, count in counted.items() if count > 1 or any(unit in other for other in others)}
    return wanted.keys()


def _by_indicator(columns: Columns) -> dict[tuple[str, Kind], list[Request]]:
    found: dict[tuple[str, Kind], list[Request]] = {}
    for request in columns:
        if request.kind is not Kind.THRESHOLD:
            insort(found.setdefault((request.indicator, request.kind), []), request, key=lambda one: one.period)
    return found


def _known(columns: Columns, beside: Beside) -> dict[tuple[str, Kind], dict[int, list[Given]]]:
    """By indicator and the file's kind, then by unit."""
    known: dict[tuple[str, Kind], dict[int, list[Given]]] = {}
    by_indicator = _by_indicator(columns)
    for key in by_indicator:
        known[key] = {}
        if key[1] is Kind.ESTIMATE:
            _add(known[key], [columns[request] for request in by_indicator.get((key[0], Kind.ACTUAL), ())])
    nearest = beside.nearest_before(_without_earlier(columns))
    for request, facts in nearest.items():
        _add(known[request.indicator, request.kind], [facts])
    held = _around(columns, beside)
    for key, requests in by_indicator.items():
        wanted = {one for request in requests for one in _others(request)}
        _add(known[key], (held[one] for one in wanted if one in held))
    return known


def _add(by_unit: dict[int, list[Given]], found: Iterable[Mapping[int, Given]]) -> None:
    for figures in found:
        for unit, figure in figures.items():
            by_unit.setdefault(unit, []).append(figure)


def _without_earlier(columns: Columns) -> dict[Request, set[int]]:
    """Of every column the units whose figure of the month (year) before is not in the file: the ledger is asked."""
    wanted: dict[Request, set[int]] = {}
    for request, column in columns.items():
        before = times.earlier(request, 1) if request.kind is not Kind.THRESHOLD else None
        if before:
            wanted[request] = column.keys() - columns.get(before, {}).keys()
    return wanted


def _others(request: Request) -> tuple[Request, ...]:
    last = times.last_year(request)
    return (*((last,) if last else ()), *times.later_in_year(request))


def _around(columns: Columns, beside: Beside) -> Held:
    """What the ledger holds of the same period last year, and of later ones this year, where the file says nothing."""
    units = {unit for request in columns for unit in columns[request]}
    wanted = {one for request in columns for one in _others(request) if request.kind is not Kind.THRESHOLD}
    held = beside.own(units, wanted)
    for request in held.keys() & columns.keys():
        held[request] = {unit: fact for unit, fact in held[request].items() if unit not in columns[request]}
    return held


def _targets(columns: Columns, beside: Beside, units: Mapping[int, Unit]) -> dict[str, dict[int, dict[int, Given]]]:
    """By indicator, unit and year; the file's before the ledger's."""
    wanted = {target for request in columns if (target := times.target_of(request))}
    present = {unit for request in columns if times.target_of(request) for unit in columns[request]}
    held = beside.whole([units[unit] for unit in present], wanted) if any(map(beside.has, wanted)) else {}
    found: dict[str, dict[int, dict[int, Given]]] = {}
    for target in wanted:
        for facts in (held.get(target, {}), columns.get(target, {})):
            for unit, fact in facts.items():
                found.setdefault(target.indicator, {}).setdefault(unit, {})[target.period.year_number] = fact
    return found

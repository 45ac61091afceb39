"""A whole's own figure beside its parts: where all of them are known, in the file or the ledger, they add up to it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ansinh.imports.checks.amounts import Amount, amount, high, low
from ansinh.imports.checks.beside import Beside, Held
from ansinh.imports.checks.figures import Columns, Findings, Given, batches, position
from ansinh.imports.errors import Check
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import message as _
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.reads import adds_up, may_be_summed
from ansinh.places.models import Unit
from ansinh.places.reads import areas_around, parts_on


@dataclass(frozen=True)
class _Whole:
    unit: Unit
    figure: Given
    parts: tuple[Unit, ...]


def check_wholes(
    columns: Columns, beside: Beside, units: Mapping[int, Unit], wrong: set[int], findings: Findings
) -> None:
    """``wrong``: facts (by identity) whose unit of measure is doubtful already."""
    by_day: dict[date, list[Request]] = defaultdict(list)
    for request in columns:
        if adds_up(request):
            by_day[request.period.end].append(request)
    for day, requests in by_day.items():
        wholes = [*_in_file(columns, requests, units), *_around(columns, requests, day, beside)]
        _check(wholes, columns, day, beside, wrong, findings)


def _in_file(columns: Columns, requests: Sequence[Request], units: Mapping[int, Unit]) -> Iterator[tuple[Unit, Given]]:
    """Figures of the file whose unit has parts."""
    made_of_parts = {unit for unit, one in units.items() if one.parts_complete_from is not None}
    for request in requests:
        for unit in sorted(made_of_parts & columns[request].keys()):
            yield units[unit], columns[request][unit]


def _around(columns: Columns, requests: Sequence[Request], day: date, beside: Beside) -> Iterator[tuple[Unit, Given]]:
    """Figures of the ledger of areas around the file's units, where the file itself says nothing of the area."""
    if not any(map(beside.has, requests)):
        return
    units = {unit for request in requests for unit in columns[request]}
    around: set[int] = set()
    for batch in batches(sorted(units)):
        for areas in areas_around(batch, day).values():
            around.update(areas)
    found = Unit.objects.in_bulk(around)
    for request, facts in beside.own(around, requests).items():
        for unit, fact in facts.items():
            if unit not in columns[request]:
                yield found[unit], fact


def _check(
    wholes: Sequence[tuple[Unit, Given]],
    columns: Columns,
    day: date,
    beside: Beside,
    wrong: set[int],
    findings: Findings,
) -> None:
    wholes = [(unit, figure) for unit, figure in wholes if may_be_summed(unit, figure.request)]
    members = parts_on({(unit, day) for unit, _figure in wholes})
    checked = [_Whole(unit, figure, members[unit, day]) for unit, figure in wholes]
    held = _lacking(checked, columns, beside)
    for whole in checked:
        column, kept = columns[whole.figure.request], held.get(whole.figure.request, {})
        parts = [part for one in whole.parts if (part := column.get(one.pk) or kept.get(one.pk))]
        if len(parts) == len(whole.parts) > 0 and not any(id(one) in wrong for one in (whole.figure, *parts)):
            _compare(whole, parts, findings)


def _lacking(wholes: Collection[_Whole], columns: Columns, beside: Beside) -> Held:
    """What the ledger has of parts that are not in the file."""
    lacking: dict[int, Unit] = {}
    requests: set[Request] = set()
    for whole in wholes:
        missing = [part for part in whole.parts if part.pk not in columns[whole.figure.request]]
        if missing:
            lacking |= {part.pk: part for part in missing}
            requests.add(whole.figure.request)
    found: Held = {}
    if any(map(beside.has, requests)):
        for keys in batches(lacking):
            for request, facts in beside.whole([lacking[key] for key in keys], requests).items():
                found.setdefault(request, {}).update(facts)
    return found


def _compare(whole: _Whole, parts: Sequence[Given], findings: Findings) -> None:
    figure = whole.figure
    slack = _rounding(figure.request, len(parts) + 1)
    if sum(map(low, parts)) <= high(figure) + slack and low(figure) <= sum(map(high, parts)) + slack:
        return
    of_file = [one for one in (figure, *parts) if isinstance(one, NewFact)]
    if not of_file:
        return  # all of it is in the ledger: not this file's fault
    place = of_file[0] if of_file[0] is figure else min(of_file, key=position)
    findings.ask(
        place,
        Check.TOTAL,
        _(
            "{indicator} ({period}): {whole} has {value}, but its {count} parts add up to {sum}.",
            indicator=catalogue()[figure.request.indicator],
            period=figure.request.period,
            whole=whole.unit,
            value=amount(figure),
            count=len(parts),
            sum=Amount(figure.request.indicator, sum((part.value for part in parts), Decimal(0))),
        ),
    )


def _rounding(request: Request, terms: int) -> Decimal:
    """How far rounded figures may be off together: half of the last decimal that is printed, each."""
    definition = catalogue()[request.indicator]
    if definition.display.power_of_ten == 0:
        return Decimal(0)
    return definition.display.to_base(Decimal(1).scaleb(-definition.decimals)) * terms / 2

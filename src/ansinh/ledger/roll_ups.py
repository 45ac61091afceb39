"""Kept sums of areas, renewed by each approval: from the parts that it touched up to the country."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from ansinh.indicators.models import TOTAL
from ansinh.indicators.reads import breakdown_keys, indicator_keys
from ansinh.ledger.facts import Fact, Request, day_number
from ansinh.ledger.models import HEDGES, RollUp, SubmissionEvent
from ansinh.ledger.reads import Ledger, add_up, adds_up, facts_of, to_steps
from ansinh.places.models import Unit
from ansinh.places.reads import areas_around, parts


def append_roll_ups(approval: SubmissionEvent) -> None:
    """Sum anew whatever the approved submission changes; call it inside the approval's transaction."""
    touched: dict[date, dict[int, set[Request]]] = defaultdict(lambda: defaultdict(set))
    for fact in facts_of(approval.submission):
        if adds_up(fact.request):
            touched[fact.request.period.end][fact.unit].add(fact.request)
    for day, requests in touched.items():
        _roll_up(approval, day, requests)


def _roll_up(approval: SubmissionEvent, day: date, touched: dict[int, set[Request]]) -> None:
    while touched := _of_wholes(touched, day):
        sums = [
            total
            for whole in Unit.objects.filter(pk__in=touched).order_by("pk")
            if whole.parts_complete_on(day)
            for total in _sums(whole, day, sorted(touched[whole.pk], key=lambda request: request.indicator))
        ]
        _append(approval, sums)


def _of_wholes(touched: dict[int, set[Request]], day: date) -> dict[int, set[Request]]:
    """The areas one level up, each with what changes in it."""
    above: dict[int, set[Request]] = defaultdict(set)
    for part, wholes in areas_around(touched, day).items():
        for whole in wholes:
            above[whole] |= touched[part]
    return above


def _sums(whole: Unit, day: date, requests: Sequence[Request]) -> Iterator[Fact]:
    members = parts(whole, day)
    facts = Ledger().facts(members, requests)
    for request in requests:
        present = [facts[member.pk, request] for member in members if (member.pk, request) in facts]
        if present:
            yield add_up(whole.pk, request, present, expected=len(members))


def _append(approval: SubmissionEvent, sums: Sequence[Fact]) -> None:
    indicators, total = indicator_keys(), breakdown_keys()[TOTAL]
    RollUp.objects.bulk_create(
        RollUp(
            approval=approval,
            indicator_id=indicators[fact.request.indicator],
            unit_id=fact.unit,
            breakdown_id=total,
            period_start=day_number(fact.request.period.start),
            period_end=day_number(fact.request.period.end),
            kind=fact.request.kind,
            value=to_steps(fact.request.indicator, fact.value),
            hedge=HEDGES.index(fact.hedge),
            reported_on=fact.reported_on,
            parts_reported=fact.parts_reported,
            parts_expected=fact.parts_expected,
        )
        for fact in sums
    )

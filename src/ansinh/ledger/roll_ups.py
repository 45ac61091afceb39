"""Kept sums of areas, renewed by each approval: from the parts that it touched up to the country."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Count, Q

from ansinh.indicators.models import TOTAL
from ansinh.indicators.reads import breakdown_keys, indicator_keys
from ansinh.ledger.facts import Fact, Request, Scope, day_number, period_of
from ansinh.ledger.models import HEDGES, Kind, RollUp, State, Submission, SubmissionEvent
from ansinh.ledger.reads import Ledger, add_up, adds_up, columns, own_observations
from ansinh.places.models import Relation, Unit, UnitKind
from ansinh.places.reads import areas_around, parts, valid

Touched = dict[int, set[Request]]  # areas, each with what changes in it


def append_roll_ups(approval: SubmissionEvent, scope: Scope = Scope()) -> None:
    """Sum anew whatever the approved submission changes; call it inside the approval's transaction."""
    ledger = Ledger(scope)
    ends = own_observations(approval.submission).values_list("period_end", flat=True).distinct().order_by("period_end")
    for end in ends:
        day = period_of(end, end).end
        touched = _around_facts(approval.submission, day)
        while touched:
            _append(approval, _sums(ledger, touched, day))
            touched = _of_wholes(touched, day)


def renew_roll_ups() -> None:
    """Sum everything anew, after the catalogue of places has changed which parts a whole had on some day.

    Each approval is taken again as it was recorded, so that questions as of any moment see the new parts too.
    """
    for approval in SubmissionEvent.objects.filter(state=State.APPROVED).order_by("pk"):
        append_roll_ups(approval, Scope(recorded_by=approval.recorded_at))


def _around_facts(submission: Submission, day: date) -> Touched:
    """The areas that directly contain the units of its facts. Asked of the database: a national file has 300,000."""
    names = {key: name for name, key in indicator_keys().items()}
    rows = own_observations(submission).filter(
        valid(day, "unit__whole_relations__"),
        period_end=day_number(day),
        unit__whole_relations__whole__kind=UnitKind.AREA,
    )
    found: Touched = defaultdict(set)
    keys = rows.values_list("unit__whole_relations__whole", "indicator", "period_start", "period_end", "kind")
    for whole, indicator, start, end, kind in keys.distinct():
        request = Request(names[indicator], period_of(start, end), Kind(kind))
        if adds_up(request):
            found[whole].add(request)
    return found


def _of_wholes(touched: Touched, day: date) -> Touched:
    """The areas one level up."""
    above: Touched = defaultdict(set)
    for part, wholes in areas_around(touched, day).items():
        for whole in wholes:
            above[whole] |= touched[part]
    return above


def _sums(ledger: Ledger, touched: Touched, day: date) -> Iterator[Fact]:
    wholes = [whole for whole in Unit.objects.filter(pk__in=touched).order_by("pk") if whole.parts_complete_on(day)]
    counts = _counts(wholes, day)
    leaves = {whole: expected for whole, (expected, summed) in counts.items() if not summed}
    requests = {request for whole in leaves for request in touched[whole]}
    for total in ledger.sums_of_parts(leaves, day, requests):
        if total.request in touched[total.whole]:
            yield Fact(
                total.whole,
                total.request,
                total.value,
                total.hedge,
                total.reported_on,
                parts_reported=total.parts_reported,
                parts_expected=leaves[total.whole],
            )
    for whole in wholes:
        if whole.pk not in leaves:
            yield from _sums_of_sums(ledger, whole, day, touched[whole.pk])


def _counts(wholes: list[Unit], day: date) -> Mapping[int, tuple[int, int]]:
    """Of each area the number of its parts, and how many of them may be sums themselves."""
    complete_to = Q(part__parts_complete_to=None) | Q(part__parts_complete_to__gte=day)
    rows = Relation.objects.filter(valid(day), whole__in=wholes).values_list("whole")
    counted = rows.annotate(
        expected=Count("part"), summed=Count("part", filter=Q(part__parts_complete_from__lte=day) & complete_to)
    )
    return {whole: (expected, summed) for whole, expected, summed in counted}


def _sums_of_sums(ledger: Ledger, whole: Unit, day: date, requests: set[Request]) -> Iterator[Fact]:
    members = parts(whole, day)
    facts = ledger.facts(members, requests)
    for request in sorted(requests, key=lambda request: request.indicator):
        present = [facts[member.pk, request] for member in members if (member.pk, request) in facts]
        if present:
            yield add_up(whole.pk, request, present, expected=len(members))


def _append(approval: SubmissionEvent, sums: Iterable[Fact]) -> None:
    indicators, total = indicator_keys(), breakdown_keys()[TOTAL]
    RollUp.objects.bulk_create(
        RollUp(
            approval=approval,
            **columns(fact, indicators, total),
            hedge=HEDGES.index(fact.hedge),
            reported_on=fact.reported_on,
            parts_reported=fact.parts_reported,
            parts_expected=fact.parts_expected,
        )
        for fact in sums
    )

"""Questions to the ledger. Every one is asked within a scope: as reported by a day, as recorded by a moment."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum

from ansinh.indicators.catalogue import RollUp as RollUpRule
from ansinh.indicators.catalogue import catalogue
from ansinh.indicators.models import TOTAL
from ansinh.indicators.reads import breakdown_keys, indicator_keys
from ansinh.kernel.cells import cell_name
from ansinh.kernel.numbers import Hedge
from ansinh.kernel.periods import Period
from ansinh.ledger.facts import Fact, Facts, NewFact, Request, Scope, common_hedge, day_number, period_of
from ansinh.ledger.models import (
    HEDGES,
    MOST_FACTS,
    Kind,
    Observation,
    RollUp,
    State,
    Submission,
    SubmissionEvent,
    Supersession,
)
from ansinh.ledger.submissions import APPROVED, published, returned, states_of
from ansinh.places.models import Unit, UnitKind
from ansinh.places.reads import parts_on, valid


class SumOfParts(NamedTuple):
    whole: int
    request: Request
    value: Decimal
    hedge: Hedge
    reported_on: date
    parts_reported: int


Below = dict[tuple[int, Request], list[Fact]]  # what kept sums are the sums of


class Ledger:
    """The facts within one scope. Reads in batches: ask for all units and requests of a table at once."""

    def __init__(self, scope: Scope = Scope()) -> None:
        self.scope = scope
        self._indicators = indicator_keys()
        self._total = breakdown_keys()[TOTAL]

    def facts(self, units: Collection[Unit], requests: Collection[Request]) -> Facts:
        """What each unit reported itself; where it did not, the sum of its parts. A missing fact is left out."""
        found = self.own_facts([unit.pk for unit in units], requests)
        lacking = {
            unit: [request for request in requests if (unit.pk, request) not in found and may_be_summed(unit, request)]
            for unit in units
        }
        lacking = {unit: wanted for unit, wanted in lacking.items() if wanted}
        if not self.scope.draft:
            kept, stale = self._roll_ups([unit.pk for unit in lacking if rolled_up(unit)], requests)
            found = kept | found
            lacking = {
                unit: [request for request in wanted if not rolled_up(unit) or (unit.pk, request) in stale]
                for unit, wanted in lacking.items()
            }
        return found | self._summed(lacking)

    def own_facts(self, units: Collection[int], requests: Collection[Request]) -> Facts:
        """Only what the units reported themselves."""
        wanted = self._by_key(requests)
        found: Facts = {}
        for pk, unit, indicator, start, end, kind, value, hedge, reported_on in _values(
            self._standing(requests).filter(unit__in=units)
        ):
            request = wanted.get((indicator, start, end, kind))
            if request:
                exact = from_steps(request.indicator, value)
                found[unit, request] = Fact(unit, request, exact, HEDGES[hedge], reported_on, observation=pk)
        return found

    def sums_of_parts(self, wholes: Collection[int], day: date, requests: Collection[Request]) -> Iterator[SumOfParts]:
        """Of areas whose parts have figures of their own only: added up by the database."""
        wanted = self._by_key(requests)
        rows = (
            self._standing(requests)
            .filter(valid(day, "unit__whole_relations__"), unit__whole_relations__whole__in=wholes)
            .values_list("unit__whole_relations__whole", "indicator", "period_start", "period_end", "kind")
            .annotate(
                Sum("value"),
                Max("submission__reported_on"),
                Count("pk"),
                hedges=Count("hedge", filter=~Q(hedge=HEDGES.index(Hedge.EXACT)), distinct=True),
                any_hedge=Max("hedge", filter=~Q(hedge=HEDGES.index(Hedge.EXACT))),
            )
            .order_by("unit__whole_relations__whole", "indicator")
        )
        for whole, indicator, start, end, kind, value, reported_on, reported, hedges, hedge in rows:
            if request := wanted.get((indicator, start, end, kind)):
                common = Hedge.EXACT if not hedges else HEDGES[hedge] if hedges == 1 else Hedge.ABOUT
                exact = from_steps(request.indicator, int(value))
                yield SumOfParts(whole, request, exact, common, reported_on, reported)

    def replaced(self, submission: Submission) -> dict[int, int]:
        """The submission's observations of whose facts another one stands already → that one."""
        about = ("unit", "indicator", "breakdown", "period_start", "period_end", "kind")
        same = self._within(Observation.objects.filter(**{name: OuterRef(name) for name in about}))
        own = own_observations(submission).annotate(standing=Subquery(same.values("pk")[:1]))
        return dict(own.filter(standing__isnull=False).order_by("pk").values_list("pk", "standing"))

    def _by_key(self, requests: Iterable[Request]) -> dict[tuple[int, int, int, int], Request]:
        """By indicator, period and kind as the ledger keeps them."""
        return {
            (
                self._indicators[request.indicator],
                day_number(request.period.start),
                day_number(request.period.end),
                int(request.kind),
            ): request
            for request in requests
        }

    def _standing(self, requests: Collection[Request]) -> QuerySet[Observation]:
        """Observations of these within the scope that no other one within the scope supersedes."""
        return self._within(
            Observation.objects.filter(
                indicator__in={self._indicators[request.indicator] for request in requests},
                period_end__in={day_number(request.period.end) for request in requests},
                breakdown=self._total,
            )
        )

    def _within(self, rows: QuerySet[Observation]) -> QuerySet[Observation]:
        if self.scope.draft:
            rows = rows.filter(self._seen("submission__", State.DRAFT))
            rows = rows.filter(~Exists(returned(OuterRef("submission_id"), before=self.scope.recorded_before)))
        else:
            rows = rows.filter(self._seen("submission__"))
        superseding = Supersession.objects.filter(self._seen("submission__"), old=OuterRef("pk"))
        if self.scope.reported_by:
            rows = rows.filter(submission__reported_on__lte=self.scope.reported_by)
            superseding = superseding.filter(submission__reported_on__lte=self.scope.reported_by)
        return rows.filter(~Exists(superseding))

    def _seen(self, prefix: str, since: State = State.APPROVED) -> Q:
        """Submissions that entered the state (each does once), by the moment of the scope if it has one."""
        entered = Q(**{f"{prefix}events__state": since})
        if self.scope.recorded_by:
            entered &= Q(**{f"{prefix}events__recorded_at__lt": self.scope.recorded_before})
        return entered

    def _summed(self, wanted: Mapping[Unit, Collection[Request]]) -> Facts:
        """Sums of the units' parts, added up here: one round of queries for all parts of all units."""
        wanted = {unit: requests for unit, requests in wanted.items() if requests}
        if not wanted:
            return {}
        days = {(unit, request.period.end) for unit, requests in wanted.items() for request in requests}
        members = parts_on(days)
        requests = {request for requests in wanted.values() for request in requests}
        facts = self.facts(list({part.pk: part for group in members.values() for part in group}.values()), requests)
        found: Facts = {}
        for unit, group in wanted.items():
            for request in group:
                expected = members[unit, request.period.end]
                present = [facts[part.pk, request] for part in expected if (part.pk, request) in facts]
                if present:
                    found[unit.pk, request] = add_up(unit.pk, request, present, expected=len(expected))
        return found

    def _roll_ups(
        self, units: Collection[int], requests: Collection[Request]
    ) -> tuple[Facts, set[tuple[int, Request]]]:
        """Kept sums within this scope, and those that must be summed anew: among their facts is one reported later.

        Of what was reported by a day, the last sum that such a report renewed; what came after it was reported later.
        Every approval renews the sums of the areas around, so that where there is none there is no fact either."""
        if not units:
            return {}, set()
        rows = RollUp.objects.filter(
            unit__in=units,
            indicator__in={self._indicators[request.indicator] for request in requests},
            period_end__in={day_number(request.period.end) for request in requests},
            breakdown=self._total,
        )
        if self.scope.recorded_by:
            rows = rows.filter(approval__recorded_at__lt=self.scope.recorded_before)
        if self.scope.reported_by:
            rows = rows.filter(approval__submission__reported_on__lte=self.scope.reported_by)
        wanted = self._by_key(requests)
        found: Facts = {}
        values = rows.order_by("pk").values_list(
            "pk", "unit_id", "indicator_id", "period_start", "period_end", "kind", "value", "hedge", "reported_on",
            "parts_reported", "parts_expected",
        )  # fmt: skip
        for pk, unit, indicator, start, end, kind, value, hedge, reported_on, reported, expected in values:
            request = wanted.get((indicator, start, end, kind))
            if request:  # a later roll-up of the same sum replaces the earlier
                found[unit, request] = Fact(
                    unit,
                    request,
                    from_steps(request.indicator, value),
                    HEDGES[hedge],
                    reported_on,
                    roll_up=pk,
                    parts_expected=expected,
                    parts_reported=reported,
                )
        day = self.scope.reported_by
        stale = {key for key, fact in found.items() if day is not None and fact.reported_on > day}
        return {key: fact for key, fact in found.items() if key not in stale}, stale

    def observations(self, facts: Iterable[Fact]) -> list[int]:
        """The observations that facts go back to, a kept roll-up opened down to what was reported."""
        return list(dict.fromkeys(key for keys in self.observations_of(list(facts)) for key in keys))

    def observations_of(self, facts: Sequence[Fact]) -> list[list[int]]:
        """Of each fact by itself, in the same order; a few queries for each level of parts."""
        below: Below = {}
        kept = _kept_sums(facts)
        while kept:
            opened = self._parts_of(kept)
            below |= opened
            kept = _kept_sums(fact for below_it in opened.values() for fact in below_it)
        return [list(dict.fromkeys(_observations(fact, below))) for fact in facts]

    def _parts_of(self, sums: Collection[Fact]) -> Below:
        """What kept sums are the sums of."""
        units = Unit.objects.in_bulk({one.unit for one in sums})
        members = parts_on({(units[one.unit], one.request.period.end) for one in sums})
        every = {part.pk: part for group in members.values() for part in group}
        facts = self.facts(list(every.values()), {one.request for one in sums})
        places = {key: place for place, key in enumerate(facts)}
        found: Below = {}
        for one in sums:
            keys = [(part.pk, one.request) for part in members[units[one.unit], one.request.period.end]]
            known = sorted((key for key in keys if key in places), key=places.__getitem__)
            found[one.unit, one.request] = [facts[key] for key in known]
        return found


def _kept_sums(facts: Iterable[Fact]) -> list[Fact]:
    """Those among the facts and their parts whose own parts are not known yet."""
    found: list[Fact] = []
    for fact in facts:
        found += [fact] if fact.roll_up is not None else _kept_sums(fact.parts)
    return found


def _observations(fact: Fact, below: Below) -> Iterator[int]:
    if fact.observation is not None:
        yield fact.observation
    for part in fact.parts or below.get((fact.unit, fact.request), ()):
        yield from _observations(part, below)


def facts_of(submission: Submission) -> list[Fact]:
    """Every fact of one submission, whatever its state, in the order of the file."""
    return facts_from(own_observations(submission))


def own_observations(submission: Submission) -> QuerySet[Observation]:
    return Observation.objects.filter(pk__gte=submission.first_key, pk__lt=submission.first_key + MOST_FACTS)


def facts_from(rows: QuerySet[Observation]) -> list[Fact]:
    names = {key: name for name, key in indicator_keys().items()}
    return [_fact(row, names) for row in _values(rows)]


def own_key(fact: Fact) -> int:
    """Primary key of the observation that an own fact is; a sum has none."""
    if fact.observation is None:
        raise ValueError(f"{fact} is a sum")
    return fact.observation


Row = tuple[int, int, int, int, int, int, int, int, date]


def _values(rows: QuerySet[Observation]) -> Iterable[Row]:
    # No .iterator(): PostgreSQL plans a cursor for its first rows, and so walks the ledger in the order of its keys.
    return rows.order_by("pk").values_list(
        "pk",
        "unit_id",
        "indicator_id",
        "period_start",
        "period_end",
        "kind",
        "value",
        "hedge",
        "submission__reported_on",
    )  # fmt: skip


def _fact(row: Row, indicators: Mapping[int, str]) -> Fact:
    pk, unit, indicator, start, end, kind, value, hedge, reported_on = row
    request = Request(indicators[indicator], period_of(start, end), Kind(kind))
    exact = from_steps(request.indicator, value)
    return Fact(unit, request, exact, HEDGES[hedge], reported_on, observation=pk)


def rolled_up(unit: Unit) -> bool:
    """Whether approvals keep its sums; a cluster's are added up when asked for."""
    return unit.kind == UnitKind.AREA


def may_be_summed(unit: Unit, request: Request) -> bool:
    """Whether the unit's figure follows from its parts: only while the catalogue of places holds all of them. A cluster
    is summed over its members at any time, an area or office only in its own."""
    day = request.period.end
    if unit.kind == UnitKind.CLUSTER:
        return adds_up(request) and unit.parts_complete_on(unit.day_within(day))
    return adds_up(request) and unit.valid_on(day) and unit.parts_complete_on(day)


def adds_up(request: Request) -> bool:
    rule = catalogue()[request.indicator].roll_up
    return request.kind is not Kind.THRESHOLD and rule is RollUpRule.SUM


def add_up(unit: int, request: Request, present: Collection[Fact], *, expected: int) -> Fact:
    return Fact(
        unit,
        request,
        sum((fact.value for fact in present), Decimal(0)),
        common_hedge(fact.hedge for fact in present),
        max(fact.reported_on for fact in present),
        parts=tuple(present),
        parts_expected=expected,
        parts_reported=sum(fact.complete for fact in present),
    )


def columns(fact: Fact | NewFact, indicators: Mapping[str, int], breakdown: int) -> dict[str, int]:
    """What a fact is about, and its value, as the ledger's tables hold them."""
    return {
        "indicator_id": indicators[fact.request.indicator],
        "unit_id": fact.unit,
        "breakdown_id": breakdown,
        "period_start": day_number(fact.request.period.start),
        "period_end": day_number(fact.request.period.end),
        "kind": fact.request.kind,
        "value": to_steps(fact.request.indicator, fact.value),
    }


def to_steps(indicator: str, value: Decimal) -> int:
    """The exact value as the ledger keeps it. Raises ValueError if it is finer than the base unit's scale."""
    steps = value.scaleb(catalogue()[indicator].unit.scale)
    if steps != steps.to_integral_value():
        raise ValueError(f"{value} is finer than {indicator} is kept")
    return int(steps)


def from_steps(indicator: str, steps: int) -> Decimal:
    return Decimal(steps).scaleb(-catalogue()[indicator].unit.scale)


@dataclass(frozen=True)
class Source:
    """Where an observation was read: the cell as a spreadsheet names it."""

    observation: int
    submission: int
    file: str
    sheet: str
    cell: str
    indicator: str
    unit: str
    period: Period
    kind: Kind
    value: Decimal
    state: State


def sources(observations: Collection[int]) -> dict[int, Source]:
    """Observation id → its source, for the traces of a report."""
    rows = Observation.objects.filter(pk__in=observations).select_related("submission", "indicator", "unit")
    states = states_of({row.submission_id for row in rows})
    return {
        row.pk: Source(
            observation=row.pk,
            submission=row.submission_id,
            file=row.submission.file_name,
            sheet=row.submission.sheets[row.sheet],
            cell=cell_name(row.row, row.column),
            indicator=row.indicator.name,
            unit=row.unit.code,
            period=period_of(row.period_start, row.period_end),
            kind=Kind(row.kind),
            value=from_steps(row.indicator.name, row.value),
            state=states[row.submission_id],
        )
        for row in rows
    }


def waiting(scope: Scope, requests: Collection[Request]) -> list[Fact]:
    """These facts, of any unit, in submissions that are not approved yet and not returned."""
    wanted = set(requests)
    pending = published().filter(~Exists(returned(OuterRef("pk"))), ~Exists(_approval(OuterRef("pk"))))
    if scope.reported_by:
        pending = pending.filter(reported_on__lte=scope.reported_by)
    return [fact for submission in pending for fact in facts_of(submission) if fact.request in wanted]


def _approval(submission: OuterRef) -> QuerySet[SubmissionEvent]:
    return SubmissionEvent.objects.filter(submission=submission, state=State.APPROVED)


def unapproved(facts: Iterable[Fact], before: datetime | None = None) -> set[int]:
    """The submissions, not approved yet (before the moment, if one is given), that any of these facts comes from."""
    owners = {fact.observation // MOST_FACTS for fact in _opened(facts) if fact.observation is not None}
    return {owner for owner, state in states_of(owners, before).items() if state not in APPROVED}


def _opened(facts: Iterable[Fact]) -> Iterator[Fact]:
    for fact in facts:
        yield fact
        yield from _opened(fact.parts)

"""Where facts come from: the cell, the file, who approved it; and what stood in their place before corrections."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from ansinh.indicators.models import TOTAL
from ansinh.indicators.reads import breakdown_keys, indicator_keys
from ansinh.kernel.numbers import Hedge
from ansinh.ledger.facts import Fact, day_number
from ansinh.ledger.models import HEDGES, MOST_FACTS, RollUp, State, Submission, SubmissionEvent, Supersession
from ansinh.ledger.reads import Source, from_steps, sources
from ansinh.ledger.submissions import states_of
from ansinh.places.models import Unit


@dataclass(frozen=True)
class Entry:
    """When a submission entered a state, by whom."""

    actor: str
    at: datetime


@dataclass(frozen=True)
class Particulars:
    """Of a submission: ``sha256`` of the file as it was sent; ``approved`` None: it is not."""

    number: int
    unit: Unit
    reported_on: date
    document: str
    file: str
    sha256: str
    state: State
    submitted: Entry | None
    approved: Entry | None


@dataclass(frozen=True)
class Earlier:
    """A value that a correction replaced. ``brought_by``: the submission that it came in, None of a sum;
    ``correction``: the one that replaced it, with its ``reason``, approved at ``at``."""

    value: Decimal
    hedge: Hedge
    brought_by: int | None
    correction: int
    reason: str
    reported_on: date
    at: datetime


@dataclass(frozen=True)
class Ground:
    """A fact that a file holds: its cell, its submission, the values that stood there before, the last first."""

    fact: Fact
    source: Source
    particulars: Particulars
    earlier: tuple[Earlier, ...]


Key = tuple[str, int]  # of a fact that stands by itself: an observation or a kept sum
_OBSERVED, _KEPT = "observation", "roll-up"


def key_of_fact(fact: Fact) -> Key | None:
    """None of a sum that was added up for the question."""
    if fact.observation is not None:
        return (_OBSERVED, fact.observation)
    return None if fact.roll_up is None else (_KEPT, fact.roll_up)


def standing(facts: Iterable[Fact]) -> Iterator[Fact]:
    """What sums that were added up for the question are made of; each fact once."""
    seen: set[Key] = set()
    for fact in _below(facts):
        key = key_of_fact(fact)
        if key and key not in seen:
            seen.add(key)
            yield fact


def _below(facts: Iterable[Fact]) -> Iterator[Fact]:
    for fact in facts:
        if key_of_fact(fact) is None:
            yield from _below(fact.parts)
        else:
            yield fact


def grounds(facts: Iterable[Fact]) -> tuple[Ground, ...]:
    """Of the facts that were reported, in their order; in a constant number of queries."""
    reported = [fact for fact in standing(facts) if fact.observation is not None]
    found = sources([fact.observation for fact in reported if fact.observation is not None])
    files = particulars({source.submission for source in found.values()})
    before = earlier_values(reported)
    return tuple(
        Ground(fact, source, files[source.submission], before.get((_OBSERVED, source.observation), ()))
        for fact in reported
        if (source := found.get(fact.observation or 0))
    )


def particulars(numbers: Collection[int]) -> dict[int, Particulars]:
    states = states_of(numbers)
    entered: dict[tuple[int, str], Entry] = {}
    events = SubmissionEvent.objects.filter(submission__in=numbers, state__in=(State.SUBMITTED, State.APPROVED))
    for event in events.order_by("pk"):
        entered[event.submission_id, event.state] = Entry(event.actor, event.recorded_at)
    return {
        one.pk: Particulars(
            number=one.pk,
            unit=one.unit,
            reported_on=one.reported_on,
            document=one.document,
            file=one.file_name,
            sha256=one.file_sha256,
            state=states[one.pk],
            submitted=entered.get((one.pk, State.SUBMITTED)),
            approved=entered.get((one.pk, State.APPROVED)),
        )
        for one in Submission.objects.filter(pk__in=numbers).select_related("unit")
        if one.pk in states
    }


def earlier_values(facts: Iterable[Fact]) -> Mapping[Key, tuple[Earlier, ...]]:
    """By fact, what corrections replaced, the last first; no entry where nothing was. Of sums that approvals keep, the
    sum before each correction. As many queries as one figure was corrected, however many facts."""
    alone = list(standing(facts))
    observed = {fact.observation: fact for fact in alone if fact.observation is not None}
    return {**_superseded(observed), **_sums_before([fact for fact in alone if fact.roll_up is not None])}


def _superseded(facts: Mapping[int, Fact]) -> dict[Key, tuple[Earlier, ...]]:
    found: dict[Key, tuple[Earlier, ...]] = {}
    standing_for = {observation: observation for observation in facts}  # any in the chain → the one that stands
    replaced: list[Supersession] = []
    level: Collection[int] = facts.keys()
    while level:
        steps = list(Supersession.objects.filter(new__in=level).select_related("old", "submission"))
        standing_for |= {step.old_id: standing_for[step.new_id] for step in steps}
        replaced += steps
        level = [step.old_id for step in steps]
    approved = _approvals({step.submission_id for step in replaced})
    for step in replaced:
        fact = facts[standing_for[step.old_id]]
        key = (_OBSERVED, standing_for[step.old_id])
        value = from_steps(fact.request.indicator, step.old.value)
        earlier = _earlier(value, step.old.hedge, step.old_id // MOST_FACTS, step.submission, approved)
        found[key] = (*found.get(key, ()), earlier)
    return found


def _sums_before(facts: Collection[Fact]) -> dict[Key, tuple[Earlier, ...]]:
    """A kept sum is renewed by every approval; those by a correction replaced what was whole before."""
    if not facts:
        return {}
    keys = indicator_keys()
    wanted = {_sum_key(fact, keys): fact for fact in facts}
    found: dict[Key, list[Earlier]] = defaultdict(list)
    renewed = _renewed_by_corrections(facts, keys)
    sums = RollUp.objects.select_related("approval__submission").in_bulk({*renewed, *renewed.values()})
    approved = _approvals({sums[new].approval.submission_id for new in renewed})
    for new, old in ((sums[new], sums[old]) for new, old in renewed.items()):
        fact = wanted.get((new.unit_id, new.indicator_id, new.period_start, new.period_end, new.kind))
        if fact and old.parts_reported == old.parts_expected and old.value != new.value:
            value = from_steps(fact.request.indicator, old.value)
            found[_KEPT, fact.roll_up or 0].append(_earlier(value, old.hedge, None, new.approval.submission, approved))
    return {key: tuple(earlier) for key, earlier in found.items()}


def _renewed_by_corrections(facts: Collection[Fact], keys: Mapping[str, int]) -> Mapping[int, int]:
    """Sums that a correction renewed → the same sum before, the last first."""
    about = ("unit", "indicator", "breakdown", "period_start", "period_end", "kind")
    same = RollUp.objects.filter(pk__lt=OuterRef("pk"), **{name: OuterRef(name) for name in about}).order_by("-pk")
    rows = RollUp.objects.filter(
        period_end__in={day_number(fact.request.period.end) for fact in facts},
        unit__in={fact.unit for fact in facts},
        indicator__in={keys[fact.request.indicator] for fact in facts},
        breakdown=breakdown_keys()[TOTAL],
        approval__submission__corrects__isnull=False,
    ).annotate(before=Subquery(same.values("pk")[:1]))
    return dict(rows.filter(before__isnull=False).order_by("-pk").values_list("pk", "before"))


def _sum_key(fact: Fact, keys: Mapping[str, int]) -> tuple[int, int, int, int, int]:
    period, indicator = fact.request.period, keys[fact.request.indicator]
    return (fact.unit, indicator, day_number(period.start), day_number(period.end), int(fact.request.kind))


def _approvals(submissions: Collection[int]) -> Mapping[int, datetime]:
    events = SubmissionEvent.objects.filter(submission__in=submissions, state=State.APPROVED)
    return dict(events.values_list("submission_id", "recorded_at")) if submissions else {}


def _earlier(
    value: Decimal, hedge: int, brought_by: int | None, correction: Submission, approved: Mapping[int, datetime]
) -> Earlier:
    return Earlier(
        value=value,
        hedge=HEDGES[hedge],
        brought_by=brought_by,
        correction=correction.pk,
        reason=correction.reason,
        reported_on=correction.reported_on,
        at=approved[correction.pk],
    )

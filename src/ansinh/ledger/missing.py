"""Who has not sent: the parts of an area, or the members of a cluster, with what each sent of a period."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from ansinh.indicators.catalogue import Observed, catalogue
from ansinh.indicators.reads import indicator_keys
from ansinh.kernel.periods import Period, Shape
from ansinh.ledger.facts import day_number
from ansinh.ledger.models import Kind, Observation, RollUp, State, SubmissionEvent
from ansinh.ledger.submissions import APPROVED, returned
from ansinh.places.models import Unit
from ansinh.places.reads import parts

LOOK_BACK = 12  # periods before, in which a unit's last figures are looked for

# How far a unit's figures have come; the first is the most urgent. Nothing at all comes before them.
WAY = (State.RETURNED, State.DRAFT, State.CHECKED, State.SUBMITTED, State.APPROVED)


@dataclass(frozen=True)
class MissingLine:
    """What a unit sent of a period: the figures that came furthest, whoever's file they are in.

    ``state`` None: nothing was sent. LOCKED and UNLOCKED count as APPROVED. ``submission``: the latest with these
    figures; None where they are the sum of what all its parts sent. ``last_sent``: the latest of the periods before,
    of the same length and at most a dozen, in which it sent something that was not returned.
    """

    unit: Unit
    state: State | None
    figures: int = 0
    submission: int | None = None
    actor: str = ""
    since: datetime | None = None
    reason: str = ""
    last_sent: Period | None = None

    @property
    def urgency(self) -> int:
        return -1 if self.state is None else WAY.index(self.state)

    @property
    def is_missing(self) -> bool:
        return self.state is not State.APPROVED


def missing(whole: Unit, period: Period) -> list[MissingLine]:
    """Every part of the whole on the last day of the period, the most urgent first, in Vietnamese order among equals.

    A part that sent nothing itself has sent all the same if all its own parts have: then it has their approved sum.
    The number of queries does not grow with the units.
    """
    units = parts(whole, period.end)
    indicators = _indicators(period)
    sent = _sent(_figures([unit.pk for unit in units], period, indicators))
    events = _latest_events({submission for found in sent.values() for submission in found})
    rest = [unit.pk for unit in units if unit.pk not in sent]
    summed = _summed(rest, period, indicators)
    lines = [_line(unit, sent.get(unit.pk, {}), events, summed) for unit in units]
    last = _last_sent({line.unit.pk for line in lines if line.is_missing}, period, indicators)
    return sorted(
        (_with_last(line, last.get(line.unit.pk)) for line in lines),
        key=lambda line: line.urgency,
    )


def _line(
    unit: Unit, sent: Mapping[int, int], events: Mapping[int, SubmissionEvent], summed: Mapping[int, int]
) -> MissingLine:
    by_state: dict[State, Counter[int]] = defaultdict(Counter)
    for submission, figures in sent.items():
        by_state[_way(events[submission])][submission] += figures
    furthest = max(by_state, key=WAY.index, default=None)
    if furthest is None:
        figures = summed.get(unit.pk, 0)
        return MissingLine(unit, State.APPROVED if figures else None, figures)
    found = by_state[furthest]
    event = events[max(found)]
    return MissingLine(
        unit,
        furthest,
        found.total(),
        event.submission_id,
        event.actor,
        event.recorded_at,
        event.reason,
    )


def _way(event: SubmissionEvent) -> State:
    state = State(event.state)
    return State.APPROVED if state in APPROVED else state


def _with_last(line: MissingLine, last: Period | None) -> MissingLine:
    return MissingLine(
        line.unit, line.state, line.figures, line.submission, line.actor, line.since, line.reason, last_sent=last
    )


def _figures(units: Collection[int], period: Period, indicators: Collection[int]) -> QuerySet[Observation]:
    """What these units sent that happened in the period, or accumulated up to its end."""
    return Observation.objects.filter(
        period_end=day_number(period.end),
        unit__in=units,
        indicator__in=indicators,
        kind=Kind.ACTUAL,
        submission__events__state=State.DRAFT,  # published
    )


def _indicators(period: Period) -> set[int]:
    """Figures of a year belong to no month, though December ends with them."""
    keys = indicator_keys()
    return {
        keys[one.id]
        for one in catalogue().indicators.values()
        if one.reported and (one.observed is not Observed.YEAR or period.shape is Shape.YEAR)
    }


def _sent(figures: QuerySet[Observation]) -> dict[int, dict[int, int]]:
    """Unit → submission → number of figures; corrections count beside what they correct."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for unit, submission, count in figures.values_list("unit", "submission").annotate(Count("pk")):
        found[unit][submission] = count
    return found


def _latest_events(submissions: Collection[int]) -> dict[int, SubmissionEvent]:
    events = SubmissionEvent.objects.filter(submission__in=submissions).order_by("pk")
    return {event.submission_id: event for event in events}


def _summed(units: Collection[int], period: Period, indicators: Collection[int]) -> dict[int, int]:
    """Unit → number of its figures that all its parts have sent, approved."""
    sums = RollUp.objects.filter(
        period_end=day_number(period.end),
        unit__in=units,
        indicator__in=indicators,
        kind=Kind.ACTUAL,
        parts_reported=F("parts_expected"),
    )
    return dict(sums.values_list("unit").annotate(Count("indicator", distinct=True)))


def _last_sent(units: Collection[int], period: Period, indicators: Collection[int]) -> dict[int, Period]:
    """Asked period by period, of ever fewer units: most sent the month before."""
    waiting = set(units)
    found: dict[int, Period] = {}
    for _step in range(LOOK_BACK):
        if not waiting:
            break
        period = period.previous
        kept = _figures(waiting, period, indicators).filter(~Exists(returned(OuterRef("submission_id"))))
        sent = set(kept.values_list("unit", flat=True).distinct())
        found |= dict.fromkeys(sent, period)
        waiting -= sent
    return found

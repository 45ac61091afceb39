"""Submissions on their way at a unit and what lies under it: those that lack explanations or wait for approval."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, OuterRef

from ansinh.ledger.models import State, SubmissionEvent
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import wholes

ON_THE_WAY = (State.DRAFT, State.SUBMITTED)


def pending(unit: Unit, members: Collection[Unit], day: date) -> Mapping[State, int]:
    """How many are in each of these states today. ``members``: of a cluster, whose submissions are meant then."""
    events = SubmissionEvent.objects.filter(state__in=ON_THE_WAY)
    later = SubmissionEvent.objects.filter(submission=OuterRef("submission"), pk__gt=OuterRef("pk"))
    found = list(events.filter(~Exists(later)).values_list("submission__unit", "state"))
    if unit.kind == UnitKind.AREA and unit.level == Level.COUNTRY:
        return Counter(State(state) for _sender, state in found)
    own = {unit.pk, *(member.pk for member in members if unit.kind == UnitKind.CLUSTER)}
    above = wholes({sender for sender, _state in found}, day)
    return Counter(
        State(state) for sender, state in found if not own.isdisjoint({sender, *(whole.pk for whole in above[sender])})
    )

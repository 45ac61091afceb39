"""How many submissions are in which state."""

from collections.abc import Mapping

from django.db.models import Count, Exists, OuterRef

from ansinh.ledger.models import State, SubmissionEvent


def submissions_by_state() -> Mapping[State, int]:
    """One query; what is still being staged is in none."""
    later = SubmissionEvent.objects.filter(submission=OuterRef("submission"), pk__gt=OuterRef("pk"))
    latest = SubmissionEvent.objects.filter(~Exists(later)).order_by()
    found = dict(latest.values_list("state").annotate(count=Count("pk")))
    return {state: found.get(state.value, 0) for state in State}

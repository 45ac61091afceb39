"""Questions about submissions: which there are, and in which state each is."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from ansinh.ledger.errors import SubmissionUnknownError
from ansinh.ledger.models import Explanation, Severity, State, Submission, SubmissionEvent, SubmissionFinding

APPROVED = (State.APPROVED, State.LOCKED, State.UNLOCKED)  # the figures count


def published() -> QuerySet[Submission]:
    """All but those whose figures are still on their way in."""
    return Submission.objects.filter(Exists(SubmissionEvent.objects.filter(submission=OuterRef("pk"))))


def is_published(submission: Submission) -> bool:
    return SubmissionEvent.objects.filter(submission=submission).exists()


def find_submission(number: int) -> Submission:
    """Raises SubmissionUnknownError."""
    submission = published().select_related("unit", "corrects").filter(pk=number).first()
    if submission is None:
        raise SubmissionUnknownError(number)
    return submission


def corrected_family(corrected: Submission) -> frozenset[int]:
    """What a correction of a submission may stand in place of: that one, what it corrected itself, and all corrections
    of the same."""
    root = corrected
    while root.corrects is not None:
        root = root.corrects
    family = {root.pk}
    found = family
    while found:
        found = set(Submission.objects.filter(corrects__in=found).values_list("pk", flat=True)) - family
        family |= found
    return frozenset(family)


def states_of(submissions: Collection[int], before: datetime | None = None) -> Mapping[int, State]:
    """The state of each; before the moment, if one is given."""
    events = SubmissionEvent.objects.filter(submission__in=submissions).order_by("pk")
    if before:
        events = events.filter(recorded_at__lt=before)
    return {submission: State(state) for submission, state in events.values_list("submission_id", "state")}


def returned(submission: OuterRef, *, before: datetime | None = None) -> QuerySet[SubmissionEvent]:
    """The return of a submission that was not submitted again since; as it stood before the moment, if one is given."""
    events = SubmissionEvent.objects.filter(recorded_at__lt=before) if before else SubmissionEvent.objects.all()
    later = events.filter(submission=OuterRef("submission"), pk__gt=OuterRef("pk"))
    return events.filter(~Exists(later), submission=submission, state=State.RETURNED)


def unexplained(submission: Submission) -> QuerySet[SubmissionFinding]:
    """Findings that need an explanation and have none, in their order."""
    explained = Explanation.objects.filter(finding=OuterRef("pk"))
    needed = SubmissionFinding.objects.filter(~Exists(explained), submission=submission, severity=Severity.EXPLAIN)
    return needed.order_by("position")


@dataclass(frozen=True)
class SubmissionLine:
    """A submission as it is listed. ``since``: when it entered its state; ``corrected_by``: approved corrections."""

    submission: Submission
    state: State
    actor: str
    since: datetime
    corrected_by: tuple[int, ...]


def submissions() -> list[SubmissionLine]:
    """All submissions, newest first."""
    latest = SubmissionEvent.objects.order_by("pk").select_related("submission__unit")
    last = {event.submission_id: event for event in latest}
    corrections: dict[int, list[int]] = defaultdict(list)
    for number, event in sorted(last.items()):
        if event.submission.corrects_id and event.state in APPROVED:
            corrections[event.submission.corrects_id].append(number)
    return [
        SubmissionLine(event.submission, State(event.state), event.actor, event.recorded_at, tuple(corrections[number]))
        for number, event in sorted(last.items(), reverse=True)
    ]

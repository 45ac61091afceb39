"""What happened to a submission: its states, what was found in it and how that was explained, its corrections."""

from dataclasses import dataclass

from ansinh.ledger.models import Explanation, Severity, State, Submission, SubmissionEvent, SubmissionFinding
from ansinh.ledger.submissions import states_of


@dataclass(frozen=True)
class Found:
    """A finding with its explanations, the latest last."""

    finding: SubmissionFinding
    explanations: tuple[Explanation, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether it needs an explanation and has none."""
        return self.finding.severity == Severity.EXPLAIN and not self.explanations


@dataclass(frozen=True)
class Life:
    """``corrected_by``: the number of each submission that corrects this one, and its state."""

    submission: Submission
    events: tuple[SubmissionEvent, ...]
    findings: tuple[Found, ...]
    corrected_by: tuple[tuple[int, State], ...]

    @property
    def state(self) -> State:
        return State(self.events[-1].state)

    @property
    def waiting(self) -> int:
        """Findings that still need an explanation."""
        return sum(found.is_waiting for found in self.findings)


def life(submission: Submission) -> Life:
    """Of a published submission."""
    corrections = states_of(list(submission.corrections.values_list("pk", flat=True)))
    return Life(
        submission,
        tuple(submission.events.order_by("pk")),
        findings_of(submission),
        tuple(sorted(corrections.items())),
    )


def findings_of(submission: Submission) -> tuple[Found, ...]:
    """In the order in which the check named them."""
    findings = submission.findings.order_by("position").prefetch_related("explanations")
    return tuple(
        Found(finding, tuple(sorted(finding.explanations.all(), key=lambda one: one.pk))) for finding in findings
    )

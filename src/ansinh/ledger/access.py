"""Who may see submissions and facts: the one access function of each.

A file belongs to the unit that sent it, and is seen by whoever has that unit in reach today, whatever day it was sent
on. An approved figure is seen by whoever may see the figures of its unit, on the last day of its period; the cell it
came from, and a figure that is not approved, only by whoever may see the file.
"""

from dataclasses import dataclass

from ansinh.accounts.access import Actor, visible_units
from ansinh.accounts.errors import NothingThereError
from ansinh.accounts.roles import Permission
from ansinh.ledger.errors import SubmissionUnknownError
from ansinh.ledger.facts import day_of
from ansinh.ledger.models import Observation, Submission
from ansinh.ledger.submissions import APPROVED, SubmissionLine, published, states_of, submissions
from ansinh.places.reads import units_with

_NO_SUBMISSION = -1  # no submission's number: of nothing the same questions are asked as of something


@dataclass(frozen=True)
class VisibleFact:
    """``with_source``: its file and cell may be seen too."""

    observation: Observation
    with_source: bool


def visible_submission(actor: Actor, number: int, permission: Permission = Permission.SEE_SUBMISSIONS) -> Submission:
    """Raises SubmissionUnknownError after the same queries, whether there is none or the actor may not."""
    found = published().select_related("unit", "corrects").filter(pk=number).first()
    visible = visible_units(actor, [found.unit] if found else [], actor.day, permission)
    if found is None or not visible:
        raise SubmissionUnknownError(number)
    return found


def visible_submissions(actor: Actor, permission: Permission = Permission.SEE_SUBMISSIONS) -> list[SubmissionLine]:
    """Newest first."""
    senders = units_with(set(published().order_by().values_list("unit", flat=True).distinct()))
    visible = {unit.pk for unit in visible_units(actor, senders, actor.day, permission)}
    return [line for line in submissions() if line.submission.unit_id in visible]


def visible_fact(actor: Actor, fact: int) -> VisibleFact:
    """By the primary key of its observation. Raises NothingThereError after the same queries, whether there is none or
    the actor may not."""
    found = Observation.objects.select_related("unit", "submission__unit").filter(pk=fact).first()
    states = states_of([found.submission_id if found else _NO_SUBMISSION])
    day = day_of(found.period_end) if found else actor.day
    seen = visible_units(actor, [found.unit] if found else [], day, Permission.SEE_FIGURES)
    files = visible_units(actor, [found.submission.unit] if found else [], actor.day, Permission.SEE_SUBMISSIONS)
    if found is None or found.submission_id not in states:
        raise NothingThereError
    approved = states[found.submission_id] in APPROVED
    if not (files or (approved and seen)):
        raise NothingThereError
    return VisibleFact(found, with_source=bool(files))

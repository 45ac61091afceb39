"""The pages of submissions: what there is, what waits for the reader, one with all that happened to it."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import StringIO

from django.utils import timezone

from ansinh.accounts.access import Actor, visible_units
from ansinh.accounts.roles import Permission
from ansinh.kernel.language import Message, current_language
from ansinh.kernel.language import message as _
from ansinh.ledger.differences import Change, difference
from ansinh.ledger.life import Found, Life, life
from ansinh.ledger.models import STATE_NAMES, State, Submission
from ansinh.ledger.submissions import SubmissionLine
from ansinh.places.reads import units_with
from ansinh.reports.differences import COLUMNS, PrintedChange, exact, printed

CHANGES_SHOWN = 200

# What may be done in a state, by whom.
STEPS: Mapping[State, tuple[tuple[str, Permission], ...]] = {
    State.DRAFT: (("explain", Permission.ENTER_FIGURES), ("return", Permission.APPROVE_FIGURES)),
    State.CHECKED: (("submit", Permission.ENTER_FIGURES), ("return", Permission.APPROVE_FIGURES)),
    State.SUBMITTED: (("approve", Permission.APPROVE_FIGURES), ("return", Permission.APPROVE_FIGURES)),
    State.RETURNED: (("submit", Permission.ENTER_FIGURES),),
    State.APPROVED: (("lock", Permission.LOCK_FIGURES),),
    State.UNLOCKED: (("lock", Permission.LOCK_FIGURES),),
    State.LOCKED: (("unlock", Permission.LOCK_FIGURES),),
}
NEEDS_REASON = ("return", "unlock")
OPEN = (State.DRAFT, State.CHECKED, State.RETURNED, State.SUBMITTED)
_TONES: Mapping[State, str] = {
    State.DRAFT: "yellow",
    State.CHECKED: "azure",
    State.SUBMITTED: "blue",
    State.RETURNED: "red",
    State.APPROVED: "green",
    State.LOCKED: "secondary",
    State.UNLOCKED: "yellow",
}
STEP_NAMES: Mapping[str, Message] = {
    "explain": _("Explain"),
    "submit": _("Submit for approval"),
    "approve": _("Approve"),
    "return": _("Return"),
    "lock": _("Lock"),
    "unlock": _("Unlock"),
}


@dataclass(frozen=True)
class StateShown:
    """``tone``: of Tabler's badges."""

    name: Message
    tone: str


def state_shown(state: State) -> StateShown:
    return StateShown(STATE_NAMES[state], _TONES[state])


@dataclass(frozen=True)
class Row:
    """``waits``: its next step is the reader's."""

    line: SubmissionLine
    state: StateShown
    waits: bool


@dataclass(frozen=True)
class SubmissionsPage:
    """``rows``: as asked; ``waiting``: how many of all wait for the reader. ``states``: to choose from."""

    rows: tuple[Row, ...]
    waiting: int
    shown: str
    states: tuple[tuple[State, Message], ...]


def submissions_page(actor: Actor, lines: Collection[SubmissionLine], shown: str) -> SubmissionsPage:
    """``shown``: ``waiting``, a state, or empty for all."""
    own = _own_next_steps(actor, lines)
    rows = [Row(line, state_shown(line.state), line.submission.pk in own) for line in lines]
    chosen = [row for row in rows if shown in ("", row.line.state.value) or (shown == "waiting" and row.waits)]
    return SubmissionsPage(tuple(chosen), len(own), shown, tuple(STATE_NAMES.items()))


def _own_next_steps(actor: Actor, lines: Collection[SubmissionLine]) -> set[int]:
    """Numbers of the submissions whose next step is the actor's; nobody approves what was handed in by the own hand."""
    open_lines = [line for line in lines if line.state in OPEN and not _handed_in_by(actor, line)]
    today = timezone.localdate()
    found: set[int] = set()
    for permission in (Permission.ENTER_FIGURES, Permission.APPROVE_FIGURES):
        next_here = [line for line in open_lines if STEPS[line.state][0][1] is permission]
        units = {
            unit.pk for unit in visible_units(actor, [one.submission.unit for one in next_here], today, permission)
        }
        found |= {line.submission.pk for line in next_here if line.submission.unit_id in units}
    return found


def _handed_in_by(actor: Actor, line: SubmissionLine) -> bool:
    return line.state is State.SUBMITTED and line.actor == actor.name


@dataclass(frozen=True)
class Step:
    """A thing that the reader may do now."""

    name: str
    text: Message
    needs_reason: bool


@dataclass(frozen=True)
class SubmissionPage:
    """``figures``: the first of what it changes, then of what it adds; ``more``: how many there are besides.
    ``own``: handed in by the reader, who therefore cannot approve it."""

    life: Life
    state: StateShown
    corrections: tuple[tuple[int, StateShown], ...]
    events: tuple[tuple[StateShown, str, object, str], ...]
    findings: tuple[tuple[Found, str, str], ...]
    steps: tuple[Step, ...]
    changed: int
    added: int
    same: int
    figures: tuple[PrintedChange, ...]
    more: int
    own: bool


def submission_page(actor: Actor, submission: Submission) -> SubmissionPage:
    shown = life(submission)
    found = difference(submission)
    changes = (*found.changed, *found.added)
    language = current_language()
    own = shown.state is State.SUBMITTED and shown.events[-1].actor == actor.name
    return SubmissionPage(
        shown,
        state_shown(shown.state),
        tuple((number, state_shown(state)) for number, state in shown.corrected_by),
        tuple((state_shown(State(one.state)), one.actor, one.recorded_at, one.reason) for one in shown.events),
        tuple((one, one.finding.cause(language), one.finding.remedy(language)) for one in shown.findings),
        _steps(actor, shown, own),
        len(found.changed),
        len(found.added),
        found.same,
        _printed(changes[:CHANGES_SHOWN]),
        max(0, len(changes) - CHANGES_SHOWN),
        own,
    )


def _steps(actor: Actor, shown: Life, own: bool) -> tuple[Step, ...]:
    unit, day = shown.submission.unit, timezone.localdate()
    return tuple(
        Step(name, STEP_NAMES[name], name in NEEDS_REASON)
        for name, permission in STEPS[shown.state]
        if not (own and name == "approve") and actor.may(permission, unit, day)
    )


def _printed(changes: Collection[Change]) -> tuple[PrintedChange, ...]:
    units = {unit.pk: unit for unit in units_with({change.after.unit for change in changes})}
    return tuple(printed(change, units[change.after.unit]) for change in changes)


def difference_csv(submission: Submission) -> str:
    """Every figure that it changes or adds, exactly."""
    found = difference(submission)
    changes = (*found.changed, *found.added)
    units = {unit.pk: unit for unit in units_with({change.after.unit for change in changes})}
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(exact(change, units[change.after.unit]) for change in changes)
    return stream.getvalue()

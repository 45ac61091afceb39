"""All writes to the ledger: a submission is recorded, submitted, approved or returned, locked."""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, connection, transaction

from ansinh.audit.actions import record
from ansinh.indicators.models import TOTAL
from ansinh.indicators.reads import breakdown_keys, indicator_keys
from ansinh.ledger.errors import (
    ActorError,
    AlreadyApprovedError,
    CorrectionDatedEarlierError,
    CorrectsAnotherError,
    CorrectsNothingError,
    FileRepeatedError,
    NoFactsError,
    ReasonMissingError,
    SameActorError,
    StateError,
)
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import (
    HEDGES,
    MOST_FACTS,
    Observation,
    State,
    Submission,
    SubmissionEvent,
    Supersession,
)
from ansinh.ledger.reads import Ledger, columns, facts_from, own_key, states_of
from ansinh.ledger.roll_ups import append_roll_ups, renew_roll_ups
from ansinh.places.models import Unit

BATCH = 5_000  # rows of one INSERT
UNITS_AT_ONCE = 1_000  # looked up in one query
SHOWN = 3  # facts named in an error


def record_submission(
    *,
    by: str,
    unit: Unit,
    reported_on: date,
    document: str,
    file_name: str,
    file_sha256: str,
    sheets: Sequence[str],
    facts: Sequence[NewFact],
    corrects: Submission | None = None,
    reason: str = "",
) -> Submission:
    """Record a checked file whole, or not at all. Raises FileRepeatedError, NoFactsError."""
    by = _actor(by)
    if not facts:
        raise NoFactsError
    if corrects:
        _check_correction(corrects, unit, reason)
    digest = facts_digest(unit, reported_on, facts, corrects)
    try:
        with transaction.atomic():
            refuse_repeated(file_sha256, digest)
            submission = Submission.objects.create(
                unit=unit,
                reported_on=reported_on,
                document=document,
                file_name=file_name,
                file_sha256=file_sha256,
                facts_sha256=digest,
                sheets=list(sheets),
                fact_count=len(facts),
                corrects=corrects,
                reason=reason,
            )
            _enter(submission, State.DRAFT, by, reason)
            _append(submission, facts)
            _enter(submission, State.CHECKED, by)
    except IntegrityError:  # the same file, sent twice at the same moment
        refuse_repeated(file_sha256, digest)
        raise
    return submission


def submit(*, by: str, submission: Submission) -> None:
    """Hand a checked (or returned) submission in for approval."""
    with _changing(submission, State.CHECKED, State.RETURNED, by=by) as actor:
        _enter(submission, State.SUBMITTED, actor)


def send_back(*, by: str, submission: Submission, reason: str) -> None:
    """Return a submission to its office, with the reason; it does not count meanwhile. Raises ReasonMissingError."""
    if not reason.strip():
        raise ReasonMissingError
    with _changing(submission, State.CHECKED, State.SUBMITTED, by=by) as actor:
        _enter(submission, State.RETURNED, actor, reason)


def approve(*, by: str, submission: Submission) -> None:
    """From now on its figures count. Raises SameActorError, AlreadyApprovedError, CorrectionDatedEarlierError."""
    with _changing(submission, State.SUBMITTED, by=by) as actor:
        handed_in = submission.events.filter(state=State.SUBMITTED).latest("pk")
        if handed_in.actor == actor:
            raise SameActorError(actor, submission.pk)
        _supersede(submission)
        approval = _enter(submission, State.APPROVED, actor)
        append_roll_ups(approval)


def renew_sums(*, by: str) -> None:
    """Sum all areas anew, after the catalogue of places has changed the parts of a whole on days that have facts."""
    with transaction.atomic():
        _wait_for_others()
        renew_roll_ups()
        record(by=by, action="sums.renew", subject="roll-ups")


def lock(*, by: str, submission: Submission) -> None:
    """Close an approved submission for good: its figures take no more corrections."""
    with _changing(submission, State.APPROVED, by=by) as actor:
        _enter(submission, State.LOCKED, actor)


def facts_digest(unit: Unit, reported_on: date, facts: Iterable[NewFact], corrects: Submission | None) -> str:
    """Of the figures themselves, whatever file they come in: a workbook saved again has other bytes. A correction back
    to the first figures is no repeat of them."""
    lines = sorted(
        f"{fact.unit} {fact.request.indicator} {fact.request.period.iso} {fact.request.kind} {fact.value} {fact.hedge}"
        for fact in facts
    )
    about = (str(unit.pk), reported_on.isoformat(), str(corrects.pk if corrects else ""))
    return hashlib.sha256("\n".join([*about, *lines]).encode()).hexdigest()


def _actor(by: str) -> str:
    """One spelling of a name, so that nobody is two people for a blank, a capital or a mark typed apart."""
    name = " ".join(unicodedata.normalize("NFC", by).split()).lower()
    if not name:
        raise ActorError
    return name


def _check_correction(corrects: Submission, unit: Unit, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissingError
    state = states_of([corrects.pk])[corrects.pk]
    if state is not State.APPROVED:
        raise StateError(corrects.pk, state, [State.APPROVED])
    if corrects.unit_id != unit.pk:
        raise CorrectsAnotherError(corrects.pk, unit)


def refuse_repeated(file_sha256: str, digest: str) -> None:
    """Raises FileRepeatedError for the same file, or the same figures in a submission that was not returned."""
    same_file = Submission.objects.filter(file_sha256=file_sha256).first()
    if same_file:
        raise FileRepeatedError(same_file.pk, same_bytes=True)
    for same_facts in Submission.objects.filter(facts_sha256=digest):
        if states_of([same_facts.pk])[same_facts.pk] is not State.RETURNED:
            raise FileRepeatedError(same_facts.pk, same_bytes=False)


def _append(submission: Submission, facts: Sequence[NewFact]) -> None:
    if len(facts) > MOST_FACTS:
        raise ValueError(f"{len(facts)} facts in one submission; at most {MOST_FACTS}")
    indicators, total = indicator_keys(), breakdown_keys()[TOTAL]
    rows = (
        Observation(
            id=submission.first_key + position,
            submission=submission,
            **columns(fact, indicators, total),
            hedge=HEDGES.index(fact.hedge),
            sheet=fact.sheet,
            row=fact.row,
            column=fact.column,
        )
        for position, fact in enumerate(facts)
    )
    Observation.objects.bulk_create(rows, batch_size=BATCH)


@contextmanager
def _changing(submission: Submission, *allowed: State, by: str) -> Iterator[str]:
    """One transaction in which nobody else changes states; gives the actor. Raises ActorError, StateError."""
    actor = _actor(by)
    with transaction.atomic():
        _wait_for_others()
        state = states_of([submission.pk])[submission.pk]
        if state not in allowed:
            raise StateError(submission.pk, state, allowed)
        yield actor


def _wait_for_others() -> None:
    """One change of state at a time: a roll-up must see every approval before it (SQLite's IMMEDIATE does as much)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_submissionevent IN SHARE ROW EXCLUSIVE MODE")


def _enter(submission: Submission, state: State, by: str, reason: str = "") -> SubmissionEvent:
    event = SubmissionEvent.objects.create(submission=submission, state=state, actor=by, reason=reason)
    record(by=by, action=f"submission.{state}", subject=f"submission {submission.pk}", reason=reason)
    return event


def _supersede(submission: Submission) -> None:
    """A correction stands in place of what it corrects; any other file must not touch figures approved before."""
    ledger = Ledger()
    new = {(fact.unit, fact.request): fact for fact in facts_from(ledger.repeated(submission))}
    units = sorted({unit for unit, _request in new})
    requests = {request for _unit, request in new}
    standing = {
        key: fact
        for start in range(0, len(units), UNITS_AT_ONCE)
        for key, fact in ledger.own_facts(units[start : start + UNITS_AT_ONCE], requests).items()
        if key in new
    }
    owners = {key: own_key(fact) // MOST_FACTS for key, fact in standing.items()}
    family = _correction_family(submission)
    strangers = [key for key, owner in owners.items() if owner not in family]
    if strangers:
        raise AlreadyApprovedError(
            submission.pk,
            sorted({owners[key] for key in strangers}),
            [_described(*key) for key in strangers[:SHOWN]],
            len(strangers),
        )
    locked = [owner for owner, state in states_of(set(owners.values())).items() if state is State.LOCKED]
    if locked:
        raise StateError(locked[0], State.LOCKED, [State.APPROVED])
    if submission.corrects_id and not standing:
        raise CorrectsNothingError(submission.pk, submission.corrects_id)
    latest = max((fact.reported_on for fact in standing.values()), default=submission.reported_on)
    if submission.reported_on < latest:
        # Else a question "as reported by" a day between the two would see both.
        raise CorrectionDatedEarlierError(latest, submission.reported_on)
    Supersession.objects.bulk_create(
        (
            Supersession(old_id=own_key(fact), new_id=own_key(new[key]), submission=submission)
            for key, fact in standing.items()
        ),
        batch_size=BATCH,
    )


def _correction_family(submission: Submission) -> set[int]:
    """What this submission may stand in place of: the one it corrects, and earlier corrections of the same."""
    if submission.corrects_id is None:
        return set()
    corrected = Submission.objects.get(pk=submission.corrects_id)
    root = corrected
    while root.corrects is not None:
        root = root.corrects
    family = {root.pk}
    found = family
    while found:
        found = set(Submission.objects.filter(corrects__in=found).values_list("pk", flat=True)) - family
        family |= found
    return family - {submission.pk}


def _described(unit: int, request: Request) -> str:
    return f"{Unit.objects.get(pk=unit).code} {request.indicator} {request.period.iso}"

"""All writes to the ledger: a submission is recorded, explained, submitted, approved or returned, locked, unlocked."""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction

from ansinh.audit.actions import record
from ansinh.ledger.bulk import insert
from ansinh.ledger.errors import (
    ActorError,
    AlreadyApprovedError,
    CorrectionDatedEarlierError,
    CorrectsAnotherError,
    CorrectsNothingError,
    ExplanationEmptyError,
    ExplanationsMissingError,
    FileRepeatedError,
    FindingUnknownError,
    NoFactsError,
    NothingToExplainError,
    ReasonMissingError,
    SameActorError,
    StateError,
)
from ansinh.ledger.facts import Fact, NewFact, NewFinding
from ansinh.ledger.models import (
    MOST_FACTS,
    Explanation,
    Observation,
    State,
    Submission,
    SubmissionEvent,
    SubmissionFinding,
    Supersession,
)
from ansinh.ledger.reads import Ledger, facts_from
from ansinh.ledger.roll_ups import append_roll_ups, renew_roll_ups
from ansinh.ledger.staging import digest_of_content, digest_of_figures, prepared, write
from ansinh.ledger.submissions import corrected_family, published, states_of, unexplained
from ansinh.places.models import Unit

BATCH = 5_000  # rows of one INSERT
SHOWN = 3  # facts named in an error
CORRECTABLE = (State.APPROVED, State.UNLOCKED)


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
    findings: Sequence[NewFinding] = (),
    digest: str = "",
) -> Submission:
    """Record a file whole, or not at all: staged unseen in chunks, then published at once. It is checked, or a draft
    while a finding lacks its explanation. ``digest``: of ``facts_digest``, if it was asked already.

    Interrupted anywhere, nothing is seen; the same call again goes on where it ended. Not within a transaction, which
    would make the chunks one. Raises FileRepeatedError, NoFactsError.
    """
    by = _actor(by)
    if not facts:
        raise NoFactsError
    if corrects:
        _check_correction(corrects, unit, reason)
    rows = prepared(facts)
    digest = digest or digest_of_figures(_about(unit, reported_on, corrects), rows)
    refuse_repeated(file_sha256, digest, corrects)
    content = digest_of_content([*_about(unit, reported_on, corrects), document, file_name, *sheets, reason], rows)
    submission, _new = Submission.objects.get_or_create(
        file_sha256=file_sha256,
        content_sha256=content,
        defaults={
            "unit": unit,
            "reported_on": reported_on,
            "document": document,
            "file_name": file_name,
            "facts_sha256": digest,
            "sheets": list(sheets),
            "fact_count": len(rows),
            "corrects": corrects,
            "reason": reason,
        },
    )
    write(submission, rows)
    _publish(submission, by, findings)
    return submission


def explain(*, by: str, submission: Submission, text: str, positions: Collection[int] | None = None) -> None:
    """Say why findings are right all the same: those at the positions, or all that need it and lack it. A draft of
    which none lacks it any more is checked.

    Raises ExplanationEmptyError, NothingToExplainError, FindingUnknownError.
    """
    text = text.strip()
    if not text:
        raise ExplanationEmptyError
    with _changing(submission, State.DRAFT, State.CHECKED, State.RETURNED, by=by) as actor:
        if positions is None:
            found = list(unexplained(submission))
        else:
            found = list(submission.findings.filter(position__in=positions))
            if unknown := set(positions) - {finding.position for finding in found}:
                raise FindingUnknownError(submission.pk, str(min(unknown) + 1))
        if not found:
            raise NothingToExplainError(submission.pk)
        _explain(found, text, actor)
        if states_of([submission.pk])[submission.pk] is State.DRAFT and not unexplained(submission).exists():
            _enter(submission, State.CHECKED, actor)


def submit(*, by: str, submission: Submission) -> None:
    """Hand a checked (or returned) submission in for approval. Raises ExplanationsMissingError."""
    with _changing(submission, State.CHECKED, State.RETURNED, by=by) as actor:
        if lacking := unexplained(submission).count():
            raise ExplanationsMissingError(submission.pk, lacking)
        _enter(submission, State.SUBMITTED, actor)


def send_back(*, by: str, submission: Submission, reason: str) -> None:
    """Return a submission to its office, with the reason; it does not count meanwhile. Raises ReasonMissingError."""
    if not reason.strip():
        raise ReasonMissingError
    with _changing(submission, State.DRAFT, State.CHECKED, State.SUBMITTED, by=by) as actor:
        _enter(submission, State.RETURNED, actor, reason)


def approve(*, by: str, submission: Submission) -> None:
    """From now on its figures count. Raises SameActorError, AlreadyApprovedError, CorrectionDatedEarlierError."""
    with _changing(submission, State.SUBMITTED, by=by) as actor:
        handed_in = submission.events.filter(state=State.SUBMITTED).latest("pk")
        if handed_in.actor == actor:
            raise SameActorError(actor, submission.pk)
        _supersede(submission)
        approval = SubmissionEvent.objects.create(submission=submission, state=State.APPROVED, actor=actor)
        append_roll_ups(approval)
        _record(approval)  # last: whoever records makes others wait to the end of the transaction


def renew_sums(*, by: str) -> None:
    """Sum all areas anew, after the catalogue of places has changed the parts of a whole on days that have facts."""
    with transaction.atomic():
        _wait_for_others()
        renew_roll_ups()
        record(by=by, action="sums.renew", subject="roll-ups")


def lock(*, by: str, submission: Submission) -> None:
    """Close an approved submission: its figures take no more corrections."""
    with _changing(submission, *CORRECTABLE, by=by) as actor:
        _enter(submission, State.LOCKED, actor)


def unlock(*, by: str, submission: Submission, reason: str) -> None:
    """Open a locked submission to corrections again, with the reason. Raises ReasonMissingError."""
    if not reason.strip():
        raise ReasonMissingError
    with _changing(submission, State.LOCKED, by=by) as actor:
        _enter(submission, State.UNLOCKED, actor, reason)


def facts_digest(unit: Unit, reported_on: date, facts: Sequence[NewFact], corrects: Submission | None) -> str:
    """Of the figures themselves, whatever file they come in: a workbook saved again has other bytes. A correction back
    to the first figures is no repeat of them."""
    return digest_of_figures(_about(unit, reported_on, corrects), prepared(facts))


def _about(unit: Unit, reported_on: date, corrects: Submission | None) -> list[object]:
    return [unit.pk, reported_on.isoformat(), corrects.pk if corrects else None]


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
    if state not in CORRECTABLE:
        raise StateError(corrects.pk, state, CORRECTABLE)
    if corrects.unit_id != unit.pk:
        raise CorrectsAnotherError(corrects.pk, unit)


def refuse_repeated(file_sha256: str, digest: str, corrects: Submission | None = None) -> None:
    """Raises FileRepeatedError for the same file, or the same figures in a submission that was not returned.

    A file that was read wrongly (as triệu where đồng was meant) gives other figures when it is read anew: it may come
    in again once it was returned, or as the correction of itself.
    """
    family = corrected_family(corrects) if corrects else frozenset()
    for same_file in published().filter(file_sha256=file_sha256):
        state = states_of([same_file.pk])[same_file.pk]
        if same_file.facts_sha256 == digest or (state is not State.RETURNED and same_file.pk not in family):
            raise FileRepeatedError(same_file.pk, same_bytes=True)
    for same_facts in published().filter(facts_sha256=digest):
        if states_of([same_facts.pk])[same_facts.pk] is not State.RETURNED:
            raise FileRepeatedError(same_facts.pk, same_bytes=False)


def _publish(submission: Submission, by: str, findings: Sequence[NewFinding]) -> None:
    """The moment from which a staged submission is seen, with what its check found."""
    with transaction.atomic():
        _wait_for_others()
        refuse_repeated(submission.file_sha256, submission.facts_sha256, submission.corrects)
        _keep(submission, by, findings)
        _enter(submission, State.DRAFT, by, submission.reason)
        if not unexplained(submission).exists():
            _enter(submission, State.CHECKED, by)


def _keep(submission: Submission, by: str, findings: Sequence[NewFinding]) -> None:
    kept = SubmissionFinding.objects.bulk_create(
        (
            SubmissionFinding(
                submission=submission,
                position=position,
                sheet=finding.sheet,
                cell=finding.cell,
                severity=finding.severity,
                check_name=finding.check,
                cause_vi=finding.cause_vi,
                cause_en=finding.cause_en,
                remedy_vi=finding.remedy_vi,
                remedy_en=finding.remedy_en,
            )
            for position, finding in enumerate(findings)
        ),
        batch_size=BATCH,
    )
    for finding, given in zip(kept, findings, strict=True):
        if text := given.explanation.strip():
            Explanation.objects.create(finding=finding, text=text, actor=by)


def _explain(findings: Sequence[SubmissionFinding], text: str, by: str) -> None:
    Explanation.objects.bulk_create(
        (Explanation(finding=finding, text=text, actor=by) for finding in findings), batch_size=BATCH
    )
    submission = findings[0].submission_id
    positions = [finding.position for finding in findings]
    record(by=by, action="submission.explained", subject=f"submission {submission}", findings=positions)


@contextmanager
def _changing(submission: Submission, *allowed: State, by: str) -> Iterator[str]:
    """One transaction in which nobody else changes states; gives the actor. Raises ActorError, StateError."""
    actor = _actor(by)
    with transaction.atomic():
        _wait_for_others()
        state = states_of([submission.pk])[submission.pk]
        if state is State.DRAFT and state not in allowed:
            raise ExplanationsMissingError(submission.pk, unexplained(submission).count())
        if state not in allowed:
            raise StateError(submission.pk, state, allowed)
        yield actor


def _wait_for_others() -> None:
    """One change of state at a time: a roll-up must see every approval before it (SQLite's IMMEDIATE does as much)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_submissionevent IN SHARE ROW EXCLUSIVE MODE")


def _enter(submission: Submission, state: State, by: str, reason: str = "") -> None:
    _record(SubmissionEvent.objects.create(submission=submission, state=state, actor=by, reason=reason))


def _record(event: SubmissionEvent) -> None:
    subject = f"submission {event.submission_id}"
    record(by=event.actor, action=f"submission.{event.state}", subject=subject, reason=event.reason)


def _supersede(submission: Submission) -> None:
    """A correction stands in place of what it corrects; any other file must not touch figures approved before."""
    replaced = Ledger().replaced(submission)
    family = corrected_family(submission.corrects) - {submission.pk} if submission.corrects else frozenset()
    strangers = [new for new, old in replaced.items() if old // MOST_FACTS not in family]
    if strangers:
        shown = facts_from(Observation.objects.filter(pk__in=strangers[:SHOWN]))
        raise AlreadyApprovedError(
            submission.pk,
            sorted({replaced[new] // MOST_FACTS for new in strangers}),
            [_described(fact) for fact in shown],
            len(strangers),
        )
    owners = {old // MOST_FACTS for old in replaced.values()}
    locked = [owner for owner, state in states_of(owners).items() if state is State.LOCKED]
    if locked:
        raise StateError(locked[0], State.LOCKED, CORRECTABLE)
    if submission.corrects_id and not replaced:
        raise CorrectsNothingError(submission.pk, submission.corrects_id)
    latest = max((owner.reported_on for owner in Submission.objects.filter(pk__in=owners)), default=None)
    if latest and submission.reported_on < latest:
        # Else a question "as reported by" a day between the two would see both.
        raise CorrectionDatedEarlierError(latest, submission.reported_on)
    pairs = [(old, new, submission.pk) for new, old in replaced.items()]
    insert(Supersession, ("old_id", "new_id", "submission_id"), pairs)


def _described(fact: Fact) -> str:
    return f"{Unit.objects.get(pk=fact.unit).code} {fact.request.indicator} {fact.request.period.iso}"

from collections.abc import Sequence
from datetime import date

from ansinh.kernel.errors import ConflictError, InputError, NotFoundError, RefusedError
from ansinh.kernel.language import Either, Speaks
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.ledger.models import STATE_NAMES, State


class SubmissionUnknownError(NotFoundError):
    def __init__(self, number: int) -> None:
        super().__init__(
            _("There is no submission {number}.", number=number),
            _("`ansinh submissions` lists them."),
        )


class FileRepeatedError(ConflictError):
    def __init__(self, submission: int, *, same_bytes: bool) -> None:
        super().__init__(
            _("This very file is already submission {number}.", number=submission)
            if same_bytes
            else _("The figures of this file are already in submission {number}.", number=submission),
            _("Nothing was added. `ansinh submissions` shows where it stands."),
        )
        self.submission = submission


class StateError(RefusedError):
    def __init__(self, submission: int, state: State, needed: Sequence[State]) -> None:
        super().__init__(
            _("Submission {number} is in state “{state}”.", number=submission, state=STATE_NAMES[state]),
            _(
                "This step needs it to be: {needed}. Unlock it first: `ansinh unlock {number} --by NAME --reason “…”`.",
                needed=Either([STATE_NAMES[one] for one in needed]),
                number=submission,
            )
            if state is State.LOCKED and State.UNLOCKED in needed
            else _("This step needs it to be: {needed}.", needed=Either([STATE_NAMES[one] for one in needed])),
        )


class ExplanationsMissingError(RefusedError):
    def __init__(self, submission: int, count: int) -> None:
        super().__init__(
            _(
                "Submission {number} is a draft: {count} of its findings need an explanation that nobody has given.",
                number=submission,
                count=count,
            ),
            _(
                "`ansinh submission {number}` shows them. Explain one cell or all: "
                "ansinh explain {number} --cell “SHEET!CELL” --text “…” --by NAME, or --all.",
                number=submission,
            ),
        )


class ExplanationEmptyError(InputError):
    def __init__(self) -> None:
        super().__init__(_("An explanation says something."), _("Write --text “…”."))


class NothingToExplainError(RefusedError):
    def __init__(self, submission: int) -> None:
        super().__init__(
            _("No finding of submission {number} waits for an explanation.", number=submission),
            _("`ansinh submission {number}` shows its findings and where it stands.", number=submission),
        )


class FindingUnknownError(NotFoundError):
    def __init__(self, submission: int, place: str) -> None:
        super().__init__(
            _("Submission {number} has no finding at “{place}”.", number=submission, place=place),
            _("`ansinh submission {number}` shows its findings with their cells.", number=submission),
        )


class SameActorError(RefusedError):
    def __init__(self, actor: str, submission: int) -> None:
        super().__init__(
            _("{actor} submitted submission {number} and may not approve it.", actor=actor, number=submission),
            _("Someone else approves: --by ANOTHER."),
        )


class ActorError(InputError):
    def __init__(self) -> None:
        super().__init__(_("An act needs an actor."), _("Say who acts: --by NAME."))


class AlreadyApprovedError(ConflictError):
    def __init__(self, submission: int, others: Sequence[int], facts: Sequence[str], total: int) -> None:
        shown = "; ".join(facts) + (" …" if total > len(facts) else "")
        super().__init__(
            _(
                "{total} figures of submission {number} were approved before, in submission {others}: {shown}.",
                total=total,
                number=submission,
                others=", ".join(str(other) for other in others),
                shown=shown,
            ),
            _(
                "If this file corrects it, return it and import it with --corrects {other} --reason “…”.",
                other=others[0],
            ),
        )


class CorrectionDatedEarlierError(InputError):
    def __init__(self, corrected: date, correction: date) -> None:
        super().__init__(
            _(
                "A correction reported on {correction} cannot stand in place of figures reported on {corrected}.",
                correction=short_date(correction),
                corrected=short_date(corrected),
            ),
            _("Date the correcting report on or after the one that it corrects."),
        )


class CorrectsAnotherError(InputError):
    def __init__(self, corrected: int, unit: Speaks) -> None:
        super().__init__(
            _("Submission {number} is not of {unit}.", number=corrected, unit=unit),
            _("Name the submission of the same unit that this file corrects; `ansinh submissions` lists them."),
        )


class CorrectsNothingError(RefusedError):
    def __init__(self, submission: int, corrected: int) -> None:
        super().__init__(
            _(
                "Submission {number} has none of the figures of submission {corrected}.",
                number=submission,
                corrected=corrected,
            ),
            _("Return it, and import the file without --corrects."),
        )


class ReasonMissingError(InputError):
    def __init__(self) -> None:
        super().__init__(_("A correction, a return or an unlocking needs a reason."), _("Write --reason “…”."))


class NoFactsError(InputError):
    def __init__(self) -> None:
        super().__init__(_("The file holds no figure."), _("Fill in the form and import it again."))

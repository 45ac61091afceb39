"""Who saw identifiers of persons, and what for: kept in the audit log, which only grows.

Record first, show then: what cannot be recorded is not shown. Nothing personal is kept, least of all in the purpose.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

from ansinh.audit.actions import record
from ansinh.audit.models import Event
from ansinh.kernel.language import message as _
from ansinh.ledger.errors import ActorError
from ansinh.reviews.errors import PurposeError

ACTION = "register.identifiers"
SHORTEST = 10  # letters
FEWEST_WORDS = 3
LONGEST = 500
_LETTER = re.compile(r"[^\W\d_]")
_NUMBER_OF_A_PERSON = re.compile(r"(?:[0-9][ .-]?){8}[0-9]")  # an ID, a BHXH number, a telephone


@dataclass(frozen=True)
class Seen:
    """What identifiers are shown of. ``what``: the list, as its command is called (``uninsured``, ``rejected``).
    ``commune``: its code, empty where the list is not of one. ``persons``: how many it names."""

    what: str
    snapshot: str
    commune: str = ""
    day: date | None = None
    persons: int = 0


@dataclass(frozen=True)
class Purpose:
    recorded_at: datetime
    actor: str
    purpose: str
    seen: Seen


def record_purpose(*, by: str, purpose: str, seen: Seen) -> None:
    """Raises PurposeError for a purpose that says nothing, or that holds a number of a person; ActorError."""
    details = asdict(seen) | {"day": seen.day.isoformat() if seen.day else None}
    record(by=actor(by), action=ACTION, subject=f"register {seen.snapshot}", purpose=_checked(purpose), **details)


def actor(by: str) -> str:
    """One spelling of a name. Raises ActorError."""
    if name := tidy(by).lower():
        return name
    raise ActorError


def tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def holds_number_of_a_person(text: str) -> bool:
    return bool(_NUMBER_OF_A_PERSON.search(text))


def purposes(snapshot: str | None = None) -> list[Purpose]:
    """The newest first; of one snapshot, or of all."""
    events = Event.objects.filter(action=ACTION).order_by("-pk")
    if snapshot is not None:
        events = events.filter(subject=f"register {snapshot}")
    return list(_read(events.iterator()))


def _read(events: Iterator[Event]) -> Iterator[Purpose]:
    for event in events:
        details = dict(event.details)
        purpose, day = details.pop("purpose"), details.pop("day")
        seen = Seen(**details, day=date.fromisoformat(day) if day else None)
        yield Purpose(event.recorded_at, event.actor, purpose, seen)


def _checked(purpose: str) -> str:
    said = tidy(purpose)
    if not said:
        raise PurposeError(_("No purpose is given."))
    if holds_number_of_a_person(said):
        raise PurposeError(_("The purpose holds a number that may be a person's."))
    if len(_LETTER.findall(said)) < SHORTEST or len(set(said.lower().split())) < FEWEST_WORDS:
        raise PurposeError(
            _(
                "The purpose is too short: it needs {words} words and {letters} letters at least.",
                words=FEWEST_WORDS,
                letters=SHORTEST,
            )
        )
    if len(said) > LONGEST:
        raise PurposeError(_("The purpose is too long: at most {most} letters.", most=LONGEST))
    return said

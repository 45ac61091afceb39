"""The audit log as it is searched. Whoever reads it has been let in before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from re import escape
from unicodedata import normalize

from django.db.models import CharField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from ansinh.audit.chain import COLUMNS, NONE_BEFORE, Entry
from ansinh.audit.models import Event

PAGE = 50
CHUNK = 2_000  # rows in memory at once
_STORED = ("id", *(name for name in COLUMNS if name != "number"))
_BEFORE_ALL = date(1970, 1, 1)  # the first year of the calendar cannot be said in UTC
_TOLD = ("actor", "action", "subject", "origin", "details", "before", "after")


@dataclass(frozen=True)
class Search:
    """Empty: all events. ``action``: or what it begins with (``submission.``). ``text``: anywhere in the event, capital
    or not. ``first``, ``last``: days in Viet Nam, both included."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    origin: str = ""
    text: str = ""
    first: date | None = None
    last: date | None = None


EVERYTHING = Search()


@dataclass(frozen=True)
class Page:
    """``older``: the number before which the next page begins; None: there is none."""

    entries: tuple[Entry, ...]
    older: int | None


@dataclass(frozen=True)
class Head:
    """The last event's number and hash: whoever keeps them can tell later whether the log up to there is the same."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


def events(search: Search = EVERYTHING, *, before: int | None = None, size: int = PAGE) -> Page:
    """The newest first. ``before``: only events numbered below it."""
    found = _found(search)
    if before is not None:
        found = found.filter(pk__lt=before)
    entries = tuple(Entry(*row) for row in found.order_by("-pk").values_list(*_STORED)[: size + 1])
    return Page(entries[:size], entries[size - 1].number if len(entries) > size else None)


def all_events(search: Search = EVERYTHING) -> Iterator[Entry]:
    """The oldest first, however many: few are in memory at once."""
    for row in _found(search).order_by("pk").values_list(*_STORED).iterator(chunk_size=CHUNK):
        yield Entry(*row)


def head() -> Head:
    row = Event.objects.order_by("-pk").values_list("pk", "hash").first()
    return Head(*(row or (0, NONE_BEFORE)))


def hash_of(number: int) -> str | None:
    """As it stands in the log; None where there is no such event."""
    return Event.objects.filter(pk=number).values_list("hash", flat=True).first()


def actions_recorded() -> list[str]:
    """Every kind of act that is in the log, to choose from."""
    return list(Event.objects.order_by("action").values_list("action", flat=True).distinct())


def _found(search: Search) -> QuerySet[Event]:
    found = Event.objects.all()
    if search.actor:
        found = found.filter(actor__in={search.actor, search.actor.lower()})
    if search.action:
        found = found.filter(action__startswith=search.action)
    if search.subject:
        found = found.filter(subject=search.subject)
    if search.origin:
        found = found.filter(origin=search.origin)
    if search.first:
        found = found.filter(recorded_at__gte=_moment(max(search.first, _BEFORE_ALL), time.min))
    if search.last:
        found = found.filter(recorded_at__lte=_moment(max(search.last, _BEFORE_ALL), time.max))
    return _telling(found, search.text) if search.text else found


def _telling(found: QuerySet[Event], text: str) -> QuerySet[Event]:
    """By a pattern: SQLite's LIKE knows the capitals of English only."""
    columns = [part for name in _TOLD for part in (Cast(name, TextField()), Value("\n", CharField()))]
    told = found.annotate(told=Concat(*columns, output_field=TextField()))
    return told.filter(told__iregex=escape(normalize("NFC", text)))


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))

"""The one way into the audit log."""

import json
from datetime import datetime
from typing import NoReturn

from django.db import connection, transaction
from django.utils import timezone

from ansinh.audit.chain import COLUMNS, NONE_BEFORE, Entry, sealed
from ansinh.audit.models import Event
from ansinh.audit.origin import current_origin

_TURN = 0x616E73696E68  # "ansinh": which of PostgreSQL's advisory locks it is
_STORED = tuple(name for name in COLUMNS if name != "number")


def record(
    *, by: str, action: str, subject: str, before: object = None, after: object = None, **details: object
) -> None:
    """Append one event; call it inside the transaction of the act, and last: from here to the end of the transaction
    other events wait. ``before``, ``after`` and ``details`` are JSON without fractions; they hold no personal data.

    Raises TypeError for what JSON has not, and for a float: databases write these differently.
    """
    before, after, plain = _plain(before), _plain(after), _plain(details)
    with transaction.atomic(savepoint=False):
        moment = _my_turn()
        number, previous = Event.objects.order_by("-pk").values_list("pk", "hash").first() or (0, NONE_BEFORE)
        entry = sealed(
            Entry(
                number=number + 1,
                recorded_at=moment,
                actor=by,
                origin=current_origin(),
                action=action,
                subject=subject,
                before=before,
                after=after,
                details=plain,
                previous=previous,
            )
        )
        Event.objects.create(id=entry.number, **{name: getattr(entry, name) for name in _STORED})


def _my_turn() -> datetime:
    """Wait until no other event is being added, to the end of the transaction (SQLite's IMMEDIATE does as much); the
    moment then, by the database's clock."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() FROM pg_advisory_xact_lock(%s)", [_TURN])
        moment: datetime = cursor.fetchone()[0]
    return moment


def _plain(value: object) -> object:
    """As the database will give it back: text for keys, lists for tuples."""
    return json.loads(json.dumps(value), parse_float=_refuse, parse_constant=_refuse)


def _refuse(number: str) -> NoReturn:
    raise TypeError(f"{number}: the audit log takes whole numbers and text")

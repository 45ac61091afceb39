"""--reported-by, --recorded-by, --draft: which knowledge a question is asked of."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from functools import reduce
from typing import Any

from django.utils import timezone

from ansinh.cli.bilingual import Function, option
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import parse_date
from ansinh.ledger.facts import Scope

_OPTIONS: tuple[Callable[[Function], Function], ...] = (
    option("--reported-by", metavar="DATE", says=_("As reported by this day: later reports and corrections unseen.")),
    option(
        "--recorded-by",
        metavar="TIME",
        says=_("As this ledger stood at this moment: 2020-06-26 (its end) or 2020-06-26T17:30."),
    ),
    option("--draft", is_flag=True, says=_("Use figures that are not approved yet, too.")),
)


def SCOPE(function: Function) -> Function:  # noqa: N802 (used as the other option constants are)
    return reduce(lambda wrapped, add: add(wrapped), reversed(_OPTIONS), function)


def read_scope(options: Mapping[str, Any]) -> Scope:
    reported_by, recorded_by = options.get("reported_by"), options.get("recorded_by")
    return Scope(
        reported_by=parse_date(reported_by) if reported_by else None,
        recorded_by=_moment(recorded_by) if recorded_by else None,
        draft=bool(options.get("draft")),
    )


def _moment(text: str) -> datetime:
    """A day means its last moment; a time without a zone is Viet Nam's."""
    text = text.strip().replace(" ", "T")
    if "T" not in text:
        return timezone.make_aware(datetime.combine(parse_date(text), time.max))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            _("“{text}” is not a moment.", text=text), _("Write a day, or a day and a time: 2020-06-26T17:30.")
        ) from None
    return moment if moment.tzinfo else timezone.make_aware(moment)

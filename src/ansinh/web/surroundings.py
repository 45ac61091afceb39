"""What the layout shows around every page: languages, the main menu, the periods to choose from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ansinh.accounts.roles import Permission
from ansinh.kernel.language import current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, Shape
from ansinh.web.looking import Look
from ansinh.web.pages import Request

_OF_UNIT = (
    ("dashboard", _("Dashboard"), "gauge", None),
    ("league", _("League table"), "trophy", None),
    ("series", _("Series"), "chart-line", None),
    ("missing", _("Who has not sent"), "bell", Permission.SEE_SUBMISSIONS),
)
_OF_ALL = (
    ("submissions", _("Submissions"), "checklist", Permission.SEE_SUBMISSIONS),
    ("audit", _("Audit log"), "history", Permission.SEE_AUDIT),
)
YEARS_SHOWN = 5  # of the choice of periods, around the one that is looked at


@dataclass(frozen=True)
class Tongue:
    """A language that pages can be read in."""

    code: str
    name: str
    is_here: bool


@dataclass(frozen=True)
class Entry:
    """A line of a menu; ``icon``: of the sprite, or empty."""

    name: str
    address: str
    is_here: bool
    icon: str = ""


@dataclass(frozen=True)
class PeriodChoice:
    """``before``, ``after``: addresses of the neighbouring periods of the same length. ``years``: each year with its
    months, the year itself first."""

    before: str
    after: str
    years: tuple[tuple[int, tuple[Entry, ...]], ...]


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Of every template."""
    return {
        "language": current_language(),
        "tongues": [Tongue(code, name, code == current_language()) for code, name in settings.LANGUAGES],
        "is_demonstration": settings.ENVIRONMENT.is_demonstration,
    }


def menu(request: Request, look: Look | None) -> list[Entry]:
    """What the reader may open: the pages of the unit and period looked at, then those of none."""
    here = request.resolver_match.url_name if request.resolver_match else None
    entries = [
        Entry(title.text(), reverse(name, args=[look.kind, look.key, look.period]) if look else "/", name == here, icon)
        for name, title, icon, permission in _OF_UNIT
        if (name == "dashboard" if look is None else permission is None or look.may(permission))
    ]
    entries += [
        Entry(title.text(), reverse(name), name == here, icon)
        for name, title, icon, permission in _OF_ALL
        if request.actor.may_somewhere(permission)
    ]
    return entries


def period_choice(request: HttpRequest, look: Look) -> PeriodChoice:
    """The same page in other periods."""
    match = request.resolver_match

    def address(period: Period) -> str:
        return reverse(match.view_name, kwargs=match.kwargs | {"period": period}) if match else ""

    shown = range(look.period.year_number - YEARS_SHOWN + 2, look.period.year_number + 2)
    return PeriodChoice(
        address(_beside(look.period, -1)),
        address(_beside(look.period, 1)),
        tuple((year, _of_year(year, look.period, address)) for year in reversed(shown)),
    )


def _of_year(year: int, here: Period, address: Callable[[Period], str]) -> tuple[Entry, ...]:
    periods = [Period.year(year), *(Period.month(year, month) for month in range(1, 13))]
    names = [str(year), *(str(month) for month in range(1, 13))]
    return tuple(Entry(name, address(one), one == here) for name, one in zip(names, periods, strict=True))


def _beside(period: Period, steps: int) -> Period:
    """The year before or after a year; of every other period, the month before or after its last."""
    if period.shape is Shape.YEAR:
        return Period.year(period.year_number + steps)
    months = period.end.year * 12 + period.end.month - 1 + steps
    return Period.month(months // 12, months % 12 + 1)

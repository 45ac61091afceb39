"""What an address asks of a series, or of the trace of a figure: on which boundaries, since when, in which steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from ansinh.compare.boundaries import View
from ansinh.compare.histories import Step, days_of
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.periods import Period, parse_date
from ansinh.ledger.models import Kind

VIEWS: Mapping[str, View] = {"reported": View.REPORTED, "rebased": View.REBASED, "like": View.LIKE_FOR_LIKE}
USUAL_VIEW, USUAL_STEP = View.REBASED, Step.MONTH
EARLIEST_YEAR = 1995
USUAL_YEARS, MOST_YEARS = 3, 20
KINDS = {kind.label: kind for kind in Kind}


@dataclass(frozen=True)
class Asked:
    """``boundaries``: the day on whose boundaries; None: on those of the unit itself. ``since``: the first year."""

    view: View
    boundaries: date | None
    since: int
    step: Step

    @classmethod
    def read(cls, query: QueryDict, until: Period) -> "Asked":
        """What is no view, year or step is left at the usual one. Raises DateError."""
        boundaries = query.get("boundaries", "").strip()
        return cls(
            view=VIEWS.get(query.get("view", ""), USUAL_VIEW),
            boundaries=parse_date(boundaries) if boundaries else None,
            since=_year(query.get("from", ""), until),
            step=next((one for one in Step if one == query.get("step")), USUAL_STEP),
        )

    def but(self, **changes: Any) -> "Asked":
        return replace(self, **changes)

    def query(self, until: Period) -> str:
        """Shortest: nothing that is usual stands in it."""
        return urlencode(list(self._pairs(until)))

    def _pairs(self, until: Period) -> Iterator[tuple[str, str]]:
        if self.view is not USUAL_VIEW:
            yield "view", written(self.view)
        if self.boundaries and self.view is View.REBASED:
            yield "boundaries", self.boundaries.isoformat()
        if self.since != _usual_year(until):
            yield "from", str(self.since)
        if self.step is not USUAL_STEP:
            yield "step", self.step.value

    def trace(self, until: Period, kind: Kind = Kind.ACTUAL) -> str:
        """The query with which a figure of this series is opened."""
        pairs: list[tuple[str, str]] = [] if kind is Kind.ACTUAL else [("kind", kind.label)]
        if self.view is not USUAL_VIEW:
            pairs.append(("view", written(self.view)))
        if self.view is View.LIKE_FOR_LIKE:  # over which time the parts were the same
            pairs += [("from", str(self.since)), ("until", until.iso), ("step", self.step.value)]
        return urlencode(pairs)


@dataclass(frozen=True)
class AskedTrace:
    """``days``: of a look like for like, the days of the series that the figure is one of. ``query``: the same of
    another figure beside it."""

    kind: Kind
    view: View
    days: frozenset[date]
    asked: Asked
    until: Period

    @classmethod
    def read(cls, query: QueryDict, period: Period) -> "AskedTrace":
        until = _until(query.get("until", ""), period)
        asked = Asked.read(query, until)
        is_like = asked.view is View.LIKE_FOR_LIKE
        days = frozenset(days_of(until, asked.since, asked.step)) if is_like else frozenset()
        return cls(KINDS.get(query.get("kind", ""), Kind.ACTUAL), asked.view, days, asked, until)

    def query(self, kind: Kind | None = None) -> str:
        return self.asked.trace(self.until, self.kind if kind is None else kind)


def written(view: View) -> str:
    return next(name for name, one in VIEWS.items() if one is view)


def _usual_year(until: Period) -> int:
    return until.year_number - USUAL_YEARS + 1


def _year(text: str, until: Period) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        return _usual_year(until)
    return min(max(int(text), EARLIEST_YEAR, until.year_number - MOST_YEARS + 1), until.year_number)


def _until(text: str, period: Period) -> Period:
    """No earlier than the figure itself, and within the years that a series has."""
    try:
        until = Period.parse(text)
    except AnsinhError:
        return period
    return until if period.end <= until.end and until.year_number < period.year_number + MOST_YEARS else period

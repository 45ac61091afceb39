"""What an address asks of a league table: by what it ranks, which columns, which of the rows, in which order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from ansinh.compare.leagues import LeagueColumn

BY_RANK, BY_NAME, BY_CLIMB = "rank", "name", "climb"
DESCENDING, ASCENDING = "desc", "asc"
COMMUNES = "communes"
MOST_COLUMNS = 12
LONGEST_TEXT = 100


class Status(StrEnum):
    REACHED = "reached"
    BELOW = "below"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Asked:
    """``indicator`` "", ``columns`` (): not chosen, the usual ones. ``sort``: a name above or a column as written."""

    indicator: str = ""
    columns: tuple[LeagueColumn, ...] = ()
    sort: str = BY_RANK
    descending: bool = False
    text: str = ""
    status: Status | None = None
    communes: bool = False
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> "Asked":
        """What is no order, status or page is as usual. Raises IndicatorUnknownError, NotComparableError."""
        indicator = query.get("indicator", "")
        written = list(dict.fromkeys(filter(None, query.getlist("columns"))))[:MOST_COLUMNS]
        columns = tuple(LeagueColumn.parse(one) for one in written)
        return cls(
            indicator=LeagueColumn.parse(indicator).indicator if indicator else "",
            columns=columns,
            sort=query.get("sort") or BY_RANK,
            descending=query.get("order") == DESCENDING,
            text=" ".join(query.get("q", "").split())[:LONGEST_TEXT],
            status=next((one for one in Status if one == query.get("status")), None),
            communes=query.get("parts") == COMMUNES,
            page=_positive(query.get("page", "")),
        )

    @property
    def address(self) -> str:
        """The query of this page, shortest: nothing that is usual stands in it."""
        query = urlencode(list(self._pairs()))
        return f"?{query}" if query else ""

    def but(self, **changes: Any) -> "Asked":
        """The same question with a difference, from its first page."""
        return replace(self, **({"page": 1} | changes))

    def sorted_by(self, sort: str, *, descending: bool) -> "Asked":
        return self.but(sort=sort, descending=descending)

    def _pairs(self) -> Iterator[tuple[str, str]]:
        given: Mapping[str, str] = {
            "indicator": self.indicator,
            "parts": COMMUNES * self.communes,
            "q": self.text,
            "status": self.status or "",
            "sort": self.sort if self.sort != BY_RANK else "",
            "order": DESCENDING * self.descending,
            "page": str(self.page) if self.page > 1 else "",
        }
        yield from ((name, value) for name, value in given.items() if value)
        yield from (("columns", column.written) for column in self.columns)


def _positive(text: str) -> int:
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 6 else 1

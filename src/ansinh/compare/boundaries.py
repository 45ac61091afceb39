"""On which boundaries a series is looked at: as reported, on those of a day, or only what did not change."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ansinh.compare.errors import BoundariesUnreadableError
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.periods import parse_date


class View(StrEnum):
    """Of a unit whose boundaries changed since an earlier period:

    REPORTED: what the unit of that name reported then, of its territory of then. REBASED: the figures of all units
    that now make up the unit. LIKE_FOR_LIKE: of both periods, only those parts of the unit that did not change.
    """

    REPORTED = "reported"
    REBASED = "rebased"
    LIKE_FOR_LIKE = "like-for-like"


@dataclass(frozen=True)
class Boundaries:
    """``day``: on whose boundaries; None: those at the end of the period asked about."""

    view: View = View.REBASED
    day: date | None = None

    @classmethod
    def parse(cls, text: str) -> "Boundaries":
        """``reported``, ``like-for-like``, or a day. Raises BoundariesUnreadableError."""
        written = text.strip().lower()
        if written in (View.REPORTED, View.LIKE_FOR_LIKE):
            return cls(View(written))
        try:
            return cls(View.REBASED, parse_date(written))
        except AnsinhError:
            raise BoundariesUnreadableError(text) from None

    @property
    def id(self) -> str:
        """As it is written: a day, the view's name, or ``period-end``."""
        if self.view is not View.REBASED:
            return self.view.value
        return self.day.isoformat() if self.day else "period-end"

    def on(self, period_end: date) -> date:
        """The day on whose boundaries a unit and its parts are looked up."""
        return self.day or period_end

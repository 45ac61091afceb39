from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ansinh.kernel.errors import InputError, NotFoundError
from ansinh.kernel.language import Language, Message
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.places.models import Unit

MOST_LISTED = 8


@dataclass(frozen=True)
class Listed:
    """ "42 (tỉnh Hà Tĩnh), 44 (tỉnh Quảng Trị), …" in either language."""

    units: Sequence[Unit]

    def text(self, language: Language | None = None) -> str:
        shown = ", ".join(f"{unit.code} ({unit.text(language)})" for unit in self.units[:MOST_LISTED])
        return f"{shown}, …" if len(self.units) > MOST_LISTED else shown


class UnitUnknownError(NotFoundError):
    """``past``: what the name meant on another day; ``heirs``: what that unit's territory belongs to on this one."""

    def __init__(
        self, written: str, day: date, near: Sequence[Unit], past: Unit | None = None, heirs: Sequence[Unit] = ()
    ) -> None:
        super().__init__(
            _("No unit is called “{written}” on {day}.", written=written, day=short_date(day)),
            _remedy(near, past, heirs),
        )
        self.near = tuple(near)
        self.past = past


def _remedy(near: Sequence[Unit], past: Unit | None, heirs: Sequence[Unit]) -> Message:
    if past and past.valid_to and past.end_unknown:
        return _("{unit} is known up to {day}; on which day it ended is not.", unit=past, day=short_date(past.valid_to))
    if past and past.valid_to and heirs:
        ended = short_date(past.valid_to)
        return _("{unit} ended on {day}; what is there now: {units}.", unit=past, day=ended, units=Listed(heirs))
    if past and past.valid_to:
        return _("{unit} ended on {day}.", unit=past, day=short_date(past.valid_to))
    if past and past.valid_from:
        return _("{unit} began on {day}.", unit=past, day=short_date(past.valid_from))
    if near:
        return _("Near to it: {units}.", units=Listed(near))
    return _("`ansinh places find` lists the codes and names that can be used.")


class UnitAmbiguousError(InputError):
    def __init__(self, written: str, day: date, candidates: Sequence[Unit]) -> None:
        super().__init__(
            _("“{written}” may be any of several units on {day}.", written=written, day=short_date(day)),
            _("Write the code: {units}.", units=Listed(candidates)),
        )
        self.candidates = tuple(candidates)


class OutlinesOfUnknownError(InputError):
    def __init__(self, codes: Sequence[str], day: date) -> None:
        shown = ", ".join(codes[:MOST_LISTED]) + (", …" if len(codes) > MOST_LISTED else "")
        super().__init__(
            _("On {day} no area has the codes: {codes}.", day=short_date(day), codes=shown),
            _("Give the day that the file is of (--on), or take these features out of it."),
        )

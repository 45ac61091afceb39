from collections.abc import Sequence
from datetime import date

from ansinh.kernel.errors import InputError, NotFoundError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date
from ansinh.places.models import Unit


def listed(units: Sequence[Unit]) -> str:
    return ", ".join(f"{unit.code} ({unit.full_name})" for unit in units)


class UnitUnknownError(NotFoundError):
    def __init__(self, written: str, day: date, near: Sequence[Unit]) -> None:
        remedy = (
            _("Near to it: {units}.", units=listed(near))
            if near
            else _("`ansinh units` lists the codes and names that can be used.")
        )
        super().__init__(
            _("No unit is called “{written}” on {day}.", written=written, day=short_date(day)),
            remedy,
        )
        self.near = tuple(near)


class UnitAmbiguousError(InputError):
    def __init__(self, written: str, day: date, candidates: Sequence[Unit]) -> None:
        super().__init__(
            _("“{written}” may be any of several units on {day}.", written=written, day=short_date(day)),
            _("Write the code: {units}.", units=listed(candidates)),
        )
        self.candidates = tuple(candidates)

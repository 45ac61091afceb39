from collections import Counter
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
    """ "42 (tỉnh Hà Tĩnh), 44 (tỉnh Quảng Trị), …" in either language; keys where two units have one code."""

    units: Sequence[Unit]

    def text(self, language: Language | None = None) -> str:
        times = Counter(unit.code for unit in self.units)
        shown = ", ".join(
            f"{unit.key if times[unit.code] > 1 else unit.code} ({unit.text(language)})"
            for unit in self.units[:MOST_LISTED]
        )
        return f"{shown}, …" if len(self.units) > MOST_LISTED else shown


class UnitUnknownError(NotFoundError):
    """``past``: what the name meant on another day; ``heirs``: what that unit's territory belongs to on this one;
    ``also``: the lower units that have the name on this one."""

    def __init__(
        self,
        written: str,
        day: date,
        near: Sequence[Unit],
        past: Unit | None = None,
        heirs: Sequence[Unit] = (),
        also: Sequence[Unit] = (),
    ) -> None:
        if past and past.valid_to and also:
            cause = _(
                "“{written}” was {unit} up to {ended}; on {day} only lower units have the name.",
                written=written,
                unit=past,
                ended=short_date(past.valid_to),
                day=short_date(day),
            )
            remedy = _remedy_of_lower(heirs, also)
        else:
            cause = _("No unit is called “{written}” on {day}.", written=written, day=short_date(day))
            remedy = _remedy(near, past, heirs)
        super().__init__(cause, remedy)
        self.near = tuple(near)
        self.past = past
        self.also = tuple(also)


def _remedy_of_lower(heirs: Sequence[Unit], also: Sequence[Unit]) -> Message:
    if heirs:
        return _(
            "What is there now: {units}. If a lower unit is meant, write its code: {lower}.",
            units=Listed(heirs),
            lower=Listed(also),
        )
    return _("If a lower unit is meant, write its code: {lower}.", lower=Listed(also))


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


class NamesUnreadableError(InputError):
    def __init__(self, file: str) -> None:
        super().__init__(
            _("“{file}” is no text in UTF-8.", file=file),
            _("Save it as text in UTF-8, a name in each line."),
        )

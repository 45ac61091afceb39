"""Errors of register questions."""

from datetime import date

from ansinh.kernel.errors import InputError, RefusedError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date


class TooEarlyError(RefusedError):
    def __init__(self, day: date, as_of: date) -> None:
        super().__init__(
            _(
                "The register of {as_of} does not answer for {day}, which is before it.",
                as_of=short_date(as_of),
                day=short_date(day),
            ),
            _("Ask for {as_of} or a later day, or load the registers of that time.", as_of=short_date(as_of)),
        )


class NothingBeforeError(InputError):
    def __init__(self) -> None:
        super().__init__(
            _("A movement needs two registers, and only one is given."),
            _("Name the earlier one too."),
        )

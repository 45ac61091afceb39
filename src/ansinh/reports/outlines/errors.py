from collections.abc import Sequence
from datetime import date

from ansinh.kernel.errors import NotFoundError, RefusedError
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import short_date


class OutlineUnknownError(NotFoundError):
    def __init__(self, outline: str, known: Sequence[str]) -> None:
        super().__init__(
            _("There is no outline “{outline}”.", outline=outline),
            _("Choose one of: {outlines}.", outlines=", ".join(known)),
        )


class OutlineNotInForceError(RefusedError):
    def __init__(self, outline: str, day: date) -> None:
        super().__init__(
            _("The outline “{outline}” is not for a report of {day}.", outline=outline, day=short_date(day)),
            _("Choose another with --outline; `ansinh report outlines` lists them with their dates."),
        )

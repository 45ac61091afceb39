from collections.abc import Sequence

from ansinh.kernel.errors import InputError, NotFoundError, RefusedError
from ansinh.kernel.language import Speaks
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.places.models import Unit


class NoDataError(NotFoundError):
    def __init__(self, unit: Unit, period: Period) -> None:
        super().__init__(
            _("There is no approved figure of {unit} for {period}.", unit=unit, period=period),
            _("Import a workbook of that period, submit and approve it; `ansinh submissions` lists what there is."),
        )


class NotApprovedError(RefusedError):
    def __init__(self, submissions: Sequence[int]) -> None:
        numbers = ", ".join(str(number) for number in submissions)
        super().__init__(
            _("The report needs figures that are not approved: submission {numbers}.", numbers=numbers),
            _("Have them approved, or make a draft that says so on every page: --draft."),
        )
        self.submissions = tuple(submissions)


class NotDrawnError(InputError):
    def __init__(self, unit: Unit) -> None:
        super().__init__(
            _("There is no map of {unit}.", unit=unit),
            _("Maps are made of the country (VN) and of a province."),
        )


class YearsNeededError(InputError):
    def __init__(self, outline: Speaks) -> None:
        super().__init__(
            _("A report of this kind looks across years: {outline}.", outline=outline),
            _("Give them: --years 2013-2017, or 2013,2015,2017."),
        )


class AboutNeededError(InputError):
    def __init__(self, outline: Speaks, known: Sequence[str]) -> None:
        super().__init__(
            _("A report of this kind says what it reviews: {outline}.", outline=outline),
            _("Name it: --about {known}, or its whole title.", known=", ".join(known)),
        )

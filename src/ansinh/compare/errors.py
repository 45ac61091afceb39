from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Speaks
from ansinh.kernel.language import message as _


class BaseUnreadableError(InputError):
    def __init__(self, written: str) -> None:
        super().__init__(
            _("“{written}” is not something to compare with.", written=written),
            _(
                "Write one or more of: same-period, end:YEAR, previous-month, previous-quarter, plan, threshold, "
                "target:YEAR; separated by commas."
            ),
        )


class MeaninglessError(InputError):
    def __init__(self, indicator: IndicatorDefinition, base: Speaks) -> None:
        super().__init__(
            _("{indicator} cannot be compared {base}: the two would not be alike.", indicator=indicator, base=base),
            _(
                "What accumulates from January is compared with the same period, or at a month's (quarter's) end with "
                "the one before; a figure of the year with other years."
            ),
        )


class NotComparableError(InputError):
    def __init__(self, indicator: IndicatorDefinition) -> None:
        super().__init__(
            _("{indicator} counts units; it is not compared in this way.", indicator=indicator),
            _("Compare the indicator that is counted."),
        )


class BoundariesUnreadableError(InputError):
    def __init__(self, written: str) -> None:
        super().__init__(
            _("“{written}” does not say on which boundaries.", written=written),
            _("Write a day (2026-01-01), reported or like-for-like."),
        )

from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.errors import InputError
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


class StockOnlyError(InputError):
    def __init__(self, indicator: IndicatorDefinition) -> None:
        super().__init__(
            _("{indicator} accumulates from January: it has no level at the end of a year.", indicator=indicator),
            _("Compare it with the same period of another year."),
        )


class NotComparableError(InputError):
    def __init__(self, indicator: IndicatorDefinition) -> None:
        super().__init__(
            _("{indicator} counts units; it is not compared in this way.", indicator=indicator),
            _("Compare the indicator that is counted."),
        )

"""One cell → an exact figure of the base unit, or a finding: a cell that cannot be read is never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property

from ansinh.imports.errors import Check
from ansinh.imports.files.sheets import CellValue
from ansinh.imports.page import Page, is_figure, text_of
from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.errors import AnsinhError
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit, DisplayUnit
from ansinh.kernel.numbers import (
    AmbiguousNumberError,
    Hedge,
    Printed,
    Written,
    parse_quantity,
    round_half_up,
)

TOO_LARGE = 10**17  # steps of a base unit; a sum of 63 smaller ones fits into the 64 bits in which it is kept
EXCEL_DIGITS = 15  # what a spreadsheet keeps of a number; the rest of the float is noise

Figure = tuple[Decimal, Hedge]


class Convention(Enum):
    """How texts write numbers: 10.101,8 or 10,101.8."""

    VIETNAMESE = "."
    ENGLISH = ","


_VIETNAMESE = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:\.[0-9]{3}){2,}"
)
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9]{1,3}(?:,[0-9]{3}){2,}")


def conventions(values: Iterable[CellValue]) -> frozenset[Convention]:
    """The ways in which the texts among the values write numbers, where they can be read in one way only."""
    found = set()
    for value in values:
        if isinstance(value, str):
            digits = value.strip().strip("()+-−–% ")
            if _VIETNAMESE.fullmatch(digits):
                found.add(Convention.VIETNAMESE)
            elif _ENGLISH.fullmatch(digits):
                found.add(Convention.ENGLISH)
    return frozenset(found)


@dataclass(frozen=True)
class CellReader:
    """Reads the cells of one line: figures of one indicator in one unit of measure.

    ``convention``: how the texts around write numbers, if they all write them one way; None: a text that can be two
    numbers is a question.
    """

    page: Page
    indicator: IndicatorDefinition
    measure: DisplayUnit
    convention: Convention | None = None

    def read(self, row: int, column: int, value: CellValue) -> Figure | None:
        """None for no figure, and for one that cannot be taken: then a finding says why."""
        if value == "":
            return None
        if type(value) is float and value.is_integer() and 0 <= value < self._plain_below:
            return Decimal(int(value) * self._ones), Hedge.EXACT
        if not is_figure(value):
            return None
        written = self._written(row, column, value)
        if written is None or not self._fits(row, column, written) or self._may_be_a_share(row, column, value, written):
            return None
        exact = self._kept(row, column, written.value)
        if exact is None:
            return None
        if exact < 0:
            self.page.block(
                Check.NEGATIVE,
                row,
                column,
                _("{id} cannot be negative.", id=self.indicator),
                _("Check the figure and its sign."),
            )
            return None
        return exact, written.hedge

    def plain(self, values: Iterable[CellValue]) -> dict[CellValue, Figure]:
        """The figures of those values that can be nothing else: each is made once, as columns repeat many."""
        ones, below = self._ones, self._plain_below
        return {
            value: (Decimal(int(value) * ones), Hedge.EXACT)
            for value in {value for value in values if type(value) is float}
            if 0 <= value < below and value.is_integer()
        }

    @cached_property
    def _ones(self) -> int:
        return int(10**self.measure.power_of_ten)

    @cached_property
    def _plain_below(self) -> float:
        """A whole number in a cell, below this, can be nothing else. A share can: 1 or 100%."""
        if self.indicator.unit is BaseUnit.PERCENT:
            return 0
        return float(TOO_LARGE) / self._ones

    def _written(self, row: int, column: int, value: CellValue) -> Written | None:
        """A number in a cell is what it is; a text is read as people write."""
        if isinstance(value, date | time | timedelta):
            self.page.block(
                Check.NUMBER_AS_DATE,
                row,
                column,
                _("The spreadsheet program has turned this figure into a date or a time: {value}.", value=value),
                _("Write the figure again, with the cell's format set to number."),
            )
            return None
        if isinstance(value, int | float) and not isinstance(value, bool):
            number = Decimal(f"{value:.{EXCEL_DIGITS}g}")
            return Written(self.measure.to_base(number), self.measure, Hedge.EXACT, 0)
        text = text_of(value)
        if text.startswith(("#", "=")):
            self._failed(row, column, text)
            return None
        try:
            return parse_quantity(text, self.measure)
        except AmbiguousNumberError as error:
            return self._by_convention(row, column, text, error)
        except AnsinhError as error:
            self.page.block(Check.NUMBER, row, column, error.cause, error.remedy)
            return None

    def _failed(self, row: int, column: int, text: str) -> None:
        cause = (
            _("The formula of this cell gives no figure: {text}.", text=text)
            if text.startswith("#")
            else _("The formula of this cell was never computed: {text}.", text=text[:60])
        )
        self.page.block(
            Check.FORMULA, row, column, cause, _("Mend the formula, or write the figure itself; then save.")
        )

    def _by_convention(self, row: int, column: int, text: str, error: AmbiguousNumberError) -> Written | None:
        if self.convention is None:
            self.page.block(Check.NUMBER_AMBIGUOUS, row, column, error.cause, error.remedy)
            return None
        whole, decimal = error.candidates
        groups = self.convention.value in text
        value = whole if groups else decimal
        self.page.note(
            Check.NUMBER_STYLE,
            row,
            column,
            _(
                "“{text}” is read as {value} {unit}, as the other cells write numbers.",
                text=text,
                value=Printed(self.measure.from_base(value)),
                unit=self.measure,
            ),
            _("Nothing needs to be done if that is right."),
        )
        return Written(value, self.measure, Hedge.EXACT, 0 if groups else 3)

    def _fits(self, row: int, column: int, written: Written) -> bool:
        """Whether a figure written with its own unit is in one that the indicator is measured in, and of a likely
        size."""
        if written.unit is not None and written.unit.base is not self.indicator.unit:
            self.page.block(
                Check.MEASURE,
                row,
                column,
                _("{id} is not measured in “{unit}”.", id=self.indicator, unit=written.unit),
                _("Write the unit of measure, for instance “{unit}”.", unit=self.measure),
            )
            return False
        if abs(written.value).scaleb(self.indicator.unit.scale) >= TOO_LARGE:
            self.page.block(
                Check.TOO_LARGE,
                row,
                column,
                _("The figure is too large: {id} is given in {unit}.", id=self.indicator, unit=self.measure),
                _("Check the figure and its unit of measure."),
            )
            return False
        return True

    def _may_be_a_share(self, row: int, column: int, value: CellValue, written: Written) -> bool:
        """A cell shown as 36% holds 0.36: which of the two is meant, the number alone does not say."""
        if isinstance(value, str) or self.indicator.unit is not BaseUnit.PERCENT or not 0 < written.value <= 1:
            return False
        self.page.block(
            Check.PERCENT,
            row,
            column,
            _(
                "{value} in a column of % may mean {value}% or {more}%.",
                value=Printed(written.value),
                more=Printed(written.value * 100),
            ),
            _("Write it as text with the sign, for instance “{more}%”.", more=Printed(written.value * 100)),
        )
        return True

    def _kept(self, row: int, column: int, value: Decimal) -> Decimal | None:
        """The value no finer than the ledger keeps it: half a person is an error, half a đồng is rounded and noted."""
        kept = round_half_up(value, self.indicator.unit.scale)
        if kept == value:
            return kept
        if self.indicator.unit is BaseUnit.VND or self.indicator.unit.scale:
            self.page.note(
                Check.ROUNDED,
                row,
                column,
                _(
                    "The figure is finer than {unit} are counted; it is recorded as {kept}.",
                    unit=self.indicator.unit,
                    kept=Printed(kept),
                ),
                _("Nothing needs to be done."),
            )
            return kept
        self.page.block(
            Check.NOT_WHOLE,
            row,
            column,
            _(
                "{id} counts {unit}: {value} is not a whole number.",
                id=self.indicator,
                unit=self.indicator.unit,
                value=Printed(value),
            ),
            _("Check the figure and its unit of measure."),
        )
        return None

"""A workbook in the making: its cells, how they look, and beside each figure what it has to be read as."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ansinh.kernel.periods import Period
from tests.corpus.workbooks.case import Case, Figure, Given, Named

Value = str | int | float | Decimal | date | None
Look = dict[str, Any]

ACTUAL, TARGET, ESTIMATE = "actual", "target", "estimate"
PERSONS = Decimal(1)
DONG, THOUSAND, MILLION, BILLION = (Decimal(10) ** power for power in (0, 3, 6, 9))

BB, TN, BHXH = "participants_bhxh_compulsory", "participants_bhxh_voluntary", "participants_bhxh"
BHTN, BHYT = "participants_bhtn", "participants_bhyt"
THU, PHAI_THU, NO = "collections", "amount_due", "arrears"
DAN_SO, LAO_DONG = "population", "labour_force"
CHI_KCB, LUOT_KCB = "health_spending", "health_visits"
BAO_PHU = "bhyt_coverage"
NEW_TN = "new_participants_bhxh_voluntary"
UNITS_IN_ARREARS = "employers_in_arrears"

_OF_THE_YEAR = (DAN_SO, LAO_DONG, PHAI_THU)
_ACCUMULATED = (THU, CHI_KCB, LUOT_KCB, NEW_TN)


def kept_period(indicator: str, asked: str, kind: str) -> str:
    """The period under which a figure is kept: a target and a yearly figure belong to the year, what accumulates runs
    from 1 January, a level stands on the last day."""
    period = Period.parse(asked)
    if kind == TARGET or indicator in _OF_THE_YEAR:
        return Period.year(period.year_number).iso
    return (period.year_to_date if indicator in _ACCUMULATED else period.as_of).iso


class Cell(NamedTuple):
    """``formula``: without "="; the value is then what was saved. ``quoted``: typed with an apostrophe before it."""

    value: Value
    formula: str = ""
    look: Look | None = None
    quoted: bool = False


class Merge(NamedTuple):
    top: int
    left: int
    bottom: int
    right: int


def at(row: int, column: int) -> str:
    """(11, 3) is D12; both count from zero."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def area(top: int, left: int, bottom: int, right: int) -> str:
    return f"{at(top, left)}:{at(bottom, right)}"


@dataclass
class Sheet:
    """Rows and columns count from zero."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    freeze: tuple[int, int] | None = None
    filtered: Merge | None = None
    repeated: tuple[int, int] | None = None
    facts: list[Figure] = field(default_factory=list)
    unsettled: list[Figure] = field(default_factory=list)
    findings: list[Named] = field(default_factory=list)

    def put(self, row: int, column: int, value: Value, formula: str = "", quoted: bool = False, **look: Any) -> str:
        """Write one cell; gives its name."""
        self.cells[row, column] = Cell(value, formula, look or None, quoted)
        return at(row, column)

    def line(self, row: int, values: Sequence[Value], left: int = 0, **look: Any) -> None:
        """Write a row from ``left`` on; None leaves a cell empty."""
        for offset, value in enumerate(values):
            if value is not None:
                self.put(row, left + offset, value, **look)

    def lines(self, row: int, rows: Sequence[Sequence[Value]], left: int = 0, **look: Any) -> int:
        """Write rows; gives the row after them."""
        for offset, values in enumerate(rows):
            self.line(row + offset, values, left, **look)
        return row + len(rows)

    def merge(self, area: str, value: Value = None, **look: Any) -> None:
        """Merge an area like ``B7:D7``, with the value in its first cell if one is given."""
        (top, left), (bottom, right) = map(position, area.split(":"))
        self.merges.append(Merge(top, left, bottom, right))
        if value is not None:
            self.put(top, left, value, **look)

    def figure(
        self,
        row: int,
        column: int,
        unit: str,
        indicator: str,
        asked: str,
        number: int | str | Decimal,
        scale: Decimal = PERSONS,
        kind: str = ACTUAL,
        written: Value = None,
        formula: str = "",
        settled: bool = True,
        quoted: bool = False,
        **look: Any,
    ) -> str:
        """Write a figure and expect it. ``number``: in the unit written; times ``scale``: in the base unit.
        ``written``: how the cell has it, when not as a number."""
        exact = Decimal(number)
        value = plain(exact * scale)
        shown = (int(exact) if exact == int(exact) else float(exact)) if written is None else written
        self.put(row, column, shown, formula, quoted, **look)
        fact = Figure(unit, indicator, kept_period(indicator, asked, kind), kind, value, self.name, at(row, column))
        (self.facts if settled else self.unsettled).append(fact)
        return fact.cell

    def sum_of(self, rows: Iterable[int], column: int) -> Decimal:
        """The sum of cells that hold numbers."""
        values = (self.cells[row, column].value for row in rows)
        return sum((Decimal(str(value)) for value in values if isinstance(value, int | float | Decimal)), Decimal())

    def finds(self, check: str, severity: str, cell: str) -> None:
        self.findings.append(Named(check, severity, self.name, cell))


def plain(value: Decimal) -> str:
    """Without an exponent and without zeros at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def position(cell: str) -> tuple[int, int]:
    """D12 is (11, 3)."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(cell[len(letters) :]) - 1, column - 1


@dataclass
class Book:
    sheets: list[Sheet] = field(default_factory=list)

    def sheet(self, name: str = "Sheet1", **more: Any) -> Sheet:
        self.sheets.append(Sheet(name, **more))
        return self.sheets[-1]

    def case(
        self,
        file_name: str,
        content: bytes,
        why: str,
        *,
        unit: str = "",
        reported_on: str | None = None,
        document: str = "",
        questions: Sequence[str] = (),
        answers: Given | None = None,
        findings: Sequence[Named] = (),
    ) -> Case:
        return Case(
            file_name,
            content,
            why,
            facts=tuple(fact for sheet in self.sheets for fact in sheet.facts),
            unsettled=tuple(fact for sheet in self.sheets for fact in sheet.unsettled),
            findings=(*(finding for sheet in self.sheets for finding in sheet.findings), *findings),
            questions=tuple(questions),
            answers=answers or Given(),
            unit=unit,
            reported_on=reported_on,
            document=document,
        )

"""Columns of months of what accumulates over the year: do they, or is each of its month alone?"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ansinh.imports.files.sheets import CellValue
from ansinh.imports.layout.tables import Line, Table
from ansinh.imports.layout.words import Role, says_to_date
from ansinh.imports.page import Page
from ansinh.indicators.catalogue import Observed, catalogue
from ansinh.ledger.models import Kind

TELLING = 1.5  # times the first month that the last must be, for growth to tell sums from months

Columns = list[tuple[int, int]]
"""The number of the month or quarter, and the column."""


def months_alone(page: Page, table: Table) -> frozenset[int]:
    """The columns whose figures do not grow as sums since January would, where no word says that they accumulate."""
    if any(map(says_to_date, table.context.lines)):
        return frozenset()
    found: set[int] = set()
    for columns in _flows(table).values():
        if len(columns) > 1 and not _accumulate(page, table.rows, sorted(columns)):
            found |= {position for _number, position in columns}
    return frozenset(found)


def row_of_months_alone(page: Page, table: Table, row: Line) -> bool:
    """The same of one row of an indicator, with its months across."""
    if says_to_date(row.text) or any(map(says_to_date, table.context.lines)):
        return False
    months = sorted(
        (mention.numbers[0], line.position)
        for line in table.columns
        if (mention := line.meaning.mention) is not None
        and mention.shape in ("month", "quarter")
        and line.meaning.role is Role.FIGURE
        and line.meaning.kind is not Kind.TARGET
        and not says_to_date(line.text)
    )
    return len(months) > 1 and not _accumulate(page, [row], months)


def _flows(table: Table) -> Mapping[str, Columns]:
    found: dict[str, Columns] = defaultdict(list)
    for line in table.columns:
        meaning, mention = line.meaning, line.meaning.mention
        if meaning.indicator is None or mention is None or mention.shape not in ("month", "quarter"):
            continue
        flow = catalogue()[meaning.indicator].observed is Observed.YEAR_TO_DATE
        if flow and meaning.role is Role.FIGURE and meaning.kind is not Kind.TARGET and not says_to_date(line.text):
            found[meaning.indicator].append((mention.numbers[0], line.position))
    return found


def _accumulate(page: Page, rows: Sequence[Line], columns: Columns) -> bool:
    """Whether figures grow from month to month as sums do: none falls, and most come near to as many times the first
    as there are months."""
    (first, _start), (last, _end) = columns[0], columns[-1]
    grown, counted = 0, 0
    for row in rows:
        values = (_rough(page.cell(row.position, position)) for _number, position in columns)
        numbers = [value for value in values if value is not None]
        if any(after < before for before, after in pairwise(numbers)):
            return False
        if len(numbers) == len(columns) and numbers[0] > 0:
            counted += 1
            grown += numbers[-1] / numbers[0] >= (last / first) ** 0.5
    return counted > 0 and last / first >= TELLING and grown * 2 > counted


def _rough(value: CellValue) -> float | None:
    """A number, also typed as text: near enough to see whether it grows."""
    if isinstance(value, str):
        digits = re.sub(r"[.\s]", "", value).replace(",", ".")
        return float(digits) if re.fullmatch(r"[0-9]{1,18}(?:\.[0-9]{1,9})?", digits) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

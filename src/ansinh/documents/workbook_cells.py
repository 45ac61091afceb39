"""One row of a table in a workbook: numbers as numbers that print as in the document, sums as formulas."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from ansinh.documents.columns import plain
from ansinh.documents.measures import FONT
from ansinh.documents.tree import Align, Constant, Figure, Inline, Own, Row, Table

MINUS = "−"
DIGITS_OF_GROUP = 3


class Looks:
    """The formats of a workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.size = 12
        self._book = book
        self._base = {"font_name": FONT, "font_size": self.size, "valign": "vcenter", "text_wrap": True}
        self._made: dict[tuple[Align, bool, str], Format] = {}
        boxed = {**self._base, "border": 1, "align": "center"}
        self.title = book.add_format({**self._base, "bold": True, "align": "center"})
        self.plain = book.add_format({**self._base, "align": "center"})
        self.note = book.add_format({**self._base, "italic": True, "font_size": 11})
        self.head = book.add_format({**boxed, "bold": True})
        self.number_row = book.add_format({**boxed, "font_size": 11})

    def cell(self, align: Align, *, bold: bool, number_format: str) -> Format:
        key = (align, bold, number_format)
        if key not in self._made:
            look = {**self._base, "border": 1, "align": align, "bold": bold, "num_format": number_format}
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def write_row(sheet: Worksheet, looks: Looks, table: Table, row: Row, line: int, top: int) -> None:
    """``line``: the row's in the sheet; ``top``: that of the table's first row."""
    for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        value = _value(cell)
        look = looks.cell(column.align, bold=row.emphasis, number_format=_number_format(cell))
        if value is None and cell:
            sheet.write_string(line, number, plain(cell), look)
        elif value is None:
            sheet.write_blank(line, number, None, look)
        elif column.adds and row.sum_of and _adds_up(table, row, number):
            sheet.write_formula(line, number, _sum(row.sum_of, number, top), look, value)
        else:
            sheet.write_number(line, number, value, look)


def _value(cell: Sequence[Inline]) -> Decimal | None:
    match cell:
        case [Figure(value=Decimal() as value)]:
            return value
        case [Constant(text) | Own(text)] if text.isascii() and text.isdecimal() and str(int(text)) == text:
            return Decimal(text)
    return None


def _adds_up(table: Table, row: Row, number: int) -> bool:
    """A total that also counts what the table does not show stays a number: a formula would give another."""
    [total] = row.cells[number]
    parts = (_value(table.rows[index].cells[number]) for index in row.sum_of)
    decimals = total.decimals if isinstance(total, Figure) else 0
    value = _value(row.cells[number])
    return value is not None and round(sum(filter(None, parts), Decimal()), decimals) == round(value, decimals)


def _sum(rows: Sequence[int], number: int, top: int) -> str:
    ranges = (xl_range(top + first, number, top + last, number) for first, last in _runs(rows))
    return f"=SUM({','.join(ranges)})"


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring rows as pairs of the first and the last."""
    ordered = sorted(set(rows))
    first = ordered[0]
    for before, after in zip(ordered, [*ordered[1:], None], strict=True):
        if after != before + 1:
            yield first, before
            first = after if after is not None else first


def _number_format(cell: Sequence[Inline]) -> str:
    """The format that prints the value as the document does, with the separators of the reader's own Excel."""
    match cell:
        case [Figure(text=text, value=Decimal(), decimals=decimals)]:
            return _printed_as(text, decimals)
    return "0" if _value(cell) is not None else "@"


def _printed_as(text: str, decimals: int) -> str:
    number = text.rstrip("%‰ \N{NO-BREAK SPACE}")
    digits = number.lstrip(f"+-{MINUS}").replace(",", ".").split(".")[0]
    whole = "0" if len(digits) > DIGITS_OF_GROUP else "#,##0"
    after = text[len(number) :]
    shape = whole + ("." + "0" * decimals if decimals else "") + (f'"{after}"' if after else "")
    if text.startswith("+"):
        return f"+{shape};-{shape};{shape}"
    return f'{shape};"{MINUS}"{shape}' if text.startswith(MINUS) else shape

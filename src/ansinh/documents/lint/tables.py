"""How tables of figures look: their header, its repetition, the row of column numbers, the figures."""

import re
from collections.abc import Iterator
from typing import Any

from ansinh.documents.lint.elements import Part
from ansinh.documents.lint.findings import Finding
from ansinh.documents.lint.lines import Line, lines_of_all
from ansinh.documents.lint.measuring import NO, YES, alignment
from ansinh.documents.lint.rules import Rules
from ansinh.documents.lint.written import Cell, Row, Table, Where

_NUMBER = re.compile(r"^[+\-−–]?\d[\d.,\s\u00a0]*\s*%?$")
_COLUMN_NUMBER = re.compile(r"^\(?\s*(\d{1,2})\s*(=.*)?\)?$")
_UNGROUPED = re.compile(r"(?<![\d.,/\-])\d{5,}(?![\d/])|(?<![\d.,/\-])(?!(19|20)\d\d\b)\d{4}(?![\d/])")
_ORDER = re.compile(r"^(tt|stt|số tt|no\.?|#)$", re.IGNORECASE)


def table_findings(table: Table, rules: Rules) -> Iterator[Finding]:
    look = _Look(table, rules)
    yield from look.header_findings()
    yield from look.number_findings()


class _Look:
    def __init__(self, table: Table, rules: Rules) -> None:
        self.table = table
        self.rules = rules
        self.numbers = next((row for row in table.rows[:5] if _numbers_columns(row)), None)
        self.header = self._header()

    def _header(self) -> list[Row]:
        """The rows above the column numbers, or those that are repeated, or the first one."""
        rows = list(self.table.rows)
        if self.numbers is not None:
            return rows[: rows.index(self.numbers)]
        repeated = [row for row in rows if row.repeated]
        return repeated or rows[:1]

    def _finding(self, name: str, where: Where, found: Any, wanted: Any) -> Iterator[Finding]:
        rule = self.rules.rule(Part.TABLE, name)
        if rule:
            yield rule.broken(Part.TABLE, name, where, found, wanted)

    def header_findings(self) -> Iterator[Finding]:
        lines = [line for row in self.header for line in _lines(row)]
        plain = [line for line in lines if not any(span.letters.bold for span in line.printed) and not _is_unit(line)]
        if plain:
            yield from self._finding("header_bold", plain[0].paragraph.where, NO, YES)
        beside = [line for line in lines if line.paragraph.layout.align != "center"]
        if beside:
            found = alignment(beside[0].paragraph.layout.align)
            yield from self._finding("header_align", beside[0].paragraph.where, found, alignment("center"))
        rule = self.rules.rule(Part.TABLE, "header_repeated")
        if rule and len(self.table.rows) >= rule.bound and not self.table.rows[0].repeated:
            yield from self._finding("header_repeated", self.table.where, NO, YES)
        yield from self._column_numbers()

    def _column_numbers(self) -> Iterator[Finding]:
        rule = self.rules.rule(Part.TABLE, "column_numbers")
        cells = self.numbers.cells if self.numbers else ()
        for number, cell in enumerate(cells, 1):
            found = _COLUMN_NUMBER.match(cell.text)
            wanted = str(rule.bound).format(number=number) if rule else ""
            if found and cell.text != wanted and not found[2]:
                yield from self._finding("column_numbers", next(cell.paragraphs()).where, cell.text, wanted)
                return

    def number_findings(self) -> Iterator[Finding]:
        skipped = [*self.header, self.numbers]
        rows = [row for row in self.table.rows if row not in skipped]
        for column in sorted({cell.column for row in rows for cell in row.cells}):
            cells = [cell for row in rows for cell in row.cells if cell.column == column and cell.text]
            numeric = [cell for cell in cells if _NUMBER.match(cell.text)]
            if len(numeric) * 2 > len(cells) and not self._counts_rows(column, numeric):
                yield from self._aligned(numeric)
                yield from self._grouped(numeric)

    def _counts_rows(self, column: int, cells: list[Cell]) -> bool:
        titles = [cell.text for row in self.header for cell in row.cells if cell.column == column]
        counted = [cell.text.rstrip(".") for cell in cells] == [str(number) for number in range(1, len(cells) + 1)]
        years = all(re.fullmatch(r"(19|20)\d\d", cell.text) for cell in cells)
        return counted or years or any(_ORDER.match(title) for title in titles)

    def _aligned(self, cells: list[Cell]) -> Iterator[Finding]:
        rule = self.rules.rule(Part.TABLE, "numbers_align")
        paragraphs = [next(cell.paragraphs()) for cell in cells]
        wrong = [one for one in paragraphs if rule and one.layout.align not in rule.bound]
        if wrong:
            found = alignment(wrong[0].layout.align)
            yield from self._finding("numbers_align", wrong[0].where, found, alignment("right"))

    def _grouped(self, cells: list[Cell]) -> Iterator[Finding]:
        for cell in cells:
            if _UNGROUPED.search(cell.text):
                yield from self._finding("thousands", next(cell.paragraphs()).where, cell.text, "12.345")
                return


def _numbers_columns(row: Row) -> bool:
    found = [_COLUMN_NUMBER.match(cell.text) for cell in row.cells]
    said = [int(one[1]) for one in found if one]
    return len(row.cells) > 1 and len(said) == len(row.cells) and said == list(range(1, len(said) + 1))


def _lines(row: Row) -> list[Line]:
    return [line for cell in row.cells for line in lines_of_all(cell.paragraphs()) if line.says]


def _is_unit(line: Line) -> bool:
    return line.text.startswith("(") and line.text.endswith(")")

"""A list as people read it and as programs read it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import compress

from ansinh.cli.output import CSV, JSON, Heading, print_csv, print_json, print_table, say
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import MISSING, format_number, format_percent
from ansinh.kernel.periods import short_date

PERCENT_DECIMALS = 2


@dataclass(frozen=True)
class Word:
    """``value`` for programs, ``said`` for people. ``mark``: for CSV, which cannot tell None from an empty text."""

    value: str | None
    said: Message | str
    mark: str | None = None


class Signed(int):
    """A number to add: +5, -3."""


Cell = str | int | Decimal | date | Word | None
"""Decimal: per cent. None: not known, or none."""


@dataclass(frozen=True)
class Column:
    """``name`` for programs, ``heading`` for people. ``width``: of a spreadsheet's column, in letters. Not
    ``on_screen``: what a screen has no room for. Not ``in_files``: what is said shorter for a screen."""

    name: str
    heading: Message | str
    right: bool = False
    width: int = 12
    on_screen: bool = True
    in_files: bool = True


@dataclass(frozen=True)
class Sheet:
    """``total``: a last row. ``notes``: lines under the table. ``empty``: said where there is no row, with what to do
    next. ``facts``: what JSON says besides the rows. ``said_once``: so many first columns stay empty on a screen while
    they repeat."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    title: Message | str = ""
    total: Sequence[Cell] | None = None
    notes: Sequence[Message | str] = ()
    empty: Message | str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    said_once: int = 0

    def only(self, keep: Callable[[Column], bool]) -> "Sheet":
        """These columns."""
        kept = [keep(column) for column in self.columns]
        return replace(
            self,
            columns=list(compress(self.columns, kept)),
            rows=[list(compress(row, kept)) for row in self.rows],
            total=list(compress(self.total, kept)) if self.total else None,
        )

    def in_files(self) -> "Sheet":
        return self.only(lambda column: column.in_files)

    def on_screen(self) -> "Sheet":
        return self.only(lambda column: column.on_screen)


def print_sheet(sheet: Sheet, form: str, *, top: int = 0) -> None:
    """``top``: so many lines at most for people (0: all); programs get all."""
    if form == JSON:
        print_json(as_json(sheet.in_files()))
    elif form == CSV:
        whole = sheet.in_files()
        print_csv([column.name for column in whole.columns], [plain(row) for row in whole.rows])
    elif not sheet.rows and sheet.empty:
        say(sheet.empty)
    else:
        _print_for_people(sheet.on_screen(), top or len(sheet.rows))


def _print_for_people(sheet: Sheet, top: int) -> None:
    headings = [Heading(str(one.heading), right=one.right) for one in sheet.columns]
    print_table(headings, list(_lines(sheet, top)), title=str(sheet.title))
    if len(sheet.rows) > top:
        say(
            _(
                "The first {top} of {count} lines; --top 0 shows all, --export FILE.xlsx writes them.",
                top=top,
                count=printed(len(sheet.rows)),
            )
        )
    for note in sheet.notes:
        say(note)


def _lines(sheet: Sheet, top: int) -> Iterator[list[str]]:
    once, before = sheet.said_once, list[Cell]()
    for row in (*sheet.rows[:top], *([sheet.total] if sheet.total else [])):
        head = list(row[:once])
        texts = [printed(cell) for cell in row]
        yield [*("" for _cell in head), *texts[once:]] if head and head == before else texts
        before = head


def printed(cell: Cell) -> str:
    match cell:
        case None:
            return MISSING
        case Word(said=said):
            return str(said)
        case Decimal():
            return format_percent(cell, PERCENT_DECIMALS)
        case int():
            return format_number(Decimal(cell), 0, signed=isinstance(cell, Signed))
        case date():
            return short_date(cell)
    return cell


def machine(cell: Cell) -> str | int | None:
    """As JSON takes it: counts are numbers, per cents text with a point and four decimals."""
    match cell:
        case Word(value=value):
            return value
        case Decimal():
            return f"{cell:.4f}"
        case date():
            return cell.isoformat()
    return cell


def plain(row: Sequence[Cell]) -> list[str | None]:
    """As CSV takes it."""
    marked = (cell.mark if isinstance(cell, Word) and cell.mark else machine(cell) for cell in row)
    return [None if value is None else str(value) for value in marked]


def as_json(sheet: Sheet) -> dict[str, object]:
    names = [column.name for column in sheet.columns]
    rows = [dict(zip(names, map(machine, row), strict=True)) for row in sheet.rows]
    total = {} if sheet.total is None else {"total": dict(zip(names, map(machine, sheet.total), strict=True))}
    return {**sheet.facts, "rows": rows, **total}

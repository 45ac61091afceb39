"""The same table as files: CSV as Excel opens it in the reader's language, a workbook with exact numbers."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from ansinh.compare.printing import Shown
from ansinh.documents.tree import (
    Align,
    Column,
    Constant,
    Figure,
    Inline,
    Row,
    Table,
    Text,
)
from ansinh.kernel.language import capital
from ansinh.kernel.language import message as _
from ansinh.web.exports import csv_of, exact_figure, is_inexact, plain, workbook_of
from ansinh.web.leagues.columns import column_title, column_unit
from ansinh.web.leagues.tabling import Line, Tabled
from ansinh.web.looking import Look

SHAPES: tuple[tuple[Align, float], ...] = (("center", 0.6), ("center", 0.7), ("left", 0.9), ("left", 2.2))


def file_name(look: Look, extension: str) -> str:
    period = look.period.iso.replace("/", "_")
    return f"league-{look.unit.code}-{period}.{extension}"


def to_csv(look: Look, table: Tabled) -> bytes:
    head = [*_headings(), *(f"{column_title(one)} ({column_unit(one)})" for one in table.columns), _REMARKS]
    lines = ([*names, *map(plain, shown), _remarks(table, shown)] for names, shown in _lines(look, table))
    return csv_of([head, *lines])


def to_workbook(look: Look, table: Tabled, made_at: datetime) -> bytes:
    title = _("League table of {unit}, {period}", unit=look.unit, period=look.period).text()
    columns = (
        *(Column(title, None, align, weight) for title, (align, weight) in zip(_headings(), SHAPES, strict=True)),
        *(Column(column_title(one), column_unit(one), "right") for one in table.columns),
    )
    rows = tuple(
        Row((*_cells_of(names), *_figures(table, shown)), emphasis=place == len(table.lines))
        for place, (names, shown) in enumerate(_lines(look, table))
    )
    notes = tuple(note.text() for note in table.notes)
    caption = f"{_('Ranked by')}: {table.league.indicator.short.text()}"
    sheet = Table(caption, columns, rows, notes, numbered=False)
    return workbook_of(look.unit, title, sheet, made_at)


def _headings() -> list[str]:
    return [_("Rank").text(), _("Change of rank").text(), _("Code").text(), _("Unit").text()]


_REMARKS = _("Remarks")


def _lines(look: Look, table: Tabled) -> Iterator[tuple[list[str], tuple[Shown, ...]]]:
    """The units, then the whole."""
    for line in table.lines:
        yield _names(line), line.cells
    yield ["", "", look.unit.code, capital(look.unit.text())], table.whole


def _names(line: Line) -> list[str]:
    row = line.standing
    climbed = "" if row.climbed is None else str(row.climbed)
    rank = _("no figures yet").text() if row.rank is None else str(row.rank)
    return [rank, climbed, row.unit.code, row.unit.text()]


def _remarks(table: Tabled, shown: tuple[Shown, ...]) -> str:
    """What a plain number does not say: hedges, and the ranges of estimates."""
    said = zip(table.columns, shown, strict=True)
    return "; ".join(f"{column_title(column)}: {one.text()}" for column, one in said if is_inexact(one))


def _cells_of(names: Sequence[str]) -> Iterator[tuple[Inline, ...]]:
    """Ranks and their changes are numbers; codes are not, though they have digits."""
    rank, climbed, *others = names
    yield (Constant(rank),) if rank else ()
    yield (Figure(climbed, "climb", Decimal(climbed)),) if climbed else ()
    yield from ((Text(one),) for one in others)


def _figures(table: Tabled, shown: tuple[Shown, ...]) -> Iterator[tuple[Inline, ...]]:
    return (exact_figure(one, column.written) for one, column in zip(shown, table.columns, strict=True))

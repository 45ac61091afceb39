"""The same table as files: CSV as Excel opens it in the reader's language, a workbook with exact numbers."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO

from ansinh.compare.leagues import LeagueColumn
from ansinh.compare.printing import Shown
from ansinh.documents.tree import (
    Align,
    Column,
    Constant,
    Document,
    Figure,
    Form,
    Inline,
    Letterhead,
    Row,
    Signature,
    Table,
    Text,
)
from ansinh.documents.workbook import to_xlsx
from ansinh.kernel.language import capital, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import Hedge
from ansinh.web.leagues.columns import column_title, column_unit
from ansinh.web.leagues.tabling import Line, Tabled
from ansinh.web.looking import Look

BYTE_ORDER_MARK = "\ufeff"
SHAPES: tuple[tuple[Align, float], ...] = (("center", 0.6), ("center", 0.7), ("left", 0.9), ("left", 2.2))


def file_name(look: Look, extension: str) -> str:
    period = look.period.iso.replace("/", "_")
    return f"league-{look.unit.code}-{period}.{extension}"


def to_csv(look: Look, table: Tabled) -> bytes:
    """UTF-8 with its mark. Excel in Vietnamese parts cells at semicolons and decimals at commas, in English at commas
    and points; numbers are plain, in the unit of the heading, as exact as they are printed."""
    is_vietnamese = current_language() == "vi"
    stream = StringIO()
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, delimiter=";" if is_vietnamese else ",")
    writer.writerow([*_headings(), *(f"{column_title(one)} ({column_unit(one)})" for one in table.columns), _REMARKS])
    for names, shown in _lines(look, table):
        writer.writerow([*names, *(_plain(one, comma=is_vietnamese) for one in shown), _remarks(table, shown)])
    return stream.getvalue().encode()


def to_workbook(look: Look, table: Tabled, made_at: datetime) -> bytes:
    title = _("League table of {unit}, {period}", unit=look.unit, period=look.period).text()
    columns = (
        *(Column(title, None, align, weight) for title, (align, weight) in zip(_headings(), SHAPES, strict=True)),
        *(Column(column_title(one), column_unit(one), "right") for one in table.columns),
    )
    rows = tuple(
        Row(
            (*_cells_of(names), *map(_figure, shown, table.columns)),
            emphasis=place == len(table.lines),
        )
        for place, (names, shown) in enumerate(_lines(look, table))
    )
    notes = tuple(note.text() for note in table.notes)
    caption = f"{_('Ranked by')}: {table.league.indicator.short.text()}"
    sheet = Table(caption, columns, rows, notes, numbered=False)
    return to_xlsx(_document(look, title, sheet, made_at))


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


def _plain(shown: Shown, *, comma: bool) -> str:
    text = "" if shown.rounded is None else f"{shown.rounded:f}"
    return text.replace(".", ",") if comma else text


def _remarks(table: Tabled, shown: tuple[Shown, ...]) -> str:
    """What a plain number does not say: hedges, and the ranges of estimates."""
    said = zip(table.columns, shown, strict=True)
    return "; ".join(f"{column_title(column)}: {one.text()}" for column, one in said if _is_inexact(one))


def _is_inexact(shown: Shown) -> bool:
    return shown.quantity.estimated or (shown.quantity.known and shown.quantity.hedge is not Hedge.EXACT)


def _cells_of(names: Sequence[str]) -> Iterator[tuple[Inline, ...]]:
    """Ranks and their changes are numbers; codes are not, though they have digits."""
    rank, climbed, *others = names
    yield (Constant(rank),) if rank else ()
    yield (Figure(climbed, "climb", Decimal(climbed)),) if climbed else ()
    yield from ((Text(one),) for one in others)


def _figure(shown: Shown, column: LeagueColumn) -> tuple[Inline, ...]:
    exact = shown.exact
    value: Decimal | None = None if exact is None else shown.display.from_base(exact)
    return (Figure(shown.number(), column.written, value, shown.decimals),)


def _document(look: Look, title: str, table: Table, made_at: datetime) -> Document:
    return Document(
        letterhead=Letterhead(Form.STATE, (), (look.unit.text(),), None, "", "", None),
        kind="",
        subject=title,
        blocks=(table,),
        appendices=(),
        signature=Signature((), (), ""),
        recipients=(),
        language=current_language(),
        made_at=made_at,
    )

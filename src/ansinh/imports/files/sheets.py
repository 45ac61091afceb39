"""What a workbook of any format holds, once it has been read: cells, and what is known about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

CellValue = str | float | bool | date | datetime | time | timedelta  # int among float; an empty cell is ""
Rows = list[list[CellValue]]
Cell = tuple[int, int]
"""Row and column, from zero."""


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True)
class Span:
    """A merged rectangle, both ends included; from zero."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetCells:
    """One sheet. ``rows``: from A1 on, each to its last cell; text is Unicode in NFC whatever font it was typed in.

    A cell whose formula failed or was never computed holds the error (``#DIV/0!``) or the formula (``=A1+B1``) as text:
    a reader would take it for empty. ``formulas``: the formulas of the cells whose value one gave, without ``=``, where
    the format tells. ``converted``: cells whose text was typed for a legacy font (TCVN3, VNI) and has been converted.
    """

    name: str
    position: int
    rows: Rows
    merged: tuple[Span, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: Mapping[Cell, str] = field(default_factory=dict)
    converted: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Workbook:
    """``external_links``: the other files that its formulas refer to; they are never opened, the saved values count."""

    kind: FileKind
    sheets: tuple[SheetCells, ...]
    external_links: tuple[str, ...] = ()
    encoding: str = ""
    """Of a CSV file: how its bytes were read, as a person knows it ("UTF-8", "Windows-1258", "TCVN3")."""

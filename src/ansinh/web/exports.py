"""A table of a page as a file: CSV as Excel opens it in the reader's language, a workbook with exact numbers."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from django.http import HttpResponse

from ansinh.compare.printing import Shown
from ansinh.documents.tree import Document, Figure, Form, Inline, Letterhead, Signature, Table
from ansinh.documents.workbook import to_xlsx
from ansinh.kernel.language import current_language
from ansinh.kernel.numbers import Hedge
from ansinh.places.models import Unit

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"  # else Excel takes Vietnamese for something else


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with its mark. Excel in Vietnamese parts cells at semicolons and decimals at commas, in English at commas
    and points."""
    stream = StringIO()
    stream.write(BYTE_ORDER_MARK)
    csv.writer(stream, delimiter=";" if current_language() == "vi" else ",").writerows(rows)
    return stream.getvalue().encode()


def plain(shown: Shown) -> str:
    """A number of a CSV: in the unit of its heading, as exact as it is printed; empty where it is not known."""
    text = "" if shown.rounded is None else f"{shown.rounded:f}"
    return text.replace(".", ",") if current_language() == "vi" else text


def is_inexact(shown: Shown) -> bool:
    """Whether a plain number says less than what is printed: a hedge, the range of an estimate."""
    return shown.quantity.estimated or (shown.quantity.known and shown.quantity.hedge is not Hedge.EXACT)


def exact_figure(shown: Shown, name: str) -> tuple[Inline, ...]:
    """A number of a workbook. ``name``: of its column."""
    value = None if shown.exact is None else shown.display.from_base(shown.exact)
    return (Figure(shown.number(), name, value, shown.decimals),)


def workbook_of(unit: Unit, title: str, table: Table, made_at: datetime) -> bytes:
    document = Document(
        letterhead=Letterhead(Form.STATE, (), (unit.text(),), None, "", "", None),
        kind="",
        subject=title,
        blocks=(table,),
        appendices=(),
        signature=Signature((), (), ""),
        recipients=(),
        language=current_language(),
        made_at=made_at,
    )
    return to_xlsx(document)


def attachment(content: bytes, media: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})

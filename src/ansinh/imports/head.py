"""The labelled lines above a form's table: what the sheet is about."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ansinh.imports import form
from ansinh.imports.page import Page, attempt, text_of
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, Shape, parse_date, short_date
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit


@dataclass(frozen=True)
class Head:
    unit: Unit
    period: Period
    kind: Kind
    reported_on: date
    document: str


def read_head(page: Page) -> Head | None:
    """None when something in it is wrong; what, is among the findings."""
    rows = {label: page.find(label) for label in form.LABELS.values()}
    texts = {label: text_of(page.cell(row, form.VALUE_COLUMN)) for label, row in rows.items() if row is not None}
    for label in form.LABELS.values():
        if label not in texts:
            page.block(None, 0, _("The line “{label}” is missing.", label=label), _("Put it back as in the form."))
    for label, row in rows.items():
        if label != form.DOCUMENT and texts.get(label) == "":
            page.block(
                row, form.VALUE_COLUMN, _("“{label}” is not filled in.", label=label), _("Write it in this cell.")
            )
    if len(texts) < len(rows) or page.findings:
        return None
    if texts[form.FORM] != form.VERSION:
        page.block(
            rows[form.FORM],
            form.VALUE_COLUMN,
            _("“{written}” is not a form that can be read here.", written=texts[form.FORM]),
            _("Make the form anew with `ansinh template` ({version}).", version=form.VERSION),
        )
        return None
    period = attempt(page, rows[form.PERIOD], lambda: Period.parse(texts[form.PERIOD]))
    reported_on = attempt(page, rows[form.REPORTED_ON], lambda: _date(page, rows[form.REPORTED_ON] or 0))
    if isinstance(page.cell(rows[form.PERIOD] or 0, form.VALUE_COLUMN), date):
        page.block(
            rows[form.PERIOD],
            form.VALUE_COLUMN,
            _("The spreadsheet program has turned the period into a date."),
            _("Write it as text, for instance “tháng 6 năm 2020”."),
        )
        return None
    if reported_on and reported_on > timezone.localdate():
        page.block(
            rows[form.REPORTED_ON],
            form.VALUE_COLUMN,
            _("Reported on {day}, which is still to come.", day=short_date(reported_on)),
            _("Mend the date; the day comes before the month."),
        )
    kind = form.read_kind(texts[form.KIND])
    if kind is None:
        page.block(
            rows[form.KIND],
            form.VALUE_COLUMN,
            _("“{written}” is not a kind of figure.", written=texts[form.KIND]),
            _("Write one of: {kinds}.", kinds=", ".join(form.KINDS.values())),
        )
    if period is None or kind is None or reported_on is None:
        return None
    if kind is Kind.TARGET and period.shape is not Shape.YEAR:
        page.block(rows[form.PERIOD], form.VALUE_COLUMN, *form.PLANS_ARE_YEARLY)
        return None
    unit = attempt(page, rows[form.UNIT], lambda: find_unit(texts[form.UNIT], period.end))
    if unit is None:
        return None
    return Head(unit, period, kind, reported_on, texts[form.DOCUMENT])


def _date(page: Page, row: int) -> date:
    value = page.cell(row, form.VALUE_COLUMN)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else parse_date(text_of(value))

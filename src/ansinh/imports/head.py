"""The labelled lines above a form's table: what the sheet is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ansinh.imports import form
from ansinh.imports.errors import Check
from ansinh.imports.page import Page, attempt, text_of
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, Shape, parse_date, short_date
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Unit

Lines = Mapping[str, int]
"""Label → row."""


@dataclass(frozen=True)
class Head:
    """``day``: on which the units named are looked up."""

    unit: Unit
    period: Period
    kind: Kind
    reported_on: date
    document: str
    day: date


def read_head(page: Page) -> Head | None:
    """None when something in it is wrong; what, is among the findings."""
    rows = {label: row for label in form.LABELS.values() if (row := page.find(label)) is not None}
    if not _all_there(page, rows) or not _is_this_version(page, rows):
        return None
    period = _period(page, rows[form.PERIOD])
    reported_on = _reported_on(page, rows[form.REPORTED_ON])
    kind = _kind(page, rows[form.KIND])
    if period is None or kind is None or reported_on is None:
        return None
    if kind is Kind.TARGET and period.shape is not Shape.YEAR:
        page.block(Check.PERIOD, rows[form.PERIOD], form.VALUE_COLUMN, *form.PLANS_ARE_YEARLY)
        return None
    day = _day_of_units(page, rows, period)
    unit = _unit(page, rows[form.UNIT], day) if day else None
    if day is None or unit is None:
        return None
    return Head(unit, period, kind, reported_on, _text(page, rows[form.DOCUMENT]), day)


def _text(page: Page, row: int) -> str:
    return text_of(page.cell(row, form.VALUE_COLUMN))


def _all_there(page: Page, rows: Lines) -> bool:
    for label in form.NEEDED:
        if label not in rows:
            page.block(
                Check.HEAD, None, 0, _("The line “{label}” is missing.", label=label), _("Put it back as in the form.")
            )
        elif label != form.DOCUMENT and not _text(page, rows[label]):
            page.block(
                Check.HEAD,
                rows[label],
                form.VALUE_COLUMN,
                _("“{label}” is not filled in.", label=label),
                _("Write it in this cell."),
            )
    return not page.findings


def _is_this_version(page: Page, rows: Lines) -> bool:
    written = _text(page, rows[form.FORM])
    if written == form.VERSION:
        return True
    page.block(
        Check.HEAD,
        rows[form.FORM],
        form.VALUE_COLUMN,
        _("“{written}” is not a form that can be read here.", written=written),
        _("Make the form anew with `ansinh template` ({version}).", version=form.VERSION),
    )
    return False


def _period(page: Page, row: int) -> Period | None:
    if isinstance(page.cell(row, form.VALUE_COLUMN), date):
        page.block(
            Check.PERIOD,
            row,
            form.VALUE_COLUMN,
            _("The spreadsheet program has turned the period into a date."),
            _("Write it as text, for instance “tháng 6 năm 2020”."),
        )
        return None
    return attempt(page, Check.PERIOD, row, lambda: Period.parse(_text(page, row)), form.VALUE_COLUMN)


def _reported_on(page: Page, row: int) -> date | None:
    reported_on = attempt(page, Check.HEAD, row, lambda: _date(page, row), form.VALUE_COLUMN)
    if reported_on and reported_on > timezone.localdate():
        page.block(
            Check.HEAD,
            row,
            form.VALUE_COLUMN,
            _("Reported on {day}, which is still to come.", day=short_date(reported_on)),
            _("Mend the date; the day comes before the month."),
        )
    return reported_on


def _kind(page: Page, row: int) -> Kind | None:
    kind = form.read_kind(_text(page, row))
    if kind is None:
        page.block(
            Check.HEAD,
            row,
            form.VALUE_COLUMN,
            _("“{written}” is not a kind of figure.", written=_text(page, row)),
            _("Write one of: {kinds}.", kinds=", ".join(form.KINDS.values())),
        )
    return kind


def _day_of_units(page: Page, rows: Lines, period: Period) -> date | None:
    """Plans of 2025 were assigned to 63 provinces, of which 34 were left at its end."""
    row = rows.get(form.UNITS_ON)
    if row is None or not _text(page, row):
        return period.end
    return attempt(page, Check.HEAD, row, lambda: _date(page, row), form.VALUE_COLUMN)


def _unit(page: Page, row: int, day: date) -> Unit | None:
    return attempt(page, Check.UNIT_UNKNOWN, row, lambda: find_unit(_text(page, row), day), form.VALUE_COLUMN)


def _date(page: Page, row: int) -> date:
    value = page.cell(row, form.VALUE_COLUMN)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else parse_date(text_of(value))

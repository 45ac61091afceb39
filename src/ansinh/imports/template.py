"""Write the form that an office fills in: units in rows, indicators in columns, units of measure and codes stated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ansinh.imports import form
from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.measures import BaseUnit
from ansinh.kernel.numbers import format_percent
from ansinh.kernel.periods import Period, short_date
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit

INK = "#1F3864"
PAPER = "#D9E2F3"
ENTRY = "#FFFBE6"
NOTE = (
    "Điền số vào các ô nền vàng; ô để trống là không có số liệu. Không sửa các mã ở cột A và dòng “Mã chỉ tiêu”. "
    "Số tiền và số thu ghi lũy kế từ đầu năm; số người ghi tại ngày cuối kỳ."
)

PERCENT_DECIMALS = 6  # all that the ledger keeps

Values = dict[tuple[str, str], Decimal]


@dataclass(frozen=True)
class Sheet:
    """One sheet: figures of one kind about one period. ``values``: (unit code, indicator id) → in the display unit, for
    a form that is written filled in; ``remarks``: lines under the title, such as where made-up figures come from."""

    period: Period
    kind: Kind
    indicators: Sequence[IndicatorDefinition]
    values: Values | None = None
    remarks: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Short and without a slash, as a spreadsheet wants it; a run from January to a day is named by the day."""
        return f"{form.KINDS[self.kind]} {self.period.iso.rpartition('/')[2]}"


def write_form(
    whole: Unit,
    rows: Sequence[Unit],
    sheets: Sequence[Sheet],
    *,
    reported_on: date | None = None,
    document: str = "",
    created: date,
    units_on: date | None = None,
) -> bytes:
    """The workbook. The same arguments give the same bytes: ``created`` is the date it carries inside. ``units_on``:
    the day whose units the rows are, where it is not the last of the period."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties(
        {"created": datetime.combine(created, time()), "title": f"{whole.full_name}", "author": "Ansinh"}
    )
    looks = _Looks(book)
    for sheet in sheets:
        about = _About(whole, reported_on, document, units_on)
        _write_sheet(book.add_worksheet(sheet.name), looks, about, rows, sheet)
    book.close()
    return stream.getvalue()


class _Looks:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
        boxed = {**base, "border": 1, "border_color": "#8EA9DB"}
        head = {**boxed, "bold": True, "bg_color": PAPER, "font_color": INK, "align": "center", "text_wrap": True}
        self.title = book.add_format({**base, "bold": True, "font_size": 14, "font_color": INK})
        self.remark = book.add_format({**base, "italic": True, "font_color": "#9C0006"})
        self.label = book.add_format({**base, "font_color": "#595959"})
        self.value = book.add_format({**base, "bold": True, "align": "left", "num_format": "@"})
        # Text, so that no spreadsheet takes 06/7/2020 for the 7th of June.
        self.entry = book.add_format({**boxed, "bg_color": ENTRY, "align": "left", "num_format": "@"})
        self.head = book.add_format(head)
        self.small = book.add_format({**head, "bold": False, "italic": True, "font_size": 9})
        self.code = book.add_format({**boxed, "align": "center", "num_format": "@"})
        self.name = book.add_format(boxed)
        self.number = {
            decimals: book.add_format({**boxed, "bg_color": ENTRY, "num_format": _excel_format(decimals)})
            for decimals in range(4)
        }
        self.note = book.add_format({**base, "italic": True, "font_size": 10, "font_color": "#595959"})


def _excel_format(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


@dataclass(frozen=True)
class _About:
    """What the lines above the table say."""

    whole: Unit
    reported_on: date | None
    document: str
    units_on: date | None


def _write_sheet(page: Worksheet, looks: _Looks, about: _About, rows: Sequence[Unit], sheet: Sheet) -> None:
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_column(form.LABEL_COLUMN, form.LABEL_COLUMN, 20)
    page.set_column(form.VALUE_COLUMN, form.VALUE_COLUMN, 28)
    page.set_column(form.FIRST_INDICATOR_COLUMN, form.FIRST_INDICATOR_COLUMN + len(sheet.indicators), 19)
    page.write_string(
        0, 0, f"SỐ LIỆU {form.KINDS[sheet.kind].upper()} – {sheet.period.text('vi').upper()}", looks.title
    )
    line = 1
    for remark in sheet.remarks:
        page.write_string(line, 0, remark, looks.remark)
        line += 1
    line = _write_lines(page, looks, line + 1, about, sheet)
    line = _write_table(page, looks, line + 1, rows, sheet)
    page.write_string(line + 1, 0, NOTE, looks.note)


def _write_lines(page: Worksheet, looks: _Looks, line: int, about: _About, sheet: Sheet) -> int:
    day, reported_on, document = about.units_on, about.reported_on, about.document
    lines: tuple[tuple[str, str, Format, str], ...] = (
        (form.FORM, form.VERSION, looks.value, ""),
        (form.UNIT, about.whole.code, looks.value, about.whole.full_name),
        *(((form.UNITS_ON, short_date(day), looks.value, "ngày có các đơn vị dưới đây"),) if day else ()),
        (form.PERIOD, sheet.period.iso, looks.value, sheet.period.text("vi")),
        (form.KIND, form.KINDS[sheet.kind], looks.value, ""),
        (
            form.REPORTED_ON,
            short_date(reported_on) if reported_on else "",
            looks.entry,
            "ngày của báo cáo, ví dụ 05/6/2020",
        ),
        (form.DOCUMENT, document, looks.entry, "số, ký hiệu văn bản báo cáo hoặc giao chỉ tiêu"),
    )
    for label, value, look, hint in lines:
        page.write_string(line, form.LABEL_COLUMN, label, looks.label)
        page.write_string(line, form.VALUE_COLUMN, value, look)
        if hint and not (value and look is looks.entry):  # a long entry runs over the hint's place
            page.write_string(line, form.VALUE_COLUMN + 1, hint, looks.note)
        line += 1
    return line


def _write_table(page: Worksheet, looks: _Looks, line: int, rows: Sequence[Unit], sheet: Sheet) -> int:
    page.write_row(line, 0, [form.INDICATOR_IDS, ""], looks.small)
    page.write_row(line + 1, 0, [form.UNIT_CODE, "Tên đơn vị"], looks.head)
    page.write_row(line + 2, 0, [form.MEASURES, ""], looks.small)
    page.set_row(line, 26)
    page.set_row(line + 1, 50)
    for position, indicator in enumerate(sheet.indicators, form.FIRST_INDICATOR_COLUMN):
        page.write_string(line, position, indicator.id, looks.small)
        page.write_string(line + 1, position, indicator.name.vi, looks.head)
        page.write_string(line + 2, position, indicator.display.vi, looks.small)
    page.freeze_panes(line + 3, form.FIRST_INDICATOR_COLUMN)
    first = line + 3
    for row, unit in enumerate(rows, first):
        page.write_string(row, form.LABEL_COLUMN, unit.code, looks.code)
        page.write_string(row, form.VALUE_COLUMN, unit.full_name, looks.name)
        for position, indicator in enumerate(sheet.indicators, form.FIRST_INDICATOR_COLUMN):
            look = looks.number[min(_entry_decimals(indicator), 3)]
            value = (sheet.values or {}).get((unit.code, indicator.id))
            if value is None:
                page.write_blank(row, position, None, look)
            elif indicator.unit is BaseUnit.PERCENT and 0 < value <= 1:
                page.write_string(row, position, format_percent(value, PERCENT_DECIMALS, "vi"), look)  # not 50%
            else:
                page.write_number(row, position, float(value), look)
    return first + len(rows)


def _entry_decimals(indicator: IndicatorDefinition) -> int:
    """Money is entered finer than it is printed: triệu đồng in a column of tỷ đồng."""
    return 3 if indicator.unit is BaseUnit.VND else indicator.decimals

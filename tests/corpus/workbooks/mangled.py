"""Good workbooks in layouts made by chance, and what can happen to them: harmless things, and mistakes by name."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tests.corpus.workbooks.case import Figure
from tests.corpus.workbooks.parts import CLUSTER, vietnamese
from tests.corpus.workbooks.sheets import (
    BB,
    BHTN,
    BHYT,
    BILLION,
    MILLION,
    NO,
    PERSONS,
    THU,
    TN,
    Book,
    Sheet,
    area,
    at,
    position,
)
from tests.corpus.workbooks.writers import ods, xls, xlsx

MONEY = (THU, NO)
WORDS = {
    BB: ("Số người tham gia BHXH bắt buộc", "Lao động tham gia BHXH bắt buộc", "BHXH BB", "Tham gia BHXH BB (người)"),
    TN: ("Số người tham gia BHXH tự nguyện", "BHXH tự nguyện", "BHXH TN"),
    BHTN: ("Số người tham gia BHTN", "BHTN", "Bảo hiểm thất nghiệp"),
    BHYT: ("Số người tham gia BHYT", "Người tham gia BHYT", "BHYT"),
    THU: ("Số thu BHXH, BHYT, BHTN", "Tổng thu BHXH, BHYT, BHTN", "Số đã thu", "Số thu"),
    NO: ("Số tiền chậm đóng", "Nợ BHXH, BHYT, BHTN", "Số tiền nợ"),
}
BELOW_A_GROUP = {BB: "BHXH bắt buộc", TN: "BHXH tự nguyện", BHTN: "BHTN", BHYT: "BHYT", THU: "Số đã thu", NO: "Số nợ"}
PERIODS = {
    "2020-05": ("THÁNG 5 NĂM 2020", "Tính đến ngày 31/5/2020", "5 tháng đầu năm 2020", "T5/2020"),
    "2020-Q1": ("QUÝ I NĂM 2020", "Quý I/2020", "Tính đến ngày 31/3/2020"),
    "2020-11": ("tháng 11/2020", "Đến hết tháng 11 năm 2020", "11 tháng đầu năm 2020"),
}
MEASURES = {MILLION: ("triệu đồng", "Triệu đồng", "tr.đ"), BILLION: ("tỷ đồng", "Tỷ đồng")}
WRITERS: dict[str, Callable[[Book], bytes]] = {"xlsx": xlsx, "xls": xls, "ods": ods}


@dataclass(frozen=True)
class Layout:
    """How one sheet is laid out. ``values``: of each unit and indicator, people or million đồng."""

    period: str
    title: str
    units: tuple[str, ...]
    indicators: tuple[str, ...]
    words: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    scale: Decimal
    measure: str
    measure_in: str  # header, line, title
    grouped: bool
    codes: bool
    numbered: bool
    total: str  # "", first, last
    as_text: bool
    top: int
    left: int
    blank_rows: frozenset[int]
    blank_column: bool
    hidden_row: int | None
    decomposed: bool
    suffix: str

    @property
    def first_column(self) -> int:
        """Of the figures."""
        return self.left + 2 + self.codes + self.blank_column

    @property
    def name_column(self) -> int:
        return self.left + 1 + self.codes


@dataclass
class Made:
    """A book of one sheet, and where its rows are."""

    layout: Layout
    book: Book
    sheet: Sheet
    rows: list[int]
    total_row: int | None

    @property
    def content(self) -> bytes:
        return WRITERS[self.layout.suffix](self.book)

    @property
    def file_name(self) -> str:
        return f"bao cao.{self.layout.suffix}"


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    period = draw(st.sampled_from(sorted(PERIODS)))
    units = draw(st.permutations(sorted(CLUSTER)))[: draw(st.integers(3, 9))]
    indicators = sorted(draw(st.sets(st.sampled_from(sorted(WORDS)), min_size=1, max_size=5)), key=list(WORDS).index)
    scale = draw(st.sampled_from(sorted(MEASURES)))
    grouped = draw(st.booleans())
    return Layout(
        period=period,
        title=draw(st.sampled_from(PERIODS[period])),
        units=tuple(units),
        indicators=tuple(indicators),
        words=tuple(BELOW_A_GROUP[one] if grouped else draw(st.sampled_from(WORDS[one])) for one in indicators),
        values=tuple(tuple(draw(_value(one)) for one in indicators) for _ in units),
        scale=scale,
        measure=draw(st.sampled_from(MEASURES[scale])),
        measure_in=draw(st.sampled_from(("header", "line", "title"))),
        grouped=grouped,
        codes=draw(st.booleans()),
        numbered=draw(st.booleans()),
        total=draw(st.sampled_from(("", "first", "last"))),
        as_text=draw(st.booleans()),
        top=draw(st.integers(0, 4)),
        left=draw(st.integers(0, 3)),
        blank_rows=frozenset(draw(st.sets(st.integers(1, 8), max_size=2))),
        blank_column=draw(st.booleans()),
        hidden_row=draw(st.none() | st.integers(0, 2)),
        decomposed=draw(st.booleans()),
        suffix=draw(st.sampled_from(sorted(WRITERS))),
    )


def _value(indicator: str) -> st.SearchStrategy[int]:
    """People, or million đồng in whole hundreds: a tenth of a billion, so that no text has two readings."""
    if indicator in MONEY:
        return st.integers(201, 30_000).map(lambda number: 100 * number)
    low, high = {BHYT: (300_000, 1_500_000), TN: (1_000, 30_000), BHTN: (30_000, 59_000)}.get(
        indicator, (60_000, 200_000)
    )
    return st.integers(low, high)


def make(layout: Layout) -> Made:
    """The workbook of a layout, each figure with what it has to be read as."""
    book = Book()
    sheet = book.sheet("Sheet1")
    top = _heading(layout, sheet)
    row = _header(layout, sheet, top)
    made = Made(layout, book, sheet, [], None)
    if layout.total == "first":
        made.total_row, row = row, row + 1
    for index, unit in enumerate(layout.units):
        row += index in layout.blank_rows
        _unit_row(layout, sheet, row, index, unit)
        made.rows.append(row)
        row += 1
    if layout.total == "last":
        made.total_row = row
    if made.total_row is not None:
        sheet.put(made.total_row, layout.name_column, "Tổng cộng")
        for column in range(len(layout.indicators)):
            total = sum((_number(layout, index, column) for index in range(len(layout.units))), Decimal())
            sheet.put(made.total_row, layout.first_column + column, _written(layout, column, total) or _plain(total))
    sheet.put(row + 3, layout.name_column, "NGƯỜI LẬP BIỂU")
    if layout.hidden_row is not None:
        sheet.hidden_rows.add(made.rows[layout.hidden_row])
        sheet.finds("hidden", "note", "*")
    if layout.decomposed:
        for place, cell in sheet.cells.items():
            if isinstance(cell.value, str):
                sheet.cells[place] = cell._replace(value=unicodedata.normalize("NFD", cell.value))
    return made


def _heading(layout: Layout, sheet: Sheet) -> int:
    row = layout.top
    sheet.put(row, layout.left, "CỤM THI ĐUA SỐ IV")
    title = f"BÁO CÁO SỐ LIỆU {layout.title}"
    money = any(indicator in MONEY for indicator in layout.indicators)  # nobody writes triệu đồng over people alone
    in_title = money and layout.measure_in == "title"
    sheet.put(row + 1, layout.left, f"{title} (ĐVT: {layout.measure})" if in_title else title)
    if money and layout.measure_in == "line":
        sheet.put(row + 2, layout.first_column, f"Đơn vị tính: {layout.measure}")
    return row + 4


def _header(layout: Layout, sheet: Sheet, row: int) -> int:
    names = ["STT", *(["Mã"] if layout.codes else []), "Đơn vị"]
    last = row + layout.grouped
    for column, name in enumerate(names, start=layout.left):
        if layout.grouped:
            sheet.merge(area(row, column, last, column), name)
        else:
            sheet.put(row, column, name)
    people = [one for one in layout.indicators if one not in MONEY]
    money_from = layout.first_column + len(people)
    if layout.grouped:
        _group(sheet, row, layout.first_column, len(people), "Số người tham gia")
        measured = f" ({layout.measure})" if layout.measure_in == "header" else ""
        _group(sheet, row, money_from, len(layout.indicators) - len(people), f"BHXH, BHYT, BHTN{measured}")
    for column, (indicator, word) in enumerate(zip(layout.indicators, layout.words, strict=True)):
        own = indicator in MONEY and layout.measure_in == "header" and not layout.grouped
        sheet.put(last, layout.first_column + column, f"{word} ({layout.measure})" if own else word)
    if layout.numbered:
        places = [*range(layout.left, layout.left + len(names)), *_figure_columns(layout)]
        for number, column in enumerate(places, start=1):
            sheet.put(last + 1, column, f"({number})")
    return last + 1 + layout.numbered


def _group(sheet: Sheet, row: int, left: int, width: int, text: str) -> None:
    if width > 1:
        sheet.merge(area(row, left, row, left + width - 1), text)
    elif width == 1:
        sheet.put(row, left, text)


def _figure_columns(layout: Layout) -> range:
    return range(layout.first_column, layout.first_column + len(layout.indicators))


def _unit_row(layout: Layout, sheet: Sheet, row: int, index: int, unit: str) -> None:
    sheet.put(row, layout.left, index + 1)
    if layout.codes:
        sheet.put(row, layout.left + 1, unit)
    sheet.put(row, layout.name_column, CLUSTER[unit])
    for column, indicator in enumerate(layout.indicators):
        number = _number(layout, index, column)
        scale = layout.scale if indicator in MONEY else PERSONS
        written = _written(layout, column, number)
        sheet.figure(row, layout.first_column + column, unit, indicator, layout.period, number, scale, written=written)


def _number(layout: Layout, index: int, column: int) -> Decimal:
    """As written: in the measure of the sheet."""
    value = Decimal(layout.values[index][column])
    return value / 1000 if layout.indicators[column] in MONEY and layout.scale == BILLION else value


def _written(layout: Layout, column: int, number: Decimal) -> str | None:
    """Money with one decimal, so that the text has one reading; None where it is a number."""
    if not layout.as_text:
        return None
    return vietnamese(number, 1 if layout.indicators[column] in MONEY else 0)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


# Mistakes. Each changes a good workbook, and writes down what has to be found.


def _unsettle(made: Made, *rows: int) -> None:
    """What is said in these rows may be given or left out."""
    moved = [fact for fact in made.sheet.facts if position(fact.cell)[0] in rows]
    made.sheet.facts = [fact for fact in made.sheet.facts if fact not in moved]
    made.sheet.unsettled += moved


def a_letter_in_a_number(made: Made, row: int, column: int) -> None:
    place = (made.rows[row], made.layout.first_column + column)
    cell = at(*place)
    made.sheet.put(*place, "8O.4I2")
    made.sheet.facts = [fact for fact in made.sheet.facts if fact.cell != cell]
    made.sheet.finds("number", "blocks", cell)


def a_failed_formula(made: Made, row: int, column: int) -> None:
    place = (made.rows[row], made.layout.first_column + column)
    cell = at(*place)
    made.sheet.put(*place, "#REF!", "#REF!+1" if made.layout.suffix == "xlsx" else "")
    made.sheet.facts = [fact for fact in made.sheet.facts if fact.cell != cell]
    made.sheet.finds("formula", "blocks", cell)


def a_minus_before_a_number(made: Made, row: int, column: int) -> None:
    place = (made.rows[row], made.layout.first_column + column)
    cell = at(*place)
    number = -_number(made.layout, row, column)
    made.sheet.put(*place, _written(made.layout, column, number) or _plain(number))
    made.sheet.facts = [fact for fact in made.sheet.facts if fact.cell != cell]
    made.sheet.unsettled += [_of(made, row, column, number)]
    made.sheet.finds("negative", "blocks", cell)


def a_number_turned_into_a_date(made: Made, row: int, column: int) -> None:
    place = (made.rows[row], made.layout.first_column + column)
    cell = at(*place)
    made.sheet.put(*place, date(2020, 5, 12), num_format="d-mmm")
    made.sheet.facts = [fact for fact in made.sheet.facts if fact.cell != cell]
    made.sheet.finds("number-as-date", "blocks", cell)


def _of(made: Made, row: int, column: int, number: Decimal) -> Figure:
    """A figure of the table with another number."""
    spare, layout = Sheet(made.sheet.name), made.layout
    indicator = layout.indicators[column]
    scale = layout.scale if indicator in MONEY else PERSONS
    place = (made.rows[row], layout.first_column + column)
    spare.figure(*place, layout.units[row], indicator, layout.period, number, scale)
    return spare.facts[0]


def an_unknown_name(made: Made, row: int, column: int) -> None:
    place = (made.rows[row], made.layout.name_column)
    made.sheet.put(*place, "Bình Trị Thiên")
    _unsettle(made, made.rows[row])
    check = "unit-unknown|unit-name" if made.layout.codes else "unit-unknown"
    made.sheet.finds(check, "blocks", _name_or_code(made, row))


def a_unit_from_elsewhere(made: Made, row: int, column: int) -> None:
    made.sheet.put(made.rows[row], made.layout.name_column, "Nghệ An")
    if made.layout.codes:
        made.sheet.put(made.rows[row], made.layout.left + 1, "40")
    _unsettle(made, made.rows[row])
    made.sheet.unsettled = [fact._replace(unit="40") for fact in made.sheet.unsettled]
    made.sheet.finds("unit-elsewhere", "blocks", _name_or_code(made, row))


def a_row_twice(made: Made, row: int, column: int) -> None:
    """Another row names the same unit; its figures are its own."""
    other = (row + 1) % len(made.rows)
    first, second = made.rows[row], made.rows[other]
    unit, taken = made.layout.units[row], made.layout.units[other]
    made.sheet.cells[second, made.layout.name_column] = made.sheet.cells[first, made.layout.name_column]
    if made.layout.codes:
        made.sheet.put(second, made.layout.left + 1, unit)
    _unsettle(made, first, second)
    made.sheet.unsettled = [
        fact._replace(unit=unit if fact.unit == taken else fact.unit) for fact in made.sheet.unsettled
    ]
    made.sheet.finds("duplicate", "blocks", _name_or_code(made, max(row, other)))


def names_exchanged_beside_their_codes(made: Made, row: int, column: int) -> None:
    other = (row + 1) % len(made.rows)
    place = made.layout.name_column
    one, two = (made.rows[row], place), (made.rows[other], place)
    cells = made.sheet.cells
    cells[one], cells[two] = cells[two], cells[one]
    _unsettle(made, made.rows[row], made.rows[other])
    for index in (row, other):
        made.sheet.finds("unit-name", "blocks", _name_or_code(made, index))


def a_wrong_total(made: Made, row: int, column: int) -> None:
    if made.total_row is None:
        raise ValueError("no total")
    place = (made.total_row, made.layout.first_column + column)
    total = sum((_number(made.layout, index, column) for index in range(len(made.rows))), Decimal())
    wrong = total * 2
    made.sheet.put(*place, _written(made.layout, column, wrong) or _plain(wrong))
    made.sheet.finds("total", "explain", at(*place))


def _name_or_code(made: Made, row: int) -> str:
    cells = [at(made.rows[row], made.layout.name_column)]
    return "|".join([*cells, at(made.rows[row], made.layout.left + 1)] if made.layout.codes else cells)


def _always(made: Made) -> bool:
    return True


@dataclass(frozen=True)
class Mistake:
    """``make``: with the index of a unit and of an indicator. ``spoils_totals``: a total of the sheet then is not, or
    cannot be seen to be, the sum of its rows."""

    make: Callable[[Made, int, int], None]
    spoils_totals: bool = True
    possible: Callable[[Made], bool] = _always

    @property
    def name(self) -> str:
        return self.make.__name__


MISTAKES = (
    Mistake(a_letter_in_a_number),
    Mistake(a_failed_formula),
    Mistake(a_minus_before_a_number),
    Mistake(a_number_turned_into_a_date),
    Mistake(an_unknown_name),
    Mistake(a_unit_from_elsewhere),
    Mistake(a_row_twice),
    Mistake(names_exchanged_beside_their_codes, possible=lambda made: made.layout.codes),
    Mistake(a_wrong_total, spoils_totals=False, possible=lambda made: made.total_row is not None),
)

"""A region of a sheet → a table: what each of its columns and rows says of the figures where they cross."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from ansinh.imports.files.sheets import CellValue
from ansinh.imports.layout.answers import SKIP, Answers
from ansinh.imports.layout.context import Context, read_texts
from ansinh.imports.layout.grid import Grid, Look, Region, fold_text, looks_like_a_figure
from ansinh.imports.layout.labels import Axis, Labels, Named, Naming, clean
from ansinh.imports.layout.words import (
    Meaning,
    Role,
    as_measure,
    contradicts,
    is_assigned,
    is_subtotal,
    is_total,
    narrowed,
    read_words,
)
from ansinh.imports.page import EMPTY
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.cells import cell_name
from ansinh.ledger.models import Kind
from ansinh.places.models import Unit

ENOUGH = 300


class Part(StrEnum):
    """What a row is among the rows of its table."""

    FIGURES = "figures"
    TOTAL = "total"  # of all rows, or of the rows of one unit
    SUBTOTAL = "subtotal"  # of the rows under it, or above it
    ITEM = "item"  # "- Doanh nghiệp nhà nước": a part of the row above, which is there whole
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Line:
    """A column, or a row. ``text``: what names it; ``position``: from zero."""

    position: int
    text: str
    meaning: Meaning
    unit: Unit | None = None
    part: Part = Part.FIGURES
    named: Named | None = None
    """How a row's label names its unit, when it does not name one for certain."""
    code: str = ""
    """What a column of codes says; ``misnamed``: the label beside it names another unit, or none."""
    misnamed: bool = False
    answered: bool = False
    """Whether an officer has said what it holds."""

    def replaced(self, meaning: Meaning) -> "Line":
        return replace(self, meaning=meaning)


@dataclass(frozen=True)
class Table:
    """``label``: the column of the rows' labels."""

    region: Region
    context: Context
    label: int
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    axis: Axis


def read_tables(grid: Grid, region: Region, context: Context, naming: Naming, answers: Answers) -> list[Table]:
    """The table of a region; several where they stand side by side; none where nothing in it can be read."""
    region = _with_spoilt_rows(grid, region, naming)
    codes = [column for column in range(grid.width) if _holds_codes(grid, region, column)]
    region = replace(region, columns=tuple(column for column in region.columns if column not in codes))
    groups = _side_by_side(grid, region, naming)
    found = []
    for labels, figures in groups:
        own = replace(region, columns=figures)
        nearer = _titles_over(grid, own, labels).within(context) if len(groups) > 1 else context
        table = _read_table(grid, own, labels, codes, nearer, naming, answers)
        if table is not None:
            found.append(table)
    return found


def _with_spoilt_rows(grid: Grid, region: Region, naming: Naming) -> Region:
    """The rows under the header, and under the figures, that name a unit, whatever stands where their figure should: a
    date, an error."""
    head, first, last = list(region.head), region.first, region.last
    while head and all(grid.looks[row] is Look.BLANK for row in range(head[-1] + 1, first)):
        if not _names_a_spoilt_figure(grid, region, head[-1], naming):
            break
        first = head.pop()
    while True:
        after = next((row for row in range(last + 1, grid.height) if grid.looks[row] is not Look.BLANK), None)
        if after is None or not _names_a_spoilt_figure(grid, region, after, naming):
            break
        last = after
    return replace(region, head=tuple(head), first=first, last=last)


def _names_a_spoilt_figure(grid: Grid, region: Region, row: int, naming: Naming) -> bool:
    if not any(_is_meant_as_a_figure(grid.own(row, column)) for column in region.columns):
        return False
    names = [grid.text(row, column) for column in range(min(region.columns))]
    texts = [name for name in names if name and not name.isdigit()]
    return bool(texts) and not read_words(texts[-1:]).indicator and bool(naming.units(texts[-1:]))


def _titles_over(grid: Grid, region: Region, labels: Sequence[int]) -> Context:
    """What stands over the columns of one of several tables side by side."""
    first = min((*labels, *region.columns))
    columns = range(first - 1 if first - 1 in grid.serial_columns else first, max(region.columns) + 1)
    rows = range(region.top, region.head[0] if region.head else region.first)
    return read_texts([text for row in rows for column in columns if (text := grid.said(row, column))])


def _side_by_side(grid: Grid, region: Region, naming: Naming) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The columns of labels and those of figures of each table; a column of labels after one of figures begins
    another table, if it names as many units."""
    texts = _text_columns(grid, region)
    groups: list[tuple[list[int], list[int]]] = []
    for column in sorted({*texts, *region.columns}):
        if column in region.columns:
            if groups:
                groups[-1][1].append(column)
            else:
                groups.append(([], [column]))
        elif not groups or (groups[-1][1] and _names_units(grid, region, column, naming)):
            groups.append(([column], []))
        elif not groups[-1][1]:
            groups[-1][0].append(column)
    return [(tuple(labels), tuple(figures)) for labels, figures in groups if figures]


def _text_columns(grid: Grid, region: Region) -> list[int]:
    rows = range(region.first, region.last + 1)
    return [
        column
        for column in range(grid.width)
        if column not in region.columns
        and column not in grid.serial_columns
        and any(isinstance(value := grid.own(row, column), str) and fold_text(value) not in EMPTY for row in rows)
    ]


def _names_units(grid: Grid, region: Region, column: int, naming: Naming) -> bool:
    texts = [grid.text(row, column) for row in _sample(_figure_rows(grid, region))]
    return naming.share_of_units([text for text in texts if text]) > 0.5


def _sample(rows: Sequence[int]) -> Sequence[int]:
    """Enough rows to see what a column holds."""
    return rows if len(rows) <= ENOUGH else rows[:: len(rows) // ENOUGH]


def _figure_rows(grid: Grid, region: Region) -> list[int]:
    return [row for row in range(region.first, region.last + 1) if grid.looks[row] is Look.FIGURES]


def _read_table(
    grid: Grid,
    region: Region,
    labels: Sequence[int],
    all_codes: Sequence[int],
    context: Context,
    naming: Naming,
    answers: Answers,
) -> Table | None:
    figure_rows = _figure_rows(grid, region)
    codes = [column for column in all_codes if column < max(region.columns)]
    measures = [column for column in labels if _holds_measures(grid, figure_rows, column)]
    names = [column for column in labels if column not in measures and column not in codes]
    kinds = [column for column in names if _holds_kinds(grid, figure_rows, column)]
    names = [column for column in names if column not in kinds]
    if not names:
        names = codes[:1]
    if not names or not region.columns:
        return None
    reading = Labels(grid, region, names, naming, of_offices=_names_offices(grid, region, names, context))
    axis, label, units = _axis(reading, grid, names, figure_rows)
    rows = tuple(_read_rows(grid, region, reading, axis, _Labels(label, units, measures, codes, kinds), answers))
    columns = _asked_together(_of_one_indicator(tuple(_read_columns(grid, region, axis, context, naming, answers))))
    known = any(one.meaning.indicator or one.meaning.says_something for one in columns)
    if not columns or (axis is Axis.UNITS and not known and all(one.part is Part.UNKNOWN for one in rows)):
        return None
    return Table(region, context, label, columns, rows, axis)


def _holds_measures(grid: Grid, rows: Sequence[int], column: int) -> bool:
    texts = [text for row in rows if (text := grid.text(row, column))]
    return bool(texts) and sum(as_measure(text) is not None for text in texts) >= 0.8 * len(texts)


_CODE_HEADS = ("ma", "ma so", "ma don vi", "ma tinh", "ma huyen", "ma xa", "ma dvhc", "ma dia phuong", "ma dia ban")


def _names_offices(grid: Grid, region: Region, names: Sequence[int], context: Context) -> bool:
    """Whether the rows are local offices: each serves several communes, one of which may have its name."""
    heads = [grid.text(row, column) for row in region.head for column in names]
    return any("bhxh co so" in fold_text(text) for text in (*heads, *context.lines))


def _holds_kinds(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """KH and TH below each other."""
    some = [meaning for row in _sample(rows) if (text := grid.text(row, column)) for meaning in [read_words([text])]]
    return len({meaning.kind for meaning in some}) > 1 and all(
        (meaning.kind or meaning.role is Role.DERIVED) and not meaning.unknown and not meaning.indicator
        for meaning in some
    )


def _holds_codes(grid: Grid, region: Region, column: int) -> bool:
    return any(fold_text(grid.shown(row, column)) in _CODE_HEADS for row in region.head)


def _axis(reading: Labels, grid: Grid, names: Sequence[int], rows: Sequence[int]) -> tuple[Axis, int, int | None]:
    """What most labels are, and the column that says so. Where one column names units and another indicators (the long
    form, with repeated units left out), also the column of the units."""
    counts: dict[tuple[Axis, int], int] = {}
    some = _sample(rows)
    for column in names:
        texts: dict[Axis, set[str]] = {axis: set() for axis in Axis}
        reading.prepare(grid.text(row, column) for row in some)
        for row in some:
            if kind := reading.kind(row, column):
                texts[kind].add(grid.text(row, column))
        for axis in Axis:
            counts[axis, column] = len(texts[axis])
    axis, label = max(counts, key=lambda key: (counts[key], key[1]))
    units = max(names, key=lambda column: counts[Axis.UNITS, column])
    indicators = max(names, key=lambda column: counts[Axis.INDICATORS, column])
    if indicators > units and all(reading.kind(row, indicators) is Axis.INDICATORS for row in some):
        return Axis.INDICATORS, indicators, units if counts[Axis.UNITS, units] else None
    return axis, label, None


@dataclass(frozen=True)
class _Labels:
    """The columns beside the figures. ``units``: of the long form; ``kinds``: plan or actual, row by row."""

    label: int
    units: int | None
    measures: Sequence[int]
    codes: Sequence[int]
    kinds: Sequence[int]


def _read_rows(
    grid: Grid, region: Region, reading: Labels, axis: Axis, columns: _Labels, answers: Answers
) -> Iterator[Line]:
    above = ""
    rows = range(region.first, region.last + 1)
    if columns.codes:
        reading.prepare(_code(grid, region, row, columns.codes) for row in rows)
    for row in rows:
        if not any(_is_meant_as_a_figure(grid.own(row, column)) for column in region.columns):
            continue
        if grid.looks[row] is not Look.FIGURES and _is_a_head_again(grid, region, row):
            continue
        text = clean(grid.text(row, columns.label)) or _total_beside(grid, region, row)
        measure = _first_text(grid, row, columns.measures)
        code = _code(grid, region, row, columns.codes)
        line = _row(row, text, code, measure, reading, axis, columns.label, answers)
        if columns.kinds:
            said = read_words([_first_text(grid, row, columns.kinds)])
            role = said.role if line.meaning.role is Role.FIGURE else line.meaning.role
            line = replace(line, meaning=replace(line.meaning, kind=said.kind or line.meaning.kind, role=role))
        if columns.units is not None:
            above = clean(grid.text(row, columns.units)) or above
            named = reading.unit_of(above)
            line = replace(line, unit=named.unit, named=named, part=line.part if named.unit else Part.UNKNOWN)
        yield line


def _total_beside(grid: Grid, region: Region, row: int) -> str:
    """ "Tổng cộng" written in the column of serial numbers, where a merged cell would have begun."""
    texts = (grid.text(row, column) for column in range(min(region.columns)))
    return next((text for text in texts if is_total(text)), "")


def _first_text(grid: Grid, row: int, columns: Sequence[int]) -> str:
    return next((text for column in columns if (text := grid.text(row, column))), "")


def _code(grid: Grid, region: Region, row: int, codes: Sequence[int]) -> str:
    """A code typed as a number has lost its zeros: it is as long as the longest of its column."""
    for column in codes:
        if text := grid.text(row, column):
            longest = max(len(grid.text(other, column)) for other in (region.first, row, region.last))
            return text.zfill(longest) if text.isdigit() and not isinstance(grid.own(row, column), str) else text
    return ""


def _is_meant_as_a_figure(value: CellValue) -> bool:
    return looks_like_a_figure(value) or isinstance(value, date | time)


def _is_a_head_again(grid: Grid, region: Region, row: int) -> bool:
    texts = [grid.text(row, column) for column in region.columns]
    return any(texts == [grid.text(head, column) for column in region.columns] for head in region.head)


def _is_an_item(text: str) -> bool:
    """Whether a label is bulleted, as the parts of a row are."""
    return text.lstrip()[:1] in ("-", "–", "+", "•", "*")


def _row(
    row: int, text: str, code: str, measure: str, reading: Labels, axis: Axis, label: int, answers: Answers
) -> Line:
    plain = Meaning(measure=measure)
    answer = answers.line(text, str(row + 1))
    if answer == SKIP:
        return Line(row, text, replace(plain, role=Role.PASSED_OVER))
    if answer in catalogue().indicators:
        return Line(row, text, replace(plain, indicator=answer), answered=True)
    if axis is Axis.UNITS:
        named = reading.unit(row, label, code) if answer is None else reading.unit_called(answer)
        if named.unit is not None:
            wrongly = bool(code) and reading.is_misnamed(row, label, named.unit)
            return Line(row, text, plain, named.unit, code=code, named=named, misnamed=wrongly)
        if is_total(text):
            return Line(row, text, plain, part=Part.TOTAL)
        if _is_an_item(reading.written(row, label)) and not named.several:
            return Line(row, text, replace(plain, role=Role.PASSED_OVER), part=Part.ITEM)
        no_name = not text or named.several or named.near
        if not is_subtotal(text) and (no_name or not reading.is_group(row, label)):
            return Line(row, text, plain, part=Part.UNKNOWN, named=named, code=code)
        return Line(row, text, plain, part=Part.SUBTOTAL)
    meaning = reading.words(row, label)
    part = Part.TOTAL if axis is Axis.PERIODS and is_total(text) else Part.FIGURES
    return Line(row, text, replace(meaning, measure=measure or meaning.measure), part=part)


def _read_columns(
    grid: Grid, region: Region, axis: Axis, context: Context, naming: Naming, answers: Answers
) -> Iterator[Line]:
    """Columns that nothing stands over, beside others that are headed, hold somebody's workings: they are left out."""
    paths = {column: head_path(grid, region, column) for column in region.columns}
    if any(paths.values()):
        paths = {column: path for column, path in paths.items() if path}
    called = naming.units(
        [text for path in paths.values() for text in path if axis is not Axis.UNITS and read_words([text]).unknown]
    )
    parts = narrowed(context.lines)
    before: Meaning | None = None
    for column, path in paths.items():
        text = " – ".join(path)
        answer = answers.line(text, cell_name(0, column)[:-1])
        if answer is None and path:
            answer = answers.line(path[-1], "")
        units = [unit for part in path if (unit := called.get(part))]
        words = [part for part in path if part not in called]
        total = axis is not Axis.UNITS and bool(path) and is_total(path[-1])
        meaning = read_words(words) if words else Meaning()
        if axis is not Axis.INDICATORS and not meaning.indicator and not meaning.unknown:
            meaning = _from_titles(_from_the_left(meaning, before), words, context.lines)
        if meaning.role is Role.DERIVED and is_assigned(meaning, meaning.kind or context.kind):
            meaning = replace(meaning, role=Role.FIGURE)
        if doubt := (contradicts(meaning, context.lines) or (meaning.indicator and parts)):
            meaning = replace(meaning, indicator=None, unknown=doubt)
        if answer == SKIP:
            meaning = replace(meaning, role=Role.PASSED_OVER, unknown=())
        elif answer in catalogue().indicators:
            meaning = replace(meaning, indicator=answer, role=_loaded(meaning.role), unknown=())
        elif total:
            meaning = replace(meaning, unknown=())
        if meaning.indicator and meaning.role is Role.FIGURE:
            before = meaning
        part = Part.TOTAL if total else Part.FIGURES
        yield Line(column, text, meaning, units[-1] if units else None, part, answered=answer is not None)


def _asked_together(columns: tuple[Line, ...]) -> tuple[Line, ...]:
    """“KH giao đầu năm | KH điều chỉnh”: where one plan is not known for what it is, the others may not be it."""
    doubtful = [line for line in columns if line.meaning.kind is Kind.TARGET and line.meaning.unknown]
    if not doubtful:
        return columns
    unknown = doubtful[0].meaning.unknown
    return tuple(
        line.replaced(replace(line.meaning, indicator=None, unknown=unknown))
        if line.meaning.kind is Kind.TARGET and line.meaning.role is Role.FIGURE and not line.answered
        else line
        for line in columns
    )


def _of_one_indicator(columns: tuple[Line, ...]) -> tuple[Line, ...]:
    """“Kế hoạch | Lũy kế thu”: a header that says only which sort of figure it is, in a table of one indicator."""
    named = {line.meaning.indicator for line in columns if line.meaning.role is Role.FIGURE and line.meaning.indicator}
    if len(named) != 1 or any(line.meaning.unknown for line in columns):
        return columns
    indicator = named.pop()
    return tuple(
        line.replaced(replace(line.meaning, indicator=indicator))
        if line.meaning.indicator is None and line.meaning.kind and line.meaning.role in (Role.FIGURE, Role.REFERENCE)
        else line
        for line in columns
    )


def _from_the_left(meaning: Meaning, before: Meaning | None) -> Meaning:
    """“KH thu năm 2020 | TH 5 tháng”: the second says only what sort of figure of the same it is."""
    if before is None or meaning.role not in (Role.FIGURE, Role.REFERENCE) or not (meaning.kind or meaning.mention):
        return meaning
    if meaning.role is Role.FIGURE and (meaning.kind, meaning.mention) == (before.kind, before.mention):
        return meaning
    return replace(meaning, indicator=before.indicator, measure=meaning.measure or before.measure)


def _loaded(role: Role) -> Role:
    return Role.FIGURE if role in (Role.PASSED_OVER, Role.DERIVED) else role


def _from_titles(meaning: Meaning, words: Sequence[str], titles: Sequence[str]) -> Meaning:
    """The indicator that the title nearest to the table names, for a header that names none."""
    if meaning.role in (Role.PASSED_OVER, Role.DERIVED) or meaning.indicator:
        return meaning
    for title in reversed(titles):
        named = read_words([title])
        if named.indicator and named.role in (Role.FIGURE, Role.IN_PERIOD):
            both = read_words([title, *words])
            said = {name: getattr(both, name) for name in ("kind", "measure") if not getattr(meaning, name)}
            role = named.role if meaning.role is Role.FIGURE else meaning.role
            return replace(meaning, indicator=named.indicator, role=role, unknown=(), **said)
    return meaning


def head_path(grid: Grid, region: Region, column: int) -> tuple[str, ...]:
    """The words over a column from the top one down, each once; without merged cells a word stands for the empty cells
    to its right, in all rows but the last."""
    texts: list[str] = []
    for position, row in enumerate(region.head):
        text = one_language(grid.text(row, column))
        if not text and position + 1 < len(region.head) and not _has_merged(grid, region):
            text = one_language(_to_the_left(grid, region, row, column))
        if text and (not texts or texts[-1] != text) and fold_text(text) not in EMPTY:
            texts.append(" ".join(text.split()))
    return tuple(texts)


def one_language(text: str) -> str:
    """Of a header in two languages, one under the other, the Vietnamese."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and not all(line.isascii() for line in lines):
        lines = [line for line in lines if not line.isascii() or not read_words([line]).unknown]
    return " ".join(lines)


def _has_merged(grid: Grid, region: Region) -> bool:
    return any(span.top <= row <= span.bottom for span in grid.cells.merged for row in region.head)


def _to_the_left(grid: Grid, region: Region, row: int, column: int) -> str:
    for before in range(column - 1, min(region.columns) - 1, -1):
        if text := grid.text(row, before):
            return text
    return ""

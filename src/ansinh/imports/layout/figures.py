"""A table of a foreign layout → facts: each cell by what its row, its column and the titles say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from ansinh.imports import form
from ansinh.imports.cells import CellReader, Convention, Figure, conventions
from ansinh.imports.errors import Check
from ansinh.imports.files.sheets import CellValue
from ansinh.imports.layout.accumulation import months_alone, row_of_months_alone
from ansinh.imports.layout.answers import About, Question
from ansinh.imports.layout.grid import Grid
from ansinh.imports.layout.labels import Axis
from ansinh.imports.layout.mentions import Mention
from ansinh.imports.layout.row_units import rows_wrongly_named
from ansinh.imports.layout.subject import Subject
from ansinh.imports.layout.tables import Line, Part, Table
from ansinh.imports.layout.words import Role, as_measure, measure_of, says_to_date, says_up_to, vocabulary
from ansinh.imports.page import Page, is_figure
from ansinh.indicators.catalogue import IndicatorDefinition, Observed, Ratio, catalogue
from ansinh.kernel.cells import cell_name
from ansinh.kernel.language import message as _
from ansinh.kernel.measures import BaseUnit, DisplayUnit, display_unit
from ansinh.kernel.periods import Period, Shape, short_date
from ansinh.ledger.facts import NewFact, Request
from ansinh.ledger.models import Kind

SAYS_WHAT_IS_COUNTED = frozenset({"nguoi", "tham", "laodong", "the", "tuong"})
LONG_SERIES = 3  # so many different years beside each other are a series, not figures to compare with


@dataclass(frozen=True)
class Series:
    """The figures where one line crosses the others: all of one indicator, period and kind, in one unit of measure."""

    indicator: IndicatorDefinition
    measure: DisplayUnit
    period: Period
    kind: Kind
    role: Role

    @cached_property
    def request(self) -> Request:
        return Request(self.indicator.id, form.fact_period(self.indicator, self.period, self.kind), self.kind)


@dataclass
class TableFigures:
    """``values``: every figure of the table that could be read, whether it is loaded or compared."""

    facts: list[NewFact] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    values: dict[int, dict[int, Figure]] = field(default_factory=dict)
    """By column, then by row."""
    series: dict[tuple[int, int], Series] = field(default_factory=dict)
    """By row and column, or by −1 and the column where all rows of a column are of one series."""

    _decimals: dict[int, int] = field(default_factory=dict)

    def decimals(self, series: Series) -> int:
        """How many decimals the figures of a series are given with, in its unit of measure."""
        key = id(series)
        if key not in self._decimals:
            values = (
                figure[0]
                for column, held in self.values.items()
                for row, figure in held.items()
                if self.series_at(row, column) is series
            )
            self._decimals[key] = max((decimals_of(series.measure.from_base(value)) for value in values), default=0)
        return self._decimals[key]

    def value_at(self, row: int, column: int) -> Figure | None:
        return self.values.get(column, {}).get(row)

    def series_at(self, row: int, column: int) -> Series | None:
        return self.series.get((row, column)) or self.series.get((-1, column))


def decimals_of(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def read_figures(page: Page, grid: Grid, table: Table, subject: Subject) -> TableFigures:
    return _Crossing(page, grid, table, subject).read()


class _Crossing:
    def __init__(self, page: Page, grid: Grid, table: Table, subject: Subject) -> None:
        self.page, self.grid, self.table, self.subject = page, grid, table, subject
        self.result = TableFigures()
        self._unmeasured: list[tuple[str, str]] = []
        self._early: set[int] = set()
        self._doubtful: dict[tuple[str, str], None] = {}
        """Headers or labels with their cells, in order: lines whose words say one thing and something else another."""

    def read(self) -> TableFigures:
        wrong = rows_wrongly_named(self.page, self.table, self.subject)
        rows = [
            row for row in self.table.rows if row.meaning.role is not Role.PASSED_OVER and row.position not in wrong
        ]
        for column in self.table.columns:
            if column.meaning.role is not Role.PASSED_OVER:
                self._read_column(column, rows)
        self._note_ratios()
        self._ask()
        return self.result

    def _note_ratios(self) -> None:
        """A ratio is computed from its two figures, which are recorded; alone it would be lost without a word."""
        kept = {one.indicator.id for one in self.result.series.values()}
        for line in (*self.table.columns, *self.table.rows):
            name = line.meaning.indicator
            formula = catalogue()[name].formula if name else None
            if line.meaning.role is not Role.DERIVED or name is None or not isinstance(formula, Ratio):
                continue
            if not {formula.numerator.indicator, formula.denominator.indicator} <= kept:
                across = line in self.table.columns
                self.page.note(
                    Check.INDICATOR,
                    self._head_row if across else line.position,
                    line.position if across else self.table.label,
                    _("{id} is computed, not reported.", id=name),
                    _("Give the figures that it is computed from."),
                )

    def _read_column(self, column: Line, rows: Sequence[Line]) -> None:
        """Units in rows: all of the column is of one series. Else each cell is of its own row's."""
        if self.table.axis is not Axis.UNITS or any(row.meaning.kind for row in rows):
            self._read_mixed_column(column, rows)
            return
        series = self._series(rows[0], column) if rows else None
        if series is None:
            return
        self.result.series[-1, column.position] = series
        if not self._cannot_be_kept(series, column):
            self._read_cells(column, [(row, series) for row in rows])

    def _read_mixed_column(self, column: Line, rows: Sequence[Line]) -> None:
        found: list[tuple[Line, Series]] = []
        for row in rows:
            series = self._series(row, column)
            if series is not None:
                self.result.series[row.position, column.position] = series
                if not self._cell_cannot_be_kept(series, row, column):
                    found.append((row, series))
        self._read_cells(column, found)

    def _read_cells(self, column: Line, wanted: Sequence[tuple[Line, Series]]) -> None:
        convention = self._convention(column.position)
        self.result.values.setdefault(column.position, {})
        for series, group in groupby(wanted, key=itemgetter(1)):
            reader = CellReader(self.page, series.indicator, series.measure, convention)
            self._read_run(column, series, [row.position for row, _series in group], reader)

    def _read_run(self, column: Line, series: Series, places: Sequence[int], reader: CellReader) -> None:
        """Rows of one series. A national file has 600,000 cells, nearly all of them plain: they are looked up."""
        position, sheet, request = column.position, self.page.position, series.request
        lines = [self.page.rows[place] for place in places]
        cells = [line[position] if position < len(line) else "" for line in lines]
        plain = reader.plain(cells)
        found = [
            (type(cell) is float and plain.get(cell)) or reader.read(place, position, cell)
            for place, cell in zip(places, cells, strict=True)
        ]
        read = [(place, figure) for place, figure in zip(places, found, strict=True) if figure]
        self.result.values[position].update(read)
        if series.role is Role.FIGURE and column.part is Part.FIGURES:
            around = column.unit or (None if self.table.axis is Axis.UNITS else self.subject.sender)
            other, units = around and around.pk, self._units
            self.result.facts += [
                NewFact(unit, request, value, hedge, sheet, place, position)
                for place, (value, hedge) in read
                if place in units and (unit := units[place] or other)
            ]

    @cached_property
    def _units(self) -> Mapping[int, int | None]:
        """Of the rows that are loaded, by position: the key of the unit, where a row names one."""
        rows = [row for row in self.table.rows if row.part is Part.FIGURES]
        return {row.position: row.unit.pk if row.unit else None for row in rows}

    def _convention(self, column: int) -> Convention | None:
        """How the texts of the column write numbers, if all write them one way; else, if none tells, of the table."""
        texts = self._texts(column)
        if not texts:
            return None
        found = conventions(texts) or self._conventions_of_table
        return next(iter(found)) if len(found) == 1 else None

    @cached_property
    def _conventions_of_table(self) -> frozenset[Convention]:
        return conventions(value for column in self.table.columns for value in self._texts(column.position))

    def _texts(self, column: int) -> list[CellValue]:
        lines = self._lines
        return [line[column] for line in lines if column < len(line) and type(line[column]) is str]

    @cached_property
    def _lines(self) -> list[list[CellValue]]:
        return [self.page.rows[row.position] for row in self.table.rows]

    def _series(self, row: Line, column: Line) -> Series | None:
        """What the cell is a figure of; None where it is none, or nobody knows."""
        role = _role(row, column)
        name = column.meaning.indicator or row.meaning.indicator
        if role in (Role.PASSED_OVER, Role.DERIVED):
            return None
        if name is None or (column.meaning.unknown and not column.meaning.indicator):
            return None
        indicator = catalogue()[name]
        if self._measured_otherwise(row, column, indicator):
            self._doubt(row, column)
            return None
        period, role = self._period(row, column, indicator, role)
        kind = column.meaning.kind or row.meaning.kind or self.table.context.kind or self.subject.kind
        role = self._role_in_time(row, column, indicator, period, kind, role)
        measure = self._measure(row, column, indicator)
        if role is Role.PASSED_OVER or period is None or measure is None or not form.may_hold(indicator, kind):
            return None
        if kind is Kind.TARGET:
            period = Period.year(period.year_number)
        return Series(indicator, measure, period, kind, role)

    def _measured_otherwise(self, row: Line, column: Line, indicator: IndicatorDefinition) -> bool:
        """Whether what is counted in tỷ đồng cannot be the persons that the words alone would be taken for. A measure
        over the whole table may be meant of its other columns; not where the header is but a name (“BHYT”)."""
        own = [written for written in (column.meaning.measure, row.meaning.measure) if written]
        said = own or self.table.context.measures
        known = [written for written in said if as_measure(written, indicator.unit)]
        if not known or any(measure_of(written, indicator.unit) for written in known):
            return False
        if own:
            return True
        bare = not (column.meaning.words | row.meaning.words) & SAYS_WHAT_IS_COUNTED
        return indicator.unit is BaseUnit.PERSON and bare and not self._has_money

    @cached_property
    def _has_money(self) -> bool:
        """Whether some line is of money: then the measure over the table is meant of that."""
        names = (line.meaning.indicator for line in (*self.table.columns, *self.table.rows))
        return any(catalogue()[name].unit is BaseUnit.VND for name in names if name)

    def _measure(self, row: Line, column: Line, indicator: IndicatorDefinition) -> DisplayUnit | None:
        for written in (
            column.meaning.measure,
            row.meaning.measure,
            *self.table.context.measures,
            self.subject.measure,
        ):
            found = measure_of(written, indicator.unit) if written else None
            if found is not None:
                return found
        if indicator.unit is not BaseUnit.VND:
            return display_unit(indicator.unit.text("vi"), indicator.unit)
        name = column.text if column.meaning.indicator else row.text
        self._unmeasured.append((name, cell_name(self._head_row, column.position)))
        return None

    @property
    def _head_row(self) -> int:
        return self.table.region.head[-1] if self.table.region.head else self.table.region.first

    def _period(
        self, row: Line, column: Line, indicator: IndicatorDefinition, role: Role
    ) -> tuple[Period | None, Role]:
        main = self.subject.period
        mention = column.meaning.mention or row.meaning.mention
        if role is Role.REFERENCE:
            return self._reference(mention, _words(row, column)), role
        if mention is None:
            return main, role
        period = mention.period(main.year_number)
        if period is None or _is_the_year_of(period, main):
            return main, role
        if self._is_compared_with(period, indicator):
            return period, Role.REFERENCE
        return period, role

    def _role_in_time(
        self,
        row: Line,
        column: Line,
        indicator: IndicatorDefinition,
        period: Period | None,
        kind: Kind,
        role: Role,
    ) -> Role:
        """What a figure of a part of the year is: plans are of years, and what flows is kept since 1 January."""
        words = _words(row, column)
        mention = column.meaning.mention or row.meaning.mention
        if kind is Kind.TARGET:
            of_a_part = words & vocabulary().in_period or (mention and mention.shape not in ("year", "day"))
            return Role.PASSED_OVER if of_a_part else role
        if role not in (Role.FIGURE, Role.IN_PERIOD) or period is None:
            return role
        if indicator.observed is not Observed.YEAR_TO_DATE:
            return Role.IN_PERIOD if "trongky" in words else Role.FIGURE
        if words & vocabulary().to_date:
            return Role.FIGURE
        named = mention is not None and mention.shape in ("month", "quarter", "second_half")
        if role is Role.FIGURE and named and self._has_column_to_date(indicator):
            role = Role.IN_PERIOD
        if role is Role.IN_PERIOD and self._is_all_of_the_year(period, indicator):
            return Role.FIGURE
        return role

    def _reference(self, mention: Mention | None, words: frozenset[str]) -> Period | None:
        main = self.subject.period
        named = mention.period(main.year_number) if mention else None
        if named and named.end < main.end and named.shape is not Shape.YEAR:
            return named
        if "cungky" in words or "kytruoc" not in words:
            return main.same_period_last_year
        return main.previous if main.shape is not Shape.YEAR else Period.year(main.year_number - 1)

    def _is_compared_with(self, period: Period, indicator: IndicatorDefinition) -> bool:
        """An earlier figure beside the one reported: last year's, or that at its end; of a long series all are
        reported."""
        main = self.subject.period
        if period.end >= main.end or period.end.year == main.end.year:
            return False
        if indicator.observed is Observed.YEAR or len(self._periods_named) >= LONG_SERIES:
            return False
        return self._main_is_there

    @cached_property
    def _periods_named(self) -> frozenset[Period]:
        lines = [line for line in (*self.table.columns, *self.table.rows) if line.meaning.role is Role.FIGURE]
        main = self.subject.period
        return frozenset(
            period
            for line in lines
            if line.meaning.mention
            and line.meaning.kind is not Kind.TARGET
            and (period := line.meaning.mention.period(main.year_number))
            and not _is_the_year_of(period, main)
        )

    @cached_property
    def _main_is_there(self) -> bool:
        """Whether some column or row is of the period that the title names."""
        main = self.subject.period
        lines = self.table.rows if self.table.axis is Axis.PERIODS else self.table.columns
        return any(
            line.meaning.role is Role.FIGURE
            and line.meaning.kind is not Kind.TARGET
            and (
                line.meaning.mention is None
                or ((period := line.meaning.mention.period(main.year_number)) and period.end == main.end)
                or (period and _is_the_year_of(period, main))
            )
            for line in lines
        )

    def _cannot_be_kept(self, series: Series, column: Line) -> bool:
        """Findings about a whole column."""
        if series.role is Role.IN_PERIOD:
            return self._is_of_the_period_alone(series, column)
        if series.role is not Role.FIGURE:
            return False
        indicator, at = series.indicator, self._head_row
        if self._is_of_a_part_of_the_year(series, column) and not column.answered:
            self._doubt(None, column)
            return True
        if column.position in self._months_alone and not column.answered:
            if column.position == min(self._months_alone):
                self.page.block(
                    Check.PERIOD,
                    at,
                    column.position,
                    _(
                        "The columns of {id} do not say whether they accumulate, and look like months alone.",
                        id=indicator,
                    ),
                    _("Give what has accumulated since 1 January, and say so in the header: lũy kế."),
                )
            return True
        if not indicator.valid_on(series.period.end):
            self.page.block(
                Check.INDICATOR,
                at,
                column.position,
                _("{id} did not exist in {period}.", id=indicator, period=series.period),
                _("It is in force from {day}.", day=short_date(indicator.valid_from)),
            )
            return True
        return self._has_figures(column) and self._is_early(series, at, column)

    def _is_early(self, series: Series, row: int, column: Line) -> bool:
        """Done before it was over? One finding for a column."""
        late = series.kind is not Kind.ACTUAL or self.subject.reported_on >= series.period.end
        if late or series.indicator.observed is Observed.YEAR:
            return False
        if column.position not in self._early:
            self._early.add(column.position)
            self.page.block(
                Check.PERIOD,
                row,
                column.position,
                _(
                    "Reported on {day}, before {period} was over.",
                    day=short_date(self.subject.reported_on),
                    period=series.period,
                ),
                _("Mend the date, or write “{estimate}” as the kind of figure.", estimate=form.KINDS[Kind.ESTIMATE]),
            )
        return True

    def _cell_cannot_be_kept(self, series: Series, row: Line, column: Line) -> bool:
        """The same where rows are of several series: indicators in rows, plan and actual below each other."""
        if series.role is not Role.FIGURE or not is_figure(self.page.cell(row.position, column.position)):
            return False
        told = row.answered or column.answered or row.meaning.words & vocabulary().to_date
        if not told and (self._is_of_a_part_of_the_year(series, column) or self._row_is_of_months_alone(series, row)):
            self._doubt(row, column)
            return True
        return self._is_early(series, row.position, column)

    def _row_is_of_months_alone(self, series: Series, row: Line) -> bool:
        flow = series.indicator.observed is Observed.YEAR_TO_DATE and series.kind is not Kind.TARGET
        return flow and self.table.axis is Axis.INDICATORS and row_of_months_alone(self.page, self.table, row)

    def _is_of_a_part_of_the_year(self, series: Series, column: Line) -> bool:
        """What a report of the second quarter, of the last six months or of one day collected: not what there is since
        January, unless it says so."""
        if series.indicator.observed is not Observed.YEAR_TO_DATE or series.kind is Kind.TARGET:
            return False
        lines = self.table.context.lines
        if column.meaning.words & vocabulary().to_date or any(map(says_to_date, lines)):
            return False
        if series.period.shape is Shape.DAY:
            return not any(map(says_up_to, (*lines, column.text)))
        part = series.period.shape in (Shape.QUARTER, Shape.HALF_YEAR) and not series.period.is_year_to_date
        return part and column.position not in self._months_alone

    @cached_property
    def _months_alone(self) -> frozenset[int]:
        return months_alone(self.page, self.table)

    def _has_figures(self, column: Line) -> bool:
        return any(is_figure(self.page.cell(row.position, column.position)) for row in self.table.rows)

    def _is_all_of_the_year(self, period: Period, indicator: IndicatorDefinition) -> bool:
        """What fell within January, or the first quarter, is all there is of the year; unless that has a column too."""
        since_january = period.is_year_to_date and period.shape is not Shape.FIRST_MONTHS
        return since_january and not self._has_column_to_date(indicator)

    def _has_column_to_date(self, indicator: IndicatorDefinition) -> bool:
        return any(
            one.meaning.indicator in (indicator.id, None) and one.meaning.words & vocabulary().to_date
            for one in self.table.columns
        )

    def _is_of_the_period_alone(self, series: Series, column: Line) -> bool:
        """What fell within the month is not kept: what accumulated is."""
        indicator = series.indicator
        if not self._has_column_to_date(indicator):
            self.page.block(
                Check.PERIOD,
                self._head_row,
                column.position,
                _("{id} is reported here for the period alone.", id=indicator),
                _(
                    "Add a column with what has accumulated since 1 January (lũy kế): that is what is kept."
                    " Or leave this one out: --line “{text}=skip”.",
                    text=column.text,
                ),
            )
        return True

    def _ask(self) -> None:
        unknown = [
            (line.text, cell_name(self._head_row, line.position))
            for line in self.table.columns
            if self._is_open(line) and self._has_figures(line)
        ]
        if self.table.axis is Axis.INDICATORS:
            unknown += [
                (row.text, cell_name(row.position, self.table.label))
                for row in self.table.rows
                if row.meaning.role is Role.FIGURE and row.meaning.indicator is None and row.part is Part.FIGURES
            ]
        unknown += [one for one in self._doubtful if one not in unknown]
        if unknown:
            self.result.questions.append(about_lines(self.page.name, unknown))
        if self._unmeasured:
            subjects = tuple(dict.fromkeys(self._unmeasured))
            self.result.questions.append(
                Question(
                    About.MEASURE,
                    self.page.name,
                    _("In which unit of measure is the money of this sheet: đồng, triệu đồng or tỷ đồng?"),
                    subjects,
                )
            )

    def _doubt(self, row: Line | None, column: Line) -> None:
        if row is not None and self.table.axis is Axis.INDICATORS:
            self._doubtful[row.text, cell_name(row.position, self.table.label)] = None
        else:
            self._doubtful[column.text, cell_name(self._head_row, column.position)] = None

    def _is_open(self, column: Line) -> bool:
        """Whether nobody knows what the figures of a column are."""
        meaning = column.meaning
        if meaning.role not in (Role.FIGURE, Role.IN_PERIOD) or self.table.axis is Axis.INDICATORS:
            return False
        return meaning.indicator is None


def about_lines(sheet: str, unknown: Sequence[tuple[str, str]]) -> Question:
    """One question about all lines that nobody knows."""
    return Question(
        About.LINE,
        sheet,
        _(
            "What do these hold: {lines}? Give each the id of an indicator (what flows: since 1 January), or “skip”;"
            " `ansinh indicators` lists them.",
            lines="; ".join(f"{cell} “{text}”" for text, cell in unknown),
        ),
        tuple(unknown),
    )


def _role(row: Line, column: Line) -> Role:
    for role in (Role.PASSED_OVER, Role.DERIVED, Role.REFERENCE, Role.IN_PERIOD):
        if role in (row.meaning.role, column.meaning.role):
            return role
    return Role.FIGURE


def _words(row: Line, column: Line) -> frozenset[str]:
    return row.meaning.words | column.meaning.words


def _is_the_year_of(period: Period, main: Period) -> bool:
    """“Thực hiện năm 2020” in a report of May 2020 is what it reports."""
    return period.shape is Shape.YEAR and period.year_number == main.year_number

"""A workbook of a foreign layout → facts, findings and questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import PurePath

from ansinh.imports import form
from ansinh.imports.errors import Check
from ansinh.imports.files.sheets import Workbook
from ansinh.imports.layout.agreement import check_agreement
from ansinh.imports.layout.answers import About, Answers, Question, line_key
from ansinh.imports.layout.context import Context, read_lines, read_texts, sender
from ansinh.imports.layout.figures import TableFigures, about_lines, read_figures
from ansinh.imports.layout.formulas import check_formulas
from ansinh.imports.layout.grid import Grid, Look, Region, looks_like_a_figure, regions
from ansinh.imports.layout.labels import Axis, Naming
from ansinh.imports.layout.mentions import mentions
from ansinh.imports.layout.subject import Subject
from ansinh.imports.layout.tables import Line, Table, read_tables
from ansinh.imports.layout.totals import settle_totals
from ansinh.imports.outcome import Reading
from ansinh.imports.page import Page
from ansinh.kernel.cells import cell_name
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, parse_date, short_date
from ansinh.ledger.facts import NewFact
from ansinh.ledger.models import Kind
from ansinh.places.finding import find_unit
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import country, wholes, within

Senders = Mapping[int, tuple[Unit, ...]]
"""By the identity of a context: the units that it names as the one that reports."""


@dataclass(frozen=True)
class _Sheet:
    page: Page
    grid: Grid
    regions: tuple[Region, ...]
    contexts: tuple[Context, ...]
    """One for each region, the sheet's own lines and the file's name behind it."""


def read_foreign(workbook: Workbook, file_name: str, answers: Answers, received: date) -> Reading:
    """``received``: the day on which the file came, for one that bears no date of its own."""
    pages = [Page(cells) for cells in workbook.sheets]
    sheets = [sheet for page in pages if (sheet := _sheet(page, file_name, answers))]
    contexts = [context for sheet in sheets for context in sheet.contexts]
    questions: list[Question] = []
    periods = {id(context): _period(context, answers) for context in contexts}
    for sheet in sheets:
        for region, context in zip(sheet.regions, sheet.contexts, strict=True):
            periods[id(context)] = periods[id(context)] or _latest_named(sheet.grid, region)
    known = [period for period in periods.values() if period]
    day = max(period.end for period in known) if known else received
    if len(known) < len(periods):
        questions.append(_which_period(sheets, periods))
    reported_on = _reported_on(contexts, answers, received, sheets[0].page if sheets else None)
    senders = {id(context): sender(context, day) for context in contexts} if not answers.unit else {}
    named = _named(contexts, senders, answers, day)
    tables = [found for sheet in sheets for found in _tables(sheet, periods, day, named, senders, answers)]
    whole = _whole(named, tables, day, bool(answers.unit))
    if whole is None and tables:
        questions.append(_whose(sheets[0].page.name))
    facts: list[NewFact] = []
    insides = _Insides()
    for _region, beside in groupby(tables, key=lambda found: (found.sheet.page.position, found.table.region.first)):
        facts += _read_beside(list(beside), whole, reported_on, answers, questions, insides)
    for sheet in sheets:
        check_formulas(sheet.page)
    _note_contradictions(sheets, answers)
    return Reading(
        unit=whole,
        reported_on=reported_on,
        document=answers.document or next((one.document for one in contexts if one.document), ""),
        sheets=tuple(cells.name for cells in workbook.sheets),
        facts=tuple(facts),
        findings=tuple(finding for page in pages for finding in page.findings),
        questions=tuple(_merged(questions)),
        lines=frozenset(name for found in tables for name in _lines(found.table)),
        lettered={
            cell_name(0, line.position)[:-1]: line.text for found in tables for line in found.table.columns if line.text
        },
        headers=tuple(line_key(line.text) for found in tables for line in _headers(found.table)),
        sheets_read=len({found.sheet.page.position for found in tables}),
    )


@dataclass(frozen=True)
class _Found:
    """A table with what stands around it. ``own``: the unit that its own titles name."""

    sheet: _Sheet
    table: Table
    period: Period | None
    own: Unit | None


class _Insides:
    """What lies within units on days, each asked once: a sheet may hold hundreds of tables."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, date], frozenset[int]] = {}

    def of(self, unit: Unit, day: date) -> frozenset[int]:
        if (unit.pk, day) not in self._found:
            self._found[unit.pk, day] = within(unit, day)
        return self._found[unit.pk, day]


def _tables(
    sheet: _Sheet,
    periods: Mapping[int, Period | None],
    day: date,
    named: Sequence[Unit],
    senders: Senders,
    answers: Answers,
) -> Iterator[_Found]:
    for region, context in zip(sheet.regions, sheet.contexts, strict=True):
        period = periods[id(context)]
        own = _own(context, named, senders)
        naming = Naming(period.end if period else day, own)
        for table in read_tables(sheet.grid, region, context, naming, answers):
            yield _Found(sheet, table, period, own)


def _subject(
    found: _Found, whole: Unit, period: Period, reported_on: date, answers: Answers, insides: _Insides
) -> Subject:
    members = insides.of(whole, period.end)
    return Subject(
        sender=found.own if found.own and found.own.pk in members else whole,
        members=members,
        period=period,
        reported_on=reported_on,
        kind=form.read_kind(answers.kind) or Kind.ACTUAL,
        measure=answers.measure,
    )


def _read_beside(
    tables: Sequence[_Found],
    whole: Unit | None,
    reported_on: date,
    answers: Answers,
    questions: list[Question],
    insides: _Insides,
) -> list[NewFact]:
    """The facts of the tables of one region, which stand side by side; mostly it is one."""
    facts: list[NewFact] = []
    read: list[tuple[_Found, Subject, TableFigures]] = []
    for found in tables:
        if whole is not None and found.period is not None:
            subject = _subject(found, whole, found.period, reported_on, answers, insides)
            figures = read_figures(found.sheet.page, found.sheet.grid, found.table, subject)
            questions += figures.questions
            read.append((found, subject, figures))
    for found, subject, figures in read:
        beside = [(other.table, its) for other, _subject_, its in read if other is not found]
        facts += settle_totals(found.sheet.page, found.table, subject, figures, beside)
        check_agreement(found.sheet.page, found.table, subject, figures)
    return facts


def _sheet(page: Page, file_name: str, answers: Answers) -> _Sheet | None:
    """None for a sheet that is not to be read."""
    cells = page.cells
    if answers.sheets and cells.name not in answers.sheets:
        return None
    grid = Grid(cells)
    found = tuple(regions(grid))
    if cells.hidden:
        if any(looks_like_a_figure(value) for row in cells.rows for value in row):
            page.note(
                Check.SHEET_PASSED_OVER,
                None,
                0,
                _("This sheet is hidden and was not read."),
                _("If its figures count, show it in the spreadsheet program and send the file again."),
            )
        return None
    if not found:
        return None
    _note_what_is_hidden(page, grid, found)
    file = read_texts([PurePath(file_name).stem.replace("_", " ")])
    own = read_texts([cells.name])
    last = found[-1].last
    over = read_lines(grid, _title_rows(found[0]))
    under = read_lines(grid, range(last + 1, grid.height))
    wide = replace(
        over.within(under).within(own).within(file),
        mentions=(*over.mentions, *own.mentions) or file.mentions,
        names=(*over.names, *under.names, *own.names),
        lines=(*own.lines, *over.lines),
    )
    # The title of the first table may hold for those under it; what stands over a table goes before it.
    contexts = [wide, *(read_lines(grid, _title_rows(region)).within(wide) for region in found[1:])]
    return _Sheet(page, grid, found, tuple(contexts))


def _title_rows(region: Region) -> range:
    return range(region.top, region.head[0] if region.head else region.first)


def _note_what_is_hidden(page: Page, grid: Grid, found: Sequence[Region]) -> None:
    figures = {row for region in found for row in range(region.first, region.last + 1)}
    rows = sorted(row for row in grid.cells.hidden_rows & figures if grid.looks[row] is Look.FIGURES)
    columns = sorted(grid.cells.hidden_columns & {column for region in found for column in region.columns})
    for row in rows[:1]:
        page.note(
            Check.HIDDEN,
            row,
            0,
            _("Hidden rows were read too: {rows}.", rows=", ".join(str(one + 1) for one in rows)),
            _("Delete them if their figures do not count."),
        )
    for column in columns[:1]:
        page.note(
            Check.HIDDEN,
            found[0].first,
            column,
            _("Hidden columns were read too: {columns}.", columns=", ".join(cell_name(0, one)[:-1] for one in columns)),
            _("Delete them if their figures do not count."),
        )


def _period(context: Context, answers: Answers) -> Period | None:
    return Period.parse(answers.period) if answers.period else context.period()


def _note_contradictions(sheets: Sequence[_Sheet], answers: Answers) -> None:
    """An answer goes before the file; but not without a word where the file says something else."""
    for sheet in sheets:
        said = sheet.contexts[0].period()
        if answers.period and said and said.end != Period.parse(answers.period).end:
            sheet.page.note(
                Check.PERIOD,
                None,
                0,
                _(
                    "The file says {said}; {taken} is taken, as answered.",
                    said=said,
                    taken=Period.parse(answers.period),
                ),
                _("Leave --period out if the file is right."),
            )


def _latest_named(grid: Grid, region: Region) -> Period | None:
    """Where no title says a period: the latest that a header names, or a label."""
    columns = range(min(region.columns))
    texts = [text for row in region.head for column in region.columns for text in [grid.text(row, column)]]
    texts += [grid.text(row, column) for row in range(region.first, region.last + 1) for column in columns]
    found = [mention for text in texts if any(map(str.isdigit, text)) for mention in mentions(text)]
    year = next((mention.year for mention in found if mention.year), None)
    return max((period for mention in found if (period := mention.period(year))), default=None)


def _reported_on(contexts: Sequence[Context], answers: Answers, received: date, page: Page | None) -> date:
    if answers.reported_on:
        return parse_date(answers.reported_on)
    said = next((context.reported_on for context in contexts if context.reported_on), None)
    if page is None:
        return received
    if said is None:
        page.note(
            Check.HEAD,
            None,
            0,
            _("The file bears no date; it counts as reported on {day}, when it came.", day=short_date(received)),
            _("If it was reported on another day: --reported-on DAY."),
        )
        return received
    if said > received:
        page.block(
            Check.HEAD,
            None,
            0,
            _("Reported on {day}, which is still to come.", day=short_date(said)),
            _("Mend the date; the day comes before the month."),
        )
    return said


def _named(contexts: Sequence[Context], senders: Senders, answers: Answers, day: date) -> tuple[Unit, ...]:
    """The units that answers or titles name as the one that reports, the likeliest first."""
    if answers.unit:
        return (find_unit(answers.unit, day),)
    return tuple(dict.fromkeys(unit for context in contexts for unit in senders[id(context)]))


def _own(context: Context, named: Sequence[Unit], senders: Senders) -> Unit | None:
    """The unit of one table: of a sheet for each district, the district; what an officer answered holds for all."""
    own = senders.get(id(context), named)
    return own[0] if own else None


def _whole(named: Sequence[Unit], found: Sequence[_Found], day: date, answered: bool) -> Unit | None:
    """The unit that reports: the lowest one named that holds the units of most rows, else the lowest that holds all."""
    rows = [line.unit for one in found for line in (*one.table.rows, *one.table.columns) if line.unit is not None]
    rows += [one.own for one in found if one.own is not None and not any(line.unit for line in one.table.rows)]
    if answered or not rows:
        return named[0] if named else None
    keys = {unit.pk for unit in rows}
    for unit in named:
        inside = within(unit, day)
        most = sum(one in inside for one in keys) * 2 > len(keys)
        said = unit.level != Level.COUNTRY and not keys.isdisjoint(inside - {unit.pk})
        if unit.kind == UnitKind.CLUSTER or most or said:
            return unit
    if len(keys) == 1:
        return rows[0]
    around = wholes(keys, day)
    common = set.intersection(*({key, *(one.pk for one in around[key])} for key in keys))
    nearest = [one for one in around[rows[0].pk] if one.pk in common]
    return nearest[0] if nearest else country(day)


def _headers(table: Table) -> list[Line]:
    lines = table.columns if table.axis is not Axis.INDICATORS else (*table.columns, *table.rows)
    return [line for line in lines if line.text]


def _lines(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield from (
            line_key(column.text),
            line_key(column.text.rpartition(" – ")[2]),
            cell_name(0, column.position)[:-1],
        )
    for row in table.rows:
        yield from (line_key(row.text), str(row.position + 1))


def _which_period(sheets: Sequence[_Sheet], periods: Mapping[int, Period | None]) -> Question:
    sheet = next(one for one in sheets for context in one.contexts if periods[id(context)] is None)
    return Question(
        About.PERIOD, sheet.page.name, _("Which period is this file about? Neither its titles nor its names say.")
    )


def _whose(sheet: str) -> Question:
    return Question(About.UNIT, sheet, _("Which unit reports? Neither the titles nor the rows say."))


def _merged(questions: Sequence[Question]) -> list[Question]:
    """One question about all lines, one about the unit of measure, and so on."""
    found: dict[About, Question] = {}
    for question in questions:
        first = found.get(question.about)
        if first is None:
            found[question.about] = question
        elif question.about is About.LINE:
            found[About.LINE] = about_lines(first.sheet, tuple(dict.fromkeys((*first.subjects, *question.subjects))))
    return list(found.values())

"""A league as it is asked for: its rows in order, the figures beside them, what must be said under them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ansinh.accounts.access import visible_units
from ansinh.accounts.roles import Permission
from ansinh.compare.bases import SAME_PERIOD
from ansinh.compare.calc import Quantity
from ansinh.compare.footnotes import footnotes
from ansinh.compare.leagues import (
    Cell,
    League,
    LeagueColumn,
    Standing,
    cells,
    competitors,
    courses,
    first_with_figures,
    has_communes_below,
    league,
)
from ansinh.compare.printing import PART_PERCENT_DECIMALS, Shown, show
from ansinh.compare.reads import Comparison, Figures
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import Printed
from ansinh.places.models import Unit
from ansinh.web.leagues.asking import BY_CLIMB, BY_NAME, BY_RANK, Asked
from ansinh.web.leagues.choosing import in_order, wanted
from ansinh.web.looking import Look

USUAL_RANKINGS = ("collections_vs_plan", "bhyt_coverage", "participants_bhyt", "participants_bhxh", "collections")
USUAL_COLUMNS = (  # in the order of the form of columns: sending it unchanged changes nothing
    "participants_bhxh_voluntary",
    "participants_bhyt",
    "bhyt_coverage",
    "collections",
    "collections_vs_plan",
    "collections.change",
    "arrears_ratio",
)
PAGE = 100
NOT_PAGED = 200  # so many rows still are one page: the communes of any province


@dataclass(frozen=True)
class Line:
    """``cells``: of the unit, one for each column. ``course``: the last months of what is ranked by."""

    standing: Standing
    cells: tuple[Shown, ...]
    course: tuple[Fraction | None, ...] = ()


@dataclass(frozen=True)
class Tabled:
    """``lines``: of this page. ``found``: how many units fit what is asked, on all ``pages``; ``units``: of how many.
    ``whole``: the figures of the unit itself. ``has_communes``: the communes would be a table of their own."""

    league: League
    columns: tuple[LeagueColumn, ...]
    lines: tuple[Line, ...]
    whole: tuple[Shown, ...]
    found: int
    units: int
    page: int
    pages: int
    notes: tuple[Message, ...]
    has_communes: bool


def tabled(look: Look, asked: Asked, *, paged: bool = True) -> Tabled:
    """``paged``: one page with its courses; else all rows without them."""
    figures = Figures()
    direct = competitors(look.unit, look.period.end)
    units = competitors(look.unit, look.period.end, communes=True) if asked.communes else direct
    units = tuple(visible_units(look.actor, units, look.period.end, Permission.SEE_FIGURES))
    indicator = asked.indicator or first_with_figures(figures, units, look.period, USUAL_RANKINGS)
    ranked = league(figures, look.unit, units, indicator, look.period)
    columns = _with_ranked(asked.columns or tuple(map(LeagueColumn.parse, USUAL_COLUMNS)), indicator)
    rows = _sorted(figures, look, wanted(ranked.standings, asked), asked, columns)
    pages = -(-len(rows) // PAGE) if paged and len(rows) > NOT_PAGED else 1
    page = min(asked.page, pages)
    shown = rows[(page - 1) * PAGE : page * PAGE] if pages > 1 else rows
    found = cells(figures, [*(row.unit for row in shown), look.unit], columns, look.period)
    if not asked.columns:
        columns = _with_figures(columns, found, indicator)
    course = courses(figures, [row.unit for row in shown], indicator, look.period) if paged else {}
    return Tabled(
        league=ranked,
        columns=columns,
        lines=tuple(
            Line(row, _shown(row.unit, columns, found), tuple(one.value for one in course.get(row.unit.pk, ())))
            for row in shown
        ),
        whole=_shown(look.unit, columns, found),
        found=len(rows),
        units=len(units),
        page=page,
        pages=pages,
        notes=tuple(_notes(figures, ranked, found, columns)),
        has_communes=has_communes_below(look.unit, direct),
    )


def _with_ranked(columns: tuple[LeagueColumn, ...], indicator: str) -> tuple[LeagueColumn, ...]:
    """What is ranked by always shows, and first."""
    ranked = LeagueColumn(indicator)
    return (ranked, *(column for column in columns if column != ranked))


def _with_figures(
    columns: tuple[LeagueColumn, ...], found: Mapping[tuple[int, LeagueColumn], Cell], indicator: str
) -> tuple[LeagueColumn, ...]:
    """Of the usual columns those in which any figure stands."""
    known = {column for (_unit, column), cell in found.items() if cell.quantity.within}
    return tuple(column for column in columns if column in known or column == LeagueColumn(indicator))


def _sorted(
    figures: Figures, look: Look, rows: Sequence[Standing], asked: Asked, columns: Sequence[LeagueColumn]
) -> list[Standing]:
    by = next((column for column in columns if column.written == asked.sort), None)
    if by is None or asked.sort in (BY_RANK, BY_NAME, BY_CLIMB):
        return in_order(rows, asked, None)
    found = cells(figures, [row.unit for row in rows], [by], look.period)
    return in_order(rows, asked, lambda row: found[row.unit.pk, by].quantity)


def _shown(
    unit: Unit, columns: Sequence[LeagueColumn], found: Mapping[tuple[int, LeagueColumn], Cell]
) -> tuple[Shown, ...]:
    return tuple(
        show(
            found[unit.pk, column].quantity,
            column.definition,
            percent_decimals=PART_PERCENT_DECIMALS if column.change else column.definition.decimals,
            signed=column.change,
        )
        for column in columns
    )


def _notes(
    figures: Figures,
    ranked: League,
    found: Mapping[tuple[int, LeagueColumn], Cell],
    columns: Sequence[LeagueColumn],
) -> Iterator[Message]:
    missing = sum(row.rank is None for row in ranked.standings)
    if missing:
        yield _(
            "Units without figures are not ranked; they stand at the end: {count}.", count=Printed(Decimal(missing))
        )
    if any(row.tied for row in ranked.standings):
        yield _("Equal figures share a rank; the ranks after them are left out.")
    if ranked.before:
        yield _("± is the change of rank since the table of {period}.", period=ranked.before)
    else:
        yield _("There is no table of the month before to which ranks could be compared.")
    if missing:
        yield _("A sum of which a part is missing is not printed.")
    if any(column.change for column in columns):
        yield _("± % compares with the same period of last year; of a percentage it is in percentage points.")
    shown = [cell for (_unit, column), cell in found.items() if column in columns]
    compared = [cell.comparison or _alone(cell.quantity) for cell in shown]
    yield from footnotes(compared, figures.boundaries.view)


def _alone(value: Quantity) -> Comparison:
    """A figure that is compared with nothing: if it is an estimate, that is said as of those that are."""
    nothing = Quantity(None, value.unit)
    return Comparison(SAME_PERIOD, None, value, nothing, nothing, None)

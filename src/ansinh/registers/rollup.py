"""Answers by commune added up to any units: districts, provinces, the country, or whatever communes are grouped into.

Each function is told of every commune the units into which it is summed; a commune counts in each of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar

from ansinh.kernel.errors import NotFoundError
from ansinh.kernel.language import message as _
from ansinh.registers.areas import Areas
from ansinh.registers.questions import CoverageRow, Dimension, LapseRow, MovementRow, OutlookRow, in_order
from ansinh.registers.records import Sex

COUNTRY = "VN"
BEYOND_COMMUNE = (Dimension.GROUP, Dimension.SEX, Dimension.AGE)
_CAUSES = MovementRow._fields[2:]

AnyRow = TypeVar("AnyRow", CoverageRow, LapseRow, OutlookRow, MovementRow)


LiesIn = Mapping[str, Collection[str]]  # commune → units


class CommuneUnknownError(NotFoundError):
    def __init__(self, commune: str) -> None:
        super().__init__(
            _("{commune} is no commune of the day.", commune=commune), _("Use the areas of the register's day.")
        )


def coverage_of(
    rows: Iterable[CoverageRow], lies_in: LiesIn, by: Collection[Dimension] = BEYOND_COMMUNE
) -> list[CoverageRow]:
    """Coverage of each unit (a code in ``commune``'s place), told apart by those dimensions of ``by`` that the rows
    have. Equal to asking by unit: residents and insured are in one commune each. Raises CommuneUnknownError."""
    sums: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0])
    for row, unit in _in_units(rows, lies_in):
        group = row.group if Dimension.GROUP in by else None
        sex: Sex | None = row.sex if Dimension.SEX in by else None
        age = row.age if Dimension.AGE in by else None
        sum_of = sums[row.scheme, unit, group, sex, age]
        sum_of[0] += row.residents
        sum_of[1] += row.insured
    return sorted((CoverageRow._make((*key, *counts)) for key, counts in sums.items()), key=in_order)


def lapses_of(rows: Iterable[LapseRow], lies_in: LiesIn) -> list[LapseRow]:
    """Raises CommuneUnknownError."""
    sums: dict[tuple[str, date], int] = defaultdict(int)
    for row, unit in _in_units(rows, lies_in):
        sums[unit, row.week] += row.persons
    return sorted(LapseRow(unit, week, persons) for (unit, week), persons in sums.items())


def outlook_of(rows: Iterable[OutlookRow], lies_in: LiesIn) -> list[OutlookRow]:
    """Raises CommuneUnknownError."""
    sums: dict[tuple[str, Sex, date], list[int]] = defaultdict(lambda: [0, 0])
    for row, unit in _in_units(rows, lies_in):
        sum_of = sums[unit, row.sex, row.day]
        sum_of[0] += row.begun
        sum_of[1] += row.ended
    return sorted(OutlookRow(*key, *counts) for key, counts in sums.items())


def movement_of(rows: Iterable[MovementRow], lies_in: LiesIn, *, by_group: bool = True) -> list[MovementRow]:
    """Movement of each unit (a code in ``commune``'s place), added up cause by cause: every row still adds up.

    ``moved_in`` and ``moved_out`` stay what they are by commune: moves from and to another commune, be it one of the
    same unit. From which commune somebody came is not in the rows, so that moves across the unit's border cannot be
    told from those within; their difference is exact for both, as a move within counts once on each side.

    ``by_group=False`` gives what asking without group gives, exactly: who only changed group did so within a commune,
    goes out of one group and into another there, and falls away. Raises CommuneUnknownError.
    """
    sums: dict[tuple[str, str | None], dict[str, int]] = defaultdict(lambda: dict.fromkeys(_CAUSES, 0))
    for row, unit in _in_units(rows, lies_in):
        sum_of = sums[unit, row.group if by_group else None]
        for cause in _CAUSES:
            sum_of[cause] += getattr(row, cause)
    for sum_of in () if by_group else sums.values():
        sum_of["regrouped_in"] -= sum_of["regrouped_out"]
        sum_of["regrouped_out"] = 0
    return sorted((MovementRow(*key, *sum_of.values()) for key, sum_of in sums.items()), key=in_order)


def chains(areas: Areas, units: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Of each commune: those of the units in which it lies, the nearest first, itself among them if it is one."""
    wanted = frozenset(units)
    return {
        one.code: tuple(code for code in (one.code, *one.above, COUNTRY) if code in wanted)
        for one in areas.communes.values()
    }


def _in_units(rows: Iterable[AnyRow], lies_in: LiesIn) -> Iterable[tuple[AnyRow, str]]:
    for row in rows:
        if row.commune is None:
            raise ValueError("rows by commune are needed")
        if row.commune not in lies_in:
            raise CommuneUnknownError(row.commune)
        for unit in lies_in[row.commune]:
            yield row, unit

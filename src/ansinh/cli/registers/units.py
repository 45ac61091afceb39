"""Units as lines of a table: to which one a commune belongs at a level, and what it is called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import click

from ansinh.cli.bilingual import option, options
from ansinh.cli.output import CSV, JSON, TABLE, format_option
from ansinh.cli.registers.asking import ENGINE, WITHIN, Place
from ansinh.cli.registers.files import EXPORT
from ansinh.cli.registers.sheets import Cell, Column
from ansinh.kernel.language import message as _
from ansinh.registers.areas import Areas, Commune

SHOWN = 30


class Level(StrEnum):
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    WHOLE = "whole"


LEVEL = option(
    "--level",
    type=click.Choice([one.value for one in Level]),
    says=_(
        "Units to count by; whole: that of --within (an area, office or cluster) in one line. When not given: provinces"
        " where there are several, else communes."
    ),
)
TOP = option(
    "--top",
    type=click.IntRange(min=0),
    default=SHOWN,
    show_default=True,
    metavar="N",
    says=_("So many lines on the screen; 0: all. Files and programs always get all."),
)
OF_UNITS = options(WITHIN, LEVEL, ENGINE, TOP, EXPORT, format_option(TABLE, JSON, CSV))
"""What every table of units is asked with."""
UNIT_COLUMNS = (Column("unit", _("Code"), width=8), Column("name", _("Unit"), width=30))


@dataclass(frozen=True)
class Units:
    """``lies_in``: commune → the unit of the level into which it is summed. ``place``: where the question was asked."""

    areas: Areas
    level: Level
    place: Place
    lies_in: Mapping[str, tuple[str]]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset().union(*self.lies_in.values())

    def cells(self, code: str) -> tuple[Cell, Cell]:
        """Its code and its name."""
        return code, self.name(code)

    def name(self, code: str) -> str:
        if self.level is Level.WHOLE:
            return self.place.title
        commune = self.areas.communes.get(code)
        return f"{commune.designation} {commune.name}" if commune else self.areas.names.get(code, code)


def units_for(written: str | None, communes: Iterable[str], areas: Areas, place: Place) -> Units:
    """``communes``: of which there are figures. Of a district that is not recorded, and since there are none, the
    province stands in its place."""
    found = [areas.communes[one] for one in set(communes) if one in areas.communes]
    several = len({one.province for one in found}) > 1
    level = Level(written) if written else Level.PROVINCE if several else Level.COMMUNE
    return Units(areas, level, place, {one.code: (_unit_of(one, level, place),) for one in found})


def _unit_of(commune: Commune, level: Level, place: Place) -> str:
    match level:
        case Level.WHOLE:
            return place.unit.code
        case Level.PROVINCE:
            return commune.province
        case Level.DISTRICT:
            return commune.above[0] if commune.above else commune.province
    return commune.code


def total_head(columns: Sequence[Column]) -> list[Cell]:
    """The first cells of a row of totals, of so many columns: the word stands under the names."""
    cells: list[Cell] = [""] * len(columns)
    if cells:
        cells[1 if columns[0] is UNIT_COLUMNS[0] else 0] = str(_("Total"))
    return cells

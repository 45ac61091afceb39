"""Units as lines of a table: to which one a commune belongs at a level, and what it is called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import click

from ansinh.cli.bilingual import option
from ansinh.cli.registers.sheets import Cell, Column
from ansinh.kernel.language import message as _
from ansinh.registers.areas import Areas, Commune
from ansinh.registers.rollup import COUNTRY

SHOWN = 30


class Level(StrEnum):
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


LEVEL = option(
    "--level",
    type=click.Choice([one.value for one in Level]),
    says=_("Units to count by; when not given: provinces where there are several, else communes."),
)
TOP = option(
    "--top",
    type=click.IntRange(min=0),
    default=SHOWN,
    show_default=True,
    metavar="N",
    says=_("So many lines on the screen; 0: all. Files and programs always get all."),
)
UNIT_COLUMNS = (Column("unit", _("Code"), width=8), Column("name", _("Unit"), width=30))


@dataclass(frozen=True)
class Units:
    """``codes``: the units of the level in which the communes lie that there are figures of."""

    areas: Areas
    level: Level
    codes: frozenset[str]

    def cells(self, code: str) -> tuple[Cell, Cell]:
        """Its code and its name."""
        return code, self.name(code)

    def name(self, code: str) -> str:
        commune = self.areas.communes.get(code)
        if commune:
            return f"{commune.designation} {commune.name}"
        return self.areas.names.get(code) or str(_("country") if code == COUNTRY else code)


def units_for(written: str | None, communes: Iterable[str], areas: Areas) -> Units:
    """``communes``: of which there are figures. Of a district that is not recorded, and since there are none, the
    province stands in its place."""
    found = [areas.communes[one] for one in set(communes) if one in areas.communes]
    several = len({one.province for one in found}) > 1
    level = Level(written) if written else Level.PROVINCE if several else Level.COMMUNE
    return Units(areas, level, frozenset(_unit_of(one, level) for one in found))


def _unit_of(commune: Commune, level: Level) -> str:
    match level:
        case Level.COUNTRY:
            return COUNTRY
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

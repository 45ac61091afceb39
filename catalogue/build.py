"""Builds the catalogue of areas from the wheel of vietnamadminunits and the tables of this folder.

python -m catalogue.build WHEEL [FOLDER]

FOLDER (by default that of the program's data) gets areas.csv, memberships.csv, successions.csv and documents.csv.
"""

import sys
from datetime import date
from pathlib import Path

from catalogue.areas import make_areas
from catalogue.checks import problems
from catalogue.memberships import make_memberships
from catalogue.sources import HERE, Sources, read_sources
from catalogue.successions import make_successions
from catalogue.tables import LEVELS, Area, Catalogue, write_catalogue

DATA = HERE.parent / "src" / "ansinh" / "places" / "data"


def build(sources: Sources) -> Catalogue:
    areas = sorted(make_areas(sources), key=_area_order)
    place = {area.key: number for number, area in enumerate(areas)}
    successions = sorted(make_successions(areas, sources), key=lambda one: (place[one.old], place[one.new]))
    memberships = sorted(
        make_memberships(areas, successions, sources), key=lambda one: (place[one.part], one.valid_from or date.min)
    )
    named = {area.document for area in areas} | {one.document for one in successions}
    documents = tuple(one for one in sources.documents if one.document in named)
    return Catalogue(tuple(areas), tuple(memberships), tuple(successions), documents)


def main(arguments: list[str]) -> None:
    if not 1 <= len(arguments) <= 2:
        raise SystemExit("usage: python -m catalogue.build WHEEL [FOLDER]")
    try:
        catalogue = build(read_sources(Path(arguments[0])))
    except ValueError as error:
        raise SystemExit(str(error)) from error
    if found := problems(catalogue):
        raise SystemExit("\n".join(["the catalogue is not consistent; nothing is written:", *found]))
    write_catalogue(catalogue, Path(arguments[1]) if len(arguments) == 2 else DATA)


def _area_order(area: Area) -> tuple[int, str, date]:
    return LEVELS.index(area.level), area.code, area.valid_from or date.min


if __name__ == "__main__":
    main(sys.argv[1:])

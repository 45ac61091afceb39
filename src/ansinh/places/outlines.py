"""Outlines of areas for maps: the package's own of provinces, rough, and those that an agency loaded."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from ansinh.charts.geojson import Feature, area_feature, read_outlines
from ansinh.places.models import Level, Outline
from ansinh.places.tables import DATA

DIVIDED_ON = (date(2008, 8, 1), date(2025, 7, 1))  # 63 provinces, 34 provinces
OUTLINES = DATA / "outlines.json"
ISLANDS = DATA / "islands.csv"


def province_outlines(day: date) -> Mapping[str, Feature]:
    """By code, the provinces of the day: as loaded where they were, else the package's."""
    since = max(one for one in DIVIDED_ON if one <= max(day, DIVIDED_ON[0]))
    return _package_outlines(since) | _loaded(Level.PROVINCE, day)


def commune_outlines(day: date) -> Mapping[str, Feature]:
    """By code, those that an agency loaded; the package has none."""
    return _loaded(Level.COMMUNE, day)


@cache
def _package_outlines(day: date) -> dict[str, Feature]:
    return {feature["properties"]["code"]: feature for feature in read_outlines(OUTLINES.read_bytes(), day)}


def _loaded(level: Level, day: date) -> dict[str, Feature]:
    rows = Outline.objects.filter(unit__level=level).select_related("unit")
    valid = [(row.unit, row.geometry) for row in rows if row.unit.valid_on(day)]
    return {unit.code: area_feature(unit.code, geometry["coordinates"]) for unit, geometry in valid}

"""The map of a dashboard: provinces of the country, members of a cluster on it, communes within their province."""

from collections.abc import Mapping
from dataclasses import dataclass

from ansinh.charts.linked_map import Link, LinkedMap, linked_country, linked_province
from ansinh.charts.maps import Islands, MapArea, MapClasses, MapSymbol, even_classes, read_islands
from ansinh.compare.attention import Ranking
from ansinh.compare.calc import Ranked
from ansinh.compare.dashboards import Dashboard, Family
from ansinh.compare.printing import PART_PERCENT_DECIMALS, Shown, show
from ansinh.kernel.language import Message, current_language
from ansinh.kernel.language import message as _
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.outlines import ISLANDS, province_outlines
from ansinh.web.dashboards.addresses import dashboard_of
from ansinh.web.looking import Look


@dataclass(frozen=True)
class Swatch:
    colour: str
    text: str


@dataclass(frozen=True)
class MapView:
    """``legend``: from the highest class to the lowest, then what no figure looks like."""

    title: Message
    drawing: LinkedMap
    unit: str
    legend: tuple[Swatch, ...]
    note: Message


def map_view(look: Look, around: Family, read: Dashboard) -> MapView | None:
    """Of the parts; where none of them has a figure, of the siblings. None where there is nothing to draw."""
    ranking = next((one for one in (read.parts, read.siblings) if one and one.known), read.parts)
    if ranking is None or look.unit.kind == UnitKind.OFFICE:
        return None
    classes = _classes(ranking)
    drawing = _drawing(look, around, ranking, classes)
    if drawing is None:
        return None
    language = current_language()
    classed = zip(classes.colours, classes.labels(language), strict=True) if ranking.known else ()
    legend = [Swatch(colour, label) for colour, label in classed if label]
    return MapView(
        title=_("{indicator} on the map", indicator=ranking.indicator.short),
        drawing=drawing,
        unit=ranking.indicator.display.text(),
        legend=(*reversed(legend), Swatch("#ffffff", _("no figure yet").text())),
        note=_("Outlines: simplified (Natural Earth) or loaded by the agency; not the legal boundaries."),
    )


def _classes(ranking: Ranking) -> MapClasses:
    shown = [_shown(ranking, row) for row in ranking.rows]
    decimals = min((one.decimals for one in shown), default=0)
    return even_classes(ranking.indicator.short.text(), [one.rounded for one in shown], decimals)


def _shown(ranking: Ranking, row: Ranked[Unit]) -> Shown:
    return show(row.quantity, ranking.indicator, percent_decimals=PART_PERCENT_DECIMALS)


def _drawing(look: Look, around: Family, ranking: Ranking, classes: MapClasses) -> LinkedMap | None:
    outlines = province_outlines(look.period.end)
    rows = {row.item.code: row for row in ranking.rows}
    language = current_language()
    links = {code: _link(look, ranking, row) for code, row in rows.items()}
    if all(row.item.level == Level.PROVINCE for row in ranking.rows):
        areas = [
            (
                MapArea(code, "", feature["geometry"], _shown(ranking, rows[code]).rounded if code in rows else None),
                links.get(code),
            )
            for code, feature in outlines.items()
        ]
        return linked_country(areas, _islands(), classes, language)
    symbols = _symbols(ranking, links)
    if not symbols:
        return None
    code = _province(around)
    outline = outlines[code]["geometry"] if code in outlines else None
    return linked_province(code, outline, symbols, _islands(), classes, language)


def _symbols(ranking: Ranking, links: Mapping[str, Link]) -> list[tuple[MapSymbol, Link]]:
    return [
        (
            MapSymbol("", row.item.latitude, row.item.longitude, _shown(ranking, row).rounded),
            links[row.item.code],
        )
        for row in ranking.rows
        if row.item.latitude is not None and row.item.longitude is not None
    ]


def _province(around: Family) -> str:
    """The code of the province that the unit is or lies in directly."""
    near = [around.unit, *(circle.whole for circle in around.circles)]
    return next((one.code for one in near if one.kind == UnitKind.AREA and one.level == Level.PROVINCE), "")


def _link(look: Look, ranking: Ranking, row: Ranked[Unit]) -> Link:
    number = _shown(ranking, row).text() if row.rank else _("no figure yet").text()
    title = f"{row.item.text()}: {number}"
    return Link(dashboard_of(row.item, look.period, ranking.indicator), title, row.item.pk == look.unit.pk)


def _islands() -> Islands:
    return read_islands(ISLANDS.read_text(encoding="utf-8").splitlines())

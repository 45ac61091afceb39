"""The map of the country: its provinces and both archipelagos. The legend stands in the sea."""

from collections.abc import Sequence

from ansinh.charts.maps.areas import PlacedArea, draw_areas, name_areas, place_areas
from ansinh.charts.maps.canvas import BORDER, QUIET, Canvas
from ansinh.charts.maps.classes import MapClasses
from ansinh.charts.maps.content import A4, MapArea, MapSize
from ansinh.charts.maps.islands import ARCHIPELAGOS, Islands
from ansinh.charts.maps.leaders import name_beside
from ansinh.charts.maps.legend import class_part, draw_column
from ansinh.charts.maps.lettering import Lettering, with_spaced_dash
from ansinh.charts.maps.pixels import Bounds, Box, Pixel, View, bounds_of, fitted, joined, outsides
from ansinh.charts.maps.rows import united
from ansinh.charts.specifications import Specification
from ansinh.kernel.language import Language

WIDTH_OF_SEA = 0.53  # of the country's map, right of Quang Ninh
SMALL = 0.85  # of the source and the key of codes, in font sizes


def country_map(
    areas: Sequence[MapArea],
    *,
    islands: Islands,
    title: str,
    language: Language,
    subtitle: str = "",
    source: str = "",
    classes: MapClasses | None = None,
    size: MapSize = A4,
) -> Specification:
    """The provinces of either division; with classes, coloured by their values.

    A name that has no room in its province stands in the sea, or below the map by the province's code.
    """
    canvas = Canvas(size, language)
    bounds = _bounds(areas, islands)
    margin = size.width / 60
    shown = Box(0, 0, size.width, (size.width - 2 * margin) * bounds.height / bounds.width + 2 * margin)
    view = fitted(bounds, shown.shrunk(margin))
    placed = place_areas(areas, view, shown)
    draw_areas(canvas, placed, classes)
    _draw_archipelagos(canvas, areas, islands, view, classes)
    if classes:
        legend = class_part(classes, [area.value for area in areas], language)
        draw_column(canvas, legend, room=WIDTH_OF_SEA * size.width)
    nameless = name_areas(canvas, placed, classes)
    coded = name_beside(canvas, nameless, united(place.rows for place in placed), shown, classes)
    _write_below(canvas, coded, source, shown.bottom + size.font_size)
    return canvas.specification(shown, title, subtitle)


def _bounds(areas: Sequence[MapArea], islands: Islands) -> Bounds:
    archipelagos = bounds_of((island.lon, island.lat) for island in islands.of_archipelagos)
    return joined([archipelagos, *(outside for area in areas for outside in outsides(area.geometry))])


def _draw_archipelagos(
    canvas: Canvas, areas: Sequence[MapArea], islands: Islands, view: View, classes: MapClasses | None
) -> None:
    values = {area.code: area.value for area in areas}
    for code, lines in ARCHIPELAGOS[canvas.language].items():
        fill = (classes.colour(values.get(code)) or "white") if classes else BORDER
        places = [view.pixel(island.lon, island.lat) for island in islands.archipelago(code)]
        for at in places:
            canvas.circle(at, max(1.6, canvas.size.width / 300), fill, QUIET, 0.6)
            canvas.taken.append(Box.around(at, 6, 6))
        _name_archipelago(canvas, Lettering(lines, 0.92 * canvas.size.font_size), places)


def _name_archipelago(canvas: Canvas, lettering: Lettering, places: Sequence[Pixel]) -> None:
    """Above its islands, but never beyond the map's edge."""
    xs = [at.x for at in places]
    x = min((min(xs) + max(xs)) / 2, canvas.size.width - lettering.width / 2)
    top = min(at.y for at in places)
    canvas.lettering(Pixel(x, top - 1.7 * lettering.size), lettering, style="italic", colour=QUIET)


def _write_below(canvas: Canvas, coded: Sequence[PlacedArea], source: str, y: float) -> None:
    size = SMALL * canvas.size.font_size
    names = [
        f"{area.code} {with_spaced_dash(area.label)} {area.text}".strip().replace(" ", "\N{NO-BREAK SPACE}")
        for area in sorted((place.area for place in coded), key=lambda area: area.code)
    ]
    y = canvas.paragraph("; ".join(names), y, size)
    canvas.paragraph(source, y + (0.4 * size if names else 0), size, style="italic", colour=QUIET)

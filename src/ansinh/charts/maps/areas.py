"""Areas in their tones, and their names within them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ansinh.charts.maps.canvas import BORDER, HATCH, Canvas
from ansinh.charts.maps.classes import CLASS_COLOURS, MapClasses, ink_on
from ansinh.charts.maps.content import MapArea
from ansinh.charts.maps.lettering import letterings
from ansinh.charts.maps.pixels import Box, Pixel, PixelPolygon, PixelRing, View
from ansinh.charts.maps.rows import Rows, hatch, middle_of, room_for, rows_of
from ansinh.charts.specifications import LIGHT, Specification

PALE = (None, LIGHT, CLASS_COLOURS[0])
PADDING = 3  # pixels that a name needs in its area beside its own width


@dataclass(frozen=True)
class PlacedArea:
    area: MapArea
    polygons: list[PixelPolygon]
    shown: Box

    @cached_property
    def rows(self) -> Rows:
        return rows_of(self.polygons, self.shown)

    @cached_property
    def rows_for_name(self) -> Rows:
        """A name belongs on the mainland, not across the strait to an island."""
        return rows_of([max(self.polygons, key=lambda rings: _extent(rings[0]))], self.shown)

    @cached_property
    def middle(self) -> Pixel:
        return middle_of(self.rows_for_name)


def _extent(ring: PixelRing) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)))


def place_areas(areas: Sequence[MapArea], view: View, shown: Box) -> list[PlacedArea]:
    """Without those that are too small to be seen."""
    placed = (PlacedArea(area, view.polygons(area.geometry), shown) for area in areas)
    return [place for place in placed if place.polygons]


def draw_areas(
    canvas: Canvas, placed: Sequence[PlacedArea], classes: MapClasses | None, *, in_box: bool = False
) -> None:
    """Pale ones have grey borders and come last, so that these are not hidden by white ones."""
    toned = [(place, classes.colour(place.area.value) if classes else LIGHT) for place in placed]
    for place, colour in sorted(toned, key=lambda one: one[1] in PALE):
        border = BORDER if colour in PALE else "white"
        canvas.area(place.polygons, colour or "white", border, 0.8, in_box=in_box)
        if colour is None:
            draw_hatch(canvas, place.polygons)


def draw_hatch(canvas: Canvas, polygons: Sequence[PixelPolygon]) -> None:
    for start, end in hatch(polygons):
        canvas.line(start, end, HATCH)


def name_areas(canvas: Canvas, placed: Sequence[PlacedArea], classes: MapClasses | None) -> list[PlacedArea]:
    """Names within their areas; gives back the areas where there is no room."""
    return [place for place in placed if not _is_named(canvas, place, classes)]


def _is_named(canvas: Canvas, place: PlacedArea, classes: MapClasses | None) -> bool:
    for lettering in letterings(place.area.label, place.area.text, canvas.size.font_size):
        middle = room_for(place.rows_for_name, lettering.width + PADDING, lettering.height, place.middle)
        if middle and canvas.is_free(lettering.around(middle), gap=0):
            canvas.lettering(middle, lettering, **look_on(place.area, classes))
            return True
    return False


def look_on(area: MapArea, classes: MapClasses | None) -> Specification:
    """Of a name within the area. Its halo keeps the hatch and borders from crossing it."""
    colour = classes.colour(area.value) if classes else LIGHT
    return {"colour": ink_on(colour), "halo": colour or "white"}

"""The map of one province among its neighbours, its communes as circles or as areas, far islands in frames."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ansinh.charts.maps.archipelago import draw_archipelago
from ansinh.charts.maps.areas import PlacedArea, place_areas
from ansinh.charts.maps.canvas import FRAME, NEIGHBOUR, QUIET, Canvas
from ansinh.charts.maps.classes import MapClasses
from ansinh.charts.maps.content import A4, MapArea, MapSize, MapSymbol
from ansinh.charts.maps.insets import TALLEST, Frame, Sheet, draw_frame, place_frames, split_far
from ansinh.charts.maps.islands import DA_NANG, EAST_OF_THE_COAST, KHANH_HOA, Islands
from ansinh.charts.maps.legend import Part, class_part, draw_rows, size_part
from ansinh.charts.maps.lettering import Lettering
from ansinh.charts.maps.pixels import Bounds, Box, View, fitted
from ansinh.charts.maps.rows import room_for, united
from ansinh.charts.maps.scene import Scene, Style, draw_scene, name_scene, style_for
from ansinh.charts.specifications import Specification
from ansinh.kernel.language import Language

NARROW = 500  # pixels: on a map narrower than this an archipelago stands below the province, not beside it
INSET_WIDTH = 0.3  # of the map's width
FLATTEST = 0.55  # the map's height in widths, also of a flat province
SMALL, LEGEND_CIRCLE = 0.85, 0.5  # of the source and the neighbours; the radius of a class's circle: in font sizes


def province_map(
    province: MapArea,
    *,
    neighbours: Sequence[MapArea],
    islands: Islands,
    title: str,
    language: Language,
    symbols: Sequence[MapSymbol] = (),
    communes: Sequence[MapArea] = (),
    subtitle: str = "",
    source: str = "",
    classes: MapClasses | None = None,
    size_title: str = "",
    size: MapSize = A4,
) -> Specification:
    """One province, its communes as circles on their points or, where given, as areas.

    The neighbours may be all provinces; those out of sight are left out. Islands that would make the province small
    stand in frames. On the maps of Da Nang and Khanh Hoa the archipelago has a frame too, at its own scale.
    """
    canvas = Canvas(size, language)
    whole = Scene(communes or [province], symbols)
    style = style_for(canvas, whole, classes, has_communes=bool(communes))
    ashore = whole.part(lambda place: not _is_out_at_sea(place))
    main, far = split_far(list(ashore.pieces()))
    layout = _layout(main, size, province.code)
    view = fitted(main, layout.province)
    far = [group for group in far if not view.box(group).within(layout.shown.shrunk(size.font_size))]
    seen = _draw_neighbours(canvas, [area for area in neighbours if area.code != province.code], view, layout.shown)
    near = ashore.part(lambda place: not any(group.holds(place) for group in far))
    drawn = draw_scene(canvas, near, view, layout.shown, style)
    if layout.inset:
        draw_archipelago(canvas, province.code, islands, layout.inset, whole.part(_is_out_at_sea), style)
    own_land, all_land = (united(place.rows for place in places) for places in (drawn.areas, [*drawn.areas, *seen]))
    titled = [(group, islands.name_within(group)) for group in far]
    frames = place_frames(canvas, titled, Sheet(view, layout.shown, own_land, all_land))
    bottom = max([layout.bottom, *_draw_frames(canvas, frames, ashore, style)])
    name_scene(canvas, drawn, style)
    _name_neighbours(canvas, seen)
    legend = _legend(whole, style, size_title, language, LEGEND_CIRCLE * size.font_size)
    y = draw_rows(canvas, legend, bottom + 1.3 * size.font_size)
    canvas.paragraph(source, y, SMALL * size.font_size, style="italic", colour=QUIET)
    return canvas.specification(layout.shown, title, subtitle)


def _is_out_at_sea(place: Bounds) -> bool:
    return place.west >= EAST_OF_THE_COAST


class Layout(NamedTuple):
    """Of a province's map: the land shown, the part that the province is fitted into, the archipelago's frame."""

    shown: Box
    province: Box
    inset: Box | None = None

    @property
    def bottom(self) -> float:
        return max(self.shown.bottom, self.inset.bottom if self.inset else 0)


def _layout(bounds: Bounds, size: MapSize, province_code: str) -> Layout:
    """The archipelago takes a column beside the province, in the sea; on a narrow page it takes a strip below."""
    has_inset = province_code in (DA_NANG, KHANH_HOA)
    width, margin = size.width, size.width / 30
    beside = has_inset and width >= NARROW
    column = INSET_WIDTH * width if beside else 0
    height = (width - column - 2 * margin) * bounds.height / bounds.width + 2 * margin
    height = min(max(height, FLATTEST * width), TALLEST * width)
    province = Box(0, 0, width - column, height).shrunk(margin)
    shown = Box(0, 0, width, height)
    if not has_inset:
        return Layout(shown, province)
    if not beside:
        return Layout(shown, province, Box(1, height + margin, width - 1, height + margin + 0.55 * width))
    side = min(column * 1.3, height - margin)
    top = margin / 2 if province_code == DA_NANG else height - side - margin / 2
    return Layout(shown, province, Box(width - column, top, width - margin / 2, top + side))


def _draw_neighbours(canvas: Canvas, areas: Sequence[MapArea], view: View, shown: Box) -> list[PlacedArea]:
    """Those in sight."""
    seen = [place for place in place_areas(areas, view, shown) if any(place.rows.values())]
    for place in seen:
        canvas.area(place.polygons, NEIGHBOUR, FRAME, 0.7)
    return seen


def _draw_frames(canvas: Canvas, frames: Iterator[Frame], ashore: Scene, style: Style) -> Iterator[float]:
    """Gives the lower edge of each."""
    for frame in frames:
        draw_frame(canvas, frame)
        islands = ashore.part(frame.bounds.holds).without_names(frame.title)
        name_scene(canvas, draw_scene(canvas, islands, frame.view, frame.sea, style, in_box=True), style)
        yield frame.box.bottom


def _name_neighbours(canvas: Canvas, seen: Sequence[PlacedArea]) -> None:
    for place in seen:
        lettering = Lettering((place.area.label,), SMALL * canvas.size.font_size)
        middle = room_for(place.rows_for_name, lettering.width + 8, lettering.height + 4, place.middle)
        if middle and canvas.is_free(lettering.around(middle)):
            canvas.lettering(middle, lettering, style="italic", colour=QUIET)


def _legend(scene: Scene, style: Style, size_title: str, language: Language, circle: float) -> list[Part]:
    parts = []
    if style.classes:
        values = [*(symbol.value for symbol in scene.symbols)]
        values += [area.value for area in scene.areas] if style.has_communes else []
        parts.append(class_part(style.classes, values, language, circle if scene.symbols else None))
    if style.radius.largest and size_title:
        parts.append(size_part(size_title, style.radius, language))
    return parts

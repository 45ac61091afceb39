"""What a map shows, as its caller gives it."""

from dataclasses import dataclass
from decimal import Decimal

from ansinh.charts.geojson import Geometry
from ansinh.charts.specifications import WIDTH


@dataclass(frozen=True)
class MapArea:
    """The text is printed below the label where there is room for both."""

    code: str
    label: str
    geometry: Geometry
    value: Decimal | None = None
    text: str = ""


@dataclass(frozen=True)
class MapSymbol:
    """A commune as a circle: its tone by the value, its area by the size; without sizes all circles are alike."""

    label: str
    lat: float
    lon: float
    value: Decimal | None = None
    text: str = ""
    size: Decimal | None = None


@dataclass(frozen=True)
class MapSize:
    """In pixels. The height follows from the place shown."""

    width: int
    font_size: float


A4 = MapSize(WIDTH, 13)  # printed 160 mm wide
PAGE = MapSize(900, 14)
PHONE = MapSize(380, 11)

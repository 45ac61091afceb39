"""Islands that a map names on its own. Hoang Sa and Truong Sa are on every map of the country and on those of Da Nang
and Khanh Hoa: no map is made without them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ansinh.charts.maps.pixels import Bounds, bounds_of
from ansinh.kernel.language import Language

EAST_OF_THE_COAST = 110.0  # degrees: what lies further east belongs to the archipelagos
DA_NANG, KHANH_HOA = "48", "56"  # the same codes before and from 2025-07-01

# Proper names, kept with the map and not with the sentences, so that no map is drawn without them in any language.
ARCHIPELAGOS = MappingProxyType[Language, Mapping[str, tuple[str, str]]](
    {
        "vi": {
            DA_NANG: ("Quần đảo Hoàng Sa", "(TP Đà Nẵng)"),
            KHANH_HOA: ("Quần đảo Trường Sa", "(tỉnh Khánh Hòa)"),
        },
        "en": {
            DA_NANG: ("Hoang Sa archipelago", "(Da Nang)"),
            KHANH_HOA: ("Truong Sa archipelago", "(Khanh Hoa)"),
        },
    }
)


@dataclass(frozen=True)
class Island:
    """The code is that of its province from 2025-07-01."""

    name: str
    province_code: str
    lat: float
    lon: float

    @property
    def is_far(self) -> bool:
        return self.lon >= EAST_OF_THE_COAST


@dataclass(frozen=True)
class Islands:
    """The order is that in which names are given room."""

    all: tuple[Island, ...]

    def __post_init__(self) -> None:
        if {island.province_code for island in self.of_archipelagos} != {DA_NANG, KHANH_HOA}:
            raise ValueError("a map shows Hoang Sa and Truong Sa")

    @property
    def of_archipelagos(self) -> tuple[Island, ...]:
        return tuple(island for island in self.all if island.is_far)

    def archipelago(self, province_code: str) -> tuple[Island, ...]:
        return tuple(island for island in self.of_archipelagos if island.province_code == province_code)

    def name_within(self, bounds: Bounds) -> str:
        """Of the first island there; nothing where none is known."""
        places = ((island.name, bounds_of([(island.lon, island.lat)])) for island in self.all)
        return next((name for name, place in places if bounds.holds(place)), "")


def read_islands(lines: Iterable[str]) -> Islands:
    """From a table with the columns name, province_code, lat, lon."""
    rows = csv.DictReader(lines)
    return Islands(
        tuple(Island(row["name"], row["province_code"], float(row["lat"]), float(row["lon"])) for row in rows)
    )

"""Maps as Vega-Lite specifications: of the country's provinces, and of one province with its communes.

This is the whole of what other packages use. A map is made by `country_map` or `province_map`; the modules beneath each
hold one part of the work: `areas`, `symbols`, `leaders` (names in the sea), `insets` (far islands), `legend`, …
"""

from ansinh.charts.maps.classes import CLASS_COLOURS, MapClasses, even_classes
from ansinh.charts.maps.content import A4, PAGE, PHONE, MapArea, MapSize, MapSymbol
from ansinh.charts.maps.country import country_map
from ansinh.charts.maps.islands import Islands, read_islands
from ansinh.charts.maps.province import province_map

__all__ = [
    "A4",
    "CLASS_COLOURS",
    "PAGE",
    "PHONE",
    "Islands",
    "MapArea",
    "MapClasses",
    "MapSize",
    "MapSymbol",
    "country_map",
    "even_classes",
    "province_map",
    "read_islands",
]

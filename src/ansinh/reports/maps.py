"""Maps of the country's provinces and of a province's communes on a day, plain or coloured by an indicator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ansinh.charts.maps import (
    Islands,
    MapArea,
    MapClasses,
    MapSize,
    MapSymbol,
    country_map,
    even_classes,
    province_map,
    read_islands,
)
from ansinh.charts.specifications import Specification
from ansinh.compare.printing import PART_PERCENT_DECIMALS, Shown, show
from ansinh.compare.reads import Figures
from ansinh.indicators.catalogue import IndicatorDefinition
from ansinh.kernel.language import Language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period, short_date
from ansinh.places.models import Level, Unit
from ansinh.places.outlines import ISLANDS, commune_outlines, province_outlines
from ansinh.places.reads import country, leaves, parts, units_with
from ansinh.reports.errors import NotDrawnError

MOST_TEXTS = 34  # areas that have room for a figure under their name


@dataclass(frozen=True)
class Coloured:
    """By what the areas are coloured, in the scope and on the boundaries that the figures are asked of."""

    indicator: IndicatorDefinition
    period: Period
    figures: Figures


def draw(unit: Unit, day: date, *, language: Language, size: MapSize, by: Coloured | None = None) -> Specification:
    """The country with its provinces, or a province with its communes. Raises NotDrawnError for any other unit."""
    match unit.level, unit.kind:
        case Level.COUNTRY, "area":
            return _country(unit, day, language, size, by)
        case Level.PROVINCE, "area":
            return _province(unit, day, language, size, by)
    raise NotDrawnError(unit)


def _country(unit: Unit, day: date, language: Language, size: MapSize, by: Coloured | None) -> Specification:
    provinces = parts(unit, day)
    shown = _shown(provinces, by)
    outlines = province_outlines(day)
    areas = [
        MapArea(
            one.code,
            _name(one, language),
            outlines[one.code]["geometry"],
            *_value_and_text(shown.get(one.pk), language, printed=len(provinces) <= MOST_TEXTS),
        )
        for one in provinces
        if one.code in outlines
    ]
    return country_map(
        areas,
        islands=_islands(),
        title=_title(unit, language, by),
        subtitle=_subtitle(day, language, by),
        source=_source(language),
        classes=_classes(shown, language, by),
        language=language,
        size=size,
    )


def _province(unit: Unit, day: date, language: Language, size: MapSize, by: Coloured | None) -> Specification:
    communes = units_with(leaves(unit, day))
    shown = _shown(communes, by)
    outlines, borders = province_outlines(day), commune_outlines(day)
    names = {one.code: _name(one, language) for one in parts(country(day), day)}
    areas = {code: MapArea(code, names.get(code, code), outline["geometry"]) for code, outline in outlines.items()}
    drawn = [
        MapArea(
            one.code, _name(one, language), borders[one.code]["geometry"], *_value_and_text(shown.get(one.pk), language)
        )
        for one in communes
        if one.code in borders
    ]
    symbols = [
        MapSymbol(_name(one, language), one.latitude, one.longitude, *_value_and_text(shown.get(one.pk), language))
        for one in communes
        if one.code not in borders and one.latitude is not None and one.longitude is not None
    ]
    return province_map(
        areas[unit.code],
        neighbours=list(areas.values()),
        islands=_islands(),
        symbols=symbols,
        communes=drawn,
        title=_title(unit, language, by),
        subtitle=_subtitle(day, language, by),
        source=_source(language),
        classes=_classes(shown, language, by),
        language=language,
        size=size,
    )


def _islands() -> Islands:
    return read_islands(ISLANDS.read_text(encoding="utf-8").splitlines())


def _shown(units: tuple[Unit, ...], by: Coloured | None) -> Mapping[int, Shown]:
    """Of each unit, its figure as it is printed."""
    if by is None:
        return {}
    by.figures.load(units, by.figures.requests([by.indicator.id], [by.period]))
    quantities = {unit.pk: by.figures.quantity(unit, by.indicator.id, by.period) for unit in units}
    return {
        pk: show(quantity, by.indicator, percent_decimals=PART_PERCENT_DECIMALS) for pk, quantity in quantities.items()
    }


def _value_and_text(shown: Shown | None, language: Language, *, printed: bool = False) -> tuple[Decimal | None, str]:
    if shown is None or shown.rounded is None:
        return None, ""
    return shown.rounded, shown.number(language) if printed else ""


def _classes(shown: Mapping[int, Shown], language: Language, by: Coloured | None) -> MapClasses | None:
    if by is None:
        return None
    title = f"{by.indicator.short.text(language)} ({by.indicator.display.text(language)})"
    decimals = min((one.decimals for one in shown.values()), default=0)
    return even_classes(title, [one.rounded for one in shown.values()], decimals)


def _title(unit: Unit, language: Language, by: Coloured | None) -> str:
    if by is None:
        return _("{unit} on the map", unit=unit).text(language)
    return f"{by.indicator.name.text(language)}, {unit.text(language)}"


def _subtitle(day: date, language: Language, by: Coloured | None) -> str:
    on = _("administrative units of {day}", day=short_date(day)).text(language)
    return f"{by.period.text(language)}; {on}" if by else on


def _source(language: Language) -> str:
    return _("Outlines: simplified (Natural Earth) or loaded by the agency; not the legal boundaries.").text(language)


def _name(unit: Unit, language: Language) -> str:
    return unit.name if language == "vi" else unit.name_en

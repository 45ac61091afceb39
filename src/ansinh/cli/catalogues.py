"""List what there is to ask about: indicators and units."""

from collections.abc import Sequence

import click
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.installation import ready
from ansinh.cli.output import CSV, JSON, TABLE, Heading, format_option, print_csv, print_json, print_table
from ansinh.indicators.catalogue import IndicatorType, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.names import fold
from ansinh.kernel.periods import parse_date
from ansinh.places.errors import UnitUnknownError
from ansinh.places.models import Level, Unit, UnitKind
from ansinh.places.reads import units_on

TYPES: dict[IndicatorType, Message] = {
    IndicatorType.STOCK: _("level at a date"),
    IndicatorType.FLOW: _("accumulated from January"),
    IndicatorType.RATIO: _("ratio"),
    IndicatorType.COUNT_OF_UNITS: _("count of units"),
}
KINDS: dict[UnitKind, Message] = {
    UnitKind.AREA: _("area"),
    UnitKind.OFFICE: _("office"),
    UnitKind.CLUSTER: _("cluster"),
}
LEVELS: dict[Level, Message] = {
    Level.COUNTRY: _("country"),
    Level.PROVINCE: _("province"),
    Level.DISTRICT: _("district"),
    Level.COMMUNE: _("commune"),
}


@command("indicators", _("List the indicators of the catalogue."))
@format_option(TABLE, JSON, CSV)
def indicators(form: str) -> None:
    found = list(catalogue().indicators.values())
    types = {one: str(TYPES[one]) if form == TABLE else one.value for one in IndicatorType}
    rows = [(one.id, one.code, types[one.type], one.display.text(), one.name.text()) for one in found]
    headings = [_("Indicator"), _("Code"), _("Type"), _("Unit of measure"), _("Name")]
    _print(form, ("id", "code", "type", "unit", "name"), [str(heading) for heading in headings], rows)


@command("units", _("List the units valid on a day, or those named so."))
@click.argument("text", required=False)
@option("--on", metavar="DATE", says=_("The day; today when not given."))
@format_option(TABLE, JSON, CSV)
def units(text: str | None, on: str | None, form: str) -> None:
    ready()
    day = parse_date(on) if on else timezone.localdate()
    wanted = fold(text or "")
    found = [unit for unit in units_on(day) if wanted in unit.folded or wanted == unit.code]
    if not found:
        raise UnitUnknownError(text or "", day, [])
    headings = [_("Code"), _("Unit"), _("Kind"), _("Level"), _("Valid from"), _("Valid to")]
    names = ("code", "unit", "kind", "level", "valid_from", "valid_to")
    _print(
        form, names, [str(heading) for heading in headings], [_unit_row(unit, shown=form == TABLE) for unit in found]
    )


def _unit_row(unit: Unit, *, shown: bool) -> tuple[str, ...]:
    starts = unit.valid_from.isoformat() if unit.valid_from else ""
    ends = unit.valid_to.isoformat() if unit.valid_to else ""
    kind, level = UnitKind(unit.kind), Level(unit.level)
    sort = (str(KINDS[kind]), str(LEVELS[level])) if shown else (kind.value, level.value)
    return (unit.code, unit.text(), *sort, starts, ends)


def _print(form: str, names: tuple[str, ...], headings: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    match form:
        case "json":
            print_json([dict(zip(names, row, strict=True)) for row in rows])
        case "csv":
            print_csv(names, rows)
        case _:
            print_table([Heading(heading) for heading in headings], rows)

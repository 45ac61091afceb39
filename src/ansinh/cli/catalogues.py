"""List the indicators there are to ask about."""

from ansinh.cli.bilingual import command
from ansinh.cli.output import CSV, JSON, TABLE, format_option, print_rows
from ansinh.indicators.catalogue import IndicatorType, catalogue
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _

TYPES: dict[IndicatorType, Message] = {
    IndicatorType.STOCK: _("level at a date"),
    IndicatorType.FLOW: _("accumulated from January"),
    IndicatorType.RATIO: _("ratio"),
    IndicatorType.COUNT_OF_UNITS: _("count of units"),
}


@command("indicators", _("List the indicators of the catalogue."))
@format_option(TABLE, JSON, CSV)
def indicators(form: str) -> None:
    found = list(catalogue().indicators.values())
    types = {one: str(TYPES[one]) if form == TABLE else one.value for one in IndicatorType}
    rows = [(one.id, one.code, types[one.type], one.display.text(), one.name.text()) for one in found]
    headings = [_("Indicator"), _("Code"), _("Type"), _("Unit of measure"), _("Name")]
    print_rows(form, ("id", "code", "type", "unit", "name"), headings, rows)

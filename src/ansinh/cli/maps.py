"""Draw maps; take in official outlines for them."""

from pathlib import Path

import click

from ansinh.charts.geojson import read_geojson
from ansinh.charts.maps import A4, PAGE, PHONE
from ansinh.charts.rendering import to_png, to_svg
from ansinh.charts.specifications import Specification
from ansinh.cli.bilingual import BY, command, option
from ansinh.cli.days import ON, day_of
from ansinh.cli.installation import ready
from ansinh.cli.output import say
from ansinh.cli.scope import SCOPE, read_scope
from ansinh.compare.boundaries import Boundaries
from ansinh.compare.reads import Figures
from ansinh.documents.fonts import FONT_DIRECTORY
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.errors import InputError
from ansinh.kernel.language import Language, current_language
from ansinh.kernel.language import message as _
from ansinh.kernel.periods import Period
from ansinh.places.actions import load_outlines
from ansinh.places.finding import find_unit
from ansinh.reports.maps import Coloured, draw

SIZES = {"a4": A4, "page": PAGE, "phone": PHONE}


def _svg(drawn: Specification, language: Language) -> bytes:
    return to_svg(drawn, language, FONT_DIRECTORY).encode()


def _png(drawn: Specification, language: Language) -> bytes:
    return to_png(drawn, language, FONT_DIRECTORY)


WRITERS = {".svg": _svg, ".png": _png}


@command("outlines", _("Take in official outlines of areas (GeoJSON), for maps."))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@ON
@BY
def outlines(file: Path, on: str | None, by: str) -> None:
    ready()
    count = load_outlines(read_geojson(file.read_bytes()), day=day_of(on), source=file.name, by=by)
    say(_("Outlines taken in: {count}.", count=count))


@command("map", _("Draw the provinces of the country, or a province's communes."))
@click.argument("unit")
@ON
@option("--indicator", metavar="ID", says=_("Colour by this indicator, of the period."))
@option("--period", metavar="P", says=_("Period: 2020-05, 2020-Q2, 2020-H1, 2020-9M, 2020, …"))
@SCOPE
@option("--size", type=click.Choice(list(SIZES)), default="a4", show_default=True, says=_("For paper, page or phone."))
@option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    says=_("The file to write: .svg or .png."),
)
def draw_map(
    unit: str,
    on: str | None,
    indicator: str | None,
    period: str | None,
    size: str,
    output: Path,
    **scope: str | bool | None,
) -> None:
    ready()
    if (indicator is None) != (period is None):
        raise InputError(_("A map is coloured by an indicator of a period."), _("Give both --indicator and --period."))
    if output.suffix not in WRITERS:
        raise InputError(
            _("A map cannot be written to {file}.", file=output), _("Name a file that ends in .svg or .png.")
        )
    asked = Period.parse(period) if period else None
    day = day_of(on) if on or asked is None else asked.end
    found = find_unit(unit, day)
    by = None
    if indicator and asked:
        figures = Figures(read_scope(scope), boundaries=Boundaries(day=day))
        by = Coloured(catalogue()[indicator], asked, figures)
    language = current_language()
    drawn = draw(found, day, language=language, size=SIZES[size], by=by)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(WRITERS[output.suffix](drawn, language))
    say(_("The map is in {file}.", file=output))

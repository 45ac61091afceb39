"""Check what a text claims against the figures: the officer's own paragraphs, or a whole report."""

from collections.abc import Sequence
from pathlib import Path

import click
from django.utils import timezone

from ansinh.cli.bilingual import command, option
from ansinh.cli.comparisons import BOUNDARIES, PERIOD, read_boundaries
from ansinh.cli.exit_codes import DONE, FAULTS_FOUND
from ansinh.cli.installation import ready
from ansinh.cli.output import JSON, TABLE, Heading, format_option, print_json, print_table, say
from ansinh.cli.scope import SCOPE, read_scope
from ansinh.indicators.catalogue import catalogue
from ansinh.kernel.language import LANGUAGES
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import MISSING
from ansinh.kernel.periods import Period
from ansinh.places.finding import find_unit
from ansinh.reports.claims import Checked, Verdict, check_claims
from ansinh.reports.claims.files import read_paragraphs
from ansinh.reports.content import ReportContent
from ansinh.reports.gather import gather


@command("claims", _("Check what a text claims against the figures of a unit and a period."))
@click.argument("unit")
@PERIOD
@option(
    "--text",
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    says=_("The text: Word (.docx), Markdown (.md) or plain text (.txt)."),
)
@BOUNDARIES
@SCOPE
@format_option(TABLE, JSON)
def claims(unit: str, period: str, text: Path, boundaries: str | None, form: str, **scope: str | bool | None) -> int:
    ready()
    asked, on = Period.parse(period), read_boundaries(boundaries)
    found = find_unit(unit, on.on(asked.end))
    content = gather(found, asked, read_scope(scope), made_at=timezone.localtime(), boundaries=on)
    checked = check_claims(read_paragraphs(text, content.figures), content)
    if form == JSON:
        print_json([_json(one, content) for one in checked])
    else:
        _print(checked, content)
    contradicted = any(one.verdict is Verdict.CONTRADICTED for one in checked)
    return FAULTS_FOUND if contradicted else DONE


def _print(checked: Sequence[Checked], content: ReportContent) -> None:
    if not checked:
        say(_("The text claims nothing that figures could bear out."))
        return
    headings = (_("Claim"), _("Kind"), _("Indicator"), _("Unit"), _("Verdict"), _("Why"))
    title = f"{content.unit.text()} – {content.period.text()}"
    print_table([Heading(heading.text()) for heading in headings], [_row(one) for one in checked], title=title)
    counts = {verdict: sum(1 for one in checked if one.verdict is verdict) for verdict in Verdict}
    say(
        _(
            "Claims: {all}; supported: {supported}; contradicted: {contradicted}; not checkable: {open}.",
            all=len(checked),
            supported=counts[Verdict.SUPPORTED],
            contradicted=counts[Verdict.CONTRADICTED],
            open=counts[Verdict.NOT_CHECKABLE],
        )
    )


def _row(one: Checked) -> tuple[str, ...]:
    indicator = catalogue()[one.indicator].short.text() if one.indicator else MISSING
    unit = one.unit.text() if one.unit else MISSING
    return (one.words, one.kind.text(), indicator, unit, one.verdict.text(), one.message.text())


def _json(one: Checked, content: ReportContent) -> dict[str, object]:
    """``start`` and ``end`` count characters in the paragraph, ``paragraph`` from 0."""
    return {
        "paragraph": one.paragraph,
        "start": one.start,
        "end": one.end,
        "words": one.words,
        "kind": one.kind.value,
        "indicator": one.indicator,
        "unit": one.unit.key if one.unit else None,
        "period": (one.period or content.period).iso,
        "verdict": one.verdict.value,
        "figures": {name: content.figures[name].text() for name in one.evidence},
        "message": {language: one.message.text(language) for language in LANGUAGES},
    }

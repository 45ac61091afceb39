"""Is every number of a document still the one that was printed? What is not is named, with its figure."""

from collections.abc import Sequence
from pathlib import Path

import click

from ansinh.cli.bilingual import command, option
from ansinh.cli.exit_codes import DONE, FAULTS_FOUND
from ansinh.cli.installation import ready
from ansinh.cli.output import JSON, TABLE, Heading, format_option, print_json, print_table, say
from ansinh.kernel.language import Message
from ansinh.kernel.language import message as _
from ansinh.kernel.numbers import MISSING
from ansinh.reports.naming import name_of
from ansinh.reports.records import find_record
from ansinh.reports.verifying import NOT_BOUND, Verdict, Verification, Verified
from ansinh.reports.verifying import verify as verify_file

TOLD: dict[Verdict, Message] = {
    Verdict.CHANGED: _("Changed: the document prints another number than the figure"),
    Verdict.ADDED: _("Not bound: numbers that no figure, date, document number or outline stands behind"),
    Verdict.REMOVED: _("Not there any more"),
    Verdict.OWN: _("The officer's own numbers; Ansinh does not vouch for them"),
    Verdict.REWRITTEN: _("Dates and numbers of documents that were rewritten"),
}


@command("verify", _("Check that every number of a document is bound to its figure."))
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@option(
    "--reference",
    metavar="REFERENCE",
    says=_("Which report it is, for a file that has lost its reference (printed from Word to PDF)."),
)
@format_option(TABLE, JSON)
def verify(document: Path, reference: str | None, form: str) -> int:
    ready()
    checked = verify_file(document, known_as=find_record(reference) if reference else None)
    if form == JSON:
        print_json(_json(checked))
    else:
        _print(checked)
    return DONE if checked.clean else FAULTS_FOUND


def _print(checked: Verification) -> None:
    if checked.record:
        say(_("{file}: report {title}.", file=checked.file.name, title=checked.record.title))
    else:
        say(_("{file} is not known here: it was made elsewhere, or has lost its reference.", file=checked.file.name))
        say(_("Each number was looked at alone. If Ansinh made it, say which one it is: --reference REFERENCE."))
    for verdict, title in TOLD.items():
        found = checked.of(verdict)
        if found:
            say("")
            _print_numbers(checked, title, found)
    counts = checked.counts
    said = _(
        "Numbers: {all}; bound: {bound}; changed: {changed}; not bound: {added}; removed: {removed}; own: {own}.",
        all=sum(counts.values()) - counts[Verdict.REMOVED],
        bound=counts[Verdict.BOUND],
        changed=counts[Verdict.CHANGED] + counts[Verdict.REWRITTEN],
        added=counts[Verdict.ADDED],
        removed=counts[Verdict.REMOVED],
        own=counts[Verdict.OWN],
    )
    say("")
    say(said)


def _print_numbers(checked: Verification, title: Message, found: Sequence[Verified]) -> None:
    """What was printed, and for which figure, where that says something."""
    with_printed = any(one.printed not in ("", one.text) for one in found)
    with_figure = any(one.figure for one in found)
    headings = [
        _("Number"),
        *([_("Printed")] if with_printed else []),
        *([_("Figure")] if with_figure else []),
        _("Where"),
    ]
    rows = [
        (
            one.text or MISSING,
            *([one.printed or MISSING] if with_printed else []),
            *([_figure(checked, one)] if with_figure else []),
            _where(one),
        )
        for one in found
    ]
    print_table([Heading(str(heading)) for heading in headings], rows, title=str(title))


def _figure(checked: Verification, one: Verified) -> str:
    """Its name and its value as the report had it."""
    figure = checked.figure(one)
    if figure is None or checked.record is None:
        return ""
    return f"{name_of(one.figure, checked.record.recipe)}: {figure.text}"


def _where(one: Verified) -> str:
    page = str(_("page {page}", page=one.page)) if one.page else ""
    return ": ".join(filter(None, (", ".join(filter(None, (page, one.where))), one.context)))


def _json(checked: Verification) -> dict[str, object]:
    record = checked.record
    return {
        "file": checked.file.name,
        "reference": record.reference if record else None,
        "unit": record.recipe.unit if record else None,
        "period": record.recipe.period.iso if record else None,
        "clean": checked.clean,
        "counts": {verdict.value: checked.counts[verdict] for verdict in Verdict},
        "numbers": [_number_json(checked, one) for one in checked.of(*(set(Verdict) - {Verdict.BOUND}))],
    }


def _number_json(checked: Verification, one: Verified) -> dict[str, object]:
    figure = checked.figure(one)
    return {
        "verdict": one.verdict.value,
        "bound": one.verdict not in NOT_BOUND,
        "text": one.text or None,
        "printed": one.printed or None,
        "figure": one.figure or None,
        "name": str(name_of(one.figure, checked.record.recipe)) if figure and checked.record else None,
        "value": figure.text if figure else None,
        "exact": f"{figure.exact:f}" if figure and figure.exact is not None else None,
        "where": one.where or None,
        "page": one.page or None,
        "context": one.context,
    }
